/* Inside the policy room: what one policy asks less than another (loosened.c and its parts). */
#ifndef DONE_POLICY_LOOSENED_H
#define DONE_POLICY_LOOSENED_H

#include "done/loosened.h"
#include "loader.h"

/* done_loosened_add() for an edit from one value to another, either of which may be absent (NULL).
 */
void done_loosened_add_edit(struct done_loosened *out, const char *at, const char *name,
    const struct done_value *before, const struct done_value *after);

/* loosened_words.c: a value in few words: 20, 'README.md', [a, b], none. */
const char *done_loosened_word(struct done_arena *arena, const struct done_value *value);

/* loosened_fields.c: maps that a record describes; at: what they are part of, "" or ending in a
 * space. */
void done_record_loosened(struct done_loosened *out, const struct done_kind_forms *kinds,
    const struct done_record *record, const char *at, const struct done_value *before,
    const struct done_value *after);
/* A list, or one value that stands for a list of one; NULL: an empty one. */
struct done_items done_loosened_list(const struct done_value *value);

/* One field, before and after (NULL: absent). */
struct done_compared {
	struct done_loosened *out;
	const struct done_kind_forms *kinds;
	const char *at;
	const struct done_field *field;
	struct done_direction direction;
	const struct done_value *before, *after;
};
/* "NAME 20 -> 5" */
void done_compared_add(const struct done_compared *comparing);

/* loosened_plain.c: numbers, words and lists. */
bool done_field_is_ordered(enum done_field_type type);
bool done_field_is_of_globs(enum done_field_type type);
void done_compare_ordered(const struct done_compared *comparing);
/* amounts.c; either may be absent. */
void done_compare_amounts(const struct done_compared *comparing);
void done_compare_lists(const struct done_compared *comparing);
/* One of them is absent, and that loosens. */
bool done_compared_by_absence(const struct done_compared *compared);
bool done_items_have(struct done_items list, const struct done_value *wanted);
/* "NAME loses 'a', 'b', +3 and gains 'c'" */
void done_compared_add_list(
    const struct done_compared *comparing, struct done_items before, struct done_items after);

/* loosened_placeholders.c: `more` finds every placeholder that `less` does; NULL is the standard.
 */
bool done_placeholders_cover(const struct done_value *more, const struct done_value *less);

/* loosened_when.c: whatever `less` holds for, `more` holds for too; NULL holds always. */
bool done_condition_covers(
    struct done_arena *arena, const struct done_condition *more, const struct done_condition *less);

#endif
