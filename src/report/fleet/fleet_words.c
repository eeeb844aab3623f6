/* What every index of several repositories says in the same words. */
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

const char *done_fleet_name(const struct done_fleet_entry *entry, struct done_arena *arena)
{
	const char *path = entry->repository;
	size_t end = strlen(path), start;

	while (end > 1 && path[end - 1] == '/')
		end--;
	if (end > 5 && !strncmp(path + end - 5, "/.git", 5))
		end -= 5;
	for (start = end; start && path[start - 1] != '/'; start--)
		;
	if (end - start > 4 && !strncmp(path + end - 4, ".git", 4))
		end -= 4;
	if (end == start || !strcmp(path, ".") || !strcmp(path, ".."))
		return done_arena_shown(arena, path);
	return done_arena_shown(arena, done_arena_strndup(arena, path + start, end - start));
}
