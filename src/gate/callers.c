/*
 * Who calls a service that the change removes is touched by the change: its sheet now names nobody.
 * Sheets are known here only where a check asks for all of them, and only then does it matter.
 */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

static bool calls(const struct done_service *service, const char *name)
{
	const struct done_sheet *sheet = service->sheet;

	for (size_t i = 0; sheet && i < sheet->nr_calls; i++) {
		if (!sheet->calls[i].external && !strcmp(sheet->calls[i].to, name))
			return true;
	}
	return false;
}

/* It only moved: its name is still a service's. */
static bool has_moved(const struct done_standings *making, const struct done_service *removed)
{
	for (size_t i = 0; i < making->services.nr; i++) {
		if (making->items[i].origin == removed &&
		    !strcmp(making->services.items[i].name, removed->name))
			return true;
	}
	return false;
}

/* The removed service that it calls; NULL: none. */
static const struct done_service *removed_callee(
    const struct done_standings *making, const struct done_service *service)
{
	const struct done_selection *selection = &making->selection;

	for (size_t i = 0; i < selection->nr_deleted; i++) {
		if (calls(service, selection->deleted[i]->name) &&
		    !has_moved(making, selection->deleted[i]))
			return selection->deleted[i];
	}
	return NULL;
}

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

static int callers_compare(const void *left, const void *right)
{
	const struct done_selected *a = left, *b = right;

	return strcmp(a->service->path, b->service->path);
}

void done_callers_select(const struct done_plan *before, struct done_standings *making)
{
	struct done_selection *selection = &making->selection;
	struct done_selected *items =
	    done_arena_array(before->arena, making->services.nr + 1, sizeof(*items));
	size_t nr = selection->nr;

	if (nr)
		memcpy(items, selection->items, nr * sizeof(*items));
	for (size_t i = 0; i < making->services.nr; i++) {
		const struct done_service *service = &making->services.items[i];
		const struct done_service *callee;

		if (!service->in_head || is_selected(selection, service) ||
		    !done_filter_wants_service(before->request, service->name))
			continue;
		callee = removed_callee(making, service);
		if (!callee)
			continue;
		items[nr].service = service;
		items[nr].nr_reasons = 1;
		items[nr++].reasons[0] =
		    (struct done_reason){.path = callee->path, .via = DONE_VIA_DEPENDENCY, .nr = 1};
	}
	if (nr == selection->nr)
		return;
	qsort(items, nr, sizeof(*items), callers_compare);
	selection->items = items;
	selection->nr = nr;
}
