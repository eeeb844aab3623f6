/* YAML: what each subset takes and refuses, with place and in plain words. */
#include "support.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "done/artifact.h"

static int parse(struct done_arena *arena, const char *text, size_t len,
    enum done_yaml_subset subset, struct done_value *out, struct done_error *err)
{
	struct done_bytes bytes = {text, len};
	return done_yaml_parse(arena, bytes, "a.yml", subset, out, err);
}

static void read_good(struct done_arena *arena, const char *text, enum done_yaml_subset subset,
    struct done_value *out)
{
	struct done_error err = {0};
	assert_success(parse(arena, text, strlen(text), subset, out, &err), err);
}

static void test_yaml__places_every_value(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_value root;
	read_good(&arena,
	    "# c\nversion: 1\n\xC3\xA9: {x: [a, 'b']}\nlist:\n  - one\n  - two: |\n      t\n",
	    DONE_YAML_STRICT, &root);
	assert_int_equal(root.type, DONE_MAP);
	assert_int_equal(root.line, 2);
	assert_int_equal(root.column, 1);
	assert_string_equal(root.file, "a.yml");
	assert_int_equal(root.map.nr, 3);
	assert_int_equal(root.map.ptr[0].value.column, 10);
	assert_int_equal(root.map.ptr[1].line, 3);
	const struct done_value *x = done_value_get(done_value_get(&root, "\xC3\xA9"), "x");
	assert_int_equal(x->column, 8);
	assert_true(x->list.ptr[0].plain);
	assert_false(x->list.ptr[1].plain);
	assert_int_equal(x->list.ptr[1].column, 12);
	const struct done_value *two =
	    done_value_get(&done_value_get(&root, "list")->list.ptr[1], "two");
	assert_string_equal(two->string.ptr, "t\n");
	assert_int_equal(two->line, 6);
	assert_int_equal(two->column, 10);
	done_arena_release(&arena);
}

/* ---- scalars ---- */

static const struct scalar {
	const char *text;
	enum done_value_type strict, artifact;
	double number; /* in artifacts */
} scalars[] = {
    {"true", DONE_BOOLEAN, DONE_BOOLEAN, 0},
    {"True", DONE_STRING, DONE_BOOLEAN, 0},
    {"FALSE", DONE_STRING, DONE_BOOLEAN, 0},
    {"no", DONE_STRING, DONE_STRING, 0},
    {"on", DONE_STRING, DONE_STRING, 0},
    {"null", DONE_NULL, DONE_NULL, 0},
    {"Null", DONE_STRING, DONE_NULL, 0},
    {"~", DONE_NULL, DONE_NULL, 0},
    {"", DONE_NULL, DONE_NULL, 0},
    {"0", DONE_INTEGER, DONE_INTEGER, 0},
    {"-12", DONE_INTEGER, DONE_INTEGER, -12},
    {"+12", DONE_STRING, DONE_INTEGER, 12},
    {"-0", DONE_STRING, DONE_INTEGER, 0},
    {"010", DONE_STRING, DONE_INTEGER, 10},
    {"0o7", DONE_STRING, DONE_INTEGER, 7},
    {"0x1F", DONE_STRING, DONE_INTEGER, 31},
    {"0x", DONE_STRING, DONE_STRING, 0},
    {"0o9", DONE_STRING, DONE_STRING, 0},
    {"1_000", DONE_STRING, DONE_STRING, 0},
    {"12:30", DONE_STRING, DONE_STRING, 0},
    {"1e3", DONE_STRING, DONE_REAL, 1000},
    {"1.5", DONE_STRING, DONE_REAL, 1.5},
    {"1.", DONE_STRING, DONE_REAL, 1},
    {".5", DONE_STRING, DONE_REAL, 0.5},
    {"-.5E-1", DONE_STRING, DONE_REAL, -0.05},
    {".", DONE_STRING, DONE_STRING, 0},
    {"1e", DONE_STRING, DONE_STRING, 0},
    {"1.2.3", DONE_STRING, DONE_STRING, 0},
    {"2026-01-01", DONE_STRING, DONE_STRING, 0},
    {"'1'", DONE_STRING, DONE_STRING, 0},
    {"\"true\"", DONE_STRING, DONE_STRING, 0},
    {"9223372036854775807", DONE_INTEGER, DONE_INTEGER, 0x1p63},
    {"12345678901234567890123", DONE_STRING, DONE_REAL, 12345678901234567890123.0},
    {"0xFFFFFFFFFFFFFFFF", DONE_STRING, DONE_REAL, 0x1p64},
    {"1e400", DONE_STRING, DONE_REAL, HUGE_VAL},
    {"1e-400", DONE_STRING, DONE_REAL, DBL_MIN},
    {".inf", DONE_STRING, DONE_REAL, HUGE_VAL},
    {"-.INF", DONE_STRING, DONE_REAL, -HUGE_VAL},
    {"inf", DONE_STRING, DONE_STRING, 0},
    {"nan", DONE_STRING, DONE_STRING, 0},
    {"Infinity", DONE_STRING, DONE_STRING, 0},
    {"0X1F", DONE_STRING, DONE_STRING, 0},
};

static void check_scalar(
    const struct scalar *row, enum done_yaml_subset subset, enum done_value_type type)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	char text[64];
	snprintf(text, sizeof(text), "k: %s\n", row->text);
	int rc = parse(&arena, text, strlen(text), subset, &root, &err);
	assert_success(rc, err);
	const struct done_value *value = done_value_get(&root, "k");
	if (value->type != type)
		fail_msg("'%s' in subset %d: type %s", row->text, (int)subset,
		    done_value_type_name(value->type));
	if (type == DONE_STRING)
		assert_int_equal(value->plain, row->text[0] != '\'' && row->text[0] != '"');
	if (subset == DONE_YAML_ARTIFACT && type == DONE_REAL)
		assert_true(value->real == row->number);
	if (subset == DONE_YAML_ARTIFACT && type == DONE_INTEGER)
		assert_true((double)value->integer == row->number);
	done_arena_release(&arena);
}

static void test_yaml__types_plain_scalars(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(scalars, i, scalars[i].text); i++) {
		check_scalar(&scalars[i], DONE_YAML_STRICT, scalars[i].strict);
		check_scalar(&scalars[i], DONE_YAML_ARTIFACT, scalars[i].artifact);
	}
}

/* ---- refusals ---- */

#define BOTH 3
#define STRICT 1
#define ARTIFACT 2

static const struct refused {
	const char *text;
	size_t len; /* 0: strlen */
	int subsets;
	const char *part;
	int line, column;
} refused[] = {
    {"a: &x 1\nb: 2\n", 0, STRICT, "aliases and anchors are not allowed here: write the value out",
        1, 4},
    {"a: 1\nb: *x\n", 0, STRICT, "aliases and anchors are not allowed here", 2, 4},
    {"a: [&x [1]]\n", 0, STRICT, "aliases and anchors", 1, 5},
    {"&x a: 1\n", 0, STRICT, "aliases and anchors", 1, 1},
    {"&a [*a]\n", 0, STRICT, "aliases and anchors", 1, 1},
    {"&a [*a]\n", 0, ARTIFACT, "stands inside its own anchor", 1, 5},
    {"a: *x\n", 0, ARTIFACT, "has no anchor", 1, 4},
    {"a: 1\ndocs: x\nb:\n  docs: y\ndocs: z\n", 0, BOTH, "duplicate key 'docs' (first at line 2)",
        5, 1},
    {"{a: 1, b: {c: 1,\n c: 2}}\n", 0, BOTH, "duplicate key 'c' (first at line 1)", 2, 2},
    {"a: 1\n\"a\": 2\n", 0, BOTH, "duplicate key 'a' (first at line 1)", 2, 1},
    {"a: \"\\ud800\"\n", 0, BOTH, "lone surrogate", 1, 7},
    {"a: 1\n---\nb: 2\n", 0, BOTH, "a second document begins here", 2, 1},
    {"a: 1\n...\n---\nb: 2\n", 0, BOTH, "a second document begins here", 3, 1},
    {"", 0, BOTH, "the file is empty", 1, 1},
    {"# only\n# words\n", 0, BOTH, "the file is empty", 3, 1},
    {"---\n", 0, BOTH, "the file is empty", 2, 1},
    {"\xEF\xBB\xBF"
     "a: 1\n",
        0, STRICT, "a byte-order mark (U+FEFF)", 1, 1},
    {"a: 1\n\xEF\xBB\xBF"
     "b: 1\n",
        0, BOTH, "a byte-order mark (U+FEFF)", 2, 1},
    {"a: \xFF\n", 0, BOTH, "the byte 0xFF is not UTF-8: save the file as UTF-8", 1, 4},
    {"a: 1\nb: \xC0\xAF\n", 0, BOTH, "the byte 0xC0 is not UTF-8: save the file as UTF-8", 2, 4},
    {"a: \xED\xA0\x80\n", 0, BOTH, "not UTF-8", 1, 4},
    {"a: b\0c\n", 7, BOTH, "a NUL character", 1, 5},
    {"a: \x1b[31m\n", 0, BOTH, "a control character (U+001B)", 1, 4},
    {"a: \x7f\n", 0, BOTH, "a control character (U+007F)", 1, 4},
    {"a: \xC2\x9b\n", 0, BOTH, "a control character (U+009B)", 1, 4},
    {"\xFF\xFE"
     "a\0:\0 \0"
     "1\0",
        10, BOTH, "UTF-16", 1, 1},
    {"\xFE\xFF\0a\0:\0 \0"
     "1",
        10, BOTH, "UTF-16", 1, 1},
    {"a: 1\n# harmless\xE2\x80\xA8required: []\n", 0, BOTH, "a hidden line break (U+2028)", 2, 11},
    {"# harmless\xE2\x80\xA9required: []\n", 0, BOTH, "a hidden line break (U+2029)", 1, 11},
    {"# harmless\xC2\x85required: []\n", 0, BOTH, "a hidden line break (U+0085)", 1, 11},
    {"# harmless\rrequired: []\n", 0, BOTH, "a carriage return without a newline", 1, 11},
    {"a: x\xE2\x80\xAEy\n", 0, STRICT, "an invisible direction mark (U+202E)", 1, 5},
    {"a: x\xE2\x80\x8By\n", 0, STRICT, "an invisible character (U+200B)", 1, 5},
    {"a: \xF3\xA0\x81\x81\n", 0, STRICT, "an invisible character (U+E0041)", 1, 4},
    {"a: \"\\e[31m\"\n", 0, STRICT, "a control character (U+001B) is not allowed in a value", 1, 4},
    {"a: \"x\\0y\"\n", 0, BOTH, "a NUL character (U+0000) is not allowed in a value", 1, 4},
    {"\"x\\0y\": 1\n", 0, BOTH, "a NUL character (U+0000) is not allowed in a value", 1, 1},
    {"a: \"\\u202e\"\n", 0, STRICT, "an invisible direction mark", 1, 4},
    {"a: !!str 1\n", 0, STRICT, "tags are not allowed here", 1, 4},
    {"a: !x {b: 1}\n", 0, STRICT, "tags are not allowed here", 1, 4},
    {"a: !u [b]\n", 0, STRICT, "tags are not allowed here", 1, 4},
    {"%TAG ! tag:x,2000:\n---\na: 1\n", 0, STRICT, "directives ('%YAML', '%TAG') are not allowed",
        1, 1},
    {"%YAML 1.1\n---\na: 1\n", 0, STRICT, "directives", 1, 1},
    {"%YAML 1.3\n---\na: 1\n", 0, BOTH, "", 1, 1},
    {"a: {<<: {b: 1}}\n", 0, STRICT, "merge keys ('<<') are not allowed here: write the keys out",
        1, 5},
    {"a: {<<: 1}\n", 0, ARTIFACT, "a merge key ('<<') needs a map", 1, 9},
    {"? [a]\n: 1\n", 0, BOTH, "a key must be text", 1, 3},
    {"{a: 1}: 1\n", 0, BOTH, "a key must be text", 1, 1},
    {"a:\n\tb: 1\n", 0, BOTH, "a tab cannot indent YAML: use spaces", 2, 1},
    {"a: 'b\nc: 1\n", 0, BOTH, "the quote opened at line 1 is never closed", 3, 1},
    {"a: 1\nb: \"c\n", 0, BOTH, "the quote opened at line 2 is never closed", 3, 1},
    {"a: 1\n}\n", 0, BOTH, "check the indentation", 2, 1},
    {"a: [1\nb: 2\n", 0, BOTH, "the '[' opened at line 1 is not closed", 2, 2},
    {"a: {b: 1\n", 0, BOTH, "the '{' opened at line 1 is not closed", 2, 1},
    {"a: b\nc: {b: 1", 0, BOTH, "the '{' opened at line 2 is not closed", 2, 9},
    {"a: [1,\n", 0, BOTH, "a '[' or '{' before it is not closed", 2, 1},
    {"a: @b\n", 0, BOTH, "a value cannot begin with '@': put it in quotes", 1, 4},
    {"a: `b`\n", 0, BOTH, "a value cannot begin with '`': put it in quotes", 1, 4},
    {"a: %b\n", 0, BOTH, "a value cannot begin with '%': put it in quotes", 1, 4},
    {"a: b: c\n", 0, BOTH, "put the text in quotes", 1, 5},
    {"a: \"\\d\"\n", 0, BOTH, "use single quotes", 1, 5},
    {"a: - b\n", 0, BOTH, "put the list on lines of its own", 1, 4},
    {"a: 1\n b: 2\n", 0, BOTH, "", 2, 3},
    {"a: 1\nb\nc: 3\n", 0, BOTH, "a key without ':'", 3, 1},
    {"a:\n  - b\n c: 1\n", 0, BOTH, "check the indentation", 3, 2},
    {"a: *\n", 0, BOTH, "put the text in quotes", 1, 5},
};

static void check_refused(size_t i, enum done_yaml_subset subset)
{
	const struct refused *row = &refused[i];
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root = {.line = 77};
	size_t len = row->len ? row->len : strlen(row->text);

	if (parse(&arena, row->text, len, subset, &root, &err) == 0)
		fail_msg("row %zu, subset %d: taken: %s", i, (int)subset, row->text);
	assert_error(err, DONE_E_POLICY, row->part);
	if (err.line != row->line || err.column != row->column)
		fail_msg("row %zu: %s: %d:%d, expected %d:%d: %s", i, row->text, err.line,
		    err.column, row->line, row->column, err.message);
	assert_string_equal(err.file, "a.yml");
	assert_int_equal(root.line, 77);
	done_arena_release(&arena);
}

static void test_yaml__refuses_with_a_place_and_plain_words(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].text); i++) {
		if (refused[i].subsets & STRICT)
			check_refused(i, DONE_YAML_STRICT);
		if (refused[i].subsets & ARTIFACT)
			check_refused(i, DONE_YAML_ARTIFACT);
	}
}

/* ---- artifacts ---- */

static void test_yaml__resolves_aliases_in_artifacts(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_value root;
	read_good(&arena,
	    "\xEF\xBB\xBF"
	    "a: &x {b: 1}\nc: *x\nd: &x 2\ne: [*x]\n&k f: 1\ng: *k\n",
	    DONE_YAML_ARTIFACT, &root);
	assert_int_equal(done_value_get(done_value_get(&root, "c"), "b")->integer, 1);
	assert_int_equal(done_value_get(&root, "e")->list.ptr[0].integer, 2);
	assert_string_equal(done_value_get(&root, "g")->string.ptr, "f");
	done_arena_release(&arena);
}

static void test_yaml__merges_maps_in_artifacts(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_value root;
	read_good(&arena,
	    "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\n"
	    "one: {b: 0, <<: *x}\ntwo: {<<: [*y, *x], d: 3}\nthree: {'<<': 1}\n",
	    DONE_YAML_ARTIFACT, &root);
	const struct done_value *one = done_value_get(&root, "one");
	assert_int_equal(one->map.nr, 2);
	assert_int_equal(done_value_get(one, "a")->integer, 1);
	assert_int_equal(done_value_get(one, "b")->integer, 0);
	const struct done_value *two = done_value_get(&root, "two");
	assert_int_equal(two->map.nr, 4);
	assert_int_equal(done_value_get(two, "b")->integer, 2);
	assert_int_equal(done_value_get(two, "a")->integer, 1);
	assert_int_equal(done_value_get(done_value_get(&root, "three"), "<<")->integer, 1);
	done_arena_release(&arena);
}

static void test_yaml__ignores_tags_but_that_of_text(void **state)
{
	(void)state;
	struct done_arena arena = {0};
	struct done_value root;
	read_good(&arena, "%YAML 1.2\n---\na: !!str 1\nb: !Ref 2\nc: ! 3\nd: !x [1]\n",
	    DONE_YAML_ARTIFACT, &root);
	assert_int_equal(done_value_get(&root, "a")->type, DONE_STRING);
	assert_int_equal(done_value_get(&root, "b")->type, DONE_INTEGER);
	assert_int_equal(done_value_get(&root, "c")->type, DONE_STRING);
	assert_int_equal(done_value_get(&root, "d")->type, DONE_LIST);
	done_arena_release(&arena);
}

static void test_yaml__stops_billion_laughs(void **state)
{
	(void)state;
	char text[1024] = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
	for (int i = 1; i < 9; i++) {
		char line[80];
		snprintf(line, sizeof(line), "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i,
		    i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
		strcat(text, line);
	}
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_true(parse(&arena, text, strlen(text), DONE_YAML_ARTIFACT, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "the aliases expand to more than 100,000 values");
	assert_true(err.line > 4);
	done_arena_release(&arena);
}

static void test_yaml__counts_the_depth_of_aliases(void **state)
{
	(void)state;
	char text[400] = "- &a ", *p = text + 5;
	for (int i = 0; i < 40; i++)
		*p++ = '[';
	for (int i = 0; i < 40; i++)
		*p++ = ']';
	p += sprintf(p, "\n- ");
	for (int i = 0; i < 40; i++)
		*p++ = '[';
	p += sprintf(p, "*a");
	for (int i = 0; i < 40; i++)
		*p++ = ']';
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_true(parse(&arena, text, strlen(text), DONE_YAML_ARTIFACT, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "nested more than 64 deep");
	assert_int_equal(err.line, 2);
	done_arena_release(&arena);
}

/* ---- limits ---- */

static char *repeat(const char *head, const char *part, size_t nr)
{
	size_t len = strlen(part), at = strlen(head);
	char *text = malloc(at + nr * len + 1);
	assert_non_null(text);
	strcpy(text, head);
	for (size_t i = 0; i < nr; i++, at += len)
		memcpy(text + at, part, len + 1);
	return text;
}

static int parse_repeated(const char *head, const char *part, size_t nr,
    enum done_yaml_subset subset, struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_value root;
	char *text = repeat(head, part, nr);
	int rc = parse(&arena, text, strlen(text), subset, &root, err);
	free(text);
	done_arena_release(&arena);
	return rc;
}

static const struct limit {
	enum done_yaml_subset subset;
	const char *head, *part;
	size_t good, bad;
	const char *message;
} limits[] = {
    {DONE_YAML_STRICT, "# c\n- a\n", "# 789012345678\n", 17475, 17476, "at most 262144 are read"},
    {DONE_YAML_STRICT, "", "- a\n", 9999, 10000, "more than 10,000 values"},
    {DONE_YAML_STRICT, "- ", "x", 8192, 8193, "longer than 8 KiB"},
    {DONE_YAML_STRICT, "", "- ", 64, 65, "nested more than 64 deep"},
    {DONE_YAML_ARTIFACT, "", "- ", 64, 65, "nested more than 64 deep"},
    {DONE_YAML_ARTIFACT, "a: [1,2]\nb: # ", "x", (16U << 20) - 14, (16U << 20) - 13,
        "at most 16777216"},
    {DONE_YAML_ARTIFACT, "- &a [1]\n", "- &a 1\n", 4095, 4096, "more than 4,096 anchors"},
    {DONE_YAML_ARTIFACT, "- &a [1,2,3]\n", "- *a\n", 25000, 25001, "more than 100,000 values"},
};

static void test_yaml__keeps_its_limits(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(limits, i, limits[i].head); i++) {
		const struct limit *row = &limits[i];
		struct done_error err = {0};
		assert_success(
		    parse_repeated(row->head, row->part, row->good, row->subset, &err), err);
		assert_true(parse_repeated(row->head, row->part, row->bad, row->subset, &err) < 0);
		assert_error(err, DONE_E_POLICY, row->message);
	}
}

static void test_yaml__refuses_deep_flow_at_once(void **state)
{
	(void)state;
	struct done_error err = {0};
	assert_true(parse_repeated("", "[", 100000, DONE_YAML_STRICT, &err) < 0);
	assert_error(err, DONE_E_POLICY, "nested more than 64 deep");
	assert_int_equal(err.column, 65);
	struct done_error map_err = {0};
	assert_true(parse_repeated("", "{a: ", 1000000, DONE_YAML_ARTIFACT, &map_err) < 0);
	assert_error(map_err, DONE_E_POLICY, "nested more than 64 deep");
}

static void test_yaml__finds_a_duplicate_among_many_keys(void **state)
{
	(void)state;
	size_t cap = 1U << 20, len = 0;
	char *text = malloc(cap);
	assert_non_null(text);
	for (int i = 0; i < 30000; i++)
		len += (size_t)snprintf(text + len, cap - len, "key%d: 1\n", (i * 7919) % 30011);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value root;
	assert_success(parse(&arena, text, len, DONE_YAML_ARTIFACT, &root, &err), err);
	len += (size_t)snprintf(text + len, cap - len, "key%d: 1\nkey0: 1\n", 7919);
	assert_true(parse(&arena, text, len, DONE_YAML_ARTIFACT, &root, &err) < 0);
	assert_error(err, DONE_E_POLICY, "duplicate key 'key7919' (first at line 2)");
	assert_int_equal(err.line, 30001);
	free(text);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_yaml__places_every_value),
	    cmocka_unit_test(test_yaml__types_plain_scalars),
	    cmocka_unit_test(test_yaml__refuses_with_a_place_and_plain_words),
	    cmocka_unit_test(test_yaml__resolves_aliases_in_artifacts),
	    cmocka_unit_test(test_yaml__merges_maps_in_artifacts),
	    cmocka_unit_test(test_yaml__ignores_tags_but_that_of_text),
	    cmocka_unit_test(test_yaml__stops_billion_laughs),
	    cmocka_unit_test(test_yaml__counts_the_depth_of_aliases),
	    cmocka_unit_test(test_yaml__keeps_its_limits),
	    cmocka_unit_test(test_yaml__refuses_deep_flow_at_once),
	    cmocka_unit_test(test_yaml__finds_a_duplicate_among_many_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
