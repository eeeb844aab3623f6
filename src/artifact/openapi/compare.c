/*
 * Two versions of a description: which operations there still are, and where they stand.
 */
#include <stdlib.h>
#include <string.h>

#include "compare.h"

/* ---- operations ---- */

/* The path without the names of its parameters, behind the address. */
static const char *compare_shape(
    struct done_arena *arena, const char *address, const struct done_openapi_operation *operation)
{
	const char *path = operation->path;

	if (operation->sort == DONE_OPENAPI_PATH && *address)
		path =
		    done_arena_printf(arena, "%s%s", address, strcmp(path, "/") != 0 ? path : "");
	return done_openapi_shape(arena, path);
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

/* address: what stands before each path; "" to compare the paths alone. */
static struct compare_known *compare_known_of(
    struct done_arena *arena, const char *address, const struct done_openapi_operations *operations)
{
	struct compare_known *known = done_arena_array(arena, operations->nr + 1, sizeof(*known));

	for (size_t i = 0; i < operations->nr; i++)
		known[i] = (struct compare_known){
		    compare_shape(arena, address, &operations->items[i]), &operations->items[i]};
	if (operations->nr)
		qsort(known, operations->nr, sizeof(*known), compare_by_shape);
	return known;
}

/* By sort: what holds it, and what to say where that is gone, too. */
static const struct {
	const char *holder, *gone;
	enum openapi_rule rule;
} compare_sorts[] = {
    [DONE_OPENAPI_PATH] = {"paths", "is gone, with its path", RULE_PATH_GONE},
    [DONE_OPENAPI_WEBHOOK] = {"webhooks", "is gone, with its path", RULE_PATH_GONE},
    [DONE_OPENAPI_CALLBACK] = {"paths", "is gone, with its path", RULE_PATH_GONE},
    [DONE_OPENAPI_CHANNEL] = {"channels", "is gone, with its channel", RULE_CHANNEL_GONE},
};

static void compare_gone(struct openapi_comparing *comparing,
    const struct done_openapi_operation *old, const struct compare_known *beside)
{
	const struct openapi_spot spot = {old->name, NULL, "", OPENAPI_SENT, false};
	const struct done_value *holder =
	    done_value_get(comparing->asked->head->root, compare_sorts[old->sort].holder);

	if (beside)
		done_openapi_break(comparing, &spot, RULE_OPERATION_GONE, old->value,
		    beside->operation->value, "is gone");
	else
		done_openapi_break(comparing, &spot, compare_sorts[old->sort].rule, old->value,
		    holder, "%s", compare_sorts[old->sort].gone);
}

/* What stands beside it and is told by the same. */
static struct openapi_channel compare_channel_of(struct done_openapi *api, bool is_all,
    const struct compare_known *all, size_t nr, const struct compare_known *one)
{
	/* What nothing named may be named now, by whatever operation. */
	int (*by)(const void *, const void *) = is_all ? compare_by_path : compare_by_shape;
	const struct compare_known *first = one, *end = one;
	struct openapi_channel channel = {.api = api, .one = one->operation};

	while (first > all && !by(first - 1, one))
		first--;
	while (end < all + nr && !by(end, one))
		end++;
	channel.operations =
	    done_arena_array(api->arena, (size_t)(end - first), sizeof(*channel.operations));
	for (; first < end; first++)
		channel.operations[channel.nr++] = first->operation;
	return channel;
}

/* ---- addresses ---- */

/* The path below which all paths are: of 2.0 basePath, else that of the first server. NULL: it has
 * variables. */
static const char *compare_address(const struct done_openapi *api)
{
	const struct done_value *servers = done_value_get(api->root, "servers");
	const char *url = done_openapi_text(api->root, "basePath"), *host;
	size_t len;

	if (api->version != DONE_OPENAPI_20) {
		url = servers && servers->type == DONE_LIST && servers->list.nr
		    ? done_openapi_text(&servers->list.ptr[0], "url")
		    : NULL;
		host = url ? strstr(url, "://") : NULL;
		if (host)
			url = host + 3 + strcspn(host + 3, "/");
	}
	if (!url)
		return "";
	if (strchr(url, '{'))
		return NULL;
	len = strlen(url);
	while (len && url[len - 1] == '/')
		len--;
	return done_arena_strndup(api->arena, url, len);
}

static void compare_add_address(
    struct openapi_comparing *comparing, const char *old, const char *now)
{
	const struct openapi_spot spot = {"the API", NULL, "", OPENAPI_SENT, false};

	done_openapi_break(comparing, &spot, RULE_ADDRESS, comparing->asked->base->root,
	    comparing->asked->head->root, "stands below '%.100s' now, and stood below '%.100s'",
	    *now ? now : "/", *old ? old : "/");
}

static size_t compare_count_same(const struct compare_known *base, size_t nr_base,
    const struct compare_known *head, size_t nr_head)
{
	size_t nr = 0;

	for (size_t i = 0; i < nr_base; i++)
		nr += bsearch(&base[i], head, nr_head, sizeof(*head), compare_by_shape) != NULL;
	return nr;
}

/* ---- all of them ---- */

struct compare_sides {
	struct done_openapi_operations base, head;
	struct compare_known *old, *now; /* by shape */
};

/*
 * A part of every path that moves into the address, or out of it, is no change: where more
 * operations are the same with the address before their paths, that is how they are told.
 */
static void compare_tell(struct openapi_comparing *comparing, struct compare_sides *sides)
{
	const char *old = compare_address(comparing->asked->base);
	const char *now = compare_address(comparing->asked->head);
	struct done_arena *arena = comparing->arena;
	struct compare_known *was, *is;

	sides->old = compare_known_of(arena, "", &sides->base);
	sides->now = compare_known_of(arena, "", &sides->head);
	if (!old || !now || !strcmp(old, now))
		return;
	was = compare_known_of(arena, old, &sides->base);
	is = compare_known_of(arena, now, &sides->head);
	if (compare_count_same(was, sides->base.nr, is, sides->head.nr) >
	    compare_count_same(sides->old, sides->base.nr, sides->now, sides->head.nr)) {
		sides->old = was;
		sides->now = is;
	} else {
		compare_add_address(comparing, old, now);
	}
}

static int compare_one(struct openapi_comparing *comparing, const struct compare_sides *sides,
    const struct compare_known *old)
{
	const struct compare_known *same =
	    bsearch(old, sides->now, sides->head.nr, sizeof(*old), compare_by_shape);
	const struct done_openapi_comparing *asked = comparing->asked;
	bool is_unused = !strcmp(old->operation->method, DONE_ASYNCAPI_UNUSED);
	struct openapi_channel was, is;

	if (!same && is_unused)
		same = bsearch(old, sides->now, sides->head.nr, sizeof(*old), compare_by_path);
	if (!same) {
		compare_gone(comparing, old->operation,
		    bsearch(old, sides->now, sides->head.nr, sizeof(*old), compare_by_path));
		return 0;
	}
	if (old->operation->sort != DONE_OPENAPI_CHANNEL)
		return done_openapi_compare_operation(comparing, old->operation, same->operation);
	/* Operations on one channel are compared together, at the first. */
	if (old > sides->old && !compare_by_shape(old - 1, old))
		return 0;
	was = compare_channel_of(asked->base, false, sides->old, sides->base.nr, old);
	is = compare_channel_of(asked->head, is_unused, sides->now, sides->head.nr, same);
	return done_asyncapi_compare_channel(comparing, &was, &is);
}

static bool compare_has_path(struct openapi_comparing *comparing, const char *shape)
{
	const struct done_value *paths = done_value_get(comparing->asked->head->root, "paths");

	for (size_t i = 0; paths && paths->type == DONE_MAP && i < paths->map.nr; i++) {
		if (!strcmp(done_openapi_shape(comparing->arena, paths->map.ptr[i].key.ptr), shape))
			return true;
	}
	return false;
}

/* Paths of the base whose reference leads nowhere: their operations are not known, but gone with
 * the path. */
static int compare_unread(struct openapi_comparing *comparing)
{
	struct done_openapi *base = comparing->asked->base;
	const struct done_value *paths = done_value_get(base->root, "paths");

	for (size_t i = 0; paths && paths->type == DONE_MAP && i < paths->map.nr; i++) {
		const struct done_member *member = &paths->map.ptr[i];
		const struct openapi_spot spot = {member->key.ptr, NULL, "", OPENAPI_SENT, false};
		const struct done_value *reference =
		    member->value.type == DONE_MAP && *member->key.ptr == '/'
		    ? done_openapi_reference(&member->value)
		    : NULL;
		const struct done_value *target = NULL;

		if (!reference)
			continue;
		if (done_openapi_target(base, reference, &target, comparing->err) < 0)
			return comparing->err->code;
		if (!target &&
		    !compare_has_path(
		        comparing, done_openapi_shape(comparing->arena, member->key.ptr)))
			done_openapi_break(comparing, &spot, RULE_PATH_GONE, &member->value,
			    done_value_get(comparing->asked->head->root, "paths"), "%s",
			    "is gone, though nobody knows its operations: its reference leads "
			    "nowhere");
	}
	return 0;
}

int done_openapi_compare(
    const struct done_openapi_comparing *asked, struct done_breaks *out, struct done_error *err)
{
	struct openapi_comparing comparing = {
	    .asked = asked, .arena = asked->head->arena, .out = out, .err = err};
	struct compare_sides sides = {0};

	*out = (struct done_breaks){0};
	if (done_openapi_operations(asked->base, &sides.base, err) < 0 ||
	    done_openapi_operations(asked->head, &sides.head, err) < 0)
		return err->code;
	compare_tell(&comparing, &sides);
	for (size_t i = 0; i < sides.base.nr; i++) {
		const struct compare_known *old = &sides.old[i];

		if (asked->counts && !asked->counts(asked->self, old->operation))
			continue;
		out->nr_operations++;
		if (compare_one(&comparing, &sides, old) < 0)
			return err->code;
	}
	return compare_unread(&comparing);
}
