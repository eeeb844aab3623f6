/*
 * What may be wrong with any report or description, in every format that is read: nested without
 * end, a key twice, numbers that are others. A finding with its place, or undecided: never met, and
 * never a crash.
 */
#include "check_fixture.h"
#include "evidence_samples.h"

#define DEEP 100000

static const char *const damage_checks[] = {
    [DONE_EVIDENCE_TESTS] = "tests: r",
    [DONE_EVIDENCE_COVERAGE] = "coverage: {reports: r, min: 1%}",
    [DONE_EVIDENCE_SCAN] = "scan: r",
    [DONE_EVIDENCE_PERFORMANCE] = "performance: {reports: r, min: {requests: 1}}",
};

/* Judges a file `name` of the service; what is unmet has a place and words. */
static enum done_verdict damage_judge(
    struct check_fixture *f, const char *check, const char *name, struct done_bytes bytes)
{
	check_open(f, "services/shop");
	fake_file(&f->head, "services/shop/src/pay.js", "1\n2\n3\n4\n");
	fake_file_bytes(
	    &f->head, done_arena_printf(&f->arena, "services/shop/%s", name), bytes.ptr, bytes.len);
	check_run(f, check);
	if (f->rc < 0) {
		if (f->err.code != DONE_E_UNDECIDED || !f->err.message[0])
			fail_msg("an error that is not 'undecided': %s", f->err.message);
		return DONE_UNDECIDED;
	}
	if (f->result.verdict == DONE_UNMET &&
	    (!f->result.nr || !f->result.findings[0].path || !f->result.findings[0].message[0]))
		fail_msg("unmet without a place and words");
	return f->result.verdict;
}

static void damage_expect_unmet(const char *check, const char *name, struct done_buf *text)
{
	struct check_fixture f;

	if (damage_judge(&f, check, name, (struct done_bytes){text->ptr, text->len}) == DONE_MET)
		fail_msg("met: %s", f.result.reason);
	check_close(&f);
	done_buf_release(text);
}

/* ---- nested ---- */

static const struct {
	const char *name, *check, *file;
	const char *before, *level, *middle, *end, *after; /* level and end are repeated */
} nested[] = {
    {"junit", "tests: r", "r", "", "<testsuite>", "<testcase name='a'/>", "</testsuite>", ""},
    {"jest", "tests: r", "r", "{\"numTotalTests\": 1, \"testResults\": ", "[", "1", "]", "}"},
    {"go test -json", "tests: r", "r", "{\"Action\":\"run\",\"Package\":", "[", "1", "]", "}\n"},
    {"cobertura", "coverage: {reports: r, min: 1%}", "r", "<coverage line-rate='1'><packages>",
        "<package>", "", "</package>", "</packages></coverage>"},
    {"istanbul", "coverage: {reports: r, min: 1%}", "r",
        "{\"a.js\": {\"statementMap\": ", "{\"0\":", "1", "}", "}}"},
    {"sarif", "scan: r", "r", "{\"version\": \"2.1.0\", \"runs\": ", "[", "", "]", "}"},
    {"k6", "performance: r", "r", "{\"metrics\": {\"http_reqs\": ", "{\"a\":", "1", "}", "}}"},
    {"jmh", "performance: r", "r", "", "[", "", "]", ""},
    {"jtl as xml", "performance: r", "r", "<testResults>", "<httpSample t='1' s='true'>", "",
        "</httpSample>", "</testResults>"},
    {"catch2", "performance: r", "r", "<Catch>", "<Section name='a'>", "", "</Section>",
        "</Catch>"},
    {"trx", "tests: r", "r", "<TestRun>", "<UnitTestResult testName='a' outcome='Passed'>", "",
        "</UnitTestResult>", "</TestRun>"},
    {"jacoco", "coverage: {reports: r, min: 1%}", "r", "<report name='a'>", "<group name='a'>", "",
        "</group>", "</report>"},
    {"clover", "coverage: {reports: r, min: 1%}", "r", "<coverage><project>", "<package name='a'>",
        "", "</package>", "</project></coverage>"},
    {"bombardier behind its greeting", "performance: r", "r",
        "Bombarding x\n{\"result\": ", "{\"a\":", "1", "}", "}"},
    {"openapi as json", "openapi: o.json", "o.json",
        "{\"openapi\": \"3.0.3\", \"paths\": ", "{\"a\":", "1", "}", "}"},
    {"openapi as yaml", "openapi: o.yaml", "o.yaml", "openapi: 3.0.3\npaths: ", "{a: ", "1", "}",
        "\n"},
    {"openapi as yaml lists", "openapi: o.yaml", "o.yaml", "openapi: 3.0.3\ntags: ", "[", "1", "]",
        "\n"},
};

static void test_damage__of_depth_ends(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(nested, i, nested[i].name); i++) {
		struct done_buf text = {0};

		done_buf_addstr(&text, nested[i].before);
		for (size_t j = 0; j < DEEP; j++)
			done_buf_addstr(&text, nested[i].level);
		done_buf_addstr(&text, nested[i].middle);
		for (size_t j = 0; j < DEEP; j++)
			done_buf_addstr(&text, nested[i].end);
		done_buf_addstr(&text, nested[i].after);
		damage_expect_unmet(nested[i].check, nested[i].file, &text);
	}
}

/* ---- a key, an attribute twice ---- */

/* The first `"key":` of a JSON sample, its end in *end; NULL: it has none. */
static const char *damage_first_key(const char *text, const char **end)
{
	const char *start = strchr(text, '"'), *quote = start ? strchr(start + 1, '"') : NULL;

	if (!quote || quote[1] != ':')
		return NULL;
	*end = quote + 2;
	return start;
}

static void test_damage__of_doubled_keys_is_told(void **state)
{
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];
		const char *end, *key = damage_first_key(one->good, &end);
		struct done_buf text = {0};

		if ((one->good[0] != '{' && one->good[0] != '[') || !key)
			continue;
		nr++;
		done_buf_add(&text, one->good, (size_t)(key - one->good));
		done_buf_add(&text, key, (size_t)(end - key));
		done_buf_addstr(&text, " 1, ");
		done_buf_addstr(&text, key);
		damage_expect_unmet(damage_checks[one->subject], "r", &text);
	}
	assert_true(nr >= 10);
}

static void test_damage__of_doubled_attributes_is_told(void **state)
{
	static const char *const texts[][2] = {
	    {"tests: r", "<testsuite><testcase name='a' name='b'/></testsuite>"},
	    {"coverage: {reports: r, min: 1%}",
	        "<coverage line-rate='1' line-rate='1'><packages/></coverage>"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i][1]); i++) {
		struct done_buf text = {0};

		done_buf_addstr(&text, texts[i][1]);
		damage_expect_unmet(texts[i][0], "r", &text);
	}
}

/* ---- entities ---- */

static void test_damage__of_entities_is_told(void **state)
{
	static const char *const heads[] = {
	    "<!DOCTYPE t [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
	    "\"&b;&b;&b;&b;\">]>",
	    "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
	    "<!DOCTYPE t [<!ENTITY % a SYSTEM \"http://127.0.0.1/x\"> %a;]>",
	};
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];
		const char *root = one->good;

		while ((root = strchr(root, '<')) && (root[1] == '?' || root[1] == '!'))
			root++;
		for (size_t j = 0; root && one->good[0] == '<' && j < DONE_ARRAY_SIZE(heads); j++) {
			struct done_buf text = {0};

			nr++;
			done_buf_addstr(&text, heads[j]);
			done_buf_addstr(&text, root);
			damage_expect_unmet(damage_checks[one->subject], "r", &text);
		}
	}
	assert_true(nr >= 12);
}

/* ---- numbers ---- */

/* Every number of a good report becomes another. Many say nothing of the verdict (a duration): what
 * is asked is that each ends, and that what is unmet then says where. */
static void test_damage__of_numbers_ends_with_a_place(void **state)
{
	static const char *const before[] = {"-", "", "", "", ""};
	static const char *const instead[] = {NULL, NULL, "NaN", "\"text\"", "-1e999"};
	static const char *const behind[] = {"", "000000", "", "", ""};

	(void)state;
	for (size_t i = 0; TEST_EACH(evidence_samples, i, evidence_samples[i].format); i++) {
		const struct evidence_sample *one = &evidence_samples[i];

		for (const char *at = one->good; *at;) {
			size_t digits = strspn(at, "0123456789");

			for (size_t j = 0; digits && j < DONE_ARRAY_SIZE(before); j++) {
				struct check_fixture f;
				struct done_buf text = {0};

				done_buf_add(&text, one->good, (size_t)(at - one->good));
				done_buf_addstr(&text, before[j]);
				if (instead[j])
					done_buf_addstr(&text, instead[j]);
				else
					done_buf_add(&text, at, digits);
				done_buf_addstr(&text, behind[j]);
				done_buf_addstr(&text, at + digits);
				damage_judge(&f, damage_checks[one->subject], "r",
				    (struct done_bytes){text.ptr, text.len});
				check_close(&f);
				done_buf_release(&text);
			}
			at += digits ? digits : 1;
		}
	}
}

/* Those that do say something. */
static void test_damage__of_telling_numbers_is_never_met(void **state)
{
	static const struct {
		const char *name, *check, *text;
	} telling[] = {
	    {"errors above requests", "performance: {reports: r, max: {error_rate: 1}}",
	        "timeStamp,elapsed,label,success,x\n-1,5,a,true,\n"},
	    {"a time below nothing", "performance: {reports: r, min: {requests: 1}}",
	        "timeStamp,elapsed,label,success,x\n1577836800000,-5,a,true,\n"},
	    {"hits below nothing", "coverage: {reports: r, min: 1%}",
	        "SF:src/pay.js\nDA:1,-1\nend_of_record\n"},
	    {"a line below the first", "coverage: {reports: r, min: 1%}",
	        "SF:src/pay.js\nDA:-1,1\nend_of_record\n"},
	    {"a line beyond the last", "coverage: {reports: r, min: 1%}",
	        "SF:src/pay.js\nDA:4000,1\nend_of_record\n"},
	    {"a plan below nothing", "tests: r", "TAP version 13\nok 1\n1..-1\n"},
	    {"a plan above what ran", "tests: r", "TAP version 13\nok 1\n1..1000\n"},
	    {"p95 of no number", "performance: r",
	        "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, "
	        "\"http_req_duration\": {\"max\": 9, \"p(95)\": NaN}, \"http_req_failed\": "
	        "{\"value\": 0}}}"},
	    {"p95 as text", "performance: {reports: r, max: {p95_ms: 5}}",
	        "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, "
	        "\"http_req_duration\": {\"max\": 9, \"p(95)\": \"8\"}, \"http_req_failed\": "
	        "{\"value\": 0}}}"},
	    {"p95 a thousand times", "performance: r",
	        "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9}, "
	        "\"http_req_duration\": {\"max\": 9, \"p(95)\": 8000}, \"http_req_failed\": "
	        "{\"value\": 0}}}"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(telling, i, telling[i].name); i++) {
		struct done_buf text = {0};

		done_buf_addstr(&text, telling[i].text);
		damage_expect_unmet(telling[i].check, "r", &text);
	}
}

/* ---- cut at fifty places ---- */

static const char damage_api[] =
    "openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\npaths:\n  /things:\n    get:\n"
    "      summary: List the things that are sold\n      operationId: listThings\n"
    "      responses:\n        '200': {description: ok, content: {application/json: {schema: "
    "{type: object}}}}\n        default: {description: error, content: {application/json: "
    "{schema: {type: object}}}}\ncomponents: {schemas: {}}\n";

static void test_damage__of_a_description_that_is_cut(void **state)
{
	enum { PARTS = 50 };
	struct check_fixture f;

	(void)state;
	assert_int_equal(
	    damage_judge(&f, "openapi: {reports: o.yaml, every_operation: [error_responses]}",
	        "o.yaml", (struct done_bytes){damage_api, sizeof(damage_api) - 1}),
	    DONE_MET);
	check_close(&f);
	for (size_t i = 0; i < PARTS; i++) {
		size_t len = (sizeof(damage_api) - 1) * i / PARTS;
		enum done_verdict verdict = damage_judge(&f,
		    "openapi: {reports: o.yaml, every_operation: [error_responses]}", "o.yaml",
		    (struct done_bytes){damage_api, len});

		/* Cut behind the last operation nothing is lost that is asked for. */
		if (verdict == DONE_MET && strstr(damage_api + len, "default: "))
			fail_msg("met by %zu of %zu bytes", len, sizeof(damage_api) - 1);
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_damage__of_depth_ends),
	    cmocka_unit_test(test_damage__of_doubled_keys_is_told),
	    cmocka_unit_test(test_damage__of_doubled_attributes_is_told),
	    cmocka_unit_test(test_damage__of_entities_is_told),
	    cmocka_unit_test(test_damage__of_numbers_ends_with_a_place),
	    cmocka_unit_test(test_damage__of_telling_numbers_is_never_met),
	    cmocka_unit_test(test_damage__of_a_description_that_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
