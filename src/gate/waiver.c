/*
 * Waivers: which of a sheet's excuses count. The base's word counts in a gate; what a change adds
 * is said out loud, and excuses the change itself only where the policy says so, or where the
 * change brings nothing else of the service: that is how a waiver is added.
 */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "done/questions.h"
#include "gate.h"

struct readying {
	const struct done_plan *plan;
	struct done_standings *making;
	const struct done_service *service;
	struct done_standing *standing;
};

static const struct done_sheet_waiver *find_waiver(
    const struct done_sheet *sheet, const char *check)
{
	for (size_t i = 0; sheet && i < sheet->nr_waivers; i++) {
		if (!strcmp(sheet->waivers[i].check, check))
			return &sheet->waivers[i];
	}
	return NULL;
}

/* The base has it already, or more of it: a change may shorten what it does not add. */
static bool is_covered(const struct done_sheet_waiver *ours, const struct done_sheet_waiver *bases)
{
	return ours && bases && ours->until <= bases->until && !strcmp(ours->by, bases->by);
}

/* ---- what the policy accepts ---- */

/* Addresses and teams are compared without regard to case, as mail and hosts do. */
static bool may_approve(const struct done_waiver_rules *rules, const char *by)
{
	for (size_t i = 0; i < rules->approvers.nr; i++) {
		if (!strcasecmp(rules->approvers.items[i], by))
			return true;
	}
	return rules->approvers.nr == 0;
}

static const char *list_approvers(struct done_arena *arena, const struct done_waiver_rules *rules)
{
	const size_t most = 5;
	struct done_buf all = {0};
	const char *text;

	for (size_t i = 0; i < rules->approvers.nr && i < most; i++)
		done_buf_addf(&all, "%s%s", i ? ", " : "", rules->approvers.items[i]);
	if (rules->approvers.nr > most)
		done_buf_addf(&all, " and %zu more", rules->approvers.nr - most);
	text = done_arena_strdup(arena, all.ptr ? all.ptr : "");
	done_buf_release(&all);
	return text;
}

const char *done_waiver_fault(struct done_arena *arena, const struct done_waiver_rules *rules,
    const struct done_sheet_waiver *waiver, done_day now)
{
	int64_t left = (int64_t)waiver->until - now;
	const char *fault = done_reason_fault(arena, waiver->reason);

	if (fault)
		return fault;
	if (!may_approve(rules, waiver->by))
		return done_arena_printf(arena, "'%s' is not among those who approve waivers (%s)",
		    waiver->by, list_approvers(arena, rules));
	fault = done_emergency_fault(arena, rules, waiver, now);
	if (!fault && left > rules->max_days)
		fault = done_arena_printf(arena,
		    "it would last %" PRId64 " more days, the policy allows %" PRId64, left,
		    rules->max_days);
	return fault;
}

static struct done_waiver_report waiver_judge(
    const struct done_plan *plan, const struct done_sheet_waiver *waiver)
{
	struct done_arena *arena = plan->arena;
	struct done_waiver_report report = {
	    .state = DONE_WAIVER_COUNTS,
	    .reason = done_arena_shown(arena, waiver->reason),
	    .by = done_arena_shown(arena, waiver->by),
	    .until = waiver->until,
	    .emergency = waiver->emergency ? done_arena_shown(arena, waiver->emergency) : NULL,
	};
	const char *fault =
	    done_waiver_fault(arena, &plan->bar->policy->waivers, waiver, plan->request->now);

	if (waiver->until < plan->request->now) {
		report.state = DONE_WAIVER_EXPIRED;
	} else if (fault) {
		report.state = DONE_WAIVER_REFUSED;
		report.refused = done_arena_shown(arena, fault);
	}
	return report;
}

/* ---- what a change adds ---- */

/* As it stood when the branch began; what cannot be read there was not there. */
static const struct done_sheet_waiver *find_begun(
    const struct readying *readying, const char *check)
{
	const struct done_plan *plan = readying->plan;
	const struct done_service *origin = readying->standing->origin;

	if (readying->standing->is_another)
		return NULL;
	return find_waiver(done_sheet_load(plan->arena, plan->changed->from,
	                       origin ? origin : readying->service, plan->bar->policy),
	    check);
}

/* It stood there when the branch began, and does no longer. */
static bool was_taken_back(const struct readying *readying, const struct done_sheet_waiver *waiver)
{
	return is_covered(waiver, find_begun(readying, waiver->check));
}

/* The base has renewed it since, and the change has not touched it: merged, it is the base's. */
static bool was_renewed(const struct readying *readying, const struct done_sheet_waiver *ours,
    const struct done_sheet_waiver *bases)
{
	const struct done_sheet_waiver *begun;

	if (!readying->plan->compared->has_range || ours->until == bases->until)
		return false;
	begun = find_begun(readying, ours->check);
	return begun && begun->until == ours->until && !strcmp(begun->by, ours->by);
}

/* Whose word is judged first: the change may shorten what the base has, and no more. */
static const struct done_sheet_waiver *choose_word(const struct readying *readying,
    const struct done_sheet_waiver *ours, const struct done_sheet_waiver *bases)
{
	if (!bases || !ours)
		return ours ? ours : bases;
	return is_covered(ours, bases) && !was_renewed(readying, ours, bases) ? ours : bases;
}

static void note_added(const struct readying *readying, const struct done_sheet_waiver *waiver,
    bool is_new, enum done_note_level level)
{
	const struct done_service *service = readying->service;
	char day[11];

	done_day_format(waiver->until, day);
	done_service_note(readying->plan->notes, level, service,
	    "the change %s '%s' for '%s', until %s by %s",
	    is_new ? "adds a waiver of" : "alters the waiver of", waiver->check, service->name, day,
	    waiver->by);
}

/* What the policy would accept, and the base does not have. */
static void judge_added(struct readying *readying, const struct done_sheet_waiver *waiver,
    const struct done_sheet_waiver *bases, struct done_waiver_report *report)
{
	bool is_new = !bases;
	struct done_standing *standing = readying->standing;
	int allowed = readying->plan->bar->policy->waivers.self_granted;

	if (report->state != DONE_WAIVER_COUNTS)
		return;
	if (was_taken_back(readying, waiver)) {
		report->state = DONE_WAIVER_REFUSED;
		report->refused = "the base took it back";
		return;
	}
	if (waiver->emergency && bases && bases->emergency) {
		report->state = DONE_WAIVER_REFUSED;
		report->refused = "the base has the emergency already: it is not prolonged";
	} else if (!waiver->emergency && allowed == DONE_SELF_REFUSE &&
	    !done_waiver_comes_alone(
	        &readying->plan->changed->changes, readying->making, readying->service)) {
		report->state = DONE_WAIVER_REFUSED;
		report->refused =
		    "the change that it excuses adds it: land the sheet first, by itself";
		/* Merged, it would excuse the next change: so it is no mere note. */
		standing->added[standing->nr_added++] = waiver;
	}
	report->is_ahead = is_new && !waiver->emergency && allowed == DONE_SELF_REFUSE;
	note_added(
	    readying, waiver, is_new, allowed == DONE_SELF_ALLOW ? DONE_NOTE : DONE_NOTE_WARNING);
}

/* ---- the waivers of one service ---- */

static void add_ready(struct readying *readying, const struct done_sheet_waiver *ours,
    const struct done_sheet_waiver *bases)
{
	const struct done_plan *plan = readying->plan;
	struct done_standing *standing = readying->standing;
	struct done_ready_waiver *ready = &standing->waivers[standing->nr_waivers++];
	struct done_waiver_report report;

	ready->check = ours ? ours->check : bases->check;
	ready->in_head = ours != NULL;
	ready->in_base = bases != NULL;
	ready->report = waiver_judge(plan, choose_word(readying, ours, bases));
	if (!ours || !plan->compared->has_range || is_covered(ours, bases))
		return;
	report = waiver_judge(plan, ours);
	judge_added(readying, ours, bases, &report);
	/* The base's word excuses as long as it lasts. */
	if (!bases || ready->report.state != DONE_WAIVER_COUNTS)
		ready->report = report;
}

static void ready_service(struct readying *readying)
{
	const struct done_sheet *ours = readying->service->sheet;
	const struct done_sheet *bases =
	    readying->standing->is_another ? NULL : readying->standing->before;
	size_t most;

	/* A sheet that cannot be used excuses nothing, the base's neither. */
	if (!ours || ours->problem.code)
		return;
	most = ours->nr_waivers + (bases ? bases->nr_waivers : 0);
	if (!most)
		return;
	readying->standing->waivers =
	    done_arena_array(readying->plan->arena, most, sizeof(*readying->standing->waivers));
	readying->standing->added =
	    done_arena_array(readying->plan->arena, most, sizeof(*readying->standing->added));
	for (size_t i = 0; i < ours->nr_waivers; i++)
		add_ready(readying, &ours->waivers[i], find_waiver(bases, ours->waivers[i].check));
	for (size_t i = 0; bases && i < bases->nr_waivers; i++) {
		if (!find_waiver(ours, bases->waivers[i].check))
			add_ready(readying, NULL, &bases->waivers[i]);
	}
}

/* ---- names that must exist ---- */

static bool has_check(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; policy && i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (!strcmp(id, policy->criteria[i].checks[j].id))
				return true;
		}
	}
	return false;
}

static const char *nearest_check(
    const struct done_policy *policy, const char *id, struct done_arena *arena)
{
	const char **names = done_arena_array(arena, policy->nr_checks + 1, sizeof(*names));
	size_t nr = 0;

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++)
			names[nr++] = policy->criteria[i].checks[j].id;
	}
	return done_name_nearest(id, names, nr);
}

static bool is_asked(const struct readying *readying, const char *id)
{
	return has_check(readying->standing->policy, id) ||
	    has_check(readying->plan->nested->own_asked, id);
}

/* An id of an earlier preset, which no check has of its own, is the one of today. */
static bool waiver_renamed(const struct readying *readying, struct done_ready_waiver *waiver)
{
	const char *now;

	if (!done_check_is_renamed(waiver->check, &now) || !now || !is_asked(readying, now))
		return false;
	done_service_note(readying->plan->notes, DONE_NOTE_WARNING, readying->service,
	    "'%s' waives '%s', which is '%s' now: write that id in its sheet",
	    readying->service->name, waiver->check, now);
	waiver->check = now;
	return true;
}

/* It excuses nothing, so it is no fault: a check may be gone since. */
static void note_strangers(const struct readying *readying)
{
	const struct done_plan *plan = readying->plan;
	const struct done_service *service = readying->service;

	for (size_t i = 0; i < readying->standing->nr_waivers; i++) {
		const char *id = readying->standing->waivers[i].check;
		const char *nearest;

		if (is_asked(readying, id) ||
		    waiver_renamed(readying, &readying->standing->waivers[i]))
			continue;
		nearest = nearest_check(readying->standing->policy, id, plan->arena);
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "'%s' waives '%s', which is not a check of the policy%s%s%s", service->name, id,
		    nearest ? ": did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
	}
}

void done_waivers_ready(const struct done_plan *before, struct done_standings *making)
{
	for (size_t i = 0; i < making->selection.nr; i++) {
		const struct done_service *service = making->selection.items[i].service;
		struct readying readying = {
		    before, making, service, done_standing_of(making, service)};

		ready_service(&readying);
		done_emergencies_settle(before, service, readying.standing);
		note_strangers(&readying);
	}
}

/* ---- one check that was judged ---- */

void done_waive(
    const struct done_standing *standing, struct done_arena *keep, struct done_check_report *check)
{
	for (size_t i = 0; i < standing->nr_waivers; i++) {
		const struct done_ready_waiver *ready = &standing->waivers[i];
		struct done_waiver_report *waiver;

		if (strcmp(ready->check, check->check->id) != 0 ||
		    (check->verdict != DONE_UNMET && !ready->in_head))
			continue;
		waiver = done_arena_alloc(keep, sizeof(*waiver));
		*waiver = ready->report;
		check->waiver = waiver;
		if (check->verdict != DONE_UNMET) {
			waiver->state = DONE_WAIVER_UNUSED;
			waiver->refused = NULL;
		} else if (waiver->state == DONE_WAIVER_COUNTS) {
			check->verdict = DONE_WAIVED;
		}
	}
}
