/* Kind `graph`: what each service is told of its calls, its callers, its data and its circles. */
#include <stdio.h>

#include "check_fixture.h"
#include "done/graph.h"

#define SERVICES_MAX 300

/* A map of services in one fake snapshot, judged one by one. */
struct map {
	struct check_fixture f;
	struct done_service items[SERVICES_MAX];
	struct done_services services;
};

static const char *stages[] = {"experiment", "production", "deprecated"};

static void map_open(struct map *map)
{
	memset(map, 0, sizeof(*map));
	check_open(&map->f, "services/none");
}

static void map_add(struct map *map, const char *name, const char *sheet)
{
	struct done_service *service = &map->items[map->services.nr++];
	char *path = done_arena_printf(&map->f.arena, "services/%s", name);

	*service = (struct done_service){.name = done_arena_strdup(&map->f.arena, name),
	    .path = path,
	    .stage = "production",
	    .in_head = true};
	if (sheet)
		fake_file(&map->f.head,
		    done_arena_printf(&map->f.arena, "%s/" DONE_SHEET_NAME, path), sheet);
	else
		fake_file(&map->f.head, done_arena_printf(&map->f.arena, "%s/x", path), "x");
}

static void map_close(struct map *map)
{
	check_close(&map->f);
}

/* Reads all sheets and judges the service of that name. */
static void map_judge(struct map *map, const char *name, const char *check)
{
	struct done_policy policy = {.stages = {stages, 3}};
	struct check_fixture *f = &map->f;
	struct done_service *self = NULL;
	int rc = check_load(f, check);

	assert_success(rc, f->err);
	map->services.items = map->items;
	for (size_t i = 0; i < map->services.nr; i++) {
		struct done_service *service = &map->items[i];

		service->sheet = done_sheet_load(&f->arena, &f->snapshot, service, &policy);
		service->stage = service->sheet->stage ? service->sheet->stage : "production";
		if (!strcmp(service->name, name))
			self = service;
	}
	assert_non_null(self);
	map->services.graph = done_graph_make(&f->arena, &map->services);
	f->result = (struct done_result){.verdict = DONE_WAIVED};
	check_view(f);
	f->view.service = self;
	f->view.services = &map->services;
	f->rc = done_test_run(&check_check(f)->test, &f->view, &f->result, &f->err);
}

#define SHEET(name) "services/" name "/" DONE_SHEET_NAME

static void test_graph__services_that_agree_are_met(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders",
	    "boundaries: {data: [order]}\n"
	    "communication:\n"
	    "  - {to: billing, style: sync, via: grpc}\n"
	    "  - {to: 'external:stripe', style: sync, via: rest}\n"
	    "  - {to: probe, style: async}\n"
	    "stage: experiment\n");
	map_add(&map, "billing", "boundaries: {data: invoice}\noffers: [grpc, rest]\n");
	map_add(&map, "probe", "stage: experiment\ncommunication: [{to: billing, style: async}]\n");
	for (size_t i = 0; i < 3; i++) {
		map_judge(&map, map.items[i].name, "graph: {max_fan_out: 3, max_depth: 1}");
		assert_met(&map.f);
	}
	map_close(&map);
}

static void test_graph__unknown_services_and_slips_are_findings(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders",
	    "communication:\n"
	    "  - {to: biling, style: sync}\n"
	    "  - {to: 'nobody\\u001b', style: sync}\n");
	map_add(&map, "billing", "offers: rest\n");
	map_judge(&map, "orders", "graph: {}");
	assert_unmet(&map.f, 2, SHEET("orders"), 2, "calls 'biling', which is not a service",
	    "did you mean 'billing'?");
	check_finding(&map.f.result.findings[1], SHEET("orders"), 3, "'nobody", "external:nobody");
	map_judge(&map, "billing", "graph: {}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__a_service_that_the_change_removed_is_unknown(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders", "communication: [{to: billing, style: sync}]\n");
	map_add(&map, "billing", NULL);
	map.items[1].in_head = false;
	map_judge(&map, "orders", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "not a service of the map", "external:billing");
	map_close(&map);
}

static void test_graph__a_service_that_calls_itself(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders", "communication: [{to: orders, style: sync}]\n");
	map_judge(&map, "orders", "graph: {max_depth: 3}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "calls itself", "take the call out");
	map_judge(&map, "orders", "graph: {acyclic: []}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "calls itself", "take the call out");
	map_close(&map);
}

static void test_graph__both_ends_are_told_when_they_disagree(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders", "communication: [{to: billing, style: sync, via: soap}]\n");
	map_add(&map, "billing", "owner: x\noffers: [grpc, rest]\n");
	map_add(&map, "stock", "communication: [{to: billing, style: sync}]\n");
	map_judge(&map, "orders", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "via 'soap', which 'billing' does not offer",
	    "'billing' offers: grpc, rest");
	map_judge(&map, "billing", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("billing"), 2, "does not offer, from 'orders'", "grpc, rest");
	map_judge(&map, "stock", "graph: {}");
	assert_met(&map.f);
	map_judge(&map, "orders", "graph: {both_ends: false}");
	assert_met(&map.f);
	map_judge(&map, "billing", "graph: {both_ends: false}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__production_does_not_depend_on_an_experiment(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders", "communication: [{to: probe, style: async}]\n");
	map_add(&map, "probe", "owner: x\nstage: {name: experiment, until: 2027-01-01, why: x}\n");
	map_add(&map, "trial", "stage: experiment\ncommunication: [{to: probe, style: async}]\n");
	map_judge(&map, "orders", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "calls 'probe', which is an experiment",
	    "bring 'probe' to stage 'production'");
	map_judge(&map, "probe", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("probe"), 2, "is an experiment, but is called by 'orders'",
	    "bring it");
	map_judge(&map, "trial", "graph: {}");
	assert_met(&map.f);
	map_judge(&map, "probe", "graph: {experiments: true}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__an_entity_has_one_writer(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "orders", "boundaries:\n  data: [order, payment, payment]\n");
	map_add(&map, "billing", "boundaries:\n  data:\n    - payment\n");
	map_add(&map, "zebra", "boundaries:\n  data:\n    - payment\n");
	map_judge(&map, "orders", "graph: {}");
	assert_unmet(&map.f, 2, SHEET("orders"), 2,
	    "'payment' is written by 'billing' as well (services/billing/done.yml:3) and "
	    "by 1 more",
	    "decide which service writes 'payment'");
	map_judge(&map, "billing", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("billing"), 3, "written by 'orders' as well", "decide");
	map_judge(&map, "orders", "graph: {one_writer: false}");
	assert_met(&map.f);
	map_close(&map);
}

static void open_triangle(struct map *map)
{
	map_open(map);
	map_add(map, "stock",
	    "communication:\n  - {to: 'external:x', style: sync}\n"
	    "  - {to: orders, style: sync}\n");
	map_add(map, "orders", "communication: [{to: billing, style: sync}]\n");
	map_add(map, "billing", "communication: [{to: stock, style: sync}]\n");
	map_add(map, "shop", "communication: [{to: orders, style: sync}]\n");
}

static void test_graph__a_circle_is_named_whole_and_the_same_in_all_its_services(void **state)
{
	static const struct {
		const char *name;
		int line;
	} rows[] = {{"stock", 3}, {"orders", 1}, {"billing", 1}};
	struct map map;

	(void)state;
	open_triangle(&map);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		map_judge(&map, rows[i].name, "graph: {acyclic: sync}");
		assert_unmet(&map.f, 1, map.items[i].sheet->path, rows[i].line,
		    "a circle of 3: billing -> stock -> orders -> billing", "break the circle");
	}
	map_judge(&map, "shop", "graph: {}");
	assert_met(&map.f);
	map_judge(&map, "stock", "graph: {acyclic: []}");
	assert_met(&map.f);
	map_judge(&map, "stock", "graph: {acyclic: [async]}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__depth_is_counted_and_endless_calls_have_none(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "a", "communication: [{to: c, style: sync}, {to: b, style: sync}]\n");
	map_add(&map, "b", "communication: [{to: c, style: sync}]\n");
	map_add(
	    &map, "c", "communication: [{to: d, style: sync}, {to: 'external:x', style: sync}]\n");
	map_add(&map, "d", "communication: [{to: a, style: async}]\n");
	map_judge(&map, "a", "graph: {max_depth: 2}");
	assert_unmet(&map.f, 1, SHEET("a"), 0,
	    "3 synchronous calls in a row begin here, at most 2 are allowed: a -> b -> c -> d",
	    "asynchronous");
	map_judge(&map, "b", "graph: {max_depth: 2}");
	assert_met(&map.f);
	map_close(&map);

	open_triangle(&map);
	map_judge(&map, "shop", "graph: {max_depth: 50}");
	assert_unmet(&map.f, 1, SHEET("shop"), 0,
	    "have no end, they lead into a circle: shop -> orders", "asynchronous");
	map_judge(&map, "orders", "graph: {max_depth: 50}");
	assert_unmet(&map.f, 1, SHEET("orders"), 1, "in a circle", "break");
	map_judge(&map, "orders", "graph: {max_depth: 50, acyclic: []}");
	assert_unmet(&map.f, 1, SHEET("orders"), 0, "have no end", "asynchronous");
	map_close(&map);
}

static void test_graph__fan_out_counts_each_other_once(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "a",
	    "communication:\n  - {to: b, style: sync}\n  - {to: b, style: async}\n"
	    "  - {to: 'external:x', style: sync}\n  - {to: c, style: sync}\n");
	map_add(&map, "b", "owner: x\n");
	map_add(&map, "c", "owner: x\n");
	map_judge(&map, "a", "graph: {max_fan_out: 2}");
	assert_unmet(&map.f, 1, SHEET("a"), 2, "calls 3 others, at most 2", "split");
	map_judge(&map, "a", "graph: {max_fan_out: 3}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__what_a_broken_sheet_hides_is_a_finding(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "a", "communication: [{to: b, style: sync}]\n");
	map_add(&map, "b", "communication: [{to: c, style: async}]\n");
	map_add(&map, "c", "owner: [\n");
	map_add(&map, "d", "boundaries: {data: x}\n");
	map_add(&map, "e", "owner: x\n");
	map_judge(&map, "a", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("a"), 0, "depends on 'c', whose sheet cannot be used",
	    "fix services/c/done.yml:2");
	map_judge(&map, "c", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("c"), 2, "the sheet cannot be used", "fix the sheet");
	map_judge(&map, "d", "graph: {}");
	assert_unmet(&map.f, 1, SHEET("d"), 0, "whether 'c' writes the same data is not known",
	    "fix services/c");
	map_judge(&map, "e", "graph: {}");
	assert_met(&map.f);
	map_close(&map);
}

static void test_graph__without_a_sheet_nobody_knows(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "a", NULL);
	map_judge(&map, "a", "graph: {}");
	assert_unmet(
	    &map.f, 1, SHEET("a"), 0, "there is no sheet", "git done init --service services/a");
	map_close(&map);
}

/* A sheet that cannot be read, wherever it is, leaves every service undecided. */
static void test_graph__faults_are_errors(void **state)
{
	struct map map;

	(void)state;
	map_open(&map);
	map_add(&map, "a", "owner: x\n");
	map_add(&map, "b", "owner: x\n");
	for (size_t i = 1; i <= 4; i++) {
		map.f.head.calls = 0;
		map.f.head.fail_at = i;
		map_judge(&map, "a", "graph: {}");
		assert_int_equal(map.f.rc, DONE_E_UNDECIDED);
		assert_error(map.f.err, DONE_E_UNDECIDED, "injected fault");
		assert_int_equal(map.f.result.verdict, DONE_WAIVED);
	}
	map.f.head.fail_at = 0;
	map_judge(&map, "a", "graph: {}");
	assert_met(&map.f);
	/* A map whose sheets nobody read is our own fault, not a graph without calls. */
	map.services.graph = NULL;
	map.items[1].sheet = NULL;
	check_view(&map.f);
	map.f.view.service = &map.items[0];
	map.f.view.services = &map.services;
	map.f.rc =
	    done_test_run(&check_check(&map.f)->test, &map.f.view, &map.f.result, &map.f.err);
	assert_error(map.f.err, DONE_E_INTERNAL, "were not read");
	map_close(&map);
}

static void test_graph__a_long_circle_is_in_the_finding_whole(void **state)
{
	struct map *map = malloc(sizeof(*map));
	char name[32], text[128];
	const char *at;

	(void)state;
	assert_non_null(map);
	map_open(map);
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "s%03d", i);
		snprintf(text, sizeof(text), "communication: [{to: s%03d, style: sync}]\n",
		    (i + 1) % 300);
		map_add(map, name, text);
	}
	map_judge(map, "s150", "graph: {}");
	assert_unmet(&map->f, 1, SHEET("s150"), 1, "a circle of 300: s000 -> s001 -> ",
	    "the whole circle: s000 -> s001");
	assert_true(strlen(map->f.result.findings[0].message) <= 500);
	at = map->f.result.findings[0].fix;
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "s%03d -> ", i);
		at = strstr(at, name);
		assert_non_null(at);
	}
	assert_string_equal(at, "s299 -> s000");
	map_close(map);
	free(map);
}

static void test_graph__policies_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *text, *part;
		int line, column;
	} rows[] = {
	    {"graph: {acyclic: [snyc]}", "'snyc' is not a style", 7, 27},
	    {"graph: {acyclic: 3}", "'acyclic' must be a list of styles, not whole number", 7, 26},
	    {"graph: {max_depth: 0}", "'max_depth' must be from 1", 7, 28},
	    {"graph: {max_fan_out: many}", "must be a whole number", 7, 30},
	    {"graph: {max_fanout: 3}", "unknown key 'max_fanout'", 7, 17},
	    {"graph: 3", "must be a map", 7, 16},
	};
	struct check_fixture f;

	(void)state;
	check_open(&f, "services/a");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		assert_true(check_load(&f, rows[i].text) < 0);
		assert_error(f.err, DONE_E_POLICY, rows[i].part);
		assert_int_equal(f.err.line, rows[i].line);
		assert_int_equal(f.err.column, rows[i].column);
	}
	check_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_graph__services_that_agree_are_met),
	    cmocka_unit_test(test_graph__unknown_services_and_slips_are_findings),
	    cmocka_unit_test(test_graph__a_service_that_the_change_removed_is_unknown),
	    cmocka_unit_test(test_graph__a_service_that_calls_itself),
	    cmocka_unit_test(test_graph__both_ends_are_told_when_they_disagree),
	    cmocka_unit_test(test_graph__production_does_not_depend_on_an_experiment),
	    cmocka_unit_test(test_graph__an_entity_has_one_writer),
	    cmocka_unit_test(test_graph__a_circle_is_named_whole_and_the_same_in_all_its_services),
	    cmocka_unit_test(test_graph__depth_is_counted_and_endless_calls_have_none),
	    cmocka_unit_test(test_graph__fan_out_counts_each_other_once),
	    cmocka_unit_test(test_graph__what_a_broken_sheet_hides_is_a_finding),
	    cmocka_unit_test(test_graph__without_a_sheet_nobody_knows),
	    cmocka_unit_test(test_graph__faults_are_errors),
	    cmocka_unit_test(test_graph__a_long_circle_is_in_the_finding_whole),
	    cmocka_unit_test(test_graph__policies_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
