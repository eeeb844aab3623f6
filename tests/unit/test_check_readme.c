/* README.md in a policy is the README of the directory: any letter case, format, or a link. */
#include "check_fixture.h"

static const char markdown[] = "# Shop\n\n## Purpose\n\nSells things to people.\n";
static const char asciidoc[] = "= Shop\n\n== Purpose\n\nSells things to people.\n";
static const char restructured[] = "Shop\n====\n\nPurpose\n-------\n\nSells things to people.\n";
static const char plain[] = "SHOP\n\nPURPOSE\n\nSells things to people.\n";

#define SECTION "markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 4}]}"

static void test_readme__counts_in_each_form(void **state)
{
	static const struct {
		const char *name, *text;
	} rows[] = {
	    {"README.md", markdown},
	    {"Readme.md", markdown},
	    {"ReadMe.md", markdown},
	    {"README.MD", markdown},
	    {"readme.MD", markdown},
	    {"README.markdown", markdown},
	    {"readme.mdown", markdown},
	    {"README.adoc", asciidoc},
	    {"Readme.AsciiDoc", asciidoc},
	    {"README.rst", restructured},
	    {"README.RST", restructured},
	    {"README.txt", plain},
	    {"README", plain},
	    {"readme", plain},
	};
	static const char *const checks[] = {
	    SECTION,
	    "markdown: {file: readme.markdown, sections: ['(?i)purpose']}",
	    "file: README.md",
	    "file: {all: [README.md], min_bytes: 20}",
	    "file: {any: [docs/x.md, README.md]}",
	    "content: {files: [README.md], match: 'Sells things'}",
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows) * DONE_ARRAY_SIZE(checks); i++) {
		const char *name = rows[i / DONE_ARRAY_SIZE(checks)].name;

		check_open(&f, "services/shop");
		fake_file(&f.head, done_arena_printf(&f.arena, "services/shop/%s", name),
		    rows[i / DONE_ARRAY_SIZE(checks)].text);
		check_run(&f, checks[i % DONE_ARRAY_SIZE(checks)]);
		if (f.rc < 0 || f.result.verdict != DONE_MET)
			fail_msg("%s, %s: %s", name, checks[i % DONE_ARRAY_SIZE(checks)],
			    f.result.nr ? f.result.findings[0].message : f.err.message);
		check_close(&f);
	}
}

static void test_readme__is_the_one_that_is_shown(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README", "x\n");
	fake_file(&f.head, "shop/README.rst", "x\n");
	fake_file(&f.head, "shop/readme.md", markdown);
	fake_file(&f.head, "shop/docs/README.md", "x\n");
	check_run(&f, SECTION);
	assert_met(&f);
	/* The very name goes before all. */
	check_run(&f, "markdown: {file: readme.md, sections: [Purpose]}");
	assert_met(&f);
	check_close(&f);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.md", markdown);
	fake_file(&f.head, "shop/Readme.markdown", "x\n");
	check_run(&f, "markdown: {file: Readme.markdown, sections: [Purpose]}");
	assert_unmet(&f, 1, "shop/Readme.markdown", 0, "is missing", "Purpose");
	check_close(&f);
}

static void test_readme__is_asked_for_by_its_very_name(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/Readme.rst", restructured);
	/* A glob that is no literal means what it says. */
	check_run(&f, "file: 'README.m[d]'");
	assert_unmet(&f, 1, "shop", 0, "no file matches 'README.m[d]'", "add a file");
	/* Nothing of this name may be here: the other one is another. */
	check_run(&f, "file: {none: [README.md]}");
	assert_met(&f);
	check_run(&f, "file: README.rst");
	assert_unmet(
	    &f, 1, "shop/README.rst", 0, "there is no 'README.rst'", "rename 'Readme.rst'");
	check_close(&f);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/main.go", "x\n");
	check_run(&f, SECTION);
	assert_unmet(&f, 1, "shop/README.md", 0, "there is no 'README.md'", "add shop/README.md");
	check_close(&f);
}

static void test_readme__says_what_its_own_form_lacks(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.adoc", "= Shop\n\n== Run\n\nTODO\n");
	check_run(&f, SECTION);
	assert_unmet(&f, 2, "shop/README.adoc", 0, "a section such as 'Purpose' is missing",
	    "add a heading such as '== Purpose'");
	check_close(&f);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.rst", "Run\n===\n\nx\n");
	check_run(&f, SECTION);
	assert_unmet(&f, 1, "shop/README.rst", 0, "is missing",
	    "such as 'Purpose' (with a line of '=' below it)");
	check_close(&f);
}

static void test_readme__is_followed_within_the_service(void **state)
{
	static const struct {
		const char *link, *target, *why; /* NULL: it is followed */
	} rows[] = {
	    {"services/shop/README.md", "docs/overview.md", NULL},
	    {"services/shop/Readme.md", "./docs/../docs/overview.md", NULL},
	    {"services/shop/README.md", "README.adoc", NULL},
	    {"services/shop/README.md", "hop", NULL},
	    {"services/shop/README.md", "../../services/shop/docs/overview.md", NULL},
	    {"services/shop/README.md", "../../README.md",
	        "is a symbolic link to '/README.md', which lies outside the service"},
	    {"services/shop/README.md", "../shopping/README.md", "which lies outside the service"},
	    {"services/shop/README.md", "../../../README.md", "leads out of the repository"},
	    {"services/shop/README.md", "/etc/passwd", "leads out of the repository"},
	    {"services/shop/README.md", "docs", "which is a directory"},
	    {"services/shop/README.md", "sub", "which is a submodule"},
	    {"services/shop/README.md", "none.md", "which is not in this tree"},
	    {"services/shop/README.md", "README.md", "leads in a circle"},
	    {"services/shop/README.md", "", "leads out of the repository"},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].link); i++) {
		check_open(&f, "services/shop");
		fake_file(&f.head, "README.md", markdown);
		fake_file(&f.head, "services/shop/docs/overview.md", markdown);
		if (!rows[i].why)
			fake_file(&f.head, "services/shop/README.adoc", asciidoc);
		fake_link(&f.head, "services/shop/hop", "docs/overview.md");
		fake_submodule(&f.head, "services/shop/sub");
		fake_file(&f.head, "services/shopping/README.md", markdown);
		fake_link(&f.head, rows[i].link, rows[i].target);
		check_run(&f, SECTION);
		if (rows[i].why)
			assert_unmet(&f, 1, rows[i].link, 0, rows[i].why, "replace the link");
		else
			assert_met(&f);
		check_run(&f, "file: README.md");
		if (rows[i].why)
			assert_unmet(&f, 1, rows[i].link, 0, rows[i].why, "replace the link");
		else
			assert_met(&f);
		check_close(&f);
	}
}

/* Findings stand in the file that has to be edited. */
static void test_readme__behind_a_link_is_named_itself(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/docs/overview.md", "# Shop\n\n[x](x.md) [y](none.md)\n");
	fake_file(&f.head, "shop/docs/x.md", "x\n");
	fake_link(&f.head, "shop/README.md", "docs/overview.md");
	check_run(&f, "markdown: {file: README.md, links: true}");
	assert_unmet(&f, 1, "shop/docs/overview.md", 3, "'none.md' leads to nothing", "correct");
	check_close(&f);
}

static void test_readme__that_changed_counts_in_each_form(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.rst", restructured);
	check_changes(&f, "shop/api.proto", "shop/README.rst", NULL);
	check_run(&f, "changed: {if: ['*.proto'], then: [README.md]}");
	assert_met(&f);
	check_changes(&f, "shop/api.proto", "shop/docs/README.rst", NULL);
	check_run(&f, "changed: {if: ['*.proto'], then: [README.md]}");
	assert_unmet(&f, 1, "shop/README.md", 0, "nothing that matches 'README.md' did", "change");
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_readme__counts_in_each_form),
	    cmocka_unit_test(test_readme__is_the_one_that_is_shown),
	    cmocka_unit_test(test_readme__is_asked_for_by_its_very_name),
	    cmocka_unit_test(test_readme__says_what_its_own_form_lacks),
	    cmocka_unit_test(test_readme__is_followed_within_the_service),
	    cmocka_unit_test(test_readme__behind_a_link_is_named_itself),
	    cmocka_unit_test(test_readme__that_changed_counts_in_each_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
