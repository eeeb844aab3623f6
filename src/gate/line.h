/*
 * Inside the gate room: commits judged one after the other, as an audit would judge each, where
 * what did not change since the one before is taken over. Made in parts; each remembers what it
 * asked of the tree (done/traced.h), and is made again only where an answer is another one.
 */
#ifndef DONE_GATE_LINE_H
#define DONE_GATE_LINE_H

#include "done/traced.h"
#include "gate.h"

/* What is made of a tree: counted, since a later one may live on an older one. */
struct done_line_part {
	struct done_arena arena;
	struct done_trace trace;
	struct done_line_part *on; /* what it points into; NULL */
	int refs;
};

struct done_line_policy {
	struct done_line_part part;
	struct done_bar bar;
	struct done_snapshot asked; /* the tree of --policy-from REV */
};
struct done_line_map {
	struct done_line_part part;
	struct done_changed changed; /* none */
	struct done_map map;
	struct done_selection selection;
	struct done_nested nested;
	struct done_loaded loaded;
	struct done_standings standings;
	struct done_work work; /* what is known points into the parts below */
	bool is_dated;         /* some sheet says until when something counts */
	struct done_buf seen;  /* done_line_key_of_all() */
};
struct done_line_known {
	struct done_line_part part;
	struct done_known known; /* of which it holds the profiles, or what is outside */
	struct done_buf seen;    /* done_line_key_of_outside() */
};

/* line_key.c: all that a service's verdicts hang on in the values of the plan; two keys of one
 * policy that are equal give equal verdicts where no trace is touched. The same for what all
 * services see. */
void done_line_key_of_service(const struct done_plan *plan, const struct done_service *service,
    struct done_snapshot *snapshot, struct done_buf *out);
/* On which lines its dependencies stand: for what hangs on that (DONE_HANGS_ON_LINES). */
void done_line_key_of_lines(
    const struct done_plan *plan, const struct done_service *service, struct done_buf *out);
void done_line_key_of_outside(
    const struct done_outside *outside, size_t nr_services, struct done_buf *out);
void done_line_key_of_all(
    const struct done_plan *plan, struct done_snapshot *snapshot, struct done_buf *out);

/* The files that a policy reads, known by its own: they are looked up once for many commits. */
struct done_line_extended {
	struct done_arena arena;
	bool is_known;
	struct done_oid policy;
	struct done_strings files;
};

/* line_policy.c: what lies between two commits, whose paths differ in `changes`. */
void done_line_edits_find(struct done_arena *arena, struct done_line_extended *extended,
    const struct done_changes *changes, struct done_snapshot *parent, struct done_snapshot *child,
    struct done_line_edits *out);

#endif
