/* Checks that services say are not about them (`not_applicable` in their sheets), by check. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

enum {
	DISPUTED_NAMES = 3,   /* services of a check, by name */
	DISPUTED_PERCENT = 5, /* of the services: beyond, the check is to warn */
};

struct disputed {
	const char *id;
	bool blocks;
	size_t nr;
	const char *names[DISPUTED_NAMES];
};

static int disputed_compare(const void *left, const void *right)
{
	const struct disputed *a = left, *b = right;

	if (a->nr != b->nr)
		return a->nr < b->nr ? 1 : -1;
	return strcmp(a->id, b->id);
}

static void disputed_count(struct done_arena *arena, struct disputed **items, size_t *nr,
    size_t *cap, const struct done_check_report *check, const char *name)
{
	struct disputed *item = NULL;

	for (size_t i = 0; i < *nr && !item; i++) {
		if (!strcmp((*items)[i].id, check->check->id))
			item = &(*items)[i];
	}
	if (!item) {
		item = DONE_ARENA_PUSH(arena, *items, *nr, *cap);
		*item = (struct disputed){
		    .id = check->check->id, .blocks = check->level == DONE_LEVEL_ERROR};
	}
	if (item->nr < DISPUTED_NAMES)
		item->names[item->nr] = name;
	item->nr++;
}

static const char *disputed_sentence(
    struct done_arena *arena, const struct disputed *item, size_t services)
{
	struct done_buf text = {0};
	const char *kept;

	done_buf_addf(&text, "'%s' is not applicable by the sheets of %zu of %zu services (",
	    item->id, item->nr, services);
	for (size_t i = 0; i < item->nr && i < DISPUTED_NAMES; i++)
		done_buf_addf(
		    &text, "%s%s", i ? ", " : "", done_arena_shown(arena, item->names[i]));
	if (item->nr > DISPUTED_NAMES)
		done_buf_addf(&text, ", +%zu", item->nr - DISPUTED_NAMES);
	done_buf_addch(&text, ')');
	if (item->blocks && item->nr * 100 > services * DISPUTED_PERCENT)
		done_buf_addf(&text,
		    ": more than %d %% dispute it, so let it warn ('level: warning') until "
		    "it fits them",
		    DISPUTED_PERCENT);
	kept = done_arena_strdup(arena, text.ptr);
	done_buf_release(&text);
	return kept;
}

struct done_strings done_report_disputed(struct done_arena *arena, const struct done_run *run)
{
	struct done_strings sentences = {0};
	struct disputed *items = NULL;
	size_t nr = 0, cap = 0;

	if (run->mode != DONE_MODE_AUDIT)
		return sentences;
	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++) {
				if (service->criteria[j].checks[k].is_disputed)
					disputed_count(arena, &items, &nr, &cap,
					    &service->criteria[j].checks[k],
					    service->service->name);
			}
		}
	}
	if (!nr)
		return sentences;
	qsort(items, nr, sizeof(*items), disputed_compare);
	sentences.items = done_arena_array(arena, nr, sizeof(*sentences.items));
	for (size_t i = 0; i < nr; i++)
		sentences.items[sentences.nr++] =
		    disputed_sentence(arena, &items[i], run->nr_services);
	return sentences;
}
