/* Inside the base room: how far two names are from each other. */
#ifndef DONE_BASE_NAME_PARTS_H
#define DONE_BASE_NAME_PARTS_H

#include "done/base.h"

/* Insertions, deletions, replacements and swaps of neighbours that lead from a to b, in any letter
 * case; of names longer than 64 bytes, the longer one's length. */
size_t done_name_slips(const char *a, const char *b);

#endif
