/*
 * Option `constraints` of kind `openapi`: what a request may hold has bounds, so that input can be
 * refused by what the description says.
 */
#include "openapi.h"

#include <string.h>

/* Schemas that were looked at; a part of many is looked at once. */
struct openapi_bounds {
	const struct done_value **items;
	size_t nr, cap;
	size_t nr_seen;
};

#define BOUNDS_DEPTH_MAX 64

static bool bounds_is_type(const struct done_value *schema, const char *word)
{
	const struct done_value *type = done_value_get(schema, "type");

	if (type && type->type == DONE_STRING)
		return !strcmp(type->string.ptr, word);
	for (size_t i = 0; type && type->type == DONE_LIST && i < type->list.nr; i++) {
		if (type->list.ptr[i].type == DONE_STRING &&
		    !strcmp(type->list.ptr[i].string.ptr, word))
			return true;
	}
	return false;
}

static const struct {
	const char *type;
	const char *keys[6];
	const char *takes, *fix;
} bounds_rows[] = {
    {"string", {"maxLength", "pattern", "format", "enum", "const"}, "text of any length",
        "add maxLength"},
    {"number", {"maximum", "exclusiveMaximum", "enum", "const", "multipleOf"},
        "a number of any size", "add minimum and maximum"},
    {"integer", {"maximum", "exclusiveMaximum", "enum", "const", "format"}, "a number of any size",
        "add minimum and maximum, or 'format: int32'"},
    {"array", {"maxItems", "enum", "const"}, "a list of any length", "add maxItems"},
    {"object", {"properties", "additionalProperties", "allOf", "oneOf", "anyOf", "$ref"},
        "an object with anything in it", "add its properties, or 'additionalProperties: false'"},
};

static bool bounds_has_any(const struct done_value *schema, const char *const *keys, size_t nr)
{
	for (size_t i = 0; i < nr && keys[i]; i++) {
		if (done_value_get(schema, keys[i]))
			return true;
	}
	return false;
}

static void bounds_judge(
    struct openapi_judging *judging, const struct done_value *schema, const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(bounds_rows); i++) {
		struct done_finding *finding;

		if (!bounds_is_type(schema, bounds_rows[i].type) ||
		    bounds_has_any(
		        schema, bounds_rows[i].keys, DONE_ARRAY_SIZE(bounds_rows[i].keys)))
			continue;
		finding = done_check_openapi_add(judging, schema, "no bound", name,
		    "%s: the %s takes %s", judging->operation->name, name, bounds_rows[i].takes);
		done_finding_fix(finding, judging->view, "%s", bounds_rows[i].fix);
	}
}

static bool bounds_is_seen(struct openapi_judging *judging, const struct done_value *schema)
{
	struct openapi_bounds *bounds = judging->bounds;

	for (size_t i = 0; i < bounds->nr; i++) {
		if (bounds->items[i] == schema)
			return true;
	}
	*DONE_ARENA_PUSH(judging->view->arena, bounds->items, bounds->nr, bounds->cap) = schema;
	return false;
}

static int bounds_walk(
    struct openapi_judging *judging, const struct done_value *schema, const char *name, int depth);

static int bounds_walk_list(
    struct openapi_judging *judging, const struct done_value *list, const char *name, int depth)
{
	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		if (bounds_walk(judging, &list->list.ptr[i], name, depth) < 0)
			return judging->err->code;
	}
	return 0;
}

/* What only the server writes is not sent. */
static bool bounds_is_read_only(const struct done_value *schema)
{
	const struct done_value *flag = done_value_get(schema, "readOnly");

	return flag && flag->type == DONE_BOOLEAN && flag->boolean;
}

static int bounds_walk(
    struct openapi_judging *judging, const struct done_value *schema, const char *name, int depth)
{
	const struct done_value *properties, *inner = NULL;
	static const char *const lists[] = {"allOf", "oneOf", "anyOf", "prefixItems"};

	if (done_openapi_follow(judging->api, schema, &schema, judging->err) < 0)
		return judging->err->code;
	if (!schema || schema->type != DONE_MAP || bounds_is_read_only(schema) ||
	    bounds_is_seen(judging, schema))
		return 0;
	if (depth == BOUNDS_DEPTH_MAX)
		return done_error_set(judging->err, DONE_E_UNDECIDED,
		    "'%s' has schemas more than 64 deep in each other", judging->api->path);
	bounds_judge(judging, schema, name);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(lists); i++) {
		if (bounds_walk_list(judging, done_value_get(schema, lists[i]), name, depth + 1) <
		    0)
			return judging->err->code;
	}
	properties = done_value_get(schema, "properties");
	for (size_t i = 0; properties && properties->type == DONE_MAP && i < properties->map.nr;
	     i++) {
		const struct done_member *member = &properties->map.ptr[i];

		if (bounds_walk(judging, &member->value,
		        done_arena_printf(
		            judging->view->arena, "property '%.80s'", member->key.ptr),
		        depth + 1) < 0)
			return judging->err->code;
	}
	inner = done_value_get(schema, "items");
	if (inner &&
	    bounds_walk(judging, inner,
	        done_arena_printf(judging->view->arena, "item of the %s", name), depth + 1) < 0)
		return judging->err->code;
	inner = done_value_get(schema, "additionalProperties");
	return inner ? bounds_walk(judging, inner, name, depth + 1) : 0;
}

int done_check_openapi_bounds(
    struct openapi_judging *judging, const struct done_value *schema, const char *name)
{
	if (!judging->bounds)
		judging->bounds = done_arena_alloc(judging->view->arena, sizeof(*judging->bounds));
	return schema ? bounds_walk(judging, schema, name, 0) : 0;
}
