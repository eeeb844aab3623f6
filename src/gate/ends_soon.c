/*
 * What ends within fourteen days, so that nobody is surprised by the day: waivers, and checks that
 * only warn until a day. An experiment's last day is in its own note (stage.c).
 */
#include <inttypes.h>
#include <string.h>

#include "gate.h"

enum { ENDS_NAMES = 5 }; /* checks that are named, of one day */

bool done_ends_soon(done_day day, done_day now)
{
	return day != DONE_NO_DAY && day >= now &&
	    (int64_t)day - (int64_t)now <= DONE_ENDS_SOON_DAYS;
}

/* "today", "in 1 day", "in 12 days" */
static const char *ends_in(struct done_arena *arena, done_day day, done_day now)
{
	int64_t left = (int64_t)day - (int64_t)now;

	if (!left)
		return "today";
	return done_arena_printf(arena, "in %" PRId64 " %s", left, left == 1 ? "day" : "days");
}

static void ends_note_waivers(const struct done_plan *plan, const struct done_service *service,
    const struct done_standing *standing)
{
	for (size_t i = 0; i < standing->nr_waivers; i++) {
		const struct done_ready_waiver *ready = &standing->waivers[i];
		char day[11];

		if (ready->report.state != DONE_WAIVER_COUNTS || ready->report.emergency ||
		    !done_ends_soon(ready->report.until, plan->request->now))
			continue;
		done_day_format(ready->report.until, day);
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "the waiver of '%s' for '%s' ends %s, on %s: meet the check, or renew the "
		    "waiver",
		    ready->check, service->name,
		    ends_in(plan->arena, ready->report.until, plan->request->now), day);
	}
}

/* ---- checks that block from a day on ---- */

struct ends_checks {
	done_day now, day; /* the earliest that is later than `after` */
	size_t nr;
	const char *ids[ENDS_NAMES];
};

static void ends_see(struct ends_checks *ends, done_day after, const struct done_check *check)
{
	done_day day = check->effective;

	if (check->level != DONE_LEVEL_ERROR || !done_ends_soon(day, ends->now) ||
	    day == ends->now || (after != DONE_NO_DAY && day <= after) ||
	    (ends->day != DONE_NO_DAY && day > ends->day))
		return;
	if (day != ends->day)
		ends->nr = 0;
	ends->day = day;
	if (ends->nr < ENDS_NAMES)
		ends->ids[ends->nr] = check->id;
	ends->nr++;
}

static void ends_note_day(const struct done_plan *plan, const struct ends_checks *ends)
{
	struct done_buf ids = {0};
	char day[11];

	for (size_t i = 0; i < ends->nr && i < ENDS_NAMES; i++)
		done_buf_addf(&ids, "%s'%s'", i ? ", " : "", ends->ids[i]);
	if (ends->nr > ENDS_NAMES)
		done_buf_addf(&ids, " and %zu more", ends->nr - ENDS_NAMES);
	done_day_format(ends->day, day);
	done_run_note(plan->notes, DONE_NOTE_WARNING,
	    "%s only %s until %s, and %s from then on: meet %s, or give the policy a "
	    "later 'effective' day",
	    ids.ptr, ends->nr == 1 ? "warns" : "warn",
	    done_arena_printf(
	        plan->arena, "%s (%s)", day, ends_in(plan->arena, ends->day, ends->now)),
	    ends->nr == 1 ? "blocks" : "block", ends->nr == 1 ? "it" : "them");
	done_buf_release(&ids);
}

/* The last day on which old gaps are let be, of the policy and of checks that say otherwise. */
static void ends_note_debt(const struct done_plan *plan)
{
	const struct done_policy *policy = plan->nested->shown;
	done_day now = done_request_policy_day(plan->request), first = DONE_NO_DAY;
	size_t nr = 0;
	char day[11];

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			done_day debt = policy->criteria[i].checks[j].debt;

			if (!done_ends_soon(debt, now))
				continue;
			nr++;
			first = first == DONE_NO_DAY || debt < first ? debt : first;
		}
	}
	if (!nr)
		return;
	done_day_format(first, day);
	done_run_note(plan->notes, DONE_NOTE_WARNING,
	    "old gaps of %zu %s no longer owed after %s (%s): from then on they "
	    "refuse a change",
	    nr, nr == 1 ? "check are" : "checks are", day, ends_in(plan->arena, first, now));
}

static void ends_note_checks(const struct done_plan *plan)
{
	const struct done_policy *policy = plan->nested->shown;
	done_day now = plan->request->policy_now ? *plan->request->policy_now : plan->request->now;
	done_day after = DONE_NO_DAY;

	for (;;) {
		struct ends_checks ends = {.now = now, .day = DONE_NO_DAY};

		for (size_t i = 0; i < policy->nr_criteria; i++) {
			for (size_t j = 0; j < policy->criteria[i].nr_checks; j++)
				ends_see(&ends, after, &policy->criteria[i].checks[j]);
		}
		if (ends.day == DONE_NO_DAY)
			return;
		ends_note_day(plan, &ends);
		after = ends.day;
	}
}

void done_ends_soon_note(const struct done_plan *before, const struct done_standings *making)
{
	for (size_t i = 0; i < making->selection.nr; i++) {
		const struct done_service *service = making->selection.items[i].service;

		ends_note_waivers(before, service, done_standing_of(making, service));
	}
	ends_note_checks(before);
	ends_note_debt(before);
}
