/* What is said of policies of directories: which do not count, and why; which come. */
#include <string.h>

#include "done/misnamed.h"
#include "gate.h"

/* ---- beside a policy that is none of the repository's ---- */

static void nested_find_above(
    const struct done_plan *plan, const char *directory, struct done_strings *found, size_t *cap)
{
	for (size_t len = strcspn(directory, "/"); strcmp(directory, ".") != 0;
	     len += 1 + strcspn(directory + len + 1, "/")) {
		struct done_error ignored = {0};
		struct done_entry entry;
		const char *path =
		    done_arena_printf(plan->arena, "%.*s/" DONE_POLICY_PATH, (int)len, directory);

		if (done_snapshot_find(plan->trees->head, path, &entry, &ignored) == 1 &&
		    !done_strings_has(found, path))
			*DONE_ARENA_PUSH(plan->arena, found->items, found->nr, *cap) = path;
		if (!directory[len])
			break;
	}
}

static const char *nested_and_more(const struct done_plan *plan, size_t nr)
{
	return nr ? done_arena_printf(plan->arena, " (and %zu more like it)", nr) : "";
}

static void nested_note_uncounted(const struct done_plan *plan)
{
	const struct done_selection *selection = &plan->standings->selection;
	struct done_strings found = {0};
	size_t cap = 0;

	for (size_t i = 0; i < selection->nr; i++)
		nested_find_above(plan, selection->items[i].service->path, &found, &cap);
	if (found.nr)
		done_run_note(plan->notes, DONE_NOTE,
		    "'%s'%s does not count: policies of directories add to the "
		    "'" DONE_POLICY_PATH "' of the repository, and '%s' judges in its place",
		    found.items[0], nested_and_more(plan, found.nr - 1), plan->bar->path);
}

/* ---- those of the change ---- */

void done_nested_note_idle(const struct done_plan *plan, const struct done_service *service,
    const struct done_strings *paths)
{
	const char *first = NULL, *words;
	size_t nr = 0;

	for (size_t i = 0; done_nested_tree(plan) && i < paths->nr; i++) {
		/* Test data and examples may be whole policies. */
		if (done_nested_concerns(plan, paths->items[i]) ||
		    done_strings_has(&plan->bar->policy->files, paths->items[i]) ||
		    (plan->bar->own && done_strings_has(&plan->bar->own->files, paths->items[i])) ||
		    done_misnamed_is_of_others(paths->items[i]))
			continue;
		first = first ? first : paths->items[i];
		nr++;
	}
	if (!nr)
		return;
	words = done_arena_printf(plan->arena,
	    "'%s'%s asks nothing of anybody: no service lies in its directory", first,
	    nested_and_more(plan, nr - 1));
	if (service)
		done_service_note(plan->notes, DONE_NOTE_WARNING, service, "%s", words);
	else
		done_run_note(plan->notes, DONE_NOTE_WARNING, "%s", words);
}

static void nested_note_change(const struct done_plan *plan, const struct done_change *change)
{
	if (change->kind == DONE_ADDED && plan->bar->own &&
	    !done_strings_has(&plan->bar->own->files, change->path) &&
	    done_nested_concerns(plan, change->path))
		done_run_note(plan->notes, DONE_NOTE,
		    "the change brings '%s': it counts from the next change on, for what lies in "
		    "'%s'",
		    change->path, done_nested_directory(plan->arena, change->path));
}

void done_nested_note(const struct done_plan *plan)
{
	const struct done_changes *changes = &plan->changed->changes;
	struct done_strings there = {0};
	size_t cap = 0;

	if (!done_nested_tree(plan))
		nested_note_uncounted(plan);
	for (size_t i = 0; plan->changed->edits_nested && i < changes->nr; i++) {
		const struct done_change *change = &changes->items[i];

		if (!done_path_is_nested(change->path))
			continue;
		nested_note_change(plan, change);
		if (change->kind != DONE_DELETED)
			*DONE_ARENA_PUSH(plan->arena, there.items, there.nr, cap) = change->path;
	}
	done_nested_note_idle(plan, NULL, &there);
}
