/*
 * What a change of the policies of directories asks less, directory by directory: by all that
 * counts there before and after. A directory that is gone asks nothing of anybody; whoever moved
 * out of it is judged by it until that has landed (nested.c).
 */
#include <string.h>

#include "done/misnamed.h"
#include "gate.h"

bool done_changes_edit_nested(const struct done_changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		if (done_path_is_nested(changes->items[i].path))
			return true;
	}
	return false;
}

static bool loosens_at_root(const struct done_loosened *found, size_t nr, const char *text)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(found->items[i], text))
			return true;
	}
	return false;
}

/* 0: the directory is not there any more. */
static int loosening_is_there(
    struct done_snapshot *tree, const char *directory, struct done_error *err)
{
	const struct done_directory *listed;

	return tree->list(tree->self, directory, &listed, err);
}

/* One that the root begins to extend was of its directory alone: what it asked there counts. */
static bool loosening_is_of_directory(const struct done_nested_trees *trees, const char *path)
{
	return done_path_is_nested(path) && !done_strings_has(&trees->root_before->files, path) &&
	    (trees->concerns ? done_nested_concerns(trees->concerns, path)
	                     : !done_misnamed_is_of_others(path));
}

static int loosening_find(struct done_nested_look *look, const char *directory,
    const struct done_policy **out, struct done_error *err)
{
	const struct done_nested_policy *nearest;
	int rc = done_nested_look_up(look, directory, &nearest, err);

	*out = rc >= 0 && nearest ? nearest->policy : look->root;
	return rc;
}

int done_nested_loosenings(const struct done_nested_trees *trees,
    const struct done_changes *changes, struct done_loosened *out, struct done_strings *files,
    struct done_error *err)
{
	struct done_nested_policies found[2] = {{0}, {0}};
	struct done_nested_look before = {.arena = trees->arena,
	    .loaded = trees->loaded,
	    .tree = trees->before,
	    .root = trees->root_before,
	    .out = &found[0]};
	struct done_nested_look after = {.arena = trees->arena,
	    .loaded = trees->loaded,
	    .tree = trees->after,
	    .root = trees->root_after,
	    .out = &found[1]};
	size_t nr_root = out->nr, cap = 0;

	for (size_t i = 0; i < changes->nr; i++) {
		const char *path = changes->items[i].path, *directory;
		struct done_loosened less = {.arena = trees->arena};
		const struct done_policy *then, *now;
		struct done_error broken = {0};
		int rc;

		if (!loosening_is_of_directory(trees, path))
			continue;
		directory = done_nested_directory(trees->arena, path);
		rc = loosening_is_there(trees->after, directory, err);
		if (rc < 0)
			return rc;
		/* What was not valid asked nothing, and may be another's. */
		if (rc == 0 || loosening_find(&before, directory, &then, &broken) < 0)
			continue;
		if (loosening_find(&after, directory, &now, err) < 0)
			return err->code;
		done_policy_loosened(done_check_forms(), then, now, &less);
		for (size_t j = 0; j < less.nr; j++) {
			if (loosens_at_root(out, nr_root, less.items[j]))
				continue;
			if (files && (!files->nr || files->items[files->nr - 1] != path))
				*DONE_ARENA_PUSH(trees->arena, files->items, files->nr, cap) = path;
			out->subject = less.subjects[j];
			done_loosened_add(out, "", "%s (%s)", less.items[j], path);
		}
	}
	return 0;
}
