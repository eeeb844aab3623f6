/*
 * Services of the base that no map finds any more though their directory is still there: an edit of
 * the title of a README, or of a manifest's name, can do that. They are judged once more, and by no
 * later change. So it is told in any case, and counts as loosening.
 */
#include <string.h>

#include "done/profile.h"
#include "gate.h"

/* Beyond so many they are counted. */
enum { VANISHED_SHOWN = 10 };

struct vanished {
	const struct done_plan *plan;
	const struct done_service **items; /* ascending by path */
	size_t nr, cap;
	size_t nr_lost; /* of which nothing is judged under another name */
	bool is_all;    /* no service of the base is left */
};

/* ---- which ---- */

/* The sheet says so, and what a sheet takes away is judged by its own rules
 * (loosening_sheets.c). */
static bool is_declared(const struct done_plan *plan, const struct done_service *service)
{
	const struct done_sheet *sheet =
	    done_sheet_load(plan->arena, plan->trees->head, service, NULL);

	return !sheet->problem.code && sheet->kind != DONE_KIND_UNKNOWN &&
	    !done_kind_is_service(sheet->kind);
}

/* A service that the change brings above or below it has its files now. */
static bool lives_on(const struct done_plan *plan, const struct done_service *service)
{
	const struct done_services *services = &plan->map->services;
	const char *directory = done_service_directory(service);

	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *other = &services->items[i];

		if (other->in_head && !other->in_base &&
		    (done_path_below(done_service_directory(other), directory) ||
		        done_path_below(directory, done_service_directory(other))))
			return true;
	}
	return false;
}

static void collect_vanished(struct vanished *vanished)
{
	const struct done_plan *plan = vanished->plan;
	const struct done_services *services = &plan->map->services;

	vanished->is_all = true;
	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *service = &services->items[i];
		bool is_left = service->in_head || service->moved_to;

		if (!service->in_base)
			continue;
		if (!service->unmarked || is_declared(plan, service)) {
			vanished->is_all &= service->unmarked || !is_left;
			continue;
		}
		*DONE_ARENA_PUSH(plan->arena, vanished->items, vanished->nr, vanished->cap) =
		    service;
		if (lives_on(plan, service))
			vanished->is_all = false;
		else
			vanished->nr_lost++;
	}
	vanished->is_all &= vanished->nr_lost > 0;
}

/* ---- in words ---- */

static const char *vanished_names(const struct vanished *vanished)
{
	struct done_buf names = {0};
	const char *text;

	for (size_t i = 0; i < vanished->nr && i < VANISHED_SHOWN; i++)
		done_buf_addf(&names, "%s'%s'", i ? ", " : "",
		    done_arena_shown(vanished->plan->arena, vanished->items[i]->path));
	if (vanished->nr > VANISHED_SHOWN)
		done_buf_addf(&names, ", +%zu", vanished->nr - VANISHED_SHOWN);
	text = done_arena_strdup(vanished->plan->arena, names.ptr);
	done_buf_release(&names);
	return text;
}

static const char *vanished_reason(const struct done_plan *plan, const struct done_service *service)
{
	const struct done_services *services = &plan->map->services;

	if (service->rule)
		return "nothing in it is one of the markers of its rule";
	for (size_t i = 0; i < services->nr_profiles; i++) {
		const struct done_profile *profile = &services->profiles[i];

		if (!strcmp(profile->directory, service->path) &&
		    !done_kind_is_service(profile->kind))
			return done_profile_why(plan->arena, profile);
	}
	return "no program that serves is found in it";
}

static const char *way_out(const struct done_plan *plan)
{
	return plan->bar->policy->automatic
	    ? "To keep one, name it under 'services' in " DONE_POLICY_PATH
	      ", or write 'kind: api' (or web, worker, job) in its " DONE_SHEET_NAME
	      "; if it is not a service any more, write 'kind: tool' there, or remove it"
	    : "To keep one, name it under 'services' in " DONE_POLICY_PATH
	      " without markers; else remove it";
}

/* ---- whether that is refused ---- */

/* The change has a map of its own, or no policy at all, which is judged elsewhere. */
static bool remaps(const struct done_plan *plan)
{
	const struct done_policy *policy = plan->bar->policy, *own = plan->bar->own;
	const struct done_value *then, *now;

	if (!own || own == policy)
		return !own && plan->changed->edits_policy;
	then = done_value_get(policy->merged, "services");
	now = done_value_get(own->merged, "services");
	return then && now ? !done_value_equal(then, now) : then != now;
}

/* They vanished in the remote's default branch, which is merged here: it was judged there. */
static bool comes_with_default(
    const struct vanished *vanished, struct done_repo *repo, const char **name)
{
	const struct done_plan *plan = vanished->plan;
	struct done_services found = {0};
	struct done_error ignored = {0};
	struct done_snapshot there;
	bool same;

	if (!repo || !done_loosening_opens_default(plan, repo, &there, name))
		return false;
	same =
	    done_services_discover(&there, plan->bar->policy, plan->arena, &found, &ignored) >= 0;
	for (size_t i = 0; same && i < vanished->nr; i++) {
		const struct done_service *service = vanished->items[i];
		const struct done_directory *directory;

		same = done_services_at(&found, service->path, strlen(service->path)) < 0 &&
		    there.list(there.self, done_service_directory(service), &directory, &ignored) ==
		        1;
	}
	done_snapshot_close(&there);
	return same;
}

/* NULL: the change may do it. */
static const char *vanished_refusal(const struct vanished *vanished)
{
	const struct done_plan *plan = vanished->plan;
	int loosening = plan->bar->policy->loosening;
	struct done_strings beside = {0};

	if (!vanished->nr_lost)
		return NULL;
	if (vanished->is_all && !remaps(plan))
		return "No service of the base is left, and nobody would judge the next change";
	if (loosening == DONE_LOOSENING_REFUSE)
		return "The base's policy says 'loosening: refuse'";
	if (loosening != DONE_LOOSENING_ALONE)
		return NULL;
	done_loosening_beside(plan, &plan->changed->changes, &beside);
	return beside.nr
	    ? done_arena_printf(plan->arena,
	          "The base's policy says 'loosening: alone': it must come in a change "
	          "of nothing but policy and sheets, and this one also changes '%s'%s",
	          done_arena_shown(plan->arena, beside.items[0]),
	          beside.nr > 1 ? done_arena_printf(plan->arena, " and %zu more", beside.nr - 1)
	                        : "")
	    : NULL;
}

static void note_vanished(
    const struct vanished *vanished, enum done_note_level level, const char *rest)
{
	done_run_note(vanished->plan->notes, level,
	    "the change takes %zu %s off the map, and %s still there: %s (%s%s). %s", vanished->nr,
	    vanished->nr == 1 ? "service" : "services",
	    vanished->nr == 1 ? "its directory is" : "their directories are",
	    vanished_names(vanished), vanished->nr == 1 ? "" : "the first one: ",
	    vanished_reason(vanished->plan, vanished->items[0]), rest);
	vanished->plan->notes->items[vanished->plan->notes->nr - 1].nr_vanished = vanished->nr;
}

void done_vanished_settle(const struct done_plan *plan, struct done_repo *repo)
{
	struct vanished vanished = {.plan = plan};
	const char *refusal, *name = NULL, *told;

	if (!plan->compared->has_range)
		return;
	collect_vanished(&vanished);
	if (!vanished.nr)
		return;
	if (!vanished.nr_lost) {
		note_vanished(&vanished, DONE_NOTE_WARNING,
		    "What the change brings above or below is judged in its place");
		return;
	}
	refusal = told = vanished_refusal(&vanished);
	if (refusal && comes_with_default(&vanished, repo, &name)) {
		refusal = NULL;
		told = done_arena_printf(
		    plan->arena, "It came with '%s'", done_arena_shown(plan->arena, name));
	}
	note_vanished(&vanished, refusal ? DONE_NOTE_ERROR : DONE_NOTE_WARNING,
	    done_arena_printf(plan->arena, "Later changes would not be judged. %s%s%s",
	        told ? told : "", told ? ". " : "", way_out(plan)));
}
