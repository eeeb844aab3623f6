/*
 * Inside the range room: which branch a change is meant for, and which refs of a push are judged.
 */
#ifndef DONE_RANGE_INTERNAL_H
#define DONE_RANGE_INTERNAL_H

#include "done/range.h"

/* ---- upstream.c ---- */

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

/* ---- integration.c ---- */

/*
 * True for a branch of a remote (NULL: unknown here) that its integration branch would be called:
 * as git config done.integrationBranch says, else main, master or what git config
 * init.defaultBranch says: 1, or 0.
 */
int done_integration_is_called(struct done_repo *repo, struct done_arena *arena, const char *remote,
    const char *branch, struct done_error *err);

/*
 * What is worth saying of a range from an integration branch that nobody named: another remote has
 * one that is ahead of it, and the change may be meant for that. NULL: nothing.
 */
const char *done_integration_doubt(
    struct done_repo *repo, struct done_arena *arena, const struct done_range *range);

/* ---- remote.c ---- */

/* 1 where any branch of the remote (NULL: of any remote) is known here, else 0. */
int done_remote_is_tracked(
    struct done_repo *repo, struct done_arena *arena, const char *remote, struct done_error *err);

/* The remote of that name, or else the first one with that URL : 1, 0 when there is none.
 */
int done_remote_named(struct done_repo *repo, struct done_arena *arena, const char *name_or_url,
    const char **out, struct done_error *err);

/* origin, or the only one: 1, 0 when there is none or it cannot be told which. */
int done_remote_usual(
    struct done_repo *repo, struct done_arena *arena, const char **out, struct done_error *err);

/* The names of the remotes that the configuration has a URL for, each once. */
int done_remote_names(struct done_repo *repo, struct done_arena *arena,
    struct done_config_values *out, struct done_error *err);

/*
 * Adds the commands that make a remote's integration branch known here, as the remote is set up
 * (NULL: no remote, or none that is meant), to an error that has no cure yet; first stands before
 * them, or is NULL. Returns err->code.
 */
int done_remote_cure(struct done_repo *repo, struct done_arena *arena, const char *remote,
    const char *first, struct done_error *err);
/* The command that fetches one branch of a remote; NULL for names that a shell would take apart. */
const char *done_remote_fetch_command(
    struct done_arena *arena, const char *remote, const char *branch);

/* ---- push.c: what git lists, to its end ---- */

#define DONE_PUSH_LINES_MAX 10000U
#define DONE_PUSH_LINE_BYTES_MAX 8192U

int done_push_read_input(int fd, struct done_buf *out, struct done_error *err);

/* ---- push_refs.c: which refs of a push are judged ---- */

struct done_push_refs {
	struct done_config_values patterns; /* git config done.refs, one each */
	bool only_listed;                   /* what no pattern matches is not judged */
};

/* Reads git config done.refs: 0, or DONE_E_USAGE for a pattern that no ref can match. */
int done_push_refs_read(struct done_repo *repo, struct done_arena *arena,
    struct done_push_refs *out, struct done_error *err);

/* NULL: the ref is judged; else why it is passed over, in the arena. */
const char *done_push_refs_pass(
    const struct done_push_refs *refs, struct done_arena *arena, const char *ref);

/* range.c */

/* Fills from[] of a range whose base and head are known, by merge base. */
int done_range_settle(struct done_repo *repo, struct done_arena *arena, struct done_range *range,
    struct done_error *err);
/*
 * The same where base is what the branch was before. Where it is not in head (a push by force),
 * what the branch gives up counts as changed, too: head is compared with base itself as well.
 */
int done_range_settle_own(struct done_repo *repo, struct done_arena *arena,
    struct done_range *range, struct done_error *err);

#endif
