/* Inside the service room: a graph while it is being made. */
#ifndef DONE_SERVICE_GRAPH_PARTS_H
#define DONE_SERVICE_GRAPH_PARTS_H

#include "done/graph.h"

/* Which services can reach each other by calls of some styles. */
struct done_knots {
	uint32_t *knot;  /* one a service: its knot's number */
	uint32_t *order; /* services, those of one knot together; who is called comes before who
	                    calls */
	uint32_t *first; /* one a knot, and one more: where it begins in order */
	size_t nr;       /* of knots */
};

/* In the arena. */
void done_knots_find(struct done_arena *arena, const struct done_graph *graph, unsigned styles,
    struct done_knots *out);
/* A knot is a circle unless it is one service that does not call itself. */
bool done_knot_is_circle(
    const struct done_graph *graph, const struct done_knots *knots, size_t knot, unsigned styles);
static inline bool done_edge_is_of(const struct done_graph_edge *edge, unsigned styles)
{
	return (styles >> edge->call->style) & 1u;
}

/* graph_cycles.c: a circle for every service that is in one. rank: place of each by name. */
void done_cycles_find(struct done_arena *arena, struct done_graph *graph,
    const struct done_knots *knots, const uint32_t *rank, unsigned styles);

/* ---- graph_print.c ---- */

/* Of the names of all services. */
const struct done_print *done_prints_make(
    struct done_arena *arena, const struct done_services *services);
struct done_print done_print_of_cycle(
    const struct done_print *names, const uint32_t *services, size_t nr);

#endif
