/* Inside the check room: kind `graph`, in three parts. */
#ifndef DONE_CHECK_GRAPH_H
#define DONE_CHECK_GRAPH_H

#include "done/graph.h"
#include "kinds.h"

struct done_graph_options {
	unsigned acyclic;               /* DONE_STYLES_…; 0: none */
	bool has_acyclic;               /* the policy says which */
	int64_t max_fan_out, max_depth; /* 0: any */
	bool one_writer, experiments, both_ends;
};

/* One service while its place in the graph is judged. */
struct done_graphing {
	struct done_view *view;
	const struct done_graph_options *options;
	const struct done_graph *graph;
	const struct done_sheet *sheet;
	const struct done_service *service;
	uint32_t self;    /* its index */
	const char *path; /* where its sheet is, or is expected */
	struct done_result *result;
};

/* graph_found.c: adds a finding at a place; NULL: at the sheet as a whole. */
struct done_finding *done_graphing_add(const struct done_graphing *graphing,
    const struct done_place *place, struct done_subject subject, const char *message, ...)
    DONE_PRINTF(4, 5);
const char *done_graphing_name(const struct done_graphing *graphing, uint32_t service);
/* "stage: experiment" */
bool done_graphing_is_experiment(const struct done_service *service);

/* graph_calls.c: each call by itself, seen from both ends; and who writes what. */
void done_graphing_judge_calls(const struct done_graphing *graphing);
void done_graphing_judge_callers(const struct done_graphing *graphing);
void done_graphing_judge_writers(const struct done_graphing *graphing);

/* graph_shape.c: circles, how deep, how many, and what cannot be known. */
void done_graphing_judge_shape(const struct done_graphing *graphing);

#endif
