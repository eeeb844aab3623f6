/* JSONPath: what RFC 9535 selects, in its order; what is refused, at its offset; the bounds. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "done/artifact.h"

static void read_json(struct done_arena *arena, const char *text, struct done_value *out)
{
	struct done_error err = {0};
	struct done_bytes bytes = {text, strlen(text)};
	assert_success(done_json_parse(arena, bytes, "a.json", out, &err), err);
}

static void write_value(struct done_json *json, const struct done_value *value)
{
	if (value->type == DONE_LIST) {
		done_json_array(json);
		for (size_t i = 0; i < value->list.nr; i++)
			write_value(json, &value->list.ptr[i]);
		done_json_array_end(json);
	} else if (value->type == DONE_MAP) {
		done_json_object(json);
		for (size_t i = 0; i < value->map.nr; i++) {
			done_json_key(json, value->map.ptr[i].key.ptr);
			write_value(json, &value->map.ptr[i].value);
		}
		done_json_object_end(json);
	} else if (value->type == DONE_STRING) {
		done_json_string(json, value->string.ptr);
	} else if (value->type == DONE_INTEGER) {
		done_json_integer(json, value->integer);
	} else if (value->type == DONE_BOOLEAN) {
		done_json_boolean(json, value->boolean);
	} else {
		done_json_null(json);
	}
}

#define LETTERS "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]"
#define TREE "{\"o\":{\"j\":1,\"k\":2},\"a\":[5,3,[{\"j\":4},{\"k\":6}]]}"
#define SHOP                                                                              \
	"{\"shop\":{\"tea\":[{\"by\":\"Ann\",\"price\":8},{\"by\":\"Bob\",\"price\":12}," \
	"{\"by\":\"Cid\",\"price\":9,\"code\":\"x\"}],\"pot\":{\"price\":39}}}"

/* Selected values, each compact, with a space between. */
static const struct selected {
	const char *text, *path, *expected;
} selected[] = {
    {"{\"k\":\"v\"}", "$", "{\"k\":\"v\"}"},
    /* names */
    {"{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2}}", "$.o['j j']", "{\"k.k\":3}"},
    {"{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2}}", "$.o['j j']['k.k']", "3"},
    {"{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2}}", "$.o[\"j j\"][\"k.k\"]", "3"},
    {"{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2}}", "$[\"'\"][\"@\"]", "2"},
    {"{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2}}", "$['\\''] [ \"@\" ]", "2"},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.a", "null"},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.a[0]", ""},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.a.d", ""},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.b[0]", "null"},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.b[*]", "null"},
    {"{\"a\":null,\"b\":[null],\"c\":[{}],\"null\":1}", "$.null", "1"},
    {"{\"\\u263a\":1,\"_x9\":2,\"\":3}", "$.\xE2\x98\xBA", "1"},
    {"{\"\\u263a\":1,\"_x9\":2,\"\":3}", "$['\\u263A']", "1"},
    {"{\"\\u263a\":1,\"_x9\":2,\"\":3}", "$._x9", "2"},
    {"{\"\\u263a\":1,\"_x9\":2,\"\":3}", "$['']", "3"},
    {"{\"\\ud834\\udd1e\":1,\"/\\n\\\\\\\"\":2}", "$['\\uD834\\uDd1e']", "1"},
    {"{\"\\ud834\\udd1e\":1,\"/\\n\\\\\\\"\":2}", "$[\"\\/\\n\\\\\\\"\"]", "2"},
    {"[{\"a\":1}]", "$.a", ""},
    {"[1]", "$['0']", ""},
    /* wildcard */
    {TREE, "$[*]", "{\"j\":1,\"k\":2} [5,3,[{\"j\":4},{\"k\":6}]]"},
    {TREE, "$.o[*]", "1 2"},
    {TREE, "$.o.*", "1 2"},
    {TREE, "$.o[*, *]", "1 2 1 2"},
    {TREE, "$.a[*]", "5 3 [{\"j\":4},{\"k\":6}]"},
    /* index */
    {"[\"a\",\"b\"]", "$[1]", "\"b\""},
    {"[\"a\",\"b\"]", "$[-2]", "\"a\""},
    {"[\"a\",\"b\"]", "$[2]", ""},
    {"[\"a\",\"b\"]", "$[-3]", ""},
    {"{\"0\":1}", "$[0]", ""},
    {"[1]", "$[9007199254740991]", ""},
    /* slice */
    {LETTERS, "$[1:3]", "\"b\" \"c\""},
    {LETTERS, "$[5:]", "\"f\" \"g\""},
    {LETTERS, "$[1:5:2]", "\"b\" \"d\""},
    {LETTERS, "$[5:1:-2]", "\"f\" \"d\""},
    {LETTERS, "$[::-1]", "\"g\" \"f\" \"e\" \"d\" \"c\" \"b\" \"a\""},
    {LETTERS, "$[-2:]", "\"f\" \"g\""},
    {LETTERS, "$[:-5]", "\"a\" \"b\""},
    {LETTERS, "$[-1:-4:-1]", "\"g\" \"f\" \"e\""},
    {LETTERS, "$[ 1 : 3 : 1 ]", "\"b\" \"c\""},
    {LETTERS, "$[::]", "\"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\""},
    {LETTERS, "$[::3]", "\"a\" \"d\" \"g\""},
    {LETTERS, "$[:2:]", "\"a\" \"b\""},
    {LETTERS, "$[::0]", ""},
    {LETTERS, "$[3:1]", ""},
    {LETTERS, "$[1:3:-1]", ""},
    {LETTERS, "$[-100:100:6]", "\"a\" \"g\""},
    {LETTERS, "$[100:-100:-6]", "\"g\" \"a\""},
    {LETTERS, "$[7:]", ""},
    {LETTERS, "$[0:9007199254740991:9007199254740991]", "\"a\""},
    {LETTERS, "$[:-9007199254740991:-9007199254740991]", "\"g\""},
    {"[]", "$[::-1]", ""},
    {"{\"a\":1}", "$[:]", ""},
    /* unions */
    {LETTERS, "$[0, 3]", "\"a\" \"d\""},
    {LETTERS, "$[0:2, 5]", "\"a\" \"b\" \"f\""},
    {LETTERS, "$[0, 0]", "\"a\" \"a\""},
    {"{\"a\":1,\"b\":2}", "$['b','a','c']", "2 1"},
    {"[{\"a\":1},[7]]", "$[*]['a',0]", "1 7"},
    /* descendants */
    {TREE, "$..j", "1 4"},
    {TREE, "$..[0]", "5 {\"j\":4}"},
    {TREE, "$..o", "{\"j\":1,\"k\":2}"},
    {TREE, "$.o..[*, *]", "1 2 1 2"},
    {TREE, "$.a..[0, 1]", "5 3 {\"j\":4} {\"k\":6}"},
    {TREE, "$..['k']", "2 6"},
    {TREE, "$..*",
        "{\"j\":1,\"k\":2} [5,3,[{\"j\":4},{\"k\":6}]] 1 2 5 3 [{\"j\":4},{\"k\":6}] "
        "{\"j\":4} {\"k\":6} 4 6"},
    {"{\"a\":{\"a\":{\"a\":1}}}", "$..a", "{\"a\":{\"a\":1}} {\"a\":1} 1"},
    {"{\"a\":{\"a\":{\"a\":1}}}", "$..a..a", "{\"a\":1} 1 1"},
    {SHOP, "$.shop.tea[*].by", "\"Ann\" \"Bob\" \"Cid\""},
    {SHOP, "$..by", "\"Ann\" \"Bob\" \"Cid\""},
    {SHOP, "$.shop..price", "8 12 9 39"},
    {SHOP, "$..tea[2].code", "\"x\""},
    {SHOP, "$..tea[2].none", ""},
    {SHOP, "$..tea[-1].by", "\"Cid\""},
    {SHOP, "$..tea[:2].price", "8 12"},
    {SHOP, "$\n.shop\t.pot .price", "39"},
};

static void test_jsonpath__selects_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(selected, i, selected[i].text); i++) {
		const struct selected *row = &selected[i];
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_value root;
		struct done_jsonpath *path;
		struct done_nodes nodes;
		struct done_buf out = {0};
		read_json(&arena, row->text, &root);
		assert_success(done_jsonpath_compile(&arena, row->path, &path, &err), err);
		assert_string_equal(done_jsonpath_text(path), row->path);
		assert_success(done_jsonpath_select(&arena, path, &root, &nodes, &err), err);
		done_buf_addstr(&out, "");
		for (size_t k = 0; k < nodes.nr; k++) {
			struct done_json json = {.out = &out, .compact = true};
			if (k > 0)
				done_buf_addch(&out, ' ');
			write_value(&json, nodes.items[k]);
		}
		const char *got = out.len ? out.ptr : "";
		if (strcmp(got, row->expected) != 0)
			fail_msg("%s: %s, expected %s", row->path, got, row->expected);
		done_buf_release(&out);
		done_arena_release(&arena);
	}
}

static const struct refused {
	const char *path, *part;
} refused[] = {
    {"", "offset 0: a path begins with '$'"},
    {"a", "offset 0: a path begins with '$'"},
    {" $", "offset 0: a path begins with '$'"},
    {"$ ", "offset 1: white space at the end"},
    {"$.a ", "offset 3: white space at the end"},
    {"$a", "offset 1: expected '.', '..' or '['"},
    {"$.", "offset 2: expected a name or '*'"},
    {"$..", "offset 3: expected a name or '*'"},
    {"$...a", "offset 3: expected a name or '*'"},
    {"$. a", "offset 2: expected a name or '*'"},
    {"$.. a", "offset 3: expected a name or '*'"},
    {"$.1a", "offset 2: expected a name or '*'"},
    {"$.a-b", "offset 3: expected '.', '..' or '['"},
    {"$.'a'", "offset 2: expected a name or '*'"},
    {"$.a.[0]", "offset 4: expected a name or '*'"},
    {"$[", "offset 1: the '[' is never closed"},
    {"$[0", "offset 1: the '[' is never closed"},
    {"$[0,", "offset 1: the '[' is never closed"},
    {"$[]", "offset 2: expected a quoted name"},
    {"$[0,]", "offset 4: expected a quoted name"},
    {"$[,0]", "offset 2: expected a quoted name"},
    {"$[0 1]", "offset 4: expected ',' or ']'"},
    {"$[0}", "offset 3: expected ',' or ']'"},
    {"$[a]", "offset 2: a name in brackets needs quotes"},
    {"$[?@.a]", "offset 2: filters ('?') are not supported"},
    {"$..[?@.a]", "offset 4: filters ('?') are not supported"},
    {"$[01]", "offset 2: a number cannot begin with '0'"},
    {"$[-0]", "offset 2: a number cannot begin with '0' or be '-0'"},
    {"$[-]", "offset 2: a number is missing after '-'"},
    {"$[1:-]", "offset 4: a number is missing after '-'"},
    {"$[::01]", "offset 4: a number cannot begin"},
    {"$[9007199254740992]", "offset 2: the number is beyond 2^53 - 1"},
    {"$[-9007199254740992]", "offset 2: the number is beyond 2^53 - 1"},
    {"$[99999999999999999999999]", "offset 2: the number is beyond 2^53 - 1"},
    {"$[1:2:3:4]", "offset 7: expected ',' or ']'"},
    {"$[1.0]", "offset 3: expected ',' or ']'"},
    {"$['a", "offset 2: the quote is never closed"},
    {"$['a\\", "offset 5: unknown escape"},
    {"$['\\x']", "offset 4: unknown escape"},
    {"$['\\\"']", "offset 4: unknown escape"},
    {"$[\"\\'\"]", "offset 4: unknown escape"},
    {"$['\\u12']", "offset 5: '\\u' needs four"},
    {"$['\\uD800']", "offset 3: half of a surrogate pair is missing"},
    {"$['\\uD800\\u0041']", "offset 3: half of a surrogate pair is missing"},
    {"$['\\uDC00']", "offset 3: half of a surrogate pair is missing"},
    {"$['\\u0000']", "offset 3: a name cannot hold U+0000"},
    {"$['a\tb']", "offset 4: a control character"},
    {"$.\xFF", "offset 0: the text is not UTF-8"},
};

static void test_jsonpath__refuses_at_an_offset(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].path); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_jsonpath *path = NULL;
		if (done_jsonpath_compile(&arena, refused[i].path, &path, &err) == 0)
			fail_msg("taken: %s", refused[i].path);
		assert_error(err, DONE_E_POLICY, refused[i].part);
		assert_null(path);
		done_arena_release(&arena);
	}
}

static void test_jsonpath__bounds_its_text(void **state)
{
	(void)state;
	char text[1100];
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_jsonpath *path;

	memset(text, 'a', sizeof(text));
	memcpy(text, "$.", 2);
	text[1024] = '\0';
	assert_success(done_jsonpath_compile(&arena, text, &path, &err), err);
	text[1024] = 'a';
	text[1025] = '\0';
	assert_true(done_jsonpath_compile(&arena, text, &path, &err) < 0);
	assert_error(err, DONE_E_POLICY, "longer than 1,024 bytes");

	for (int i = 0; i < 65; i++)
		memcpy(text + 1 + 2 * i, ".a", 2);
	text[1 + 2 * 64] = '\0';
	memset(&err, 0, sizeof(err));
	assert_success(done_jsonpath_compile(&arena, text, &path, &err), err);
	text[1 + 2 * 64] = '.';
	text[1 + 2 * 65] = '\0';
	assert_true(done_jsonpath_compile(&arena, text, &path, &err) < 0);
	assert_error(err, DONE_E_POLICY, "offset 129: more than 64 segments");
	done_arena_release(&arena);
}

static int select_from(struct done_arena *arena, const struct done_value *root, const char *text,
    struct done_error *err)
{
	struct done_jsonpath *path;
	struct done_nodes nodes = {NULL, 77};
	assert_success(done_jsonpath_compile(arena, text, &path, err), *err);
	int rc = done_jsonpath_select(arena, path, root, &nodes, err);
	if (rc < 0)
		assert_int_equal(nodes.nr, 77);
	return rc;
}

static void test_jsonpath__is_undecided_beyond_its_bounds(void **state)
{
	(void)state;
	size_t nr = 100001;
	char *text = malloc(2 * nr + 2);
	assert_non_null(text);
	text[0] = '[';
	for (size_t i = 0; i < nr; i++)
		memcpy(text + 1 + 2 * i, "0,", 2);
	strcpy(text + 2 * nr, "]");
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	read_json(&arena, text, &root);
	assert_success(select_from(&arena, &root, "$[1:]", &err), err);
	assert_true(select_from(&arena, &root, "$[*]", &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "selects more than 100,000 values");

	free(text);
	done_arena_release(&arena);
}

static void test_jsonpath__is_undecided_after_too_many_steps(void **state)
{
	(void)state;
	size_t cap = 1U << 20, len = 0;
	char *text = malloc(cap), path[1100] = "$[";
	assert_non_null(text);
	for (int i = 0; i < 60000; i++)
		len += (size_t)snprintf(text + len, cap - len, "%c\"%d\":0", i ? ',' : '{', i);
	strcpy(text + len, "}");
	for (int i = 0; i < 200; i++)
		strcat(path, i ? ",'x'" : "'x'");
	strcat(path, "]");

	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	read_json(&arena, text, &root);
	assert_success(select_from(&arena, &root, "$['x','x']", &err), err);
	assert_true(select_from(&arena, &root, path, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "takes more than 10,000,000 steps");
	free(text);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_jsonpath__selects_in_order),
	    cmocka_unit_test(test_jsonpath__refuses_at_an_offset),
	    cmocka_unit_test(test_jsonpath__bounds_its_text),
	    cmocka_unit_test(test_jsonpath__is_undecided_beyond_its_bounds),
	    cmocka_unit_test(test_jsonpath__is_undecided_after_too_many_steps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
