/* `missing` and `title` of a check, and `help`: one short line each, and what is said of more. */
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

static void test_title__and_help_are_one_line(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
	    {HEAD "      a: {title: \"two\\nlines\", file: x}\n",
	        "'title' of check 'docs.a' must be one line of at most 120 bytes"},
	    {HEAD "      a: {title: ' blank', file: x}\n",
	        "'title' of check 'docs.a' must be one line of at most 120 bytes"},
	    {"help: \"two\\nlines\"\n" HEAD "      a: {file: x}\n",
	        "'help' must be one line of at most 200 bytes"},
	    {"help: [a]\n" HEAD "      a: {file: x}\n", "'help' must be text, not list"},
	    {"help: #platform\n" HEAD "      a: {file: x}\n",
	        "'help' has no value: it must be text"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct policy_fixture f = {0};

		policy_load(&f, rows[i].text);
		assert_null(f.policy);
		assert_string_equal(f.err.message, rows[i].error);
		assert_true(f.err.line > 0);
		policy_close(&f);
	}
}

static void test_title__is_kept_with_help(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f,
	    "help: ask Ada\n" HEAD "      a: {title: Every service has an x., file: x}\n"
	    "      b: {file: x}\n");
	assert_string_equal(f.policy->help, "ask Ada");
	assert_string_equal(f.policy->criteria[0].checks[0].title, "Every service has an x.");
	assert_null(f.policy->criteria[0].checks[1].title);
	policy_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_missing__is_kept_as_written),
	    cmocka_unit_test(test_missing__is_one_short_line),
	    cmocka_unit_test(test_title__and_help_are_one_line),
	    cmocka_unit_test(test_title__is_kept_with_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
