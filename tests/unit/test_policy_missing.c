/* `missing` of a check: one line of at most ten words, and what is said of more. */
#include "policy_fixture.h"

#define CURE                                                                         \
	"name only what is missing, as in \"no runbook\"; 'why' and 'fix' hold the " \
	"rest"
#define HEAD "version: 1\nservices: ['*']\ncriteria:\n  docs:\n    checks:\n"

static void test_missing__is_kept_as_written(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, HEAD "      a: {missing: no runbook, file: x}\n      b: {file: x}\n");
	assert_loads(&f);
	assert_string_equal(f.policy->criteria[0].checks[0].missing, "no runbook");
	assert_null(f.policy->criteria[0].checks[1].missing);
	policy_close(&f);
	policy_load(&f,
	    HEAD "      a: {missing: one two three four five six seven eight nine ten, "
	         "file: x}\n");
	assert_loads(&f);
	policy_close(&f);
}

static void test_missing__is_one_short_line(void **state)
{
	static const char message[] =
	    "'missing' of check 'docs.a' must be one line of at most 10 words";
	static const struct {
		const char *name, *text;
		int line, column;
	} rows[] = {
	    {"eleven words",
	        HEAD "      a: {missing: one two three four five six seven eight nine ten eleven, "
	             "file: x}\n",
	        6, 20},
	    {"blank", HEAD "      a: {missing: '  ', file: x}\n", 6, 20},
	    {"two lines", HEAD "      a: {missing: \"no\\nrunbook\", file: x}\n", 6, 20},
	    {"one endless word",
	        HEAD "      a: {missing: "
	             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, file: x}\n",
	        6, 20},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct policy_fixture f = {0};

		policy_load(&f, rows[i].text);
		policy_refused(&f, rows[i].name, message, CURE, DONE_POLICY_PATH, rows[i].line,
		    rows[i].column);
		policy_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_missing__is_kept_as_written),
	    cmocka_unit_test(test_missing__is_one_short_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
