/* Inside the artifact room: what the makers of value trees share. */
#ifndef DONE_ARTIFACT_VALUE_H
#define DONE_ARTIFACT_VALUE_H

#include "done/artifact.h"

/*
 * The first member, in the order of the text, whose key stood before; NULL when all are unique.
 * *first is that earlier member.
 */
const struct done_member *done_members_repeated(
    struct done_arena *arena, const struct done_members *members, const struct done_member **first);

/* Keeps the first member of each key, in the order of the text. */
void done_members_keep_first(struct done_arena *arena, struct done_members *members);

/* ---- number.c ---- */

/*
 * Makes value a number out of decimal text that its format's grammar took ("-12", "+.5", "1e400"):
 * an integer where it is digits alone that 64 bits hold, else a real. One that a double does not
 * hold, or holds only rounded to another whole number, is `beyond`. Never fails.
 */
void done_number_read(
    struct done_arena *arena, const char *text, size_t len, struct done_value *value);

/* The same for an integer of base 2, 8 or 16, without its prefix but with an optional sign. */
void done_number_read_base(
    struct done_arena *arena, const char *text, size_t len, int base, struct done_value *value);

/* "inf", ".INF", "-Infinity", "NaN" with an optional dot and sign, in any case: such a real. */
bool done_number_read_special(const char *text, size_t len, struct done_value *value);

/* a and b are integers or reals. */
bool done_number_equal(const struct done_value *a, const struct done_value *b);

/* A decimal integer with an optional sign; false when it does not fit 64 bits. */
bool done_integer_read(const char *text, int base, int64_t *out);

/*
 * What stands between open brackets is kept in a buffer, and put into the arena when its bracket
 * closes: there it takes the room it needs, not that of an array that grew. The items of `size`
 * bytes from `from` on leave the buffer; NULL for none.
 */
void *done_value_close(
    struct done_arena *arena, struct done_buf *open, size_t from, size_t size, size_t *nr);

#endif
