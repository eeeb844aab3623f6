/*
 * extends, on value trees: maps of criteria and checks merge by id and key, everything else is the
 * nearer file's. A nearer check that names a kind replaces the farther one's kind as a whole.
 */
#include <string.h>

#include "loader.h"

struct merging {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
};

/* How the values of a map's members merge: by the rule of the level below, or not at all. */
enum level { POLICY, CRITERIA, CRITERION, CHECKS, CHECK, SELECT, LEAF };

static const struct {
	enum level level;
	const char *key; /* NULL: any */
	enum level below;
} steps[] = {
	{POLICY, "criteria", CRITERIA}, {POLICY, "select", SELECT},    {POLICY, "waivers", SELECT},
	{CRITERIA, NULL, CRITERION},    {CRITERION, "checks", CHECKS}, {CHECKS, NULL, CHECK},
};

static enum level level_below(enum level level, const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(steps); i++) {
		if (steps[i].level == level && (!steps[i].key || !strcmp(steps[i].key, key)))
			return steps[i].below;
	}
	return LEAF;
}

static bool names_kind(const struct merging *merging, const struct done_value *check)
{
	for (size_t i = 0; i < check->map.nr; i++) {
		if (done_kind_known(merging->kinds, check->map.ptr[i].key.ptr))
			return true;
	}
	return false;
}

static struct done_member *find(struct done_value *map, const char *key)
{
	for (size_t i = 0; i < map->map.nr; i++) {
		if (!strcmp(map->map.ptr[i].key.ptr, key))
			return &map->map.ptr[i];
	}
	return NULL;
}

static void merge(const struct merging *merging, enum level level, const struct done_value *farther,
                  const struct done_value *nearer, struct done_value *out)
{
	bool new_kind;
	size_t most;

	if (level == LEAF || farther->type != DONE_MAP || nearer->type != DONE_MAP) {
		*out = *nearer;
		return;
	}
	new_kind = level == CHECK && names_kind(merging, nearer);
	most = farther->map.nr + nearer->map.nr;
	*out = *nearer;
	out->map.ptr = done_arena_array(merging->arena, most + 1, sizeof(*out->map.ptr));
	out->map.nr = 0;
	for (size_t i = 0; i < farther->map.nr; i++) {
		if (!new_kind || !done_kind_known(merging->kinds, farther->map.ptr[i].key.ptr))
			out->map.ptr[out->map.nr++] = farther->map.ptr[i];
	}
	for (size_t i = 0; i < nearer->map.nr; i++) {
		const struct done_member *member = &nearer->map.ptr[i];
		struct done_member *there = find(out, member->key.ptr);
		struct done_member both = *member;

		if (!there) {
			out->map.ptr[out->map.nr++] = *member;
			continue;
		}
		merge(merging, level_below(level, member->key.ptr), &there->value, &member->value,
		      &both.value);
		*there = both;
	}
}

void done_policy_merge(struct done_arena *arena, const struct done_kind_forms *kinds,
                       const struct done_value *farther, const struct done_value *nearer,
                       struct done_value *out)
{
	struct merging merging = {arena, kinds};

	merge(&merging, POLICY, farther, nearer, out);
}

static bool is_off(const struct done_value *value)
{
	const struct done_value *level = done_value_get(value, "level");

	return level && level->type == DONE_STRING && !strcmp(level->string.ptr, "off");
}

/* Keeps the members that are not off, in a list of their own: the trees may be shared. */
static void drop_off(struct done_arena *arena, struct done_value *map)
{
	struct done_member *kept = done_arena_array(arena, map->map.nr + 1, sizeof(*kept));
	size_t nr = 0;

	for (size_t i = 0; i < map->map.nr; i++) {
		if (!is_off(&map->map.ptr[i].value))
			kept[nr++] = map->map.ptr[i];
	}
	map->map.ptr = kept;
	map->map.nr = nr;
}

/* Before a member is changed: the list may be shared with another file's tree. */
static void own_members(struct done_arena *arena, struct done_value *map)
{
	struct done_member *own = done_arena_array(arena, map->map.nr + 1, sizeof(*own));

	for (size_t i = 0; i < map->map.nr; i++)
		own[i] = map->map.ptr[i];
	map->map.ptr = own;
}

/* Takes a member out, in a list of its own too. */
static void drop_key(struct done_arena *arena, struct done_value *map, const char *key)
{
	struct done_member *kept = done_arena_array(arena, map->map.nr + 1, sizeof(*kept));
	size_t nr = 0;

	for (size_t i = 0; i < map->map.nr; i++) {
		if (strcmp(map->map.ptr[i].key.ptr, key) != 0)
			kept[nr++] = map->map.ptr[i];
	}
	map->map.ptr = kept;
	map->map.nr = nr;
}

/* The policy was loaded: criteria and their checks are maps. */
void done_policy_prune(struct done_arena *arena, struct done_value *policy)
{
	struct done_value *criteria;
	size_t nr = 0;

	drop_key(arena, policy, "extends");
	criteria = &find(policy, "criteria")->value;
	drop_off(arena, criteria);
	for (size_t i = 0; i < criteria->map.nr; i++) {
		struct done_member criterion = criteria->map.ptr[i];
		struct done_member *checks;

		own_members(arena, &criterion.value);
		checks = find(&criterion.value, "checks");
		drop_off(arena, &checks->value);
		if (checks->value.map.nr)
			criteria->map.ptr[nr++] = criterion;
	}
	criteria->map.nr = nr;
}
