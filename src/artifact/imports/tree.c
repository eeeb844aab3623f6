/* Imports that are written as a tree: a.b.{c, d as e, *}. */
#include "imports/imports.h"

#include <string.h>

/* One that is open: names begin with `len` bytes of the path. */
struct import_tree {
	struct done_buf path;
	size_t lens[IMPORT_DEPTH_MAX];
	size_t depth;
};

static bool import_take_arrow(struct import_scan *scan)
{
	if (!import_is_mark(scan, '=') || scan->at == scan->bytes.len ||
	    scan->bytes.ptr[scan->at] != '>')
		return false;
	import_next(scan);
	import_next(scan);
	return true;
}

/* The name of what the path is now, without a separator at its end. */
static char *import_tree_name(
    struct import_scan *scan, const struct import_tree *tree, const char *separator)
{
	size_t len = tree->path.len, cut = strlen(separator);

	if (len >= cut && !memcmp(tree->path.ptr + len - cut, separator, cut))
		len -= cut;
	return done_arena_strndup(scan->arena, len ? tree->path.ptr : "", len);
}

static void import_leaf(
    struct import_scan *scan, const struct import_form *form, struct import_tree *tree, int line)
{
	const char *name = import_tree_name(scan, tree, form->separator);
	const char *bound = import_last(name, form->separator);

	if (!strcmp(bound, "_") || (form->self && !strcmp(bound, form->self))) {
		bool all = *bound == '_';

		tree->path.len = (size_t)(bound - name);
		name = import_tree_name(scan, tree, form->separator);
		bound = all ? NULL : import_last(name, form->separator);
	}
	if (import_take(scan, "as") || (form->arrow && import_take_arrow(scan))) {
		bound = scan->token.kind == IMPORT_WORD && !import_is(scan, "_")
		    ? import_copy(scan, &scan->token)
		    : NULL;
		import_next(scan);
	}
	import_add(scan, name, bound, line);
}

/* One item; false: this is no tree that we know. */
static bool import_item(
    struct import_scan *scan, const struct import_form *form, struct import_tree *tree)
{
	size_t start = tree->path.len;
	int line = scan->token.line;
	bool open = false;

	if (!import_path(scan, form->separator, &tree->path, &open) && tree->path.len != start)
		return false;
	if (import_is_mark(scan, '{') && (open || tree->path.len == start)) {
		if (tree->depth + 1 == IMPORT_DEPTH_MAX)
			return false;
		import_next(scan);
		tree->lens[++tree->depth] = tree->path.len;
		return true;
	}
	if (import_take_mark(scan, '*'))
		import_add(scan, import_tree_name(scan, tree, form->separator), NULL, line);
	else if (open || tree->path.len == start)
		return false;
	else
		import_leaf(scan, form, tree, line);
	tree->path.len = tree->lens[tree->depth];
	return true;
}

/* Between two items; false: the tree has ended. */
static bool import_between(
    struct import_scan *scan, const struct import_form *form, struct import_tree *tree)
{
	while (tree->depth || !form->lines || scan->token.kind != IMPORT_LINE) {
		if (scan->token.kind == IMPORT_LINE) {
			import_next(scan);
		} else if (tree->depth && import_take_mark(scan, '}')) {
			tree->path.len = tree->lens[--tree->depth];
		} else if ((tree->depth || !form->one) && import_take_mark(scan, ',')) {
			import_skip_lines(scan);
			if (!import_is_mark(scan, '}'))
				return true;
		} else {
			return false;
		}
	}
	return false;
}

void import_tree(struct import_scan *scan, const struct import_form *form)
{
	struct import_tree tree = {0};
	bool more = true;

	while (more) {
		size_t depth = tree.depth;

		if (tree.depth)
			import_skip_lines(scan);
		more = import_item(scan, form, &tree) &&
		    (tree.depth > depth || import_between(scan, form, &tree));
	}
	done_buf_release(&tree.path);
}
