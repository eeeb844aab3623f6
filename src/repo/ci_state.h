/*
 * Inside the repo room: one look at the CI's environment, for ci.c and ci_find.c.
 */
#ifndef DONE_REPO_CI_STATE_H
#define DONE_REPO_CI_STATE_H

#include "ci.h"

struct done_ci {
	struct done_repo *repo;
	struct done_arena *arena;
	const struct done_ci_system *system;
	const struct done_ci_event *event;
	const char *remote;
	struct done_oid head; /* what is judged */
	struct done_buf file; /* GitHub's event file, once it was asked for */
	bool file_read, file_there;
	struct done_range_request request; /* the answer */
	const char *words;
};

/* The value of a source: 1 with *out in the arena, 0 where there is none, else undecided. */
int done_ci_value(struct done_ci *ci, const char *source, const char **out, struct done_error *err);

#endif
