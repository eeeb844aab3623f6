/* Inside the repo room: what a checkout obeys. */
#ifndef DONE_REPO_WORK_TREE_H
#define DONE_REPO_WORK_TREE_H

#include "handle.h"

struct done_folder;

/* The attributes that no commit has, for a directory in the repository's work tree. */
void done_work_tree_attributes(
    struct done_repo *repo, struct done_arena *arena, struct done_folder *folder);

#endif
