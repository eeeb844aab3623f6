/* Inside embed_trees, the program of the build: one tree of all ecosystems. */
#ifndef DONE_POLICY_EMBED_LISTS_H
#define DONE_POLICY_EMBED_LISTS_H

#include "done/artifact.h"

/* Four lists of globs in the order of glob_names[] of ecosystem_globs.c, each glob with a '!' in
 * front of it. */
void done_embed_lists(struct done_arena *arena, const struct done_value *ecosystems, size_t nr,
    struct done_value *out);

#endif
