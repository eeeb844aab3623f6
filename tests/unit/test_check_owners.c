/* Kind `owners`: every file of the service, lists of owners, groups, the sheet's owner. */
#include <stdlib.h>

#include "check_fixture.h"
#include "done/owners.h"

#define OWNERS ".github/CODEOWNERS"

static void open_orders(struct check_fixture *f, const char *owners, const char *sheet)
{
	check_open(f, "services/orders");
	fake_file(&f->head, "services/orders/main.go", "package main\n");
	fake_file(&f->head, "services/orders/gen/a.go", "package gen\n");
	fake_file(&f->head, "services/stock/main.go", "package main\n");
	if (owners)
		fake_file(&f->head, OWNERS, owners);
	if (sheet)
		fake_file(&f->head, "services/orders/done.yml", sheet);
}

struct row {
	const char *owners, *sheet, *check;
	size_t nr; /* of findings; 0: met */
	const char *path;
	int line;
	const char *message, *fix;
};

static void check_rows(const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct check_fixture f;

		open_orders(&f, rows[i].owners, rows[i].sheet);
		check_run(&f, rows[i].check);
		if (rows[i].nr) {
			assert_unmet(&f, rows[i].nr, rows[i].path, rows[i].line, rows[i].message,
			    rows[i].fix);
		} else {
			assert_met(&f);
			assert_non_null(strstr(f.result.reason, rows[i].message));
		}
		check_close(&f);
	}
}

static void test_owners__every_file_is_owned(void **state)
{
	static const struct row rows[] = {
	    {"* @a\n", NULL, "owners: {}", 0, NULL, 0, "owned by @a", NULL},
	    {"/services/orders/ @a @b\n", NULL, "owners: {}", 0, NULL, 0, "owned by @a, @b", NULL},
	    {"services/stock/ @a\n", NULL, "owners: {}", 1, OWNERS, 0,
	        "nobody owns 'services/orders/gen/a.go' (and 1 more)",
	        "/services/orders/ @org/team"},
	    {"* @a\n/services/orders/gen\n", NULL, "owners: {}", 1, OWNERS, 2,
	        "'services/orders/gen/a.go' is left without an owner by this line", "add a line"},
	    {"* @a\n/services/orders/gen\n", NULL, "owners: {except: 'gen/**'}", 0, NULL, 0,
	        "owned by @a", NULL},
	    {"*.md @a\n", NULL, "owners: ['@x']", 1, OWNERS, 0, "nobody owns",
	        "/services/orders/ @x"},
	    {"services/orders/ somebody\n", NULL, "owners: {}", 1, OWNERS, 0, "nobody owns",
	        "line 1 is skipped: 'somebody' is not an owner"},
	    {NULL, NULL, "owners: {}", 1, OWNERS, 0, "there is no CODEOWNERS",
	        "add .github/CODEOWNERS with the line: /services/orders/ @org/team"},
	    {NULL, NULL, "owners: {host: gitlab}", 1, ".gitlab/CODEOWNERS", 0,
	        "there is no CODEOWNERS", "add .gitlab/CODEOWNERS"},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_owners__one_of_a_list_owns_every_file(void **state)
{
	static const struct row rows[] = {
	    {"* @a @Org/Payments\n", NULL, "owners: '@org/payments'", 0, NULL, 0, "owned by", NULL},
	    {"* @a\n", NULL, "owners: ['@b', '@c']", 1, OWNERS, 1,
	        "(and 1 more) is owned by none of @b, @c", "/services/orders/ @b"},
	    {"* @b\n*.go @a\n", NULL, "owners: {one_of: ['@b']}", 1, OWNERS, 2, "none of @b",
	        "such as"},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_owners__the_sheets_owner_is_among_them(void **state)
{
	static const struct row rows[] = {
	    {"* @org/payments\n", "owner: '@org/Payments'\n", "owners: {}", 0, NULL, 0, "owned by",
	        NULL},
	    {"* @org/payments\n", "owner: payments\n", "owners: {}", 0, NULL, 0, "owned by", NULL},
	    {"* @org/payments\n", "owner: group:default/payments\n", "owners: {}", 0, NULL, 0,
	        "owned by", NULL},
	    {"* @org/payments\n", "stage: production\nowner: '@org/stock'\n", "owners: {}", 1,
	        "services/orders/done.yml", 2,
	        "the sheet's owner '@org/stock' is not among those that CODEOWNERS names: "
	        "@org/payments",
	        "groups: [{name: '@org/stock', members: [@org/payments]}]"},
	    {"* @org/payments\n", "owner: '@org/stock'\n", "owners: {sheet: false}", 0, NULL, 0,
	        "owned by", NULL},
	    {"* @org/payments\n", "owner: ada@example.com\n",
	        "owners: {groups: [{name: '@org/payments', members: [ada@example.com]}]}", 0, NULL,
	        0, "owned by", NULL},
	    {"* ada@example.com\n", "owner: '@org/payments'\n",
	        "owners: {groups: [{name: '@org/payments', members: [ada@example.com]}]}", 0, NULL,
	        0, "owned by", NULL},
	    {"* eve@example.com\n", "owner: '@org/payments'\n",
	        "owners: {groups: [{name: '@org/payments', members: [ada@example.com]}]}", 1,
	        "services/orders/done.yml", 1, "not among", "name the same owner"},
	    {"* @org/payments\n", "owner: todo\n", "owners: {}", 0, NULL, 0, "owned by", NULL},
	    {"* @org/payments\n", "owner: [\n", "owners: {}", 0, NULL, 0, "owned by", NULL},
	};

	(void)state;
	check_rows(rows, DONE_ARRAY_SIZE(rows));
}

static void test_owners__gitlabs_sections_count_together(void **state)
{
	static const struct row rows[] = {
	    {NULL, NULL, "owners: {host: gitlab, one_of: '@b'}", 0, NULL, 0, "owned by", NULL},
	    {NULL, NULL, "owners: {host: github}", 1, "CODEOWNERS", 0, "nobody owns",
	        "line 1 is skipped: '[ ]' does not work on GitHub; sections are GitLab's"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].owners); i++) {
		struct check_fixture f;

		open_orders(&f, NULL, NULL);
		fake_file(&f.head, "CODEOWNERS", "[A]\n[B] @b\n/services/orders/\n");
		check_run(&f, rows[i].check);
		if (i == 0)
			assert_met(&f);
		else
			assert_unmet(&f, 1, "CODEOWNERS", 3, "left without an owner", rows[1].fix);
		check_close(&f);
	}
}

static void test_owners__links_and_directories_are_findings(void **state)
{
	struct check_fixture f;

	(void)state;
	open_orders(&f, NULL, NULL);
	fake_link(&f.head, OWNERS, "../x");
	check_run(&f, "owners: {}");
	assert_unmet(&f, 1, OWNERS, 0, "is a symbolic link", "commit it as a plain file");
	check_close(&f);
}

static void test_owners__come_from_the_map_where_it_has_them(void **state)
{
	const struct done_owners *all[DONE_HOSTS];
	struct done_services services = {0};
	struct check_fixture f;
	int rc;

	(void)state;
	open_orders(&f, "* @a\n", NULL);
	for (size_t i = 0; i < DONE_HOSTS; i++)
		all[i] = done_owners_load(&f.arena, &f.snapshot, (enum done_host)i);
	services.owners = all;
	rc = check_load(&f, "owners: {host: gitlab}");
	assert_success(rc, f.err);
	check_view(&f);
	f.view.services = &services;
	f.rc = done_test_run(&check_check(&f)->test, &f.view, &f.result, &f.err);
	assert_unmet(&f, 1, ".gitlab/CODEOWNERS", 0, "there is no CODEOWNERS", "add");
	check_close(&f);
}

static void test_owners__policies_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *text, *part;
	} rows[] = {
	    {"owners: {host: bitbucket}", "'host' cannot be 'bitbucket'"},
	    {"owners: {groups: [{name: x}]}", "has no 'members'"},
	    {"owners: {oneof: x}", "unknown key 'oneof'"},
	    {"owners: {sheet: maybe}", "true or false"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		assert_true(check_load(&f, rows[i].text) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

static void test_owners__a_name_that_no_host_reads(void **state)
{
	static const char *const names[] = {
	    ".github/codeowners", "CODEOWNERS.md", "docs/Codeowners"};

	(void)state;
	for (size_t i = 0; TEST_EACH(names, i, names[i]); i++) {
		struct check_fixture f;

		check_open(&f, "services/orders");
		fake_file(&f.head, "services/orders/main.go", "package main\n");
		fake_file(&f.head, names[i], "* @a\n");
		check_run(&f, "owners: {}");
		assert_unmet(&f, 1, OWNERS, 0,
		    done_arena_printf(&f.arena, "the host does not read '%s'", names[i]),
		    done_arena_printf(&f.arena, "rename '%s' to '.github/CODEOWNERS'", names[i]));
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_owners__a_name_that_no_host_reads),
	    cmocka_unit_test(test_owners__every_file_is_owned),
	    cmocka_unit_test(test_owners__one_of_a_list_owns_every_file),
	    cmocka_unit_test(test_owners__the_sheets_owner_is_among_them),
	    cmocka_unit_test(test_owners__gitlabs_sections_count_together),
	    cmocka_unit_test(test_owners__links_and_directories_are_findings),
	    cmocka_unit_test(test_owners__come_from_the_map_where_it_has_them),
	    cmocka_unit_test(test_owners__policies_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
