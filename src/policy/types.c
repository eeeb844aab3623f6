/* Types of fields, a row each: how a value becomes a member of a struct. Plain values are here,
 * globs and lists in types_list.c, what holds fields again in fields.c. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

/* ---- plain values ---- */

static int load_boolean(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	if (value->type != DONE_BOOLEAN)
		return done_type_wrong(err, field, value, "true or false");
	*(bool *)member = value->boolean;
	return 0;
}

static int load_integer(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	if (value->type != DONE_INTEGER)
		return done_type_wrong(err, field, value, "a whole number");
	if ((field->min || field->max) &&
	    (value->integer < field->min || value->integer > field->max))
		return done_value_error(err, value,
		    "'%s' must be from %" PRId64 " to %" PRId64 ", not %" PRId64, field->name,
		    field->min, field->max, value->integer);
	*(int64_t *)member = value->integer;
	return 0;
}

/* A decimal stands as text in the strict subset. */
static int load_number(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_error ignored = {0};
	struct done_value parsed;

	if (value->type == DONE_INTEGER) {
		*(double *)member = (double)value->integer;
		return 0;
	}
	if (value->type == DONE_REAL) {
		*(double *)member = value->real;
		return 0;
	}
	if (value->type == DONE_STRING && value->plain) {
		struct done_bytes bytes = {
		    done_arena_printf(loader->arena, "[%s]", value->string.ptr),
		    value->string.len + 2};
		if (done_json_parse(loader->arena, bytes, value->file, &parsed, &ignored) >= 0 &&
		    parsed.list.nr == 1 && parsed.list.ptr[0].type == DONE_REAL &&
		    (!parsed.list.ptr[0].beyond || parsed.list.ptr[0].whole)) {
			*(double *)member = parsed.list.ptr[0].real;
			return 0;
		}
	}
	return done_type_wrong(err, field, value, "a number");
}

/* "80%", "99.5 %". */
static bool types_percent(const char *text, double *out)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	const char *at = text + whole;

	if (*at == '.') {
		part = strspn(at + 1, "0123456789");
		at += part + 1;
		if (!part)
			return false;
	}
	if (*at == ' ')
		at++;
	if (!whole || whole > 3 || part > 9 || strcmp(at, "%") != 0)
		return false;
	*out = strtod(text, NULL) / 100;
	return true;
}

static int load_ratio(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_ratio *ratio = member;
	struct done_error ignored = {0};
	double number = -1;

	if ((value->type != DONE_STRING || !types_percent(value->string.ptr, &number)) &&
	    load_number(loader, field, value, &number, &ignored) < 0)
		number = -1;
	if (!(number >= 0 && number <= 1)) {
		done_value_error(err, value,
		    "'%s' must be a ratio: '80%%', or a number from 0 to 1", field->name);
		return done_error_cure(err, "write a percentage with its sign");
	}
	*ratio = (struct done_ratio){true, number};
	return 0;
}

static int load_string(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	return done_text_take(field, value, member, err);
}

static int load_enum(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const char *text = NULL;
	size_t nr = 0;

	(void)loader;
	if (done_text_take(field, value, &text, err) < 0) {
		for (; value->type == DONE_NULL && field->names[nr]; nr++) {
			if (!strcmp(field->names[nr], "null"))
				done_error_cure(err,
				    "where the word is meant, put it in quotes: "
				    "'null'");
		}
		return err->code;
	}
	for (; field->names[nr]; nr++) {
		if (!strcmp(field->names[nr], text)) {
			*(int *)member = (int)nr;
			return 0;
		}
	}
	done_value_error(err, value, "'%s' cannot be '%s'", field->name, text);
	return done_suggest(err, text, field->names, nr);
}

static int load_date(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const char *text = NULL;

	(void)loader;
	if (done_text_take(field, value, &text, err) < 0)
		return err->code;
	if (!done_day_parse(text, member)) {
		done_value_error(err, value, "'%s' is not a day: '%s'", field->name, text);
		return done_error_cure(err, "write a day that exists as YYYY-MM-DD");
	}
	return 0;
}

static int load_path(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const char *text = NULL, *problem;

	(void)loader;
	if (done_text_take(field, value, &text, err) < 0)
		return err->code;
	problem = done_path_problem(text);
	if (problem)
		return done_value_error(err, value, "the path '%s' %s", text, problem);
	*(const char **)member = text;
	return 0;
}

static int load_value(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	(void)field;
	(void)err;
	*(const struct done_value **)member = value;
	return 0;
}

/* ---- compiled values ---- */

static int load_pattern(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	struct done_pattern *pattern;
	const char *text = NULL;

	if (done_text_take(field, value, &text, err) < 0)
		return err->code;
	if (done_text_words(value, true, err) < 0)
		return err->code;
	/* What is built in is well formed, and most of it is never looked for. */
	if (done_pattern_compile(
	        loader->arena, text, value->built_in ? DONE_PATTERN_LATER : 0, &pattern, err) < 0)
		return done_error_place(err, value->file, value->line, value->column);
	*DONE_ARENA_PUSH(
	    loader->arena, loader->patterns, loader->nr_patterns, loader->cap_patterns) = pattern;
	*(struct done_pattern **)member = pattern;
	return 0;
}

static int load_jsonpath(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	const char *text = NULL;

	if (done_text_take(field, value, &text, err) < 0)
		return err->code;
	if (done_jsonpath_compile(loader->arena, text, member, err) < 0)
		return done_error_place(err, value->file, value->line, value->column);
	return 0;
}

static int load_special(struct done_loader *loader, const struct done_field *field,
    const struct done_value *value, void *member, struct done_error *err)
{
	return field->load(loader, value, member, err);
}

/* ---- defaults
 * ------------------------------------------------------------------------------------ */

static void preset_boolean(const struct done_field *field, void *member)
{
	*(bool *)member = field->preset != 0;
}

static void preset_integer(const struct done_field *field, void *member)
{
	*(int64_t *)member = field->preset;
}

static void preset_ratio(const struct done_field *field, void *member)
{
	*(struct done_ratio *)member = (struct done_ratio){false, (double)field->preset / 100};
}

static void preset_number(const struct done_field *field, void *member)
{
	(void)field;
	*(double *)member = NAN;
}

static void preset_enum(const struct done_field *field, void *member)
{
	*(int *)member = (int)field->preset;
}

static void preset_date(const struct done_field *field, void *member)
{
	(void)field;
	*(done_day *)member = DONE_NO_DAY;
}

static const struct done_type types[] = {
    [DONE_FIELD_BOOLEAN] = {load_boolean, preset_boolean},
    [DONE_FIELD_INTEGER] = {load_integer, preset_integer},
    [DONE_FIELD_NUMBER] = {load_number, preset_number},
    [DONE_FIELD_RATIO] = {load_ratio, preset_ratio},
    [DONE_FIELD_AMOUNTS] = {done_load_amounts, NULL},
    [DONE_FIELD_STRING] = {load_string, NULL},
    [DONE_FIELD_STRINGS] = {done_load_strings, NULL},
    [DONE_FIELD_ENUM] = {load_enum, preset_enum},
    [DONE_FIELD_DATE] = {load_date, preset_date},
    [DONE_FIELD_PATH] = {load_path, NULL},
    [DONE_FIELD_GLOB] = {done_load_glob, NULL},
    [DONE_FIELD_GLOBS] = {done_load_globs, NULL},
    [DONE_FIELD_FILE] = {done_load_file, NULL},
    [DONE_FIELD_FILES] = {done_load_files, NULL},
    [DONE_FIELD_PATTERN] = {load_pattern, NULL},
    [DONE_FIELD_JSONPATH] = {load_jsonpath, NULL},
    [DONE_FIELD_VALUE] = {load_value, NULL},
    [DONE_FIELD_SPECIAL] = {load_special, NULL},
};

const struct done_type *done_type_of_plain(enum done_field_type type)
{
	return &types[type];
}
