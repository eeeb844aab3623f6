/*
 * Lists of globs, as gitignore reads them: the last item that matches a path decides, and one that
 * begins with '!' takes out what an item before it matches.
 */
#include "glob_parts.h"

#include <string.h>

bool done_glob_takes_out(const struct done_glob *glob, const char *path)
{
	return done_glob_match(glob, path) ||
	    (done_glob_is_literal(glob) && done_path_below(path, done_glob_text(glob)));
}

static bool item_matches(const struct done_glob *glob, const char *path, size_t len)
{
	return done_glob_is_negated(glob) ? done_glob_takes_out(glob, path)
	                                  : done_glob_match_of(glob, path, len);
}

bool done_globs_match(const struct done_globs *globs, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = globs->nr; i-- > 0;) {
		if (item_matches(globs->items[i], path, len))
			return !done_glob_is_negated(globs->items[i]);
	}
	return false;
}

/* The path, or a directory above it. */
static bool matches_above(const struct done_glob *glob, char *path)
{
	char *slash = path + strlen(path);
	bool matches = done_glob_match(glob, path);

	while (!matches && slash > path) {
		if (*--slash != '/')
			continue;
		*slash = '\0';
		matches = done_glob_match(glob, path);
		*slash = '/';
	}
	return matches;
}

bool done_globs_match_tree(
    const struct done_globs *globs, struct done_arena *scratch, const char *path)
{
	char *copy = globs->nr ? done_arena_strdup(scratch, path) : NULL;

	for (size_t i = globs->nr; i-- > 0;) {
		if (matches_above(globs->items[i], copy))
			return !done_glob_is_negated(globs->items[i]);
	}
	return false;
}
