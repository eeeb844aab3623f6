/* Kind `file`: what counts as there, and what the refused developer reads. */
#include "check_fixture.h"

static void test_file__is_met_by_a_regular_file(void **state)
{
	static const char *const checks[] = {
	    "file: README.md",
	    "file: [MISSING.md, README.md]",
	    "file: {any: 'docs/*.md'}",
	    "file: {any: '**/b.md'}",
	    "file: {all: [README.md, docs/**]}",
	    "file: {any: '/docs/{service}.md'}",
	    "file: {any: '/{path}/README.md'}",
	    "file: {any: '/root.txt'}",
	    "file: {none: ['**/.env', secrets]}",
	    "file: {any: README.md, min_bytes: 7, max_bytes: 7}",
	    "file: {any: 'docs/*', min_bytes: 5}",
	    "file: {any: empty.txt, min_bytes: 0}",
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	fake_file(&f.head, "services/shop/README.md", "# Shop\n");
	fake_file(&f.head, "services/shop/docs/a.md", "a\n");
	fake_file(&f.head, "services/shop/docs/b.md", "long enough\n");
	fake_file(&f.head, "services/shop/empty.txt", "");
	fake_file(&f.head, "docs/shop.md", "shop\n");
	fake_file(&f.head, "root.txt", "root\n");
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, checks[i]);
		assert_met(&f);
	}
	check_close(&f);
}

static void test_file__says_what_is_missing_where_and_how_to_mend_it(void **state)
{
	static const struct {
		const char *check, *path, *message, *fix;
		size_t nr;
	} rows[] = {
	    {"file: RUNBOOK.md", "services/shop/RUNBOOK.md", "there is no 'RUNBOOK.md'",
	        "add services/shop/RUNBOOK.md", 1},
	    {"file: [docs/*.md, RUNBOOK.md]", "services/shop/RUNBOOK.md",
	        "no file matches any of 'docs/*.md' or 'RUNBOOK.md'",
	        "add services/shop/RUNBOOK.md", 1},
	    {"file: {any: OWNERS, min_bytes: 20}", "services/shop/OWNERS", "there is no 'OWNERS'",
	        "add services/shop/OWNERS with at least 20 bytes", 1},
	    {"file: {all: [OWNERS], max_bytes: 90}", "services/shop/OWNERS", "there is no",
	        "add services/shop/OWNERS with at most 90 bytes", 1},
	    {"file: {any: '*.own', min_bytes: 20, max_bytes: 90}", "services/shop",
	        "no file matches", "that matches '*.own' with 20 to 90 bytes", 1},
	    {"file: 'docs/*.md'", "services/shop/docs", "no file matches 'docs/*.md'",
	        "add a file below 'services/shop/docs' that matches 'docs/*.md'", 1},
	    {"file: {all: [A.md, B.md]}", "services/shop/A.md", "'A.md'", "add services/shop/A.md",
	        2},
	    {"file: /docs/{service}.md", "docs/shop.md", "there is no '/docs/{service}.md'",
	        "add docs/shop.md", 1},
	    {"file: GUIDE.md", "services/shop/GUIDE.md", "there is no 'GUIDE.md'",
	        "rename 'guide.md' to 'GUIDE.md'", 1},
	    {"file: LINK.md", "services/shop/LINK.md",
	        "'LINK.md' is a symbolic link, which is not followed",
	        "replace the link by the file itself", 1},
	    {"file: '*.lnk'", "services/shop/x.lnk", "'x.lnk' is a symbolic link", "replace", 1},
	    {"file: vendor", "services/shop/vendor", "'vendor' is a submodule", "put the file", 1},
	    {"file: src", "services/shop/src", "'src' is a directory, not a file",
	        "put a file here", 1},
	    {"file: {any: main.go, min_bytes: 100}", "services/shop/main.go",
	        "has 13 bytes, expected at least 100", "write at least 100 bytes", 1},
	    {"file: {any: main.go, max_bytes: 5}", "services/shop/main.go",
	        "has 13 bytes, expected at most 5", "keep it within 5 bytes", 1},
	    {"file: {any: big.bin, min_bytes: 1}", "services/shop/big.bin", "is a Git LFS pointer",
	        "write at least 1 bytes", 1},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/shop");
	fake_file(&f.head, "services/shop/main.go", "package main\n");
	fake_file(&f.head, "services/shop/guide.md", "x\n");
	fake_file(&f.head, "services/shop/src/x.go", "x\n");
	fake_link(&f.head, "services/shop/LINK.md", "guide.md");
	fake_link(&f.head, "services/shop/x.lnk", "/etc/passwd");
	fake_submodule(&f.head, "services/shop/vendor");
	fake_file(&f.head, "services/shop/big.bin",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(&f, rows[i].nr, rows[i].path, 0, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_file__none_counts_whatever_is_there(void **state)
{
	static const struct {
		const char *check, *path, *message, *fix;
		size_t nr;
	} rows[] = {
	    {"file: {none: .env}", "shop/.env", "'.env' must not be here", "git rm 'shop/.env'", 1},
	    {"file: {none: '**/.env'}", "shop/.env", "'.env'", "git rm", 2},
	    {"file: {none: link}", "shop/link", "(a symbolic link)", "git rm", 1},
	    {"file: {none: lib}", "shop/lib", "(a submodule)", "git rm", 1},
	    {"file: {none: node_modules}", "shop/node_modules", "(a directory)",
	        "git rm -r 'shop/node_modules'", 1},
	    {"file: {none: '**/node_modules'}", "shop/a/node_modules", "(a directory)",
	        "git rm -r 'shop/a/node_modules'", 2},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/.env", "KEY=1\n");
	fake_file(&f.head, "shop/a/.env", "KEY=2\n");
	fake_file(&f.head, "shop/node_modules/x/index.js", "1\n");
	fake_file(&f.head, "shop/a/node_modules/y/index.js", "2\n");
	fake_link(&f.head, "shop/link", "x");
	fake_submodule(&f.head, "shop/lib");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(&f, rows[i].nr, rows[i].path, 0, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_file__serves_the_root_as_a_service(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, ".");
	fake_file(&f.head, "README.md", "x\n");
	check_run(&f, "file: {any: README.md}");
	assert_met(&f);
	check_run(&f, "file: {any: '/{path}/README.md'}");
	assert_met(&f);
	check_run(&f, "file: RUNBOOK.md");
	assert_unmet(&f, 1, "RUNBOOK.md", 0, "there is no", "add RUNBOOK.md");
	check_run(&f, "file: '*.adoc'");
	assert_unmet(&f, 1, ".", 0, "no file matches '*.adoc'", "add a file below '.'");
	check_close(&f);
}

/* The root has no name: what is named for a service is passed over, never read as something else.
 */
static void test_file__the_root_without_a_name(void **state)
{
	static const char *const undecided[] = {
	    "file: '/docs/{service}.md'",
	    "file: {all: [README.md, '/docs/{service}.md']}",
	    "file: {none: [LICENSE, '/docs/{service}.md']}",
	    "content: {files: '/docs/{service}.md', forbid: x}",
	    "markdown: {file: '/docs/{service}.md'}",
	    "changed: {if: '/docs/{service}.md', then: [README.md]}",
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, ".");
	fake_file(&f.head, "README.md", "x\n");
	fake_file(&f.head, "docs/x.md", "x\n");
	fake_file(&f.head, "docs/.gitkeep", "");
	fake_file(&f.head, "docs/{service}.md", "x\n");
	for (size_t i = 0; TEST_EACH(undecided, i, undecided[i]); i++) {
		check_run(&f, undecided[i]);
		assert_true(f.rc < 0);
		assert_error(f.err, DONE_E_UNDECIDED, "by its name");
	}
	check_run(&f,
	    "file: ['/docs/{service}.*', '/docs/{service}/**', '/docs/{service}.md', "
	    "'RUNBOOK.md']");
	assert_unmet(&f, 1, "RUNBOOK.md", 0, "no file matches any of", "add RUNBOOK.md");
	check_run(&f, "file: ['/docs/{service}.md', README.md]");
	assert_met(&f);
	/* A submodule where such files would be hides none. */
	fake_submodule(&f.head, "teams");
	check_run(&f, "content: {files: [docs/**, '/t*/{service}/**'], forbid: secret}");
	assert_met(&f);
	f.service.name = "x";
	check_run(&f, "file: '/docs/{service}.md'");
	assert_met(&f);
	check_close(&f);
}

static void test_file__takes_odd_directory_names_for_themselves(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "a[b]{c,d}*");
	fake_file(&f.head, "a[b]{c,d}*/README.md", "x\n");
	fake_file(&f.head, "docs/a[b]{c,d}*.md", "x\n");
	fake_file(&f.head, "abc/OTHER.md", "x\n");
	check_run(&f,
	    "file: {all: [README.md, '*.md', '/{path}/README.md', "
	    "'/docs/{service}.md', '/{path}/*.md']}");
	assert_met(&f);
	check_run(&f, "file: {any: ['OTHER.md', '/{path}/OTHER.md']}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

static void test_file__shows_control_bytes_of_names_escaped(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/a\n\x1b[31m.env", "x\n");
	check_run(&f, "file: {none: '*.env'}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	assert_null(strchr(f.result.findings[0].message, '\x1b'));
	assert_null(strchr(f.result.findings[0].message, '\n'));
	assert_null(strchr(f.result.findings[0].fix, '\n'));
	assert_string_equal(f.result.findings[0].path, "shop/a\n\x1b[31m.env");
	check_close(&f);
}

static void test_file__looks_a_plain_name_up_without_reading_or_listing_all(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.md", "x\n");
	for (int i = 0; i < 50; i++)
		fake_file(&f.head, done_arena_printf(&f.arena, "shop/d%d/x.go", i), "x\n");
	check_run(&f, "file: README.md");
	assert_met(&f);
	assert_true(f.head.reads <= 1); /* to see that it is not empty */
	assert_true(f.head.lists <= 3);
	check_close(&f);
}

static void test_file__refuses_options_that_say_nothing(void **state)
{
	static const struct {
		const char *check, *part;
	} rows[] = {
	    {"file: {}", "needs one of 'any', 'all' and 'none'"},
	    {"file: {min_bytes: 3}", "needs one of"},
	    {"file: {none: a, min_bytes: 3}", "need 'any' or 'all'"},
	    {"file: {any: a, min_bytes: 3, max_bytes: 2}", "'max_bytes' is less"},
	    {"file: {any: ../a}", "'..'"},
	    {"file: {anny: a}", "unknown key 'anny'"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		assert_true(check_load(&f, rows[i].check) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_file__is_met_by_a_regular_file),
	    cmocka_unit_test(test_file__says_what_is_missing_where_and_how_to_mend_it),
	    cmocka_unit_test(test_file__none_counts_whatever_is_there),
	    cmocka_unit_test(test_file__serves_the_root_as_a_service),
	    cmocka_unit_test(test_file__the_root_without_a_name),
	    cmocka_unit_test(test_file__takes_odd_directory_names_for_themselves),
	    cmocka_unit_test(test_file__shows_control_bytes_of_names_escaped),
	    cmocka_unit_test(test_file__looks_a_plain_name_up_without_reading_or_listing_all),
	    cmocka_unit_test(test_file__refuses_options_that_say_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
