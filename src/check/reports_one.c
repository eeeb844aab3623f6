/* One report of a tool, wherever it lies: read, and what is wrong with it as findings. */
#include "reports_parts.h"

#include <string.h>

/* ---- findings ---- */

struct done_finding *done_report_add(struct done_result *result, struct done_view *view,
    const struct done_read_report *report, int line, struct done_subject subject,
    const char *message, ...)
{
	struct done_finding *finding;
	va_list args;

	if (!subject.path)
		subject.path = report->name;
	else if (!*subject.path)
		subject.path = NULL;
	va_start(args, message);
	finding = done_result_vadd(result, view,
	    (struct done_place){report->path, line, line ? 1 : 0}, subject, message, args);
	va_end(args);
	return finding;
}

static void reports_add_faults(
    struct done_result *result, struct done_view *view, const struct done_read_report *read)
{
	const struct done_evidence_report *report = &read->report;

	for (size_t i = 0; i < report->nr_faults; i++) {
		const struct done_evidence_fault *fault = &report->faults[i];
		struct done_finding *finding = done_report_add(result, view, read, fault->line,
		    (struct done_subject){.wrong = fault->wrong, .option = "reports"}, "%s",
		    fault->message);

		if (fault->fix)
			done_finding_fix(finding, view, "%s", fault->fix);
	}
	if (report->nr_faults_more)
		done_report_add(result, view, read, 0,
		    (struct done_subject){.wrong = "more", .option = "reports"},
		    "%zu more of the same", report->nr_faults_more);
	if (report->day != DONE_NO_DAY && done_view_today(view) != DONE_NO_DAY &&
	    report->day > done_view_today(view) + REPORTS_ZONES) {
		char day[11];
		struct done_finding *finding;

		done_day_format(report->day, day);
		finding = done_report_add(result, view, read, report->day_line,
		    (struct done_subject){.wrong = "of the future", .option = "reports"},
		    "the report says that it was made on %s, which is not yet", day);
		done_finding_fix(
		    finding, view, "correct the clock of the machine that runs the tool");
	}
	/* What a report says of another commit says nothing of this one. */
	if (report->commit)
		done_view_hangs_on(view, DONE_HANGS_ON_COMMIT);
	if (report->commit && view->commit && strcmp(report->commit, view->commit) != 0) {
		struct done_finding *finding =
		    done_report_add(result, view, read, report->commit_line,
		        (struct done_subject){.wrong = "other commit", .option = "reports"},
		        "the report was made of commit %.12s, and %.12s is judged", report->commit,
		        view->commit);

		done_finding_fix(finding, view,
		    "run the tool on the commit that is judged, and delete old "
		    "reports before the run");
	}
}

/* ---- reading one ---- */

static int reports_decode(const struct reports_reading *reading,
    const struct reports_source *source, const char *path, struct done_evidence_report *out,
    struct done_error *err)
{
	const struct done_evidence_asked asked = {
	    .subject = reading->subject,
	    .format = reading->options->format,
	    .load = reading->options->load ? *reading->options->load : (struct done_load_asked){0},
	};

	if (source->stream)
		return done_evidence_read_stream(
		    reading->view->arena, source->stream, source->size, path, &asked, out, err);
	return done_evidence_read(reading->view->arena, source->bytes, path, &asked, out, err);
}

int done_reports_parse(struct reports_reading *reading, const struct reports_source *source,
    const char *path, const char *name, struct done_error *err)
{
	struct done_view *view = reading->view;
	struct done_read_report read = {.path = path, .name = name};
	struct done_error problem = {0};
	struct done_finding *finding;

	if (reports_decode(reading, source, path, &read.report, &problem) >= 0) {
		*DONE_ARENA_PUSH(view->arena, reading->out->items, reading->out->nr, reading->cap) =
		    read;
		if (reading->result)
			reports_add_faults(reading->result, view, &read);
		return 0;
	}
	if (!reading->result)
		return 0;
	if (problem.code != DONE_E_POLICY) {
		done_error_take(err, &problem);
		return err->code;
	}
	finding = done_report_add(reading->result, view, &read, problem.line,
	    (struct done_subject){.wrong = "not readable", .option = "reports"}, "%s",
	    problem.message);
	if (finding)
		finding->column = problem.column;
	if (problem.cure[0])
		done_finding_fix(finding, view, "%s", problem.cure);
	else
		done_finding_fix(
		    finding, view, "write the report again: the run may have been cut off");
	return 0;
}

/* ---- how old a record may be ---- */

/* What CI makes anyway is held to it strictly; nobody runs a load test at every push. */
int64_t done_reports_grace(enum done_evidence_subject subject)
{
	enum { DAYS_OF_PERFORMANCE = 14 };

	return subject == DONE_EVIDENCE_PERFORMANCE ? DAYS_OF_PERFORMANCE : 0;
}
