/*
 * Two maps that a record describes, field by field: what each row's direction does not prove
 * tighter is an edit that loosens, named by what it does.
 */
#include <string.h>

#include "loosened.h"

/* ---- what holds fields again ---- */

static void compare_entries(const struct done_compared *comparing)
{
	const struct done_value *before = comparing->before, *after = comparing->after;
	struct done_arena *arena = comparing->out->arena;

	if (before->type != DONE_MAP || after->type != DONE_MAP) {
		done_compared_add(comparing);
		return;
	}
	for (size_t i = 0; i < before->map.nr; i++) {
		const struct done_member *member = &before->map.ptr[i];
		const struct done_value *now = done_value_get(after, member->key.ptr);
		const char *at = done_arena_printf(
		    arena, "%s%s %s: ", comparing->at, comparing->field->name, member->key.ptr);

		if (!now)
			done_loosened_add(comparing->out, comparing->at, "%s %s is removed",
			    comparing->field->name, member->key.ptr);
		else if (!done_value_equal(&member->value, now))
			done_record_loosened(comparing->out, comparing->kinds,
			    comparing->field->entries, at, &member->value, now);
	}
}

/* By what an item is known: its first required field. */
static const struct done_value *identity_of(
    const struct done_record *record, const struct done_value *item)
{
	for (size_t i = 0; i < record->nr && item->type == DONE_MAP; i++) {
		if (record->fields[i].required)
			return done_value_get(item, record->fields[i].name);
	}
	return item;
}

static const struct done_value *find_item(
    const struct done_record *record, struct done_items list, const struct done_value *wanted)
{
	const struct done_value *identity = identity_of(record, wanted);

	for (size_t i = 0; i < list.nr; i++) {
		const struct done_value *other = identity_of(record, &list.ptr[i]);

		if (identity && other && done_value_equal(identity, other))
			return &list.ptr[i];
	}
	return NULL;
}

static void compare_objects(const struct done_compared *comparing)
{
	const struct done_record *record = comparing->field->record;
	struct done_items before = done_loosened_list(comparing->before);
	struct done_items after = done_loosened_list(comparing->after);
	struct done_arena *arena = comparing->out->arena;

	if (comparing->direction.tighter != DONE_TIGHTER_MORE) {
		done_compared_add_list(comparing, before, after);
		return;
	}
	for (size_t i = 0; i < before.nr; i++) {
		const struct done_value *item = &before.ptr[i];
		const struct done_value *now =
		    done_items_have(after, item) ? item : find_item(record, after, item);
		const char *name = done_loosened_word(arena, identity_of(record, item));

		if (!now)
			done_loosened_add(comparing->out, comparing->at, "%s loses %s",
			    comparing->field->name, name);
		else if (now != item)
			done_record_loosened(comparing->out, comparing->kinds, record,
			    done_arena_printf(
			        arena, "%s%s %s: ", comparing->at, comparing->field->name, name),
			    item, now);
	}
}

static void compare_placeholders(const struct done_compared *comparing)
{
	if (!done_placeholders_cover(comparing->after, comparing->before))
		done_compared_add(comparing);
}

/*
 * ---- parts of any_of and all_of --------------------------------------------------------------
 *
 * A part that is there before and after is no edit; what is left over is paired in order where it
 * is of one kind, and then compared by the table of that kind.
 */

/* Lists of parts are short (64), so they are looked at as they are. */
struct leftover {
	const struct done_value **items;
	size_t nr;
};

static struct leftover left_of(
    struct done_arena *arena, struct done_items list, struct done_items other)
{
	struct leftover out = {done_arena_array(arena, list.nr + 1, sizeof(*out.items)), 0};

	for (size_t i = 0; i < list.nr; i++) {
		size_t j = 0;

		while (j < other.nr && !done_value_equal(&list.ptr[i], &other.ptr[j]))
			j++;
		if (j == other.nr)
			out.items[out.nr++] = &list.ptr[i];
	}
	return out;
}

static const struct done_member *kind_of(const struct done_value *part)
{
	return part->type == DONE_MAP && part->map.nr == 1 ? &part->map.ptr[0] : NULL;
}

static bool are_of_one_kind(const struct done_value *a, const struct done_value *b)
{
	const struct done_member *one = kind_of(a), *other = kind_of(b);

	return one && other && !strcmp(one->key.ptr, other->key.ptr);
}

static void say_of(
    struct done_loosened *out, const char *at, const struct leftover *parts, const char *what)
{
	for (size_t i = 0; i < parts->nr; i++) {
		if (parts->items[i])
			done_loosened_add(out, at, "%s: %s", what,
			    done_loosened_word(out->arena, parts->items[i]));
	}
}

/* Takes pairs out of both, and compares them. */
static void compare_pairs(struct done_loosened *out, const struct done_kind_forms *kinds,
    const char *at, struct leftover *before, struct leftover *after)
{
	for (size_t i = 0; i < before->nr; i++) {
		size_t j = 0;

		while (j < after->nr &&
		    !(after->items[j] && are_of_one_kind(before->items[i], after->items[j])))
			j++;
		if (j == after->nr)
			continue;
		const struct done_member *kind = kind_of(before->items[i]);
		const char *part = done_arena_printf(out->arena, "%s%s: ", at, kind->key.ptr);

		if (done_kind_known(kinds, kind->key.ptr))
			done_record_loosened(out, kinds, done_kind_options(kinds, kind->key.ptr),
			    part, &kind->value, &kind_of(after->items[j])->value);
		before->items[i] = after->items[j] = NULL;
	}
}

/* Kinds that apply to every service: the others may leave an any_of where nothing applies. */
static bool always_applies(const struct done_value *part)
{
	static const char *const kinds[] = {"file", "link", "markdown"};
	const struct done_member *kind = kind_of(part);

	for (size_t i = 0; kind && i < DONE_ARRAY_SIZE(kinds); i++) {
		if (!strcmp(kinds[i], kind->key.ptr))
			return true;
	}
	return false;
}

static bool one_always_applies(struct done_items parts)
{
	for (size_t i = 0; i < parts.nr; i++) {
		if (always_applies(&parts.ptr[i]))
			return true;
	}
	return false;
}

static void compare_tests(struct done_loosened *out, const struct done_kind_forms *kinds,
    const struct done_field *field, const char *at, const struct done_value *before,
    const struct done_value *after)
{
	struct done_items then = done_loosened_list(before), now = done_loosened_list(after);
	struct leftover gone = left_of(out->arena, then, now);
	struct leftover come = left_of(out->arena, now, then);

	compare_pairs(out, kinds, at, &gone, &come);
	if (field->tighter.tighter != DONE_TIGHTER_LESS || !one_always_applies(now))
		say_of(out, at, &gone, "a part is removed");
	if (field->tighter.tighter != DONE_TIGHTER_MORE)
		say_of(out, at, &come, "another way is enough");
}

/* ---- fields ---- */

static void compare_present(const struct done_compared *comparing)
{
	const struct done_field *field = comparing->field;

	if (field->type == DONE_FIELD_TESTS)
		compare_tests(comparing->out, comparing->kinds, field, comparing->at,
		    comparing->before, comparing->after);
	else if (field->load == done_placeholders_load)
		compare_placeholders(comparing);
	else if (field->entries)
		compare_entries(comparing);
	else if (field->type == DONE_FIELD_OBJECTS)
		compare_objects(comparing);
	else if (comparing->direction.tighter == DONE_TIGHTER_MORE ||
	    comparing->direction.tighter == DONE_TIGHTER_LESS ||
	    done_field_is_of_globs(field->type) || field->type == DONE_FIELD_STRINGS)
		done_compare_lists(comparing);
	else
		done_compared_add(comparing);
}

/* A list that is not written is the one that it then means. */
static const struct done_value *written_or_usual(
    const struct done_compared *comparing, const struct done_value *value)
{
	struct done_arena *arena = comparing->out->arena;
	const char *const *usual = comparing->field->usual;
	struct done_value *list;
	size_t nr = 0;

	if (value || !usual)
		return value;
	while (usual[nr])
		nr++;
	list = done_arena_alloc(arena, sizeof(*list));
	*list = (struct done_value){
	    .type = DONE_LIST, .list = {done_arena_array(arena, nr, sizeof(*list)), nr}};
	for (size_t i = 0; i < nr; i++)
		list->list.ptr[i] = (struct done_value){
		    .type = DONE_STRING, .string = {usual[i], strlen(usual[i])}};
	return list;
}

static void compare_field(struct done_compared *comparing)
{
	const struct done_value *before, *after;

	if (comparing->before || comparing->after) {
		comparing->before = written_or_usual(comparing, comparing->before);
		comparing->after = written_or_usual(comparing, comparing->after);
	}
	before = comparing->before;
	after = comparing->after;
	if (before && after ? done_value_equal(before, after) : before == after)
		return;
	if (comparing->direction.tighter == DONE_TIGHTER_WORDS ||
	    comparing->direction.tighter == DONE_TIGHTER_BY_CODE)
		return;
	if (comparing->field->type == DONE_FIELD_AMOUNTS)
		done_compare_amounts(comparing);
	else if (done_field_is_ordered(comparing->field->type))
		done_compare_ordered(comparing);
	else if (before && after)
		compare_present(comparing);
	else if (done_compared_by_absence(comparing))
		done_compared_add(comparing);
}

/* ---- records ---- */

/* A text or list that stands for a map, as that map. */
static struct done_value spelled_out(
    struct done_arena *arena, const struct done_record *record, const struct done_value *value)
{
	struct done_value map = {.type = DONE_MAP};

	if (value->type == DONE_MAP || !record->shorthand)
		return *value;
	map.map.ptr = done_arena_array(arena, 1, sizeof(*map.map.ptr));
	map.map.ptr[0].key = (struct done_string){record->shorthand, strlen(record->shorthand)};
	map.map.ptr[0].value = *value;
	map.map.nr = 1;
	return map;
}

void done_record_loosened(struct done_loosened *out, const struct done_kind_forms *kinds,
    const struct done_record *record, const char *at, const struct done_value *before,
    const struct done_value *after)
{
	struct done_value a = spelled_out(out->arena, record, before);
	struct done_value b = spelled_out(out->arena, record, after);

	if (a.type != DONE_MAP || b.type != DONE_MAP) {
		if (!done_value_equal(before, after))
			done_loosened_add(out, at, "%s -> %s",
			    done_loosened_word(out->arena, before),
			    done_loosened_word(out->arena, after));
		return;
	}
	for (size_t i = 0; i < record->nr; i++) {
		const struct done_field *field = &record->fields[i];
		struct done_compared comparing = {out, kinds, at, field, field->tighter,
		    done_value_get(&a, field->name), done_value_get(&b, field->name)};

		if (field->beside && done_value_get(&a, field->beside) &&
		    done_value_get(&b, field->beside))
			comparing.direction = field->then;
		compare_field(&comparing);
	}
}
