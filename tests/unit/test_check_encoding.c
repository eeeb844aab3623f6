/* How kinds read files: encodings, marks, line ends, binaries, sizes, and names in patterns. */
#include <stdio.h>
#include <stdlib.h>

#include "check_fixture.h"

static void add_wide(
    struct check_fixture *f, const char *path, const char *text, bool big, bool mark)
{
	struct done_buf buf = {0};

	if (mark)
		done_buf_add(&buf, big ? "\xFE\xFF" : "\xFF\xFE", 2);
	for (; *text; text++) {
		if (big)
			done_buf_addch(&buf, '\0');
		done_buf_addch(&buf, *text);
		if (!big)
			done_buf_addch(&buf, '\0');
	}
	fake_file_bytes(&f->head, path, buf.ptr, buf.len);
	done_buf_release(&buf);
}

static void assert_undecided(struct check_fixture *f, const char *message, const char *cure)
{
	if (f->rc != DONE_E_UNDECIDED || !strstr(f->err.message, message) ||
	    !strstr(f->err.cure, cure))
		fail_msg("expected undecided with '%s' and '%s', got %d: %s / %s", message, cure,
		    f->rc, f->err.message, f->err.cure);
}

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/ok.cs", "using System;\n");
	add_wide(f, "shop/le.cs", "using A;\r\n  string password;\r\n", false, true);
	add_wide(f, "shop/be.cs", "using A;\n  string password;\n", true, true);
	add_wide(f, "shop/bare.cs", "using A;\n  string password;\n", false, false);
	fake_file(&f->head, "shop/mark.cs", "\xEF\xBB\xBFusing A;\r\n  string password;\r\n");
	fake_file(&f->head, "shop/mark.json", "\xEF\xBB\xBF{\r\n  \"a\": 1\r\n}\r\n");
	add_wide(f, "shop/wide.json", "{\n  \"a\": 1\n}\n", false, true);
	add_wide(f, "shop/wide.yml", "a: 1\n", true, true);
	add_wide(f, "shop/wide.md", "# Purpose\r\n\r\nIt sells shoes to people.\r\n", false, true);
	fake_file_bytes(&f->head, "shop/torn.cs",
	    "\xFF\xFE"
	    "a\0b\0c",
	    7);
	fake_file(&f->head, "shop/dump.sql",
	    "-- x\r\nINSERT 'M\374ller', 'password 5\200';\r\n-- \303\274ber\r\n");
	fake_file(&f->head, "shop/latin.md", "# \334berblick\n\nIt sells shoes to people.\n");
	fake_file_bytes(&f->head, "shop/nul.go", "package a\nvar x = \"\0\"\n", 21);
	fake_file_bytes(&f->head, "shop/logo.png", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
	fake_file_bytes(&f->head, "shop/Makefile", "all:\n\0\n", 7);
}

/* ISO-8859-1 and Windows-1252, also with a line of UTF-8 among them. */
static void test_text__in_one_byte_a_letter_is_searched_for_letters(void **state)
{
	static const struct {
		const char *pattern;
		int line, column;
	} rows[] = {
	    {"Müller", 2, 9},
	    {"\\bMüller\\b", 2, 9},
	    {"(?i)MÜLLER", 2, 9},
	    {"password", 2, 19},
	    {"\\bpassword\\b", 2, 19},
	    {"M\\xFCller", 2, 9},
	    {"password \\d€", 2, 19},
	    {"\\büber$", 3, 4},
	    {"über|password", 2, 19},
	    {"€.;\\n-- ü", 2, 29},
	    {"M.ller", 2, 9},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "content: {files: '*.sql', forbid: '%s'}", rows[i].pattern));
		if (!f.result.nr || f.result.findings[0].line != rows[i].line ||
		    f.result.findings[0].column != rows[i].column)
			fail_msg("%s: %zu findings, at %d:%d", rows[i].pattern, f.result.nr,
			    f.result.nr ? f.result.findings[0].line : 0,
			    f.result.nr ? f.result.findings[0].column : 0);
	}
	check_run(&f, "markdown: {file: latin.md, sections: [{heading: '\\bÜberblick\\b'}]}");
	assert_int_equal(f.result.verdict, DONE_MET);
	check_run(&f, "content: {files: '*.sql', forbid: 'Möller'}");
	assert_int_equal(f.result.verdict, DONE_MET);
	check_close(&f);
}

static void test_text__is_searched_in_every_encoding(void **state)
{
	static const struct {
		const char *file;
		int column;
	} rows[] = {{"le.cs", 10}, {"be.cs", 10}, {"bare.cs", 10}, {"mark.cs", 10}};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		char path[64];

		snprintf(path, sizeof(path), "shop/%s", rows[i].file);
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "content: {files: %s, forbid: password}", rows[i].file));
		assert_unmet(&f, 1, path, 2, "'password' is forbidden", "string password;");
		assert_int_equal(f.result.findings[0].column, rows[i].column);
		check_run(&f,
		    done_arena_printf(&f.arena,
		        "content: {files: %s, match: '\\Ausing A;$', in: every}", rows[i].file));
		assert_met(&f);
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "content: {files: %s, forbid: '^using'}", rows[i].file));
		assert_unmet(&f, 1, path, 1, "'using'", "using A;");
		assert_int_equal(f.result.findings[0].column, 1);
		assert_int_equal(f.meter.binary, 0);
	}
	check_close(&f);
}

static void test_text__is_read_by_kinds_that_parse(void **state)
{
	static const char *const checks[] = {
	    "data: {file: mark.json, at: {$.a: 1}}",
	    "data: {file: wide.json, at: {$.a: 1}}",
	    "data: {file: wide.yml, at: {$.a: 1}}",
	    "markdown: {file: wide.md, sections: [{heading: '^Purpose$', min_words: 5}]}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, checks[i]);
		assert_met(&f);
	}
	check_run(&f, "data: {file: wide.json, at: {$.a: 2}}");
	assert_unmet(&f, 1, "shop/wide.json", 2, "is 1", "change 1 to 2");
	assert_int_equal(f.result.findings[0].column, 8);
	check_run(&f, "data: {file: mark.json, at: {$.a: 2}}");
	assert_unmet(&f, 1, "shop/mark.json", 2, "is 1", "change 1 to 2");
	check_close(&f);
}

static void test_text__that_is_damaged_is_undecided(void **state)
{
	static const char *const checks[] = {
	    "content: {files: '**/*.cs', match: using}",
	    "content: {files: torn.cs, forbid: x}",
	    "content: {files: torn.cs, forbid: x, binary: skip}",
	    "data: {file: torn.cs, at: {$.a: 1}}",
	    "markdown: torn.cs",
	    "records: torn.cs",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 1; TEST_EACH(checks, i, checks[i]); i++) {
		check_run(&f, checks[i]);
		assert_undecided(
		    &f, "'shop/torn.cs' is UTF-16 text that cannot be decoded", "save it as UTF-8");
	}
	/* Others have it already. */
	check_run(&f, checks[0]);
	assert_met(&f);
	check_close(&f);
}

static void test_line_ends__are_newlines_to_who_does_not_speak_of_them(void **state)
{
	static const struct {
		const char *pattern;
		int lf, crlf; /* 1: found */
	} rows[] = {
	    {"one\\ntwo", 1, 1},
	    {"one$\\n^two", 1, 1},
	    {"one.*\\ntwo", 1, 1},
	    {"one\\stwo", 1, 1},
	    {"one[^x]two", 1, 1},
	    {"(?s)one.two", 1, 1},
	    {"one\\n\\n", 0, 0},
	    {"one\\x0atwo", 1, 1},
	    {"one$", 1, 1},
	    {"^two$", 1, 1},
	    {"[ \\t]+$", 0, 0},
	    {"[^\\S\\n]+$", 0, 0},
	    {"one\\s{2}", 0, 0},
	    {"two\\n\\z", 1, 1},
	    {"(?x) one \\n two", 1, 1},
	    {"one\\r\\ntwo", 0, 1},
	    {"one\\r?\\ntwo", 1, 1},
	    {"one\\Rtwo", 1, 1},
	    {"\\r", 0, 1},
	    {"[^\\r]\\n", 1, 0},
	    {"\\x0d", 0, 1},
	    {"[\\x0b-\\x1f]", 0, 1},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/lf.txt", "zero\none\ntwo\n");
	fake_file(&f.head, "shop/crlf.txt", "zero\r\none\r\ntwo\r\n");
	for (size_t i = 0; i < 2 * DONE_ARRAY_SIZE(rows); i++) {
		const char *file = i % 2 ? "crlf.txt" : "lf.txt";
		int expected = i % 2 ? rows[i / 2].crlf : rows[i / 2].lf;

		check_run(&f,
		    done_arena_printf(
		        &f.arena, "content: {files: %s, forbid: '%s'}", file, rows[i / 2].pattern));
		assert_success(f.rc, f.err);
		if ((f.result.verdict == DONE_UNMET) != expected)
			fail_msg("'%s' in %s: %s", rows[i / 2].pattern, file,
			    done_verdict_name(f.result.verdict));
	}
	/* The place is the file's. */
	check_run(&f, "content: {files: '*.txt', forbid: 'ne\\ntw'}");
	assert_unmet(&f, 2, "shop/crlf.txt", 2, "'ne\\ntw' is forbidden", "one");
	assert_int_equal(f.result.findings[0].column, 2);
	assert_int_equal(f.result.findings[1].line, 2);
	assert_int_equal(f.result.findings[1].column, 2);
	/* Two patterns, one file: each sees its own. */
	check_run(&f,
	    "any_of:\n  - content: {files: crlf.txt, match: 'one\\rtwo'}\n"
	    "  - content: {files: crlf.txt, match: 'one\\r\\ntwo'}\n"
	    "  - content: {files: crlf.txt, match: 'one\\ntwo'}");
	assert_met(&f);
	check_close(&f);
}

static void test_mark__is_shown_to_who_speaks_of_it(void **state)
{
	static const struct {
		const char *pattern, *file;
		bool found;
	} rows[] = {
	    {"^\\xEF\\xBB\\xBF", "mark.cs", true},
	    {"^\\x{FEFF}", "mark.cs", true},
	    {"^\\x{FEFF}", "le.cs", true},
	    {"^\\x{FEFF}", "bare.cs", false},
	    {"^\\x{FEFF}", "ok.cs", false},
	    {"^\\x{FEFF}using A;\\n", "mark.cs", true},
	    {"\\x{FEFF}.*\\r", "mark.cs", true},
	    {"[^\\x00-\\x7F]", "mark.cs", false},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		check_run(&f,
		    done_arena_printf(&f.arena, "content: {files: %s, forbid: '%s'}", rows[i].file,
		        rows[i].pattern));
		assert_success(f.rc, f.err);
		if ((f.result.verdict == DONE_UNMET) != rows[i].found)
			fail_msg("'%s' in %s: %s", rows[i].pattern, rows[i].file,
			    done_verdict_name(f.result.verdict));
	}
	check_close(&f);
}

static void test_binary__among_sources_is_undecided(void **state)
{
	static const struct {
		const char *check, *path;
	} rows[] = {
	    {"content: {files: '**/*.go', forbid: x}", "shop/nul.go"},
	    {"content: {files: nul.go, forbid: zzz}", "shop/nul.go"},
	    {"content: {files: '**/*.{go,png}', forbid: zzz}", "shop/nul.go"},
	    {"content: {files: ['**/*', '**/*.go'], exclude: torn.cs, forbid: zzz}", "shop/nul.go"},
	    {"content: {files: '**/Makefile', forbid: zzz}", "shop/Makefile"},
	    {"content: {files: '[Mm]akefile', forbid: zzz}", "shop/Makefile"},
	    {"content: {files: ['*.go', ok.cs], match: using, in: every}", "shop/nul.go"},
	    {"content: {files: '*.go', match: using, in: every}", "shop/nul.go"},
	    {"content: {files: ['*.go', ok.cs], match: using, max: 1}", "shop/nul.go"},
	    {"content: {files: ['/shop/*.go'], forbid: zzz}", "shop/nul.go"},
	};
	static const char *const passes[] = {
	    "content: {files: '**/*', exclude: torn.cs, forbid: zzz}",
	    "content: {files: ['*', '**/*.png'], exclude: torn.cs, forbid: zzz}",
	    "content: {files: 'nul.*', forbid: zzz}",
	    "content: {files: 'Make*', forbid: zzz}",
	    "content: {files: '**/*.png', forbid: zzz}",
	    "content: {files: logo.png, forbid: zzz}",
	    "content: {files: '**/*.go', forbid: zzz, binary: skip}",
	    "content: {files: ['*.go', ok.cs], match: using, in: every, binary: skip}",
	    "content: {files: ['*.go', ok.cs], match: using, max: 1, binary: skip}",
	    "content: {files: ['*.go', ok.cs], exclude: nul.go, forbid: zzz}",
	    "content: {files: ['*.go', ok.cs], match: using}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		if (f.rc != DONE_E_UNDECIDED)
			fail_msg("'%s': %d %s", rows[i].check, f.rc,
			    done_verdict_name(f.result.verdict));
		assert_undecided(&f, "was not searched: it is a binary file", "'binary: skip'");
		assert_true(strstr(f.err.message, rows[i].path) != NULL);
		assert_int_equal(f.meter.binary > 0, 1);
	}
	for (size_t i = 0; TEST_EACH(passes, i, passes[i]); i++) {
		check_run(&f, passes[i]);
		if (f.rc < 0 || f.result.verdict == DONE_UNMET)
			fail_msg("'%s': %d %s %s", passes[i], f.rc, f.err.message,
			    done_verdict_name(f.result.verdict));
	}
	/* What was found is found all the same. */
	check_run(&f, "content: {files: ['*.go', ok.cs], forbid: using}");
	assert_unmet(&f, 1, "shop/ok.cs", 1, "'using'", "remove");
	check_close(&f);
}

static void test_large__binaries_are_passed_over_and_sizes_are_known(void **state)
{
	struct check_fixture f;
	size_t len = DONE_BLOB_MAX + 1;
	char *bytes = calloc(1, len);

	(void)state;
	assert_non_null(bytes);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/a.js", "ok\n");
	fake_file_bytes(&f.head, "shop/demo.mp4", bytes, len);
	check_run(&f, "content: {files: '**/*', forbid: password}");
	assert_met(&f);
	assert_true(
	    strstr(f.result.reason, "1 text file searched (1 binary file was passed over)"));
	assert_int_equal(f.meter.binary, 1);
	assert_int_equal(f.meter.files, 2);
	assert_int_equal(f.meter.bytes, DONE_TEXT_LOOK + 3);
	check_run(&f, "file: {any: demo.mp4, min_bytes: 16777217, max_bytes: 16777217}");
	assert_met(&f);
	check_run(&f, "file: {any: demo.mp4, max_bytes: 1000}");
	assert_unmet(
	    &f, 1, "shop/demo.mp4", 0, "has 16777217 bytes, expected at most 1000", "keep it");
	check_run(&f, "data: {file: demo.mp4, at: {$.a: 1}}");
	assert_undecided(&f, "too large", "ask this one with kind 'content'");
	/* A large text is no binary. */
	memset(bytes, 'a', len);
	fake_file_bytes(&f.head, "shop/dump.sql", bytes, len);
	check_run(&f, "content: {files: '**/*', forbid: password}");
	assert_undecided(&f, "too large", "'exclude: [\"/shop/dump.sql\"]'");
	check_run(&f, "content: {files: '**/*', exclude: [/shop/dump.sql], forbid: password}");
	assert_met(&f);
	free(bytes);
	check_close(&f);
}

static void test_names__stand_in_patterns_and_values(void **state)
{
	static const char *const met[] = {
	    "content: {files: app.yml, match: '^name: {service}$'}",
	    "content: {files: app.yml, match: 'dir: {path}/src'}",
	    "content: {files: app.yml, forbid: 'name: (?!{service}$)'}",
	    "data: {file: app.yml, at: {$.name: '{service}'}}",
	    "data: {file: app.yml, at: {$.dir: '{path}/src'}}",
	    "data: {file: app.yml, at: {$.name: {equals: '{service}'}}}",
	    "data: {file: app.yml, at: {$.name: {one_of: [x, '{service}']}}}",
	    "data: {file: app.yml, at: {$.name: {matches: '^{service}$'}}}",
	    "data: {file: app.yml, at: {$.tags: {equals: ['{service}', {at: '{path}'}]}}}",
	    "markdown: {file: README.md, sections: ['^{service}$']}",
	    "content: {files: app.yml, match: '/users/{id}'}",
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a.b");
	fake_file(&f.head, "services/a.b/app.yml",
	    "name: a.b\ndir: services/a.b/src\ntags: [a.b, {at: services/a.b}]\n"
	    "url: /users/{id}\n");
	fake_file(&f.head, "services/a.b/bad.yml", "name: axb\n");
	fake_file(&f.head, "services/a.b/README.md", "# a.b\n\nIt is.\n");
	for (size_t i = 0; TEST_EACH(met, i, met[i]); i++) {
		check_run(&f, met[i]);
		if (f.rc < 0 || f.result.verdict != DONE_MET)
			fail_msg("'%s': %s %s", met[i], f.err.message,
			    f.result.nr ? f.result.findings[0].message : "");
	}
	check_run(&f, "content: {files: bad.yml, match: '^name: {service}$'}");
	assert_unmet(&f, 1, "services/a.b/bad.yml", 0, "nothing matches '^name: a\\.b$'",
	    "add what '^name: a\\.b$' asks for");
	check_run(&f, "data: {file: bad.yml, at: {$.name: '{service}'}}");
	assert_unmet(&f, 1, "services/a.b/bad.yml", 1, "expected \"a.b\"", "to \"a.b\"");
	check_run(&f, "data: {file: none.yml, at: {$.name: '{service}'}}");
	assert_unmet(&f, 1, "services/a.b/none.yml", 0, "there is no", "name: \"a.b\"");
	check_close(&f);
}

static void test_names__the_root_has_none(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, ".");
	fake_file(&f.head, "app.yml", "name: a\ndir: src\n");
	check_run(&f, "content: {files: app.yml, match: 'name: {service}'}");
	assert_undecided(&f, "asks for the name of the service", "give it one");
	check_run(&f, "data: {file: app.yml, at: {$.name: [x, '{service}']}}");
	assert_undecided(&f, "'{service}' asks for the name of the service", "give it one");
	check_run(&f, "content: {files: app.yml, match: 'dir: {path}/src'}");
	assert_met(&f);
	check_run(&f, "data: {file: app.yml, at: {$.dir: '{path}/src'}}");
	assert_met(&f);
	check_close(&f);
}

static void test_names__misspelt_are_errors_with_place(void **state)
{
	static const struct {
		const char *check, *message;
		int column;
	} rows[] = {
	    {"content: {files: a, match: 'x {servce}'}",
	        "unknown placeholder '{servce}' in a pattern", 36},
	    {"content: {files: a, forbid: '{pth}/'}", "unknown placeholder '{pth}' in a pattern",
	        37},
	    {"markdown: {file: a, sections: ['{services}']}", "'{services}' in a pattern", 40},
	    {"data: {file: a, at: {$.a: '{Service}'}}", "'{Service}' in a value", 35},
	    {"data: {file: a, at: {$.a: {equals: [1, '{paths}']}}}", "'{paths}' in a value", 48},
	    {"data: {file: a, at: {$.a: {one_of: [x, '{paht}']}}}", "'{paht}' in a value", 48},
	    {"data: {file: a, at: {$.a: {matches: '{serice}'}}}", "'{serice}' in a pattern", 45},
	    {"owners: ['@org/{servise}']", "'{servise}' in a value", 18},
	    {"owners: {one_of: '@org/{servise}'}", "'{servise}' in a value", 26},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		if (check_load(&f, rows[i].check) != DONE_E_POLICY)
			fail_msg("'%s' was taken", rows[i].check);
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		assert_int_equal(f.err.line, 7);
		assert_int_equal(f.err.column, rows[i].column);
		assert_true(strstr(f.err.cure, "known are {service} and {path}") != NULL);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text__in_one_byte_a_letter_is_searched_for_letters),
	    cmocka_unit_test(test_text__is_searched_in_every_encoding),
	    cmocka_unit_test(test_text__is_read_by_kinds_that_parse),
	    cmocka_unit_test(test_text__that_is_damaged_is_undecided),
	    cmocka_unit_test(test_line_ends__are_newlines_to_who_does_not_speak_of_them),
	    cmocka_unit_test(test_mark__is_shown_to_who_speaks_of_it),
	    cmocka_unit_test(test_binary__among_sources_is_undecided),
	    cmocka_unit_test(test_large__binaries_are_passed_over_and_sizes_are_known),
	    cmocka_unit_test(test_names__stand_in_patterns_and_values),
	    cmocka_unit_test(test_names__the_root_has_none),
	    cmocka_unit_test(test_names__misspelt_are_errors_with_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
