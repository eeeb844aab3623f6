/*
 * `params`: values of a policy by name, in one place. "${name}" as a whole value stands for one,
 * wherever it is written below the other keys; a nearer file's value of a name is the one that
 * counts, also in checks of the file that it extends.
 */
#include <string.h>

#include "ecosystem_parts.h"

#define PARAMS_MAX 100

struct params {
	struct done_arena *arena;
	const struct done_value *map;
	const char **names;
	bool *used;
};

/* Keys that are read before parameters are known, or that hold them. */
static const char *const params_other_keys[] = {"version", "requires", "extends", "params"};

static bool params_is_name(const char *text, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	for (size_t i = 0; i < len; i++) {
		if (!strchr(letters, text[i]))
			return false;
	}
	return len > 0 && len <= 64 && *text >= 'a' && *text <= 'z';
}

/* ---- the map ---- */

static bool params_is_plain(const struct done_value *value)
{
	return value->type != DONE_MAP && value->type != DONE_LIST && value->type != DONE_NULL;
}

static int params_check_value(const struct done_member *member, struct done_error *err)
{
	const struct done_value *value = &member->value;
	bool is_good = params_is_plain(value) || (value->type == DONE_LIST && value->list.nr);

	for (size_t i = 0; value->type == DONE_LIST && i < value->list.nr; i++)
		is_good = is_good && params_is_plain(&value->list.ptr[i]);
	if (is_good)
		return 0;
	done_value_error(err, value,
	    "parameter '%s' must be a text, a number, true, false, or a list of these",
	    member->key.ptr);
	return done_error_cure(
	    err, "write it as it would stand in the check: '%s: 80%%'", member->key.ptr);
}

static int params_check(const struct done_value *map, struct done_error *err)
{
	if (map->type != DONE_MAP)
		return done_value_error(err, map, "'params' must be a map of names to values");
	if (map->map.nr > PARAMS_MAX)
		return done_value_error(
		    err, map, "'params' has more than %d parameters", PARAMS_MAX);
	for (size_t i = 0; i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];

		if (!params_is_name(member->key.ptr, member->key.len)) {
			done_error_set(err, DONE_E_POLICY,
			    "'%s' is not a valid name for a parameter", member->key.ptr);
			done_error_cure(err,
			    "names consist of lower-case letters, digits, '_' and '-', at most 64, "
			    "and "
			    "begin with a letter");
			return done_error_place(
			    err, member->value.file, member->line, member->column);
		}
		if (params_check_value(member, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- values ---- */

/* The value that a text stands for: itself, where it names no parameter. */
static int params_look(struct params *params, const struct done_value *text,
    const struct done_value **out, struct done_error *err)
{
	const char *at = text->string.ptr;
	size_t len = text->string.len;
	const char *name, *nearest;

	*out = text;
	if (len < 4 || strncmp(at, "${", 2) != 0 || at[len - 1] != '}' ||
	    !params_is_name(at + 2, len - 3))
		return 0;
	name = done_arena_strndup(params->arena, at + 2, len - 3);
	for (size_t i = 0; i < params->map->map.nr; i++) {
		if (strcmp(params->names[i], name) != 0)
			continue;
		params->used[i] = true;
		*out = &params->map->map.ptr[i].value;
		return 0;
	}
	nearest = done_name_nearest(name, params->names, params->map->map.nr);
	if (!nearest)
		return 0;
	done_value_error(err, text, "unknown parameter '%s'", at);
	return done_error_cure(err, "did you mean '${%s}'?", nearest);
}

/* In trees of their own: the values may be shared with another file's. */
static int params_replace(struct params *params, const struct done_value *value,
    struct done_value *out, struct done_error *err)
{
	const struct done_value *meant = value;

	if (value->type == DONE_STRING && params_look(params, value, &meant, err) < 0)
		return err->code;
	*out = *meant;
	if (meant != value)
		return 0;
	if (value->type == DONE_LIST) {
		out->list.ptr =
		    done_arena_array(params->arena, value->list.nr + 1, sizeof(*out->list.ptr));
		for (size_t i = 0; i < value->list.nr; i++) {
			if (params_replace(params, &value->list.ptr[i], &out->list.ptr[i], err) < 0)
				return err->code;
		}
	}
	if (value->type == DONE_MAP) {
		out->map.ptr =
		    done_arena_array(params->arena, value->map.nr + 1, sizeof(*out->map.ptr));
		for (size_t i = 0; i < value->map.nr; i++) {
			out->map.ptr[i] = value->map.ptr[i];
			if (params_replace(
			        params, &value->map.ptr[i].value, &out->map.ptr[i].value, err) < 0)
				return err->code;
		}
	}
	return 0;
}

/* One that no value names changes nothing, and was probably meant to. A preset's may be left over
 * where a policy replaces its checks. */
static int params_check_used(const struct params *params, struct done_error *err)
{
	for (size_t i = 0; i < params->map->map.nr; i++) {
		const struct done_member *member = &params->map->map.ptr[i];
		const char *nearest;

		if (params->used[i] || done_file_is_preset(member->value.file))
			continue;
		done_error_set(
		    err, DONE_E_POLICY, "parameter '%s' is used by no value", member->key.ptr);
		done_error_place(err, member->value.file, member->line, member->column);
		params->names[i] = "";
		nearest = done_name_nearest(member->key.ptr, params->names, params->map->map.nr);
		if (nearest && *nearest)
			return done_error_cure(err, "did you mean '%s'?", nearest);
		return done_error_cure(
		    err, "write '${%s}' where it shall stand, or delete it", member->key.ptr);
	}
	return 0;
}

static bool params_is_other_key(const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(params_other_keys); i++) {
		if (!strcmp(params_other_keys[i], key))
			return true;
	}
	return false;
}

int done_params_apply(
    struct done_arena *arena, struct done_value *root, bool is_part, struct done_error *err)
{
	struct params params = {.arena = arena, .map = done_value_get(root, "params")};
	struct done_member *members;

	if (!params.map || params.map->type == DONE_NULL)
		return 0;
	if (params_check(params.map, err) < 0)
		return err->code;
	params.names = done_arena_array(arena, params.map->map.nr + 1, sizeof(*params.names));
	params.used = done_arena_array(arena, params.map->map.nr + 1, sizeof(*params.used));
	for (size_t i = 0; i < params.map->map.nr; i++)
		params.names[i] = params.map->map.ptr[i].key.ptr;
	members = done_arena_array(arena, root->map.nr + 1, sizeof(*members));
	for (size_t i = 0; i < root->map.nr; i++) {
		members[i] = root->map.ptr[i];
		if (!params_is_other_key(members[i].key.ptr) &&
		    params_replace(&params, &root->map.ptr[i].value, &members[i].value, err) < 0)
			return err->code;
	}
	root->map.ptr = members;
	return is_part ? 0 : params_check_used(&params, err);
}
