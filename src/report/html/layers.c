/*
 * Layers: gives each node its layer, and every long arrow a place in the layers that it passes.
 * Which arrows lead back: layers_circles.c; where things stand within a layer: layers_place.c.
 */
#include "layers.h"

enum { GAP_LEAST = 56, GAP_MOST = 128, PASSING_HEIGHT = 6, PASSING_MOST = 100000 };

/* ---- layers ---- */

/* The edges as links from left to right; loops are in no one's way. */
static size_t turn_edges(const struct done_layers *layers, struct done_layers_link *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < layers->nr_edges; i++) {
		const struct done_layers_edge *edge = &layers->edges[i];

		if (done_layers_is_loop(edge))
			continue;
		out[nr].from = edge->back ? edge->to : edge->from;
		out[nr++].to = edge->back ? edge->from : edge->to;
	}
	return nr;
}

/* Each node one layer after the last that leads to it; order: as they were found, and how many of
 * them nobody leads to. */
static size_t find_depths(struct done_arena *arena, struct done_layers *layers,
    const struct done_layers_link *links, size_t nr_links, const struct done_layers_ends *ends,
    uint32_t *order)
{
	size_t *waiting = done_arena_array(arena, layers->nr_nodes + 1, sizeof(*waiting));
	struct done_layers_node *nodes = layers->nodes;
	size_t nr = 0, sources;

	for (size_t i = 0; i < nr_links; i++)
		waiting[links[i].to]++;
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		nodes[i].layer = 0;
		if (!waiting[i])
			order[nr++] = (uint32_t)i;
	}
	sources = nr;
	for (size_t i = 0; i < nr; i++) {
		for (size_t j = ends->first[order[i]]; j < ends->first[order[i] + 1]; j++) {
			uint32_t other = ends->items[j];

			if (nodes[other].layer <= nodes[order[i]].layer)
				nodes[other].layer = nodes[order[i]].layer + 1;
			if (!--waiting[other])
				order[nr++] = other;
		}
	}
	return sources;
}

/* What nobody leads to stands as near to where it leads as it can. */
static void pull_right(
    struct done_layers_node *nodes, const struct done_layers_ends *ends, uint32_t node)
{
	uint32_t least = UINT32_MAX;

	for (size_t i = ends->first[node]; i < ends->first[node + 1]; i++) {
		if (nodes[ends->items[i]].layer < least)
			least = nodes[ends->items[i]].layer;
	}
	if (least != UINT32_MAX)
		nodes[node].layer = least - 1;
}

static void find_layers(struct done_arena *arena, struct done_layers *layers)
{
	struct done_layers_link *links =
	    done_arena_array(arena, layers->nr_edges + 1, sizeof(*links));
	size_t nr_links = turn_edges(layers, links);
	struct done_layers_ends ends =
	    done_layers_ends_of(arena, layers->nr_nodes, links, nr_links, false);
	uint32_t *order = done_arena_array(arena, layers->nr_nodes + 1, sizeof(*order));
	size_t sources = find_depths(arena, layers, links, nr_links, &ends, order);

	for (size_t i = 0; i < sources; i++)
		pull_right(layers->nodes, &ends, order[i]);
	layers->nr_layers = 0;
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		if (layers->nodes[i].layer >= layers->nr_layers)
			layers->nr_layers = (size_t)layers->nodes[i].layer + 1;
	}
}

/* ---- the grid ---- */

/* The layers that an arrow passes between its ends. */
static size_t count_passed(const struct done_layers *layers, const struct done_layers_edge *edge)
{
	uint32_t from = layers->nodes[edge->from].layer, to = layers->nodes[edge->to].layer;
	uint32_t span = from < to ? to - from : from - to;

	return span ? span - 1 : 0;
}

static void add_rows(struct done_arena *arena, struct done_layers_grid *grid)
{
	grid->rows = done_arena_array(arena, grid->nr_layers + 1, sizeof(uint32_t *));
	grid->nr_rows = done_arena_array(arena, grid->nr_layers + 1, sizeof(*grid->nr_rows));
	for (size_t i = 0; i < grid->nr_items; i++)
		grid->nr_rows[grid->items[i].layer]++;
	for (size_t i = 0; i < grid->nr_layers; i++) {
		grid->rows[i] = done_arena_array(arena, grid->nr_rows[i] + 1, sizeof(uint32_t));
		grid->nr_rows[i] = 0;
	}
	for (size_t i = 0; i < grid->nr_items; i++) {
		struct done_layers_item *item = &grid->items[i];

		item->position = (uint32_t)grid->nr_rows[item->layer]++;
		grid->rows[item->layer][item->position] = (uint32_t)i;
	}
}

/* The arrow as links over items of its own in the layers between; the first of these items. */
static uint32_t add_links(struct done_layers_grid *grid, const struct done_layers *layers,
    const struct done_layers_edge *edge, size_t passed)
{
	uint32_t left = edge->back ? edge->to : edge->from;
	uint32_t right = edge->back ? edge->from : edge->to;
	uint32_t first = (uint32_t)grid->nr_items, before = left;

	for (size_t i = 0; i < passed; i++) {
		struct done_layers_item *item = &grid->items[grid->nr_items];

		item->layer = layers->nodes[left].layer + (uint32_t)i + 1;
		item->height = PASSING_HEIGHT;
		item->passes = true;
		grid->links[grid->nr_links++] =
		    (struct done_layers_link){before, (uint32_t)grid->nr_items};
		before = (uint32_t)grid->nr_items++;
	}
	grid->links[grid->nr_links++] = (struct done_layers_link){before, right};
	return first;
}

/* firsts: of each edge the first of its items; passed: how many they are. */
static void make_grid(struct done_arena *arena, const struct done_layers *layers,
    struct done_layers_grid *grid, uint32_t *firsts, size_t *passed)
{
	size_t nr_passing = 0;

	for (size_t i = 0; i < layers->nr_edges; i++) {
		passed[i] = count_passed(layers, &layers->edges[i]);
		if (nr_passing + passed[i] > PASSING_MOST)
			passed[i] = 0;
		nr_passing += passed[i];
	}
	grid->nr_layers = layers->nr_layers;
	grid->items =
	    done_arena_array(arena, layers->nr_nodes + nr_passing + 1, sizeof(*grid->items));
	grid->links =
	    done_arena_array(arena, layers->nr_edges + nr_passing + 1, sizeof(*grid->links));
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		grid->items[i].layer = layers->nodes[i].layer;
		grid->items[i].height = layers->nodes[i].height;
	}
	grid->nr_items = layers->nr_nodes;
	for (size_t i = 0; i < layers->nr_edges; i++) {
		if (!done_layers_is_loop(&layers->edges[i]))
			firsts[i] = add_links(grid, layers, &layers->edges[i], passed[i]);
	}
	grid->right =
	    done_layers_ends_of(arena, grid->nr_items, grid->links, grid->nr_links, false);
	grid->left = done_layers_ends_of(arena, grid->nr_items, grid->links, grid->nr_links, true);
	add_rows(arena, grid);
}

/* ---- from the grid to places ---- */

struct column {
	int x, width;
};

static struct column *find_columns(
    struct done_arena *arena, struct done_layers *layers, const struct done_layers_grid *grid)
{
	struct column *columns = done_arena_array(arena, layers->nr_layers + 1, sizeof(*columns));
	size_t *crossed = done_arena_array(arena, layers->nr_layers + 1, sizeof(*crossed));
	int x = 0;

	for (size_t i = 0; i < layers->nr_nodes; i++) {
		struct column *column = &columns[layers->nodes[i].layer];
		if (layers->nodes[i].width > column->width)
			column->width = layers->nodes[i].width;
	}
	for (size_t i = 0; i < grid->nr_links; i++)
		crossed[grid->items[grid->links[i].from].layer]++;
	for (size_t i = 0; i < layers->nr_layers; i++) {
		int gap = crossed[i] > GAP_MOST ? GAP_MOST : GAP_LEAST + (int)crossed[i] * 2;

		columns[i].x = x;
		layers->width = x + columns[i].width;
		x = layers->width + (gap > GAP_MOST ? GAP_MOST : gap);
	}
	return columns;
}

/* From left to right; an arrow that leads back is turned round at the end. */
static void add_points(struct done_arena *arena, const struct column *columns,
    const struct done_layers_grid *grid, struct done_layers_edge *edge, uint32_t first,
    size_t passed)
{
	const struct done_layers_item *left = &grid->items[edge->back ? edge->to : edge->from];
	const struct done_layers_item *right = &grid->items[edge->back ? edge->from : edge->to];
	/* Beside the arrow the other way, where two nodes point to each other. */
	int aside = edge->back ? 1 : 0;
	size_t nr = 0;

	edge->nr_points = 2 * passed + 2;
	edge->points = done_arena_array(arena, edge->nr_points, sizeof(*edge->points));
	edge->points[nr].x = columns[left->layer].x + columns[left->layer].width;
	edge->points[nr++].y = (int)left->center + aside * left->height / 4;
	for (size_t i = 0; i < passed; i++) {
		const struct done_layers_item *item = &grid->items[first + i];
		const struct column *column = &columns[item->layer];

		edge->points[nr].x = column->x;
		edge->points[nr++].y = (int)item->center;
		edge->points[nr].x = column->x + column->width;
		edge->points[nr++].y = (int)item->center;
	}
	edge->points[nr].x = columns[right->layer].x;
	edge->points[nr++].y = (int)right->center + aside * right->height / 4;
	for (size_t i = 0; edge->back && i < nr / 2; i++) {
		struct done_layers_point point = edge->points[i];

		edge->points[i] = edge->points[nr - 1 - i];
		edge->points[nr - 1 - i] = point;
	}
}

static void take_places(
    struct done_layers *layers, const struct column *columns, const struct done_layers_grid *grid)
{
	layers->height = 0;
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		struct done_layers_node *node = &layers->nodes[i];

		node->x = columns[node->layer].x;
		node->width = columns[node->layer].width;
		node->y = (int)grid->items[i].center - node->height / 2;
	}
	for (size_t i = 0; i < grid->nr_items; i++) {
		int below = (int)grid->items[i].center + (grid->items[i].height + 1) / 2;
		if (below > layers->height)
			layers->height = below;
	}
}

void done_layers_lay(struct done_arena *arena, struct done_layers *layers)
{
	struct done_arena scratch = {0};
	struct done_layers_grid grid = {0};
	uint32_t *firsts = done_arena_array(&scratch, layers->nr_edges + 1, sizeof(*firsts));
	size_t *passed = done_arena_array(&scratch, layers->nr_edges + 1, sizeof(*passed));
	const struct column *columns;

	layers->width = layers->height = 0;
	done_layers_find_circles(&scratch, layers);
	find_layers(&scratch, layers);
	make_grid(&scratch, layers, &grid, firsts, passed);
	done_layers_place(&scratch, &grid);
	columns = find_columns(&scratch, layers, &grid);
	take_places(layers, columns, &grid);
	for (size_t i = 0; i < layers->nr_edges; i++) {
		layers->edges[i].nr_points = 0;
		if (!done_layers_is_loop(&layers->edges[i]))
			add_points(arena, columns, &grid, &layers->edges[i], firsts[i], passed[i]);
	}
	done_arena_release(&scratch);
}
