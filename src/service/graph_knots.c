/*
 * Strongly connected services (Tarjan 1972), without recursion: a chain of 10,000 calls must not
 * need 10,000 frames.
 */
#include "graph_parts.h"

#define UNSEEN 0

struct search {
	const struct done_graph *graph;
	unsigned styles;
	struct done_knots *knots;
	uint32_t *seen; /* in which order a service was come upon, from 1; UNSEEN */
	uint32_t *low;  /* the earliest that it leads back to */
	uint32_t *open; /* a stack: come upon, and not yet in a knot */
	uint32_t *path; /* a stack: from the start to where the search stands */
	uint32_t *at;   /* one a service: its next call to look at */
	bool *is_open;
	size_t nr_seen, nr_open, nr_path, nr_ordered;
};

static void graph_knots_enter(struct search *search, uint32_t service)
{
	search->seen[service] = search->low[service] = (uint32_t)++search->nr_seen;
	search->open[search->nr_open++] = service;
	search->is_open[service] = true;
	search->path[search->nr_path++] = service;
}

/* All that was come upon since the service belongs with it. */
static void close_knot(struct search *search, uint32_t service)
{
	struct done_knots *knots = search->knots;
	uint32_t member;

	knots->first[knots->nr] = (uint32_t)search->nr_ordered;
	do {
		member = search->open[--search->nr_open];
		search->is_open[member] = false;
		knots->knot[member] = (uint32_t)knots->nr;
		knots->order[search->nr_ordered++] = member;
	} while (member != service);
	knots->nr++;
	knots->first[knots->nr] = (uint32_t)search->nr_ordered;
}

static void graph_knots_lower(struct search *search, uint32_t service, uint32_t to)
{
	if (to < search->low[service])
		search->low[service] = to;
}

static void leave(struct search *search, uint32_t service)
{
	search->nr_path--;
	if (search->low[service] == search->seen[service])
		close_knot(search, service);
	if (search->nr_path)
		graph_knots_lower(search, search->path[search->nr_path - 1], search->low[service]);
}

static void graph_knots_step(struct search *search)
{
	uint32_t service = search->path[search->nr_path - 1];
	const struct done_graph_edges *calls = &search->graph->calls[service];
	const struct done_graph_edge *edge;

	if (search->at[service] == calls->nr) {
		leave(search, service);
		return;
	}
	edge = &calls->items[search->at[service]++];
	if (!done_edge_is_of(edge, search->styles))
		return;
	if (search->seen[edge->other] == UNSEEN)
		graph_knots_enter(search, edge->other);
	else if (search->is_open[edge->other])
		graph_knots_lower(search, service, search->seen[edge->other]);
}

void done_knots_find(struct done_arena *arena, const struct done_graph *graph, unsigned styles,
    struct done_knots *out)
{
	size_t nr = graph->services->nr;
	struct search search = {.graph = graph, .styles = styles, .knots = out};

	out->nr = 0;
	out->knot = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	out->order = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	out->first = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.seen = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.low = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.open = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.path = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.at = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	search.is_open = done_arena_array(arena, nr + 1, sizeof(bool));
	for (size_t i = 0; i < nr; i++) {
		if (search.seen[i] != UNSEEN)
			continue;
		graph_knots_enter(&search, (uint32_t)i);
		while (search.nr_path)
			graph_knots_step(&search);
	}
}

bool done_knot_is_circle(
    const struct done_graph *graph, const struct done_knots *knots, size_t knot, unsigned styles)
{
	uint32_t only = knots->order[knots->first[knot]];

	if (knots->first[knot + 1] - knots->first[knot] > 1)
		return true;
	for (size_t i = 0; i < graph->calls[only].nr; i++) {
		if (graph->calls[only].items[i].other == only &&
		    done_edge_is_of(&graph->calls[only].items[i], styles))
			return true;
	}
	return false;
}
