/*
 * junit: a suite is a service, a case is a check; failure is unmet, error is undecided, skipped is
 * what does not apply, is waived or was skipped. A warning passes and says so. Every run ends with
 * a suite of its own for what no service owns.
 */
#include <stdio.h>
#include <string.h>

#include "formats.h"

enum outcome { PASSED, FAILED, ERRED, SKIPPED, OUTCOMES };

struct suite {
	struct done_buf cases;
	size_t nr[OUTCOMES];
};

struct writer {
	struct done_arena *arena;
	struct done_buf suites;
	size_t nr[OUTCOMES];
};

static size_t sum(const size_t nr[OUTCOMES])
{
	return nr[PASSED] + nr[FAILED] + nr[ERRED] + nr[SKIPPED];
}

static void add_counts(struct done_buf *out, const size_t nr[OUTCOMES])
{
	done_buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"0\"", sum(nr),
	    nr[FAILED], nr[ERRED]);
}

static void end_suite(struct writer *writer, struct suite *suite, const char *name)
{
	done_buf_addstr(&writer->suites, "  <testsuite name=\"");
	done_escape_xml(&writer->suites, name);
	done_buf_addch(&writer->suites, '"');
	add_counts(&writer->suites, suite->nr);
	/* A suite alone may say so: Jenkins' schema refuses it at the root. */
	done_buf_addf(&writer->suites, " skipped=\"%zu\">\n", suite->nr[SKIPPED]);
	done_buf_add(&writer->suites, suite->cases.len ? suite->cases.ptr : "", suite->cases.len);
	done_buf_addstr(&writer->suites, "  </testsuite>\n");
	for (int i = 0; i < OUTCOMES; i++)
		writer->nr[i] += suite->nr[i];
	done_buf_release(&suite->cases);
}

/* One case; message is short, text has it all. Both may be NULL. */
static void add_case(struct suite *suite, const char *names[2], enum outcome outcome,
    const char *message, const char *text)
{
	static const char *const elements[] = {"system-out", "failure", "error", "skipped"};
	struct done_buf *out = &suite->cases;

	suite->nr[outcome]++;
	done_buf_addstr(out, "    <testcase classname=\"");
	done_escape_xml(out, names[0]);
	done_buf_addstr(out, "\" name=\"");
	done_escape_xml(out, names[1]);
	done_buf_addstr(out, "\" time=\"0\"");
	if (outcome == PASSED && !text) {
		done_buf_addstr(out, "/>\n");
		return;
	}
	done_buf_addf(out, ">\n      <%s", elements[outcome]);
	if (outcome != PASSED) {
		done_buf_addstr(out, " message=\"");
		done_escape_xml(out, message ? message : "");
		done_buf_addch(out, '"');
	}
	done_buf_addch(out, '>');
	if (text)
		done_escape_xml(out, text);
	done_buf_addf(out, "</%s>\n    </testcase>\n", elements[outcome]);
}

/* ---- checks ---- */

static void junit_add_findings(
    struct done_buf *text, struct done_arena *arena, const struct done_check_report *check)
{
	struct done_buf waiver = {0};

	for (size_t i = 0; i < done_new_findings(check); i++) {
		const struct done_finding *finding = &check->findings[i];
		const char *before = i > 0 ? finding[-1].fix : NULL;
		const char *detail = done_detail_of(finding);

		if (finding->path)
			done_buf_addstr(text, done_arena_shown(arena, finding->path));
		if (finding->line > 0)
			done_buf_addf(text, ":%d", finding->line);
		done_buf_addf(text, "%s%s\n", finding->path ? ": " : "", done_short_of(finding));
		if (detail)
			done_buf_addf(text, "in full: %s\n", detail);
		if (finding->fix && (!before || strcmp(finding->fix, before) != 0))
			done_buf_addf(text, "fix: %s\n", finding->fix);
	}
	if (done_new_dropped(check))
		done_buf_addf(text, "and %zu more findings, which are only counted\n",
		    done_new_dropped(check));
	if (check->nr_known)
		done_buf_addf(text, "and %zu that the base has, too\n", check->nr_known);
	done_say_waiver(&waiver, check);
	if (waiver.len)
		done_buf_addf(text, "%s\n", waiver.ptr);
	done_buf_release(&waiver);
	if (check->check->why)
		done_buf_addf(text, "why: %s\n", check->check->why);
	if (check->check->url)
		done_buf_addf(text, "see: %s\n", check->check->url);
}

static void add_unmet(struct suite *suite, const char *names[2], struct done_arena *arena,
    const struct done_check_report *check)
{
	struct done_buf message = {0}, text = {0};
	size_t nr = check->nr_findings + check->nr_dropped - check->nr_known;
	bool warns = check->level == DONE_LEVEL_WARNING;

	if (warns) {
		done_buf_addstr(&text, check->effective == DONE_NO_DAY ? "a warning" : "");
		done_say_effective(&text, check);
		done_buf_addch(&text, '\n');
	}
	junit_add_findings(&text, arena, check);
	if (check->nr_findings)
		done_buf_addstr(&message, done_short_of(&check->findings[0]));
	else
		done_buf_addstr(&message, check->reason ? check->reason : "not met");
	if (nr > 1)
		done_buf_addf(&message, " (and %zu more)", nr - 1);
	add_case(suite, names, warns ? PASSED : FAILED, message.ptr, text.ptr ? text.ptr : "");
	done_buf_release(&message);
	done_buf_release(&text);
}

static void junit_add_check(struct suite *suite, struct done_arena *arena, const char *service,
    const struct done_check_report *check)
{
	const char *names[2] = {service, check->check->id};
	struct done_buf reason = {0};

	switch (check->verdict) {
	case DONE_MET:
		add_case(suite, names, PASSED, NULL, NULL);
		break;
	case DONE_UNMET:
		add_unmet(suite, names, arena, check);
		break;
	case DONE_WAIVED:
	case DONE_OWED:
	case DONE_NOT_APPLICABLE:
	case DONE_NEXT:
		done_say_reason(&reason, check);
		add_case(suite, names, SKIPPED, reason.ptr, NULL);
		break;
	case DONE_UNDECIDED:
		done_say_reason(&reason, check);
		add_case(suite, names, ERRED, reason.ptr, check->cure);
		break;
	}
	done_buf_release(&reason);
}

static void junit_add_service(
    struct writer *writer, const char *prefix, const struct done_service_report *service)
{
	const char *name = done_arena_shown(writer->arena, service->service->name);
	struct suite suite = {0};

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++)
			junit_add_check(
			    &suite, writer->arena, name, &service->criteria[i].checks[j]);
	}
	end_suite(writer, &suite, done_arena_printf(writer->arena, "%s%s", prefix, name));
}

/* ---- runs ---- */

static void add_repeated(struct suite *suite, struct writer *writer,
    const struct done_report *report, const struct done_run *run)
{
	static const enum outcome outcomes[] = {
	    [DONE_MET] = PASSED,
	    [DONE_UNMET] = FAILED,
	    [DONE_WAIVED] = PASSED,
	    [DONE_NOT_APPLICABLE] = SKIPPED,
	    [DONE_UNDECIDED] = ERRED,
	    [DONE_NEXT] = SKIPPED,
	    [DONE_OWED] = PASSED,
	};
	const char *other =
	    (size_t)run->same_as < report->nr_runs ? report->runs[run->same_as].ref : NULL;
	const char *message = done_arena_printf(writer->arena, "the same change as %s",
	    other ? done_arena_shown(writer->arena, other) : "an earlier one");
	const char *names[2] = {"git-done", "verdict"};

	add_case(suite, names, outcomes[run->verdict], message, message);
}

/* An error among the notes makes the run unmet, so it must fail here too. */
static void add_notes(struct suite *suite, const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_notes; i++) {
		const struct done_note *note = &run->notes[i];
		char number[32];
		const char *names[2] = {"git-done", number};

		snprintf(number, sizeof(number), "note %zu", i + 1);
		add_case(suite, names, note->level == DONE_NOTE_ERROR ? FAILED : PASSED,
		    note->message, note->message);
	}
}

static void junit_add_run(
    struct writer *writer, const struct done_report *report, const struct done_run *run)
{
	const char *ref = run->ref ? done_arena_shown(writer->arena, run->ref) : NULL;
	const char *prefix = ref ? done_arena_printf(writer->arena, "%s: ", ref) : "";
	struct suite suite = {0};

	if (run->same_as >= 0) {
		add_repeated(&suite, writer, report, run);
	} else {
		for (size_t i = 0; i < run->nr_services; i++)
			junit_add_service(writer, prefix, &run->services[i]);
		add_notes(&suite, run);
	}
	if (run->same_as < 0 && !run->nr_services)
		add_case(&suite, (const char *[]){"git-done", "verdict"}, SKIPPED,
		    "nothing to judge", NULL);
	if (suite.cases.len)
		end_suite(writer, &suite, done_arena_printf(writer->arena, "%sgit-done", prefix));
}

/* report: NULL where there is none. */
static void junit_finish(
    struct writer *writer, const struct done_report *report, struct done_buf *out)
{
	struct done_buf name = {0};

	done_buf_addstr(&name, "git-done");
	if (report)
		done_say_asked(&name, report);
	done_buf_addstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"");
	done_escape_xml(out, name.ptr);
	done_buf_addch(out, '"');
	done_buf_release(&name);
	add_counts(out, writer->nr);
	done_buf_addstr(out, ">\n");
	done_buf_add(out, writer->suites.len ? writer->suites.ptr : "", writer->suites.len);
	done_buf_addstr(out, "</testsuites>\n");
	done_buf_release(&writer->suites);
	done_arena_release(writer->arena);
}

static void write_junit(
    const struct done_report *report, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct writer writer = {.arena = &arena};
	struct suite suite = {0};

	(void)style;
	for (size_t i = 0; i < report->nr_runs; i++)
		junit_add_run(&writer, report, &report->runs[i]);
	if (!report->nr_runs) {
		add_case(&suite, (const char *[]){"git-done", "verdict"}, SKIPPED,
		    "nothing to judge", NULL);
		end_suite(&writer, &suite, "git-done");
	}
	junit_finish(&writer, report, out);
}

static void write_junit_error(const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct writer writer = {.arena = &arena};
	struct suite suite = {0};
	struct done_buf message = {0};

	(void)exit_status;
	done_error_describe(error, &message);
	add_case(&suite, (const char *[]){"git-done", "verdict"}, ERRED, message.ptr, error->cure);
	end_suite(&writer, &suite, "git-done");
	junit_finish(&writer, NULL, out);
	done_buf_release(&message);
}

const struct done_format done_format_junit = {
    .name = "junit",
    .summary = "JUnit's XML: a suite is a service, a case is a check",
    .write = write_junit,
    .write_error = write_junit_error,
};
