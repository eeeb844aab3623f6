/* Every type of field, a row each: how a value becomes a member of a struct. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "loader.h"

#define LIST_MAX 10000

static int wrong(struct done_error *err, const struct done_field *field,
                 const struct done_value *value, const char *wanted)
{
	return done_value_error(err, value, "'%s' must be %s, not %s", field->name, wanted,
	                        done_value_type_name(value->type));
}

/* ---- plain values ---------------------------------------------------------------------------- */

static int load_boolean(struct done_loader *loader, const struct done_field *field,
                        const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	if (value->type != DONE_BOOLEAN)
		return wrong(err, field, value, "true or false");
	*(bool *)member = value->boolean;
	return 0;
}

static int load_integer(struct done_loader *loader, const struct done_field *field,
                        const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	if (value->type != DONE_INTEGER)
		return wrong(err, field, value, "a whole number");
	if ((field->min || field->max) &&
	    (value->integer < field->min || value->integer > field->max))
		return done_value_error(
			err, value, "'%s' must be from %" PRId64 " to %" PRId64 ", not %" PRId64,
			field->name, field->min, field->max, value->integer);
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
		    parsed.list.nr == 1 && parsed.list.ptr[0].type == DONE_REAL) {
			*(double *)member = parsed.list.ptr[0].real;
			return 0;
		}
	}
	return wrong(err, field, value, "a number");
}

static int take_text(const struct done_field *field, const struct done_value *value,
                     const char **out, struct done_error *err)
{
	if (value->type != DONE_STRING)
		return wrong(err, field, value, "text");
	if (!value->string.len)
		return done_value_error(err, value, "'%s' is empty", field->name);
	*out = value->string.ptr;
	return 0;
}

static int load_string(struct done_loader *loader, const struct done_field *field,
                       const struct done_value *value, void *member, struct done_error *err)
{
	(void)loader;
	return take_text(field, value, member, err);
}

static int load_enum(struct done_loader *loader, const struct done_field *field,
                     const struct done_value *value, void *member, struct done_error *err)
{
	const char *text, *nearest;
	size_t nr = 0;

	(void)loader;
	if (take_text(field, value, &text, err) < 0)
		return err->code;
	for (; field->names[nr]; nr++) {
		if (!strcmp(field->names[nr], text)) {
			*(int *)member = (int)nr;
			return 0;
		}
	}
	nearest = done_name_nearest(text, field->names, nr);
	done_value_error(err, value, "'%s' cannot be '%s'", field->name, text);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "'git done policy schema' lists what it can be");
}

static int load_date(struct done_loader *loader, const struct done_field *field,
                     const struct done_value *value, void *member, struct done_error *err)
{
	const char *text;

	(void)loader;
	if (take_text(field, value, &text, err) < 0)
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
	const char *text, *problem;

	(void)loader;
	if (take_text(field, value, &text, err) < 0)
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

/* ---- compiled values ------------------------------------------------------------------------- */

static int compile_glob(struct done_loader *loader, const struct done_value *value,
                        const char *text, struct done_glob **out, struct done_error *err)
{
	if (done_glob_compile(loader->arena, text, out, err) < 0)
		return done_error_place(err, value->file, value->line, value->column);
	return 0;
}

static int load_glob(struct done_loader *loader, const struct done_field *field,
                     const struct done_value *value, void *member, struct done_error *err)
{
	const char *text;

	if (take_text(field, value, &text, err) < 0)
		return err->code;
	return compile_glob(loader, value, text, member, err);
}

static bool is_templated(const char *text)
{
	return strstr(text, "{service}") || strstr(text, "{path}");
}

/* A template is compiled with stand-ins as well, so that a bad one is an error here and now. */
static int try_template(struct done_loader *loader, const struct done_value *value,
                        const char *text, struct done_error *err)
{
	struct done_buf tried = {0};
	struct done_glob *ignored;
	int rc;

	for (const char *at = text; *at;) {
		if (!strncmp(at, "{service}", 9)) {
			done_buf_addstr(&tried, "name");
			at += 9;
		} else if (!strncmp(at, "{path}", 6)) {
			done_buf_addstr(&tried, "path");
			at += 6;
		} else {
			done_buf_addch(&tried, *at++);
		}
	}
	rc = compile_glob(loader, value, tried.ptr ? tried.ptr : "", &ignored, err);
	done_buf_release(&tried);
	return rc;
}

int done_file_glob_load(struct done_loader *loader, const struct done_value *value,
                        struct done_file_glob *out, struct done_error *err)
{
	struct done_file_glob glob = {0};
	const char *text;

	if (value->type != DONE_STRING || !value->string.len)
		return done_value_error(
			err, value, "a glob must be text, not %s",
			value->type == DONE_STRING ? "empty" : done_value_type_name(value->type));
	glob.text = value->string.ptr;
	glob.from_root = glob.text[0] == '/';
	text = glob.text + glob.from_root;
	glob.templated = is_templated(text);
	if (glob.templated ? try_template(loader, value, text, err) < 0
	                   : compile_glob(loader, value, text, &glob.glob, err) < 0)
		return err->code;
	*out = glob;
	return 0;
}

static int load_file(struct done_loader *loader, const struct done_field *field,
                     const struct done_value *value, void *member, struct done_error *err)
{
	(void)field;
	return done_file_glob_load(loader, value, member, err);
}

static int load_pattern(struct done_loader *loader, const struct done_field *field,
                        const struct done_value *value, void *member, struct done_error *err)
{
	struct done_pattern *pattern;
	const char *text;

	if (take_text(field, value, &text, err) < 0)
		return err->code;
	if (done_pattern_compile(loader->arena, text, 0, &pattern, err) < 0)
		return done_error_place(err, value->file, value->line, value->column);
	*DONE_ARENA_PUSH(loader->arena, loader->patterns, loader->nr_patterns,
	                 loader->cap_patterns) = pattern;
	*(struct done_pattern **)member = pattern;
	return 0;
}

static int load_jsonpath(struct done_loader *loader, const struct done_field *field,
                         const struct done_value *value, void *member, struct done_error *err)
{
	const char *text;

	if (take_text(field, value, &text, err) < 0)
		return err->code;
	if (done_jsonpath_compile(loader->arena, text, member, err) < 0)
		return done_error_place(err, value->file, value->line, value->column);
	return 0;
}

/* ---- lists -------------------------------------------------------------------------------------
 */

/* A list, or one value that stands for a list of one. */
static int take_list(const struct done_field *field, const struct done_value *value,
                     const struct done_value **items, size_t *nr, struct done_error *err)
{
	size_t most = field->max > 0 ? (size_t)field->max : LIST_MAX;

	*items = value->type == DONE_LIST ? value->list.ptr : value;
	*nr = value->type == DONE_LIST ? value->list.nr : 1;
	if (*nr == 0)
		return done_value_error(err, value, "'%s' is an empty list", field->name);
	if (*nr < (size_t)(field->min > 0 ? field->min : 0))
		return done_value_error(err, value, "'%s' needs at least %" PRId64 " items",
		                        field->name, field->min);
	if (*nr > most)
		return done_value_error(err, value, "'%s' has more than %zu items", field->name,
		                        most);
	return 0;
}

static int load_strings(struct done_loader *loader, const struct done_field *field,
                        const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_strings strings;

	if (take_list(field, value, &items, &strings.nr, err) < 0)
		return err->code;
	strings.items = done_arena_array(loader->arena, strings.nr, sizeof(*strings.items));
	for (size_t i = 0; i < strings.nr; i++) {
		if (take_text(field, &items[i], &strings.items[i], err) < 0)
			return err->code;
	}
	*(struct done_strings *)member = strings;
	return 0;
}

static int load_globs(struct done_loader *loader, const struct done_field *field,
                      const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_globs globs;

	if (take_list(field, value, &items, &globs.nr, err) < 0)
		return err->code;
	globs.items = done_arena_array(loader->arena, globs.nr, sizeof(*globs.items));
	for (size_t i = 0; i < globs.nr; i++) {
		if (load_glob(loader, field, &items[i], &globs.items[i], err) < 0)
			return err->code;
	}
	*(struct done_globs *)member = globs;
	return 0;
}

static int load_files(struct done_loader *loader, const struct done_field *field,
                      const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_file_globs globs;

	if (take_list(field, value, &items, &globs.nr, err) < 0)
		return err->code;
	globs.items = done_arena_array(loader->arena, globs.nr, sizeof(*globs.items));
	for (size_t i = 0; i < globs.nr; i++) {
		if (done_file_glob_load(loader, &items[i], &globs.items[i], err) < 0)
			return err->code;
	}
	*(struct done_file_globs *)member = globs;
	return 0;
}

static int load_objects(struct done_loader *loader, const struct done_field *field,
                        const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_objects objects;

	if (take_list(field, value, &items, &objects.nr, err) < 0)
		return err->code;
	objects.items = done_arena_array(loader->arena, objects.nr, field->record->size);
	for (size_t i = 0; i < objects.nr; i++) {
		if (done_record_load(loader, field->record, &items[i],
		                     (char *)objects.items + i * field->record->size, err) < 0)
			return err->code;
	}
	*(struct done_objects *)member = objects;
	return 0;
}

static int load_object(struct done_loader *loader, const struct done_field *field,
                       const struct done_value *value, void *member, struct done_error *err)
{
	void *object = done_arena_alloc(loader->arena, field->record->size);

	if (done_record_load(loader, field->record, value, object, err) < 0)
		return err->code;
	*(void **)member = object;
	return 0;
}

static int load_condition(struct done_loader *loader, const struct done_field *field,
                          const struct done_value *value, void *member, struct done_error *err)
{
	struct done_condition *condition = done_arena_alloc(loader->arena, sizeof(*condition));

	(void)field;
	if (done_condition_load(loader, value, condition, err) < 0)
		return err->code;
	*(struct done_condition **)member = condition;
	return 0;
}

static int load_tests(struct done_loader *loader, const struct done_field *field,
                      const struct done_value *value, void *member, struct done_error *err)
{
	const struct done_value *items;
	struct done_tests tests;
	int rc = take_list(field, value, &items, &tests.nr, err);

	if (rc < 0)
		return rc;
	if (loader->depth >= ANY_OF_DEPTH_MAX)
		return done_value_error(err, value, "'%s' is nested more than %d deep", field->name,
		                        ANY_OF_DEPTH_MAX);
	tests.items = done_arena_array(loader->arena, tests.nr, sizeof(*tests.items));
	loader->depth++;
	for (size_t i = 0; i < tests.nr && rc >= 0; i++)
		rc = done_test_load(loader, &items[i], &tests.items[i], err);
	loader->depth--;
	if (rc >= 0)
		*(struct done_tests *)member = tests;
	return rc;
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
	[DONE_FIELD_STRING] = {load_string, NULL},
	[DONE_FIELD_STRINGS] = {load_strings, NULL},
	[DONE_FIELD_ENUM] = {load_enum, preset_enum},
	[DONE_FIELD_DATE] = {load_date, preset_date},
	[DONE_FIELD_PATH] = {load_path, NULL},
	[DONE_FIELD_GLOB] = {load_glob, NULL},
	[DONE_FIELD_GLOBS] = {load_globs, NULL},
	[DONE_FIELD_FILE] = {load_file, NULL},
	[DONE_FIELD_FILES] = {load_files, NULL},
	[DONE_FIELD_PATTERN] = {load_pattern, NULL},
	[DONE_FIELD_JSONPATH] = {load_jsonpath, NULL},
	[DONE_FIELD_VALUE] = {load_value, NULL},
	[DONE_FIELD_OBJECT] = {load_object, NULL},
	[DONE_FIELD_OBJECTS] = {load_objects, NULL},
	[DONE_FIELD_CONDITION] = {load_condition, NULL},
	[DONE_FIELD_TESTS] = {load_tests, NULL},
	[DONE_FIELD_SPECIAL] = {load_special, NULL},
};

const struct done_type *done_type_of(enum done_field_type type)
{
	return &types[type];
}
