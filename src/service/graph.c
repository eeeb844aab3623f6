/* The graph of services: names, calls both ways, depth, writers. */
#include "graph_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- names ---- */

struct named {
	const char *name;
	uint32_t service;
};

static int compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

/* by_name, and the place of each service in it. */
static uint32_t *order_names(struct done_arena *arena, struct done_graph *graph)
{
	const struct done_services *services = graph->services;
	struct named *named = done_arena_array(arena, services->nr + 1, sizeof(*named));
	uint32_t *by_name = done_arena_array(arena, services->nr + 1, sizeof(*by_name));
	uint32_t *rank = done_arena_array(arena, services->nr + 1, sizeof(*rank));

	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head)
			named[graph->nr++] = (struct named){services->items[i].name, (uint32_t)i};
	}
	if (graph->nr)
		qsort(named, graph->nr, sizeof(*named), compare_named);
	for (size_t i = 0; i < graph->nr; i++) {
		by_name[i] = named[i].service;
		rank[named[i].service] = (uint32_t)i;
	}
	graph->by_name = by_name;
	return rank;
}

static const char *name_at(const struct done_graph *graph, size_t i)
{
	return graph->services->items[graph->by_name[i]].name;
}

uint32_t done_graph_find(const struct done_graph *graph, const char *name)
{
	size_t low = 0, high = graph->nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name_at(graph, middle), name);

		if (order == 0)
			return graph->by_name[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return DONE_GRAPH_NOBODY;
}

/* Which letters and digits are in a name, a bit each. */
static uint64_t letters_of(const char *name)
{
	uint64_t letters = 0;

	for (; *name; name++)
		letters |= (uint64_t)1 << ((unsigned char)(*name | 0x20) & 63);
	return letters;
}

static size_t count_bits(uint64_t bits)
{
	size_t nr = 0;

	for (; bits; bits &= bits - 1)
		nr++;
	return nr;
}

#define SLIPS_MAX 3

const char *done_graph_nearest(
    const struct done_graph *graph, struct done_arena *arena, const char *name)
{
	const char **names = done_arena_array(arena, graph->nr + 1, sizeof(*names));
	uint64_t letters = letters_of(name);
	size_t len = strlen(name), nr = 0;

	/* Few slips leave length and letters nearly the same: most names need no closer look. */
	for (size_t i = 0; i < graph->nr; i++) {
		const char *other = name_at(graph, i);
		size_t other_len = strlen(other);

		if (other_len + SLIPS_MAX >= len && len + SLIPS_MAX >= other_len &&
		    count_bits(letters ^ letters_of(other)) <= 2 * SLIPS_MAX)
			names[nr++] = other;
	}
	return done_name_nearest(name, names, nr);
}

/* ---- calls ---- */

static const struct done_sheet *sheet_of(const struct done_graph *graph, size_t i)
{
	const struct done_service *service = &graph->services->items[i];

	return service->in_head ? service->sheet : NULL;
}

static void add_calls(
    struct done_arena *arena, struct done_graph *graph, size_t i, size_t *nr_callers)
{
	const struct done_sheet *sheet = sheet_of(graph, i);
	struct done_graph_edge *edges;

	if (!sheet || !sheet->nr_calls)
		return;
	edges = done_arena_array(arena, sheet->nr_calls, sizeof(*edges));
	graph->calls[i].items = edges;
	for (size_t j = 0; j < sheet->nr_calls; j++) {
		const struct done_sheet_call *call = &sheet->calls[j];
		uint32_t other =
		    call->external ? DONE_GRAPH_NOBODY : done_graph_find(graph, call->to);

		if (other == DONE_GRAPH_NOBODY)
			continue;
		edges[graph->calls[i].nr++] = (struct done_graph_edge){other, call};
		nr_callers[other]++;
	}
}

/* Services come in order of path, so callers do too. */
static void turn_calls(struct done_arena *arena, struct done_graph *graph, const size_t *nr_callers)
{
	size_t nr = graph->services->nr;
	struct done_graph_edge **callers = done_arena_array(arena, nr + 1, sizeof(*callers));

	for (size_t i = 0; i < nr; i++) {
		callers[i] = done_arena_array(arena, nr_callers[i] + 1, sizeof(**callers));
		graph->callers[i].items = callers[i];
	}
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = 0; j < graph->calls[i].nr; j++) {
			const struct done_graph_edge *edge = &graph->calls[i].items[j];
			struct done_graph_edges *to = &graph->callers[edge->other];

			callers[edge->other][to->nr++] =
			    (struct done_graph_edge){(uint32_t)i, edge->call};
		}
	}
}

static void graph_join(struct done_arena *arena, struct done_graph *graph)
{
	size_t nr = graph->services->nr;
	size_t *nr_callers = done_arena_array(arena, nr + 1, sizeof(*nr_callers));

	graph->calls = done_arena_array(arena, nr + 1, sizeof(*graph->calls));
	graph->callers = done_arena_array(arena, nr + 1, sizeof(*graph->callers));
	for (size_t i = 0; i < nr; i++)
		add_calls(arena, graph, i, nr_callers);
	turn_calls(arena, graph, nr_callers);
}

/* ---- what follows from the calls ---- */

static void measure_one(
    const struct done_graph *graph, uint32_t service, uint32_t *depth, uint32_t *next)
{
	const struct done_graph_edges *calls = &graph->calls[service];

	for (size_t i = 0; i < calls->nr; i++) {
		uint32_t other = calls->items[i].other, longer;

		if (!done_edge_is_of(&calls->items[i], DONE_STYLES_SYNC))
			continue;
		longer = depth[other] == DONE_GRAPH_ENDLESS ? DONE_GRAPH_ENDLESS : depth[other] + 1;
		if (longer > depth[service]) {
			depth[service] = longer;
			next[service] = other;
		}
	}
}

/* Who is called comes first in a knot's order, so every depth is known when it is asked for. */
static void graph_measure(
    struct done_arena *arena, struct done_graph *graph, const struct done_knots *knots)
{
	size_t nr = graph->services->nr;
	uint32_t *depth = done_arena_array(arena, nr + 1, sizeof(*depth));
	uint32_t *next = done_arena_array(arena, nr + 1, sizeof(*next));

	for (size_t i = 0; i < nr; i++)
		next[i] = DONE_GRAPH_NOBODY;
	for (size_t knot = 0; knot < knots->nr; knot++) {
		bool circle = done_knot_is_circle(graph, knots, knot, DONE_STYLES_SYNC);

		for (size_t i = knots->first[knot]; i < knots->first[knot + 1]; i++) {
			if (circle)
				depth[knots->order[i]] = DONE_GRAPH_ENDLESS;
			else
				measure_one(graph, knots->order[i], depth, next);
		}
	}
	graph->depth = depth;
	graph->next = next;
}

/* The first that is broken in the knot, else one that it calls leads to. */
static uint32_t broken_of(const struct done_graph *graph, const struct done_knots *knots,
    size_t knot, const uint32_t *broken)
{
	for (size_t i = knots->first[knot]; i < knots->first[knot + 1]; i++) {
		uint32_t service = knots->order[i];
		const struct done_sheet *sheet = sheet_of(graph, service);

		if (sheet && sheet->problem.code)
			return service;
		for (size_t j = 0; j < graph->calls[service].nr; j++) {
			uint32_t other = graph->calls[service].items[j].other;

			if (knots->knot[other] != knot && broken[other] != DONE_GRAPH_NOBODY)
				return broken[other];
		}
	}
	return DONE_GRAPH_NOBODY;
}

static void spread_broken(
    struct done_arena *arena, struct done_graph *graph, const struct done_knots *knots)
{
	uint32_t *broken = done_arena_array(arena, graph->services->nr + 1, sizeof(*broken));

	for (size_t knot = 0; knot < knots->nr; knot++) {
		uint32_t found = broken_of(graph, knots, knot, broken);

		for (size_t i = knots->first[knot]; i < knots->first[knot + 1]; i++)
			broken[knots->order[i]] = found;
	}
	graph->broken = broken;
}

static void note_problems(struct done_graph *graph)
{
	graph->first_broken = graph->unread = DONE_GRAPH_NOBODY;
	for (size_t i = graph->nr; i-- > 0;) {
		const struct done_sheet *sheet = sheet_of(graph, graph->by_name[i]);

		if (sheet->problem.code)
			graph->first_broken = graph->by_name[i];
		if (sheet->problem.code && sheet->problem.code != DONE_E_POLICY)
			graph->unread = graph->by_name[i];
	}
}

/* ---- who writes what ---- */

/* People write 'Order' and 'order' for one thing. */
static int compare_writers(const void *a, const void *b)
{
	const struct done_writer *x = a, *y = b;
	int order = strcasecmp(x->entity, y->entity);

	if (order)
		return order;
	if (x->service != y->service)
		return x->service < y->service ? -1 : 1;
	if (x->place->line != y->place->line)
		return x->place->line < y->place->line ? -1 : 1;
	return (x->place->column > y->place->column) - (x->place->column < y->place->column);
}

/* Until they are in order a writer's service is its place by name. */
static void list_writers(struct done_arena *arena, struct done_graph *graph, const uint32_t *rank)
{
	struct done_writer *writers = NULL;
	size_t nr = 0, cap = 0;

	for (size_t i = 0; i < graph->services->nr; i++) {
		const struct done_sheet *sheet = sheet_of(graph, i);

		for (size_t j = 0; sheet && j < sheet->nr_entities; j++)
			*DONE_ARENA_PUSH(arena, writers, nr, cap) = (struct done_writer){
			    sheet->entities[j], rank[i], &sheet->entity_places[j]};
	}
	if (nr)
		qsort(writers, nr, sizeof(*writers), compare_writers);
	for (size_t i = 0; i < nr; i++)
		writers[i].service = graph->by_name[writers[i].service];
	graph->writers = (struct done_writers){writers, nr};
}

static bool writers_come_before(const void *item, const void *entity)
{
	return strcasecmp(((const struct done_writer *)item)->entity, entity) < 0;
}

struct done_writers done_graph_writers(const struct done_graph *graph, const char *entity)
{
	const struct done_writers *all = &graph->writers;
	struct done_writers found = {all->items, 0};
	size_t low =
	    done_lower_bound(all->items, all->nr, sizeof(*all->items), entity, writers_come_before);

	if (low)
		found.items += low;
	while (low + found.nr < all->nr && !strcasecmp(all->items[low + found.nr].entity, entity))
		found.nr++;
	return found;
}

/* ---- all of it ---- */

static bool all_read(const struct done_services *services)
{
	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head && !services->items[i].sheet)
			return false;
	}
	return true;
}

const struct done_graph *done_graph_make(
    struct done_arena *arena, const struct done_services *services)
{
	struct done_graph *graph;
	uint32_t *rank;

	if (!all_read(services))
		return NULL;
	graph = done_arena_alloc(arena, sizeof(*graph));
	graph->services = services;
	rank = order_names(arena, graph);
	graph_join(arena, graph);
	for (unsigned styles = 1; styles <= DONE_STYLES_ALL; styles++) {
		struct done_knots knots;

		done_knots_find(arena, graph, styles, &knots);
		done_cycles_find(arena, graph, &knots, rank, styles);
		if (styles == DONE_STYLES_SYNC)
			graph_measure(arena, graph, &knots);
		if (styles == DONE_STYLES_ALL)
			spread_broken(arena, graph, &knots);
	}
	note_problems(graph);
	list_writers(arena, graph, rank);
	return graph;
}
