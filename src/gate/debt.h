/*
 * Debt: what a base did not meet already, judged again by the same policy on the same day, is owed
 * and does not refuse the change. Inside the gate room.
 */
#ifndef DONE_GATE_DEBT_H
#define DONE_GATE_DEBT_H

#include "gate.h"

/* ---- debt_compare.c: which findings a base has, without git ----------------------------------- */

enum done_debt_state {
	DONE_DEBT_CLEAR,      /* nothing of the check is known there: met, not asked, or no service */
	DONE_DEBT_TOLD,       /* unmet: these findings */
	DONE_DEBT_UNREADABLE, /* something in it could not be judged, whoever reads it */
	DONE_DEBT_MISSING,    /* this clone does not have what had to be read */
};
/* One check of one service as a base has it. */
struct done_debt_base {
	enum done_debt_state state;
	struct done_told *told;
	size_t nr;
	bool is_cut;             /* there are more findings than are told */
	struct done_error error; /* MISSING, UNREADABLE */
};
/* True where the blob at a path of the change is the base's at the same place. */
typedef bool done_debt_unchanged(void *data, const char *path);
/*
 * Sets known[i] of those of head's findings that the base has, with the same subject and no smaller
 * amount; leaves the others. UNREADABLE: those in files that are unchanged.
 */
void done_debt_compare(struct done_arena *scratch, const struct done_debt_base *base,
                       const struct done_told *head, size_t nr, bool *known,
                       done_debt_unchanged *unchanged, void *data);

/* ---- debt_moves.c: where the files of a base went --------------------------------------------- */

/* Those below a service's directory, or outside of all: from the base to the change. */
int done_debt_moves_find(struct done_arena *arena, struct done_snapshot *base,
                         struct done_snapshot *head, struct done_moves *out,
                         struct done_error *err);

/* ---- debt_exempt.c: what is never owed, whatever the base has --------------------------------- */

bool done_debt_may_be_owed(const struct done_plan *plan, const struct done_service_report *service,
                           const struct done_criterion_report *criterion,
                           const struct done_check_report *check);
/* The check, or its condition, compares with a base itself. */
bool done_check_compares(const struct done_check *check);

/* ---- debt_base.c: checks judged again on another tree ----------------------------------------- */

/* A check of the change that may be owed. */
struct done_debt_ask {
	struct done_service_report *service;
	const struct done_criterion_report *criterion;
	struct done_check_report *check;
	struct done_told *told; /* its findings, those that are kept first */
	size_t nr;
	bool *known;           /* one a finding */
	bool *everywhere;      /* … by every merge base so far */
	bool is_restored;      /* its service's tree was there before */
	struct done_debt_base base; /* as the tree that is looked at has it */
	struct done_error missing;  /* code 0: no object was missing */
};
struct done_debt_asks {
	struct done_debt_ask *items;
	size_t nr;
};
/* A tree to judge on, with where its files went. */
struct done_debt_tree {
	struct done_snapshot snapshot;
	struct done_oid commit;
	struct done_moves moves;
};
/* Fills `base` of the asks that `wants` holds (NULL: of all), in the scratch arena. */
void done_debt_judge(const struct done_plan *plan, struct done_debt_tree *tree,
                     struct done_debt_asks *asks, struct done_arena *scratch);

/* ---- debt_restored.c: trees that were there before -------------------------------------------- */

#define DONE_DEBT_RESTORED_MAX 100 /* commits that are looked at */

/* The commit, among the last first parents of the base, in which the service's directory is what it
 * is in the change: 1, else 0. */
int done_debt_restored_find(struct done_gate *gate, const struct done_plan *plan,
                            const struct done_service *service, struct done_oid *out,
                            struct done_error *err);

/* ---- debt.c ------------------------------------------------------------------------------------
 */

/* After all services were evaluated, before the run is settled: which of their checks are owed. */
int done_debt_settle(struct done_gate *gate, const struct done_plan *plan, struct done_run *run,
                     struct done_error *err);

#endif
