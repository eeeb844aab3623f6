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

/* ---- ci_common.c ------------------------------------------------------------------------------
 */

/* For a person: an object id is cut, a ref goes by its short name. */
const char *done_ci_short_name(struct done_ci *ci, const char *name);
/* The range is found: 1, with the words that say it. */
int done_ci_answer(struct done_ci *ci, const char *base, const char *called);
/* Fills err: "GitHub push: <problem> '<name>'". */
int done_ci_undecided(struct done_ci *ci, struct done_error *err, const char *problem,
                      const char *name);
/* The command that brings a branch, to be pasted; NULL for a name that a shell would take apart. */
const char *done_ci_fetch_command(struct done_ci *ci, const char *branch);
/* Fills err where nothing is here to compare with: the clone is too small, most often. guessed: the
 * branch is ours to name, as nobody else did. */
int done_ci_not_here(struct done_ci *ci, struct done_error *err, const char *problem,
                     const char *branch, bool guessed);

/* The plain name of a branch, however the system writes it; and the ref that follows it. */
const char *done_ci_plain_branch(struct done_ci *ci, const char *name);
const char *done_ci_tracking(struct done_ci *ci, const char *branch);
/*
 * A commit that the system names, "A...B" being A: 1 where it is one that is here, 0 where there is
 * none, it is all zeros, or not in this clone (a force push leaves it dangling).
 */
int done_ci_known_commit(struct done_ci *ci, const char *source, const char **out,
                         struct done_oid *oid, struct done_error *err);
/* 1 where the head is an ancestor of base or base itself, and brings nothing to it; else 0. */
int done_ci_is_in(struct done_ci *ci, const struct done_oid *base, struct done_error *err);

/* Fills err: what is checked out is in the base. */
int done_ci_in_already(struct done_ci *ci, const char *called, struct done_error *err);
/* The commit that the system says it builds: 1 with *out where it names one, here or not; else 0.
 */
int done_ci_built_commit(struct done_ci *ci, struct done_oid *out, struct done_error *err);
/*
 * A job that checked out something else than the commit that is built, of which nothing is left to
 * judge, must not be green: undecided. What was committed on top of it is judged: 0.
 */
int done_ci_refuse_other(struct done_ci *ci, const struct done_oid *base, const char *called,
                         struct done_error *err);

#endif
