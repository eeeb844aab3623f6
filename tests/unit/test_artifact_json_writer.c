/* JSON out: layout, escapes, bad bytes, nesting. */
#include "support.h"

#include "done/artifact.h"

static void write_sample(struct done_json *json)
{
	done_json_object(json);
	done_json_member(json, "a", "x");
	done_json_member(json, "n", NULL);
	done_json_member_integer(json, "i", INT64_MIN);
	done_json_key(json, "list");
	done_json_array(json);
	done_json_boolean(json, true);
	done_json_boolean(json, false);
	done_json_null(json);
	done_json_array(json);
	done_json_array_end(json);
	done_json_object(json);
	done_json_object_end(json);
	done_json_integer(json, 7);
	done_json_array_end(json);
	done_json_member(json, "z", "");
	done_json_object_end(json);
}

static void test_json_writer__lays_out_two_spaces_a_level(void **state)
{
	(void)state;
	struct done_buf out = {0};
	struct done_json json = {.out = &out};
	write_sample(&json);
	assert_string_equal(out.ptr,
	    "{\n  \"a\": \"x\",\n  \"n\": null,\n"
	    "  \"i\": -9223372036854775808,\n"
	    "  \"list\": [\n    true,\n    false,\n    null,\n    [],\n"
	    "    {},\n    7\n  ],\n  \"z\": \"\"\n}");
	assert_int_equal(json.depth, 0);
	assert_false(out.overflow);
	done_buf_release(&out);
}

static void test_json_writer__writes_one_line_when_compact(void **state)
{
	(void)state;
	struct done_buf out = {0};
	struct done_json json = {.out = &out, .compact = true};
	write_sample(&json);
	assert_string_equal(out.ptr,
	    "{\"a\":\"x\",\"n\":null,\"i\":-9223372036854775808,"
	    "\"list\":[true,false,null,[],{},7],\"z\":\"\"}");
	done_buf_release(&out);
}

static void test_json_writer__leaves_out_what_says_nothing_when_brief(void **state)
{
	(void)state;
	struct done_buf out = {0};
	struct done_json json = {.out = &out, .brief = true};
	done_json_array(&json);
	done_json_object(&json);
	done_json_member(&json, "n", NULL);
	done_json_member_integer(&json, "i", 0);
	done_json_key(&json, "list");
	done_json_array(&json);
	done_json_array_end(&json);
	done_json_object_end(&json);
	done_json_object(&json);
	done_json_member_integer(&json, "i", 7);
	done_json_key(&json, "b");
	done_json_boolean(&json, false);
	done_json_member(&json, "s", "");
	done_json_key(&json, "r");
	done_json_real(&json, 0);
	done_json_key(&json, "list");
	done_json_array(&json);
	done_json_null(&json);
	done_json_integer(&json, 0);
	done_json_array(&json);
	done_json_array_end(&json);
	done_json_array_end(&json);
	done_json_key(&json, "t");
	done_json_boolean(&json, true);
	done_json_object_end(&json);
	done_json_array_end(&json);
	assert_string_equal(
	    out.ptr, "[{},{\"i\":7,\"s\":\"\",\"r\":0,\"list\":[null,0,[]],\"t\":true}]");
	assert_int_equal(json.depth, 0);
	assert_false(out.overflow);
	done_buf_release(&out);
}

static void test_json_writer__escapes_what_a_terminal_would_obey(void **state)
{
	(void)state;
	static const struct {
		const char *text, *json;
	} rows[] = {
	    {"plain \xC3\xA9 \xF0\x9F\x98\x80", "\"plain \xC3\xA9 \xF0\x9F\x98\x80\""},
	    {"\"\\/", "\"\\\"\\\\/\""},
	    {"a\n\r\tb", "\"a\\n\\r\\tb\""},
	    {"\x1b[31m\x7f\x01", "\"\\u001b[31m\\u007f\\u0001\""},
	    {"\xC2\x9b", "\"\\u009b\""},
	    {"\xE2\x80\xAE\xE2\x80\xA8\xE2\x80\x8B", "\"\\u202e\\u2028\\u200b\""},
	    {"\xEF\xBB\xBF", "\"\\ufeff\""},
	    {"\xF3\xA0\x81\x81", "\"\\udb40\\udc41\""},
	    {"a\xFF\xC0\xAFz", "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\""},
	    {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
	    {"\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
	};
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_buf out = {0};
		struct done_json json = {.out = &out};
		done_json_string(&json, rows[i].text);
		assert_string_equal(out.ptr, rows[i].json);
		done_buf_release(&out);
	}
}

/* What is plain is copied by eight bytes: nothing hides at any place of them. */
static void test_json_writer__escapes_at_each_place(void **state)
{
	static const struct {
		const char *text, *json;
	} rows[] = {
	    {"\"", "\\\""},
	    {"\\", "\\\\"},
	    {"\n", "\\n"},
	    {"\x01", "\\u0001"},
	    {"\x1f", "\\u001f"},
	    {"\x7f", "\\u007f"},
	    {"\xFF", "\xEF\xBF\xBD"},
	    {"\xC3\xA9", "\xC3\xA9"},
	    {" ", " "},
	    {"~", "~"},
	    {"!", "!"},
	    {"#", "#"},
	    {"[", "["},
	    {"]", "]"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].json); i++) {
		for (int before = 0; before < 18; before++) {
			for (int after = 0; after < 18; after++) {
				struct done_buf out = {0}, text = {0}, wanted = {0};
				struct done_json json = {.out = &out};

				done_buf_addf(&text, "%.*s%s%.*s", before, "abcdefghijklmnopqr",
				    rows[i].text, after, "ABCDEFGHIJKLMNOPQR");
				done_buf_addf(&wanted, "\"%.*s%s%.*s\"", before,
				    "abcdefghijklmnopqr", rows[i].json, after,
				    "ABCDEFGHIJKLMNOPQR");
				done_json_string(&json, text.ptr);
				assert_string_equal(out.ptr, wanted.ptr);
				done_buf_release(&out);
				done_buf_release(&text);
				done_buf_release(&wanted);
			}
		}
	}
}

static void test_json_writer__writes_integers(void **state)
{
	static const struct {
		int64_t number;
		const char *json;
	} rows[] = {
	    {0, "0"},
	    {9, "9"},
	    {10, "10"},
	    {-1, "-1"},
	    {INT64_MAX, "9223372036854775807"},
	    {INT64_MIN, "-9223372036854775808"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].json); i++) {
		struct done_buf out = {0};
		struct done_json json = {.out = &out};

		done_json_integer(&json, rows[i].number);
		assert_string_equal(out.ptr, rows[i].json);
		done_buf_release(&out);
	}
}

static void test_json_writer__can_be_read_back(void **state)
{
	(void)state;
	char every[128];
	for (int i = 1; i < 128; i++)
		every[i - 1] = (char)i;
	every[127] = '\0';
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_buf out = {0};
	struct done_json json = {.out = &out};
	done_json_object(&json);
	done_json_member(&json, every, every);
	done_json_object_end(&json);
	struct done_value root;
	struct done_bytes bytes = {out.ptr, out.len};
	assert_success(done_json_parse(&arena, bytes, "out", &root, &err), err);
	assert_string_equal(done_value_get(&root, every)->string.ptr, every);
	done_buf_release(&out);
	done_arena_release(&arena);
}

static void test_json_writer__nests_64_deep_and_says_when_deeper(void **state)
{
	(void)state;
	struct done_buf out = {0};
	struct done_json json = {.out = &out, .compact = true};
	for (int i = 0; i < 64; i++)
		done_json_array(&json);
	done_json_integer(&json, 1);
	done_json_integer(&json, 2);
	for (int i = 0; i < 64; i++)
		done_json_array_end(&json);
	assert_false(out.overflow);
	assert_int_equal(out.len, 64 * 2 + 3);
	done_json_array_end(&json);
	assert_true(out.overflow);

	out.overflow = false;
	for (int i = 0; i < 65; i++)
		done_json_array(&json);
	assert_true(out.overflow);
	done_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json_writer__lays_out_two_spaces_a_level),
	    cmocka_unit_test(test_json_writer__writes_one_line_when_compact),
	    cmocka_unit_test(test_json_writer__leaves_out_what_says_nothing_when_brief),
	    cmocka_unit_test(test_json_writer__escapes_what_a_terminal_would_obey),
	    cmocka_unit_test(test_json_writer__escapes_at_each_place),
	    cmocka_unit_test(test_json_writer__writes_integers),
	    cmocka_unit_test(test_json_writer__can_be_read_back),
	    cmocka_unit_test(test_json_writer__nests_64_deep_and_says_when_deeper),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
