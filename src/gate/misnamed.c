/*
 * What somebody wrote for git-done and nothing reads: said wherever a policy or a sheet is missed,
 * and beside the ones that are there. Where no policy is found but one that is misnamed, somebody
 * meant a bar: a gate cannot decide by another one.
 */
#include <string.h>

#include "done/misnamed.h"
#include "gate.h"

#define SAID_MAX 5

/* The base's, where the change's tree has none: a branch may be older than what was meant. */
static const char *find_policy(const struct done_plan *plan, bool *in_base)
{
	struct done_arena *arena = plan->arena;
	struct done_strings found;

	*in_base = false;
	done_misnamed_policies(plan->trees->head, true, arena, &found, NULL);
	if (!found.nr && plan->compared->has_range && plan->compared->range.has_base) {
		*in_base = true;
		done_misnamed_policies(plan->trees->tip, true, arena, &found, NULL);
	}
	return found.nr ? found.items[0] : NULL;
}

int done_plan_refuse_misnamed(const struct done_plan *before, struct done_error *err)
{
	struct done_arena *arena = before->arena;
	bool in_base;
	const char *path = find_policy(before, &in_base);

	if (!path)
		return 0;
	if (before->compared->mode == DONE_MODE_AUDIT) {
		const char *move = done_misnamed_move(arena, path, DONE_POLICY_PATH);

		done_run_note(before->notes, DONE_NOTE_WARNING,
		    done_path_is_nested(path)
		        ? "'%s' adds to the policy '" DONE_POLICY_PATH
		          "' at the root, which is missing: write one (git done init), or move "
		          "this "
		          "one there: %s"
		        : "'%s' is not read as the policy, which is the file '" DONE_POLICY_PATH
		          "' at the root: %s",
		    done_arena_shown(arena, path), move);
		return 0;
	}
	if (done_path_is_nested(path)) {
		done_error_set(err, DONE_E_UNDECIDED,
		    "there is no policy '" DONE_POLICY_PATH "' at the root%s to which '%s' adds",
		    in_base ? " of the base" : "", path);
		return done_error_cure(err,
		    "write one (git done init), or move this one there, and commit that:\n  %s",
		    done_misnamed_move(arena, path, DONE_POLICY_PATH));
	}
	done_error_set(err, DONE_E_UNDECIDED,
	    "there is no policy '" DONE_POLICY_PATH "', but '%s'%s, which nothing reads", path,
	    in_base ? " in the base" : "");
	return done_error_cure(err,
	    "the policy is the file '" DONE_POLICY_PATH "' at the root; rename "
	    "it%s, and commit that:\n  %s",
	    in_base ? " in the base" : "", done_misnamed_move(arena, path, DONE_POLICY_PATH));
}

/* For a sentence about a policy that is missing: "" or "; 'X' is not read: git mv X .git-done.yml".
 */
const char *done_misnamed_hint(struct done_snapshot *snapshot, struct done_arena *arena)
{
	struct done_strings found;

	done_misnamed_policies(snapshot, true, arena, &found, NULL);
	if (!found.nr)
		return "";
	return done_arena_printf(arena,
	    done_path_is_nested(found.items[0]) ? "'%s' adds to the policy at the root, which is "
	                                          "missing: write one (git done init), "
	                                          "or move this one there: %s"
	                                        : "'%s' is not read; rename it: %s",
	    done_arena_shown(arena, found.items[0]),
	    done_misnamed_move(arena, found.items[0], DONE_POLICY_PATH));
}

/* ---- beside a policy that is read ---- */

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

static void note_policy(const struct done_plan *plan, const char *path)
{
	struct done_arena *arena = plan->arena;

	/* Who judges by a file of his own knows where it is; no policy at all was said before. */
	if (done_path_is_nested(path) || is_read(plan, path) ||
	    strcmp(plan->bar->path, DONE_POLICY_PATH) != 0 || !strcmp(plan->bar->from, "file"))
		return;
	if (strchr(path, '/') &&
	    done_misnamed_name(done_last_part(path), false) != DONE_NAME_OTHER && has_policy(plan))
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "'%s' is not read: the policy of a directory is the file '" DONE_POLICY_PATH
		    "' in it; rename it: %s",
		    done_arena_shown(arena, path),
		    done_misnamed_move(arena, path,
		        done_arena_printf(arena, "%.*s" DONE_POLICY_PATH,
		            (int)(done_last_part(path) - path), path)));
	else if (!has_policy(plan))
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "'%s' is not read: the policy is the file '" DONE_POLICY_PATH
		    "' at the root; rename it: %s",
		    done_arena_shown(arena, path),
		    done_misnamed_move(arena, path, DONE_POLICY_PATH));
	else
		done_run_note(plan->notes, DONE_NOTE_WARNING,
		    "'%s' is not read: the policy is '" DONE_POLICY_PATH
		    "' at the root; move what it says there, or name it in 'extends'",
		    done_arena_shown(arena, path));
}

/* An audit looks everywhere; a gate in the root, and at what the change brings. */
static void note_policies(const struct done_plan *plan, struct done_strings *nested)
{
	struct done_arena *arena = plan->arena;
	struct done_strings found;
	size_t nr_said = 0;

	done_misnamed_policies(
	    plan->trees->head, !plan->compared->has_range, arena, &found, nested);
	for (size_t i = 0; i < found.nr && nr_said < SAID_MAX; i++, nr_said++)
		note_policy(plan, found.items[i]);
	for (size_t i = 0;
	     plan->compared->has_range && i < plan->changed->changes.nr && nr_said < SAID_MAX;
	     i++) {
		const struct done_change *change = &plan->changed->changes.items[i];
		const char *slash = strrchr(change->path, '/');
		struct done_error err = {0};
		struct done_entry entry;

		/* Most paths are other files: their name is enough to know. */
		if (change->kind == DONE_DELETED || !slash ||
		    done_misnamed_name(slash + 1, false) == DONE_NAME_OTHER ||
		    done_snapshot_find(plan->trees->head, change->path, &entry, &err) <= 0 ||
		    !done_misnamed_is_policy(plan->trees->head, change->path, &entry))
			continue;
		note_policy(plan, change->path);
		nr_said++;
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

void done_plan_note_misnamed(const struct done_plan *plan, struct done_strings *nested)
{
	note_policies(plan, nested);
	for (size_t i = 0; i < plan->work->selection.nr; i++) {
		const struct done_service *service = plan->work->selection.items[i].service;

		note_sheet(plan, service, DONE_SHEET_NAME);
		if (plan->bar->policy->backstage)
			note_sheet(plan, service, DONE_CATALOG_NAME);
	}
}
