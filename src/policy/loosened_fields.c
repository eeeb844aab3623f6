/*
 * Two maps that a record describes, field by field: what each row's direction does not prove
 * tighter is an edit that loosens, named by what it does.
 */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "loosened.h"

struct comparing {
	struct done_loosened *out;
	const struct done_kind_forms *kinds;
	const char *at;
	const struct done_field *field;
	struct done_direction direction;
	const struct done_value *before, *after; /* NULL: absent */
};

void done_loosened_add(struct done_loosened *out, const char *at, const char *format, ...)
{
	struct done_buf buf = {0};
	va_list args;

	done_buf_addstr(&buf, at);
	va_start(args, format);
	done_buf_vaddf(&buf, format, args);
	va_end(args);
	*DONE_ARENA_PUSH(out->arena, out->items, out->nr, out->cap) =
		done_arena_strdup(out->arena, buf.ptr ? buf.ptr : "");
	done_buf_release(&buf);
}

void done_loosened_add_edit(struct done_loosened *out, const char *at, const char *name,
                            const struct done_value *before, const struct done_value *after)
{
	done_loosened_add(out, at, "%s %s -> %s", name, done_loosened_word(out->arena, before),
	                  done_loosened_word(out->arena, after));
}

static void add_edit(const struct comparing *comparing)
{
	done_loosened_add_edit(comparing->out, comparing->at, comparing->field->name,
	                       comparing->before, comparing->after);
}

struct done_items done_loosened_list(const struct done_value *value)
{
	struct done_items items = {NULL, 0};

	if (value && value->type == DONE_LIST)
		return value->list;
	items.ptr = (struct done_value *)(uintptr_t)value;
	items.nr = value ? 1 : 0;
	return items;
}

/* ---- what is not there ------------------------------------------------------------------------
 */

static enum done_absent absent_means(struct done_direction direction)
{
	if (direction.absent != DONE_ABSENT_USUAL)
		return direction.absent;
	return direction.tighter == DONE_TIGHTER_NEVER ? DONE_ABSENT_APART : DONE_ABSENT_WEAKEST;
}

/* One of them is absent. */
static bool loosens_by_absence(const struct comparing *comparing)
{
	switch (absent_means(comparing->direction)) {
	case DONE_ABSENT_WEAKEST:
		return !comparing->after;
	case DONE_ABSENT_TIGHTEST:
		return comparing->after != NULL;
	default:
		return true;
	}
}

/* ---- numbers and words of a list ------------------------------------------------------------- */

static bool is_ordered(enum done_field_type type)
{
	return type == DONE_FIELD_BOOLEAN || type == DONE_FIELD_INTEGER ||
	       type == DONE_FIELD_NUMBER || type == DONE_FIELD_ENUM;
}

static double rank_of_name(const struct done_field *field, const struct done_value *value)
{
	for (size_t i = 0; value->type == DONE_STRING && field->names[i]; i++) {
		if (!strcmp(field->names[i], value->string.ptr))
			return (double)i;
	}
	return NAN;
}

/* NAN: it has none. A default stands for what is not written; no limit is not the limit 0. */
static double rank_of_absent(const struct done_field *field, enum done_tighter tighter)
{
	if (field->type == DONE_FIELD_NUMBER || field->preset < 0)
		return NAN;
	if (field->type == DONE_FIELD_INTEGER && !field->preset && tighter != DONE_TIGHTER_MORE)
		return NAN;
	return (double)field->preset;
}

static double rank_of(const struct comparing *comparing, const struct done_value *value)
{
	const struct done_field *field = comparing->field;

	if (!value)
		return rank_of_absent(field, comparing->direction.tighter);
	if (field->type == DONE_FIELD_ENUM)
		return rank_of_name(field, value);
	if (value->type == DONE_BOOLEAN)
		return value->boolean ? 1 : 0;
	if (value->type == DONE_INTEGER)
		return (double)value->integer;
	if (value->type == DONE_REAL)
		return value->real;
	return value->type == DONE_STRING ? strtod(value->string.ptr, NULL) : NAN;
}

static void compare_ordered(const struct comparing *comparing)
{
	double before = rank_of(comparing, comparing->before);
	double after = rank_of(comparing, comparing->after);
	bool loosens = true;

	if (before == after)
		return;
	if (isnan(before) || isnan(after))
		loosens = loosens_by_absence(comparing);
	else if (comparing->direction.tighter == DONE_TIGHTER_MORE)
		loosens = after < before;
	else if (comparing->direction.tighter == DONE_TIGHTER_LESS)
		loosens = after > before;
	if (loosens)
		add_edit(comparing);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static bool list_has(struct done_items list, const struct done_value *wanted)
{
	for (size_t i = 0; i < list.nr; i++) {
		if (done_value_equal(&list.ptr[i], wanted))
			return true;
	}
	return false;
}

static bool list_holds(struct done_items more, struct done_items less)
{
	for (size_t i = 0; i < less.nr; i++) {
		if (!list_has(more, &less.ptr[i]))
			return false;
	}
	return true;
}

static bool is_of_globs(enum done_field_type type)
{
	return type == DONE_FIELD_GLOB || type == DONE_FIELD_GLOBS || type == DONE_FIELD_FILE ||
	       type == DONE_FIELD_FILES;
}

static struct done_written_globs globs_of(struct done_arena *arena, struct done_items list)
{
	struct done_written_globs out = {done_arena_array(arena, list.nr + 1, sizeof(*out.items)),
	                                 list.nr};

	for (size_t i = 0; i < list.nr; i++) {
		const char *text = list.ptr[i].type == DONE_STRING ? list.ptr[i].string.ptr : "";

		out.items[i].negated = *text == '!';
		out.items[i].text = text + out.items[i].negated;
	}
	return out;
}

static bool covers(const struct comparing *comparing, struct done_items more,
                   struct done_items less)
{
	struct done_arena *arena = comparing->out->arena;
	struct done_written_globs wide, narrow;

	if (!is_of_globs(comparing->field->type))
		return list_holds(more, less);
	wide = globs_of(arena, more);
	narrow = globs_of(arena, less);
	return done_written_globs_cover(&wide, &narrow);
}

/* ", loses 'a', 'b', +3": of a long list what matters. */
static void add_items(struct done_buf *out, struct done_arena *arena, const char *verb,
                      struct done_items list, struct done_items other)
{
	const size_t most = 3;
	size_t nr = 0;

	for (size_t i = 0; i < list.nr; i++) {
		if (list_has(other, &list.ptr[i]))
			continue;
		if (++nr <= most)
			done_buf_addf(out, "%s %s", nr > 1 ? "," : verb,
			              done_loosened_word(arena, &list.ptr[i]));
	}
	if (nr > most)
		done_buf_addf(out, ", +%zu", nr - most);
}

static void add_list_edit(const struct comparing *comparing, struct done_items before,
                          struct done_items after)
{
	struct done_arena *arena = comparing->out->arena;
	struct done_buf buf = {0};

	add_items(&buf, arena, " loses", before, after);
	add_items(&buf, arena, buf.len ? " and gains" : " gains", after, before);
	done_loosened_add(comparing->out, comparing->at, "%s%s", comparing->field->name,
	                  buf.len ? buf.ptr : " in another order");
	done_buf_release(&buf);
}

static void compare_lists(const struct comparing *comparing)
{
	struct done_items before = done_loosened_list(comparing->before);
	struct done_items after = done_loosened_list(comparing->after);

	if (comparing->direction.tighter == DONE_TIGHTER_MORE && covers(comparing, after, before))
		return;
	if (comparing->direction.tighter == DONE_TIGHTER_LESS && covers(comparing, before, after))
		return;
	if (before.nr > 1 || after.nr > 1)
		add_list_edit(comparing, before, after);
	else
		add_edit(comparing);
}

/* ---- what holds fields again ------------------------------------------------------------------
 */

static void compare_entries(const struct comparing *comparing)
{
	const struct done_value *before = comparing->before, *after = comparing->after;
	struct done_arena *arena = comparing->out->arena;

	if (before->type != DONE_MAP || after->type != DONE_MAP) {
		add_edit(comparing);
		return;
	}
	for (size_t i = 0; i < before->map.nr; i++) {
		const struct done_member *member = &before->map.ptr[i];
		const struct done_value *now = done_value_get(after, member->key.ptr);
		const char *at = done_arena_printf(arena, "%s%s %s: ", comparing->at,
		                                   comparing->field->name, member->key.ptr);

		if (!now)
			done_loosened_add(comparing->out, comparing->at, "%s %s is removed",
			                  comparing->field->name, member->key.ptr);
		else if (!done_value_equal(&member->value, now))
			done_record_loosened(comparing->out, comparing->kinds,
			                     comparing->field->entries, at, &member->value, now);
	}
}

/* By what an item is known: its first required field. */
static const struct done_value *identity_of(const struct done_record *record,
                                            const struct done_value *item)
{
	for (size_t i = 0; i < record->nr && item->type == DONE_MAP; i++) {
		if (record->fields[i].required)
			return done_value_get(item, record->fields[i].name);
	}
	return item;
}

static const struct done_value *find_item(const struct done_record *record, struct done_items list,
                                          const struct done_value *wanted)
{
	const struct done_value *identity = identity_of(record, wanted);

	for (size_t i = 0; i < list.nr; i++) {
		const struct done_value *other = identity_of(record, &list.ptr[i]);

		if (identity && other && done_value_equal(identity, other))
			return &list.ptr[i];
	}
	return NULL;
}

static void compare_objects(const struct comparing *comparing)
{
	const struct done_record *record = comparing->field->record;
	struct done_items before = done_loosened_list(comparing->before);
	struct done_items after = done_loosened_list(comparing->after);
	struct done_arena *arena = comparing->out->arena;

	if (comparing->direction.tighter != DONE_TIGHTER_MORE) {
		add_list_edit(comparing, before, after);
		return;
	}
	for (size_t i = 0; i < before.nr; i++) {
		const struct done_value *item = &before.ptr[i];
		const struct done_value *now =
			list_has(after, item) ? item : find_item(record, after, item);
		const char *name = done_loosened_word(arena, identity_of(record, item));

		if (!now)
			done_loosened_add(comparing->out, comparing->at, "%s loses %s",
			                  comparing->field->name, name);
		else if (now != item)
			done_record_loosened(comparing->out, comparing->kinds, record,
			                     done_arena_printf(arena, "%s%s %s: ", comparing->at,
			                                       comparing->field->name, name),
			                     item, now);
	}
}

static void compare_placeholders(const struct comparing *comparing)
{
	if (!done_placeholders_cover(comparing->after, comparing->before))
		add_edit(comparing);
}

/* ---- fields ---------------------------------------------------------------------------------- */

static void compare_present(const struct comparing *comparing)
{
	const struct done_field *field = comparing->field;

	if (field->type == DONE_FIELD_TESTS)
		done_tests_loosened(comparing->out, comparing->kinds, field, comparing->at,
		                    comparing->before, comparing->after);
	else if (field->load == done_placeholders_load)
		compare_placeholders(comparing);
	else if (field->entries)
		compare_entries(comparing);
	else if (field->type == DONE_FIELD_OBJECTS)
		compare_objects(comparing);
	else if (comparing->direction.tighter == DONE_TIGHTER_MORE ||
	         comparing->direction.tighter == DONE_TIGHTER_LESS || is_of_globs(field->type) ||
	         field->type == DONE_FIELD_STRINGS)
		compare_lists(comparing);
	else
		add_edit(comparing);
}

static void compare_field(struct comparing *comparing)
{
	const struct done_value *before = comparing->before, *after = comparing->after;

	if (before && after ? done_value_equal(before, after) : before == after)
		return;
	if (comparing->direction.tighter == DONE_TIGHTER_WORDS ||
	    comparing->direction.tighter == DONE_TIGHTER_BY_CODE)
		return;
	if (is_ordered(comparing->field->type))
		compare_ordered(comparing);
	else if (before && after)
		compare_present(comparing);
	else if (loosens_by_absence(comparing))
		add_edit(comparing);
}

/* ---- records --------------------------------------------------------------------------------- */

/* A text or list that stands for a map, as that map. */
static struct done_value spelled_out(struct done_arena *arena, const struct done_record *record,
                                     const struct done_value *value)
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
                          const struct done_record *record, const char *at,
                          const struct done_value *before, const struct done_value *after)
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
		struct comparing comparing = {out,
		                              kinds,
		                              at,
		                              field,
		                              field->tighter,
		                              done_value_get(&a, field->name),
		                              done_value_get(&b, field->name)};

		if (field->beside && done_value_get(&a, field->beside) &&
		    done_value_get(&b, field->beside))
			comparing.direction = field->then;
		compare_field(&comparing);
	}
}
