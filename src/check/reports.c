/*
 * Which reports a check judges: from the directory of --evidence, which CI makes in this run, or
 * from the tree. Who gives no directory is told so: in a hook nothing can be judged, in CI and in
 * an audit the check is unmet, so that a forgotten option never turns the bar off.
 */
#include "reports_parts.h"

#include <string.h>

static const char *const reports_places[] = {"evidence", "tree", "notes"};
enum { FROM_EVIDENCE, FROM_TREE, FROM_NOTES };
/* Notes are nobody's unless a policy asks for them. */
const char *const done_reports_usual[] = {"evidence", "tree", NULL};

/* Where no directory is given, and none is due. */
static const char *const reports_elsewhere[] = {
    [DONE_EVIDENCE_TESTS] =
        "tests run in CI: their results are judged there, or with --evidence DIR",
    [DONE_EVIDENCE_COVERAGE] =
        "coverage is measured in CI: it is judged there, or with --evidence DIR",
    [DONE_EVIDENCE_SCAN] = "scanners run in CI: their findings are judged there, or with "
                           "--evidence DIR",
    [DONE_EVIDENCE_PERFORMANCE] = "load tests and benchmarks run in CI: their results are "
                                  "judged there, or with --evidence DIR",
};

static bool reports_from(const struct done_reports_options *options, int place)
{
	if (options->require_seal && place != FROM_EVIDENCE)
		return false;
	return (!options->from.nr && place != FROM_NOTES) ||
	    done_strings_has(&options->from, reports_places[place]);
}

bool done_reports_ask_notes(const void *options)
{
	return reports_from(options, FROM_NOTES);
}

void done_reports_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "## Where reports come from\n\n"
	    "| `from` | bound to the tree by | the result says |\n"
	    "| --- | --- | --- |\n"
	    "| `evidence` | the run that made it; a seal, where there is one | made in this run; "
	    "sealed for COMMIT |\n"
	    "| `tree` | a record, where `fresh` asks for one | recorded for these inputs; claimed "
	    "|\n"
	    "| `notes` | the record that the note is | recorded for these inputs, in a note of "
	    "COMMIT |\n\n"
	    "A report in the directory of `--evidence` that the commit itself has at that place, "
	    "byte for byte (or with CR LF for LF, or as what its Git LFS pointer stands for), was "
	    "put there by the checkout: it counts as a committed report, unless a seal says that "
	    "the job wrote it. So does a file that git checked out, here or in another clone or "
	    "work tree, and that nobody has written since; and one of a path that the commit has "
	    "if `.gitattributes` sets `ident`, `working-tree-encoding` or a `filter` for it, "
	    "because nobody can tell then who made its bytes.\n\n"
	    "**A seal** detects reports that are left over from another run, were changed "
	    "afterwards, or belong to another commit. `git done evidence begin DIR` runs before "
	    "the tests and `git done evidence seal DIR` after the last tool; the seal, "
	    "`DIR/.git-done-seal.json`, holds the commit of HEAD and the SHA-256 of each report "
	    "that was written in between. A seal in the directory is always checked, even if no "
	    "policy requires one, and a directory that was begun but not sealed does not meet the "
	    "check. With `require_seal: true`, a report without a seal is not accepted. The seal "
	    "also lists the tracked files that differed from HEAD when the job began or ended: the "
	    "result of a met check names them, and `require_seal: true` refuses them. `evidence: "
	    "{require_seal: true}` in the policy requires a seal for every check. A seal is not a "
	    "signature: the code under test could write one, too.\n\n"
	    "**A note** holds the record and the result if a team does not want to commit them. "
	    "`git done record CHECK --note FILE | git notes --ref git-done append -F - COMMIT` "
	    "adds it to a commit, `git push origin refs/notes/git-done` publishes it (before the "
	    "commits, if a hook on the server judges them), and the job that judges first runs "
	    "`git fetch origin refs/notes/git-done:refs/notes/git-done`. The notes of the judged "
	    "commit and of its first 1,000 first parents are searched; the nearest note that names "
	    "the service and the check counts. If a note has several records of the check, those "
	    "for the judged inputs count, and each of the latest day must meet the check, because "
	    "merging notes does not keep their order. What was measured must be what the tree has, "
	    "as with `fresh` (`git done explain fresh`), even if the check has no `fresh`. Notes "
	    "of two clones are joined by `git notes --ref git-done merge -s union`. Nobody reviews "
	    "a note: whoever can push it can type it.\n");
}

#define REPORTS_FORMATS_MAX 64

/* The list of them is long: the one that was meant stands first. */
static int reports_refuse_format(const char *format, enum done_evidence_subject subject,
    const struct done_value *at, struct done_error *err)
{
	const char *names[REPORTS_FORMATS_MAX], *nearest;
	struct done_buf all = {0};
	size_t nr = 0;

	for (size_t i = 0; i < done_evidence_readers_nr && nr < REPORTS_FORMATS_MAX; i++) {
		if (done_evidence_readers[i]->subject == subject)
			names[nr++] = done_evidence_readers[i]->name;
	}
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(&all, "%s%s", i ? ", " : "", names[i]);
	nearest = done_name_nearest(format, names, nr);
	done_value_error(err, done_value_get(at, "format"),
	    "'%s' is not a format of %s that can be read", format,
	    done_evidence_subject_name(subject));
	if (nearest)
		done_error_cure(err, "did you mean '%s'?", nearest);
	else
		done_error_cure(err, "known formats: %s", all.ptr ? all.ptr : "");
	done_buf_release(&all);
	return err->code;
}

int done_reports_validate(const struct done_reports_options *options,
    enum done_evidence_subject subject, const struct done_value *at, struct done_error *err)
{
	const struct done_evidence_reader *reader =
	    options->format ? done_evidence_reader_find(options->format) : NULL;

	if (options->fresh && !reports_from(options, FROM_TREE) &&
	    !reports_from(options, FROM_NOTES))
		return done_value_error(err, done_value_get(at, "fresh"),
		    "'fresh' is about committed reports, and '%s' admits none",
		    options->require_seal ? "require_seal" : "from");
	if (options->require_seal && !reports_from(options, FROM_EVIDENCE))
		return done_value_error(err, done_value_get(at, "from"),
		    "only reports of --evidence are sealed, and 'from' does not admit them");
	for (size_t i = 0; i < options->from.nr; i++) {
		size_t place = 0;

		while (place < DONE_ARRAY_SIZE(reports_places) &&
		    strcmp(options->from.items[i], reports_places[place]) != 0)
			place++;
		if (place == DONE_ARRAY_SIZE(reports_places))
			return done_value_error(err, done_value_get(at, "from"),
			    "'from' takes 'evidence', 'tree' and 'notes', not '%s'",
			    options->from.items[i]);
	}
	if (options->format && (!reader || reader->subject != subject))
		return reports_refuse_format(options->format, subject, at, err);
	return 0;
}

/* ---- from the tree ---- */

/* Whether they are of what the tree has, where that is asked. */
static int reports_judge_fresh(
    struct reports_reading *reading, const struct done_files *files, struct done_error *err)
{
	struct done_fresh fresh = {.view = reading->view,
	    .options = reading->options->fresh,
	    .reports = &reading->options->reports,
	    .option = "fresh",
	    .grace_days = done_reports_grace(reading->subject),
	    .each_is_read = true,
	    .never_repeats = reading->subject == DONE_EVIDENCE_PERFORMANCE,
	    .result = reading->result};
	int rc;

	if (!fresh.options)
		return 0;
	rc = done_fresh_begin(&fresh, err);
	if (rc >= 0 && files->nr)
		rc = done_fresh_judge(&fresh, files, err);
	if (rc > 0) {
		reading->out->words = fresh.words;
		reading->out->strength = fresh.strength;
	}
	return rc < 0 ? rc : 0;
}

static int reports_from_tree(struct reports_reading *reading, struct done_error *err)
{
	struct done_view *view = reading->view;
	struct done_files files;

	if (done_view_find(view, &reading->options->reports, NULL, &files, err) < 0)
		return err->code;
	done_files_keep_regular(&files);
	if (reports_judge_fresh(reading, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		struct done_blob *blob;

		if (done_view_blob(view, &files.items[i], DONE_BLOB_MAX, false, &blob, err) < 0)
			return err->code;
		if (blob->pointer)
			done_result_add_pointer(reading->result, view, files.items[i].path,
			    "so there is no report to read");
		else if (done_reports_parse(reading, &(struct reports_source){.bytes = blob->bytes},
		             files.items[i].path, files.items[i].path, err) < 0)
			return err->code;
	}
	return files.nr > 0;
}

/* ---- none ---- */

void done_reports_add_no_note(struct done_view *view, struct done_result *result, const char *what)
{
	bool is_there = view->notes && view->notes->is_there;
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){done_view_path(view, "."), 0, 0},
	        (struct done_subject){.wrong = "missing", .option = "reports"},
	        is_there ? "no note of the last %d commits in %s records a result"
	                 : "%.0d%s is not in this clone, and results are expected in it",
	        is_there ? DONE_NOTES_COMMITS_MAX : 0, DONE_NOTES_REF);

	done_finding_brief(finding, view, "no %s in notes of this clone", what);
	if (is_there)
		done_finding_fix(finding, view,
		    "git done record %s --service %s --note FILE | git notes --ref git-done append "
		    "-F -",
		    view->check, view->service->name);
	else
		done_finding_fix(
		    finding, view, "git fetch origin " DONE_NOTES_REF ":" DONE_NOTES_REF);
}

static int reports_none(struct reports_reading *reading, struct done_error *err)
{
	struct done_view *view = reading->view;
	struct done_result *result = reading->result;
	const struct done_reports_options *options = reading->options;
	const char *globs = done_view_globs_shown(view, &options->reports);
	const struct done_place place = {done_view_path(view, "."), 0, 0};
	const struct done_subject subject = {.wrong = "missing", .option = "reports"};
	struct done_finding *finding;

	if (!reports_from(options, FROM_EVIDENCE) && reports_from(options, FROM_NOTES)) {
		done_reports_add_no_note(
		    view, result, done_evidence_subject_name(reading->subject));
		return 0;
	}
	if (!reports_from(options, FROM_EVIDENCE))
		return done_result_add_missing(result, view, &options->reports,
		    (struct done_wanted){"reports", NULL, NULL}, err);
	if (!view->evidence && !view->is_evidence_due) {
		done_result_say(
		    result, view, DONE_NOT_APPLICABLE, "%s", reports_elsewhere[reading->subject]);
		return 0;
	}
	if (view->evidence)
		finding = done_result_add(result, view, place, subject,
		    "no report matches %s in '%s'%s", globs, view->evidence->called,
		    view->evidence->is_absent ? ", which does not exist"
		        : done_reports_prefix(view, view->evidence)
		        ? ""
		        : ", where other services have a subdirectory");
	else
		finding = done_result_add(result, view, place, subject,
		    "no evidence directory was given, and reports are expected in one (%s)", globs);
	done_finding_brief(finding, view, "no %s", done_evidence_subject_name(reading->subject));
	if (view->evidence)
		done_finding_fix(finding, view,
		    "let the job write its reports into '%s', or into '%s/%s'",
		    view->evidence->called, view->evidence->called,
		    view->service->name ? view->service->name : view->service->path);
	else
		done_finding_fix(finding, view, "git done check --evidence build/reports");
	return 0;
}

/* What was left over from an earlier run says so by its day, where it has one. Dates of commits are
 * moved by whoever amends them, so it is told and refuses nothing. */
static const char *reports_made(struct done_view *view, const struct done_reports *reports)
{
	done_day day = DONE_NO_DAY;
	char text[11];

	for (size_t i = 0; i < reports->nr; i++) {
		done_day one = reports->items[i].report.day;

		if (one != DONE_NO_DAY && (day == DONE_NO_DAY || one < day))
			day = one;
	}
	if (day == DONE_NO_DAY)
		return "made in this run";
	done_view_hangs_on(view, DONE_HANGS_ON_COMMIT);
	if (view->head_day <= 0 || day >= view->head_day - REPORTS_ZONES)
		return "made in this run";
	done_day_format(day, text);
	return done_arena_printf(
	    view->arena, "made in this run, though it says %s, which is before this commit", text);
}

int done_reports_read(struct done_view *view, const struct done_reports_options *options,
    enum done_evidence_subject subject, struct done_reports *out, struct done_result *result,
    struct done_error *err)
{
	struct reports_reading reading = {.view = view,
	    .options = options,
	    .subject = subject,
	    .out = out,
	    .result = result,
	    .takes_committed = reports_from(options, FROM_TREE),
	    .sealing = {.view = view, .result = result, .is_required = options->require_seal}};
	int rc = 0;

	*out = (struct done_reports){.words = "committed, so claimed", .strength = DONE_CLAIMED};
	if (view->evidence && reports_from(options, FROM_EVIDENCE)) {
		rc = done_reports_from_folder(&reading, view->evidence, err);
		out->is_made = rc > 0;
	}
	/* Nothing but what is committed: that it is fresh is asked of it as anywhere else. */
	if (options->fresh && out->nr && reading.nr_committed == out->nr) {
		out->nr = 0;
		out->is_made = false;
		rc = 0;
	}
	if (out->is_made && !reading.nr_committed) {
		out->words = reading.sealing.commit && reading.sealing.nr_good == out->nr
		    ? done_sealing_words(&reading.sealing)
		    : reports_made(view, out);
		out->strength = DONE_MEASURED;
	}
	if (rc == 0 && reports_from(options, FROM_TREE))
		rc = reports_from_tree(&reading, err);
	if (rc == 0 && reports_from(options, FROM_NOTES))
		rc = done_reports_from_notes(&reading, err);
	if (rc == 0)
		rc = reports_none(&reading, err);
	return rc < 0 ? rc : out->nr > 0;
}

static int reports_base_tree(
    struct reports_reading *reading, const struct done_reports *head, struct done_error *err)
{
	for (size_t i = 0; i < head->nr; i++) {
		struct done_bytes bytes;
		int rc = done_view_read_base(
		    reading->view, head->items[i].path, DONE_BLOB_MAX, &bytes, err);

		if (rc > 0)
			rc = done_reports_parse(reading, &(struct reports_source){.bytes = bytes},
			    head->items[i].path, head->items[i].name, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_reports_read_base(struct done_view *view, const struct done_reports_options *options,
    enum done_evidence_subject subject, const struct done_reports *head, struct done_reports *out,
    struct done_error *err)
{
	struct reports_reading reading = {
	    .view = view, .options = options, .subject = subject, .out = out};
	int rc = 0;

	*out = (struct done_reports){0};
	if (view->evidence_base)
		rc = done_reports_from_folder(&reading, view->evidence_base, err);
	else if (view->base && !head->is_made)
		rc = reports_base_tree(&reading, head, err);
	return rc < 0 ? rc : out->nr > 0;
}

enum done_strength done_reports_strength(const struct done_reports *reports)
{
	return reports->strength;
}

const char *done_reports_origin(const struct done_reports *reports)
{
	return reports->words;
}

void done_reports_measure(const struct done_reports *reports, struct done_result *result,
    struct done_view *view, struct done_number number)
{
	number.strength = reports->strength;
	number.source = reports->nr == 1 ? reports->items[0].path : NULL;
	done_result_measure(result, view, &number);
}

const char *done_reports_formats(struct done_view *view, const struct done_reports *reports)
{
	struct done_buf names = {0};
	const char *text;

	for (size_t i = 0; i < reports->nr; i++) {
		size_t j = 0;

		while (j < i && reports->items[j].report.reader != reports->items[i].report.reader)
			j++;
		if (j == i)
			done_buf_addf(&names, "%s%s", names.len ? ", " : "",
			    reports->items[i].report.reader->name);
	}
	text = done_arena_strndup(view->arena, names.ptr ? names.ptr : "", names.len);
	done_buf_release(&names);
	return text;
}
