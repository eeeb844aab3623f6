/* What every index of several repositories says in the same words. */
#include <stdlib.h>
#include <string.h>

#include "fleet_parts.h"

void done_fleet_say(struct done_buf *out, const struct done_fleet *fleet)
{
	struct done_fleet_counts counts = done_fleet_counts_of(fleet);

	done_buf_addf(out, "of %zu %s %zu %s done, %zu %s not, %zu %s undecided", fleet->nr,
	    fleet->nr == 1 ? "repository" : "repositories", counts.met,
	    counts.met == 1 ? "is" : "are", counts.unmet, counts.unmet == 1 ? "is" : "are",
	    counts.undecided, counts.undecided == 1 ? "is" : "are");
}

void done_fleet_say_tiers(struct done_buf *out, const struct done_fleet_tally *tally)
{
	const char *gap = "";

	for (int tier = DONE_TIER_GOLD; tier >= DONE_TIER_NONE; tier--) {
		const char *name = done_tier_name((enum done_tier)tier);

		if (!tally->tiers[tier])
			continue;
		done_buf_addf(
		    out, "%s%zu %s", gap, tally->tiers[tier], name ? name : "below bronze");
		gap = ", ";
	}
}

void done_fleet_say_missing(struct done_buf *out, const struct done_fleet_tally *tally, size_t most)
{
	for (size_t i = 0; i < tally->nr_missing && i < most; i++)
		done_buf_addf(out, "%s%s (%zu)", i ? ", " : "", tally->missing[i].check,
		    tally->missing[i].nr);
	if (tally->nr_missing > most)
		done_buf_addf(out, ", +%zu", tally->nr_missing - most);
}

/* ---- names ---- */

/* Parts of a path that a name may have; beyond, it is the path as it was named. */
#define NAME_PARTS 4

/* So many last parts of the repository's path, without what git adds to them. */
static const char *fleet_name_of(const char *path, size_t parts, struct done_arena *arena)
{
	size_t end = strlen(path), start;

	while (end > 1 && path[end - 1] == '/')
		end--;
	if (end > 5 && !strncmp(path + end - 5, "/.git", 5))
		end -= 5;
	for (start = end; start && (path[start - 1] != '/' || --parts); start--)
		;
	if (end - start > 4 && !strncmp(path + end - 4, ".git", 4))
		end -= 4;
	if (end == start || !strcmp(path, ".") || !strcmp(path, ".."))
		return done_arena_shown(arena, path);
	return done_arena_shown(arena, done_arena_strndup(arena, path + start, end - start));
}

struct fleet_named {
	const char *name;
	size_t number;
};

static int fleet_compare_named(const void *left, const void *right)
{
	const struct fleet_named *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : a->number < b->number ? -1 : 1;
}

/* Those that are named alike, in front; how many they are. */
static size_t fleet_keep_alike(struct fleet_named *named, size_t nr)
{
	size_t kept = 0, end;

	qsort(named, nr, sizeof(*named), fleet_compare_named);
	for (size_t i = 0; i < nr; i = end) {
		for (end = i + 1; end < nr && !strcmp(named[i].name, named[end].name); end++)
			;
		for (size_t j = i; end - i > 1 && j < end; j++)
			named[kept++] = named[j];
	}
	return kept;
}

const char **done_fleet_names(const struct done_fleet *fleet, struct done_arena *arena)
{
	const char **names = done_arena_array(arena, fleet->nr + 1, sizeof(*names));
	struct fleet_named *named = done_arena_array(arena, fleet->nr + 1, sizeof(*named));
	size_t nr = fleet->nr;

	for (size_t i = 0; i < nr; i++)
		named[i].number = i;
	for (size_t parts = 1; nr && parts <= NAME_PARTS + 1; parts++) {
		for (size_t i = 0; i < nr; i++) {
			const char *path = fleet->entries[named[i].number].repository;

			named[i].name = parts > NAME_PARTS ? done_arena_shown(arena, path)
			                                   : fleet_name_of(path, parts, arena);
			names[named[i].number] = named[i].name;
		}
		nr = fleet_keep_alike(named, nr);
	}
	return names;
}
