/* Kind `proto`: what it reads, comments, and rules for what callers send. */
#include "interface_fixture.h"

#define P3 "syntax = \"proto3\";\npackage shop.v1;\n"
#define VALIDATE "import \"buf/validate/validate.proto\";\n"
#define SERVICE "service S { rpc A(Req) returns (Ans); }\nmessage Ans { string a = 1; }\n"

static const struct interface_row rows[] = {
    {"read", "proto: a.proto", P3 "message M { string a = 1; }", NULL, 0, NULL},
    {"not there", "proto: b.proto", P3, "b.proto", 0, NULL},
    {"empty", "proto: a.proto", "", "declares neither a service nor a message", 0, "declare"},
    {"only options", "proto: a.proto", P3, "declares neither a service nor a message", 0, NULL},
    {"broken", "proto: a.proto", P3 "message M {", "the file ends where '}' must stand", 3,
        "complete the file"},
    {"refused", "proto: a.proto", P3 "message M {\n N n = 1;\n}", "has the type 'N'", 4, "import"},
    /* Comments. */
    {"rpc without", "proto: {reports: a.proto, every_rpc: comment}", P3 SERVICE "message Req {}",
        "rpc 'shop.v1.S.A' has no comment", 3, "say above it what callers must know"},
    {"rpc with", "proto: {reports: a.proto, every_rpc: [comment]}",
        P3 "message Req {}\nservice S {\n // Sells a thing to a customer.\n rpc A(Req) returns "
           "(Req);\n}",
        NULL, 0, NULL},
    {"rpc with one beside", "proto: {reports: a.proto, every_rpc: [comment]}",
        P3 "message Req {}\nservice S {\n rpc A(Req) returns (Req); // Sells a thing.\n}", NULL, 0,
        NULL},
    {"rpc with a placeholder", "proto: {reports: a.proto, every_rpc: [comment]}",
        P3 "message Req {}\nservice S {\n // TODO\n rpc A(Req) returns (Req);\n}",
        "the comment of rpc 'shop.v1.S.A' says nothing", 6, NULL},
    {"rpc with its name", "proto: {reports: a.proto, every_rpc: [comment]}",
        P3 "message Req {}\nservice S {\n // Place order.\n rpc PlaceOrder(Req) returns (Req);\n}",
        "says nothing about it", 6, NULL},
    {"licence is none", "proto: {reports: a.proto, every_message: [comment]}",
        "// Copyright 2026 Acme\nmessage M { optional string a = 1; }", "comment of message 'M'", 2,
        NULL},
    {"service", "proto: {reports: a.proto, every_service: [comment]}", P3 "service S {}",
        "service 'shop.v1.S' has no comment", 3, NULL},
    {"field", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n string a = 1;\n}", "field 'shop.v1.M.a' has no comment", 4, NULL},
    {"field of a oneof", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n oneof o {\n string a = 1;\n} }", "field 'shop.v1.M.a' has no comment", 5,
        NULL},
    {"enum", "proto: {reports: a.proto, every_enum: [comment]}",
        P3 "message M {} enum E { A = 0; }", "enum 'shop.v1.E' has no comment", 3, NULL},
    {"value", "proto: {reports: a.proto, every_enum_value: [comment]}",
        P3 "message M { enum E {\n A = 0;\n} }", "value 'shop.v1.M.E.A' has no comment", 4, NULL},
    {"excluded", "proto: {reports: a.proto, every_message: comment, exclude: ['shop.*.M']}",
        P3 "message M { message N {} }", NULL, 0, NULL},
    /* Rules. */
    {"no rule", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1; }",
        "message 'shop.v1.Req', which rpc 'A' takes, has no validation rule", 5, "buf.validate"},
    {"rule of a field", "proto: {reports: a.proto, validate: true}",
        P3 VALIDATE SERVICE
        "message Req { string a = 1 [(buf.validate.field).string.min_len = 1]; }",
        NULL, 0, NULL},
    {"rule that is ignored", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(buf.validate.field).ignore = IGNORE_ALWAYS]; }",
        "has no validation rule", 5, NULL},
    {"rule of a message", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { option (buf.validate.message).cel = {id: \"x\"}; string a = 1; }",
        NULL, 0, NULL},
    {"rules switched off", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { option (buf.validate.message).disabled = true; string a = 1; }",
        "has no validation rule", 5, NULL},
    {"rule of a oneof", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { oneof o { option (validate.required) = true; string a = 1; } }",
        NULL, 0, NULL},
    {"protoc-gen-validate", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(validate.rules).string = {min_len: 1}]; }", NULL,
        0, NULL},
    {"behaviour", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(google.api.field_behavior) = REQUIRED]; }", NULL,
        0, NULL},
    {"what is only answered", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(google.api.field_behavior) = OUTPUT_ONLY]; }",
        "has no validation rule", 5, NULL},
    {"another option", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [deprecated = true, (my.validate) = 1]; }",
        "has no validation rule", 5, NULL},
    {"required", "proto: {reports: a.proto, validate: true}",
        "package shop.v1;\nmessage Ans {}\nmessage Req { required string a = 1; }\nservice S { rpc "
        "A(Req) "
        "returns (Ans); }",
        NULL, 0, NULL},
    {"rule of a message within", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { Item i = 1; }\nmessage Item { Req r = 2; string a = 1 "
                   "[(buf.validate.field).required = true]; }",
        NULL, 0, NULL},
    {"nothing to hold", "proto: {reports: a.proto, validate: true}", P3 SERVICE "message Req {}",
        NULL, 0, NULL},
    {"known", "proto: {reports: a.proto, validate: true}",
        P3
        "import \"google/protobuf/empty.proto\";\nservice S { rpc A(google.protobuf.Empty) returns "
        "(google.protobuf.Empty); }",
        NULL, 0, NULL},
    {"not seen", "proto: {reports: a.proto, validate: true}",
        P3 "import \"x/y.proto\";\nservice S {\n rpc A(x.Y) returns (x.Y); }",
        "a part of it is declared in an import that is not in this tree", 5, "external: ignore"},
    {"not seen, and passed over", "proto: {reports: a.proto, validate: true, external: ignore}",
        P3 "import \"x/y.proto\";\nservice S {\n rpc A(x.Y) returns (x.Y); }", NULL, 0, NULL},
    {"a line of dashes", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // ----------\n string total = 1;\n}", "field 'shop.v1.M.total'", 5,
        NULL},
    {"a number", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // 1\n string total = 1;\n}", "field 'shop.v1.M.total'", 5, NULL},
    {"a range says something", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // 0-5\n string total = 1;\n}", NULL, 0, NULL},
    {"a field that was taken out", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // optional string old = 2 [deprecated = true];\n string total = 1;\n}",
        "field 'shop.v1.M.total'", 5, NULL},
    {"an rpc that was taken out", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // rpc Old(A) returns (B);\n string total = 1;\n}",
        "field 'shop.v1.M.total'", 5, NULL},
    {"the name with an article", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // The total.\n string total = 1;\n}", "field 'shop.v1.M.total'", 5,
        NULL},
    {"the name with its sort", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // The total field.\n string total = 1;\n}", "field 'shop.v1.M.total'", 5,
        NULL},
    {"the type", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // string\n string total = 1;\n}", "field 'shop.v1.M.total'", 5, NULL},
    {"tags of a tool", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // @gotags: json:\"total\"\n string total = 1;\n}",
        "field 'shop.v1.M.total'", 5, NULL},
    {"emoji", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // \xE2\x9C\xA8\n string total = 1;\n}", "field 'shop.v1.M.total'", 5,
        NULL},
    {"another script", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // \xD0\xA1\xD1\x83\xD0\xBC\xD0\xBC\xD0\xB0\n string total = 1;\n}", NULL,
        0, NULL},
    {"generated", "proto: {reports: a.proto, every_field: [comment]}",
        P3 "message M {\n // Code generated by gen. DO NOT EDIT.\n string total = 1;\n}",
        "field 'shop.v1.M.total'", 5, NULL},
    {"required by no means", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(buf.validate.field).required = false]; }",
        "has no validation rule", 5, NULL},
    {"an empty rule", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(buf.validate.field) = {}]; }",
        "has no validation rule", 5, NULL},
    {"a rule with nothing in it", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(validate.rules) = {string: {}}]; }",
        "has no validation rule", 5, NULL},
    {"a rule in braces that is none", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(buf.validate.field) = {required: false, ignore: "
                   "IGNORE_UNSPECIFIED}]; }",
        "has no validation rule", 5, NULL},
    {"a rule in braces", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE
        "message Req { string a = 1 [(buf.validate.field) = {string: {pattern: \"a : b\"}}]; }",
        NULL, 0, NULL},
    {"skipped", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(buf.validate.field).skipped = true]; }",
        "has no validation rule", 5, NULL},
    {"only when it is there", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(validate.rules).string.ignore_empty = true]; }",
        "has no validation rule", 5, NULL},
    {"at least nothing", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(validate.rules).string.min_len = 0]; }",
        "has no validation rule", 5, NULL},
    {"at least 0", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { string a = 1 [(validate.rules).int32.gte = 0]; }", NULL, 0, NULL},
    {"a message that is switched off", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { option (buf.validate.message).disabled = true; string a = 1 "
                   "[(buf.validate.field).required = true]; }",
        "has no validation rule", 5, NULL},
    {"a message that is ignored", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { option (validate.ignored) = true; string a = 1 "
                   "[(validate.rules).string.min_len = 1]; }",
        "has no validation rule", 5, NULL},
    {"a message within that is skipped", "proto: {reports: a.proto, validate: true}",
        P3 SERVICE "message Req { Item i = 1 [(validate.rules).message.skip = true]; } message "
                   "Item { string a = 1 [(validate.rules).string.min_len = 1]; }",
        "has no validation rule", 5, NULL},
    {"anything at all", "proto: {reports: a.proto, validate: true}",
        P3 "import \"google/protobuf/struct.proto\";\nservice S { rpc A(google.protobuf.Struct) "
           "returns (google.protobuf.Struct); }",
        "takes 'google.protobuf.Struct', which can have no validation rule", 4, NULL},
    {"a range that reserves nothing", "proto: a.proto",
        P3 "message M {\n reserved 9 to 4;\n string a = 5;\n}",
        "the range 9 to 4 of 'M' ends before it begins", 4, NULL},
    {"extensions in proto3", "proto: a.proto", P3 "message M {\n extensions 9 to 14;\n}",
        "which proto3 does not have", 4, NULL},
    {"a value beyond 32 bits", "proto: a.proto",
        P3 "enum E {\n A = 0;\n B = 3000000000;\n} message M {}", "which no value may have", 5,
        NULL},
    {"excluded request", "proto: {reports: a.proto, validate: true, exclude: ['*.Req']}",
        P3 SERVICE "message Req { string a = 1; }", NULL, 0, NULL},
};

static void test_proto__judges(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		interface_judge(&rows[i], "s/a.proto", "s/b.proto");
}

static void test_proto__says_what_it_read(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.proto", P3 SERVICE "message Req {}");
	fake_file(&f.head, "s/b.proto", P3 "message Other {}");
	check_run(&f, "proto: '*.proto'");
	assert_met(&f);
	assert_string_equal(f.result.reason, "1 service, 1 rpc, 3 messages");
	assert_string_equal(f.result.evidence[1].what, "proto3: 0 services, 0 rpcs, 1 message");
	check_close(&f);
}

static void test_proto__refuses_imports_in_a_circle(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.proto", P3 "import \"b.proto\";\nmessage A { B b = 1; }");
	fake_file(&f.head, "s/b.proto", P3 "import \"c.proto\";\nmessage B { C c = 1; }");
	fake_file(&f.head, "s/c.proto", P3 "import \"a.proto\";\nmessage C {}");
	check_run(&f, "proto: '*.proto'");
	assert_unmet(
	    &f, 1, "s/c.proto", 3, "'a.proto' imports this file again", "a file of its own");
	check_close(&f);
}

static void test_proto__refuses_a_file_that_imports_itself(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.proto", P3 "import \"a.proto\";\nmessage A {}");
	check_run(&f, "proto: '*.proto'");
	assert_unmet(&f, 1, "s/a.proto", 3, "'a.proto' is this file itself", "take the import out");
	/* Another file may be meant. */
	fake_file(&f.head, "third/s/a.proto", P3 "message B {}");
	check_run(&f, "proto: '*.proto'");
	assert_met(&f);
	check_close(&f);
}

static void test_proto__follows_imports_out_of_the_service(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.proto",
	    P3 "import \"shared/b.proto\";\nservice S { rpc A(shared.B) returns (shared.B); }");
	fake_file(&f.head, "proto/shared/b.proto",
	    "package shared;\nmessage B { optional string b = 1; }");
	check_run(&f, "proto: {reports: '*.proto', validate: true}");
	assert_unmet(&f, 1, "proto/shared/b.proto", 2, "message 'shared.B'", "");
	check_close(&f);
}

/* What can be read of an import that is cut off must not be taken for all of it. */
static void test_proto__imports_that_are_cut_off_are_not_seen(void **state)
{
	static const char whole[] =
	    "package b;\nmessage B { optional C c = 1; map<string, C> d = 2; }\n"
	    "message C { optional string e = 3; }\n"
	    "service S { rpc A(B) returns (C); }";

	(void)state;
	for (size_t len = 1; len + 1 < sizeof(whole); len++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/a.proto",
		    "import \"b.proto\";\nservice S { rpc A(b.B) returns (b.B); }");
		fake_file_bytes(&f.head, "s/b.proto", whole, len);
		check_run(&f, "proto: {reports: a.proto, validate: true}");
		assert_int_equal(f.result.verdict, DONE_UNMET);
		check_close(&f);
	}
}

static void test_proto__refuses_bad_options(void **state)
{
	static const struct {
		const char *check, *message;
	} bad[] = {
	    {"proto: {validate: true}", "has no 'reports'"},
	    {"proto: {reports: a, every_rpc: [summary]}",
	        "'every_rpc' takes 'comment', not 'summary'"},
	    {"proto: {reports: a, every_method: [comment]}", "every_method"},
	    {"proto: {reports: a, external: never}", "never"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_proto__judges),
	    cmocka_unit_test(test_proto__says_what_it_read),
	    cmocka_unit_test(test_proto__refuses_imports_in_a_circle),
	    cmocka_unit_test(test_proto__refuses_a_file_that_imports_itself),
	    cmocka_unit_test(test_proto__follows_imports_out_of_the_service),
	    cmocka_unit_test(test_proto__imports_that_are_cut_off_are_not_seen),
	    cmocka_unit_test(test_proto__refuses_bad_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
