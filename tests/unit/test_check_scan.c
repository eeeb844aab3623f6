/* Kind `scan`: levels, suppressions, what is new, and scans that prove nothing. */
#include "check_fixture.h"

#define RUN(more, results)                                                                        \
	"{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\", "          \
	"\"rules\": [{\"id\": \"r\", \"properties\": {\"security-severity\": \"7.5\"}}]}}, " more \
	"\"results\": [" results "]}]}\n"
#define AT(uri, line)                                                                    \
	"\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"" uri \
	"\"}, \"region\": {\"startLine\": " line "}}}]"
#define PLACE(uri)                                                       \
	"{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"" uri \
	"\"}, \"region\": {\"startLine\": 1}}}"
#define IN2(one, other) "\"locations\": [" PLACE(one) ", " PLACE(other) "]"
#define RESULT(level, more)                                                                       \
	"{\"ruleId\": \"q\", \"level\": \"" level "\", \"message\": {\"text\": \"bad 1\"}, " more \
	"}"
#define PRINT(value) "\"partialFingerprints\": {\"p/v1\": \"" value "\"}"

static const struct {
	const char *check, *report;
	const char *unmet; /* a part of the first finding; NULL: met */
	const char *path;
	int line;
} rows[] = {
    {"scan: r", RUN("", ""), NULL, NULL, 0},
    {"scan: r", RUN("", RESULT("warning", AT("src/a.js", "2"))), NULL, NULL, 0},
    {"scan: r", RUN("", RESULT("error", AT("src/a.js", "2"))), "q: bad 1 (error)", "s/src/a.js", 2},
    /* What is in two services is this one's, too. */
    {"scan: r", RUN("", RESULT("error", IN2("other/x.js", "src/a.js"))), "q: bad 1 (error)",
        "s/src/a.js", 1},
    {"scan: {reports: r, exclude: [src/a.js]}",
        RUN("", RESULT("error", IN2("src/a.js", "other/x.js"))), NULL, NULL, 0},
    {"scan: {reports: r, level: warning}", RUN("", RESULT("warning", AT("/ci/w/s/src/a.js", "1"))),
        "q: bad 1 (warning)", "s/src/a.js", 1},
    {"scan: {reports: r, level: note}", RUN("", RESULT("none", AT("src/a.js", "1"))), NULL, NULL,
        0},
    {"scan: r", RUN("", "{\"ruleIndex\": 0, \"message\": {\"text\": \"x\"}}"), NULL, NULL, 0},
    {"scan: {reports: r, security: 7.5}",
        RUN("", "{\"ruleIndex\": 0, \"message\": {\"text\": \"x\"}}"),
        "r: x (warning, security 7.5)", "s/r", 1},
    {"scan: {reports: r, security: 7.6}",
        RUN("", "{\"ruleIndex\": 0, \"message\": {\"text\": \"x\"}}"), NULL, NULL, 0},
    {"scan: r", RUN("", RESULT("error", "\"suppressions\": [{\"kind\": \"inSource\"}]")), NULL,
        NULL, 0},
    {"scan: {reports: r, suppressed: count}",
        RUN("", RESULT("error", "\"suppressions\": [{\"kind\": \"inSource\"}]")),
        "q: bad 1 (error)", "s/r", 1},
    {"scan: r", RUN("", RESULT("error", "\"suppressions\": [{\"status\": \"underReview\"}]")),
        "q: bad 1 (error)", "s/r", 1},
    {"scan: r", RUN("", RESULT("error", "\"baselineState\": \"absent\"")), NULL, NULL, 0},
    {"scan: r", RUN("", RESULT("error", "\"baselineState\": \"unchanged\"")), "q: bad 1 (error)",
        "s/r", 1},
    {"scan: {reports: r, new_only: true}",
        RUN("", RESULT("error", "\"baselineState\": \"unchanged\"")), NULL, NULL, 0},
    {"scan: {reports: r, new_only: true}",
        RUN("", RESULT("error", "\"baselineState\": \"updated\"")), "q: bad 1 (error)", "s/r", 1},
    /* The service's own files, and what has no place. */
    {"scan: r", RUN("", RESULT("error", AT("/other/x.js", "1"))), NULL, NULL, 0},
    {"scan: {reports: r, exclude: 'src/*'}", RUN("", RESULT("error", AT("src/a.js", "1"))), NULL,
        NULL, 0},
    {"scan: r", RUN("", RESULT("error", "\"locations\": []")), "q: bad 1 (error)", "s/r", 1},
    /* What proves nothing. */
    {"scan: r", RUN("\"invocations\": [{\"executionSuccessful\": false}], ", ""),
        "the scan by T did not finish: executionSuccessful is false", "s/r", 1},
    {"scan: r", "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\"}}}]}",
        "the scan by T did not finish: the run has no 'results'", "s/r", 1},
    {"scan: r", "{\"version\": \"2.1.0\", \"runs\": []}", "the log has no run", "s/r", 1},
    {"scan: r", "{\"version\": \"2.1.0\", \"runs\": 3}", "the 'runs' of a SARIF log must be a list",
        "s/r", 1},
    {"scan: {reports: r, tools: [T, CodeQL]}", RUN("", ""), "no report has a run of CodeQL", "s/r",
        0},
    /* Of another version. */
    {"scan: r", RUN("\"versionControlProvenance\": [{\"revisionId\": \"1111111111111111\"}], ", ""),
        "the report was made of commit 111111111111, and 222222222222 is judged", "s/r", 1},
    {"scan: r", RUN("\"versionControlProvenance\": [{\"revisionId\": \"2222222222222222\"}], ", ""),
        NULL, NULL, 0},
    {"scan: r",
        RUN("\"artifacts\": [{\"location\": {\"uri\": \"src/a.js\"}, \"hashes\": {\"sha-256\": "
            "\"0000000000000000000000000000000000000000000000000000000000000000\"}}], ",
            ""),
        "the scan saw other bytes of 's/src/a.js'", "s/r", 1},
    {"scan: r",
        RUN("\"artifacts\": [{\"location\": {\"uri\": \"src/a.js\"}, \"hashes\": {\"sha-256\": "
            "\"A6E2B7A040683432DE03A18FD8A1939A2FDF82585B364BFC874BDD4095C4CAE1\"}}], ",
            ""),
        NULL, NULL, 0},
    {"scan: r", RUN("", RESULT("note", AT("gone.js", "1"))),
        "1 of 1 results are of files that are not in this tree (first: 'gone.js')", "s/r", 1},
    {"scan: r", RUN("", RESULT("error", AT("src/a.js", "9"))),
        "the report names line 9 of 's/src/a.js', which has 2 lines", "s/r", 1},
};

static void test_scan__judges_results(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].report); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		f.commit = "2222222222222222";
		fake_file(&f.head, "s/r", rows[i].report);
		fake_file(&f.head, "s/src/a.js", "1\n2\n");
		fake_file(&f.head, "other/x.js", "1\n2\n");
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet)
			assert_met(&f);
		else
			assert_unmet(&f, 1, rows[i].path, rows[i].line, rows[i].unmet, "");
		check_close(&f);
	}
}

static void test_scan__says_what_it_left_out(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/r",
	    RUN("",
	        RESULT("note", AT("a.js", "1")) ", " RESULT(
	            "error", "\"suppressions\": [{\"kind\": \"inSource\"}]") ", " RESULT("error",
	            AT("/other/"
	               "x.js",
	                "1"))));
	fake_file(&f.head, "s/a.js", "1\n");
	fake_file(&f.head, "other/x.js", "1\n");
	check_run(&f, "scan: r");
	assert_met(&f);
	assert_string_equal(f.result.reason,
	    "T: no result at level 'error' or above, 1 below, 1 suppressed, 1 of "
	    "other services or excluded, committed, so claimed");
	check_close(&f);
}

/* The base's results are known by fingerprints, else by rule, file and message; never by line. */
static void test_scan__knows_what_is_new(void **state)
{
	static const struct {
		const char *base, *head;
		bool is_new;
	} pairs[] = {
	    {RESULT("error", AT("a.js", "1") ", " PRINT("x")),
	        RESULT("error", AT("a.js", "2") ", " PRINT("x")), false},
	    {RESULT("error", AT("a.js", "1") ", " PRINT("x")),
	        RESULT("error", AT("a.js", "1") ", " PRINT("y")), true},
	    {RESULT("error", AT("a.js", "1")), RESULT("error", AT("a.js", "3")), false},
	    {RESULT("error", AT("b.js", "1")), RESULT("error", AT("a.js", "1")), true},
	    {"", RESULT("error", AT("a.js", "1")), true},
	    {NULL, RESULT("error", AT("a.js", "1")), true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].head); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;

		check_open(&f, "s");
		if (pairs[i].base)
			fake_file(&before, "s/r",
			    done_arena_printf(&f.arena, RUN("", "%s"), pairs[i].base));
		fake_open(&before, &base);
		f.base = &base;
		fake_file(&f.head, "s/a.js", "1\n2\n3\n");
		fake_file(&f.head, "s/b.js", "1\n");
		fake_file(
		    &f.head, "s/r", done_arena_printf(&f.arena, RUN("", "%s"), pairs[i].head));
		check_run(&f, "scan: {reports: r, new_only: true}");
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict == DONE_UNMET, pairs[i].is_new);
		check_close(&f);
		fake_release(&before);
	}
}

static void test_scan__bad_options_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
		int column;
	} bad[] = {
	    {"scan: {}", "'reports'", 15},
	    {"scan: {reports: a, level: fatal}", "'level'", 35},
	    {"scan: {reports: a, security: 11}", "'security' is a number from 0.0 to 10.0", 38},
	    {"scan: {reports: a, format: junit}", "'junit' is not a format of findings of a scan",
	        36},
	    {"scan: {reports: a, suppressed: hide}", "'suppressed'", 40},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, bad[i].column);
}

/* The page's own examples: each is met by a clean report of its tool, and unmet without one. */
static void scan_example_judge(const char *policy, const char *results, enum done_verdict verdict)
{
	const char *open = strstr(policy, "reports: ["), *tool = strstr(policy, "tools: [");
	struct check_fixture f;

	check_open(&f, "s");
	open += strlen("reports: [");
	tool += strlen("tools: [");
	if (results)
		fake_file(&f.head,
		    done_arena_printf(&f.arena, "s/%.*s", (int)strcspn(open, "]"), open),
		    done_arena_printf(&f.arena,
		        "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": "
		        "{\"driver\": {\"name\": \"%.*s\"}}, \"results\": [%s]}]}",
		        (int)strcspn(tool, "]"), tool, results));
	f.is_evidence_due = true;
	check_run(&f, policy);
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.verdict, verdict);
	check_close(&f);
}

static void test_scan__examples_of_the_page_are_run(void **state)
{
	struct done_buf page = {0};
	struct done_error err = {0};
	size_t nr = 0;

	(void)state;
	assert_int_equal(
	    done_file_read(DONE_SOURCE_DIR "/config/reference/scan.md", 1 << 20, &page, &err), 1);
	for (const char *at = page.ptr; (at = strstr(at, "```yaml\nscan: {")); nr++) {
		char policy[400];

		at += strlen("```yaml\n");
		snprintf(policy, sizeof(policy), "%.*s", (int)strcspn(at, "\n"), at);
		scan_example_judge(policy, "", DONE_MET);
		scan_example_judge(policy, RESULT("error", "\"locations\": []"), DONE_UNMET);
		scan_example_judge(policy, NULL, DONE_UNMET);
	}
	done_buf_release(&page);
	assert_int_equal(nr, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scan__judges_results),
	    cmocka_unit_test(test_scan__says_what_it_left_out),
	    cmocka_unit_test(test_scan__knows_what_is_new),
	    cmocka_unit_test(test_scan__bad_options_are_errors),
	    cmocka_unit_test(test_scan__examples_of_the_page_are_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
