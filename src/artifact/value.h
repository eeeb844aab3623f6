/* Inside the artifact room: what the makers of value trees share. */
#ifndef DONE_ARTIFACT_VALUE_H
#define DONE_ARTIFACT_VALUE_H

#include "done/artifact.h"

/*
 * The first member, in the order of the text, whose key stood before; NULL when all are unique.
 * *first is that earlier member.
 */
const struct done_member *done_members_repeated(struct done_arena *arena,
                                                const struct done_members *members,
                                                const struct done_member **first);

/* Keeps the first member of each key, in the order of the text. */
void done_members_keep_first(struct done_arena *arena, struct done_members *members);

/*
 * A real number written in decimal, without its sign's meaning lost. False when it is not finite,
 * when it is not zero but too small to hold, or when text is no number to its end.
 */
bool done_real_read(const char *text, double *out);

/* An integer of base 2 to 16 with an optional sign; false when it does not fit 64 bits. */
bool done_integer_read(const char *text, int base, int64_t *out);

#endif
