/*
 * tree: what a worker finds in the whole tree that it looks at, and what is the same for every
 * service of it: found once, however many services there are.
 */
#ifndef DONE_TREE_H
#define DONE_TREE_H

#include "done/names.h"
#include "done/view.h"

/* Of a worker's libraries (done/seen.h), which release it. */
struct done_tree {
	struct done_arena arena;
	struct done_tree_found *found;  /* private to tree_found.c */
	const struct done_names *names; /* of the services, among each other; NULL: not asked yet */
	/* Outlines of documents that lie in no service that asked for them: guides, READMEs above;
	 * private to artifact.c. NULL: none was asked for. */
	struct done_memo *outlines;
};

/* The one of the view's worker, or the view's own. */
struct done_tree *done_view_tree(struct done_view *view);
/*
 * The regular files that a glob from the root names, ascending. They are kept by the text, which
 * must not hang on the service, and shared: nothing may be written to them.
 */
int done_view_find_in_tree(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err);
/* Of these the ones that lie in a directory of that name, wherever it is. */
int done_view_find_in_folders(struct done_view *view, const char *text, const char *folder,
    struct done_files *out, struct done_error *err);
/* The regular files that a glob matches whose last part is a name, not a pattern, ascending: by the
 * names of the worker's tree, not by a walk. The text may hang on the service. */
int done_view_find_by_name(struct done_view *view, const struct done_glob *glob, const char *name,
    struct done_files *out, struct done_error *err);

#endif
