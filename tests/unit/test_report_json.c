/* The JSON report: complete. tests/readers holds it to its schema. */
#include "report_output.h"

static void test_json__is_as_in_the_golden_file(void **state)
{
	char *text = output_of_sample("json");

	(void)state;
	assert_golden("json.json", text);
	assert_harmless(text, NULL);
	free(text);
}

static void test_json__has_its_form_of_an_error(void **state)
{
	char *text = output_of_error("json");

	(void)state;
	assert_golden("json-error.json", text);
	assert_harmless(text, NULL);
	free(text);
}

static void test_json__has_the_exit_status_of_the_report(void **state)
{
	struct done_report report;
	char *text;

	(void)state;
	sample_report(&report);
	text = output_of("json", &report, &output_style);
	assert_non_null(strstr(text, "\"exit\": 1,"));
	free(text);
	report.advisory = true;
	text = output_of("json", &report, &output_style);
	assert_non_null(strstr(text, "\"exit\": 3,"));
	assert_non_null(strstr(text, "\"verdict\": \"unmet\""));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json__is_as_in_the_golden_file),
	    cmocka_unit_test(test_json__has_its_form_of_an_error),
	    cmocka_unit_test(test_json__has_the_exit_status_of_the_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
