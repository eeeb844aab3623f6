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

/* ---- one commit's outcome (history_state.c) ----
 *
 * What crosses from the worker to its supervisor: fields that each end in a NUL byte. A service
 * that is what it was at the commit judged before is named by its place there, and shared.
 */

struct history_check {
	const char *id;
	enum done_verdict verdict;
	int level;         /* enum done_level in force */
	bool allows_debt;  /* what is missing is owed from the next change on */
	const char *words; /* the first finding in short, or why it is undecided; fit to show; "" */
	const char *place; /* "path:line" of that finding, fit to show; "" */
};

struct history_service {
	const char *path, *name, *stage; /* raw */
	const char *tree;                /* id of its directory; "": not known */
	bool is_left; /* the next newer commit does not find it, and still has its directory */
	enum done_verdict verdict;
	int tier, target;             /* enum done_tier */
	struct history_check *checks; /* not those of criteria that do not apply */
	size_t nr_checks;
};

/* What a commit does to the policy that git holds. */
struct history_edits {
	bool is_edited, was_there, is_there;
	struct done_strings loosened;
	int nr_tightened;
	const char *problem; /* NULL */
};

struct history_state {
	enum done_verdict verdict;
	const struct history_service **services; /* ascending by path */
	size_t nr_services;
	size_t nr_known;    /* services that the policy finds in the tree, touched or not */
	size_t nr_vanished; /* of its base, which it does not find in directories still there */
	struct done_strings faults; /* of the change as a whole, which refuse it; fit to show */
	const char *error, *cure;   /* why there is no verdict at all; NULL: there is one */
	int error_code;
};

/* One service of a report, and all of it, as the worker sends them. */
void history_encode_service(const struct done_service_report *service, struct done_buf *out);
void history_encode_report(const struct done_report *report, struct done_buf *out);
void history_encode_told(const struct done_line_told *told, struct done_buf *out);
void history_encode_error(const struct done_error *err, struct done_buf *out);

/* The outcomes of one worker, in the order in which they were sent. */
struct history_decoding {
	struct done_bytes left;
	struct done_arena *arena;
	bool is_broken;
	const struct history_state *before; /* NULL: the first */
};
/* The next one, and what its commit's child does to the policy: false where there is no whole one.
 */
bool history_decode(
    struct history_decoding *decoding, struct history_state *out, struct history_edits *edits);
/* The state of a commit that could not be judged. */
void history_state_fail(
    struct history_state *state, struct done_arena *arena, const struct done_error *err);

/* A commit's subject, fit to show, cut at so many bytes. */
void history_add_subject(struct done_buf *out, const char *subject, size_t most);

/* ---- the line of commits (history_walk.c) ---- */

#define HISTORY_COMMITS_MAX 100000

struct history_commit {
	const char *id, *parent;      /* 40 hex digits; parent "": it begins the history */
	const char *subject, *author; /* raw */
	done_day day;                 /* of the committer, UTC */
	struct history_state state;
	struct history_edits edits; /* where the one before it was judged, too */
};

struct history_wanted {
	const char *revision; /* "REV", or "A..B": what is on B's line and not on A's */
	size_t last;          /* so many at most; 0: all up to HISTORY_COMMITS_MAX */
	done_day since;       /* not those before this day; DONE_NO_DAY: all */
	bool with_ground;     /* and the one that the oldest is compared with */
	const char *directory;
	bool trust_owner;
	int timeout;
};

struct history_line {
	struct history_commit *items; /* newest first, along first parents */
	size_t nr;
	size_t nr_asked;   /* of them; one more at the end is the ground */
	const char *ended; /* why older ones are missing though they were asked for; NULL */
};
int history_list(const struct history_wanted *wanted, struct done_arena *arena,
    struct history_line *out, struct done_error *err);

/* ---- judging (history_judge.c) ---- */

struct history_judging {
	const struct done_request *request; /* of which mode, range, revision and days are set */
	int timeout;                        /* seconds a commit; below 0: the usual */
	int seconds;                        /* all of it ends with the commit under way; 0: never */
	const char *phase;                  /* for the progress line */
	bool as_audits; /* each as an audit of it, what did not change taken over; else as pushes */
	/* After some commits: true ends it there, as if no more had been asked for; NULL: all. */
	bool (*is_enough)(void *data, const struct history_line *line, size_t nr_judged);
	void *data;
};

/*
 * Judges commits, newest first, all by one policy unless the request says otherwise: as the push
 * that brought each, compared with its first parent, or as audits. By the day of the commit, but
 * what the policy dates by the request's. SIGINT ends it after the commit under way: *nr_judged
 * says how many are judged. Never fails: what could not be judged is in the states.
 */
void history_judge(const struct history_judging *how, struct history_line *line,
    struct done_arena *arena, size_t *nr_judged);

#endif
