/*
 * Kind `answers` with `fresh`: when files change that an answer is about, the answer changes too,
 * or somebody says that it still holds. What is compared are object ids, never dates.
 */
#include "answers.h"

#include <string.h>

#define FINGERPRINT_LEN 16

static bool is_frame_key(const char *key)
{
	return !strcmp(key, "about") || !strcmp(key, "reviewed");
}

/* The answer less what is said about it. */
static struct done_value said_in(struct done_arena *arena, const struct done_value *answer)
{
	struct done_value said = *answer;

	if (answer->type != DONE_MAP)
		return said;
	said.map.ptr = done_arena_array(arena, answer->map.nr + 1, sizeof(*said.map.ptr));
	said.map.nr = 0;
	for (size_t i = 0; i < answer->map.nr; i++) {
		if (!is_frame_key(answer->map.ptr[i].key.ptr))
			said.map.ptr[said.map.nr++] = answer->map.ptr[i];
	}
	return said;
}

/* One key of the frame, alone: what is wrong with another is not its fault. */
static int load_key(struct done_view *view, const struct done_value *answer, const char *key,
    struct done_answer_frame *out, struct done_error *problem)
{
	const struct done_value *value = done_value_get(answer, key);
	struct done_member member = {.key = {key, strlen(key)}};
	struct done_value only = {.type = DONE_MAP, .map = {&member, 1}};

	if (!value)
		return 0;
	member.value = *value;
	return done_record_load_document(
	    view->arena, &done_answer_frame_record, &only, out, problem);
}

/* False when `about` makes no sense: then nobody can say what is stale. */
static bool frame_of(const struct done_answering *answering, const struct done_value *answer,
    struct done_answer_frame *out)
{
	struct done_answer_frame about = {0}, reviewed = {0};
	struct done_error problem = {0}, ignored = {0};

	if (load_key(answering->view, answer, "about", &about, &problem) < 0) {
		done_finding_fix(done_answers_add(answering, done_value_get(answer, "about"),
		                     "not globs", "about", "%s", problem.message),
		    answering->view, "%s", *problem.cure ? problem.cure : "name files, as globs");
		return false;
	}
	out->about = about.about;
	/* A fingerprint that is no text fits nothing. */
	if (load_key(answering->view, answer, "reviewed", &reviewed, &ignored) >= 0)
		out->reviewed = reviewed.reviewed;
	return true;
}

/* ---- what was touched ---- */

struct touched {
	const char *first;
	size_t nr;
};

static int touch(const struct done_answering *answering, const struct done_file_globs *about,
    struct touched *out, struct done_error *err)
{
	struct done_view *view = answering->view;

	for (size_t i = 0; i < view->changes->nr; i++) {
		const char *path = view->changes->items[i].path;
		int rc;

		if (!strcmp(path, answering->path))
			continue;
		rc = done_view_matches(view, about, path, err);
		if (rc < 0)
			return rc;
		if (rc == 1 && !out->nr++)
			out->first = path;
	}
	return 0;
}

static int fingerprint(struct done_view *view, const struct done_file_globs *about,
    char out[DONE_OID_HEX + 1], struct done_error *err)
{
	struct done_buf text = {0};
	struct done_files files;
	struct done_oid oid;
	int rc = done_view_find(view, about, NULL, &files, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < files.nr; i++) {
		done_oid_hex(&files.items[i].entry.oid, out);
		done_buf_addf(&text, "%s %s", out, files.items[i].path);
		done_buf_addch(&text, '\0');
	}
	done_oid_of_blob((struct done_bytes){text.len ? text.ptr : "", text.len}, &oid);
	done_buf_release(&text);
	done_oid_hex(&oid, out);
	out[FINGERPRINT_LEN] = '\0';
	return 0;
}

/* ---- the answer before ---- */

/* 1 with *out the base's answer, 0 when there was none that could be used. */
static int answer_before(
    const struct done_answering *answering, const struct done_value **out, struct done_error *err)
{
	struct done_view *view = answering->view;
	const struct done_sheet *sheet;

	if (!view->base)
		return 0;
	sheet = done_sheet_load(view->arena, view->base, view->service, NULL);
	if (sheet->problem.code && sheet->problem.code != DONE_E_POLICY) {
		*err = sheet->problem;
		return err->code;
	}
	*out = done_value_get(sheet->document, answering->question->name);
	return *out != NULL;
}

static void add_stale(
    const struct done_answering *answering, const struct touched *touched, const char *print)
{
	const char *name = answering->question->name;
	const char *path = done_view_short(answering->view, touched->first);
	struct done_finding *finding;

	if (touched->nr > 1)
		finding = done_answers_add(answering, answering->answer, "stale", name,
		    "'%s' and %zu more changed, but the answer to '%s' about them did not", path,
		    touched->nr - 1, name);
	else
		finding = done_answers_add(answering, answering->answer, "stale", name,
		    "'%s' changed, but the answer to '%s' about it did not", path, name);
	done_finding_fix(finding, answering->view,
	    "change the answer; or, if it still holds, write into '%s':\n"
	    "reviewed: \"%s\"",
	    name, print);
}

int done_answers_judge_fresh(const struct done_answering *answering, struct done_error *err)
{
	struct done_view *view = answering->view;
	struct done_answer_frame now = {0}, then = {0};
	const struct done_value *before = NULL;
	struct touched touched = {0};
	char print[DONE_OID_HEX + 1];
	const struct done_file_globs *about;
	int rc = view->changes ? answer_before(answering, &before, err) : 0;

	if (rc < 0)
		return rc;
	if (!frame_of(answering, answering->answer, &now) ||
	    !frame_of(answering, now.about.nr ? NULL : before, &then))
		return 0;
	/* Taking 'about' out does not make an answer true. */
	about = now.about.nr ? &now.about : &then.about;
	if (!answering->answer || !about->nr || !view->changes) {
		done_result_say(answering->result, view, DONE_NOT_APPLICABLE, "%s",
		    !answering->answer ? "there is no answer yet"
		        : !about->nr   ? "the answer names no files that it is about"
		                       : "there is no range to look for changes in");
		return 0;
	}
	if (touch(answering, about, &touched, err) < 0 || fingerprint(view, about, print, err) < 0)
		return err->code;
	if (touched.nr && before && !(now.reviewed && !strcmp(now.reviewed, print))) {
		struct done_value said = said_in(view->arena, answering->answer);
		struct done_value said_before = said_in(view->arena, before);

		if (done_value_equal(&said, &said_before)) {
			add_stale(answering, &touched, print);
			return 0;
		}
	}
	const char *why = !touched.nr ? "nothing that it is about changed"
	                              : "the answer was looked at in this change";
	done_result_say(answering->result, view, DONE_MET, "%s", why);
	done_result_evidence(answering->result, view, answering->path, answering->answer->line,
	    DONE_CLAIMED, "%s", why);
	return 0;
}
