/*
 * The operations of a description, with the parameters that hold for each; and the rules about all
 * of them together.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parts.h"

static const struct {
	const char *key, *method;
	unsigned in;
} operation_methods[] = {
    {"get", "GET", OPENAPI_ALL},
    {"put", "PUT", OPENAPI_ALL},
    {"post", "POST", OPENAPI_ALL},
    {"delete", "DELETE", OPENAPI_ALL},
    {"options", "OPTIONS", OPENAPI_ALL},
    {"head", "HEAD", OPENAPI_ALL},
    {"patch", "PATCH", OPENAPI_ALL},
    {"trace", "TRACE", OPENAPI_FROM_30},
    {"query", "QUERY", DONE_OPENAPI_32},
};

struct operations_gathering {
	struct done_openapi *api;
	struct done_openapi_operations *out;
	struct done_openapi_set seen; /* items of callbacks: they may refer to themselves */
	struct done_error *err;
};

/* ---- parameters ---- */

static bool operations_same_parameter(const struct done_value *a, const struct done_value *b)
{
	const char *name = done_openapi_text(a, "name"), *other = done_openapi_text(b, "name");
	const char *in = done_openapi_text(a, "in"), *place = done_openapi_text(b, "in");

	return name && other && in && place && !strcmp(name, other) && !strcmp(in, place);
}

static int operations_add_parameters(struct operations_gathering *gathering,
    struct done_openapi_operation *operation, size_t *cap, const struct done_value *list)
{
	struct done_openapi *api = gathering->api;
	size_t own = operation->nr_parameters;

	for (size_t i = 0; list && list->type == DONE_LIST && i < list->list.nr; i++) {
		const struct done_value *parameter;
		bool is_there = false;

		if (done_openapi_count(api, gathering->err) < 0 ||
		    done_openapi_follow(api, &list->list.ptr[i], &parameter, gathering->err) < 0)
			return gathering->err->code;
		if (!parameter || parameter->type != DONE_MAP)
			continue;
		/* The operation's own goes before the path's. */
		for (size_t j = 0; j < own && !is_there; j++)
			is_there = operations_same_parameter(operation->parameters[j], parameter);
		if (!is_there)
			*DONE_ARENA_PUSH(api->arena, operation->parameters,
			    operation->nr_parameters, *cap) = parameter;
	}
	return 0;
}

/* ---- items of paths ---- */

#define ITEMS_MAX 8 /* a path that refers to a path that refers to one: nobody writes more */

struct operations_item {
	enum done_openapi_sort sort;
	const char *path;
	/* What it says itself goes before what it refers to. */
	const struct done_value *parts[ITEMS_MAX];
	size_t nr;
};

static int operations_gather_item(struct operations_gathering *gathering,
    enum done_openapi_sort sort, const char *path, const struct done_value *value);

static int operations_of_callbacks(
    struct operations_gathering *gathering, const struct done_value *operation)
{
	const struct done_value *callbacks = done_value_get(operation, "callbacks"), *callback;

	for (size_t i = 0; callbacks && callbacks->type == DONE_MAP && i < callbacks->map.nr; i++) {
		if (done_openapi_follow(gathering->api, &callbacks->map.ptr[i].value, &callback,
		        gathering->err) < 0)
			return gathering->err->code;
		for (size_t j = 0; callback && callback->type == DONE_MAP && j < callback->map.nr;
		     j++) {
			const struct done_member *member = &callback->map.ptr[j];

			if (strncmp(member->key.ptr, "x-", 2) != 0 &&
			    operations_gather_item(gathering, DONE_OPENAPI_CALLBACK,
			        member->key.ptr, &member->value) < 0)
				return gathering->err->code;
		}
	}
	return 0;
}

static int operations_add(struct operations_gathering *gathering,
    const struct operations_item *item, const struct done_member *member, const char *method)
{
	struct done_openapi *api = gathering->api;
	struct done_openapi_operation operation = {
	    .sort = item->sort,
	    .method = method,
	    .path = item->path,
	    .name = done_arena_printf(api->arena, "%s %.200s", method, item->path),
	    .value = &member->value,
	    .file = member->value.file,
	    .line = member->line,
	    .column = member->column,
	};
	size_t cap = 0;

	if (operations_add_parameters(
	        gathering, &operation, &cap, done_value_get(&member->value, "parameters")) < 0)
		return gathering->err->code;
	for (size_t i = 0; i < item->nr; i++) {
		if (operations_add_parameters(gathering, &operation, &cap,
		        done_value_get(item->parts[i], "parameters")) < 0)
			return gathering->err->code;
	}
	*DONE_ARENA_PUSH(
	    api->arena, gathering->out->items, gathering->out->nr, gathering->out->cap) = operation;
	return operations_of_callbacks(gathering, &member->value);
}

static const char *operations_method(const struct done_openapi *api, const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(operation_methods); i++) {
		if ((operation_methods[i].in & api->version) &&
		    !strcmp(operation_methods[i].key, key))
			return operation_methods[i].method;
	}
	return NULL;
}

static bool operations_is_hidden(const struct operations_item *item, size_t part, const char *key)
{
	for (size_t i = 0; i < part; i++) {
		if (done_value_get(item->parts[i], key))
			return true;
	}
	return false;
}

static int operations_of_part(
    struct operations_gathering *gathering, const struct operations_item *item, size_t part)
{
	const struct done_value *value = item->parts[part];
	const struct done_value *more = gathering->api->version == DONE_OPENAPI_32
	    ? done_value_get(value, "additionalOperations")
	    : NULL;

	for (size_t i = 0; i < value->map.nr; i++) {
		const struct done_member *member = &value->map.ptr[i];
		const char *method = operations_method(gathering->api, member->key.ptr);

		if (method && member->value.type == DONE_MAP &&
		    !operations_is_hidden(item, part, member->key.ptr) &&
		    operations_add(gathering, item, member, method) < 0)
			return gathering->err->code;
	}
	for (size_t i = 0; more && more->type == DONE_MAP && i < more->map.nr; i++) {
		if (more->map.ptr[i].value.type == DONE_MAP &&
		    operations_add(gathering, item, &more->map.ptr[i], more->map.ptr[i].key.ptr) <
		        0)
			return gathering->err->code;
	}
	return 0;
}

static int operations_gather_item(struct operations_gathering *gathering,
    enum done_openapi_sort sort, const char *path, const struct done_value *value)
{
	struct operations_item item = {.sort = sort, .path = path};
	const struct done_value *reference;
	bool is_new;

	if (done_openapi_count(gathering->api, gathering->err) < 0)
		return gathering->err->code;
	while (value && value->type == DONE_MAP && item.nr < ITEMS_MAX) {
		item.parts[item.nr++] = value;
		reference = done_openapi_reference(value);
		value = NULL;
		if (reference &&
		    done_openapi_target(gathering->api, reference, &value, gathering->err) < 0)
			return gathering->err->code;
	}
	if (sort == DONE_OPENAPI_CALLBACK && item.nr) {
		done_openapi_seen(gathering->api->arena, &gathering->seen, item.parts[item.nr - 1],
		    NULL, 0, &is_new);
		if (!is_new)
			return 0;
	}
	for (size_t i = 0; i < item.nr; i++) {
		if (operations_of_part(gathering, &item, i) < 0)
			return gathering->err->code;
	}
	return 0;
}

int done_openapi_operations(
    struct done_openapi *api, struct done_openapi_operations *out, struct done_error *err)
{
	struct operations_gathering gathering = {.api = api, .out = out, .err = err};
	const struct done_value *paths = done_value_get(api->root, "paths");
	const struct done_value *webhooks =
	    api->version & OPENAPI_FROM_31 ? done_value_get(api->root, "webhooks") : NULL;

	if (api->version & OPENAPI_ASYNC)
		return done_asyncapi_operations(api, out, err);
	for (size_t i = 0; paths && paths->type == DONE_MAP && i < paths->map.nr; i++) {
		if (*paths->map.ptr[i].key.ptr == '/' &&
		    operations_gather_item(&gathering, DONE_OPENAPI_PATH, paths->map.ptr[i].key.ptr,
		        &paths->map.ptr[i].value) < 0)
			return err->code;
	}
	for (size_t i = 0; webhooks && webhooks->type == DONE_MAP && i < webhooks->map.nr; i++) {
		if (operations_gather_item(&gathering, DONE_OPENAPI_WEBHOOK,
		        webhooks->map.ptr[i].key.ptr, &webhooks->map.ptr[i].value) < 0)
			return err->code;
	}
	return 0;
}

/* ---- rules about all of them ---- */

static void operations_fault(struct done_openapi *api,
    const struct done_openapi_operation *operation, const char *wrong, const char *more,
    const char *fix, const char *sentence)
{
	done_interface_fault(&api->faults,
	    (struct done_interface_place){operation->file, operation->line, operation->column},
	    wrong, done_arena_printf(api->arena, "%s %s", operation->name, more), fix, "%s: %s",
	    operation->name, sentence);
}

static bool operations_path_has(const char *path, const char *name)
{
	size_t len = strlen(name);

	while ((path = strchr(path, '{'))) {
		path++;
		if (!strncmp(path, name, len) && path[len] == '}')
			return true;
	}
	return false;
}

static const struct done_value *operations_path_parameter(
    const struct done_openapi_operation *operation, const char *name, size_t len)
{
	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const char *in = done_openapi_text(operation->parameters[i], "in");
		const char *called = done_openapi_text(operation->parameters[i], "name");

		if (in && called && !strcmp(in, "path") && strlen(called) == len &&
		    !strncmp(called, name, len))
			return operation->parameters[i];
	}
	return NULL;
}

/* Each name of the path has a parameter, and no parameter of the path has another name. */
static void operations_judge_path(
    struct done_openapi *api, const struct done_openapi_operation *operation)
{
	for (const char *at = operation->path; (at = strchr(at, '{'));) {
		size_t len = strcspn(++at, "}");

		if (!at[len] || !len || operations_path_parameter(operation, at, len))
			continue;
		operations_fault(api, operation, "no path parameter",
		    done_arena_strndup(api->arena, at, len),
		    done_arena_printf(api->arena,
		        "add the parameter: {name: %.*s, in: path, required: "
		        "true, …}",
		        (int)len, at),
		    done_arena_printf(api->arena,
		        "the path names '{%.*s}', and no parameter describes it", (int)len, at));
	}
	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const struct done_value *parameter = operation->parameters[i];
		const char *in = done_openapi_text(parameter, "in");
		const char *name = done_openapi_text(parameter, "name");

		if (!in || !name || strcmp(in, "path") != 0 ||
		    operations_path_has(operation->path, name))
			continue;
		operations_fault(api, operation, "extra path parameter", name,
		    "delete the parameter, or name it in the path",
		    done_arena_printf(api->arena,
		        "the parameter '%.100s' is one of the path, "
		        "which does not name it",
		        name));
	}
}

static void operations_judge_twins(
    struct done_openapi *api, const struct done_openapi_operation *operation)
{
	for (size_t i = 0; i < operation->nr_parameters && i < 200; i++) {
		for (size_t j = 0; j < i; j++) {
			if (operation->parameters[i] == operation->parameters[j] ||
			    !operations_same_parameter(
			        operation->parameters[i], operation->parameters[j]))
				continue;
			operations_fault(api, operation, "parameter twice",
			    done_openapi_text(operation->parameters[i], "name"),
			    "delete one of them",
			    done_arena_printf(api->arena,
			        "the parameter '%.100s' is described twice for '%s'",
			        done_openapi_text(operation->parameters[i], "name"),
			        done_openapi_text(operation->parameters[i], "in")));
			break;
		}
	}
}

/* Of 2.0: the body is one parameter, or a form of several. */
static void operations_judge_bodies(
    struct done_openapi *api, const struct done_openapi_operation *operation)
{
	size_t bodies = 0, fields = 0;

	for (size_t i = 0; i < operation->nr_parameters; i++) {
		const char *in = done_openapi_text(operation->parameters[i], "in");

		bodies += in && !strcmp(in, "body");
		fields += in && !strcmp(in, "formData");
	}
	if (bodies > 1)
		operations_fault(api, operation, "bodies", "",
		    "keep one parameter in 'body', with a schema that holds all of them",
		    "more than one parameter is in 'body', and a request has one body");
	if (bodies && fields)
		operations_fault(api, operation, "body and form", "",
		    "describe the body in one way",
		    "parameters are in 'body' and in 'formData', which exclude each other");
}

struct operations_id {
	const char *id;
	const struct done_openapi_operation *operation;
};

static int operations_by_id(const void *a, const void *b)
{
	const struct operations_id *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->operation > y->operation) - (x->operation < y->operation);
}

static int operations_by_folded(const void *a, const void *b)
{
	const struct operations_id *x = a, *y = b;
	int order = strcasecmp(x->id, y->id);

	return order ? order : operations_by_id(a, b);
}

/* Allowed; but generators make one name of them. */
static void operations_note_near(struct done_openapi *api, struct operations_id *ids, size_t nr)
{
	qsort(ids, nr, sizeof(*ids), operations_by_folded);
	for (size_t i = 1; i < nr && !api->near_ids; i++) {
		if (!strcasecmp(ids[i].id, ids[i - 1].id) && strcmp(ids[i].id, ids[i - 1].id) != 0)
			api->near_ids = done_arena_printf(
			    api->arena, "'%.100s' and '%.100s'", ids[i - 1].id, ids[i].id);
	}
}

static void operations_judge_ids(
    struct done_openapi *api, const struct done_openapi_operations *operations)
{
	struct operations_id *ids = done_arena_array(api->arena, operations->nr + 1, sizeof(*ids));
	size_t nr = 0;

	for (size_t i = 0; i < operations->nr; i++) {
		const char *id = done_openapi_text(operations->items[i].value, "operationId");

		if (id)
			ids[nr++] = (struct operations_id){id, &operations->items[i]};
	}
	qsort(ids, nr, sizeof(*ids), operations_by_id);
	for (size_t i = 1; i < nr; i++) {
		if (strcmp(ids[i].id, ids[i - 1].id) != 0 ||
		    ids[i].operation->value == ids[i - 1].operation->value)
			continue;
		operations_fault(api, ids[i].operation, "same operationId", ids[i].id,
		    "give each operation an operationId of its own",
		    done_arena_printf(api->arena, "the operationId '%.100s' is also that of %s",
		        ids[i].id, ids[i - 1].operation->name));
	}
	operations_note_near(api, ids, nr);
}

int done_openapi_check_operations(struct done_openapi *api, struct done_error *err)
{
	struct done_openapi_operations operations = {0};

	if (done_openapi_operations(api, &operations, err) < 0)
		return err->code;
	for (size_t i = 0; i < operations.nr; i++) {
		if (operations.items[i].sort == DONE_OPENAPI_PATH)
			operations_judge_path(api, &operations.items[i]);
		operations_judge_twins(api, &operations.items[i]);
		if (api->version == DONE_OPENAPI_20)
			operations_judge_bodies(api, &operations.items[i]);
	}
	operations_judge_ids(api, &operations);
	return 0;
}
