/*
 * "@sources", "@tests", "@generated", "@vendored" in a policy's lists of globs: replaced by the
 * globs of all ecosystems before anything is loaded, so that whoever reads the list sees globs
 * only. What is put in counts as built in: it need match nothing.
 */
#include <string.h>

#include "ecosystem_parts.h"

#define BUILT_IN "preset:ecosystems"
#define DEPTH_MAX 64
#define KEPT_MAX 16

/* Keys whose values are globs; elsewhere "@name" is a person or a team. */
static const char *const glob_keys[] = {"files", "exclude", "any", "all", "none", "if", "then",
    "reports", "has", "file", "changed", "ignore", "about", "except", "everything", "depends_on"};

static const char *const glob_names[] = {"@sources", "@tests", "@generated", "@vendored"};

/* What a list of a preset's was expanded to: most of them are written alike. */
struct expanded {
	struct done_items written, items;
};

struct expanding {
	struct done_arena *arena;
	struct done_value lists; /* as glob_names; of each glob, negated; null: not read yet */
	struct expanded kept[KEPT_MAX];
	size_t nr_kept;
};

static bool is_glob_key(const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(glob_keys); i++) {
		if (!strcmp(glob_keys[i], key))
			return true;
	}
	return false;
}

/* One row, a list as glob_names: embed_lists.c makes it when the program is built. */
extern const struct done_preset done_embedded_lists[];

static int read_lists(struct expanding *expanding, struct done_error *err)
{
	if (expanding->lists.type == DONE_LIST)
		return 0;
	return done_preset_tree(
	    expanding->arena, &done_embedded_lists[0], BUILT_IN, &expanding->lists, err);
}

/* ---- lists ---- */

/* An '@' that may be one of the names; most values have none, and pay nothing. */
static bool may_name(const struct done_value *value)
{
	const struct done_items one = {(struct done_value *)value, 1};
	const struct done_items *items = value->type == DONE_LIST ? &value->list : &one;

	for (size_t i = 0; i < items->nr; i++) {
		const struct done_value *item = &items->ptr[i];

		if (item->type == DONE_STRING &&
		    item->string.ptr[item->string.ptr[0] == '!'] == '@')
			return true;
	}
	return false;
}

/* The number of the name that an item is; -1: none, a glob as any other. */
static int name_of(const struct done_value *item, struct done_error *err)
{
	const char *text = item->type == DONE_STRING ? item->string.ptr : "";
	const char *nearest;

	text += text[0] == '!';
	if (text[0] != '@' || strpbrk(text, "/*?.[{"))
		return -1;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(glob_names); i++) {
		if (!strcmp(glob_names[i], text))
			return (int)i;
	}
	nearest = done_name_nearest(text, glob_names, DONE_ARRAY_SIZE(glob_names));
	if (!nearest)
		return -1;
	done_value_error(err, item, "unknown name '%s' in a list of globs", text);
	return done_error_cure(err, "did you mean '%s'?", nearest);
}

/* ---- what was expanded before ---- */

/* Of files on disk each place is told in errors, so that each is expanded by itself. */
static bool expanded_alike(const struct done_items *a, const struct done_items *b)
{
	if (a->nr != b->nr)
		return false;
	for (size_t i = 0; i < a->nr; i++) {
		if (!a->ptr[i].built_in || !b->ptr[i].built_in || a->ptr[i].type != DONE_STRING ||
		    b->ptr[i].type != DONE_STRING ||
		    strcmp(a->ptr[i].string.ptr, b->ptr[i].string.ptr) != 0)
			return false;
	}
	return true;
}

static bool expanded_recall(
    const struct expanding *expanding, const struct done_items *written, struct done_items *out)
{
	for (size_t i = 0; i < expanding->nr_kept; i++) {
		if (expanded_alike(&expanding->kept[i].written, written)) {
			*out = expanding->kept[i].items;
			return true;
		}
	}
	return false;
}

static void expanded_keep(
    struct expanding *expanding, const struct done_items *written, const struct done_items *items)
{
	if (written->ptr[0].built_in && expanding->nr_kept < KEPT_MAX)
		expanding->kept[expanding->nr_kept++] = (struct expanded){*written, *items};
}

/* ---- expanding ---- */

static void put(const struct expanding *expanding, const struct done_value *item, int name,
    struct done_items *out)
{
	const struct done_items *list = &expanding->lists.list.ptr[name].list;
	bool negated = item->string.ptr[0] == '!';

	for (size_t i = 0; i < list->nr; i++) {
		struct done_value *made = &out->ptr[out->nr++];

		*made = *item;
		made->file = BUILT_IN;
		made->built_in = true;
		made->stands_for = item->string.ptr;
		made->string.ptr = list->ptr[i].string.ptr + !negated;
		made->string.len = list->ptr[i].string.len - !negated;
	}
}

/* How many items a list has when it is expanded; 0: no name stands in it. */
static int count(struct expanding *expanding, const struct done_items *items, size_t *out,
    struct done_error *err)
{
	bool found = false;
	size_t nr = 0;

	for (size_t i = 0; i < items->nr; i++) {
		int name = name_of(&items->ptr[i], err);

		if (name < -1 || (name >= 0 && read_lists(expanding, err) < 0))
			return err->code;
		nr += name >= 0 ? expanding->lists.list.ptr[name].list.nr : 1;
		found |= name >= 0;
	}
	*out = found ? nr : 0;
	return 0;
}

/* value: a list, or one text that stands for a list of one. Returns 1 where it is another now. */
static int expand_list(
    struct expanding *expanding, struct done_value *value, struct done_error *err)
{
	struct done_value *one;
	struct done_items items = {0}, out = {0};
	size_t nr = 0;

	if (value->type == DONE_LIST) {
		items = value->list;
	} else if (name_of(value, err) == -1) {
		return 0;
	} else {
		one = done_arena_alloc(expanding->arena, sizeof(*one));
		*one = *value;
		items = (struct done_items){one, 1};
	}
	if (!expanded_recall(expanding, &items, &out)) {
		if (count(expanding, &items, &nr, err) < 0)
			return err->code;
		if (!nr)
			return 0;
		out.ptr = done_arena_array(expanding->arena, nr, sizeof(*out.ptr));
		for (size_t i = 0; i < items.nr; i++) {
			int name = name_of(&items.ptr[i], err);

			if (name >= 0)
				put(expanding, &items.ptr[i], name, &out);
			else
				out.ptr[out.nr++] = items.ptr[i];
		}
		expanded_keep(expanding, &items, &out);
	}
	value->type = DONE_LIST;
	value->list = out;
	return 1;
}

/* 1: the value is another now; 0: nothing in it is. */
static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err);

static int expand_member(
    struct expanding *expanding, struct done_member *member, int depth, struct done_error *err)
{
	struct done_value *value = &member->value;
	int within, rc = 0;

	if (may_name(value) && is_glob_key(member->key.ptr))
		rc = expand_list(expanding, value, err);
	if (rc < 0)
		return rc;
	within = expand(expanding, value, depth + 1, err);
	return within < 0 ? within : rc | within;
}

static bool is_tree(const struct done_value *value)
{
	return value->type == DONE_MAP || value->type == DONE_LIST;
}

/* Maps and lists may be shared with the trees of other files: what is changed is copied first. */
static int expand_map(
    struct expanding *expanding, struct done_members *map, int depth, struct done_error *err)
{
	struct done_member *own = NULL;

	for (size_t i = 0; i < map->nr; i++) {
		struct done_member member;
		int rc;

		if (!is_tree(&map->ptr[i].value) && !may_name(&map->ptr[i].value))
			continue;
		member = map->ptr[i];
		rc = expand_member(expanding, &member, depth, err);
		if (rc < 0)
			return rc;
		if (rc && !own) {
			own = done_arena_array(expanding->arena, map->nr, sizeof(*own));
			memcpy(own, map->ptr, map->nr * sizeof(*own));
		}
		if (rc)
			own[i] = member;
	}
	if (own)
		map->ptr = own;
	return own != NULL;
}

static int expand_items(
    struct expanding *expanding, struct done_items *list, int depth, struct done_error *err)
{
	struct done_value *own = NULL;

	for (size_t i = 0; i < list->nr; i++) {
		struct done_value item;
		int rc;

		if (!is_tree(&list->ptr[i]))
			continue;
		item = list->ptr[i];
		rc = expand(expanding, &item, depth + 1, err);
		if (rc < 0)
			return rc;
		if (rc && !own) {
			own = done_arena_array(expanding->arena, list->nr, sizeof(*own));
			memcpy(own, list->ptr, list->nr * sizeof(*own));
		}
		if (rc)
			own[i] = item;
	}
	if (own)
		list->ptr = own;
	return own != NULL;
}

static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err)
{
	if (depth > DEPTH_MAX)
		return 0;
	if (value->type == DONE_MAP)
		return expand_map(expanding, &value->map, depth, err);
	if (value->type == DONE_LIST)
		return expand_items(expanding, &value->list, depth, err);
	return 0;
}

int done_policy_expand_globs(
    struct done_arena *arena, struct done_value *policy, struct done_error *err)
{
	struct expanding expanding = {.arena = arena};

	return expand(&expanding, policy, 0, err) < 0 ? err->code : 0;
}
