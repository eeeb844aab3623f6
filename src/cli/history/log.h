/* Inside the cli room: what changed along a line of commits, for git done log and git done blame.
 */
#ifndef DONE_CLI_LOG_H
#define DONE_CLI_LOG_H

#include "done/trend.h"
#include "history.h"

/* ---- from one commit to the next (log_changes.c) ---- */

enum history_change_kind {
	HISTORY_APPEARS,
	HISTORY_DISAPPEARS,
	HISTORY_MOVES,
	HISTORY_TIER,
	HISTORY_TARGET,
	HISTORY_STAGE,
	HISTORY_CHECK,
	HISTORY_CHANGES, /* so many kinds */
};
const char *history_change_name(enum history_change_kind kind);

struct history_change {
	enum history_change_kind kind;
	const struct history_service *before, *after; /* NULL: it was, or is, not there */
	const struct history_check *was, *is;         /* of a check; NULL: not asked */
};

/* Only these; none: all. A check's id, or that of its criterion. */
struct history_filter {
	struct done_strings services, checks;
};
bool history_filter_wants_check(const struct history_filter *filter, const char *id);
bool history_filter_wants_service(
    const struct history_filter *filter, const struct history_service *service);

struct history_entry {
	const struct history_commit *commit;
	struct history_change *changes; /* by service */
	size_t nr;
	size_t nr_behind; /* so many commits below it are undecided: it may be any of these */
};
struct history_log {
	struct history_entry
	    *entries; /* newest first; commits where nothing changed are left out */
	size_t nr;
	size_t nr_quiet, nr_undecided; /* commits */
};
/* Of the commits that were asked for, as far as they and what they are compared with are judged. */
void history_log_make(const struct history_line *line, size_t nr_judged,
    const struct history_filter *filter, struct done_arena *arena, struct history_log *out);
/* The service that this one was in an older state, under the same path, or before it moved; NULL.
 */
const struct history_service *history_service_before(const struct history_state *older,
    const struct history_state *newer, const struct history_service *service);
const struct history_check *history_check_of(const struct history_service *service, const char *id);
/* The verdict in words; check NULL: "not asked". */
const char *history_verdict_words(const struct history_check *check);

/* ---- since when (history_since.c) ----
 *
 * For whoever wants to know of many checks at once since which commit they are as they are.
 */

struct history_since {
	const struct history_service *service; /* of the newest commit */
	const struct history_check *check;
	const struct history_commit
	    *commit;      /* since which it is so; NULL: longer than was judged */
	size_t nr_behind; /* undecided commits below it: it may be any of these */
	bool is_settled;
	bool came; /* the service came with that commit */
};
struct history_sinces {
	struct history_since *items; /* in the order of the newest state */
	size_t nr;
};
/* Every check of the newest judged commit that the filter wants. is_whole: the line was judged to
 * its end, and that is where history begins. */
void history_since_find(const struct history_line *line, size_t nr_judged,
    const struct history_filter *filter, struct done_arena *arena, struct history_sinces *out);

/* ---- asking (history_ask.c): what log, blame and why have in common ---- */

struct history_asked {
	struct history_wanted wanted;
	struct history_judging judging;
	struct done_request request;
	struct history_filter filter;
	struct history_line line;
	size_t nr_judged;
	const char *policy; /* by which it was judged, in words */
	bool is_own_policy; /* each commit by its own */
};
/* Lists and judges; names that the newest commit does not know are errors, with the nearest. */
int history_ask(struct history_asked *asked, const struct done_judge_options *options,
    struct done_arena *arena, struct done_error *err);

/* ---- since when, within so many seconds (history_within.c): for audit and why ---- */

#define HISTORY_WITHIN_COMMITS 1000

struct history_within {
	struct history_asked asked;
	struct history_sinces sinces; /* of what is unmet at the newest commit */
	const char *problem;          /* why nothing was searched; NULL */
};
/* Of what the options name, on the first parents of the revision. */
void history_since_within(const struct done_judge_options *options, const char *revision,
    int seconds, struct done_arena *arena, struct history_within *out);
/* NULL: it is not unmet, or was not searched. */
const struct history_since *history_within_find(
    const struct history_within *within, const char *path, const char *check);
/* "since 2026-03-01: 1a2b3c4d5e Ada: remove it", "longer than since 2020-01-01, where the search
 * ended". */
void history_within_say(
    const struct history_within *within, const struct history_since *since, struct done_buf *out);

/* ---- printing ---- */

struct history_printing {
	const struct history_asked *asked;
	const struct history_log *log;
	struct done_arena *arena;
	bool color, verbose;
};
void history_log_text(const struct history_printing *printing, struct done_buf *out);
void history_log_json(const struct history_printing *printing, struct done_buf *out);
void history_log_html(const struct history_printing *printing, struct done_buf *out);
/* The judged states as a trend (log_trend.c): it points into them. */
void history_trend_make(
    const struct history_asked *asked, struct done_arena *arena, struct done_trend *out);
/* How many commits, by whose policy, and how many changed something; nothing for no commit. */
void history_add_sum(const struct history_printing *printing, struct done_buf *out);
const char *history_edits_words(const struct history_edits *edits);
/* Colour on and off; nothing without colour. */
void history_paint(struct done_buf *out, bool color, const char *code);
void history_add_change(struct done_buf *out, const struct history_change *change, bool color);

#endif
