/*
 * What all services look at is read once, before threads begin: the graph of their sheets, and
 * CODEOWNERS. From then on nobody writes to it.
 */
#include "done/graph.h"
#include "done/owners.h"
#include "gate.h"

static bool test_needs_owners(const struct done_test *test)
{
	const struct done_record *record = test->form->options;

	if (test->form->needs_owners)
		return true;
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		const struct done_tests *parts;

		if (field->type != DONE_FIELD_TESTS)
			continue;
		parts = (const void *)((const char *)test->options + field->offset);
		for (size_t j = 0; j < parts->nr; j++) {
			if (test_needs_owners(&parts->items[j]))
				return true;
		}
	}
	return false;
}

static bool policy_needs_owners(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (test_needs_owners(&policy->criteria[i].checks[j].test))
				return true;
		}
	}
	return false;
}

/* By the rules of each host, for a check may ask for either. */
static const struct done_owners *const *read_owners(struct done_plan *plan)
{
	struct done_arena *arena = &plan->gate->report->arena;
	const struct done_owners **owners = done_arena_array(arena, DONE_HOSTS, sizeof(*owners));

	for (size_t host = 0; host < DONE_HOSTS; host++)
		owners[host] = done_owners_load(arena, &plan->head_snapshot, (enum done_host)host);
	return owners;
}

void done_plan_share(struct done_plan *plan)
{
	/* NULL where no check asked for every sheet. */
	plan->services.graph = done_graph_make(&plan->gate->report->arena, &plan->services);
	if (policy_needs_owners(plan->policy))
		plan->services.owners = read_owners(plan);
}
