/*
 * Sheets and stages. A service's stage is what its sheet says, else what the policy's map says. An
 * experiment is let through until its last day, if it says until when and why. A change may move a
 * service up at once; moving it down is said out loud, and does not excuse what else it changes.
 */
#include <inttypes.h>
#include <string.h>

#include "done/questions.h"
#include "gate.h"

#define EXPERIMENT "experiment"

/* ---- who needs sheets -------------------------------------------------------------------- */

static bool needs_sheets(const struct done_kind_form *form)
{
	return form->needs_sheets;
}

/* ---- which stage is higher --------------------------------------------------------------- */

static size_t rank_of(const struct done_policy *policy, const char *stage)
{
	size_t i = 0;

	while (i < policy->stages.nr && strcmp(policy->stages.items[i], stage) != 0)
		i++;
	return i;
}

static bool speaks_of(const struct done_condition *when, const char *stage)
{
	if (!when)
		return false;
	if (when->kind == DONE_WHEN_STAGE && !strcmp(when->text, stage))
		return true;
	for (size_t i = 0; i < when->nr_parts; i++) {
		if (speaks_of(&when->parts[i], stage))
			return true;
	}
	return false;
}

/* Whether a check's own condition tells the two stages apart: which of them is asked more is left
 * open. */
static bool tells_apart(const struct done_criterion *criterion, const char *a, const char *b)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_condition *when = criterion->checks[i].when;

		if (speaks_of(when, a) || speaks_of(when, b))
			return true;
	}
	return false;
}

/* Lower in the policy's order, or free of something that the other is asked. */
static bool asks_less(const struct done_policy *policy, const char *now, const char *before)
{
	if (!strcmp(now, before))
		return false;
	if (rank_of(policy, now) < rank_of(policy, before))
		return true;
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_strings *stages = &policy->criteria[i].stages;

		if ((done_strings_has(stages, before) && !done_strings_has(stages, now)) ||
		    tells_apart(&policy->criteria[i], now, before))
			return true;
	}
	return false;
}

/* What an experiment is judged as when its time is over. */
static const char *stage_after(const struct done_policy *policy, const struct done_service *service)
{
	const char *mapped = service->rule ? service->rule->stage : "production";
	size_t next = rank_of(policy, EXPERIMENT) + 1;

	if (strcmp(mapped, EXPERIMENT) != 0)
		return mapped;
	return next < policy->stages.nr ? policy->stages.items[next] : mapped;
}

/* ---- experiments ------------------------------------------------------------------------- */

enum admission { ADMITTED, UNSAID, OVER, TOO_LONG };

/* left: the days to its last one, where it names one. */
static enum admission admission_of(const struct done_plan *plan, const struct done_sheet *sheet,
                                   int64_t *left)
{
	if (!sheet || sheet->until == DONE_NO_DAY || !done_text_is_reason(sheet->stage_why))
		return UNSAID;
	*left = (int64_t)sheet->until - plan->gate->request->now;
	if (*left < 0)
		return OVER;
	return *left > plan->policy->experiment_days ? TOO_LONG : ADMITTED;
}

static void refuse(struct done_plan *plan, struct done_standing *standing, const char *message)
{
	struct done_arena *arena = &plan->gate->report->arena;
	int64_t days = plan->policy->experiment_days;
	char day[11];

	done_day_format((done_day)(plan->gate->request->now + days), day);
	standing->experiment = DONE_EXPERIMENT_REFUSED;
	standing->message = message;
	standing->fix =
		done_arena_printf(arena,
	                          "say so in " DONE_SHEET_NAME ", at most %" PRId64 " days ahead:\n"
	                          "stage: {name: experiment, until: %s, why: <your reason>}",
	                          days, day);
}

static void let_through(struct done_plan *plan, const struct done_service *service, int32_t left)
{
	struct done_arena *arena = &plan->gate->report->arena;
	char day[11];

	done_day_format(service->sheet->until, day);
	done_service_note(plan->gate, plan->run, DONE_NOTE, service,
	                  "'%s' is an experiment, let through until %s (%s): %s", service->name,
	                  day,
	                  left ? done_arena_printf(arena, "%" PRId32 " %s left", left,
	                                           left == 1 ? "day" : "days")
	                       : "its last day is today",
	                  service->sheet->stage_why);
}

static void end_experiment(struct done_plan *plan, struct done_service *service,
                           struct done_standing *standing)
{
	struct done_arena *arena = &plan->gate->report->arena;
	char day[11];

	done_day_format(service->sheet->until, day);
	service->stage = stage_after(plan->policy, service);
	standing->experiment = DONE_EXPERIMENT_ENDED;
	standing->message = done_arena_printf(
		arena, "the experiment ended on %s: the service is judged as '%s' now", day,
		service->stage);
	standing->fix = done_arena_printf(
		arena,
		"meet what is asked and write 'stage: %s', or say why it goes on, with a new day",
		service->stage);
	done_service_note(plan->gate, plan->run, DONE_NOTE_WARNING, service,
	                  "'%s' is no experiment since %s: it is judged as '%s'", service->name,
	                  day, service->stage);
}

static void settle_experiment(struct done_plan *plan, struct done_service *service,
                              struct done_standing *standing)
{
	struct done_arena *arena = &plan->gate->report->arena;
	int64_t left = 0;

	if (strcmp(service->stage, EXPERIMENT) != 0)
		return;
	switch (admission_of(plan, service->sheet, &left)) {
	case UNSAID:
		refuse(plan, standing, "an experiment must say until when and why");
		break;
	case OVER:
		end_experiment(plan, service, standing);
		break;
	case TOO_LONG:
		refuse(plan, standing,
		       done_arena_printf(arena,
		                         "the experiment would last %" PRId64
		                         " more days, the policy allows %" PRId64,
		                         left, plan->policy->experiment_days));
		break;
	case ADMITTED:
		let_through(plan, service, (int32_t)left);
		break;
	}
}

/* ---- a change of stage ------------------------------------------------------------------- */

static void note_moved(struct done_plan *plan, const struct done_selected *selected,
                       struct done_service *service, const char *before)
{
	const char *now = service->stage;
	bool alone = done_sheet_changes_alone(plan, selected);

	if (!alone)
		service->stage = before;
	done_service_note(plan->gate, plan->run, DONE_NOTE_WARNING, service,
	                  "the change moves '%s' down from stage '%s' to '%s' (%s '%s')",
	                  service->name, before, now,
	                  alone ? "nothing but sheets changed: judged as" : "judged as",
	                  service->stage);
}

static void note_extended(struct done_plan *plan, const struct done_service *service,
                          const struct done_sheet *before)
{
	char from[11], to[11];

	if (!before->stage || strcmp(before->stage, EXPERIMENT) != 0 ||
	    strcmp(service->stage, EXPERIMENT) != 0 || before->until == DONE_NO_DAY ||
	    service->sheet->until <= before->until)
		return;
	done_day_format(before->until, from);
	done_day_format(service->sheet->until, to);
	done_service_note(plan->gate, plan->run, DONE_NOTE_WARNING, service,
	                  "the change prolongs the experiment '%s' from %s to %s", service->name,
	                  from, to);
}

/*
 * Where the base stands today. An experiment there that is over, or never said until when and why,
 * is none: what admits it must not be beside what it would excuse.
 */
static const char *stage_of_base(const struct done_plan *plan, const struct done_service *service,
                                 const struct done_sheet *before, const char *mapped)
{
	const char *stage = before->stage ? before->stage : mapped;
	int64_t left = 0;

	if (!strcmp(stage, EXPERIMENT) && !strcmp(service->stage, EXPERIMENT) &&
	    admission_of(plan, service->sheet, &left) == ADMITTED &&
	    admission_of(plan, before, &left) != ADMITTED)
		return stage_after(plan->policy, service);
	return stage;
}

/* The stage that the base says; a new service comes from nowhere. */
static void compare_with_base(struct done_plan *plan, const struct done_selected *selected,
                              struct done_service *service, const char *mapped)
{
	const struct done_sheet *before;
	const char *stage;

	if (!plan->has_range || !service->in_base)
		return;
	before = done_sheet_load(&plan->gate->report->arena, &plan->tip_snapshot, service,
	                         plan->policy);
	plan->standings[service - plan->services.items].before = before;
	stage = stage_of_base(plan, service, before, mapped);
	if (asks_less(plan->policy, service->stage, stage))
		note_moved(plan, selected, service, stage);
	else
		note_extended(plan, service, before);
}

/* ---- all services ------------------------------------------------------------------------ */

static void read_sheet(struct done_plan *plan, struct done_service *service)
{
	if (service->sheet || !service->in_head)
		return;
	service->sheet = done_sheet_load(&plan->gate->report->arena, &plan->head_snapshot, service,
	                                 plan->policy);
	if (service->sheet->stage)
		service->stage = service->sheet->stage;
}

void done_plan_read_sheets(struct done_plan *plan)
{
	struct done_services *services = &plan->services;
	bool all = done_policy_asks(plan->policy, needs_sheets);

	plan->standings = done_arena_array(&plan->gate->report->arena, services->nr + 1,
	                                   sizeof(*plan->standings));
	plan->only_sheets = done_change_is_of_sheets(plan);
	for (size_t i = 0; all && i < services->nr; i++)
		read_sheet(plan, &services->items[i]);
	if (all && plan->selection.nr_deleted)
		done_plan_select_callers(plan);
	for (size_t i = 0; i < plan->selection.nr; i++) {
		const struct done_selected *selected = &plan->selection.items[i];
		size_t at = (size_t)(selected->service - services->items);
		struct done_service *service = &services->items[at];
		const char *mapped = service->rule ? service->rule->stage : "production";

		read_sheet(plan, service);
		compare_with_base(plan, selected, service, mapped);
		settle_experiment(plan, service, &plan->standings[at]);
	}
}
