/*
 * Inside the repo room: which refs of a push are judged.
 */
#ifndef DONE_REPO_PUSH_REFS_H
#define DONE_REPO_PUSH_REFS_H

#include "handle.h"

struct done_push_refs {
	struct done_config_values patterns; /* git config done.refs, one each */
	bool only_listed;                   /* what no pattern matches is not judged */
};

/* Reads git config done.refs: 0, or DONE_E_USAGE for a pattern that no ref can match. */
int done_push_refs_read(struct done_repo *repo, struct done_arena *arena,
                        struct done_push_refs *out, struct done_error *err);

/* NULL: the ref is judged; else why it is passed over, in the arena. */
const char *done_push_refs_pass(const struct done_push_refs *refs, struct done_arena *arena,
                                const char *ref);

#endif
