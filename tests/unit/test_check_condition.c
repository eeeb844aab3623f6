/* `when`: whether a check applies, and what is said when it does not. */
#include "check_fixture.h"

static int holds(struct check_fixture *f, const char *when, const char **reason)
{
	char *text = done_arena_printf(&f->arena, "when: %s\nfile: README.md", when);

	assert_success(check_load(f, text), f->err);
	check_view(f);
	*reason = NULL;
	return done_condition_holds(&f->view, check_check(f)->when, reason, &f->err);
}

static void open_shop(struct check_fixture *f)
{
	static const char *tags[] = {"backend", "critical"};

	check_open(f, "shop");
	f->service.tags = (struct done_strings){tags, 2};
	fake_file(&f->head, "shop/cmd/main.go", "package main\n");
	fake_file(&f->head, "shop/Dockerfile", "FROM scratch\n");
	fake_link(&f->head, "shop/link.py", "x");
}

static void test_condition__holds_or_says_why_not(void **state)
{
	static const struct {
		const char *when, *reason; /* NULL: it holds */
	} rows[] = {
	    {"{has: '**/*.go'}", NULL},
	    {"{has: Dockerfile}", NULL},
	    {"{has: 'cmd/*.go'}", NULL},
	    {"{has: ['*.rs', Dockerfile]}", NULL},
	    {"{has: '**/*.rs'}", "no file matches '**/*.rs'"},
	    {"{has: link.py}", "no file matches 'link.py'"},
	    {"{has: '*.py'}", "no file matches '*.py'"},
	    {"{tag: critical}", NULL},
	    {"{tag: frontend}", "the service has no tag 'frontend'"},
	    {"{stage: production}", NULL},
	    {"{stage: experiment}", "its stage is 'production', not 'experiment'"},
	    {"{changed: 'cmd/**'}", NULL},
	    {"{changed: Dockerfile}", "no file that matches 'Dockerfile' changed"},
	    {"{not: {tag: frontend}}", NULL},
	    {"{not: {tag: critical}}", "the service has the tag 'critical'"},
	    {"{not: {has: Dockerfile}}", "a file matches 'Dockerfile'"},
	    {"{any: [{tag: x}, {has: Dockerfile}]}", NULL},
	    {"{any: [{tag: x}, {tag: y}]}",
	        "the service has no tag 'x'; the service has no tag 'y'"},
	    {"{all: [{tag: critical}, {has: Dockerfile}]}", NULL},
	    {"{all: [{tag: critical}, {tag: y}]}", "the service has no tag 'y'"},
	    {"{tag: critical, has: '*.rs'}", "no file matches '*.rs'"},
	};
	struct check_fixture f;
	const char *reason;

	(void)state;
	open_shop(&f);
	check_changes(&f, "shop/cmd/main.go", NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].when); i++) {
		int rc = holds(&f, rows[i].when, &reason);

		assert_success(rc, f.err);
		if (rc != !rows[i].reason)
			fail_msg("%s: got %d", rows[i].when, rc);
		if (rows[i].reason)
			assert_string_equal(reason, rows[i].reason);
	}
	check_close(&f);
}

static void test_condition__nothing_is_changed_without_a_range(void **state)
{
	struct check_fixture f;
	const char *reason;

	(void)state;
	open_shop(&f);
	assert_int_equal(holds(&f, "{changed: '**'}", &reason), 0);
	assert_string_equal(reason, "there is no range, so nothing counts as changed");
	check_close(&f);
}

static void test_condition__none_always_holds(void **state)
{
	struct check_fixture f;
	const char *reason;

	(void)state;
	open_shop(&f);
	check_view(&f);
	assert_int_equal(done_condition_holds(&f.view, NULL, &reason, &f.err), 1);
	check_close(&f);
}

static void test_condition__what_cannot_be_listed_is_an_error_unless_decided_elsewhere(void **state)
{
	static const struct {
		const char *when;
		int expected;
	} rows[] = {
	    {"{has: '*.go'}", DONE_E_UNDECIDED},
	    {"{not: {has: '*.go'}}", DONE_E_UNDECIDED},
	    {"{any: [{has: '*.go'}, {tag: critical}]}", 1},
	    {"{any: [{has: '*.go'}, {tag: x}]}", DONE_E_UNDECIDED},
	    {"{all: [{has: '*.go'}, {tag: x}]}", 0},
	    {"{all: [{has: '*.go'}, {tag: critical}]}", DONE_E_UNDECIDED},
	    {"{not: {any: [{has: '*.go'}, {tag: x}]}}", DONE_E_UNDECIDED},
	};
	struct check_fixture f;
	const char *reason;

	(void)state;
	open_shop(&f);
	f.head.fail_at = 1;
	f.head.fails_on = true;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].when); i++) {
		int rc = holds(&f, rows[i].when, &reason);

		if (rc != rows[i].expected)
			fail_msg("%s: got %d", rows[i].when, rc);
		assert_int_equal(f.err.code, rc < 0 ? rc : 0);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_condition__holds_or_says_why_not),
	    cmocka_unit_test(test_condition__nothing_is_changed_without_a_range),
	    cmocka_unit_test(test_condition__none_always_holds),
	    cmocka_unit_test(
	        test_condition__what_cannot_be_listed_is_an_error_unless_decided_elsewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
