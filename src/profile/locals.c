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

static bool local_is_in(struct done_unit *const *items, size_t nr, const struct done_unit *local)
{
	for (size_t i = 0; i < nr; i++) {
		if (items[i] == local)
			return true;
	}
	return false;
}

/* A change of what only builds it selects the service, too; but it shows nothing for it. */
static void local_add(
    struct done_finder *finder, struct done_unit *unit, struct done_unit *local, bool runs)
{
	if (!local || local == unit)
		return;
	if (!local_is_in(unit->locals, unit->nr_locals, local))
		*DONE_ARENA_PUSH(finder->arena, unit->locals, unit->nr_locals, unit->cap_locals) =
		    local;
	if (runs && !local_is_in(unit->run_locals, unit->nr_run_locals, local))
		*DONE_ARENA_PUSH(finder->arena, unit->run_locals, unit->nr_run_locals,
		    unit->cap_run_locals) = local;
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
					        &manifest->dependencies[l]),
					    manifest->dependencies[l].scope == DONE_SCOPE_RUN);
				}
			}
		}
	}
}
