/* From the merged value tree to struct done_policy: the top, and stages. */
#include <inttypes.h>
#include <string.h>

#include "ecosystem_parts.h"

#define VERSION 1
#define STAGES_MAX 32
#define ID_MAX 64

static const char *const default_stages[] = {"experiment", "production", "deprecated"};

/* Keys of the language that this version does not hold: refused, never ignored. */
static const char *const not_yet[] = {"baseline"};

static const char *const top_keys[] = {"version", "extends",      "stages",      "services",
                                       "select",  "criteria",     "experiments", "sheet",
                                       "waivers", "placeholders", "ecosystems",  "target"};

static bool load_holds(const char *const *names, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

/* ---- ids and stages -------------------------------------------------------------------------- */

int done_id_check(const struct done_member *member, const char *of, struct done_error *err)
{
	const char *id = member->key.ptr;
	size_t len = strlen(id);

	if (len > 0 && len <= ID_MAX && id[0] != '-' && id[len - 1] != '-' &&
	    strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == len)
		return 0;
	done_error_set(err, DONE_E_POLICY, "'%s' is no id for %s", id, of);
	done_error_cure(err, "ids are small letters, digits and hyphens, at most %d", ID_MAX);
	return done_error_place(err, member->value.file, member->line, member->column);
}

bool done_stage_known(const struct done_loader *loader, const char *stage)
{
	return load_holds(loader->stages.items, loader->stages.nr, stage);
}

int done_stage_check(const struct done_loader *loader, const struct done_value *at,
                     const char *stage, struct done_error *err)
{
	if (done_stage_known(loader, stage))
		return 0;
	done_value_error(err, at, "unknown stage '%s'", stage);
	return done_suggest(err, stage, loader->stages.items, loader->stages.nr);
}

static int refuse_stage(const struct done_value *stage, size_t i, const struct done_strings *stages,
                        struct done_error *err)
{
	struct done_member as_member = {.key = stage->string,
	                                .line = stage->line,
	                                .column = stage->column,
	                                .value = *stage};

	if (done_id_check(&as_member, "a stage", err) < 0)
		return err->code;
	if (load_holds(stages->items, i, stages->items[i]))
		return done_value_error(err, stage, "stage '%s' is listed twice", stages->items[i]);
	return 0;
}

static int load_stages(struct done_loader *loader, const struct done_value *root,
                       struct done_error *err)
{
	static const struct done_field field = {
		.name = "stages", .type = DONE_FIELD_STRINGS, .max = STAGES_MAX};
	const struct done_value *stages = done_value_get(root, "stages");
	struct done_strings *known = &loader->stages;

	known->items = done_arena_array(loader->arena, DONE_ARRAY_SIZE(default_stages),
	                                sizeof(*known->items));
	known->nr = DONE_ARRAY_SIZE(default_stages);
	memcpy(known->items, default_stages, sizeof(default_stages));
	if (!stages)
		return 0;
	if (done_type_of(field.type)->load(loader, &field, stages, known, err) < 0)
		return err->code;
	for (size_t i = 0; i < known->nr; i++) {
		const struct done_value *stage =
			stages->type == DONE_LIST ? &stages->list.ptr[i] : stages;
		if (refuse_stage(stage, i, known, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- the top --------------------------------------------------------------------------------- */

static int check_key(const struct done_member *member, struct done_error *err)
{
	const char *key = member->key.ptr;

	if (load_holds(top_keys, DONE_ARRAY_SIZE(top_keys), key))
		return 0;
	if (!load_holds(not_yet, DONE_ARRAY_SIZE(not_yet), key))
		return done_unknown_key(member, "the policy", top_keys, DONE_ARRAY_SIZE(top_keys),
		                        err);
	done_error_set(err, DONE_E_POLICY, "'%s' is not supported by this version of git-done yet",
	               key);
	done_error_cure(err, "take it out, or use a newer git-done");
	return done_error_place(err, member->value.file, member->line, member->column);
}

static int check_version(const struct done_value *root, struct done_error *err)
{
	const struct done_value *version = done_value_get(root, "version");

	if (!version) {
		done_value_error(err, root, "the policy does not say its version");
		return done_error_cure(err, "begin it with 'version: %d'", VERSION);
	}
	if (version->type == DONE_INTEGER && version->integer == VERSION)
		return 0;
	if (version->type == DONE_INTEGER)
		done_value_error(err, version,
		                 "version %" PRId64 " of the policy language is not known here",
		                 version->integer);
	else
		done_value_error(err, version, "'version' must be a whole number, not %s",
		                 done_value_type_name(version->type));
	return done_error_cure(err, "git-done " DONE_VERSION " knows 'version: %d'", VERSION);
}

/* The version first: a newer language may have other keys. */
int done_policy_check_top(const struct done_value *root, struct done_error *err)
{
	if (check_version(root, err) < 0)
		return err->code;
	for (size_t i = 0; i < root->map.nr; i++) {
		if (check_key(&root->map.ptr[i], err) < 0)
			return err->code;
	}
	return 0;
}

static int load_load(struct done_loader *loader, const struct done_value *root,
                     struct done_policy *policy, struct done_error *err)
{
	const struct done_value *select = done_value_get(root, "select");
	const struct done_value *placeholders = done_value_get(root, "placeholders");
	const struct done_value *target = done_value_get(root, "target");

	if (load_stages(loader, root, err) < 0 || done_rules_load(loader, root, policy, err) < 0)
		return err->code;
	policy->stages = loader->stages;
	if (select &&
	    done_record_load(loader, &done_select_record, select, &policy->select, err) < 0)
		return err->code;
	if (done_sheets_load(loader, root, policy, err) < 0)
		return err->code;
	if (placeholders &&
	    done_placeholders_load(loader, placeholders, (void *)&policy->placeholders, err) < 0)
		return err->code;
	policy->ecosystems = done_value_get(root, "ecosystems");
	if (done_ecosystems_check(loader, policy->ecosystems, err) < 0)
		return err->code;
	policy->target = DONE_TIER_DEFAULT;
	if (target && done_target_load(loader, target, &policy->target, err) < 0)
		return err->code;
	return done_criteria_load(loader, root, policy, err);
}

static void free_patterns(struct done_pattern **patterns, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		done_pattern_free(patterns[i]);
}

int done_policy_load(struct done_arena *arena, const struct done_policy_source *source,
                     const char *path, const struct done_kind_forms *kinds,
                     struct done_policy **out, struct done_error *err)
{
	struct done_loader loader = {.arena = arena, .kinds = kinds};
	struct done_policy *policy = done_arena_alloc(arena, sizeof(*policy));
	struct done_value *root = done_arena_alloc(arena, sizeof(*root));
	int rc = done_policy_read(arena, source, path, kinds, root, &policy->files, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < policy->files.nr; i++)
		loader.extends_preset |= done_file_is_preset(policy->files.items[i]);
	/* Before pruning: what is off must be well formed too. */
	rc = load_load(&loader, root, policy, err);
	if (rc < 0) {
		free_patterns(loader.patterns, loader.nr_patterns);
		return rc;
	}
	done_policy_prune(arena, root);
	policy->merged = root;
	policy->patterns = loader.patterns;
	policy->nr_patterns = loader.nr_patterns;
	*out = policy;
	return 1;
}

void done_policy_release(struct done_policy *policy)
{
	if (!policy)
		return;
	free_patterns(policy->patterns, policy->nr_patterns);
	policy->patterns = NULL;
	policy->nr_patterns = 0;
}
