/* Tiers: what a service is held to, and how far it is. */
#include "gate.h"

static int higher(int a, int b)
{
	return a > b ? a : b;
}

/* A sheet may only raise what the policy says of the service. */
static int raised(const struct done_sheet *sheet, int target)
{
	return sheet && !sheet->problem.code ? higher(sheet->target, target) : target;
}

static void note_low(const struct done_plan *before, const struct done_service *service, int target)
{
	const struct done_sheet *sheet = service->sheet;

	if (sheet && !sheet->problem.code && sheet->target && sheet->target < target)
		done_service_note(before->notes, DONE_NOTE_WARNING, service,
		    "the sheet of '%s' names the target '%s', which does not count: "
		    "the policy holds it to '%s', and a sheet may only raise that",
		    service->name, done_tier_name((enum done_tier)sheet->target),
		    done_tier_name((enum done_tier)target));
}

void done_target_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing)
{
	int target = standing->policy->target;
	int in_base;

	if (service->rule)
		target = higher(service->rule->target, target);
	note_low(before, service, target);
	in_base = raised(standing->is_another ? NULL : standing->before, target);
	standing->target = higher(raised(service->sheet, target), in_base);
	if (service->in_head && in_base > raised(service->sheet, target))
		done_service_note(before->notes, DONE_NOTE_WARNING, service,
		    "the change lowers the target of '%s' from '%s' to '%s': it is "
		    "judged by the base's",
		    service->name, done_tier_name((enum done_tier)in_base),
		    done_tier_name((enum done_tier)raised(service->sheet, target)));
}

bool done_policy_has_tiers(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (policy->criteria[i].checks[j].tier)
				return true;
		}
	}
	return false;
}

/* Met, waived or not applicable. */
static bool is_reached(const struct done_check_report *check)
{
	return check->verdict == DONE_MET || check->verdict == DONE_WAIVED ||
	    check->verdict == DONE_NOT_APPLICABLE ||
	    (check->verdict == DONE_NEXT && check->is_next_met);
}

int done_tier_reached(const struct done_service_report *service)
{
	bool is_open[DONE_TIER_GOLD + 1] = {false}, has[DONE_TIER_GOLD + 1] = {false};
	int reached = DONE_TIER_NONE;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			const struct done_check_report *check = &service->criteria[i].checks[j];

			has[check->check->tier] = true;
			is_open[check->check->tier] |= !is_reached(check);
		}
	}
	for (int tier = DONE_TIER_BRONZE; tier <= DONE_TIER_GOLD && !is_open[tier]; tier++) {
		if (has[tier])
			reached = tier;
	}
	return reached;
}
