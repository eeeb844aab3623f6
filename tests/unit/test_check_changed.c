/* Kind `changed`: what must change together. */
#include "check_fixture.h"

#define CHECK "changed: {if: ['src/**', go.mod], then: [CHANGELOG.md, '/docs/{service}/*.md']}"

static void test_changed__is_not_applicable_without_a_range(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	check_run(&f, CHECK);
	assert_not_applicable(&f, "no range");
	check_close(&f);
}

static void test_changed__is_met_where_both_or_the_first_did_not_change(void **state)
{
	static const char *const changes[][3] = {
	    {"services/shop/CHANGELOG.md", "services/shop/src/a.go"},
	    {"services/shop/go.mod", "docs/shop/a.md"},
	    {"services/shop/README.md", NULL},
	    {"services/other/src/a.go", "src/b.go"},
	    {"services/shop-x/src/a.go", "services/shop0/go.mod"},
	    {"services/shop", "services/shop.go"},
	    {NULL},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(changes, i, changes[i][0]); i++) {
		check_open(&f, "services/shop");
		check_changes(&f, changes[i][0], changes[i][1], NULL);
		check_run(&f, CHECK);
		assert_met(&f);
		check_close(&f);
	}
}

static void test_changed__names_the_cause_and_where_the_other_is_expected(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	check_changes(&f, "CHANGELOG.md", "docs/other/a.md", "services/shop/go.mod",
	    "services/shop/src/a.go", "services/shop/src/b.go", NULL);
	check_run(&f, CHECK);
	assert_unmet(&f, 1, "services/shop/CHANGELOG.md", 0,
	    "'go.mod' and 2 more changed, but nothing that matches 'CHANGELOG.md' or "
	    "'/docs/{service}/*.md' did",
	    "change services/shop/CHANGELOG.md in the same push");
	check_run(&f, "changed: {if: go.mod, then: 'docs/*.md'}");
	assert_unmet(&f, 1, "services/shop/docs", 0, "'go.mod' changed, but",
	    "change a file that matches 'docs/*.md'");
	check_close(&f);
}

static void test_changed__finds_its_own_paths_among_those_of_neighbours(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	check_changes(&f, "a.go", "services/a/src/a.go", "services/shop-x/src/a.go",
	    "services/shop.go", "services/shop/src/z.go", "services/shop0/src/a.go",
	    "services/z/src/a.go", "z.go", NULL);
	check_run(&f, CHECK);
	assert_unmet(&f, 1, "services/shop/CHANGELOG.md", 0, "'src/z.go' changed, but", "change");
	check_run(&f, "changed: {if: ['src/z.go', 'src/*.go', 'src/**'], then: 'z.go'}");
	assert_unmet(&f, 1, "services/shop/z.go", 0, "'src/z.go' changed, but", "change");
	check_run(&f, "changed: {if: 'src/**', then: '/*.go'}");
	assert_met(&f);
	check_close(&f);
}

static void test_changed__a_deletion_is_a_cause_and_no_answer(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	check_changes(&f, "shop/CHANGELOG.md", "shop/src/a.go", NULL);
	check_run(&f, CHECK);
	assert_met(&f);
	f.changes.items[0].kind = DONE_DELETED;
	check_again(&f);
	assert_unmet(&f, 1, "shop/CHANGELOG.md", 0, "'src/a.go' changed, but", "change");
	f.changes.items[0].kind = DONE_MODIFIED;
	f.changes.items[1].kind = DONE_DELETED;
	check_again(&f);
	assert_met(&f);
	f.changes.items[0].path = "shop/X.md";
	check_again(&f);
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

static void test_changed__needs_both_lists(void **state)
{
	static const char *const checks[] = {"changed: {if: a}", "changed: {then: a}",
	    "changed: {if: [], then: a}", "changed: {if: a, then: []}"};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		assert_true(check_load(&f, checks[i]) < 0);
		assert_int_equal(f.err.code, DONE_E_POLICY);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changed__is_not_applicable_without_a_range),
	    cmocka_unit_test(test_changed__is_met_where_both_or_the_first_did_not_change),
	    cmocka_unit_test(test_changed__names_the_cause_and_where_the_other_is_expected),
	    cmocka_unit_test(test_changed__finds_its_own_paths_among_those_of_neighbours),
	    cmocka_unit_test(test_changed__a_deletion_is_a_cause_and_no_answer),
	    cmocka_unit_test(test_changed__needs_both_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
