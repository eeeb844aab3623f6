/*
 * Inside the cli room: judging a line of commits, one after the other. `replay` asks what would
 * have been refused, `log` and `blame` ask what changed.
 *
 * The line is listed, and each commit judged, by a supervised worker of its own: a commit that
 * cannot be judged is undecided, and the others stand.
 */
#ifndef DONE_CLI_HISTORY_H
#define DONE_CLI_HISTORY_H

#include "../cli.h"

/* ---- one commit's outcome (history_state.c) ---------------------------------------------------
 *
 * What crosses from the worker to its supervisor: fields that each end in a NUL byte.
 */

struct history_service {
	const char *path, *name; /* raw */
	enum done_verdict verdict;
	int tier, target; /* enum done_tier */
};

struct history_check {
	size_t service; /* the index of its service */
	const char *id;
	enum done_verdict verdict;
	int level;         /* enum done_level in force */
	const char *words; /* the first finding in short, or why it is undecided; fit to show; "" */
	const char *place; /* "path:line" of that finding, fit to show; "" */
};

struct history_state {
	enum done_verdict verdict;
	struct history_service *services;
	struct history_check *checks; /* not those of criteria that do not apply */
	size_t nr_services, nr_checks;
	size_t nr_known;          /* services that the policy finds in the tree, touched or not */
	const char *error, *cure; /* why there is no verdict at all; NULL: there is one */
	int error_code;           /* DONE_E_… of it */
};

void history_state_encode(const struct done_report *report, struct done_buf *out);
/* False where the bytes are not whole. Everything is copied into the arena. */
bool history_state_decode(struct done_bytes bytes, struct done_arena *arena,
                          struct history_state *out);
/* The state of a commit that could not be judged. */
void history_state_fail(struct history_state *state, struct done_arena *arena,
                        const struct done_error *err);

/* A commit's subject, fit to show, cut at so many bytes. */
void history_add_subject(struct done_buf *out, const char *subject, size_t most);

/* ---- the line of commits (history_walk.c) ----------------------------------------------------
 */

#define HISTORY_COMMITS_MAX 100000

struct history_commit {
	const char *id, *parent; /* 40 hex digits; parent "": it begins the history */
	const char *subject;     /* raw */
	done_day day;            /* of the committer, UTC */
	struct history_state state;
};

struct history_wanted {
	const char *revision; /* "REV", or "A..B": what is on B's line and not on A's */
	size_t last;          /* so many at most; 0: all up to HISTORY_COMMITS_MAX */
	done_day since;       /* not those before this day; DONE_NO_DAY: all */
	const char *directory;
	bool trust_owner;
	int timeout;
};

struct history_line {
	struct history_commit *items; /* newest first, along first parents */
	size_t nr;
	const char *ended; /* why older ones are missing though they were asked for; NULL */
};
int history_list(const struct history_wanted *wanted, struct done_arena *arena,
                 struct history_line *out, struct done_error *err);

/* ---- judging (history_judge.c) -------------------------------------------------------------- */

struct history_judging {
	const struct done_request *request; /* of which mode, range, revision and days are set */
	int timeout;                        /* seconds a commit; below 0: the usual */
	const char *phase;                  /* for the progress line */
	bool with_audit; /* the oldest commit is judged whole, the others by what they touch */
};

/*
 * Judges every commit as the push that brought it: compared with its first parent, by the day of
 * the commit, but what the policy dates by the request's. Oldest first where with_audit, else
 * newest first. SIGINT ends it after the commit under way: *nr_judged says how many are judged,
 * from that side. Never fails: what could not be judged is in the states.
 */
void history_judge(const struct history_judging *how, struct history_line *line,
                   struct done_arena *arena, size_t *nr_judged);

#endif
