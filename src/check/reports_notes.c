/*
 * Results out of notes (refs/notes/git-done), for teams that commit none: a note is a record with
 * the text of its result in it. The nearest commit's counts, and it must be of what is in the tree
 * now, as a committed one is where `fresh` asks for it.
 */
#include "reports_parts.h"

#include <string.h>

#include "hollow.h"

struct reports_noted {
	struct reports_reading *reading;
	struct done_fresh fresh;
	const struct done_commit_note *note;
};

static struct done_place noted_place(const struct reports_noted *noted)
{
	return (struct done_place){done_view_path(noted->reading->view, "."), 0, 0};
}

static void noted_add(struct reports_noted *noted, const char *wrong, const char *message)
{
	struct done_view *view = noted->reading->view;
	struct done_finding *finding = done_result_add(noted->reading->result, view,
	    noted_place(noted), (struct done_subject){.wrong = wrong, .option = "from"},
	    "the note of %.12s in " DONE_NOTES_REF " %s", noted->note->commit, message);

	done_finding_fix(finding, view,
	    "write it by the command: git done record %s --service %s --note FILE | git notes "
	    "--ref git-done add -f -F - %.12s",
	    view->check, view->service->name, noted->note->commit);
}

/* ---- which records of a note ---- */

struct noted_records {
	const struct done_value **items;
	size_t nr;
};

static const char *noted_text(const struct done_value *map, const char *key)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_STRING ? value->string.ptr : "";
}

/* One without a day that can be read counts as the last: it is judged, and told. */
static done_day noted_day(const struct done_value *record)
{
	done_day day;

	return done_day_parse(noted_text(done_value_get(record, "recorded"), "date"), &day)
	    ? day
	    : INT32_MAX;
}

static bool noted_has(const struct noted_records *records, const struct done_value *record)
{
	size_t i = 0;

	while (i < records->nr && !done_value_equal(records->items[i], record))
		i++;
	return i < records->nr;
}

static void noted_keep(struct noted_records *records,
    bool (*counts)(const struct done_value *record, const void *data), const void *data)
{
	size_t nr = 0;

	for (size_t i = 0; i < records->nr; i++) {
		if (counts(records->items[i], data))
			records->items[nr++] = records->items[i];
	}
	records->nr = nr;
}

static bool noted_is_of_inputs(const struct done_value *record, const void *print)
{
	return !strcmp(noted_text(record, "inputs"), print);
}

static bool noted_is_of_day(const struct done_value *record, const void *day)
{
	return noted_day(record) == *(const done_day *)day;
}

/*
 * Those of the check: of the inputs that are judged where one is, and of these the ones of the last
 * day. A merge by union knows no order, so that of one day each must hold: no result that failed is
 * hidden by another.
 */
static void noted_find(const struct reports_noted *noted, const struct done_documents *documents,
    struct noted_records *out)
{
	const struct done_view *view = noted->reading->view;
	done_day last = DONE_NO_DAY;
	bool is_of_inputs = false;

	out->items = done_arena_array(view->arena, documents->nr + 1, sizeof(struct done_value *));
	out->nr = 0;
	for (size_t i = 0; i < documents->nr; i++) {
		const struct done_value *one = &documents->items[i];

		if (strcmp(noted_text(one, "service"), view->service->name) != 0 ||
		    strcmp(noted_text(one, "check"), view->check) != 0 || noted_has(out, one))
			continue;
		out->items[out->nr++] = one;
		is_of_inputs |= noted_is_of_inputs(one, noted->fresh.inputs.print);
	}
	if (is_of_inputs)
		noted_keep(out, noted_is_of_inputs, noted->fresh.inputs.print);
	for (size_t i = 0; i < out->nr; i++) {
		done_day day = noted_day(out->items[i]);

		last = i == 0 || day > last ? day : last;
	}
	noted_keep(out, noted_is_of_day, &last);
}

/* ---- one record ---- */

/* What kind `fresh` asks of a result that nobody reads. */
static void noted_look_at(struct reports_noted *noted, const struct done_recorded_report *report)
{
	const char *why =
	    done_hollow_text(report->path, (struct done_bytes){report->text, strlen(report->text)});

	if (why)
		noted_add(noted, "hollow",
		    done_arena_printf(noted->reading->view->arena, "has a result that %s", why));
}

/* 1: the result that the record has is read; 0: it is no good, which findings say. */
static int noted_read_report(
    struct reports_noted *noted, const struct done_recorded_report *report, struct done_error *err)
{
	struct reports_reading *reading = noted->reading;
	char sha256[DONE_SHA256_HEX + 1];
	struct done_bytes text;
	int rc = done_view_matches(reading->view, &reading->options->reports, report->path, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || !report->text) {
		noted_add(noted, rc ? "no text" : "not a report",
		    rc ? "does not have the text of its result"
		       : "has a result that 'reports' does not name");
		return 0;
	}
	text = (struct done_bytes){report->text, strlen(report->text)};
	done_sha256(text, sha256);
	if (strcmp(sha256, report->sha256) != 0) {
		noted_add(noted, "changed after it was recorded",
		    "has a result that was changed after it was recorded");
		return 0;
	}
	if (reading->subject == REPORTS_UNREAD) {
		noted_look_at(noted, report);
		return 1;
	}
	rc = done_reports_parse(
	    reading, &(struct reports_source){.bytes = text}, report->path, report->path, err);
	return rc < 0 ? rc : 1;
}

static int noted_judge(
    struct reports_noted *noted, const struct done_value *document, struct done_error *err)
{
	struct reports_reading *reading = noted->reading;
	const struct done_recorded_report *reports;
	int rc = done_recorded_take(&noted->fresh, document, err);

	for (size_t i = 0; rc > 0 && i < noted->fresh.recorded.reports.nr; i++) {
		reports = noted->fresh.recorded.reports.items;
		rc = noted_read_report(noted, &reports[i], err);
	}
	if (rc > 0)
		rc = done_fresh_judge_inputs(&noted->fresh, noted_place(noted).file, err);
	if (rc > 0) {
		reading->out->strength = noted->fresh.strength;
		reading->out->words = done_arena_printf(reading->view->arena,
		    "%s, in a note of %.12s", noted->fresh.words, noted->note->commit);
	}
	return rc < 0 ? rc : 1;
}

/* 1: this note has a record of the check, good or not; 0: it has none. */
static int noted_look(struct reports_noted *noted, struct done_error *err)
{
	struct done_view *view = noted->reading->view;
	struct done_documents documents;
	struct noted_records records;
	struct done_error problem = {0};

	if (done_yaml_parse_documents(
	        view->arena, noted->note->text, DONE_NOTES_REF, &documents, &problem) < 0) {
		if (problem.code != DONE_E_POLICY) {
			done_error_take(err, &problem);
			return err->code;
		}
		noted_add(noted, "not a record",
		    done_arena_printf(
		        view->arena, "cannot be read: line %d: %s", problem.line, problem.message));
		return 1;
	}
	noted_find(noted, &documents, &records);
	noted->reading->out->each_holds = records.nr > 1;
	for (size_t i = 0; i < records.nr; i++) {
		if (noted_judge(noted, records.items[i], err) < 0)
			return err->code;
	}
	return records.nr > 0;
}

int done_reports_from_notes(struct reports_reading *reading, struct done_error *err)
{
	/* No grace that the policy does not grant: a note is added after the commit, at any time.
	 */
	static const struct done_fresh_options usual = {.grace_days = DONE_FRESH_DAYS_USUAL};
	struct done_view *view = reading->view;
	struct reports_noted noted = {.reading = reading,
	    .fresh = {.view = view,
	        .options = reading->options->fresh ? reading->options->fresh : &usual,
	        .reports = &reading->options->reports,
	        .option = "from",
	        .is_note = true,
	        .result = reading->result}};
	int rc;

	if (!view->notes)
		return 0;
	if (view->notes->problem) {
		done_error_take(err, view->notes->problem);
		return err->code;
	}
	/* They may be others tomorrow, of the same trees. */
	done_view_hangs_on(view, DONE_HANGS_ON_COMMIT);
	rc = done_fresh_begin(&noted.fresh, err);
	noted.fresh.path = noted_place(&noted).file;
	for (size_t i = 0; rc == 0 && i < view->notes->nr; i++) {
		noted.note = &view->notes->items[i];
		rc = noted_look(&noted, err);
	}
	return rc;
}
