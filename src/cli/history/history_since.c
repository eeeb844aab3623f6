/* Since which commit the checks of the newest one are as they are. */
#include <string.h>

#include "log.h"

/* The checks of one service, while they are followed down the line together. */
struct since_following {
	const struct history_line *line;
	size_t nr_judged;
	struct history_since *items;
	size_t *lasts; /* of each the oldest commit where it is known to be so */
	size_t nr, nr_open;
};

static void since_settle(struct since_following *following, size_t i, size_t older, bool came)
{
	struct history_since *since = &following->items[i];

	since->commit = &following->line->items[following->lasts[i]];
	since->nr_behind = older - following->lasts[i] - 1;
	since->is_settled = true;
	since->came = came;
	following->nr_open--;
}

/* A check without a verdict tells nothing: it may have been so. */
static bool since_is_unknown(const struct history_check *was, const struct history_since *since)
{
	return was && was->verdict == DONE_UNDECIDED && since->check->verdict != DONE_UNDECIDED;
}

/* What the service was at an older commit, where it is not what it was at the one above it. */
static void since_compare(
    struct since_following *following, const struct history_service *service, size_t older)
{
	for (size_t i = 0; i < following->nr; i++) {
		struct history_since *since = &following->items[i];
		const struct history_check *was = history_check_of(service, since->check->id);

		if (since->is_settled || since_is_unknown(was, since))
			continue;
		if (!was || was->verdict != since->check->verdict)
			since_settle(following, i, older, !service);
		else
			following->lasts[i] = older;
	}
}

/* Most commits share the service with their neighbours: then nothing about it is new. */
static void since_pass(
    struct since_following *following, const struct history_service *service, size_t older)
{
	for (size_t i = 0; i < following->nr; i++) {
		struct history_since *since = &following->items[i];

		if (!since->is_settled &&
		    !since_is_unknown(history_check_of(service, since->check->id), since))
			following->lasts[i] = older;
	}
}

static void since_follow(struct since_following *following, size_t newest)
{
	const struct history_line *line = following->line;
	const struct history_service *service = following->items[0].service;
	size_t last = newest, shared = newest; /* the oldest that has a verdict; that shares it */

	for (size_t i = newest + 1; i < following->nr_judged && following->nr_open; i++) {
		const struct history_service *before;

		if (line->items[i].state.error)
			continue;
		before = history_service_before(
		    &line->items[i].state, &line->items[last].state, service);
		if (before != service) {
			since_pass(following, service, shared);
			since_compare(following, before, i);
			service = before;
			if (!service)
				return;
		}
		last = shared = i;
	}
	if (following->nr_open)
		since_pass(following, service, shared);
	/* The first commit of all brought what is there. */
	for (size_t i = 0; i < following->nr; i++) {
		if (!following->items[i].is_settled && following->nr_judged == line->nr &&
		    following->lasts[i] == line->nr - 1 && !*line->items[line->nr - 1].parent)
			since_settle(following, i, line->nr, true);
	}
}

/* All checks of one service that are wanted, and since when each is so. */
static void since_of_service(const struct history_filter *filter, struct done_arena *arena,
    struct since_following *following, const struct history_service *service, size_t newest)
{
	following->items =
	    done_arena_array(arena, service->nr_checks + 1, sizeof(*following->items));
	following->lasts =
	    done_arena_array(arena, service->nr_checks + 1, sizeof(*following->lasts));
	following->nr = 0;
	for (size_t i = 0; i < service->nr_checks; i++) {
		if (!history_filter_wants_check(filter, service->checks[i].id))
			continue;
		following->items[following->nr] =
		    (struct history_since){.service = service, .check = &service->checks[i]};
		following->lasts[following->nr++] = newest;
	}
	following->nr_open = following->nr;
	if (following->nr)
		since_follow(following, newest);
}

void history_since_find(const struct history_line *line, size_t nr_judged,
    const struct history_filter *filter, struct done_arena *arena, struct history_sinces *out)
{
	struct since_following following = {.line = line, .nr_judged = nr_judged};
	size_t newest = 0, cap = 0;

	*out = (struct history_sinces){0};
	while (newest < nr_judged && line->items[newest].state.error)
		newest++;
	for (size_t i = 0; newest < nr_judged && i < line->items[newest].state.nr_services; i++) {
		const struct history_service *service = line->items[newest].state.services[i];

		if (!history_filter_wants_service(filter, service))
			continue;
		since_of_service(filter, arena, &following, service, newest);
		for (size_t j = 0; j < following.nr; j++)
			*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) = following.items[j];
	}
}
