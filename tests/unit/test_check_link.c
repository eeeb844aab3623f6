/* Kind `link`: names of links in the sheet and in Backstage's catalog. */
#include "check_fixture.h"

#define CATALOG                                                                         \
	"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n" \
	"  links:\n    - {url: 'https://wiki.acme.dev/x', title: Runbook (wiki)}\n"     \
	"  annotations:\n    grafana/dashboard-selector: shop\nspec: {owner: a}\n"

static void test_link__is_named_by_the_sheet_or_the_catalog(void **state)
{
	static const struct {
		const char *check, *sheet, *catalog;
		const char *what; /* of the evidence; NULL: unmet */
		const char *says;
	} rows[] = {
	    {"link: runbook", "links: {runbook: 'https://wiki.acme.dev/shop'}\n", NULL,
	        "link 'runbook': https://wiki.acme.dev/shop", NULL},
	    {"link: [ops, runbook]", "links: {runbook: 'https://wiki.acme.dev/shop'}\n", NULL,
	        "link 'runbook': https://wiki.acme.dev/shop", NULL},
	    {"link: runbook", NULL, CATALOG,
	        "link of the catalog 'runbook': https://wiki.acme.dev/x", NULL},
	    {"link: dashboard", NULL, CATALOG, "annotation of the catalog 'dashboard': shop", NULL},
	    {"link: book", NULL, CATALOG, NULL, "no link 'book' is named"},
	    {"link: [slo, runbook]", "links: {wiki: 'https://wiki.acme.dev/shop'}\n", NULL, NULL,
	        "no link 'slo' or 'runbook' is named"},
	    {"link: runbook", NULL, NULL, NULL, "no link 'runbook' is named"},
	    {"link: runbook", "links: {runbook: 'https://wiki.example.com/shop'}\n", NULL, NULL,
	        "the link 'runbook' is the address of an example: https://wiki.example.com/shop"},
	    {"link: runbook", "links: {runbook: 'http://localhost:80/'}\n", NULL, NULL,
	        "the link 'runbook' is the address of an example"},
	    {"link: runbook", "links: {runbook: wiki}\n", NULL, NULL, "the sheet cannot be used: "},
	};
	struct done_policy with_catalog = {.backstage = true};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		if (rows[i].sheet)
			fake_file(&f.head, "s/done.yml", rows[i].sheet);
		if (rows[i].catalog)
			fake_file(&f.head, "s/catalog-info.yaml", rows[i].catalog);
		fake_file(&f.head, "s/a", "x");
		f.service.sheet = done_sheet_load(&f.arena, &f.snapshot, &f.service, &with_catalog);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (rows[i].what) {
			assert_met(&f);
			assert_string_equal(f.result.evidence[0].what, rows[i].what);
			assert_int_equal(f.result.evidence[0].strength, DONE_CLAIMED);
			assert_true(f.result.evidence[0].line > 0);
		} else {
			assert_int_equal(f.result.verdict, DONE_UNMET);
			if (!strstr(f.result.findings[0].message, rows[i].says))
				fail_msg("%s: '%s', expected '%s'", rows[i].check,
				    f.result.findings[0].message, rows[i].says);
		}
		check_close(&f);
	}
}

static void test_link__the_fix_is_a_line_of_the_sheet(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a", "x");
	check_run(&f, "link: runbook");
	assert_unmet(&f, 1, "s/done.yml", 0, "no link 'runbook' is named",
	    "write 'links: {runbook: https://…}' into s/done.yml, with its address");
	check_close(&f);
}

static void test_link__slips_are_errors(void **state)
{
	static const struct {
		const char *check, *message;
	} rows[] = {
	    {"link: Runbook", "'Runbook' is not a valid name of a link"},
	    {"link: ''", NULL},
	    {"link: []", NULL},
	    {"link: {}", "check kind 'link' has no 'any'"},
	    {"link: {any: a, of: b}", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		if (check_load(&f, rows[i].check) != DONE_E_POLICY || f.err.line != 7 ||
		    f.err.column < 9 ||
		    (rows[i].message && strcmp(f.err.message, rows[i].message) != 0))
			fail_msg("%s: '%s'", rows[i].check, f.err.message);
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_link__is_named_by_the_sheet_or_the_catalog),
	    cmocka_unit_test(test_link__the_fix_is_a_line_of_the_sheet),
	    cmocka_unit_test(test_link__slips_are_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
