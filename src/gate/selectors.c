/*
 * Says which selectors of the policy match nothing. All of them where the policy itself is looked
 * at, in an audit and where a change edits it; elsewhere only paths, which cost a look-up each.
 */
#include <string.h>

#include "done/selectors.h"
#include "gate.h"

/* A snapshot of its own: its limits and its memory are not those of what is judged. */
static int look(struct done_plan *plan, const struct done_policy *policy,
                const struct done_services *services, enum done_selectors_how how,
                struct done_selector_faults *out, struct done_error *err)
{
	struct done_snapshot snapshot = {0};
	int rc = done_source_open(&plan->head, plan->gate->repo, &snapshot, err);

	if (rc >= 0)
		rc = done_selectors_look(&plan->gate->report->arena, &snapshot, policy, services,
		                         how, out, err);
	done_snapshot_close(&snapshot);
	return rc;
}

void done_plan_note_selectors(struct done_plan *plan)
{
	bool whole = !plan->has_range || plan->edits_policy;
	const struct done_policy *policy =
		plan->edits_policy && plan->head_policy ? plan->head_policy : plan->policy;
	const struct done_services *services =
		policy == plan->head_policy ? &plan->head_services : &plan->services;
	struct done_selector_faults faults = {0};
	struct done_error err = {0};

	if (look(plan, policy, services, whole ? DONE_SELECTORS_ALL : DONE_SELECTORS_LITERAL,
	         &faults, &err) < 0)
		done_run_note(plan->gate, plan->run, DONE_NOTE,
		              "whether the policy's selectors match anything could not be looked "
		              "at: %s",
		              err.message);
	for (size_t i = 0; i < faults.nr; i++) {
		struct done_buf text = {0};

		done_selector_fault_add(&text, &faults.items[i]);
		if (policy == plan->policy && !strcmp(plan->run->policy_from, "base"))
			done_buf_addstr(&text, " (in the base's policy)");
		done_run_note(plan->gate, plan->run, DONE_NOTE_WARNING, "%s", text.ptr);
		done_buf_release(&text);
	}
}

/* The first rule that finds nothing, as the reason why there is no service at all. */
bool done_plan_blame_rule(struct done_plan *plan, struct done_error *err)
{
	const struct done_services none = {0};
	struct done_selector_faults faults = {0};
	struct done_error ignored = {0};

	if (look(plan, plan->policy, &none, DONE_SELECTORS_ALL, &faults, &ignored) < 0 ||
	    !faults.nr || !faults.items[0].place.file)
		return false;
	done_error_cure(err, "%s", faults.items[0].message);
	done_error_place(err, faults.items[0].place.file, faults.items[0].place.line,
	                 faults.items[0].place.column);
	return true;
}
