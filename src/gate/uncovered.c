/*
 * Services that a change adds and that no rule of the policy covers: nobody would judge them, and
 * nobody would notice. Looked for only where the change adds a file that may be a program's.
 */
#include "done/deployment_forms.h"
#include "done/ecosystem.h"
#include "done/profile.h"
#include "done/service.h"

#include <string.h>

#include "gate.h"

/* Inside of a service, or hidden: no new program of its own. */
static bool is_covered(const struct done_plan *plan, const char *path)
{
	size_t len = strlen(path);

	if (*path == '.' && strcmp(path, ".") != 0)
		return true;
	if (done_services_at(&plan->map->services, ".", 1) >= 0)
		return true;
	for (; len; len--) {
		if ((!path[len] || path[len] == '/') &&
		    done_services_at(&plan->map->services, path, len) >= 0)
			return true;
	}
	return false;
}

static bool may_be_of_a_program(const struct done_ecosystems *ecosystems,
    const struct done_deployment_forms *forms, const char *path)
{
	if (done_deployment_form_find(forms, path))
		return true;
	for (size_t i = 0; i < ecosystems->nr; i++) {
		const struct done_ecosystem *ecosystem = &ecosystems->items[i];

		if (done_ecosystem_is_source(ecosystem, path) &&
		    !done_ecosystem_is_test(ecosystem, path))
			return true;
		for (size_t j = 0; j < ecosystem->nr_manifests; j++) {
			if (done_glob_match(ecosystem->manifests[j].file, done_last_part(path)))
				return true;
		}
	}
	return false;
}

/* The first added path below the directory; NULL: the change adds nothing there. */
static const char *added_below(const struct done_plan *plan, const char *directory)
{
	for (size_t i = 0; i < plan->changed->changes.nr; i++) {
		const struct done_change *change = &plan->changed->changes.items[i];

		if (change->kind == DONE_ADDED && done_path_below(change->path, directory))
			return change->path;
	}
	return NULL;
}

static void note_uncovered(const struct done_plan *plan, const char *directory)
{
	static const enum done_note_level levels[] = {
	    [DONE_UNCOVERED_NOTE] = DONE_NOTE,
	    [DONE_UNCOVERED_WARNING] = DONE_NOTE_WARNING,
	    [DONE_UNCOVERED_ERROR] = DONE_NOTE_ERROR,
	};

	done_run_note(plan->notes, levels[plan->bar->policy->select.uncovered],
	    "the change adds the service '%s', which no rule of the policy covers: add "
	    "'- path: %s' to the policy's 'services', or write into %s/" DONE_SHEET_NAME
	    " what it is, for example 'kind: tool'",
	    directory, directory, directory);
}

static int look_for_services(
    const struct done_plan *plan, const struct done_ecosystems *ecosystems, struct done_error *err)
{
	struct done_strings found = {0};

	if (done_services_look(plan->arena, plan->trees->head, ecosystems, &found, err) < 0)
		return err->code;
	for (size_t i = 0; i < found.nr; i++) {
		if (!is_covered(plan, found.items[i]) && added_below(plan, found.items[i]))
			note_uncovered(plan, found.items[i]);
	}
	return 0;
}

/* ---- what would be a service, if something started it ---- */

enum { UNSTARTED_NAMED = 3 };

static bool is_touched(const struct done_plan *plan, const char *directory)
{
	if (!plan->compared->has_range || !strcmp(directory, "."))
		return true;
	for (size_t i = 0; i < plan->changed->changes.nr; i++) {
		if (done_path_below(plan->changed->changes.items[i].path, directory))
			return true;
	}
	return false;
}

/* Nobody would notice that it is not judged. */
static void note_unstarted(const struct done_plan *plan)
{
	const struct done_services *services = &plan->map->services;
	size_t nr = 0;

	for (size_t i = 0; i < services->nr_profiles; i++) {
		const struct done_profile *profile = &services->profiles[i];

		if (!profile->is_unstarted ||
		    done_services_at(services, profile->directory, strlen(profile->directory)) >=
		        0 ||
		    !is_touched(plan, profile->directory) || nr++ >= UNSTARTED_NAMED)
			continue;
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "'%s' is not judged: %s; to have it judged, %s", profile->directory,
		    done_profile_why(plan->arena, profile),
		    done_profile_cure(plan->arena, profile));
	}
	if (nr > UNSTARTED_NAMED)
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "%zu more directories look like programs that serve and that nothing starts: "
		    "'git done services --all' lists them",
		    nr - UNSTARTED_NAMED);
}

int done_uncovered_note(const struct done_plan *plan, struct done_error *err)
{
	struct done_arena *arena = plan->arena;
	struct done_ecosystems ecosystems = {0};
	const struct done_deployment_forms *forms = NULL;
	bool may = false;
	int rc = 0;

	if (plan->bar->policy->automatic)
		note_unstarted(plan);
	if (!plan->compared->has_range || plan->bar->policy->automatic)
		return 0;
	for (size_t i = 0; i < plan->changed->changes.nr && rc >= 0 && !may; i++) {
		const struct done_change *change = &plan->changed->changes.items[i];

		if (change->kind != DONE_ADDED || is_covered(plan, change->path))
			continue;
		if (!ecosystems.nr) {
			rc = done_policy_ecosystems(plan->bar->policy, arena, &ecosystems, err);
			if (rc >= 0)
				rc = done_ecosystems_deployments(&ecosystems, &forms, err);
		}
		may = rc >= 0 && may_be_of_a_program(&ecosystems, forms, change->path);
	}
	if (may)
		rc = look_for_services(plan, &ecosystems, err);
	done_ecosystems_release(&ecosystems);
	return rc < 0 ? rc : 0;
}
