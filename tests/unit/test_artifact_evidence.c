/*
 * Readers of evidence: what each makes of its tool's reports, of their traps, and of what is none.
 * Where DONE_EVIDENCE_CORPUS names a directory of real reports with the same names, those too.
 */
#include "evidence_samples.h"
#include "evidence_shown.h"

#define TESTS DONE_EVIDENCE_TESTS
#define COVERAGE DONE_EVIDENCE_COVERAGE
#define SCAN DONE_EVIDENCE_SCAN
#define PERFORMANCE DONE_EVIDENCE_PERFORMANCE
#define EVENT(package, text) \
	"{\"Action\":\"output\",\"Package\":\"" package "\",\"Output\":\"" text "\"}\n"

static const char *evidence_of(
    struct done_arena *arena, const char *text, enum done_evidence_subject subject)
{
	return evidence_shown(arena, (struct done_bytes){text, strlen(text)}, subject, NULL);
}

/* ---- the samples ---- */

static const char *const samples_shown[][2] = {
    {"junit cases=2 passed=2 skipped=0 failed=0 error=0",
        "junit cases=2 passed=1 skipped=0 failed=1 error=0"},
    {"trx cases=2 passed=2 skipped=0 failed=0 error=0",
        "trx cases=1 passed=0 skipped=0 failed=1 error=0"},
    {"tap cases=3 passed=1 skipped=2 failed=0 error=0 todo=1",
        "tap cases=2 passed=1 skipped=0 failed=1 error=0"},
    {"gotest cases=1 passed=1 skipped=0 failed=0 error=0",
        "gotest cases=1 passed=0 skipped=0 failed=1 error=0"},
    {"jest cases=1 passed=1 skipped=0 failed=0 error=0",
        "jest cases=2 passed=1 skipped=0 failed=0 error=1 loading=1"},
    {"gocover files=1 lines=3/3 statements=3/3", "gocover files=1 lines=0/3 statements=0/3"},
    {"lcov files=1 lines=3/3 branches=2/2 functions=1/1", "lcov files=1 lines=1/3 branches=0/1"},
    {"cobertura files=1 lines=3/3 branches=2/2 functions=1/1 sources=1",
        "cobertura files=1 lines=2/3 branches=2/2 functions=1/1 sources=1"},
    {"jacoco files=1 lines=3/3 branches=2/2 functions=1/1",
        "jacoco files=1 lines=2/3 branches=2/2 functions=1/1"},
    {"clover files=1 lines=3/3 branches=2/2 functions=1/1 statements=2/2",
        "clover files=1 lines=2/3 branches=2/2 functions=1/1 statements=1/2"},
    {"istanbul files=1 lines=3/3 branches=2/2 functions=1/1 statements=3/3",
        "istanbul files=1 lines=2/3 branches=2/2 functions=1/1 statements=2/3"},
    {"istanbul files=1 lines=3/3 functions=1/1 statements=3/3",
        "istanbul files=1 lines=2/3 functions=1/1 statements=2/3"},
    {"coveragepy files=1 lines=3/3 branches=2/2 statements=3/3",
        "coveragepy files=1 lines=2/3 branches=2/2 statements=2/3"},
    {"sarif runs=1 results=0 error=0 warning=0 note=0 none=0",
        "sarif runs=1 results=1 error=1 warning=0 note=0 none=0 placed=1"},
    {"k6 requests=1200 errors=6 error_rate=0.005 requests_per_second=40.5 mean_ms=90.5 "
     "min_ms=2.5 p50_ms=80.25 p90_ms=200.5 p95_ms=240.5 max_ms=950.5 crossed=0/1",
        "k6 requests=1200 errors=600 error_rate=0.5 requests_per_second=40.5 mean_ms=90.5 "
        "min_ms=2.5 p50_ms=80.25 p90_ms=200.5 p95_ms=440.5 max_ms=950.5 crossed=0/1"},
    {"jtl requests=11 errors=0 error_rate=0 requests_per_second=8.8 duration_s=1.25 "
     "mean_ms=113.636 min_ms=100 p50_ms=100 p75_ms=100 p90_ms=100 p95_ms=250 p97_5_ms=250 "
     "p99_ms=250 p999_ms=250 max_ms=250 names=2",
        "jtl requests=11 errors=1 error_rate=0.0909091 requests_per_second=8.8 duration_s=1.25 "
        "mean_ms=113.636 min_ms=100 p50_ms=100 p75_ms=100 p90_ms=100 p95_ms=250 p97_5_ms=250 "
        "p99_ms=250 p999_ms=250 max_ms=250 names=2"},
    {"jmeter-statistics requests=1200 errors=6 error_rate=0.005 requests_per_second=40.5 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p90_ms=200 p95_ms=240.5 p99_ms=600 max_ms=950",
        "jmeter-statistics requests=1200 errors=60 error_rate=0.055 requests_per_second=40.5 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p90_ms=200 p95_ms=240.5 p99_ms=600 max_ms=950"},
    {"gatling requests=1200 errors=6 error_rate=0.005 requests_per_second=40 mean_ms=90 "
     "min_ms=2 p50_ms=80 p75_ms=120 p95_ms=240 p99_ms=600 max_ms=950",
        "gatling requests=1200 errors=60 error_rate=0.05 requests_per_second=40 mean_ms=90 "
        "min_ms=2 p50_ms=80 p75_ms=120 p95_ms=240 p99_ms=600 max_ms=950"},
    {"locust requests=1200 errors=6 error_rate=0.005 requests_per_second=40.5 mean_ms=90.5 "
     "min_ms=2.5 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950.5 names=2",
        "locust requests=1200 errors=60 error_rate=0.05 requests_per_second=40.5 mean_ms=90.5 "
        "min_ms=2.5 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950.5 names=2"},
    {"vegeta requests=1200 errors=6 error_rate=0.005 requests_per_second=40.1 duration_s=30 "
     "mean_ms=90.5 min_ms=2.5 p50_ms=80 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950",
        "vegeta requests=1200 errors=120 error_rate=0.1 requests_per_second=40.1 duration_s=30 "
        "mean_ms=90.5 min_ms=2.5 p50_ms=80 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950"},
    {"autocannon requests=1203 errors=6 error_rate=0.00498753 requests_per_second=39.9734 "
     "duration_s=30.02 mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p97_5_ms=300 "
     "p99_ms=600 p999_ms=900 max_ms=950",
        "autocannon requests=1260 errors=120 error_rate=0.0952381 requests_per_second=39.9734 "
        "duration_s=30.02 mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p97_5_ms=300 "
        "p99_ms=600 p999_ms=900 max_ms=950"},
    {"wrk requests=1201 errors=6 error_rate=0.00499584 requests_per_second=39.97 duration_s=30.02 "
     "mean_ms=90.5 p50_ms=80 p75_ms=120 p90_ms=200 p99_ms=600 max_ms=950",
        "wrk requests=1201 errors=61 error_rate=0.050791 requests_per_second=39.97 "
        "duration_s=30.02 mean_ms=90.5 p50_ms=80 p75_ms=120 p90_ms=200 p99_ms=600 max_ms=950"},
    {"hey requests=1200 errors=6 error_rate=0.005 requests_per_second=39.9734 duration_s=30.02 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950",
        "hey requests=1200 errors=60 error_rate=0.05 requests_per_second=39.9734 duration_s=30.02 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950"},
    {"ab requests=1200 errors=6 error_rate=0.005 requests_per_second=39.97 duration_s=30.02 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950",
        "ab requests=1200 errors=60 error_rate=0.05 requests_per_second=39.97 duration_s=30.02 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950"},
    {"oha requests=1200 errors=6 error_rate=0.005 requests_per_second=39.9734 duration_s=30.02 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950",
        "oha requests=1200 errors=60 error_rate=0.05 requests_per_second=39.9734 duration_s=30.02 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 max_ms=950"},
    {"artillery requests=1200 errors=6 error_rate=0.005 requests_per_second=40 duration_s=30 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 p999_ms=900 "
     "max_ms=950",
        "artillery requests=1200 errors=60 error_rate=0.05 requests_per_second=40 duration_s=30 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 p999_ms=900 "
        "max_ms=950"},
    {"ghz requests=1200 errors=6 error_rate=0.005 requests_per_second=39.9734 duration_s=30.02 "
     "mean_ms=90.5 min_ms=2 p50_ms=80 p95_ms=240 max_ms=950",
        "ghz requests=1200 errors=60 error_rate=0.05 requests_per_second=39.9734 duration_s=30.02 "
        "mean_ms=90.5 min_ms=2 p50_ms=80 p95_ms=240 max_ms=950"},
    {"siege requests=1200 errors=6 error_rate=0.005 requests_per_second=39.77 duration_s=30.02 "
     "mean_ms=90 min_ms=0 max_ms=950",
        "siege requests=1200 errors=60 error_rate=0.05 requests_per_second=37.97 duration_s=30.02 "
        "mean_ms=90 min_ms=0 max_ms=950"},
    {"gobench benchmarks=2 [example.com/pay.BenchmarkAdd time_ns=500.5(500.5..500.5) "
     "bytes_per_op=16(16..16) allocs_per_op=2(2..2)] [example.com/pay.BenchmarkRound "
     "time_ns=20(20..20) bytes_per_op=0(0..0) allocs_per_op=0(0..0)]",
        "gobench benchmarks=2 [example.com/pay.BenchmarkAdd time_ns=5000(5000..5000) "
        "bytes_per_op=16(16..16) allocs_per_op=2(2..2)] [example.com/pay.BenchmarkRound "
        "time_ns=2000(2000..2000) bytes_per_op=0(0..0) allocs_per_op=0(0..0)]"},
    {"jmh benchmarks=2 [pay.add time_ns=500.5] [pay.round time_ns=20]",
        "jmh benchmarks=2 [pay.add time_ns=5000] [pay.round time_ns=2000]"},
    {"googlebenchmark benchmarks=2 [Add/8 time_ns=500.5(500.5..500.5)] [Round "
     "time_ns=20(20..20)]",
        "googlebenchmark benchmarks=2 [Add/8 time_ns=5000(5000..5000)] [Round "
        "time_ns=2000(2000..2000)]"},
    {"pytestbenchmark benchmarks=2 [a.py::add time_ns=550(-9.99994e+07..1.00001e+08)] "
     "[a.py::round time_ns=20(-1e+08..1e+08)]",
        "pytestbenchmark benchmarks=2 [a.py::add time_ns=5e+08(4e+08..6e+08)] [a.py::round "
        "time_ns=7.5e+08(6.5e+08..8.5e+08)]"},
    {"bombardier requests=1200 errors=6 error_rate=0.005 requests_per_second=39.9734 "
     "duration_s=30.02 mean_ms=90.5 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 "
     "max_ms=950",
        "bombardier requests=1200 errors=60 error_rate=0.05 requests_per_second=39.9734 "
        "duration_s=30.02 mean_ms=90.5 p50_ms=80 p75_ms=120 p90_ms=200 p95_ms=240 p99_ms=600 "
        "max_ms=950"},
    {"libtest benchmarks=2 [pay::add time_ns=500(491..509)] [pay::round time_ns=20(11..29)]",
        "libtest benchmarks=2 [pay::add time_ns=5000(4991..5009)] [pay::round "
        "time_ns=2000(1991..2009)]"},
    {"hyperfine benchmarks=1 [pay {n} [n=9] time_ns=200(199..201)]",
        "hyperfine benchmarks=1 [pay {n} [n=9] time_ns=2.5e+06(2.5e+06..2.5e+06)]"},
    {"criterion benchmarks=1 [r time_ns=500.5(400.5..600.5)]",
        "criterion benchmarks=1 [r time_ns=5000(4000..6000)]"},
    {"vitest benchmarks=1 [pay.bench.ts > pay > add time_ns=500(475..525) "
     "operations_per_second=2e+06]",
        "vitest benchmarks=1 [pay.bench.ts > pay > add time_ns=5000(4750..5250) "
        "operations_per_second=200000]"},
    {"benchmarkdotnet benchmarks=1 [Shop.Pay.Add time_ns=500.5(1..9000) bytes_per_op=24]",
        "benchmarkdotnet benchmarks=1 [Shop.Pay.Add time_ns=5000(1..9000) bytes_per_op=24]"},
    {"hey-csv requests=2 errors=0 requests_per_second=2.002 duration_s=0.999 mean_ms=30 "
     "min_ms=20 p50_ms=20 p75_ms=40 p90_ms=40 p95_ms=40 p97_5_ms=40 p99_ms=40 p999_ms=40 "
     "max_ms=40",
        "hey-csv requests=2 errors=1 requests_per_second=1.07585 duration_s=1.859 "
        "mean_ms=460 min_ms=20 p50_ms=20 p75_ms=900 p90_ms=900 p95_ms=900 p97_5_ms=900 "
        "p99_ms=900 p999_ms=900 max_ms=900"},
    {"criterion-console benchmarks=2 [add time_ns=500.5(400.5..600.5)] [rounds to the next cent "
     "time_ns=200(100..9000)]",
        "criterion-console benchmarks=2 [add time_ns=599(400.5..600.5)] [rounds to the next cent "
        "time_ns=5000(100..9000)]"},
    {"catch2 benchmarks=1 [pay > add time_ns=500.5(400.5..6000.5)]",
        "catch2 benchmarks=1 [pay > add time_ns=5000(400.5..6000.5)]; 8 failed"},
    {"catch2 benchmarks=1 [pay > cents > adds and rounds time_ns=500.5(400.5..6000.5)]",
        "catch2 benchmarks=1 [pay > cents > adds and rounds time_ns=5000(400.5..6000.5)]; 19 "
        "failed"},
    {"benchmarkjs benchmarks=1 [add x 2 operations_per_second=2e+06(1.99e+06..2.01e+06)]",
        "benchmarkjs benchmarks=1 [add x 2 operations_per_second=2000.5(1990.5..2010.5)]"},
};

static void test_evidence__reads_what_each_tool_writes(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];

		assert_string_equal(
		    evidence_of(&arena, one->good, one->subject), samples_shown[i][0]);
		assert_string_equal(
		    evidence_of(&arena, one->bad, one->subject), samples_shown[i][1]);
	}
	done_arena_release(&arena);
}

static void test_evidence__every_reader_has_a_sample(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_evidence_readers_nr; i++) {
		size_t at = 0;

		while (at < DONE_ARRAY_SIZE(evidence_samples) &&
		    strcmp(evidence_samples[at].format, done_evidence_readers[i]->name) != 0)
			at++;
		if (at == DONE_ARRAY_SIZE(evidence_samples))
			fail_msg("'%s' has no sample", done_evidence_readers[i]->name);
		assert_ptr_equal(done_evidence_reader_find(done_evidence_readers[i]->name),
		    done_evidence_readers[i]);
	}
	assert_null(done_evidence_reader_find("excel"));
}

/* ---- traps ---- */

#define SARIF_HEAD "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\""

#define K6(more)                                                                               \
	"{\"metrics\": {\"http_reqs\": {\"count\": 100, \"rate\": 5}, \"http_req_duration\": " \
	"{\"avg\": 2, \"max\": 3}, " more "}}"

#define HEY_MANY(answers, rate)                                              \
	"Summary:\n  Total:\t10.0000 secs\n  Requests/sec:\t" rate           \
	"\n\nResponse time histogram:\n  0.000 [1000000]\t|\n\nStatus code " \
	"distribution:\n  [200]\t" answers " responses\n"

#define WRK_RUN(requests, seconds, timeouts, rate)                                                \
	"Running 1s test @ http://x\n    Latency     1.00ms    1.00ms   2.00ms   91.74%\n"        \
	"  " requests " requests in " seconds "s, 1KB read\n  Socket errors: connect 0, read 0, " \
	"write 0, " timeouts "\nRequests/sec:    " rate "\nTransfer/sec:      1.00KB\n"

#define AB_RUN(failed, received, length, other)                                        \
	"This is ApacheBench, Version 2.3\nConcurrency Level:      4\n"                \
	"Time taken for tests:   10.000 seconds\nComplete requests:      1000\n"       \
	"Failed requests:        " failed "\n   (Connect: 0, Receive: " received       \
	", Length: " length ", Exceptions: 0)\nNon-2xx responses:      " other "\n"    \
	"Requests per second:    100.00 [#/sec] (mean)\nTransfer rate:          1.00 " \
	"[Kbytes/sec] "                                                                \
	"received\nPercentage of the requests served within a certain time (ms)\n"     \
	" 100%      5 (longest request)\n"

/* A file's lines: those that ran, did not, and are excluded; and what its summary counts. */
#define COVERAGEPY(ran, missing, excluded, covered, all)                                   \
	"{\"meta\": {\"version\": \"7.12.0\"}, \"totals\": {}, \"files\": {\"a.py\": "     \
	"{\"executed_lines\": [" ran "], \"missing_lines\": [" missing                     \
	"], \"excluded_lines\": [" excluded "], \"summary\": {\"covered_lines\": " covered \
	", \"num_statements\": " all "}}}}"

#define OHA_LOST(rate)                                                                    \
	"{\"summary\": {\"successRate\": 0.9, \"total\": 10.0, \"requestsPerSec\": " rate \
	"}, \"latencyPercentiles\": {}, \"statusCodeDistribution\": {\"200\": 90}, "      \
	"\"errorDistribution\": {\"connection closed\": 10, \"aborted due to deadline\": 20}}"

#define HYPERFINE(mean, times, codes)                         \
	"{\"results\": [{\"command\": \"a\", \"mean\": " mean \
	", \"min\": 1, \"max\": 2, \"times\": [" times "], " codes "}]}"

#define BENCHMARKDOTNET(mean, low, high)                                                       \
	"{\"HostEnvironmentInfo\": {}, \"Benchmarks\": [{\"Type\": \"T\", \"Method\": \"M\", " \
	"\"Statistics\": {\"Min\": 1, \"Max\": 9, \"Mean\": " mean                             \
	", \"ConfidenceInterval\": {\"Lower\": " low ", \"Upper\": " high "}}}]}"

#define CATCH2_HEAD "benchmark name   "
#define CATCH2_RULE "------------------------------\n"

#define GO(action, test) "{\"Action\":\"" action "\",\"Package\":\"p\",\"Test\":\"" test "\"}\n"
#define GO_END(action) "{\"Action\":\"" action "\",\"Package\":\"p\"}\n"

/* 50 requests, 20 at once, of a test whose end is idle. */
#define AB_SHORT(time)                                                                             \
	"This is ApacheBench, Version 2.3\n\nConcurrency Level:      20\n"                         \
	"Time taken for tests:   0.033 seconds\nComplete requests:      50\nFailed requests:     " \
	"   "                                                                                      \
	"0\nRequests per second:    1503.17 [#/sec] (mean)\nTime per request:       " time         \
	" [ms] (mean)\nTransfer rate:          530.28 [Kbytes/sec] received\n\n"                   \
	"Total:          6    8   1.1      8      10\n\nPercentage of the requests served "        \
	"within\n"                                                                                 \
	"  50%      8\n 100%     10 (longest request)\n"

#define GOOD_A "<testcase name=\"a\"/>"
#define BAD_A "<testcase name=\"a\"><failure/></testcase>"

static const struct {
	enum done_evidence_subject subject;
	const char *text, *shown;
} traps[] = {
    /* JUnit: elements count, attributes do not, but for what they have and elements lack. */
    {TESTS, "<testsuite tests=\"9\" failures=\"0\"><testcase name=\"a\"/></testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0"},
    {TESTS, "<testsuite errors=\"2\"><testcase name=\"a\"/></testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0; 1 claims more failures"},
    {TESTS, "<testsuite tests=\"9\"/>", "junit cases=0 passed=0 skipped=0 failed=0 error=0"},
    {TESTS,
        "<s:testsuite xmlns:s=\"u\"><s:testcase "
        "name=\"a\"><s:failure/></s:testcase></s:testsuite>",
        "junit cases=1 passed=0 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite><testcase name=\"a\"><error/><failure/><skipped/></testcase></testsuite>",
        "junit cases=1 passed=0 skipped=0 failed=1 error=0"},
    {TESTS,
        "<testsuite><testcase name=\"a\" status=\"notrun\"/><testcase name=\"b\" "
        "result=\"suppressed\"/></testsuite>",
        "junit cases=2 passed=0 skipped=2 failed=0 error=0"},
    {TESTS, "<testsuite><testsuite><error/></testsuite><testcase name=\"a\"/></testsuite>",
        "junit cases=2 passed=1 skipped=0 failed=0 error=1 loading=1"},
    {TESTS, "<testsuite><testcase name=\"a\"><flakyFailure/></testcase></testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0 flaky=1"},
    {TESTS, "<testsuite><testcase name=\"a\"><failure/><rerunFailure/></testcase></testsuite>",
        "junit cases=1 passed=0 skipped=0 failed=1 error=0"},
    {TESTS,
        "<testsuite><testcase name=\"a\"><failure/></testcase><testcase "
        "name=\"a\"/></testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0 flaky=1"},
    {TESTS,
        "<testsuite><testcase name=\"a\"/><testcase "
        "name=\"a\"><failure/></testcase></testsuite>",
        "junit cases=2 passed=1 skipped=0 failed=1 error=0"},
    {PERFORMANCE,
        "{\"summary\": {\"successRate\": 1.0, \"total\": 2, \"slowest\": 0.004, \"fastest\": "
        "0.002, "
        "\"average\": 0.003, \"requestsPerSec\": 100},\n\"metrics\": {\"success_rate\": 1.0, "
        "\"latency_ms\": {\"p95\": 4}},\n\"latencyPercentiles\": {\"p50\": 0.003, \"p95\": "
        "0.004},\n"
        "\"statusCodeDistribution\": {\"200\": 200}, \"errorDistribution\": {}}",
        "oha requests=200 errors=0 error_rate=0 requests_per_second=100 duration_s=2 mean_ms=3 "
        "min_ms=2 p50_ms=3 p95_ms=4 max_ms=4"},
    {PERFORMANCE, AB_SHORT("13.305"),
        "ab requests=50 errors=0 error_rate=0 requests_per_second=1503.17 duration_s=0.033 "
        "mean_ms=8 min_ms=6 p50_ms=8 max_ms=10"},
    {PERFORMANCE, AB_SHORT("113.305"),
        "ab requests=50 errors=0 error_rate=0 requests_per_second=1503.17 duration_s=0.033 "
        "mean_ms=113.305 min_ms=6 p50_ms=8 max_ms=10; 1 out of order"},
    {TESTS, "<testsuite>" BAD_A BAD_A GOOD_A "</testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0 flaky=1"},
    /* One name, other parameters: whoever repeats a test stops once it passed. */
    {TESTS, "<testsuite>" BAD_A GOOD_A GOOD_A "</testsuite>",
        "junit cases=3 passed=2 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite>" GOOD_A BAD_A GOOD_A "</testsuite>",
        "junit cases=3 passed=2 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite>" GOOD_A GOOD_A "</testsuite>",
        "junit cases=2 passed=2 skipped=0 failed=0 error=0"},
    {TESTS, "<testsuite>" BAD_A GOOD_A "<testcase name=\"b\"/><testcase name=\"b\"/></testsuite>",
        "junit cases=4 passed=3 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite>" BAD_A "<testcase name=\"a\"><skipped/></testcase>" GOOD_A "</testsuite>",
        "junit cases=3 passed=1 skipped=1 failed=1 error=0"},
    {TESTS,
        "<testsuite><testcase name=\"a\" classname=\"x\"><failure/></testcase><testcase "
        "name=\"a\" classname=\"y\"/></testsuite>",
        "junit cases=2 passed=1 skipped=0 failed=1 error=0"},
    /* In another suite it is another browser's, or another platform's. */
    {TESTS,
        "<testsuites><testsuite name=\"a.ts\" hostname=\"chromium\"><testcase "
        "name=\"a\"><failure/></testcase></testsuite><testsuite name=\"a.ts\" "
        "hostname=\"firefox\"><testcase name=\"a\"/></testsuite></testsuites>",
        "junit cases=2 passed=1 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite><testcase name=\"a\"><rerunFailure/></testcase></testsuite>",
        "junit cases=1 passed=0 skipped=0 failed=1 error=0"},
    {TESTS,
        "<TestRun><Results><UnitTestResult outcome=\"Passed\"/></Results><ResultSummary "
        "outcome=\"Completed\"><Counters total=\"3\" failed=\"0\" error=\"1\" "
        "aborted=\"1\"/></ResultSummary></TestRun>",
        "trx cases=1 passed=1 skipped=0 failed=0 error=0; 1 claims more failures"},
    {TESTS,
        "<TestRun><Results><UnitTestResult outcome=\"Passed\"/></Results><ResultSummary "
        "outcome=\"Completed\"><RunInfos><RunInfo "
        "outcome=\"Error\"/></RunInfos></ResultSummary></TestRun>",
        "trx cases=1 passed=1 skipped=0 failed=0 error=0; 1 run failed"},
    {TESTS, "<testsuite><testcase><failure/></testcase><testcase/></testsuite>",
        "junit cases=2 passed=1 skipped=0 failed=1 error=0"},
    {TESTS, "<testsuite><testcase name=\"a\" status=\"timedOut\"/></testsuite>",
        "junit cases=1 passed=0 skipped=0 failed=0 error=1"},
    {TESTS,
        "<testsuite><testcase name=\"a\"><testcase "
        "name=\"b\"><failure/></testcase></testcase></testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0; 1 case in a case"},
    {TESTS,
        "<testsuite><testcase name=\"a\"><system-out><failure/></system-out></testcase>"
        "</testsuite>",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0"},
    {TESTS, "<!DOCTYPE x [<!ENTITY a \"b\">]><testsuite/>",
        "bad 1:13: the DOCTYPE holds declarations of its own, which are not read for safety: "
        "they may define entities that grow without end"},
    {TESTS, "<testsuite><testcase name=\"\x1b[0m\"/></testsuite>",
        "bad 1:28: the text is not well-formed XML"},
    /* TAP */
    {TESTS, "1..0 # SKIP nothing here\n", "tap cases=0 passed=0 skipped=0 failed=0 error=0"},
    {TESTS, "1..2\nok 1\nok 2", "tap cases=2 passed=2 skipped=0 failed=0 error=0; 3 cut off"},
    {TESTS, "1..1\nok 1\n# time=5ms", "tap cases=1 passed=1 skipped=0 failed=0 error=0"},
    /* What the program prints while it starts, before a plan or a test with a number. */
    {TESTS, "pay listens on 8080\n1..2\nnot ok 1 a\n  Error: x\nok 2 b\n",
        "tap cases=2 passed=1 skipped=0 failed=1 error=0"},
    {TESTS, "Building...\n\nok 1 PhantomJS 1.9 - app\n\n1..1\n# pass 1\n",
        "tap cases=1 passed=1 skipped=0 failed=0 error=0"},
    {TESTS, "Building...\nok with me\nnot ok\n",
        "bad 0:0: the file has no test results in a known format"},
    {TESTS, "1..2\nok 1 - a \\# skip\nnot ok 2 - b # todo later\n",
        "tap cases=2 passed=1 skipped=1 failed=0 error=0 todo=1"},
    {TESTS, "1..1\nok 1\nBail out! no disk\n",
        "tap cases=1 passed=1 skipped=0 failed=0 error=0; 3 bail out"},
    {TESTS, "1..3\nnot ok 1 - C# todo app\nnot ok 2 - b # todolist\nnot ok 3 #todo\n",
        "tap cases=3 passed=0 skipped=1 failed=2 error=0 todo=1"},
    {TESTS, "1..1\nok 1\n  ---\nnot ok 2\n",
        "tap cases=1 passed=1 skipped=0 failed=0 error=0; 4 cut off"},
    {TESTS, "ok 1\nok 2\n", "tap cases=2 passed=2 skipped=0 failed=0 error=0; 0 no plan"},
    {TESTS, "1..99999999999999999999999\nok 1\n",
        "tap cases=1 passed=1 skipped=0 failed=0 error=0; 1 plan differs"},
    /* go test -json */
    {TESTS,
        "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"x.go:1: no\"}\n"
        "{\"Action\":\"fail\",\"Package\":\"p\"}\n",
        "gotest cases=1 passed=0 skipped=0 failed=0 error=1 loading=1"},
    {TESTS,
        GO("run", "T") GO("pass", "T")
            GO_END("pass") "{\"Action\":\"fail\",\"ImportPath\":\"q\"}\n",
        "gotest cases=1 passed=1 skipped=0 failed=0 error=0; 4 did not compile"},
    /* -count=2: the package failed for it. Run again for it, it passed. */
    {TESTS, GO("run", "T") GO("fail", "T") GO("run", "T") GO("pass", "T") GO_END("fail"),
        "gotest cases=2 passed=1 skipped=0 failed=0 error=1 flaky=1"},
    {TESTS,
        GO("run", "T") GO("fail", "T") GO_END("fail") GO("run", "T") GO("pass", "T") GO_END("pass"),
        "gotest cases=1 passed=1 skipped=0 failed=0 error=0 flaky=1"},
    {TESTS, GO("run", "T") GO("pass", "T") GO("run", "T") GO("fail", "T") GO_END("fail"),
        "gotest cases=1 passed=0 skipped=0 failed=1 error=0"},
    {TESTS,
        "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"T\"}\n"
        "{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"T\"}\n",
        "gotest cases=1 passed=1 skipped=0 failed=0 error=0; 1 cut off"},
    {TESTS,
        "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"T\"}\n"
        "{\"Action\":\"pass\",\"Package\":\"p\"}\n",
        "gotest cases=0 passed=0 skipped=0 failed=0 error=0; 2 tests without an end"},
    /* coverage */
    /* Docstrings (lines 1 and 4) and an excluded line (9) that ran are no statements. */
    {COVERAGE, COVERAGEPY("1, 2, 4, 5, 6, 9", "7", "9, 10", "3", "4"),
        "coveragepy files=1 lines=3/4 statements=3/4"},
    {COVERAGE, COVERAGEPY("1", "", "", "0", "0"), "coveragepy files=1"},
    /* What did not run, and what ran, was cut out. */
    {COVERAGE, COVERAGEPY("1, 2, 4, 5, 6", "", "", "3", "4"),
        "coveragepy files=1 lines=5/5 statements=5/5; 1 counts differ"},
    {COVERAGE, COVERAGEPY("1, 2", "7", "", "3", "4"),
        "coveragepy files=1 lines=2/3 statements=2/3; 1 counts differ"},
    {COVERAGE, COVERAGEPY("1, 2", "7", "", "9", "4"),
        "coveragepy files=1 lines=2/3 statements=2/3; 1 counts differ"},
    {COVERAGE, "SF:a.c\nDA:1,1\nDA:2,-3\nend_of_record\n",
        "bad 3:1: the line is not one of lcov's: a line's number begins at 1, and hits are a "
        "whole number from 0"},
    {COVERAGE, "SF:a.c\nDA:1,1\nSF:b.c\nDA:1,0\nend_of_record\n",
        "lcov files=2 lines=1/2; 3 cut off"},
    {COVERAGE, "SF:a.c\nDA:1,0\nend_of_record\nSF:a.c\nDA:1,3\nend_of_record\n",
        "lcov files=1 lines=1/1"},
    {COVERAGE, "SF:a.c\nFNL:0,1,9\nFNA:0,5,main\nDA:1,1\nend_of_record\n",
        "lcov files=1 lines=1/1 functions=1/1"},
    {COVERAGE, "mode: set\nx/a.go:1.1,2.2 1 1\nmode: set\nx/a.go:4.1,4.2 1 0\n",
        "gocover files=1 lines=2/3 statements=1/2"},
    {COVERAGE, "mode: set\nx/a.go:2.1,1.2 1 1\n",
        "bad 2:1: the line is not a block of a cover profile ('file.go:1.2,3.4 statements "
        "count')"},
    {COVERAGE,
        "<coverage line-rate=\"1\"><packages><package name=\"a\"><classes><class "
        "filename=\"M.cs\"><lines><line number=\"1\" hits=\"1\"/></lines></class></classes>"
        "</package><package name=\"b\"><classes><class filename=\"M.cs\"><lines><line "
        "number=\"1\" hits=\"0\"/></lines></class></classes></package></packages></coverage>",
        "cobertura files=2 lines=1/2"},
    {COVERAGE,
        "<report name=\"r\"><package name=\"p\"><sourcefile name=\"A.java\"><line nr=\"1\" "
        "mi=\"0\" ci=\"1\" mb=\"0\" cb=\"0\"/></sourcefile></package><counter type=\"LINE\" "
        "missed=\"0\" covered=\"2\"/></report>",
        "jacoco files=1 lines=1/1; 1 counter differs"},
    {COVERAGE,
        "<coverage><testproject><file name=\"t.php\"><line num=\"1\" type=\"stmt\" count=\"1\"/>"
        "</file></testproject></coverage>",
        "clover files=0"},
    /* SARIF */
    {SCAN, SARIF_HEAD "}}, \"results\": []}]}",
        "sarif runs=1 results=0 error=0 warning=0 note=0 none=0"},
    {SCAN, SARIF_HEAD "}}}]}",
        "sarif runs=1 results=0 error=0 warning=0 note=0 none=0 unfinished=1"},
    {SCAN, "{\"version\": \"2.1.0\", \"runs\": []}",
        "sarif runs=0 results=0 error=0 warning=0 note=0 none=0; 1 nothing ran"},
    {SCAN, "{\"version\": \"2.0.0\", \"runs\": []}",
        "bad 0:0: the report is SARIF of another version than 2.1.0"},
    {SCAN, SARIF_HEAD "}}, \"results\": [{\"message\": {}}, {\"kind\": \"pass\"}]}]}",
        "sarif runs=1 results=2 error=0 warning=1 note=0 none=1"},
    {SCAN, SARIF_HEAD "}}, \"results\": [{\"kind\": \"FAIL\"}]}]}",
        "bad 1:1: the 'kind' of a result is not one of SARIF's"},
    {SCAN,
        SARIF_HEAD ", \"rules\": [{\"id\": \"CA1\", \"defaultConfiguration\": {\"level\": "
                   "\"error\"}, \"properties\": {\"security-severity\": \"9.8\"}}]}}, "
                   "\"results\": [{\"ruleId\": \"CA1/2\"}]}]}",
        "sarif runs=1 results=1 error=1 warning=0 note=0 none=0 rated=1"},
    {SCAN,
        SARIF_HEAD
        "}, \"extensions\": [{\"name\": \"E\", \"rules\": [{\"id\": \"x\"}, {\"id\": \"y\", "
        "\"defaultConfiguration\": {\"level\": \"note\"}}]}]}, \"results\": [{\"rule\": "
        "{\"index\": 1, \"toolComponent\": {\"index\": 0}}}]}]}",
        "sarif runs=1 results=1 error=0 warning=0 note=1 none=0"},
    {SCAN,
        SARIF_HEAD ", \"rules\": [{\"id\": \"r\"}]}}, \"invocations\": "
                   "[{\"executionSuccessful\": true, \"ruleConfigurationOverrides\": "
                   "[{\"descriptor\": {\"index\": 0}, \"configuration\": {\"level\": "
                   "\"error\"}}]}], \"results\": [{\"ruleIndex\": 0}]}]}",
        "sarif runs=1 results=1 error=1 warning=0 note=0 none=0"},
    {SCAN,
        SARIF_HEAD "}}, \"results\": [{\"suppressions\": []}, {\"suppressions\": [{\"kind\": "
                   "\"inSource\"}]}, {\"suppressions\": [{\"status\": \"underReview\"}]}]}]}",
        "sarif runs=1 results=3 error=0 warning=2 note=0 none=0 suppressed=1"},
    {SCAN,
        "{\"version\": \"2.1.0\", \"inlineExternalProperties\": [{\"results\": []}], \"runs\": []}",
        "bad 1:1: the log keeps parts of its runs beside them (inlineExternalProperties), which "
        "are not read"},
    {SCAN,
        SARIF_HEAD "}}, \"invocations\": [{\"executionSuccessful\": true, \"exitSignalName\": "
                   "\"SIGKILL\"}], \"results\": []}]}",
        "sarif runs=1 results=0 error=0 warning=0 note=0 none=0 unfinished=1"},
    {SCAN, SARIF_HEAD "}}, \"externalPropertyFileReferences\": {}, \"results\": []}]}",
        "bad 1:1: the run keeps parts of itself in other files "
        "(externalPropertyFileReferences), which are not read"},
    {SCAN,
        SARIF_HEAD "}}, \"invocations\": [{\"executionSuccessful\": true, "
                   "\"toolExecutionNotifications\": [{\"level\": \"error\", \"message\": "
                   "{\"text\": \"crash\"}}]}], \"results\": []}]}",
        "sarif runs=1 results=0 error=0 warning=0 note=0 none=0 unfinished=1"},
    /* load tests */
    {PERFORMANCE, K6("\"http_req_failed\": {\"passes\": 9, \"fails\": 1, \"value\": 0.1}"),
        "k6 requests=100 errors=10 error_rate=0.1 requests_per_second=5 mean_ms=2 max_ms=3"},
    {PERFORMANCE, K6("\"http_req_failed\": {\"passes\": 50, \"fails\": 50, \"value\": 0.1}"),
        "k6 requests=100 errors=10 error_rate=0.1 requests_per_second=5 mean_ms=2 max_ms=3; 1 "
        "counts differ"},
    {PERFORMANCE, K6("\"http_req_failed\": {\"value\": 1}"),
        "k6 requests=100 errors=100 error_rate=1 requests_per_second=5 mean_ms=2 max_ms=3; 1 all "
        "failed"},
    {PERFORMANCE, K6("\"checks\": {\"passes\": 0, \"fails\": 90, \"value\": 0}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3; 1 all checks failed"},
    {PERFORMANCE, K6("\"checks\": {\"passes\": 0, \"fails\": 0, \"value\": 0}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3"},
    {PERFORMANCE, K6("\"checks\": {\"passes\": 1, \"fails\": 1000, \"value\": 0}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3"},
    {PERFORMANCE, K6("\"checks{a:b}\": {\"passes\": 0, \"fails\": 9, \"value\": 0}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3"},
    {PERFORMANCE,
        K6("\"checks\": {\"passes\": 0, \"fails\": 90, \"value\": 0}, "
           "\"http_req_failed\": {\"value\": 1}"),
        "k6 requests=100 errors=100 error_rate=1 requests_per_second=5 mean_ms=2 max_ms=3; 1 all "
        "failed"},
    {PERFORMANCE,
        "{\"version\": \"1\", \"results\": {\"metrics\": [{\"name\": \"http_reqs\", \"values\": "
        "{\"count\": 100, \"rate\": 5}}, {\"name\": \"http_req_duration\", \"values\": {\"avg\": "
        "2, "
        "\"max\": 3}}, {\"name\": \"checks\", \"values\": {\"rate\": 0, \"matches\": 0, \"total\": "
        "9}}]}}",
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3; 1 all checks failed"},
    {PERFORMANCE, K6("\"a\": {\"value\": 1, \"thresholds\": {\"rate>0\": {\"ok\": true}}}"),
        "bad 1:1: the threshold 'rate>0' is not written as in a k6 summary-export"},
    {PERFORMANCE, K6("\"a\": {\"type\": \"rate\", \"values\": {\"rate\": 1}}"),
        "bad 1:1: the file mixes metrics of k6 summary-export and of k6 handleSummary"},
    {PERFORMANCE, K6("\"a\": \"@{count=1; rate=2}\""),
        "bad 1:1: PowerShell's ConvertTo-Json turned the metrics into texts"},
    {PERFORMANCE, K6("\"http_req_duration{name:a}\": {\"p(95)\": 9, \"max\": 8}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3 names=1; 1 out of order"},
    {PERFORMANCE, K6("\"http_req_duration{name:a}\": {\"p(95)\": null}"),
        "k6 requests=100 requests_per_second=5 mean_ms=2 max_ms=3 names=1; 1 bad number"},
    {PERFORMANCE, "{\"metrics\": {}}", "k6; 0 no request"},
    {PERFORMANCE, "1700000000000,5,a,200,OK,T 1-1,text,true,,1\n",
        "jtl requests=1 errors=0 error_rate=0 requests_per_second=200 duration_s=0.005 mean_ms=5 "
        "min_ms=5 p50_ms=5 p75_ms=5 p90_ms=5 p95_ms=5 p97_5_ms=5 p99_ms=5 p999_ms=5 max_ms=5 "
        "names=1"},
    {PERFORMANCE, "elapsed,label,success\n5,a,maybe\n",
        "bad 2:1: the success of a sample is not 'true' or 'false'"},
    {PERFORMANCE, "elapsed,label,success\n-5,a,true\n",
        "bad 2:1: the elapsed time of a sample is not a whole number of milliseconds"},
    {PERFORMANCE, "elapsed,label,success\n5,\"a,true\n", "bad 2:1: a quoted column is not closed"},
    {PERFORMANCE, "elapsed,label,success\n5,a\n",
        "bad 2:1: the row has fewer columns than the header"},
    {PERFORMANCE, "elapsed,label,success\n", "jtl; 0 no request"},
    {PERFORMANCE,
        "<testResults><httpSample t=\"5\" lb=\"a\" s=\"true\"><httpSample t=\"4\" lb=\"b\" "
        "s=\"false\"/></httpSample><sample lb=\"c\" s=\"true\"/></testResults>",
        "jtl requests=1 errors=0 error_rate=0 mean_ms=5 min_ms=5 p50_ms=5 p75_ms=5 p90_ms=5 "
        "p95_ms=5 p97_5_ms=5 p99_ms=5 p999_ms=5 max_ms=5 names=1"},
    {PERFORMANCE,
        "{\"numberOfRequests\": {\"total\": \"9\", \"ok\": \"9\", \"ko\": \"-\"}, "
        "\"percentiles1\": {\"total\": \"-\"}}",
        "gatling requests=9"},
    {PERFORMANCE, "RUN\tshop\tshop\t1\t \t3.9\n",
        "bad 0:0: the file is Gatling's simulation.log, not its statistics"},
    {PERFORMANCE, "Timestamp,User Count,Type,Name\n",
        "bad 0:0: the file holds Locust's history, not its results"},
    {PERFORMANCE,
        "Summary:\n  Total:\t1.0000 secs\n  Average:\tNaN secs\n  Requests/sec:\t2.0000\n\n"
        "Error distribution:\n  [2]\tGet \"http://x\": connection refused\n",
        "hey requests=2 errors=2 error_rate=1 requests_per_second=2 duration_s=1; 3 bad number; 1 "
        "all failed"},
    {PERFORMANCE,
        "Summary:\n  Total:\t1.0000 secs\n  Requests/sec:\t9.0000\n\nStatus code distribution:\n  "
        "[200]\t9 responses\n",
        "hey requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1; 6 counts differ"},
    /* Of more than a million it keeps the first million; versions differ in what they count. */
    {PERFORMANCE, HEY_MANY("2000000", "200000.0000"),
        "hey requests=2e+06 errors=0 error_rate=0 requests_per_second=200000 duration_s=10; 1 "
        "not "
        "all of it"},
    {PERFORMANCE, HEY_MANY("1000000", "200000.0000"),
        "hey requests=1e+06 errors=0 error_rate=0 requests_per_second=200000 duration_s=10; 1 "
        "not "
        "all of it"},
    {PERFORMANCE, HEY_MANY("1000000", "100000.0000"),
        "hey requests=1e+06 errors=0 error_rate=0 requests_per_second=100000 duration_s=10"},
    {PERFORMANCE,
        "Running 1s test @ http://x\n    Latency     1.00ms    1.00ms   2.00ms   91.74%\n  9 "
        "requests in "
        "1.00s, 1KB read\nRequests/sec:      9.00\nTransfer/sec:      1.00KB\n",
        "wrk requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1 mean_ms=1 "
        "max_ms=2"},
    {PERFORMANCE,
        "Running 1s test @ http://x\n    Latency     1.00ms    1.00ms   2.00ms   91.74%\n  9 "
        "requests in "
        "1.00s, 1KB read\n  Half of it failed: 9\nRequests/sec:      9.00\nTransfer/sec:      "
        "1.00KB\n",
        "wrk requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1 mean_ms=1 "
        "max_ms=2; 4 bad line"},
    /* wrk's rate is without what sockets lost; a second run behind the first is no such line. */
    {PERFORMANCE, WRK_RUN("1000", "10.00", "timeout 100", "100.00"),
        "wrk requests=1100 errors=100 error_rate=0.0909091 requests_per_second=100 duration_s=10 "
        "mean_ms=1 max_ms=2"},
    {PERFORMANCE, WRK_RUN("1000", "10.00", "timeout 100", "110.00"),
        "wrk requests=1100 errors=100 error_rate=0.0909091 requests_per_second=110 duration_s=10 "
        "mean_ms=1 max_ms=2; 1 counts differ"},
    {PERFORMANCE,
        WRK_RUN("9", "1.00", "timeout 0", "9.00") WRK_RUN("9", "1.00", "timeout 9", "9.00"),
        "wrk requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1 mean_ms=1 "
        "max_ms=2; 7 bad line"},
    {PERFORMANCE,
        "Running 1s test @ http://x\n    Latency     9.00ms    1.00ms   9.00ms   "
        "91.74%\n" WRK_RUN("9", "1.00", "timeout 0", "9.00"),
        "wrk requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1 mean_ms=1 "
        "max_ms=2; 3 bad line"},
    {PERFORMANCE,
        WRK_RUN("9", "1.00", "timeout 0", "9.00") "------\nRunning behind: 9 of a Lua done()\n",
        "wrk requests=9 errors=0 error_rate=0 requests_per_second=9 duration_s=1 mean_ms=1 "
        "max_ms=2"},
    /* ab: what failed by more than the length, and is no answer, is beside the answers. */
    {PERFORMANCE, AB_RUN("500", "200", "300", "300"),
        "ab requests=1000 errors=500 error_rate=0.5 requests_per_second=100 duration_s=10 "
        "max_ms=5"},
    {PERFORMANCE, AB_RUN("900", "900", "0", "300"),
        "ab requests=1000 errors=1000 error_rate=1 requests_per_second=100 duration_s=10 max_ms=5; "
        "1 all "
        "failed"},
    {PERFORMANCE, AB_RUN("0", "0", "0", "0") "of our own\n",
        "ab requests=1000 errors=0 error_rate=0 requests_per_second=100 duration_s=10 max_ms=5"},
    {PERFORMANCE, AB_RUN("0", "0", "0", "0") AB_RUN("900", "900", "0", "300"),
        "ab requests=1000 errors=0 error_rate=0 requests_per_second=100 duration_s=10 max_ms=5; 12 "
        "bad line"},
    {PERFORMANCE, "Percentage served,Time in ms\n0,1.2\n",
        "bad 0:0: the file holds the percentiles of 'ab -e', without counts"},
    {PERFORMANCE, "{\"aggregate\": {\"latency\": {\"p95\": 3}, \"codes\": {\"200\": 3}}}",
        "bad 0:0: the file holds a result of Artillery 1"},
    {PERFORMANCE,
        "{\"aggregate\": {\"counters\": {\"http.requests\": 5, \"http.responses\": 3, "
        "\"http.codes.200\": 3, "
        "\"errors.ECONNREFUSED\": 2}, \"summaries\": {}}}",
        "artillery requests=5 errors=2 error_rate=0.4"},
    {PERFORMANCE,
        "{\"summary\": {\"successRate\": null, \"requestsPerSec\": 2.49}, \"latencyPercentiles\": "
        "{}, "
        "\"statusCodeDistribution\": {}, \"errorDistribution\": {\"aborted due to deadline\": 5}}",
        "oha requests=0 errors=0 requests_per_second=2.49; 1 no request"},
    /* The rate has what was lost and aborted, or not. */
    {PERFORMANCE, OHA_LOST("9.0"),
        "oha requests=100 errors=10 error_rate=0.1 requests_per_second=9 duration_s=10"},
    {PERFORMANCE, OHA_LOST("12.0"),
        "oha requests=100 errors=10 error_rate=0.1 requests_per_second=12 duration_s=10"},
    {PERFORMANCE, OHA_LOST("13.0"),
        "oha requests=100 errors=10 error_rate=0.1 requests_per_second=13 duration_s=10; 1 counts "
        "differ"},
    /* Only what was aborted: the rate may have it. */
    {PERFORMANCE,
        "{\"summary\": {\"successRate\": 1.0, \"total\": 1.0, \"requestsPerSec\": 14.0}, "
        "\"latencyPercentiles\": {}, \"statusCodeDistribution\": {\"200\": 12}, "
        "\"errorDistribution\": {\"aborted due to deadline\": 2}}",
        "oha requests=12 errors=0 error_rate=0 requests_per_second=14 duration_s=1"},
    {PERFORMANCE, OHA_LOST("8.0"),
        "oha requests=100 errors=10 error_rate=0.1 requests_per_second=8 duration_s=10; 1 counts "
        "differ"},
    {PERFORMANCE,
        "{\"count\": 4, \"rps\": 4, \"statusCodeDistribution\": {\"OK\": 3}, "
        "\"latencyDistribution\": []}",
        "ghz requests=4 errors=0 error_rate=0 requests_per_second=4; 1 counts differ"},
    {PERFORMANCE,
        "{\"transactions\": 4, \"availability\": 100, \"successful_transactions\": 4, "
        "\"failed_transactions\": 4}",
        "siege requests=8 errors=4 error_rate=0.5; 1 counts differ"},
    /* Every answer was 404, or none had a status: available, but nothing succeeded. */
    {PERFORMANCE,
        "{\"transactions\": 4, \"availability\": 100, \"successful_transactions\": 0, "
        "\"failed_transactions\": 0}",
        "siege requests=4 errors=4 error_rate=1; 1 all failed"},
    /* One of three was redirected, to 404. */
    {PERFORMANCE,
        "{\"transactions\": 4, \"availability\": 80, \"successful_transactions\": 3, "
        "\"failed_transactions\": 1}",
        "siege requests=5 errors=2 error_rate=0.4"},
    {PERFORMANCE,
        "{\"transactions\": 4, \"availability\": 100, \"successful_transactions\": 6, "
        "\"failed_transactions\": 0}",
        "siege requests=4 errors=0 error_rate=0"},
    {PERFORMANCE, "{\"transactions\": 4, \"availability\": 100, \"failed_transactions\": 0}",
        "siege requests=4 errors=4 error_rate=1; 1 bad number; 1 all failed"},
    {PERFORMANCE,
        "{\"transactions\": 333, \"availability\": 100, \"successful_transactions\": 333, "
        "\"failed_transactions\": 0, "
        "\"elapsed_time\": 1000, \"transaction_rate\": 0.33}",
        "siege requests=333 errors=0 error_rate=0 requests_per_second=0.33 duration_s=1000"},
    {PERFORMANCE, SAMPLE_SIEGE("1194", "6", "99.50", "79.77"),
        "siege requests=1200 errors=6 error_rate=0.005 requests_per_second=79.77 duration_s=30.02 "
        "mean_ms=90 min_ms=0 max_ms=950; 1 counts differ"},
    /* benchmarks */
    {PERFORMANCE, "pkg: p\nBenchmarkA-2 \t 5\t 9 ns/op\nBenchmarkA-2 \t 5\t 7 ns/op\nPASS\n",
        "gobench benchmarks=1 [p.BenchmarkA time_ns=8(7..9)]"},
    {PERFORMANCE, "pkg: p\nBenchmarkA \t 5\t 9 ns/op\nBenchmarkA-2 \t 5\t 7 ns/op\nPASS\n",
        "gobench benchmarks=2 [p.BenchmarkA time_ns=9(9..9)] [p.BenchmarkA-2 time_ns=7(7..7)]"},
    {PERFORMANCE, "BenchmarkA\nBenchmarkA-2 \t a log line\nBenchmarkA-2 \t 5\t 9 ns/op\nPASS\n",
        "gobench benchmarks=1 [BenchmarkA time_ns=9(9..9)]"},
    {PERFORMANCE, "pkg: p\nBenchmarkA-2 \t 5\t 9 ns/op\nFAIL\tp\t1s\n",
        "gobench benchmarks=1 [p.BenchmarkA time_ns=9(9..9)]; 3 failed"},
    {PERFORMANCE, "pkg: p\nBenchmarkA-2 \t 5\t 9 ns/op\npkg: q\n",
        "gobench benchmarks=1 [q.BenchmarkA time_ns=9(9..9)]; 3 cut off"},
    {PERFORMANCE, "pkg: p\nBenchmarkA-2 \t 5\t 9 ns/op 3\nPASS\n",
        "gobench benchmarks=1 [p.BenchmarkA time_ns=9(9..9)]; 2 bad line"},
    {PERFORMANCE, "goos: linux\nPASS\n", "gobench benchmarks=0; 0 no benchmark"},
    /* The same as events: a line comes in pieces, and packages may come in each other's way. */
    {PERFORMANCE,
        EVENT("p", "pkg: p\\n") EVENT("q", "pkg: q\\n") EVENT("p", "BenchmarkA-2 \\t")
            EVENT("q", "BenchmarkB-2 \\t 1\\t 3 ns/op\\n") EVENT("p", " 5\\t 9 ns/op\\n") EVENT(
                "q", "PASS\\n") EVENT("p", "PASS\\n") "{\"Action\":\"pass\",\"Package\":\"p\"}\n",
        "gobench benchmarks=2 [p.BenchmarkA time_ns=9(9..9)] [q.BenchmarkB time_ns=3(3..3)]"},
    {PERFORMANCE, EVENT("p", "pkg: p\\n") EVENT("p", "BenchmarkA-2 \\t 5\\t 9 ns/op\\n"),
        "gobench benchmarks=1 [p.BenchmarkA time_ns=9(9..9)]; 1 cut off"},
    {PERFORMANCE,
        EVENT("p", "pkg: p\\n") EVENT("p", "BenchmarkA-2 \\t 5\\t 9 ns/op\\n")
            EVENT("p", "FAIL\\n"),
        "gobench benchmarks=1 [p.BenchmarkA time_ns=9(9..9)]; 3 failed"},
    {PERFORMANCE, EVENT("p", "PASS\\n"), "gobench benchmarks=0; 0 no benchmark"},
    {PERFORMANCE,
        "test a ... bench: 5 ns/iter (+/- 1)\ntest b ... FAILED\n\ntest result: FAILED. 0 passed\n",
        "libtest benchmarks=1 [a time_ns=5(4..6)]; 2 failed; 4 failed; 4 cut off"},
    {PERFORMANCE, "test a ... bench: 5 ns/iter (+/- 1)\n",
        "libtest benchmarks=1 [a time_ns=5(4..6)]; 1 cut off"},
    {PERFORMANCE,
        "{\"results\": [{\"command\": \"a\", \"mean\": 1, \"min\": 1, \"max\": 1, \"times\": [1], "
        "\"exit_codes\": [3]}]}",
        "hyperfine benchmarks=1 [a time_ns=1e+09]; 1 failed"},
    {PERFORMANCE, HYPERFINE("1.5", "1, 2", "\"exit_codes\": [0, 0]"),
        "hyperfine benchmarks=1 [a time_ns=1.5e+09]"},
    {PERFORMANCE, HYPERFINE("1.1", "1, 2", "\"exit_codes\": [0, 0]"),
        "hyperfine benchmarks=1 [a time_ns=1.1e+09]; 1 out of order"},
    {PERFORMANCE, HYPERFINE("1.5", "1, \"2\"", "\"exit_codes\": [0, 0]"),
        "hyperfine benchmarks=1 [a time_ns=1.5e+09]; 1 out of order"},
    {PERFORMANCE, HYPERFINE("1.5", "1, 2", "\"exit_codes\": [0]"),
        "hyperfine benchmarks=1 [a time_ns=1.5e+09]; 1 failed"},
    {PERFORMANCE, HYPERFINE("1.5", "1, 2", "\"user\": 1"),
        "hyperfine benchmarks=1 [a time_ns=1.5e+09]; 1 failed"},
    {PERFORMANCE,
        "{\"Mean\": {\"confidence_interval\": {\"lower_bound\": 1, \"upper_bound\": 3}, "
        "\"point_estimate\": 2}, \"StdDev\": {}}",
        "criterion benchmarks=1 [r time_ns=2(1..3)]"},
    {PERFORMANCE,
        "{\"mean\": {\"confidence_interval\": {}, \"point_estimate\": 0.1}, \"median\": {}}",
        "bad 0:0: the file holds Criterion's changes since the run before (ratios)"},
    {PERFORMANCE,
        "{\"files\": [{\"groups\": [{\"fullName\": \"f\", \"benchmarks\": [{\"name\": \"a\", "
        "\"mean\": 1, "
        "\"hz\": 5}]}]}]}",
        "vitest benchmarks=1 [f > a time_ns=1e+06 operations_per_second=5]; 1 counts differ"},
    {PERFORMANCE,
        "{\"HostEnvironmentInfo\": {}, \"Benchmarks\": [{\"Type\": \"T\", \"Method\": \"M\", "
        "\"Parameters\": \"n=1\", \"Statistics\": null}]}",
        "benchmarkdotnet benchmarks=1 [T.M(n=1)]; 1 failed"},
    {PERFORMANCE, BENCHMARKDOTNET("5", "1", "9"),
        "benchmarkdotnet benchmarks=1 [T.M time_ns=5(1..9)]"},
    {PERFORMANCE, BENCHMARKDOTNET("5", "6", "9"),
        "benchmarkdotnet benchmarks=1 [T.M time_ns=5(6..9)]; 1 out of order"},
    {PERFORMANCE, BENCHMARKDOTNET("5", "1", "4"),
        "benchmarkdotnet benchmarks=1 [T.M time_ns=5(1..4)]; 1 out of order"},
    {PERFORMANCE, "Bombarding http://x\nDone!\n",
        "bad 0:0: the file holds what bombardier prints for people"},
    {PERFORMANCE, "Bombarding http://x\nDone!\n{\"result\": 3}\n",
        "bad 3:1: the JSON of bombardier has no 'result'"},
    {PERFORMANCE, "Bombarding http://x\nDone!\n{\"result\":\n",
        "bad 4:1: the file ends where a value belongs"},
    {PERFORMANCE, "response-time,DNS+dialup,DNS,status-code\n0.02,0,0,200\n",
        "bad 1:1: the header has no column 'offset'"},
    {PERFORMANCE, "response-time,DNS+dialup,status-code,offset\n0.02,0,200\n",
        "bad 2:1: the row does not have a time, a status and an offset as hey writes them"},
    {PERFORMANCE, "response-time,DNS+dialup,status-code,offset\n0.02,0,0,0\n",
        "bad 2:1: the row does not have a time, a status and an offset as hey writes them"},
    {PERFORMANCE, "response-time,DNS+dialup,status-code,offset\n", "hey-csv; 1 no request"},
    {PERFORMANCE, "response-time,DNS+dialup,status-code,offset\n0.02,0,503,0.1\n",
        "hey-csv requests=1 errors=1 requests_per_second=50 duration_s=0.02 mean_ms=20 min_ms=20 "
        "p50_ms=20 p75_ms=20 p90_ms=20 p95_ms=20 p97_5_ms=20 p99_ms=20 p999_ms=20 max_ms=20; 1 all "
        "failed"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\nb x 5 ops/sec\xc2\xb1"
        "1% (9 runs)\n",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(4.95..5.05)]"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\nb x 5 ops/sec +1% (9 runs sampled)\n",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(4.95..5.05)]; 2 bad line"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\nb: TypeError: no\n",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(4.95..5.05)]; 2 failed"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\nb: \n",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(4.95..5.05)]; 2 failed"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "0% (0 runs sampled)\n",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(5..5)]; 1 failed"},
    {PERFORMANCE,
        "a x 0 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\n",
        "benchmarkjs benchmarks=1 [a operations_per_second=0(0..0)]; 1 failed"},
    {PERFORMANCE,
        "a x 5 ops/sec \xc2\xb1"
        "1% (9 runs sampled)\nb x",
        "benchmarkjs benchmarks=1 [a operations_per_second=5(4.95..5.05)]; 2 cut off"},
    {PERFORMANCE, "a time:   [1.0 ns 3.0 ns 2.0 ns]\n",
        "criterion-console benchmarks=1 [a time_ns=3(1..2)]; 1 out of order"},
    {PERFORMANCE, "a time:   [1.0 ns 2.0 ns 3.0 ns]\nb time:   [1.0 ns 2.0\n",
        "criterion-console benchmarks=1 [a time_ns=2(1..3)]; 2 bad line"},
    {PERFORMANCE,
        "Benchmarking a\nBenchmarking b\nb time:   [1.0 ns 2.0 ns 3.0 ns]\nBenchmarking c\n",
        "criterion-console benchmarks=1 [b time_ns=2(1..3)]; 1 cut off; 4 cut off"},
    {PERFORMANCE, "Benchmarking a\nBenchmarking b\nb\n   time:   [1.0 ns 2.0 ns 3.0 ns]\n",
        "criterion-console benchmarks=1 [b time_ns=2(1..3)]; 1 cut off"},
    {PERFORMANCE,
        "b  time:   [1.0 ns 2.0 ns 3.0 ns]\nthread 'main' panicked at benches/a.rs:4:5:\nboom\n"
        "error: bench failed, to rerun pass `--bench a`\n",
        "criterion-console benchmarks=1 [b time_ns=2(1..3)]; 2 failed; 4 failed"},
    {PERFORMANCE,
        "a time:   [1.0 ns 2.0 ns 3.0 ns]\n  thrpt:  [1.0 Melem/s 2.0 Melem/s 3.0 Melem/s]\n "
        "change:\n"
        "  time:   [+1.0% +2.0% +3.0%] (p = 0.5)\nb time:   [1.0 \xce\xbcs 2.0 ms 3.0 s]\n",
        "criterion-console benchmarks=2 [a time_ns=2(1..3)] [b time_ns=2e+06(1000..3e+09)]"},
    {PERFORMANCE,
        "<Catch2TestRun><TestCase name=\"t\"><BenchmarkResults name=\"b\"><failed "
        "message=\"no\"/></BenchmarkResults><OverallResult "
        "success=\"true\"/></TestCase></Catch2TestRun>",
        "catch2 benchmarks=0; 1 failed; 1 failed; 0 no benchmark"},
    {PERFORMANCE,
        "<Catch2TestRun><TestCase name=\"t\"><BenchmarkResults name=\"b\"><mean value=\"2\" "
        "lowerBound=\"1\" upperBound=\"3\"/></BenchmarkResults></TestCase>\n"
        "<OverallResults successes=\"0\" failures=\"1\" expectedFailures=\"0\"/>\n"
        "<OverallResultsCases successes=\"0\" failures=\"1\" expectedFailures=\"2\"/>\n"
        "</Catch2TestRun>",
        "catch2 benchmarks=1 [t > b time_ns=2(1..3)]; 2 failed"},
    {PERFORMANCE,
        "<Catch2TestRun><TestCase name=\"t\"><BenchmarkResults name=\"b\"><mean value=\"2\" "
        "lowerBound=\"1\" upperBound=\"3\"/></BenchmarkResults></TestCase>\n"
        "<OverallResultsCases successes=\"0\" failures=\"1\" expectedFailures=\"2\"/>\n"
        "</Catch2TestRun>",
        "catch2 benchmarks=1 [t > b time_ns=2(1..3)]; 2 failed"},
    {PERFORMANCE,
        "<Catch2TestRun><TestCase name=\"t\"><BenchmarkResults name=\"b\"><mean value=\"2\" "
        "lowerBound=\"1\" upperBound=\"3\"/></BenchmarkResults></TestCase>\n"
        "<OverallResults successes=\"0\" failures=\"0\" expectedFailures=\"2\"/>\n"
        "</Catch2TestRun>",
        "catch2 benchmarks=1 [t > b time_ns=2(1..3)]"},
    {PERFORMANCE,
        "<Catch2TestRun><TestCase name=\"t\"><BenchmarkResults name=\"b\"><mean value=\"nan\" "
        "lowerBound=\"1\" upperBound=\"2\"/></BenchmarkResults></TestCase></Catch2TestRun>",
        "catch2 benchmarks=1 [t > b]; 1 out of order; 1 bad number"},
    {PERFORMANCE,
        CATCH2_HEAD "samples  iterations  mean\n--------------------\na      20    3  5.5 us\n\n"
                    "test cases: 2 | 1 passed | 1 failed as expected\nassertions: - none -\n",
        "catch2 benchmarks=1 [a time_ns=5500(5500..5500)]; 5 bad line; 6 cut off"},
    {PERFORMANCE,
        CATCH2_HEAD "samples  iterations  mean\n--------------------\na      20    3  5.5 us\n\n"
                    "====================\ntest cases: 2 | 1 passed | 1 failed as "
                    "expected\nassertions: - none -\n",
        "catch2 benchmarks=1 [a time_ns=5500(5500..5500)]"},
    /* Titles are wrapped at the edge of the console, and are one. */
    {PERFORMANCE,
        CATCH2_RULE
        "a test case whose name is so long that the console of Catch2 has to wrap it at\nits edge\n"
        "  a section whose name is as long as that, and which is therefore wrapped once\n  more\n"
        "  inner\n" CATCH2_RULE "t.cpp:1\n" CATCH2_HEAD "samples  iterations  mean\n" CATCH2_RULE
        "a      20    3  5.5 us\n\n"
        "====================\nAll tests passed (1 assertion in 1 test case)\n",
        "catch2 benchmarks=1 [a test case whose name is so long that the console of Catch2 has to "
        "wrap it at its edge > a section whose name is as long as that, and which is therefore "
        "wrapped once more > inner > a time_ns=5500(5500..5500)]"},
    {PERFORMANCE,
        CATCH2_HEAD "samples  iterations  estimated\n--------------------\na     20    3  5.5 us\n"
                    "====================\nAll tests passed (1 assertion in 1 test case)\n",
        "catch2 benchmarks=0; 3 bad line; 0 no benchmark"},
    {PERFORMANCE,
        "[{\"benchmark\": \"b\", \"mode\": \"thrpt\", \"params\": {\"n\": \"1\"}, "
        "\"primaryMetric\": {\"score\": 2, \"scoreUnit\": \"ops/us\", \"scoreConfidence\": [1, "
        "3]}, "
        "\"secondaryMetrics\": {\"\u00b7gc.alloc.rate.norm\": {\"score\": 24, \"scoreUnit\": "
        "\"B/op\"}}}]",
        "jmh benchmarks=1 [b(n=1) operations_per_second=2e+06(1e+06..3e+06) bytes_per_op=24]"},
    {PERFORMANCE,
        "[{\"benchmark\": \"b\", \"mode\": \"thrpt\", \"primaryMetric\": {\"score\": 2, "
        "\"scoreUnit\": \"s/op\"}}]",
        "jmh benchmarks=1 [b]; 1 unit"},
    {PERFORMANCE,
        "{\"context\": {}, \"benchmarks\": [{\"name\": \"b\", \"real_time\": 0, "
        "\"error_occurred\": true}]}",
        "googlebenchmark benchmarks=1 [b]; 1 failed"},
    {PERFORMANCE,
        "{\"context\": {}, \"benchmarks\": [{\"name\": \"b_median\", \"run_name\": \"b\", "
        "\"run_type\": \"aggregate\", \"aggregate_name\": \"median\", \"real_time\": 2, "
        "\"time_unit\": \"us\"}, {\"name\": \"b_cv\", \"run_type\": \"aggregate\", "
        "\"aggregate_name\": \"cv\", \"real_time\": 0.1, \"time_unit\": \"us\"}]}",
        "googlebenchmark benchmarks=1 [b time_ns=2000(2000..2000)]"},
    {PERFORMANCE,
        "{\"machine_info\": {}, \"benchmarks\": [{\"fullname\": \"a::b\", \"stats\": {\"mean\": "
        "1, "
        "\"min\": 1, \"max\": 1, \"stddev\": 0, \"rounds\": 1}}]}",
        "pytestbenchmark benchmarks=1 [a::b time_ns=1e+09]"},
    /* what is none */
    {TESTS, "", "bad 0:0: the report is empty"},
    {TESTS, "hello\n", "bad 0:0: the file has no test results in a known format"},
    {TESTS, "SF:a\nend_of_record\n",
        "bad 0:0: the file holds coverage (lcov), which the check kind 'coverage' judges"},
    {SCAN, "{\"version\": \"2.1.0\", \"runs\": [], \"runs\": []}",
        "bad 1:34: duplicate key 'runs' (first at line 1)"},
    {TESTS, "\xFF\xFEo\0k\0", "bad 0:0: the report is UTF-16, as PowerShell's '>' writes it"},
};

static void test_evidence__knows_the_traps(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(traps, i, traps[i].text); i++)
		assert_string_equal(
		    evidence_of(&arena, traps[i].text, traps[i].subject), traps[i].shown);
	done_arena_release(&arena);
}

static void test_evidence__the_format_of_the_policy_must_agree(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_string_equal(
	    evidence_shown(&arena, (struct done_bytes){"1..1\nok\n", 8}, TESTS, "junit"),
	    "bad 0:0: the policy says that the format is 'junit', but the file "
	    "looks like 'tap'");
	done_arena_release(&arena);
}

/* ---- bad input ---- */

static void evidence_repeat(struct done_buf *out, const char *text, size_t times)
{
	while (times--)
		done_buf_addstr(out, text);
}

static void test_evidence__deep_nesting_ends_at_a_limit(void **state)
{
	static const struct {
		enum done_evidence_subject subject;
		const char *head, *nested, *shown;
	} rows[] = {
	    {TESTS, "<testsuite>", "<testsuite>", "more than 100 deep"},
	    {TESTS, "<TestRun>", "<UnitTestResult>", "more than 100 deep"},
	    {COVERAGE, "<report><package>", "<group>", "more than 100 deep"},
	    {COVERAGE, "<coverage line-rate='1'>", "<a>", "more than 100 deep"},
	    {COVERAGE, "{\"meta\": {}, \"totals\": {}, \"files\": ", "{\"a\": ", "deep"},
	    {SCAN, "{\"version\": \"2.1.0\", \"runs\": ", "[", "deep"},
	    {TESTS, "{\"Action\": \"run\", \"Package\": ", "[", "deep"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].head); i++) {
		struct done_arena arena = {0};
		struct done_buf text = {0};
		const char *shown;

		done_buf_addstr(&text, rows[i].head);
		evidence_repeat(&text, rows[i].nested, 100000);
		shown = evidence_shown(
		    &arena, (struct done_bytes){text.ptr, text.len}, rows[i].subject, NULL);
		if (!strstr(shown, rows[i].shown))
			fail_msg("%s", shown);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

static void test_evidence__names_are_cut_and_counts_have_limits(void **state)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_evidence_report report;
	struct done_error err = {0};

	(void)state;
	done_buf_addstr(&text, "<testsuite><testcase name=\"");
	evidence_repeat(&text, "\xC3\xA4", 300);
	done_buf_addstr(&text, "\"/></testsuite>");
	assert_success(done_evidence_read(&arena, (struct done_bytes){text.ptr, text.len}, "r",
	                   &(struct done_evidence_asked){.subject = TESTS}, &report, &err),
	    err);
	assert_int_equal(strlen(report.tests.cases[0].name), 200 + 3);
	done_buf_clear(&text);
	evidence_repeat(&text, "ok\n", DONE_EVIDENCE_ITEMS_MAX + 1);
	assert_string_equal(
	    evidence_shown(&arena, (struct done_bytes){text.ptr, text.len}, TESTS, NULL),
	    "undecided 0:0: the report has more than 1000000 test cases");
	done_buf_release(&text);
	done_arena_release(&arena);
}

/* ---- real reports, where they are ---- */

static const struct {
	enum done_evidence_subject subject;
	const char *file, *shown;
} corpus[] = {
    {TESTS, "junit/TEST-io.olamy.FlakyTest.xml",
        "junit cases=1 passed=1 skipped=0 failed=0 error=0 flaky=1"},
    {TESTS, "junit/TEST-org.apache.pulsar.AddMissingPatchVersionTest.xml",
        "junit cases=2 passed=0 skipped=1 failed=1 error=0"},
    {TESTS, "junit/corrupt-xml.xml", "bad 11:22: the file ends before its first element closes"},
    {TESTS, "junit/disabled.xml", "junit cases=31 passed=6 skipped=5 failed=19 error=1"},
    {TESTS, "junit/gotestsum-1-8-2--junit.xml",
        "junit cases=5 passed=3 skipped=1 failed=1 error=0"},
    {TESTS, "junit/jest-junit--junit.xml", "junit cases=4 passed=2 skipped=1 failed=1 error=0"},
    {TESTS, "junit/jest-junit-empty-testsuite.xml",
        "junit cases=0 passed=0 skipped=0 failed=0 error=0"},
    {TESTS, "junit/junit-report-bad-duration.xml",
        "junit cases=2 passed=2 skipped=0 failed=0 error=0"},
    {TESTS, "junit/junit-report-nested-testsuites.xml",
        "junit cases=3 passed=2 skipped=0 failed=0 error=1 loading=1"},
    {TESTS, "junit/junit.multiresult.xml", "junit cases=4 passed=1 skipped=1 failed=2 error=0"},
    {TESTS, "junit/mocha-11-xunit--mocha-xunit.xml",
        "junit cases=6 passed=2 skipped=2 failed=2 error=0"},
    {TESTS, "junit/no-cases-but-tests.xml",
        "junit cases=0 passed=0 skipped=0 failed=0 error=0; 1 claims more failures"},
    {TESTS, "junit/non-junit.xml",
        "bad 0:0: the file has no test results in a known format: its root element is 'suites'"},
    {TESTS, "junit/phpunit-9-6--junit.xml", "junit cases=7 passed=2 skipped=2 failed=1 error=2"},
    {TESTS, "junit/pytest-7-2-k-nothing--junit-empty.xml",
        "junit cases=0 passed=0 skipped=0 failed=0 error=0"},
    {TESTS, "junit/pytest-7-2-xunit2--junit.xml",
        "junit cases=8 passed=4 skipped=2 failed=1 error=1"},
    {TESTS, "junit/python-xunit-unittest.xml", "junit cases=8 passed=4 skipped=2 failed=1 error=1"},
    {TESTS, "junit/swift-xunit.xml", "junit cases=3 passed=2 skipped=0 failed=1 error=0"},
    {TESTS, "junit/testXxe-xxe.xml",
        "bad 2:13: the DOCTYPE holds declarations of its own, which are not read for safety: they "
        "may define entities that grow without end"},
    {TESTS, "junit/testsuite-root.xml", "junit cases=5 passed=5 skipped=0 failed=0 error=0"},
    {TESTS, "junit/vitest-2-junit--junit.xml", "junit cases=5 passed=2 skipped=2 failed=1 error=0"},
    {TESTS, "tap/mocha-11-tap--mocha.tap", "tap cases=6 passed=2 skipped=2 failed=2 error=0"},
    {TESTS, "tap/tap-bailout.tap",
        "tap cases=1 passed=1 skipped=0 failed=0 error=0; 3 bail out; 1 plan differs"},
    {TESTS, "tap/tap-plan-short.tap",
        "tap cases=3 passed=3 skipped=0 failed=0 error=0; 1 plan differs"},
    {TESTS, "tap/tap-todo.tap", "tap cases=4 passed=1 skipped=2 failed=1 error=0 todo=1"},
    {TESTS, "testjson/jest-json--jest.json",
        "jest cases=5 passed=1 skipped=2 failed=1 error=1 todo=1 loading=1"},
    {TESTS, "trx/NUnit-netcoreapp3.1-sample.trx",
        "trx cases=6 passed=2 skipped=1 failed=3 error=0"},
    {TESTS, "trx/dotnet-test-logger-trx--dotnet-trx.trx",
        "trx cases=0 passed=0 skipped=0 failed=0 error=0"},
    {TESTS, "trx/dotnet-trx.trx", "trx cases=11 passed=5 skipped=1 failed=5 error=0"},
    {COVERAGE, "clover/Clover_OpenClover4.3.1.xml",
        "clover files=7 lines=15/22 branches=1/2 functions=6/12 statements=15/22"},
    {COVERAGE, "clover/phpunit-9-6-clover--clover.xml",
        "clover files=1 lines=3/4 functions=1/2 statements=3/4"},
    {COVERAGE, "cobertura/Cobertura_Swift.xml", "cobertura files=1 lines=1/2 functions=1/2"},
    {COVERAGE, "cobertura/cobertura-cpp.xml", "cobertura files=1 lines=2/2 functions=2/2"},
    {COVERAGE, "cobertura/cobertura-duplicate-lines.xml",
        "cobertura files=1 lines=5/7 branches=6/14 functions=1/1 sources=1"},
    {COVERAGE, "cobertura/cobertura-same-filename.xml",
        "cobertura files=2 lines=1/2 branches=2/10 functions=1/2 sources=1"},
    {COVERAGE, "cobertura/coverage-py-6-5--cobertura.xml",
        "cobertura files=1 lines=7/8 branches=4/4 sources=1"},
    {COVERAGE, "cobertura/gcovr-5-2--cobertura.xml",
        "cobertura files=1 lines=5/6 branches=5/6 sources=1"},
    {COVERAGE, "cobertura/vitest-v8-istanbul--cobertura-coverage.xml",
        "cobertura files=1 lines=6/8 branches=4/6 functions=1/2 sources=1"},
    {COVERAGE, "coveragepy/coverage-py-6-5-json--coverage.json",
        "coveragepy files=1 lines=7/8 branches=4/4 statements=7/8"},
    {COVERAGE, "gocover/concatenated.out", "gocover files=2 lines=6/8 statements=3/4"},
    {COVERAGE, "gocover/cover-atomic.out", "gocover files=2 lines=6/14 statements=4/9"},
    {COVERAGE, "gocover/cover-set.out", "gocover files=1 lines=6/13 statements=4/8"},
    {COVERAGE, "istanbul/istanbul-coverage-final---coverage-final.json",
        "istanbul files=1 lines=6/8 branches=4/6 functions=1/2 statements=6/8"},
    {COVERAGE, "istanbul/vitest-json-summary--coverage-summary.json",
        "istanbul files=1 lines=6/8 branches=4/6 functions=1/2 statements=6/8"},
    {COVERAGE, "jacoco/JaCoCo0.8.3.xml", "jacoco files=7 lines=26/38 branches=1/4 functions=9/18"},
    {COVERAGE, "jacoco/jacoco-merge-a.xml",
        "jacoco files=1 lines=8/26 branches=2/14 functions=3/7"},
    {COVERAGE, "jacoco/pester.xml", "jacoco files=4 lines=3/4 functions=3/4"},
    {COVERAGE, "lcov/coverage-py-6-5-lcov--coverage.lcov", "lcov files=1 lines=7/8 branches=4/4"},
    {COVERAGE, "lcov/large-hit-counts.lcov", "lcov files=1 lines=1/2 branches=1/2"},
    {COVERAGE, "lcov/lcov-1-16-gcc--lcov.info",
        "lcov files=1 lines=5/6 branches=5/6 functions=2/3"},
    {COVERAGE, "lcov/merge.info", "lcov files=2 lines=2/3 branches=1/2 functions=0/1"},
    {COVERAGE, "lcov/vitest-v8--lcov.info", "lcov files=1 lines=6/8 branches=4/6 functions=1/2"},
    {SCAN, "sarif/Baseline.sarif",
        "sarif runs=1 results=4 error=0 warning=3 note=0 none=0 absent=1"},
    {SCAN, "sarif/DefaultRuleConfiguration.sarif",
        "sarif runs=1 results=2 error=1 warning=1 note=0 none=0 placed=2"},
    {SCAN, "sarif/RegionVariants.sarif",
        "sarif runs=1 results=18 error=0 warning=18 note=0 none=0 placed=18"},
    {SCAN, "sarif/Suppressions.sarif",
        "sarif runs=1 results=9 error=0 warning=6 note=0 none=0 suppressed=3"},
    {SCAN, "sarif/empty-log.sarif.json", "sarif runs=1 results=0 error=0 warning=0 note=0 none=0"},
    {SCAN, "sarif/eslint-8--eslint-clean.sarif",
        "sarif runs=1 results=0 error=0 warning=0 note=0 none=0"},
    {SCAN, "sarif/eslint-8-formatter--eslint.sarif",
        "sarif runs=1 results=4 error=2 warning=1 note=0 none=0 suppressed=1 placed=4 "
        "unfinished=1"},
    {SCAN, "sarif/invalid-sarif.sarif", "bad 14:1: the 'results' of a run must be a list"},
    {SCAN, "sarif/sarif.json", "bad 1:1: the log has no 'version': SARIF says \"2.1.0\""},
    {SCAN, "sarif/security-scan.sarif",
        "sarif runs=1 results=64 error=4 warning=56 note=4 none=0 placed=64"},
    {SCAN, "sarif/valid-sarif.sarif",
        "sarif runs=2 results=3 error=0 warning=0 note=3 none=0 placed=3"},
    {PERFORMANCE, "autocannon/mixed.json",
        "autocannon requests=24009 errors=4801 error_rate=0.199967 requests_per_second=11885.6 "
        "duration_s=2.02 mean_ms=0.07 min_ms=1 p50_ms=0 p75_ms=0 p90_ms=0 p97_5_ms=0 p99_ms=2 "
        "p999_ms=15 max_ms=32"},
    {PERFORMANCE, "autocannon/refused.json",
        "autocannon requests=2032 errors=2032 error_rate=1 requests_per_second=0 duration_s=1.06 "
        "mean_ms=0 min_ms=0 p50_ms=0 p75_ms=0 p90_ms=0 p97_5_ms=0 p99_ms=0 p999_ms=0 max_ms=0; 1 "
        "all failed"},
    {PERFORMANCE, "autocannon/slow.json",
        "autocannon requests=336 errors=0 error_rate=0 requests_per_second=167.164 "
        "duration_s=2.01 mean_ms=23.31 min_ms=19 p50_ms=21 p75_ms=25 p90_ms=29 p97_5_ms=33 "
        "p99_ms=43 p999_ms=47 max_ms=47"},
    {PERFORMANCE, "gatling/global_stats-3.x.json",
        "gatling requests=1200 errors=12 error_rate=0.01 requests_per_second=40 mean_ms=809 "
        "min_ms=1 p50_ms=108 p75_ms=372 p95_ms=3603 p99_ms=21150 max_ms=60014"},
    {PERFORMANCE, "gatling/simulation.log", "bad 0:0: the report is binary"},
    {PERFORMANCE, "gatling/stats-3.x.json",
        "gatling requests=300 errors=3 error_rate=0.01 requests_per_second=10 mean_ms=50 min_ms=2 "
        "p50_ms=40 p75_ms=60 p95_ms=150 p99_ms=400 max_ms=900 names=2"},
    {PERFORMANCE, "jmeter/BatchTestLocal.xml", "jtl; 0 no request"},
    {PERFORMANCE, "jmeter/HTMLReportTestFile.csv",
        "jtl requests=255 errors=3 error_rate=0.0117647 requests_per_second=4.23694 "
        "duration_s=60.185 mean_ms=235.475 min_ms=100 p50_ms=232 p75_ms=314 p90_ms=337 p95_ms=339 "
        "p97_5_ms=350 p99_ms=353 p999_ms=353 max_ms=353 names=2"},
    {PERFORMANCE, "jmeter/JMeterPublisher_formatted_timeStamp.csv",
        "jtl requests=3 errors=1 error_rate=0.333333 mean_ms=1433.33 min_ms=1000 p50_ms=1300 "
        "p75_ms=2000 p90_ms=2000 p95_ms=2000 p97_5_ms=2000 p99_ms=2000 p999_ms=2000 max_ms=2000 "
        "names=2; 4 cut off"},
    {PERFORMANCE, "jmeter/filewithtransactions.csv",
        "jtl requests=210 errors=0 error_rate=0 requests_per_second=1.79844 duration_s=116.768 "
        "mean_ms=904.238 min_ms=190 p50_ms=792 p75_ms=1172 p90_ms=1651 p95_ms=1894 p97_5_ms=1984 "
        "p99_ms=2405 p999_ms=2554 max_ms=2554 names=6; 314 cut off"},
    {PERFORMANCE, "jmeter/multiLineCSV.jtl",
        "jtl requests=2 errors=1 error_rate=0.5 requests_per_second=0.976086 duration_s=2.049 "
        "mean_ms=1008 min_ms=118 p50_ms=118 p75_ms=1898 p90_ms=1898 p95_ms=1898 p97_5_ms=1898 "
        "p99_ms=1898 p999_ms=1898 max_ms=1898 names=2"},
    {PERFORMANCE, "jmeter/statistics.json",
        "jmeter-statistics requests=888 errors=6 error_rate=0.00675676 "
        "requests_per_second=9.84413 mean_ms=275.635 min_ms=72 p50_ms=239.5 p90_ms=532.1 "
        "p95_ms=584 p99_ms=631.76 max_ms=731 names=3"},
    {PERFORMANCE, "jmeter/summary.log", "bad 0:0: the file is JMeter's log, not its results"},
    {PERFORMANCE, "jmeter/whitespace-followed-by-xml.jtl",
        "jtl requests=8 errors=0 error_rate=0 requests_per_second=0.0451595 duration_s=177.15 "
        "mean_ms=4142.12 min_ms=58 p50_ms=501 p75_ms=1017 p90_ms=15902 p95_ms=15902 "
        "p97_5_ms=15902 p99_ms=15902 p999_ms=15902 max_ms=15902 names=2"},
    {PERFORMANCE, "k6/circleci-orb-handlesummary.json",
        "k6 requests=20 errors=0 error_rate=0 requests_per_second=2.40916 mean_ms=260.91 "
        "min_ms=255.947 p50_ms=259.923 p90_ms=262.8 p95_ms=265.196 max_ms=277.909 crossed=0/2"},
    {PERFORMANCE, "k6/console-v0.49.0.txt",
        "bad 0:0: the file is k6's text for the console, not its summary"},
    {PERFORMANCE, "k6/export-p99-v0.38.0.json",
        "k6 requests=120 errors=12 error_rate=0.1 requests_per_second=239.365 mean_ms=12.1612 "
        "min_ms=0.158225 p50_ms=13.2807 p90_ms=23.864 p95_ms=25.7292 p99_ms=33.1815 "
        "max_ms=33.7515 names=1 crossed=2/4"},
    {PERFORMANCE, "k6/export-refused-v0.38.0.json",
        "k6 requests=120 errors=120 error_rate=1 requests_per_second=1993.82 mean_ms=0 min_ms=0 "
        "p50_ms=0 p90_ms=0 p95_ms=0 max_ms=0 names=1 crossed=1/4; 138 all failed"},
    {PERFORMANCE, "k6/export-scripterror-v0.49.0.json", "k6 crossed=0/1; 0 no request"},
    {PERFORMANCE, "k6/export-v0.38.0.json",
        "k6 requests=120 errors=11 error_rate=0.0916667 requests_per_second=254.965 "
        "mean_ms=11.3189 min_ms=0.169562 p50_ms=15.919 p90_ms=22.0253 p95_ms=22.2562 "
        "max_ms=33.5317 names=1 crossed=2/4"},
    {PERFORMANCE, "k6/export-v0.49.0.json",
        "k6 requests=120 errors=11 error_rate=0.0916667 requests_per_second=263.742 "
        "mean_ms=11.1771 min_ms=0.106638 p50_ms=14.8442 p90_ms=21.8238 p95_ms=23.153 "
        "max_ms=29.064 names=1 crossed=2/4"},
    {PERFORMANCE, "k6/handle-unit-s-v0.38.0.json",
        "k6 requests=120 errors=11 error_rate=0.0916667 requests_per_second=263.289 "
        "mean_ms=11.1844 min_ms=0.0874 p50_ms=11.7429 p90_ms=22.3326 p95_ms=23.3346 "
        "p99_ms=25.9178 max_ms=26.3859 names=1 crossed=2/4"},
    {PERFORMANCE, "k6/handle-v0.38.0.json",
        "k6 requests=120 errors=9 error_rate=0.075 requests_per_second=265.401 mean_ms=11.0414 "
        "min_ms=0.153188 p50_ms=12.9115 p90_ms=21.5252 p95_ms=21.9212 max_ms=23.4048 names=1 "
        "crossed=2/4"},
    {PERFORMANCE, "k6/handle-v0.49.0.json",
        "k6 requests=120 errors=10 error_rate=0.0833333 requests_per_second=245.909 "
        "mean_ms=11.7086 min_ms=0.150313 p50_ms=13.1834 p90_ms=22.43 p95_ms=24.096 max_ms=38.7805 "
        "names=1 crossed=2/4"},
    {PERFORMANCE, "k6/machine-readable-v1.json",
        "k6 requests=200 errors=4 error_rate=0.02 requests_per_second=6.664 duration_s=30.01 "
        "mean_ms=12.5 min_ms=1.25 p50_ms=10 p90_ms=20 p95_ms=31.5 max_ms=80"},
    {PERFORMANCE, "k6/points-v0.38.0.ndjson",
        "bad 0:0: the file holds k6's single measurements (--out json), not its summary"},
    {PERFORMANCE, "locust/refused_stats.csv",
        "locust requests=0 errors=0 requests_per_second=0 mean_ms=0 min_ms=0 max_ms=0; 2 no "
        "request"},
    {PERFORMANCE, "locust/run_failures.csv",
        "bad 0:0: the file holds Locust's failures, not its results"},
    {PERFORMANCE, "locust/run_stats.csv",
        "locust requests=380 errors=12 error_rate=0.0315789 requests_per_second=126.461 "
        "mean_ms=17.7928 min_ms=0.898946 p50_ms=14 p75_ms=25 p90_ms=40 p95_ms=46 p99_ms=76 "
        "p999_ms=130 max_ms=128.595 names=3"},
    {PERFORMANCE, "locust/test_results_stats.csv",
        "locust requests=71464 errors=10000 error_rate=0.139931 requests_per_second=119.315 "
        "mean_ms=223.834 min_ms=196.106 p50_ms=450 p75_ms=520 p90_ms=550 p95_ms=570 p99_ms=620 "
        "p999_ms=700 max_ms=1993.68 names=4; 7 out of order; 11 does not add up"},
    {PERFORMANCE, "vegeta/empty.json",
        "vegeta requests=0 error_rate=1 requests_per_second=0 duration_s=0 mean_ms=0 min_ms=0 "
        "p50_ms=0 p90_ms=0 p95_ms=0 p99_ms=0 max_ms=0; 1 no request"},
    {PERFORMANCE, "vegeta/errors.json",
        "vegeta requests=100 errors=5 error_rate=0.05 requests_per_second=86.3636 duration_s=1 "
        "mean_ms=40 min_ms=9 p50_ms=30 p90_ms=80 p95_ms=90 p99_ms=150 max_ms=160"},
    {PERFORMANCE, "vegeta/kvv2_read.json",
        "vegeta requests=1090 errors=0 error_rate=0 requests_per_second=54.5083 "
        "duration_s=19.9866 mean_ms=6.56669 min_ms=0.836338 p50_ms=2.86454 p90_ms=18.2119 "
        "p95_ms=23.2844 p99_ms=30.9212 max_ms=41.4178"},
    {PERFORMANCE, "gobench/bench-count3.txt",
        "gobench benchmarks=5 [example.com/svc/pkg/a.BenchmarkFib/n=1 time_ns=4.954(2.837..7.309) "
        "bytes_per_op=0(0..0) allocs_per_op=0(0..0)] [example.com/svc/pkg/a.BenchmarkFib/n=10 "
        "time_ns=473(354.7..1571) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[example.com/svc/pkg/a.BenchmarkFib/n=15 time_ns=10354(9412..18664) bytes_per_op=0(0..0) "
        "allocs_per_op=0(0..0)] [example.com/svc/pkg/a.BenchmarkBytes "
        "time_ns=0.5528(0.5279..0.6254) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[example.com/svc/pkg/a.BenchmarkCustom time_ns=29.43(28.77..31.27) bytes_per_op=0(0..0) "
        "allocs_per_op=0(0..0)]"},
    {PERFORMANCE, "gobench/bench-cpu.txt",
        "gobench benchmarks=10 [example.com/svc/pkg/a.BenchmarkFib/n=1 "
        "time_ns=2.213(2.213..2.213) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[example.com/svc/pkg/a.BenchmarkFib/n=1-2 time_ns=1.724(1.724..1.724) "
        "bytes_per_op=0(0..0) allocs_per_op=0(0..0)] [example.com/svc/pkg/a.BenchmarkFib/n=10 "
        "time_ns=288.1(288.1..288.1) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[example.com/svc/pkg/a.BenchmarkFib/n=10-2 time_ns=744.3(744.3..744.3) "
        "bytes_per_op=0(0..0) allocs_per_op=0(0..0)] [example.com/svc/pkg/a.BenchmarkFib/n=15 "
        "time_ns=12756(12756..12756) bytes_per_op=0(0..0) allocs_per_op=0(0..0)]"},
    {PERFORMANCE, "gobench/bench-none.txt", "gobench benchmarks=0; 0 no benchmark"},
    {PERFORMANCE, "gobench/go_fiber_duplicate_names_output.txt",
        "gobench benchmarks=4 "
        "[github.com/gofiber/fiber/v3/middleware/cache.BenchmarkAppendMsgitem "
        "time_ns=55.76(55.76..55.76) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[github.com/gofiber/fiber/v3/middleware/cache.BenchmarkUnmarshalitem "
        "time_ns=174(174..174) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[github.com/gofiber/fiber/v3/middleware/csrf.BenchmarkAppendMsgitem "
        "time_ns=0.3733(0.3733..0.3733) bytes_per_op=0(0..0) allocs_per_op=0(0..0)] "
        "[github.com/gofiber/fiber/v3/middleware/csrf.BenchmarkUnmarshalitem "
        "time_ns=4.36(4.36..4.36) bytes_per_op=0(0..0) allocs_per_op=0(0..0)]"},
    {PERFORMANCE, "googlebenchmark/gb-rep.json",
        "googlebenchmark benchmarks=4 [BM_Copy/8 time_ns=82.8081(65.5673..95.4423)] [BM_Copy/1024 "
        "time_ns=34.5549(33.4033..1311.01)] [BM_Err] [BM_Ms/iterations:20/real_time "
        "time_ns=102741(100029..2.06741e+06)]; 271 failed; 287 failed; 303 failed"},
    {PERFORMANCE, "googlebenchmark/gb.json",
        "googlebenchmark benchmarks=4 [BM_Copy/8 time_ns=114.344(114.344..114.344)] [BM_Copy/1024 "
        "time_ns=503.662(503.662..503.662)] [BM_Err] [BM_Ms/iterations:20/real_time "
        "time_ns=1.5859e+06(1.5859e+06..1.5859e+06)]; 71 failed"},
    {PERFORMANCE, "jmh/jmh_output.json",
        "jmh benchmarks=1 [org.openjdk.jmh.samples.JMHSample_01_HelloWorld.wellHelloThere "
        "operations_per_second=3.37624e+09(3.36195e+09..3.39053e+09)]"},
    {PERFORMANCE, "jmh/six.json",
        "jmh benchmarks=6 "
        "[com.github.caffeine.caffeine.cache.ComputeBenchmark.compute_sameKey(computeType="
        "Caffeine) operations_per_second=1.5252e+08(1.49e+08..1.5604e+08)] "
        "[com.github.guava.caffeine.cache.ComputeBenchmark.compute_sameKey(computeType=Guava) "
        "operations_per_second=2.99457e+07(2.86688e+07..3.12227e+07)] "
        "[com.github.hashmap.caffeine.cache.ComputeBenchmark.compute_sameKey(computeType="
        "ConcurrentHashMap) operations_per_second=7.82895e+06(-1.83579e+06..1.74937e+07)] "
        "[com.github.caffeine.caffeine.cache.ComputeBenchmark.compute_spread(computeType=Caffeine)"
        " operations_per_second=7.58132e+07(6.96329e+07..8.19935e+07)] "
        "[com.github.guava.caffeine.cache.ComputeBenchmark.compute_spread(computeType=Guava) "
        "operations_per_second=3.271e+07(3.00193e+07..3.54006e+07)]"},
    {PERFORMANCE, "jmh/throughput.json",
        "jmh benchmarks=1 [org.openjdk.jmh.samples.JMHSample_01_HelloWorld.wellHelloThere "
        "operations_per_second=3.37624e+09(3.36195e+09..3.39053e+09)]"},
    {PERFORMANCE, "pytestbenchmark/bench.json",
        "pytestbenchmark benchmarks=2 [test_b.py::test_sign time_ns=53.996(53.6858..54.3062)] "
        "[test_b.py::test_fast time_ns=330]"},
    {PERFORMANCE, "pytestbenchmark/bencher-two.json",
        "pytestbenchmark benchmarks=2 [bench.py::test_fib_10 time_ns=24088.7(17913.6..30263.8)] "
        "[bench.py::test_fib_20 time_ns=2.98503e+06(2.8105e+06..3.15956e+06)]"},
    {PERFORMANCE, "ab/all-500-failed-0.txt",
        "ab requests=200 errors=200 error_rate=1 requests_per_second=491.93 duration_s=0.407 "
        "mean_ms=8.131 min_ms=0 p50_ms=7 p75_ms=10 p90_ms=15 p95_ms=18 p99_ms=27 max_ms=27; 1 all "
        "failed"},
    {PERFORMANCE, "ab/ok.txt",
        "ab requests=500 errors=0 error_rate=0 requests_per_second=1077.61 duration_s=0.464 "
        "mean_ms=4.64 min_ms=1 p50_ms=2 p75_ms=4 p90_ms=9 p95_ms=16 p99_ms=38 max_ms=43"},
    {PERFORMANCE, "ab/slow.txt",
        "ab requests=200 errors=0 error_rate=0 requests_per_second=143.15 duration_s=1.397 "
        "mean_ms=27.943 min_ms=21 p50_ms=24 p75_ms=29 p90_ms=35 p95_ms=44 p99_ms=64 max_ms=70"},
    {PERFORMANCE, "artillery/mixed.json",
        "artillery requests=90 errors=6 error_rate=0.0666667 requests_per_second=30.5499 "
        "duration_s=2.946 mean_ms=8.6 min_ms=0 p50_ms=3 p75_ms=19.9 p90_ms=22.9 p95_ms=23.8 "
        "p99_ms=25.8 p999_ms=25.8 max_ms=28"},
    {PERFORMANCE, "benchmarkdotnet/memory.json",
        "benchmarkdotnet benchmarks=2 [BenchmarkDotNet.Samples.Memory.AllocEmptyList "
        "time_ns=77.4945(56.0406..98.9484) bytes_per_op=368] "
        "[BenchmarkDotNet.Samples.Memory.AllocExactList time_ns=54.6484(43.4492..65.8477) "
        "bytes_per_op=184]"},
    {PERFORMANCE, "benchmarkdotnet/two.json",
        "benchmarkdotnet benchmarks=2 [BenchmarkDotNet.Samples.Intro.IntroJsonExport.Sleep10 "
        "time_ns=1.03623e+07(1.03423e+07..1.03823e+07)] "
        "[BenchmarkDotNet.Samples.Intro.IntroJsonExport.Sleep20 "
        "time_ns=2.03608e+07(2.03398e+07..2.03818e+07)]"},
    {PERFORMANCE, "criterion/Fibonacci/Iterative/change/estimates.json",
        "bad 0:0: the file holds Criterion's changes since the run before (ratios)"},
    {PERFORMANCE, "criterion/Fibonacci/Iterative/new/estimates.json",
        "criterion benchmarks=1 [r time_ns=4.70842(4.66972..4.75099)]"},
    {PERFORMANCE, "criterion/flat/new/estimates.json",
        "criterion benchmarks=1 [r time_ns=1.04e+06(1.02e+06..1.06e+06)]"},
    {PERFORMANCE, "ghz/sayhello-1.json",
        "ghz requests=200 errors=0 error_rate=0 requests_per_second=1011.21 duration_s=0.197782 "
        "mean_ms=34.8257 min_ms=25.4216 p50_ms=32.5039 p75_ms=42.9493 p90_ms=48.0349 "
        "p95_ms=57.2165 p99_ms=80.2001 max_ms=80.2001"},
    {PERFORMANCE, "ghz/sayhello-6.json",
        "ghz requests=200 errors=0 error_rate=0 requests_per_second=1057.87 duration_s=0.18906 "
        "mean_ms=31.2152 min_ms=25.4236 p50_ms=31.7652 p75_ms=34.295 p90_ms=41.5318 p95_ms=45.1341 "
        "p99_ms=65.6491 max_ms=65.6491"},
    {PERFORMANCE, "hey/csv.csv",
        "hey-csv requests=20 errors=0 requests_per_second=169.924 duration_s=0.1177 "
        "mean_ms=23.43 min_ms=21.1 p50_ms=22 p75_ms=25.1 p90_ms=27.1 p95_ms=27.1 "
        "p97_5_ms=27.7 p99_ms=27.7 p999_ms=27.7 max_ms=27.7"},
    {PERFORMANCE, "hey/mixed.txt",
        "hey requests=200 errors=40 error_rate=0.2 requests_per_second=5229.16 duration_s=0.0382 "
        "mean_ms=0.3 min_ms=0 p50_ms=0.1 p75_ms=0.2 p90_ms=0.5 p95_ms=1.7 p99_ms=4.3 max_ms=13.5"},
    {PERFORMANCE, "hey/slow.txt",
        "hey requests=200 errors=0 error_rate=0 requests_per_second=189.503 duration_s=1.0554 "
        "mean_ms=21.1 min_ms=19.6 p50_ms=21 p75_ms=21.4 p90_ms=22.1 p95_ms=22.8 p99_ms=24.7 "
        "max_ms=24.8"},
    {PERFORMANCE, "hyperfine/hf-fail.json",
        "hyperfine benchmarks=1 [exit 3 time_ns=0(0..0)]; 18 failed"},
    {PERFORMANCE, "hyperfine/hf.json",
        "hyperfine benchmarks=2 [sleep 0.01 time_ns=3.48841e+07(4.57829e+06..6.519e+07)] [true "
        "time_ns=1.07025e+06(963268..1.17723e+06)]"},
    {PERFORMANCE, "oha/http-errors-successrate-1.json",
        "oha requests=100 errors=40 error_rate=0.4 requests_per_second=100 duration_s=1 mean_ms=10 "
        "min_ms=1 p50_ms=8.1 p75_ms=12 p90_ms=18 p95_ms=21.4 p99_ms=48.1 max_ms=500"},
    {PERFORMANCE, "oha/ok.json",
        "oha requests=11494 errors=0 error_rate=0 requests_per_second=1149.2 duration_s=10.0021 "
        "mean_ms=8.7 min_ms=1.1 p50_ms=8.1 p75_ms=12 p90_ms=18 p95_ms=21.4 p99_ms=48.1 "
        "p999_ms=50.2 max_ms=51.2"},
    {PERFORMANCE, "siege/ok.json",
        "siege requests=200 errors=0 error_rate=0 requests_per_second=185.19 duration_s=1.08 "
        "mean_ms=20 min_ms=20 max_ms=30"},
    {PERFORMANCE, "vitest-bench/bench.json",
        "vitest benchmarks=2 [src/a.bench.js > sort > native, \"quoted\" "
        "time_ns=1103.86(551.44..1656.29) operations_per_second=905909] [src/a.bench.js > sort > "
        "reverse time_ns=101.325(70.6192..132.031) operations_per_second=9.86924e+06]"},
    {PERFORMANCE, "vitest-bench/bencher-two.json",
        "vitest benchmarks=2 [math.bench.ts > math > add time_ns=1e+06(750000..1.25e+06) "
        "operations_per_second=1000] [math.bench.ts > math > subtract "
        "time_ns=2e+06(1.5e+06..2.5e+06) operations_per_second=500]"},
    {PERFORMANCE, "wrk/latency.txt",
        "wrk requests=314 errors=0 error_rate=0 requests_per_second=151 duration_s=2.08 "
        "mean_ms=26.79 p50_ms=23.2 p75_ms=27.51 p90_ms=35.83 p99_ms=75.42 max_ms=90.1"},
    {PERFORMANCE, "wrk/non2xx.txt",
        "wrk requests=55399 errors=11080 error_rate=0.200004 requests_per_second=26922.5 "
        "duration_s=2.06 mean_ms=0.6935 p50_ms=0.084 p75_ms=0.11 p90_ms=0.207 p99_ms=20.18 "
        "max_ms=36.21"},
    {PERFORMANCE, "wrk2/latency.txt",
        "wrk requests=119714 errors=0 error_rate=0 requests_per_second=1995.19 duration_s=60 "
        "mean_ms=1.47 p50_ms=0.653 p75_ms=1.87 p90_ms=2.41 p99_ms=3 p999_ms=6.43 max_ms=10.63"},
    {PERFORMANCE, "bombardier/with-preamble.txt",
        "bombardier requests=1 errors=0 error_rate=0 requests_per_second=13.9253 "
        "duration_s=0.0718118 mean_ms=71.221 p50_ms=71.221 p75_ms=71.221 p90_ms=71.221 "
        "p95_ms=71.221 p99_ms=71.221 max_ms=71.221"},
    {PERFORMANCE, "catch2/catch2.txt",
        "catch2 benchmarks=2 [copy > copy 1000 time_ns=24.7713(23.1685..27.6784)] [copy > a "
        "very long benchmark name that catch has to wrap over several lines of its table "
        "output time_ns=2.15568(0.877554..5.89978)]; 39 failed"},
    {PERFORMANCE, "catch2/catch2.xml",
        "catch2 benchmarks=2 [copy > copy 1000 time_ns=22.242(21.5684..24.8733)] [copy > a "
        "very long benchmark name that catch has to wrap over several lines of its table "
        "output time_ns=0.297594(0.291675..0.316874)]; 28 failed"},
    {PERFORMANCE, "catch2/issue_351.txt",
        "catch2 benchmarks=6 [Unit_assignment > Construction > Fibonacci 10 "
        "time_ns=344(341..349)] [Unit_assignment > Construction > Fibonacci 20 "
        "time_ns=41731(41250..42622)] [More Fibonacci > Fibonacci~ 5! time_ns=36(35..37)] "
        "[More Fibonacci > Fibonacci-15_bench time_ns=3789(3734..3888)] [Even More Fibonacci "
        "> With a long name > Fibonacci 10 with a long name time_ns=344(341..349)]"},
    {PERFORMANCE, "benchmarkjs/benchmarkjs_output.txt",
        "benchmarkjs benchmarks=3 [fib(10) "
        "operations_per_second=1.43176e+06(1.42116e+06..1.44235e+06)] [fib(20) "
        "operations_per_second=12146(12107.1..12184.9)] [createObjectBuffer with 200 "
        "comments operations_per_second=81.61(80.2226..82.9974)]"},
    {PERFORMANCE, "benchmarkjs/issue_506.txt",
        "benchmarkjs benchmarks=6 [text encoder utf8 "
        "operations_per_second=28.33(27.3951..29.2649)] [text encoder utf16 "
        "operations_per_second=55.25(46.0785..64.4215)] [sha512 wasm from string utf8 "
        "operations_per_second=15.2(13.8624..16.5376)] [sha512 wasm from string utf16 "
        "operations_per_second=19.23(18.9031..19.5569)] [sha512 native from string utf8 "
        "operations_per_second=21.46(20.5801..22.3399)]"},
    {PERFORMANCE, "criterion/console-many.txt",
        "criterion-console benchmarks=5 [file time_ns=0.3239(0.32062..0.32755)] "
        "[rolling_file time_ns=0.42966(0.38179..0.48328)] [tracing_file "
        "time_ns=18019(16652..19562)] [tracing_rolling_file time_ns=20930(18195..24240)] "
        "[benchmark: name with spaces time_ns=20.93(18.195..24.24)]"},
    {PERFORMANCE, "rustbench/many.txt",
        "libtest benchmarks=6 [tests::benchmark time_ns=3161(2186..4136)] [tests::other_benchmark "
        "time_ns=3161(2186..4136)] [tests::last_benchmark time_ns=3161(2186..4136)] "
        "[tests::one_digit time_ns=1000(0..2000)] [tests::two_digit time_ns=2.2e+07(0..4.4e+07)]"},
    {PERFORMANCE, "wrk/refused.txt",
        "bad 0:0: the file has no measurements of performance in a known format"},
};

static void test_evidence__reads_real_reports(void **state)
{
	const char *directory = getenv("DONE_EVIDENCE_CORPUS");

	(void)state;
	if (!directory) {
		print_message("DONE_EVIDENCE_CORPUS is not set: real reports are not read\n");
		return;
	}
	for (size_t i = 0; TEST_EACH(corpus, i, corpus[i].file); i++) {
		struct done_arena arena = {0};
		struct done_buf text = {0};
		struct done_error err = {0};
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", directory, corpus[i].file);
		assert_success(done_file_read(path, DONE_EVIDENCE_BYTES_MAX, &text, &err), err);
		assert_string_equal(evidence_shown(&arena, (struct done_bytes){text.ptr, text.len},
		                        corpus[i].subject, NULL),
		    corpus[i].shown);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

/* Each of its words made the name anew: 120 KB took 20 seconds and 1.8 GB, this takes all. */
static void test_evidence__a_name_of_many_lines_costs_its_length(void **state)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};

	(void)state;
	done_buf_addf(
	    &text, "%ssamples  iterations  estimated\n--------------------\n", CATCH2_HEAD);
	for (size_t i = 0; i < 500000; i++)
		done_buf_addstr(&text, i % 40 == 39 ? "a\n" : "a ");
	assert_string_equal(
	    evidence_shown(&arena, (struct done_bytes){text.ptr, text.len}, PERFORMANCE, NULL),
	    "catch2 benchmarks=0; 3 bad line; 12502 cut off; 0 no benchmark");
	done_buf_release(&text);
	done_arena_release(&arena);
}

/* It says that it is not whole, or is empty; or nothing tells it from a shorter one that is. */
static bool evidence_is_told(const char *shown, const char *whole, struct done_bytes cut)
{
	static const char *const ends[][2] = {{"gocover", "\n"}, {"gotest", "\n"},
	    {"lcov", "end_of_record\n"}, {"lcov", "end_of_record"}, {"lcov", "end_of_record\r"},
	    {"lcov", "end_of_record\r\n"}, {"jtl", "\n"}, {"gobench", "PASS\n"}, {"hey-csv", "\n"},
	    {"criterion-console", "\n"}, {"benchmarkjs", "\n"}, {"benchmarkjs", " sampled)"}};

	if (!strncmp(shown, "bad ", 4) || strchr(shown, ';') || strstr(shown, "cases=0") ||
	    !strcmp(shown, whole))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ends); i++) {
		size_t len = strlen(ends[i][1]);

		if (!strncmp(shown, ends[i][0], strlen(ends[i][0])) && cut.len >= len &&
		    !memcmp(cut.ptr + cut.len - len, ends[i][1], len))
			return true;
	}
	return false;
}

static void test_evidence__real_reports_that_are_cut_are_told(void **state)
{
	const char *directory = getenv("DONE_EVIDENCE_CORPUS");

	(void)state;
	for (size_t i = 0; directory && TEST_EACH(corpus, i, corpus[i].file); i++) {
		struct done_arena arena = {0};
		struct done_buf text = {0};
		struct done_error err = {0};
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", directory, corpus[i].file);
		assert_success(done_file_read(path, DONE_EVIDENCE_BYTES_MAX, &text, &err), err);
		for (size_t part = 0; part < 50; part++) {
			struct done_bytes cut = {text.ptr, text.len * part / 50};
			const char *shown = evidence_shown(&arena, cut, corpus[i].subject, NULL);

			if (!evidence_is_told(shown, corpus[i].shown, cut))
				fail_msg("cut at %zu of %zu: %s", cut.len, text.len, shown);
		}
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evidence__reads_what_each_tool_writes),
	    cmocka_unit_test(test_evidence__every_reader_has_a_sample),
	    cmocka_unit_test(test_evidence__knows_the_traps),
	    cmocka_unit_test(test_evidence__the_format_of_the_policy_must_agree),
	    cmocka_unit_test(test_evidence__deep_nesting_ends_at_a_limit),
	    cmocka_unit_test(test_evidence__names_are_cut_and_counts_have_limits),
	    cmocka_unit_test(test_evidence__a_name_of_many_lines_costs_its_length),
	    cmocka_unit_test(test_evidence__reads_real_reports),
	    cmocka_unit_test(test_evidence__real_reports_that_are_cut_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
