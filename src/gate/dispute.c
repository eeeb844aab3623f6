/*
 * Checks that a sheet says are not about its service (`not_applicable`). The base's word counts in
 * a gate, as with waivers; what a change adds counts for itself only where the policy lets a change
 * waive itself, or where the change brings nothing else. The gate's own criteria do not ask here.
 */
#include <string.h>

#include "done/questions.h"
#include "gate.h"

struct disputing {
	const struct done_plan *plan;
	struct done_standings *making;
	const struct done_service *service;
	struct done_standing *standing;
};

static const struct done_sheet_dispute *dispute_find(
    const struct done_sheet *sheet, const char *check)
{
	for (size_t i = 0; sheet && i < sheet->nr_disputes; i++) {
		if (!strcmp(sheet->disputes[i].check, check))
			return &sheet->disputes[i];
	}
	return NULL;
}

static void dispute_count(struct disputing *disputing, const struct done_sheet_dispute *dispute)
{
	disputing->standing->disputes[disputing->standing->nr_disputes++] = dispute;
}

/* It stood there when the branch began, and does no longer. */
static bool dispute_taken_back(
    const struct disputing *disputing, const struct done_sheet_dispute *dispute)
{
	const struct done_plan *plan = disputing->plan;
	const struct done_service *origin = disputing->standing->origin;
	const struct done_sheet *sheet = done_sheet_load(plan->arena, plan->changed->from,
	    origin ? origin : disputing->service, plan->bar->policy);

	return !disputing->standing->is_another && dispute_find(sheet, dispute->check);
}

static void dispute_ignore(
    const struct disputing *disputing, const struct done_sheet_dispute *dispute, const char *why)
{
	done_service_note(disputing->plan->notes, DONE_NOTE_WARNING, disputing->service,
	    "the sheet of '%s' lists '%s' in 'not_applicable', which does not count: "
	    "%s",
	    disputing->service->name, dispute->check, why);
}

/* What the base does not have. */
static void dispute_judge_added(
    struct disputing *disputing, const struct done_sheet_dispute *dispute)
{
	const struct done_plan *plan = disputing->plan;
	struct done_standing *standing = disputing->standing;
	int allowed = plan->bar->policy->waivers.self_granted;

	if (dispute_taken_back(disputing, dispute)) {
		dispute_ignore(disputing, dispute, "the base took it back");
		return;
	}
	if (allowed != DONE_SELF_REFUSE ||
	    done_waiver_comes_alone(&plan->changed->changes, disputing->making, disputing->service))
		dispute_count(disputing, dispute);
	else
		standing->added_disputes[standing->nr_added_disputes++] = dispute;
	done_service_note(plan->notes, allowed == DONE_SELF_ALLOW ? DONE_NOTE : DONE_NOTE_WARNING,
	    disputing->service, "the change says that '%s' does not apply to '%s': %s",
	    dispute->check, disputing->service->name, dispute->reason);
}

static void dispute_service(struct disputing *disputing)
{
	const struct done_sheet *ours = disputing->service->sheet;
	struct done_standing *standing = disputing->standing;
	const struct done_sheet *bases = standing->is_another ? NULL : standing->before;
	size_t most;

	if (!ours || ours->problem.code)
		return;
	most = ours->nr_disputes + (bases ? bases->nr_disputes : 0);
	if (!most)
		return;
	standing->disputes =
	    done_arena_array(disputing->plan->arena, most, sizeof(*standing->disputes));
	standing->added_disputes =
	    done_arena_array(disputing->plan->arena, most, sizeof(*standing->added_disputes));
	for (size_t i = 0; i < ours->nr_disputes; i++) {
		const struct done_sheet_dispute *dispute = &ours->disputes[i];
		const char *fault = done_reason_fault(disputing->plan->arena, dispute->reason);

		if (fault)
			dispute_ignore(disputing, dispute, fault);
		else if (!disputing->plan->compared->has_range ||
		    dispute_find(bases, dispute->check))
			dispute_count(disputing, dispute);
		else
			dispute_judge_added(disputing, dispute);
	}
	/* A branch may be older than the base's entry. */
	for (size_t i = 0; bases && i < bases->nr_disputes; i++) {
		if (!dispute_find(ours, bases->disputes[i].check) &&
		    done_text_is_reason(bases->disputes[i].reason))
			dispute_count(disputing, &bases->disputes[i]);
	}
}

/* ---- names that must exist ---- */

static bool dispute_is_asked(
    const struct done_policy *policy, const char *id, const char **names, size_t *nr)
{
	for (size_t i = 0; policy && i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (done_check_id_means(policy, id, policy->criteria[i].checks[j].id))
				return true;
			names[(*nr)++] = policy->criteria[i].checks[j].id;
		}
	}
	return false;
}

static void dispute_note_strangers(const struct disputing *disputing)
{
	const struct done_plan *plan = disputing->plan;
	const struct done_policy *own = plan->nested->own_asked;
	const struct done_policy *policy = disputing->standing->policy;
	const char **names = done_arena_array(
	    plan->arena, policy->nr_checks + (own ? own->nr_checks : 0) + 1, sizeof(*names));

	for (size_t i = 0; i < disputing->standing->nr_disputes; i++) {
		const char *id = disputing->standing->disputes[i]->check, *nearest;
		size_t nr = 0;

		if (dispute_is_asked(policy, id, names, &nr) ||
		    dispute_is_asked(own, id, names, &nr))
			continue;
		nearest = done_name_nearest(id, names, nr);
		dispute_ignore(disputing, disputing->standing->disputes[i],
		    nearest ? done_arena_printf(plan->arena,
		                  "it is not a check of the policy; did "
		                  "you mean '%s'?",
		                  nearest)
		            : "it is not a check of the policy");
	}
}

void done_disputes_ready(const struct done_plan *before, struct done_standings *making)
{
	for (size_t i = 0; i < making->selection.nr; i++) {
		const struct done_service *service = making->selection.items[i].service;
		struct disputing disputing = {
		    before, making, service, done_standing_of(making, service)};

		dispute_service(&disputing);
		dispute_note_strangers(&disputing);
	}
}

const struct done_sheet_dispute *done_dispute_of(const struct done_standing *standing,
    const struct done_policy *policy, const struct done_check *check)
{
	for (size_t i = 0; i < standing->nr_disputes; i++) {
		if (done_check_id_means(policy, standing->disputes[i]->check, check->id))
			return standing->disputes[i];
	}
	return NULL;
}
