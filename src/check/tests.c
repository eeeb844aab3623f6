/*
 * Kind `tests`: reports of test runs. What failed, what did not run, and what the report cannot be
 * about.
 */
#include "kinds.h"
#include "reports.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TESTS_SHOWN 100 /* failed tests that are findings of their own */

enum tests_flaky { TESTS_FLAKY_IGNORE, TESTS_FLAKY_WARNING, TESTS_FLAKY_ERROR };
static const char *const tests_flaky_words[] = {"ignore", "warning", "error", NULL};

struct tests_options {
	struct done_reports_options reports;
	int64_t min;
	struct done_ratio max_skipped, max_drop;
	int flaky;
	struct done_strings require;
};

/* All reports together. */
struct tests_sum {
	size_t nr, outcomes[DONE_OUTCOMES], flaky;
	size_t named, lost; /* cases that name a file; of these whose file is not in the tree */
	const char *first_lost;
	const struct done_read_report *lost_in;
	int lost_line;
	size_t others; /* whose file is another service's */
	const char *first_other;
};

struct tests_judging {
	struct done_view *view;
	const struct tests_options *options;
	const struct done_reports *reports;
	struct done_result *result;
	struct tests_sum sum;
};

static const char *tests_name(struct done_view *view, const struct done_case *one)
{
	return *one->group ? done_arena_printf(view->arena, "%s: %s", one->group, one->name)
	                   : one->name;
}

/* ---- what failed ---- */

static void tests_add_failed(
    struct tests_judging *judging, const struct done_read_report *read, const struct done_case *one)
{
	const char *name = tests_name(judging->view, one);
	struct done_finding *finding =
	    done_report_add(judging->result, judging->view, read, one->line,
	        (struct done_subject){.wrong = "failed", .path = "", .thing = name}, "'%s' %s",
	        name, one->outcome == DONE_TEST_ERROR ? "could not run, or stopped" : "failed");

	done_finding_fix(finding, judging->view, "run it alone, and fix what it shows%s%s",
	    one->file ? ": " : "", one->file ? one->file : "");
}

static void tests_add_flaky(
    struct tests_judging *judging, const struct done_read_report *read, const struct done_case *one)
{
	const char *name = tests_name(judging->view, one);
	struct done_finding *finding = done_report_add(judging->result, judging->view, read,
	    one->line,
	    (struct done_subject){.wrong = "flaky", .option = "flaky", .path = "", .thing = name},
	    "'%s' failed, and passed when it was repeated", name);

	done_finding_fix(finding, judging->view, "find out why it failed: it will again");
}

static void tests_add_empty(struct tests_judging *judging, const struct done_read_report *read)
{
	struct done_finding *finding = done_report_add(judging->result, judging->view, read, 0,
	    (struct done_subject){.wrong = "no case"}, "no test ran: the report has no test case");

	done_finding_fix(finding, judging->view,
	    "look at the output of the run; delete reports of old runs before it");
}

/* ---- what it cannot be about ---- */

/* In a service that is neither this one nor around it. */
static bool tests_is_of_another(const struct done_view *view, const char *path)
{
	const char *own = done_view_directory(view), *other;
	long at = view->services ? done_services_owner(view->services, path, strlen(path)) : -1;
	size_t len;

	if (at < 0)
		return false;
	other = view->services->items[at].path;
	len = strlen(other);
	return strcmp(other, ".") != 0 &&
	    (strncmp(own, other, len) != 0 || (own[len] && own[len] != '/'));
}

/* A file that is gone, or shorter than the report says, is of another tree. */
static int tests_place(struct tests_judging *judging, const struct done_read_report *read,
    const struct done_case *one, struct done_error *err)
{
	struct tests_sum *sum = &judging->sum;
	struct done_placed placed;
	struct done_finding *finding;
	int lines;

	if (!one->file)
		return 0;
	sum->named++;
	if (done_report_place(judging->view, one->file, NULL, &placed, err) < 0)
		return err->code;
	if (placed.how == DONE_PLACED_NOWHERE) {
		if (!sum->lost++) {
			sum->first_lost = one->file;
			sum->lost_in = read;
			sum->lost_line = one->line;
		}
		return 0;
	}
	if (placed.how == DONE_PLACED && !placed.is_own &&
	    tests_is_of_another(judging->view, placed.path) && !sum->others++)
		sum->first_other = placed.path;
	if (placed.how != DONE_PLACED || !one->file_line)
		return 0;
	if (done_report_lines(judging->view, placed.path, &lines, err) < 0)
		return err->code;
	if (lines < 0 || one->file_line <= lines)
		return 0;
	finding = done_report_add(judging->result, judging->view, read, one->line,
	    (struct done_subject){.wrong = "other version", .path = placed.path},
	    "the report names line %d of '%s', which has %d lines: it is of another version",
	    one->file_line, placed.path, lines);
	done_finding_fix(finding, judging->view, "delete old reports before the run");
	return 0;
}

static void tests_judge_lost(struct tests_judging *judging)
{
	const struct tests_sum *sum = &judging->sum;
	struct done_finding *finding;

	if (sum->lost * 5 <= sum->named)
		return;
	finding = done_report_add(judging->result, judging->view, sum->lost_in, sum->lost_line,
	    (struct done_subject){.wrong = "other tree"},
	    "%zu of %zu tests are of files that are not in this tree (first: '%s'): the report "
	    "is of another version",
	    sum->lost, sum->named, sum->first_lost);
	done_finding_fix(finding, judging->view, "delete old reports before the run");
}

/* One report for all services proves nothing of a service that no test of it is of. */
static void tests_judge_others(struct tests_judging *judging)
{
	const struct tests_sum *sum = &judging->sum;
	struct done_finding *finding;

	if (!sum->others || sum->others < sum->nr)
		return;
	finding = done_report_add(judging->result, judging->view, &judging->reports->items[0], 0,
	    (struct done_subject){.wrong = "other service"},
	    "all %zu tests are of files of other services (first: '%s')", sum->nr,
	    sum->first_other);
	done_finding_fix(finding, judging->view,
	    "let the job write the reports of each service into a subdirectory of its name, or "
	    "write tests for this one");
}

/* ---- all cases ---- */

static int tests_take(
    struct tests_judging *judging, const struct done_read_report *read, struct done_error *err)
{
	const struct done_test_cases *cases = &read->report.tests;
	struct tests_sum *sum = &judging->sum;
	size_t bad = sum->outcomes[DONE_TEST_FAILED] + sum->outcomes[DONE_TEST_ERROR];

	if (!cases->nr)
		tests_add_empty(judging, read);
	for (size_t i = 0; i < cases->nr; i++) {
		const struct done_case *one = &cases->cases[i];

		if (one->outcome >= DONE_TEST_FAILED && bad++ < TESTS_SHOWN)
			tests_add_failed(judging, read, one);
		if (one->is_flaky && judging->options->flaky == TESTS_FLAKY_ERROR)
			tests_add_flaky(judging, read, one);
		if (tests_place(judging, read, one, err) < 0)
			return err->code;
	}
	sum->nr += cases->nr;
	sum->flaky += cases->flaky;
	for (size_t i = 0; i < DONE_OUTCOMES; i++)
		sum->outcomes[i] += cases->outcomes[i];
	return 0;
}

static void tests_add(struct tests_judging *judging, struct done_subject subject, const char *fix,
    const char *message, ...) DONE_PRINTF(4, 5);
static void tests_add(struct tests_judging *judging, struct done_subject subject, const char *fix,
    const char *message, ...)
{
	struct done_finding *finding;
	va_list args;

	subject.path = judging->reports->items[0].name;
	va_start(args, message);
	finding = done_result_vadd(judging->result, judging->view,
	    (struct done_place){judging->reports->items[0].path, 0, 0}, subject, message, args);
	va_end(args);
	done_finding_fix(finding, judging->view, "%s", fix);
}

static void tests_judge_counts(struct tests_judging *judging)
{
	const struct tests_options *options = judging->options;
	const struct tests_sum *sum = &judging->sum;
	size_t bad = sum->outcomes[DONE_TEST_FAILED] + sum->outcomes[DONE_TEST_ERROR];
	size_t skipped = sum->outcomes[DONE_TEST_SKIPPED];
	double most = options->max_skipped.value * (double)sum->nr;

	if (bad > TESTS_SHOWN)
		tests_add(judging, (struct done_subject){.wrong = "more failed"},
		    "run the tests, and fix what they show",
		    "%zu of %zu tests failed, %zu more than are listed", bad, sum->nr,
		    bad - TESTS_SHOWN);
	if (sum->nr && (int64_t)sum->nr < options->min)
		tests_add(judging,
		    (struct done_subject){.wrong = "too few",
		        .option = "min",
		        .amount = (double)(options->min - (int64_t)sum->nr)},
		    "a file of tests may not have loaded: look at the output of the run",
		    "%zu tests ran, at least %" PRId64 " are expected", sum->nr, options->min);
	if (sum->nr && skipped == sum->nr)
		tests_add(judging, (struct done_subject){.wrong = "all skipped"},
		    "let some of them run", "all %zu tests are skipped: none ran", sum->nr);
	else if (options->max_skipped.is_set && (double)skipped > most)
		tests_add(judging,
		    (struct done_subject){.wrong = "too many skipped",
		        .option = "max_skipped",
		        .amount = (double)skipped - most},
		    "let them run, or delete them",
		    "%zu of %zu tests are skipped, at most %s may be", skipped, sum->nr,
		    done_ratio_shown(judging->view, options->max_skipped.value));
}

/* ---- names that must be there ---- */

static bool tests_ends_in(const char *file, const char *end)
{
	size_t a = strlen(file), b = strlen(end);

	return a >= b && !strcmp(file + a - b, end) && (a == b || strchr("/\\", file[a - b - 1]));
}

static bool tests_is_named(const struct done_case *one, const char *wanted)
{
	size_t len = strlen(one->group);

	return !strcmp(one->name, wanted) || !strcmp(one->group, wanted) ||
	    (one->file && tests_ends_in(one->file, wanted)) ||
	    (len && !strncmp(wanted, one->group, len) &&
	        strchr(".:/# ", wanted[len] ? wanted[len] : '\1') &&
	        !strcmp(wanted + len + 1, one->name));
}

/* A test that is skipped proves nothing: it must have run. */
static bool tests_ran(const struct done_reports *reports, const char *wanted)
{
	for (size_t i = 0; i < reports->nr; i++) {
		const struct done_test_cases *cases = &reports->items[i].report.tests;

		for (size_t j = 0; j < cases->nr; j++) {
			if (cases->cases[j].outcome != DONE_TEST_SKIPPED &&
			    tests_is_named(&cases->cases[j], wanted))
				return true;
		}
	}
	return false;
}

static void tests_judge_required(struct tests_judging *judging)
{
	for (size_t i = 0; i < judging->options->require.nr; i++) {
		const char *wanted = judging->options->require.items[i];

		if (!tests_ran(judging->reports, wanted))
			tests_add(judging,
			    (struct done_subject){
			        .wrong = "not run", .option = "require", .thing = wanted},
			    "let the run include it: its file may not have loaded",
			    "'%s' did not run", wanted);
	}
}

/* ---- the base ---- */

static struct done_strings tests_names(struct done_view *view, const struct done_reports *reports)
{
	struct done_strings names = {0};
	size_t cap = 0;

	for (size_t i = 0; i < reports->nr; i++) {
		const struct done_test_cases *cases = &reports->items[i].report.tests;

		for (size_t j = 0; j < cases->nr; j++)
			*DONE_ARENA_PUSH(view->arena, names.items, names.nr, cap) =
			    tests_name(view, &cases->cases[j]);
	}
	if (names.nr)
		qsort(names.items, names.nr, sizeof(*names.items), done_text_order);
	return names;
}

static int tests_judge_drop(
    struct tests_judging *judging, const char **compared, struct done_error *err)
{
	const struct tests_options *options = judging->options;
	struct done_reports base;
	struct done_strings now, then;
	const char *first = NULL;
	size_t gone = 0, at = 0;
	int rc;

	*compared = "";
	if (!options->max_drop.is_set)
		return 0;
	rc = done_reports_read_base(
	    judging->view, &options->reports, DONE_EVIDENCE_TESTS, judging->reports, &base, err);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		*compared = "; not compared: no result for the base";
		return 0;
	}
	now = tests_names(judging->view, judging->reports);
	then = tests_names(judging->view, &base);
	for (size_t i = 0; i < then.nr; i++) {
		while (at < now.nr && strcmp(now.items[at], then.items[i]) < 0)
			at++;
		if (at < now.nr && !strcmp(now.items[at], then.items[i]))
			continue;
		gone++;
		first = first ? first : then.items[i];
	}
	if (now.nr < then.nr &&
	    (double)(then.nr - now.nr) > options->max_drop.value * (double)then.nr)
		tests_add(judging,
		    (struct done_subject){.wrong = "fewer",
		        .option = "max_drop",
		        .amount = (double)(then.nr - now.nr)},
		    "let them run again, or raise 'max_drop' where they were deleted on "
		    "purpose",
		    "%zu tests, %zu at the base: %zu are gone (first: %s)", now.nr, then.nr, gone,
		    first ? first : "unnamed");
	return 0;
}

/* ---- the kind ---- */

static void tests_say_met(struct tests_judging *judging, const char *compared)
{
	const struct tests_sum *sum = &judging->sum;
	struct done_view *view = judging->view;
	const struct done_reports *reports = judging->reports;
	const char *what = done_arena_printf(view->arena,
	    "%s: %zu tests passed, %zu skipped%s%s, %s%s", done_reports_formats(view, reports),
	    sum->outcomes[DONE_TEST_PASSED], sum->outcomes[DONE_TEST_SKIPPED],
	    sum->flaky && judging->options->flaky != TESTS_FLAKY_IGNORE
	        ? done_arena_printf(view->arena, ", %zu flaky", sum->flaky)
	        : "",
	    "", done_reports_origin(reports), compared);

	done_result_say(judging->result, view, DONE_MET, "%s", what);
	for (size_t i = 0; i < reports->nr; i++)
		done_result_evidence(judging->result, view, reports->items[i].path, 0,
		    done_reports_strength(reports), "%s", what);
}

static void tests_measure(struct tests_judging *judging)
{
	const size_t *outcomes = judging->sum.outcomes;
	double failed = (double)(outcomes[DONE_TEST_FAILED] + outcomes[DONE_TEST_ERROR]);
	double skipped = (double)outcomes[DONE_TEST_SKIPPED];
	const struct done_number numbers[] = {
	    {.name = "tests",
	        .value = (double)outcomes[DONE_TEST_PASSED] + failed + skipped,
	        .limit = (double)judging->options->min,
	        .unit = ""},
	    {.name = "failed tests", .value = failed, .limit = 0, .unit = "", .is_most = true},
	    {.name = "skipped tests", .value = skipped, .limit = NAN, .unit = ""},
	};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(numbers); i++)
		done_reports_measure(judging->reports, judging->result, judging->view, numbers[i]);
}

static int tests_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct tests_options *options = data;
	struct done_reports reports;
	struct tests_judging judging = {
	    .view = view, .options = options, .reports = &reports, .result = out};
	const char *compared;
	int rc =
	    done_reports_read(view, &options->reports, DONE_EVIDENCE_TESTS, &reports, out, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < reports.nr; i++) {
		if (tests_take(&judging, &reports.items[i], err) < 0)
			return err->code;
	}
	tests_measure(&judging);
	tests_judge_lost(&judging);
	tests_judge_others(&judging);
	tests_judge_counts(&judging);
	tests_judge_required(&judging);
	if (tests_judge_drop(&judging, &compared, err) < 0)
		return err->code;
	if (!out->nr)
		tests_say_met(&judging, compared);
	return 0;
}

static int tests_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	return done_reports_validate(object, DONE_EVIDENCE_TESTS, at, err);
}

static void tests_more(struct done_buf *out)
{
	done_evidence_reference(out, DONE_EVIDENCE_TESTS);
	done_buf_addstr(out,
	    "\n"
	    "Test cases are counted one by one; the totals that a report states are not trusted. A "
	    "report never meets the check if it has no test case, if every case is skipped, if it "
	    "is truncated, if it names files or lines that are not in this tree, or if all its "
	    "cases name files of other services. The output of "
	    "`go test -json`, truncated between two packages, looks like a shorter run: set "
	    "`min`.\n\n"
	    "A report may not show a test file that failed to load: jest-junit leaves it out "
	    "(unless `reportTestSuiteErrors` is set), `jest --json` names it. `min`, `require` and "
	    "`max_drop` detect such gaps.\n\n"
	    "A case that failed and passes later in the report under the same name was repeated: "
	    "it counts as passed, and as flaky (JUnit: in the same `testsuite`). JUnit files may "
	    "give one name to cases with other parameters. If one name passes more than once, no "
	    "case of the report counts as repeated. If a name fails after it passed, its cases do "
	    "not count as repeated either. What failed has then failed. `max_drop` "
	    "compares with the report in the "
	    "directory of `--evidence-base`, or with the committed report of the base.\n");
	done_reports_reference(out);
}

static const struct done_field tests_fields[] = {
    DONE_REPORTS_FIELDS,
    {DONE_FIELD("min", struct tests_options, min, INTEGER), .tighter = {DONE_TIGHTER_MORE},
        .min = 1, .max = DONE_EVIDENCE_ITEMS_MAX, .preset = 1,
        .help = "The minimum number of tests, skipped ones included. Default: 1."},
    DONE_RATIO_FIELD(struct tests_options, max_skipped, DONE_TIGHTER_LESS,
        "The maximum share of tests that are skipped (`10%`). A run that skips all of them never "
        "meets the check."),
    DONE_RATIO_FIELD(struct tests_options, max_drop, DONE_TIGHTER_LESS,
        "The maximum share by which the number of tests may drop below the base's (`5%`)."),
    {DONE_FIELD("flaky", struct tests_options, flaky, ENUM), .tighter = {DONE_TIGHTER_MORE},
        .names = tests_flaky_words, .preset = TESTS_FLAKY_WARNING,
        .help =
            "Tests that failed and then passed when they were repeated: `warning` reports their "
            "number, `error` makes them a finding, `ignore` does neither. Default: warning."},
    {DONE_FIELD("require", struct tests_options, require, STRINGS), .tighter = {DONE_TIGHTER_MORE},
        .help = "Tests that must have run: a name, a group (class, package), both with a dot "
                "between them, or the end of a file's path."},
};

static const struct done_record tests_record = {
    .name = "check kind 'tests'",
    .size = sizeof(struct tests_options),
    .fields = tests_fields,
    .nr = DONE_ARRAY_SIZE(tests_fields),
    .shorthand = "reports",
    .validate = tests_validate,
};

static bool tests_compares(const void *data)
{
	const struct tests_options *options = data;

	return options->reports.fresh || done_reports_ask_notes(options) ||
	    options->max_drop.is_set;
}

const struct done_kind done_kind_tests = {
    .form = {.name = "tests",
        .summary =
            "met when reports of a test run exist, belong to this tree, and show no failed test",
        .options = &tests_record,
        .example = "reports: [\"**/TEST-*.xml\", junit.xml]\n"
                   "min: 1\n"
                   "max_skipped: 50%\n",
        .needs_evidence = true,
        .compares = tests_compares,
        .asks_notes = done_reports_ask_notes,
        .more = tests_more},
    .run = tests_run,
};
