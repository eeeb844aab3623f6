/*
 * A tree in which the policy finds no service: undecided, with the reason that helps. With
 * `services: auto` a change whose base has none either is none to judge, and passes with a warning.
 */
#include <string.h>

#include "done/profile.h"
#include "gate.h"

/* Programs that discovery found and that are no services; in *first one of them. */
static size_t count_taken_out(
    const struct done_services *services, const struct done_profile **first)
{
	size_t nr = 0;

	*first = NULL;
	for (size_t i = 0; i < services->nr_profiles; i++) {
		const struct done_profile *profile = &services->profiles[i];

		if (!profile->nr_programs || done_kind_is_service(profile->kind))
			continue;
		if (!nr++)
			*first = profile;
	}
	return nr;
}

static int refuse_taken_out(const struct done_plan *plan, size_t nr,
    const struct done_profile *first, struct done_error *err)
{
	return done_error_cure(err,
	    "'services: auto' found %zu %s, but no service. The reason for '%s': %s. 'git done "
	    "services --all' gives the reason for each. If one is a service nevertheless, write "
	    "'kind: api' (or web, worker, job) in its " DONE_SHEET_NAME
	    ", or name the services in " DONE_POLICY_PATH " instead of 'auto'",
	    nr, nr == 1 ? "program" : "programs", done_arena_shown(plan->arena, first->directory),
	    done_profile_why(plan->arena, first));
}

/* An audit by the built-in policy may stand in for one that is misnamed. */
static int refuse_rules(const struct done_plan *plan, struct done_error *err)
{
	const char *hint = strcmp(plan->bar->from, "preset") != 0
	    ? ""
	    : done_misnamed_hint(plan->trees->head, plan->arena);

	if (done_plan_blame_rule(plan, err))
		return err->code;
	return done_error_cure(err,
	    "%s%sname the services in " DONE_POLICY_PATH
	    ", for example 'services: [{path: .}]' for a "
	    "repository that is one service",
	    hint, *hint ? "; or " : "");
}

/* What could not be read may hide a service: one that the change brings is asked about. */
static bool hides_no_more(const struct done_plan *before)
{
	const struct done_strings *now = &before->map->services.not_read;

	for (size_t i = 0; i < now->nr; i++) {
		if (!done_strings_has(&before->map->base.not_read, now->items[i]))
			return false;
	}
	return true;
}

static bool is_on_base(const struct done_plan *before, const struct done_profile *profile)
{
	const struct done_services *base = &before->map->base;

	for (size_t i = 0; i < base->nr_profiles; i++) {
		if (!strcmp(base->profiles[i].directory, profile->directory))
			return base->profiles[i].nr_programs &&
			    !done_kind_is_service(base->profiles[i].kind);
	}
	return false;
}

/* Programs that the change brings, that serve, and that something else calls no services. */
static bool brings_hidden(const struct done_plan *before)
{
	const struct done_services *services = &before->map->services;

	for (size_t i = 0; i < services->nr_profiles; i++) {
		const struct done_profile *profile = &services->profiles[i];

		if (profile->nr_programs && !done_kind_is_service(profile->kind) &&
		    (profile->serves & ~(unsigned)DONE_SERVES_CLI) && !is_on_base(before, profile))
			return true;
	}
	return false;
}

/* Neither the base nor the change has a service: whoever edits the README there has nothing to
 * answer for. A service of the base that is gone is told elsewhere (vanished.c). */
static void pass_without_service(
    const struct done_plan *before, size_t nr, const struct done_profile *first)
{
	const char *found = nr
	    ? done_arena_printf(before->arena, "found %zu %s and %s no service ('%s': %s)", nr,
	          nr == 1 ? "program" : "programs", nr == 1 ? "calls it" : "calls them",
	          done_arena_shown(before->arena, first->directory),
	          done_profile_why(before->arena, first))
	    : "finds no program in this tree";

	done_run_note(before->notes, DONE_NOTE_WARNING,
	    "no service is found: nothing is judged; 'services: auto' %s, and the base has no "
	    "service "
	    "either; a directory becomes a service by 'kind: api' (or web, worker, job) in "
	    "its " DONE_SHEET_NAME,
	    found);
}

int done_no_service_settle(const struct done_plan *before, struct done_error *err)
{
	const struct done_services *services = &before->map->services;
	const struct done_profile *first;
	size_t nr = count_taken_out(services, &first);
	const char *uncommitted = done_bar_uncommitted_hint(before, before->bar);

	if (before->bar->policy->automatic && before->compared->has_range &&
	    hides_no_more(before) && !before->map->base.nr && !brings_hidden(before)) {
		pass_without_service(before, nr, first);
		return 0;
	}
	done_error_set(err, DONE_E_UNDECIDED, "the policy finds no service in this tree");
	if (uncommitted)
		return done_error_cure(err, "%s", uncommitted);
	return nr ? refuse_taken_out(before, nr, first, err) : refuse_rules(before, err);
}
