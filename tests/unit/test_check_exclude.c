/* `exclude` of kinds that read descriptions: an entry that names nothing is said, never silent. */
#include "../../src/check/interface.h"
#include "interface_fixture.h"

#define API "openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\n"
#define OK "responses: {'200': {description: ok}}"
#define HTTP                                             \
	API "paths: {/a: {get: {operationId: listA, " OK \
	    "}}, /health: {get: {x-internal: true, " OK "}}}\n"
#define ASYNC                                                                              \
	"asyncapi: 2.6.0\ninfo: {title: t, version: 1.0.0}\nchannels: {orders: {publish: " \
	"{message: "                                                                       \
	"{payload: {type: string}}}}}\n"
#define GRAPHQL "type Query { a: Int }\n"
#define PROTO "syntax = \"proto3\";\npackage shop.v1;\nmessage Order {}\n"

static const struct {
	const char *file, *text, *check;
	const char *idle; /* the end of the reason; "": all of them name something */
} judged[] = {
    {"s/o.yaml", HTTP, "openapi: {reports: o.yaml, exclude: ['GET /helth*']}",
        "; in 'exclude', 'GET /helth*' names nothing"},
    {"s/o.yaml", HTTP, "openapi: {reports: o.yaml, exclude: ['GET /b', x-intern, 'operationId:a']}",
        "; in 'exclude', 'GET /b' and 2 more name nothing"},
    {"s/o.yaml", HTTP,
        "openapi: {reports: o.yaml, exclude: ['GET /health*', x-internal, 'operationId:list*', '* "
        "/a']}",
        ""},
    {"s/o.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks: {new: {post: {}}}\n",
        "openapi: {reports: o.yaml, exclude: ['POST *']}", ""},
    {"s/a.yaml", ASYNC, "asyncapi: {reports: a.yaml, exclude: ['send orders', 'publish *']}",
        "; in 'exclude', 'send orders' names nothing"},
    {"s/a.yaml", ASYNC, "asyncapi: {reports: a.yaml, exclude: ['publish orders']}", ""},
    {"s/a.graphql", GRAPHQL, "graphql: {reports: a.graphql, exclude: [Query.b, Query.a]}",
        "; in 'exclude', 'Query.b' names nothing"},
    {"s/a.graphql", GRAPHQL, "graphql: {reports: a.graphql, exclude: ['Quer*']}", ""},
    {"s/a.proto", PROTO, "proto: {reports: a.proto, exclude: ['shop.v2.*', '*.Order']}",
        "; in 'exclude', 'shop.v2.*' names nothing"},
    {"s/a.proto", PROTO, "proto: {reports: a.proto, exclude: [shop.v1.Order]}", ""},
};

static void exclude_ends(const char *reason, const char *idle)
{
	if (*idle ? !done_text_ends(reason, idle) : strstr(reason, "exclude") != NULL)
		fail_msg("%s", reason);
}

static void test_exclude__what_names_nothing_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(judged, i, judged[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, judged[i].file, judged[i].text);
		check_run(&f, judged[i].check);
		assert_success(f.rc, f.err);
		assert_met(&f);
		exclude_ends(f.result.reason, judged[i].idle);
		check_close(&f);
	}
}

static const struct {
	const char *file, *base, *head, *check, *idle;
} compared[] = {
    {"s/o.yaml", HTTP, HTTP "# more\n", "compatible: {reports: o.yaml, exclude: ['GET /helth*']}",
        "; in 'exclude', 'GET /helth*' names nothing"},
    {"s/o.yaml", HTTP, HTTP "# more\n", "compatible: {reports: o.yaml, exclude: ['GET /health*']}",
        ""},
    /* Gone, or new. */
    {"s/o.yaml", HTTP, API "paths: {/a: {get: {operationId: listA, " OK "}}}\n",
        "compatible: {reports: o.yaml, exclude: ['GET /health*']}", ""},
    {"s/o.yaml", API "paths: {/a: {get: {operationId: listA, " OK "}}}\n", HTTP,
        "compatible: {reports: o.yaml, exclude: ['GET /health*']}", ""},
    {"s/o.yaml", NULL, HTTP, "compatible: {reports: o.yaml, exclude: ['GET /helth*']}", ""},
    {"s/a.graphql", GRAPHQL, GRAPHQL "# more\n",
        "compatible: {reports: a.graphql, exclude: ['Query.b']}",
        "; in 'exclude', 'Query.b' names nothing"},
    {"s/a.graphql", GRAPHQL, "type Query { a: Int b: Int }\n",
        "compatible: {reports: a.graphql, exclude: ['Query.b']}", ""},
    {"s/a.proto", PROTO, PROTO "// more\n",
        "compatible: {reports: a.proto, exclude: ['shop.v2.*']}",
        "; in 'exclude', 'shop.v2.*' names nothing"},
    {"s/a.proto", PROTO, PROTO "message Line {}\n",
        "compatible: {reports: a.proto, exclude: [shop.v1.Line]}", ""},
};

static void test_exclude__what_names_nothing_is_said_where_versions_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(compared, i, compared[i].check); i++) {
		struct compatible_fixture f;

		compatible_judge(&f, compared[i].check,
		    (struct compatible_texts){
		        compared[i].file, compared[i].base, compared[i].head});
		assert_met(&f.check);
		exclude_ends(f.check.result.reason, compared[i].idle);
		compatible_close(&f);
	}
}

/* What did not change is not read: nobody knows what it names. */
static void test_exclude__of_what_is_not_read_nothing_is_said(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	fake_file(&f.base, "s/a.proto", PROTO);
	fake_file(&f.check.head, "s/a.proto", PROTO);
	check_changes(&f.check, "s/main.go", NULL);
	check_run(&f.check, "compatible: {reports: a.proto, exclude: ['shop.v2.*']}");
	assert_success(f.check.rc, f.check.err);
	assert_met(&f.check);
	exclude_ends(f.check.result.reason, "");
	compatible_close(&f);
}

/* The texts of `exclude` that a preset wrote; NULL: it has none. */
static const struct done_value *exclude_of_preset(const struct done_value *value)
{
	const struct done_value *found = done_value_get(value, "exclude");

	for (size_t i = 0; !found && value->type == DONE_MAP && i < value->map.nr; i++)
		found = exclude_of_preset(&value->map.ptr[i].value);
	return found;
}

static void test_exclude__of_a_preset_is_not_named(void **state)
{
	struct check_fixture f;
	struct done_value tree;
	const struct done_value *list;
	const char *texts[2] = {NULL, "GET /b"};
	const struct done_strings exclude = {texts, 2};
	const bool used[2] = {false, false};

	(void)state;
	check_open(&f, "s");
	check_view(&f);
	assert_true(done_value_unpack(&f.arena, done_presets[0].packed, "preset", &tree));
	list = exclude_of_preset(&tree);
	assert_non_null(list);
	texts[0] = list->list.ptr[0].string.ptr;
	assert_string_equal(done_check_interface_idle(&f.view, &exclude, used),
	    "; in 'exclude', 'GET /b' names nothing");
	/* The same words, written by somebody else. */
	texts[0] = done_arena_strdup(&f.arena, texts[0]);
	assert_non_null(strstr(done_check_interface_idle(&f.view, &exclude, used), "and 1 more"));
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_exclude__what_names_nothing_is_said),
	    cmocka_unit_test(test_exclude__what_names_nothing_is_said_where_versions_are_compared),
	    cmocka_unit_test(test_exclude__of_what_is_not_read_nothing_is_said),
	    cmocka_unit_test(test_exclude__of_a_preset_is_not_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
