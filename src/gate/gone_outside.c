/*
 * A document, a description or a load test may lie outside of every service and be about one: where
 * the change deletes such a file, the service that its path names is touched.
 */
#include "done/names.h"
#include "done/outside.h"
#include "selection_more.h"

struct gone_outside {
	const char **paths; /* for each service: the file that went; NULL: none did */
};

static const char *gone_reason(
    const struct done_standings *making, const struct done_service *service, void *data)
{
	const struct gone_outside *gone = data;

	return gone->paths[service - making->services.items];
}

static void gone_find(const struct done_plan *before, const struct done_standings *making,
    const struct done_names *names, struct gone_outside *gone)
{
	const struct done_changes *changes = &before->changed->changes;
	struct done_strings unowned = {making->selection.unowned, making->selection.nr_unowned};

	for (size_t i = 0; i < changes->nr; i++) {
		const struct done_change *change = &changes->items[i];
		struct done_named named = {0};

		if (change->kind != DONE_DELETED || !done_strings_has(&unowned, change->path))
			continue;
		done_names_find(before->arena, names, DONE_NAME_PATH, change->path, &named);
		if (named.by != DONE_NAMED_NOT && !gone->paths[named.index])
			gone->paths[named.index] = change->path;
	}
}

void done_gone_outside_select(const struct done_plan *before, struct done_standings *making)
{
	size_t nr = making->services.nr;
	struct done_outside_asked asked = {.arena = before->arena};
	struct done_nameable *items;
	struct done_names names;
	struct gone_outside gone;

	if (!before->compared->has_range || !making->selection.nr_unowned)
		return;
	done_policy_asks_outside(before->nested->asked, DONE_TIER_GOLD, &asked);
	if (!asked.wants)
		return;
	items = done_arena_array(before->arena, nr + 1, sizeof(*items));
	gone.paths = done_arena_array(before->arena, nr + 1, sizeof(*gone.paths));
	for (size_t i = 0; i < nr; i++)
		items[i] = (struct done_nameable){
		    making->services.items[i].name, making->services.items[i].path};
	done_names_prepare(before->arena, items, nr, NULL, &names);
	gone_find(before, making, &names, &gone);
	done_selection_add(before, making, gone_reason, &gone, false);
}
