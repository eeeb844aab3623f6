/* What somebody wrote for git-done and nothing reads, beside a policy and sheets that are read. */
#include <string.h>

#include "done/misnamed.h"
#include "gate.h"

#define SAID_MAX 5

static bool is_read(const struct done_plan *plan, const char *path)
{
	return done_strings_has(&plan->bar->policy->files, path) ||
	    (plan->bar->own && done_strings_has(&plan->bar->own->files, path));
}

/* A change may take the policy away, by another name for one. */
static bool has_policy(const struct done_plan *plan)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	return done_snapshot_find(plan->trees->head, DONE_POLICY_PATH, &entry, &ignored) != 0;
}

/* What is wrong with the name or the place of a file that nothing reads; NULL: nothing. */
static const char *misnamed_words(const struct done_plan *plan, const char *path)
{
	struct done_arena *arena = plan->arena;
	const char *shown = done_arena_shown(arena, path);

	/* Who judges by a file of his own knows where it is; no policy at all was said before. */
	if (done_path_is_nested(path) || is_read(plan, path) ||
	    strcmp(plan->bar->path, DONE_POLICY_PATH) != 0 || !strcmp(plan->bar->from, "file"))
		return NULL;
	if (!has_policy(plan))
		return done_arena_printf(arena,
		    "'%s' is not read: the policy is the file '" DONE_POLICY_PATH
		    "' at the root; rename it: %s",
		    shown, done_misnamed_move(arena, path, DONE_POLICY_PATH));
	if (strchr(path, '/') && done_misnamed_name(done_last_part(path), false) != DONE_NAME_OTHER)
		return done_arena_printf(arena,
		    "'%s' is not read: the policy of a directory is the file '" DONE_POLICY_PATH
		    "' in it; rename it: %s",
		    shown,
		    done_misnamed_move(arena, path,
		        done_arena_printf(arena, "%.*s" DONE_POLICY_PATH,
		            (int)(done_last_part(path) - path), path)));
	return done_arena_printf(arena,
	    "'%s' is not read: the policy is '" DONE_POLICY_PATH
	    "' at the root; move what it says there, or name it in 'extends'",
	    shown);
}

/* service: whose directory it lies in; NULL: it is said of the run. */
static void note_policy(
    const struct done_plan *plan, const struct done_service *service, const char *path)
{
	const char *words = misnamed_words(plan, path);

	if (words && service)
		done_service_note(plan->notes, DONE_NOTE_WARNING, service, "%s", words);
	else if (words)
		done_run_note(plan->notes, DONE_NOTE_WARNING, "%s", words);
}

/* A gate looks in the root, and at what the change brings. */
static void note_policies_of_change(const struct done_plan *plan)
{
	const struct done_changes *changes = &plan->changed->changes;
	struct done_strings found;
	size_t nr_said = 0;

	done_misnamed_policies(plan->trees->head, false, plan->arena, &found, NULL);
	for (size_t i = 0; i < found.nr && nr_said < SAID_MAX; i++, nr_said++)
		note_policy(plan, NULL, found.items[i]);
	for (size_t i = 0; i < changes->nr && nr_said < SAID_MAX; i++) {
		const struct done_change *change = &changes->items[i];
		const char *slash = strrchr(change->path, '/');
		struct done_error err = {0};
		struct done_entry entry;

		/* Most paths are other files: their name is enough to know. */
		if (change->kind == DONE_DELETED || !slash ||
		    done_misnamed_name(slash + 1, false) == DONE_NAME_OTHER ||
		    done_snapshot_find(plan->trees->head, change->path, &entry, &err) <= 0 ||
		    !done_misnamed_is_policy(plan->trees->head, change->path, &entry))
			continue;
		note_policy(plan, NULL, change->path);
		nr_said++;
	}
}

/* service: NULL for what lies in no service, or in that at the root. */
static void note_policies_below(const struct done_plan *plan, const struct done_service *service)
{
	struct done_strings found, nested;

	done_misnamed_policies_of(plan->trees->head, service ? service->path : "",
	    &plan->map->services, plan->arena, &found, &nested);
	for (size_t i = 0; i < found.nr && i < SAID_MAX; i++)
		note_policy(plan, service, found.items[i]);
	done_nested_note_idle(plan, service, &nested);
}

/* An audit looks everywhere. What lies in a service is said of that service, so that a shard looks
 * into none but its own. */
static void note_policies(const struct done_plan *plan)
{
	note_policies_below(plan, NULL);
	for (size_t i = 0; i < plan->work->selection.nr; i++) {
		const struct done_service *service = plan->work->selection.items[i].service;

		if (*done_service_directory(service))
			note_policies_below(plan, service);
	}
}

static void note_sheet(
    const struct done_plan *plan, const struct done_service *service, const char *name)
{
	struct done_arena *arena = plan->arena;
	const char *wanted, *path;
	bool is_beside;

	path = done_misnamed_sheet(
	    plan->trees->head, done_service_directory(service), name, arena, &wanted, &is_beside);
	if (!path)
		return;
	if (is_beside)
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "'%s' is not read, because '%s' is there; move what it says into "
		    "that, and remove it",
		    done_arena_shown(arena, path), done_arena_shown(arena, wanted));
	else
		done_service_note(plan->notes, DONE_NOTE_WARNING, service,
		    "'%s' is not read: the name is '%s'; rename it: %s",
		    done_arena_shown(arena, path), name, done_misnamed_move(arena, path, wanted));
}

void done_plan_note_misnamed(const struct done_plan *plan)
{
	if (plan->compared->has_range)
		note_policies_of_change(plan);
	else
		note_policies(plan);
	for (size_t i = 0; i < plan->work->selection.nr; i++) {
		const struct done_service *service = plan->work->selection.items[i].service;

		note_sheet(plan, service, DONE_SHEET_NAME);
		if (plan->bar->policy->backstage)
			note_sheet(plan, service, DONE_CATALOG_NAME);
	}
}
