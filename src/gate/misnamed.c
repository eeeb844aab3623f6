/*
 * What somebody wrote as the policy and nothing reads, said wherever the policy is missed. Where
 * none is found but one that is misnamed, somebody meant a bar: a gate cannot decide by another
 * one.
 */
#include <string.h>

#include "done/misnamed.h"
#include "gate.h"

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
