/* Inside the profile room: the statement around a match. */
#ifndef DONE_PROFILE_STATEMENT_H
#define DONE_PROFILE_STATEMENT_H

#include "done/base.h"

#define DONE_STATEMENT_MAX ((size_t)64 * 1024)

/*
 * The statement that a match in masked code stands in, by brackets and lines, for no grammar is
 * known: from the start of the match's line to the first ';', or end of a line at the depth of the
 * match, or the bracket that closes what the match stands in. A line goes on where the next begins
 * with '.', '?.', '->', '::' or '|>', or where it ends with one of these, an operator, a comma or
 * an opening bracket. At most DONE_STATEMENT_MAX bytes.
 */
struct done_bytes done_statement_at(struct done_bytes code, size_t start, size_t end);

#endif
