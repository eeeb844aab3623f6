/* SARIF as code scanning wants it: where alerts are hung, what is left out, what is cut. */
#include "report_output.h"

#include "report/report.h"

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

/* strstr() would do, but a sanitizer measures the whole text at each call. */
static size_t times_in(const char *text, const char *part)
{
	size_t nr = 0, len = strlen(part);

	for (; (text = strchr(text, part[0])); text++)
		nr += !strncmp(text, part, len);
	return nr;
}

/* An upload that is not whole must say so, and never be refused for its size. */
static void test_sarif__cuts_at_the_platform_s_limit_and_says_so(void **state)
{
	enum { MANY = 25100 };
	static struct done_finding findings[MANY];
	static char ids[MANY][DONE_OID_HEX + 1], messages[MANY][32];
	struct done_report report;
	char *text;

	(void)state;
	sample_report(&report);
	for (size_t i = 0; i < MANY; i++) {
		/* Each a cause of its own. */
		findings[i] = sample_prints[0];
		snprintf(messages[i], sizeof(messages[i]), "finding %zu", i);
		findings[i].message = messages[i];
		snprintf(ids[i], sizeof(ids[i]), "%040zx", i);
	}
	sample_fall_short(&sample_reports[1].checks[4], findings, MANY, ids);
	text = output_of("sarif", &report, &output_style);
	assert_non_null(strstr(text, "more results are left out here"));
	assert_int_equal(times_in(text, "\"ruleIndex\""), 25000);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sarif__leaves_out_what_is_waived_met_or_skipped),
	    cmocka_unit_test(test_sarif__makes_no_link_of_repository_text),
	    cmocka_unit_test(test_sarif__cuts_at_the_platform_s_limit_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
