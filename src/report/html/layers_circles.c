/*
 * Layers, which arrows close a circle: they are turned round, as few as can be found quickly. An
 * arrow that is in no circle is never one of them.
 */
#include "layers.h"

struct done_layers_ends done_layers_ends_of(struct done_arena *arena, size_t nr_items,
    const struct done_layers_link *links, size_t nr, bool backwards)
{
	struct done_layers_ends ends;
	size_t *next = done_arena_array(arena, nr_items + 1, sizeof(*next));

	ends.first = done_arena_array(arena, nr_items + 1, sizeof(*ends.first));
	ends.items = done_arena_array(arena, nr + 1, sizeof(*ends.items));
	for (size_t i = 0; i < nr; i++)
		ends.first[(backwards ? links[i].to : links[i].from) + 1]++;
	for (size_t i = 0; i < nr_items; i++) {
		ends.first[i + 1] += ends.first[i];
		next[i] = ends.first[i];
	}
	for (size_t i = 0; i < nr; i++) {
		uint32_t here = backwards ? links[i].to : links[i].from;

		ends.items[next[here]++] = backwards ? links[i].from : links[i].to;
	}
	return ends;
}

bool done_layers_is_loop(const struct done_layers_edge *edge)
{
	return edge->from == edge->to;
}

/* ---- knots ---- */

/* Nodes that can reach each other are a knot (Tarjan, 1972; without recursion). */
struct knotting {
	struct done_layers_ends right;
	uint32_t *numbers; /* from 1, as they were found; 0: not yet */
	uint32_t *lowest;  /* the least number that the node is known to reach within its knot */
	uint32_t *knots;   /* of each node, from 1; 0: not yet known */
	uint32_t *open;    /* found, and their knot not yet known */
	uint32_t *path;    /* from the start to where the walk is */
	size_t *next;      /* of each node the end to look at next */
	size_t nr_open, nr_path;
	uint32_t nr_found, nr_knots;
};

static void layers_circles_enter(struct knotting *knotting, uint32_t node)
{
	knotting->numbers[node] = knotting->lowest[node] = ++knotting->nr_found;
	knotting->next[node] = knotting->right.first[node];
	knotting->open[knotting->nr_open++] = node;
	knotting->path[knotting->nr_path++] = node;
}

static void leave(struct knotting *knotting, uint32_t node)
{
	uint32_t member = UINT32_MAX;

	knotting->nr_path--;
	if (knotting->nr_path) {
		uint32_t before = knotting->path[knotting->nr_path - 1];
		if (knotting->lowest[node] < knotting->lowest[before])
			knotting->lowest[before] = knotting->lowest[node];
	}
	if (knotting->lowest[node] != knotting->numbers[node])
		return;
	knotting->nr_knots++;
	while (member != node) {
		member = knotting->open[--knotting->nr_open];
		knotting->knots[member] = knotting->nr_knots;
	}
}

static void walk_from(struct knotting *knotting, uint32_t start)
{
	if (knotting->numbers[start])
		return;
	layers_circles_enter(knotting, start);
	while (knotting->nr_path) {
		uint32_t node = knotting->path[knotting->nr_path - 1], other;

		if (knotting->next[node] == knotting->right.first[node + 1]) {
			leave(knotting, node);
			continue;
		}
		other = knotting->right.items[knotting->next[node]++];
		if (!knotting->numbers[other])
			layers_circles_enter(knotting, other);
		else if (!knotting->knots[other] &&
		    knotting->numbers[other] < knotting->lowest[node])
			knotting->lowest[node] = knotting->numbers[other];
	}
}

/* The number of each node's knot. */
static const uint32_t *find_knots(struct done_arena *arena, const struct done_layers *layers)
{
	size_t nr = layers->nr_nodes;
	struct done_layers_link *links =
	    done_arena_array(arena, layers->nr_edges + 1, sizeof(*links));
	struct knotting knotting = {
	    .numbers = done_arena_array(arena, nr + 1, sizeof(uint32_t)),
	    .lowest = done_arena_array(arena, nr + 1, sizeof(uint32_t)),
	    .knots = done_arena_array(arena, nr + 1, sizeof(uint32_t)),
	    .open = done_arena_array(arena, nr + 1, sizeof(uint32_t)),
	    .path = done_arena_array(arena, nr + 1, sizeof(uint32_t)),
	    .next = done_arena_array(arena, nr + 1, sizeof(size_t)),
	};

	for (size_t i = 0; i < layers->nr_edges; i++)
		links[i] = (struct done_layers_link){layers->edges[i].from, layers->edges[i].to};
	knotting.right = done_layers_ends_of(arena, nr, links, layers->nr_edges, false);
	for (size_t i = 0; i < nr; i++)
		walk_from(&knotting, (uint32_t)i);
	return knotting.knots;
}

/* ---- within knots ---- */

/*
 * A line of all nodes in which few edges of knots lead back: whoever leads to nobody that is left
 * goes to its end, whoever nobody leads to goes to its start, else who leads to most more than are
 * led to it (Eades, Lin and Smyth, 1993).
 */
struct lining {
	struct done_layers_ends right, left;
	size_t *nr_right, *nr_left; /* of those that are left */
	size_t *positions;          /* in the line */
	bool *is_placed;
	uint32_t *sinks, *sources; /* to be placed */
	size_t nr_sinks, nr_sources;
};

static void begin_lining(struct done_arena *arena, const struct done_layers *layers,
    const uint32_t *knots, struct lining *lining)
{
	size_t nr = layers->nr_nodes, nr_links = 0;
	struct done_layers_link *links =
	    done_arena_array(arena, layers->nr_edges + 1, sizeof(*links));

	for (size_t i = 0; i < layers->nr_edges; i++) {
		const struct done_layers_edge *edge = &layers->edges[i];
		if (!done_layers_is_loop(edge) && knots[edge->from] == knots[edge->to])
			links[nr_links++] = (struct done_layers_link){edge->from, edge->to};
	}
	lining->right = done_layers_ends_of(arena, nr, links, nr_links, false);
	lining->left = done_layers_ends_of(arena, nr, links, nr_links, true);
	lining->nr_right = done_arena_array(arena, nr + 1, sizeof(size_t));
	lining->nr_left = done_arena_array(arena, nr + 1, sizeof(size_t));
	lining->positions = done_arena_array(arena, nr + 1, sizeof(size_t));
	lining->is_placed = done_arena_array(arena, nr + 1, sizeof(bool));
	lining->sinks = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	lining->sources = done_arena_array(arena, nr + 1, sizeof(uint32_t));
	lining->nr_sinks = lining->nr_sources = 0;
	for (size_t i = 0; i < nr; i++) {
		lining->nr_right[i] = lining->right.first[i + 1] - lining->right.first[i];
		lining->nr_left[i] = lining->left.first[i + 1] - lining->left.first[i];
		if (!lining->nr_right[i])
			lining->sinks[lining->nr_sinks++] = (uint32_t)i;
	}
}

static void place_in_line(struct lining *lining, uint32_t node, size_t position)
{
	lining->positions[node] = position;
	lining->is_placed[node] = true;
	for (size_t i = lining->right.first[node]; i < lining->right.first[node + 1]; i++) {
		uint32_t other = lining->right.items[i];

		if (!--lining->nr_left[other] && !lining->is_placed[other] &&
		    lining->nr_right[other])
			lining->sources[lining->nr_sources++] = other;
	}
	for (size_t i = lining->left.first[node]; i < lining->left.first[node + 1]; i++) {
		uint32_t other = lining->left.items[i];

		if (!--lining->nr_right[other] && !lining->is_placed[other])
			lining->sinks[lining->nr_sinks++] = other;
	}
}

/* Nobody is at an end: who leads to most more than lead to it; the first of these. */
static uint32_t find_start(const struct lining *lining, size_t nr_nodes)
{
	uint32_t best = UINT32_MAX;

	for (size_t i = 0; i < nr_nodes; i++) {
		if (!lining->is_placed[i] &&
		    (best == UINT32_MAX ||
		        lining->nr_right[i] + lining->nr_left[best] >
		            lining->nr_right[best] + lining->nr_left[i]))
			best = (uint32_t)i;
	}
	return best;
}

static void line_up(struct lining *lining, size_t nr_nodes)
{
	size_t start = 0, end = nr_nodes;

	while (start < end) {
		uint32_t node;

		if (lining->nr_sinks) {
			node = lining->sinks[--lining->nr_sinks];
			if (!lining->is_placed[node])
				place_in_line(lining, node, --end);
			continue;
		}
		node = lining->nr_sources ? lining->sources[--lining->nr_sources]
		                          : find_start(lining, nr_nodes);
		if (!lining->is_placed[node])
			place_in_line(lining, node, start++);
	}
}

void done_layers_find_circles(struct done_arena *arena, struct done_layers *layers)
{
	const uint32_t *knots = find_knots(arena, layers);
	struct lining lining;

	begin_lining(arena, layers, knots, &lining);
	line_up(&lining, layers->nr_nodes);
	for (size_t i = 0; i < layers->nr_edges; i++) {
		struct done_layers_edge *edge = &layers->edges[i];

		edge->back = done_layers_is_loop(edge) ||
		    (knots[edge->from] == knots[edge->to] &&
		        lining.positions[edge->from] > lining.positions[edge->to]);
	}
}
