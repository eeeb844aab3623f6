/*
 * Inside the report room: a picture of who points to whom, in layers from left to right. Knows
 * nothing of services, reports or SVG; whole numbers only, so that it is the same everywhere.
 */
#ifndef DONE_REPORT_LAYERS_H
#define DONE_REPORT_LAYERS_H

#include "done/base.h"

struct done_layers_point {
	int x, y;
};

struct done_layers_node {
	int width, height; /* wanted; all of a layer become as wide as its widest */
	/* Found: the layer, from 0, and the upper left corner. */
	uint32_t layer;
	int x, y;
};

struct done_layers_edge {
	uint32_t from, to; /* nodes; the same: it has no way */
	/* Found: it closes a circle and leads back, from right to left. */
	bool back;
	/*
	 * Its way from the side of one node to that of the other: from the first point of each pair
	 * to the second it crosses the space between two layers, from there to the next pair it
	 * passes a layer in a straight line.
	 */
	struct done_layers_point *points;
	size_t nr_points;
};

struct done_layers {
	struct done_layers_node *nodes;
	size_t nr_nodes;
	struct done_layers_edge *edges;
	size_t nr_edges;
	/* Found. */
	size_t nr_layers;
	int width, height;
};

/*
 * Arrows lead from a layer to a later one, but for those that close a circle. Takes time and
 * memory linear in nodes, arrows and the layers that arrows cross, but for sorting, and for nodes
 * in circles, whose number counts squared. No more than 100,000 places where an arrow passes a
 * layer are kept free of nodes. What it finds lives in the arena.
 */
void done_layers_lay(struct done_arena *arena, struct done_layers *layers);

/* ---- between layers.c, layers_circles.c and layers_place.c ---- */

/* What takes room in a layer: a node, or an arrow that passes. */
struct done_layers_item {
	uint32_t layer, position; /* position: within its layer, from 0 */
	int height;
	int64_t center; /* from above */
	bool passes;
};

/* From an item to one in the next layer; or further, where crossings are not kept free. */
struct done_layers_link {
	uint32_t from, to; /* items */
};

/* For each item the items that links lead to: those of item i from first[i] to first[i + 1]. */
struct done_layers_ends {
	size_t *first;
	uint32_t *items;
};

struct done_layers_grid {
	struct done_layers_item *items; /* nodes first, as they are numbered */
	size_t nr_items;
	struct done_layers_link *links;
	size_t nr_links;
	struct done_layers_ends right, left;
	uint32_t **rows; /* the items of each layer, in order */
	size_t *nr_rows; /* how many they are */
	size_t nr_layers;
};

struct done_layers_ends done_layers_ends_of(struct done_arena *arena, size_t nr_items,
    const struct done_layers_link *links, size_t nr, bool backwards);
bool done_layers_is_loop(const struct done_layers_edge *edge);
/* Says of each edge whether it leads back. */
void done_layers_find_circles(struct done_arena *arena, struct done_layers *layers);
/* Orders each layer so that few arrows cross, and finds the centers. */
void done_layers_place(struct done_arena *arena, struct done_layers_grid *grid);

#endif
