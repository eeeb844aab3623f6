/* Kind `graphql`: what it reads, descriptions, and reasons of what is deprecated; kind
 * `compatible` of schemas. */
#include "interface_fixture.h"

#define Q "type Query { a: Int }\n"

static const struct interface_row rows[] = {
    {"read", "graphql: a.graphql", Q, NULL, 0, NULL},
    {"not there", "graphql: b.graphql", Q, "b.graphql", 0, NULL},
    {"empty", "graphql: a.graphql", "", "no type for queries", 0, "define 'type Query'"},
    {"an empty root", "graphql: a.graphql", "type Query\n", "'Query' has no field", 1, NULL},
    {"a subgraph without a root", "graphql: a.graphql", "type A @key(fields: \"a\") { a: Int }",
        NULL, 0, NULL},
    {"a subgraph of nothing", "graphql: a.graphql", "extend schema @link(url: \"x\")",
        "nothing that callers can ask for", 0, "allow_empty: true"},
    {"a subgraph that may be so", "graphql: {reports: a.graphql, allow_empty: true}",
        "extend schema @link(url: \"x\")", NULL, 0, NULL},
    {"broken", "graphql: a.graphql", "type Query {", "the file ends where a name must stand", 1,
        "complete the file"},
    {"a client's query", "graphql: a.graphql", Q "query { a }", "what a client asks", 2,
        "schema's files alone"},
    {"not UTF-8", "graphql: a.graphql", "# \xFF\n" Q, "cannot be parsed", 1, NULL},
    {"type", "graphql: {reports: a.graphql, every_type: description}", Q "enum E { A }",
        "type 'E' has no description", 2, "say above it what callers must know"},
    {"type with one", "graphql: {reports: a.graphql, every_type: [description]}",
        Q "\"How far an order has come.\"\nenum E { A }", NULL, 0, NULL},
    {"field", "graphql: {reports: a.graphql, every_field: [description]}", Q,
        "field 'Query.a' has no description", 1, NULL},
    {"field with a placeholder", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"TODO\"\na: Int }", "says nothing about it", 3, NULL},
    {"field with its name", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"\"\"\n  Order lines\n\"\"\"\norderLines: Int }", "says nothing about it",
        5, NULL},
    {"field with dashes", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"----\"\na: Int }", "says nothing about it", 3, NULL},
    {"field with its type", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"Int\"\na: Int }", "says nothing about it", 3, NULL},
    {"field with an article", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"The order field\"\norder: Int }", "says nothing about it", 3, NULL},
    {"deprecated as such", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\na: Int @deprecated(reason: \"Deprecated\") }", "no reason says what to use",
        2, NULL},
    {"a directive without a name", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\na: Int @\n}", "the name of a directive must stand in place of '}'", 3, NULL},
    {"deprecated by null", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\na: Int @deprecated(reason: null) }", "no reason says what to use", 2, NULL},
    {"field with a blank", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"\\u200b\\u{2003} \\n\"\na: Int }", "has no description", 3, NULL},
    {"field with escapes", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n\"\\u4f1a\\u{793e} \\u0041ll\"\na: Int }", NULL, 0, NULL},
    {"field with a comment", "graphql: {reports: a.graphql, every_field: [description]}",
        "type Query {\n# The number of orders so far.\na: Int }", "no description", 3, NULL},
    {"argument", "graphql: {reports: a.graphql, every_argument: [description]}",
        "type Query {\n a(b: Int): Int }", "argument 'Query.a(b:)' has no description", 2, NULL},
    {"input field", "graphql: {reports: a.graphql, every_input_field: [description]}",
        Q "input I {\n b: Int }", "input field 'I.b' has no description", 3, NULL},
    {"value", "graphql: {reports: a.graphql, every_enum_value: [description]}", Q "enum E {\n B }",
        "value 'E.B' has no description", 3, NULL},
    {"excluded", "graphql: {reports: a.graphql, every_field: description, exclude: ['Query.*']}", Q,
        NULL, 0, NULL},
    {"deprecated", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\n a: Int @deprecated }", "'Query.a' is deprecated, and no reason", 2,
        "@deprecated(reason:"},
    {"deprecated by the default", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\n a: Int @deprecated(reason: \"No longer supported\") }", "no reason", 2,
        NULL},
    {"deprecated with a reason", "graphql: {reports: a.graphql, every_deprecated: reason}",
        "type Query {\n a: Int @deprecated(reason: \"Use 'orders', which has pages.\") }", NULL, 0,
        NULL},
};

static void test_graphql__judges(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		interface_judge(&rows[i], "s/a.graphql", "s/b.graphql");
}

static void test_graphql__files_are_one_schema(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.graphql", Q "extend type Query { b: B }");
	fake_file(&f.head, "s/b.graphqls", "type B { c: Int }");
	check_run(&f, "graphql: '*.{graphql,graphqls}'");
	assert_met(&f);
	assert_string_equal(f.result.reason, "2 fields that callers can ask for, 2 types");
	check_close(&f);
}

static void test_graphql__refuses_bad_options(void **state)
{
	static const struct {
		const char *check, *message;
	} bad[] = {
	    {"graphql: {every_type: [description]}", "has no 'reports'"},
	    {"graphql: {reports: a, every_field: [reason]}",
	        "'every_field' takes 'description', not 'reason'"},
	    {"graphql: {reports: a, every_deprecated: [description]}",
	        "'every_deprecated' takes 'reason', not 'description'"},
	    {"graphql: {reports: a, every_fields: [description]}", "every_fields"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, 0);
}

/* ---- compatible ---- */

static const struct {
	const char *name, *check, *base, *head;
	const char *unmet; /* a part of the first finding; NULL: met */
	int line;
	const char *reason; /* a part, where it is met */
} pairs[] = {
    {"the same", "compatible: '*.graphql'", Q, Q "# more\n", NULL, 0, "nothing that callers use"},
    {"gone", "compatible: '*.graphql'", "type Query { a: Int b: Int }", Q,
        "breaks callers: field 'Query.b' is gone (a.graphql:1 at the base)", 1, NULL},
    {"possible", "compatible: '*.graphql'", Q "enum E { A }", Q "enum E { A B }", NULL, 0,
        "1 difference cannot be proven safe"},
    {"possible, asked", "compatible: {reports: '*.graphql', level: possible}", Q "enum E { A }",
        Q "enum E { A\nB }", "may break callers: value 'E.B' is new", 3, NULL},
    {"strict", "compatible: {reports: '*.graphql', enums: strict}", Q "enum E { A }",
        Q "enum E { A\nB }", "breaks callers: value 'E.B' is new", 3, NULL},
    {"excluded", "compatible: {reports: '*.graphql', exclude: ['Query.b*']}",
        "type Query { a: Int b: Int }", Q, NULL, 0, NULL},
    {"first", "compatible: '*.graphql'", NULL, Q, NULL, 0, "the first one"},
    {"broken head", "compatible: '*.graphql'", Q, Q "type", "nothing is compared", 2, NULL},
    {"gone altogether", "compatible: '*.graphql'", Q "type A { a: Int }", "# nothing\n",
        "breaks callers: type 'A' is gone", 0, NULL},
};

static void test_compatible__judges_schemas(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].name); i++) {
		struct compatible_fixture f;
		const struct done_result *result = &f.check.result;

		compatible_judge(&f, pairs[i].check,
		    (struct compatible_texts){"s/a.graphql", pairs[i].base, pairs[i].head});
		if (pairs[i].unmet) {
			assert_int_equal(result->verdict, DONE_UNMET);
			check_finding(
			    &result->findings[0], "s/a.graphql", pairs[i].line, pairs[i].unmet, "");
		} else {
			assert_met(&f.check);
			if (pairs[i].reason && !strstr(result->reason, pairs[i].reason))
				fail_msg("%s", result->reason);
		}
		compatible_close(&f);
	}
}

/* What moves from file to file, or goes with a file, is seen. */
static void test_compatible__schemas_are_compared_as_a_whole(void **state)
{
	static const char *const names[] = {"with its file", "into another"};

	(void)state;
	for (size_t kept = 0; TEST_EACH(names, kept, names[kept]); kept++) {
		struct compatible_fixture f;
		struct check_fixture *check = &f.check;

		compatible_open(&f);
		fake_file(&f.base, "s/a.graphql", Q);
		fake_file(&f.base, "s/b.graphql", "type B { b: Int }");
		fake_file(&check->head, "s/a.graphql", kept ? Q "type B { b: Int }" : Q);
		check_changes(check, "s/a.graphql", NULL);
		check->changes.items =
		    (struct done_change[]){{.path = "s/a.graphql", .kind = DONE_MODIFIED},
		        {.path = "s/b.graphql", .kind = DONE_DELETED}};
		check->changes.nr = 2;
		check_run(check, "compatible: '*.graphql'");
		assert_success(check->rc, check->err);
		assert_int_equal(check->result.verdict, kept ? DONE_MET : DONE_UNMET);
		compatible_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_graphql__judges),
	    cmocka_unit_test(test_graphql__files_are_one_schema),
	    cmocka_unit_test(test_graphql__refuses_bad_options),
	    cmocka_unit_test(test_compatible__judges_schemas),
	    cmocka_unit_test(test_compatible__schemas_are_compared_as_a_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
