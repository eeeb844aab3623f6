/*
 * .proto files: declarations with places and comments, what imports and names lead to, and what a
 * compiler refuses. With DONE_PROTO_LIST, a file of paths, it prints the declarations of these
 * instead (tests/support/proto_protoc.py compares them with protoc's).
 */
#include "artifact/proto/parts.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

struct proto_disk {
	const char *const (*files)[2]; /* path and text, up to a NULL */
	const char **named;
};

static int disk_read(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	const struct proto_disk *disk = self;

	(void)err;
	for (size_t i = 0; disk->files[i][0]; i++) {
		if (strcmp(disk->files[i][0], path) != 0)
			continue;
		*out = (struct done_bytes){disk->files[i][1], strlen(disk->files[i][1])};
		return 1;
	}
	*why = "is not in this tree";
	return 0;
}

static int disk_named(
    void *self, const char *name, const char *const **out, size_t *nr, struct done_error *err)
{
	struct proto_disk *disk = self;
	static const char *paths[8];

	(void)err;
	*nr = 0;
	for (size_t i = 0; disk->files[i][0]; i++) {
		const char *slash = strrchr(disk->files[i][0], '/');

		if (!strcmp(slash ? slash + 1 : disk->files[i][0], name))
			paths[(*nr)++] = disk->files[i][0];
	}
	*out = paths;
	return 0;
}

struct proto_fixture {
	struct done_arena arena;
	struct proto_disk disk;
	struct done_interface_source source;
	struct done_proto set;
	struct done_error err;
};

/* Reads the first file, links and checks. */
static void proto_open(struct proto_fixture *f, const char *const (*files)[2])
{
	memset(f, 0, sizeof(*f));
	f->disk.files = files;
	f->source = (struct done_interface_source){&f->disk, disk_read, disk_named};
	f->set = (struct done_proto){.arena = &f->arena, .source = &f->source};
	assert_success(done_proto_read(&f->set, files[0][0], &f->err), f->err);
	assert_success(done_proto_link(&f->set, &f->err), f->err);
	done_proto_check(&f->set);
}

static void proto_open_text(struct proto_fixture *f, const char *text)
{
	const char *const files[][2] = {{"a.proto", text}, {NULL, NULL}};

	proto_open(f, files);
}

static const struct done_proto_node *proto_node(struct proto_fixture *f, const char *full)
{
	const struct done_proto_node *node = done_proto_find(&f->set, full, NULL);

	if (!node)
		fail_msg("no '%s'", full);
	return node;
}

/* ---- declarations ---- */

static const char *const sorts[] = {"message", "field", "oneof", "enum", "value", "service", "rpc"};

static void proto_list(const struct done_proto *set, struct done_buf *out)
{
	for (size_t i = 0; i < set->nr_nodes; i++) {
		if (set->nodes[i]->file->is_asked)
			done_buf_addf(
			    out, "%s %s\n", sorts[set->nodes[i]->sort], set->nodes[i]->full);
	}
}

#define P3 "syntax = \"proto3\";\n"

static const struct {
	const char *name, *text, *want;
} declared[] = {
    {"nothing", "", ""},
    {"message", P3 "package a.b;\nmessage M { int32 x = 1; map<string, M> m = 2; }",
        "message a.b.M\nfield a.b.M.m\nfield a.b.M.x\n"},
    {"a package below", P3 "message M {}\npackage a;", "message a.M\n"},
    {"oneof", P3 "message M { oneof o { string a = 1; M b = 2; } optional int32 c = 3; }",
        "message M\nfield M.a\nfield M.b\nfield M.c\noneof M.o\n"},
    {"group", "message M { repeated group Line = 1 { optional int32 x = 2; } }",
        "message M\nmessage M.Line\nfield M.Line.x\nfield M.line\n"},
    {"enum", P3 "enum E { option allow_alias = true; A = 0; B = 0x1; C = 01; D = -1; ; }",
        "enum E\nvalue E.A\nvalue E.B\nvalue E.C\nvalue E.D\n"},
    {"service",
        P3 "message M {}\nservice S { rpc A(M) returns (M); rpc B(stream .M) returns (stream M) { "
           "option (x.y).z = {a: 1 b {c: \"}\"}}; ; } }",
        "message M\nservice S\nrpc S.A\nrpc S.B\n"},
    {"extend", "message M { extensions 100 to max; }\nextend M { optional int32 x = 100; }",
        "message M\nfield x\n"},
    {"edition", "edition = \"2023\";\nmessage M { int32 x = 1; reserved y, z; }",
        "message M\nfield M.x\n"},
    {"visibility", "edition = \"2024\";\nexport message M { local enum E { A = 0; } }",
        "message M\nenum M.E\nvalue M.E.A\n"},
    {"words are names",
        P3 "message M { M message = 1; M option = 2; M stream = 3; string rpc = 4; }",
        "message M\nfield M.message\nfield M.option\nfield M.rpc\nfield M.stream\n"},
    {"options",
        P3 "option java_package = 'a' \"b\";\nmessage M { int32 x = 1 [deprecated = true, "
           "(a.b).c = -1.5e+3, json_name = \"y\"]; }",
        "message M\nfield M.x\n"},
    {"blanks in a name", P3 "message M { a /* c */ . \n M x = 1; }\n", "message M\nfield M.x\n"},
};

static void test_proto__reads_declarations(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(declared, i, declared[i].name); i++) {
		struct proto_fixture f;
		struct done_buf text = {0};

		proto_open_text(&f, declared[i].text);
		proto_list(&f.set, &text);
		assert_string_equal(text.ptr ? text.ptr : "", declared[i].want);
		done_buf_release(&text);
		done_arena_release(&f.arena);
	}
}

/* ---- faults ---- */

static const struct {
	const char *name, *text, *message; /* NULL: none */
	int line, column;
} faults[] = {
    {"no syntax", "message M { optional int32 x = 1; }", NULL, 0, 0},
    {"other syntax", "syntax = \"proto4\";", "'proto4' is not a known syntax", 1, 1},
    {"other edition", "edition = \"1999\";", "'1999' is not a known edition", 1, 1},
    {"no semicolon", P3 "message M { int32 x = 1 }", "';' must stand in place of '}'", 2, 25},
    {"cut off", P3 "message M {\n  int32 x", "the file ends where '=' must stand", 3, 10},
    {"cut off behind a field", P3 "message M {\n  int32 x = 1;\n", "the file ends where '}' must",
        4, 1},
    {"open comment", P3 "/* a\nb", "the comment is not closed by '*/'", 2, 1},
    {"open text", P3 "import \"a\nb\";", "the text is not closed on its line", 2, 8},
    {"bad escape", P3 "import \"a\\q\";", "a '\\' that begins no escape", 2, 10},
    {"letters that are not ASCII", P3 "message \xc3\xa4 {}", "a character stands outside", 2, 9},
    {"not a declaration", P3 "messag M {}", "a declaration must stand in place of 'messag'", 2, 1},
    {"brace too many", P3 "message M {}\n}", "a declaration must stand in place of '}'", 3, 1},
    {"number is a text", P3 "message M { int32 x = \"1\"; }", "a whole number must stand", 2, 23},
    {"number beyond", P3 "message M { int32 x = 99999999999999999999; }", "a whole number", 2, 23},
    {"option cut off", P3 "option (a) = {\n b: {\n", "the file ends where the value of an option",
        4, 1},
    {"second package", P3 "package a;\npackage b;", "the file has a second package", 3, 1},
    {"name twice", P3 "message M {}\nenum M { A = 0; }",
        "enum 'M' has the name of the message in "
        "line 2",
        3, 6},
    {"value's name twice", P3 "enum E { A = 0; }\nenum F { A = 0; }",
        "value 'A' has the name of the value in line 2", 3, 10},
    {"number twice", P3 "message M {\nint32 x = 1;\nint32 y = 1;\n}",
        "field 'y' has the number 1, which 'x' has already", 4, 7},
    {"number of a oneof twice", P3 "message M {\nint32 x = 1; oneof o {\nint32 y = 1;\n} }",
        "field 'y' has the number 1", 4, 7},
    {"name in JSON twice",
        P3 "message M {\nint32 foo_bar = 1; oneof o {\nint32 fooBar = 2 [json_name = \"x\"];\n} }",
        "field 'fooBar' has the name 'fooBar' in JSON, as 'foo_bar' has", 4, 7},
    {"number 0", P3 "message M { int32 x = 0; }", "has the number 0, which no field may have", 2,
        19},
    {"number of protobuf", P3 "message M { int32 x = 19500; }", "which no field may have", 2, 19},
    {"reserved number", P3 "message M { reserved 2 to 4, 9; int32 x = 3; }",
        "field 'x' has the number 3, which is reserved", 2, 39},
    {"reserved name", P3 "message M { reserved \"x\"; int32 x = 3; }",
        "the name of field 'x' is reserved", 2, 33},
    {"number of extensions", "message M { extensions 5 to max; optional int32 x = 7; }",
        "which is kept for extensions", 1, 49},
    {"reserved value", P3 "enum E { reserved 1; A = 0; B = 1; }", "value 'B' has the number 1", 2,
        29},
    {"first value", P3 "enum E { A = 1; }", "the first value of enum 'E' is 1 and must be 0", 2,
        10},
    {"no value", P3 "enum E {}", "enum 'E' has no value", 2, 6},
    {"value twice", P3 "enum E { A = 0; B = 0; }", "value 'B' has the number 0", 2, 17},
    {"alias", P3 "enum E { option allow_alias = true; A = 0; B = 0; }", NULL, 0, 0},
    {"required", P3 "message M { required int32 x = 1; }", "field 'x' has 'required'", 2, 28},
    {"no label", "message M { int32 x = 1; }", "field 'x' has no label", 1, 19},
    {"label of an edition", "edition = \"2023\"; message M { optional int32 x = 1; }",
        "'optional', which editions do not have", 1, 46},
    {"group", P3 "message M { repeated group G = 1 {} }", "'group', which this syntax", 2, 28},
    {"empty oneof", P3 "message M { oneof o {} }", "oneof 'o' has no field", 2, 19},
    {"repeated in a oneof", P3 "message M { oneof o { repeated int32 x = 1; } }", "has a label", 2,
        38},
    {"map in a oneof", P3 "message M { oneof o { map<int32, int32> x = 1; } }", "has a map", 2, 41},
    {"key", P3 "message M { map<bytes, int32> x = 1; }", "has keys of the type 'bytes'", 2, 31},
    {"no such type", P3 "message M { N x = 1; }", "has the type 'N', which neither this file", 2,
        15},
    {"no such request", P3 "message M {} service S { rpc A(N) returns (M); }",
        "rpc 'A' has the type", 2, 30},
    {"request is an enum", P3 "enum E { A = 0; } service S { rpc A(E) returns (E); }",
        "which is not a message", 2, 35},
    {"request is a scalar", P3 "service S { rpc A(string) returns (string); }",
        "rpc 'A' has the type", 2, 17},
    {"known type",
        P3 "import \"google/protobuf/timestamp.proto\";\nmessage M { "
           "google.protobuf.Timestamp t = 1; }",
        NULL, 0, 0},
    {"import elsewhere", P3 "import \"x/y.proto\";\nmessage M { x.Y y = 1; }", NULL, 0, 0},
    {"imported twice", P3 "import \"x.proto\";\nimport \"x.proto\";", "'x.proto' is imported twice",
        3, 1},
};

static void test_proto__refuses_what_protoc_does(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(faults, i, faults[i].name); i++) {
		struct proto_fixture f;

		proto_open_text(&f, faults[i].text);
		if (!faults[i].message) {
			assert_int_equal(f.set.faults.nr, 0);
		} else {
			assert_true(f.set.faults.nr >= 1);
			assert_non_null(strstr(f.set.faults.items[0].message, faults[i].message));
			assert_int_equal(f.set.faults.items[0].line, faults[i].line);
			assert_int_equal(f.set.faults.items[0].column, faults[i].column);
			assert_true(*f.set.faults.items[0].fix);
		}
		done_arena_release(&f.arena);
	}
}

/* ---- comments ---- */

static const struct {
	const char *name, *text, *says; /* of M */
} comments[] = {
    {"above", P3 "// Says it.\nmessage M {}", "Says it."},
    {"several lines", P3 "// One,\n// two.\nmessage M {}", "One,\ntwo."},
    {"block", P3 "/**\n * One,\n * two.\n */\nmessage M {}", "One,\ntwo."},
    {"beside", P3 "message M { // Says it.\n}", "Says it."},
    {"within", P3 "message M {\n  // Says it.\n}", ""},
    {"a line between", P3 "// Says it.\n\nmessage M {}", ""},
    {"beside the one before", P3 "message N {} // Says it.\nmessage M {}", ""},
    {"below the one before", P3 "message N {} // N.\n// Says it.\nmessage M {}", "Says it."},
    {"licence", "// Copyright 2026 Acme\n// Licensed under the X.\nmessage M {}", ""},
    {"for tools", P3 "// buf:lint:ignore X\nmessage M {}", ""},
    {"for tools and people", P3 "// buf:lint:ignore X\n// Says it.\nmessage M {}", "Says it."},
    {"empty", P3 "//\nmessage M {}", ""},
    {"on the line", P3 "/* Says it. */ message M {}", "Says it."},
};

static void test_proto__keeps_comments(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(comments, i, comments[i].name); i++) {
		struct proto_fixture f;

		proto_open_text(&f, comments[i].text);
		assert_string_equal(
		    done_proto_comment(&f.arena, proto_node(&f, "M")->comment), comments[i].says);
		done_arena_release(&f.arena);
	}
}

/* ---- imports ---- */

static const struct {
	const char *name;
	const char *files[5][2];
	enum done_proto_seen seen; /* type x.T of the first file */
	const char *in;            /* where it is declared */
} imports[] = {
    {"beside",
        {{"p/a.proto", "import \"b.proto\"; message M {}"},
            {"p/b.proto", "package x; message T {}"}},
        DONE_PROTO_FOUND, "p/b.proto"},
    {"above",
        {{"p/q/a.proto", "import \"q/b.proto\"; message M {}"},
            {"p/q/b.proto", "package x; message T {}"}},
        DONE_PROTO_FOUND, "p/q/b.proto"},
    {"not itself",
        {{"in/api/b.proto", "import \"api/b.proto\"; message M {}"},
            {"api/b.proto", "package x; message T {}"}},
        DONE_PROTO_FOUND, "api/b.proto"},
    {"in two directories above",
        {{"p/q/a.proto", "import \"b.proto\"; message M {}"}, {"p/q/b.proto", "package x;"},
            {"b.proto", "package x;"}},
        DONE_PROTO_UNSEEN, NULL},
    {"in another root",
        {{"p/a.proto", "import \"x/b.proto\"; message M {}"},
            {"third/x/b.proto", "package x; message T {}"}},
        DONE_PROTO_FOUND, "third/x/b.proto"},
    {"publicly",
        {{"a.proto", "import \"b.proto\"; message M {}"}, {"b.proto", "import public \"c.proto\";"},
            {"c.proto", "package x; message T {}"}},
        DONE_PROTO_FOUND, "c.proto"},
    {"not publicly",
        {{"a.proto", "import \"b.proto\"; message M {}"}, {"b.proto", "import \"c.proto\";"},
            {"c.proto", "package x; message T {}"}},
        DONE_PROTO_NOWHERE, NULL},
    {"a circle",
        {{"a.proto", "import \"b.proto\"; message M {}"},
            {"b.proto", "import public \"a.proto\"; import public \"b.proto\";"}},
        DONE_PROTO_NOWHERE, NULL},
    {"not imported", {{"a.proto", "message M {}"}, {"b.proto", "package x; message T {}"}},
        DONE_PROTO_NOWHERE, NULL},
    {"not in the tree", {{"a.proto", "import \"x/b.proto\"; message M {}"}}, DONE_PROTO_UNSEEN,
        NULL},
    {"out of the tree", {{"a.proto", "import \"../b.proto\"; message M {}"}}, DONE_PROTO_UNSEEN,
        NULL},
    {"broken", {{"a.proto", "import \"b.proto\"; message M {}"}, {"b.proto", "package x; message"}},
        DONE_PROTO_UNSEEN, NULL},
};

static void test_proto__follows_imports(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(imports, i, imports[i].name); i++) {
		const struct done_proto_node *scope;
		struct done_proto_node *type;
		struct proto_fixture f;

		proto_open(&f, (const char *const(*)[2])imports[i].files);
		scope = proto_node(&f, "M");
		assert_int_equal(
		    done_proto_resolve(&f.set, scope->file, scope, "x.T", &type), imports[i].seen);
		if (imports[i].in)
			assert_string_equal(type->file->path, imports[i].in);
		done_arena_release(&f.arena);
	}
}

static void test_proto__names_are_looked_for_outwards(void **state)
{
	static const char text[] =
	    P3 "package a;\nmessage T {}\nmessage M { message T {} message N {} }";
	static const struct {
		const char *scope, *type, *full;
	} rows[] = {
	    {"a.M", "T", "a.M.T"},
	    {"a.M.N", "T", "a.M.T"},
	    {"a.M", ".a.T", "a.T"},
	    {"a.T", "M.N", "a.M.N"},
	    {"a.T", "a.M.T", "a.M.T"},
	};
	struct proto_fixture f;

	(void)state;
	proto_open_text(&f, text);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].type); i++) {
		const struct done_proto_node *scope = proto_node(&f, rows[i].scope);
		struct done_proto_node *type;

		assert_int_equal(
		    done_proto_resolve(&f.set, scope->file, scope, rows[i].type, &type),
		    DONE_PROTO_FOUND);
		assert_string_equal(type->full, rows[i].full);
	}
	done_arena_release(&f.arena);
}

/* ---- what is large or damaged ---- */

static void test_proto__nesting_is_bounded(void **state)
{
	static const char *const opening[] = {"message M {", "option (a) = {", "extend M {",
	    "enum E {", "service S {", "/* ", "\"", "[", "(", "oneof o {"};

	(void)state;
	for (size_t i = 0; TEST_EACH(opening, i, opening[i]); i++) {
		struct done_buf text = {0};
		struct proto_fixture f;

		for (size_t j = 0; j < 100000; j++)
			done_buf_addstr(&text, opening[i]);
		proto_open_text(&f, text.ptr);
		assert_true(f.set.faults.nr > 0);
		assert_true(f.set.files[0]->is_broken);
		done_arena_release(&f.arena);
		done_buf_release(&text);
	}
}

/* Half a file is never whole, but where it ends behind a declaration. */
static void test_proto__a_cut_is_seen(void **state)
{
	static const char whole[] = P3 "message M { int32 x = 1 [(a) = {b: \"c\"}]; /* d */ }";
	size_t start = strlen(P3);

	(void)state;
	for (size_t len = start + 1; len + 1 < sizeof(whole) - 1; len++) {
		char text[sizeof(whole)];
		struct proto_fixture f;

		memcpy(text, whole, len);
		text[len] = '\0';
		proto_open_text(&f, text);
		if (!f.set.faults.nr)
			fail_msg("%zu bytes look whole", len);
		done_arena_release(&f.arena);
	}
}

static void test_proto__too_much_is_an_error(void **state)
{
	struct done_buf text = {0};
	struct proto_fixture f = {0};
	const char *files[][2] = {{"a.proto", NULL}, {NULL, NULL}};

	(void)state;
	done_buf_addstr(&text, "enum E {");
	for (size_t i = 0; i <= DONE_PROTO_NODES_MAX; i++)
		done_buf_addf(&text, "A%zu=%zu;", i, i);
	done_buf_addstr(&text, "}");
	files[0][1] = text.ptr;
	f.disk.files = (const char *const(*)[2])files;
	f.source = (struct done_interface_source){&f.disk, disk_read, disk_named};
	f.set = (struct done_proto){.arena = &f.arena, .source = &f.source};
	assert_true(done_proto_read(&f.set, "a.proto", &f.err) < 0);
	assert_error(f.err, DONE_E_UNDECIDED, "more than 1000000 declarations");
	done_arena_release(&f.arena);
	done_buf_release(&text);
}

/* ---- with protoc ---- */

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

static int print_list(const char *list)
{
	FILE *paths = fopen(list, "r");
	struct done_arena arena = {0};
	struct done_interface_source source = {&arena, file_read, NULL};
	struct done_proto set = {.arena = &arena, .source = &source};
	struct done_error err = {0};
	char path[4096];

	while (paths && fgets(path, sizeof(path), paths)) {
		path[strcspn(path, "\n")] = '\0';
		if (done_proto_read(&set, path, &err) < 0)
			break;
	}
	if (paths)
		fclose(paths);
	if (!paths || err.code < 0 || done_proto_link(&set, &err) < 0) {
		fprintf(stderr, "%s: %s\n", list, err.message);
		return 1;
	}
	done_proto_check(&set);
	for (size_t i = 0; i < set.faults.nr; i++)
		printf("fault %s %d: %s\n", set.faults.items[i].file, set.faults.items[i].line,
		    set.faults.items[i].message);
	for (size_t i = 0; i < set.nr_nodes; i++) {
		if (set.nodes[i]->file->is_asked)
			printf("%s %s %s\n", sorts[set.nodes[i]->sort], set.nodes[i]->file->path,
			    set.nodes[i]->full);
	}
	done_arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_proto__reads_declarations),
	    cmocka_unit_test(test_proto__refuses_what_protoc_does),
	    cmocka_unit_test(test_proto__keeps_comments),
	    cmocka_unit_test(test_proto__follows_imports),
	    cmocka_unit_test(test_proto__names_are_looked_for_outwards),
	    cmocka_unit_test(test_proto__nesting_is_bounded),
	    cmocka_unit_test(test_proto__a_cut_is_seen),
	    cmocka_unit_test(test_proto__too_much_is_an_error),
	};
	const char *list = getenv("DONE_PROTO_LIST");

	if (list)
		return print_list(list);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
