/*
 * graph: who calls whom and who writes what, over the sheets of all services of one snapshot. Made
 * once before anybody judges, read-only from then on: threads may share it. Everything is computed
 * in time linear in services and calls, but for sorting names.
 */
#ifndef DONE_GRAPH_H
#define DONE_GRAPH_H

#include "done/service.h"

/* Services by their index in services->items. */
#define DONE_GRAPH_NOBODY UINT32_MAX
#define DONE_GRAPH_ENDLESS UINT32_MAX /* a depth: the calls lead into a circle */

/* One call from a sheet to a service of the map. */
struct done_graph_edge {
	uint32_t other; /* who is called; among callers: who calls */
	const struct done_sheet_call *call;
};

struct done_graph_edges {
	const struct done_graph_edge *items;
	size_t nr;
};

/* What tells names and circles apart: two hashes. */
struct done_print {
	uint64_t a, b;
};

/* Services that call each other in a circle: the last calls the first, which has the least name. */
struct done_cycle {
	const uint32_t *services;
	size_t nr;
	size_t nr_tangled; /* so many services can reach each other, those of the circle included */
	size_t number;     /* among those of the same styles, below nr_cycles */
	struct done_print print;
};

/* Sets of enum done_style_of_call: bit 0 is sync, bit 1 is async. */
enum {
	DONE_STYLES_SYNC = 1 << DONE_CALL_SYNC,
	DONE_STYLES_ASYNC = 1 << DONE_CALL_ASYNC,
	DONE_STYLES_ALL = DONE_STYLES_SYNC | DONE_STYLES_ASYNC,
};

struct done_writer {
	const char *entity;
	uint32_t service;
	const struct done_place *place;
};

struct done_writers {
	const struct done_writer
	    *items; /* ascending by entity, whatever its case, then by name of service */
	size_t nr;
};

/* Strict lists: arrays of one entry a service. */
struct done_graph {
	const struct done_services *services;
	const uint32_t *by_name;          /* those that are in head, ascending by name */
	size_t nr;                        /* of by_name */
	struct done_graph_edges *calls;   /* in the order of the sheet */
	struct done_graph_edges *callers; /* ascending by path */
	/*
	 * A circle of calls of these styles through the service, or (where that would take too
	 * long) one that it can reach and be reached from; NULL: it is in none.
	 */
	const struct done_cycle **cycles[DONE_STYLES_ALL + 1];
	size_t nr_cycles[DONE_STYLES_ALL + 1];
	/* Where the service stands in that circle; DONE_GRAPH_NOBODY: it is not on it. */
	const uint32_t *cycle_at[DONE_STYLES_ALL + 1];
	const struct done_print *prints; /* of the names; NULL where there is no circle */
	/* Calls in the longest chain of synchronous calls from the service, and the next in it. */
	const uint32_t *depth, *next;
	/* The service itself or one that it calls, at any distance, whose sheet cannot be used. */
	const uint32_t *broken;
	struct done_writers writers;
	uint32_t first_broken; /* by name, of all; DONE_GRAPH_NOBODY: none */
	uint32_t unread;       /* its sheet could not be read: nothing here is whole; else NOBODY */
};

/*
 * Every service that is in head has its sheet: NULL where one was not loaded. Lives in the arena,
 * and as long as services do.
 */
const struct done_graph *done_graph_make(
    struct done_arena *arena, const struct done_services *services);

/* Which circle a service is in, or entangled with, whatever it is called itself. */
struct done_print done_graph_cycle_print(
    const struct done_graph *graph, unsigned styles, uint32_t service);

/* The service of that name that is in head: its index, or DONE_GRAPH_NOBODY. */
uint32_t done_graph_find(const struct done_graph *graph, const char *name);
/* The name that was probably meant; NULL. */
const char *done_graph_nearest(
    const struct done_graph *graph, struct done_arena *arena, const char *name);
/* Who writes an entity, whatever its case: a slice of graph->writers. */
struct done_writers done_graph_writers(const struct done_graph *graph, const char *entity);

#endif
