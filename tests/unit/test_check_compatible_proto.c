/* Kind `compatible` of .proto files: what breaks callers, what nobody can prove, what is no change.
 */
#include "interface_fixture.h"

#define P3 "syntax = \"proto3\";\npackage a.v1;\n"
#define P2 "package a.v1;\n"
#define M(fields) P3 "message M { " fields " }"
#define M2(fields) P2 "message M { " fields " }"
#define M3(fields) "edition = \"2023\";\npackage a.v1;\nmessage M { " fields " }"
#define E(values) P3 "enum E { " values " }"
#define RPC(line) P3 "message Q { int32 q = 1; }\nmessage R {}\nservice S { " line " }"

enum expected { SAME, POSSIBLE, CERTAIN };

static const struct {
	const char *name, *base, *head;
	enum expected there, back; /* base against head, and the other way round */
	const char *message;       /* a part of what is said there; NULL */
} pairs[] = {
    {"the same", M("int32 x = 1;"), M("int32 x = 1;"), SAME, SAME, NULL},
    {"order and comments", M("int32 x = 1; int32 y = 2;"), M("/* y */ int32 y = 2; int32 x = 1;"),
        SAME, SAME, NULL},
    {"a new field", M("int32 x = 1;"), M("int32 x = 1; int32 y = 2;"), SAME, CERTAIN, NULL},
    {"a field gone", M("int32 x = 1; int32 y = 2;"), M("int32 x = 1;"), CERTAIN, SAME,
        "field 'a.v1.M.y' is gone, and its number 2 is not reserved (a.proto:3 at the base)"},
    {"a field reserved", M("int32 x = 1; int32 y = 2;"), M("reserved 2; int32 x = 1;"), POSSIBLE,
        CERTAIN, "field 'a.v1.M.y' is gone, and its number is reserved"},
    {"a field reserved by both", M("int32 x = 1; int32 y = 2;"),
        M("reserved 2; reserved \"y\"; int32 x = 1;"), POSSIBLE, POSSIBLE,
        "field 'a.v1.M.y' is gone, and its number is reserved"},
    {"a reserved number for another", M("reserved 4; reserved \"b\"; int32 x = 1;"),
        M("int32 x = 1; string c = 4;"), CERTAIN, POSSIBLE,
        "'a.v1.M.c' has the number 4, which was reserved"},
    {"a reserved name", M("reserved \"b\"; int32 x = 1;"), M("int32 x = 1; string b = 4;"),
        POSSIBLE, CERTAIN, "the name 'a.v1.M.b' was reserved"},
    {"a reservation gone", M("reserved 4 to 6; int32 x = 1;"), M("reserved 4; int32 x = 1;"),
        POSSIBLE, SAME, "number 5 of 'a.v1.M' was reserved, and is free now"},
    {"a hole in a reservation", M("reserved 4 to 6; int32 x = 1;"),
        M("reserved 4, 6; int32 x = 1;"), POSSIBLE, SAME, "number 5 of 'a.v1.M' was reserved"},
    {"a reservation in parts", M("reserved 4 to 6; int32 x = 1;"),
        M("reserved 4, 5, 6; int32 x = 1;"), SAME, SAME, NULL},
    {"a reserved number of an enum", E("reserved 4; A = 0;"), E("A = 0; B = 4;"), CERTAIN, POSSIBLE,
        "'a.v1.E.B' has the number 4, which was reserved"},
    {"required by a feature", M3("int32 x = 1;"),
        M3("int32 x = 1 [features.field_presence = LEGACY_REQUIRED];"), CERTAIN, CERTAIN,
        "is now required"},
    {"new and required by a feature", M3("int32 x = 1;"),
        M3("int32 x = 1; int32 y = 2 [features = {field_presence: LEGACY_REQUIRED}];"), CERTAIN,
        CERTAIN, "field 'a.v1.M.y' is new and required"},
    {"implicit by a feature", M3("int32 x = 1;"),
        M3("int32 x = 1 [features.field_presence = IMPLICIT];"), POSSIBLE, POSSIBLE,
        "may be missing"},
    {"as a group by a feature", M3("N x = 1; message N {}"),
        M3("N x = 1 [features.message_encoding = DELIMITED]; message N {}"), CERTAIN, CERTAIN,
        "the type of field 'a.v1.M.x'"},
    {"as a group by a feature of the file", M3("N x = 1; message N {}"),
        "edition = \"2023\";\npackage a.v1;\noption features.message_encoding = DELIMITED;\n"
        "message M { N x = 1; message N {} }",
        CERTAIN, CERTAIN, "the type of field 'a.v1.M.x'"},
    {"a required field reserved", M2("required int32 y = 2;"), M2("reserved 2;"), CERTAIN, CERTAIN,
        "field 'a.v1.M.y' is gone"},
    {"another number", M("int32 x = 1;"), M("int32 x = 2;"), CERTAIN, CERTAIN,
        "field 'a.v1.M.x' had the number 1, and has now 2"},
    {"numbers swapped", M("int32 x = 1; string y = 2;"), M("string y = 1; int32 x = 2;"), CERTAIN,
        CERTAIN, "had the number"},
    {"another name", M("int32 x = 1;"), M("int32 y = 1;"), POSSIBLE, POSSIBLE, "is now called 'y'"},
    {"a number used again", M("int32 x = 1;"), M("string y = 1;"), CERTAIN, CERTAIN,
        "field 'a.v1.M.x' is gone, and its number 1 is now that of 'y'"},
    {"another type", M("int32 x = 1;"), M("string x = 1;"), CERTAIN, CERTAIN, "was 'int32'"},
    {"wider on the wire", M("int32 x = 1;"), M("int64 x = 1;"), POSSIBLE, POSSIBLE, "was 'int32'"},
    {"zigzag", M("int32 x = 1;"), M("sint32 x = 1;"), CERTAIN, CERTAIN, "is now 'sint32'"},
    {"text and bytes", M("string x = 1;"), M("bytes x = 1;"), POSSIBLE, POSSIBLE, "is now 'bytes'"},
    {"an enum for a number", M("int32 x = 1;"), M("E x = 1; enum E { A = 0; }"), POSSIBLE, POSSIBLE,
        "is now 'E'"},
    {"a message for a number", M("int32 x = 1;"), M("N x = 1; message N {}"), CERTAIN, CERTAIN,
        NULL},
    {"another message", M("N x = 1; message N { int32 a = 1; } message O { string a = 1; }"),
        M("O x = 1; message N { int32 a = 1; } message O { string a = 1; }"), CERTAIN, CERTAIN,
        "was 'N', and is now 'O'"},
    {"a message of another name", M("N x = 1; message N { int32 a = 1; }"),
        M("O x = 1; message O { int32 a = 1; }"), POSSIBLE, POSSIBLE, "was 'N', and is now 'O'"},
    {"the same type, written otherwise", M("N x = 1; message N {}"),
        M(".a.v1.M.N x = 1; message N {}"), SAME, SAME, NULL},
    {"a list", M("int32 x = 1;"), M("repeated int32 x = 1;"), CERTAIN, CERTAIN, "is now repeated"},
    {"presence", M("int32 x = 1;"), M("optional int32 x = 1;"), POSSIBLE, POSSIBLE,
        "may be missing"},
    {"presence of messages", M("N x = 1; message N {}"), M("optional N x = 1; message N {}"), SAME,
        SAME, NULL},
    {"required", M2("optional int32 x = 1;"), M2("required int32 x = 1;"), CERTAIN, CERTAIN,
        "is now required"},
    {"new and required", M2("optional int32 x = 1;"),
        M2("optional int32 x = 1; required int32 y = 2;"), CERTAIN, CERTAIN,
        "field 'a.v1.M.y' is new and required"},
    {"key of a map", M("map<int32, int32> x = 1;"), M("map<string, int32> x = 1;"), CERTAIN,
        CERTAIN, "was 'map<int32, int32>'"},
    {"into a oneof", M("int32 x = 1;"), M("oneof o { int32 x = 1; }"), POSSIBLE, POSSIBLE,
        "moved into a oneof"},
    {"json_name", M("int32 x = 1;"), M("int32 x = 1 [json_name = \"z\"];"), POSSIBLE, POSSIBLE,
        "'json_name' of 'a.v1.M.x' is another"},
    {"default", M2("optional int32 x = 1;"), M2("optional int32 x = 1 [default = 3];"), POSSIBLE,
        POSSIBLE, "'default'"},
    {"deprecated", M("int32 x = 1;"), M("int32 x = 1 [deprecated = true];"), SAME, SAME, NULL},
    {"a message gone", P3 "message M {}\nmessage N { message O {} }", P3 "message M {}", POSSIBLE,
        SAME, "message 'a.v1.N' is gone"},
    {"a group", M2("optional group G = 1 { optional int32 x = 1; }"),
        M2("optional G g = 1; message G { optional int32 x = 1; }"), CERTAIN, CERTAIN, NULL},
    /* Enums. */
    {"a value gone", E("A = 0; B = 1;"), E("A = 0;"), CERTAIN, POSSIBLE,
        "value 'a.v1.E.B' is gone, and its number 1 is not reserved"},
    {"a value reserved", E("A = 0; B = 1;"), E("reserved 1; A = 0;"), POSSIBLE, CERTAIN,
        "its number is reserved"},
    {"a value of another number", E("A = 0; B = 1;"), E("A = 0; B = 2;"), CERTAIN, CERTAIN,
        "had the number 1"},
    {"a value of another name", E("A = 0; B = 1;"), E("A = 0; C = 1;"), POSSIBLE, POSSIBLE,
        "is now called 'C'"},
    {"an alias more", E("A = 0; B = 1;"), E("option allow_alias = true; A = 0; B = 1; C = 1;"),
        SAME, POSSIBLE, NULL},
    /* Services. */
    {"a new rpc", RPC("rpc A(Q) returns (R);"), RPC("rpc A(Q) returns (R); rpc B(Q) returns (R);"),
        SAME, CERTAIN, NULL},
    {"an rpc gone", RPC("rpc A(Q) returns (R); rpc B(Q) returns (R);"),
        RPC("rpc A(Q) returns (R);"), CERTAIN, SAME, "rpc 'a.v1.S.B' is gone"},
    {"a service gone", RPC("rpc A(Q) returns (R);"), P3 "message Q { int32 q = 1; }\nmessage R {}",
        CERTAIN, SAME, "service 'a.v1.S' is gone"},
    {"another request", RPC("rpc A(Q) returns (R);"), RPC("rpc A(R) returns (R);"), CERTAIN,
        CERTAIN, "rpc 'a.v1.S.A' took 'Q', and takes now 'R'"},
    {"another answer", RPC("rpc A(Q) returns (R);"), RPC("rpc A(Q) returns (Q);"), CERTAIN, CERTAIN,
        "answered 'R', and answers now 'Q'"},
    {"a stream", RPC("rpc A(Q) returns (R);"), RPC("rpc A(Q) returns (stream R);"), CERTAIN,
        CERTAIN, "answered one message, and answers now a stream"},
    {"http", RPC("rpc A(Q) returns (R) { option (google.api.http) = {get: \"/a\"}; }"),
        RPC("rpc A(Q) returns (R) { option (google.api.http) = {get: \"/b\"}; }"), POSSIBLE,
        POSSIBLE, "'(google.api.http)' of 'a.v1.S.A' is another"},
    {"package", P3 "message M {}", "syntax = \"proto3\";\npackage a.v2;\nmessage M {}", CERTAIN,
        CERTAIN, "the package was 'a.v1', and is now 'a.v2'"},
    {"extension", P2 "message M { extensions 5 to 9; }\nextend M { optional int32 x = 5; }",
        P2 "message M { extensions 5 to 9; }\nextend M { optional string x = 5; }", CERTAIN,
        CERTAIN, "the type of field 'a.v1.x'"},
};

static void pair_judge(
    struct compatible_fixture *f, const char *check, const char *base, const char *head)
{
	compatible_judge(f, check, (struct compatible_texts){"s/a.proto", base, head});
}

static const char *pair_first(const struct compatible_fixture *f)
{
	return f->check.result.nr ? f->check.result.findings[0].message : "nothing";
}

static void pair_expect(
    const char *base, const char *head, enum expected expected, const char *message)
{
	struct compatible_fixture f;

	pair_judge(&f, "compatible: '*.proto'", base, head);
	if ((f.check.result.verdict == DONE_UNMET) != (expected == CERTAIN))
		fail_msg("certain: %s", pair_first(&f));
	compatible_close(&f);
	pair_judge(&f, "compatible: {reports: '*.proto', level: possible}", base, head);
	if ((f.check.result.verdict == DONE_UNMET) != (expected != SAME))
		fail_msg("possible: %s", pair_first(&f));
	if (message && !strstr(pair_first(&f), message))
		fail_msg("%s", pair_first(&f));
	compatible_close(&f);
}

static void test_compatible_proto__knows_what_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].name); i++) {
		pair_expect(pairs[i].base, pairs[i].head, pairs[i].there, pairs[i].message);
		pair_expect(pairs[i].head, pairs[i].base, pairs[i].back, NULL);
	}
}

static void test_compatible_proto__keeps_to_its_options(void **state)
{
	static const struct {
		const char *check, *base, *head;
		enum done_verdict verdict;
	} rows[] = {
	    {"compatible: {reports: '*.proto', enums: strict}", E("A = 0;"), E("A = 0; B = 1;"),
	        DONE_UNMET},
	    {"compatible: {reports: '*.proto', exclude: ['a.v1.M']}", M("int32 x = 1;"), M(""),
	        DONE_MET},
	    {"compatible: {reports: '*.proto', exclude: ['a.v1.N']}", M("int32 x = 1;"), M(""),
	        DONE_UNMET},
	    {"compatible: {reports: '*.proto', version: true}", M("int32 x = 1;"), M(""),
	        DONE_UNMET},
	    {"compatible: {reports: '*.proto', version: true}",
	        "package a.v1beta2;\nmessage M { optional "
	        "int32 x = 1; }",
	        "package a.v1beta2;\nmessage M {}", DONE_MET},
	    {"compatible: '*.proto'", "package a.v1beta2;\nmessage M { optional int32 x = 1; }",
	        "package a.v1beta2;\nmessage M {}", DONE_UNMET},
	    {"compatible: '*.proto'", "message M {", M("int32 x = 1;"), DONE_NOT_APPLICABLE},
	    {"compatible: '*.proto'", M("int32 x = 1;"), "message M {", DONE_UNMET},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		struct compatible_fixture f;

		pair_judge(&f, rows[i].check, rows[i].base, rows[i].head);
		if (f.check.result.verdict != rows[i].verdict)
			fail_msg(
			    "%s: %s", done_verdict_name(f.check.result.verdict), pair_first(&f));
		compatible_close(&f);
	}
}

/* Declarations are told by their names, wherever they stand. */
static void test_compatible_proto__moves_are_no_change(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	fake_file(&f.base, "s/a.proto", P3 "message M { int32 x = 1; }\nmessage N {}");
	fake_file(&f.check.head, "s/a.proto", P3 "message N {}");
	fake_file(&f.check.head, "s/b.proto", P3 "message M { int32 x = 1; }");
	check_changes(&f.check, "s/a.proto", "s/b.proto", NULL);
	check_run(&f.check, "compatible: {reports: '*.proto', level: possible}");
	assert_met(&f.check);
	compatible_close(&f);
	compatible_open(&f);
	fake_file(&f.base, "s/a.proto", P3 "message M { int32 x = 1; }\nservice N {}");
	fake_file(&f.check.head, "s/b.proto", P3 "message M { int32 x = 1; }");
	check_changes(&f.check, "s/b.proto", NULL);
	f.check.changes.items = (struct done_change[]){
	    {.path = "s/a.proto", .kind = DONE_DELETED}, {.path = "s/b.proto", .kind = DONE_ADDED}};
	f.check.changes.nr = 2;
	check_run(&f.check, "compatible: {reports: '*.proto', level: possible}");
	assert_unmet(&f.check, 1, "s/a.proto", 0,
	    "service 'a.v1.N' is gone (a.proto:4 at the base)", "keep");
	compatible_close(&f);
}

static void test_compatible_proto__a_reserved_number_is_told_once(void **state)
{
	struct compatible_fixture f;

	(void)state;
	pair_judge(&f, "compatible: {reports: '*.proto', level: possible}",
	    M("reserved 4; int32 x = 1;"), M("int32 x = 1; string c = 4;"));
	assert_int_equal(f.check.result.nr, 1);
	compatible_close(&f);
}

/* What an rpc answers is its callers' as well where another file declares it. */
static void test_compatible_proto__looks_into_imports(void **state)
{
	static const char api[] =
	    P3 "import \"lib/m.proto\";\nservice S { rpc A(lib.M) returns (lib.M); }";
	static const char old[] = "package lib;\nmessage M { optional N n = 1; }\n"
	                          "message N { optional int32 x = 1; }\n"
	                          "message Other { optional int32 x = 1; }\n";
	static const struct {
		const char *now;
		const char *says; /* NULL: met */
		int line;
	} heads[] = {
	    {"package lib;\nmessage M { optional N n = 1; }\nmessage N {}\nmessage Other {}\n",
	        "field 'lib.N.x' is gone", 3},
	    {"package lib;\nmessage M { optional N n = 1; }\n"
	     "message N { optional int32 x = 1; }\nmessage Other {}\n",
	        NULL, 0},
	    {"package lib;\nmessage M {\n", "nothing is compared", 3},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(heads, i, heads[i].now); i++) {
		struct compatible_fixture f;

		compatible_open(&f);
		fake_file(&f.base, "s/a.proto", api);
		fake_file(&f.base, "lib/m.proto", old);
		fake_file(&f.check.head, "s/a.proto", api);
		fake_file(&f.check.head, "lib/m.proto", heads[i].now);
		check_changes(&f.check, "lib/m.proto", NULL);
		check_run(&f.check, "compatible: '*.proto'");
		if (heads[i].says)
			assert_unmet(&f.check, 1, "lib/m.proto", heads[i].line, heads[i].says, "");
		else
			assert_met(&f.check);
		compatible_close(&f);
	}
}

/* Copies are compared each with itself, as far as they stay where they were. */
static void test_compatible_proto__copies_are_told_apart(void **state)
{
	static const char old[] = P3 "message M { int32 x = 1; }\nenum E { A = 0; }";
	static const char other[] =
	    P3 "message M { int32 x = 2; string y = 1; }\nenum E { A = 0; B = 1; }";
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	fake_file(&f.base, "s/a.proto", old);
	fake_file(&f.base, "s/b.proto", other);
	fake_file(&f.check.head, "s/a.proto", old);
	fake_file(&f.check.head, "s/b.proto", other);
	check_changes(&f.check, "s/b.proto", NULL);
	check_run(&f.check, "compatible: {reports: '*.proto', level: possible}");
	assert_met(&f.check);
	compatible_close(&f);
}

static void test_compatible_proto__is_judged_beside_openapi(void **state)
{
	static const char api[] =
	    "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: "
	    "{responses: {'200': {description: ok}}}}}\n";
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	fake_file(&f.base, "s/a.proto", M("int32 x = 1;"));
	fake_file(&f.check.head, "s/a.proto", M(""));
	fake_file(&f.base, "s/o.yaml", api);
	fake_file(&f.check.head, "s/o.yaml", api);
	check_changes(&f.check, "s/a.proto", NULL);
	check_run(&f.check, "compatible: ['*.proto', o.yaml]");
	assert_unmet(&f.check, 1, "s/a.proto", 3, "field 'a.v1.M.x' is gone", "reserve its number");
	compatible_close(&f);
	compatible_open(&f);
	fake_file(&f.check.head, "s/a.proto", M(""));
	check_changes(&f.check, "s/a.proto", NULL);
	check_run(&f.check, "compatible: '*.proto'");
	assert_met(&f.check);
	assert_string_equal(
	    f.check.result.reason, "the base has no such description: this is the first one");
	compatible_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_compatible_proto__knows_what_breaks),
	    cmocka_unit_test(test_compatible_proto__keeps_to_its_options),
	    cmocka_unit_test(test_compatible_proto__moves_are_no_change),
	    cmocka_unit_test(test_compatible_proto__a_reserved_number_is_told_once),
	    cmocka_unit_test(test_compatible_proto__looks_into_imports),
	    cmocka_unit_test(test_compatible_proto__copies_are_told_apart),
	    cmocka_unit_test(test_compatible_proto__is_judged_beside_openapi),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
