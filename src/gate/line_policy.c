/* What a commit does to the policy that git holds, whichever policy judges. */
#include <string.h>

#include "done/loosened.h"
#include "line.h"

static bool edits_same(struct done_snapshot *parent, struct done_snapshot *child, const char *path)
{
	struct done_entry before = {0}, after = {0};
	struct done_error ignored = {0};
	int was = done_snapshot_find(parent, path, &before, &ignored);
	int is = done_snapshot_find(child, path, &after, &ignored);

	return was == is && done_oid_equal(&before.oid, &after.oid);
}

static struct done_policy *edits_load(struct done_arena *arena, struct done_snapshot *snapshot,
    bool *is_there, struct done_error *err)
{
	struct done_policy_source source = {.self = snapshot, .read = done_policy_read_snapshot};
	struct done_policy *policy = NULL;
	int rc =
	    done_policy_load(arena, &source, DONE_POLICY_PATH, done_check_forms(), &policy, err);

	*is_there = rc != 0;
	return rc > 0 ? policy : NULL;
}

static void edits_compare(const struct done_nested_trees *trees, const struct done_changes *changes,
    struct done_line_edits *out, struct done_error *err)
{
	struct done_arena *arena = trees->arena;
	struct done_loosened less = {.arena = arena}, more = {.arena = arena};
	struct done_nested_trees back = {arena, trees->loaded, trees->after, trees->before,
	    trees->root_after, trees->root_before, NULL};

	done_policy_loosened(done_check_forms(), trees->root_before, trees->root_after, &less);
	done_policy_loosened(done_check_forms(), trees->root_after, trees->root_before, &more);
	if (done_nested_loosenings(trees, changes, &less, NULL, err) < 0 ||
	    done_nested_loosenings(&back, changes, &more, NULL, err) < 0)
		return;
	out->loosened.items = done_arena_array(arena, less.nr + 1, sizeof(*out->loosened.items));
	for (; out->loosened.nr < less.nr; out->loosened.nr++)
		out->loosened.items[out->loosened.nr] =
		    done_arena_strdup(arena, less.items[out->loosened.nr]);
	out->nr_tightened = more.nr;
}

/* What the policy of a tree reads; one that is broken says nothing. */
static void edits_learn_files(struct done_line_extended *extended, struct done_snapshot *tree)
{
	struct done_policy_source source = {.self = tree, .read = done_policy_read_snapshot};
	struct done_entry entry = {0};
	struct done_error ignored = {0};

	if (done_snapshot_find(tree, DONE_POLICY_PATH, &entry, &ignored) != 1)
		return;
	if (extended->is_known && done_oid_equal(&extended->policy, &entry.oid))
		return;
	done_arena_release(&extended->arena);
	extended->arena = (struct done_arena){0};
	extended->files = (struct done_strings){0};
	extended->policy = entry.oid;
	extended->is_known = done_policy_files(&extended->arena, &source, DONE_POLICY_PATH,
	                         done_check_forms(), &extended->files, &ignored) == 1;
}

/* One that is not known to be the same may read other files: they are asked for again. */
static bool edits_any(
    struct done_line_extended *extended, struct done_snapshot *parent, struct done_snapshot *child)
{
	if (!edits_same(parent, child, DONE_POLICY_PATH))
		return true;
	edits_learn_files(extended, child);
	/* An edit by hand breaks one of the two only. */
	edits_learn_files(extended, parent);
	for (size_t i = 0; extended->is_known && i < extended->files.nr; i++) {
		const char *path = extended->files.items[i];

		if (done_file_is_preset(path) || edits_same(parent, child, path))
			continue;
		extended->is_known = false;
		return true;
	}
	return false;
}

void done_line_edits_find(struct done_arena *arena, struct done_line_extended *extended,
    const struct done_changes *changes, struct done_snapshot *parent, struct done_snapshot *child,
    struct done_line_edits *out)
{
	struct done_loaded loaded = {.arena = arena};
	struct done_nested_trees trees = {arena, &loaded, parent, child, NULL, NULL, NULL};
	struct done_policy *before, *after;
	struct done_error err = {0};

	*out = (struct done_line_edits){0};
	if (!edits_any(extended, parent, child) && !done_changes_edit_nested(changes))
		return;
	before = edits_load(arena, parent, &out->was_there, &err);
	after = edits_load(arena, child, &out->is_there, &err);
	/* Without one at the root those of directories say nothing. */
	out->is_edited = out->was_there || out->is_there;
	trees.root_before = before;
	trees.root_after = after;
	if (!err.code && before && after)
		edits_compare(&trees, changes, out, &err);
	if (err.code)
		out->problem = done_arena_strdup(arena, err.message);
	done_loaded_release(&loaded);
	done_policy_release(before);
	done_policy_release(after);
}
