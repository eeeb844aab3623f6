/*
 * Attributes that no commit has: those of the git directory (info/attributes), and those of the
 * user (core.attributesFile). A checkout obeys them as it does .gitattributes.
 */
#include "work_tree.h"

#include <string.h>

#include "opening.h"

#include "done/folder.h"

#define ATTRIBUTES_MAX ((size_t)1 << 20)

/* NULL: there is none. What is no file, or is too long, may speak of every file. */
static const char *attributes_read(struct done_arena *arena, const char *path)
{
	struct done_error why = {0};
	struct done_buf text = {0};
	const char *out = NULL;
	int rc = done_place_read(path, ATTRIBUTES_MAX, &text, &why);

	if (rc < 0)
		out = "* filter\n";
	else if (rc > 0)
		out = done_arena_strndup(arena, text.ptr ? text.ptr : "", text.len);
	done_buf_release(&text);
	return out;
}

/* Where the user's lie; NULL: nowhere. */
static const char *attributes_place(struct done_repo *repo, struct done_arena *arena)
{
	const char *home = done_environment("HOME"), *xdg = done_environment("XDG_CONFIG_HOME");
	struct done_error ignored = {0};
	char *named = NULL;

	if (done_repo_config(repo, arena, "core.attributesfile", &named, &ignored) > 0 && named)
		return strncmp(named, "~/", 2) != 0 ? named
		    : home ? done_arena_printf(arena, "%s/%s", home, named + 2)
		           : NULL;
	if (xdg)
		return done_arena_printf(arena, "%s/git/attributes", xdg);
	return home ? done_arena_printf(arena, "%s/.config/git/attributes", home) : NULL;
}

void done_work_tree_attributes(
    struct done_repo *repo, struct done_arena *arena, struct done_folder *folder)
{
	const char *users = attributes_place(repo, arena);

	folder->user_attributes = users ? attributes_read(arena, users) : NULL;
	folder->local_attributes = attributes_read(
	    arena, done_arena_printf(arena, "%s/info/attributes", repo->common_directory));
}
