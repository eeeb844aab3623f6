/*
 * What is judged now: the services of this shard, and what all of them look at, read once before
 * threads begin. From then on nobody writes to it.
 */
#include "done/graph.h"
#include "done/owners.h"
#include "gate.h"

static bool needs_owners(const struct done_test *test)
{
	return test->form->needs_owners;
}

/* By the rules of each host, for a check may ask for either. */
static const struct done_owners *const *read_owners(const struct done_plan *before)
{
	const struct done_owners **owners =
	    done_arena_array(before->arena, DONE_HOSTS, sizeof(*owners));

	for (size_t host = 0; host < DONE_HOSTS; host++)
		owners[host] =
		    done_owners_load(before->arena, before->trees->head, (enum done_host)host);
	return owners;
}

/*
 * After everything that services are told of each other, stages and the graph: what is judged of
 * one is the same whatever the shards.
 */
static struct done_selection keep_shard(const struct done_plan *before)
{
	struct done_selection selection = before->standings->selection;
	struct done_selected *items =
	    done_arena_array(before->arena, selection.nr + 1, sizeof(*items));
	size_t nr = 0;

	for (size_t i = 0; i < selection.nr; i++) {
		if (done_shard_has(&before->request->shard, selection.items[i].service->path))
			items[nr++] = selection.items[i];
	}
	selection.items = items;
	selection.nr = nr;
	return selection;
}

void done_work_of_services(
    const struct done_plan *before, const struct done_policy *asked, struct done_work *out)
{
	*out = (struct done_work){
	    .services = before->standings->services, .selection = keep_shard(before)};
	/* The graph keeps where its services are. NULL where no check asked for every sheet. */
	out->services.graph = done_graph_make(before->arena, &out->services);
	if (done_policy_asks(asked, needs_owners))
		out->services.owners = read_owners(before);
}

int done_work_make(const struct done_plan *before, const struct done_policy *asked,
    struct done_work *out, struct done_error *err)
{
	done_work_of_services(before, asked, out);
	return done_known_make(before, asked, &out->known, err);
}
