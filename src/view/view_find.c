/*
 * Which files a check's globs name. A literal glob is looked up; a glob with "**" in front lists
 * the service once for all; any other walks only the directories that it can match in.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
	struct done_view *view;
	struct done_arena *arena;
	const struct done_service_glob *glob; /* NULL: everything */
	bool directories;                     /* those that match are given too */
	struct done_file *items;
	size_t nr, cap;
};

static void gather(struct gathering *gathering, const char *path, const struct done_entry *entry)
{
	struct done_file *file =
	    DONE_ARENA_PUSH(gathering->arena, gathering->items, gathering->nr, gathering->cap);

	file->path = done_arena_strdup(gathering->arena, path);
	file->entry = *entry;
}

static int view_find_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct gathering *gathering = data;

	(void)err;
	if (!gathering->glob || done_service_glob_match(gathering->view, gathering->glob, path))
		gather(gathering, path, entry);
	return 0;
}

static bool view_find_enter(void *data, const char *directory)
{
	struct gathering *gathering = data;
	const struct done_service_glob *glob = gathering->glob;

	if (!*directory)
		return true;
	if (gathering->directories && done_service_glob_match(gathering->view, glob, directory)) {
		struct done_entry entry = {.name = "", .kind = DONE_ENTRY_DIRECTORY};

		gather(gathering, directory, &entry);
		return false;
	}
	/* The service's own directory, where the walk starts, is no part of a relative glob. */
	if (strlen(directory) < glob->skip)
		return true;
	return done_glob_may_match_below(glob->glob, directory + glob->skip);
}

static int compare_files(const void *a, const void *b)
{
	const struct done_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* In ascending order, each path once. */
static void order(struct done_files *files)
{
	size_t kept = 0;

	for (size_t i = 1; i < files->nr; i++) {
		if (compare_files(&files->items[i - 1], &files->items[i]) > 0) {
			qsort(files->items, files->nr, sizeof(*files->items), compare_files);
			break;
		}
	}
	for (size_t i = 0; i < files->nr; i++) {
		if (i == 0 || strcmp(files->items[kept - 1].path, files->items[i].path) != 0)
			files->items[kept++] = files->items[i];
	}
	files->nr = kept;
}

static int list_service(struct done_view *view, struct done_error *err)
{
	struct gathering all = {.view = view, .arena = &done_view_cache(view)->arena};

	if (view->is_listed)
		return 0;
	int rc = done_snapshot_walk(
	    view->head, done_view_directory(view), view_find_visit, NULL, &all, err);
	if (rc < 0)
		return rc;
	view->listed = (struct done_files){all.items, all.nr};
	order(&view->listed);
	view->is_listed = true;
	return 0;
}

/* 1 with *out, or 0; directories count as absent unless asked for. */
static int look_up(struct done_view *view, const struct done_service_glob *glob, bool directories,
    struct done_file *out, struct done_error *err)
{
	struct done_entry entry;
	int rc = directories ? 0 : done_view_readme(view, glob, out, err);

	if (rc != 0)
		return rc;
	rc = done_snapshot_find(view->head, glob->text, &entry, err);
	if (rc <= 0)
		return rc;
	if (entry.kind == DONE_ENTRY_DIRECTORY && !directories)
		return 0;
	out->path = glob->text;
	out->entry = entry;
	return 1;
}

/* True when the glob may match anywhere below the service. */
static bool is_wide(const struct done_view *view, const struct done_service_glob *glob)
{
	return strcmp(glob->directory, done_view_directory(view)) == 0 &&
	    (view->is_listed || strstr(done_glob_text(glob->glob), "**"));
}

static void filter(struct gathering *gathering, const struct done_files *listed)
{
	for (size_t i = 0; i < listed->nr; i++) {
		if (!done_service_glob_match(
		        gathering->view, gathering->glob, listed->items[i].path))
			continue;
		struct done_file *file = DONE_ARENA_PUSH(
		    gathering->arena, gathering->items, gathering->nr, gathering->cap);
		*file = listed->items[i];
	}
}

/* What one glob names, into gathering. */
static int search(struct gathering *gathering, struct done_error *err)
{
	struct done_view *view = gathering->view;
	const struct done_service_glob *glob = gathering->glob;
	int rc;

	if (glob->nameless)
		return 0;
	if (done_glob_is_literal(glob->glob)) {
		struct done_file file;

		rc = look_up(view, glob, gathering->directories, &file, err);
		if (rc > 0)
			*(struct done_file *)DONE_ARENA_PUSH(gathering->arena, gathering->items,
			    gathering->nr, gathering->cap) = file;
		return rc < 0 ? rc : 0;
	}
	if (!gathering->directories && is_wide(view, glob)) {
		rc = list_service(view, err);
		if (rc == 0)
			filter(gathering, &view->listed);
		return rc;
	}
	return done_snapshot_walk(
	    view->head, glob->directory, view_find_visit, view_find_enter, gathering, err);
}

/* What one glob of the policy names, remembered. */
static int find_one(struct done_view *view, const struct done_file_glob *written,
    struct done_files *out, struct done_error *err)
{
	const char *of_all = done_tree_text_of_all(view, written);
	struct done_files found_for_all;
	struct done_service_glob *glob;

	/* Most often there is none for any service, and the glob of this one is not even made. */
	if (of_all && done_tree_entries(view, of_all, &found_for_all, err) < 0)
		return err->code;
	if (of_all && !found_for_all.nr)
		return 0;
	if (done_view_resolve(view, written, &glob, err) < 0)
		return err->code;
	if (!glob->is_found) {
		struct gathering gathering = {
		    .view = view, .arena = &done_view_cache(view)->arena, .glob = glob};

		if (of_all)
			filter(&gathering, &found_for_all);
		else if (search(&gathering, err) < 0)
			return err->code;
		glob->found = (struct done_files){gathering.items, gathering.nr};
		order(&glob->found);
		glob->is_found = true;
	}
	*out = glob->found;
	return 0;
}

/* Of what items of the list match, what the whole list means and except does not. */
static int keep_meant(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_files *files, struct done_error *err)
{
	bool negates = done_file_globs_negate(globs);
	struct done_view_list all, none;
	size_t kept = 0;

	if (!files->nr)
		return 0;
	if (done_view_list_ready(view, negates ? globs : NULL, &all, err) < 0 ||
	    done_view_list_ready(view, except, &none, err) < 0)
		return err->code;
	for (size_t i = 0; i < files->nr; i++) {
		const char *path = files->items[i].path;

		if ((!negates || done_view_list_matches(&all, path)) &&
		    !done_view_list_matches(&none, path))
			files->items[kept++] = files->items[i];
	}
	files->nr = kept;
	return 0;
}

/* What the items of the list that are not negated name. */
static int find_each(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *out, struct done_error *err)
{
	struct gathering all = {.view = view, .arena = &done_view_cache(view)->arena};

	for (size_t i = 0; i < globs->nr; i++) {
		struct done_files found = {0};

		if (!globs->items[i].negated && find_one(view, &globs->items[i], &found, err) < 0)
			return err->code;
		for (size_t j = 0; j < found.nr; j++)
			*(struct done_file *)DONE_ARENA_PUSH(
			    all.arena, all.items, all.nr, all.cap) = found.items[j];
	}
	*out = (struct done_files){all.items, all.nr};
	order(out);
	return 0;
}

int done_view_find(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_files *out, struct done_error *err)
{
	int rc = find_each(view, globs, out, err);

	return rc < 0 ? rc : keep_meant(view, globs, except, out, err);
}

int done_view_find_unread(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_files *out, struct done_error *err)
{
	int rc = find_each(view, globs, out, err);
	size_t kept = 0;

	for (size_t i = 0; rc == 0 && i < out->nr; i++) {
		if (out->items[i].entry.kind != DONE_ENTRY_FILE)
			out->items[kept++] = out->items[i];
	}
	out->nr = rc == 0 ? kept : 0;
	return rc < 0 ? rc : keep_meant(view, globs, except, out, err);
}

/* ---- what is out of sight ---- */

static int visit_opaque(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct gathering *gathering = data;

	(void)err;
	if ((entry->kind == DONE_ENTRY_SUBMODULE || entry->kind == DONE_ENTRY_LINK) &&
	    view_find_enter(gathering, path))
		gather(gathering, path, entry);
	return 0;
}

/* A submodule or link that stands where the glob's own directories are: no walk gets past it. */
static int gather_cover(struct gathering *gathering, struct done_error *err)
{
	const char *directory = gathering->glob->directory;

	for (size_t len = 0; directory[len];) {
		struct done_entry entry;
		char *part;
		int rc;

		len += directory[len] == '/';
		len += strcspn(directory + len, "/");
		part = done_arena_strndup(gathering->arena, directory, len);
		rc = done_snapshot_find(gathering->view->head, part, &entry, err);
		if (rc <= 0)
			return rc;
		if (entry.kind == DONE_ENTRY_SUBMODULE || entry.kind == DONE_ENTRY_LINK)
			gather(gathering, part, &entry);
	}
	return 0;
}

/* The submodules and links below which one glob may match. */
static int search_opaque(struct gathering *gathering, struct done_error *err)
{
	struct done_view *view = gathering->view;
	int rc = gather_cover(gathering, err);

	if (rc < 0 || done_glob_is_literal(gathering->glob->glob))
		return rc;
	if (!view->is_listed || !is_wide(view, gathering->glob))
		return done_snapshot_walk(view->head, gathering->glob->directory, visit_opaque,
		    view_find_enter, gathering, err);
	for (size_t i = 0; i < view->listed.nr; i++)
		visit_opaque(
		    gathering, view->listed.items[i].path, &view->listed.items[i].entry, err);
	return 0;
}

/* Only those of which the list does not take out everything. */
static int keep_opaque(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *files, struct done_error *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < files->nr; i++) {
		int rc = done_view_may_match_below(view, globs, files->items[i].path, err);

		if (rc < 0)
			return rc;
		if (rc == 1)
			files->items[kept++] = files->items[i];
	}
	files->nr = kept;
	return 0;
}

int done_view_find_opaque(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *out, struct done_error *err)
{
	struct gathering all = {.view = view, .arena = &done_view_cache(view)->arena};

	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;

		if (globs->items[i].negated)
			continue;
		if (done_view_resolve(view, &globs->items[i], &glob, err) < 0)
			return err->code;
		all.glob = glob;
		if (!glob->nameless && search_opaque(&all, err) < 0)
			return err->code;
	}
	*out = (struct done_files){all.items, all.nr};
	order(out);
	return done_file_globs_negate(globs) ? keep_opaque(view, globs, out, err) : 0;
}

int done_view_find_all(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *out, struct done_error *err)
{
	struct gathering all = {
	    .view = view, .arena = &done_view_cache(view)->arena, .directories = true};

	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;
		int rc = done_view_resolve(view, &globs->items[i], &glob, err);

		if (rc < 0)
			return rc;
		if (globs->items[i].negated)
			continue;
		all.glob = glob;
		rc = search(&all, err);
		if (rc < 0)
			return rc;
	}
	*out = (struct done_files){all.items, all.nr};
	order(out);
	if (!done_file_globs_negate(globs))
		return 0;
	if (done_view_look_into(view, globs, out, err) < 0)
		return err->code;
	order(out);
	return 0;
}

static int stop_at_regular(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct gathering *gathering = data;

	(void)err;
	if (entry->kind != DONE_ENTRY_FILE ||
	    !done_service_glob_match(gathering->view, gathering->glob, path))
		return 0;
	gather(gathering, path, entry);
	return 1;
}

static int first_of(struct done_view *view, const struct done_service_glob *glob,
    struct done_file *out, struct done_error *err)
{
	struct gathering walk = {
	    .view = view, .arena = &done_view_cache(view)->arena, .glob = glob};
	const struct done_files *files = glob->is_found ? &glob->found : &view->listed;

	if (glob->nameless)
		return 0;
	if (done_glob_is_literal(glob->glob)) {
		struct done_file file;
		int rc = look_up(view, glob, false, &file, err);

		if (rc <= 0 || file.entry.kind != DONE_ENTRY_FILE)
			return rc < 0 ? rc : 0;
		*out = file;
		return 1;
	}
	if (!glob->is_found && !is_wide(view, glob)) {
		int rc = done_snapshot_walk(
		    view->head, glob->directory, stop_at_regular, view_find_enter, &walk, err);

		if (rc > 0)
			*out = walk.items[0];
		return rc;
	}
	if (!glob->is_found) {
		int rc = list_service(view, err);

		if (rc < 0)
			return rc;
		files = &view->listed;
	}
	for (size_t i = 0; i < files->nr; i++) {
		if (files->items[i].entry.kind == DONE_ENTRY_FILE &&
		    done_service_glob_match(view, glob, files->items[i].path)) {
			*out = files->items[i];
			return 1;
		}
	}
	return 0;
}

/* What one item matches another may take out. */
static int first_meant(struct done_view *view, const struct done_file_globs *globs,
    struct done_file *out, struct done_error *err)
{
	struct done_files found;
	int rc = done_view_find(view, globs, NULL, &found, err);

	if (rc < 0)
		return rc;
	done_files_keep_regular(&found);
	if (found.nr)
		*out = found.items[0];
	return found.nr > 0;
}

int done_view_find_first(struct done_view *view, const struct done_file_globs *globs,
    struct done_file *out, struct done_error *err)
{
	if (done_file_globs_negate(globs))
		return first_meant(view, globs, out, err);
	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;
		int rc = done_view_resolve(view, &globs->items[i], &glob, err);

		if (rc < 0)
			return rc;
		rc = first_of(view, glob, out, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

void done_files_keep_regular(struct done_files *files)
{
	size_t kept = 0;

	for (size_t i = 0; i < files->nr; i++) {
		if (files->items[i].entry.kind == DONE_ENTRY_FILE)
			files->items[kept++] = files->items[i];
	}
	files->nr = kept;
}
