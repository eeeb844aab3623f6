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

/* ---- experiments ---- */

static const char *mapped_stage(const struct done_service *service)
{
	return service->rule ? service->rule->stage : DONE_STAGE_PRODUCTION;
}

/* What an experiment is judged as when its time is over. */
static const char *stage_after(const struct done_policy *policy, const struct done_service *service)
{
	const char *mapped = mapped_stage(service);
	size_t next = done_stage_rank(policy, EXPERIMENT) + 1;

	if (strcmp(mapped, EXPERIMENT) != 0)
		return mapped;
	return next < policy->stages.nr ? policy->stages.items[next] : mapped;
}

enum admission { ADMITTED, UNSAID, OVER, TOO_LONG };

/* left: the days to its last one, where it names one. */
static enum admission admission_of(
    const struct done_plan *plan, const struct done_sheet *sheet, int64_t *left)
{
	if (!sheet || sheet->until == DONE_NO_DAY || !done_text_is_reason(sheet->stage_why))
		return UNSAID;
	*left = (int64_t)sheet->until - plan->request->now;
	if (*left < 0)
		return OVER;
	return *left > plan->bar->policy->experiment_days ? TOO_LONG : ADMITTED;
}

static void stage_refuse(
    const struct done_plan *plan, struct done_standing *standing, const char *message)
{
	struct done_arena *arena = plan->arena;
	int64_t days = plan->bar->policy->experiment_days;
	char day[11];

	done_day_format((done_day)(plan->request->now + days), day);
	standing->experiment = DONE_EXPERIMENT_REFUSED;
	standing->message = message;
	standing->fix = done_arena_printf(arena,
	    "say so in " DONE_SHEET_NAME ", at most %" PRId64 " days ahead:\n"
	    "stage: {name: experiment, until: %s, why: <your reason>}",
	    days, day);
}

static void let_through(
    const struct done_plan *plan, const struct done_service *service, int32_t left)
{
	const char *days = left ? done_arena_printf(plan->arena, "%" PRId32 " %s left", left,
	                              left == 1 ? "day" : "days")
	                        : "its last day is today";
	char day[11];

	done_day_format(service->sheet->until, day);
	if (done_ends_soon(service->sheet->until, plan->request->now))
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "'%s' is an experiment that ends soon, let through until %s "
		    "(%s): meet the bar and write another stage, or give it a later "
		    "day. Its reason: %s",
		    service->name, day, days, service->sheet->stage_why);
	else
		done_service_note(plan->notes, DONE_NOTE, service,
		    "'%s' is an experiment, let through until %s (%s): %s", service->name, day,
		    days, service->sheet->stage_why);
}

static void end_experiment(
    const struct done_plan *plan, struct done_service *service, struct done_standing *standing)
{
	struct done_arena *arena = plan->arena;
	char day[11];

	done_day_format(service->sheet->until, day);
	service->stage = stage_after(plan->bar->policy, service);
	standing->experiment = DONE_EXPERIMENT_ENDED;
	standing->message = done_arena_printf(arena,
	    "the experiment ended on %s: the service is judged as '%s' now", day, service->stage);
	standing->fix = done_arena_printf(arena,
	    "meet what is asked and write 'stage: %s', or say why it goes on, with a new day",
	    service->stage);
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "'%s' has not been an experiment since %s: it is judged as '%s'", service->name, day,
	    service->stage);
}

/* A placeholder looks like an answer to whoever left it there. */
static const char *stage_unsaid(struct done_arena *arena, const struct done_sheet *sheet)
{
	const char *fault = sheet && sheet->stage_why && sheet->until != DONE_NO_DAY
	    ? done_reason_fault(arena, sheet->stage_why)
	    : NULL;

	return fault
	    ? done_arena_printf(arena, "an experiment must say until when and why, and %s", fault)
	    : "an experiment must say until when and why";
}

static void settle_experiment(
    const struct done_plan *plan, struct done_service *service, struct done_standing *standing)
{
	struct done_arena *arena = plan->arena;
	int64_t left = 0;

	if (strcmp(service->stage, EXPERIMENT) != 0)
		return;
	switch (admission_of(plan, service->sheet, &left)) {
	case UNSAID:
		stage_refuse(plan, standing, stage_unsaid(arena, service->sheet));
		break;
	case OVER:
		end_experiment(plan, service, standing);
		break;
	case TOO_LONG:
		stage_refuse(plan, standing,
		    done_arena_printf(arena,
		        "the experiment would last %" PRId64
		        " more days, the policy allows %" PRId64,
		        left, plan->bar->policy->experiment_days));
		break;
	case ADMITTED:
		let_through(plan, service, (int32_t)left);
		break;
	}
}

/* ---- a change of stage ---- */

static void note_moved(const struct done_plan *plan, const struct done_standings *making,
    struct done_service *service, const char *before)
{
	const char *now = service->stage;
	bool alone = done_sheet_changes_alone(making, service);

	if (!alone)
		service->stage = before;
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "the change moves '%s' down from stage '%s' to '%s' (%s '%s')", service->name, before,
	    now, alone ? "nothing but sheets changed: judged as" : "judged as", service->stage);
}

static void note_extended(const struct done_plan *plan, const struct done_service *service,
    const struct done_sheet *before)
{
	char from[11], to[11];

	if (!before->stage || strcmp(before->stage, EXPERIMENT) != 0 ||
	    strcmp(service->stage, EXPERIMENT) != 0 || before->until == DONE_NO_DAY ||
	    service->sheet->until <= before->until)
		return;
	done_day_format(before->until, from);
	done_day_format(service->sheet->until, to);
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "the change prolongs the experiment '%s' from %s to %s", service->name, from, to);
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
		return stage_after(plan->bar->policy, service);
	return stage;
}

/* The sheet that a service of the base, or what it was before it moved, has there. */
static const struct done_sheet *look_at_base(const struct done_plan *plan,
    struct done_standing *standing, const struct done_service *service,
    const struct done_service *there)
{
	standing->before = done_sheet_load(plan->arena, plan->trees->tip, there, plan->bar->policy);
	standing->base_stage =
	    standing->before->stage ? standing->before->stage : mapped_stage(there);
	/* Only excuses are granted to one service; so it is asked only where there are any. */
	standing->is_another = (standing->before->nr_waivers || standing->before->nr_disputes) &&
	    done_service_is_another(plan->trees, plan->arena, service, there, standing->before);
	if (standing->is_another)
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "'%s' is another service than the base has in '%s': the base's "
		    "waivers do not excuse it",
		    service->path, there->path);
	return standing->before;
}

static void compare_with_base(
    const struct done_plan *plan, const struct done_standings *making, struct done_service *service)
{
	const struct done_sheet *before =
	    look_at_base(plan, done_standing_of(making, service), service, service);
	const char *stage = stage_of_base(plan, service, before, mapped_stage(service));

	if (done_stage_asks_less(plan->bar->policy, service->stage, stage))
		note_moved(plan, making, service, stage);
	else
		note_extended(plan, service, before);
}

/* ---- a service that the change brings ---- */

static void judge_as(const struct done_plan *plan, struct done_service *service, const char *stage,
    const struct done_service *removed)
{
	const char *now = service->stage;

	service->stage = stage;
	if (removed)
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "the change removes '%s' of stage '%s' and brings '%s' as '%s': "
		    "judged as '%s'; bring one of stage '%s' in a change of its own, "
		    "which removes no service",
		    removed->path, stage, service->path, now, stage, now);
	else
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "the change brings '%s' as '%s': judged as '%s', for a service is "
		    "not '%s' before it was anything else",
		    service->path, now, stage, now);
}

static void compare_with_origin(
    const struct done_plan *plan, struct done_standing *standing, struct done_service *service)
{
	const struct done_service *origin = standing->origin;
	const struct done_sheet *before = look_at_base(plan, standing, service, origin);
	const char *stage = stage_of_base(plan, service, before, mapped_stage(origin));
	const char *now = service->stage;

	if (!done_stage_asks_less(plan->bar->policy, now, stage)) {
		note_extended(plan, service, before);
		return;
	}
	service->stage = stage;
	done_service_note(plan->notes, DONE_NOTE_WARNING, service,
	    "the change moves '%s' to '%s', and down from stage '%s' to '%s': judged "
	    "as '%s'; move it first, and its stage in a change of nothing but sheets",
	    origin->path, service->path, stage, now, stage);
}

/* What a removed service was judged as. */
static const char *stage_of_removed(
    const struct done_plan *plan, const struct done_service *removed)
{
	const struct done_sheet *sheet =
	    done_sheet_load(plan->arena, plan->trees->tip, removed, plan->bar->policy);
	const char *stage = sheet->stage ? sheet->stage : mapped_stage(removed);
	int64_t left = 0;

	if (!strcmp(stage, EXPERIMENT) && admission_of(plan, sheet, &left) != ADMITTED)
		return stage_after(plan->bar->policy, removed);
	return stage;
}

/*
 * Of a service that comes while others go nobody can tell that it is none of them under another
 * name: it is asked no less than they were.
 */
static bool compare_with_removed(
    const struct done_plan *plan, const struct done_standings *making, struct done_service *service)
{
	const struct done_selection *selection = &making->selection;
	const struct done_service *strictest = NULL;
	const char *stage = service->stage;

	for (size_t i = 0; i < selection->nr_deleted; i++) {
		const char *removed = making->removed_stages[i];

		if (done_stage_is_stricter(plan->bar->policy, removed, stage)) {
			stage = removed;
			strictest = selection->deleted[i];
		}
	}
	if (strictest)
		judge_as(plan, service, stage, strictest);
	return strictest != NULL;
}

static bool is_by_bases_map(const struct done_plan *plan, const struct done_service *service)
{
	const struct done_policy *policy = plan->bar->policy;

	return service->rule
	    ? service->rule >= policy->rules && service->rule < policy->rules + policy->nr_rules
	    : policy->automatic;
}

/*
 * Nobody but the change says so: neither does the base's map, nor stood the directory there before
 * the change's own policy named it.
 */
static bool is_by_change_alone(const struct done_plan *plan, const struct done_service *service)
{
	const struct done_directory *directory;
	struct done_error ignored = {0};

	if (is_by_bases_map(plan, service))
		return strcmp(mapped_stage(service), service->stage) != 0;
	return plan->trees->tip->list(plan->trees->tip->self, done_service_directory(service),
	           &directory, &ignored) != 1;
}

/* A stage that comes after 'production', such as 'deprecated', is for what was there. */
static void refuse_late_stage(const struct done_plan *plan, struct done_service *service)
{
	const struct done_policy *policy = plan->bar->policy;

	if (done_strings_has(&policy->stages, DONE_STAGE_PRODUCTION) &&
	    done_stage_rank(policy, service->stage) >
	        done_stage_rank(policy, DONE_STAGE_PRODUCTION) &&
	    done_stage_asks_less(policy, service->stage, DONE_STAGE_PRODUCTION) &&
	    is_by_change_alone(plan, service))
		judge_as(plan, service, DONE_STAGE_PRODUCTION, NULL);
}

static void stage_compare(
    const struct done_plan *plan, const struct done_standings *making, struct done_service *service)
{
	struct done_standing *standing = done_standing_of(making, service);
	const struct done_service *origin = standing->origin;

	if (!plan->compared->has_range)
		return;
	if (service->in_base) {
		compare_with_base(plan, making, service);
		return;
	}
	if (origin)
		compare_with_origin(plan, standing, service);
	/* A sheet may be copied from any of those that go; a name is one service's. */
	if (origin && !strcmp(origin->name, service->name))
		return;
	if (!compare_with_removed(plan, making, service) && !origin)
		refuse_late_stage(plan, service);
}

void done_stages_of_removed(const struct done_plan *before, struct done_standings *making)
{
	const struct done_selection *selection = &making->selection;

	making->removed_stages = done_arena_array(
	    before->arena, selection->nr_deleted + 1, sizeof(*making->removed_stages));
	for (size_t i = 0; i < selection->nr_deleted; i++)
		making->removed_stages[i] = stage_of_removed(before, selection->deleted[i]);
}

void done_stage_settle(
    const struct done_plan *before, struct done_standings *making, struct done_service *service)
{
	stage_compare(before, making, service);
	settle_experiment(before, service, done_standing_of(making, service));
}
