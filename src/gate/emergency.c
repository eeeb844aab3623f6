/*
 * Waivers of emergencies: short, one open a service, allowed in the change that they excuse, and in
 * every report until they end.
 */
#include <inttypes.h>
#include <string.h>

#include "gate.h"

const char *done_emergency_fault(struct done_arena *arena, const struct done_waiver_rules *rules,
    const struct done_sheet_waiver *waiver, done_day now)
{
	int64_t most = rules->emergency_days;
	int64_t left = (int64_t)waiver->until - now;

	if (!waiver->emergency)
		return NULL;
	if (!most)
		return "it is of an emergency, and the policy allows none ('emergency_days' of "
		       "'waivers')";
	if (left > most)
		return done_arena_printf(arena,
		    "it would last %" PRId64 " more days, the policy allows %" PRId64
		    " for an emergency",
		    left, most);
	return NULL;
}

static bool emergency_is_open(const struct done_ready_waiver *ready)
{
	return ready->report.emergency && ready->report.state == DONE_WAIVER_COUNTS;
}

/* The one that the base has goes before those that the change adds. */
static const struct done_ready_waiver *emergency_first(const struct done_standing *standing)
{
	const struct done_ready_waiver *first = NULL;

	for (size_t i = 0; i < standing->nr_waivers; i++) {
		const struct done_ready_waiver *ready = &standing->waivers[i];

		if (emergency_is_open(ready) && (!first || (ready->in_base && !first->in_base)))
			first = ready;
	}
	return first;
}

static void emergency_note(const struct done_plan *plan, const struct done_service *service,
    const char *check, const char *emergency, done_day until)
{
	char day[11];

	done_day_format(until, day);
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "emergency %s: '%s' of '%s' is waived until %s", emergency, check, service->name, day);
	plan->notes->items[plan->notes->nr - 1].stays = true;
}

void done_emergencies_settle(const struct done_plan *before, const struct done_service *service,
    struct done_standing *standing)
{
	const struct done_ready_waiver *first = emergency_first(standing);

	if (!first)
		return;
	for (size_t i = 0; i < standing->nr_waivers; i++) {
		struct done_ready_waiver *ready = &standing->waivers[i];

		if (ready == first || !emergency_is_open(ready))
			continue;
		ready->report.state = DONE_WAIVER_REFUSED;
		ready->report.refused = done_arena_printf(before->arena,
		    "the service has another emergency, of '%s': one may be open at a time",
		    done_arena_shown(before->arena, first->check));
	}
	emergency_note(before, service, first->check, first->report.emergency, first->report.until);
}

/* Of services that the change does not touch. */
void done_emergencies_note_others(
    const struct done_plan *before, const struct done_standings *making)
{
	for (size_t i = 0; i < making->services.nr; i++) {
		const struct done_service *service = &making->services.items[i];
		const struct done_sheet *sheet = service->sheet;

		if (!sheet || sheet->problem.code || done_standing_of(making, service)->is_judged)
			continue;
		for (size_t j = 0; j < sheet->nr_waivers; j++) {
			const struct done_sheet_waiver *waiver = &sheet->waivers[j];

			if (waiver->emergency && waiver->until >= before->request->now)
				emergency_note(before, service, waiver->check, waiver->emergency,
				    waiver->until);
		}
	}
}
