/* The map that a gate judges by: base's and head's together, so that a change cannot map a service
 * away. */
#include <string.h>

#include "done/service.h"

/* Three lists, ascending by path, walked side by side. */
struct lane {
	const struct done_services *list;
	size_t next;
};

static const struct done_service *peek(const struct lane *lane)
{
	return lane->next < lane->list->nr ? &lane->list->items[lane->next] : NULL;
}

static const struct done_service *unite_take(struct lane *lane, const char *path)
{
	const struct done_service *service = peek(lane);

	if (!service || strcmp(service->path, path))
		return NULL;
	lane->next++;
	return service;
}

static const char *least_path(const struct lane lanes[3])
{
	const char *least = NULL;

	for (size_t i = 0; i < 3; i++) {
		const struct done_service *service = peek(&lanes[i]);
		if (service && (!least || strcmp(service->path, least) < 0))
			least = service->path;
	}
	return least;
}

void done_services_unite(struct done_arena *arena, const struct done_services *base,
    const struct done_services *kept, const struct done_services *head, struct done_services *out)
{
	struct lane lanes[3] = {{base, 0}, {kept, 0}, {head, 0}};
	size_t nr_most = base->nr + kept->nr + head->nr;
	struct done_service *items = done_arena_array(arena, nr_most + 1, sizeof(*items));
	size_t nr = 0;

	for (const char *path; (path = least_path(lanes)); nr++) {
		const struct done_service *in_base = unite_take(&lanes[0], path);
		const struct done_service *in_kept = unite_take(&lanes[1], path);
		const struct done_service *in_head = unite_take(&lanes[2], path);

		items[nr] = in_kept ? *in_kept : in_base ? *in_base : *in_head;
		items[nr].in_base = in_base != NULL;
		items[nr].in_head = in_kept || in_head;
		items[nr].dropped = in_kept && !in_head;
	}
	out->items = items;
	out->nr = nr;
}

void done_services_insert(
    struct done_arena *arena, struct done_services *into, const struct done_services *more)
{
	struct done_service *items =
	    done_arena_array(arena, into->nr + more->nr + 1, sizeof(*items));
	size_t nr = 0, i = 0, j = 0;

	while (i < into->nr || j < more->nr) {
		int order = i == into->nr ? 1
		    : j == more->nr       ? -1
		                          : strcmp(into->items[i].path, more->items[j].path);

		items[nr++] = order < 0 ? into->items[i] : more->items[j];
		i += order <= 0;
		j += order >= 0;
	}
	into->items = items;
	into->nr = nr;
}
