/*
 * Says which selectors of the policy match nothing. All of them where the policy itself is looked
 * at, in an audit and where a change edits it; elsewhere only paths, which cost a look-up each.
 */
#include <string.h>

#include "done/selectors.h"
#include "gate.h"

static int selectors_look(const struct done_plan *plan, const struct done_policy *policy,
    const struct done_services *services, enum done_selectors_how how,
    struct done_selector_faults *out, struct done_error *err)
{
	return done_selectors_look(plan->arena, plan->trees->head, policy, services, how, out, err);
}

/* Where it stands is a place in the base's file, unless the change's own is looked at. */
static void selectors_note(
    const struct done_plan *plan, const struct done_selector_fault *fault, bool of_base)
{
	struct done_buf text = {0};

	done_selector_fault_add(&text, fault);
	if (of_base)
		done_buf_addstr(&text, " (in the base's policy)");
	done_run_note(plan->notes, DONE_NOTE_WARNING, "%s", text.ptr);
	done_buf_release(&text);
}

int done_plan_note_selectors(const struct done_plan *plan, struct done_error *err)
{
	bool edits = plan->changed->edits_policy || plan->changed->edits_nested;
	bool whole = !plan->compared->has_range || edits;
	bool own = edits && plan->bar->own;
	struct done_selector_faults faults = {0};
	int rc = selectors_look(plan, own ? plan->nested->own_asked : plan->nested->asked,
	    own ? &plan->map->own : &plan->standings->services,
	    whole ? DONE_SELECTORS_ALL : DONE_SELECTORS_LITERAL, &faults, err);

	for (size_t i = 0; rc >= 0 && i < faults.nr; i++)
		selectors_note(plan, &faults.items[i], !own && !strcmp(plan->bar->from, "base"));
	return rc;
}

/* The first rule that finds nothing, as the reason why there is no service at all. */
bool done_plan_blame_rule(const struct done_plan *before, struct done_error *err)
{
	const struct done_services none = {0};
	struct done_selector_faults faults = {0};
	struct done_error ignored = {0};

	if (selectors_look(
	        before, before->bar->policy, &none, DONE_SELECTORS_ALL, &faults, &ignored) < 0 ||
	    !faults.nr || !faults.items[0].place.file)
		return false;
	done_error_cure(err, "%s", faults.items[0].message);
	done_error_place(err, faults.items[0].place.file, faults.items[0].place.line,
	    faults.items[0].place.column);
	return true;
}
