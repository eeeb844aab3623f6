/* `debt`: a word or a day, of the policy, a criterion or a check; the nearest word counts. */
#include "policy_fixture.h"

#define DAY_CURE "write 'refuse', 'allow', or a day that exists as YYYY-MM-DD"

static done_day day(const char *text)
{
	done_day day = 0;

	assert_true(done_day_parse(text, &day));
	return day;
}

static void test_debt__is_the_nearest_word(void **state)
{
	const struct {
		const char *name, *policy, *criterion, *check;
		done_day debt;
	} rows[] = {
	    {"nothing", "", "", "", DONE_DEBT_NEVER},
	    {"the policy's", "debt: allow\n", "", "", DONE_DEBT_ALWAYS},
	    {"the policy's day", "debt: 2027-06-30\n", "", "", day("2027-06-30")},
	    {"the criterion's", "", "    debt: allow\n", "", DONE_DEBT_ALWAYS},
	    {"the criterion's over the policy's", "debt: allow\n", "    debt: refuse\n", "",
	        DONE_DEBT_NEVER},
	    {"the check's", "", "", ", debt: 2027-01-01", day("2027-01-01")},
	    {"the check's over both", "debt: allow\n", "    debt: 2027-06-30\n", ", debt: refuse",
	        DONE_DEBT_NEVER},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};
		char text[256];

		snprintf(text, sizeof(text),
		    "version: 1\nservices: ['*']\n%scriteria:\n  docs:\n%s    checks:\n"
		    "      a: {file: x%s}\n",
		    rows[i].policy, rows[i].criterion, rows[i].check);
		policy_load(&f, text);
		assert_loads(&f);
		assert_int_equal(f.policy->criteria[0].checks[0].debt, rows[i].debt);
		policy_close(&f);
	}
}

static void test_debt__is_refused_with_its_place(void **state)
{
	static const struct {
		const char *name, *value, *message, *cure;
	} rows[] = {
	    {"a slip", "alow", "'debt' is neither a word that it knows nor a day: 'alow'",
	        "did you mean 'allow'?"},
	    {"no such day", "2027-02-30",
	        "'debt' is neither a word that it knows nor a day: '2027-02-30'", DAY_CURE},
	    {"a number", "2027", "'debt' must be a word or a day, not whole number",
	        "write 'refuse', 'allow', or a day as YYYY-MM-DD"},
	    {"a list", "[allow]", "'debt' must be a word or a day, not list",
	        "write 'refuse', 'allow', or a day as YYYY-MM-DD"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};
		char text[256];

		snprintf(text, sizeof(text),
		    "version: 1\nservices: ['*']\ndebt: %s\ncriteria: {docs: {checks: {a: "
		    "{file: x}}}}\n",
		    rows[i].value);
		policy_load(&f, text);
		policy_refused(
		    &f, rows[i].name, rows[i].message, rows[i].cure, DONE_POLICY_PATH, 3, 7);
		policy_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_debt__is_the_nearest_word),
	    cmocka_unit_test(test_debt__is_refused_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
