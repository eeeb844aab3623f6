/* The numbers that checks measure: with their limits, whether or not the check is met by them. */
#include <math.h>

#include "check_fixture.h"

#define K6                                                                                     \
	"{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, \"http_req_duration\": " \
	"{\"max\": 950, \"p(95)\": 412}, \"http_req_failed\": {\"value\": 0.005}}}"
#define SARIF(level)                                                                           \
	"{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\"}}, "     \
	"\"results\": [{\"ruleId\": \"q\", \"level\": \"" level "\", \"message\": {\"text\": " \
	"\"x\"}}]}]}"
#define LCOV "SF:a.js\nDA:1,1\nDA:2,0\nDA:3,1\nDA:4,1\nend_of_record\n"

static const struct {
	const char *name, *check, *report;
	enum done_verdict verdict;
	const char *numbers; /* "name value unit (at most limit)", parted by "; " */
} rows[] = {
    {"a load test within its limits", "performance: {reports: r, max: {p95_ms: 500}}", K6, DONE_MET,
        "error rate 0.5 % (at most 1); p95 412 ms (at most 500); requests 200 (at least 100); "
        "requests per second 9 requests/s"},
    {"a load test that is slow", "performance: {reports: r, max: {p95_ms: 250}}", K6, DONE_UNMET,
        "error rate 0.5 % (at most 1); p95 412 ms (at most 250); requests 200 (at least 100); "
        "requests per second 9 requests/s"},
    {"a load test without a limit of time", "performance: r", K6, DONE_MET,
        "error rate 0.5 % (at most 1); requests 200 (at least 100); p95 412 ms; requests per "
        "second 9 requests/s"},
    {"a damaged one", "performance: r", "{\"metrics\": {\"http_reqs\": {\"count\": -1}}}",
        DONE_UNMET, ""},
    {"benchmarks", "performance: r", "pkg: p\nBenchmarkB-2 \t 5\t 9 ns/op\nPASS\n", DONE_MET,
        "benchmarks 1"},
    {"coverage", "coverage: {reports: r, min: 80%}", LCOV, DONE_UNMET,
        "coverage of lines 75 % (at least 80)"},
    {"coverage without a limit", "coverage: {reports: r, max_drop: 5%}", LCOV, DONE_MET,
        "coverage of lines 75 %"},
    {"tests", "tests: {reports: r, min: 2}",
        "<testsuite><testcase name='a'/><testcase name='b'><skipped/></testcase></testsuite>",
        DONE_MET, "tests 2 (at least 2); failed tests 0 (at most 0); skipped tests 1"},
    {"tests that fail", "tests: r",
        "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>",
        DONE_UNMET, "tests 2 (at least 1); failed tests 1 (at most 0); skipped tests 0"},
    {"a scan with a finding", "scan: r", SARIF("error"), DONE_UNMET,
        "findings at level error or above 1 (at most 0); other findings 0"},
    {"a scan with a note", "scan: r", SARIF("note"), DONE_MET,
        "findings at level error or above 0 (at most 0); other findings 1"},
    {"parts", "all_of: [{coverage: {reports: r, min: 10%}}, {file: r}]", LCOV, DONE_MET,
        "coverage of lines 75 % (at least 10)"},
    {"a part that is not met", "any_of: [{coverage: {reports: r, min: 90%}}, {file: none}]", LCOV,
        DONE_UNMET, "coverage of lines 75 % (at least 90)"},
    {"no report", "tests: {reports: x, from: tree}", "", DONE_UNMET, ""},
    {"another kind", "file: r", "x", DONE_MET, ""},
};

static char *measured_text(struct check_fixture *f)
{
	struct done_buf out = {0};
	char *text;

	for (size_t i = 0; i < f->result.nr_numbers; i++) {
		const struct done_number *number = &f->result.numbers[i];

		done_buf_addf(&out, "%s%s %.12g%s%s", i ? "; " : "", number->name, number->value,
		    *number->unit ? " " : "", number->unit);
		if (!isnan(number->limit))
			done_buf_addf(
			    &out, " (%s %.12g)", done_bound_words[number->is_most], number->limit);
		assert_string_equal(number->source, "s/r");
		assert_int_equal(number->strength, DONE_CLAIMED);
	}
	text = done_arena_strndup(&f->arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}

static void test_measured__are_kept_with_their_limits(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/r", rows[i].report);
		fake_file(&f.head, "s/a.js", "1\n2\n3\n4\n");
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		assert_string_equal(
		    done_verdict_name(f.result.verdict), done_verdict_name(rows[i].verdict));
		assert_string_equal(measured_text(&f), rows[i].numbers);
		check_close(&f);
	}
}

/* What comes of a number that is none, and of more than are kept. */
static void test_measured__are_few_and_finite(void **state)
{
	struct check_fixture f;
	struct done_result result = {0};
	struct done_number number = {.name = "x", .unit = "", .limit = NAN};

	(void)state;
	check_open(&f, "s");
	check_view(&f);
	for (int i = 0; i < DONE_NUMBERS_MAX + 3; i++) {
		number.value = i;
		done_result_measure(&result, &f.view, &number);
		number.value = i % 2 ? (double)NAN : (double)INFINITY;
		done_result_measure(&result, &f.view, &number);
	}
	assert_int_equal(result.nr_numbers, DONE_NUMBERS_MAX);
	assert_true(result.numbers[DONE_NUMBERS_MAX - 1].value == DONE_NUMBERS_MAX - 1);
	check_close(&f);
}

static void test_measured__miss_their_limits(void **state)
{
	static const struct {
		double value, limit;
		bool is_most, misses;
	} limits[] = {
	    {5, 5, true, false},
	    {5.1, 5, true, true},
	    {5, 5, false, false},
	    {4.9, 5, false, true},
	    {5, NAN, true, false},
	    {5, NAN, false, false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(limits, i, limits[i].is_most ? "most" : "least"); i++) {
		const struct done_number number = {.value = limits[i].value,
		    .limit = limits[i].limit,
		    .is_most = limits[i].is_most};

		assert_int_equal(done_number_misses(&number), limits[i].misses);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_measured__are_kept_with_their_limits),
	    cmocka_unit_test(test_measured__are_few_and_finite),
	    cmocka_unit_test(test_measured__miss_their_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
