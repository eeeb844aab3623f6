/*
 * Findings by what they are about: made unique among those of their result, and kept where there
 * are too many for their words to be.
 */
#include <string.h>

#include "parts.h"

enum { TWINS_FIRST = 64 };

static size_t twins_hash(const char *text)
{
	size_t hash = 5381;

	for (; *text; text++)
		hash = hash * 33 + (unsigned char)*text;
	return hash;
}

static struct done_twin *twins_find(const struct done_twins *twins, const char *subject)
{
	size_t at = twins_hash(subject) & (twins->cap - 1);

	while (twins->items[at].subject && strcmp(twins->items[at].subject, subject) != 0)
		at = (at + 1) & (twins->cap - 1);
	return &twins->items[at];
}

static void twins_grow(struct done_arena *arena, struct done_twins *twins)
{
	struct done_twins more = {
	    .cap = twins->cap ? 2 * twins->cap : TWINS_FIRST, .nr = twins->nr};

	more.items = done_arena_array(arena, more.cap, sizeof(*more.items));
	for (size_t i = 0; i < twins->cap; i++) {
		if (twins->items[i].subject)
			*twins_find(&more, twins->items[i].subject) = twins->items[i];
	}
	*twins = more;
}

const char *done_result_unique(
    struct done_result *result, struct done_view *view, const char *subject)
{
	struct done_twin *twin;

	if (2 * result->twins.nr >= result->twins.cap)
		twins_grow(view->arena, &result->twins);
	twin = twins_find(&result->twins, subject);
	if (!twin->subject) {
		twin->subject = subject;
		result->twins.nr++;
	}
	return ++twin->nr == 1 ? subject
	                       : done_arena_printf(view->arena, "%s #%zu", subject, twin->nr);
}

void done_result_tell(struct done_result *result, struct done_view *view, struct done_told told)
{
	result->nr_dropped++;
	if (view->tells && result->nr + result->nr_more < DONE_TOLD_MAX)
		*DONE_ARENA_PUSH(view->arena, result->more, result->nr_more, result->cap_more) =
		    told;
}
