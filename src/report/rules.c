/* The checks that a list of items speaks of, each once, for formats that declare rules. */
#include <string.h>

#include "report.h"

size_t done_rules_find(const struct done_rules *rules, const char *id)
{
	size_t i = 0;

	while (i < rules->nr && strcmp(rules->items[i]->id, id) != 0)
		i++;
	return i;
}

void done_rules_collect(
    struct done_arena *arena, const struct done_items_list *list, struct done_rules *out)
{
	struct done_rules rules = {0};
	size_t cap = 0;

	for (size_t i = 0; i < list->nr; i++) {
		const struct done_item *item = &list->items[i];

		/* Findings of one check stand together. */
		if (i > 0 && !strcmp(item->id, item[-1].id))
			continue;
		if (done_rules_find(&rules, item->id) == rules.nr)
			*DONE_ARENA_PUSH(arena, rules.items, rules.nr, cap) = item;
	}
	*out = rules;
}
