/* Manifests that are JSON, TOML or YAML: their members, with the types that they must have. */
#include "../formats.h"
#include "draft.h"

static int draft_root(struct done_draft *draft, int rc, struct done_value *root)
{
	if (rc < 0)
		draft->rc = rc;
	else if (root->type != DONE_MAP)
		done_draft_wrong(draft, root, "the file must hold a map of names to values, not %s",
		    done_value_type_name(root->type));
	return draft->rc;
}

/* With comments everywhere: some of these files have them, and no reader is worse for it. */
int done_draft_json(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err)
{
	if (done_draft_open(draft, arena, bytes, file, err) < 0)
		return draft->rc;
	return draft_root(draft,
	    done_json_parse_as(arena, draft->text, file, DONE_JSON_COMMENTS, root, err), root);
}

int done_draft_yaml(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err)
{
	if (done_draft_open(draft, arena, bytes, file, err) < 0)
		return draft->rc;
	return draft_root(
	    draft, done_yaml_parse(arena, draft->text, file, DONE_YAML_ARTIFACT, root, err), root);
}

int done_draft_toml(struct done_draft *draft, struct done_arena *arena, struct done_bytes bytes,
    const char *file, struct done_value *root, struct done_error *err)
{
	if (done_draft_open(draft, arena, bytes, file, err) < 0)
		return draft->rc;
	return draft_root(draft, done_toml_parse(arena, draft->text, file, root, err), root);
}

const char *done_draft_text(const struct done_value *value)
{
	return value && value->type == DONE_STRING ? value->string.ptr : NULL;
}

const struct done_value *done_draft_typed(struct done_draft *draft, const char *key,
    const struct done_value *value, enum done_value_type type)
{
	if (!value || value->type == type)
		return value;
	/* Some tools write an empty map as an empty list; null is nothing. */
	if (value->type == DONE_NULL || (value->type == DONE_LIST && !value->list.nr))
		return NULL;
	done_draft_wrong(draft, value, "'%s' must be %s, not %s", key,
	    type == DONE_MAP ? "a map of names to values" : "a list",
	    done_value_type_name(value->type));
	return NULL;
}

const struct done_value *done_draft_map(
    struct done_draft *draft, const struct done_value *map, const char *key)
{
	return done_draft_typed(draft, key, done_value_get(map, key), DONE_MAP);
}

const struct done_value *done_draft_list(
    struct done_draft *draft, const struct done_value *map, const char *key)
{
	return done_draft_typed(draft, key, done_value_get(map, key), DONE_LIST);
}

void done_draft_text_fact(
    struct done_draft *draft, const struct done_value *map, const char *key, const char *fact)
{
	const struct done_value *value = done_value_get(map, key);

	if (value)
		done_draft_fact(draft, fact, done_draft_text(value), value->line);
}
