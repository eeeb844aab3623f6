/* What is written as YAML reads back as the same tree, decimals and all. */
#include "policy_fixture.h"

static struct done_value parse(
    struct done_arena *arena, const char *text, enum done_yaml_subset subset)
{
	struct done_error err = {0};
	struct done_value value = {0};
	int rc = done_yaml_parse(
	    arena, (struct done_bytes){text, strlen(text)}, "x.yml", subset, &value, &err);

	if (rc < 0)
		fail_msg("%s (%d:%d) in:\n%s", err.message, err.line, err.column, text);
	return value;
}

static const char *const documents[] = {
    "a: 1\n",
    "a: [1, -2, true, false, null, x]\n",
    "{}\n",
    "[]\n",
    "just text\n",
    "a: {}\nb: []\nc: [[], {}, [1], {d: e}]\n",
    "a: [{b: [c, {d: {e: f}}]}, [[g, [h]]]]\n",
    "a: 'true'\nb: \"12\"\nc: 'null'\nd: '~'\ne: ''\nf: ' '\n",
    "a: off\nb: 'Yes'\nc: n\n",
    "a: 1.5\nb: '1.5'\nc: 1e3\nd: -0.25\ne: 007\nf: +1\ng: '-'\nh: 2027-01-15\n",
    "a: '(?i)^it''s \\d+ #x: {y}'\nb: \"tab\\there\"\nc: '\\'\nd: \"\\\"\"\n",
    "a: |\n  one\n  two\nb: |-\n  one\n\n    two\nc: |+\n  one\n\n",
    "a: \"  lead\\nnext\"\nb: \"\\n\"\nc: \"one\\ntwo  \\n\"\nd: \"\\nfirst\"\n",
    "a: [\"one\\ntwo\", {b: \"three\\nfour\\n\"}]\n",
    "? |-\n  long\n  key\n: 1\n'a b': 2\n'#x': 3\n'': 4\n'- x': 5\n",
    "a: 'ünïcode – …'\nü: 1\nb: '日本\\n'\n",
    "a: one\n  two\n\n  three\n",
    "a: '%x'\nb: '@x'\nc: '*x'\nd: '&x'\ne: '!x'\nf: '>'\ng: ': '\nh: ' #'\ni: '--- '\nj: "
    "'...'\n",
};

/* `plain` decides whether text counts as a number: it must survive for those. */
static void assert_same_numbers(const struct done_value *a, const struct done_value *b)
{
	if (a->type == DONE_STRING && a->plain && strspn(a->string.ptr, "0123456789.e-") &&
	    strchr(a->string.ptr, '.'))
		assert_true(b->plain);
	for (size_t i = 0; a->type == DONE_MAP && i < a->map.nr; i++)
		assert_same_numbers(&a->map.ptr[i].value, done_value_get(b, a->map.ptr[i].key.ptr));
}

static void test_write_yaml__reads_back_as_the_same_tree(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(documents, i, documents[i]); i++) {
		struct done_arena arena = {0};
		struct done_buf text = {0}, again = {0};
		struct done_value first, second;

		first = parse(&arena, documents[i], DONE_YAML_STRICT);
		done_value_write_yaml(&text, &first);
		second = parse(&arena, text.ptr, DONE_YAML_STRICT);
		if (!done_value_equal(&first, &second))
			fail_msg("row %zu: from\n%s\ncame\n%s", i, documents[i], text.ptr);
		assert_same_numbers(&first, &second);
		done_value_write_yaml(&again, &second);
		assert_string_equal(text.ptr, again.ptr);
		done_buf_release(&text);
		done_buf_release(&again);
		done_arena_release(&arena);
	}
}

static void test_write_yaml__says_what_a_person_would(void **state)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_value value = parse(&arena,
	    "version: 1\nlist: [a, {b: 'c d'}]\nmatch: \"(?x)\\n a\"\n"
	    "date: 2027-01-15\nlevel: off\nglob: '**/*.go'\n",
	    DONE_YAML_STRICT);

	(void)state;
	done_value_write_yaml(&text, &value);
	assert_string_equal(text.ptr,
	    "version: 1\n"
	    "list:\n"
	    "  - a\n"
	    "  - b: 'c d'\n"
	    "match: |-\n"
	    "  (?x)\n"
	    "   a\n"
	    "date: 2027-01-15\n"
	    "level: 'off'\n"
	    "glob: '**/*.go'\n");
	done_buf_release(&text);
	done_arena_release(&arena);
}

static void test_write_yaml__reals_of_an_artifact_stay_numbers(void **state)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_value first = parse(&arena, "a: 0.1\nb: 1e300\nc: -2.5\n", DONE_YAML_ARTIFACT);
	struct done_value second;

	(void)state;
	done_value_write_yaml(&text, &first);
	second = parse(&arena, text.ptr, DONE_YAML_ARTIFACT);
	assert_true(done_value_equal(&first, &second));
	done_buf_release(&text);
	done_arena_release(&arena);
}

/* A merged policy, written, loads as the same policy. */
static void test_write_yaml__a_merged_policy_is_a_policy(void **state)
{
	struct policy_fixture f = {0};
	struct done_buf text = {0};
	size_t nr_checks;

	(void)state;
	policy_file(&f, "base.yml",
	    POLICY_CHECK("{file: {any: [x], min_bytes: 3}, effective: 2027-01-15}"));
	policy_load(&f,
	    "version: 1\nextends: base.yml\ncriteria: {more: {checks: {b: {zoo: "
	    "{number: 0.5, pattern: \"(?x)\\n a\\n b\"}}}}}\n");
	assert_loads(&f);
	nr_checks = f.policy->nr_checks;
	done_value_write_yaml(&text, f.policy->merged);
	policy_load(&f, text.ptr);
	assert_loads(&f);
	assert_int_equal(f.policy->nr_checks, nr_checks);
	assert_int_equal(f.policy->files.nr, 1);
	assert_true(
	    ((const struct zoo_kind *)f.policy->criteria[1].checks[0].test.options)->number == 0.5);
	policy_close(&f);
	done_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_write_yaml__reads_back_as_the_same_tree),
	    cmocka_unit_test(test_write_yaml__says_what_a_person_would),
	    cmocka_unit_test(test_write_yaml__reals_of_an_artifact_stay_numbers),
	    cmocka_unit_test(test_write_yaml__a_merged_policy_is_a_policy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
