/* What one policy asks less than another by `select` and by its stages. */
#include "done/loosened.h"

static int weight_of_uncovered(int uncovered)
{
	static const int weights[] = {
	    [DONE_UNCOVERED_NOTE] = 0,
	    [DONE_UNCOVERED_WARNING] = 1,
	    [DONE_UNCOVERED_ERROR] = 2,
	};

	return weights[uncovered];
}

static bool globs_cover(
    struct done_arena *arena, const struct done_globs *more, const struct done_globs *less)
{
	struct done_written_globs written[] = {
	    done_globs_written(arena, more), done_globs_written(arena, less)};

	return done_written_globs_cover(&written[0], &written[1]);
}

void done_select_loosened(
    const struct done_policy *before, const struct done_policy *after, struct done_loosened *out)
{
	const struct done_select *then = &before->select, *now = &after->select;

	out->subject = "select";
	if (!globs_cover(out->arena, &now->everything, &then->everything))
		done_loosened_add(out, "", "%s", "'select' has less that concerns every service");
	if (now->unowned < then->unowned)
		done_loosened_add(
		    out, "", "%s", "changed paths that no service owns count for less");
	if (now->deleted > then->deleted)
		done_loosened_add(out, "", "%s", "the removal of a service is no longer reported");
	if (weight_of_uncovered(now->uncovered) < weight_of_uncovered(then->uncovered))
		done_loosened_add(out, "", "%s", "services that no rule covers count for less");
	if (now->dependencies > then->dependencies)
		done_loosened_add(out, "", "%s",
		    "a change to a local package no longer selects the services that depend "
		    "on it");
	out->subject = "stages";
	if (!done_strings_equal(&before->stages, &after->stages))
		done_loosened_add(out, "", "%s", "the stages are others, or in another order");
}
