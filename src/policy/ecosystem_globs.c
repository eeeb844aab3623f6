/*
 * "@sources", "@tests", "@generated", "@vendored" in a policy's lists of globs: replaced by the
 * globs of all ecosystems before anything is loaded, so that whoever reads the list sees globs
 * only. What is put in counts as built in: it need match nothing.
 */
#include <string.h>

#include "ecosystem_parts.h"

#define BUILT_IN "preset:ecosystems"
#define DEPTH_MAX 64

/* Keys whose values are globs; elsewhere "@name" is a person or a team. */
static const char *const glob_keys[] = {"files", "exclude", "any", "all", "none", "if", "then",
    "reports", "has", "file", "changed", "ignore", "about", "except", "everything", "depends_on"};

static const char *const glob_names[] = {"@sources", "@tests", "@generated", "@vendored"};

struct expanding {
	struct done_arena *arena;
	struct done_value lists; /* as glob_names; of each glob, negated; null: not read yet */
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

static void put(struct expanding *expanding, const struct done_value *item, size_t name,
    struct done_value *out, size_t *cap)
{
	const struct done_items *list = &expanding->lists.list.ptr[name].list;
	bool negated = item->string.ptr[0] == '!';

	for (size_t i = 0; i < list->nr; i++) {
		struct done_value *made =
		    DONE_ARENA_PUSH(expanding->arena, out->list.ptr, out->list.nr, *cap);

		*made = *item;
		made->file = BUILT_IN;
		made->built_in = true;
		made->stands_for = item->string.ptr;
		made->string.ptr = list->ptr[i].string.ptr + !negated;
		made->string.len = list->ptr[i].string.len - !negated;
	}
}

/* value: a list, or one text that stands for a list of one. */
static int expand_list(
    struct expanding *expanding, struct done_value *value, struct done_error *err)
{
	struct done_value out = *value, one = *value;
	const struct done_value *items = value->type == DONE_LIST ? value->list.ptr : &one;
	size_t nr = value->type == DONE_LIST ? value->list.nr : 1, cap = 0;
	bool found = false;

	out.type = DONE_LIST;
	out.list.ptr = NULL;
	out.list.nr = 0;
	for (size_t i = 0; i < nr; i++) {
		int name = name_of(&items[i], err);

		if (name < -1 || (name >= 0 && read_lists(expanding, err) < 0))
			return err->code;
		if (name >= 0)
			put(expanding, &items[i], (size_t)name, &out, &cap);
		else
			*DONE_ARENA_PUSH(expanding->arena, out.list.ptr, out.list.nr, cap) =
			    items[i];
		found |= name >= 0;
	}
	if (found)
		*value = out;
	return 0;
}

static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err);

static int expand_member(
    struct expanding *expanding, struct done_member *member, int depth, struct done_error *err)
{
	struct done_value *value = &member->value;

	if (is_glob_key(member->key.ptr) &&
	    (value->type == DONE_LIST || value->type == DONE_STRING) &&
	    expand_list(expanding, value, err) < 0)
		return err->code;
	return expand(expanding, value, depth + 1, err);
}

/* Maps and lists may be shared with the trees of other files: what is changed is copied first. */
static int expand(
    struct expanding *expanding, struct done_value *value, int depth, struct done_error *err)
{
	if (depth > DEPTH_MAX)
		return 0;
	if (value->type == DONE_MAP) {
		struct done_member *own =
		    done_arena_array(expanding->arena, value->map.nr + 1, sizeof(*own));

		for (size_t i = 0; i < value->map.nr; i++) {
			own[i] = value->map.ptr[i];
			if (expand_member(expanding, &own[i], depth, err) < 0)
				return err->code;
		}
		value->map.ptr = own;
	} else if (value->type == DONE_LIST) {
		struct done_value *own =
		    done_arena_array(expanding->arena, value->list.nr + 1, sizeof(*own));

		for (size_t i = 0; i < value->list.nr; i++) {
			own[i] = value->list.ptr[i];
			if (expand(expanding, &own[i], depth + 1, err) < 0)
				return err->code;
		}
		value->list.ptr = own;
	}
	return 0;
}

/* An '@' that may be one of the names; most policies have none, and pay nothing. */
static bool has_names(const struct done_value *value, int depth)
{
	bool found = value->type == DONE_STRING &&
	    (value->string.ptr[0] == '@' ||
	        (value->string.ptr[0] == '!' && value->string.ptr[1] == '@'));

	for (size_t i = 0; value->type == DONE_MAP && i < value->map.nr && !found; i++)
		found = depth < DEPTH_MAX && has_names(&value->map.ptr[i].value, depth + 1);
	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr && !found; i++)
		found = depth < DEPTH_MAX && has_names(&value->list.ptr[i], depth + 1);
	return found;
}

int done_policy_expand_globs(
    struct done_arena *arena, struct done_value *policy, struct done_error *err)
{
	struct expanding expanding = {.arena = arena};

	return has_names(policy, 0) ? expand(&expanding, policy, 0, err) : 0;
}
