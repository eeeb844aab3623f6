/* From the merged value tree to struct done_policy: the top, and stages. */
#include <inttypes.h>
#include <string.h>

#include "ecosystem_parts.h"

#define STAGES_MAX 32

static const char *const default_stages[] = {"experiment", "production", "deprecated"};

/* ---- ids and stages ---- */

static int refuse_stage(const struct done_value *stage, size_t i, const struct done_strings *stages,
    struct done_error *err)
{
	struct done_strings before = {stages->items, i};
	struct done_member as_member = {
	    .key = stage->string, .line = stage->line, .column = stage->column, .value = *stage};

	if (done_id_check(&as_member, "a stage", err) < 0)
		return err->code;
	if (done_strings_has(&before, stages->items[i]))
		return done_value_error(err, stage, "stage '%s' is listed twice", stages->items[i]);
	return 0;
}

static int load_stages(
    struct done_loader *loader, const struct done_value *root, struct done_error *err)
{
	static const struct done_field field = {
	    .name = "stages", .type = DONE_FIELD_STRINGS, .max = STAGES_MAX};
	const struct done_value *stages = done_value_get(root, "stages");
	struct done_strings *known = &loader->stages;

	known->items =
	    done_arena_array(loader->arena, DONE_ARRAY_SIZE(default_stages), sizeof(*known->items));
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

/* ---- the top ---- */

/* One word each: what is asked, what is forgiven, and what may not be taken back. */
static int load_strictness(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err)
{
	const struct done_value *target = done_value_get(root, "target");
	const struct done_value *keep = done_value_get(root, "keep");
	const struct done_value *debt = done_value_get(root, "debt");
	const struct done_value *losses = done_value_get(root, "losses");
	const struct done_value *loosening = done_value_get(root, "loosening");

	policy->target = DONE_TIER_DEFAULT;
	if (target && done_tier_load(loader, "target", target, &policy->target, err) < 0)
		return err->code;
	if (keep && done_tier_load(loader, "keep", keep, &policy->keep, err) < 0)
		return err->code;
	loader->debt = DONE_DEBT_NEVER;
	if (debt && done_debt_load(loader, debt, &loader->debt, err) < 0)
		return err->code;
	policy->debt = loader->debt;
	loader->losses = DONE_LOSSES_UNSAID;
	if (losses && done_losses_load(loader, losses, &loader->losses, err) < 0)
		return err->code;
	policy->losses = loader->losses;
	return loosening ? done_loosening_load(loader, loosening, &policy->loosening, err) : 0;
}

static int load_load(struct done_loader *loader, const struct done_value *root,
    struct done_policy *policy, struct done_error *err)
{
	const struct done_value *select = done_value_get(root, "select");
	const struct done_value *placeholders = done_value_get(root, "placeholders");
	const struct done_value *push = done_value_get(root, "push");
	const struct done_value *help = done_value_get(root, "help");

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
	if (done_questions_load(loader, done_value_get(root, "questions"), err) < 0)
		return err->code;
	policy->questions = loader->questions;
	policy->nr_questions = loader->nr_questions;
	if (load_strictness(loader, root, policy, err) < 0)
		return err->code;
	if (push && done_record_load(loader, &done_push_record, push, &policy->push, err) < 0)
		return err->code;
	if (help && done_help_load(loader, help, &policy->help, err) < 0)
		return err->code;
	if (done_criteria_load(loader, root, policy, err) < 0)
		return err->code;
	return done_allowed_load(loader, done_value_get(root, "allow_loosening"), policy, err);
}

static void free_patterns(struct done_pattern **patterns, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		done_pattern_free(patterns[i]);
}

int done_policy_load_tree(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_value *tree, bool extends_preset, struct done_policy *policy,
    struct done_error *err)
{
	struct done_loader loader = {.arena = arena,
	    .kinds = kinds,
	    .extends_preset = extends_preset,
	    .glob_room = done_glob_room_new()};
	struct done_value *root = done_arena_alloc(arena, sizeof(*root));
	struct done_value *written = done_arena_alloc(arena, sizeof(*written));
	struct done_value *whole = done_arena_alloc(arena, sizeof(*whole));
	int rc;

	*root = *tree;
	*written = *tree;
	*whole = *tree;
	/* Before pruning: what is off must be well formed too. */
	rc = done_params_apply(arena, root, false, err);
	if (rc >= 0)
		rc = done_policy_expand_globs(arena, root, err);
	if (rc >= 0)
		rc = done_evidence_apply(&loader, root, err);
	if (rc >= 0)
		rc = load_load(&loader, root, policy, err);
	if (rc < 0) {
		free_patterns(loader.patterns, loader.nr_patterns);
		done_glob_room_free(loader.glob_room);
		return rc;
	}
	done_policy_prune(arena, root);
	done_policy_prune(arena, written);
	policy->merged = root;
	policy->written = written;
	policy->whole = whole;
	policy->patterns = loader.patterns;
	policy->nr_patterns = loader.nr_patterns;
	policy->glob_room = loader.glob_room;
	policy->kept = done_ecosystems_kept_new(arena);
	return 0;
}

void done_policy_release(struct done_policy *policy)
{
	if (!policy)
		return;
	free_patterns(policy->patterns, policy->nr_patterns);
	policy->patterns = NULL;
	policy->nr_patterns = 0;
	done_glob_room_free(policy->glob_room);
	policy->glob_room = NULL;
	/* One of a directory shares those of the root's. */
	if (!policy->above)
		done_ecosystems_kept_release(policy->kept);
	policy->kept = NULL;
}
