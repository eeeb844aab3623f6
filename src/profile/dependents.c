/* Who depends on a package of the tree: by manifests, and within a module of Go by imports. */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

/* What one service reaches. */
struct dependent {
	const char *directory;
	bool *units;                  /* one a unit */
	bool follows_imports;         /* it is a part of a module of Go */
	bool has_packages;            /* its imports were followed */
	struct done_strings packages; /* directories of Go, where they were */
};

struct done_dependents {
	struct done_finder finder;
	struct dependent *items;
	size_t nr, cap;
};

const char *done_inner_directory(const char *directory)
{
	return strcmp(directory, ".") != 0 ? directory : "";
}

int done_dependents_open(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_dependents **out, struct done_error *err)
{
	struct done_dependents *dependents = done_arena_alloc(arena, sizeof(*dependents));
	struct done_finder *finder = &dependents->finder;

	finder->arena = arena;
	finder->snapshot = snapshot;
	finder->ecosystems = ecosystems;
	finder->imports_only = true;
	finder->matcher = done_matcher_new();
	*out = dependents;
	if (done_tree_list(finder, err) < 0 || done_units_find(finder, err) < 0)
		return err->code;
	done_locals_find(finder);
	return 0;
}

void done_dependents_close(struct done_dependents *dependents)
{
	if (!dependents)
		return;
	done_matcher_free(dependents->finder.matcher);
	done_arena_release(&dependents->finder.scratch);
}

bool done_dependents_is_coarse(const struct done_dependents *dependents)
{
	return dependents->finder.is_at_limit;
}

/* ---- what a service reaches ---- */

/* Without recursion: how long a chain of packages is, is in the hands of whoever pushes it. A cycle
 * ends where it was before. */
static void reach_unit(
    struct done_finder *finder, struct dependent *dependent, const struct done_unit *unit)
{
	const struct done_unit **pile = NULL;
	size_t nr = 0, cap = 0;

	*DONE_ARENA_PUSH(finder->arena, pile, nr, cap) = unit;
	while (nr) {
		const struct done_unit *next = pile[--nr];

		if (dependent->units[next - finder->units])
			continue;
		dependent->units[next - finder->units] = true;
		for (size_t i = 0; i < next->nr_locals; i++) {
			if (!dependent->units[next->locals[i] - finder->units])
				*DONE_ARENA_PUSH(finder->arena, pile, nr, cap) = next->locals[i];
		}
	}
}

/* The units of the service: those in its directory, else the one that it is a part of. */
static void reach(struct done_finder *finder, struct dependent *dependent)
{
	bool any = false;

	for (size_t i = 0; i < finder->nr_units; i++) {
		if (!done_path_below(finder->units[i].directory, dependent->directory))
			continue;
		any = any || done_unit_part(&finder->units[i], "go") == NULL ||
		    !strcmp(finder->units[i].directory, dependent->directory);
		reach_unit(finder, dependent, &finder->units[i]);
	}
	if (!any) {
		struct done_unit *above = done_unit_above(finder, dependent->directory, NULL);

		if (above) {
			reach_unit(finder, dependent, above);
			dependent->units[above - finder->units] = false;
			dependent->follows_imports = done_unit_part(above, "go") != NULL;
		}
	}
}

static struct dependent *dependent_of(struct done_dependents *dependents, const char *directory)
{
	struct done_finder *finder = &dependents->finder;
	struct dependent *dependent;

	for (size_t i = 0; i < dependents->nr; i++) {
		if (!strcmp(dependents->items[i].directory, directory))
			return &dependents->items[i];
	}
	dependent =
	    DONE_ARENA_PUSH(finder->arena, dependents->items, dependents->nr, dependents->cap);
	dependent->directory = directory;
	dependent->units = done_arena_array(finder->arena, finder->nr_units + 1, sizeof(bool));
	reach(finder, dependent);
	return dependent;
}

/* An import names a directory with sources. Where the last of them was deleted, its own path asks.
 */
static bool dependents_may_import(struct done_finder *finder, const char *path)
{
	const struct done_ecosystem *go = done_ecosystem_find(finder->ecosystems, "go");
	const char *directory = done_directory_of(finder->arena, path);
	size_t first, end, len = strlen(directory);

	if (!go || done_ecosystem_is_source(go, path))
		return go != NULL;
	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *file = finder->files[i].path;

		if (!strchr(file + len + (len > 0), '/') && done_ecosystem_is_source(go, file))
			return true;
	}
	return false;
}

static bool has_package(const struct done_strings *packages, const char *directory)
{
	return packages->nr &&
	    bsearch(&directory, packages->items, packages->nr, sizeof(*packages->items),
	        done_text_order);
}

int done_dependents_ask(struct done_dependents *dependents, const char *directory, const char *path,
    struct done_error *err)
{
	struct done_finder *finder = &dependents->finder;
	const struct done_unit *unit = done_unit_above(finder, path, NULL);
	struct dependent *dependent;

	if (!unit || done_path_below(path, done_inner_directory(directory)))
		return 0;
	dependent = dependent_of(dependents, done_inner_directory(directory));
	if (dependent->units[unit - finder->units])
		return 1;
	if (!dependent->follows_imports || !done_unit_part(unit, "go") ||
	    !done_path_below(dependent->directory, unit->directory) ||
	    !dependents_may_import(finder, path))
		return 0;
	if (!dependent->has_packages &&
	    done_go_reach(finder, dependent->directory, &dependent->packages, err) < 0)
		return err->code;
	dependent->has_packages = true;
	return finder->is_at_limit ||
	    has_package(&dependent->packages, done_directory_of(finder->arena, path));
}

void done_dependents_list(
    struct done_dependents *dependents, const char *directory, struct done_strings *out)
{
	struct done_finder *finder = &dependents->finder;
	const struct dependent *dependent =
	    dependent_of(dependents, done_inner_directory(directory));
	size_t cap = 0;

	*out = (struct done_strings){0};
	for (size_t i = 0; i < finder->nr_units; i++) {
		const char *unit = finder->units[i].directory;

		if (dependent->units[i] && !done_path_below(unit, dependent->directory))
			*DONE_ARENA_PUSH(finder->arena, out->items, out->nr, cap) =
			    *unit ? unit : ".";
	}
}
