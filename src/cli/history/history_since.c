/* Since which commit the checks of the newest one are as they are. */
#include <string.h>

#include "log.h"

/* Follows one check down the line. */
static void since_follow(
    const struct history_line *line, size_t nr_judged, size_t newest, struct history_since *since)
{
	const struct history_service *service = since->service;
	size_t last = newest; /* the oldest commit where it is known to be so */

	for (size_t i = newest + 1; i < nr_judged; i++) {
		const struct history_state *older = &line->items[i].state;
		const struct history_check *was;

		if (older->error)
			continue;
		service = history_service_before(older, &line->items[last].state, service);
		was = history_check_of(service, since->check->id);
		if (!was || was->verdict != since->check->verdict) {
			since->commit = &line->items[last];
			since->nr_behind = i - last - 1;
			since->is_settled = true;
			since->came = !service;
			return;
		}
		last = i;
	}
	/* The first commit of all brought what is there. */
	if (nr_judged == line->nr && last == line->nr - 1 && !*line->items[last].parent) {
		since->commit = &line->items[last];
		since->is_settled = since->came = true;
	}
}

void history_since_find(const struct history_line *line, size_t nr_judged,
    const struct history_filter *filter, struct done_arena *arena, struct history_sinces *out)
{
	size_t newest = 0, cap = 0;

	*out = (struct history_sinces){0};
	while (newest < nr_judged && line->items[newest].state.error)
		newest++;
	for (size_t i = 0; newest < nr_judged && i < line->items[newest].state.nr_services; i++) {
		const struct history_service *service = line->items[newest].state.services[i];

		if (filter->services.nr && !done_strings_has(&filter->services, service->name) &&
		    !done_strings_has(&filter->services, service->path))
			continue;
		for (size_t j = 0; j < service->nr_checks; j++) {
			struct history_since since = {
			    .service = service, .check = &service->checks[j]};

			if (!history_filter_wants_check(filter, since.check->id))
				continue;
			since_follow(line, nr_judged, newest, &since);
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = since;
		}
	}
}
