/*
 * A circle of calls for every service that is in one. In a knot the way from its least name to a
 * service and the way back make a walk; without its detours that is a circle through the service,
 * which serves for all that lie on it.
 */
#include "graph_parts.h"

#include <string.h>

/* Steps in all, so that no graph makes this slow; beyond them a knot's first circle serves. */
#define STEPS_MAX ((size_t)1000000)

struct tracing {
	struct done_arena *arena;
	const struct done_graph *graph;
	const struct done_knots *knots;
	const uint32_t *rank;
	unsigned styles;
	uint32_t *from, *to; /* one a service: the one before it from the root; after it to the
	                        root */
	uint32_t *queue;
	uint32_t *place; /* one a service: where it stands in the walk, from 1; 0: it does not */
	uint32_t *walk;
	size_t nr_walk, steps;
	const struct done_cycle **cycles;
	uint32_t *at; /* one a service, in its circle */
	size_t nr_cycles;
};

static bool is_inside(
    const struct tracing *tracing, const struct done_graph_edge *edge, uint32_t service)
{
	return done_edge_is_of(edge, tracing->styles) &&
	    tracing->knots->knot[edge->other] == tracing->knots->knot[service];
}

/* Breadth first, so that the ways are short; along calls, or against them. */
static void spread(
    struct tracing *tracing, uint32_t root, const struct done_graph_edges *edges, uint32_t *link)
{
	size_t nr = 0, next = 0;

	tracing->queue[nr++] = root;
	while (next < nr) {
		uint32_t service = tracing->queue[next++];

		for (size_t i = 0; i < edges[service].nr; i++) {
			const struct done_graph_edge *edge = &edges[service].items[i];

			if (edge->other == root || link[edge->other] != DONE_GRAPH_NOBODY ||
			    !is_inside(tracing, edge, service))
				continue;
			link[edge->other] = service;
			tracing->queue[nr++] = edge->other;
		}
	}
}

/* A service that the walk has been at: what came since was a detour. */
static void go_to(struct tracing *tracing, uint32_t service)
{
	tracing->steps++;
	if (tracing->place[service]) {
		while (tracing->nr_walk > tracing->place[service])
			tracing->place[tracing->walk[--tracing->nr_walk]] = 0;
		return;
	}
	tracing->walk[tracing->nr_walk++] = service;
	tracing->place[service] = (uint32_t)tracing->nr_walk;
}

/* From the service to the root, and from the root up to where the service is called. */
static void walk_through(struct tracing *tracing, uint32_t service, uint32_t root)
{
	size_t nr = 0;

	for (uint32_t at = service; at != root; at = tracing->to[at])
		go_to(tracing, at);
	go_to(tracing, root);
	for (uint32_t at = tracing->from[service]; at != root; at = tracing->from[at])
		tracing->queue[nr++] = at;
	while (nr)
		go_to(tracing, tracing->queue[--nr]);
}

/* The root's own: to the nearest service that calls it. */
static void walk_from_root(struct tracing *tracing, uint32_t root)
{
	const struct done_graph_edges *calls = &tracing->graph->calls[root];
	uint32_t best = root, best_far = DONE_GRAPH_NOBODY;

	for (size_t i = 0; i < calls->nr; i++) {
		uint32_t far = 0;

		if (!is_inside(tracing, &calls->items[i], root))
			continue;
		for (uint32_t at = calls->items[i].other; at != root; at = tracing->to[at])
			far++;
		tracing->steps += far;
		if (far < best_far) {
			best_far = far;
			best = calls->items[i].other;
		}
		if (tracing->steps > STEPS_MAX)
			break;
	}
	go_to(tracing, root);
	for (uint32_t at = best; at != root; at = tracing->to[at])
		go_to(tracing, at);
}

/* The walk as a circle that begins with the least name; for all that lie on it and have none. */
static const struct done_cycle *graph_cycles_keep(struct tracing *tracing, size_t nr_tangled)
{
	struct done_cycle *cycle = done_arena_alloc(tracing->arena, sizeof(*cycle));
	uint32_t *services = done_arena_array(tracing->arena, tracing->nr_walk, sizeof(*services));
	size_t least = 0, nr = tracing->nr_walk;

	for (size_t i = 1; i < nr; i++) {
		if (tracing->rank[tracing->walk[i]] < tracing->rank[tracing->walk[least]])
			least = i;
	}
	for (size_t i = 0; i < nr; i++) {
		services[i] = tracing->walk[(least + i) % nr];
		tracing->place[services[i]] = 0;
		if (tracing->cycles[services[i]])
			continue;
		tracing->cycles[services[i]] = cycle;
		tracing->at[services[i]] = (uint32_t)i;
	}
	tracing->nr_walk = 0;
	*cycle = (struct done_cycle){services, nr, nr_tangled, tracing->nr_cycles++,
	    done_print_of_cycle(tracing->graph->prints, services, nr)};
	return cycle;
}

static void trace_knot(struct tracing *tracing, size_t knot)
{
	size_t first = tracing->knots->first[knot], end = tracing->knots->first[knot + 1];
	const uint32_t *members = tracing->knots->order;
	const struct done_cycle *shared;
	uint32_t root = members[first];

	for (size_t i = first; i < end; i++) {
		if (tracing->rank[members[i]] < tracing->rank[root])
			root = members[i];
	}
	spread(tracing, root, tracing->graph->calls, tracing->from);
	spread(tracing, root, tracing->graph->callers, tracing->to);
	walk_from_root(tracing, root);
	shared = graph_cycles_keep(tracing, end - first);
	for (size_t i = first; i < end; i++) {
		if (tracing->cycles[members[i]])
			continue;
		if (tracing->steps > STEPS_MAX) {
			tracing->cycles[members[i]] = shared;
			continue;
		}
		walk_through(tracing, members[i], root);
		graph_cycles_keep(tracing, end - first);
	}
}

void done_cycles_find(struct done_arena *arena, struct done_graph *graph,
    const struct done_knots *knots, const uint32_t *rank, unsigned styles)
{
	size_t nr = graph->services->nr;
	struct tracing tracing = {.arena = arena, .graph = graph, .knots = knots, .rank = rank};

	tracing.styles = styles;
	tracing.cycles = done_arena_array(arena, nr + 1, sizeof(*tracing.cycles));
	tracing.at = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	tracing.from = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	tracing.to = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	tracing.queue = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	tracing.place = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	tracing.walk = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	for (size_t i = 0; i < nr; i++)
		tracing.from[i] = tracing.to[i] = tracing.at[i] = DONE_GRAPH_NOBODY;
	for (size_t knot = 0; knot < knots->nr; knot++) {
		if (!done_knot_is_circle(graph, knots, knot, styles))
			continue;
		if (!graph->prints)
			graph->prints = done_prints_make(arena, graph->services);
		trace_knot(&tracing, knot);
	}
	graph->cycles[styles] = tracing.cycles;
	graph->cycle_at[styles] = tracing.at;
	graph->nr_cycles[styles] = tracing.nr_cycles;
}
