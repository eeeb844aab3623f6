/*
 * The map of a run: the union of the base's and the change's (DESIGN: a change cannot map a service
 * away). What the change does to the map does not count yet.
 */
#include <stdio.h>
#include <string.h>

#include "done/traced.h"
#include "gate.h"

/*
 * A service of the base's map whose directory is still there is one still, whatever became of the
 * file that it was found by: else a change could take a service away by renaming a Dockerfile.
 */
static int keep_unmarked(
    struct done_snapshot *head, struct done_services *services, struct done_error *err)
{
	for (size_t i = 0; i < services->nr; i++) {
		struct done_service *service = &services->items[i];
		const struct done_directory *directory;
		int rc;

		if (service->in_head)
			continue;
		rc = head->list(head->self, done_service_directory(service), &directory, err);
		if (rc < 0)
			return rc;
		service->in_head = service->unmarked = rc == 1;
	}
	return 0;
}

/* The change's tree by the map that judges: what the change does to the map does not count yet. */
static int find_kept(
    const struct done_plan *plan, struct done_services *kept, struct done_error *err)
{
	size_t len;
	int rc =
	    done_services_discover(plan->trees->head, plan->bar->policy, plan->arena, kept, err);

	if (rc >= 0 || err->code != DONE_E_POLICY)
		return rc;
	if (!plan->compared->has_range || strcmp(plan->bar->from, "base") != 0) {
		done_bar_blame(plan, err);
		return err->code;
	}
	len = strlen(err->cure);
	snprintf(err->cure + len, sizeof(err->cure) - len, "%s%s", len ? "\n" : "",
	    "by the base's policy, which judges: land the rule that names one first, in a "
	    "change of its own");
	return rc;
}

/* trace: what was asked of the base's tree. */
static int find_base(const struct done_plan *plan, struct done_services *base,
    struct done_trace *trace, struct done_error *err)
{
	struct done_traced traced = {
	    .whole = plan->trees->tip, .to = trace, .memo = plan->trees->tip->memo};
	struct done_snapshot tip;
	int rc;

	done_snapshot_traced(&traced, &tip);
	rc = done_services_discover(&tip, plan->bar->policy, plan->arena, base, err);
	if (rc < 0 && err->code == DONE_E_POLICY)
		done_bar_blame(plan, err);
	return rc;
}

/* What the change's tree answers as the base's did is the base's map again. */
static int find_kept_or_same(const struct done_plan *plan, const struct done_services *base,
    const struct done_trace *trace, struct done_services *kept, struct done_error *err)
{
	struct done_touched touched = {0};
	int rc = done_touched_find(plan->trees->tip, plan->trees->head, plan->arena, &touched, err);

	if (rc < 0 || done_trace_is_touched(trace, &touched))
		return rc < 0 ? rc : find_kept(plan, kept, err);
	*kept = *base;
	kept->items = done_arena_array(plan->arena, base->nr + 1, sizeof(*kept->items));
	if (base->nr)
		memcpy(kept->items, base->items, base->nr * sizeof(*kept->items));
	return 0;
}

/* The change's tree by the map that judges. */
static int find_both(const struct done_plan *plan, struct done_services *base,
    struct done_services *kept, struct done_error *err)
{
	struct done_trace trace = {0};
	int rc;

	if (!plan->compared->has_range)
		return find_kept(plan, kept, err);
	rc = find_base(plan, base, &trace, err);
	if (rc >= 0)
		rc = find_kept_or_same(plan, base, &trace, kept, err);
	done_trace_release(&trace);
	return rc;
}

/* Changed paths of packages that services depend on. */
static int find_locals(
    const struct done_plan *before, struct done_services *services, struct done_error *err)
{
	if (done_services_find_locals(before->arena, before->trees->head, before->bar->policy,
	        &before->changed->changes, services, err) < 0)
		return err->code;
	if (services->is_coarse)
		done_run_note(before->notes, DONE_NOTE,
		    "there are too many sources to follow their imports: every service "
		    "of a changed module is selected");
	return 0;
}

/* A service that stands behind such a file may be missing from the map. */
static void note_not_read(const struct done_plan *before, const struct done_services *services)
{
	const struct done_strings *not_read = &services->not_read;

	if (not_read->nr)
		done_run_note(before->notes, DONE_NOTE,
		    "discovery could not read everything: 'git done services' lists %zu "
		    "%s, the first of which is: %s",
		    not_read->nr, not_read->nr == 1 ? "place" : "places", not_read->items[0]);
}

int done_map_make(const struct done_plan *before, struct done_map *out, struct done_error *err)
{
	const struct done_policy *own = before->bar->own;
	struct done_services base = {0}, kept = {0}, head = {0};
	struct done_map map = {0};
	int rc = find_both(before, &base, &kept, err);

	if (rc < 0)
		return rc;
	note_not_read(before, &kept);
	if (!before->compared->has_range) {
		out->services = kept;
		return 0;
	}
	if (own && own != before->bar->policy)
		rc = done_services_discover(before->trees->head, own, before->arena, &head, err);
	if (rc < 0 && err->code == DONE_E_POLICY)
		done_bar_blame_head(before, err);
	if (rc < 0)
		return rc;
	map.base = base;
	map.own = own && own != before->bar->policy ? head : kept;
	done_services_unite(before->arena, &base, &kept, &map.own, &map.services);
	map.services.not_read = kept.not_read;
	map.services.profiles = kept.profiles;
	map.services.nr_profiles = kept.nr_profiles;
	rc = keep_unmarked(before->trees->head, &map.services, err);
	if (rc >= 0)
		rc = done_moved_follow(before, &map.services, err);
	if (rc >= 0)
		rc = find_locals(before, &map.services, err);
	if (rc < 0)
		return rc;
	*out = map;
	return 0;
}
