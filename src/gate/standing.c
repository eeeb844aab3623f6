/*
 * As what each service is judged: its sheet, its stage, where it came from, and which of its
 * waivers count. The rules are in stage.c, origin.c, identity.c, waiver.c, callers.c, owned.c,
 * gone_outside.c and beside.c; here is their order.
 */
#include <string.h>

#include "selection_more.h"

static bool needs_sheets(const struct done_test *test)
{
	return test->form->needs_sheets;
}

static bool standing_needs_owners(const struct done_test *test)
{
	return test->form->needs_owners;
}

/* The map's services are const: what is read of them from here on is in copies. */
static void copy_services(const struct done_plan *before, struct done_standings *making)
{
	const struct done_services *services = &before->map->services;
	const struct done_selection *selection = before->selection;
	struct done_service *copies =
	    done_arena_array(before->arena, services->nr + 1, sizeof(*copies));
	struct done_selected *selected =
	    done_arena_array(before->arena, selection->nr + 1, sizeof(*selected));

	if (services->nr)
		memcpy(copies, services->items, services->nr * sizeof(*copies));
	for (size_t i = 0; i < selection->nr; i++) {
		selected[i] = selection->items[i];
		selected[i].service = &copies[selected[i].service - services->items];
	}
	making->services = (struct done_services){.items = copies, .nr = services->nr};
	making->selection = *selection;
	making->selection.items = selected;
	making->items = done_arena_array(before->arena, services->nr + 1, sizeof(*making->items));
}

static void read_sheet(const struct done_plan *before, struct done_service *service)
{
	if (service->sheet || !service->in_head)
		return;
	service->sheet =
	    done_sheet_load(before->arena, before->trees->head, service, before->bar->policy);
	if (service->sheet->stage)
		service->stage = service->sheet->stage;
	if (service->sheet->kind != DONE_KIND_UNKNOWN) {
		service->kind = service->sheet->kind;
		service->is_kind_declared = true;
	}
}

void done_standings_make(const struct done_plan *before, struct done_standings *out)
{
	struct done_standings making = {0};
	bool all = done_policy_asks(before->nested->asked, needs_sheets) ||
	    before->bar->policy->waivers.emergency_days > 0;

	copy_services(before, &making);
	making.only_sheets = done_change_is_of_sheets(&before->changed->changes, &making.services);
	done_origins_find(before, &making);
	done_stages_of_removed(before, &making);
	for (size_t i = 0; all && i < making.services.nr; i++)
		read_sheet(before, &making.services.items[i]);
	if (all && making.selection.nr_deleted)
		done_callers_select(before, &making);
	if (done_policy_asks(before->nested->asked, standing_needs_owners))
		done_owned_select(before, &making);
	done_gone_outside_select(before, &making);
	done_beside_select(before, &making);
	for (size_t i = 0; i < making.selection.nr; i++) {
		size_t at = (size_t)(making.selection.items[i].service - making.services.items);
		struct done_service *service = &making.services.items[at];

		read_sheet(before, service);
		making.items[at].is_judged = true;
		done_stage_settle(before, &making, service);
		done_nested_settle(before, service, &making.items[at]);
		done_target_settle(before, service, &making.items[at]);
	}
	done_waivers_ready(before, &making);
	done_disputes_ready(before, &making);
	if (before->bar->policy->waivers.emergency_days > 0)
		done_emergencies_note_others(before, &making);
	done_ends_soon_note(before, &making);
	*out = making;
}
