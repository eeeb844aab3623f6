/* Kind `content`, `where`: code, strings and comments of a source, each by itself. */
#include "check_fixture.h"

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/a.go",
	    "package a // log.Info\n\nlog.Info(\"debug(\") /* TODO */\nprint(1)\r\n");
	fake_file(&f->head, "shop/b.js", "f(`${eval(x)}`) // eval(\ng('eval(')\n");
	fake_file(&f->head, "shop/e.go", "package a\nvar shopKey = 1\n");
	fake_file(&f->head, "shop/c.go", "package c\n\n// evil()\nx := `never\nevil()\n");
	fake_file(&f->head, "shop/d.unknown", "// log.Info TODO\n");
}

static void test_where__finds_in_its_part_alone(void **state)
{
	static const char *const checks[] = {
	    "content: {files: a.go, match: 'log\\.Info', where: code, max: 1}",
	    "content: {files: a.go, match: 'log\\.Info', where: comments, max: 1}",
	    "content: {files: a.go, match: 'log\\.Info', max: 2, min: 2}",
	    "content: {files: a.go, match: 'log\\.Info', where: any, max: 2, min: 2}",
	    "content: {files: a.go, match: 'debug', where: strings}",
	    "content: {files: a.go, forbid: 'debug', where: code}",
	    "content: {files: a.go, forbid: 'debug', where: comments}",
	    "content: {files: a.go, forbid: 'TODO', where: code}",
	    "content: {files: a.go, forbid: 'TODO', where: strings}",
	    "content: {files: b.js, match: 'eval', where: strings, min: 2, max: 2}",
	    "content: {files: ['*.go', '*.js'], match: '\\w', in: every, where: code}",
	    "content: {files: a.go, match: '^print\\(1\\)$', where: code}",
	    "content: {files: c.go, forbid: 'package', where: comments}",
	    "content: {files: a.go, match: '(?i)LOG\\.info', where: comments, max: 1}",
	    "content: {files: a.go, match: '^$', where: code}",
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

static void test_where__says_what_it_does_not_find(void **state)
{
	static const struct {
		const char *check, *path, *message, *fix;
		int line;
		size_t nr;
	} rows[] = {
	    {"content: {files: a.go, match: 'TODO', where: code}", "shop/a.go",
	        "nothing matches 'TODO' in the code of 1 text file", "add what", 0, 1},
	    {"content: {files: a.go, match: 'TODO', where: strings}", "shop/a.go",
	        "in the strings of 1 text file", "add what", 0, 1},
	    {"content: {files: a.go, match: 'print', where: comments}", "shop/a.go",
	        "in the comments of 1 text file", "add what", 0, 1},
	    {"content: {files: '**/*', match: 'package a TODO', where: code}", "shop",
	        "(1 file is of no known language: not searched)", "add what", 0, 1},
	    {"content: {files: d.unknown, match: TODO, where: comments}", "shop/d.unknown",
	        "(1 file is of no known language: not searched)", "add what", 0, 1},
	    {"content: {files: d.unknown, match: TODO, where: comments, in: every}",
	        "shop/d.unknown", "the file is of no known language, which 'where' needs",
	        "add what", 0, 1},
	    {"content: {files: a.go, forbid: 'TODO', where: comments}", "shop/a.go",
	        "'TODO' is forbidden here", "log.Info(\"debug(\") /* TODO */", 3, 1},
	    {"content: {files: a.go, forbid: 'print\\(1\\)$', where: code}", "shop/a.go",
	        "forbidden", "print(1)", 4, 1},
	    {"content: {files: d.unknown, forbid: 'TODO', where: code}", "shop/d.unknown",
	        "forbidden", "TODO", 1, 1},
	    {"content: {files: '**/*', match: 'TODO', where: comments, max: 1}", "shop",
	        "more than 1 times", "take away", 0, 1},
	    /* What runs, and what may run, does not hide in a string. */
	    {"content: {files: b.js, forbid: 'eval\\(', where: code}", "shop/b.js", "forbidden",
	        "f(`${eval(x)}`)", 1, 1},
	    {"content: {files: b.js, match: 'eval\\(', where: code}", "shop/b.js",
	        "nothing matches", "add", 0, 1},
	    {"content: {files: c.go, forbid: 'evil\\(\\)', where: code}", "shop/c.go", "forbidden",
	        "evil()", 5, 1},
	    {"content: {files: c.go, forbid: 'evil\\(\\)', where: strings}", "shop/c.go",
	        "forbidden", "evil()", 5, 1},
	    {"content: {files: c.go, match: 'evil\\(\\)', where: strings}", "shop/c.go",
	        "nothing matches", "add", 0, 1},
	    /* As it is made for the service, not as it is written. */
	    {"content: {files: e.go, forbid: '{service}Key', where: code}", "shop/e.go",
	        "forbidden", "shopKey", 2, 1},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(
		    &f, rows[i].nr, rows[i].path, rows[i].line, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_where__of_no_known_language_is_said_when_met(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "content: {files: d.unknown, forbid: nothing, where: code}");
	assert_met(&f);
	assert_string_equal(f.result.reason,
	    "1 text file searched (1 file is of no known "
	    "language: searched as a whole)");
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_where__finds_in_its_part_alone),
	    cmocka_unit_test(test_where__says_what_it_does_not_find),
	    cmocka_unit_test(test_where__of_no_known_language_is_said_when_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
