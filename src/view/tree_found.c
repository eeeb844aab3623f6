/*
 * What globs name that are the same for every service, found once a worker: a walk over the whole
 * tree for each of many services costs the square of their number.
 */
#include <stdlib.h>
#include <string.h>

#include "done/seen.h"
#include "parts.h"

struct done_tree_found {
	const char *text;
	struct done_glob *glob;
	struct done_files entries, files, by_folder; /* by_folder.items NULL: not asked yet */
	size_t cap_entries, cap;
	struct done_arena *arena;
	struct done_tree_found *next;
};

struct done_tree *done_view_tree(struct done_view *view)
{
	return view->libraries ? &view->libraries->tree : &done_view_cache(view)->tree;
}

void done_tree_release(struct done_tree *tree)
{
	if (!tree)
		return;
	done_memo_free(tree->outlines);
	done_arena_release(&tree->arena);
	*tree = (struct done_tree){0};
}

/* ---- finding ---- */

static int tree_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct done_tree_found *found = data;

	(void)err;
	if (!done_glob_match(found->glob, path))
		return 0;
	const struct done_file file = {done_arena_strdup(found->arena, path), *entry};
	*(struct done_file *)DONE_ARENA_PUSH(
	    found->arena, found->entries.items, found->entries.nr, found->cap_entries) = file;
	if (entry->kind == DONE_ENTRY_FILE)
		*(struct done_file *)DONE_ARENA_PUSH(
		    found->arena, found->files.items, found->files.nr, found->cap) = file;
	return 0;
}

static bool tree_enter(void *data, const char *directory)
{
	const struct done_tree_found *found = data;

	return !*directory || done_glob_may_match_below(found->glob, directory);
}

/* NULL on an error: nothing that failed is remembered. */
static struct done_tree_found *tree_found(
    struct done_view *view, const char *text, struct done_error *err)
{
	struct done_tree *tree = done_view_tree(view);
	struct done_tree_found *found = tree->found;

	while (found && strcmp(found->text, text) != 0)
		found = found->next;
	if (!found) {
		found = done_arena_alloc(&tree->arena, sizeof(*found));
		found->text = done_arena_strdup(&tree->arena, text);
		found->arena = &tree->arena;
		if (done_glob_compile(&tree->arena, text, &found->glob, err) < 0 ||
		    done_snapshot_walk(view->head, "", tree_visit, tree_enter, found, err) < 0)
			return NULL;
		found->next = tree->found;
		tree->found = found;
	}
	return found;
}

int done_view_find_in_tree(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err)
{
	struct done_tree_found *found = tree_found(view, text, err);

	if (!found)
		return err->code;
	*out = found->files;
	return 0;
}

int done_tree_entries(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err)
{
	struct done_tree_found *found = tree_found(view, text, err);

	if (!found)
		return err->code;
	*out = found->entries;
	return 0;
}

/* ---- of all services ---- */

#define TREE_NAME "{service}"

/* Where the name of a service can stand for "*": not in a class, nor behind a backslash. */
static bool tree_is_open(const char *text, const char *at)
{
	bool in_class = false;

	for (const char *c = text; c < at; c++)
		in_class = *c == '[' || (in_class && *c != ']');
	return !in_class && (at == text || at[-1] != '\\');
}

const char *done_tree_text_of_all(struct done_view *view, const struct done_file_glob *glob)
{
	const char *text = glob->text + (*glob->text == '/'), *at = strstr(text, TREE_NAME);
	struct done_buf buf = {0};

	/* What does not begin anywhere is found by a walk of the service's own that goes there
	 * alone. */
	if (!glob->templated || !glob->from_root || *text != '*' || !at ||
	    !memchr(text, '/', (size_t)(at - text)) || strstr(text, "{path}") ||
	    strchr(view->service->name, '/'))
		return NULL;
	for (; at; text = at + strlen(TREE_NAME), at = strstr(text, TREE_NAME)) {
		if (!tree_is_open(text, at)) {
			done_buf_release(&buf);
			return NULL;
		}
		done_buf_add(&buf, text, (size_t)(at - text));
		/* "**" would be another wildcard. */
		if (at[strlen(TREE_NAME)] != '*' && (!buf.len || buf.ptr[buf.len - 1] != '*'))
			done_buf_addch(&buf, '*');
	}
	done_buf_addstr(&buf, text);
	text = done_arena_strndup(view->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

/* ---- by folder ---- */

/* The last part of the directory that the file lies in; empty at the root. */
static struct done_bytes tree_folder(const char *path)
{
	const char *name = done_last_part(path), *end = name > path ? name - 1 : path, *at = end;

	while (at > path && at[-1] != '/')
		at--;
	return (struct done_bytes){at, (size_t)(end - at)};
}

static int tree_compare_folder(struct done_bytes a, struct done_bytes b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool tree_comes_before(const void *item, const void *folder)
{
	const struct done_file *file = item;

	return tree_compare_folder(tree_folder(file->path), *(const struct done_bytes *)folder) < 0;
}

static int tree_compare_files(const void *a, const void *b)
{
	const struct done_file *x = a, *y = b;
	int order = tree_compare_folder(tree_folder(x->path), tree_folder(y->path));

	return order ? order : strcmp(x->path, y->path);
}

static void tree_order_by_folder(struct done_tree_found *found)
{
	size_t nr = found->files.nr;

	found->by_folder.items =
	    done_arena_array(found->arena, nr + 1, sizeof(*found->by_folder.items));
	found->by_folder.nr = nr;
	for (size_t i = 0; i < nr; i++)
		found->by_folder.items[i] = found->files.items[i];
	if (nr)
		qsort(found->by_folder.items, nr, sizeof(*found->by_folder.items),
		    tree_compare_files);
}

int done_view_find_in_folders(struct done_view *view, const char *text, const char *folder,
    struct done_files *out, struct done_error *err)
{
	const struct done_bytes wanted = {folder, strlen(folder)};
	struct done_tree_found *found = tree_found(view, text, err);
	const struct done_files *all;
	size_t low, high;

	if (!found)
		return err->code;
	if (!found->by_folder.items)
		tree_order_by_folder(found);
	all = &found->by_folder;
	low = high =
	    done_lower_bound(all->items, all->nr, sizeof(*all->items), &wanted, tree_comes_before);
	while (high < all->nr && !tree_compare_folder(tree_folder(all->items[high].path), wanted))
		high++;
	*out = (struct done_files){all->items + low, high - low};
	return 0;
}

/* ---- by name ---- */

int done_view_find_by_name(struct done_view *view, const struct done_glob *glob, const char *name,
    struct done_files *out, struct done_error *err)
{
	struct done_file *found;
	const char *const *paths;
	size_t nr, kept = 0;

	if (done_view_paths_named(view, name, &paths, &nr, err) < 0)
		return err->code;
	found = done_arena_array(view->arena, nr + 1, sizeof(*found));
	for (size_t i = 0; i < nr; i++) {
		if (!done_glob_match(glob, paths[i]))
			continue;
		found[kept].path = paths[i];
		if (done_snapshot_find(view->head, paths[i], &found[kept].entry, err) < 0)
			return err->code;
		kept++;
	}
	*out = (struct done_files){found, kept};
	return 0;
}
