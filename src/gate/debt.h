/*
 * Debt: what a base did not meet already, judged again by the same policy on the same day, is owed
 * and does not refuse the change. Inside the gate room.
 */
#ifndef DONE_GATE_DEBT_H
#define DONE_GATE_DEBT_H

#include "gate.h"

/* ---- debt_compare.c: which findings a base has, without git ---- */

enum done_debt_state {
	DONE_DEBT_CLEAR, /* nothing of the check is known there: met, not asked, or no service */
	DONE_DEBT_TOLD,  /* unmet: these findings */
	DONE_DEBT_UNREADABLE, /* something in it could not be judged, whoever reads it */
	DONE_DEBT_MISSING,    /* this clone does not have what had to be read */
};
/* One check of one service as a base has it. */
struct done_debt_base {
	enum done_debt_state state;
	struct done_told *told;
	size_t nr;
	struct done_error error; /* MISSING, UNREADABLE */
};
/* True where the blob at a path of the change is the base's at the same place. */
typedef bool done_debt_unchanged(void *data, const char *path);
/*
 * Sets known[i] of those of head's findings that the base has, with the same subject and no smaller
 * amount; leaves the others. UNREADABLE: those in files that are unchanged.
 */
void done_debt_compare(struct done_arena *scratch, const struct done_debt_base *base,
    const struct done_told *head, size_t nr, bool *known, done_debt_unchanged *unchanged,
    void *data);

/* ---- debt_exempt.c: what is never owed, whatever the base has ---- */

bool done_debt_may_be_owed(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check);
/* The check, or its condition, compares with a base itself. */
bool done_check_compares(const struct done_check *check);
/* It, or a part of it, reads reports of tools. */
bool done_check_reads_reports(const struct done_check *check);
/* It compares with a base itself, and not by reports: what it finds and the base alone does not
 * show is the change's. */
bool done_check_finds_changes(const struct done_check *check);
/* It reads no reports of tools, or the base's are given, too. */
bool done_debt_has_evidence(const struct done_plan *plan, const struct done_check *check);
/* A waiver of the service's standing is for the check, whatever it comes to. */
bool done_debt_is_waived(const struct done_standing *standing, const char *check);

/* ---- debt_tree.c: another tree, judged by the same policy on the same day ---- */

/* A check of the change that may be owed. */
struct done_debt_ask {
	struct done_service_report *service;
	const struct done_criterion *criterion;
	struct done_check_report *check;
	bool is_kept;           /* above the target: of interest only where it is lost */
	struct done_told *told; /* its findings, those that are kept first */
	size_t nr;
	bool *known;             /* one a finding */
	bool *here, *everywhere; /* by the tree that is looked at; by every merge base so far */
	const char *restored; /* the commit whose state is restored, and has some of them; NULL */
	struct done_error missing; /* code 0: no object was missing */
	bool is_compared;          /* some tree was held to the check */
	bool was_judged;           /* … and met it, or did not */
	bool was_met, was_unmet;   /* … and named what met it; and did not meet it */
	bool was_looked_at;        /* … or had nothing to do with it; and was not undecided */
	const char *lost;  /* a file that met it there and is gone, or lost that line; NULL */
	int lost_line;     /* 0: the whole file is gone */
	bool still_stands; /* something of the service's own that met it there, where it stood */
	bool is_rewritten; /* that file: hardly a line of it is left, and others took their place */
	const char *lost_through; /* a file outside of the service that met it, and stands; NULL */
	const char *lost_what;    /* what was seen there: "route '/healthz'"; NULL */
	const char *lost_text;    /* of that line, fit to show; NULL: it is too long to quote */
};
/* Those of one service stand together. */
struct done_debt_asks {
	struct done_debt_ask **items;
	size_t nr;
};

struct done_debt_tree {
	const struct done_plan *judged;    /* the change's */
	struct done_snapshot opened;       /* to be closed, where it was */
	struct done_snapshot *snapshot;    /* NULL: it could not be opened */
	struct done_moves moves;           /* to the change */
	struct done_request request;       /* of all services, whatever the shard */
	struct done_comparison compared;   /* with nothing, as an audit */
	struct done_chain chain;           /* from the bar that judges the change on */
	const struct done_service **there; /* one an ask: its service in it; NULL: none */
	struct done_error error;           /* why nothing in it could be judged */
	struct done_arena arena;
};
/*
 * Fills `here` of the asks: which of their findings the commit's tree has. What could not be read
 * for a missing object is in `missing`.
 */
void done_debt_look(struct done_gate *gate, const struct done_plan *plan,
    const struct done_oid *commit, const struct done_debt_asks *asks);

/* ---- debt_worse.c: what got worse where nothing is owed ---- */

bool done_debt_asks_warning(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check);
/* Of a service that is touched beside, or a check that is kept. */
bool done_debt_asks_worse(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check);
/* Once check->nr_known is counted. */
void done_debt_settle_warning(const struct done_plan *plan, const struct done_debt_ask *ask);
void done_debt_settle_kept(const struct done_plan *plan, const struct done_debt_ask *ask);
void done_debt_note_unread(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run);
/* Last, once all asks are settled: takes the services out of the run that are touched beside, and
 * from which nothing was taken. */
void done_debt_drop_beside(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run);

/* debt_lost.c: what of the evidence there the change takes away, into the ask. */
void done_debt_find_lost(
    const struct done_debt_tree *tree, const struct done_result *result, struct done_debt_ask *ask);

/* The line that used a file that is gone, where the change took it away, too. */
struct done_debt_used {
	const char *path; /* NULL: there is none */
	int line;
	const char *text; /* fit to show, without the blanks around it */
	bool is_all;      /* the change does no more to that file than take lines away */
};
void done_debt_find_used(
    const struct done_plan *plan, const struct done_debt_ask *ask, struct done_debt_used *out);

/* What many services lost alike is looked for once, and a run reads at most 1,000 files for it. */
struct done_debt_elsewhere {
	const char *what; /* that was looked for last, as it was seen on the base */
	const char *path; /* a file of the change that belongs to no service and has it; or NULL */
	const char *quoted; /* as it stands there */
	int nr_read;        /* files, so far */
};
/* From zeros at first; path NULL: there is none, or nothing was quoted. */
void done_debt_find_elsewhere(const struct done_plan *plan, const struct done_debt_ask *ask,
    struct done_debt_elsewhere *elsewhere);

/* debt_told.c: into the findings that remain: what was taken away, and how it is brought back. */
void done_debt_tell_lost(
    struct done_gate *gate, const struct done_plan *plan, const struct done_debt_asks *asks);

/* ---- debt_restored.c: trees that were there before ---- */

#define DONE_DEBT_RESTORED_MAX 100 /* commits that are looked at */

/* Among the first parents of a base: those in which the directory of an ask's service is what it is
 * in the change. `known` gains what it did not meet there. */
void done_debt_restore(struct done_gate *gate, const struct done_plan *plan,
    const struct done_oid *base, const struct done_debt_asks *asks);
void done_debt_note_restored(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run);

#endif
