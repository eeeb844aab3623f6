/* Kind `content`: patterns that must, or must not, be found. */
#include "check_fixture.h"

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/a.go", "package a\n\nlog.Info(1)\nlog.Info(2)\n");
	fake_file(&f->head, "shop/b.go", "package b\n\tfmt.Println(\"x\")\nfmt.Print(1)\n");
	fake_file(&f->head, "shop/sub/c.go", "package c\nlog.Info(3)\n");
	fake_file(&f->head, "shop/sub/c_test.go", "package c\nfmt.Print(0)\n");
	fake_file_bytes(&f->head, "shop/d.bin", "\0log.Info", 9);
	fake_file(&f->head, "shop/e.txt", "");
	fake_file(&f->head, "shop/lfs.dat",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
	fake_link(&f->head, "shop/l.go", "a.go");
}

static void test_content__is_met(void **state)
{
	static const char *const checks[] = {
	    "content: {files: '**/*.go', match: 'log\\.Info'}",
	    "content: {files: '**/*.go', match: 'log\\.Info', min: 3, max: 3}",
	    "content: {files: '**/*.go', match: '^package', in: every}",
	    "content: {files: '**/*.go', exclude: b.go, match: '^package', in: every, min: 1, "
	    "max: 1}",
	    "content: {files: ['a.go', 'sub/c.go'], match: 'log\\.', in: every}",
	    "content: {files: '**/*.go', exclude: ['**/*_test.go', b.go], forbid: "
	    "'fmt\\.Print'}",
	    "content: {files: e.txt, match: '^', max: 1}",
	    "content: {files: a.go, match: '^log', max: 2, min: 2}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, checks[i]);
		assert_met(&f);
	}
	check_close(&f);
}

static void test_content__says_what_is_not_found_and_where_it_was_sought(void **state)
{
	static const struct {
		const char *check, *path, *message, *fix;
		size_t nr;
	} rows[] = {
	    {"content: {files: '**/*.go', match: slog}", "shop",
	        "nothing matches 'slog' in 4 text files of '**/*.go'",
	        "add what 'slog' asks for to one of: shop/a.go, shop/b.go, shop/sub/c.go and 1 "
	        "more",
	        1},
	    {"content: {files: 'sub/*.go', match: slog}", "shop/sub", "2 text files", "add", 1},
	    {"content: {files: a.go, match: slog}", "shop/a.go", "in 1 text file of 'a.go'",
	        "shop/a.go", 1},
	    {"content: {files: [d.bin, a.go], match: slog}", "shop",
	        "(1 binary file was passed over)", "add", 1},
	    {"content: {files: [lfs.dat], match: slog}", "shop/lfs.dat",
	        "(1 Git LFS pointer cannot be searched)", "add", 1},
	    {"content: {files: '*.rs', match: slog}", "shop", "no file matches '*.rs'",
	        "add a file below 'shop'", 1},
	    {"content: {files: '*.go', exclude: '?.go', match: log}", "shop/a.go",
	        "every file that matches '*.go' is excluded by '?.go'", "narrow 'exclude'", 1},
	    {"content: {files: l.go, match: log}", "shop/l.go", "is a symbolic link", "replace", 1},
	    {"content: {files: '**/*.go', match: 'log', min: 4}", "shop",
	        "'log' matches 3 times, expected at least 4", "add what", 1},
	    {"content: {files: '**/*.go', match: 'log', max: 2}", "shop",
	        "'log' matches more than 2 times", "take away", 1},
	    {"content: {files: '**/*.go', match: 'log', in: every}", "shop/b.go",
	        "nothing matches 'log'", "'exclude'", 2},
	    {"content: {files: '*.go', match: '^log', in: every, max: 1}", "shop/a.go",
	        "'^log' matches more than 1 times", "take away", 2},
	    {"content: {files: [lfs.dat, a.go], match: 'log', in: every}", "shop/lfs.dat",
	        "is a Git LFS pointer", "git lfs untrack", 1},
	    {"content: {files: d.bin, match: log, in: every}", "shop/d.bin",
	        "1 binary file was passed over", "add", 1},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(&f, rows[i].nr, rows[i].path, 0, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_content__forbid_names_every_hit(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "content: {files: '**/*.go', forbid: '\\bfmt\\.Print\\w*'}");
	assert_unmet(&f, 3, "shop/b.go", 2, "'fmt.Println' is forbidden here",
	    "remove it from this line: fmt.Println(\"x\")");
	assert_int_equal(f.result.findings[0].column, 2);
	check_finding(&f.result.findings[1], "shop/b.go", 3, "'fmt.Print'", "fmt.Print(1)");
	assert_int_equal(f.result.findings[1].column, 1);
	check_finding(&f.result.findings[2], "shop/sub/c_test.go", 2, "'fmt.Print'", "");
	check_close(&f);
}

/* A pattern may take the blanks of the line along; nobody wants to read them. */
static void test_content__forbid_shows_a_hit_without_the_blanks_around_it(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "content: {files: '**/b.go', forbid: '(?m)^[ \\t]+fmt\\.Print\\w*\\('}");
	assert_unmet(&f, 1, "shop/b.go", 2, "'fmt.Println(' is forbidden here", "");
	check_run(&f, "content: {files: '**/b.go', forbid: '(?m)^\\t'}");
	assert_unmet(&f, 1, "shop/b.go", 2, "'\\t' is forbidden here", "");
	check_close(&f);
}

static void test_content__forbid_counts_columns_in_characters(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/x.go", "a\n\u00E9\u00E9\u20AC T T\n\u00E9T");
	check_run(&f, "content: {files: '**/*.go', forbid: 'T'}");
	assert_int_equal(f.result.nr, 3);
	assert_int_equal(f.result.findings[0].line, 2);
	assert_int_equal(f.result.findings[0].column, 5);
	assert_int_equal(f.result.findings[1].column, 7);
	assert_int_equal(f.result.findings[2].line, 3);
	assert_int_equal(f.result.findings[2].column, 2);
	check_close(&f);
}

static void test_content__forbid_without_anything_to_search_is_not_applicable(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "content: {files: '*.rs', forbid: x}");
	assert_not_applicable(&f, "no file matches '*.rs'");
	check_run(&f, "content: {files: d.bin, forbid: x}");
	assert_not_applicable(&f, "no text file matches 'd.bin' (1 binary file was passed over)");
	assert_int_equal(f.meter.binary, 1);
	check_run(&f, "content: {files: l.go, forbid: x}");
	assert_not_applicable(&f, "no file matches");
	check_run(&f, "content: {files: lfs.dat, forbid: x}");
	assert_unmet(&f, 1, "shop/lfs.dat", 0, "is a Git LFS pointer", "git lfs untrack");
	check_close(&f);
}

static void test_content__empty_matches_advance(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/u.txt", "äö\n");
	fake_file_bytes(&f.head, "shop/l.txt", "\xe4\xf6\n", 3);
	/* Before each character and at the end: 4 places, in characters or in bytes. */
	check_run(&f, "content: {files: u.txt, match: 'q*', min: 4, max: 4}");
	assert_met(&f);
	check_run(&f, "content: {files: l.txt, match: 'q*', min: 4, max: 4}");
	assert_met(&f);
	check_run(&f, "content: {files: u.txt, forbid: 'q*'}");
	assert_int_equal(f.result.nr, 4);
	check_close(&f);
}

static void test_content__a_moved_line_is_the_same_finding(void **state)
{
	struct check_fixture f, g;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/a.go", "fmt.Print(1)\nfmt.Print(1)\n");
	check_run(&f, "content: {files: '*.go', forbid: 'fmt\\.Print'}");
	assert_int_equal(f.result.nr, 2);
	/* Twins differ, so that one in a baseline does not excuse the other. */
	assert_string_not_equal(f.result.findings[0].subject, f.result.findings[1].subject);
	check_open(&g, "shop");
	fake_file(&g.head, "shop/a.go", "package a\n\n\t\tfmt.Print(1)\n");
	check_run(&g, "content: {files: '*.go', forbid: 'fmt\\.Print'}");
	assert_string_equal(f.result.findings[0].subject, g.result.findings[0].subject);
	check_close(&f);
	check_close(&g);
}

static void test_content__findings_are_capped_and_the_rest_counted(void **state)
{
	struct check_fixture f;
	struct done_buf buf = {0};

	(void)state;
	check_open(&f, "shop");
	for (int i = 0; i < DONE_FINDINGS_MAX + 234; i++)
		done_buf_addf(&buf, "print %d\n", i);
	fake_file(&f.head, "shop/a.py", buf.ptr);
	done_buf_release(&buf);
	check_run(&f, "content: {files: '*.py', forbid: '^print'}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	assert_int_equal(f.result.nr, DONE_FINDINGS_MAX);
	assert_int_equal(f.result.nr_dropped, 234);
	assert_int_equal(f.result.findings[DONE_FINDINGS_MAX - 1].line, DONE_FINDINGS_MAX);
	check_close(&f);
}

static void test_content__matched_text_is_escaped_and_cut(void **state)
{
	struct check_fixture f;
	char text[4096];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memcpy(text, "bad\x1b[31m\n::error::", 18);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/a.txt", text);
	check_run(&f, "content: {files: '*.txt', forbid: 'bad(?s:.*)'}");
	assert_int_equal(f.result.nr, 1);
	assert_null(strchr(f.result.findings[0].message, '\x1b'));
	assert_null(strchr(f.result.findings[0].message, '\n'));
	assert_true(strlen(f.result.findings[0].message) < 200);
	check_close(&f);
}

static void test_content__stops_reading_at_the_first_match(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "content: {files: '**/*.go', match: '^package'}");
	assert_met(&f);
	assert_int_equal(f.head.reads, 1);
	assert_int_equal(f.meter.files, 1);
	check_close(&f);
}

static void test_content__a_pattern_that_exceeds_its_limit_is_undecided(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/a.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
	check_run(&f, "content: {files: '*.txt', forbid: '^(a+)+$'}");
	assert_true(f.rc < 0);
	assert_int_equal(f.err.code, DONE_E_UNDECIDED);
	check_close(&f);
}

static void test_content__refuses_options_that_contradict(void **state)
{
	static const struct {
		const char *check, *part;
	} rows[] = {
	    {"content: {files: a}", "not neither"},
	    {"content: {files: a, match: x, forbid: y}", "not both"},
	    {"content: {match: x}", "files"},
	    {"content: {files: a, forbid: x, min: 2}", "go with 'match' only"},
	    {"content: {files: a, forbid: x, in: every}", "go with 'match' only"},
	    {"content: {files: a, match: x, min: 3, max: 2}", "'max' is less than 'min'"},
	    {"content: {files: a, match: '('}", ""},
	    {"content: {files: a, match: x, in: some}", "'in' cannot be 'some'"},
	    {"content: {files: a, match: x, min: 0}", "min"},
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

/* "@tests" are two hundred globs, and no reader's. */
static void test_content__lists_are_shown_by_their_names(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.py", "1\n");
	fake_submodule(&f.head, "s/hold");
	check_run(&f,
	    "content: {files: '**/*.py', exclude: ['@tests', '@generated', '!@vendored', b.py], "
	    "forbid: x}");
	assert_int_equal(f.err.code, DONE_E_UNDECIDED);
	assert_non_null(f.err.cure);
	assert_non_null(strstr(f.err.cure,
	    "'exclude: [\"@tests\", \"@generated\", \"!@vendored\", \"b.py\", \"/s/hold/**\"]'"));
	check_close(&f);
	check_open(&f, "s");
	check_run(&f, "content: {files: '@sources', exclude: '@tests', match: x}");
	assert_unmet(&f, 1, "s", 0, "no file matches any of '@sources'", "");
	check_close(&f);
}

/* A link is no file to search, but what it leads to would be one. */
static void test_content__a_link_out_of_the_service_hides_what_is_asked_for(void **state)
{
	static const char check[] = "content: {files: '**/*.go', exclude: b.go, forbid: never}";
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.go", "package a\n");
	fake_file(&f.head, "shared/x.go", "package shared\n");
	fake_link(&f.head, "s/b.go", "../shared/x.go");
	check_run(&f, check);
	assert_met(&f);
	fake_link(&f.head, "s/c.go", "../shared/x.go");
	check_run(&f, check);
	assert_true(f.rc < 0);
	assert_int_equal(f.err.code, DONE_E_UNDECIDED);
	assert_non_null(strstr(f.err.message, "the symbolic link 's/c.go' leads out"));
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_content__is_met),
	    cmocka_unit_test(test_content__says_what_is_not_found_and_where_it_was_sought),
	    cmocka_unit_test(test_content__forbid_names_every_hit),
	    cmocka_unit_test(test_content__forbid_shows_a_hit_without_the_blanks_around_it),
	    cmocka_unit_test(test_content__forbid_counts_columns_in_characters),
	    cmocka_unit_test(test_content__forbid_without_anything_to_search_is_not_applicable),
	    cmocka_unit_test(test_content__empty_matches_advance),
	    cmocka_unit_test(test_content__a_moved_line_is_the_same_finding),
	    cmocka_unit_test(test_content__findings_are_capped_and_the_rest_counted),
	    cmocka_unit_test(test_content__matched_text_is_escaped_and_cut),
	    cmocka_unit_test(test_content__stops_reading_at_the_first_match),
	    cmocka_unit_test(test_content__a_pattern_that_exceeds_its_limit_is_undecided),
	    cmocka_unit_test(test_content__a_link_out_of_the_service_hides_what_is_asked_for),
	    cmocka_unit_test(test_content__refuses_options_that_contradict),
	    cmocka_unit_test(test_content__lists_are_shown_by_their_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
