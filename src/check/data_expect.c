/*
 * What kind `data` may ask of a value, and how it is said.
 */
#include "data.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SHOWN 80
#define CHOICES_SHOWN 6

/* The policy's YAML knows no decimals: 0.5 without quotes stands there as a plain text. */
static bool is_plain_number(
    struct done_arena *arena, const struct done_value *value, struct done_value *out)
{
	return value->type == DONE_STRING && value->plain &&
	    done_number_from_text(arena, value->string.ptr, out);
}

/* The types as the policy names them. */
enum data_type {
	TYPE_TEXT,
	TYPE_NUMBER,
	TYPE_INTEGER,
	TYPE_BOOLEAN,
	TYPE_LIST,
	TYPE_MAP,
	TYPE_NULL
};
static const char *const type_names[] = {
    "text", "number", "integer", "boolean", "list", "map", "null", NULL};
static const enum done_value_type type_of[] = {
    [TYPE_TEXT] = DONE_STRING,
    [TYPE_NUMBER] = DONE_REAL,
    [TYPE_INTEGER] = DONE_INTEGER,
    [TYPE_BOOLEAN] = DONE_BOOLEAN,
    [TYPE_LIST] = DONE_LIST,
    [TYPE_MAP] = DONE_MAP,
    [TYPE_NULL] = DONE_NULL,
};

static bool has_type(const struct done_value *value, int type)
{
	if (type == TYPE_NUMBER && done_value_is_number(value))
		return true;
	if (type == TYPE_INTEGER && value->type == DONE_REAL)
		return value->whole ||
		    (!value->beyond && value->real == trunc(value->real)); /* 1.0 */
	return value->type == type_of[type];
}

static const char *number_text(struct done_arena *arena, double real)
{
	char text[DONE_REAL_TEXT];

	done_real_text(real, text);
	return done_arena_strdup(arena, text);
}

const char *done_data_value_shown(struct done_view *view, const struct done_value *value)
{
	struct done_arena *arena = view->arena;
	struct done_value number;

	if (is_plain_number(arena, value, &number))
		value = &number;
	switch (value->type) {
	case DONE_NULL:
		return "null";
	case DONE_BOOLEAN:
		return value->boolean ? "true" : "false";
	case DONE_INTEGER:
	case DONE_REAL:
		if (value->digits)
			return done_view_shown(
			    view, value->digits, strlen(value->digits), TEXT_SHOWN);
		return value->type == DONE_INTEGER
		    ? done_arena_printf(arena, "%" PRId64, value->integer)
		    : number_text(arena, value->real);
	case DONE_STRING:
		return done_arena_printf(arena, "\"%s\"",
		    done_view_shown(view, value->string.ptr, value->string.len, TEXT_SHOWN));
	case DONE_LIST:
		return done_arena_printf(arena, "a list of %zu", value->list.nr);
	case DONE_MAP:
		return done_arena_printf(arena, "a map of %zu", value->map.nr);
	}
	return "?";
}

static const char *choices(struct done_view *view, const struct done_value *list)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < list->list.nr && i < CHOICES_SHOWN; i++)
		done_buf_addf(
		    &buf, "%s%s", i ? ", " : "", done_data_value_shown(view, &list->list.ptr[i]));
	if (list->list.nr > CHOICES_SHOWN)
		done_buf_addf(&buf, " and %zu more", list->list.nr - CHOICES_SHOWN);
	char *text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* What a pattern is held against: a scalar as it is written. NULL: a list, a map, null. */
static const char *scalar_text(struct done_view *view, const struct done_value *value, size_t *len)
{
	const char *text = NULL;

	if (value->type == DONE_STRING) {
		*len = value->string.len;
		return value->string.ptr;
	}
	if (done_value_is_number(value) || value->type == DONE_BOOLEAN) {
		text = value->digits ? value->digits : done_data_value_shown(view, value);
		*len = strlen(text);
	}
	return text;
}

/* ---- one test a row: does it hold, and how is it said ---- */

struct test {
	bool (*is_asked)(const struct data_expectation *expects);
	int (*holds)(struct done_view *view, const struct data_expectation *expects,
	    const struct done_value *node, struct done_error *err);
	const char *(*says)(struct done_view *view, const struct data_expectation *expects);
	const char *option, *wrong;
	/* How far a number is off; NULL: that cannot be measured. */
	double (*distance)(const struct data_expectation *expects, double number);
};

static bool asks_type(const struct data_expectation *expects)
{
	return expects->type != DATA_ANY_TYPE;
}

static int holds_type(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	(void)view;
	(void)err;
	return has_type(node, expects->type);
}

static const char *says_type(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(view->arena, "of type %s", type_names[expects->type]);
}

static bool asks_equals(const struct data_expectation *expects)
{
	return expects->equals != NULL;
}

static bool is_equal(
    struct done_view *view, const struct done_value *expected, const struct done_value *node)
{
	struct done_value number = {0};

	if (done_value_is_number(node) && is_plain_number(view->arena, expected, &number))
		return done_value_equal(&number, node);
	return done_value_equal(expected, node);
}

static int holds_equals(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	(void)err;
	return is_equal(view, expects->equals, node);
}

static const char *says_equals(struct done_view *view, const struct data_expectation *expects)
{
	return done_data_value_shown(view, expects->equals);
}

static bool asks_one_of(const struct data_expectation *expects)
{
	return expects->one_of != NULL;
}

static int holds_one_of(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	(void)err;
	for (size_t i = 0; i < expects->one_of->list.nr; i++) {
		if (is_equal(view, &expects->one_of->list.ptr[i], node))
			return 1;
	}
	return 0;
}

static const char *says_one_of(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(view->arena, "one of %s", choices(view, expects->one_of));
}

static bool asks_matches(const struct data_expectation *expects)
{
	return expects->matches != NULL;
}

static int holds_matches(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	struct done_match match;
	struct done_bytes bytes = {0};

	bytes.ptr = scalar_text(view, node, &bytes.len);
	if (!bytes.ptr)
		return 0;
	return done_pattern_find(
	    expects->matches, view->matcher, bytes, done_charset_of(bytes), 0, &match, err);
}

static const char *says_matches(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(
	    view->arena, "text that matches %s", done_view_pattern_shown(view, expects->matches));
}

static bool asks_min(const struct data_expectation *expects)
{
	return !isnan(expects->min);
}

static int holds_min(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	(void)view;
	(void)err;
	return done_value_is_number(node) && done_value_number(node) >= expects->min;
}

static const char *says_min(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(
	    view->arena, "a number of at least %s", number_text(view->arena, expects->min));
}

static bool asks_max(const struct data_expectation *expects)
{
	return !isnan(expects->max);
}

static int holds_max(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	(void)view;
	(void)err;
	return done_value_is_number(node) && done_value_number(node) <= expects->max;
}

static const char *says_max(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(
	    view->arena, "a number of at most %s", number_text(view->arena, expects->max));
}

static bool asks_min_items(const struct data_expectation *expects)
{
	return expects->min_items > 0;
}

static int holds_min_items(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct done_error *err)
{
	uint64_t least = (uint64_t)expects->min_items;

	(void)view;
	(void)err;
	return (node->type == DONE_LIST && node->list.nr >= least) ||
	    (node->type == DONE_MAP && node->map.nr >= least);
}

static const char *says_min_items(struct done_view *view, const struct data_expectation *expects)
{
	return done_arena_printf(
	    view->arena, "a list or map of at least %" PRId64, expects->min_items);
}

static double below_min(const struct data_expectation *expects, double number)
{
	return expects->min - number;
}

static double above_max(const struct data_expectation *expects, double number)
{
	return number - expects->max;
}

static const struct test tests[] = {
    {asks_type, holds_type, says_type, "type", "another type", NULL},
    {asks_equals, holds_equals, says_equals, "equals", "another value", NULL},
    {asks_one_of, holds_one_of, says_one_of, "one_of", "another value", NULL},
    {asks_matches, holds_matches, says_matches, "matches", "no match", NULL},
    {asks_min, holds_min, says_min, "min", "too small", below_min},
    {asks_max, holds_max, says_max, "max", "too large", above_max},
    {asks_min_items, holds_min_items, says_min_items, "min_items", "not a list", NULL},
};

static struct data_misfit misfit_of(struct done_view *view, const struct test *test,
    const struct data_expectation *expects, const struct done_value *node)
{
	struct data_misfit misfit = {test->says(view, expects), test->option, test->wrong, 0};

	if (!test->distance)
		return misfit;
	if (done_value_is_number(node))
		misfit.amount = test->distance(expects, done_value_number(node));
	else
		misfit.wrong = "not a number";
	return misfit;
}

int done_data_fits(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct data_misfit *out, struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tests); i++) {
		if (!tests[i].is_asked(expects))
			continue;
		int rc = tests[i].holds(view, expects, node, err);

		if (rc == 0)
			*out = misfit_of(view, &tests[i], expects, node);
		if (rc <= 0)
			return rc;
	}
	return 1;
}

const char *done_data_wanted(struct done_view *view, const struct data_expectation *expects)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(tests); i++) {
		if (tests[i].is_asked(expects))
			done_buf_addf(
			    &buf, "%s%s", buf.len ? ", " : "", tests[i].says(view, expects));
	}
	char *text = done_arena_strndup(view->arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* ---- how it is written ---- */

static int data_expect_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct data_expectation *expects = object;

	if (expects->one_of && (expects->one_of->type != DONE_LIST || !expects->one_of->list.nr))
		return done_value_error(
		    err, expects->one_of, "'one_of' must be a list of at least one value");
	if (!isnan(expects->min) && !isnan(expects->max) && expects->max < expects->min)
		return done_value_error(err, at, "'max' is less than 'min'");
	bool asks = false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(tests); i++)
		asks = asks || tests[i].is_asked(expects);
	if (!expects->exists && (asks || expects->optional))
		return done_value_error(
		    err, at, "'exists: false' leaves nothing for another condition");
	if (expects->optional && !asks)
		return done_value_error(err, at,
		    "'optional: true' needs another condition, which holds "
		    "where the value is there");
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("exists", struct data_expectation, exists, BOOLEAN),
        .tighter = {DONE_TIGHTER_NEVER}, .preset = 1,
        .help =
            "true: the place exists (any other condition implies that); false: it does not exist."},
    {DONE_FIELD("optional", struct data_expectation, optional, BOOLEAN),
        .tighter = {DONE_TIGHTER_LESS},
        .help = "true: a missing place is skipped; the other conditions apply where it exists."},
    {DONE_FIELD("equals", struct data_expectation, equals, VALUE),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_WEAKEST},
        .help = "It is this value, of any type; 1 equals 1.0. {service} and {path} in a text "
                "stand for the service's name and directory, also in 'one_of' and 'matches'."},
    {DONE_FIELD("one_of", struct data_expectation, one_of, VALUE), .tighter = {DONE_TIGHTER_LESS},
        .help = "It is one of this list."},
    {DONE_FIELD("matches", struct data_expectation, matches, PATTERN),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_WEAKEST},
        .help = "It is text, a number or a boolean in which this pattern is found; a number as it "
                "is "
                "written (1.10)."},
    {DONE_FIELD("min", struct data_expectation, min, NUMBER), .tighter = {DONE_TIGHTER_MORE},
        .help = "It is a number, and this is its minimum."},
    {DONE_FIELD("max", struct data_expectation, max, NUMBER), .tighter = {DONE_TIGHTER_LESS},
        .help = "It is a number, and this is its maximum."},
    {DONE_FIELD("min_items", struct data_expectation, min_items, INTEGER),
        .tighter = {DONE_TIGHTER_MORE}, .max = 1000000,
        .help = "It is a list or map, and this is the minimum number of its entries."},
    {DONE_FIELD("type", struct data_expectation, type, ENUM),
        .tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_WEAKEST}, .preset = DATA_ANY_TYPE,
        .names = type_names,
        .help = "It has this type; an integer is a number too, and 1.0 is an integer."},
};

const struct done_record done_data_expectation = {
    .name = "condition of kind 'data'",
    .size = sizeof(struct data_expectation),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .validate = data_expect_validate,
};
