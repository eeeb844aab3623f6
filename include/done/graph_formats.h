/* report: how the graph of services is printed, one row a format (graph_formats.c). */
#ifndef DONE_GRAPH_FORMATS_H
#define DONE_GRAPH_FORMATS_H

#include "done/graph.h"

struct done_graph_format {
	const char *name;
	void (*write)(
	    const struct done_graph *graph, struct done_arena *arena, struct done_buf *out);
	/* The last pass: what is printed is no command to a CI system. */
	void (*write_inert)(struct done_buf *out, const struct done_buf *text);
};

extern const struct done_graph_format done_graph_formats[];
extern const size_t done_graph_formats_nr;

#endif
