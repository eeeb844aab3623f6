/*
 * A small report of every format, as its tool writes it: one that meets its check, and one that
 * does not. What they are about is src/pay.js of a service, of four lines.
 */
#ifndef DONE_TEST_EVIDENCE_SAMPLES_H
#define DONE_TEST_EVIDENCE_SAMPLES_H

#include "done/evidence.h"

struct evidence_sample {
	const char *format, *file;
	enum done_evidence_subject subject;
	/* One that is cut behind a line may be a shorter one that is whole; NULL: it has a mark at
	 * its end. The line begins so. */
	const char *ends_anywhere;
	const char *good, *bad;
};

#define SAMPLE_COBERTURA(hits)                                                              \
	"<?xml version=\"1.0\" ?>\n"                                                        \
	"<coverage version=\"6.5.0\" timestamp=\"1700000000000\" lines-valid=\"3\" "        \
	"line-rate=\"1\" branch-rate=\"0\" complexity=\"0\">\n"                             \
	"\t<sources>\n\t\t<source>\n/home/ci/build/services/shop </source>\n\t</sources>\n" \
	"\t<packages>\n\t\t<package name=\"src\" line-rate=\"1\">\n\t\t\t<classes>\n"       \
	"\t\t\t\t<class name=\"pay.js\" filename=\"src/pay.js\" line-rate=\"1\">\n"         \
	"\t\t\t\t\t<methods>\n\t\t\t\t\t\t<method name=\"pay\" signature=\"()\">"           \
	"<lines><line number=\"2\" hits=\"5\"/></lines></method>\n\t\t\t\t\t</methods>\n"   \
	"\t\t\t\t\t<lines>\n\t\t\t\t\t\t<line number=\"1\" hits=\"1\"/>\n"                  \
	"\t\t\t\t\t\t<line number=\"2\" hits=\"5\" branch=\"true\" "                        \
	"condition-coverage=\"100% (2/2)\"/>\n\t\t\t\t\t\t<line number=\"3\" hits=\"" hits  \
	"\"/>\n\t\t\t\t\t</lines>\n\t\t\t\t</class>\n\t\t\t</classes>\n\t\t</package>\n"    \
	"\t</packages>\n</coverage>\n"

#define SAMPLE_JACOCO(missed, covered, mi, ci)                                             \
	"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"                    \
	"<!DOCTYPE report PUBLIC \"-//JACOCO//DTD Report 1.1//EN\" \"report.dtd\">"        \
	"<report name=\"shop\"><sessioninfo id=\"ci-1\" start=\"1\" dump=\"2\"/>"          \
	"<package name=\"src\"><class name=\"src/Pay\" sourcefilename=\"pay.js\">"         \
	"<method name=\"pay\" desc=\"()V\" line=\"1\">"                                    \
	"<counter type=\"METHOD\" missed=\"0\" covered=\"1\"/></method></class>"           \
	"<sourcefile name=\"pay.js\"><line nr=\"1\" mi=\"0\" ci=\"3\" mb=\"0\" cb=\"0\"/>" \
	"<line nr=\"2\" mi=\"0\" ci=\"2\" mb=\"0\" cb=\"2\"/><line nr=\"3\" mi=\"" mi      \
	"\" ci=\"" ci "\" mb=\"0\" cb=\"0\"/><counter type=\"LINE\" missed=\"" missed      \
	"\" covered=\"" covered "\"/></sourcefile></package><counter type=\"LINE\" "       \
	"missed=\"" missed "\" covered=\"" covered "\"/></report>"

#define SAMPLE_CLOVER(count)                                                                 \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<coverage generated=\"1700000000\">\n"  \
	"  <project timestamp=\"1700000000\">\n    <file name=\"/home/ci/build/src/pay.js\"" \
	">\n      <line num=\"1\" type=\"method\" name=\"pay\" count=\"2\"/>\n"              \
	"      <line num=\"1\" type=\"stmt\" count=\"2\"/>\n"                                \
	"      <line num=\"2\" type=\"cond\" truecount=\"1\" falsecount=\"1\"/>\n"           \
	"      <line num=\"3\" type=\"stmt\" count=\"" count "\"/>\n"                        \
	"      <metrics statements=\"2\" coveredstatements=\"2\"/>\n    </file>\n"           \
	"  </project>\n</coverage>\n"

#define SAMPLE_ISTANBUL(hits)                                                          \
	"{\"/home/ci/build/src/pay.js\": {\"path\": \"/home/ci/build/src/pay.js\",\n"  \
	"  \"statementMap\": {\"0\": {\"start\": {\"line\": 1, \"column\": 0}},\n"     \
	"    \"1\": {\"start\": {\"line\": 2, \"column\": 2}},\n"                      \
	"    \"2\": {\"start\": {\"line\": 3, \"column\": 2}}},\n"                     \
	"  \"fnMap\": {}, \"branchMap\": {}, \"s\": {\"0\": 1, \"1\": 4, \"2\": " hits \
	"},\n  \"f\": {\"0\": 1}, \"b\": {\"0\": [1, 2]}}}\n"

#define SAMPLE_SUMMARY(covered)                                                     \
	"{\"total\": {\"lines\": {\"total\": 3, \"covered\": 3, \"skipped\": 0, "   \
	"\"pct\": 100}, \"statements\": {\"total\": 3, \"covered\": 3}},\n"         \
	"\"/home/ci/build/src/pay.js\": {\"lines\": {\"total\": 3, "                \
	"\"covered\": " covered ", \"skipped\": 0, \"pct\": 100},\n"                \
	"\"statements\": {\"total\": 3, \"covered\": " covered ", \"pct\": 100},\n" \
	"\"functions\": {\"total\": 1, \"covered\": 1, \"pct\": 100},\n"            \
	"\"branches\": {\"total\": 0, \"covered\": 0, \"pct\": \"Unknown\"}}}\n"

#define SAMPLE_COVERAGEPY(executed, missing, covered)                                              \
	"{\"meta\": {\"version\": \"7.2.1\", \"timestamp\": \"2020-01-01T10:00:00\"},\n"           \
	" \"files\": {\"src/pay.js\": {\"executed_lines\": [" executed                             \
	"],\n  \"summary\": {\"covered_lines\": " covered                                          \
	", \"num_statements\": 3},\n  \"missing_lines\": [" missing "], \"excluded_lines\": [],\n" \
	"  \"executed_branches\": [[2, 3], [2, -1]], \"missing_branches\": []}},\n"                \
	" \"totals\": {\"percent_covered\": 99.9}}\n"

#define SAMPLE_SARIF(finished, results)                                      \
	"{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n" \
	" \"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": "       \
	"{\"name\": \"ESLint\", \"version\": \"8.0\",\n"                     \
	"  \"rules\": [{\"id\": \"eval\", \"defaultConfiguration\": "        \
	"{\"level\": \"error\"}}]}},\n"                                      \
	"  \"invocations\": [{\"executionSuccessful\": " finished "}],\n"    \
	"  \"results\": [" results "]}]}\n"

#define SAMPLE_K6(p95, ones, zeros, rate)                                                   \
	"{\n \"metrics\": {\n  \"http_reqs\": {\"count\": 1200, \"rate\": 40.5},\n"         \
	"  \"http_req_duration\": {\"avg\": 90.5, \"min\": 2.5, \"med\": 80.25, \"max\": "  \
	"950.5,\n   \"p(90)\": 200.5, \"p(95)\": " p95 ", \"thresholds\": {\"p(95)<500\": " \
	"false}},\n  \"http_req_failed\": {\"passes\": " ones ", \"fails\": " zeros         \
	", \"value\": " rate "}}}\n"

#define SAMPLE_GATLING(ok, ko)                                                               \
	"{\"name\": \"All Requests\",\n \"numberOfRequests\": {\"total\": 1200, \"ok\": " ok \
	", \"ko\": " ko "},\n \"minResponseTime\": {\"total\": 2},\n"                        \
	" \"maxResponseTime\": {\"total\": 950},\n \"meanResponseTime\": {\"total\": 90},\n" \
	" \"percentiles1\": {\"total\": 80},\n \"percentiles2\": {\"total\": 120},\n"        \
	" \"percentiles3\": {\"total\": 240},\n \"percentiles4\": {\"total\": 600},\n"       \
	" \"meanNumberOfRequestsPerSecond\": {\"total\": 40}}\n"

#define SAMPLE_STATISTICS(errors, percent)                                                        \
	"{\"Total\": {\"transaction\": \"Total\", \"sampleCount\": 1200, \"errorCount\": " errors \
	",\n \"errorPct\": " percent ", \"meanResTime\": 90.5, \"medianResTime\": 80.0"           \
	",\n \"minResTime\": 2.0, \"maxResTime\": 950.0, \"pct1ResTime\": 200.0,\n"               \
	" \"pct2ResTime\": 240.5, \"pct3ResTime\": 600.0, \"throughput\": 40.5}}\n"

#define SAMPLE_LOCUST(failures)                                                             \
	"Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time," \
	"Min Response Time,Max Response Time,Requests/s,50%,75%,90%,95%,99%,100%\n"         \
	"GET,\"/list, all\",700,0,80,90.5,2.5,950.5,23.5,80,120,200,240,600,950\n"          \
	"POST,/pay,500," failures ",80,90.5,2.5,900.5,17.0,80,120,200,240,600,900\n"        \
	",Aggregated,1200," failures ",80,90.5,2.5,950.5,40.5,80,120,200,240,600,950\n"

#define SAMPLE_VEGETA(success)                                                                \
	"{\"latencies\":{\"total\":1,\"mean\":90500000,\"50th\":80000000,\"90th\":200000000," \
	"\"95th\":240000000,\"99th\":600000000,\"max\":950000000,\"min\":2500000},\n"         \
	"\"end\":\"2020-01-02T03:04:06.1Z\",\"duration\":30000000000,\"requests\":1200,"      \
	"\"rate\":40.5,\"throughput\":40.1,\"success\":" success                              \
	",\"status_codes\":{\"200\":1194,\"503\":6},\"errors\":[]}\n"

#define SAMPLE_AUTOCANNON(errors)                                                             \
	"{\"url\":\"http://127.0.0.1:1/\",\"duration\":30.02,\"finish\":"                     \
	"\"2020-01-02T03:04:06.1Z\",\"errors\":" errors ",\"timeouts\":0,\"non2xx\":" errors  \
	",\n\"latency\":{\"average\":90.5,\"min\":2,\"max\":950,\"p50\":80,\"p75\":120,"      \
	"\"p90\":200,\"p97_5\":300,\"p99\":600,\"p99_9\":900},\n\"requests\":{\"total\":1200" \
	",\"sent\":1210}}\n"

/* So many rows that the usual limit of 100 requests holds; the last one ends in `last`. */
#define SAMPLE_JTL_ROWS(success) \
	"1700000000000,100,list,200,OK,T 1-1,text," success ",,10,1,1,1,90,0,1\n"
#define SAMPLE_TEN(row) row row row row row row row row row row
#define SAMPLE_JTL(last)                                                                    \
	"timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success," \
	"failureMessage,bytes,sentBytes,grpThreads,allThreads,Latency,IdleTime,"            \
	"Connect\n" SAMPLE_TEN(SAMPLE_JTL_ROWS(                                             \
	    "true")) "1700000001000,250,\"pay \"\"now\"\"\",200,\"O\nK\",T 1-1,text," last  \
	             ",,10,1,1,1,90,0,1\n"

#define SAMPLE_GO(one, other)                                                 \
	"goos: linux\ngoarch: amd64\npkg: example.com/pay\ncpu: AMD EPYC\n"   \
	"BenchmarkAdd-8   \t 1000\t " one " ns/op\t 16 B/op\t 2 allocs/op\n"  \
	"BenchmarkRound-8 \t 1000\t " other " ns/op\t 0 B/op\t 0 allocs/op\n" \
	"PASS\nok  \texample.com/pay\t1.276s\n"

#define SAMPLE_JMH_ONE(name, score)                                                              \
	"{\"jmhVersion\": \"1.36\", \"benchmark\": \"" name "\", \"mode\": \"avgt\",\n"          \
	" \"jdkVersion\": \"17\", \"vmName\": \"VM\", \"primaryMetric\": {\"score\": " score     \
	",\n  \"scoreError\": \"NaN\", \"scoreConfidence\": [\"NaN\", \"NaN\"], \"scoreUnit\": " \
	"\"ns/op\"}}"
#define SAMPLE_JMH(one, other) \
	"[" SAMPLE_JMH_ONE("pay.add", one) ",\n" SAMPLE_JMH_ONE("pay.round", other) "]\n"

#define SAMPLE_GOOGLE(one, other)                                                                  \
	"{\"context\": {\"date\": \"2020-01-02T10:00:00+00:00\", \"host_name\": \"vm\"},\n"        \
	" \"benchmarks\": [{\"name\": \"Add/8\", \"run_type\": \"iteration\", \"real_time\": " one \
	", \"time_unit\": \"ns\"},\n  {\"name\": \"Round\", \"real_time\": " other                 \
	", \"time_unit\": \"ns\"}]}\n"

#define SAMPLE_PYTEST_ONE(name, least, mean)                                          \
	"{\"fullname\": \"" name "\", \"stats\": {\"min\": " least ", \"max\": 1.5, " \
	"\"mean\": " mean ",\n  \"stddev\": 0.1, \"rounds\": 9}}"
#define SAMPLE_PYTEST(least, one, other)                                                      \
	"{\"machine_info\": {\"cpu\": {\"brand\": \"AMD\"}, \"python_version\": \"3.11\"},\n" \
	" \"commit_info\": {\"id\": \"unversioned\", \"dirty\": false}, \"datetime\": "       \
	"\"2020-01-02T10:00:00\",\n \"benchmarks\": [" SAMPLE_PYTEST_ONE(                     \
	    "a.py::add", least, one) ",\n" SAMPLE_PYTEST_ONE("a.py::round", least, other) "]}\n"

#define SAMPLE_WRK(other)                                                                        \
	"Running 30s test @ http://127.0.0.1:8080/\n  2 threads and 4 connections\n"             \
	"  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"                                  \
	"    Latency    90.50ms   10.16ms 950.00ms   91.74%\n"                                   \
	"    Req/Sec    20.35      3.07    40.00     70.00%\n  Latency Distribution\n"           \
	"     50%   80.00ms\n     75%  120.00ms\n     90%  200.00ms\n     99%  600.00ms\n"       \
	"  1200 requests in 30.02s, 38.64KB read\n  Socket errors: connect 0, read 1, write 0, " \
	"timeout 0\n  Non-2xx or 3xx responses: " other "\nRequests/sec:     39.97\n"            \
	"Transfer/sec:     18.58KB\n"

#define SAMPLE_HEY(good, bad)                                                                    \
	"\nSummary:\n  Total:\t30.0200 secs\n  Slowest:\t0.9500 secs\n  Fastest:\t0.0020 secs\n" \
	"  Average:\t0.0905 secs\n  Requests/sec:\t39.9734\n  \n  Total data:\t1880 bytes\n\n"   \
	"Response time histogram:\n  0.002 [1]\t|\n  0.950 [1199]\t|\n\n\n"                      \
	"Latency distribution:\n  50% in 0.0800 secs\n  75% in 0.1200 secs\n"                    \
	"  90% in 0.2000 secs\n  95% in 0.2400 secs\n  99% in 0.6000 secs\n\n"                   \
	"Details (average, fastest, slowest):\n  DNS+dialup:\t0.0001 secs, 0.0000 secs, "        \
	"0.0010 secs\n\nStatus code distribution:\n  [200]\t" good " responses\n  [500]\t" bad   \
	" responses\n\n\n"

#define SAMPLE_AB(other)                                                                        \
	"This is ApacheBench, Version 2.3 <$Revision: 1903618 $>\n\nServer Port:            "   \
	"80\n\n"                                                                                \
	"Concurrency Level:      4\nTime taken for tests:   30.020 seconds\n"                   \
	"Complete requests:      1200\nFailed requests:        9\n"                             \
	"   (Connect: 0, Receive: 0, Length: 9, Exceptions: 0)\nNon-2xx responses:      " other \
	"\nTotal transferred:      19400 bytes\nHTML transferred:       600 bytes\n"            \
	"Requests per second:    39.97 [#/sec] (mean)\n"                                        \
	"Time per request:       90.500 [ms] (mean)\n"                                          \
	"Time per request:       22.033 [ms] (mean, across all concurrent requests)\n"          \
	"Transfer rate:          46.60 [Kbytes/sec] received\n\nConnection Times (ms)\n"        \
	"              min  mean[+/-sd] median   max\nTotal:          2   90   5.6     80     " \
	"950\n\n"                                                                               \
	"Percentage of the requests served within a certain time (ms)\n  50%     80\n"          \
	"  75%    120\n  90%    200\n  95%    240\n  99%    600\n 100%    950 (longest "        \
	"request)\n"

#define SAMPLE_OHA(good, bad)                                                                  \
	"{\"summary\": {\"successRate\": 1.0, \"total\": 30.02, \"slowest\": 0.95, "           \
	"\"fastest\": 0.002,\n \"average\": 0.0905, \"requestsPerSec\": 39.9734},\n"           \
	"\"latencyPercentiles\": {\"p50\": 0.08, \"p75\": 0.12, \"p90\": 0.2, \"p95\": 0.24, " \
	"\"p99\": 0.6},\n\"statusCodeDistribution\": {\"200\": " good ", \"503\": " bad        \
	"},\n\"errorDistribution\": {\"aborted due to deadline\": 20}}"

#define SAMPLE_ARTILLERY(good, bad)                                                           \
	"{\"aggregate\": {\"counters\": {\"http.requests\": 1200, \"http.codes.200\": " good  \
	",\n \"http.codes.500\": " bad ", \"http.responses\": 1200},\n"                       \
	"\"firstMetricAt\": 1700000000000, \"lastMetricAt\": 1700000030000,\n"                \
	"\"summaries\": {\"http.response_time\": {\"min\": 2, \"max\": 950, \"mean\": 90.5, " \
	"\"median\": 80, \"p75\": 120, \"p90\": 200, \"p95\": 240, \"p99\": 600, \"p999\": "  \
	"900}}}}"

#define SAMPLE_GHZ(good, bad)                                                                      \
	"{\"count\": 1200, \"total\": 30020000000, \"average\": 90500000, \"fastest\": 2000000,\n" \
	"\"slowest\": 950000000, \"rps\": 39.9734, \"statusCodeDistribution\": {\"OK\": " good     \
	", \"Unavailable\": " bad "},\n\"latencyDistribution\": [{\"percentage\": 50, "            \
	"\"latency\": 80000000}, {\"percentage\": 95, \"latency\": 240000000}]}"

#define SAMPLE_SIEGE(good, bad, share, rate)                                              \
	"{\t\"transactions\":\t" good ",\n\t\"availability\":\t" share ",\n"              \
	"\t\"elapsed_time\":\t30.02,\n\t\"response_time\":\t0.09,\n"                      \
	"\t\"transaction_rate\":\t" rate ",\n\t\"successful_transactions\":\t" good ",\n" \
	"\t\"failed_transactions\":\t" bad ",\n"                                          \
	"\t\"longest_transaction\":\t0.95,\n\t\"shortest_transaction\":\t0.00\n}\n"

#define SAMPLE_HYPERFINE(mean, most)                                                       \
	"{\"results\": [{\"command\": \"pay {n}\", \"mean\": " mean ", \"stddev\": 1e-9, " \
	"\"min\": 1e-7,\n \"max\": " most ", \"times\": [" mean ", " mean                  \
	"], \"exit_codes\": [0, 0], "                                                      \
	"\"parameters\": {\"n\": \"9\"}}]}"

#define SAMPLE_CRITERION(mean, low, high)                                                         \
	"{\"mean\": {\"confidence_interval\": {\"confidence_level\": 0.95, \"lower_bound\": " low \
	",\n \"upper_bound\": " high "}, \"point_estimate\": " mean                               \
	", \"standard_error\": 1.0},\n\"slope\": null, \"std_dev\": {\"point_estimate\": 4.0}}"

#define SAMPLE_VITEST(mean, rate)                                                                  \
	"{\"files\": [{\"filepath\": \"/b/pay.bench.ts\", \"groups\": [{\"fullName\": "            \
	"\"pay.bench.ts > pay\",\n \"benchmarks\": [{\"name\": \"add\", \"rme\": 5, \"hz\": " rate \
	", \"mean\": " mean ", \"sampleCount\": 9}]}]}]}"

#define SAMPLE_BENCHMARKDOTNET(least, mean, most)                                               \
	"\xEF\xBB\xBF{\"HostEnvironmentInfo\": {\"BenchmarkDotNetVersion\": \"0.13\", "         \
	"\"ProcessorName\": \"cpu\",\n \"RuntimeVersion\": \".NET 8\"}, \"Benchmarks\": "       \
	"[{\"FullName\": \"Shop.Pay.Add\", \"Statistics\": {\"Min\": " least ", \"Max\": " most \
	",\n \"Mean\": " mean ", \"ConfidenceInterval\": {\"Lower\": 1, \"Upper\": 9000}}, "    \
	"\"Memory\": {\"BytesAllocatedPerOperation\": 24}}]}"

#define SAMPLE_BOMBARDIER(good, bad)                                                           \
	"{\"spec\": {\"numberOfRequests\": 1200}, \"result\": {\"timeTakenSeconds\": 30.02, "  \
	"\"req1xx\": 0,\n\"req2xx\": " good ", \"req3xx\": 0, \"req4xx\": 0, \"req5xx\": " bad \
	", \"others\": 0,\n\"latency\": {\"mean\": 90500, \"max\": 950000, \"percentiles\": "  \
	"{\"50\": 80000, \"75\": 120000, \"90\": 200000, \"95\": 240000, \"99\": 600000}}}}"

#define SAMPLE_LIBTEST(one, other)                                       \
	"\nrunning 3 tests\ntest pay::skipped ... ignored\n"             \
	"test pay::add ... bench:         " one " ns/iter (+/- 9)\n"     \
	"test pay::round ... bench:       " other " ns/iter (+/- 9)\n\n" \
	"test result: ok. 0 passed; 0 failed; 1 ignored; 2 measured; 0 filtered out\n"

#define SAMPLE_HEY_CSV(time, status)                                                           \
	"response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code," \
	"offset\n0.0200,0.0001,0.0000,0.0001,0.0198,0.0001,200,0.0010\n"                       \
	"" time ",0.0001,0.0000,0.0001,0.0300,0.0001," status ",0.9600\n"

#define SAMPLE_CRITERION_CONSOLE(one, other)                                              \
	"     Running benches/pay.rs (target/release/deps/pay-1)\nBenchmarking add\n"     \
	"Benchmarking add: Analyzing\nadd                     time:   [400.50 ns " one    \
	" ns 600.50 ns]\nBenchmarking rounds to the next cent\nrounds to the next cent\n" \
	"                        time:   [100.00 ns " other " ns 9.0000 \xc2\xb5s]\n"

#define SAMPLE_CATCH2(mean, result)                                                           \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Catch name=\"t\"><Group name=\"t\">\n"  \
	" <TestCase name=\"pay\" filename=\"t.cpp\" line=\"5\">\n  <BenchmarkResults "        \
	"name=\"add\" samples=\"20\">\n   <mean value=\"" mean                                \
	"\" lowerBound=\"400.5\" upperBound=\"6000.5\" ci=\"0.95\"/>\n   <standardDeviation " \
	"value=\"9\"/>\n  </BenchmarkResults>\n  <OverallResult success=\"" result            \
	"\"/>\n </TestCase></Group></Catch>\n"

#define SAMPLE_CATCH2_TEXT(mean, result)                                                   \
	"------------------------------\npay\n  cents\n------------------------------\n"   \
	"t.cpp:5\n..............................\n\n"                                      \
	"benchmark name      samples       iterations    estimated\n"                      \
	"                    mean          low mean      high mean\n"                      \
	"                    std dev       low std dev   high std dev\n"                   \
	"------------------------------\nadds and\nrounds         20     43    5.91 ms \n" \
	"               " mean " ns    400.5 ns    6000.5 ns \n"                           \
	"               4 ns   2 ns   6 ns \n                  \n\n"                       \
	"==============================\n" result "\n"

#define SAMPLE_BENCHMARKJS(rate)                                   \
	"Running 1 benchmark\nadd x 2 x " rate " ops/sec \xc2\xb1" \
	"0.50% (93 runs "                                          \
	"sampled)\n"

static const struct evidence_sample evidence_samples[] = {
    {"junit", "junit.xml", DONE_EVIDENCE_TESTS, NULL,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        " <testsuite name=\"pay\" tests=\"2\" failures=\"0\" errors=\"0\">\n"
        "  <testcase classname=\"Pay\" name=\"adds\" file=\"src/pay.js\" line=\"2\" "
        "time=\"0.1\"/>\n"
        "  <testcase classname=\"Pay\" name=\"rounds\" time=\"0.1\">"
        "<system-out>ok</system-out></testcase>\n </testsuite>\n</testsuites>\n",
        "<testsuites><testsuite name=\"pay\" tests=\"2\" failures=\"1\">\n"
        "<testcase classname=\"Pay\" name=\"adds\" time=\"0.1\"/>\n"
        "<testcase classname=\"Pay\" name=\"rounds\" time=\"2\">"
        "<failure message=\"1 is not 2\">pay.js:2</failure></testcase>\n"
        "</testsuite></testsuites>\n"},
    {"trx", "a.trx", DONE_EVIDENCE_TESTS, NULL,
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<TestRun id=\"1\" "
        "xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\">\n"
        "<Results><UnitTestResult testName=\"adds\" outcome=\"Passed\"/>\n"
        "<UnitTestResult testName=\"rows\" outcome=\"Passed\"><InnerResults>"
        "<UnitTestResult testName=\"rows (1)\" outcome=\"Passed\"/></InnerResults>"
        "</UnitTestResult></Results>\n<ResultSummary outcome=\"Completed\">"
        "<Counters total=\"2\" passed=\"2\" failed=\"0\"/></ResultSummary></TestRun>\n",
        "<TestRun><Results><UnitTestResult testName=\"adds\" outcome=\"Timeout\"/></Results>\n"
        "<ResultSummary outcome=\"Failed\"><Counters total=\"1\" failed=\"1\"/>"
        "</ResultSummary></TestRun>\n"},
    {"tap", "a.tap", DONE_EVIDENCE_TESTS, "#",
        "TAP version 13\nok 1 - adds\n  ---\n  duration_ms: 2\n  ...\n    not ok 1 - inner\n"
        "ok 2 - rounds # SKIP not here\nnot ok 3 - later # TODO write it\n1..3\n# tests 9\n",
        "1..2\nok 1 - adds\nnot ok 2 - rounds\n"},
    {"gotest", "test.json", DONE_EVIDENCE_TESTS, "{",
        "{\"Action\":\"run\",\"Package\":\"x/pay\",\"Test\":\"TestAdd\"}\n"
        "{\"Action\":\"output\",\"Package\":\"x/pay\",\"Test\":\"TestAdd\",\"Output\":\"ok\"}\n"
        "{\"Action\":\"pass\",\"Package\":\"x/pay\",\"Test\":\"TestAdd\",\"Elapsed\":0.01}\n"
        "{\"Action\":\"pass\",\"Package\":\"x/pay\",\"Elapsed\":0.2}\n",
        "{\"Action\":\"run\",\"Package\":\"x/pay\",\"Test\":\"TestAdd\"}\n"
        "{\"Action\":\"fail\",\"Package\":\"x/pay\",\"Test\":\"TestAdd\",\"Elapsed\":0.01}\n"
        "{\"Action\":\"fail\",\"Package\":\"x/pay\",\"Elapsed\":0.2}\n"},
    {"jest", "jest.json", DONE_EVIDENCE_TESTS, NULL,
        "{\"numTotalTests\": 1, \"numFailedTests\": 0, \"numRuntimeErrorTestSuites\": 0,\n"
        " \"success\": true, \"testResults\": [{\"name\": \"/home/ci/build/src/pay.js\",\n"
        "  \"status\": \"passed\", \"assertionResults\": [{\"status\": \"passed\",\n"
        "   \"fullName\": \"pay adds\", \"location\": {\"line\": 2, \"column\": 3}}]}]}\n",
        "{\"numTotalTests\": 1, \"numFailedTests\": 0, \"numRuntimeErrorTestSuites\": 1,\n"
        " \"success\": false, \"testResults\": [{\"name\": \"b.test.js\", \"status\": "
        "\"failed\",\n  \"assertionResults\": []}, {\"name\": \"a.test.js\", \"status\": "
        "\"passed\",\n  \"assertionResults\": [{\"status\": \"passed\", \"title\": \"a\"}]}]}\n"},
    {"gocover", "coverage.out", DONE_EVIDENCE_COVERAGE, "example.com/",
        "mode: set\nexample.com/shop/src/pay.js:1.1,2.2 2 1\n"
        "example.com/shop/src/pay.js:3.1,3.9 1 0\nexample.com/shop/src/pay.js:3.1,3.9 1 7\n",
        "mode: count\nexample.com/shop/src/pay.js:1.1,2.2 2 0\n"
        "example.com/shop/src/pay.js:3.1,3.9 1 0\n"},
    {"lcov", "lcov.info", DONE_EVIDENCE_COVERAGE, NULL,
        "TN:\nSF:/home/ci/build/services/shop/src/pay.js\nFN:1,pay\nFNDA:4,pay\n"
        "DA:1,1\nDA:2,5,abc\nDA:3,99999999999999999999999\nBRDA:2,0,0,1\nBRDA:2,0,1,2\n"
        "LF:3\nLH:3\nend_of_record\n",
        "SF:src/pay.js\r\nDA:1,1\r\nDA:2,0\r\nDA:3,0\r\nBRDA:2,0,0,-\r\nend_of_record\r\n"},
    {"cobertura", "cobertura.xml", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_COBERTURA("2"),
        SAMPLE_COBERTURA("0")},
    {"jacoco", "jacoco.xml", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_JACOCO("0", "3", "0", "4"),
        SAMPLE_JACOCO("1", "2", "4", "0")},
    {"clover", "clover.xml", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_CLOVER("1"), SAMPLE_CLOVER("0")},
    {"istanbul", "coverage-final.json", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_ISTANBUL("3"),
        SAMPLE_ISTANBUL("0")},
    {"istanbul", "coverage-summary.json", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_SUMMARY("3"),
        SAMPLE_SUMMARY("2")},
    {"coveragepy", "coverage.json", DONE_EVIDENCE_COVERAGE, NULL,
        SAMPLE_COVERAGEPY("1, 2, 3", "", "3"), SAMPLE_COVERAGEPY("1, 2", "3", "2")},
    {"sarif", "eslint.sarif", DONE_EVIDENCE_SCAN, NULL, SAMPLE_SARIF("true", ""),
        SAMPLE_SARIF("true",
            "{\"ruleId\": \"eval\", \"ruleIndex\": 0,\n"
            "   \"message\": {\"text\": \"eval is evil\"}, \"locations\": "
            "[{\"physicalLocation\":\n    {\"artifactLocation\": {\"uri\": "
            "\"src/pay.js\"}, \"region\": {\"startLine\": 2}}}]}")},
    {"k6", "k6-summary.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_K6("240.5", "6", "1194", "0.005"), SAMPLE_K6("440.5", "600", "600", "0.5")},
    {"jtl", "results.jtl", DONE_EVIDENCE_PERFORMANCE, "1", SAMPLE_JTL("true"), SAMPLE_JTL("false")},
    {"jmeter-statistics", "statistics.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_STATISTICS("6", "0.5"), SAMPLE_STATISTICS("60", "5.5")},
    {"gatling", "global_stats.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_GATLING("1194", "6"),
        SAMPLE_GATLING("1140", "60")},
    {"locust", "run_stats.csv", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_LOCUST("6"),
        SAMPLE_LOCUST("60")},
    {"vegeta", "vegeta.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_VEGETA("0.995"),
        SAMPLE_VEGETA("0.9")},
    {"autocannon", "autocannon.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_AUTOCANNON("3"),
        SAMPLE_AUTOCANNON("60")},
    {"wrk", "wrk.txt", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_WRK("5"), SAMPLE_WRK("60")},
    {"hey", "hey.txt", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_HEY("1194", "6"),
        SAMPLE_HEY("1140", "60")},
    {"ab", "ab.txt", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_AB("6"), SAMPLE_AB("60")},
    {"oha", "oha.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_OHA("1194", "6"),
        SAMPLE_OHA("1140", "60")},
    {"artillery", "artillery.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_ARTILLERY("1194", "6"),
        SAMPLE_ARTILLERY("1140", "60")},
    {"ghz", "ghz.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_GHZ("1194", "6"),
        SAMPLE_GHZ("1140", "60")},
    {"siege", "siege.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_SIEGE("1194", "6", "99.50", "39.77"), SAMPLE_SIEGE("1140", "60", "95.00", "37.97")},
    {"gobench", "bench.txt", DONE_EVIDENCE_PERFORMANCE, "ok", SAMPLE_GO("500.5", "20"),
        SAMPLE_GO("5000", "2000")},
    {"jmh", "jmh.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_JMH("500.5", "20"),
        SAMPLE_JMH("5000", "2000")},
    {"googlebenchmark", "gb.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_GOOGLE("500.5", "20"),
        SAMPLE_GOOGLE("5000", "2000")},
    {"pytestbenchmark", "bench.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_PYTEST("1e-8", "5.5e-7", "2e-8"), SAMPLE_PYTEST("0.25", "0.5", "0.75")},
    {"bombardier", "bombardier.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_BOMBARDIER("1194", "6"), SAMPLE_BOMBARDIER("1140", "60")},
    {"libtest", "bench.out", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_LIBTEST("500", "20"),
        SAMPLE_LIBTEST("5,000", "2,000")},
    {"hyperfine", "hyperfine.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_HYPERFINE("2e-7", "3e-7"), SAMPLE_HYPERFINE("2.5e-3", "3.5e-3")},
    {"criterion", "estimates.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_CRITERION("500.5", "400.5", "600.5"), SAMPLE_CRITERION("5000", "4000", "6000")},
    {"vitest", "vitest.json", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_VITEST("0.0005", "2000000"),
        SAMPLE_VITEST("0.005", "200000")},
    {"benchmarkdotnet", "dotnet.json", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_BENCHMARKDOTNET("400.5", "500.5", "600.5"),
        SAMPLE_BENCHMARKDOTNET("4000", "5000", "6000")},
    {"hey-csv", "hey.csv", DONE_EVIDENCE_PERFORMANCE, "0.9600", SAMPLE_HEY_CSV("0.0400", "200"),
        SAMPLE_HEY_CSV("0.9000", "500")},
    {"criterion-console", "cargo-bench.txt", DONE_EVIDENCE_PERFORMANCE, "Benchmarking r",
        SAMPLE_CRITERION_CONSOLE("500.50", "200.00"), SAMPLE_CRITERION_CONSOLE("599.00", "5000")},
    {"catch2", "catch2.xml", DONE_EVIDENCE_PERFORMANCE, NULL, SAMPLE_CATCH2("500.5", "true"),
        SAMPLE_CATCH2("5000", "false")},
    {"catch2", "catch2.txt", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_CATCH2_TEXT("500.5", "All tests passed (1 assertion in 1 test case)"),
        SAMPLE_CATCH2_TEXT(
            "5000", "test cases: 2 | 1 passed | 1 failed\nassertions: 1 | 1 failed")},
    {"benchmarkjs", "benchmark.txt", DONE_EVIDENCE_PERFORMANCE, NULL,
        SAMPLE_BENCHMARKJS("2,000,000"), SAMPLE_BENCHMARKJS("2,000.5")},
};

/* A check that the good one meets, of the service that the samples are about; its file is `r`. */
static inline const char *evidence_sample_check(const struct evidence_sample *one)
{
	static const char *const checks[] = {
	    [DONE_EVIDENCE_TESTS] = "tests: r",
	    [DONE_EVIDENCE_COVERAGE] = "coverage: {reports: r, min: 100%}",
	    [DONE_EVIDENCE_SCAN] = "scan: r",
	    [DONE_EVIDENCE_PERFORMANCE] = "performance: {reports: r, min: {requests: 11}}",
	};
	uint32_t yields = done_evidence_reader_find(one->format)->yields;

	if (yields & DONE_YIELDS(TIME_NS))
		return "performance: {reports: r, max: {time_ns: 1us}}";
	if (yields & DONE_YIELDS(OPERATIONS_PER_SECOND))
		return "performance: {reports: r, min: {operations_per_second: 1000000}}";
	return checks[one->subject];
}

#endif
