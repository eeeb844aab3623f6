/* Kind `graphql`: what it reads, descriptions, and reasons of what is deprecated; kind
 * `compatible` of schemas. */
#include "check_fixture.h"

#define Q "type Query { a: Int }\n"

static const struct {
	const char *name, *check, *text;
	const char *unmet; /* a part of the first finding; NULL: met */
	int line;
	const char *fix; /* a part; NULL: not looked at */
} rows[] = {
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
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/a.graphql", rows[i].text);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet) {
			if (f.result.nr)
				fail_msg("%s", f.result.findings[0].message);
			assert_met(&f);
		} else {
			assert_int_equal(f.result.verdict, DONE_UNMET);
			check_finding(&f.result.findings[0],
			    strstr(rows[i].name, "not there") ? "s/b.graphql" : "s/a.graphql",
			    rows[i].line, rows[i].unmet, rows[i].fix ? rows[i].fix : "");
		}
		check_close(&f);
	}
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
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		assert_true(check_load(&f, bad[i].check) < 0);
		assert_error(f.err, DONE_E_POLICY, bad[i].message);
		assert_int_equal(f.err.line, 7);
		check_close(&f);
	}
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
		struct check_fixture f;
		struct fake_snapshot base = {0};
		struct done_snapshot snapshot;

		check_open(&f, "s");
		fake_open(&base, &snapshot);
		f.base = &snapshot;
		if (pairs[i].base)
			fake_file(&base, "s/a.graphql", pairs[i].base);
		fake_file(&f.head, "s/a.graphql", pairs[i].head);
		check_changes(&f, "s/a.graphql", NULL);
		check_run(&f, pairs[i].check);
		assert_success(f.rc, f.err);
		if (pairs[i].unmet) {
			assert_int_equal(f.result.verdict, DONE_UNMET);
			check_finding(&f.result.findings[0], "s/a.graphql", pairs[i].line,
			    pairs[i].unmet, "");
		} else {
			assert_met(&f);
			if (pairs[i].reason && !strstr(f.result.reason, pairs[i].reason))
				fail_msg("%s", f.result.reason);
		}
		check_close(&f);
		fake_release(&base);
	}
}

/* What moves from file to file, or goes with a file, is seen. */
static void test_compatible__schemas_are_compared_as_a_whole(void **state)
{
	struct check_fixture f;
	struct fake_snapshot base = {0};
	struct done_snapshot snapshot;

	static const char *const names[] = {"with its file", "into another"};

	(void)state;
	for (size_t kept = 0; TEST_EACH(names, kept, names[kept]); kept++) {
		check_open(&f, "s");
		fake_open(&base, &snapshot);
		f.base = &snapshot;
		fake_file(&base, "s/a.graphql", Q);
		fake_file(&base, "s/b.graphql", "type B { b: Int }");
		fake_file(&f.head, "s/a.graphql", kept ? Q "type B { b: Int }" : Q);
		check_changes(&f, "s/a.graphql", NULL);
		f.changes.items =
		    (struct done_change[]){{.path = "s/a.graphql", .kind = DONE_MODIFIED},
		        {.path = "s/b.graphql", .kind = DONE_DELETED}};
		f.changes.nr = 2;
		check_run(&f, "compatible: '*.graphql'");
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict, kept ? DONE_MET : DONE_UNMET);
		check_close(&f);
		fake_release(&base);
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
