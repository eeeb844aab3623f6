/* Inside the cli room: git done why: what is known of one service, or of one check of it. */
#ifndef DONE_CLI_WHY_H
#define DONE_CLI_WHY_H

#include "../history/log.h"
#include "cli.h"
#include "done/profile.h"
#include "standpoint.h"

struct done_why_options {
	done_day now;
	int timeout;
	bool trust_owner, no_history, is_verbose;
	struct done_strings formats;
};

/* What is asked for, and what was found out about it. */
struct done_why {
	const struct done_why_options *options;
	const char *service_name, *check_id; /* as they were written; check NULL: all of them */
	bool is_json;
	done_day now;
	struct done_arena *arena;
	struct done_standpoint standpoint;
	struct done_report report;
	const struct done_run *run; /* the gate's word */
	bool is_selected;           /* by the change; else it was judged as in an audit */
	const struct done_service_report *service;
	const struct done_criterion_report *criterion; /* of the check */
	const struct done_check_report *check;         /* NULL: none was asked for */
	struct done_snapshot snapshot;                 /* of HEAD */
	struct done_ecosystems ecosystems;
	struct done_profile profile;  /* directory NULL: nothing is known */
	struct history_within within; /* since when what is unmet is so */
	bool is_searched;
};

/* why_judge.c: fills the rest. */
int done_why_judge(struct done_why *why, struct done_error *err);
void done_why_release(struct done_why *why);

/* why_line.c: a line "  label   text", and more of such a text below it. */
void done_why_line(struct done_buf *out, const char *label, const char *format, ...)
    DONE_PRINTF(3, 4);

void done_why_add_service(const struct done_why *why, struct done_buf *out); /* why_service.c */
void done_why_add_check(const struct done_why *why, struct done_buf *out);   /* why_check.c */
void done_why_add_json(const struct done_why *why, struct done_buf *out);    /* why_json.c */
/* The rule of the check as the policy has it after `extends`; NULL: it is in no file. */
const struct done_value *done_why_find_rule(const struct done_why *why);
/* "change": the base does not lack it; "base": it lacks it too; "both": some of it; NULL: the base
 * was not held to the check, or nothing is missing. */
const char *done_why_since(const struct done_why *why);
/* Since which commit it is unmet; NULL: it is not, or nothing was searched. */
const struct history_since *done_why_find_since(
    const struct done_why *why, const struct done_check_report *check);
/* The commands for "wrong here" and "not now"; empty where the policy would count neither. */
void done_why_ways(const struct done_why *why, struct done_buf *dispute, struct done_buf *waive);
/* What shows the capabilities that a rule asks for (why_uses.c). */
void done_why_add_uses(
    const struct done_why *why, const struct done_value *rule, struct done_buf *out);
/* The verdict and name of a check, and in short what came of it. */
void done_why_add_verdict(const struct done_check_report *check, struct done_buf *out);

#endif
