/* Layers: nothing overlaps, arrows lead to later layers, and the same comes out each time. */
#include <stdlib.h>

#include "support.h"

#include "report/html/layers.h"

#define ENDS(...) __VA_ARGS__, UINT32_MAX

/* Pairs of nodes, ended by UINT32_MAX; as many nodes as they name. */
static void make(
    struct done_arena *arena, const uint32_t *ends, size_t nr_nodes, struct done_layers *out)
{
	size_t nr = 0;

	memset(out, 0, sizeof(*out));
	while (ends[2 * nr] != UINT32_MAX)
		nr++;
	out->nr_nodes = nr_nodes;
	out->nr_edges = nr;
	out->nodes = done_arena_array(arena, nr_nodes + 1, sizeof(*out->nodes));
	out->edges = done_arena_array(arena, nr + 1, sizeof(*out->edges));
	for (size_t i = 0; i < nr_nodes; i++)
		out->nodes[i] =
		    (struct done_layers_node){.width = 80 + (int)(i * 37 % 90), .height = 30};
	for (size_t i = 0; i < nr; i++) {
		out->edges[i].from = ends[2 * i];
		out->edges[i].to = ends[2 * i + 1];
	}
}

static int compare_places(const void *left, const void *right)
{
	const struct done_layers_node *a = left, *b = right;

	if (a->layer != b->layer)
		return a->layer < b->layer ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

static void assert_apart(struct done_arena *arena, const struct done_layers *layers)
{
	struct done_layers_node *nodes =
	    done_arena_array(arena, layers->nr_nodes + 1, sizeof(*nodes));

	if (layers->nr_nodes)
		memcpy(nodes, layers->nodes, layers->nr_nodes * sizeof(*nodes));
	qsort(nodes, layers->nr_nodes, sizeof(*nodes), compare_places);
	for (size_t i = 0; i < layers->nr_nodes; i++) {
		assert_true(nodes[i].x >= 0 && nodes[i].y >= 0);
		assert_true(nodes[i].x + nodes[i].width <= layers->width);
		assert_true(nodes[i].y + nodes[i].height <= layers->height);
		if (!i)
			continue;
		if (nodes[i].layer == nodes[i - 1].layer)
			assert_true(nodes[i].y >= nodes[i - 1].y + nodes[i - 1].height);
		else
			assert_true(nodes[i].x > nodes[i - 1].x + nodes[i - 1].width);
	}
}

static void assert_way(const struct done_layers *layers, const struct done_layers_edge *edge)
{
	const struct done_layers_node *from = &layers->nodes[edge->from];
	const struct done_layers_node *to = &layers->nodes[edge->to];
	const struct done_layers_point *last = &edge->points[edge->nr_points - 1];

	assert_true(edge->back ? from->layer > to->layer : from->layer < to->layer);
	assert_true(edge->nr_points >= 2 && edge->nr_points % 2 == 0);
	assert_int_equal(edge->points[0].x, edge->back ? from->x : from->x + from->width);
	assert_int_equal(
	    edge->points[0].y, from->y + from->height / 2 + (edge->back ? from->height / 4 : 0));
	assert_int_equal(last->x, edge->back ? to->x + to->width : to->x);
	assert_int_equal(last->y, to->y + to->height / 2 + (edge->back ? to->height / 4 : 0));
	for (size_t i = 1; i < edge->nr_points; i++) {
		int step = edge->points[i].x - edge->points[i - 1].x;

		assert_true(edge->back ? step < 0 : step > 0);
		if (i % 2 == 0)
			assert_int_equal(edge->points[i].y, edge->points[i - 1].y);
	}
}

/* Where a long arrow passes a layer, no node of it stands. */
static void assert_free(const struct done_layers *layers, const struct done_layers_edge *edge)
{
	for (size_t i = 1; i + 1 < edge->nr_points; i += 2) {
		for (size_t j = 0; j < layers->nr_nodes; j++) {
			const struct done_layers_node *node = &layers->nodes[j];

			if (node->x != edge->points[i].x && node->x != edge->points[i + 1].x)
				continue;
			assert_true(edge->points[i].y < node->y ||
			    edge->points[i].y > node->y + node->height);
		}
	}
}

static void assert_laid(struct done_arena *arena, const struct done_layers *layers)
{
	assert_apart(arena, layers);
	for (size_t i = 0; i < layers->nr_edges; i++) {
		const struct done_layers_edge *edge = &layers->edges[i];

		if (edge->from == edge->to) {
			assert_int_equal(edge->nr_points, 0);
			continue;
		}
		assert_way(layers, edge);
	}
}

static void test_layers__lay_small_graphs(void **state)
{
	static const struct {
		const char *name;
		size_t nr_nodes, nr_layers, nr_back;
		uint32_t ends[24];
	} rows[] = {
	    {"nothing", 0, 0, 0, {UINT32_MAX}},
	    {"one node", 1, 1, 0, {UINT32_MAX}},
	    {"no arrow", 3, 1, 0, {UINT32_MAX}},
	    {"itself", 1, 1, 1, {ENDS(0, 0)}},
	    {"itself and another", 2, 2, 1, {ENDS(0, 0, 0, 1)}},
	    {"a chain", 4, 4, 0, {ENDS(0, 1, 1, 2, 2, 3)}},
	    {"a chain, from its end", 4, 4, 0, {ENDS(3, 2, 2, 1, 1, 0)}},
	    {"a short cut", 4, 4, 0, {ENDS(0, 1, 1, 2, 2, 3, 0, 3)}},
	    {"a diamond", 4, 3, 0, {ENDS(0, 1, 0, 2, 1, 3, 2, 3)}},
	    {"each other", 2, 2, 1, {ENDS(0, 1, 1, 0)}},
	    {"a circle", 3, 3, 1, {ENDS(0, 1, 1, 2, 2, 0)}},
	    {"a circle behind a door", 4, 4, 1, {ENDS(3, 0, 0, 1, 1, 2, 2, 0)}},
	    {"two circles", 5, 3, 2, {ENDS(0, 1, 1, 2, 2, 0, 3, 4, 4, 3)}},
	    {"one circle calls another", 5, 4, 3, {ENDS(0, 1, 1, 0, 1, 2, 2, 3, 2, 4, 3, 2, 4, 2)}},
	    {"twice the same", 2, 2, 0, {ENDS(0, 1, 0, 1)}},
	    {"a source far to the right", 5, 4, 0, {ENDS(0, 1, 1, 2, 2, 3, 4, 3)}},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_arena arena = {0};
		struct done_layers layers;
		size_t nr_back = 0;

		make(&arena, rows[i].ends, rows[i].nr_nodes, &layers);
		done_layers_lay(&arena, &layers);
		assert_laid(&arena, &layers);
		for (size_t j = 0; j < layers.nr_edges; j++) {
			nr_back += layers.edges[j].back;
			assert_free(&layers, &layers.edges[j]);
		}
		if (layers.nr_layers != rows[i].nr_layers || nr_back != rows[i].nr_back)
			fail_msg(
			    "%s: %zu layers, %zu back", rows[i].name, layers.nr_layers, nr_back);
		done_arena_release(&arena);
	}
}

/* What only leads somewhere stands beside where it leads. */
static void test_layers__stand_near_to_where_they_lead(void **state)
{
	static const uint32_t ends[] = {ENDS(0, 1, 1, 2, 2, 3, 4, 3)};
	struct done_arena arena = {0};
	struct done_layers layers;

	(void)state;
	make(&arena, ends, 5, &layers);
	done_layers_lay(&arena, &layers);
	assert_int_equal(layers.nodes[4].layer, 2);
	done_arena_release(&arena);
}

/* Linked to nothing, it stands close to its neighbour, wherever that is drawn to. */
static void test_layers__keep_what_is_loose_near(void **state)
{
	static const uint32_t ends[] = {ENDS(0, 0, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7)};
	struct done_arena arena = {0};
	struct done_layers layers;

	(void)state;
	make(&arena, ends, 9, &layers);
	done_layers_lay(&arena, &layers);
	assert_laid(&arena, &layers);
	assert_int_equal(layers.nodes[1].y, layers.nodes[0].y + 42);
	assert_int_equal(layers.nodes[8].y, layers.nodes[1].y + 42);
	assert_true(layers.nodes[0].y > 42);
	done_arena_release(&arena);
}

/* Two arrows that need not cross do not: 0 and 1 lead crosswise to 3 and 2. */
static void test_layers__do_not_cross_without_need(void **state)
{
	static const uint32_t ends[] = {ENDS(0, 5, 1, 4, 2, 3)};
	struct done_arena arena = {0};
	struct done_layers layers;

	(void)state;
	make(&arena, ends, 6, &layers);
	done_layers_lay(&arena, &layers);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(layers.nodes[i].y, layers.nodes[5 - i].y);
	done_arena_release(&arena);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void make_random(struct done_arena *arena, size_t nr_nodes, size_t nr_edges, uint32_t seed,
    struct done_layers *out)
{
	uint32_t *ends = done_arena_array(arena, 2 * nr_edges + 2, sizeof(*ends));

	for (size_t i = 0; i < 2 * nr_edges; i++)
		ends[i] = next_random(&seed) % (uint32_t)nr_nodes;
	ends[2 * nr_edges] = UINT32_MAX;
	make(arena, ends, nr_nodes, out);
}

static bool is_reached(
    struct done_arena *arena, const struct done_layers *layers, uint32_t from, uint32_t to)
{
	bool *seen = done_arena_array(arena, layers->nr_nodes + 1, sizeof(*seen));
	bool more = true;

	seen[from] = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < layers->nr_edges; i++) {
			const struct done_layers_edge *edge = &layers->edges[i];

			if (!seen[edge->from] || seen[edge->to])
				continue;
			seen[edge->to] = more = true;
		}
	}
	return seen[to];
}

static void assert_in_circle(
    struct done_arena *arena, const struct done_layers *layers, const struct done_layers_edge *edge)
{
	assert_true(!edge->back || is_reached(arena, layers, edge->to, edge->from));
}

static void test_layers__lay_many_random_graphs(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 60; seed++) {
		struct done_arena arena = {0};
		struct done_layers layers;

		make_random(&arena, 2 + seed % 23, seed * 2 % 70, seed, &layers);
		done_layers_lay(&arena, &layers);
		assert_laid(&arena, &layers);
		for (size_t i = 0; i < layers.nr_edges; i++) {
			assert_free(&layers, &layers.edges[i]);
			assert_in_circle(&arena, &layers, &layers.edges[i]);
		}
		done_arena_release(&arena);
	}
}

static void assert_same(const struct done_layers *a, const struct done_layers *b)
{
	assert_int_equal(a->width, b->width);
	assert_int_equal(a->height, b->height);
	assert_memory_equal(a->nodes, b->nodes, a->nr_nodes * sizeof(*a->nodes));
	for (size_t i = 0; i < a->nr_edges; i++) {
		assert_int_equal(a->edges[i].nr_points, b->edges[i].nr_points);
		if (a->edges[i].nr_points)
			assert_memory_equal(a->edges[i].points, b->edges[i].points,
			    a->edges[i].nr_points * sizeof(*a->edges[i].points));
	}
}

/* 2,000 nodes and 10,000 arrows, twice: far more than is ever drawn, and the same each time. */
static void test_layers__lay_2000_nodes_the_same_twice(void **state)
{
	struct done_arena arena = {0};
	struct done_layers one, other;

	(void)state;
	make_random(&arena, 2000, 10000, 7, &one);
	make_random(&arena, 2000, 10000, 7, &other);
	done_layers_lay(&arena, &one);
	done_layers_lay(&arena, &other);
	assert_laid(&arena, &one);
	assert_same(&one, &other);
	done_arena_release(&arena);
}

/* A chain with short cuts over all of it: more passing arrows than there is room for. */
static void test_layers__keep_to_their_room(void **state)
{
	enum { CHAIN = 600 };
	struct done_arena arena = {0};
	struct done_layers layers;
	uint32_t *ends = done_arena_array(&arena, (size_t)CHAIN * 4 + 2, sizeof(*ends));
	size_t nr = 0, short_ways = 0;

	(void)state;
	for (uint32_t i = 0; i + 1 < CHAIN; i++) {
		ends[nr++] = i;
		ends[nr++] = i + 1;
	}
	for (uint32_t i = 0; i < CHAIN / 2; i++) {
		ends[nr++] = i;
		ends[nr++] = CHAIN - 1;
	}
	ends[nr] = UINT32_MAX;
	make(&arena, ends, CHAIN, &layers);
	done_layers_lay(&arena, &layers);
	assert_laid(&arena, &layers);
	for (size_t i = 0; i < layers.nr_edges; i++)
		short_ways += layers.edges[i].from + 1 != layers.edges[i].to &&
		    layers.edges[i].nr_points == 2;
	assert_true(short_ways > 0); /* drawn straight */
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_layers__lay_small_graphs),
	    cmocka_unit_test(test_layers__stand_near_to_where_they_lead),
	    cmocka_unit_test(test_layers__keep_what_is_loose_near),
	    cmocka_unit_test(test_layers__do_not_cross_without_need),
	    cmocka_unit_test(test_layers__lay_many_random_graphs),
	    cmocka_unit_test(test_layers__lay_2000_nodes_the_same_twice),
	    cmocka_unit_test(test_layers__keep_to_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
