/*
 * What a result holds for: the files that were measured, and their fingerprint. It is made of the
 * objects' ids, so no file is read but what may be a report, and it outlives rebases, squashes and
 * merges: it changes when, and only when, a byte, a mode or a path does.
 */
#include "fresh.h"

#include "done/evidence.h"

#include <stdlib.h>
#include <string.h>

/* ---- reports are no inputs ---- */

/* In a test of tests each part is asked. */
static void inputs_collect_test(
    struct done_arena *arena, const struct done_test *test, struct done_report_globs *out)
{
	const struct done_record *record = test->form->options;
	/* A description of an interface is called a report, too, but is written, not measured. */
	bool is_measured = test->form->needs_evidence || !strcmp(test->form->name, "fresh");

	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const void *member = (const char *)test->options + field->offset;
		const struct done_tests *parts = member;

		if (is_measured && field->type == DONE_FIELD_FILES &&
		    !strcmp(field->name, "reports"))
			*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) =
			    (struct done_report_glob){member, test->form->needs_evidence};
		for (size_t j = 0; field->type == DONE_FIELD_TESTS && j < parts->nr; j++)
			inputs_collect_test(arena, &parts->items[j], out);
	}
}

void done_report_globs_collect(
    struct done_view *view, const struct done_file_globs *own, struct done_report_globs *out)
{
	const struct done_policy *policy = view->policy;

	*out = (struct done_report_globs){0};
	*DONE_ARENA_PUSH(view->arena, out->items, out->nr, out->cap) =
	    (struct done_report_glob){own, false};
	for (size_t i = 0; policy && i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++)
			inputs_collect_test(view->arena, &criterion->checks[j].test, out);
	}
}

/* "*.xml" of a check of tests means pom.xml, too: its content tells. */
static int inputs_looks_written(struct done_view *view, const char *path, struct done_error *err)
{
	struct done_file file = {.path = path};
	struct done_bytes bytes = {"", 0};
	struct done_blob *blob;
	int rc = done_snapshot_find(view->head, path, &file.entry, err);

	if (rc > 0 && file.entry.kind != DONE_ENTRY_FILE)
		return 0;
	if (rc > 0 && done_view_blob(view, &file, DONE_BLOB_MAX, false, &blob, err) < 0)
		return err->code;
	if (rc > 0) {
		/* What it is cannot be seen in a pointer. */
		if (blob->pointer)
			return 1;
		bytes = blob->bytes;
	} else if (rc == 0 && view->base) {
		rc = done_view_read_base(view, path, DONE_BLOB_MAX, &bytes, err);
	}
	return rc <= 0 ? rc : done_evidence_is_report(view->arena, bytes, path);
}

static int inputs_is_report(struct done_view *view, const struct done_report_globs *reports,
    const char *path, struct done_error *err)
{
	bool is_read = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < reports->nr; i++) {
		rc = done_view_matches(view, reports->items[i].globs, path, err);
		if (rc > 0 && reports->items[i].is_read) {
			is_read = true;
			rc = 0;
		}
	}
	return rc == 0 && is_read ? inputs_looks_written(view, path, err) : rc;
}

int done_test_reads_report(
    const struct done_test *test, struct done_view *view, const char *path, struct done_error *err)
{
	struct done_report_globs reports = {0};
	int rc = 0;

	inputs_collect_test(view->arena, test, &reports);
	for (size_t i = 0; rc == 0 && i < reports.nr; i++)
		rc = done_view_matches(view, reports.items[i].globs, path, err);
	return rc;
}

/* ---- which files ---- */

static bool inputs_is_usual(const struct done_fresh_options *options)
{
	/* "fresh: inputs" */
	return !options->inputs.nr ||
	    (options->inputs.nr == 1 && !strcmp(options->inputs.items[0].text, "inputs"));
}

/* What says nothing of how the service behaves. */
static bool inputs_is_beside(const struct done_view *view, const char *path)
{
	const char *name = done_last_part(path);

	return done_text_ends(name, ".md") || done_text_ends(name, ".markdown") ||
	    !strcmp(name, DONE_SHEET_NAME) || !strcmp(path, DONE_POLICY_PATH) ||
	    done_path_below(path, DONE_OWN_DIRECTORY) ||
	    (view->service->rule && done_service_ignores(view->service->rule, view->service, path));
}

static int inputs_has_usual(struct done_view *view, const char *path)
{
	const struct done_service_rule *rule = view->service->rule;

	if (inputs_is_beside(view, path))
		return 0;
	return done_view_owns(view, path) ||
	    (rule && done_globs_match_tree(&rule->depends_on, view->arena, path));
}

int done_inputs_has(struct done_view *view, const struct done_fresh_options *options,
    const struct done_report_globs *reports, const char *path, struct done_error *err)
{
	int rc = inputs_is_usual(options) ? inputs_has_usual(view, path)
	                                  : done_view_matches(view, &options->inputs, path, err);

	if (rc <= 0 || done_path_below(path, DONE_RECORDS_DIRECTORY))
		return rc < 0 ? rc : 0;
	rc = inputs_is_report(view, reports, path, err);
	return rc < 0 ? rc : rc == 0;
}

/* ---- finding them ---- */

struct inputs_finding {
	struct done_view *view;
	struct done_files files;
	size_t cap;
};

static int inputs_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct inputs_finding *finding = data;

	(void)err;
	*DONE_ARENA_PUSH(
	    finding->view->arena, finding->files.items, finding->files.nr, finding->cap) =
	    (struct done_file){done_arena_strdup(finding->view->arena, path), *entry};
	return 0;
}

/* All that lies where the service, or something that it depends on, may be. */
static int inputs_walk(struct inputs_finding *finding, const char *place, struct done_error *err)
{
	struct done_view *view = finding->view;
	struct done_entry entry;
	int rc = *place ? done_snapshot_find(view->head, place, &entry, err) : 1;

	if (rc > 0 && *place && entry.kind != DONE_ENTRY_DIRECTORY)
		return inputs_visit(finding, place, &entry, err);
	if (rc > 0)
		rc = done_snapshot_walk(view->head, place, inputs_visit, NULL, finding, err);
	return rc < 0 ? rc : 0;
}

static int inputs_find_usual(struct inputs_finding *finding, struct done_error *err)
{
	const struct done_service_rule *rule = finding->view->service->rule;

	if (inputs_walk(finding, done_view_directory(finding->view), err) < 0)
		return err->code;
	for (size_t i = 0; rule && i < rule->depends_on.nr; i++) {
		const struct done_glob *glob = rule->depends_on.items[i];
		const char *place =
		    done_glob_is_literal(glob) ? done_glob_text(glob) : done_glob_directory(glob);

		if (!done_glob_is_negated(glob) && inputs_walk(finding, place, err) < 0)
			return err->code;
	}
	return 0;
}

static int inputs_compare(const void *a, const void *b)
{
	return strcmp(((const struct done_file *)a)->path, ((const struct done_file *)b)->path);
}

static const char *inputs_mode(const struct done_entry *entry)
{
	static const char *const modes[] = {[DONE_ENTRY_FILE] = "100644",
	    [DONE_ENTRY_LINK] = "120000",
	    [DONE_ENTRY_DIRECTORY] = "040000",
	    [DONE_ENTRY_SUBMODULE] = "160000"};

	return entry->kind == DONE_ENTRY_FILE && entry->executable ? "100755" : modes[entry->kind];
}

static int inputs_add(
    struct done_buf *text, const struct done_file *file, size_t *nr, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];

	if (++*nr > DONE_FRESH_INPUTS_MAX) {
		done_error_set(err, DONE_E_UNDECIDED, "more than %d files were measured",
		    DONE_FRESH_INPUTS_MAX);
		return done_error_cure(err, "name fewer files in 'inputs'");
	}
	done_oid_hex(&file->entry.oid, hex);
	done_buf_addf(text, "%s %s %s", inputs_mode(&file->entry), hex, file->path);
	done_buf_addch(text, '\0');
	return 0;
}

/* A slip in one of several globs leaves out what was measured. */
static int inputs_look_matchless(struct done_view *view, const struct done_fresh_options *options,
    const struct done_files *files, struct done_inputs *out, struct done_error *err)
{
	for (size_t i = 0; i < options->inputs.nr && !out->matchless; i++) {
		const struct done_file_globs one = {&options->inputs.items[i], 1};
		int rc = one.items->negated;

		for (size_t j = 0; rc == 0 && j < files->nr; j++)
			rc = done_view_matches(view, &one, files->items[j].path, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			out->matchless = one.items->text;
	}
	return 0;
}

int done_inputs_find(struct done_view *view, const struct done_fresh_options *options,
    const struct done_file_globs *reports, struct done_inputs *out, struct done_error *err)
{
	struct inputs_finding finding = {.view = view};
	struct done_files *files = &finding.files;
	struct done_report_globs others;
	struct done_buf text = {0};
	size_t nr = 0;
	int rc = inputs_is_usual(options)
	    ? inputs_find_usual(&finding, err)
	    : done_view_find(view, &options->inputs, NULL, files, err);

	if (rc >= 0 && files->nr)
		qsort(files->items, files->nr, sizeof(*files->items), inputs_compare);
	done_report_globs_collect(view, reports, &others);
	done_buf_addstr(&text, "git-done inputs 1\n");
	for (size_t i = 0; rc >= 0 && i < files->nr; i++) {
		if (i && !strcmp(files->items[i].path, files->items[i - 1].path))
			continue;
		rc = done_inputs_has(view, options, &others, files->items[i].path, err);
		if (rc > 0)
			rc = inputs_add(&text, &files->items[i], &nr, err);
	}
	out->matchless = NULL;
	if (rc >= 0 && !inputs_is_usual(options))
		rc = inputs_look_matchless(view, options, files, out, err);
	if (rc >= 0) {
		memcpy(out->print, DONE_INPUTS_PREFIX, sizeof(DONE_INPUTS_PREFIX));
		done_sha256((struct done_bytes){text.ptr, text.len},
		    out->print + strlen(DONE_INPUTS_PREFIX));
		out->nr = nr;
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}
