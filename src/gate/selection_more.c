/* Services that are judged besides, once it is known what services are told of each other. */
#include <stdlib.h>
#include <string.h>

#include "selection_more.h"

static bool is_selected(const struct done_selection *selection, const struct done_service *service)
{
	size_t low = 0, high = selection->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (selection->items[middle].service == service)
			return true;
		if (selection->items[middle].service < service)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static int more_compare(const void *left, const void *right)
{
	const struct done_selected *a = left, *b = right;

	return strcmp(a->service->path, b->service->path);
}

void done_selection_add(const struct done_plan *before, struct done_standings *making,
    done_selection_reason *reason, void *data, bool is_beside)
{
	struct done_selection *selection = &making->selection;
	struct done_selected *items =
	    done_arena_array(before->arena, making->services.nr + 1, sizeof(*items));
	size_t nr = selection->nr;

	if (nr)
		memcpy(items, selection->items, nr * sizeof(*items));
	for (size_t i = 0; i < making->services.nr; i++) {
		const struct done_service *service = &making->services.items[i];
		const char *path;

		if (!service->in_head || is_selected(selection, service) ||
		    !done_filter_wants_service(before->request, service->name))
			continue;
		path = reason(making, service, data);
		if (!path)
			continue;
		items[nr].service = service;
		items[nr].is_beside = is_beside;
		items[nr].nr_reasons = 1;
		items[nr++].reasons[0] =
		    (struct done_reason){.path = path, .via = DONE_VIA_DEPENDENCY, .nr = 1};
	}
	if (nr == selection->nr)
		return;
	qsort(items, nr, sizeof(*items), more_compare);
	selection->items = items;
	selection->nr = nr;
}
