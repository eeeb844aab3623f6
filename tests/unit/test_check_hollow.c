/* Files that are there and hold nothing: for kind `file` they are not, for `content` they say
 * nothing. */
#include "../../src/check/hollow.h"
#include "check_fixture.h"

static void test_hollow__by_format(void **state)
{
	static const struct {
		const char *path, *text, *why; /* NULL: it holds something */
	} rows[] = {
	    {"a.yaml", "", "is empty"},
	    {"a.bin", " \n\t\r\n", "is empty"},
	    {"openapi.yaml", "---\n", "is empty"},
	    {"openapi.yaml", "{}\n", "is empty"},
	    {"openapi.yaml", "# openapi: 3.0.0\n\n# paths: {}\n", "holds nothing but comments"},
	    {"openapi.yaml", "# x\nopenapi: 3.0.0\n", NULL},
	    {"openapi.yaml", "---\n{}\n...\n", "is empty"},
	    {"openapi.yaml", "{a: 1}\n", NULL},
	    {"summary.json", "{}", "is empty"},
	    {"summary.json", " [] ", "is empty"},
	    {"summary.json", "{\"p95\": 3}", NULL},
	    {"load/x.js", "// http.get('x')\n/* more\n */\n", "holds nothing but comments"},
	    {"load/x.js", "// x\nhttp.get('y')\n", NULL},
	    {"load/x.js", "/* open", "holds nothing but comments"},
	    {"a.go", "// package a\n", "holds nothing but comments"},
	    {"a.py", "# print()\n", "holds nothing but comments"},
	    {"a.py", "#!/usr/bin/python\nprint()\n", NULL},
	    {"a.sql", "-- select 1\n", "holds nothing but comments"},
	    {"a.proto", "/**/", "holds nothing but comments"},
	    {"a.xml", "<!-- x -->\n", "holds nothing but comments"},
	    {"Dockerfile", "# FROM x\n", "holds nothing but comments"},
	    {"A.md", "<!-- write here -->\n", "holds nothing but comments"},
	    {"A.md", "# A\n", NULL},
	    {"a.php", "<?php\n// x\n", "holds nothing but comments"},
	    /* a format whose comments are not known holds something */
	    {"a.xyz", "# x\n", NULL},
	    {"a.yaml", "\xFF", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		const char *why = done_hollow_text(
		    rows[i].path, (struct done_bytes){rows[i].text, strlen(rows[i].text)});

		if (!why != !rows[i].why || (why && strcmp(why, rows[i].why) != 0))
			fail_msg(
			    "%s: '%s': %s", rows[i].path, rows[i].text, why ? why : "holds it");
	}
}

static void test_hollow__long_comments_are_linear(void **state)
{
	enum { LEN = 1 << 20 };
	char *text = malloc(LEN);

	(void)state;
	assert_non_null(text);
	memset(text, '*', LEN);
	*text = '/'; /* a comment that nothing closes */
	assert_non_null(done_hollow_text("a.c", (struct done_bytes){text, LEN}));
	memset(text, '#', LEN);
	assert_non_null(done_hollow_text("a.yml", (struct done_bytes){text, LEN}));
	free(text);
}

static void test_hollow__of_kind_file(void **state)
{
	static const struct {
		const char *check, *text;
		int line;
		const char *message;
	} rows[] = {
	    {"file: A.md", "", 0, "is empty"},
	    {"file: {any: '*.md'}", "\n", 0, "is empty"},
	    {"file: {all: [A.md]}", "<!-- x -->", 0, "holds nothing but comments"},
	    {"file: {any: A.md, min_bytes: 1}", "\n\n", 0, "is empty"},
	    {"file: A.md", "TODO\n", 1, "holds a placeholder: 'TODO'"},
	    {"file: A.md", "# A\n\nComing soon.\n", 3, "holds a placeholder: 'Coming soon'"},
	    {"file: {any: A.md, min_bytes: 20}",
	        "# Own\n\nIt has a text of its own.\n\nSeen by: alert checkout_orders_failed. "
	        "Cause: "
	        "mostly the payment provider is down.\n",
	        5, "holds an example of git done"},
	    {"file: A.md", "# A\n\nyes yes yes yes yes yes yes yes yes yes yes yes\n", 3,
	        "holds a placeholder"},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_open(&f, "shop");
		fake_file(&f.head, "shop/A.md", rows[i].text);
		check_run(&f, rows[i].check);
		assert_unmet(
		    &f, 1, "shop/A.md", rows[i].line, rows[i].message, "write what the file");
		check_close(&f);
	}
}

static void test_hollow__what_counts(void **state)
{
	static const struct {
		const char *check, *text;
	} rows[] = {
	    {"file: {any: A.md, min_bytes: 0}", ""},
	    {"file: A.md", "# A\n\nText of our own, with one TODO: less.\n"},
	    {"content: {files: A.md, match: shop}", "# The shop\n"},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_open(&f, "shop");
		fake_file(&f.head, "shop/A.md", rows[i].text);
		check_run(&f, rows[i].check);
		assert_met(&f);
		check_close(&f);
	}
}

/* One of two files is enough, and it is the one that holds something. */
static void test_hollow__another_file_counts(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/A.md", "");
	fake_file(&f.head, "shop/B.md", "# B\n");
	check_run(&f, "file: ['*.md']");
	assert_met(&f);
	assert_string_equal(f.result.evidence[0].path, "shop/B.md");
	check_close(&f);
}

static void test_hollow__of_kind_content(void **state)
{
	static const char text[] =
	    "# Alerts\n\ncheckout_orders_failed calls payments-oncall.\n\nOther text.\n";
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.md", text);
	check_run(&f, "content: {files: README.md, match: payments-oncall}");
	assert_unmet(&f, 1, "shop/README.md", 0, "nothing matches", "add what");
	check_run(&f, "content: {files: README.md, match: Other}");
	assert_met(&f);
	assert_int_equal(f.result.evidence[0].line, 5);
	/* What is forbidden is forbidden in an example, too. */
	check_run(&f, "content: {files: README.md, forbid: payments-oncall}");
	assert_int_equal(f.result.verdict, DONE_UNMET);
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hollow__by_format),
	    cmocka_unit_test(test_hollow__long_comments_are_linear),
	    cmocka_unit_test(test_hollow__of_kind_file),
	    cmocka_unit_test(test_hollow__what_counts),
	    cmocka_unit_test(test_hollow__another_file_counts),
	    cmocka_unit_test(test_hollow__of_kind_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
