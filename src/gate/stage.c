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

static bool holds(const struct done_strings *names, const char *name)
{
	for (size_t i = 0; i < names->nr; i++) {
		if (!strcmp(names->items[i], name))
			return true;
	}
	return false;
}

/* Lower in the policy's order, or free of something that the other is asked. */
static bool asks_less(const struct done_policy *policy, const char *now, const char *before)
{
	if (rank_of(policy, now) < rank_of(policy, before))
		return true;
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		const struct done_strings *stages = &policy->criteria[i].stages;

		if (holds(stages, before) && !holds(stages, now))
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
	const struct done_sheet *sheet = service->sheet;
	struct done_arena *arena = &plan->gate->report->arena;
	int64_t left;

	if (strcmp(service->stage, EXPERIMENT) != 0)
		return;
	if (!sheet || sheet->until == DONE_NO_DAY || !done_text_is_reason(sheet->stage_why)) {
		refuse(plan, standing, "an experiment must say until when and why");
		return;
	}
	left = (int64_t)sheet->until - plan->gate->request->now;
	if (left < 0)
		end_experiment(plan, service, standing);
	else if (left > plan->policy->experiment_days)
		refuse(plan, standing,
		       done_arena_printf(arena,
		                         "the experiment would last %" PRId64
		                         " more days, the policy allows %" PRId64,
		                         left, plan->policy->experiment_days));
	else
		let_through(plan, service, (int32_t)left);
}

/* ---- a change of stage ------------------------------------------------------------------- */

static bool is_sheet(const struct done_service *service, const char *path)
{
	size_t len = strcmp(service->path, ".") ? strlen(service->path) + 1 : 0;

	return !strcmp(path + len, DONE_SHEET_NAME) || !strcmp(path + len, DONE_CATALOG_NAME);
}

bool done_only_sheet_changed(const struct done_selected *selected)
{
	for (size_t i = 0; i < selected->nr_changes; i++) {
		if (!is_sheet(selected->service, selected->changes[i].path))
			return false;
	}
	return true;
}

static void note_moved(struct done_plan *plan, const struct done_selected *selected,
                       struct done_service *service, const char *before)
{
	const char *now = service->stage;
	bool alone = done_only_sheet_changed(selected);

	if (!alone)
		service->stage = before;
	done_service_note(plan->gate, plan->run, DONE_NOTE_WARNING, service,
	                  "the change moves '%s' down from stage '%s' to '%s' (%s '%s')",
	                  service->name, before, now,
	                  alone ? "nothing else of it changed: judged as" : "judged as",
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
	stage = before->stage ? before->stage : mapped;
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
	for (size_t i = 0; all && i < services->nr; i++)
		read_sheet(plan, &services->items[i]);
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
