/*
 * The paths of a whole tree by their last part: where a report names a file by a part of its path,
 * or by a path of another machine, this finds what it means. Built when it is asked for first, once
 * a worker.
 */
#include <stdlib.h>
#include <string.h>

#include "parts.h"

struct paths_walk {
	struct done_tree_paths *paths;
	size_t cap;
};

static int paths_compare(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	int order = strcmp(done_last_part(*x), done_last_part(*y));

	return order ? order : strcmp(*x, *y);
}

static int paths_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct paths_walk *walk = data;
	struct done_tree_paths *paths = walk->paths;

	(void)err;
	if (entry->kind == DONE_ENTRY_FILE)
		*DONE_ARENA_PUSH(&paths->arena, paths->items, paths->nr, walk->cap) =
		    done_arena_strdup(&paths->arena, path);
	return 0;
}

int done_view_paths_named(struct done_view *view, const char *name, const char *const **out,
    size_t *nr, struct done_error *err)
{
	struct done_tree_paths *paths = view->paths ? view->paths : &done_view_cache(view)->paths;
	struct paths_walk walk = {.paths = paths};
	size_t low = 0, high;

	if (!paths->is_made) {
		if (done_snapshot_walk(view->head, "", paths_visit, NULL, &walk, err) < 0) {
			done_tree_paths_release(paths);
			return err->code;
		}
		if (paths->nr)
			qsort(paths->items, paths->nr, sizeof(*paths->items), paths_compare);
		paths->is_made = true;
	}
	for (high = paths->nr; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(done_last_part(paths->items[middle]), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (high < paths->nr && !strcmp(done_last_part(paths->items[high]), name))
		high++;
	*out = paths->items + low;
	*nr = high - low;
	return 0;
}

void done_tree_paths_release(struct done_tree_paths *paths)
{
	if (!paths)
		return;
	done_arena_release(&paths->arena);
	*paths = (struct done_tree_paths){0};
}
