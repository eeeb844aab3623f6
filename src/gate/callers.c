/*
 * Who calls a service that the change removes is touched by the change: its sheet now names nobody.
 * Sheets are known here only where a check asks for all of them, and only then does it matter.
 */
#include <string.h>

#include "selection_more.h"

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

static const char *callers_reason(
    const struct done_standings *making, const struct done_service *service, void *data)
{
	const struct done_service *callee = removed_callee(making, service);

	(void)data;
	return callee ? callee->path : NULL;
}

void done_callers_select(const struct done_plan *before, struct done_standings *making)
{
	done_selection_add(before, making, callers_reason, NULL, false);
}
