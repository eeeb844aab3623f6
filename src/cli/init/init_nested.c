/*
 * git done init: policies of directories that lie in the index already. They begin to count with
 * the policy that was written, and one that contradicts it would end the next audit.
 */
#include <string.h>

#include "init.h"

#define NESTED_SAID 3

static void init_say_each(
    const struct done_init *init, const struct done_policy *const *all, size_t nr)
{
	for (size_t i = 1; i < nr && i <= NESTED_SAID; i++)
		done_say("'%s' adds to it from now on",
		    done_arena_shown(init->arena, all[i]->files.items[0]));
	if (nr > NESTED_SAID + 1)
		done_say("and %zu more policies of directories: git done policy lint lists them",
		    nr - NESTED_SAID - 1);
}

static void init_say_fault(const struct done_error *err)
{
	done_say("warning: %s:%d:%d: %s", err->file, err->line, err->column, err->message);
	done_say("change it before you commit, and look again: git done policy lint");
}

void done_init_say_nested(const struct done_init *init)
{
	struct done_policy_source source = {
	    .self = (void *)(uintptr_t)init->top, .read = done_policy_read_below};
	struct done_loaded loaded = {.arena = init->arena};
	struct done_snapshot index = {0};
	struct done_nested_asking asking = {.listing = &index, .source = &source};
	struct done_policy *root = NULL;
	const struct done_policy *const *all;
	struct done_error err = {0};
	size_t nr = 0;
	int rc = init->is_dry ? -1 : done_snapshot_of_index(init->repo, &index, &err);

	if (rc >= 0)
		rc = done_policy_load(
		    init->arena, &source, DONE_POLICY_PATH, done_check_forms(), &root, &err);
	asking.root = root;
	if (rc > 0 && done_nested_load_all(&loaded, &asking, &all, &nr, &err) >= 0)
		init_say_each(init, all, nr);
	else if (rc > 0)
		init_say_fault(&err);
	done_loaded_release(&loaded);
	done_policy_release(root);
	done_snapshot_close(&index);
}
