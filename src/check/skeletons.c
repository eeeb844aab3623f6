/* What a person could write so that a check is met, as kinds say it of their own options. */
#include "done/skeleton.h"

#include <string.h>

#include "kinds.h"

void done_skeleton_want(struct done_arena *arena, struct done_skeleton_wants *out,
    enum done_skeleton_sort sort, const char *name, const char *file)
{
	*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) =
	    (struct done_skeleton_want){sort, name, file};
}

const char *done_skeleton_literal(const struct done_file_glob *glob)
{
	if (!glob->text || glob->negated || strpbrk(glob->text, "*?[\\"))
		return NULL;
	/* Braces are alternatives, unless they are the names that are replaced. */
	for (const char *at = glob->text; (at = strchr(at, '{')); at++) {
		if (strncmp(at, "{service}", 9) != 0 && strncmp(at, "{path}", 6) != 0)
			return NULL;
	}
	return glob->text;
}
