/*
 * Inside the cli room: git done waive and git done not-applicable. A worker asks the gate what the
 * policy of the base would say of the excuse; then the sheet of the work tree is edited.
 */
#ifndef DONE_CLI_EXCUSE_H
#define DONE_CLI_EXCUSE_H

#include "cli.h"
#include "done/sheet_edit.h"
#include "standpoint.h"

struct done_excuse_options {
	const char *reason, *by, *emergency;
	done_day until, now;
	int timeout;
	bool all, trust_owner;
};

/* Entries that one command may write. */
#define DONE_EXCUSE_MAX 1000
#define DONE_EXCUSE_WORDS_MAX 1000

/* What is asked for. */
struct done_excuse {
	const char *command; /* "waive", "not-applicable" */
	const char *list;    /* "waivers", "not_applicable" */
	bool is_waiver;
	const struct done_excuse_options *options;
	struct done_strings words; /* services and checks, as they were written */
	const char *here; /* the current directory, below the top of the work tree; "": there */
	done_day now;
};

/* What the worker found out, in numbers of the channel; "" where there is nothing. */
enum {
	DONE_EXCUSE_NOTES = 1, /* lines for standard error */
	DONE_EXCUSE_TARGETS,   /* of each entry three texts, each with its NUL */
	DONE_EXCUSE_BY,        /* who approves */
	DONE_EXCUSE_NEXT,      /* what the next push must look like: lines */
	DONE_EXCUSE_NR
};

/* One entry: of which check, in whose sheet. */
struct done_excuse_target {
	const char *service, *directory, *check; /* check: its id */
};
struct done_excuse_targets {
	struct done_excuse_target *items; /* those of one service stand together */
	size_t nr, cap;
};

/* excuse_words.c: which of the words name checks, and which services. */
struct done_excuse_words {
	struct done_strings services, checks;
};
int done_excuse_sort_words(const struct done_excuse *excuse, const struct done_standpoint *place,
    struct done_excuse_words *out, struct done_error *err);

/* excuse_judge.c: in the worker. Refuses what the policy would not count. */
int done_excuse_judge(const struct done_excuse *excuse, struct done_arena *arena,
    struct done_buf outputs[DONE_EXCUSE_NR], struct done_error *err);

/* excuse_next.c: what the next push must look like; an error where no push could bring it. */
struct done_excuse_next {
	const struct done_excuse *excuse;
	const struct done_standpoint *place;
	const struct done_excuse_targets *targets;
	const struct done_waiver_rules *rules;
};
int done_excuse_say_next(
    const struct done_excuse_next *next, struct done_buf *out, struct done_error *err);

/* excuse_write.c: edits the sheet in the work tree, and says where. below: the service's
 * directory. A refusal says in *by_hand which lines to add. */
struct done_excuse_writing {
	struct done_arena *arena;
	const char *top; /* of the work tree */
	const struct done_excuse *excuse;
	const struct done_excuse_target *target;
	const struct done_sheet_entry *entry;
	bool is_trial; /* nothing is written */
};
struct done_excuse_written {
	int line;
	bool is_renewed; /* the entry was there, and has other values now */
};
int done_excuse_write(const struct done_excuse_writing *writing,
    struct done_excuse_written *written, struct done_buf *by_hand, struct done_error *err);
const char *done_excuse_sheet_path(struct done_arena *arena, const char *directory);

#endif
