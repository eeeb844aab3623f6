/* Names of a manifest in order. */
#include <stdlib.h>
#include <string.h>

#include "draft.h"

static int draft_compare_names(const void *a, const void *b)
{
	const struct done_draft_name *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order ? order : (left->index > right->index) - (left->index < right->index);
}

void done_draft_names_sort(struct done_draft_names *names)
{
	if (names->nr)
		qsort(names->items, names->nr, sizeof(*names->items), draft_compare_names);
}

const struct done_draft_name *done_draft_names_find(
    const struct done_draft_names *names, const char *name)
{
	size_t low = 0, high = names->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(names->items[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < names->nr && !strcmp(names->items[low].name, name) ? &names->items[low] : NULL;
}

struct done_draft_names done_draft_names_of(const struct done_draft *draft)
{
	size_t nr = draft->out.nr_dependencies;
	struct done_draft_names names = {
	    done_arena_array(draft->arena, nr, sizeof(struct done_draft_name)), nr};

	for (size_t i = 0; i < nr; i++)
		names.items[i] = (struct done_draft_name){draft->out.dependencies[i].name, i};
	done_draft_names_sort(&names);
	return names;
}
