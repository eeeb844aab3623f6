/*
 * Which of the checks that are unmet are owed: those of which every finding is known, at the tip of
 * the base or at every merge base, or where the service stood as it does now before. Nothing is
 * looked at where all is met, or where the policy allows no debt.
 */
#include <string.h>

#include "debt.h"

/* ---- what may be owed ---- */

static struct done_debt_ask *debt_ask(struct done_arena *arena, struct done_service_report *service,
    const struct done_criterion *criterion, struct done_check_report *check)
{
	struct done_debt_ask *ask = done_arena_alloc(arena, sizeof(*ask));

	*ask = (struct done_debt_ask){
	    .service = service, .criterion = criterion, .check = check, .is_kept = check->is_kept};
	ask->nr = check->nr_findings + check->nr_more;
	ask->told = done_arena_array(arena, ask->nr + 1, sizeof(*ask->told));
	ask->known = done_arena_array(arena, ask->nr + 1, sizeof(*ask->known));
	ask->here = done_arena_array(arena, ask->nr + 1, sizeof(*ask->here));
	ask->everywhere = done_arena_array(arena, ask->nr + 1, sizeof(*ask->everywhere));
	for (size_t i = 0; i < check->nr_findings; i++)
		ask->told[i] = (struct done_told){.subject = check->findings[i].subject,
		    .amount = check->findings[i].amount,
		    .path = check->findings[i].path};
	for (size_t i = 0; i < check->nr_more; i++)
		ask->told[check->nr_findings + i] = check->more[i];
	return ask;
}

/* What compares with the base itself finds nothing but what the change brings. */
static void debt_mark_compared(const struct done_plan *plan,
    const struct done_service_report *service, struct done_check_report *check)
{
	check->is_compared = check->verdict == DONE_UNMET && plan->compared->range.has_base &&
	    done_check_compares(check->check) &&
	    done_standing_of(plan->standings, service->service)->base_stage;
}

/* Beyond what is told nothing is known. */
static bool debt_is_asked(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, struct done_check_report *check)
{
	if (service->is_beside || check->is_kept)
		return done_debt_asks_worse(plan, service, criterion, check);
	if (done_policy_allows_debt(plan->nested->asked, plan->request))
		debt_mark_compared(plan, service, check);
	return (done_debt_may_be_owed(plan, service, criterion, check) &&
	           check->nr_dropped <= check->nr_more) ||
	    done_debt_asks_warning(plan, service, criterion, check);
}

static void debt_collect(const struct done_plan *plan, struct done_arena *arena,
    struct done_run *run, struct done_debt_asks *out)
{
	size_t cap = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		struct done_service_report *service = &run->services[i];

		for (size_t j = 0; j < service->nr_criteria; j++) {
			struct done_criterion_report *criterion = &service->criteria[j];

			for (size_t k = 0; k < criterion->nr_checks; k++) {
				struct done_check_report *check = &criterion->checks[k];

				if (!debt_is_asked(plan, service, criterion, check))
					continue;
				*DONE_ARENA_PUSH(arena, out->items, out->nr, cap) =
				    debt_ask(arena, service, criterion->criterion, check);
			}
		}
	}
}

/* ---- where it is looked for ---- */

/* What is staged will be pushed: it is compared with what a push would be, where that is known. */
static struct done_range debt_range(struct done_gate *gate, const struct done_plan *plan)
{
	struct done_range_request nothing = {0};
	struct done_error ignored = {0};
	struct done_range range = {0};

	if (plan->compared->mode != DONE_MODE_STAGED ||
	    done_range_make(gate->repo, plan->arena, &nothing, &range, &ignored) < 0)
		return plan->compared->range;
	return range;
}

static struct done_debt_asks debt_open(struct done_arena *arena, const struct done_debt_asks *asks)
{
	struct done_debt_asks open = {
	    .items = done_arena_array(arena, asks->nr + 1, sizeof(*open.items))};

	for (size_t i = 0; i < asks->nr; i++) {
		const struct done_debt_ask *ask = asks->items[i];

		if (!ask->nr || memchr(ask->known, false, ask->nr))
			open.items[open.nr++] = asks->items[i];
	}
	return open;
}

static void debt_add(bool *into, const bool *more, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		into[i] |= more[i];
}

static void debt_look_at_tip(struct done_gate *gate, const struct done_plan *plan,
    const struct done_range *range, const struct done_debt_asks *asks)
{
	done_debt_look(gate, plan, &range->base, asks);
	for (size_t i = 0; i < asks->nr; i++)
		debt_add(asks->items[i]->known, asks->items[i]->here, asks->items[i]->nr);
}

/* A gap that the branch began with is not its own, whatever the base became since. */
static void debt_look_at_merge_bases(struct done_gate *gate, const struct done_plan *plan,
    const struct done_range *range, const struct done_debt_asks *asks)
{
	for (size_t i = 0; i < range->nr_from; i++) {
		if (done_oid_equal(&range->from[i], &range->base))
			return; /* the base itself, in head or not: it has been looked at */
	}
	for (size_t i = 0; i < range->nr_from && asks->nr; i++) {
		done_debt_look(gate, plan, &range->from[i], asks);
		for (size_t j = 0; j < asks->nr; j++) {
			struct done_debt_ask *ask = asks->items[j];

			for (size_t k = 0; k < ask->nr; k++)
				ask->everywhere[k] = ask->here[k] && (!i || ask->everywhere[k]);
		}
	}
	for (size_t i = 0; range->nr_from && i < asks->nr; i++)
		debt_add(asks->items[i]->known, asks->items[i]->everywhere, asks->items[i]->nr);
}

/* ---- what comes of it ---- */

/* The new ones first: they are what is told. */
static void debt_sort_findings(const struct done_debt_ask *ask, struct done_arena *arena)
{
	struct done_check_report *check = ask->check;
	size_t nr = check->nr_findings, at = 0;
	struct done_finding *findings = done_arena_array(arena, nr + 1, sizeof(*findings));
	char(*prints)[DONE_OID_HEX + 1] = done_arena_array(arena, nr + 1, sizeof(*prints));

	for (int known = 0; known <= 1; known++) {
		for (size_t i = 0; i < nr; i++) {
			if (ask->known[i] != (bool)known)
				continue;
			findings[at] = check->findings[i];
			findings[at].is_known = known;
			memcpy(prints[at++], check->fingerprints[i], sizeof(*prints));
		}
	}
	if (!nr)
		return;
	memcpy(check->findings, findings, nr * sizeof(*findings));
	memcpy(check->fingerprints, prints, nr * sizeof(*prints));
}

/* Of those kept all are known: what is new among the others must have a place, too. */
static void debt_tell_dropped(const struct done_debt_ask *ask)
{
	struct done_check_report *check = ask->check;
	size_t nr = check->nr_findings;

	if (!nr || memchr(ask->known, false, nr))
		return;
	for (size_t i = nr; i < ask->nr; i++) {
		struct done_finding *last = &check->findings[nr - 1];

		if (ask->known[i])
			continue;
		*last = (struct done_finding){
		    .path = ask->told[i].path,
		    .line = ask->told[i].line,
		    .message = "this is new, and beyond the findings that are kept whole",
		    .brief = "this is new, beside many old ones",
		    .fix = check->check->fix,
		    .brief_fix = check->check->fix,
		    .subject = ask->told[i].subject,
		    .amount = ask->told[i].amount,
		};
		done_finding_print(
		    ask->service->service, check->check, last, check->fingerprints[nr - 1]);
		ask->known[nr - 1] = false;
		ask->known[i] = true;
		return;
	}
}

static void debt_settle_undecided(const struct done_debt_ask *ask, struct done_arena *keep)
{
	struct done_check_report *check = ask->check;

	check->verdict = DONE_UNDECIDED;
	check->nr_findings = check->nr_dropped = 0;
	check->reason = done_arena_printf(
	    keep, "whether the base met it cannot be told: %s", ask->missing.message);
	check->cure = ask->missing.cure[0] ? done_arena_strdup(keep, ask->missing.cure) : NULL;
}

static void debt_settle_ask(
    const struct done_plan *plan, const struct done_debt_ask *ask, struct done_arena *scratch)
{
	struct done_check_report *check = ask->check;

	check->is_compared = ask->is_compared;
	for (size_t i = 0; i < ask->nr; i++)
		check->nr_known += ask->known[i];
	if (ask->is_kept)
		done_debt_settle_kept(plan, ask);
	else if (check->level == DONE_LEVEL_WARNING)
		done_debt_settle_warning(plan, ask);
	else if (ask->nr && check->nr_known == ask->nr) {
		check->verdict = DONE_OWED;
		check->owed_at = ask->restored;
	} else if (ask->missing.code) {
		check->nr_known = 0;
		debt_settle_undecided(ask, plan->arena);
		return;
	}
	debt_tell_dropped(ask);
	debt_sort_findings(ask, scratch);
}

/* What is still only kept was compared with nothing, and so nothing of it is lost. */
static void debt_settle_service(struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			struct done_check_report *check = &service->criteria[i].checks[j];

			if (check->is_kept)
				done_kept_drop(check);
		}
	}
	done_settle_service(service);
}

static void debt_note_no_base(struct done_arena *arena, struct done_run *run)
{
	done_note_add(arena, run, (struct done_note){.level = DONE_NOTE_WARNING},
	    "there is no base to compare with, so no gap is an old one; where one "
	    "exists, name it: git done check --base REV");
}

static void debt_look_everywhere(
    struct done_gate *gate, const struct done_plan *plan, const struct done_debt_asks *asks)
{
	struct done_range range = debt_range(gate, plan);
	struct done_arena arena = {0};
	struct done_debt_asks left;

	debt_look_at_tip(gate, plan, &range, asks);
	left = debt_open(&arena, asks);
	debt_look_at_merge_bases(gate, plan, &range, &left);
	left = debt_open(&arena, &left);
	if (left.nr)
		done_debt_restore(gate, plan, &range.base, &left);
	done_arena_release(&arena);
}

/* An audit compares with nothing: what a gate would compare with its base, and for how many. */
static void debt_note_audit(const struct done_plan *plan, struct done_run *run)
{
	size_t nr = 0, nr_services = 0;

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];
		size_t before = nr;

		for (size_t j = 0; j < service->nr_criteria; j++) {
			for (size_t k = 0; k < service->criteria[j].nr_checks; k++)
				nr += done_debt_may_be_owed(plan, service, &service->criteria[j],
				    &service->criteria[j].checks[k]);
		}
		nr_services += nr > before;
	}
	if (!nr)
		return;
	done_note_add(plan->arena, run, (struct done_note){.level = DONE_NOTE},
	    "owed: %zu unmet check%s of %zu service%s; the policy's 'debt' lets what "
	    "stands on the base already pass in a push, and refuses what is new",
	    nr, nr == 1 ? "" : "s", nr_services, nr_services == 1 ? "" : "s");
}

int done_debt_settle(struct done_gate *gate, const struct done_plan *plan, struct done_run *run,
    struct done_error *err)
{
	struct done_debt_asks asks = {0};
	struct done_arena arena = {0};

	(void)err;
	if (!plan->compared->has_range) {
		if (done_policy_allows_debt(plan->nested->asked, plan->request))
			debt_note_audit(plan, run);
		return 0;
	}
	debt_collect(plan, &arena, run, &asks);
	if (asks.nr && !plan->compared->range.has_base) {
		debt_note_no_base(plan->arena, run);
	} else if (asks.nr) {
		debt_look_everywhere(gate, plan, &asks);
		for (size_t i = 0; i < asks.nr; i++)
			debt_settle_ask(plan, asks.items[i], &arena);
		done_debt_tell_lost(gate, plan, &asks);
		done_debt_note_restored(plan, &asks, run);
		done_debt_note_unread(plan, &asks, run);
	}
	for (size_t i = 0; i < run->nr_services; i++)
		debt_settle_service(&run->services[i]);
	done_debt_drop_beside(plan, &asks, run);
	done_arena_release(&arena);
	return 0;
}
