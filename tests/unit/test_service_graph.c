/* The graph over sheets: names, both ends of calls, circles, depth, writers; large ones in linear
 * time and without recursion. */
#include <stdio.h>
#include <stdlib.h>

#include "done/graph.h"

#include "support.h"

/* Services named by number: "s00007". */
struct world {
	struct done_arena arena;
	struct done_service *items;
	struct done_sheet *sheets;
	struct done_services services;
	const struct done_graph *graph;
};

static void begin(struct world *world, size_t nr)
{
	memset(world, 0, sizeof(*world));
	world->items = done_arena_array(&world->arena, nr, sizeof(*world->items));
	world->sheets = done_arena_array(&world->arena, nr, sizeof(*world->sheets));
	for (size_t i = 0; i < nr; i++) {
		char *name = done_arena_printf(&world->arena, "s%05zu", i);

		world->items[i] = (struct done_service){.name = name,
		    .path = name,
		    .stage = "production",
		    .in_head = true,
		    .sheet = &world->sheets[i]};
		world->sheets[i].path = name;
	}
	world->services = (struct done_services){.items = world->items, .nr = nr};
}

static struct done_sheet_call *call(struct world *world, size_t from, size_t to, int style)
{
	struct done_sheet *sheet = &world->sheets[from];
	struct done_sheet_call *calls =
	    done_arena_array(&world->arena, sheet->nr_calls + 1, sizeof(*calls));

	if (sheet->nr_calls)
		memcpy(calls, sheet->calls, sheet->nr_calls * sizeof(*calls));
	sheet->calls = calls;
	calls[sheet->nr_calls] = (struct done_sheet_call){
	    .to = world->items[to].name, .style = style, .timeout_ms = -1, .retries = -1};
	return &calls[sheet->nr_calls++];
}

static void make(struct world *world)
{
	world->graph = done_graph_make(&world->arena, &world->services);
	assert_non_null(world->graph);
}

static void end(struct world *world)
{
	done_arena_release(&world->arena);
}

/* Whether it is a circle at all, and begins with its least name. */
static void check_cycle(const struct world *world, const struct done_cycle *cycle, unsigned styles)
{
	for (size_t i = 0; i < cycle->nr; i++) {
		uint32_t from = cycle->services[i], to = cycle->services[(i + 1) % cycle->nr];
		const struct done_graph_edges *calls = &world->graph->calls[from];
		bool found = false;

		assert_true(
		    strcmp(world->items[cycle->services[0]].name, world->items[from].name) <= 0);
		for (size_t j = 0; j < calls->nr; j++)
			found |= calls->items[j].other == to &&
			    ((styles >> calls->items[j].call->style) & 1u);
		if (!found)
			fail_msg(
			    "%s does not call %s", world->items[from].name, world->items[to].name);
	}
}

static bool is_on(const struct done_cycle *cycle, uint32_t service)
{
	for (size_t i = 0; i < cycle->nr; i++) {
		if (cycle->services[i] == service)
			return true;
	}
	return false;
}

static void assert_cycle(const struct world *world, uint32_t service, unsigned styles, size_t nr)
{
	const struct done_cycle *cycle = world->graph->cycles[styles][service];

	if (!nr) {
		assert_null(cycle);
		return;
	}
	assert_non_null(cycle);
	assert_int_equal(cycle->nr, nr);
	check_cycle(world, cycle, styles);
	assert_true(is_on(cycle, service));
	assert_int_equal(cycle->services[world->graph->cycle_at[styles][service]], service);
}

static void test_graph__names_are_found_and_slips_are_guessed(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 5);
	world.items[0].name = "warehouse";
	world.items[1].name = "billing";
	world.items[2].name = "orders";
	world.items[3].name = "gone";
	world.items[3].in_head = false;
	world.items[3].sheet = NULL;
	make(&world);
	assert_int_equal(world.graph->nr, 4);
	assert_int_equal(done_graph_find(world.graph, "billing"), 1);
	assert_int_equal(done_graph_find(world.graph, "warehouse"), 0);
	assert_int_equal(done_graph_find(world.graph, "gone"), DONE_GRAPH_NOBODY);
	assert_int_equal(done_graph_find(world.graph, ""), DONE_GRAPH_NOBODY);
	assert_string_equal(done_graph_nearest(world.graph, &world.arena, "biling"), "billing");
	assert_string_equal(
	    done_graph_nearest(world.graph, &world.arena, "wharehouse"), "warehouse");
	assert_null(done_graph_nearest(world.graph, &world.arena, "payments"));
	end(&world);
}

static void test_graph__calls_have_two_ends(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 4);
	call(&world, 0, 2, DONE_CALL_SYNC);
	call(&world, 1, 2, DONE_CALL_ASYNC);
	call(&world, 0, 1, DONE_CALL_SYNC);
	call(&world, 3, 0, DONE_CALL_SYNC)->external = true;
	call(&world, 3, 0, DONE_CALL_SYNC)->to = "nobody";
	make(&world);
	assert_int_equal(world.graph->calls[0].nr, 2);
	assert_int_equal(world.graph->calls[0].items[1].other, 1);
	assert_int_equal(world.graph->calls[3].nr, 0);
	assert_int_equal(world.graph->callers[2].nr, 2);
	assert_int_equal(world.graph->callers[2].items[0].other, 0);
	assert_int_equal(world.graph->callers[2].items[1].other, 1);
	assert_int_equal(world.graph->callers[2].items[1].call->style, DONE_CALL_ASYNC);
	assert_int_equal(world.graph->callers[0].nr, 0);
	end(&world);
}

static void test_graph__circles_are_of_the_styles_asked_for(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 7);
	/* 0 -> 1 -> 2 -> 0 synchronous, 3 -> 0 only leads there; 4 -> 5 -> 4 with a queue. */
	call(&world, 1, 2, DONE_CALL_SYNC);
	call(&world, 2, 0, DONE_CALL_SYNC);
	call(&world, 0, 1, DONE_CALL_SYNC);
	call(&world, 3, 0, DONE_CALL_SYNC);
	call(&world, 4, 5, DONE_CALL_SYNC);
	call(&world, 5, 4, DONE_CALL_ASYNC);
	call(&world, 6, 6, DONE_CALL_ASYNC);
	make(&world);
	for (uint32_t i = 0; i < 3; i++) {
		assert_cycle(&world, i, DONE_STYLES_SYNC, 3);
		assert_int_equal(world.graph->cycles[DONE_STYLES_SYNC][i]->services[0], 0);
		assert_int_equal(world.graph->cycles[DONE_STYLES_SYNC][i]->services[1], 1);
		assert_int_equal(world.graph->depth[i], DONE_GRAPH_ENDLESS);
	}
	assert_cycle(&world, 3, DONE_STYLES_ALL, 0);
	assert_int_equal(world.graph->depth[3], DONE_GRAPH_ENDLESS);
	assert_int_equal(world.graph->next[3], 0);
	assert_cycle(&world, 4, DONE_STYLES_SYNC, 0);
	assert_cycle(&world, 4, DONE_STYLES_ALL, 2);
	assert_int_equal(world.graph->depth[4], 1);
	assert_cycle(&world, 5, DONE_STYLES_ASYNC, 0);
	assert_cycle(&world, 6, DONE_STYLES_SYNC, 0);
	assert_cycle(&world, 6, DONE_STYLES_ASYNC, 1);
	end(&world);
}

static void test_graph__every_service_of_a_knot_has_a_circle_of_its_own(void **state)
{
	struct world world;

	(void)state;
	/* A hub: 0 <-> 1, 0 <-> 2, …; and a long way round 5 -> 6 -> 7 -> 0. */
	begin(&world, 8);
	for (size_t i = 1; i < 5; i++) {
		call(&world, 0, i, DONE_CALL_SYNC);
		call(&world, i, 0, DONE_CALL_SYNC);
	}
	call(&world, 4, 5, DONE_CALL_SYNC);
	call(&world, 5, 6, DONE_CALL_SYNC);
	call(&world, 6, 7, DONE_CALL_SYNC);
	call(&world, 7, 0, DONE_CALL_SYNC);
	call(&world, 7, 7, DONE_CALL_SYNC);
	make(&world);
	for (uint32_t i = 0; i < 4; i++)
		assert_cycle(&world, i, DONE_STYLES_SYNC, 2);
	/* 4 is on a short one too, and was served by the long one. */
	for (uint32_t i = 4; i < 8; i++)
		assert_cycle(&world, i, DONE_STYLES_SYNC, 5);
	assert_int_equal(world.graph->cycles[DONE_STYLES_SYNC][0]->nr_tangled, 8);
	end(&world);
}

/* Against the definition, on many small random graphs. */
static void test_graph__circles_and_depth_agree_with_their_definition(void **state)
{
	unsigned long seed = 7;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct world world;
		bool reach[9][9] = {{false}};
		size_t nr = 2 + (size_t)round % 8;

		begin(&world, nr);
		for (size_t i = 0; i < nr + (size_t)round % 5; i++) {
			seed = seed * 6364136223846793005UL + 1442695040888963407UL;
			size_t from = (seed >> 33) % nr, to = (seed >> 43) % nr;

			call(&world, from, to, DONE_CALL_SYNC);
			reach[from][to] = true;
		}
		make(&world);
		for (size_t k = 0; k < nr; k++)
			for (size_t i = 0; i < nr; i++)
				for (size_t j = 0; j < nr; j++)
					reach[i][j] |= reach[i][k] && reach[k][j];
		for (uint32_t i = 0; i < nr; i++) {
			const struct done_cycle *cycle = world.graph->cycles[DONE_STYLES_SYNC][i];
			bool endless = reach[i][i];
			uint32_t far = 0;

			assert_int_equal(cycle != NULL, reach[i][i]);
			if (cycle) {
				check_cycle(&world, cycle, DONE_STYLES_SYNC);
				assert_true(is_on(cycle, i));
			}
			for (size_t j = 0; j < nr; j++)
				endless |= reach[i][j] && reach[j][j];
			for (uint32_t at = i;
			     !endless && world.graph->next[at] != DONE_GRAPH_NOBODY;
			     at = world.graph->next[at])
				far++;
			assert_int_equal(world.graph->depth[i], endless ? DONE_GRAPH_ENDLESS : far);
			for (size_t j = 0; j < world.graph->calls[i].nr && !endless; j++)
				assert_true(
				    world.graph->depth[world.graph->calls[i].items[j].other] <
				    world.graph->depth[i]);
		}
		end(&world);
	}
}

static void test_graph__a_circle_through_a_thousand_services_is_whole(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 1000);
	for (size_t i = 0; i < 1000; i++)
		call(&world, i, (i + 1) % 1000, DONE_CALL_SYNC);
	make(&world);
	for (uint32_t i = 0; i < 1000; i += 333) {
		assert_cycle(&world, i, DONE_STYLES_SYNC, 1000);
		assert_int_equal(world.graph->cycles[DONE_STYLES_SYNC][i]->services[999], 999);
	}
	assert_ptr_equal(
	    world.graph->cycles[DONE_STYLES_SYNC][1], world.graph->cycles[DONE_STYLES_SYNC][999]);
	end(&world);
}

/* What would be quadratic if each service walked for itself: one way that thousands share. */
static void test_graph__no_shape_makes_it_slow(void **state)
{
	enum { HALF = 5000 };
	struct world world;
	size_t own = 0;

	(void)state;
	begin(&world, 2 * HALF);
	for (size_t i = 0; i + 1 < HALF; i++)
		call(&world, i, i + 1, DONE_CALL_SYNC);
	for (size_t i = HALF; i < 2 * HALF; i++) {
		call(&world, HALF - 1, i, DONE_CALL_SYNC);
		call(&world, i, 0, DONE_CALL_SYNC);
	}
	make(&world);
	for (uint32_t i = 0; i < 2 * HALF; i++) {
		const struct done_cycle *cycle = world.graph->cycles[DONE_STYLES_SYNC][i];

		assert_non_null(cycle);
		assert_int_equal(cycle->nr_tangled, 2 * HALF);
		own += is_on(cycle, i);
	}
	check_cycle(&world, world.graph->cycles[DONE_STYLES_SYNC][2 * HALF - 1], DONE_STYLES_SYNC);
	assert_in_range(own, HALF + 100, 2 * HALF);
	end(&world);
}

static void test_graph__a_chain_of_ten_thousand_has_its_depth(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 10000);
	for (size_t i = 0; i + 1 < 10000; i++)
		call(&world, i, i + 1, DONE_CALL_SYNC);
	make(&world);
	assert_int_equal(world.graph->depth[0], 9999);
	assert_int_equal(world.graph->depth[9999], 0);
	assert_null(world.graph->cycles[DONE_STYLES_ALL][0]);
	end(&world);
}

static void test_graph__writers_are_listed_by_entity(void **state)
{
	static const char *entities[] = {"order", "payment"}, *others[] = {"order", "order"};
	static struct done_place places[] = {{"a", 3, 1}, {"a", 4, 1}};
	struct world world;
	struct done_writers writers;

	(void)state;
	begin(&world, 3);
	world.sheets[2].entities = entities;
	world.sheets[2].entity_places = places;
	world.sheets[2].nr_entities = 2;
	world.sheets[0].entities = others;
	world.sheets[0].entity_places = places;
	world.sheets[0].nr_entities = 2;
	make(&world);
	writers = done_graph_writers(world.graph, "order");
	assert_int_equal(writers.nr, 3);
	assert_int_equal(writers.items[0].service, 0);
	assert_int_equal(writers.items[0].place->line, 3);
	assert_int_equal(writers.items[1].place->line, 4);
	assert_int_equal(writers.items[2].service, 2);
	assert_int_equal(done_graph_writers(world.graph, "payment").nr, 1);
	assert_int_equal(done_graph_writers(world.graph, "stock").nr, 0);
	assert_int_equal(done_graph_writers(world.graph, "a").nr, 0);
	end(&world);
}

static void test_graph__sheets_that_cannot_be_used_spread_to_who_depends_on_them(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 5);
	call(&world, 0, 1, DONE_CALL_ASYNC);
	call(&world, 1, 2, DONE_CALL_SYNC);
	call(&world, 2, 0, DONE_CALL_SYNC);
	call(&world, 2, 3, DONE_CALL_SYNC);
	world.sheets[3].problem.code = DONE_E_POLICY;
	make(&world);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(world.graph->broken[i], 3);
	assert_int_equal(world.graph->broken[4], DONE_GRAPH_NOBODY);
	assert_int_equal(world.graph->first_broken, 3);
	assert_int_equal(world.graph->unread, DONE_GRAPH_NOBODY);
	world.sheets[4].problem.code = DONE_E_UNDECIDED;
	make(&world);
	assert_int_equal(world.graph->unread, 4);
	end(&world);
}

static void test_graph__is_not_made_of_half_the_sheets(void **state)
{
	struct world world;

	(void)state;
	begin(&world, 3);
	world.items[1].sheet = NULL;
	assert_null(done_graph_make(&world.arena, &world.services));
	world.services.nr = 0;
	make(&world);
	assert_int_equal(done_graph_find(world.graph, "s00000"), DONE_GRAPH_NOBODY);
	assert_int_equal(done_graph_writers(world.graph, "x").nr, 0);
	end(&world);
}

/* Of a circle of six: what stands for it at the first service, whatever the change. */
static void test_graph__a_circle_is_told_by_all_of_it_but_the_service_itself(void **state)
{
	static const struct {
		const char *change;
		size_t order[6];
		size_t renamed; /* 6: nobody */
		bool is_same;
	} rows[] = {
	    {"nothing", {0, 1, 2, 3, 4, 5}, 6, true},
	    {"another one is the first", {3, 4, 5, 0, 1, 2}, 6, true},
	    {"the service has another name", {0, 1, 2, 3, 4, 5}, 0, true},
	    {"the one before it has another name", {0, 1, 2, 3, 4, 5}, 5, false},
	    {"the one behind it has another name", {0, 1, 2, 3, 4, 5}, 1, false},
	    {"one further on has another name", {0, 1, 2, 3, 4, 5}, 3, false},
	    {"the other way round", {5, 4, 3, 2, 1, 0}, 6, false},
	    {"two change places", {0, 1, 3, 2, 4, 5}, 6, false},
	};
	struct done_print first = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].change); i++) {
		struct done_print print;
		struct world world;

		begin(&world, 6);
		if (rows[i].renamed < 6)
			world.items[rows[i].renamed].name = "zzz";
		for (size_t j = 0; j < 6; j++)
			call(&world, rows[i].order[j], rows[i].order[(j + 1) % 6], DONE_CALL_SYNC);
		make(&world);
		print = done_graph_cycle_print(world.graph, DONE_STYLES_SYNC, 0);
		if (!i)
			first = print;
		assert_int_equal(print.a == first.a, rows[i].is_same);
		assert_int_equal(print.b == first.b, rows[i].is_same);
		end(&world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_graph__names_are_found_and_slips_are_guessed),
	    cmocka_unit_test(test_graph__calls_have_two_ends),
	    cmocka_unit_test(test_graph__circles_are_of_the_styles_asked_for),
	    cmocka_unit_test(test_graph__every_service_of_a_knot_has_a_circle_of_its_own),
	    cmocka_unit_test(test_graph__circles_and_depth_agree_with_their_definition),
	    cmocka_unit_test(test_graph__a_circle_through_a_thousand_services_is_whole),
	    cmocka_unit_test(test_graph__a_circle_is_told_by_all_of_it_but_the_service_itself),
	    cmocka_unit_test(test_graph__no_shape_makes_it_slow),
	    cmocka_unit_test(test_graph__a_chain_of_ten_thousand_has_its_depth),
	    cmocka_unit_test(test_graph__writers_are_listed_by_entity),
	    cmocka_unit_test(test_graph__sheets_that_cannot_be_used_spread_to_who_depends_on_them),
	    cmocka_unit_test(test_graph__is_not_made_of_half_the_sheets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
