/*
 * Kind `fresh`: a result that a person commits is still of what is in the tree. What the result
 * says is read by other kinds, or by people: a drill, a penetration test.
 */
#include <string.h>

#include "hollow.h"
#include "reports_parts.h"

struct fresh_options {
	struct done_file_globs reports;
	struct done_fresh_options of;
	struct done_strings from;
};

static const char *const fresh_places[] = {"tree", "notes", NULL};
static const char *const fresh_usual[] = {"tree", NULL};

static bool fresh_asks_notes(const void *data)
{
	const struct fresh_options *options = data;

	return done_strings_has(&options->from, "notes");
}

static bool fresh_asks_tree(const struct fresh_options *options)
{
	return !options->from.nr || done_strings_has(&options->from, "tree");
}

/* The option of other kinds. */
struct fresh_options_alone {
	struct done_fresh_options of;
};

/* A result that holds nothing, and an LFS pointer, is none. */
static int fresh_look(struct done_view *view, const struct done_files *files,
    struct done_result *result, struct done_error *err)
{
	for (size_t i = 0; i < files->nr; i++) {
		const struct done_file *file = &files->items[i];
		struct done_hollow hollow = {0};
		uint64_t size;
		bool pointer;
		int rc = done_view_size(view, file, &size, &pointer, err);

		if (rc >= 0 && pointer)
			done_result_add_pointer(
			    result, view, file->path, "so there is no result to look at");
		if (rc >= 0)
			rc = pointer ? 0 : done_file_hollow(view, file, &hollow, err);
		if (rc < 0)
			return rc;
		if (rc > 0)
			done_finding_fix(
			    done_result_add(result, view,
			        (struct done_place){file->path, hollow.line, 0},
			        (struct done_subject){
			            .wrong = hollow.wrong, .option = "reports", .path = file->path},
			        "the result %s", hollow.why),
			    view, "measure again, and commit the result");
	}
	return 0;
}

static void fresh_say(struct done_fresh *fresh, const struct done_files *files)
{
	if (fresh->is_unknown) {
		done_result_say(fresh->result, fresh->view, DONE_NOT_APPLICABLE,
		    "there is neither a record nor a range to look for changes in: it is not known "
		    "what was measured");
		return;
	}
	done_result_say(fresh->result, fresh->view, DONE_MET, "%s", fresh->words);
	for (size_t i = 0; i < files->nr; i++)
		done_result_evidence(fresh->result, fresh->view, files->items[i].path, 0,
		    fresh->strength, "%s", fresh->words);
}

/* 1: a note has a record of it, good or not. */
static int fresh_run_notes(const struct fresh_options *options, struct done_view *view,
    struct done_result *out, struct done_error *err)
{
	const struct done_reports_options asked = {
	    .reports = options->reports, .from = options->from, .fresh = &options->of};
	struct done_reports reports = {0};
	struct reports_reading reading = {.view = view,
	    .options = &asked,
	    .subject = REPORTS_UNREAD,
	    .out = &reports,
	    .result = out};
	int rc = done_reports_from_notes(&reading, err);

	if (rc <= 0 || out->nr)
		return rc;
	done_result_say(out, view, DONE_MET, "%s", reports.words);
	done_result_evidence(
	    out, view, done_view_path(view, "."), 0, reports.strength, "%s", reports.words);
	return rc;
}

static int fresh_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct fresh_options *options = data;
	struct done_fresh fresh = {.view = view,
	    .options = &options->of,
	    .reports = &options->reports,
	    .option = "inputs",
	    .result = out};
	struct done_files files = {0};
	int rc;

	if (done_fresh_begin(&fresh, err) < 0 ||
	    (fresh_asks_tree(options) &&
	        done_view_find(view, &options->reports, NULL, &files, err) < 0))
		return err->code;
	done_files_keep_regular(&files);
	rc = !files.nr && fresh_asks_notes(options) ? fresh_run_notes(options, view, out, err) : 0;
	if (rc != 0)
		return rc < 0 ? rc : 0;
	if (!files.nr && !fresh_asks_tree(options)) {
		done_reports_add_no_note(view, out, "result");
		return 0;
	}
	if (!files.nr)
		return done_result_add_missing(
		    out, view, &options->reports, (struct done_wanted){"reports", NULL, NULL}, err);
	if (fresh_look(view, &files, out, err) < 0)
		return err->code;
	if (out->nr)
		return 0;
	rc = done_fresh_judge(&fresh, &files, err);
	if (rc > 0)
		fresh_say(&fresh, &files);
	return rc < 0 ? rc : 0;
}

static const struct done_field fresh_option_fields[] = {
    DONE_FRESH_FIELDS(struct fresh_options_alone, of),
};
const struct done_record done_fresh_option = {
    .name = "'fresh'",
    .size = sizeof(struct fresh_options_alone),
    .fields = fresh_option_fields,
    .nr = DONE_ARRAY_SIZE(fresh_option_fields),
    .shorthand = "inputs",
};

static const struct done_field fresh_fields[] = {
    {DONE_FIELD("reports", struct fresh_options, reports, FILES), .tighter = {DONE_TIGHTER_NEVER},
        .required = true, .min = 1,
        .help = "The results, as files of the tree: what was measured, tried or tested by hand."},
    DONE_FRESH_FIELDS(struct fresh_options, of),
    {DONE_FIELD("from", struct fresh_options, from, STRINGS), .tighter = {DONE_TIGHTER_LESS},
        .max = 2, .usual = fresh_usual,
        .help = "Where results may lie: `tree` (committed files) and `notes` (refs/notes/git-done, "
                "`git done explain performance`). The first of these that has a report counts. "
                "Default: `tree`."},
};

static int fresh_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct fresh_options *options = object;

	for (size_t i = 0; i < options->from.nr; i++) {
		if (!done_strings_has(&(struct done_strings){(const char **)fresh_places, 2},
		        options->from.items[i]))
			return done_value_error(err, done_value_get(at, "from"),
			    "'from' takes 'tree' and 'notes', not '%s'", options->from.items[i]);
	}
	return 0;
}

static const struct done_record fresh_record = {
    .name = "check kind 'fresh'",
    .size = sizeof(struct fresh_options),
    .fields = fresh_fields,
    .nr = DONE_ARRAY_SIZE(fresh_fields),
    .shorthand = "reports",
    .validate = fresh_validate,
};

/* What it is of is the change's own, or was let through before. */
static bool fresh_compares(const void *options)
{
	(void)options;
	return true;
}

static bool fresh_sweeps(const void *options, const struct done_file_globs **files,
    const struct done_file_globs **except)
{
	static const struct done_file_globs none;
	const struct fresh_options *fresh = options;

	*files = &fresh->of.inputs;
	*except = &none;
	return fresh->of.inputs.nr > 0;
}

static void fresh_more(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "A result in the tree does not say when it was made, or from what. `git done record "
	    "CHECK --service SERVICE FILE` adds that: the record, "
	    "`.git-done/evidence/SERVICE/CHECK.yml`, holds the SHA-256 of the result (with LF "
	    "for CR LF, for git may commit it so) and a fingerprint of its inputs, made from the "
	    "modes, ids and paths of their objects. It "
	    "stays valid over rebases, squashes and merges, and for every commit that has the same "
	    "inputs: a service that nobody changes never becomes stale.\n\n"
	    "| the tree has | the check is | strength |\n"
	    "| --- | --- | --- |\n"
	    "| a record with the fingerprint of these inputs | met | recorded |\n"
	    "| such a record, but the change wrote it, touches the inputs, and left the result "
	    "byte for byte as it was | met; unmet for kind `performance` | claimed |\n"
	    "| a record for other inputs, at most `grace_days` older than the commit that is "
	    "judged | met | stale |\n"
	    "| a record for other inputs | unmet | |\n"
	    "| a record that cannot be read, is for another service or check, has a date in the "
	    "future, or later than the commit, or is for other bytes | unmet | |\n"
	    "| a result without a record; the change touches no input, or it brings a new result "
	    "as well (a new one of each, in kinds that read them) | met | claimed |\n"
	    "| a result without a record; the change touches inputs but not the result | unmet | "
	    "|\n"
	    "| a result without a record, in an audit | not applicable | |\n"
	    "| a note with the result and the fingerprint of these inputs (`from: notes`) | met | "
	    "recorded |\n\n"
	    "The age of a record is counted from its day to the day of the commit that is judged, "
	    "so the verdict on a commit never depends on today. Without a record, a file that only "
	    "moved does not count as changed; a fingerprint contains paths, so it changes. Reports "
	    "of any check, and records, are never inputs; by default neither are Markdown, the "
	    "sheet, and what the service's rule ignores. A package outside the service is an input "
	    "if `depends_on` or `inputs` names it (`/libs/money/**`).\n\n"
	    "A record is a promise, not a proof: whoever can push can type one. It turns a wrong "
	    "result into a deliberate one, and the history says who committed it. If a result must "
	    "not be typed by hand, take it from `--evidence`, which CI makes.\n");
}

const struct done_kind done_kind_fresh = {
    .form = {.name = "fresh",
        .summary = "met when a committed result was measured on what the tree has now",
        .options = &fresh_record,
        .compares = fresh_compares,
        .asks_notes = fresh_asks_notes,
        .example = "reports: [perf/restore-drill.txt]\n"
                   "inputs: [\"db/**\", \"deploy/**\"]\n"
                   "grace_days: 30\n",
        .more = fresh_more},
    .sweeps = fresh_sweeps,
    .run = fresh_run,
};
