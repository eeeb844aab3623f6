/*
 * Whether a schema limits what its values are: `{}`, `true` and a bare `type: object` do not, nor
 * do lists of such schemas, or a reference to one. References are followed.
 */
#include "openapi.h"

#include <string.h>

enum { SCHEMA_DEPTH_MAX = 16 };

static int schema_says(struct done_openapi *api, const struct done_value *schema, bool takes_bare,
    int depth, struct done_error *err);

/* allOf: one member is enough; oneOf and anyOf: one that takes anything is too much. */
static int schema_list_says(struct done_openapi *api, const struct done_value *list, bool is_all,
    bool takes_bare, int depth, struct done_error *err)
{
	size_t nr_said = 0;

	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		int rc = schema_says(api, &list->list.ptr[i], takes_bare, depth + 1, err);

		if (rc < 0 || (rc > 0 && !is_all) || (rc == 0 && is_all))
			return rc;
		nr_said += rc > 0;
	}
	return nr_said > 0;
}

/* A map or schema below a key that limits something. */
static bool schema_key_says(const struct done_value *schema, const char *key)
{
	const struct done_value *value = done_value_get(schema, key);

	return value && !(value->type == DONE_MAP && !value->map.nr) &&
	    !(value->type == DONE_BOOLEAN && value->boolean);
}

/* "object", ["object", "null"] */
static bool schema_is_bare(const struct done_value *type)
{
	bool is_bare = true;

	if (type->type == DONE_STRING)
		return !strcmp(type->string.ptr, "object");
	for (size_t i = 0; type->type == DONE_LIST && i < type->list.nr; i++)
		is_bare &= type->list.ptr[i].type == DONE_STRING &&
		    (!strcmp(type->list.ptr[i].string.ptr, "object") ||
		        !strcmp(type->list.ptr[i].string.ptr, "null"));
	return is_bare;
}

/* takes_bare: that it is an object is enough. What its references lead through is counted. */
static int schema_says(struct done_openapi *api, const struct done_value *schema, bool takes_bare,
    int depth, struct done_error *err)
{
	static const char *const keys[] = {"properties", "patternProperties",
	    "additionalProperties", "unevaluatedProperties", "propertyNames", "required", "items",
	    "prefixItems", "not", "if", "pattern", "$dynamicRef", "$recursiveRef"};
	static const char *const lists[] = {"allOf", "oneOf", "anyOf"};
	const struct done_value *type = done_value_get(schema, "type"), *target;
	int rc = 0;

	if (!schema || schema->type != DONE_MAP || depth == SCHEMA_DEPTH_MAX)
		return 0;
	if ((type && (takes_bare || !schema_is_bare(type))) || done_value_get(schema, "enum") ||
	    done_value_get(schema, "const"))
		return 1;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(keys); i++) {
		if (schema_key_says(schema, keys[i]))
			return 1;
	}
	for (size_t i = 0; rc == 0 && i < DONE_ARRAY_SIZE(lists); i++)
		rc = schema_list_says(
		    api, done_value_get(schema, lists[i]), i > 0, takes_bare, depth, err);
	if (rc != 0 || !done_value_get(schema, "$ref"))
		return rc;
	if (done_openapi_follow(api, schema, &target, err) < 0)
		return err->code;
	/* What leads nowhere is told as that. */
	if (!target)
		return 1;
	return target == schema ? 0 : schema_says(api, target, takes_bare, depth + 1, err);
}

int done_check_openapi_schema_says(struct done_openapi *api, const struct done_value *schema,
    bool takes_bare, struct done_error *err)
{
	return schema_says(api, schema, takes_bare, 0, err);
}
