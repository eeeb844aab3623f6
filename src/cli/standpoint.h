/* Inside the cli room: where HEAD stands, for those who ask about what they are about to push. */
#ifndef DONE_CLI_STANDPOINT_H
#define DONE_CLI_STANDPOINT_H

#include "done/range.h"

/* The change of the current branch, and what it must land on. */
struct done_standpoint {
	struct done_repo *repo;
	struct done_arena *arena;
	bool has_base;
	struct done_range range; /* without a base head alone */
	const char *base;        /* "origin/main"; NULL: none is known */
	const char *remote;      /* "origin"; NULL */
	const char *branch;      /* "topic"; NULL: HEAD is detached */
	/* The base's full id where it has a policy: whose an audit of HEAD must judge by, to say
	 * what a push would. NULL: HEAD's own, or the built-in one, as always. */
	const char *policy_from;
};
/* repo and arena are set. A repository that was never pushed has no base; a clone that lacks its
 * own is undecided, with what to fetch. */
int done_standpoint_find(struct done_standpoint *standpoint, struct done_error *err);
/* What is pushed from here is in the base already. */
bool done_standpoint_brings_nothing(const struct done_standpoint *standpoint);

#endif
