/* Globs that stand in many checks are compiled once, and each place keeps its own. */
#include "policy_fixture.h"

#define HEAD "version: 1\nservices: [{path: 'services/*'}]\ncriteria:\n  c:\n    checks:\n"

static const struct done_file_glob *glob_of(const struct policy_fixture *f, size_t check, size_t i)
{
	const struct file_kind *options = f->policy->criteria[0].checks[check].test.options;

	return &options->any.items[i];
}

static void test_memo__one_text_is_one_glob_at_two_places(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f,
	    HEAD "      a: {file: {any: ['*.go', '!*.go', '/*.go', '{service}.go']}}\n"
	         "      b: {file: {any: ['*.go', '!*.go', '/*.go', '{service}.go']}}\n");
	assert_loads(&f);
	for (size_t i = 0; i < 4; i++) {
		const struct done_file_glob *one = glob_of(&f, 0, i), *other = glob_of(&f, 1, i);

		assert_ptr_equal(one->glob, other->glob);
		assert_string_equal(one->text, other->text);
		assert_int_equal(one->negated, i == 1);
		assert_int_equal(other->negated, i == 1);
		assert_int_equal(other->from_root, i == 2);
		assert_int_equal(other->templated, i == 3);
		assert_int_equal(one->place.line, 6);
		assert_int_equal(other->place.line, 7);
		assert_int_equal(one->place.column, other->place.column);
	}
	assert_ptr_not_equal(glob_of(&f, 0, 0)->glob, glob_of(&f, 0, 1)->glob);
	policy_close(&f);
}

/* A preset's lists are shared (test_check_built_in.c); those that a file writes have places. */
static void test_memo__lists_of_names_keep_their_places(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f,
	    HEAD "      a: {file: {any: ['@tests', '!@generated']}}\n"
	         "      b: {file: {any: ['@tests', '!@generated']}}\n");
	assert_loads(&f);
	assert_int_equal(glob_of(&f, 0, 0)->place.line, 6);
	assert_int_equal(glob_of(&f, 1, 0)->place.line, 7);
	assert_ptr_equal(glob_of(&f, 0, 0)->glob, glob_of(&f, 1, 0)->glob);
	policy_close(&f);
}

/* Past what the table begins with, each text is still itself. */
static void test_memo__grows(void **state)
{
	struct policy_fixture f = {0};
	struct done_buf text = {0};

	(void)state;
	done_buf_addstr(&text, HEAD);
	for (int check = 0; check < 2; check++) {
		done_buf_addf(&text, "      c%d: {file: [", check);
		for (int i = 0; i < 3000; i++)
			done_buf_addf(&text, "%sa%d.go", i ? ", " : "", i);
		done_buf_addstr(&text, "]}\n");
	}
	policy_load(&f, text.ptr);
	assert_loads(&f);
	for (size_t i = 0; i < 3000; i++) {
		char path[32];

		snprintf(path, sizeof(path), "a%zu.go", i);
		assert_true(done_glob_match(glob_of(&f, 1, i)->glob, path));
		assert_ptr_equal(glob_of(&f, 0, i)->glob, glob_of(&f, 1, i)->glob);
	}
	policy_close(&f);
	done_buf_release(&text);
}

/* A bad glob is refused wherever it stands, also a second time. */
static void test_memo__keeps_no_bad_glob(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, HEAD "      a: {file: '*.go'}\n      b: {file: 'a['}\n");
	assert_true(f.rc < 0);
	assert_int_equal(f.err.line, 7);
	policy_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_memo__one_text_is_one_glob_at_two_places),
	    cmocka_unit_test(test_memo__lists_of_names_keep_their_places),
	    cmocka_unit_test(test_memo__grows),
	    cmocka_unit_test(test_memo__keeps_no_bad_glob),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
