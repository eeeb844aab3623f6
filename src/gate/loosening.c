/*
 * What a change's own policy asks less than the base's. It is judged by the base's all the same;
 * this only says out loud what a reviewer should see.
 */
#include <inttypes.h>
#include <string.h>

#include "gate.h"

static const struct done_criterion *find_criterion(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (!strcmp(policy->criteria[i].id, id))
			return &policy->criteria[i];
	}
	return NULL;
}

static const struct done_check *loosening_find_check(const struct done_criterion *criterion,
                                                     const char *id)
{
	for (size_t i = 0; criterion && i < criterion->nr_checks; i++) {
		if (!strcmp(criterion->checks[i].id, id))
			return &criterion->checks[i];
	}
	return NULL;
}

static const struct done_value *written(const struct done_policy *policy,
                                        const struct done_criterion *criterion,
                                        const struct done_check *check, const char *key)
{
	const struct done_value *value = done_value_get(policy->merged, "criteria");

	value = done_value_get(value, criterion->id);
	value = done_value_get(value, "checks");
	value = done_value_get(value, check->name);
	return done_value_get(value, key);
}

static bool same_written(const struct done_plan *plan, const struct done_criterion *criterion,
                         const struct done_check *check, const char *key)
{
	const struct done_value *before = written(plan->bar->policy, criterion, check, key);
	const struct done_value *after = written(plan->bar->own, criterion, check, key);

	return before && after ? done_value_equal(before, after) : before == after;
}

static void compare_check(const struct done_plan *plan, const struct done_criterion *criterion,
                          const struct done_check *before, const struct done_check *after)
{
	const char *what = NULL;

	if (!after)
		what = "is removed";
	else if (after->level > before->level)
		what = "is lowered to a warning";
	else if (after->effective_existing > before->effective_existing ||
	         after->effective_new > before->effective_new)
		what = "is put off";
	else if (after->test.form != before->test.form ||
	         !same_written(plan, criterion, before, before->test.form->name))
		what = "tests something else";
	else if (!same_written(plan, criterion, before, "when"))
		what = "applies under another condition";
	if (what)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: '%s' %s (judged by the base's)",
		              before->id, what);
}

/* The policy's own word on placeholders; a check's is among its options. */
static void compare_placeholders(const struct done_plan *plan)
{
	const struct done_value *before = done_value_get(plan->bar->policy->merged, "placeholders");
	const struct done_value *after = done_value_get(plan->bar->own->merged, "placeholders");

	if (before && after ? !done_value_equal(before, after) : before != after)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: other placeholders are looked for "
		              "(judged by the base's)");
}

/* More rows show more capabilities. */
static void compare_ecosystems(const struct done_plan *plan)
{
	const struct done_value *before = plan->bar->policy->ecosystems;
	const struct done_value *after = plan->bar->own->ecosystems;

	if (after && (!before || !done_value_equal(before, after)))
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: other rows of 'ecosystems' show "
		              "capabilities (judged by the base's)");
}

/* New questions ask more; one that is there may ask less of an answer, or of fewer words. */
static void compare_questions(const struct done_plan *plan)
{
	const struct done_value *before = done_value_get(plan->bar->policy->merged, "questions");
	const struct done_value *after = done_value_get(plan->bar->own->merged, "questions");

	for (size_t i = 0; before && i < before->map.nr; i++) {
		const struct done_member *question = &before->map.ptr[i];
		const struct done_value *now = done_value_get(after, question->key.ptr);

		if (!now || !done_value_equal(&question->value, now))
			done_run_note(plan->notes, DONE_NOTE_WARNING,
			              "the change edits the policy: the question '%s' %s (judged "
			              "by the base's)",
			              question->key.ptr,
			              now ? "asks something else" : "is removed");
	}
}

static void compare_stages(const struct done_plan *plan, const struct done_criterion *before,
                           const struct done_criterion *after)
{
	for (size_t i = 0; after && i < before->stages.nr; i++) {
		if (!done_strings_has(&after->stages, before->stages.items[i]))
			done_run_note(plan->notes, DONE_NOTE_WARNING,
			              "the change edits the policy: '%s' no longer applies at "
			              "stage '%s' (judged by the base's)",
			              before->id, before->stages.items[i]);
	}
}

static void compare_sheets(const struct done_plan *plan)
{
	const struct done_policy *before = plan->bar->policy, *after = plan->bar->own;

	if (after->experiment_days > before->experiment_days)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: experiments may last %" PRId64
		              " days instead of %" PRId64 " (judged by the base's)",
		              after->experiment_days, before->experiment_days);
	if (after->backstage != before->backstage)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: Backstage's catalog is %s (judged by "
		              "the base's)",
		              after->backstage ? "read" : "no longer read");
}

static void compare_waivers(const struct done_plan *plan)
{
	const struct done_waiver_rules *before = &plan->bar->policy->waivers;
	const struct done_waiver_rules *after = &plan->bar->own->waivers;

	if (after->max_days > before->max_days)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: waivers may last %" PRId64
		              " days instead of %" PRId64 " (judged by the base's)",
		              after->max_days, before->max_days);
	if (after->emergency_days > before->emergency_days)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: a waiver of an emergency may last "
		              "%" PRId64 " days instead of %" PRId64 " (judged by the base's)",
		              after->emergency_days, before->emergency_days);
	if (after->self_granted > before->self_granted)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: a change may waive more of itself "
		              "(judged by the base's)");
	if (before->approvers.nr && !after->approvers.nr)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		              "the change edits the policy: anybody may approve waivers (judged by "
		              "the base's)");
	for (size_t i = 0; i < after->approvers.nr; i++) {
		if (before->approvers.nr &&
		    !done_strings_has(&before->approvers, after->approvers.items[i]))
			done_run_note(plan->notes, DONE_NOTE_WARNING,
			              "the change edits the policy: '%s' may approve waivers "
			              "(judged by the base's)",
			              after->approvers.items[i]);
	}
}

void done_plan_note_loosenings(const struct done_plan *plan)
{
	if (!plan->bar->policy || !plan->bar->own || !plan->changed->edits_policy)
		return;
	compare_sheets(plan);
	compare_waivers(plan);
	compare_placeholders(plan);
	compare_ecosystems(plan);
	compare_questions(plan);
	for (size_t i = 0; i < plan->bar->policy->nr_criteria; i++) {
		const struct done_criterion *before = &plan->bar->policy->criteria[i];
		const struct done_criterion *after = find_criterion(plan->bar->own, before->id);

		compare_stages(plan, before, after);
		for (size_t j = 0; j < before->nr_checks; j++)
			compare_check(plan, before, &before->checks[j],
			              loosening_find_check(after, before->checks[j].id));
	}
	done_plan_note_map_loosenings(plan);
}
