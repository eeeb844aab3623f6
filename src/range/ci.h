/*
 * Inside the range room: how CI systems say what they build. The table (ci_table.c) names
 * variables; the rules (ci_target.c, ci_branch.c) make a range of their values.
 */
#ifndef DONE_RANGE_CI_H
#define DONE_RANGE_CI_H

#include "done/artifact.h"
#include "done/range.h"

struct done_ci;

/*
 * A source of a value: the name of an environment variable, or "event a.b" for a string in GitHub's
 * event file. Unset, empty and "null" are all no value.
 */
struct done_ci_condition {
	const char *source; /* NULL: no condition */
	const char *value;  /* NULL: any; "x*": begins with x; "=X": what the variable X has;
	                       "!x", "!=X": anything but that */
};

#define DONE_CI_CONDITIONS 3

/* One kind of build of one system. All but name and find may be NULL. */
struct done_ci_event {
	const char *name; /* "pull request" */
	struct done_ci_condition when[DONE_CI_CONDITIONS];
	int (*find)(struct done_ci *ci, struct done_error *err);
	const char *target; /* source: the branch the change is meant for, plain or refs/heads/… */
	const char *tip;    /* source: the tip that this branch has for the build */
	const char *commit; /* source: any commit of that branch, or "A...B": A */
	const char *built; /* source: the commit that is built, where that is what is checked out */
	const char *own;   /* source: the branch that is built */
	const char
	    *before;       /* source: where the branch was, or the last good build; or "A...B": A */
	bool merges;       /* it builds a line of merges: a queue's */
	bool pushed;       /* before is from the push itself, never from another build */
	bool good;         /* before was a good build: HEAD equal to it is met, not undecided */
	const char *usual; /* source: the repository's default branch */
	const char *head;  /* source: what is judged, and undecided without; NULL: HEAD */
	const char *elsewhere; /* variable: the URL of the repository that has the target */
	const char *remote;    /* source: a remote, by name or URL; NULL: the usual one */
	/* Together they prove that HEAD is the system's own merge into the target: the ref ends in
	 * "/merge" and the commit is HEAD, or the pull request's head is HEAD's second parent. */
	const char *merge_ref, *merge_commit, *pulled;
};

struct done_ci_system {
	const char *name;              /* "GitHub" */
	struct done_ci_condition when; /* what marks it */
	const char *whole;             /* how its checkout is told to fetch all history */
	/* Its builds. The first that fits is taken; where none does, it is not this system. */
	const struct done_ci_event *events;
	size_t nr_events;
	bool at_home; /* people run it too: no CI by itself */
};

/* The first that fits is taken. */
extern const struct done_ci_system done_ci_systems[];
extern const size_t done_ci_systems_nr;

/* One look at the CI's environment. */
struct done_ci {
	struct done_repo *repo;
	struct done_arena *arena;
	const struct done_ci_system *system;
	const struct done_ci_event *event;
	const char *remote;
	struct done_oid head; /* what is judged */
	/* GitHub's event file, once it was asked for; NULL: there is none. */
	bool is_file_read;
	struct done_arena file_arena;
	const struct done_value *file;
	struct done_range_request request; /* the answer */
	const char *words;
};

/* Jenkins writes out what it does not have. */
bool done_ci_is_given(const char *value);
/* ci_values.c: the value of a source: 1 with *out in the arena, 0 where there is none, else
 * undecided. */
int done_ci_value(struct done_ci *ci, const char *source, const char **out, struct done_error *err);
/* Fills err: "GitHub push: the target branch 'main' is not in this clone". */
int done_ci_undecided(struct done_ci *ci, struct done_error *err, const char *format, ...)
    DONE_PRINTF(3, 4);

/* ---- what the rules share (ci_clone.c) ---- */

/* An object id is cut, a ref goes by its short name. */
const char *done_ci_short_name(struct done_ci *ci, const char *name);
int done_ci_answer(struct done_ci *ci, const char *base, const char *called);
/* The command that brings a branch; NULL for a name that a shell would take apart: commands are
 * there to be pasted. */
const char *done_ci_fetch_command(struct done_ci *ci, const char *branch);
/* Nothing to compare with: the clone is too small, most often. */
int done_ci_not_here(struct done_ci *ci, struct done_error *err, const char *problem,
    const char *branch, bool guessed);
/* The plain name of a branch, however the system writes it. */
const char *done_ci_plain_branch(struct done_ci *ci, const char *name);
const char *done_ci_tracking(struct done_ci *ci, const char *branch);
/*
 * A commit that the system names, "A...B" being A: 1 where it is one that is here, 0 where there is
 * none, it is all zeros, or not in this clone (a force push leaves it dangling).
 */
int done_ci_known_commit(struct done_ci *ci, const char *source, const char **out,
    struct done_oid *oid, struct done_error *err);
/* True where head is an ancestor of base or base itself: head brings nothing to it. */
int done_ci_is_in(struct done_ci *ci, const struct done_oid *base, struct done_error *err);
int done_ci_in_already(struct done_ci *ci, const char *called, struct done_error *err);
/* The commit that the system says it builds: 1 with *out where it names one. */
int done_ci_built_commit(struct done_ci *ci, struct done_oid *out, struct done_error *err);
/*
 * A job that checked out something else than the commit that is built, of which nothing is left to
 * judge, must not be green. What was committed on top of it is judged.
 */
int done_ci_refuse_other(
    struct done_ci *ci, const struct done_oid *base, const char *called, struct done_error *err);

/* ---- the rules that a row chooses from (ci_target.c, ci_branch.c) ---- */

/* The merge base with the branch that the change is meant for. */
int done_ci_find_target(struct done_ci *ci, struct done_error *err);
/* The target is in another repository than the one that was cloned: undecided, with the way. */
int done_ci_find_elsewhere(struct done_ci *ci, struct done_error *err);
/*
 * A build of a branch: the merge base with the integration branch, as in pre-push; where the branch
 * is that one, what it was before. Where that one is not here: undecided, unless this is it by
 * name.
 */
int done_ci_find_branch(struct done_ci *ci, struct done_error *err);
/* A commit that the system itself names as the base: its tip. */
int done_ci_find_commit(struct done_ci *ci, struct done_error *err);

/* ci.c: the tree of an event file, strictly: DONE_E_UNDECIDED with the cure for what is not JSON.
 */
int done_ci_event_parse(struct done_arena *arena, struct done_bytes text, struct done_value *out,
    struct done_error *err);
/* The string at a path of keys ("pull_request.head.sha") in it; NULL: there is none. */
const char *done_ci_event_string(const struct done_value *file, const char *path);

#endif
