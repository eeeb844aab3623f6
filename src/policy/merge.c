/*
 * extends, on value trees: maps of criteria and checks merge by id and key, and so do the options
 * of a check's kind; every other value is the nearer file's. A null of the nearer file takes a key
 * out. Rows of ecosystems are added. A nearer check of another kind, or with an option that
 * excludes one of the farther file, replaces the kind as a whole.
 */
#include <string.h>

#include "loader.h"

struct merging {
	struct done_arena *arena;
	const struct done_kind_forms *kinds;
};

/* How the values of a map's members merge: by the rule of the level below, or not at all. */
enum level {
	POLICY,
	CRITERIA,
	CRITERION,
	CHECKS,
	CHECK,
	PART,
	QUESTIONS,
	QUESTION,
	ECOSYSTEMS,
	ECOSYSTEM,
	ROW_GROUPS, /* lists of rows: alternatives, so both files' count */
	LEAF
};

static const struct {
	enum level level;
	const char *key; /* NULL: any */
	enum level below;
} steps[] = {
    {POLICY, "criteria", CRITERIA},
    {CRITERIA, NULL, CRITERION},
    {CRITERION, "checks", CHECKS},
    {CHECKS, NULL, CHECK},
    {POLICY, "select", PART},
    {POLICY, "waivers", PART},
    {POLICY, "questions", QUESTIONS},
    {QUESTIONS, NULL, QUESTION},
    {QUESTION, "parts", QUESTIONS},
    {POLICY, "ecosystems", ECOSYSTEMS},
    {ECOSYSTEMS, NULL, ECOSYSTEM},
    {ECOSYSTEM, NULL, ROW_GROUPS},
    {POLICY, "push", PART},
    {POLICY, "experiments", PART},
    {POLICY, "sheet", PART},
    {POLICY, "params", PART},
    {POLICY, "evidence", PART},
};

static enum level level_below(enum level level, const char *key)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(steps); i++) {
		if (steps[i].level == level && (!steps[i].key || !strcmp(steps[i].key, key)))
			return steps[i].below;
	}
	return LEAF;
}

static struct done_member *merge_find(struct done_value *map, const char *key)
{
	for (size_t i = 0; i < map->map.nr; i++) {
		if (!strcmp(map->map.ptr[i].key.ptr, key))
			return &map->map.ptr[i];
	}
	return NULL;
}

/* Before a member is changed: the list may be shared with another file's tree. */
static void members_own(struct done_arena *arena, struct done_value *map)
{
	struct done_member *own = done_arena_array(arena, map->map.nr + 1, sizeof(*own));

	for (size_t i = 0; i < map->map.nr; i++)
		own[i] = map->map.ptr[i];
	map->map.ptr = own;
}

/* A criterion or a check that is left empty by mistake must not vanish: `level: off` takes it out.
 */
static bool null_removes(enum level level)
{
	return level != CRITERIA && level != CHECKS;
}

static void take_out(struct done_value *map, struct done_member *member)
{
	struct done_member *end = map->map.ptr + map->map.nr--;

	memmove(member, member + 1, (size_t)(end - (member + 1)) * sizeof(*member));
}

static void merge(const struct merging *merging, enum level level, const struct done_value *farther,
    const struct done_value *nearer, struct done_value *out);

/* Of two keys that are alternatives, the nearer file's word takes the other file's out. */
static const struct done_exclusive check_words[] = {{"tier", "level"}};

static void replace_alternatives(const struct done_value *nearer, struct done_value *out)
{
	for (size_t i = 0; i < 2 * DONE_ARRAY_SIZE(check_words); i++) {
		const struct done_exclusive *pair = &check_words[i / 2];
		const char *said = i % 2 ? pair->other : pair->one;
		const char *other = i % 2 ? pair->one : pair->other;
		const struct done_value *value = done_value_get(nearer, said);
		struct done_member *there = merge_find(out, other);

		if (value && value->type != DONE_NULL && there && !done_value_get(nearer, other))
			take_out(out, there);
	}
}

/* Rows are alternatives: the farther file's and the nearer one's. A map alone is a list of one. */
static void merge_rows(const struct merging *merging, const struct done_value *farther,
    const struct done_value *nearer, struct done_value *out)
{
	const struct done_value *both[] = {farther, nearer};
	struct done_value rows = *nearer;
	size_t cap = 0;

	rows.type = DONE_LIST;
	rows.list.ptr = NULL;
	rows.list.nr = 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(both); i++) {
		bool is_list = both[i]->type == DONE_LIST;
		const struct done_value *items = is_list ? both[i]->list.ptr : both[i];

		for (size_t j = 0; j < (is_list ? both[i]->list.nr : 1); j++)
			*DONE_ARENA_PUSH(merging->arena, rows.list.ptr, rows.list.nr, cap) =
			    items[j];
	}
	*out = rows;
}

/* out has room for it. */
static void merge_member(const struct merging *merging, enum level level,
    const struct done_member *member, struct done_value *out)
{
	struct done_member *there = merge_find(out, member->key.ptr);
	struct done_member both = *member;

	if (there && member->value.type == DONE_NULL && null_removes(level)) {
		take_out(out, there);
		return;
	}
	if (!there) {
		out->map.ptr[out->map.nr++] = *member;
		return;
	}
	if (level == ROW_GROUPS)
		merge_rows(merging, &there->value, &member->value, &both.value);
	else
		merge(merging, level_below(level, member->key.ptr), &there->value, &member->value,
		    &both.value);
	*there = both;
}

/* The maps' members in one list, the farther's first. */
static void merge_maps(const struct merging *merging, enum level level,
    const struct done_value *farther, const struct done_value *nearer, struct done_value *out)
{
	struct done_value both = *nearer;

	both.map.ptr = done_arena_array(
	    merging->arena, farther->map.nr + nearer->map.nr + 1, sizeof(*both.map.ptr));
	both.map.nr = 0;
	for (size_t i = 0; i < farther->map.nr; i++)
		both.map.ptr[both.map.nr++] = farther->map.ptr[i];
	if (level == CHECK)
		replace_alternatives(nearer, &both);
	for (size_t i = 0; i < nearer->map.nr; i++)
		merge_member(merging, level, &nearer->map.ptr[i], &both);
	*out = both;
}

/* ---- the options of a kind ---- */

/* A text or a list that stands for a map says the same as that map. False: neither. */
static bool spell_out(const struct merging *merging, const struct done_record *record,
    const struct done_value *value, struct done_value *out)
{
	struct done_member *member;

	*out = *value;
	if (value->type == DONE_MAP)
		return true;
	if (!record->shorthand || (value->type != DONE_STRING && value->type != DONE_LIST))
		return false;
	member = done_arena_array(merging->arena, 1, sizeof(*member));
	member->key = (struct done_string){record->shorthand, strlen(record->shorthand)};
	member->line = value->line;
	member->column = value->column;
	member->value = *value;
	out->type = DONE_MAP;
	out->map.ptr = member;
	out->map.nr = 1;
	return true;
}

/* A null says nothing of its own: it takes the other's out. */
static const struct done_value *option_said(const struct done_value *options, const char *key)
{
	const struct done_value *value = done_value_get(options, key);

	return value && value->type != DONE_NULL ? value : NULL;
}

/* Who takes one of two options out by name, and says the other, keeps all else. */
static bool is_other_option(const struct done_value *farther, const struct done_value *nearer,
    const char *said, const char *there)
{
	return option_said(nearer, said) && done_value_get(farther, there) &&
	    !done_value_get(nearer, there);
}

static bool is_other_test(const struct done_record *record, const struct done_value *farther,
    const struct done_value *nearer)
{
	for (size_t i = 0; i < record->nr_exclusive; i++) {
		const struct done_exclusive *pair = &record->exclusive[i];

		if (is_other_option(farther, nearer, pair->one, pair->other) ||
		    is_other_option(farther, nearer, pair->other, pair->one))
			return true;
	}
	return false;
}

static bool says_otherwise(const struct done_record *record, const struct done_value *farther,
    const struct done_value *nearer)
{
	const struct done_value *a, *b;

	if (!record->discriminator)
		return false;
	a = option_said(farther, record->discriminator);
	b = option_said(nearer, record->discriminator);
	return a && b && !done_value_equal(a, b);
}

/* What stands alone has taken these out with all the rest. */
static void drop_taken(
    struct done_arena *arena, const struct done_value *farther, struct done_value *nearer)
{
	size_t nr = 0;

	members_own(arena, nearer);
	for (size_t i = 0; i < nearer->map.nr; i++) {
		const struct done_member *member = &nearer->map.ptr[i];

		if (member->value.type != DONE_NULL || !done_value_get(farther, member->key.ptr))
			nearer->map.ptr[nr++] = *member;
	}
	nearer->map.nr = nr;
}

static void merge_options(const struct merging *merging, const struct done_record *record,
    const struct done_value *farther, struct done_value *nearer)
{
	struct done_value far_map, near_map;

	if (!spell_out(merging, record, farther, &far_map) ||
	    !spell_out(merging, record, nearer, &near_map))
		return;
	if (!is_other_test(record, &far_map, &near_map) &&
	    !says_otherwise(record, &far_map, &near_map)) {
		merge_maps(merging, PART, &far_map, &near_map, nearer);
	} else if (nearer->type == DONE_MAP) {
		drop_taken(merging->arena, &far_map, &near_map);
		*nearer = near_map;
	}
}

/* The member that names the kind of a check; NULL: it only changes other keys of the check. */
static struct done_member *kind_member(
    const struct merging *merging, const struct done_value *check)
{
	for (size_t i = 0; i < check->map.nr; i++) {
		if (done_kind_known(merging->kinds, check->map.ptr[i].key.ptr))
			return &check->map.ptr[i];
	}
	return NULL;
}

static void merge_checks(const struct merging *merging, const struct done_value *farther,
    const struct done_value *nearer, struct done_value *out)
{
	const struct done_member *after = kind_member(merging, nearer);
	const struct done_member *before = kind_member(merging, farther);
	struct done_value rest = *farther, own = *nearer;
	struct done_member *kind;

	if (!after || !before || after->value.type == DONE_NULL) {
		merge_maps(merging, CHECK, farther, nearer, out);
		return;
	}
	members_own(merging->arena, &rest);
	members_own(merging->arena, &own);
	while ((kind = kind_member(merging, &rest)))
		take_out(&rest, kind);
	if (!strcmp(after->key.ptr, before->key.ptr))
		merge_options(merging, done_kind_options(merging->kinds, after->key.ptr),
		    &before->value, &merge_find(&own, after->key.ptr)->value);
	merge_maps(merging, CHECK, &rest, &own, out);
}

static void merge(const struct merging *merging, enum level level, const struct done_value *farther,
    const struct done_value *nearer, struct done_value *out)
{
	if (level == LEAF || farther->type != DONE_MAP || nearer->type != DONE_MAP)
		*out = *nearer;
	else if (level == CHECK)
		merge_checks(merging, farther, nearer, out);
	else
		merge_maps(merging, level, farther, nearer, out);
}

void done_policy_merge(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_value *farther, const struct done_value *nearer, struct done_value *out)
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

void done_policy_drop_key(struct done_arena *arena, struct done_value *map, const char *key)
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

	done_policy_drop_key(arena, policy, "extends");
	criteria = &merge_find(policy, "criteria")->value;
	drop_off(arena, criteria);
	for (size_t i = 0; i < criteria->map.nr; i++) {
		struct done_member criterion = criteria->map.ptr[i];
		struct done_member *checks;

		members_own(arena, &criterion.value);
		checks = merge_find(&criterion.value, "checks");
		drop_off(arena, &checks->value);
		if (checks->value.map.nr)
			criteria->map.ptr[nr++] = criterion;
	}
	criteria->map.nr = nr;
}
