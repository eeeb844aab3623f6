/*
 * What the services are: their profiles, once a run, and only where a check or a condition of the
 * policy asks. Read before threads begin; from then on nobody writes to it.
 */
#include <stdlib.h>
#include <string.h>

#include "done/outside.h"
#include "gate.h"

/* Of the services that are judged, in one look over the tree. */
static int known_find(const struct done_plan *before, const struct done_ecosystems *ecosystems,
    struct done_profiles *out, struct done_error *err)
{
	const struct done_selection *selection = &before->standings->selection;
	struct done_strings directories = {
	    done_arena_array(before->arena, selection->nr + 1, sizeof(char *)), 0};

	for (size_t i = 0; i < selection->nr; i++) {
		const struct done_service *service = selection->items[i].service;

		if (service->in_head && done_shard_has(&before->request->shard, service->path))
			directories.items[directories.nr++] = service->path;
	}
	return done_profiles_of(
	    before->arena, before->trees->head, ecosystems, &directories, out, err);
}

/* The highest tier at which a check is looked at: an audit looks at all of them. */
static int known_reach(const struct done_plan *before)
{
	const struct done_selection *selection = &before->standings->selection;
	int reach = DONE_TIER_NONE;

	if (!before->compared->has_range)
		return DONE_TIER_GOLD;
	for (size_t i = 0; i < selection->nr; i++) {
		const struct done_standing *standing =
		    done_standing_of(before->standings, selection->items[i].service);

		if (standing->target > reach)
			reach = standing->target;
		if (standing->policy->keep > reach)
			reach = standing->policy->keep;
	}
	return reach;
}

/* What lies outside of services, of all of them: the part of a shard is named by the same texts. */
const struct done_outside *done_known_outside(const struct done_plan *before,
    const struct done_policy *asked_policy, const struct done_known *known)
{
	size_t nr_services = 0;
	struct done_outside_asked asked = {.arena = before->arena};
	struct done_outside_request request = {
	    .snapshot = before->trees->head, .services = &before->standings->services};
	struct done_outside *outside;

	done_policy_asks_outside(asked_policy, known_reach(before), &asked);
	if (!asked.wants)
		return NULL;
	for (size_t i = 0; i < known->profiles.nr; i++)
		nr_services += done_kind_is_service(known->profiles.items[i].kind);
	/* A map of one service may be of one among many. */
	request.is_only = known->ecosystems && request.services->nr == 1 && nr_services <= 1;
	request.wants = asked.wants;
	request.about = asked.about;
	request.nr_about = asked.nr_about;
	outside = done_arena_alloc(before->arena, sizeof(*outside));
	done_outside_make(before->arena, &request, outside);
	return outside;
}

int done_known_profiles(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err)
{
	struct done_ecosystems *ecosystems;

	if (!done_policy_asks_profile(asked))
		return 0;
	ecosystems = done_arena_alloc(before->arena, sizeof(*ecosystems));
	if (done_policy_ecosystems(before->bar->policy, before->arena, ecosystems, err) < 0)
		return err->code;
	out->ecosystems = ecosystems;
	out->capabilities = done_policy_capabilities(asked);
	return known_find(before, ecosystems, &out->profiles, err);
}

int done_known_make(const struct done_plan *before, const struct done_policy *asked,
    struct done_known *out, struct done_error *err)
{
	*out = (struct done_known){0};
	/* Where no service is judged nobody asks, and these two look over the whole tree. */
	if (before->standings->selection.nr) {
		if (done_known_profiles(before, asked, out, err) < 0)
			return err->code;
		out->outside = done_known_outside(before, asked, out);
	}
	return done_evidence_open(before, asked, out, err);
}

void done_known_release(struct done_known *known)
{
	done_ecosystems_release((struct done_ecosystems *)known->ecosystems);
	done_folder_close(&known->evidence);
	done_folder_close(&known->evidence_base);
}

static int known_compare(const void *path, const void *profile)
{
	return strcmp(path, ((const struct done_profile *)profile)->directory);
}

const struct done_profile *done_known_of(
    const struct done_known *known, const struct done_service *service)
{
	static const struct done_profile nothing = {.directory = "", .name = ""};
	const struct done_profile *found;

	if (!known->ecosystems)
		return NULL;
	found = known->profiles.nr ? bsearch(service->path, known->profiles.items,
	                                 known->profiles.nr, sizeof(*found), known_compare)
	                           : NULL;
	return found ? found : &nothing;
}
