/*
 * Kind `performance`: limits, what the sheet promises, the thresholds of the test itself, what
 * proves nothing, and the base.
 */
#include "check_fixture.h"

#define K6(p95, count, failed, more)                                                 \
	"{\"metrics\": {\n\"http_reqs\": {\"count\": " count ", \"rate\": 40},\n"    \
	"\"http_req_duration\": {\"avg\": 9, \"min\": 1, \"med\": 8, \"max\": 950, " \
	"\"p(95)\": " p95 "},\n" more "\"http_req_failed\": {\"value\": " failed "}}}\n"
#define GOOD K6("240", "18204", "0.003", "")
#define LOGIN "\"http_req_duration{name:login}\": {\"max\": 2000, \"p(95)\": 1204},\n"

static const struct {
	const char *check, *sheet, *report;
	const char *unmet, *fix; /* parts of the first finding; NULL: met */
	int line;
} rows[] = {
    {"performance: r", NULL, GOOD, NULL, NULL, 0},
    /* Limits, and those that hold by themselves. */
    {"performance: {reports: r, max: {p95_ms: 250ms}}", NULL, GOOD, NULL, NULL, 0},
    {"performance: {reports: r, max: {p95_ms: 0.24s}}", NULL, GOOD, NULL, NULL, 0},
    {"performance: {reports: r, max: {p95_ms: 250}}", NULL, K6("412", "18204", "0.003", LOGIN),
        "p95 is 412 ms, at most 250 ms allowed (k6 summary-export, 18,204 requests, 0.3 % "
        "errors, p95 412 ms)",
        "slowest: 'name:login', p95 1,204 ms", 3},
    {"performance: {reports: r, max: {p95_ms: 250}}", NULL, K6("250.04", "200", "0", ""),
        "p95 is 250.04 ms, at most 250 ms allowed", "", 3},
    {"performance: r", NULL, K6("240", "18204", "0.02", ""),
        "the error rate is 2 %, at most 1 % allowed", "'max: {error_rate: …}'", 3},
    {"performance: {reports: r, max: {error_rate: 2%}}", NULL, K6("240", "18204", "0.02", ""), NULL,
        NULL, 0},
    {"performance: r", NULL, K6("240", "99", "0", ""),
        "the number of requests is 99, at least 100 expected", "'min: {requests: …}'", 3},
    {"performance: {reports: r, min: {requests: 50}}", NULL, K6("240", "99", "0", ""), NULL, NULL,
        0},
    {"performance: {reports: r, min: {requests_per_second: 41}}", NULL, GOOD,
        "the rate is 40 requests/s, at least 41 requests/s expected", "", 3},
    /* What is not there is never guessed. */
    {"performance: {reports: r, max: {p99_ms: 800ms}}", NULL, GOOD,
        "p99_ms is not in this result of k6 summary-export",
        "run k6 with --summary-trend-stats \"avg,min,med,max,p(90),p(95),p(99),count\"", 3},
    {"performance: {reports: r, max: {allocs_per_op: 3}}", NULL, GOOD,
        "allocs_per_op is not in this result", "", 3},
    {"performance: r", NULL, "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 4}}}\n",
        "error_rate is not in this result", "from version 0.31", 0},
    /* What the sheet promises. */
    {"performance: {reports: r, min: {requests_per_second: {sheet: "
     "load.requests_per_second.expected}}}",
        "load:\n  requests_per_second: {expected: 40}\n", GOOD, NULL, NULL, 0},
    {"performance: {reports: r, min: {requests_per_second: {sheet: "
     "load.requests_per_second.expected}}}",
        "load:\n  requests_per_second: {expected: 200}\n", GOOD,
        "the rate is 40 requests/s, and the sheet promises at least 200 requests/s "
        "(load.requests_per_second.expected)",
        "", 3},
    {"performance: {reports: r, max: {p95_ms: {sheet: load.x-p95}}}",
        "load:\n  requests_per_second: 2\n  x-p95: 200ms\n", GOOD,
        "p95 is 240 ms, and the sheet promises at most 200 ms (load.x-p95)", "", 3},
    {"performance: {reports: r, max: {p95_ms: {sheet: load.x-p95}}}",
        "load:\n  requests_per_second: 2\n", GOOD, "the sheet does not say 'load.x-p95'",
        "answer it in the sheet", 0},
    {"performance: {reports: r, max: {p95_ms: {sheet: load.x-p95}}}",
        "load:\n  requests_per_second: 2\n  x-p95: todo\n", GOOD,
        "the sheet does not say 'load.x-p95' as a number", "", 3},
    {"performance: {reports: r, max: {p95_ms: {sheet: load.x-p95}}}", NULL, GOOD,
        "the sheet does not say 'load.x-p95'", "", 0},
    /* Named requests. */
    {"performance: {reports: r, require: [login, 'name:login'], each: {max: {p95_ms: 2s}}}", NULL,
        K6("240", "200", "0", LOGIN), NULL, NULL, 0},
    {"performance: {reports: r, each: {max: {p95_ms: 1s}}}", NULL, K6("240", "200", "0", LOGIN),
        "p95 of 'name:login' is 1,204 ms, at most 1,000 ms", "", 4},
    {"performance: {reports: r, each: {max: {p95_ms: 1s}}}", NULL, GOOD,
        "'each' asks for named requests, and the report names none", "", 0},
    {"performance: {reports: r, require: checkout}", NULL, K6("240", "200", "0", LOGIN),
        "'checkout' was not measured", "", 0},
    /* The test's own thresholds. */
    {"performance: r", NULL,
        K6("240", "200", "0",
            "\"checks\": {\"value\": 1, \"thresholds\": {\"rate>0.9\": "
            "true}},\n"),
        "the threshold 'rate>0.9' of checks, which the test itself sets, was crossed", "", 4},
    {"performance: {reports: r, own_thresholds: ignore}", NULL,
        K6("240", "200", "0",
            "\"checks\": {\"value\": 1, \"thresholds\": {\"rate>0.9\": "
            "true}},\n"),
        NULL, NULL, 0},
    /* What proves nothing, whatever the policy allows. */
    {"performance: {reports: r, max: {error_rate: 1}, min: {requests: 0}}", NULL,
        K6("240", "120", "1", ""), "all 120 requests failed", "start the service before", 3},
    {"performance: {reports: r, max: {error_rate: 1}, min: {requests: 0}}", NULL,
        K6("240", "0", "0", ""), "no request was made", "k6 exits with 0 then", 3},
    {"performance: r", NULL, K6("951", "120", "0", ""),
        "p95_ms is 951 ms, above max_ms, which is 950 ms", "", 3},
    /* Other metrics, and percentiles that a file does not name. */
    {"performance: {reports: r, metric: grpc_req_duration, min: {requests: 5}}", NULL,
        "{\"metrics\": {\"grpc_req_duration\": {\"max\": 9, \"p(95)\": 8, \"count\": 7}}}", NULL,
        NULL, 0},
    {"performance: {reports: r, max: {p95_ms: 9}}", NULL,
        "{\"Total\": {\"sampleCount\": 200, \"errorCount\": 0, \"errorPct\": 0, "
        "\"pct2ResTime\": 8, \"maxResTime\": 9}}",
        "p95_ms is not in this result", "percentiles: [90, 95, 99]", 1},
    {"performance: {reports: r, percentiles: [90, 95, 99.9], max: {p95_ms: 9, p999_ms: 9}}", NULL,
        "{\"Total\": {\"sampleCount\": 200, \"errorCount\": 0, \"errorPct\": 0, "
        "\"pct2ResTime\": 8, \"pct3ResTime\": 8.5, \"maxResTime\": 9}}",
        NULL, NULL, 0},
    {"performance: {reports: r, transactions: true, min: {requests: 1}}", NULL,
        "elapsed,label,responseMessage,dataType,success,x\n"
        "5,a,OK,text,false,\n5,b,\"Number of samples in transaction : 3\",,true,\n",
        NULL, NULL, 0},
    /* Benchmarks. */
    {"performance: {reports: r, require: [BenchmarkB, p.BenchmarkB], max: {allocs_per_op: 2}}",
        NULL, "pkg: p\nBenchmarkB-2 \t 5\t 9 ns/op\t 0 B/op\t 2 allocs/op\nPASS\n", NULL, NULL, 0},
    {"performance: {reports: r, max: {allocs_per_op: 1}}", NULL,
        "pkg: p\nBenchmarkB-2 \t 5\t 9 ns/op\t 0 B/op\t 2 allocs/op\nPASS\n",
        "the number of allocations of 'p.BenchmarkB' is 2 allocs/op, at most 1 allocs/op allowed",
        "", 2},
    {"performance: {reports: r, max: {allocs_per_op: 1}}", NULL,
        "pkg: p\nBenchmarkB-2 \t 5\t 9 ns/op\nPASS\n",
        "allocs_per_op is not in these benchmarks (gobench)", "-benchmem", 0},
    {"performance: {reports: r, max: {p95_ms: 1}}", NULL,
        "pkg: p\nBenchmarkB-2 \t 5\t 9 ns/op\nPASS\n",
        "p95_ms is not in these benchmarks (gobench)", "", 0},
    {"performance: r", NULL, "goos: linux\nPASS\n", "no benchmark ran", "", 0},
    /* A date that is not yet. */
    {"performance: {reports: r, min: {requests: 1}}", NULL,
        "timeStamp,elapsed,label,success,x\n32503680000000,5,a,true,\n",
        "the report says that it was made on 3000-01-01, which is not yet", "clock", 2},
};

static void performance_open(struct check_fixture *f, const char *sheet, const char *report)
{
	check_open(f, "s");
	fake_file(&f->head, "s/r", report);
	if (sheet)
		fake_file(&f->head, "s/done.yml", sheet);
}

static void test_performance__judges_load_tests(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		performance_open(&f, rows[i].sheet, rows[i].report);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet)
			assert_met(&f);
		else if (f.result.nr != 1)
			fail_msg("%zu findings", f.result.nr);
		else
			check_finding(&f.result.findings[0],
			    strstr(rows[i].unmet, "the sheet does not say") ? "s/done.yml" : "s/r",
			    rows[i].line, rows[i].unmet, rows[i].fix);
		check_close(&f);
	}
}

static void test_performance__several_results_are_named(void **state)
{
	struct check_fixture f;

	(void)state;
	performance_open(&f, NULL, GOOD);
	fake_file(&f.head, "s/r2", GOOD);
	check_run(&f, "performance: 'r*'");
	assert_unmet(&f, 1, "s/r2", 0, "2 results match, and one is expected", "many: true");
	check_again(&f);
	check_run(&f, "performance: {reports: 'r*', many: true}");
	assert_met(&f);
	check_close(&f);
}

/* ---- the base ---- */

#define GO(cpu, allocs, runs)                                                          \
	"pkg: p\ncpu: " cpu "\n" runs "BenchmarkB-2 \t 5\t 9 ns/op\t 0 B/op\t " allocs \
	" allocs/op\nPASS\n"
#define RUN5(a, b) RUN(a) RUN(b) RUN(a) RUN(b) RUN(a)
#define RUN(time) "BenchmarkA-2 \t 5\t " time " ns/op\n"
#define REGRESSION "performance: {reports: r, max_regression: {allocs_per_op: 0, time_ns: 30%}}"

static const struct {
	const char *check, *base, *head;
	const char *unmet; /* NULL: met */
	const char *reason;
} pairs[] = {
    {"performance: {reports: r, max_regression: {p95_ms: 25%}}", K6("200", "200", "0", ""),
        K6("240", "200", "0", ""), NULL, ""},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}}", K6("200", "200", "0", ""),
        K6("240", "200", "0", ""),
        "p95 was 200 ms at the base and is 240 ms: at most 10 % worse is allowed", ""},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}}", K6("240", "200", "0", ""),
        K6("200", "200", "0", ""), NULL, ""},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}}", NULL, GOOD, NULL,
        "not compared: no result for the base"},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}, no_base: error}", NULL, GOOD,
        "there is no result of the base to compare with", ""},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}, no_base: error}", GOOD, GOOD, NULL,
        "p95 240 ms"},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}, no_base: ignore}", NULL, GOOD, NULL,
        "p95 240 ms, committed, so claimed"},
    {"performance: {reports: r, max_regression: {p95_ms: 10%}}", K6("0", "200", "1", ""), GOOD,
        NULL, "not compared: the base's result is damaged"},
    {"performance: {reports: r, max_regression: {p99_ms: 10%}}", GOOD, GOOD, NULL,
        "not compared: one of the two results lacks the metric"},
    /* Counts are exact. */
    {REGRESSION, GO("x", "2", RUN("9")), GO("y", "3", RUN("9")),
        "the number of allocations of 'p.BenchmarkB' was 2 allocs/op at the base and is 3 "
        "allocs/op: at most 0 % worse is allowed",
        ""},
    {REGRESSION, GO("x", "0", RUN("9")), GO("x", "1", RUN("9")),
        "the number of allocations of 'p.BenchmarkB' was 0 allocs/op at the base and is 1 "
        "allocs/op: at most 0 % worse is allowed",
        ""},
    {REGRESSION, GO("x", "2", RUN("9")), GO("x", "1", RUN("9")), NULL, "gobench, 2 benchmarks"},
    /* Times only on the same machine, repeated, and apart. */
    {REGRESSION, GO("x", "2", RUN5("9", "10")), GO("x", "2", RUN5("20", "21")),
        "the time of 'p.BenchmarkA' was 9 ns/op at the base and is 20 ns/op: at most 30 % worse "
        "is allowed",
        ""},
    {REGRESSION, GO("x", "2", RUN5("9", "20")), GO("x", "2", RUN5("20", "21")), NULL, ""},
    {REGRESSION, GO("x", "2", RUN5("9", "10")), GO("y", "2", RUN5("20", "21")), NULL,
        "measured on different machines"},
    {REGRESSION, GO("x", "2", RUN("9")), GO("x", "2", RUN("20")), NULL,
        "fewer than 5 runs each: times are not compared"},
    {REGRESSION, GO("x", "2", RUN("9")), GO("x", "2", ""),
        "the benchmark 'p.BenchmarkA' of the base was removed or renamed", ""},
};

static void test_performance__is_compared_with_the_base(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].check); i++) {
		struct check_fixture f;
		struct fake_snapshot before = {0};
		struct done_snapshot base;

		performance_open(&f, NULL, pairs[i].head);
		if (pairs[i].base)
			fake_file(&before, "s/r", pairs[i].base);
		fake_open(&before, &base);
		f.base = &base;
		check_run(&f, pairs[i].check);
		assert_success(f.rc, f.err);
		if (pairs[i].unmet)
			assert_string_equal(f.result.findings[0].message, pairs[i].unmet);
		else
			assert_non_null(strstr(f.result.reason, pairs[i].reason));
		check_close(&f);
		fake_release(&before);
	}
}

static void test_performance__bad_options_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
		int column;
	} bad[] = {
	    {"performance: {}", "'reports'", 22},
	    {"performance: {reports: a, max: {p95: 2}}", "unknown", 41},
	    {"performance: {reports: a, max: {p95_ms: 1%}}", "must be a time", 49},
	    {"performance: {reports: a, max: {p95_ms: fast}}", "must be a time", 49},
	    {"performance: {reports: a, max: {error_rate: 2}}", "must be a ratio", 53},
	    {"performance: {reports: a, min: {requests: 5ms}}", "must be a number", 51},
	    {"performance: {reports: a, max: {p95_ms: {file: a}}}", "must be a time", 49},
	    {"performance: {reports: a, max_regression: {p95_ms: 5ms}}", "must be a ratio", 60},
	    {"performance: {reports: a, format: autocannon, max: {p95_ms: 5}}",
	        "the format 'autocannon' has no 'p95_ms'", 69},
	    {"performance: {reports: a, format: junit}",
	        "'junit' is not a format of measurements of performance", 43},
	    {"performance: {reports: a, percentiles: [80]}", "a percentile that can be judged", 49},
	    {"performance: {reports: a, percentiles: 95}", "must be a list", 48},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, bad[i].column);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_performance__judges_load_tests),
	    cmocka_unit_test(test_performance__several_results_are_named),
	    cmocka_unit_test(test_performance__is_compared_with_the_base),
	    cmocka_unit_test(test_performance__bad_options_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
