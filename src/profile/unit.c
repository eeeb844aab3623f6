/* One unit: made once, looked up, and asked what its manifests say. */
#include <string.h>

#include "finder.h"

/* Sorted while they are being made, and few: looked up by halving. */
static struct done_unit *unit_find(
    const struct done_finder *finder, const char *directory, size_t *at)
{
	bool is_there;

	*at = DONE_TEXT_BOUND(
	    finder->units, finder->nr_units, directory, directory, strlen(directory), '\0');
	is_there = *at < finder->nr_units && !strcmp(finder->units[*at].directory, directory);
	return is_there ? &finder->units[*at] : NULL;
}

struct done_unit *done_unit_at(const struct done_finder *finder, const char *directory)
{
	size_t at;

	return unit_find(finder, directory, &at);
}

struct done_unit *done_unit_make(struct done_finder *finder, const char *directory)
{
	size_t at;
	struct done_unit *unit = unit_find(finder, directory, &at);

	if (unit)
		return unit;
	(void)DONE_ARENA_PUSH(finder->arena, finder->units, finder->nr_units, finder->cap_units);
	memmove(&finder->units[at + 1], &finder->units[at],
	    (finder->nr_units - 1 - at) * sizeof(*finder->units));
	unit = &finder->units[at];
	*unit = (struct done_unit){.directory = directory};
	unit->place = done_place_of(finder->arena, directory, finder->is_demo);
	done_tree_range(finder, directory, &unit->first, &unit->end);
	return unit;
}

struct done_unit_part *done_unit_part_make(
    struct done_finder *finder, struct done_unit *unit, const struct done_ecosystem *ecosystem)
{
	struct done_unit_part *part = done_unit_part(unit, ecosystem->id);

	if (part)
		return part;
	part = DONE_ARENA_PUSH(finder->arena, unit->parts, unit->nr_parts, unit->cap_parts);
	part->ecosystem = ecosystem;
	return part;
}

struct done_unit *done_unit_above(
    const struct done_finder *finder, const char *path, const struct done_ecosystem *ecosystem)
{
	char directory[4096];
	size_t len = strlen(path);

	if (len >= sizeof(directory))
		return NULL;
	memcpy(directory, path, len + 1);
	for (;;) {
		struct done_unit *unit = done_unit_at(finder, directory);
		char *slash;

		if (unit && (!ecosystem || done_unit_part(unit, ecosystem->id)))
			return unit;
		if (!*directory)
			return NULL;
		slash = strrchr(directory, '/');
		*(slash ? slash : directory) = '\0';
	}
}

static bool unit_is_among(
    const struct done_unit *const *units, size_t nr, const struct done_unit *unit)
{
	for (size_t i = 0; i < nr; i++) {
		if (units[i] == unit)
			return true;
	}
	return false;
}

/* The locals of `of`, but `unit` itself. */
static size_t unit_reach_more(const struct done_unit *unit, const struct done_unit *of,
    const struct done_unit **out, size_t nr, size_t max)
{
	for (size_t i = 0; i < of->nr_run_locals && nr < max; i++) {
		const struct done_unit *local = of->run_locals[i];

		if (local != unit && !unit_is_among(out, nr, local))
			out[nr++] = local;
	}
	return nr;
}

size_t done_unit_reach(
    const struct done_unit *unit, int depth, const struct done_unit **out, size_t max)
{
	size_t nr = unit_reach_more(unit, unit, out, 0, max), from = 0;

	for (int i = 1; i < depth; i++) {
		for (size_t end = nr; from < end; from++)
			nr = unit_reach_more(unit, out[from], out, nr, max);
	}
	return nr;
}

const struct done_manifest_fact *done_unit_fact(
    const struct done_unit_part *part, const char *name, const char **path)
{
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			const struct done_manifest_fact *fact = &part->manifests[i]->facts[j];

			if (strcmp(fact->name, name) != 0)
				continue;
			if (path)
				*path = part->paths[i];
			return fact;
		}
	}
	return NULL;
}

bool done_unit_depends(const struct done_unit_part *part, const char *const *names, size_t nr,
    struct done_fact *out, struct done_arena *arena)
{
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_dependencies; j++) {
			const struct done_dependency *dependency =
			    &part->manifests[i]->dependencies[j];

			for (size_t k = 0; k < nr; k++) {
				if (dependency->scope != DONE_SCOPE_RUN ||
				    !done_package_is(part->ecosystem, dependency->name, names[k]))
					continue;
				if (out)
					*out = (struct done_fact){part->paths[i], dependency->line,
					    done_arena_shown(arena, dependency->name)};
				return true;
			}
		}
	}
	return false;
}

struct done_unit_part *done_unit_part(const struct done_unit *unit, const char *ecosystem)
{
	for (size_t i = 0; i < unit->nr_parts; i++) {
		if (!strcmp(unit->parts[i].ecosystem->id, ecosystem))
			return &unit->parts[i];
	}
	return NULL;
}

struct done_unit *done_unit_parent(
    const struct done_finder *finder, const char *directory, const struct done_manifest *manifest)
{
	const char *path =
	    manifest->parent ? done_path_within(finder->arena, directory, manifest->parent) : NULL;

	if (path && done_tree_find(finder, path))
		path = done_directory_of(finder->arena, path);
	return path ? done_unit_at(finder, path) : NULL;
}
