/*
 * Parts of any_of and all_of. A part that is there before and after is no edit; what is left over
 * is paired in order where it is of one kind, and then compared by the table of that kind.
 */
#include <string.h>

#include "loosened.h"

/* Lists of parts are short (64), so they are looked at as they are. */
struct leftover {
	const struct done_value **items;
	size_t nr;
};

static struct leftover left_of(struct done_arena *arena, struct done_items list,
                               struct done_items other)
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

static void say_of(struct done_loosened *out, const char *at, const struct leftover *parts,
                   const char *what)
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

void done_tests_loosened(struct done_loosened *out, const struct done_kind_forms *kinds,
                         const struct done_field *field, const char *at,
                         const struct done_value *before, const struct done_value *after)
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
