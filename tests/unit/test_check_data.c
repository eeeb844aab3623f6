/* Kind `data`: values in YAML and JSON files. */
#include "check_fixture.h"

static const char package[] = "{\n"
                              "  \"private\": true,\n"
                              "  \"type\": \"module\",\n"
                              "  \"version\": \"1.2.3\",\n"
                              "  \"workers\": 4,\n"
                              "  \"ratio\": 0.5,\n"
                              "  \"nothing\": null,\n"
                              "  \"files\": [\"a\", \"b\"],\n"
                              "  \"scripts\": {\"test\": \"node --test\", \"empty\": \"\"}\n"
                              "}\n";

static void open_shop(struct check_fixture *f)
{
	check_open(f, "shop");
	fake_file(&f->head, "shop/package.json", package);
	fake_file(&f->head, "shop/k8s.yml",
	    "spec:\n  containers:\n    - name: a\n      port: 1\n    - name: b\n");
	fake_file(&f->head, "shop/bad.json", "{\n  \"a\": ,\n}\n");
	fake_file(&f->head, "shop/bad.yml", "a: [1\nb: 2\n");
	fake_link(&f->head, "shop/link.json", "package.json");
	fake_file(&f->head, "shop/lfs.json",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
}

/* A check of package.json with one member of `at`. */
static char *at(struct check_fixture *f, const char *member)
{
	return done_arena_printf(&f->arena, "data:\n  file: package.json\n  at:\n    %s", member);
}

static void test_data__is_met(void **state)
{
	static const char *const members[] = {
	    "$.private: true",
	    "$.type: module",
	    "$.type: {one_of: [commonjs, module]}",
	    "$.version: {matches: '^\\d+\\.'}",
	    "$.workers: {matches: '^4$', min: 4, max: 4, type: integer}",
	    "$.workers: {type: number}",
	    "$.ratio: {min: 0.25, max: 1, type: number}",
	    "$.files: {min_items: 2, type: list}",
	    "$.files: [a, b]",
	    "$.ratio: 0.5",
	    "$.ratio: {one_of: [1, 5e-1]}",
	    "$.scripts: {min_items: 1, type: map}",
	    "$.scripts.*: {type: text}",
	    "$.nothing: {exists: true, type: 'null'}",
	    "$.missing: {exists: false}",
	    "$.private: {type: boolean}",
	    "$..test: {exists: true}",
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(members, i, members[i]); i++) {
		check_run(&f, at(&f, members[i]));
		assert_met(&f);
	}
	check_run(&f, "data: {file: k8s.yml, at: {'$.spec.containers[*].name': {matches: '.'}}}");
	assert_met(&f);
	check_close(&f);
}

static void test_data__says_which_value_where_and_what_is_expected(void **state)
{
	static const struct {
		const char *member;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"$.private: false", 2, "'$.private' is true; expected false", "change true to false"},
	    {"$.type: commonjs", 3, "'$.type' is \"module\"; expected \"commonjs\"", "change"},
	    {"$.type: {one_of: [a, b]}", 3, "expected one of \"a\", \"b\"", "change"},
	    {"$.version: {matches: '^2'}", 4, "expected text that matches '^2'", "change"},
	    {"$.workers: {min: 5}", 5, "is 4; expected a number of at least 5", "change"},
	    {"$.workers: {max: 3.5}", 5, "a number of at most 3.5", "change"},
	    {"$.version: {min: 1}", 4, "is \"1.2.3\"; expected a number", "change"},
	    {"$.files: {min_items: 3}", 8, "'$.files' has 2 entries; expected at least 3",
	        "write at least 3 entries"},
	    {"$.scripts: {min_items: 3}", 9, "'$.scripts' has 2 entries", "write at least 3"},
	    {"$.type: {min_items: 1}", 3, "is \"module\"; expected a list or map of at least 1",
	        "change"},
	    {"$.workers: {min: 10}", 5, "a number of at least 10", "to a number of at least 10"},
	    {"$.workers: {min: 2000, max: 9007199254740992}", 5, "a number of at least 2000",
	        "change"},
	    {"$.workers: {min: 1e300}", 5, "a number of at least 1e+300", "change"},
	    {"$.workers: {max: -20}", 5, "a number of at most -20", "change"},
	    {"$.files: {matches: 'a'}", 8, "expected text that matches", "change"},
	    {"$.workers: {type: text}", 5, "expected of type text", "change"},
	    {"$.workers: {type: boolean}", 5, "expected of type boolean", "change"},
	    {"$.scripts.build: {matches: '\\S'}", 9, "'$.scripts.build' is missing",
	        "add \"build\": … below 'scripts' to package.json: text that matches '\\S'"},
	    {"$.nope.deep: {exists: true}", 1, "'$.nope.deep' is missing",
	        "add \"nope\": {\"deep\": …} to package.json"},
	    {"$.nope['x y'].z: true", 1, "is missing",
	        "add \"nope\": {\"x y\": {\"z\": true}} to package.json"},
	    {"$.license: MIT", 1, "is missing", "add \"license\": \"MIT\" to package.json"},
	    /* What is no plain path, or leads through what is there, is said as it stands. */
	    {"$.type.x: 1", 3, "is missing", "add '$.type.x': 1"},
	    {"$.files[2]: 1", 8, "is missing", "add '$.files[2]': 1"},
	    {"$.nope.*: 1", 1, "is missing", "add '$.nope.*': 1"},
	    {"$..nope: 1", 1, "is missing", "add '$..nope': 1"},
	    {"$.type: {exists: false}", 3, "'$.type' must not be there", "take '$.type' out"},
	    {"$.scripts.*: {matches: '\\S'}", 9, "is \"\"; expected text that matches", "change"},
	    {"$.ratio: 0.25", 6, "is 0.5; expected 0.25", "change"},
	    {"$.ratio: '0.5'", 6, "is 0.5; expected \"0.5\"", "change"},
	    {"$.nothing: {type: text}", 7, "is null", "change"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].member); i++) {
		check_run(&f, at(&f, rows[i].member));
		assert_unmet(
		    &f, 1, "shop/package.json", rows[i].line, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_data__says_what_to_write_in_yaml_and_in_a_new_file(void **state)
{
	static const struct {
		const char *check, *path;
		int line;
		const char *message, *fix;
	} rows[] = {
	    {"data: {file: k8s.yml, at: {'$.engines.node': {exists: true}}}", "shop/k8s.yml", 1,
	        "is missing", "add engines: {node: …} to k8s.yml"},
	    {"data: {file: k8s.yml, at: {\"$.spec['a/b']\": 1}}", "shop/k8s.yml", 2, "is missing",
	        "add \"a/b\": 1 below 'spec' to k8s.yml"},
	    {"data: {file: none.json, at: {$.a.b: 1, $.c: {exists: false}, '$.d[*]': 1, $.e: "
	     "true}}",
	        "shop/none.json", 0, "there is no 'none.json'",
	        "add shop/none.json with \"a\": {\"b\": 1}, \"e\": true"},
	    {"data: {file: none.yml, at: {$.a: 1, $.b: 1, $.c: 1, $.d: 1}}", "shop/none.yml", 0,
	        "there is no", "add shop/none.yml with a: 1, b: 1, c: 1 and 1 more"},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		check_run(&f, rows[i].check);
		assert_unmet(&f, 1, rows[i].path, rows[i].line, rows[i].message, rows[i].fix);
	}
	check_close(&f);
}

static void test_data__asks_every_node_and_every_file(void **state)
{
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	check_run(&f, "data: {file: package.json, at: {'$.files[*]': a, '$.type': x}}");
	assert_unmet(&f, 2, "shop/package.json", 8, "\"b\"; expected \"a\"", "change");
	check_run(&f, "data: {file: '{package,bad}.json', at: {'$.type': module}}");
	assert_unmet(&f, 1, "shop/bad.json", 2, "cannot be parsed", "");
	check_close(&f);
}

static void test_data__a_file_that_cannot_be_judged_is_a_finding(void **state)
{
	static const struct {
		const char *file, *message, *fix;
		bool has_line;
	} rows[] = {
	    {"none.json", "there is no 'none.json'", "add shop/none.json", false},
	    {"bad.json", "cannot be parsed", "", true},
	    {"bad.yml", "cannot be parsed", "", true},
	    {"link.json", "is a symbolic link", "replace", false},
	    {"lfs.json", "is a Git LFS pointer", "git lfs untrack", false},
	};
	struct check_fixture f;

	(void)state;
	open_shop(&f);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		check_run(&f,
		    done_arena_printf(&f.arena, "data: {file: %s, at: {$.a: 1}}", rows[i].file));
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.nr, 1);
		check_finding(&f.result.findings[0],
		    done_arena_printf(&f.arena, "shop/%s", rows[i].file), f.result.findings[0].line,
		    rows[i].message, rows[i].fix);
		assert_int_equal(f.result.findings[0].line > 0, rows[i].has_line);
	}
	check_close(&f);
}

static void test_data__reads_a_file_once_a_view(void **state)
{
	struct check_fixture f;
	struct done_result result = {0};

	(void)state;
	open_shop(&f);
	check_run(&f, at(&f, "$.private: true"));
	assert_success(done_test_run(&check_check(&f)->test, &f.view, &result, &f.err), f.err);
	assert_int_equal(f.head.reads, 1);
	check_close(&f);
}

static void test_data__refuses_what_it_cannot_mean(void **state)
{
	static const struct {
		const char *check, *part;
	} rows[] = {
	    {"data: {file: a.json}", "at"},
	    {"data: {at: {$.a: 1}}", "file"},
	    {"data: {file: a.json, at: {}}", "not an empty one"},
	    {"data: {file: a.json, at: [1]}", "must be a map"},
	    {"data: {file: a.json, at: {a: 1}}", ""},
	    {"data: {file: a.json, at: {$.a: }}", "or {equals: null} where null is meant"},
	    {"data: {file: a.json, at: {$.a: {type: null}}}", "'type' has no value"},
	    {"data: {file: a.json, at: {$.a: {equls: 1}}}", "unknown key 'equls'"},
	    {"data: {file: a.json, at: {$.a: {one_of: x}}}", "'one_of' must be a list"},
	    {"data: {file: a.json, at: {$.a: {one_of: []}}}", "'one_of' must be a list"},
	    {"data: {file: a.json, at: {$.a: {min: 2, max: 1}}}", "'max' is less than 'min'"},
	    {"data: {file: a.json, at: {$.a: {exists: false, min: 1}}}", "leaves nothing"},
	    {"data: {file: a.json, at: {$.a: {matches: '('}}}", ""},
	    {"data: {file: a.json, at: {$.a: {type: string}}}", "'type' cannot be 'string'"},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "shop");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].check); i++) {
		assert_true(check_load(&f, rows[i].check) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, 7);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_data__is_met),
	    cmocka_unit_test(test_data__says_which_value_where_and_what_is_expected),
	    cmocka_unit_test(test_data__says_what_to_write_in_yaml_and_in_a_new_file),
	    cmocka_unit_test(test_data__asks_every_node_and_every_file),
	    cmocka_unit_test(test_data__a_file_that_cannot_be_judged_is_a_finding),
	    cmocka_unit_test(test_data__reads_a_file_once_a_view),
	    cmocka_unit_test(test_data__refuses_what_it_cannot_mean),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
