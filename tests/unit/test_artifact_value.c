/* Value trees: look-up, names of types, comparison. */
#include "support.h"

#include "done/artifact.h"

static void read_json(struct done_arena *arena, const char *text, struct done_value *out)
{
	struct done_error err = {0};
	struct done_bytes bytes = {text, strlen(text)};
	assert_success(done_json_parse(arena, bytes, "a.json", out, &err), err);
}

static void test_value__finds_members_of_maps_only(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_value root;
	read_json(&arena, "{\"a\": {\"b\": 1}, \"ab\": [2]}", &root);
	assert_int_equal(done_value_get(done_value_get(&root, "a"), "b")->integer, 1);
	assert_null(done_value_get(&root, "b"));
	assert_null(done_value_get(&root, ""));
	assert_null(done_value_get(done_value_get(&root, "ab"), "a"));
	assert_null(done_value_get(NULL, "a"));
	done_arena_release(&arena);
}

static void test_value__names_every_type(void **state)
{
	(void)state;
	for (enum done_value_type type = DONE_NULL; type <= DONE_MAP; type++)
		assert_non_null(done_value_type_name(type));
	assert_string_equal(done_value_type_name(DONE_STRING), "text");
	assert_string_equal(done_value_type_name(DONE_MAP), "map");
}

static void test_value__compares_content(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
	    {"[1]", "[1.0]", true},
	    {"[1.5]", "[1]", false},
	    {"[0.1]", "[0.1]", true},
	    {"[1]", "[\"1\"]", false},
	    {"[null]", "[null]", true},
	    {"[null]", "[false]", false},
	    {"[true]", "[true]", true},
	    {"[true]", "[false]", false},
	    {"[0]", "[false]", false},
	    {"[\"a\"]", "[\"a\"]", true},
	    {"[\"a\"]", "[\"ab\"]", false},
	    {"[1, 2]", "[2, 1]", false},
	    {"[1, 2]", "[1]", false},
	    {"{\"a\": 1, \"b\": [2]}", "{\"b\": [2], \"a\": 1.0}", true},
	    {"{\"a\": 1}", "{\"a\": 1, \"b\": 2}", false},
	    {"{\"a\": 1}", "{\"b\": 1}", false},
	    {"{\"a\": 1}", "{\"a\": 2}", false},
	    {"{}", "[]", false},
	    {"[9007199254740993]", "[9007199254740992.0]", false},
	    {"[9223372036854775807]", "[9223372036854775808.0]", false},
	    {"[-9223372036854775808]", "[-9223372036854775808.0]", true},
	    {"[1]", "[1e300]", false},
	};
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].a); i++) {
		struct done_arena arena = {0};
		struct done_value a, b;
		read_json(&arena, rows[i].a, &a);
		read_json(&arena, rows[i].b, &b);
		if (done_value_equal(&a, &b) != rows[i].equal ||
		    done_value_equal(&b, &a) != rows[i].equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		done_arena_release(&arena);
	}
}

static void test_value__compares_text_whatever_its_quotes(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	struct done_bytes bytes = {"- a\n- 'a'\n", 10};
	assert_success(done_yaml_parse(&arena, bytes, "a", DONE_YAML_STRICT, &root, &err), err);
	assert_true(done_value_equal(&root.list.ptr[0], &root.list.ptr[1]));
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_value__finds_members_of_maps_only),
	    cmocka_unit_test(test_value__names_every_type),
	    cmocka_unit_test(test_value__compares_content),
	    cmocka_unit_test(test_value__compares_text_whatever_its_quotes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
