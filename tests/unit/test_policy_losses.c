/* `losses`: a word of the policy, a criterion or a check; the nearest counts, and where none is
 * said a check on trial refuses. */
#include "policy_fixture.h"

static void test_losses__is_the_nearest_word(void **state)
{
	static const struct {
		const char *name, *policy, *criterion, *check;
		enum done_losses losses;
	} rows[] = {
	    {"nothing", "", "", "", DONE_LOSSES_TELL},
	    {"a warning", "", "", ", level: warning", DONE_LOSSES_TELL},
	    {"on trial", "", "", ", tier: bronze, trial: true", DONE_LOSSES_REFUSE},
	    {"on trial at every target", "", "", ", trial: true", DONE_LOSSES_REFUSE},
	    {"a level in place of the trial's tier", "", "", ", level: warning, trial: true",
	        DONE_LOSSES_TELL},
	    {"the policy's", "losses: refuse\n", "", ", level: warning", DONE_LOSSES_REFUSE},
	    {"the policy's over a trial", "losses: tell\n", "", ", trial: true", DONE_LOSSES_TELL},
	    {"the criterion's", "", "    losses: refuse\n", ", level: warning", DONE_LOSSES_REFUSE},
	    {"the criterion's over the policy's", "losses: refuse\n", "    losses: tell\n", "",
	        DONE_LOSSES_TELL},
	    {"the check's", "", "", ", losses: refuse", DONE_LOSSES_REFUSE},
	    {"the check's over both", "losses: refuse\n", "    losses: refuse\n",
	        ", trial: true, losses: tell", DONE_LOSSES_TELL},
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
		assert_int_equal(f.policy->criteria[0].checks[0].losses, rows[i].losses);
		policy_close(&f);
	}
}

static void test_losses__is_refused_with_its_place(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f,
	    "version: 1\nservices: ['*']\nlosses: refused\n"
	    "criteria: {docs: {checks: {a: {file: x}}}}\n");
	assert_int_equal(f.rc, DONE_E_POLICY);
	assert_non_null(strstr(f.err.message, "refused"));
	assert_string_equal(f.err.cure, "did you mean 'refuse'?");
	assert_int_equal(f.err.line, 3);
	assert_int_equal(f.err.column, 9);
	policy_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_losses__is_the_nearest_word),
	    cmocka_unit_test(test_losses__is_refused_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
