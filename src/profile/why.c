/* Why a directory has the kind that it has, in words for a person. */
#include "done/profile.h"

const char *done_profile_why(struct done_arena *arena, const struct done_profile *profile)
{
	const struct done_fact *why = &profile->why;
	const char *where = "";

	if (why->path && *why->path && why->line)
		where = done_arena_printf(
		    arena, "%s:%d: ", done_arena_shown(arena, why->path), why->line);
	else if (why->path && *why->path)
		where = done_arena_printf(arena, "%s: ", done_arena_shown(arena, why->path));
	return done_arena_printf(arena, "%s%s", where, why->what ? why->what : "a program");
}
