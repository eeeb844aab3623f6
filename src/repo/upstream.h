/*
 * Inside the repo room: which branch a change is meant for.
 */
#ifndef DONE_REPO_UPSTREAM_H
#define DONE_REPO_UPSTREAM_H

#include "handle.h"

struct done_upstream {
	const char *remote; /* as configured; NULL: none, or this repository itself */
	const char *branch; /* its name there: "main" */
	const char *name;   /* for a person: "origin/main" */
	struct done_oid oid;
};

/*
 * The local branch that a revision means: HEAD's, or one by its name; also HEAD's where the
 * revision is the same commit. 1 with *branch (without refs/heads/), 0 when there is none.
 */
int done_branch_of(struct done_repo *repo, struct done_arena *arena, const char *text,
                   const struct done_oid *commit, const char **branch, struct done_error *err);

/* The upstream of a local branch: 1; 0 when none is set or it is not here (remote is filled
 * nonetheless). */
int done_upstream_find(struct done_repo *repo, struct done_arena *arena, const char *branch,
                       struct done_upstream *out, struct done_error *err);

/*
 * True where the upstream is what the branch itself is pushed to, by its name or by git config
 * push.default: judged from there, what fell short before the last push would turn green.
 */
int done_upstream_is_copy(struct done_repo *repo, struct done_arena *arena, const char *branch,
                          const struct done_upstream *upstream, struct done_error *err);

/* 1 where any branch of the remote (NULL: of any remote) is known here, else 0. */
int done_remote_is_tracked(struct done_repo *repo, struct done_arena *arena, const char *remote,
                           struct done_error *err);

/* The remote of that name, or else the first one with that URL (remote.c): 1, 0 when there is none.
 */
int done_remote_named(struct done_repo *repo, struct done_arena *arena, const char *name_or_url,
                      const char **out, struct done_error *err);

/* origin, or the only one: 1, 0 when there is none or it cannot be told which. */
int done_remote_usual(struct done_repo *repo, struct done_arena *arena, const char **out,
                      struct done_error *err);

#endif
