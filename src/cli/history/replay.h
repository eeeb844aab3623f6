/* Inside the cli room: git done replay. */
#ifndef DONE_CLI_REPLAY_H
#define DONE_CLI_REPLAY_H

#include "history.h"

#define REPLAY_OF_CHANGE "the change as a whole" /* in place of a check */

/* A commit that a cause refuses, and the services in which it does. */
struct replay_refused {
	const struct history_commit *commit;
	const char *services; /* "cart, checkout", fit to show; NULL: it is the whole change */
	const char *words;    /* what was wrong in the first of them; "" */
};

/* One check, and the commits that it would have refused. */
struct replay_cause {
	const char *check;
	struct replay_refused *items; /* in the order of the line */
	size_t nr, cap;
	size_t nr_services; /* different ones */
	const char *words;  /* the newest one's */
};

struct replay_result {
	const struct history_line *line;
	size_t nr_judged, nr_refused, nr_undecided, nr_met;
	size_t nr_untouched; /* commits that touch no service: not among the met */
	size_t nr_vanishing; /* commits that pass, and take services off the map whose directories
	                        stay: not among the untouched */
	struct replay_cause *causes; /* most commits first, then by id */
	size_t nr_causes;
	const char *policy;   /* of which words, for a person */
	const char *revision; /* --policy-from of the command that looks at one; NULL: --policy */
	const char *policy_file;
};

/* One of several repositories (replay_fleet.c). */
struct replay_repository {
	const char *path; /* raw */
	struct history_line line;
	struct replay_result result;
	const char *error, *hint; /* why there is no result, fit to show; NULL: there is one */
	bool is_left_out;         /* the run was interrupted before it */
};
struct replay_fleet {
	const struct replay_repository *items; /* as they were named */
	size_t nr;
	const char *policy; /* in words, of each repository */
	bool verbose;
};
void replay_fleet_text(const struct replay_fleet *fleet, struct done_buf *out);
void replay_fleet_json(const struct replay_fleet *fleet, struct done_buf *out);

/* Counts, and groups what was refused by check (replay_causes.c). */
void replay_count(struct replay_result *result, struct done_arena *arena);

void replay_write_text(const struct replay_result *result, bool verbose, struct done_arena *arena,
    struct done_buf *out);
void replay_write_json(const struct replay_result *result, struct done_buf *out);
/* An object: config/replay.schema.json. */
void replay_add_json(struct done_json *json, const struct replay_result *result);

#endif
