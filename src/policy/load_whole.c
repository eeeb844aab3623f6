/* A policy from its files to its structs: read, merged, loaded, and held to what it imports. */
#include "loader.h"

int done_policy_load(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, const struct done_kind_forms *kinds, struct done_policy **out,
    struct done_error *err)
{
	struct done_policy *policy = done_arena_alloc(arena, sizeof(*policy));
	struct done_policy_text text = {.files = {0}};
	bool extends_preset = false;
	int rc = done_policy_read(arena, source, path, kinds, &text, err);

	if (rc <= 0)
		return rc;
	policy->files = text.files;
	for (size_t i = 0; i < policy->files.nr; i++)
		extends_preset |= done_file_is_preset(policy->files.items[i]);
	if (done_policy_load_tree(arena, kinds, &text.tree, extends_preset, policy, err) < 0)
		return err->code;
	if (done_imported_bind(arena, kinds, &text, extends_preset, policy, err) < 0) {
		done_policy_release(policy);
		return err->code;
	}
	*out = policy;
	return 1;
}
