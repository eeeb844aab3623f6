/*
 * What a check that looks for something everywhere has not seen: submodules, whose files are not in
 * this repository, and symbolic links out of the service, which are not followed. A link within
 * the service hides nothing, for what it leads to is looked at by itself.
 */
#include "view.h"

#include <string.h>

/* Longer ones exist on no system. */
#define TARGET_MAX 4096

static bool is_within(const struct done_view *view, const char *path)
{
	const char *directory = done_view_directory(view);
	size_t len = strlen(directory);

	return !len || (!strncmp(path, directory, len) && path[len] == '/');
}

/* 1 with what is behind a link: a file or directory of the tree; 0: nothing that is in the tree, or
 * nothing that is not looked at anyway. */
static int look_behind(struct done_view *view, const struct done_file *link, struct done_entry *out,
                       struct done_error *err)
{
	struct done_buf text = {0};
	const char *path = NULL;
	int rc = view->head->read(view->head->self, &link->entry.oid, link->path, TARGET_MAX, &text,
	                          err);

	if (rc >= 0 && text.len && text.ptr[0] != '/' && !memchr(text.ptr, '\0', text.len))
		path = done_path_target(view->arena, link->path,
		                        (struct done_bytes){text.ptr, text.len});
	done_buf_release(&text);
	if (rc < 0 || !path || is_within(view, path))
		return rc < 0 ? rc : 0;
	return done_snapshot_find(view->head, path, out, err);
}

/* Any file behind it stands for all: a glob over all of a directory leaves it out, one over some
 * names does not. */
static int is_left_out(struct done_view *view, const struct done_hidden *hidden,
                       const struct done_file_globs *except, struct done_error *err)
{
	const char *path = hidden->file.path;
	int rc = done_view_is_excepted(view, except, path, err);

	if (rc == 0 && hidden->directory)
		rc = done_view_is_excepted(view, except,
		                           done_arena_printf(view->arena, "%s/-", path), err);
	return rc;
}

/* matches: the path itself is one that is asked for. */
static int is_hidden(struct done_view *view, const struct done_file *file, bool matches,
                     struct done_hidden *out, struct done_error *err)
{
	struct done_entry behind;
	int rc;

	*out = (struct done_hidden){*file, true};
	if (file->entry.kind == DONE_ENTRY_SUBMODULE)
		return 1;
	rc = look_behind(view, file, &behind, err);
	if (rc <= 0)
		return rc;
	out->directory = behind.kind != DONE_ENTRY_FILE;
	return out->directory || matches;
}

static int find_among(struct done_view *view, const struct done_files *files, bool matches,
                      const struct done_file_globs *except, struct done_hidden *out,
                      struct done_error *err)
{
	for (size_t i = 0; i < files->nr; i++) {
		const struct done_file *file = &files->items[i];
		int rc;

		if (file->entry.kind != DONE_ENTRY_SUBMODULE && file->entry.kind != DONE_ENTRY_LINK)
			continue;
		rc = is_hidden(view, file, matches, out, err);
		if (rc > 0)
			rc = is_left_out(view, out, except, err);
		else
			rc = rc < 0 ? rc : 1;
		if (rc <= 0)
			return rc < 0 ? rc : 1;
	}
	return 0;
}

int done_view_find_hidden(struct done_view *view, const struct done_file_globs *globs,
                          const struct done_file_globs *except, struct done_hidden *out,
                          struct done_error *err)
{
	struct done_files opaque, matching;
	int rc = done_view_find_opaque(view, globs, &opaque, err);

	if (rc >= 0)
		rc = find_among(view, &opaque, false, except, out, err);
	if (rc == 0)
		rc = done_view_find(view, globs, except, &matching, err);
	if (rc == 0)
		rc = find_among(view, &matching, true, except, out, err);
	return rc;
}
