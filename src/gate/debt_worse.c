/*
 * What got worse where nothing is owed: in checks that only warn (which refuse what is lost where
 * the policy's `losses` says so), and in services that the change
 * touches by what lies outside of them alone (beside.c). Of these only what the change takes from
 * them is told; one from which it takes nothing was not touched, and is not in the report.
 */
#include <stdlib.h>
#include <string.h>

#include "debt.h"

/* ---- what is asked ---- */

/* The gate's own criteria do not hang on what lies outside. */
static bool worse_is_comparable(const struct done_plan *plan,
    const struct done_service_report *service, const struct done_criterion_report *criterion,
    const struct done_check_report *check)
{
	const struct done_standing *standing = done_standing_of(plan->standings, service->service);

	return criterion->criterion != &done_sheet_criterion &&
	    criterion->criterion != &done_map_criterion && !standing->is_another &&
	    standing->base_stage && plan->compared->range.has_base &&
	    check->nr_dropped <= check->nr_more &&
	    !done_debt_is_waived(standing, check->check->id) &&
	    done_debt_has_evidence(plan, check->check);
}

bool done_debt_asks_warning(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check)
{
	return check->verdict == DONE_UNMET && check->level == DONE_LEVEL_WARNING &&
	    !done_check_compares(check->check) &&
	    worse_is_comparable(plan, service, criterion, check);
}

bool done_debt_asks_worse(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check)
{
	return (check->verdict == DONE_UNMET || check->verdict == DONE_UNDECIDED) &&
	    worse_is_comparable(plan, service, criterion, check);
}

/* ---- what comes of it ---- */

/* A capability is shown by each of its places, and by some kinds of them only where there are
 * enough: what is left of them may be shown in another way. */
static bool worse_still_stands(const struct done_debt_ask *ask)
{
	return ask->still_stands && !strcmp(ask->check->check->test.form->name, "uses");
}

static bool worse_recognises(const struct done_test *test)
{
	return !strcmp(test->form->name, "uses") || !strcmp(test->form->name, "markdown");
}

/* Code and prose that were written anew may show it in a way that the bar does not know; a file, a
 * pattern or a value is there or is not. */
static bool worse_may_be_unknown(const struct done_debt_ask *ask)
{
	return ask->is_rewritten && done_test_asks(&ask->check->check->test, worse_recognises);
}

/* The base met it, whichever of its trees is asked, and had nothing of what is missing now. */
static bool worse_was_met(const struct done_debt_ask *ask)
{
	return ask->check->is_worse && ask->was_met && !ask->was_unmet && !ask->check->nr_known;
}

/* What met it there, by name, is gone, or what used it is. A gap that is only new is another
 * matter: what met the base still stands. */
static bool worse_is_lost(const struct done_plan *plan, const struct done_debt_ask *ask)
{
	struct done_debt_used used = {0};

	if (!worse_was_met(ask) || worse_still_stands(ask) || worse_may_be_unknown(ask))
		return false;
	if (!ask->lost && ask->lost_through)
		done_debt_find_used(plan, ask, &used);
	return ask->lost || used.path;
}

/* True where it refuses. */
static bool worse_settle_loss(
    const struct done_plan *plan, const struct done_debt_ask *ask, bool refuses)
{
	struct done_check_report *check = ask->check;

	check->is_compared = ask->is_compared;
	check->is_worse = ask->was_judged && !ask->missing.code && check->nr_known < ask->nr;
	if (!refuses || !worse_is_lost(plan, ask))
		return false;
	check->level = DONE_LEVEL_ERROR;
	check->is_loss = true;
	check->is_worse = false;
	return true;
}

void done_debt_settle_kept(const struct done_plan *plan, const struct done_debt_ask *ask)
{
	struct done_check_report *check = ask->check;
	bool is_told;

	if (check->verdict == DONE_UNDECIDED) {
		is_told = ask->was_met && !ask->was_unmet;
	} else if (worse_settle_loss(plan, ask, true)) {
		is_told = true;
	} else {
		is_told = worse_was_met(ask) && ask->lost && worse_may_be_unknown(ask);
		check->level = is_told ? DONE_LEVEL_WARNING : check->level;
	}
	if (is_told)
		check->is_kept = false;
	else
		done_kept_drop(check);
}

void done_debt_settle_warning(const struct done_plan *plan, const struct done_debt_ask *ask)
{
	struct done_check_report *check = ask->check;

	if (worse_settle_loss(plan, ask, check->check->losses == DONE_LOSSES_REFUSE))
		return;
	if (check->is_worse)
		return;
	check->nr_known = 0;
	memset(ask->known, 0, ask->nr * sizeof(*ask->known));
}

/* Not to know what was there is no reason to refuse, and none to be silent. */
void done_debt_note_unread(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run)
{
	const struct done_debt_ask *first = NULL;
	size_t nr = 0;

	for (size_t i = 0; i < asks->nr; i++) {
		const struct done_debt_ask *ask = asks->items[i];

		if (!ask->missing.code ||
		    (!ask->is_kept &&
		        (ask->check->level != DONE_LEVEL_WARNING ||
		            ask->check->check->losses != DONE_LOSSES_REFUSE)))
			continue;
		first = nr++ ? first : ask;
	}
	if (!nr)
		return;
	done_note_add(plan->arena, run, (struct done_note){.level = DONE_NOTE_WARNING},
	    "whether the change took away what met '%s'%s cannot be told: %s%s%s",
	    first->check->check->id,
	    nr > 1 ? done_arena_printf(
	                 plan->arena, " and %zu more checks that refuse nothing else", nr - 1)
	           : "",
	    first->missing.message, first->missing.cure[0] ? ": " : "", first->missing.cure);
}

/* Left as it is where it got worse; else it is no reason to refuse. */
static void worse_excuse(struct done_check_report *check)
{
	check->nr_known = check->nr_findings + check->nr_dropped;
	if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_ERROR && check->nr_known) {
		check->verdict = DONE_OWED;
		for (size_t i = 0; i < check->nr_findings; i++)
			check->findings[i].is_known = true;
		return;
	}
	check->nr_known = 0;
	if (check->level == DONE_LEVEL_WARNING && check->verdict == DONE_UNMET)
		return;
	check->verdict = DONE_NOT_APPLICABLE;
	check->nr_findings = check->nr_dropped = check->nr_more = 0;
	check->reason = "the change touches nothing of this service that it looks at";
	check->cure = NULL;
}

static int worse_compare_path(const void *path, const void *change)
{
	return strcmp(path, ((const struct done_change *)change)->path);
}

/* As the change has it; NULL: it does not touch it. */
static const char *worse_changed(const struct done_plan *plan, const char *path)
{
	const struct done_changes *changes = &plan->changed->changes;
	const struct done_change *found = path && changes->nr
	    ? bsearch(path, changes->items, changes->nr, sizeof(*found), worse_compare_path)
	    : NULL;

	return found ? found->path : NULL;
}

static bool worse_points_at_change(
    const struct done_plan *plan, const struct done_check_report *check)
{
	for (size_t i = 0; i < check->nr_findings; i++) {
		if (worse_changed(plan, check->findings[i].path))
			return true;
	}
	return false;
}

/*
 * Findings that the base has not. What compares with the base itself does not apply there: what it
 * finds is the change's, wherever it points (a description points to the file that is gone from its
 * own line); what only its condition or its reports compare is where it points at the change.
 */
static bool worse_is_unmet(
    const struct done_plan *plan, const struct done_debt_ask *ask, struct done_check_report *check)
{
	if (ask && (check->nr_known >= ask->nr || ask->was_judged))
		return check->nr_known < ask->nr;
	return (ask && done_check_finds_changes(check->check)) ||
	    (done_check_compares(check->check) && worse_points_at_change(plan, check));
}

/* What the base had nothing to do with, or was judged by, cannot be judged now. */
static bool worse_is_undecided(
    const struct done_debt_ask *ask, const struct done_check_report *check)
{
	return ask->was_judged || ask->missing.code ||
	    (ask->was_looked_at && !done_check_reads_reports(check->check));
}

/* ask NULL: it was not compared with the base. True where the check got worse. */
static bool worse_settle_check(
    const struct done_plan *plan, const struct done_debt_ask *ask, struct done_check_report *check)
{
	if (check->verdict != DONE_UNMET && check->verdict != DONE_UNDECIDED)
		return false;
	if (check->is_worse)
		return true;
	if (check->verdict == DONE_UNDECIDED && ask && worse_is_undecided(ask, check))
		return true;
	if (check->verdict == DONE_UNMET && check->level == DONE_LEVEL_ERROR &&
	    worse_is_unmet(plan, ask, check))
		return true;
	worse_excuse(check);
	return false;
}

/* Services, their checks and what was asked of them are in one order. */
struct worse_walk {
	const struct done_plan *plan;
	const struct done_debt_asks *asks;
	size_t next;
};

static bool worse_settle_service(struct worse_walk *walk, struct done_service_report *service)
{
	struct done_reason *reason = (struct done_reason *)service->reasons;
	const char *first = NULL;
	bool any = false;

	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			struct done_check_report *check = &service->criteria[i].checks[j];
			const struct done_debt_ask *ask = walk->next < walk->asks->nr &&
			        walk->asks->items[walk->next]->check == check
			    ? walk->asks->items[walk->next++]
			    : NULL;

			if (!service->is_beside || !worse_settle_check(walk->plan, ask, check))
				continue;
			any = true;
			/* What met it says more than the first path that changed. */
			if (ask && !first)
				first = worse_changed(walk->plan, ask->lost);
		}
	}
	if (first)
		reason->path = first;
	return any;
}

static void worse_drop_notes(struct done_run *run, const char *service)
{
	size_t nr = 0;

	for (size_t i = 0; i < run->nr_notes; i++) {
		if (!run->notes[i].service || run->notes[i].stays ||
		    strcmp(run->notes[i].service, service) != 0)
			run->notes[nr++] = run->notes[i];
	}
	run->nr_notes = nr;
}

void done_debt_drop_beside(
    const struct done_plan *plan, const struct done_debt_asks *asks, struct done_run *run)
{
	struct worse_walk walk = {plan, asks, 0};
	size_t nr = 0, all = run->nr_services;

	for (size_t i = 0; i < all; i++) {
		struct done_service_report *service = &run->services[i];
		bool is_worse = worse_settle_service(&walk, service);

		if (service->is_beside && !is_worse) {
			worse_drop_notes(run, service->service->path);
			continue;
		}
		if (service->is_beside) {
			done_settle_service(service);
			run->examined.selected++;
		}
		run->services[nr++] = *service;
	}
	run->nr_services = nr;
	run->examined.beside = all - nr;
}
