/*
 * Inside the repo room: what stands in the index.
 */
#ifndef DONE_REPO_INDEX_H
#define DONE_REPO_INDEX_H

#include "handle.h"

struct done_index_entry {
	const char *path;
	unsigned mode;
	struct done_oid oid;
	/* Of the file when git looked at it last; all 0: not known. */
	uint32_t changed, modified, modified_nanoseconds, size;
	bool is_skipped; /* a sparse checkout leaves it out of the work tree */
};

/* A directory as the index's TREE extension knows it: git commits this tree as it is. */
struct done_index_tree {
	const char *path; /* "" is the root */
	size_t nr;        /* of the index's entries that lie in it */
	struct done_oid oid;
};

/* Ascending by path, each once; no conflicts, nothing that is only intended to be added. */
struct done_index {
	struct done_arena arena;
	struct done_bytes mapped; /* the file, which names may point into; ptr NULL: none is */
	struct done_index_entry *entries;
	size_t nr, cap;
	struct done_index_tree *trees; /* ascending by path; none where nobody knows */
	size_t nr_trees, cap_trees;
};

/* Reads repo->index_file: by our own reader, by libgit2 where that one gives up, or by git itself
 * where libgit2 does not know the format. */
int done_index_read(struct done_repo *repo, struct done_index *index, struct done_error *err);

/* Our own reader (index_file.c). False, and *index empty: the others are to read it. */
bool done_index_read_file(const char *path, size_t max, struct done_index *index);
/* NULL: its tree is not known. */
const struct done_index_tree *done_index_tree_find(
    const struct done_index *index, const char *path);
void done_index_release(struct done_index *index);

/* By git itself: `git ls-files`, the one child process of this room (index_child.c). */
int done_index_read_by_git(
    struct done_repo *repo, struct done_index *index, struct done_error *err);

int done_index_add(
    struct done_index *index, const struct done_index_entry *entry, struct done_error *err);
int done_index_conflict(struct done_error *err, const char *path);

#endif
