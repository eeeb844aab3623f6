/* Why a directory has the kind that it has, in words for a person. */
#include "done/profile.h"

#include <string.h>

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

const char *done_profile_cure(struct done_arena *arena, const struct done_profile *profile)
{
	bool is_node = false, is_root = !strcmp(profile->directory, ".");

	for (size_t i = 0; i < profile->ecosystems.nr; i++)
		is_node = is_node || !strcmp(profile->ecosystems.items[i], "node");
	if (!profile->is_unstarted)
		return done_arena_printf(arena,
		    "write 'kind: api' (or web, worker, job) into %s%sdone.yml",
		    is_root ? "" : done_arena_shown(arena, profile->directory), is_root ? "" : "/");
	return done_arena_printf(arena,
	    "give it %sa container file, or write 'kind: api' (or web, worker, job) into "
	    "%s%sdone.yml",
	    is_node ? "a start script in package.json or " : "",
	    is_root ? "" : done_arena_shown(arena, profile->directory), is_root ? "" : "/");
}
