/*
 * What a check that looks for something everywhere has not seen: submodules, whose files are not in
 * this repository, and symbolic links out of the service, which are not followed. A link within
 * the service hides nothing, for what it leads to is looked at by itself.
 */
#include "parts.h"

#include <string.h>

/* Longer ones exist on no system. */
#define TARGET_MAX 4096

static bool view_hidden_is_within(const struct done_view *view, const char *path)
{
	const char *directory = done_view_directory(view);
	size_t len = strlen(directory);

	return !len || (!strncmp(path, directory, len) && path[len] == '/');
}

/* What is asked of everything, and what of it is left out. */
struct seeking {
	struct done_view *view;
	const struct done_file_globs *globs, *except;
};

/* 1 with what is behind a link: something of the tree, and its path; 0: nothing that is in the
 * tree, or nothing that is not looked at anyway. */
static int look_behind(struct done_view *view, const struct done_file *link, const char **out_path,
    struct done_entry *out, struct done_error *err)
{
	struct done_buf text = {0};
	char *path = NULL;
	int rc = view->head->read(
	    view->head->self, &link->entry.oid, link->path, TARGET_MAX, &text, err);

	if (rc >= 0 && text.len && text.ptr[0] != '/' && !memchr(text.ptr, '\0', text.len))
		path = done_path_target(
		    view->arena, link->path, (struct done_bytes){text.ptr, text.len});
	done_buf_release(&text);
	if (rc < 0 || !path || view_hidden_is_within(view, path))
		return rc < 0 ? rc : 0;
	*out_path = path;
	return done_snapshot_find(view->head, path, out, err);
}

static int is_left_out(
    const struct seeking *seeking, const char *path, bool directory, struct done_error *err)
{
	return directory ? done_view_matches_below(seeking->view, seeking->except, path, err)
	                 : done_view_matches(seeking->view, seeking->except, path, err);
}

/* A directory behind a link, seen as if it lay in the link's place. */
struct behind {
	const struct seeking *seeking;
	const char *link;
	size_t skip; /* bytes of a path up to what comes below the directory */
};

/* Stops at the first that is asked for. What cannot be looked into may hold it. */
static int visit_behind(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	const struct behind *behind = data;
	const struct seeking *seeking = behind->seeking;
	const char *here =
	    done_arena_printf(seeking->view->arena, "%s/%s", behind->link, path + behind->skip);
	bool opaque = entry->kind != DONE_ENTRY_FILE;
	int rc = done_view_matches(seeking->view, seeking->globs, here, err);

	if (rc == 0 && opaque)
		rc = done_view_may_match_below(seeking->view, seeking->globs, here, err);
	if (rc <= 0)
		return rc;
	rc = is_left_out(seeking, here, opaque, err);
	return rc < 0 ? rc : !rc;
}

/* 1 where something of the directory behind a link is asked for. */
static int holds_some(
    const struct seeking *seeking, const char *link, const char *directory, struct done_error *err)
{
	struct behind behind = {seeking, link, *directory ? strlen(directory) + 1 : 0};

	return done_snapshot_walk(seeking->view->head, directory, visit_behind, NULL, &behind, err);
}

/* matches: the path itself is one that is asked for. */
static int view_hidden_is_hidden(const struct seeking *seeking, const struct done_file *file,
    bool matches, struct done_hidden *out, struct done_error *err)
{
	const char *path = NULL;
	struct done_entry behind;
	int rc;

	*out = (struct done_hidden){*file, true};
	if (file->entry.kind == DONE_ENTRY_LINK) {
		rc = look_behind(seeking->view, file, &path, &behind, err);
		if (rc <= 0)
			return rc;
		out->directory = behind.kind != DONE_ENTRY_FILE;
		if (behind.kind == DONE_ENTRY_DIRECTORY)
			return holds_some(seeking, file->path, path, err);
		if (!out->directory && !matches)
			return 0;
	}
	rc = is_left_out(seeking, file->path, out->directory, err);
	return rc < 0 ? rc : !rc;
}

static int find_among(const struct seeking *seeking, const struct done_files *files, bool matches,
    struct done_hidden *out, struct done_error *err)
{
	for (size_t i = 0; i < files->nr; i++) {
		const struct done_file *file = &files->items[i];
		int rc = 0;

		if (file->entry.kind == DONE_ENTRY_SUBMODULE || file->entry.kind == DONE_ENTRY_LINK)
			rc = view_hidden_is_hidden(seeking, file, matches, out, err);
		if (rc)
			return rc;
	}
	return 0;
}

int done_view_find_hidden(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_hidden *out, struct done_error *err)
{
	const struct seeking seeking = {view, globs, except};
	struct done_files opaque, matching;
	int rc = done_view_find_opaque(view, globs, &opaque, err);

	if (rc >= 0)
		rc = find_among(&seeking, &opaque, false, out, err);
	if (rc == 0)
		rc = done_view_find_unread(view, globs, except, &matching, err);
	if (rc == 0)
		rc = find_among(&seeking, &matching, true, out, err);
	return rc;
}
