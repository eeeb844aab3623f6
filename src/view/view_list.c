/*
 * Lists of globs as a service means them: the last item that matches a path decides, and a negated
 * one takes out what an item before it matches.
 */
#include "parts.h"

#include <string.h>

bool done_file_globs_negate(const struct done_file_globs *globs)
{
	for (size_t i = 0; i < globs->nr; i++) {
		if (globs->items[i].negated)
			return true;
	}
	return false;
}

/* Whether an item has something to say of a path. */
typedef bool says_of(const struct done_view *view, const struct done_service_glob *glob,
    bool negated, const char *path);

/* 1 or 0: the word of the last item that says something; 0 where none does. */
static int ask_last(struct done_view *view, const struct done_file_globs *globs, says_of *says,
    const char *path, struct done_error *err)
{
	for (size_t i = globs ? globs->nr : 0; i-- > 0;) {
		const struct done_file_glob *item = &globs->items[i];
		struct done_service_glob *glob;
		int rc = done_view_resolve(view, item, &glob, err);

		if (rc < 0)
			return rc;
		if (says(view, glob, item->negated, path))
			return !item->negated;
	}
	return 0;
}

static bool says_of_path(const struct done_view *view, const struct done_service_glob *glob,
    bool negated, const char *path)
{
	return negated ? done_service_glob_takes_out(view, glob, path)
	               : done_service_glob_match(view, glob, path);
}

int done_view_list_ready(struct done_view *view, const struct done_file_globs *globs,
    struct done_view_list *out, struct done_error *err)
{
	*out = (struct done_view_list){.view = view, .globs = globs};
	if (!globs)
		return 0;
	out->nr = globs->nr;
	out->ready = done_arena_array(view->arena, out->nr + 1, sizeof(*out->ready));
	for (size_t i = 0; i < out->nr; i++) {
		if (done_view_resolve(view, &globs->items[i], &out->ready[i], err) < 0)
			return err->code;
	}
	return 0;
}

bool done_view_list_matches(const struct done_view_list *list, const char *path)
{
	for (size_t i = list->nr; i-- > 0;) {
		bool negated = list->globs->items[i].negated;

		if (says_of_path(list->view, list->ready[i], negated, path))
			return !negated;
	}
	return false;
}

int done_view_matches(struct done_view *view, const struct done_file_globs *globs, const char *path,
    struct done_error *err)
{
	return ask_last(view, globs, says_of_path, path, err);
}

static bool says_of_path_or_above(const struct done_view *view,
    const struct done_service_glob *glob, bool negated, const char *path)
{
	bool says = says_of_path(view, glob, negated, path);
	char *above = says || negated ? NULL : done_arena_strdup(view->arena, path);

	for (char *slash; above && !says && (slash = strrchr(above, '/'));) {
		*slash = '\0';
		says = done_service_glob_match(view, glob, above);
	}
	return says;
}

/* The same where an item that matches a directory means all that is below it. */
static int matches_tree(struct done_view *view, const struct done_file_globs *globs,
    const char *path, struct done_error *err)
{
	return ask_last(view, globs, says_of_path_or_above, path, err);
}

/* ---- what is below a directory that nobody can look into ---- */

/* Any file stands for all: a glob over all of a directory matches it, one over some names does not.
 */
static bool matches_all_below(const struct done_view *view, const struct done_service_glob *glob,
    bool negated, const char *directory)
{
	return says_of_path(view, glob, negated, directory) ||
	    says_of_path(view, glob, negated, done_arena_printf(view->arena, "%s/-", directory));
}

/* Where something is in doubt, it may be matched. */
static bool says_it_may(const struct done_view *view, const struct done_service_glob *glob,
    bool negated, const char *directory)
{
	return negated ? matches_all_below(view, glob, true, directory)
	               : done_service_glob_may_match_below(view, glob, directory);
}

int done_view_may_match_below(struct done_view *view, const struct done_file_globs *globs,
    const char *directory, struct done_error *err)
{
	return ask_last(view, globs, says_it_may, directory, err);
}

static bool may_negate_below(
    const struct done_view *view, const struct done_service_glob *glob, const char *directory)
{
	return done_service_glob_takes_out(view, glob, directory) ||
	    done_service_glob_may_match_below(view, glob, directory);
}

/* Where something is in doubt, it is not. */
static bool says_it_does(const struct done_view *view, const struct done_service_glob *glob,
    bool negated, const char *directory)
{
	return negated ? may_negate_below(view, glob, directory)
	               : matches_all_below(view, glob, false, directory);
}

int done_view_matches_below(struct done_view *view, const struct done_file_globs *globs,
    const char *directory, struct done_error *err)
{
	return ask_last(view, globs, says_it_does, directory, err);
}

/* 1 where a negated item may say something of what lies below the directory. */
static int negates_below(struct done_view *view, const struct done_file_globs *globs,
    const char *directory, struct done_error *err)
{
	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;
		int rc = globs->items[i].negated
		    ? done_view_resolve(view, &globs->items[i], &glob, err)
		    : 0;

		if (rc < 0)
			return rc;
		if (globs->items[i].negated && may_negate_below(view, glob, directory))
			return 1;
	}
	return 0;
}

/* ---- directories that match as a whole ---- */

struct looking {
	struct done_view *view;
	const struct done_file_globs *globs;
	struct done_file *items;
	size_t nr, cap;
};

static int add_meant(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct looking *looking = data;
	struct done_arena *arena = &done_view_cache(looking->view)->arena;
	int rc = matches_tree(looking->view, looking->globs, path, err);

	if (rc == 1)
		*DONE_ARENA_PUSH(arena, looking->items, looking->nr, looking->cap) =
		    (struct done_file){done_arena_strdup(arena, path), *entry};
	return rc < 0 ? rc : 0;
}

int done_view_look_into(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *files, struct done_error *err)
{
	struct looking looking = {.view = view, .globs = globs};

	for (size_t i = 0; i < files->nr; i++) {
		const struct done_file *file = &files->items[i];
		bool directory = file->entry.kind == DONE_ENTRY_DIRECTORY;
		int rc = directory ? negates_below(view, globs, file->path, err) : 0;

		if (rc == 1)
			rc = done_snapshot_walk(
			    view->head, file->path, add_meant, NULL, &looking, err);
		else if (rc == 0)
			rc = add_meant(&looking, file->path, &file->entry, err);
		if (rc < 0)
			return rc;
	}
	*files = (struct done_files){looking.items, looking.nr};
	return 0;
}
