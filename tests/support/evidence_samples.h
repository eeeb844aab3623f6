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
	"{\"meta\": {\"version\": \"7.2.1\", \"timestamp\": \"2026-01-01T10:00:00\"},\n"           \
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
	{"clover", "clover.xml", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_CLOVER("1"),
         SAMPLE_CLOVER("0")},
	{"istanbul", "coverage-final.json", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_ISTANBUL("3"),
         SAMPLE_ISTANBUL("0")},
	{"istanbul", "coverage-summary.json", DONE_EVIDENCE_COVERAGE, NULL, SAMPLE_SUMMARY("3"),
         SAMPLE_SUMMARY("2")},
	{"coveragepy", "coverage.json", DONE_EVIDENCE_COVERAGE, NULL,
         SAMPLE_COVERAGEPY("1, 2, 3", "", "3"), SAMPLE_COVERAGEPY("1, 2", "3", "2")},
	{"sarif", "eslint.sarif", DONE_EVIDENCE_SCAN, NULL, SAMPLE_SARIF("true", ""),
         SAMPLE_SARIF("true", "{\"ruleId\": \"eval\", \"ruleIndex\": 0,\n"
                              "   \"message\": {\"text\": \"eval is evil\"}, \"locations\": "
                              "[{\"physicalLocation\":\n    {\"artifactLocation\": {\"uri\": "
                              "\"src/pay.js\"}, \"region\": {\"startLine\": 2}}}]}")},
};

#endif
