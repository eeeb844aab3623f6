/* JSON with comments, JSON5 and JSON lines; which file is read as what; numbers of any size. */
#include "support.h"

#include <math.h>
#include <stdlib.h>

#include "artifact/formats.h"

struct parsed {
	struct done_arena arena;
	struct done_error err;
	struct done_value root;
	int rc;
};

static void parse(struct parsed *out, const char *text, enum done_json_dialect dialect)
{
	*out = (struct parsed){.root = {.line = 77}};
	out->rc = done_json_parse_as(&out->arena, (struct done_bytes){text, strlen(text)},
	    "a.json5", dialect, &out->root, &out->err);
}

static void test_json5__comments_and_a_last_comma_keep_every_place(void **state)
{
	static const char text[] = "\xEF\xBB\xBF// \xC3\xA9 first\n{ /* a\n b */ \"a\": 1, // one\n"
	                           "  /**/ \"b\": [ 1, /* \xE2\x82\xAC */ 2, ],\n}\n/* end */";
	struct parsed p;

	(void)state;
	parse(&p, text, DONE_JSON_COMMENTS);
	assert_success(p.rc, p.err);
	assert_int_equal(p.root.line, 2);
	assert_int_equal(p.root.map.ptr[0].line, 3);
	assert_int_equal(p.root.map.ptr[0].column, 7);
	const struct done_value *b = done_value_get(&p.root, "b");
	assert_int_equal(b->list.nr, 2);
	assert_int_equal(b->list.ptr[1].line, 4);
	assert_int_equal(b->list.ptr[1].column, 26);
	done_arena_release(&p.arena);
	parse(&p, text, DONE_JSON_STRICT);
	assert_error(p.err, DONE_E_POLICY, "comments are not allowed in JSON");
	assert_non_null(strstr(p.err.cure, "tsconfig*.json"));
	done_arena_release(&p.arena);
}

static void test_json5__reads_the_specifications_example(void **state)
{
	static const char text[] = "{\n"
	                           "  // comments\n"
	                           "  unquoted: 'and you can quote me on that',\n"
	                           "  singleQuotes: 'I can use \"double quotes\" here',\n"
	                           "  lineBreaks: \"Look, Mom! \\\nNo \\\\n's!\",\n"
	                           "  hexadecimal: 0xdecaf,\n"
	                           "  leadingDecimalPoint: .8675309, andTrailing: 8675309.,\n"
	                           "  positiveSign: +1,\n"
	                           "  trailingComma: 'in objects', andIn: ['arrays',],\n"
	                           "  \"backwardsCompatible\": \"with JSON\",\n"
	                           "}\n";
	static const struct {
		const char *key, *string;
		double number;
		int line;
	} rows[] = {
	    {"unquoted", "and you can quote me on that", 0, 3},
	    {"singleQuotes", "I can use \"double quotes\" here", 0, 4},
	    {"lineBreaks", "Look, Mom! No \\n's!", 0, 5},
	    {"hexadecimal", NULL, 0xdecaf, 7},
	    {"leadingDecimalPoint", NULL, .8675309, 8},
	    {"andTrailing", NULL, 8675309, 8},
	    {"positiveSign", NULL, 1, 9},
	    {"trailingComma", "in objects", 0, 10},
	    {"backwardsCompatible", "with JSON", 0, 11},
	};
	struct parsed p;

	(void)state;
	parse(&p, text, DONE_JSON_FIVE);
	assert_success(p.rc, p.err);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].key); i++) {
		const struct done_value *value = done_value_get(&p.root, rows[i].key);

		if (!value)
			fail_msg("no %s", rows[i].key);
		assert_int_equal(value->line, rows[i].line);
		if (rows[i].string)
			assert_string_equal(value->string.ptr, rows[i].string);
		else
			assert_true((value->type == DONE_INTEGER ? (double)value->integer
			                                         : value->real) == rows[i].number);
	}
	done_arena_release(&p.arena);
}

static void test_json5__takes_what_is_its_own(void **state)
{
	static const struct {
		const char *text, *string; /* the first value's text; NULL: only taken */
	} rows[] = {
	    {"['\\x41\\v\\'\\q\\a']", "A\v'qa"},
	    {"['a\\\r\nb\\\xE2\x80\xA8"
	     "c']",
	        "abc"},
	    {"['\xE2\x80\xA8\t']", "\xE2\x80\xA8\t"},
	    {"['\\\xC3\xA9']", "\xC3\xA9"},
	    {"\xC2\xA0[\v'a'\f\xE3\x80\x80]\xEF\xBB\xBF", "a"},
	    {"[Infinity, -Infinity, +Infinity, NaN, -NaN, -0xA, +.5e-1, 5.e1]", NULL},
	    {"[1\xC2\xA0,\xE2\x80\x82"
	     "2]",
	        NULL},
	    {"{$a_1: 1, \xC3\xA9t\xC3\xA9: 2, \\u0061b: 3, null: 4, Infinity: 5}", NULL},
	    {"{}", NULL},
	    {"// c\n[]", NULL},
	};
	struct parsed p;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		parse(&p, rows[i].text, DONE_JSON_FIVE);
		if (p.rc < 0)
			fail_msg(
			    "row %zu: %s at %d:%d", i, p.err.message, p.err.line, p.err.column);
		if (rows[i].string)
			assert_string_equal(p.root.list.ptr[0].string.ptr, rows[i].string);
		done_arena_release(&p.arena);
	}
}

static void test_json5__refuses_with_a_place(void **state)
{
	static const struct {
		enum done_json_dialect dialect;
		const char *text, *part;
		int line, column;
	} rows[] = {
	    {DONE_JSON_COMMENTS, "[1,,2]", "a value is missing before the comma", 1, 4},
	    {DONE_JSON_COMMENTS, "[,]", "a value is missing", 1, 2},
	    {DONE_JSON_COMMENTS, "{,}", "a value is missing", 1, 2},
	    {DONE_JSON_COMMENTS, "[1, /* x", "the comment that begins here is never closed", 1, 5},
	    {DONE_JSON_COMMENTS, "['a']", "double quotes", 1, 2},
	    {DONE_JSON_COMMENTS, "{a: 1}", "text needs double quotes", 1, 2},
	    {DONE_JSON_COMMENTS, "[+1]", "not a number", 1, 2},
	    {DONE_JSON_COMMENTS, "# x\n[]", "comments are not allowed", 1, 1},
	    {DONE_JSON_COMMENTS, "// only", "the file is empty", 1, 1},
	    {DONE_JSON_COMMENTS, "[1] / 2", "more text after the end", 1, 5},
	    {DONE_JSON_COMMENTS, "{\"a\": 1, // x\n\"a\": 2,}",
	        "duplicate key 'a' (first at line 1)", 2, 1},
	    {DONE_JSON_FIVE, "{a: 1, 'a': 2}", "duplicate key 'a'", 1, 8},
	    {DONE_JSON_FIVE, "[010]", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "[0x]", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "[+]", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "[.]", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "[infinity]", "not JSON5: text needs quotes", 1, 2},
	    {DONE_JSON_FIVE, "[1,,]", "a value is missing before the comma", 1, 4},
	    {DONE_JSON_FIVE, "{a:}", "a value is missing before the closing bracket", 1, 4},
	    {DONE_JSON_FIVE, "# c\n[]", "a comment begins with '//'", 1, 1},
	    {DONE_JSON_FIVE, "[--1]", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "{1a: 1}", "not a number", 1, 2},
	    {DONE_JSON_FIVE, "{a-b: 1}", "':' is missing", 1, 3},
	    {DONE_JSON_FIVE, "['a\nb']", "not closed on its line", 1, 2},
	    {DONE_JSON_FIVE, "['a", "never closed", 1, 2},
	    {DONE_JSON_FIVE, "['\\0']", "U+0000", 1, 3},
	    {DONE_JSON_FIVE, "['\\1']", "cannot begin with a digit", 1, 3},
	    {DONE_JSON_FIVE, "['\\x4']", "two hexadecimal digits", 1, 3},
	    {DONE_JSON_FIVE, "['\\ud800']", "lone surrogate", 1, 3},
	    {DONE_JSON_FIVE, "{\\ud800: 1}", "lone surrogate", 1, 2},
	    {DONE_JSON_FIVE, "[1", "ends too early", 1, 1},
	    {DONE_JSON_FIVE, "1", "must hold an object or a list", 1, 1},
	};
	struct parsed p;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		parse(&p, rows[i].text, rows[i].dialect);
		if (p.rc == 0)
			fail_msg("row %zu taken: %s", i, rows[i].text);
		assert_error(p.err, DONE_E_POLICY, rows[i].part);
		if (p.err.line != rows[i].line || p.err.column != rows[i].column)
			fail_msg("row %zu: %s: %d:%d", i, rows[i].text, p.err.line, p.err.column);
		assert_int_equal(p.root.line, 77);
		done_arena_release(&p.arena);
	}
}

/* ---- files by their names ---- */

#define COMMENTS "{\"a\": 1, // c\n}"
#define FIVE "{a: 'x'} // c"

static void test_data__tells_the_format_by_the_name_and_then_by_what_is_there(void **state)
{
	static const struct {
		const char *file, *text;
		size_t nr; /* of documents; 0: refused */
		const char *part;
	} rows[] = {
	    {"tsconfig.json", COMMENTS, 1, NULL},
	    {"web/tsconfig.app.json", COMMENTS, 1, NULL},
	    {"TSConfig-base.JSON", COMMENTS, 1, NULL},
	    {"my-tsconfig.json", COMMENTS, 0, "comments are not allowed"},
	    {"appsettings.json", COMMENTS, 1, NULL},
	    {"src/appsettings.Development.json", COMMENTS, 1, NULL},
	    {".vscode/settings.json", COMMENTS, 1, NULL},
	    {"a/.vscode/tasks.json", COMMENTS, 1, NULL},
	    {"a/.vscode/b/tasks.json", COMMENTS, 0, "comments are not allowed"},
	    {"vscode/settings.json", COMMENTS, 0, "comments are not allowed"},
	    {"x.vscode/settings.json", COMMENTS, 0, "comments are not allowed"},
	    {".eslintrc.json", COMMENTS, 1, NULL},
	    {".eslintrc", COMMENTS, 1, NULL},
	    {".eslintrc", "a: 1 # YAML\n", 1, NULL},
	    {".prettierrc", "{a: 1}", 1, NULL},
	    {".babelrc", FIVE, 1, NULL},
	    {"deno.jsonc", COMMENTS, 1, NULL},
	    {"a.jsonc", FIVE, 0, "not JSON"},
	    {"a.json5", FIVE, 1, NULL},
	    {"package.json", COMMENTS, 0, "comments are not allowed"},
	    {"package.json", "{\"a\": 1,}", 0, "no comma may stand last"},
	    {"a.toml", "a = 1", 1, NULL},
	    {"Cargo.lock", "[[package]]\nname = 'a'", 1, NULL},
	    {"Pipfile", "[packages]", 1, NULL},
	    {"a.ndjson", "{\"a\": 1}\n\n{\"a\": 2}\r\n3", 3, NULL},
	    {"a.jsonl", "{\"a\": 1} {\"a\": 2}", 0, "one value a line"},
	    {"a.jsonl", "{\"a\":\n 1}\n2", 2, NULL},
	    {"a.jsonl", "\n", 0, "the file is empty"},
	    {"a.jsonl", "1\n[", 0, "ends too early"},
	    {"a.yml", "a: 1\n---\nb: 2\n", 2, NULL},
	    {"a.yml", "---\na: 1\n---\n", 1, NULL},
	    {"a.yml", "# licence\n---\n# nothing\n---\na: 1\n...\n---\n# end\n", 1, NULL},
	    {"a.yml", "--- null\n--- ''\n--- !!str\n", 3, NULL},
	    {"a.yml", "---\n---\n", 1, NULL},
	    {"a.yml", "# nothing\n# but this\n", 1, NULL},
	    {"a.yml", "", 1, NULL},
	    {"a.yml", "{{- if .Values.x }}\na: 1\n{{- end }}\n", 0, "'a.yml' is a template"},
	    {"a.yml", "a: 1\nb: {{ x }}\n", 0, "is a template ('{{' at line 2)"},
	    {"a.yml", "a: '{{ x }}'\nb: {c: {d: 1}}\n", 1, NULL},
	    {"a.yml", "a: [{{}\n", 0, "cannot be a key"},
	    {"common/config/rush/x.json", COMMENTS, 1, NULL},
	    {"libs/a/project.json", COMMENTS, 1, NULL},
	    {"rush/x.json", COMMENTS, 0, "comments are not allowed"},
	    {"a.yml", "a: &x 1\n---\nb: *x\n", 0, "the alias has no anchor"},
	    {"a.yml", "a: &x 1\n---\nb: &x [*x]\n", 0, "stands inside its own anchor"},
	    {"a.yml", "a: 1\n---\na: [\n", 0, "not closed"},
	    {"LICENSE", "{\"a\": \"\\ud83d\\ude00\"}", 1, NULL},
	    {"conf", "\xEF\xBB\xBF{\"a\": 1}", 1, NULL},
	    {"conf", "\n\t{\"a\": \"\\ud83d\\ude00\"} // c", 1, NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_documents documents = {0};
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		int rc = done_data_parse(&arena, bytes, rows[i].file, &documents, &err);

		if ((rc == 0) != (rows[i].nr > 0) || documents.nr != rows[i].nr)
			fail_msg("row %zu, %s: %zu documents: %s", i, rows[i].file, documents.nr,
			    err.message);
		if (rows[i].part)
			assert_error(err,
			    strstr(rows[i].part, "template") ? DONE_E_UNDECIDED : DONE_E_POLICY,
			    rows[i].part);
		done_arena_release(&arena);
	}
}

static void test_data__says_which_formats_it_reads(void **state)
{
	static const struct {
		const char *file, *part;
	} rows[] = {
	    {"main.tf", "'main.tf' is HCL, which is not read"},
	    {"a/pom.xml", "is XML"},
	    {"a.csproj", "is XML"},
	    {"application.properties", "is Java properties"},
	    {"setup.cfg", "is INI"},
	    {".env.local", "is environment variables"},
	    {"Dockerfile", "is a Dockerfile"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_documents documents;

		assert_true(done_data_parse(&arena, (struct done_bytes){"a: 1", 4}, rows[i].file,
		                &documents, &err) < 0);
		assert_error(err, DONE_E_UNDECIDED, rows[i].part);
		assert_non_null(strstr(err.cure, "YAML, JSON, JSON5, JSON lines and TOML"));
		done_arena_release(&arena);
	}
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_documents documents;
	assert_true(done_data_parse(
	                &arena, (struct done_bytes){"a: [", 4}, "a.conf", &documents, &err) < 0);
	assert_error(err, DONE_E_POLICY, "not closed");
	assert_non_null(strstr(err.cure, "it was read as YAML"));
	done_arena_release(&arena);
}

static void test_data__reads_10000_documents_and_no_more(void **state)
{
	static const struct {
		const char *file, *one;
	} rows[] = {{"a.yml", "---\na: 1\n"}, {"a.jsonl", "1\n"}};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_documents documents;
		struct done_buf buf = {0};

		for (int nr = 0; nr < DONE_DOCUMENTS_MAX; nr++)
			done_buf_addstr(&buf, rows[i].one);
		struct done_bytes bytes = {buf.ptr, buf.len};
		assert_success(done_data_parse(&arena, bytes, rows[i].file, &documents, &err), err);
		assert_int_equal(documents.nr, DONE_DOCUMENTS_MAX);
		done_buf_addstr(&buf, rows[i].one);
		bytes = (struct done_bytes){buf.ptr, buf.len};
		assert_true(done_data_parse(&arena, bytes, rows[i].file, &documents, &err) < 0);
		assert_error(err, DONE_E_POLICY, "more than 10,000");
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

/* ---- numbers ---- */

static void test_number__equals_exactly_whatever_its_size(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
	    {"18446744073709551615", "18446744073709551615", true},
	    {"18446744073709551615", "18446744073709551614", false},
	    {"18446744073709551615", "0xFFFFFFFFFFFFFFFF", true},
	    {"-18446744073709551615", "18446744073709551615", false},
	    {"18446744073709551615", "+018446744073709551615", true},
	    {"9223372036854775808", "9223372036854775807", false},
	    {"100000000000000000000", "1e20", true},
	    {"1e400", "10e399", true},
	    {"1e400", "1e401", false},
	    {"1e400", "100.0e398", true},
	    {"1e400", "-1e400", false},
	    {"1e-400", "0.1e-399", true},
	    {"1e-400", "0", false},
	    {"1e-400", "1e-401", false},
	    {"0e400", "0", true},
	    {"0e99999999999999999999", "0.0", true},
	    {"1e99999999999999999999", "1e99999999999999999999", true},
	    {"1e99999999999999999999", "1e400", false},
	    {"12345678901234567890.50", "12345678901234567890.5", true},
	    {"1", "1.0", true},
	    {"9007199254740993", "9007199254740992.0", false},
	    {".inf", "Infinity", true},
	    {"-.inf", "Infinity", false},
	    {".inf", "1e400", false},
	    {"1e400", "9223372036854775807", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].a); i++) {
		struct done_arena arena = {0};
		struct done_value a = {0}, b = {0};

		assert_true(done_number_from_text(&arena, rows[i].a, &a));
		assert_true(done_number_from_text(&arena, rows[i].b, &b));
		if (done_value_equal(&a, &b) != rows[i].equal ||
		    done_value_equal(&b, &a) != rows[i].equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		done_arena_release(&arena);
	}
}

static void test_number__keeps_what_64_bits_and_a_double_do_not_hold(void **state)
{
	static const struct {
		const char *text, *digits;
		bool whole;
		double real;
	} rows[] = {
	    {"18446744073709551615", "18446744073709551615", true, 0x1p64},
	    {"-9223372036854775809", "-9223372036854775809", true, -0x1p63},
	    {"1e400", "1e400", false, HUGE_VAL},
	    {"-1e400", "-1e400", false, -HUGE_VAL},
	    {"1.5e300", NULL, false, 1.5e300},
	    {"0e-400", NULL, false, 0},
	    {"0x1FFFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFFF", true, 0x1p69},
	};
	struct done_arena arena = {0};
	struct done_value value = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		assert_true(done_number_from_text(&arena, rows[i].text, &value));
		assert_int_equal(value.type, DONE_REAL);
		assert_int_equal(value.whole, rows[i].whole);
		assert_true(value.real == rows[i].real);
		if (rows[i].digits)
			assert_string_equal(value.digits, rows[i].digits);
		else
			assert_false(value.beyond);
	}
	assert_true(done_number_from_text(&arena, "1e-400", &value));
	assert_true(value.real > 0);
	assert_false(done_number_from_text(&arena, "inf", &value));
	assert_false(done_number_from_text(&arena, "nan", &value));
	assert_false(done_number_from_text(&arena, "1x", &value));
	assert_false(done_number_from_text(&arena, "", &value));
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json5__comments_and_a_last_comma_keep_every_place),
	    cmocka_unit_test(test_json5__reads_the_specifications_example),
	    cmocka_unit_test(test_json5__takes_what_is_its_own),
	    cmocka_unit_test(test_json5__refuses_with_a_place),
	    cmocka_unit_test(test_data__tells_the_format_by_the_name_and_then_by_what_is_there),
	    cmocka_unit_test(test_data__says_which_formats_it_reads),
	    cmocka_unit_test(test_data__reads_10000_documents_and_no_more),
	    cmocka_unit_test(test_number__equals_exactly_whatever_its_size),
	    cmocka_unit_test(test_number__keeps_what_64_bits_and_a_double_do_not_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
