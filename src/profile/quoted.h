/* What a match within a text of a source is worth (rows.c). */
#ifndef DONE_PROFILE_QUOTED_H
#define DONE_PROFILE_QUOTED_H

#include "done/profile.h"

/* It begins within a text and holds a quote of it: code that is quoted. Never in a configuration.
 */
bool done_match_is_quoted(const struct done_source *source, const struct done_match *match);

/* It is a path in quotes ("/health") by itself, and no call, list or comparison takes it: it stands
 * alone, is printed, ends an address, or is the value of a name that nothing uses. *kept is such a
 * name, which another source may use; else it is empty. */
bool done_match_is_idle(
    const struct done_source *source, const struct done_match *match, struct done_bytes *kept);

#endif
