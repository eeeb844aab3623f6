/* The parameters of one operation against those of another. */
#include <string.h>
#include <strings.h>

#include "compare.h"

struct openapi_parameter {
	const struct done_value *value;
	const char *in, *name;
	size_t position; /* in the path, from 1; 0: elsewhere */
	bool is_required;
	const struct done_value *schema;
};

/* Which '{…}' of the path it is. */
static size_t parameter_position(const char *path, const char *name)
{
	size_t len = strlen(name), at = 0;

	while ((path = strchr(path, '{'))) {
		at++;
		path++;
		if (!strncmp(path, name, len) && path[len] == '}')
			return at;
	}
	return 0;
}

static int parameter_of(struct done_openapi *api, const struct done_openapi_operation *operation,
    size_t i, struct openapi_parameter *out, struct done_error *err)
{
	const struct done_value *value = operation->parameters[i];
	const struct done_value *content = done_value_get(value, "content");

	*out = (struct openapi_parameter){
	    .value = value,
	    .in = done_openapi_text(value, "in"),
	    .name = done_openapi_text(value, "name"),
	    .is_required = done_openapi_flag(value, "required"),
	    .schema = done_value_get(value, "schema"),
	};
	if (!out->in || !out->name)
		return 0;
	if (!strcmp(out->in, "path"))
		out->position = parameter_position(operation->path, out->name);
	if (api->version == DONE_OPENAPI_20 && strcmp(out->in, "body") != 0)
		out->schema = value;
	else if (content && content->type == DONE_MAP && content->map.nr)
		return done_openapi_get(
		    api, &content->map.ptr[0].value, "schema", &out->schema, err);
	return 0;
}

static bool parameter_is_one(const struct openapi_parameter *parameter)
{
	return parameter->in && parameter->name && strcmp(parameter->in, "body") != 0;
}

static bool parameter_is_same(const struct openapi_parameter *a, const struct openapi_parameter *b)
{
	if (strcmp(a->in, b->in) != 0)
		return false;
	if (a->position && b->position)
		return a->position == b->position;
	return !strcmp(a->in, "header") ? !strcasecmp(a->name, b->name) : !strcmp(a->name, b->name);
}

static const char *parameter_called(
    struct done_arena *arena, const struct openapi_parameter *parameter)
{
	return done_arena_printf(arena, "%s parameter '%.80s'", parameter->in, parameter->name);
}

static const struct {
	const char *key;
	const char *in; /* for which `usual` holds; NULL: for all */
	const char *usual;
} parameter_styles[] = {
    {"style", "query", "form"},
    {"style", "cookie", "form"},
    {"style", "path", "simple"},
    {"style", "header", "simple"},
    {"collectionFormat", NULL, "csv"},
};

static const char *parameter_style(const struct openapi_parameter *parameter, const char *key)
{
	const char *said = done_openapi_text(parameter->value, key);

	for (size_t i = 0; !said && i < DONE_ARRAY_SIZE(parameter_styles); i++) {
		if (!strcmp(parameter_styles[i].key, key) &&
		    (!parameter_styles[i].in || !strcmp(parameter_styles[i].in, parameter->in)))
			said = parameter_styles[i].usual;
	}
	return said ? said : "";
}

static bool parameter_explodes(const struct openapi_parameter *parameter)
{
	const struct done_value *said = done_value_get(parameter->value, "explode");

	if (said && said->type == DONE_BOOLEAN)
		return said->boolean;
	return !strcmp(parameter_style(parameter, "style"), "form");
}

/* Only lists and objects are written in more than one way. */
static void parameter_compare_style(const struct openapi_operation_pair *pair,
    const struct openapi_spot *spot, const struct openapi_parameter *old,
    const struct openapi_parameter *now)
{
	bool is_old = pair->base->version == DONE_OPENAPI_20;

	if (is_old != (pair->head->version == DONE_OPENAPI_20))
		return;
	if (strcmp(parameter_style(old, is_old ? "collectionFormat" : "style"),
	        parameter_style(now, is_old ? "collectionFormat" : "style")) != 0 ||
	    (!is_old && parameter_explodes(old) != parameter_explodes(now)))
		done_openapi_break(pair->comparing, spot, RULE_PARAMETER_STYLE, old->value,
		    now->value, "is written in another style than before");
}

static int parameter_compare(const struct openapi_operation_pair *pair,
    const struct openapi_parameter *old, const struct openapi_parameter *now)
{
	const struct openapi_spot spot =
	    done_openapi_spot(pair, parameter_called(pair->comparing->arena, old), OPENAPI_SENT);

	if (now->is_required && !old->is_required)
		done_openapi_break(pair->comparing, &spot, RULE_PARAMETER_REQUIRED, old->value,
		    now->value, "is now required");
	parameter_compare_style(pair, &spot, old, now);
	if (old->schema && now->schema)
		return done_openapi_compare_schema(
		    pair->comparing, &spot, old->schema, now->schema);
	if (now->schema)
		done_openapi_break(pair->comparing, &spot, RULE_SCHEMA_NEW, old->value, now->schema,
		    "has a schema now");
	return 0;
}

/* Finds the other's parameter that is the same; *moved one of the name elsewhere. */
static int parameter_find(struct done_openapi *api, const struct done_openapi_operation *operation,
    const struct openapi_parameter *wanted, struct openapi_parameter *out, bool *moved,
    struct done_error *err)
{
	*moved = false;
	for (size_t i = 0; i < operation->nr_parameters; i++) {
		if (parameter_of(api, operation, i, out, err) < 0)
			return err->code;
		if (!parameter_is_one(out))
			continue;
		if (parameter_is_same(out, wanted))
			return 1;
		if (strcmp(out->in, wanted->in) != 0 && !strcmp(out->name, wanted->name))
			*moved = true;
	}
	return 0;
}

static int parameter_compare_gone(
    const struct openapi_operation_pair *pair, const struct openapi_parameter *old, bool moved)
{
	const struct openapi_spot spot =
	    done_openapi_spot(pair, parameter_called(pair->comparing->arena, old), OPENAPI_SENT);

	done_openapi_break(pair->comparing, &spot,
	    moved ? RULE_PARAMETER_MOVED : RULE_PARAMETER_GONE, old->value, pair->now->value, "%s",
	    moved ? "stands elsewhere now" : "is gone");
	return 0;
}

static int parameter_compare_new(const struct openapi_operation_pair *pair)
{
	for (size_t i = 0; i < pair->now->nr_parameters; i++) {
		struct openapi_parameter now, old;
		bool moved;
		int rc;

		if (parameter_of(pair->head, pair->now, i, &now, pair->err) < 0)
			return pair->err->code;
		if (!parameter_is_one(&now) || !now.is_required)
			continue;
		rc = parameter_find(pair->base, pair->old, &now, &old, &moved, pair->err);
		if (rc < 0)
			return rc;
		if (rc == 0 && !moved) {
			const struct openapi_spot spot = done_openapi_spot(
			    pair, parameter_called(pair->comparing->arena, &now), OPENAPI_SENT);

			done_openapi_break(pair->comparing, &spot, RULE_PARAMETER_NEW, NULL,
			    now.value, "is new and required");
		}
	}
	return 0;
}

bool done_openapi_has_form(struct done_openapi *api, const struct done_openapi_operation *operation)
{
	for (size_t i = 0; api->version == DONE_OPENAPI_20 && i < operation->nr_parameters; i++) {
		const char *in = done_openapi_text(operation->parameters[i], "in");

		if (in && !strcmp(in, "formData"))
			return true;
	}
	return false;
}

int done_openapi_compare_parameters(const struct openapi_operation_pair *pair)
{
	bool is_other_form =
	    done_openapi_has_form(pair->base, pair->old) && pair->head->version != DONE_OPENAPI_20;

	for (size_t i = 0; i < pair->old->nr_parameters; i++) {
		struct openapi_parameter old, now;
		bool moved;
		int rc;

		if (parameter_of(pair->base, pair->old, i, &old, pair->err) < 0)
			return pair->err->code;
		if (!parameter_is_one(&old) || (is_other_form && !strcmp(old.in, "formData")))
			continue;
		rc = parameter_find(pair->head, pair->now, &old, &now, &moved, pair->err);
		if (rc >= 0)
			rc = rc ? parameter_compare(pair, &old, &now)
			        : parameter_compare_gone(pair, &old, moved);
		if (rc < 0)
			return rc;
	}
	if (is_other_form) {
		const struct openapi_spot spot = done_openapi_spot(pair, "form", OPENAPI_SENT);

		done_openapi_break(pair->comparing, &spot, RULE_FORM, pair->old->value,
		    pair->now->value, "is described in another version, and not compared");
	}
	return parameter_compare_new(pair);
}
