/* What shows a capability besides code: the sheet, CODEOWNERS, declarations of deployments. */
#include "done/owners.h"

#include <string.h>

#include "uses.h"

/* ---- an owner ------------------------------------------------------------------------------ */

/* The sheet, or Backstage's catalog. */
static bool owner_of_sheet(struct done_view *view, struct done_use *out)
{
	const struct done_sheet *sheet = view->service->sheet;

	if (!sheet || sheet->problem.code || !sheet->owner)
		return false;
	out->place.path = sheet->path;
	out->what = done_arena_printf(view->arena, "owner %s", sheet->owner);
	return true;
}

/* A line of CODEOWNERS that speaks of the service's directory, and not of everything: who owns all
 * of a repository is asked about no service in particular. */
static bool owner_of_codeowners(struct done_view *view, struct done_use *out)
{
	const struct done_owners *owners = view->services && view->services->owners
	                                           ? view->services->owners[DONE_HOST_ANY]
	                                           : NULL;
	struct done_owners_word *words;
	struct done_owners_part part;
	const char *path;
	size_t nr;

	if (!owners || owners->problem.code || !owners->path)
		return false;
	words = done_arena_array(view->arena, owners->nr_sections + 1, sizeof(*words));
	done_owners_below(view->arena, owners, view->service->path, &part);
	if (part.too_many)
		return false;
	path = done_view_path(view, "a");
	nr = done_owners_of(&part, path, words);
	for (size_t i = 0; i < nr; i++) {
		if (!words[i].nr)
			continue;
		out->place = (struct done_seen_place){owners->path, words[i].line, NULL};
		out->what = done_arena_printf(view->arena, "owner %s", words[i].owners[0]);
		return true;
	}
	return false;
}

static int use_owner(struct done_view *view, struct done_use *out, struct done_error *err)
{
	const struct done_fact *team = &view->profile->team;

	(void)err;
	if (owner_of_sheet(view, out) || owner_of_codeowners(view, out))
		return 1;
	if (!team->what)
		return 0;
	out->place = (struct done_seen_place){team->path, team->line, NULL};
	out->what = done_arena_printf(view->arena, "label of team '%s'", team->what);
	return 1;
}

/* ---- health -------------------------------------------------------------------------------- */

static int use_probe(struct done_view *view, struct done_use *out, struct done_error *err)
{
	const struct done_fact *probe = &view->profile->probe;

	(void)err;
	if (!probe->path)
		return 0;
	out->place = (struct done_seen_place){probe->path, probe->line, NULL};
	out->what = probe->what;
	return 1;
}

/* ---- all ----------------------------------------------------------------------------------- */

static const struct {
	const char *capability;
	int (*find)(struct done_view *view, struct done_use *out, struct done_error *err);
} elsewhere[] = {
	{"owner", use_owner},
	{"health", use_probe},
};

int done_use_elsewhere(struct done_view *view, const char *capability, struct done_use *out,
                       struct done_error *err)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(elsewhere); i++) {
		if (strcmp(elsewhere[i].capability, capability) != 0)
			continue;
		out->strength = DONE_DECLARED;
		return elsewhere[i].find(view, out, err);
	}
	return 0;
}
