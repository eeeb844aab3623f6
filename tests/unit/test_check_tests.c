/* Kind `tests`: what a run must show, and what its reports cannot be about. */
#include "check_fixture.h"

#define SUITE(cases) "<testsuite>" cases "</testsuite>\n"
#define GOOD(name) "<testcase classname=\"Pay\" name=\"" name "\"/>"
#define BAD(name) "<testcase classname=\"Pay\" name=\"" name "\"><failure/></testcase>"
#define SKIP(name) "<testcase classname=\"Pay\" name=\"" name "\"><skipped/></testcase>"
#define IN(file, line) "<testcase name=\"" file line "\" file=\"" file "\" line=\"" line "\"/>"

static const struct {
	const char *check, *report;
	const char *unmet; /* a part of the first finding; NULL: met */
	size_t nr;
} rows[] = {
    {"tests: junit.xml", SUITE(GOOD("a")), NULL, 0},
    {"tests: junit.xml", SUITE(GOOD("a") BAD("b") BAD("c")), "'Pay: b' failed", 2},
    {"tests: junit.xml", SUITE(""), "no test ran: the report has no test case", 1},
    {"tests: junit.xml", SUITE(SKIP("a") SKIP("b")), "all 2 tests are skipped: none ran", 1},
    {"tests: junit.xml", "<testsuite", "a tag, comment or section is never closed", 1},
    {"tests: junit.xml", "<suites/>",
        "the file has no test results in a known format: its root element is 'suites'", 1},
    {"tests: junit.xml", "<testsuite failures=\"1\"><testcase name=\"a\"/></testsuite>",
        "the suite '' counts 1 failed tests, but holds 0", 1},
    {"tests: {reports: junit.xml, min: 3}", SUITE(GOOD("a") GOOD("b")),
        "2 tests ran, at least 3 are expected", 1},
    {"tests: {reports: junit.xml, max_skipped: 50%}", SUITE(GOOD("a") SKIP("b")), NULL, 0},
    {"tests: {reports: junit.xml, max_skipped: 0.4}", SUITE(GOOD("a") SKIP("b")),
        "1 of 2 tests are skipped, at most 40 % may be", 1},
    {"tests: {reports: junit.xml, require: [Pay.a, Pay, b]}", SUITE(GOOD("a") GOOD("b")), NULL, 0},
    {"tests: {reports: junit.xml, require: [Pay.c]}", SUITE(GOOD("a")), "'Pay.c' did not run", 1},
    {"tests: {reports: junit.xml, require: a}", SUITE(SKIP("a") GOOD("b")), "'a' did not run", 1},
    {"tests: {reports: junit.xml, require: src/a.js}", SUITE(IN("/ci/src/a.js", "1")), NULL, 0},
    {"tests: junit.xml", SUITE(BAD("a") GOOD("a")), NULL, 0},
    {"tests: {reports: junit.xml, flaky: error}", SUITE(BAD("a") GOOD("a")),
        "'Pay: a' failed, and passed when it was repeated", 1},
    {"tests: junit.xml", SUITE(IN("src/a.js", "2")), NULL, 0},
    {"tests: junit.xml", SUITE(IN("src/a.js", "9")),
        "the report names line 9 of 's/src/a.js', which has 2 lines: it is of another version", 1},
    {"tests: junit.xml", SUITE(IN("src/gone.js", "1")),
        "1 of 1 tests are of files that are not in this tree (first: 'src/gone.js')", 1},
    {"tests: junit.xml",
        SUITE(IN("src/a.js", "1") IN("src/a.js", "1") IN("src/a.js", "2") IN("a.js", "1")
                IN("gone.js", "1")),
        NULL, 0},
    {"tests: {reports: junit.xml, format: tap}", SUITE(GOOD("a")),
        "the policy says that the format is 'tap', but the file looks like 'junit'", 1},
};

static void test_tests__judge_a_run(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].report); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/junit.xml", rows[i].report);
		fake_file(&f.head, "s/src/a.js", "1\n2\n");
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet)
			assert_met(&f);
		else if (f.result.nr != rows[i].nr ||
		    !strstr(f.result.findings[0].message, rows[i].unmet) ||
		    !f.result.findings[0].fix)
			fail_msg("%zu findings, the first: %s", f.result.nr,
			    f.result.nr ? f.result.findings[0].message : f.result.reason);
		check_close(&f);
	}
}

static void test_tests__say_what_they_read(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a/TEST-a.xml", SUITE(GOOD("a") SKIP("b")));
	fake_file(&f.head, "s/b.tap", "1..1\nok\n");
	check_run(&f, "tests: ['**/TEST-*.xml', b.tap]");
	assert_met(&f);
	assert_string_equal(
	    f.result.reason, "junit, tap: 2 tests passed, 1 skipped, committed, so claimed");
	assert_int_equal(f.result.nr_evidence, 2);
	assert_string_equal(f.result.evidence[0].path, "s/a/TEST-a.xml");
	assert_int_equal(f.result.evidence[0].strength, DONE_CLAIMED);
	/* One that is empty beside good ones is a finding of its own. */
	check_close(&f);
	check_open(&f, "s");
	fake_file(&f.head, "s/a.xml", SUITE(GOOD("a")));
	fake_file(&f.head, "s/b.xml", SUITE(""));
	check_run(&f, "tests: '*.xml'");
	assert_unmet(&f, 1, "s/b.xml", 0, "no test ran", "delete reports of old runs");
	check_close(&f);
}

/* One report for all services. */
static void test_tests__of_other_services_prove_nothing(void **state)
{
	static const struct {
		const char *report;
		bool is_met;
	} shared[] = {
	    {SUITE(IN("cart/t.js", "1") IN("cart/t.js", "2")), false},
	    {SUITE(IN("cart/t.js", "1") IN("s/src/a.js", "1")), true},
	    {SUITE(IN("cart/t.js", "1") GOOD("a")), true},
	    {SUITE(IN("e2e/t.js", "1")), true},
	};
	static struct done_service services[2] = {
	    {.name = "cart", .path = "cart", .stage = "production", .in_head = true}};

	(void)state;
	for (size_t i = 0; TEST_EACH(shared, i, shared[i].report); i++) {
		struct done_services map = {.items = services, .nr = 2};
		struct check_fixture f;

		check_open(&f, "s");
		services[1] = f.service;
		fake_file(&f.head, "s/src/a.js", "1\n2\n");
		fake_file(&f.head, "cart/t.js", "1\n2\n");
		fake_file(&f.head, "e2e/t.js", "1\n2\n");
		fake_file(&f.head, "s/j.xml", shared[i].report);
		assert_success(check_load(&f, "tests: j.xml"), f.err);
		f.result = (struct done_result){.verdict = DONE_WAIVED};
		check_view(&f);
		f.view.services = &map;
		f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
		assert_success(f.rc, f.err);
		if (shared[i].is_met)
			assert_met(&f);
		else
			assert_unmet(&f, 1, "s/j.xml", 0,
			    "all 2 tests are of files of other services (first: 'cart/t.js')",
			    "a subdirectory of its name");
		check_close(&f);
	}
}

static void test_tests__a_finding_stands_at_the_case(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/j.xml", "<testsuite>\n" GOOD("a") "\n\n" BAD("b") "\n</testsuite>\n");
	check_run(&f, "tests: j.xml");
	assert_unmet(&f, 1, "s/j.xml", 4, "'Pay: b' failed", "run it alone");
	assert_string_equal(f.result.findings[0].subject, "tests: failed: Pay: b");
	check_close(&f);
}

static void test_tests__compare_with_the_base(void **state)
{
	static const struct {
		const char *check, *base, *part;
		bool is_met;
	} drops[] = {
	    {"tests: {reports: j.xml, max_drop: 10%}", SUITE(GOOD("a") GOOD("b")), "", true},
	    {"tests: {reports: j.xml, max_drop: 10%}", SUITE(GOOD("a") GOOD("b") GOOD("Refund")),
	        "2 tests, 3 at the base: 1 are gone (first: Pay: Refund)", false},
	    {"tests: {reports: j.xml, max_drop: 50%}", SUITE(GOOD("a") GOOD("b") GOOD("c")), "",
	        true},
	    {"tests: {reports: j.xml, max_drop: 0}", NULL, "not compared: no result for the base",
	        true},
	    {"tests: {reports: j.xml, max_drop: 0}", "<cut", "no result for the base", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(drops, i, drops[i].base); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;

		check_open(&f, "s");
		if (drops[i].base)
			fake_file(&before, "s/j.xml", drops[i].base);
		fake_open(&before, &base);
		f.base = &base;
		fake_file(&f.head, "s/j.xml", SUITE(GOOD("a") GOOD("b")));
		check_run(&f, drops[i].check);
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict == DONE_MET, drops[i].is_met);
		assert_non_null(
		    strstr(drops[i].is_met ? f.result.reason : f.result.findings[0].message,
		        drops[i].part));
		check_close(&f);
		fake_release(&before);
	}
}

static void test_tests__bad_options_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
		int column;
	} bad[] = {
	    {"tests: {}", "'reports'", 16},
	    {"tests: {reports: a, format: excel}", "'excel' is not a format of test results", 37},
	    {"tests: {reports: a, format: lcov}", "'lcov' is not a format of test results", 37},
	    {"tests: {reports: a, from: [git]}",
	        "'from' takes 'evidence', 'tree' and 'notes', not 'git'", 35},
	    {"tests: {reports: a, max_skipped: 80}", "'max_skipped' must be a ratio", 42},
	    {"tests: {reports: a, max_skipped: -1%}", "'max_skipped' must be a ratio", 42},
	    {"tests: {reports: a, max_drop: 101%}", "'max_drop' must be a ratio", 39},
	    {"tests: {reports: a, min: 0}", "'min'", 34},
	    {"tests: {reports: a, flaky: no}", "'flaky'", 36},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, bad[i].column);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tests__judge_a_run),
	    cmocka_unit_test(test_tests__say_what_they_read),
	    cmocka_unit_test(test_tests__of_other_services_prove_nothing),
	    cmocka_unit_test(test_tests__a_finding_stands_at_the_case),
	    cmocka_unit_test(test_tests__compare_with_the_base),
	    cmocka_unit_test(test_tests__bad_options_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
