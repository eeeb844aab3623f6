/*
 * range: what is compared with what. A push's lines, a range or a revision by hand, a branch's
 * upstream, the integration branch of a remote, and what CI systems say of the change they build.
 * It asks the repo room for refs, commits and configuration, and knows nothing of policies.
 */
#ifndef DONE_RANGE_H
#define DONE_RANGE_H

#include "done/repo.h"

/* ---- ranges (range.c) ---- */

struct done_range {
	bool has_base; /* false: no range (audit), everything counts as changed if head is a new
	                  root */
	struct done_oid base; /* the tip of the base: where the policy comes from */
	struct done_oid head;
	struct done_oid from[DONE_MERGE_BASES_MAX]; /* what head is compared with; nr_from 0: the
	                                               empty tree */
	size_t nr_from;
	bool merges; /* an integration branch's or a merge queue's: each first-parent commit is a
	                change of its own */
	bool itself; /* from has base itself, whether head holds it or not: "BASE..HEAD" */
	const char
	    *base_name; /* as the person knows it: "origin/main", "the upstream"; in the arena */
	const char
	    *note; /* worth saying (unrelated histories, several merge bases); NULL: nothing */
	const char *doubt; /* another base may be meant: why, and the command; NULL */
};

/*
 * Makes the range from what was asked: text is "BASE..HEAD" (base itself is compared with head),
 * "BASE...HEAD" (their merge base is), or one revision (that against its integration branch), or
 * NULL with base and head given or not. Where no base is given: the upstream of the current branch,
 * unless it is the branch's own copy on the remote, then the remote's integration branch; never a
 * local branch. No base to be found is DONE_E_UNDECIDED with a cure, and so is one revision that
 * lies in its integration branch already.
 */
struct done_range_request {
	const char *text, *base, *head; /* each may be NULL */
	const char *from; /* in place of base in the merge base with head; base still is where the
	                     policy comes from; NULL: base */
	bool own;         /* base is what the same branch was before; see done_range_settle_own() */
	bool first;       /* head begins a history: there is no base, all of it counts as changed */
	bool merges;      /* as in struct done_range */
};
int done_range_make(struct done_repo *repo, struct done_arena *arena,
    const struct done_range_request *request, struct done_range *out, struct done_error *err);

/*
 * The integration branch of a remote (NULL: origin, or the only one): what git config
 * done.integrationBranch names ("main"; "upstream/main" or "refs/remotes/upstream/main" of another
 * remote), then refs/remotes/<remote>/HEAD, then main, master of the remote. 1 with *out and its
 * name ("origin/main"), 0: none known. One that is configured and not here, or that two refs fit,
 * is DONE_E_UNDECIDED; a plain name on another remote than the usual one, 0.
 */
int done_integration_branch(struct done_repo *repo, struct done_arena *arena, const char *remote,
    struct done_oid *out, const char **name, struct done_error *err);

/* ---- CI systems (ci.c) ---- */

/*
 * True where the environment is that of a CI system, by the marks in ci_table.c: what runs there
 * must not be told from outside to look away. pre-commit is none, people run it at home.
 */
bool done_ci_is_here(void);

/*
 * What the CI system that this runs in says about the range, from its environment variables and,
 * for GitHub Actions, its event file (the rows are in ci_table.c). out->head that is set already,
 * by hand, is what is judged; all else in *out is not looked at. Returns 1 with *out to give to
 * done_range_make() and *words for a person ("merge base of origin/main and HEAD (GitHub pull
 * request)", fit to show), both in the arena; 0 where there is no CI. A CI whose clone or variables
 * do not say what changed is DONE_E_UNDECIDED with the cure: never everything, never nothing.
 */
int done_ci_detect(struct done_repo *repo, struct done_arena *arena, struct done_range_request *out,
    const char **words, struct done_error *err);

/* ---- pushes (push.c) ---- */

enum done_push_action {
	DONE_PUSH_JUDGE, /* range is filled */
	DONE_PUSH_PASS,  /* nothing to judge: reason says why (deletion, notes, a tag on a blob) */
	DONE_PUSH_DOUBT, /* only where there is a policy in `tips` it matters: then it is `doubt` */
};

struct done_push_ref {
	const char *local_ref, *remote_ref; /* as git gave them, raw */
	enum done_push_action action;
	struct done_range range;
	const char *reason; /* for PASS; for JUDGE how the base was found, NULL: plainly */
	/* For DOUBT. */
	struct done_error doubt;
	struct done_oid *tips;
	size_t nr_tips;
};

/*
 * Reads pre-push's standard input to its end (at most 10,000 lines of 8 KiB), parsing each line
 * from the right.
 */
struct done_push {
	struct done_push_ref *refs;
	size_t nr;
};
int done_push_read(struct done_repo *repo, struct done_arena *arena, const char *remote, int fd,
    struct done_push *out, struct done_error *err);

/* ---- pushes that a server receives (receive.c) ---- */

/*
 * The same of what pre-receive is told: "<old oid> <new oid> <ref>". update is such a line in place
 * of the input (NULL: fd is read). What a ref is compared with is the server's word alone: the
 * branch that HEAD or git config done.integrationBranch names, as it stands now.
 */
int done_receive_read(struct done_repo *repo, struct done_arena *arena, const char *update, int fd,
    struct done_push *out, struct done_error *err);

#endif
