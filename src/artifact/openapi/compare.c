/*
 * Two versions of a description: which operations there still are, and where they stand.
 */
#include <stdlib.h>
#include <string.h>

#include "compare.h"

/* ---- operations -------------------------------------------------------------------------------
 */

/* "/a/{id}" as "/a/{}". */
static const char *compare_shape(struct done_arena *arena, const char *path)
{
	char *out = done_arena_strdup(arena, path), *to = out;

	while (*path) {
		*to++ = *path;
		if (*path++ == '{')
			path += strcspn(path, "}");
	}
	*to = '\0';
	return out;
}

struct compare_known {
	const char *shape;
	const struct done_openapi_operation *operation;
};

static int compare_by_shape(const void *a, const void *b)
{
	const struct compare_known *x = a, *y = b;
	int order = strcmp(x->shape, y->shape);

	if (!order)
		order = (int)x->operation->sort - (int)y->operation->sort;
	return order ? order : strcmp(x->operation->method, y->operation->method);
}

static int compare_by_path(const void *a, const void *b)
{
	const struct compare_known *x = a, *y = b;
	int order = strcmp(x->shape, y->shape);

	return order ? order : (int)x->operation->sort - (int)y->operation->sort;
}

static struct compare_known *compare_known_of(struct done_arena *arena,
                                              const struct done_openapi_operations *operations)
{
	struct compare_known *known = done_arena_array(arena, operations->nr + 1, sizeof(*known));

	for (size_t i = 0; i < operations->nr; i++)
		known[i] = (struct compare_known){compare_shape(arena, operations->items[i].path),
		                                  &operations->items[i]};
	if (operations->nr)
		qsort(known, operations->nr, sizeof(*known), compare_by_shape);
	return known;
}

static void compare_gone(struct openapi_comparing *comparing,
                         const struct done_openapi_operation *old,
                         const struct compare_known *beside)
{
	const struct openapi_spot spot = {old->name, NULL, "", OPENAPI_SENT};
	const struct done_value *paths =
		done_value_get(comparing->asked->head->root,
	                       old->sort == DONE_OPENAPI_WEBHOOK ? "webhooks" : "paths");

	if (beside)
		done_openapi_break(comparing, &spot, RULE_OPERATION_GONE, old->value,
		                   beside->operation->value, "is gone");
	else
		done_openapi_break(comparing, &spot, RULE_PATH_GONE, old->value, paths,
		                   "is gone, with its path");
}

static int compare_operations(struct openapi_comparing *comparing)
{
	const struct done_openapi_comparing *asked = comparing->asked;
	struct done_openapi_operations base = {0}, head = {0};
	struct compare_known *known;

	if (done_openapi_operations(asked->base, &base, comparing->err) < 0 ||
	    done_openapi_operations(asked->head, &head, comparing->err) < 0)
		return comparing->err->code;
	known = compare_known_of(comparing->arena, &head);
	for (size_t i = 0; i < base.nr; i++) {
		const struct compare_known wanted = {
			compare_shape(comparing->arena, base.items[i].path), &base.items[i]};
		const struct compare_known *same;

		if (asked->counts && !asked->counts(asked->self, &base.items[i]))
			continue;
		comparing->out->nr_operations++;
		same = bsearch(&wanted, known, head.nr, sizeof(*known), compare_by_shape);
		if (!same)
			compare_gone(
				comparing, &base.items[i],
				bsearch(&wanted, known, head.nr, sizeof(*known), compare_by_path));
		else if (done_openapi_compare_operation(comparing, &base.items[i],
		                                        same->operation) < 0)
			return comparing->err->code;
	}
	return 0;
}

/* ---- addresses --------------------------------------------------------------------------------
 */

/* The path below which all paths are: of 2.0 basePath, else that of the first server. */
static const char *compare_address(const struct done_openapi *api)
{
	const struct done_value *servers = done_value_get(api->root, "servers");
	const char *url = done_openapi_text(api->root, "basePath"), *host;

	if (api->version != DONE_OPENAPI_20) {
		url = servers && servers->type == DONE_LIST && servers->list.nr
		              ? done_openapi_text(&servers->list.ptr[0], "url")
		              : NULL;
		host = url ? strstr(url, "://") : NULL;
		if (host)
			url = host + 3 + strcspn(host + 3, "/");
	}
	return url && strcmp(url, "/") != 0 ? url : "";
}

static void compare_addresses(struct openapi_comparing *comparing)
{
	const struct openapi_spot spot = {"the API", NULL, "", OPENAPI_SENT};
	const char *old = compare_address(comparing->asked->base);
	const char *now = compare_address(comparing->asked->head);

	if (strcmp(old, now) != 0)
		done_openapi_break(comparing, &spot, RULE_ADDRESS, comparing->asked->base->root,
		                   comparing->asked->head->root,
		                   "stands below '%.100s' now, and stood below '%.100s'",
		                   *now ? now : "/", *old ? old : "/");
}

int done_openapi_compare(const struct done_openapi_comparing *asked,
                         struct done_openapi_breaks *out, struct done_error *err)
{
	struct openapi_comparing comparing = {
		.asked = asked, .arena = asked->head->arena, .out = out, .err = err};

	*out = (struct done_openapi_breaks){0};
	compare_addresses(&comparing);
	return compare_operations(&comparing);
}
