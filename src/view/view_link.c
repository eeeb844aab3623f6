/*
 * Following a symbolic link to the file that it leads to, for a document that people link into
 * place. Only what belongs to the service counts as its own.
 */
#include "done/view.h"

#include <string.h>

/* Longer ones exist on no system. */
#define TARGET_MAX 4096
/* A link to a link to a link: nobody writes more. */
#define HOPS_MAX 8

static bool view_link_is_within(const struct done_view *view, const char *path)
{
	const char *directory = done_view_directory(view);
	size_t len = strlen(directory);

	return !len || (!strncmp(path, directory, len) && path[len] == '/');
}

/* 1 with the path that a link names, from the root; 0: it names nothing of the tree. */
static int read_target(
    struct done_view *view, const struct done_file *link, const char **out, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = view->head->read(
	    view->head->self, &link->entry.oid, link->path, TARGET_MAX, &text, err);

	*out = NULL;
	if (rc >= 0 && text.len && text.ptr[0] != '/' && !memchr(text.ptr, '\0', text.len))
		*out = done_path_target(
		    view->arena, link->path, (struct done_bytes){text.ptr, text.len});
	done_buf_release(&text);
	return rc < 0 ? rc : *out != NULL;
}

/* What stands at the end of a link and is not a file that counts. */
static const char *why_not(struct done_view *view, const struct done_file *end, bool there)
{
	const char *what = "lies outside the service";

	if (!there)
		what = "is not in this tree";
	else if (end->entry.kind == DONE_ENTRY_DIRECTORY)
		what = "is a directory";
	else if (end->entry.kind == DONE_ENTRY_SUBMODULE)
		what = "is a submodule";
	return done_arena_printf(
	    view->arena, "is a symbolic link to '/%s', which %s", end->path, what);
}

int done_view_follow(struct done_view *view, const struct done_file *link, struct done_file *out,
    const char **why, struct done_error *err)
{
	struct done_file file = *link;
	const char *path;

	for (int hops = 0; hops < HOPS_MAX; hops++) {
		int rc = read_target(view, &file, &path, err);

		if (rc == 0)
			*why = "is a symbolic link that leads out of the repository";
		if (rc <= 0)
			return rc;
		file.path = path;
		rc = done_snapshot_find(view->head, path, &file.entry, err);
		if (rc < 0)
			return rc;
		if (rc > 0 && file.entry.kind == DONE_ENTRY_LINK)
			continue;
		if (rc > 0 && file.entry.kind == DONE_ENTRY_FILE &&
		    view_link_is_within(view, file.path)) {
			*out = file;
			return 1;
		}
		*why = why_not(view, &file, rc > 0);
		return 0;
	}
	*why = "is a symbolic link that leads in a circle";
	return 0;
}
