/*
 * A check that means every file, and names them by a glob that stays at the top of a service: said
 * once a glob, with how many files it leaves out.
 */
#include "gate.h"

struct search {
	const struct done_plan *plan;
	struct done_top_onlys globs;
};

static void top_only_collect(struct search *search, const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &policy->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			const struct done_check *check = &criterion->checks[j];

			if (done_filter_wants_check(search->plan, criterion, check))
				done_top_only_collect(
				    search->plan->arena, criterion, check, &search->globs);
		}
	}
}

static void look_at_service(struct search *search, const struct done_service *service)
{
	const struct done_plan *plan = search->plan;
	struct done_arena scratch = {0};
	struct done_meter meter = {0};
	struct done_view view = {
	    .head = plan->trees->head,
	    .changes = plan->compared->has_range ? &plan->changed->changes : NULL,
	    .service = service,
	    .services = &plan->standings->services,
	    .arena = &scratch,
	    .meter = &meter,
	    .now = plan->request->now,
	};

	done_top_only_count(&search->globs, &view, plan->arena);
	done_view_release(&view);
	done_arena_release(&scratch);
}

static void top_only_note(const struct done_plan *plan, const struct done_top_only *glob)
{
	struct done_buf text = {0};

	if (done_top_only_add(&text, glob))
		done_run_note(plan->notes, DONE_NOTE_WARNING, "%s", text.ptr);
	done_buf_release(&text);
}

/* A change that edits the policy may touch no service: then all are looked at, by its own policy.
 */
static void look_at_all(struct search *search)
{
	const struct done_services *services = &search->plan->standings->services;

	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head)
			look_at_service(search, &services->items[i]);
	}
}

void done_plan_note_top_only(const struct done_plan *plan)
{
	struct search search = {.plan = plan};
	bool edited = plan->changed->edits_policy && plan->bar->own;

	top_only_collect(&search, edited ? plan->bar->own : plan->bar->policy);
	if (!search.globs.nr)
		return;
	if (edited)
		look_at_all(&search);
	for (size_t i = 0; !edited && i < plan->standings->selection.nr; i++)
		look_at_service(&search, plan->standings->selection.items[i].service);
	for (size_t i = 0; i < search.globs.nr; i++)
		top_only_note(plan, &search.globs.items[i]);
}
