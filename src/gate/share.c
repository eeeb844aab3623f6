/*
 * What all services look at is read once, before threads begin: the graph of their sheets, and
 * CODEOWNERS. From then on nobody writes to it.
 */
#include "done/graph.h"
#include "done/owners.h"
#include "gate.h"

static bool needs_owners(const struct done_kind_form *form)
{
	return form->needs_owners;
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
	if (done_policy_asks(plan->policy, needs_owners))
		plan->services.owners = read_owners(plan);
}
