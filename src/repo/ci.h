/*
 * Inside the repo room: how CI systems say what they build. The tables (ci_table*.c) name
 * variables; the rules (ci_find.c) make a range of their values.
 */
#ifndef DONE_REPO_CI_H
#define DONE_REPO_CI_H

#include "handle.h"

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
		*before;   /* source: where the branch was, or the last good build; or "A...B": A */
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

/* The builds of one system. The first that fits is taken; where none does, it is not this system.
 */
struct done_ci_events {
	const struct done_ci_event *rows;
	size_t nr;
};

struct done_ci_system {
	const char *name;              /* "GitHub" */
	struct done_ci_condition when; /* what marks it */
	const char *whole;             /* how its checkout is told to fetch all history */
	const struct done_ci_events *events;
	bool at_home; /* people run it too: no CI by itself */
};

/* ci_table_forges.c */
extern const struct done_ci_events done_ci_github, done_ci_gitlab, done_ci_azure, done_ci_bitbucket;
/* ci_table_servers.c */
extern const struct done_ci_events done_ci_jenkins, done_ci_buildkite, done_ci_circleci,
	done_ci_travis, done_ci_drone, done_ci_woodpecker, done_ci_appveyor, done_ci_cirrus,
	done_ci_semaphore, done_ci_prow, done_ci_teamcity;

/* The first that fits is taken. */
extern const struct done_ci_system done_ci_systems[];
extern const size_t done_ci_systems_nr;

/* The rules that a row chooses from (ci_target.c, ci_find.c). */

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

/*
 * ci_event.c: the string at a path of keys ("pull_request.head.sha") in JSON text: 1 with *out in
 * the arena, 0 where there is none. Text that is not JSON, a key twice on the path, a string with
 * escapes: DONE_E_UNDECIDED.
 */
int done_ci_event_string(struct done_bytes text, const char *path, struct done_arena *arena,
                         const char **out, struct done_error *err);

#endif
