/* Inside the artifact room: CODEOWNERS while it is being read. */
#ifndef DONE_ARTIFACT_OWNERS_PARTS_H
#define DONE_ARTIFACT_OWNERS_PARTS_H

#include "done/codeowners.h"

/* What is wrong with a pattern for this host; NULL and the rule's glob: nothing (owners_glob.c).
 */
const char *done_owners_compile(struct done_arena *arena, enum done_host host, const char *pattern,
    struct done_owners_rule *rule);

/* Makes owners->index when all rules are in (owners_match.c). */
void done_owners_index(struct done_arena *arena, struct done_owners *owners);

#endif
