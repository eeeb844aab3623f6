/* What a change asks less of services by their sheets: a stage further down, a lower target, and
 * another kind, by which checks apply. Waivers have rules of their own (waiver.c). */
#include <string.h>

#include "gate.h"

static const char *stage_of(const struct done_service *service, const struct done_sheet *sheet)
{
	if (sheet->stage)
		return sheet->stage;
	return service->rule ? service->rule->stage : DONE_STAGE_PRODUCTION;
}

static int target_of(const struct done_policy *policy, const struct done_sheet *sheet)
{
	return sheet->target > policy->target ? sheet->target : policy->target;
}

static void compare(const struct done_plan *plan, const struct done_service *service,
    const struct done_sheet *before, struct done_loosened *out)
{
	const struct done_policy *policy = done_standing_of(plan->standings, service)->policy;
	const struct done_sheet *after = service->sheet;
	const char *then = stage_of(service, before), *now = stage_of(service, after);
	int was = target_of(policy, before), is = target_of(policy, after);

	if (done_stage_asks_less(policy, now, then))
		done_loosened_add(out, "", "'%s': stage '%s' -> '%s'", service->name, then, now);
	if (is < was)
		done_loosened_add(out, "", "'%s': target '%s' -> '%s'", service->name,
		    done_tier_name((enum done_tier)was), done_tier_name((enum done_tier)is));
	if (after->kind == before->kind)
		return;
	done_loosened_add(out, "", "'%s': kind '%s' -> '%s'", service->name,
	    done_kind_of_service_name(before->kind), done_kind_of_service_name(after->kind));
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "the change edits the sheet of '%s': kind '%s' -> '%s'", service->name,
	    done_kind_of_service_name(before->kind), done_kind_of_service_name(after->kind));
}

void done_plan_sheet_loosenings(const struct done_plan *plan, struct done_loosened *out)
{
	const struct done_standings *standings = plan->standings;

	for (size_t i = 0; standings && i < standings->selection.nr; i++) {
		const struct done_service *service = standings->selection.items[i].service;
		const struct done_sheet *before = done_standing_of(standings, service)->before;

		if (before && service->sheet && !before->problem.code &&
		    !service->sheet->problem.code)
			compare(plan, service, before, out);
	}
}
