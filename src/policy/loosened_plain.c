/*
 * Fields that hold numbers, words or lists: whether one asks for no less than another, by the
 * direction of its row.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loosened.h"

/* ---- what is not there ---- */

static enum done_absent absent_means(struct done_direction direction)
{
	if (direction.absent != DONE_ABSENT_USUAL)
		return direction.absent;
	return direction.tighter == DONE_TIGHTER_NEVER ? DONE_ABSENT_APART : DONE_ABSENT_WEAKEST;
}

/* One of them is absent. */
bool done_compared_by_absence(const struct done_compared *comparing)
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

/* ---- numbers and words of a list ---- */

bool done_field_is_ordered(enum done_field_type type)
{
	return type == DONE_FIELD_BOOLEAN || type == DONE_FIELD_INTEGER ||
	    type == DONE_FIELD_NUMBER || type == DONE_FIELD_RATIO || type == DONE_FIELD_ENUM;
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
static double rank_of_absent(const struct done_field *field, struct done_direction direction)
{
	if (direction.absent == DONE_ABSENT_APART)
		return NAN;
	if (field->type == DONE_FIELD_INTEGER && direction.absent == DONE_ABSENT_TIGHTEST)
		return (double)field->min;
	if (field->type == DONE_FIELD_RATIO && field->preset)
		return (double)field->preset / 100;
	if (field->type == DONE_FIELD_NUMBER || field->type == DONE_FIELD_RATIO ||
	    field->preset < 0)
		return NAN;
	if (field->type == DONE_FIELD_INTEGER && !field->preset &&
	    direction.tighter != DONE_TIGHTER_MORE)
		return NAN;
	return (double)field->preset;
}

/* A number, or a percentage. */
static double rank_of_text(const char *text)
{
	char *end;
	double number = strtod(text, &end);

	return end == text ? NAN : strchr(end, '%') ? number / 100 : number;
}

static double rank_of(const struct done_compared *comparing, const struct done_value *value)
{
	const struct done_field *field = comparing->field;

	if (!value)
		return rank_of_absent(field, comparing->direction);
	if (field->type == DONE_FIELD_ENUM)
		return rank_of_name(field, value);
	if (value->type == DONE_BOOLEAN)
		return value->boolean ? 1 : 0;
	if (value->type == DONE_INTEGER)
		return (double)value->integer;
	if (value->type == DONE_REAL)
		return value->real;
	return value->type == DONE_STRING ? rank_of_text(value->string.ptr) : NAN;
}

void done_compare_ordered(const struct done_compared *comparing)
{
	double before = rank_of(comparing, comparing->before);
	double after = rank_of(comparing, comparing->after);
	bool loosens = true;

	if (before == after)
		return;
	if (isnan(before) || isnan(after))
		loosens = done_compared_by_absence(comparing);
	else if (comparing->direction.tighter == DONE_TIGHTER_MORE)
		loosens = after < before;
	else if (comparing->direction.tighter == DONE_TIGHTER_LESS)
		loosens = after > before;
	if (loosens)
		done_compared_add(comparing);
}

/* ---- lists ---- */

bool done_items_have(struct done_items list, const struct done_value *wanted)
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
		if (!done_items_have(more, &less.ptr[i]))
			return false;
	}
	return true;
}

bool done_field_is_of_globs(enum done_field_type type)
{
	return type == DONE_FIELD_GLOB || type == DONE_FIELD_GLOBS || type == DONE_FIELD_FILE ||
	    type == DONE_FIELD_FILES;
}

static struct done_written_globs globs_of(struct done_arena *arena, struct done_items list)
{
	struct done_written_globs out = {
	    done_arena_array(arena, list.nr + 1, sizeof(*out.items)), list.nr};

	for (size_t i = 0; i < list.nr; i++) {
		const char *text = list.ptr[i].type == DONE_STRING ? list.ptr[i].string.ptr : "";

		out.items[i].negated = *text == '!';
		out.items[i].text = text + out.items[i].negated;
	}
	return out;
}

static bool covers(
    const struct done_compared *comparing, struct done_items more, struct done_items less)
{
	struct done_arena *arena = comparing->out->arena;
	struct done_written_globs wide, narrow;

	if (!done_field_is_of_globs(comparing->field->type))
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
		if (done_items_have(other, &list.ptr[i]))
			continue;
		if (++nr <= most)
			done_buf_addf(out, "%s %s", nr > 1 ? "," : verb,
			    done_loosened_word(arena, &list.ptr[i]));
	}
	if (nr > most)
		done_buf_addf(out, ", +%zu", nr - most);
}

void done_compared_add_list(
    const struct done_compared *comparing, struct done_items before, struct done_items after)
{
	struct done_arena *arena = comparing->out->arena;
	struct done_buf buf = {0};

	add_items(&buf, arena, " loses", before, after);
	add_items(&buf, arena, buf.len ? " and gains" : " gains", after, before);
	done_loosened_add(comparing->out, comparing->at, "%s%s", comparing->field->name,
	    buf.len ? buf.ptr : " in another order");
	done_buf_release(&buf);
}

void done_compare_lists(const struct done_compared *comparing)
{
	struct done_items before = done_loosened_list(comparing->before);
	struct done_items after = done_loosened_list(comparing->after);

	if (comparing->direction.tighter == DONE_TIGHTER_MORE && covers(comparing, after, before))
		return;
	if (comparing->direction.tighter == DONE_TIGHTER_LESS && covers(comparing, before, after))
		return;
	if (before.nr > 1 || after.nr > 1)
		done_compared_add_list(comparing, before, after);
	else
		done_compared_add(comparing);
}
