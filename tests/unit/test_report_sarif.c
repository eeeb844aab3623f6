/* SARIF as code scanning wants it: where alerts are hung, what is left out, what is cut. */
#include "report_output.h"

#include "report/report.h"

/* The standard's own schema is not ours to ship: DONE_SARIF_SCHEMA names a copy of it. */
static void test_sarif__keeps_to_the_schema_of_the_standard(void **state)
{
	char *text = output_of_sample("sarif");

	(void)state;
	assert_reader_last(
		text, "test -f \"$DONE_SARIF_SCHEMA\" && python3 -c 'import jsonschema'",
		"python3 -c 'import json, sys, jsonschema; s, d = map(json.load, map(open, "
		"sys.argv[1:])); jsonschema.validators.validator_for(s)(s).validate(d)' "
		"\"$DONE_SARIF_SCHEMA\" \"$FILE\"");
}

static void test_sarif__hangs_what_has_no_line_on_a_changed_path(void **state)
{
	char *text = output_of_sample("sarif");

	(void)state;
	assert_reader_last(
		text, "python3 --version",
		"python3 - \"$FILE\" <<'END'\n"
		"import json, sys\n"
		"run, = json.load(open(sys.argv[1]))['runs']\n"
		"def uri(place): return place['physicalLocation']['artifactLocation']['uri']\n"
		"missing, = [r for r in run['results'] if r['ruleId'] == 'docs.runbook']\n"
		"assert uri(missing['locations'][0]) == 'services/checkout/main.go'\n"
		"assert uri(missing['relatedLocations'][0]) == 'services/checkout/RUNBOOK.md'\n"
		"assert 'services/checkout/RUNBOOK.md' in missing['message']['text']\n"
		"printed = [r for r in run['results'] if r['ruleId'] == 'logging.no-print']\n"
		"assert uri(printed[0]['locations'][0]) == 'services/checkout/file00.go'\n"
		"assert printed[0]['locations'][0]['physicalLocation']['region']['startLine'] == "
		"10\n"
		"assert 'relatedLocations' not in printed[0]\n"
		"END\n");
}

static void test_sarif__leaves_out_what_is_waived_met_or_skipped(void **state)
{
	char *text = output_of_sample("sarif");

	(void)state;
	assert_null(strstr(text, "billing"));
	assert_null(strstr(text, "pricing"));
	free(text);
}

static void test_sarif__makes_no_link_of_repository_text(void **state)
{
	struct done_report report;
	char *text;

	(void)state;
	sample_report(&report);
	sample_runbook[0].message = "see [here](https://example.com/x) and ![y](z)";
	text = output_of("sarif", &report, &output_style);
	sample_runbook[0].message = "'RUNBOOK.md' is missing";
	assert_non_null(strstr(text, "see [here\\\\](https"));
	assert_null(strstr(text, "[here]("));
	free(text);
}

/* An upload that is not whole must say so, and never be refused for its size. */
static void test_sarif__cuts_at_the_platform_s_limit_and_says_so(void **state)
{
	enum { MANY = 25100 };
	static struct done_finding findings[MANY];
	static char ids[MANY][DONE_OID_HEX + 1];
	struct done_report report;
	char *text;

	(void)state;
	sample_report(&report);
	for (size_t i = 0; i < MANY; i++) {
		findings[i] = sample_prints[0];
		snprintf(ids[i], sizeof(ids[i]), "%040zx", i);
	}
	sample_fall_short(&sample_reports[1].checks[4], findings, MANY, ids);
	text = output_of("sarif", &report, &output_style);
	assert_non_null(strstr(text, "more results are left out here"));
	assert_reader_last(
		text, "python3 --version",
		"python3 -c 'import json, sys; "
		"assert len(json.load(open(sys.argv[1]))[\"runs\"][0][\"results\"]) == 25000' "
		"\"$FILE\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sarif__keeps_to_the_schema_of_the_standard),
		cmocka_unit_test(test_sarif__hangs_what_has_no_line_on_a_changed_path),
		cmocka_unit_test(test_sarif__leaves_out_what_is_waived_met_or_skipped),
		cmocka_unit_test(test_sarif__makes_no_link_of_repository_text),
		cmocka_unit_test(test_sarif__cuts_at_the_platform_s_limit_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
