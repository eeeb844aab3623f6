/*
 * A schema as it works, whatever its form: references followed, allOf taken apart, `nullable` and
 * "or null" as one, so that two versions of the standard say the same where they mean the same.
 */
#include <string.h>

#include "compare.h"

struct model_making {
	struct done_openapi *api;
	struct openapi_model *out;
	unsigned adds; /* types that are allowed whatever the parts say */
	struct done_error *err;
};

bool done_openapi_flag(const struct done_value *map, const char *key)
{
	const struct done_value *flag = done_value_get(map, key);

	return flag && flag->type == DONE_BOOLEAN && flag->boolean;
}

/* ---- types ---- */

static const struct {
	const char *name;
	unsigned types;
} model_types[] = {
    {"null", OPENAPI_IS_NULL},
    {"boolean", OPENAPI_IS_BOOLEAN},
    {"object", OPENAPI_IS_OBJECT},
    {"array", OPENAPI_IS_ARRAY},
    {"string", OPENAPI_IS_STRING},
    {"file", OPENAPI_IS_STRING},
    {"integer", OPENAPI_IS_INTEGER},
    {"number", OPENAPI_IS_INTEGER | OPENAPI_IS_FRACTION},
};

static unsigned model_type(const struct done_value *word)
{
	for (size_t i = 0; word->type == DONE_STRING && i < DONE_ARRAY_SIZE(model_types); i++) {
		if (!strcmp(model_types[i].name, word->string.ptr))
			return model_types[i].types;
	}
	return OPENAPI_IS_ANY;
}

/* What has properties is meant as an object, though it does not say so. */
static const struct {
	const char *key;
	enum done_value_type of;
	unsigned types;
} model_implied[] = {
    {"properties", DONE_MAP, OPENAPI_IS_OBJECT},
    {"required", DONE_LIST, OPENAPI_IS_OBJECT},
    {"additionalProperties", DONE_MAP, OPENAPI_IS_OBJECT},
    {"items", DONE_MAP, OPENAPI_IS_ARRAY},
};

static const unsigned model_of_value[] = {
    [DONE_NULL] = OPENAPI_IS_NULL,
    [DONE_BOOLEAN] = OPENAPI_IS_BOOLEAN,
    [DONE_INTEGER] = OPENAPI_IS_INTEGER,
    [DONE_REAL] = OPENAPI_IS_INTEGER | OPENAPI_IS_FRACTION,
    [DONE_STRING] = OPENAPI_IS_STRING,
    [DONE_LIST] = OPENAPI_IS_ARRAY,
    [DONE_MAP] = OPENAPI_IS_OBJECT,
};

static unsigned model_of_values(const struct done_value *part)
{
	const struct done_value *values = done_value_get(part, "enum");
	const struct done_value *value = done_value_get(part, "const");
	unsigned types = 0;

	if (value)
		return model_of_value[value->type];
	if (!values || values->type != DONE_LIST)
		return OPENAPI_IS_ANY;
	for (size_t i = 0; i < values->list.nr; i++)
		types |= model_of_value[values->list.ptr[i].type];
	return types;
}

/* *is_said: it says a type itself. */
static unsigned model_types_of(const struct done_value *part, bool *is_said)
{
	const struct done_value *type = done_value_get(part, "type");
	unsigned types = 0;

	*is_said = type != NULL;
	if (type && type->type == DONE_STRING)
		types = model_type(type);
	else if (type && type->type == DONE_LIST) {
		for (size_t i = 0; i < type->list.nr; i++)
			types |= model_type(&type->list.ptr[i]);
	} else {
		types = model_of_values(part);
		*is_said = types != OPENAPI_IS_ANY;
	}
	if (type && (done_openapi_flag(part, "nullable") || done_openapi_flag(part, "x-nullable")))
		types |= OPENAPI_IS_NULL;
	return types;
}

static void model_conclude(struct model_making *making)
{
	struct openapi_model *out = making->out;
	unsigned implied = 0;

	out->types = OPENAPI_IS_ANY;
	for (size_t i = 0; i < out->nr; i++) {
		const struct done_value *part = out->parts[i];
		bool is_said = false;

		if (part->type == DONE_BOOLEAN)
			out->types = part->boolean ? out->types : 0;
		else
			out->types &= model_types_of(part, &is_said);
		out->is_said = out->is_said || is_said;
		for (size_t j = 0; j < DONE_ARRAY_SIZE(model_implied); j++) {
			const struct done_value *member =
			    done_value_get(part, model_implied[j].key);

			if (member && member->type == model_implied[j].of)
				implied |= model_implied[j].types;
		}
	}
	if (!out->is_said && implied)
		out->types = implied;
	if (out->nr &&
	    (done_openapi_flag(out->parts[0], "nullable") ||
	        done_openapi_flag(out->parts[0], "x-nullable")))
		making->adds |= OPENAPI_IS_NULL;
	out->types |= making->adds;
}

/* ---- parts ---- */

static int model_add(struct model_making *making, const struct done_value *schema);

static bool model_is_null(const struct done_value *schema)
{
	const char *type = done_openapi_text(schema, "type");

	return type && !strcmp(type, "null");
}

/* A list of alternatives. */
static int model_add_choice(
    struct model_making *making, const struct done_value *list, bool is_one_of)
{
	struct openapi_model *out = making->out;

	if (!list || list->type != DONE_LIST)
		return 0;
	if (list->list.nr == 1)
		return model_add(making, &list->list.ptr[0]);
	if (list->list.nr == 2 &&
	    model_is_null(&list->list.ptr[0]) != model_is_null(&list->list.ptr[1])) {
		making->adds |= OPENAPI_IS_NULL;
		return model_add(making, &list->list.ptr[model_is_null(&list->list.ptr[0])]);
	}
	out->choice = list;
	out->is_one_of = is_one_of;
	out->nr_choices++;
	return 0;
}

static int model_add_members(struct model_making *making, const struct done_value *schema)
{
	const struct done_value *all = done_value_get(schema, "allOf");

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		if (model_add(making, &all->list.ptr[i]) < 0)
			return making->err->code;
	}
	if (model_add_choice(making, done_value_get(schema, "oneOf"), true) < 0 ||
	    model_add_choice(making, done_value_get(schema, "anyOf"), false) < 0)
		return making->err->code;
	return 0;
}

static int model_add(struct model_making *making, const struct done_value *schema)
{
	struct openapi_model *out = making->out;
	const struct done_value *reference = done_openapi_reference(schema), *target;

	if (done_openapi_count(making->api, making->err) < 0)
		return making->err->code;
	if (schema->type != DONE_MAP && schema->type != DONE_BOOLEAN)
		return 0;
	for (size_t i = 0; i < out->nr; i++) {
		if (out->parts[i] == schema)
			return 0;
	}
	if (out->nr == OPENAPI_MODEL_PARTS) {
		out->is_unseen = true;
		return 0;
	}
	if (!reference || (making->api->version & OPENAPI_FROM_31))
		out->parts[out->nr++] = schema;
	if (reference) {
		if (done_openapi_follow(making->api, schema, &target, making->err) < 0)
			return making->err->code;
		if (!target)
			out->is_unseen = true;
		else if (model_add(making, target) < 0)
			return making->err->code;
		if (!(making->api->version & OPENAPI_FROM_31))
			return 0;
	}
	return model_add_members(making, schema);
}

int done_openapi_model(struct done_openapi *api, const struct done_value *schema,
    struct openapi_model *out, struct done_error *err)
{
	struct model_making making = {.api = api, .out = out, .err = err};

	*out = (struct openapi_model){.schema = schema};
	if (model_add(&making, schema) < 0)
		return err->code;
	model_conclude(&making);
	return 0;
}

/* ---- what the parts say together ---- */

const struct done_value *done_openapi_model_get(const struct openapi_model *model, const char *key)
{
	for (size_t i = 0; i < model->nr; i++) {
		const struct done_value *value = done_value_get(model->parts[i], key);

		if (value)
			return value;
	}
	return NULL;
}

static bool model_has_value(const struct done_value *part, const struct done_value *value)
{
	const struct done_value *only = done_value_get(part, "const");
	const struct done_value *values = done_value_get(part, "enum");

	if (only && !done_value_equal(only, value))
		return false;
	if (!values || values->type != DONE_LIST)
		return true;
	for (size_t i = 0; i < values->list.nr; i++) {
		if (done_value_equal(&values->list.ptr[i], value))
			return true;
	}
	return false;
}

const struct done_value **done_openapi_model_values(
    struct done_arena *arena, const struct openapi_model *model, size_t *nr)
{
	const struct done_value *from = NULL, **out = NULL;
	size_t cap = 0;

	*nr = 0;
	for (size_t i = 0; i < model->nr && !from; i++) {
		from = done_value_get(model->parts[i], "const");
		if (!from)
			from = done_value_get(model->parts[i], "enum");
		else
			out = done_arena_array(arena, 1, sizeof(*out));
		if (from && !out && from->type != DONE_LIST)
			from = NULL;
	}
	if (!from)
		return NULL;
	if (out) {
		out[(*nr)++] = from;
		return out;
	}
	out = done_arena_array(arena, 1, sizeof(*out));
	cap = 1;
	for (size_t i = 0; i < from->list.nr; i++) {
		const struct done_value *value = &from->list.ptr[i];
		size_t j = 0;

		while (j < model->nr && model_has_value(model->parts[j], value))
			j++;
		/* Whether it may be null is a question of its type. */
		if (j == model->nr && value->type != DONE_NULL)
			*DONE_ARENA_PUSH(arena, out, *nr, cap) = value;
	}
	return out;
}

bool done_openapi_model_requires(const struct openapi_model *model, const char *name)
{
	for (size_t i = 0; i < model->nr; i++) {
		const struct done_value *required = done_value_get(model->parts[i], "required");

		for (size_t j = 0; required && required->type == DONE_LIST && j < required->list.nr;
		     j++) {
			const struct done_value *item = &required->list.ptr[j];

			if (item->type == DONE_STRING && !strcmp(item->string.ptr, name))
				return true;
		}
	}
	return false;
}

const struct done_value *done_openapi_model_property(
    const struct openapi_model *model, const char *name, size_t nth)
{
	for (size_t i = 0; i < model->nr; i++) {
		const struct done_value *property =
		    done_value_get(done_value_get(model->parts[i], "properties"), name);

		if (property && !nth--)
			return property;
	}
	return NULL;
}
