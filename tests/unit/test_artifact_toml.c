/* TOML 1.0: what the specification takes and refuses, by its own kinds of examples. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "artifact/formats.h"

static int parse(
    struct done_arena *arena, const char *text, struct done_value *out, struct done_error *err)
{
	return done_toml_parse(arena, (struct done_bytes){text, strlen(text)}, "a.toml", out, err);
}

/* A value as compact JSON, so that a row says all of a tree. */
static void write_value(struct done_json *json, const struct done_value *value)
{
	char number[64];

	switch (value->type) {
	case DONE_BOOLEAN:
		done_json_boolean(json, value->boolean);
		break;
	case DONE_INTEGER:
		done_json_integer(json, value->integer);
		break;
	case DONE_REAL:
		snprintf(number, sizeof(number), "%.17g", value->real);
		done_json_raw(json, value->beyond ? value->digits : number);
		break;
	case DONE_STRING:
		done_json_string(json, value->string.ptr);
		break;
	case DONE_LIST:
		done_json_array(json);
		for (size_t i = 0; i < value->list.nr; i++)
			write_value(json, &value->list.ptr[i]);
		done_json_array_end(json);
		break;
	case DONE_MAP:
		done_json_object(json);
		for (size_t i = 0; i < value->map.nr; i++) {
			done_json_key(json, value->map.ptr[i].key.ptr);
			write_value(json, &value->map.ptr[i].value);
		}
		done_json_object_end(json);
		break;
	case DONE_NULL:
		fail_msg("TOML has no null");
	}
}

static const struct {
	const char *text, *json;
} taken[] = {
    {"", "{}"},
    {"# only a comment", "{}"},
    {"\xEF\xBB\xBF"
     "a = 1\r\n\r\nb = 2 # c\r\n",
        "{\"a\":1,\"b\":2}"},
    /* keys */
    {"bare_key-1 = 1\n1234 = 2\n\"127.0.0.1\" = 3\n'quoted \"v\"' = 4\n\"\" = 5",
        "{\"bare_key-1\":1,\"1234\":2,\"127.0.0.1\":3,\"quoted \\\"v\\\"\":4,\"\":5}"},
    {"a.b = 1\na . \"c.d\" = 2\n3.14159 = \"pi\"",
        "{\"a\":{\"b\":1,\"c.d\":2},\"3\":{\"14159\":\"pi\"}}"},
    {"apple.type = 1\norange.type = 2\napple.skin = 3",
        "{\"apple\":{\"type\":1,\"skin\":3},\"orange\":{\"type\":2}}"},
    /* strings */
    {"a = \"I'm \\\"q\\\". \\b\\t\\n\\f\\r\\\\ \\u00E9 \\U0001F600\"",
        "{\"a\":\"I'm \\\"q\\\". \\u0008\\t\\n\\u000c\\r\\\\ \xC3\xA9 \xF0\x9F\x98\x80\"}"},
    {"a = \"\"\"\nRoses\nViolets\"\"\"", "{\"a\":\"Roses\\nViolets\"}"},
    {"a = \"\"\"\r\nRoses\r\nViolets\"\"\"", "{\"a\":\"Roses\\nViolets\"}"},
    {"a = \"\"\"The \\\n\n   fox \\  \n  jumps\"\"\"", "{\"a\":\"The fox jumps\"}"},
    {"a = \"\"\"\\\n  x\\\n  \"\"\"", "{\"a\":\"x\"}"},
    {"a = \"\"\"two \"\"quotes\"\" end\"\"\"\"\"",
        "{\"a\":\"two \\\"\\\"quotes\\\"\\\" end\\\"\\\"\"}"},
    {"a = \"\"\"\"q\"\"\"\"", "{\"a\":\"\\\"q\\\"\"}"},
    {"a = \"\"\"\"\"\"", "{\"a\":\"\"}"},
    {"a = 'C:\\Users\\n'\nb = ''", "{\"a\":\"C:\\\\Users\\\\n\",\"b\":\"\"}"},
    {"a = '''\nI [dw]on't\n  \\n'''", "{\"a\":\"I [dw]on't\\n  \\\\n\"}"},
    {"a = '''''two'''''", "{\"a\":\"''two''\"}"},
    {"a = \"tab\tin\"", "{\"a\":\"tab\\tin\"}"},
    /* integers */
    {"a = +99\nb = 0\nc = -17\nd = 1_000\ne = 5_349_221\nf = -0",
        "{\"a\":99,\"b\":0,\"c\":-17,\"d\":1000,\"e\":5349221,\"f\":0}"},
    {"a = 0xDEAD_beef\nb = 0o755\nc = 0b1101_0110\nd = 0x00F",
        "{\"a\":3735928559,\"b\":493,\"c\":214,\"d\":15}"},
    {"a = 9223372036854775807\nb = -9223372036854775808\nc = 18446744073709551615",
        "{\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":18446744073709551615}"},
    {"a = 0xFFFFFFFFFFFFFFFF", "{\"a\":18446744073709551615}"},
    /* floats */
    {"a = +1.0\nb = 3.5\nc = -0.25\nd = 5e+20\ne = 1e06\nf = -5E-1\ng = 625e-4\nh = 2_2.5_0",
        "{\"a\":1,\"b\":3.5,\"c\":-0.25,\"d\":5e+20,\"e\":1000000,\"f\":-0.5,"
        "\"g\":0.0625,\"h\":22.5}"},
    {"a = inf\nb = +inf\nc = -inf\nd = nan\ne = -nan",
        "{\"a\":Infinity,\"b\":Infinity,\"c\":-Infinity,\"d\":NaN,\"e\":NaN}"},
    {"a = true\nb = false", "{\"a\":true,\"b\":false}"},
    /* dates */
    {"a = 1979-05-27T07:32:00Z\nb = 1979-05-27 00:32:00.999999-07:00\nc = 1979-05-27t07:32:00",
        "{\"a\":\"1979-05-27T07:32:00Z\",\"b\":\"1979-05-27 00:32:00.999999-07:00\","
        "\"c\":\"1979-05-27t07:32:00\"}"},
    {"a = 1979-05-27 # c\nb = 07:32:00\nc = 00:32:00.5\nd = 2024-02-29\ne = [1979-05-27 ]",
        "{\"a\":\"1979-05-27\",\"b\":\"07:32:00\",\"c\":\"00:32:00.5\",\"d\":\"2024-02-29\","
        "\"e\":[\"1979-05-27\"]}"},
    /* lists */
    {"a = []\nb = [ 1, 2, ]\nc = [[1], ['a', \"b\"], 0.5]",
        "{\"a\":[],\"b\":[1,2],\"c\":[[1],[\"a\",\"b\"],0.5]}"},
    {"a = [ # c\n\n  1 # one\n  ,\n\n 2,\n # last\n]", "{\"a\":[1,2]}"},
    /* tables */
    {"[a]\nx = 1\n[b.\"c.d\".e]\n[ b . f ]\ny = 2 ",
        "{\"a\":{\"x\":1},\"b\":{\"c.d\":{\"e\":{}},\"f\":{\"y\":2}}}"},
    {"[x.y.z.w]\n[x]\na = 1\n[x.y]\nb = 2", "{\"x\":{\"y\":{\"z\":{\"w\":{}},\"b\":2},\"a\":1}}"},
    {"[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true",
        "{\"fruit\":{\"apple\":{\"color\":1,\"taste\":{\"sweet\":true},\"texture\":{\"smooth\":"
        "true}}}}"},
    {"a = {}\nb = { x = 1, y.z = 2, 'q' = [ {} ,{k=1}] }",
        "{\"a\":{},\"b\":{\"x\":1,\"y\":{\"z\":2},\"q\":[{},{\"k\":1}]}}"},
    /* lists of tables */
    {"[[products]]\nname = 1\n[[products]] # empty\n[[products]]\nname = 3",
        "{\"products\":[{\"name\":1},{},{\"name\":3}]}"},
    {"[[f]]\nn = 1\n[f.physical]\nc = 2\n[[f.v]]\nn = 3\n[[f.v]]\nn = 4\n[[f]]\nn = "
     "5\n[[f.v]]\nn = 6",
        "{\"f\":[{\"n\":1,\"physical\":{\"c\":2},\"v\":[{\"n\":3},{\"n\":4}]},{\"n\":5,\"v\":[{"
        "\"n\":6}]}]}"},
    {"points = [ { x = 1 },\n { x = 2 } ]", "{\"points\":[{\"x\":1},{\"x\":2}]}"},
};

static void test_toml__takes_what_the_specification_takes(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(taken, i, taken[i].text); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value root;
		struct done_buf out = {0};
		struct done_json json = {.out = &out, .compact = true};

		if (parse(&arena, taken[i].text, &root, &err) < 0)
			fail_msg("refused: %s: %s at %d:%d", taken[i].text, err.message, err.line,
			    err.column);
		write_value(&json, &root);
		if (strcmp(out.ptr, taken[i].json) != 0)
			fail_msg(
			    "%s gave\n%s, expected\n%s", taken[i].text, out.ptr, taken[i].json);
		done_buf_release(&out);
		done_arena_release(&arena);
	}
}

static const struct {
	const char *text, *part;
	int line, column;
} refused[] = {
    /* keys */
    {"key = # nothing", "a value is missing", 1, 7},
    {"key =", "a value is missing", 1, 6},
    {"key", "expected '='", 1, 4},
    {"= 1", "a key is missing", 1, 1},
    {"a. = 1", "a key is missing", 1, 4},
    {"a b = 1", "expected '='", 1, 3},
    {"\xC3\xA9 = 1", "a key is missing", 1, 1},
    {"\"\"\"a\"\"\" = 1", "a key cannot be a text of several lines", 1, 1},
    {"\"a = 1", "never closed", 1, 1},
    {"a = 1 b = 2", "more text after the end", 1, 7},
    /* keys twice */
    {"name = 1\nname = 2", "duplicate key: 'name' (first at line 1)", 2, 1},
    {"spelling = 1\n\"spelling\" = 2", "duplicate key", 2, 1},
    {"fruit.apple = 1\nfruit.apple.smooth = true", "a dotted key cannot extend a value", 2, 7},
    {"a.b = 1\na = 2", "duplicate key: 'a' (first at line 1)", 2, 1},
    /* strings */
    {"a = \"line\nbreak\"", "not closed on its line", 1, 5},
    {"a = 'line\nbreak'", "not closed on its line", 1, 5},
    {"a = \"", "never closed", 1, 5},
    {"a = \"\"\"x\"\"", "never closed", 1, 5},
    {"a = \"\\q\"", "bad escape", 1, 6},
    {"a = \"\\x41\"", "bad escape", 1, 6},
    {"a = \"\"\"x \\ y\"\"\"", "bad escape", 1, 10},
    {"a = \"\\u12\"", "four hexadecimal digits", 1, 6},
    {"a = \"\\U0001F60\"", "eight hexadecimal digits", 1, 6},
    {"a = \"\\uD800\"", "lone surrogate", 1, 6},
    {"a = \"\\U00110000\"", "names no character", 1, 6},
    {"a = \"\\u0000\"", "U+0000", 1, 6},
    {"a = \"\x01\"", "control character", 1, 6},
    {"a = \"\x7f\"", "control character", 1, 6},
    {"a = '\x1f'", "control character", 1, 6},
    {"a = \"\"\"x\r y\"\"\"", "carriage return", 1, 9},
    {"# c\x01", "control character", 1, 4},
    {"a = 1\rb = 2", "more text", 1, 6},
    {"a = '''x''''''", "more text", 1, 14},
    /* numbers */
    {"a = 01", "neither a number nor a date", 1, 5},
    {"a = +01", "neither a number", 1, 5},
    {"a = 1__0", "neither a number", 1, 5},
    {"a = _1", "not a value", 1, 5},
    {"a = 1_", "neither a number", 1, 5},
    {"a = 0x_1", "neither a number", 1, 5},
    {"a = 0b_1", "neither a number", 1, 5},
    {"a = 0o_7", "neither a number", 1, 5},
    {"a = 0xG", "neither a number", 1, 5},
    {"a = +0x1", "neither a number", 1, 5},
    {"a = 0X1", "neither a number", 1, 5},
    {"a = 0b2", "neither a number", 1, 5},
    {"a = 0o8", "neither a number", 1, 5},
    {"a = 0x", "neither a number", 1, 5},
    {"a = .7", "neither a number", 1, 5},
    {"a = 7.", "neither a number", 1, 5},
    {"a = 3.e+20", "neither a number", 1, 5},
    {"a = 1e", "neither a number", 1, 5},
    {"a = 1_.5", "neither a number", 1, 5},
    {"a = 1._5", "neither a number", 1, 5},
    {"a = 1e_5", "neither a number", 1, 5},
    {"a = 1_e5", "neither a number", 1, 5},
    {"a = 1.2.3", "neither a number", 1, 5},
    {"a = --1", "neither a number", 1, 5},
    {"a = Inf", "not a value", 1, 5},
    {"a = True", "true and false are written in small letters", 1, 5},
    {"a = yes", "not a value: put text in quotes", 1, 5},
    /* dates */
    {"a = 1979-13-01", "neither a number nor a date", 1, 5},
    {"a = 2023-02-29", "neither a number nor a date", 1, 5},
    {"a = 1900-02-29", "neither a number nor a date", 1, 5},
    {"a = 1979-05-32", "neither a number nor a date", 1, 5},
    {"a = 1979-5-27", "neither a number nor a date", 1, 5},
    {"a = 24:00:00", "neither a number nor a date", 1, 5},
    {"a = 07:32", "neither a number nor a date", 1, 5},
    {"a = 07:32:61", "neither a number nor a date", 1, 5},
    {"a = 07:32:00.", "neither a number nor a date", 1, 5},
    {"a = 1979-05-27T", "neither a number nor a date", 1, 5},
    {"a = 1979-05-27T07:32:00+24:00", "neither a number nor a date", 1, 5},
    {"a = 1979-05-27T07:32:00ZZ", "neither a number nor a date", 1, 5},
    /* lists */
    {"a = [1", "this '[' is never closed", 1, 5},
    {"a = [1 2]", "expected ',' or ']'", 1, 8},
    {"a = [,]", "a value is missing", 1, 6},
    {"a = [1,,2]", "a value is missing", 1, 8},
    /* tables between braces */
    {"a = {x = 1,}", "no comma may stand last", 1, 12},
    {"a = {x = 1\n}", "stands on one line", 1, 11},
    {"a = {x = 1 y = 2}", "expected ',' or '}'", 1, 12},
    {"a = {x = 1, x = 2}", "duplicate key", 1, 13},
    {"a = {x = 1", "expected ',' or '}'", 1, 11},
    {"a = {x.y = 1, x = 2}", "duplicate key", 1, 15},
    {"a = {}\na.b = 1", "a dotted key cannot extend a value", 2, 1},
    {"a = { b = {} }\n[a.c]", "a header cannot extend a value", 2, 2},
    {"a = { b = 1 }\n[a]", "a table cannot have the name of a value", 2, 2},
    /* headers */
    {"[]", "a key is missing", 1, 2},
    {"[a", "must end with ']'", 1, 3},
    {"[[a]", "must end with ']]'", 1, 4},
    {"[a]]", "more text", 1, 4},
    {"[ [a]]", "a key is missing", 1, 3},
    {"[a.]", "a key is missing", 1, 4},
    {"[a] x = 1", "more text", 1, 5},
    /* tables twice */
    {"[fruit]\na = 1\n[fruit]\nb = 2", "the table is defined twice: 'fruit' (first at line 1)", 3,
        2},
    {"[fruit]\napple = 1\n[fruit.apple]", "name of a value: 'apple' (first at line 2)", 3, 8},
    {"[fruit]\napple.color = 1\n[fruit.apple]", "the table is defined twice", 3, 8},
    {"[fruit]\napple.taste.sweet = true\n[fruit.apple.taste]", "the table is defined twice", 3, 14},
    {"[a.b.c]\nz = 9\n[a]\nb.c.t = 1", "a dotted key cannot extend a table that a header", 4, 3},
    {"[a.b.c.d]\nz = 9\n[a]\nb.c.d.k.t = 1", "a dotted key cannot extend a table", 4, 5},
    {"[a]\nb.c = 1\n[a.b]", "the table is defined twice", 3, 4},
    /* lists of tables */
    {"[fruit.physical]\n[[fruit]]", "a list of tables cannot have the name of a table", 2, 3},
    {"fruits = []\n[[fruits]]", "a list of tables cannot have the name of a value", 2, 3},
    {"[[a]]\n[a]", "a table cannot have the name of a list of tables", 2, 2},
    {"[[a]]\n[a.b]\n[[a.b]]", "a list of tables cannot have the name of a table", 3, 5},
    {"[[a.b]]\n[a]\nb.y = 2", "a dotted key cannot extend", 3, 1},
    {"a = [{ b = 1 }]\n[[a]]", "name of a value", 2, 3},
    {"a = [{ b = 1 }]\n[a.c]", "a header cannot extend a value", 2, 2},
    /* bytes */
    {"a = \"\xFF\"", "not UTF-8", 1, 6},
    {"\xFF\xFE"
     "a",
        "UTF-16", 1, 1},
};

static void test_toml__refuses_with_a_place_and_says_how_it_is_written(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].text); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value root = {.line = 77};

		if (parse(&arena, refused[i].text, &root, &err) == 0)
			fail_msg("row %zu taken: %s", i, refused[i].text);
		assert_error(err, DONE_E_POLICY, refused[i].part);
		if (err.line != refused[i].line || err.column != refused[i].column)
			fail_msg("row %zu: %s: %s at %d:%d, expected %d:%d", i, refused[i].text,
			    err.message, err.line, err.column, refused[i].line, refused[i].column);
		assert_string_equal(err.file, "a.toml");
		assert_int_equal(root.line, 77);
		done_arena_release(&arena);
	}
}

static void test_toml__places_every_value(void **state)
{
	static const char text[] =
	    "# c\n\"\xC3\xA9\" = [ 1,\n  'x' ]\n[a.b]\nc.d = { e = 2 }\n[[l]]\n"
	    "k = \"\"\"\nx\"\"\"\n[[l]]\nm = 1\n";
	static const struct {
		const char *path;
		int line, column;
	} rows[] = {
	    {"$", 1, 1},
	    {"$['\xC3\xA9']", 2, 7},
	    {"$['\xC3\xA9'][1]", 3, 3},
	    {"$.a", 4, 2},
	    {"$.a.b", 4, 4},
	    {"$.a.b.c", 5, 1},
	    {"$.a.b.c.d", 5, 7},
	    {"$.a.b.c.d.e", 5, 13},
	    {"$.l", 6, 3},
	    {"$.l[0]", 6, 3},
	    {"$.l[0].k", 7, 5},
	    {"$.l[1]", 9, 3},
	    {"$.l[1].m", 10, 5},
	};
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;

	(void)state;
	assert_success(parse(&arena, text, &root, &err), err);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		struct done_jsonpath *path;
		struct done_nodes nodes;

		assert_success(done_jsonpath_compile(&arena, rows[i].path, &path, &err), err);
		assert_success(done_jsonpath_select(&arena, path, &root, &nodes, &err), err);
		assert_int_equal(nodes.nr, 1);
		if (nodes.items[0]->line != rows[i].line ||
		    nodes.items[0]->column != rows[i].column)
			fail_msg("%s: %d:%d", rows[i].path, nodes.items[0]->line,
			    nodes.items[0]->column);
		assert_string_equal(nodes.items[0]->file, "a.toml");
	}
	done_arena_release(&arena);
}

/* So many times the text, between two others. */
static char *repeated(const char *before, const char *text, size_t nr, const char *behind)
{
	struct done_buf buf = {0};

	done_buf_addstr(&buf, before);
	for (size_t i = 0; i < nr; i++)
		done_buf_addstr(&buf, text);
	done_buf_addstr(&buf, behind);
	return buf.ptr;
}

static void test_toml__nests_64_deep_and_no_deeper(void **state)
{
	static const struct {
		const char *before, *text, *behind;
		size_t most;
	} rows[] = {
	    {"a = ", "[", "", 0},
	    {"a = ", "{ a = ", "", 0},
	    {"[a", ".a", "]", 62},
	    {"a", ".a", " = 1", 63},
	    {"[[a", ".a", "]]", 61},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].before); i++) {
		for (size_t nr = rows[i].most + 1; nr <= 100000; nr = nr * 8 + 64) {
			struct done_arena arena = {0};
			struct done_error err = {0};
			struct done_value root;
			char *text = repeated(rows[i].before, rows[i].text, nr, rows[i].behind);

			assert_true(parse(&arena, text, &root, &err) < 0);
			if (nr >= 64)
				assert_error(err, DONE_E_POLICY, "nested more than 64 deep");
			free(text);
			done_arena_release(&arena);
		}
		if (!rows[i].most)
			continue;
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value root;
		char *text = repeated(rows[i].before, rows[i].text, rows[i].most, rows[i].behind);
		assert_success(parse(&arena, text, &root, &err), err);
		free(text);
		done_arena_release(&arena);
	}
}

/* Whatever the names: none makes finding one slow, and every name is found again. */
static void test_toml__finds_each_of_many_names(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_buf buf = {0};
	struct done_value root;

	(void)state;
	for (int i = 0; i < 100000; i++)
		done_buf_addf(&buf, "k%d = %d\n", i * 7919 % 100003, i);
	assert_success(
	    done_toml_parse(&arena, (struct done_bytes){buf.ptr, buf.len}, "a", &root, &err), err);
	assert_int_equal(root.map.nr, 100000);
	done_buf_addstr(&buf, "k0 = 1\n");
	assert_true(
	    done_toml_parse(&arena, (struct done_bytes){buf.ptr, buf.len}, "a", &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "duplicate key: 'k0' (first at line 1)");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void test_toml__reads_8_mib_and_no_more(void **state)
{
	size_t len = (8U << 20) + 1;
	char *text = malloc(len);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;

	(void)state;
	assert_non_null(text);
	memset(text, '\n', len);
	assert_success(
	    done_toml_parse(&arena, (struct done_bytes){text, len - 1}, "a", &root, &err), err);
	assert_true(done_toml_parse(&arena, (struct done_bytes){text, len}, "a", &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "at most 8388608");
	free(text);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_toml__takes_what_the_specification_takes),
	    cmocka_unit_test(test_toml__refuses_with_a_place_and_says_how_it_is_written),
	    cmocka_unit_test(test_toml__places_every_value),
	    cmocka_unit_test(test_toml__nests_64_deep_and_no_deeper),
	    cmocka_unit_test(test_toml__finds_each_of_many_names),
	    cmocka_unit_test(test_toml__reads_8_mib_and_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
