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
};

/* Ascending by path, each once; no conflicts, nothing that is only intended to be added. */
struct done_index {
	struct done_arena arena;
	struct done_index_entry *entries;
	size_t nr, cap;
};

/* Reads repo->index_file: by libgit2, or by git itself where libgit2 does not know the format. */
int done_index_read(struct done_repo *repo, struct done_index *index, struct done_error *err);

/* By git itself: `git ls-files`, the one child process of this room (index_child.c). */
int done_index_read_by_git(
    struct done_repo *repo, struct done_index *index, struct done_error *err);

int done_index_add(
    struct done_index *index, const struct done_index_entry *entry, struct done_error *err);
int done_index_conflict(struct done_error *err, const char *path);

#endif
