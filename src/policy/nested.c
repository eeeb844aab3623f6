/*
 * The policy of a directory: criteria and a target, merged over the policy above and held to it. Of
 * the criteria only those that it names are loaded; all else is the policy's above, so that a
 * thousand of them cost what they say themselves.
 */
#include "done/nested.h"

#include <string.h>

#include "done/loosened.h"
#include "ecosystem_parts.h"

/* ---- reading ---- */

bool done_path_is_nested(const char *path)
{
	return done_text_ends(path, "/" DONE_POLICY_PATH);
}

static const char *const nested_keys[] = {"version", "requires", "criteria", "target"};

static int nested_refuse_key(const struct done_member *member, struct done_error *err)
{
	const char *key = member->key.ptr;

	if (!done_policy_has_key(key))
		return done_unknown_key(member, "the policy of a directory", nested_keys,
		    DONE_ARRAY_SIZE(nested_keys), err);
	if (!strcmp(key, "extends")) {
		done_error_set(err, DONE_E_POLICY,
		    "the policy of a directory cannot extend another: it adds to the policy above "
		    "it");
		done_error_cure(err,
		    "write its checks here, or name what it extends in '" DONE_POLICY_PATH
		    "' at the root");
	} else {
		done_error_set(
		    err, DONE_E_POLICY, "'%s' is not allowed in the policy of a directory", key);
		done_error_cure(err,
		    "write it into '" DONE_POLICY_PATH
		    "' at the root; here stand version, requires, criteria and target");
	}
	return done_error_place(err, member->value.file, member->line, member->column);
}

static int nested_check(const struct done_value *own, struct done_error *err)
{
	const struct done_value *criteria;

	if (done_policy_check_versions(own, err) < 0)
		return err->code;
	for (size_t i = 0; i < own->map.nr; i++) {
		const struct done_member *member = &own->map.ptr[i];
		bool is_allowed = false;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(nested_keys); j++)
			is_allowed |= !strcmp(nested_keys[j], member->key.ptr);
		if (!is_allowed)
			return nested_refuse_key(member, err);
	}
	criteria = done_value_get(own, "criteria");
	if (criteria && criteria->type != DONE_MAP)
		return done_value_error(err, criteria,
		    "'criteria' must be a map of criteria, not %s",
		    done_value_type_name(criteria->type));
	if (criteria || done_value_get(own, "target"))
		return 0;
	done_value_error(err, own, "the policy of a directory asks for nothing");
	return done_error_cure(err, "add criteria or a target, or remove the file");
}

int done_nested_read(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, struct done_nested_text *out, struct done_error *err)
{
	struct done_buf text = {0};
	const char *kept = done_arena_strdup(arena, path);
	int rc = source->read(source->self, path, &text, err);

	if (rc == 1) {
		struct done_bytes bytes = {text.ptr ? text.ptr : "", text.len};

		out->path = kept;
		if (done_yaml_parse(arena, bytes, kept, DONE_YAML_STRICT, &out->own, err) < 0 ||
		    nested_check(&out->own, err) < 0)
			rc = err->code;
	}
	done_buf_release(&text);
	return rc;
}

/* ---- merging ---- */

struct nesting {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
	const struct done_policy *above;
	const struct done_nested_text *text;
	struct done_value part;         /* the criteria that it names, as they are loaded */
	struct done_value written_part; /* … as they are written, with what is not off */
	struct done_policy loaded;      /* of these */
};

static struct done_value *nested_copy(struct done_arena *arena, const struct done_value *value)
{
	struct done_value *copy = done_arena_alloc(arena, sizeof(*copy));

	*copy = *value;
	return copy;
}

/* A map with one member more, or with another value of it. */
static void nested_put(struct done_arena *arena, struct done_value *map, const char *key,
    const struct done_value *value)
{
	struct done_member *members = done_arena_array(arena, map->map.nr + 1, sizeof(*members));
	size_t nr = 0, at;

	for (at = 0; at < map->map.nr; at++) {
		members[nr] = map->map.ptr[at];
		if (!strcmp(members[nr++].key.ptr, key))
			break;
	}
	if (at == map->map.nr) {
		members[nr].key = (struct done_string){done_arena_strdup(arena, key), strlen(key)};
		members[nr].line = value->line;
		members[nr++].column = value->column;
	}
	members[nr - 1].value = *value;
	for (at++; at < map->map.nr; at++)
		members[nr++] = map->map.ptr[at];
	map->map.ptr = members;
	map->map.nr = nr;
}

static struct done_value nested_merge(const struct nesting *nesting)
{
	struct done_value own = nesting->text->own, whole;

	done_policy_drop_key(nesting->arena, &own, "version");
	done_policy_drop_key(nesting->arena, &own, "requires");
	done_policy_merge(nesting->arena, nesting->kinds, nesting->above->whole, &own, &whole);
	return whole;
}

/* Of all criteria those that the text names, and the parameters that they may use. */
static void nested_cut(struct nesting *nesting, const struct done_value *whole)
{
	const struct done_value *named = done_value_get(&nesting->text->own, "criteria");
	const struct done_value *all = done_value_get(whole, "criteria");
	const struct done_value *params = done_value_get(whole, "params");
	const struct done_value *evidence = done_value_get(whole, "evidence");
	struct done_value criteria = *all;

	criteria.map.ptr =
	    done_arena_array(nesting->arena, all->map.nr + 1, sizeof(*criteria.map.ptr));
	criteria.map.nr = 0;
	for (size_t i = 0; i < all->map.nr; i++) {
		if (named && done_value_get(named, all->map.ptr[i].key.ptr))
			criteria.map.ptr[criteria.map.nr++] = all->map.ptr[i];
	}
	nesting->part = nesting->text->own;
	nesting->part.map.nr = 0;
	nested_put(nesting->arena, &nesting->part, "criteria", &criteria);
	if (params)
		nested_put(nesting->arena, &nesting->part, "params", params);
	if (evidence)
		nested_put(nesting->arena, &nesting->part, "evidence", evidence);
	nesting->written_part = nesting->part;
}

/* ---- loading ---- */

static bool nested_extends_preset(const struct done_policy *policy)
{
	for (size_t i = 0; i < policy->files.nr; i++) {
		if (done_file_is_preset(policy->files.items[i]))
			return true;
	}
	return false;
}

static int nested_load_part(
    struct nesting *nesting, const struct done_value *whole, struct done_error *err)
{
	const struct done_policy *above = nesting->above;
	const struct done_value *target = done_value_get(&nesting->text->own, "target");
	struct done_loader loader = {.arena = nesting->arena,
	    .kinds = nesting->kinds,
	    .extends_preset = nested_extends_preset(above),
	    .stages = above->stages,
	    .questions = above->questions,
	    .nr_questions = above->nr_questions,
	    .debt = above->debt,
	    .losses = above->losses,
	    .glob_room = done_glob_room_new(),
	    .criteria = done_value_get(whole, "criteria")};
	int rc = done_params_apply(nesting->arena, &nesting->part, true, err);

	done_rules_collect_tags(&loader, above);
	if (rc >= 0)
		rc = done_policy_expand_globs(nesting->arena, &nesting->part, err);
	if (rc >= 0)
		rc = done_evidence_apply(&loader, &nesting->part, err);
	nesting->loaded.target = above->target;
	if (rc >= 0 && target)
		rc = done_tier_load(&loader, "target", target, &nesting->loaded.target, err);
	if (rc >= 0)
		rc = done_criteria_load(&loader, &nesting->part, &nesting->loaded, err);
	nesting->loaded.patterns = loader.patterns;
	nesting->loaded.nr_patterns = loader.nr_patterns;
	nesting->loaded.glob_room = loader.glob_room;
	if (rc < 0)
		return rc;
	done_policy_prune(nesting->arena, &nesting->part);
	done_policy_prune(nesting->arena, &nesting->written_part);
	return 0;
}

static const struct done_criterion *nested_find(const struct done_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (!strcmp(policy->criteria[i].id, id))
			return &policy->criteria[i];
	}
	return NULL;
}

/* In the order of the merged tree: those that were loaded, and the others of the policy above. */
static void nested_join_criteria(
    const struct nesting *nesting, const struct done_value *whole, struct done_policy *policy)
{
	const struct done_value *all = done_value_get(whole, "criteria");
	const struct done_value *named = done_value_get(&nesting->text->own, "criteria");

	policy->criteria =
	    done_arena_array(nesting->arena, all->map.nr + 1, sizeof(*policy->criteria));
	policy->nr_criteria = policy->nr_checks = 0;
	for (size_t i = 0; i < all->map.nr; i++) {
		const char *id = all->map.ptr[i].key.ptr;
		const struct done_criterion *criterion = nested_find(
		    named && done_value_get(named, id) ? &nesting->loaded : nesting->above, id);

		if (!criterion)
			continue;
		policy->criteria[policy->nr_criteria++] = *criterion;
		policy->nr_checks += criterion->nr_checks;
	}
}

/* A tree of the policy above with the part's criteria, and the target. */
static const struct done_value *nested_join_tree(const struct nesting *nesting,
    const struct done_value *above, const struct done_value *part, const struct done_value *whole)
{
	const struct done_value *all = done_value_get(whole, "criteria");
	const struct done_value *target = done_value_get(&nesting->text->own, "target");
	const struct done_value *named = done_value_get(&nesting->text->own, "criteria");
	struct done_value *tree = nested_copy(nesting->arena, above);
	struct done_value criteria = *all;

	criteria.map.ptr =
	    done_arena_array(nesting->arena, all->map.nr + 1, sizeof(*criteria.map.ptr));
	criteria.map.nr = 0;
	for (size_t i = 0; i < all->map.nr; i++) {
		const char *id = all->map.ptr[i].key.ptr;
		const struct done_value *from = named && done_value_get(named, id) ? part : above;
		const struct done_value *value =
		    done_value_get(done_value_get(from, "criteria"), id);

		if (!value)
			continue;
		criteria.map.ptr[criteria.map.nr] = all->map.ptr[i];
		criteria.map.ptr[criteria.map.nr++].value = *value;
	}
	nested_put(nesting->arena, tree, "criteria", &criteria);
	if (target)
		nested_put(nesting->arena, tree, "target", target);
	return tree;
}

static void nested_join(
    const struct nesting *nesting, const struct done_value *whole, struct done_policy *policy)
{
	const struct done_policy *above = nesting->above;
	struct done_strings *files = &policy->files;

	*policy = *above;
	policy->above = above;
	policy->target = nesting->loaded.target;
	policy->patterns = nesting->loaded.patterns;
	policy->nr_patterns = nesting->loaded.nr_patterns;
	policy->glob_room = nesting->loaded.glob_room;
	nested_join_criteria(nesting, whole, policy);
	policy->merged = nested_join_tree(nesting, above->merged, &nesting->part, whole);
	policy->written = nested_join_tree(nesting, above->written, &nesting->written_part, whole);
	policy->whole = nested_copy(nesting->arena, whole);
	files->items = done_arena_array(nesting->arena, files->nr + 1, sizeof(*files->items));
	files->items[0] = nesting->text->path;
	for (size_t i = 0; i < files->nr; i++)
		files->items[i + 1] = above->files.items[i];
	files->nr++;
}

/* ---- what it may not do ---- */

static int nested_bind(
    const struct nesting *nesting, const struct done_policy *policy, struct done_error *err)
{
	struct done_loosened found = {.arena = nesting->arena};
	struct done_binding binding = {nesting->arena, policy->whole, nesting->above->whole,
	    &nesting->text->own, "the policy above"};

	done_policy_loosened(nesting->kinds, nesting->above, policy, &found);
	if (!found.nr)
		return 0;
	done_binding_refuse(&binding, &found, 0, found.nr, err);
	return done_error_cure(err,
	    "the policy of a directory may only ask for more: take it out, or change '%s'",
	    nesting->above->files.items[0]);
}

int done_nested_load(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_policy *above, const struct done_nested_text *text, struct done_policy **out,
    struct done_error *err)
{
	struct nesting nesting = {.arena = arena, .kinds = kinds, .above = above, .text = text};
	struct done_policy *policy = done_arena_alloc(arena, sizeof(*policy));
	struct done_value whole = nested_merge(&nesting);

	nested_cut(&nesting, &whole);
	if (nested_load_part(&nesting, &whole, err) < 0) {
		done_policy_release(&nesting.loaded);
		return err->code;
	}
	nested_join(&nesting, &whole, policy);
	if (policy->nr_checks > DONE_POLICY_CHECKS_MAX)
		done_value_error(err, &text->own, "more than %d checks", DONE_POLICY_CHECKS_MAX);
	else
		nested_bind(&nesting, policy, err);
	if (err->code) {
		done_policy_release(policy);
		return err->code;
	}
	*out = policy;
	return 0;
}

/* ---- several ---- */

void done_loaded_keep(struct done_loaded *loaded, struct done_policy *policy)
{
	*DONE_ARENA_PUSH(loaded->arena, loaded->items, loaded->nr, loaded->cap) = policy;
}

void done_loaded_release(struct done_loaded *loaded)
{
	for (size_t i = 0; i < loaded->nr; i++)
		done_policy_release(loaded->items[i]);
	*loaded = (struct done_loaded){0};
}

/* The one of one directory, over what is above. */
static int nested_load_in(struct done_loaded *loaded, const struct done_policy_source *source,
    const struct done_kind_forms *kinds, const char *directory, const struct done_policy **out,
    struct done_error *err)
{
	const char *path = done_arena_printf(loaded->arena, "%s/" DONE_POLICY_PATH, directory);
	struct done_nested_text text = {.path = NULL};
	struct done_policy *policy = NULL;
	/* What the policies above extend is a part of them. */
	int rc = done_strings_has(&(*out)->files, path)
	    ? 0
	    : done_nested_read(loaded->arena, source, path, &text, err);

	if (rc > 0)
		rc = done_nested_load(loaded->arena, kinds, *out, &text, &policy, err) < 0
		    ? err->code
		    : 1;
	if (rc > 0 && policy) {
		done_loaded_keep(loaded, policy);
		*out = policy;
	}
	return rc < 0 ? rc : 0;
}

int done_nested_load_at(struct done_loaded *loaded, const struct done_policy_source *source,
    const struct done_kind_forms *kinds, const struct done_policy *root, const char *directory,
    const struct done_policy **out, struct done_error *err)
{
	const struct done_policy *nearest = root;
	bool is_root = !*directory || !strcmp(directory, ".");

	for (size_t len = strcspn(directory, "/"); !is_root;
	     len += 1 + strcspn(directory + len + 1, "/")) {
		if (nested_load_in(loaded, source, kinds,
		        done_arena_strndup(loaded->arena, directory, len), &nearest, err) < 0)
			return err->code;
		if (!directory[len])
			break;
	}
	*out = nearest;
	return 0;
}
