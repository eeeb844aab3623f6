/* The text format in short: what is wrong by its causes, one entry each. */
#include "brief.h"

#include <stdlib.h>
#include <string.h>

enum { SHARED = 3 }; /* services that make one entry of a cause */

struct sighting {
	const char *key; /* the same for the same cause */
	const struct done_service_report *service;
	const struct done_check_report *check;
	enum done_item_kind kind;
	size_t position;
};

struct sightings {
	struct done_arena *arena;
	struct sighting *items;
	size_t nr, cap;
};

/*
 * The same check for the same reason: the same place, where it lies outside of the service, else
 * the same words. A service's own name in the words keeps causes apart.
 */
static const char *cause_key(struct done_arena *arena, const struct done_service_report *service,
    const struct done_check_report *check)
{
	const struct done_finding *finding = check->nr_findings ? &check->findings[0] : NULL;
	const char *words = check->reason ? check->reason : "";

	if (check->verdict == DONE_UNMET && finding) {
		words = done_short_of(finding);
		if (finding->line > 0 && finding->path &&
		    strcmp(service->service->path, ".") != 0 &&
		    !done_path_below(finding->path, service->service->path))
			words = done_arena_printf(arena, "%s:%d", finding->path, finding->line);
	}
	return done_arena_printf(arena, "%d %s %s", (int)check->verdict, check->check->id, words);
}

static void causes_see(
    struct sightings *seen, const struct done_service_report *service, enum done_item_kind kind)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];
			struct sighting *sighting;

			if (done_rank_of_check(check) != (int)kind)
				continue;
			sighting = DONE_ARENA_PUSH(seen->arena, seen->items, seen->nr, seen->cap);
			*sighting = (struct sighting){cause_key(seen->arena, service, check),
			    service, check, kind, seen->nr - 1};
		}
	}
}

static int compare_sightings(const void *left, const void *right)
{
	const struct sighting *a = left, *b = right;
	int rc = strcmp(a->key, b->key);

	return rc ? rc : a->position < b->position ? -1 : 1;
}

static int compare_paths_of_services(const void *left, const void *right)
{
	const struct done_service_report *a = *(const struct done_service_report *const *)left;
	const struct done_service_report *b = *(const struct done_service_report *const *)right;

	return strcmp(a->service->path, b->service->path);
}

static int compare_causes(const void *left, const void *right)
{
	const struct done_cause *a = left, *b = right;

	if (a->nr_services != b->nr_services)
		return a->nr_services < b->nr_services ? 1 : -1;
	return a->position < b->position ? -1 : 1;
}

/* Of sightings with one key. */
static void causes_add(
    struct done_arena *arena, struct done_causes *out, const struct sighting *first, size_t nr)
{
	struct done_cause *cause = &out->items[out->nr++];

	cause->kind = first->kind;
	cause->check = first->check;
	cause->position = first->position;
	cause->services = done_arena_array(arena, nr, sizeof(*cause->services));
	cause->nr_services = nr;
	for (size_t i = 0; i < nr; i++)
		cause->services[i] = first[i].service;
	qsort(cause->services, nr, sizeof(*cause->services), compare_paths_of_services);
	out->nr_shared += nr >= SHARED;
}

void done_causes_collect(
    struct done_arena *arena, const struct done_run *run, struct done_causes *out)
{
	const struct done_service_report **services = done_services_worst_first(arena, run);
	struct sightings seen = {.arena = arena};

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < run->nr_services; i++) {
		causes_see(&seen, services[i], DONE_ITEM_UNMET);
		causes_see(&seen, services[i], DONE_ITEM_UNDECIDED);
	}
	if (!seen.nr)
		return;
	qsort(seen.items, seen.nr, sizeof(*seen.items), compare_sightings);
	out->items = done_arena_array(arena, seen.nr, sizeof(*out->items));
	for (size_t i = 0, end; i < seen.nr; i = end) {
		for (end = i + 1; end < seen.nr && !strcmp(seen.items[end].key, seen.items[i].key);)
			end++;
		if (end - i >= SHARED) {
			causes_add(arena, out, &seen.items[i], end - i);
			continue;
		}
		for (size_t j = i; j < end; j++)
			causes_add(arena, out, &seen.items[j], 1);
	}
	qsort(out->items, out->nr, sizeof(*out->items), compare_causes);
}
