/*
 * Rows on sources. The ecosystem is made of one text here: another language needs a file and no
 * code, as long as its readers exist.
 */
#include <stdio.h>

#include "../../src/profile/statement.h"
#include "done/profile.h"
#include "policy/ecosystem_parts.h"
#include "support.h"

static const char swift[] =
    "version: 1\n"
    "title: Swift\n"
    "sources: [\"*.swift\"]\n"
    "tests: [\"Tests/**\"]\n"
    "generated: {files: [\"*.pb.swift\"]}\n"
    "scanner:\n"
    "  comments: [{line: \"//\"}, {open: \"/*\", close: \"*/\", nested: true}]\n"
    "  strings: [{quote: '\"', escape: '\\'}]\n"
    "imports: {reader: go, binds: true, begin: '^import\\b', divided_by: \"/.\"}\n"
    "serves:\n"
    "  http:\n"
    "    - {package: vapor, calls: '\\bApplication\\('}\n"
    "    - {package: [\"kit.*\", hummingbird], manifest: true}\n"
    "    - {package: grpc, manifest: true, calls: '\\bServer\\('}\n"
    "    - {package: bound}\n"
    "capabilities:\n"
    "  health:\n"
    "    - {text: '\"/healthz\"', says: 'route {match}'}\n"
    "    - {text: 'probe', files: [\"*.yml\"], declared: true}\n"
    "  client-timeouts:\n"
    "    - {each: '\\bget\\(', needs: '\\btimeout\\b', says: '{n} of {m}'}\n";

struct looking {
	struct done_arena arena;
	struct done_ecosystems ecosystems;
	const struct done_ecosystem *swift;
};

static void looking_open(struct looking *looking)
{
	struct done_error err = {0};

	*looking = (struct looking){0};
	assert_success(
	    done_ecosystem_read(&looking->arena, (struct done_bytes){swift, strlen(swift)},
	        "config/ecosystems/swift.yml", &looking->ecosystems, &err),
	    err);
	looking->swift = &looking->ecosystems.items[0];
	assert_string_equal(looking->swift->id, "swift");
}

static void looking_close(struct looking *looking)
{
	done_ecosystems_release(&looking->ecosystems);
	done_arena_release(&looking->arena);
}

static const struct done_row *row_at(const struct looking *looking, const char *group, size_t i)
{
	const struct done_rows *rows = done_row_group_find(&looking->swift->serves, group);

	if (!rows)
		rows = done_row_group_find(&looking->swift->capabilities, group);
	assert_non_null(rows);
	return &rows->items[i];
}

static struct done_row_match look(
    struct looking *looking, const struct done_row *row, const char *path, const char *text)
{
	struct done_row_match match;
	struct done_source source;
	struct done_error err = {0};

	done_source_make(&looking->arena, looking->swift, path,
	    (struct done_bytes){text, strlen(text)}, &source);
	assert_success(
	    done_row_in_source(&looking->arena, looking->swift, row, &source, &match, &err), err);
	return match;
}

static void test_rows__hold_where_the_file_imports_and_code_matches(void **state)
{
	static const struct {
		const char *group;
		size_t row;
		const char *path, *text;
		size_t nr, nr_of;
		int line, column;
	} rows[] = {
	    {"http", 0, "a.swift", "import \"vapor\"\nlet a = Application()\n", 1, 0, 2, 9},
	    {"http", 0, "a.swift", "import \"vapor/x\"\nlet a = Application()\n", 1, 0, 2, 9},
	    {"http", 0, "a.swift", "import \"vaporous\"\nlet a = Application()\n", 0, 0, 0, 0},
	    {"http", 0, "a.swift", "let a = Application()\n", 0, 0, 0, 0},
	    {"http", 0, "a.swift", "import \"vapor\"\n// Application()\n", 0, 0, 0, 0},
	    {"http", 0, "a.swift", "import \"vapor\"\nlet a = \"Application()\"\n", 0, 0, 0, 0},
	    {"http", 0, "a.swift", "import \"vapor\" Application()\n", 0, 0, 0, 0},
	    {"http", 0, "a.txt", "import \"vapor\"\nlet a = Application()\n", 0, 0, 0, 0},
	    {"http", 2, "a.swift", "let s = Server()\n", 1, 0, 1, 9},
	    {"http", 3, "a.swift", "import \"bound\"\nbound.run()\n", 1, 0, 2, 1},
	    {"http", 3, "a.swift", "import \"bound\"\n", 0, 0, 0, 0},
	    {"http", 3, "a.swift", "import \"bound\"\nunbound.run()\n", 0, 0, 0, 0},
	    {"health", 0, "a.swift", "x(\"/healthz\")\ny(\"/healthz\")\n", 2, 0, 1, 3},
	    {"health", 0, "a.swift", "/* /* */ \"/healthz\" */\n", 0, 0, 0, 0},
	    {"health", 1, "deploy/a.yml", "a:\n  probe: /\n", 1, 0, 2, 3},
	    {"health", 1, "a.yml", "# probe\n", 0, 0, 0, 0},
	    {"health", 1, "a.swift", "probe\n", 0, 0, 0, 0},
	    {"client-timeouts", 0, "a.swift", "get(u, timeout: 1)\nget(u)\n", 1, 2, 2, 1},
	    {"client-timeouts", 0, "a.swift", "get(u,\n  timeout: 1)\n", 1, 1, 1, 1},
	};
	struct looking looking;

	(void)state;
	looking_open(&looking);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].group); i++) {
		struct done_row_match match = look(&looking,
		    row_at(&looking, rows[i].group, rows[i].row), rows[i].path, rows[i].text);

		if (match.nr != rows[i].nr || match.nr_of != rows[i].nr_of ||
		    match.line != rows[i].line || match.column != rows[i].column)
			fail_msg("%s %zu: %s: %zu of %zu at %d:%d", rows[i].group, rows[i].row,
			    rows[i].text, match.nr, match.nr_of, match.line, match.column);
	}
	looking_close(&looking);
}

static void test_rows__of_manifests_ask_for_dependencies_of_the_program(void **state)
{
	static const struct {
		const char *name;
		enum done_scope scope;
		bool holds;
	} rows[] = {
	    {"hummingbird", DONE_SCOPE_RUN, true},
	    {"hummingbird", DONE_SCOPE_TEST, false},
	    {"hummingbird", DONE_SCOPE_BUILD, false},
	    {"hummingbirds", DONE_SCOPE_RUN, false},
	    {"hummingbird/core", DONE_SCOPE_RUN, true},
	    {"kit.web", DONE_SCOPE_RUN, true},
	    {"kitchen", DONE_SCOPE_RUN, false},
	};
	struct looking looking;

	(void)state;
	looking_open(&looking);
	assert_false(done_row_has_pattern(row_at(&looking, "http", 1)));
	assert_true(done_row_has_pattern(row_at(&looking, "http", 2)));
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_dependency dependency = {.name = rows[i].name, .scope = rows[i].scope};
		struct done_manifest manifest = {.dependencies = &dependency, .nr_dependencies = 1};

		if (!!done_row_in_manifest(looking.swift, row_at(&looking, "http", 1), &manifest) !=
		    rows[i].holds)
			fail_msg("%s", rows[i].name);
	}
	looking_close(&looking);
}

static void test_rows__say_what_was_seen(void **state)
{
	struct looking looking;
	struct done_row_match match;

	(void)state;
	looking_open(&looking);
	match = look(&looking, row_at(&looking, "health", 0), "a.swift", "get(\"/healthz\")\n");
	assert_string_equal(done_row_says(&looking.arena, row_at(&looking, "health", 0), &match),
	    "route \"/healthz\"");
	match = look(&looking, row_at(&looking, "client-timeouts", 0), "a.swift",
	    "get(u)\nget(u, timeout: 1)\n");
	assert_string_equal(
	    done_row_says(&looking.arena, row_at(&looking, "client-timeouts", 0), &match),
	    "1 of 2");
	match = look(&looking, row_at(&looking, "http", 0), "a.swift",
	    "import \"vapor/core\"\nApplication()\n");
	assert_string_equal(match.package, "vapor");
	looking_close(&looking);
}

static void test_ecosystem__knows_its_files(void **state)
{
	struct looking looking;

	(void)state;
	looking_open(&looking);
	assert_true(done_ecosystem_is_source(looking.swift, "a/b.swift"));
	assert_false(done_ecosystem_is_source(looking.swift, "a/b.go"));
	assert_true(done_ecosystem_is_test(looking.swift, "a/Tests/b.swift"));
	assert_false(done_ecosystem_is_test(looking.swift, "a/b.swift"));
	assert_true(done_ecosystem_is_foreign(looking.swift, "a/b.pb.swift"));
	looking_close(&looking);
}

static void test_statement__goes_on_with_its_brackets_and_chains(void **state)
{
	static const struct {
		const char *code, *match, *statement;
	} rows[] = {
	    {"a()\nget(u)\nb()", "get(", "get(u)"},
	    {"x = get(u); b()", "get(", "x = get(u)"},
	    {"get(u,\n  f(x),\n)\nb", "get(", "get(u,\n  f(x),\n)"},
	    {"f(get(u), t)", "get(", "f(get(u), t"},
	    {"get(u)\n  .timeout(t)\nb", "get(", "get(u)\n  .timeout(t)"},
	    {"get(u).\n  timeout(t)\nb", "get(", "get(u).\n  timeout(t)"},
	    {"get(u)\n\n  |> timeout(t)\nb", "get(", "get(u)\n\n  |> timeout(t)"},
	    {"new A {\n  Timeout = t\n}\nb", "new A", "new A {\n  Timeout = t\n}"},
	    {"new A\n{\n  Timeout = t\n}\nb", "new A", "new A\n{\n  Timeout = t\n}"},
	    {"get(u", "get(", "get(u"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].code); i++) {
		struct done_bytes code = {rows[i].code, strlen(rows[i].code)};
		size_t start = (size_t)(strstr(rows[i].code, rows[i].match) - rows[i].code);
		struct done_bytes statement =
		    done_statement_at(code, start, start + strlen(rows[i].match));

		if (statement.len < strlen(rows[i].statement) ||
		    strncmp(statement.ptr, rows[i].statement, strlen(rows[i].statement)) != 0 ||
		    strchr("b", statement.ptr[statement.len - 1]))
			fail_msg("%s: '%.*s'", rows[i].code, (int)statement.len, statement.ptr);
	}
}

static void test_rows__that_run_into_a_limit_are_undecided(void **state)
{
	static const char slow[] = "version: 1\ntitle: T\nsources: [\"*.swift\"]\n"
	                           "serves: {http: {calls: '(a+)+$'}}\n";
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_source source;
	struct done_row_match match;
	struct done_error err = {0};
	struct done_bytes text = {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!b", 42};
	struct done_row *row;

	(void)state;
	assert_success(done_ecosystem_read(&arena, (struct done_bytes){slow, strlen(slow)}, "t.yml",
	                   &ecosystems, &err),
	    err);
	done_source_make(&arena, &ecosystems.items[0], "a.swift", text, &source);
	row = &ecosystems.items[0].serves.items[0].rows.items[0];
	assert_int_equal(
	    done_row_in_source(&arena, &ecosystems.items[0], row, &source, &match, &err),
	    DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "pattern '(a+)+$' ran into the limit");
	assert_non_null(strstr(err.cure, "simplify the pattern"));
	/* One of ours is nothing that a person can make simpler. */
	row->place.file = "ecosystem:swift";
	err = (struct done_error){0};
	assert_int_equal(
	    done_row_in_source(&arena, &ecosystems.items[0], row, &source, &match, &err),
	    DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'a.swift' was not searched to its end");
	assert_non_null(strstr(err.cure, "under 'generated'"));
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows__hold_where_the_file_imports_and_code_matches),
	    cmocka_unit_test(test_rows__of_manifests_ask_for_dependencies_of_the_program),
	    cmocka_unit_test(test_rows__say_what_was_seen),
	    cmocka_unit_test(test_ecosystem__knows_its_files),
	    cmocka_unit_test(test_statement__goes_on_with_its_brackets_and_chains),
	    cmocka_unit_test(test_rows__that_run_into_a_limit_are_undecided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
