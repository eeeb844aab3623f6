/* What a person could write so that a check is met: each kind says it of its own options. */
#include "done/skeleton.h"

#include <string.h>

#include "kinds.h"

void done_skeleton_wants_of(struct done_arena *arena, const struct done_test *test,
                            struct done_skeleton_wants *out)
{
	const struct done_kind *kind = done_kinds[test->kind];

	if (kind->drafts && test->options) /* none: read back from a report */
		kind->drafts(test->options, arena, out);
}

bool done_skeleton_can(struct done_arena *arena, const struct done_test *test)
{
	struct done_skeleton_wants wants = {0};

	done_skeleton_wants_of(arena, test, &wants);
	return wants.nr > 0;
}

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
