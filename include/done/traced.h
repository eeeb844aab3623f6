/*
 * traced: which questions were asked of a snapshot, and which of them have another answer in
 * another one. What was computed of the answers of a trace, and of nothing else, comes out the same
 * in every snapshot that gives the same answers: so that what did not change need not be computed
 * again.
 */
#ifndef DONE_TRACED_H
#define DONE_TRACED_H

#include "done/repo.h"

/*
 * Questions as hashes: two that collide can only make a trace look touched that is not, never the
 * other way round. There are three: what a directory lists (names and kinds), what kind of thing
 * stands at a path, and the bytes of an id. Zero-initialise, release.
 */
struct done_trace {
	uint64_t *items; /* a set by open addressing; cap is a power of two, or 0 */
	size_t nr, cap;
};
void done_trace_release(struct done_trace *trace);

/* A snapshot that notes what it is asked, in `to` (NULL: nowhere), and asks `whole`. Both may be
 * replaced between two questions; neither is owned. */
struct done_traced {
	struct done_snapshot *whole;
	struct done_trace *to;
	struct done_memo *memo; /* of the snapshot that is made; NULL */
};
void done_snapshot_traced(struct done_traced *traced, struct done_snapshot *out);

/* The questions that two snapshots answer differently. */
struct done_touched {
	uint64_t *items;
	size_t nr, cap;
	struct done_changes changes; /* the paths that differ, from one to the other */
};
int done_touched_find(struct done_snapshot *from, struct done_snapshot *to,
    struct done_arena *arena, struct done_touched *out, struct done_error *err);
/* Whether any answer of the trace, which holds in `from`, is another one in `to`. */
bool done_trace_is_touched(const struct done_trace *trace, const struct done_touched *touched);

#endif
