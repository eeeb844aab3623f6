/* Local packages: what a manifest depends on that lies in the same tree. By manifests alone; Go's
 * imports are in program_go.c. */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

struct local_name {
	const char *name;
	const struct done_ecosystem *ecosystem;
	size_t unit;
};

static int compare_names(const void *a, const void *b)
{
	const struct local_name *x = a, *y = b;
	int order = strcmp(x->ecosystem->id, y->ecosystem->id);

	return order ? order : strcmp(x->name, y->name);
}

struct local_names {
	struct local_name *items;
	size_t nr, cap;
};

static void collect_names(struct done_finder *finder, struct local_names *names)
{
	for (size_t i = 0; i < finder->nr_units; i++) {
		for (size_t j = 0; j < finder->units[i].nr_parts; j++) {
			const struct done_unit_part *part = &finder->units[i].parts[j];

			for (size_t k = 0; k < part->nr; k++) {
				if (!part->manifests[k]->name)
					continue;
				*DONE_ARENA_PUSH(finder->arena, names->items, names->nr,
				    names->cap) = (struct local_name){
				    part->manifests[k]->name, part->ecosystem, i};
			}
		}
	}
	if (names->nr)
		qsort(names->items, names->nr, sizeof(*names->items), compare_names);
}

static void local_add(struct done_finder *finder, struct done_unit *unit, struct done_unit *local)
{
	if (!local || local == unit)
		return;
	for (size_t i = 0; i < unit->nr_locals; i++) {
		if (unit->locals[i] == local)
			return;
	}
	*DONE_ARENA_PUSH(finder->arena, unit->locals, unit->nr_locals, unit->cap_locals) = local;
}

static struct done_unit *local_unit(struct done_finder *finder, const struct local_names *names,
    const struct done_unit *unit, const struct done_unit_part *part,
    const struct done_dependency *dependency)
{
	struct local_name wanted = {dependency->name, part->ecosystem, 0}, *found;

	if (dependency->local) {
		const char *directory =
		    done_path_within(finder->arena, unit->directory, dependency->local);

		return directory ? done_unit_at(finder, directory) : NULL;
	}
	found = names->nr ? bsearch(&wanted, names->items, names->nr, sizeof(wanted), compare_names)
	                  : NULL;
	return found ? &finder->units[found->unit] : NULL;
}

void done_locals_find(struct done_finder *finder)
{
	struct local_names names = {0};

	collect_names(finder, &names);
	for (size_t i = 0; i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];

		for (size_t j = 0; j < unit->nr_parts; j++) {
			const struct done_unit_part *part = &unit->parts[j];

			for (size_t k = 0; k < part->nr; k++) {
				const struct done_manifest *manifest = part->manifests[k];

				for (size_t l = 0; l < manifest->nr_dependencies; l++) {
					if (manifest->dependencies[l].scope == DONE_SCOPE_TEST)
						continue;
					local_add(finder, unit,
					    local_unit(finder, &names, unit, part,
					        &manifest->dependencies[l]));
				}
			}
		}
	}
}
