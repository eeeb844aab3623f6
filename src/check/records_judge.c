/* Kind `records`: what one decision record says, and what it points to. */
#include "records.h"

#include <inttypes.h>
#include <string.h>

#include "markdown.h"

#define RECORD_MAX ((size_t)4 * 1024 * 1024)

/* ---- findings ---- */

static const char *statuses_shown(struct done_view *view, const struct done_strings *statuses)
{
	struct done_buf buf = {0};
	const char *text;

	for (size_t i = 0; i < statuses->nr; i++)
		done_buf_addf(&buf, "%s%s", i ? " or " : "", statuses->items[i]);
	if (!statuses->nr)
		done_buf_addstr(&buf, "proposed, accepted, rejected, deprecated or superseded");
	text = done_arena_strdup(view->arena, buf.ptr);
	done_buf_release(&buf);
	return text;
}

void done_records_add(const struct done_recording *judging, int line, const char *wrong,
    const char *message, const char *fix)
{
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){judging->file->path, line, 0},
	    (struct done_subject){.wrong = wrong, .path = judging->file->path}, "%s", message);

	done_finding_fix(finding, judging->view, "%s", fix);
}

bool done_records_require(const struct done_records_options *options, const char *what)
{
	for (size_t i = 0; i < options->require.nr; i++) {
		if (!strcmp(options->require.items[i], what))
			return true;
	}
	return !options->require.nr;
}

/* ---- what a record says ---- */

static void judge_number(const struct done_recording *judging)
{
	const struct done_decision *decision = judging->decision;
	struct done_arena *arena = judging->view->arena;

	if (decision->number < 0)
		done_records_add(judging, 0, "no number", "the record has no number",
		    "name the file by it, such as 0001-use-postgresql.md");
	else if (decision->in_title >= 0 && !decision->dated &&
	    decision->in_title != decision->number)
		done_records_add(judging, decision->title_line, "two numbers",
		    done_arena_printf(arena,
		        "the title says number %" PRId64 ", the file's name %" PRId64,
		        decision->in_title, decision->number),
		    "give both the same number");
}

static void judge_title(const struct done_recording *judging)
{
	if (!judging->decision->title)
		done_records_add(judging, 0, "no title", "the record has no title",
		    "begin it with '# ' and what was decided");
	else if (!*judging->decision->title)
		done_records_add(judging, judging->decision->title_line, "empty title",
		    "the record's title is empty", "write what was decided behind '# '");
}

static void judge_date(const struct done_recording *judging)
{
	const struct done_decision *decision = judging->decision;
	struct done_arena *arena = judging->view->arena;

	if (!decision->date_text)
		done_records_add(judging, 0, "no date", "the record has no date",
		    "write 'Date: YYYY-MM-DD' below the title, or 'date:' in the front matter");
	else if (decision->date == DONE_NO_DAY)
		done_records_add(judging, decision->date_line, "not a date",
		    done_arena_printf(arena, "the record's date '%.40s' is not a valid date",
		        decision->date_text),
		    "write a day that exists as YYYY-MM-DD");
}

static bool is_wanted(const struct done_recording *judging)
{
	const char *name = done_decision_statuses[judging->decision->status];
	const struct done_strings *wanted = &judging->options->status;

	for (size_t i = 0; name && i < wanted->nr; i++) {
		if (!strcmp(wanted->items[i], name))
			return true;
	}
	return name && !wanted->nr;
}

static void judge_status(const struct done_recording *judging)
{
	const struct done_decision *decision = judging->decision;
	struct done_view *view = judging->view;
	const char *wanted = statuses_shown(view, &judging->options->status);

	if (!decision->status_text)
		done_records_add(judging, 0, "no status", "the record has no status",
		    done_arena_printf(view->arena,
		        "add a section '## Status', or 'status:' in the front "
		        "matter: %s",
		        wanted));
	else if (!is_wanted(judging))
		done_records_add(judging, decision->status_line, "another status",
		    done_arena_printf(view->arena, "the record's status is '%.80s'; expected %s",
		        decision->status_text, wanted),
		    decision->status == DONE_DECISION_UNKNOWN
		        ? done_arena_printf(view->arena, "begin it with one word: %s", wanted)
		        : "bring the decision to an end, or name another record");
}

/* ---- what a superseded one points to ---- */

/* A link within the directory, from the root of the tree, or up by "..": 1 where a file is. */
static int find_linked(
    const struct done_recording *judging, const char *target, struct done_error *err)
{
	const char *directory = done_directory_of(judging->view->arena, judging->file->path);
	struct done_entry entry;
	char *path, *slash;
	int rc;

	if (*target == '/')
		directory = "";
	target += *target == '/';
	path = done_arena_strdup(judging->view->arena, directory);
	for (;;) {
		if (!strncmp(target, "./", 2)) {
			target += 2;
		} else if (!strncmp(target, "../", 3) && *path) {
			target += 3;
			slash = strrchr(path, '/');
			*(slash ? slash : path) = '\0';
		} else {
			break;
		}
	}
	path = done_arena_printf(judging->view->arena, "%s%s%s", path, *path ? "/" : "", target);
	if (done_path_problem(path))
		return 0;
	rc = done_snapshot_find(judging->view->head, path, &entry, err);
	return rc <= 0 ? rc : entry.kind == DONE_ENTRY_FILE;
}

static int find_numbered(
    const struct done_recording *judging, int64_t number, struct done_error *err)
{
	struct done_snapshot *head = judging->view->head;
	const struct done_directory *listing;
	int rc = head->list(head->self,
	    done_directory_of(judging->view->arena, judging->file->path), &listing, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < listing->nr; i++) {
		struct done_decision other;

		if (listing->entries[i].kind != DONE_ENTRY_FILE)
			continue;
		done_decision_read(judging->view->arena, (struct done_bytes){"", 0},
		    listing->entries[i].name, &other);
		if (other.number == number)
			return 1;
	}
	return 0;
}

static int judge_successor(const struct done_recording *judging, struct done_error *err)
{
	const struct done_decision *decision = judging->decision;
	int rc = 0;

	if (decision->status != DONE_DECISION_SUPERSEDED)
		return 0;
	if (decision->superseded_path)
		rc = find_linked(judging, decision->superseded_path, err);
	else if (decision->superseded_by >= 0)
		rc = find_numbered(judging, decision->superseded_by, err);
	if (rc != 0 || (decision->superseded_elsewhere && !decision->superseded_path))
		return rc < 0 ? rc : 0;
	if (!decision->superseded_path && decision->superseded_by < 0)
		done_records_add(judging, decision->status_line, "no successor",
		    "the record was superseded, but does not say by what",
		    "name the record that takes its place: superseded by "
		    "[ADR-0005](0005-….md)");
	else
		done_records_add(judging, decision->status_line, "lost successor",
		    done_arena_printf(judging->view->arena,
		        "the record that superseded it does not exist: '%.80s'",
		        decision->status_text),
		    "name a record that is there, or add it to the same change");
	return 0;
}

/* ---- one record ---- */

static int judge_links(const struct done_recording *judging, struct done_error *err)
{
	const struct done_outline *outline;
	int rc;

	if (!judging->options->links)
		return 0;
	rc = done_artifact_outline(judging->view, judging->file, &outline, judging->result, err);
	if (rc <= 0)
		return rc;
	return done_markdown_links(judging->view, judging->file, outline, judging->result, err);
}

int done_records_judge(struct done_recording *judging, int64_t *number, struct done_error *err)
{
	struct done_decision *decision = done_arena_alloc(judging->view->arena, sizeof(*decision));
	struct done_bytes bytes;
	int rc = done_view_read(judging->view, judging->file, RECORD_MAX, &bytes, err);

	*number = -1;
	if (rc < 0)
		return rc;
	if (done_bytes_lfs_pointer(bytes)) {
		done_result_add_pointer(judging->result, judging->view, judging->file->path,
		    "so the decision cannot be judged");
		return 0;
	}
	done_decision_read(judging->view->arena, bytes, judging->file->path, decision);
	judging->decision = decision;
	*number = decision->dated ? decision->in_title : decision->number;
	if (done_records_require(judging->options, "number"))
		judge_number(judging);
	if (done_records_require(judging->options, "title"))
		judge_title(judging);
	if (done_records_require(judging->options, "status") || judging->options->status.nr)
		judge_status(judging);
	if (done_records_require(judging->options, "date"))
		judge_date(judging);
	rc = judge_successor(judging, err);
	if (rc >= 0)
		rc = judge_links(judging, err);
	if (rc >= 0 && done_result_wants_evidence(judging->result))
		done_result_evidence(judging->result, judging->view, judging->file->path,
		    decision->title_line, DONE_CLAIMED, "the record '%.80s'",
		    decision->title ? decision->title : "");
	return rc;
}
