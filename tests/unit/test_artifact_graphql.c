/*
 * GraphQL schemas: definitions with places and descriptions, what the specification refuses, what a
 * newer schema takes away. With DONE_GRAPHQL_LIST, a file of paths, it prints what it finds in
 * these, and with DONE_GRAPHQL_BASE, another one, what they take away
 * (tests/support/graphql_js.mjs compares both with graphql-js).
 */
#include "artifact/graphql/parts.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct graphql_fixture {
	struct done_arena arena;
	struct done_graphql set;
	struct done_error err;
};

static void graphql_open(struct graphql_fixture *f, const char *text)
{
	memset(f, 0, sizeof(*f));
	f->set = (struct done_graphql){.arena = &f->arena};
	done_graphql_parse(&f->set, "a.graphql", (struct done_bytes){text, strlen(text)}, &f->err);
	assert_success(f->err.code, f->err);
	done_graphql_link(&f->set);
	assert_success(done_graphql_check(&f->set, &f->err), f->err);
}

static void graphql_close(struct graphql_fixture *f)
{
	done_arena_release(&f->arena);
}

/* ---- definitions ---- */

static const char *const sorts[] = {"schema", "scalar", "type", "interface", "union", "enum",
    "input", "directive", "root", "field", "argument", "value", "input-field"};

static void graphql_list(const struct done_graphql_node *node, bool described, struct done_buf *out)
{
	done_buf_addf(out, "%s %s", sorts[node->sort], node->full);
	if (*node->type)
		done_buf_addf(out, ": %s", node->type);
	if (node->standard)
		done_buf_addf(out, " = %s", node->standard);
	for (size_t i = 0; i < node->nr_names; i++)
		done_buf_addf(out, " %s", node->names[i].text);
	if (described && node->description.ptr)
		done_buf_addf(out, " \"%.*s\"", (int)node->description.len, node->description.ptr);
	done_buf_addstr(out, "\n");
	for (size_t i = 0; i < node->nr_children; i++)
		graphql_list(node->sorted[i], described, out);
}

static const struct {
	const char *name, *text, *want;
} declared[] = {
    {"type", "type Query { a(first: Int = 10, by: [By!]! = [{x: 1}]): [A!]! }\nscalar A\n",
        "scalar A\ntype Query\nfield Query.a: [A!]!\nargument Query.a(by:): [By!]! = [ { x : 1 "
        "} ]\nargument Query.a(first:): Int = 10\n"},
    {"descriptions",
        "\"A shop.\"\ntype Query { \"\"\"\nAll of \\\"\"\" them\n\"\"\" a: Int # no\n b: Int }",
        "type Query \"A shop.\"\nfield Query.a: Int \"\nAll of \\\"\"\" them\n\"\nfield Query.b: "
        "Int\n"},
    {"interfaces",
        "interface N { id: ID }\ninterface M implements N { id: ID }\n"
        "type Query implements & N & M { id: ID }",
        "interface M N\nfield M.id: ID\ninterface N\nfield N.id: ID\ntype Query M N\nfield "
        "Query.id: ID\n"},
    {"union and enum",
        "union U = | A | B type A { u: U } type B { e: E } enum E { X, Y @deprecated }"
        " type Query { u: U }",
        "type A\nfield A.u: U\ntype B\nfield B.e: E\nenum E\nvalue E.X\nvalue E.Y\ntype "
        "Query\nfield Query.u: U\nunion U A B\n"},
    {"schema",
        "schema @link(url: \"x\") { query: Q mutation: M } type Q { a: Int } type M { a: Int }",
        "type M\nfield M.a: Int\ntype Q\nfield Q.a: Int\nschema schema {}\nroot schema.mutation: "
        "M\nroot schema.query: Q\n"},
    {"extensions",
        "extend type Query { b: Int }\ntype Query { a: Int }\nextend type Query "
        "implements N\ninterface N { a: Int }",
        "interface N\nfield N.a: Int\ntype Query N\nfield Query.a: Int\nfield Query.b: Int\n"},
    {"directive",
        "directive @auth(role: String! = \"x\") repeatable on FIELD_DEFINITION | OBJECT "
        "type Query { a: Int }",
        "directive @auth FIELD_DEFINITION OBJECT\nargument @auth(role:): String! = "
        "\"x\"\ntype Query\nfield Query.a: Int\n"},
    {"words are names", "type Query { type: Int input: Int query: Int on: Int extend: Int }",
        "type Query\nfield Query.extend: Int\nfield Query.input: Int\nfield Query.on: Int\nfield "
        "Query.query: Int\nfield Query.type: Int\n"},
    {"a byte-order mark and CRLF", "\xEF\xBB\xBFtype Query {\r\n  a: Int,\r\n}\r\n",
        "type Query\nfield Query.a: Int\n"},
};

static void test_graphql__reads_definitions(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(declared, i, declared[i].name); i++) {
		struct graphql_fixture f;
		struct done_buf text = {0};

		graphql_open(&f, declared[i].text);
		for (size_t j = 0; j < f.set.nr_types; j++)
			graphql_list(f.set.types[j], true, &text);
		assert_string_equal(text.ptr, declared[i].want);
		done_buf_release(&text);
		graphql_close(&f);
	}
}

/* ---- faults ---- */

#define Q "type Query { a: Int }\n"

static const struct {
	const char *name, *text;
	int line;
	const char *message; /* NULL: there is none */
} faults[] = {
    {"good", Q, 0, NULL},
    {"empty", "", 0, "no type for queries"},
    {"comments alone", "# type Query { a: Int }\n", 0, "no type for queries"},
    {"cut off", "type Query { a: Int", 1, "the file ends where"},
    {"an operation", Q "query { a }", 2, "what a client asks"},
    {"a fragment", "fragment F on Query { a }", 1, "what a client asks"},
    {"no fields in braces", "type Query { }", 1, "a name must stand"},
    {"no fields", Q "type A", 2, "'A' has no field"},
    {"old separator", Q "type A implements B, C { a: Int }", 2, "must stand in place of 'C'"},
    {"open text", "\"A shop\n" Q, 1, "not closed on its line"},
    {"open block", "\"\"\"A shop\n" Q, 1, "not closed by"},
    {"escape", "\"a \\x\"\n" Q, 1, "begins no escape"},
    {"number", "type Query { a(b: Int = 012): Int }", 1, "not a valid one"},
    {"character", "type Query { a: Int; }", 1, "no token has"},
    {"colon", "type Query { a Int }", 1, "':' must stand in place of 'Int'"},
    {"unknown type", "type Query {\n a: A }", 2, "'A', which is defined nowhere"},
    {"unknown type of an argument", "type Query {\n a(b: B): Int }", 2, "'Query.a(b:)' is of type"},
    {"defined twice", Q "type A { a: Int }\ntype A { a: Int }", 3, "a second time"},
    {"a field twice", "type Query { a: Int\n a: Int }", 2, "a second time"},
    {"a field twice by extension", Q "extend type Query {\n a: Int }", 3, "a second time"},
    {"an argument twice", "type Query { a(b: Int,\n b: Int): Int }", 2, "a second time"},
    {"a value twice", Q "enum E { A\n A }", 3, "a second time"},
    {"extends nothing", Q "extend type A { a: Int }", 2, "defined nowhere"},
    {"extends another sort", Q "scalar A\nextend type A { a: Int }", 3, "something that it is not"},
    {"a scalar that is federated", Q "extend type A @key(fields: \"a\") { a: Int }", 0, NULL},
    {"output as input", Q "type A { a(b: A): Int }", 2, "not an input type"},
    {"input as output", Q "input I { a: Int }\ntype A { a: I }", 3, "is an input type"},
    {"union of a scalar", Q "scalar S\nunion U = S", 3, "not an object type"},
    {"empty union", Q "union U", 2, "has no type"},
    {"a value that is none", Q "enum E { true }", 2, "cannot be a value"},
    {"interface lacks", Q "interface I { a: Int }\ntype A implements I { b: Int }", 3,
        "lacks the field 'a'"},
    {"interface of another type", Q "interface I { a: Int }\ntype A implements I { a: String }", 3,
        "is 'String'"},
    {"a narrower type", Q "interface I { a: I }\ntype A implements I { a: A! }", 0, NULL},
    {"argument missing", Q "interface I { a(b: Int): Int }\ntype A implements I { a: Int }", 3,
        "lacks the argument 'b'"},
    {"argument more", Q "interface I { a: Int }\ntype A implements I { a(b: Int!): Int }", 3,
        "does not have it"},
    {"interface of an interface",
        Q "interface I { a: Int }\ninterface J implements I { a: Int }\n"
          "type A implements J { a: Int }",
        4, "must implement 'I'"},
    {"implements a type", Q "type A implements Query { a: Int }", 2, "not an interface"},
    {"reserved", Q "type __A { a: Int }", 2, "kept for introspection"},
    {"a circle of inputs", Q "input A { b: B! }\ninput B { a: A! }", 3, "can never be given"},
    {"an open circle of inputs", Q "input A { b: [B!]! }\ninput B { a: A! }", 0, NULL},
    {"required and deprecated", "type Query { a(b: Int! @deprecated): Int }", 1,
        "cannot be deprecated"},
    {"unknown directive", "type Query @auth { a: Int @cost(x: 1) }", 0, NULL},
    {"no query", "type A { a: Int }", 0, "no type for queries"},
    {"a root of another sort", "schema { query: Q } scalar Q", 1, "not an object type"},
    {"a root of a scalar", "schema { query: Query mutation: String }\n" Q, 1,
        "the root 'mutation' is 'String', which is not an object type"},
    {"a root of a scalar that federates",
        "schema @link(url: \"x\") { query: Query mutation: Int } " Q, 1, "the root 'mutation'"},
    {"a root of introspection", "schema { query: Query mutation: __Type } " Q, 1,
        "the root 'mutation'"},
    {"a circle of interfaces",
        Q "interface I implements J { a: Int }\ninterface J implements I { a: Int }", 2,
        "'I' implements 'J', which implements 'I' again"},
    {"a place that is none", Q "directive @d on\n NOWHERE | FIELD", 3, "stands on 'NOWHERE'"},
    {"every place",
        Q "directive @d on QUERY | MUTATION | SUBSCRIPTION | FIELD | FRAGMENT_DEFINITION | "
          "FRAGMENT_SPREAD | INLINE_FRAGMENT | VARIABLE_DEFINITION | SCHEMA | SCALAR | OBJECT | "
          "FIELD_DEFINITION | ARGUMENT_DEFINITION | INTERFACE | UNION | ENUM | ENUM_VALUE | "
          "INPUT_OBJECT | INPUT_FIELD_DEFINITION",
        0, NULL},
    {"an extension that adds nothing", Q "extend type Query\ntype A { a: Int }", 3,
        "what the extension adds must stand in place of 'type'"},
    {"an extension of a scalar that adds nothing", "scalar S " Q "extend scalar S", 2,
        "the file ends where what the extension adds must stand"},
    {"an extension that adds a directive", "scalar S " Q "extend scalar S @a", 0, NULL},
    {"an extension of the schema that adds nothing", Q "extend schema", 2, "the file ends where"},
    {"a type that is called schema",
        "schema { query: Q2 }\ntype schema { query: Int }\n"
        "type Q2 { a: schema }",
        0, NULL},
    {"a type that is called schema, alone", Q "type schema { query: Int }", 0, NULL},
    {"a schema twice", "schema { query: Query }\nschema { query: Query }\n" Q, 2, "a second time"},
    {"a root of another name", "schema { querry: Q } type Q { a: Int }", 1, "not 'querry'"},
};

static void test_graphql__refuses_what_the_specification_does(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(faults, i, faults[i].name); i++) {
		struct graphql_fixture f;

		graphql_open(&f, faults[i].text);
		assert_int_equal(f.set.faults.nr > 0, faults[i].message != NULL);
		if (faults[i].message) {
			assert_non_null(strstr(f.set.faults.items[0].message, faults[i].message));
			assert_int_equal(f.set.faults.items[0].line, faults[i].line);
			assert_true(*f.set.faults.items[0].fix);
		}
		graphql_close(&f);
	}
}

static void test_graphql__nesting_is_bounded(void **state)
{
	static const struct {
		const char *name, *before, *open;
	} rows[] = {
	    {"types", "type Query { a: ", "["},
	    {"lists", "type Query { a(b: Int = ", "["},
	    {"objects", "type Query { a(b: Int = ", "{a:"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct graphql_fixture f;
		struct done_buf text = {0};

		done_buf_addstr(&text, rows[i].before);
		for (size_t j = 0; j < 100000; j++)
			done_buf_addstr(&text, rows[i].open);
		graphql_open(&f, text.ptr);
		assert_non_null(strstr(f.set.faults.items[0].message, "more than 64 deep"));
		graphql_close(&f);
		done_buf_release(&text);
	}
}

static void test_graphql__a_cut_is_seen(void **state)
{
	const char *whole = "schema { query: Query }\ntype Query { \"All\" a(b: Int = 1): [A!] "
	                    "@deprecated(reason: \"x\") }\nscalar A\nenum E { X }\n";
	size_t len = strlen(whole);

	(void)state;
	for (size_t cut = 1; cut < len; cut++) {
		struct graphql_fixture f;
		char *text = strndup(whole, cut);
		/* Behind the type and what it needs, it is a shorter schema. */
		bool is_whole = cut >= (size_t)(strstr(whole, "scalar A") - whole) + 8 &&
		    !(whole[cut] && strchr("mEX", whole[cut])) && cut != len - 9;

		graphql_open(&f, text);
		if (!f.set.faults.nr && !is_whole && whole[cut] != ' ')
			fail_msg("cut behind %zu is met: %s", cut, text);
		graphql_close(&f);
		free(text);
	}
}

static void test_graphql__much_of_a_kind_is_quick(void **state)
{
	struct graphql_fixture f;
	struct done_buf text = {0};
	clock_t start = clock();

	(void)state;
	done_buf_addstr(&text, "type Query {");
	for (int i = 0; i < 100000; i++)
		done_buf_addf(&text, " f%d: T%d", i, i);
	done_buf_addstr(&text, "}\n");
	for (int i = 0; i < 100000; i++)
		done_buf_addf(&text, "input T%d { a: T%d! }\n", i, i + 1);
	graphql_open(&f, text.ptr);
	assert_int_equal(f.set.faults.nr, DONE_INTERFACE_FAULTS_MAX);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
	graphql_close(&f);
	done_buf_release(&text);
}

/* One interface with many arguments, and many that implement it without them. */
static void test_graphql__arguments_by_implementers_are_bounded(void **state)
{
	struct done_error err = {0};
	struct done_arena arena = {0};
	struct done_graphql set = {.arena = &arena};
	struct done_buf text = {0};
	clock_t start = clock();

	(void)state;
	done_buf_addstr(&text, Q "interface I { a(");
	for (int i = 0; i < 20000; i++)
		done_buf_addf(&text, "a%d:Int ", i);
	done_buf_addstr(&text, "): Int }\n");
	for (int i = 0; i < 4000; i++)
		done_buf_addf(&text, "type T%d implements I{a:Int}\n", i);
	done_graphql_parse(&set, "a.graphql", (struct done_bytes){text.ptr, text.len}, &err);
	assert_success(err.code, err);
	done_graphql_link(&set);
	assert_true(done_graphql_check(&set, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "more than 10,000,000 steps");
	assert_int_equal(set.faults.nr, DONE_INTERFACE_FAULTS_MAX);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
	done_arena_release(&arena);
	done_buf_release(&text);
}

/* What a long name holds is called by it. */
static void test_graphql__long_names_of_many_are_bounded(void **state)
{
	struct done_error err = {0};
	struct done_arena arena = {0};
	struct done_graphql set = {.arena = &arena};
	struct done_buf text = {0};

	(void)state;
	done_buf_addstr(&text, "type ");
	for (int i = 0; i < 1000; i++)
		done_buf_addch(&text, 'N');
	done_buf_addstr(&text, "{ a(");
	for (int i = 0; i < 300000; i++)
		done_buf_addf(&text, "a%d:Int ", i);
	done_buf_addstr(&text, "): Int }\n");
	assert_true(done_graphql_parse(
	                &set, "a.graphql", (struct done_bytes){text.ptr, text.len}, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "more than 256 MiB");
	done_arena_release(&arena);
	done_buf_release(&text);
}

/* ---- two versions ---- */

static const struct {
	const char *name, *base, *head;
	const char *certain, *possible; /* the first; NULL: there is none */
} pairs[] = {
    {"nothing", Q, Q, NULL, NULL},
    {"order, descriptions, blanks", "type Query { a: Int b: Int }",
        "\"x\" type Query { b: Int, \"y\" a: Int @deprecated }", NULL, NULL},
    {"type gone", Q "type A { a: Int }", Q, "type 'A' is gone", NULL},
    {"type of another sort", Q "type A { a: Int }", Q "scalar A", "is now of sort", NULL},
    {"field gone", "type Query { a: Int b: Int }", Q, "field 'Query.b' is gone", NULL},
    {"field new", Q, "type Query { a: Int b: Int! }", NULL, NULL},
    {"field wider", "type Query { a: Int! }", Q, "'Int' was 'Int!'", NULL},
    {"field narrower", Q, "type Query { a: Int! }", NULL, NULL},
    {"list narrower", "type Query { a: [Int] }", "type Query { a: [Int!]! }", NULL, NULL},
    {"list wider", "type Query { a: [Int!] }", "type Query { a: [Int] }", "'[Int]' was", NULL},
    {"single to list", Q, "type Query { a: [Int] }", "'[Int]' was 'Int'", NULL},
    {"argument gone", "type Query { a(b: Int): Int }", Q, "argument 'Query.a(b:)' is gone", NULL},
    {"argument required", "type Query { a(b: Int): Int }", "type Query { a(b: Int!): Int }",
        "'Int!' was 'Int'", NULL},
    {"argument optional", "type Query { a(b: Int!): Int }", "type Query { a(b: Int): Int }", NULL,
        NULL},
    {"argument new and required", Q, "type Query { a(b: Int!): Int }", "new and required", NULL},
    {"argument new with a default", Q, "type Query { a(b: Int! = 1): Int }", NULL, NULL},
    {"default", "type Query { a(b: Int = 1): Int }", "type Query { a(b: Int = 2): Int }", NULL,
        "another default"},
    {"input field gone", Q "input I { a: Int b: Int }", Q "input I { a: Int }",
        "input field 'I.b' is gone", NULL},
    {"input field new and required", Q "input I { a: Int }", Q "input I { a: Int b: Int! }",
        "input field 'I.b' is new and required", NULL},
    {"input list wider", Q "input I { a: [Int!]! }", Q "input I { a: [Int] }", NULL, NULL},
    {"input list narrower", Q "input I { a: [Int] }", Q "input I { a: [Int!] }", "'[Int!]' was",
        NULL},
    {"value gone", Q "enum E { A B }", Q "enum E { A }", "value 'E.B' is gone", NULL},
    {"value new", Q "enum E { A }", Q "enum E { A B }", NULL, "value 'E.B' is new"},
    {"member gone", Q "union U = Query | A type A { a: Int }",
        Q "union U = Query type A { a: Int }", "no longer has 'A'", NULL},
    {"interface gone", "interface I { a: Int } type Query implements I { a: Int }",
        "interface I { a: Int } type Query { a: Int }", "no longer implements 'I'", NULL},
    {"directive of the server gone", Q "directive @auth on FIELD_DEFINITION", Q, NULL, NULL},
    {"directive of callers gone", Q "directive @live on QUERY", Q, "directive '@live' is gone",
        NULL},
    {"directive of callers moved", Q "directive @live on QUERY | FIELD",
        Q "directive @live on FIELD", "may no longer stand on QUERY", NULL},
    {"directive on a field", "type Query { a: Int @auth(role: \"a\") }",
        "type Query { a: Int @auth(role: \"b\") }", NULL,
        "'Query.a' has other arguments of its directive '@auth'"},
    {"directive on an argument, new", "type Query { a(b: Int): Int }",
        "type Query { a(b: Int @constraint(max: 3)): Int }", NULL,
        "'Query.a(b:)' now has the directive '@constraint'"},
    {"directive on a type, gone", "type Query @cost(x: 1, y: 2) { a: Int }", Q, NULL,
        "'Query' no longer has the directive '@cost'"},
    {"directive on a type, the same in another order", "type Query @cost(x: 1, y: 2) @b { a: Int }",
        "type Query @b @cost(y: 2, x: 1) { a: Int }", NULL, NULL},
    {"directive for people", "type Query { a: Int }",
        "type Query { a: Int @deprecated @tag(name: \"x\") }", NULL, NULL},
    {"an input is one of now", Q "input I { a: Int b: Int }", Q "input I @oneOf { a: Int b: Int }",
        "'I' now has the directive '@oneOf'", NULL},
    {"an input is one of no longer", Q "input I @oneOf { a: Int b: Int }",
        Q "input I { a: Int b: Int }", NULL, NULL},
    {"root gone", "schema { query: Query mutation: M } type M { a: Int } " Q,
        "schema { query: Query } type M { a: Int } " Q, "no longer takes a mutation", NULL},
    {"root is another type", Q "type Q2 { b: Int }", "schema { query: Q2 }\ntype Q2 { b: Int } " Q,
        "field 'Query.a' is gone", NULL},
    {"root is another type that is gone", Q, "schema { query: Q2 }\ntype Q2 { a: Int }",
        "type 'Query' is gone", NULL},
    {"root is another type of the same", Q "type Q2 { a: Int b: Int }",
        "schema { query: Q2 } type Q2 { a: Int b: Int } " Q, NULL, NULL},
    {"root is another type with a required argument", Q "type Q2 { b: Int }",
        "schema { query: Q2 } type Q2 { b: Int a(c: Int!): Int } " Q,
        "argument 'Q2.a(c:)' is new and required", NULL},
    {"default gone of a required argument", "type Query { a(b: Int! = 1): Int }",
        "type Query { a(b: Int!): Int }", "is required now: its default is gone", NULL},
    {"default gone of a required input field", Q "input I { a: Int! = 1 }", Q "input I { a: Int! }",
        "input field 'I.a' is required now", NULL},
    {"default gone of an optional argument", "type Query { a(b: Int = 1): Int }",
        "type Query { a(b: Int): Int }", NULL, "another default"},
    {"moved to an extension", "type Query { a: Int b: Int }", "extend type Query { b: Int } " Q,
        NULL, NULL},
};

static const char *graphql_first(const struct done_breaks *breaks, enum done_certainty certainty)
{
	for (size_t i = 0; i < breaks->nr; i++) {
		if (breaks->items[i].certainty == certainty)
			return breaks->items[i].message;
	}
	return NULL;
}

static void graphql_is(const char *seen, const char *wanted)
{
	assert_int_equal(seen != NULL, wanted != NULL);
	if (wanted && !strstr(seen, wanted))
		fail_msg("'%s' lacks '%s'", seen, wanted);
}

static void test_graphql__compares(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].name); i++) {
		struct graphql_fixture base, head;
		struct done_breaks breaks;
		const struct done_graphql_comparing asked = {.base = &base.set, .head = &head.set};

		graphql_open(&base, pairs[i].base);
		graphql_open(&head, pairs[i].head);
		done_graphql_compare(&asked, &breaks);
		graphql_is(graphql_first(&breaks, DONE_CERTAIN), pairs[i].certain);
		graphql_is(graphql_first(&breaks, DONE_POSSIBLE), pairs[i].possible);
		graphql_close(&base);
		graphql_close(&head);
	}
}

/* ---- with graphql-js ---- */

static int file_read(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	FILE *file = fopen(path, "rb");
	struct done_buf text = {0};
	char block[4096];

	(void)err;
	*why = "is not in this tree";
	if (!file)
		return 0;
	for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;)
		done_buf_add(&text, block, len);
	fclose(file);
	*out = (struct done_bytes){
	    done_arena_strndup(self, text.ptr ? text.ptr : "", text.len), text.len};
	done_buf_release(&text);
	return 1;
}

static int graphql_read_list(struct done_graphql *set, const char *list)
{
	FILE *paths = fopen(list, "r");
	struct done_error err = {0};
	char path[4096];
	int rc = paths ? 0 : -1;

	while (paths && rc >= 0 && fgets(path, sizeof(path), paths)) {
		path[strcspn(path, "\n")] = '\0';
		rc = done_graphql_read(set, done_arena_strdup(set->arena, path), &err);
	}
	if (paths)
		fclose(paths);
	done_graphql_link(set);
	return rc < 0 || done_graphql_check(set, &err) < 0 ? 1 : 0;
}

static int graphql_print(const char *head_list, const char *base_list)
{
	struct done_arena arena = {0};
	struct done_interface_source source = {&arena, file_read, NULL};
	struct done_graphql head = {.arena = &arena, .source = &source};
	struct done_graphql base = {.arena = &arena, .source = &source};
	const struct done_graphql_comparing asked = {.base = &base, .head = &head};
	struct done_breaks breaks = {0};
	struct done_buf text = {0};
	int rc = graphql_read_list(&head, head_list);

	for (size_t i = 0; i < head.faults.nr; i++)
		printf("fault\t%s:%d\t%s\n", head.faults.items[i].file, head.faults.items[i].line,
		    head.faults.items[i].message);
	for (size_t i = 0; i < head.nr_types; i++) {
		done_buf_clear(&text);
		graphql_list(head.types[i], false, &text);
		if (!base_list)
			printf("%s", text.ptr);
	}
	done_buf_release(&text);
	if (base_list && graphql_read_list(&base, base_list) == 0)
		done_graphql_compare(&asked, &breaks);
	for (size_t i = 0; i < breaks.nr; i++)
		printf("%s\t%s\t%s\n",
		    breaks.items[i].certainty == DONE_CERTAIN ? "certain" : "possible",
		    breaks.items[i].wrong, breaks.items[i].message);
	if (breaks.nr_more)
		printf("more\t%zu\n", breaks.nr_more);
	done_arena_release(&arena);
	return rc;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_graphql__reads_definitions),
	    cmocka_unit_test(test_graphql__refuses_what_the_specification_does),
	    cmocka_unit_test(test_graphql__nesting_is_bounded),
	    cmocka_unit_test(test_graphql__a_cut_is_seen),
	    cmocka_unit_test(test_graphql__much_of_a_kind_is_quick),
	    cmocka_unit_test(test_graphql__arguments_by_implementers_are_bounded),
	    cmocka_unit_test(test_graphql__long_names_of_many_are_bounded),
	    cmocka_unit_test(test_graphql__compares),
	};
	const char *list = getenv("DONE_GRAPHQL_LIST");

	if (list)
		return graphql_print(list, getenv("DONE_GRAPHQL_BASE"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
