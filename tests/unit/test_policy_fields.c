/* Every type of field: what it takes, what it is when absent, and how it refuses. */
#include <math.h>

#include "policy_fixture.h"

static const struct zoo_kind *zoo(const struct policy_fixture *f)
{
	return policy_options(f);
}

static void test_fields__take_what_their_type_says(void **state)
{
	struct policy_fixture f = {0};
	const struct zoo_kind *z;

	(void)state;
	policy_load(&f,
	    POLICY_CHECK("zoo:\n"
	                 "          boolean: false\n"
	                 "          integer: -5\n"
	                 "          number: 0.25\n"
	                 "          string: some text\n"
	                 "          strings: [a, b]\n"
	                 "          letter: gamma\n"
	                 "          date: 2027-02-28\n"
	                 "          path: docs/a.md\n"
	                 "          glob: 'services/*'\n"
	                 "          globs: ['a/**', b]\n"
	                 "          file: '/docs/{service}.md'\n"
	                 "          files: ['**/*.go', '{path}/x', '/y']\n"
	                 "          pattern: '(?i)^a'\n"
	                 "          jsonpath: $.a[0]\n"
	                 "          value: {any: [1, null]}\n"
	                 "          object: {word: x, number: 9}\n"
	                 "          objects: [{word: y}, z]\n"
	                 "          condition: {has: a}\n"
	                 "          tests: [{file: a}, {file: {none: b}}]\n"
	                 "          special: four"));
	assert_loads(&f);
	z = zoo(&f);
	assert_false(z->boolean);
	assert_int_equal(z->integer, -5);
	assert_true(z->number == 0.25);
	assert_string_equal(z->string, "some text");
	assert_int_equal(z->strings.nr, 2);
	assert_string_equal(z->strings.items[1], "b");
	assert_int_equal(z->letter, 2);
	assert_int_equal(z->date, 20877);
	assert_string_equal(z->path, "docs/a.md");
	assert_true(done_glob_match(z->glob, "services/a"));
	assert_int_equal(z->globs.nr, 2);
	assert_true(done_globs_match(&z->globs, "a/b/c"));
	assert_true(z->file.from_root && z->file.templated);
	assert_null(z->file.glob);
	assert_string_equal(z->file.text, "/docs/{service}.md");
	assert_int_equal(z->files.nr, 3);
	assert_true(done_glob_match(z->files.items[0].glob, "a/b.go"));
	assert_false(z->files.items[0].from_root);
	assert_true(z->files.items[1].templated);
	assert_true(z->files.items[2].from_root);
	assert_string_equal(done_glob_text(z->files.items[2].glob), "y");
	assert_string_equal(done_pattern_text(z->pattern), "(?i)^a");
	assert_string_equal(done_jsonpath_text(z->jsonpath), "$.a[0]");
	assert_int_equal(z->value->type, DONE_MAP);
	assert_string_equal(z->object->word, "x");
	assert_int_equal(z->object->number, 9);
	assert_int_equal(z->objects.nr, 2);
	assert_string_equal(((struct part *)z->objects.items)[1].word, "z");
	assert_int_equal(z->condition->kind, DONE_WHEN_HAS);
	assert_int_equal(z->tests.nr, 2);
	assert_string_equal(z->tests.items[1].form->name, "file");
	assert_int_equal(z->special, 4);
	assert_int_equal(f.policy->nr_patterns, 1);
	policy_close(&f);
}

static void test_fields__absent_ones_have_their_default(void **state)
{
	struct policy_fixture f = {0};
	const struct zoo_kind *z;

	(void)state;
	policy_load(&f, POLICY_CHECK("zoo: {}"));
	assert_loads(&f);
	z = zoo(&f);
	assert_true(z->boolean);
	assert_int_equal(z->integer, 3);
	assert_true(isnan(z->number));
	assert_int_equal(z->letter, 1);
	assert_int_equal(z->date, DONE_NO_DAY);
	assert_null(z->string);
	assert_null(z->path);
	assert_null(z->glob);
	assert_null(z->file.text);
	assert_null(z->pattern);
	assert_null(z->jsonpath);
	assert_null(z->value);
	assert_null(z->object);
	assert_null(z->condition);
	assert_int_equal(
	    z->strings.nr + z->globs.nr + z->files.nr + z->objects.nr + z->tests.nr, 0);
	policy_close(&f);
}

static void test_fields__amounts_have_the_unit_of_their_name(void **state)
{
	static const struct {
		const char *text;
		double value; /* below 0: refused; NAN: the sheet says it */
	} rows[] = {{"zoo: {amounts: {p95_ms: 250ms}}", 250},
	    {"zoo: {amounts: {p95_ms: 0.25 s}}", 250}, {"zoo: {amounts: {p95_ms: 500us}}", 0.5},
	    {"zoo: {amounts: {wait_s: 2min}}", 120}, {"zoo: {amounts: {error_rate: 1%}}", 0.01},
	    {"zoo: {amounts: {error_rate: 0.5}}", 0.5}, {"zoo: {amounts: {requests: 1000}}", 1000},
	    {"zoo: {amounts: {requests: {sheet: load.peak}}}", NAN},
	    {"zoo: {amounts: {p95_ms: 1%}}", -1}, {"zoo: {amounts: {p95_ms: -1}}", -1},
	    {"zoo: {amounts: {p95_ms: 1.ms}}", -1}, {"zoo: {amounts: {p95_ms: 1.2.3}}", -1},
	    {"zoo: {amounts: {p95_ms: 1e3}}", -1}, {"zoo: {amounts: {p95_ms: nan}}", -1},
	    {"zoo: {amounts: {requests: 1ms}}", -1}, {"zoo: {amounts: {error_rate: 2}}", -1},
	    {"zoo: {amounts: {p96_ms: 1}}", -1}, {"zoo: {amounts: {requests: {sheet: 1}}}", -1},
	    {"zoo: {amounts: {requests: {sheet: a, file: b}}}", -1},
	    {"zoo: {amounts: [requests]}", -1}};

	struct policy_fixture f = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		char text[256];

		snprintf(text, sizeof(text), POLICY_CHECK("%s"), rows[i].text);
		policy_load(&f, text);
		if (rows[i].value < 0) {
			assert_true(f.err.code == DONE_E_POLICY);
		} else if (isnan(rows[i].value)) {
			assert_loads(&f);
			assert_string_equal(zoo(&f)->amounts.items[0].sheet, "load.peak");
		} else {
			assert_loads(&f);
			assert_int_equal(zoo(&f)->amounts.nr, 1);
			assert_true(fabs(zoo(&f)->amounts.items[0].value - rows[i].value) < 1e-9);
		}
	}
	policy_close(&f);
}

static void test_fields__ratios_are_percentages_or_numbers(void **state)
{
	static const struct {
		const char *text;
		double ratio; /* below 0: refused */
	} rows[] = {{"zoo: {ratio: 80%}", 0.8}, {"zoo: {ratio: 0.8}", 0.8}, {"zoo: {ratio: 1}", 1},
	    {"zoo: {ratio: 0}", 0}, {"zoo: {ratio: 99.5 %}", .995}, {"zoo: {ratio: 100%}", 1},
	    {"zoo: {ratio: '5%'}", .05}, {"zoo: {ratio: 80}", -1}, {"zoo: {ratio: 101%}", -1},
	    {"zoo: {ratio: -1%}", -1}, {"zoo: {ratio: 1.%}", -1}, {"zoo: {ratio: x}", -1},
	    {"zoo: {ratio: .nan}", -1}, {"zoo: {ratio: 1e2%}", -1}};

	struct policy_fixture f = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		char text[256];

		snprintf(text, sizeof(text), POLICY_CHECK("%s"), rows[i].text);
		policy_load(&f, text);
		if (rows[i].ratio < 0) {
			assert_error(f.err, DONE_E_POLICY, "'ratio' must be a ratio");
		} else {
			assert_loads(&f);
			assert_true(zoo(&f)->ratio.is_set);
			assert_true(fabs(zoo(&f)->ratio.value - rows[i].ratio) < 1e-12);
		}
	}
	policy_close(&f);
}

static void test_fields__numbers_are_whole_or_decimal(void **state)
{
	static const struct {
		const char *text;
		double number;
	} rows[] = {{"zoo: {number: 3}", 3.0}, {"zoo: {number: -0.5}", -0.5},
	    {"zoo: {number: 1e3}", 1000.0}, {"zoo: {number: 0.1}", 0.1}};
	struct policy_fixture f = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		char text[256];

		snprintf(text, sizeof(text), POLICY_CHECK("%s"), rows[i].text);
		policy_load(&f, text);
		assert_loads(&f);
		assert_true(zoo(&f)->number == rows[i].number);
	}
	policy_close(&f);
}

/* Each row stands as the check's kind at line 7; `column` is where the value at fault begins. */
static const struct {
	const char *text, *message, *cure;
	int column;
} refusals[] = {
    {"zoo: {boolean: yes}", "'boolean' must be true or false, not text", "", 24},
    {"zoo: {boolean: 1}", "'boolean' must be true or false, not whole number", "", 24},
    {"zoo: {integer: 1.5}", "'integer' must be a whole number, not text", "", 24},
    {"zoo: {integer: '1'}", "'integer' must be a whole number, not text", "", 24},
    {"zoo: {integer: 6}", "'integer' must be from -5 to 5, not 6", "", 24},
    {"zoo: {integer: -6}", "'integer' must be from -5 to 5, not -6", "", 24},
    {"zoo: {number: '1.5'}", "'number' must be a number, not text", "", 23},
    {"zoo: {number: abc}", "'number' must be a number, not text", "", 23},
    {"zoo: {number: .inf}", "'number' must be a number, not text", "", 23},
    {"zoo: {number: 1e999}", "'number' must be a number, not text", "", 23},
    {"zoo: {number: '1,2'}", "'number' must be a number, not text", "", 23},
    {"zoo: {string: 12}", "'string' must be text, not whole number", "put it in quotes", 23},
    {"zoo: {string: true}", "'string' must be text, not true or false", "put it in quotes", 23},
    {"zoo: {string: ''}", "'string' is empty", "", 23},
    {"zoo: {string: [a]}", "'string' must be text, not list", "", 23},
    {"zoo: {string: }", "'string' has no value: it must be text",
        "an empty key takes out what a policy under 'extends' declares, and none declares "
        "'string' "
        "there",
        23},
    {"zoo: {strings: []}", "'strings' is an empty list", "", 24},
    {"zoo: {strings: [a]}", "'strings' needs at least 2 items", "", 24},
    {"zoo: {strings: [a, b, c, d]}", "'strings' has more than 3 items", "", 24},
    {"zoo: {strings: [a, 1]}", "'strings' must be text, not whole number", "put it in quotes", 28},
    {"zoo: {letter: gama}", "'letter' cannot be 'gama'", "did you mean 'gamma'?", 23},
    {"zoo: {letter: zzzzzz}", "'letter' cannot be 'zzzzzz'", "use one of: alpha, beta, gamma", 23},
    {"zoo: {letter: 1}", "'letter' must be text, not whole number", "put it in quotes", 23},
    {"zoo: {date: 2026-02-30}", "'date' is not a day: '2026-02-30'",
        "write a day that exists as YYYY-MM-DD", 21},
    {"zoo: {date: 20260230}", "'date' must be text, not whole number", "put it in quotes", 21},
    {"zoo: {path: /a}", "the path '/a' is absolute", "", 21},
    {"zoo: {path: a/../b}", "the path 'a/../b' climbs out by '..'", "", 21},
    {"zoo: {path: a//b}", "the path 'a//b' has an empty part", "", 21},
    {"zoo: {glob: 'a[b'}", "bad glob 'a[b': '[' is not closed", NULL, 21},
    {"zoo: {glob: '../a'}", "the glob '../a' climbs out by '..', and globs cannot", NULL, 21},
    {"zoo: {glob: '/a'}", "the glob '/a' begins with '/'", "'glob' takes none: write 'a'", 21},
    {"zoo: {glob: 'a/{service}'}", "'{service}' cannot be used in this glob",
        "only the globs of checks know the service", 21},
    {"zoo: {glob: {a: b}}", "'glob' must be text, not map", "", 21},
    {"zoo: {globs: [a, 'b/']}", "the glob 'b/' ends in '/', and paths do not",
        "write 'b/**' for all that lies below it, or 'b'", 26},
    {"zoo: {file: '../x'}", "the glob '../x' climbs out by '..', and globs cannot", NULL, 21},
    {"zoo: {file: '/../x'}", "bad glob '../x': it has a part '.' or '..'", NULL, 21},
    {"zoo: {file: '{servce}/x'}", "unknown placeholder '{servce}' in a glob",
        "known are {service} and {path}", 21},
    {"zoo: {file: '{service}/../x'}", "bad glob 'service/../x': it has a part '.' or '..'", NULL,
        21},
    {"zoo: {file: [a]}", "a glob must be text, not list", "", 21},
    {"zoo: {file: ''}", "a glob must be text, not empty", "", 21},
    {"zoo: {files: [a, 1]}", "a glob must be text, not whole number", "", 26},
    {"zoo: {pattern: '(a'}", "bad pattern '(a': at offset 2: missing closing parenthesis", "", 24},
    {"zoo: {pattern: [a]}", "'pattern' must be text, not list", "", 24},
    {"zoo: {object: [a]}", "'word' must be text, not list", "", 23},
    {"zoo: {object: 1}", "a part of 'zoo' must be a map, not whole number", "", 23},
    {"zoo: {object: {number: 1}}", "a part of 'zoo' has no 'word'", "add 'word: …'", 23},
    {"zoo: {object: {word: a, numbr: 1}}", "unknown key 'numbr' in a part of 'zoo'",
        "did you mean 'number'?", 33},
    {"zoo: {objects: [a, {number: 1}]}", "a part of 'zoo' has no 'word'", "add 'word: …'", 28},
    {"zoo: {condition: a}", "a condition must be a map such as {has: \"**/*.go\"}", "", 26},
    {"zoo: {tests: [{file: a}, {file: b, content: {files: a, match: b}}]}",
        "two kinds in one check: 'file' and 'content'",
        "make two checks of them, or put them into 'all_of' or 'any_of'", 44},
    {"zoo: {special: 1}", "'special' must be text", "", 24},
    {"zoo: x", "check kind 'zoo' must be a map, not text", "", 14},
};

static void test_fields__refuse_with_message_and_place(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(refusals, i, refusals[i].text); i++) {
		char text[512];

		snprintf(text, sizeof(text), POLICY_CHECK("%s"), refusals[i].text);
		policy_load(&f, text);
		policy_refused(&f, refusals[i].text, refusals[i].message, refusals[i].cure,
		    DONE_POLICY_PATH, 7, refusals[i].column);
	}
	policy_close(&f);
}

static void test_fields__a_bad_jsonpath_is_placed(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, POLICY_CHECK("zoo: {jsonpath: 'a.b'}"));
	assert_error(f.err, DONE_E_POLICY, "JSONPath 'a.b', offset 0");
	assert_int_equal(f.err.line, 7);
	assert_int_equal(f.err.column, 25);
	policy_close(&f);
}

static void test_fields__shorthand_is_one_text_or_list(void **state)
{
	struct policy_fixture f = {0};
	const struct file_kind *options;

	(void)state;
	policy_load(&f, POLICY_CHECK("file: [a, b]"));
	assert_loads(&f);
	options = policy_options(&f);
	assert_int_equal(options->any.nr, 2);
	assert_int_equal(options->min_bytes, 7);
	policy_load(&f, POLICY_CHECK("any_of: {file: a}"));
	policy_refused(&f, "not a shorthand", "unknown key 'file' in check kind 'any_of'",
	    "use one of: checks", DONE_POLICY_PATH, 7, 18);
	policy_load(&f, POLICY_CHECK("any_of: [{file: a}, {any_of: [{file: b}]}]"));
	assert_loads(&f);
	policy_close(&f);
}

static void test_fields__bounds_are_within(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_load(&f, POLICY_CHECK("zoo: {integer: 5, strings: [a, b, c]}"));
	assert_loads(&f);
	assert_int_equal(zoo(&f)->integer, 5);
	policy_close(&f);
}

/* Depth is counted on the way down, not over all that stands side by side. */
static void test_fields__many_side_by_side_are_not_deep(void **state)
{
	struct policy_fixture f = {0};
	struct done_buf text = {0};

	(void)state;
	done_buf_addstr(&text,
	    "version: 1\nservices: [{path: a, tags: [x, y]}]\n"
	    "criteria: {c: {checks: {");
	for (int i = 0; i < 20; i++)
		done_buf_addf(&text,
		    "a%d: {when: {any: [{tag: x}, {not: {tag: y}}]}, any_of: [{any_of: "
		    "[{file: x}]}]}, ",
		    i);
	done_buf_addstr(&text, "}}}\n");
	policy_load(&f, text.ptr);
	assert_loads(&f);
	assert_int_equal(f.policy->nr_checks, 20);
	policy_close(&f);
	done_buf_release(&text);
}

static void test_fields__patterns_are_freed_after_an_error(void **state)
{
	struct policy_fixture f = {0};

	/* The leak checker looks on. */
	(void)state;
	policy_load(&f, POLICY_CHECK("content: {files: a, match: b, forbid: c}"));
	policy_refused(&f, "both", "kind 'content' needs one of 'match' and 'forbid'", "",
	    DONE_POLICY_PATH, 7, 18);
	policy_close(&f);
	done_policy_release(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fields__take_what_their_type_says),
	    cmocka_unit_test(test_fields__absent_ones_have_their_default),
	    cmocka_unit_test(test_fields__numbers_are_whole_or_decimal),
	    cmocka_unit_test(test_fields__amounts_have_the_unit_of_their_name),
	    cmocka_unit_test(test_fields__ratios_are_percentages_or_numbers),
	    cmocka_unit_test(test_fields__refuse_with_message_and_place),
	    cmocka_unit_test(test_fields__a_bad_jsonpath_is_placed),
	    cmocka_unit_test(test_fields__shorthand_is_one_text_or_list),
	    cmocka_unit_test(test_fields__bounds_are_within),
	    cmocka_unit_test(test_fields__many_side_by_side_are_not_deep),
	    cmocka_unit_test(test_fields__patterns_are_freed_after_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
