/* JSON: every refusal with its place, every value with its place, exact numbers. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "done/artifact.h"

static int parse(struct done_arena *arena, const char *text, size_t len, struct done_value *out,
    struct done_error *err)
{
	struct done_bytes bytes = {text, len};
	return done_json_parse(arena, bytes, "a.json", out, err);
}

static void test_json__places_every_value(void **state)
{
	(void)state;
	static const char text[] = "{\n  \"a\": 1,\n  \"\xC3\xA9\": [true, null,\n    -2.5],\n"
	                           "  \"q\\\"{\": {\"x\": \"y\"}, \"e\": {}, \"f\": [ ] }\n";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_success(parse(&arena, text, sizeof(text) - 1, &root, &err), err);

	assert_int_equal(root.type, DONE_MAP);
	assert_int_equal(root.line, 1);
	assert_int_equal(root.column, 1);
	assert_int_equal(root.map.nr, 5);
	assert_int_equal(root.map.ptr[0].line, 2);
	assert_int_equal(root.map.ptr[0].column, 3);
	assert_int_equal(root.map.ptr[0].value.integer, 1);
	assert_int_equal(root.map.ptr[0].value.column, 8);
	assert_string_equal(root.map.ptr[0].value.file, "a.json");

	const struct done_value *list = done_value_get(&root, "\xC3\xA9");
	assert_int_equal(list->line, 3);
	assert_int_equal(list->column, 8);
	assert_int_equal(list->list.nr, 3);
	assert_true(list->list.ptr[0].boolean);
	assert_int_equal(list->list.ptr[0].column, 9);
	assert_int_equal(list->list.ptr[1].type, DONE_NULL);
	assert_int_equal(list->list.ptr[2].line, 4);
	assert_int_equal(list->list.ptr[2].column, 5);
	assert_true(list->list.ptr[2].real == -2.5);

	const struct done_value *x = done_value_get(done_value_get(&root, "q\"{"), "x");
	assert_string_equal(x->string.ptr, "y");
	assert_int_equal(x->line, 5);
	assert_int_equal(x->column, 17);
	assert_false(x->plain);
	assert_int_equal(done_value_get(&root, "e")->map.nr, 0);
	assert_int_equal(done_value_get(&root, "f")->list.nr, 0);
	assert_int_equal(done_value_get(&root, "f")->column, 37);
	done_arena_release(&arena);
}

static void test_json__reads_numbers_exactly(void **state)
{
	(void)state;
	static const char text[] =
	    "[-9223372036854775808, 9223372036854775807, 1e2, 0.0, -0, 0e-400]";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_success(parse(&arena, text, sizeof(text) - 1, &root, &err), err);
	assert_true(root.list.ptr[0].integer == INT64_MIN);
	assert_true(root.list.ptr[1].integer == INT64_MAX);
	assert_int_equal(root.list.ptr[2].type, DONE_REAL);
	assert_true(root.list.ptr[2].real == 100);
	assert_true(root.list.ptr[3].real == 0);
	assert_int_equal(root.list.ptr[4].integer, 0);
	assert_true(root.list.ptr[5].real == 0);
	done_arena_release(&arena);
}

static void test_json__keeps_escape_characters_as_they_are(void **state)
{
	(void)state;
	static const char text[] = "[\"\\u001b[31m\", \"\\ud83d\\ude00\"]";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_success(parse(&arena, text, sizeof(text) - 1, &root, &err), err);
	assert_string_equal(root.list.ptr[0].string.ptr, "\x1b[31m");
	assert_int_equal(root.list.ptr[0].string.len, 5);
	assert_string_equal(root.list.ptr[1].string.ptr, "\xF0\x9F\x98\x80");
	done_arena_release(&arena);
}

static const struct refused {
	const char *text;
	size_t len; /* 0: strlen */
	const char *part;
	int line, column;
} refused[] = {
    {"{\"a\": 1,\n \"b\": {\"a\": 2},\n \"a\": 2}", 0, "duplicate key 'a' (first at line 1)", 3, 2},
    {"{\"x\":[{\"k\":1},\n{\"k\":1,\n\"l\":{\"k\":0}, \"k\":2}]}", 0,
        "duplicate key 'k' (first at line 2)", 3, 14},
    {"{\"a\": \"k\",\n\"k\": 1, \"k\": 2}", 0, "duplicate key 'k' (first at line 2)", 2, 9},
    {"{\"k\": \"k\", \"k\": 2}", 0, "duplicate key 'k' (first at line 1)", 1, 12},
    {"{\"a\":1, \"\\u0061\":2}", 0, "duplicate key", 1, 9},
    {"[NaN]", 0, "NaN and Infinity", 1, 2},
    {"[-Infinity]", 0, "not a number in JSON", 1, 2},
    {"[1.]", 0, "not a number", 1, 2},
    {"[1e]", 0, "not a number", 1, 2},
    {"[0x1F]", 0, "not a number", 1, 2},
    {"[1/2]", 0, "not JSON", 1, 3},
    {"[Infinity]", 0, "NaN and Infinity", 1, 2},
    {"[1,]", 0, "no comma may stand last", 1, 4},
    {"{\"a\":1,}", 0, "no comma may stand last", 1, 8},
    {"[1,\n // x\n 2]", 0, "comments are not allowed", 2, 2},
    {"# x\n[]", 0, "comments are not allowed", 1, 1},
    {"[01]", 0, "not a number", 1, 2},
    {"[+1]", 0, "not a number", 1, 2},
    {"[.5]", 0, "not a number", 1, 2},
    {"\xEF\xBB\xBF\xEF\xBB\xBF[]", 0, "must hold an object or a list", 1, 1},
    {"\xEF\xBB\xBF[\n1 \xEF\xBB\xBF]", 0, "byte-order mark", 2, 3},
    {"\xEF\xBB\xBF[1,]", 0, "no comma may stand last", 1, 4},
    {"\xFF\xFE[\0]\0", 6, "UTF-16", 1, 1},
    {"\xFE\xFF\0[\0]", 6, "UTF-16", 1, 1},
    {"\0\0\xFE\xFF\0\0\0[", 8, "UTF-32", 1, 1},
    {"1", 0, "must hold an object or a list", 1, 1},
    {"\"text\"", 0, "must hold an object or a list", 1, 1},
    {"true", 0, "must hold an object or a list", 1, 1},
    {" \n null", 0, "must hold an object or a list", 2, 2},
    {"[1] x", 0, "more text after the end", 1, 5},
    {"[1]\n[2]", 0, "more text after the end", 2, 1},
    {"", 0, "the file is empty", 1, 1},
    {" \n ", 0, "the file is empty", 1, 1},
    {"[\n\"\xFF\"]", 0, "the byte 0xFF is not UTF-8: save the file as UTF-8", 2, 2},
    {"[\"\xC0\x80\"]", 0, "not UTF-8", 1, 3},
    {"[\"\xED\xA0\x80\"]", 0, "not UTF-8", 1, 3},
    {"[\"\\ud800\"]", 0, "'\\ud800' is a lone surrogate", 1, 3},
    {"[\"a\\udc00\"]", 0, "lone surrogate", 1, 4},
    {"[\"\\ud83d\\u0041\"]", 0, "'\\ud83d' is a lone surrogate", 1, 3},
    {"{\"\\uDFFF\": 1}", 0, "lone surrogate", 1, 3},
    {"[\"\\u12g4\"]", 0, "four hexadecimal digits", 1, 3},
    {"[\"\\u0000\"]", 0, "U+0000", 1, 3},
    {"{\"\\u0000\":1}", 0, "U+0000", 1, 3},
    {"[\"a\0b\"]", 7, "NUL", 1, 4},
    {"[\"a\\q\"]", 0, "bad escape", 1, 4},
    {"[\"a\tb\"]", 0, "control character", 1, 4},
    {"[\"a\nb\"]", 0, "not closed on its line", 1, 2},
    {"[\"abc", 0, "ends too early", 1, 2},
    {"[1,\n{\"a\":1", 0, "ends too early", 2, 1},
    {"[1,", 0, "ends too early", 1, 1},
    {"{\"a\":", 0, "ends where a value belongs", 1, 6},
    {"[1}", 0, "closes nothing", 1, 3},
    {"{a:1}", 0, "double quotes", 1, 2},
    {"{'a':1}", 0, "double quotes", 1, 2},
    {"{\"a\" 1}", 0, "a ':' is missing", 1, 6},
    {"{\"a\":}", 0, "value is missing", 1, 6},
    {"[1 2]", 0, "comma is missing", 1, 4},
    {"[\"a\" \"b\"]", 0, "comma or a colon is missing", 1, 6},
    {"[True]", 0, "only true, false and null", 1, 2},
};

static void test_json__refuses_with_a_place(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].text); i++) {
		const struct refused *row = &refused[i];
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value root = {.line = 77};
		size_t len = row->len ? row->len : strlen(row->text);
		if (parse(&arena, row->text, len, &root, &err) == 0)
			fail_msg("row %zu: taken: %s", i, row->text);
		assert_error(err, DONE_E_POLICY, row->part);
		if (err.line != row->line || err.column != row->column)
			fail_msg("row %zu: %s: %d:%d, expected %d:%d", i, row->text, err.line,
			    err.column, row->line, row->column);
		assert_string_equal(err.file, "a.json");
		assert_int_equal(root.line, 77);
		done_arena_release(&arena);
	}
}

static int nested(struct done_arena *arena, size_t depth, struct done_error *err)
{
	char *text = malloc(2 * depth);
	assert_non_null(text);
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	struct done_value root;
	int rc = parse(arena, text, 2 * depth, &root, err);
	free(text);
	return rc;
}

static void test_json__nests_64_deep_and_no_deeper(void **state)
{
	(void)state;
	static const size_t deep[] = {65, 2048, 2049, 100000};
	struct done_arena arena = {0};
	struct done_error err = {0};
	assert_success(nested(&arena, 64, &err), err);
	for (size_t i = 0; TEST_EACH(deep, i, NULL); i++) {
		struct done_error deep_err = {0};
		assert_true(nested(&arena, deep[i], &deep_err) < 0);
		assert_error(deep_err, DONE_E_POLICY, "nested more than 64 deep");
	}
	done_arena_release(&arena);
}

static void test_json__reads_16_mib_and_no_more(void **state)
{
	(void)state;
	size_t len = (16U << 20) + 1;
	char *text = malloc(len);
	assert_non_null(text);
	memset(text, ' ', len);
	memcpy(text, "[\"", 2);
	memcpy(text + (16U << 20) - 2, "\"]", 2);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_success(parse(&arena, text, 16U << 20, &root, &err), err);
	assert_int_equal(root.list.ptr[0].string.len, (16U << 20) - 4);
	assert_true(parse(&arena, text, len, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "at most 16777216");
	free(text);
	done_arena_release(&arena);
}

/* {"k0": 0, …} with nr keys, that at `again` with the name of the one at `first`. */
static void assert_duplicate(size_t nr, size_t first, size_t again)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_error err = {0};
	struct done_value root;
	char message[80];

	for (size_t i = 0; i < nr; i++)
		done_buf_addf(&text, "%s\n\"k%zu\": 0", i ? "," : "{", i == again ? first : i);
	done_buf_addstr(&text, "}");
	snprintf(
	    message, sizeof(message), "duplicate key 'k%zu' (first at line %zu)", first, first + 2);
	if (first == again) {
		assert_success(parse(&arena, text.ptr, text.len, &root, &err), err);
		assert_int_equal(root.map.nr, nr);
	} else {
		assert_true(parse(&arena, text.ptr, text.len, &root, &err) < 0);
		assert_error(err, DONE_E_POLICY, message);
		assert_int_equal(err.line, again + 2);
	}
	done_buf_release(&text);
	done_arena_release(&arena);
}

static void test_json__finds_a_duplicate_among_any_number(void **state)
{
	(void)state;
	for (size_t nr = 1; nr < 140; nr += nr < 70 ? 1 : 23) {
		for (size_t again = 0; again < nr; again++) {
			assert_duplicate(nr, again, again);
			assert_duplicate(nr, again / 2, again);
			assert_duplicate(nr, 0, again);
		}
	}
}

/* Whatever is read eight bytes at a time: places, and what no text may hold, at each distance. */
static void test_json__counts_at_any_distance(void **state)
{
	static const struct {
		const char *bytes, *message;
	} rows[] = {
	    {"\x01", "a control character must be written as an escape"},
	    {"\v", "a control character must be written as an escape"},
	    {"\n", "not closed on its line"},
	    {"\x80", "the byte 0x80 is not UTF-8"},
	    {"\"\"", "a comma or a colon is missing before this string"},
	    {"\\q", "bad escape"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].message); i++) {
		for (size_t distance = 0; distance < 40; distance++) {
			struct done_arena arena = {0};
			struct done_buf text = {0};
			struct done_error err = {0};
			struct done_value root;

			done_buf_addf(&text, "[\n\n%*s\"%*s%s%*s\"]", (int)distance % 19, "",
			    (int)distance, "", rows[i].bytes, (int)distance % 9, "");
			assert_true(parse(&arena, text.ptr, text.len, &root, &err) < 0);
			assert_error(err, DONE_E_POLICY, rows[i].message);
			assert_int_equal(err.line, 3);
			done_buf_release(&text);
			done_arena_release(&arena);
		}
	}
}

static void test_json__shows_no_raw_byte_of_the_file(void **state)
{
	(void)state;
	static const char text[] = "{\"\x7f\xC2\x9b\": 1,\n\"\x7f\xC2\x9b\": 2}";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_true(parse(&arena, text, sizeof(text) - 1, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "duplicate key");
	assert_null(strchr(err.message, '\x7f'));
	assert_null(strstr(err.message, "\xC2\x9b"));
	done_arena_release(&arena);
}

static void test_data__goes_by_the_ending(void **state)
{
	(void)state;
	static const struct {
		const char *file, *text;
		bool good;
	} rows[] = {
	    {"a.json", "{\"a\": 1}", true},
	    {"a.yml", "{\"a\": 1}", true},
	    {"a.json", "a: 1", false},
	    {"a.yaml", "a: 1", true},
	    {"A.JSON", "a: 1", false},
	    {"json", "a: 1", true},
	    {"a.json.lock", "a: 1", true},
	};
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_documents documents;
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		int rc = done_data_parse(&arena, bytes, rows[i].file, &documents, &err);
		if ((rc == 0) != rows[i].good)
			fail_msg("%s: %d", rows[i].file, rc);
		done_arena_release(&arena);
	}
}

/* Our own reports may be larger than what a repository may have us read; not without end. */
static void test_json__reads_reports_of_256_mib_and_no_more(void **state)
{
	size_t len = (16U << 20) + 2;
	char *text = malloc(len);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;

	(void)state;
	assert_non_null(text);
	memset(text, ' ', len);
	text[0] = '[';
	text[len - 1] = ']';
	assert_true(
	    done_json_parse(&arena, (struct done_bytes){text, len}, "r.json", &root, &err) < 0);
	memset(&err, 0, sizeof(err));
	assert_int_equal(
	    done_json_parse_report(&arena, (struct done_bytes){text, len}, "r.json", &root, &err),
	    0);
	/* The length is looked at before the first byte is. */
	assert_true(
	    done_json_parse_report(&arena, (struct done_bytes){text, DONE_JSON_REPORT_MAX + 1},
	        "r.json", &root, &err) < 0);
	assert_non_null(strstr(err.message, "268435456"));
	done_arena_release(&arena);
	free(text);
}

/* A large file must not take the memory of the process that reads it: no room is left over. */
static void test_json__a_small_list_takes_the_room_of_its_items(void **state)
{
	enum { LISTS = 10000 };
	static const char *const items[] = {"[0],", "{\"a\":1},"};

	(void)state;
	for (size_t i = 0; TEST_EACH(items, i, items[i]); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf text = {0};
		struct done_value value;

		done_buf_addch(&text, '[');
		for (int k = 0; k < LISTS; k++)
			done_buf_addstr(&text, items[i]);
		done_buf_addstr(&text, "0]");
		assert_int_equal(done_json_parse(&arena, (struct done_bytes){text.ptr, text.len},
		                     "a.json", &value, &err),
		    0);
		assert_int_equal(value.list.nr, LISTS + 1);
		assert_int_equal(value.list.ptr[LISTS].integer, 0);
		assert_true(arena.used < LISTS * 4 * sizeof(struct done_value));
		memset(&value, 0, sizeof(value));
		assert_int_equal(done_yaml_parse(&arena, (struct done_bytes){text.ptr, text.len},
		                     "a.yml", DONE_YAML_ARTIFACT, &value, &err),
		    0);
		assert_true(arena.used < LISTS * 8 * sizeof(struct done_value));
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json__a_small_list_takes_the_room_of_its_items),
	    cmocka_unit_test(test_json__places_every_value),
	    cmocka_unit_test(test_json__reads_numbers_exactly),
	    cmocka_unit_test(test_json__keeps_escape_characters_as_they_are),
	    cmocka_unit_test(test_json__refuses_with_a_place),
	    cmocka_unit_test(test_json__nests_64_deep_and_no_deeper),
	    cmocka_unit_test(test_json__reads_16_mib_and_no_more),
	    cmocka_unit_test(test_json__reads_reports_of_256_mib_and_no_more),
	    cmocka_unit_test(test_json__finds_a_duplicate_among_any_number),
	    cmocka_unit_test(test_json__counts_at_any_distance),
	    cmocka_unit_test(test_json__shows_no_raw_byte_of_the_file),
	    cmocka_unit_test(test_data__goes_by_the_ending),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
