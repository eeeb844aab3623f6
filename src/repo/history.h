/*
 * Inside the repo room: commits as a walk needs them, each read once.
 */
#ifndef DONE_REPO_HISTORY_H
#define DONE_REPO_HISTORY_H

#include "handle.h"

#define DONE_COMMITS_MAX 1000000U

struct done_history_commit {
	struct done_oid oid;
	int64_t date;   /* of the committer, seconds; a hint for the order, never relied on */
	uint32_t first; /* parents: history->parents[first .. first + nr_parents) */
	uint32_t nr_parents;
	bool loaded;
	bool edge;     /* the history below was cut off (shallow clone) */
	uint8_t flags; /* the walk's own */
};

/* Zero-initialise it, then set repo. Commits are known by their number. */
struct done_history {
	struct done_repo *repo;
	struct done_history_commit *commits;
	uint32_t nr, cap;
	uint32_t nr_loaded;
	uint32_t *parents;
	uint32_t nr_parents, cap_parents;
	uint32_t *slots; /* hash table of numbers + 1 */
	uint32_t nr_slots;
	struct done_buf scratch;
};

void done_history_release(struct done_history *history);

/* The number of a commit; it need not exist. */
uint32_t done_history_number(struct done_history *history, const struct done_oid *oid);

/* Reads date and parents, once. More than 1,000,000 commits, a missing or malformed one: undecided.
 */
int done_history_load(struct done_history *history, uint32_t number, struct done_error *err);

#endif
