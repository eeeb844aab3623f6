/*
 * Ecosystems as policies and files write them: what is wrong has a place and says what to do; rows
 * of a policy are added; names in lists of globs become globs.
 */
#include <glob.h>

#include "policy/ecosystem_parts.h"
#include "policy_fixture.h"

#define CRITERIA "criteria: {c: {checks: {k: {file: [README.md]}}}}\n"
#define HEAD "version: 1\nservices: auto\n" CRITERIA
#define FILE_HEAD "version: 1\ntitle: T\nsources: [\"*.t\"]\n"

static void test_policy__rows_that_are_wrong_have_a_place(void **state)
{
	static const struct {
		const char *ecosystems, *message, *cure;
		int line, column;
	} rows[] = {
	    {"ecosystems: go\n", "'ecosystems' must be a map, not text", "for example", 4, 13},
	    {"ecosystems: {goo: {}}\n", "unknown ecosystem 'goo'", "did you mean 'go'?", 4, 14},
	    {"ecosystems: {cobol: {}}\n", "unknown ecosystem 'cobol'", "use one of: cpp, ", 4, 14},
	    {"ecosystems: {go: {tests: [a]}}\n", "unknown key 'tests' in an ecosystem",
	        "use one of: serves, clients, capabilities", 4, 19},
	    {"ecosystems: {go: {capabilities: {helth: []}}}\n",
	        "unknown key 'helth' in 'capabilities'", "did you mean 'health'?", 4, 34},
	    {"ecosystems: {php: {serves: {http: {package: a}}}}\n", NULL, "", 0, 0},
	    {"ecosystems: {dotnet: {serves: {http: {package: a}}}}\n",
	        "'package' alone is not enough in the ecosystem 'dotnet'", "add 'calls'", 4, 38},
	    {"ecosystems: {go: {serves: {http: []}}}\n", "'http' is an empty list", "", 4, 34},
	    {"ecosystems: {go: {serves: {http: [{}]}}}\n", "the row looks at nothing",
	        "give it 'package'", 4, 35},
	    {"ecosystems: {go: {serves: {http: [{each: a}]}}}\n",
	        "'each' and 'needs' belong together", "write both", 4, 35},
	    {"ecosystems: {go: {serves: {http: [{each: a, needs: b, calls: c}]}}}\n",
	        "'each' stands beside 'calls' or 'text'", "write two rows", 4, 35},
	    {"ecosystems: {go: {serves: {http: [{manifest: true, calls: c}]}}}\n",
	        "'manifest: true' needs 'package'", "name the dependency", 4, 35},
	    {"ecosystems: {go: {serves: {http: [{calls: '('}]}}}\n", "bad pattern '('", "", 4, 43},
	    {"ecosystems: {go: {serves: {http: [{calls: '{service}'}]}}}\n",
	        "are not replaced in rows of ecosystems", "\\{service\\}", 4, 43},
	    {"ecosystems: {go: {serves: {http: [{calls: a, count: 0}]}}}\n",
	        "'count' must be from 1 to 10000, not 0", "", 4, 53},
	    {"ecosystems: {go: {serves: {http: [{calls: a, files: /x}]}}}\n",
	        "the glob '/x' begins with '/'", "relative to any directory", 4, 53},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].ecosystems); i++) {
		struct policy_fixture f = {0};
		char text[512];

		snprintf(text, sizeof(text), HEAD "%s", rows[i].ecosystems);
		policy_load(&f, text);
		if (!rows[i].message) {
			assert_success(f.rc, f.err);
			policy_close(&f);
			continue;
		}
		assert_error(f.err, DONE_E_POLICY, rows[i].message);
		if (!strstr(f.err.cure, rows[i].cure) || f.err.line != rows[i].line ||
		    f.err.column != rows[i].column)
			fail_msg("%s: %d:%d: %s", rows[i].ecosystems, f.err.line, f.err.column,
			    f.err.cure);
		policy_close(&f);
	}
}

static const struct done_rows *rows_of(
    const struct done_ecosystems *ecosystems, const char *id, const char *capability)
{
	return done_row_group_find(&done_ecosystem_find(ecosystems, id)->capabilities, capability);
}

/* Rows are alternatives: those that are built in, a farther file's, and the nearer file's. */
static void test_policy__rows_are_added(void **state)
{
	struct policy_fixture f = {0};
	struct done_arena arena = {0};
	struct done_ecosystems built_in, own;
	struct done_error err = {0};
	const struct done_rows *rows;
	size_t before;

	(void)state;
	policy_file(&f, "base.yml",
	    HEAD "ecosystems: {go: {capabilities: {health: {calls: a}, retries: {calls: "
	         "b}}}}\n");
	policy_load(&f,
	    "version: 1\nextends: base.yml\necosystems: {go: {capabilities: {health: "
	    "[{calls: c}], retries: null}}}\n");
	assert_success(f.rc, f.err);
	assert_success(done_ecosystems_load(&arena, NULL, &built_in, &err), err);
	assert_success(done_ecosystems_load(&arena, f.policy->ecosystems, &own, &err), err);
	before = rows_of(&built_in, "go", "health")->nr;
	rows = rows_of(&own, "go", "health");
	assert_int_equal(rows->nr, before + 2);
	assert_string_equal(rows->items[before].calls->text, "a");
	assert_string_equal(rows->items[before + 1].calls->text, "c");
	assert_string_equal(rows->items[before + 1].place.file, ".git-done.yml");
	assert_int_equal(
	    rows_of(&own, "go", "retries")->nr, rows_of(&built_in, "go", "retries")->nr);
	assert_int_equal(
	    rows_of(&own, "node", "health")->nr, rows_of(&built_in, "node", "health")->nr);
	done_ecosystems_release(&built_in);
	done_ecosystems_release(&own);
	done_arena_release(&arena);
	policy_close(&f);
}

static void test_file__that_is_wrong_has_a_place(void **state)
{
	static const struct {
		const char *text, *message, *cure;
		int line, column;
	} rows[] = {
	    {"version: 1\ntitle: T\n", "the ecosystem has no 'sources'", "add 'sources: …'", 1, 1},
	    {"version: 2\ntitle: T\nsources: a\n", "'version' must be from 1 to 1, not 2", "", 1,
	        10},
	    {FILE_HEAD "manifests: {file: a, reader: go-mood}\n",
	        "unknown reader of manifests 'go-mood'", "did you mean 'go-mod'?", 4, 30},
	    {FILE_HEAD "imports: {reader: pyton}\n", "unknown reader of imports 'pyton'",
	        "did you mean 'python'?", 4, 19},
	    {FILE_HEAD "scanner: {comments: {open: a, line: b}}\n",
	        "a comment has either 'line', or 'open' and 'close'", "write {line", 4, 21},
	    {FILE_HEAD "scanner: {strings: {quote: a, code: [b]}}\n", "'code' needs at least 2", "",
	        4, 37},
	    {FILE_HEAD "scanner: {strings: {quot: a}}\n", "unknown key 'quot' in a string",
	        "did you mean 'quote'?", 4, 21},
	    {FILE_HEAD "serves: {http: {package: a}}\n",
	        "'package' alone is not enough in the ecosystem 'swift'", "add 'calls'", 4, 16},
	    {FILE_HEAD "serfes: {}\n", "unknown key 'serfes' in the ecosystem",
	        "did you mean 'serves'?", 4, 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_arena arena = {0};
		struct done_ecosystems out = {0};
		struct done_error err = {0};

		done_ecosystem_read(&arena, (struct done_bytes){rows[i].text, strlen(rows[i].text)},
		    "config/ecosystems/swift.yml", &out, &err);
		assert_error(err, DONE_E_POLICY, rows[i].message);
		if (!strstr(err.cure, rows[i].cure) || err.line != rows[i].line ||
		    err.column != rows[i].column)
			fail_msg("%s: %d:%d: %s", rows[i].text, err.line, err.column, err.cure);
		done_arena_release(&arena);
	}
}

static void test_globs__of_ecosystems_are_named(void **state)
{
	static const struct {
		const char *list, *path;
		bool matches;
	} rows[] = {
	    {"[\"@sources\"]", "a/b.go", true},
	    {"[\"@sources\"]", "a/b.md", false},
	    {"\"@sources\"", "b.kt", true},
	    {"[\"@sources\", \"!@tests\"]", "a/b_test.go", false},
	    {"[\"@sources\", \"!@tests\"]", "a/b.go", true},
	    {"[\"@tests\"]", "src/test/java/A.java", true},
	    {"[\"@tests\"]", "it/test/helpers/A.scala", true},
	    {"[\"@tests\"]", "app/it/A.scala", false},
	    {"[\"@tests\"]", "test/helpers/A.scala", true},
	    {"[\"@tests\"]", "src/main/java/test/A.java", false},
	    {"[\"@sources\", \"!@generated\"]", "dist/a.js", false},
	    {"[\"@sources\", \"!@generated\"]", "dist/a.go", true},
	    {"[\"@vendored\"]", "node_modules/x/a.js", true},
	    {"[\"@acme/kit/**\"]", "@acme/kit/a.js", true},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].list); i++) {
		struct policy_fixture f = {0};
		const struct file_kind *kind;
		bool matches = false;
		char text[512];

		snprintf(text, sizeof(text),
		    "version: 1\nservices: auto\ncriteria: {c: {checks: {k: {file: {any: "
		    "%s}}}}}\n",
		    rows[i].list);
		policy_load(&f, text);
		assert_success(f.rc, f.err);
		kind = f.policy->criteria[0].checks[0].test.options;
		for (size_t j = 0; j < kind->any.nr; j++) {
			if (done_glob_match(kind->any.items[j].glob, rows[i].path))
				matches = !kind->any.items[j].negated;
		}
		if (matches != rows[i].matches)
			fail_msg("%s: %s", rows[i].list, rows[i].path);
		policy_close(&f);
	}
}

static void test_globs__that_name_no_list_are_an_error(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f,
	    "version: 1\nservices: auto\n"
	    "criteria: {c: {checks: {k: {file: {any: [\"!@test\"]}}}}}\n");
	assert_error(f.err, DONE_E_POLICY, "unknown name '@test' in a list of globs");
	assert_string_equal(f.err.cure, "did you mean '@tests'?");
	assert_int_equal(f.err.line, 3);
	policy_close(&f);
}

static void test_capabilities__have_a_row_each(void **state)
{
	(void)state;
	assert_true(done_capabilities_nr > 10);
	for (size_t i = 0; i < done_capabilities_nr; i++) {
		const struct done_capability *capability = &done_capabilities[i];

		assert_non_null(strchr(capability->summary, '.'));
		assert_true(done_text_starts(capability->short_missing, "no "));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(capability->name, done_capabilities[j].name);
	}
}

static void test_schema__is_the_file_in_config(void **state)
{
	struct done_buf made = {0}, kept = {0};
	struct done_error err = {0};
	int rc;

	(void)state;
	done_ecosystem_schema(&made);
	if (getenv("DONE_UPDATE_GOLDEN")) {
		FILE *fp = fopen(DONE_SOURCE_DIR "/config/ecosystem.schema.json", "w");

		assert_non_null(fp);
		assert_int_equal(fwrite(made.ptr, 1, made.len, fp), made.len);
		assert_int_equal(fclose(fp), 0);
	}
	rc = done_file_read(DONE_SOURCE_DIR "/config/ecosystem.schema.json", 1 << 20, &kept, &err);
	assert_success(rc, err);
	assert_int_equal(rc, 1);
	assert_string_equal(made.ptr, kept.ptr);
	done_buf_release(&made);
	done_buf_release(&kept);
}

/* The texts in quotes behind such a key are globs; `*nr` more. */
static void globs_of_line(const char *path, const char *line, size_t len, size_t *nr)
{
	struct done_arena arena = {0};

	for (const char *at = line; at < line + len; at++) {
		const char *close =
		    strchr("\"'", *at) ? memchr(at + 1, *at, (size_t)(line + len - at - 1)) : NULL;
		struct done_error err = {0};
		struct done_glob *glob;

		if (!close)
			continue;
		const char *text = done_arena_strndup(&arena, at + 1, (size_t)(close - at - 1));
		if (*text != '@' && done_glob_compile_item(&arena, text, &glob, &err) < 0)
			fail_msg("%s: '%s': %s", path, text, err.message);
		++*nr;
		at = close;
	}
	done_arena_release(&arena);
}

/* What is built in is compiled when it is first asked, and ends the run where it is malformed: here
 * all of it is, that nobody finds one. */
static void test_globs__that_are_built_in_are_well_formed(void **state)
{
	static const char *const keys[] = {"files: [", "tests: [", "vendored: [", "sources: [",
	    "exclude: [", "reports: [", "glob: [", "glob: '"};
	static const char *const paths[] = {
	    "config/ecosystems/*.yml", "config/presets/*.yml", "config/deployments.yml"};
	size_t nr = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(paths, i, paths[i]); i++) {
		char pattern[512];
		glob_t found;

		snprintf(pattern, sizeof(pattern), "%s/%s", DONE_SOURCE_DIR, paths[i]);
		assert_int_equal(glob(pattern, 0, NULL, &found), 0);
		for (size_t k = 0; k < found.gl_pathc; k++) {
			struct done_buf text = {0};
			struct done_error err = {0};

			assert_int_equal(
			    done_file_read(found.gl_pathv[k], 1 << 20, &text, &err), 1);
			for (const char *line = text.ptr; *line; line += *line == '\n') {
				size_t len = strcspn(line, "\n");

				for (size_t j = 0; j < DONE_ARRAY_SIZE(keys); j++) {
					const char *at = strstr(line, keys[j]);

					if (at && at < line + len)
						globs_of_line(found.gl_pathv[k], at,
						    (size_t)(line + len - at), &nr);
				}
				line += len;
			}
			done_buf_release(&text);
		}
		globfree(&found);
	}
	assert_true(nr > 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_policy__rows_that_are_wrong_have_a_place),
	    cmocka_unit_test(test_policy__rows_are_added),
	    cmocka_unit_test(test_file__that_is_wrong_has_a_place),
	    cmocka_unit_test(test_globs__of_ecosystems_are_named),
	    cmocka_unit_test(test_globs__that_name_no_list_are_an_error),
	    cmocka_unit_test(test_globs__that_are_built_in_are_well_formed),
	    cmocka_unit_test(test_capabilities__have_a_row_each),
	    cmocka_unit_test(test_schema__is_the_file_in_config),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
