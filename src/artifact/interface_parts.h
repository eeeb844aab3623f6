/* Inside the artifact room: adding to what is found in descriptions of interfaces. */
#ifndef DONE_ARTIFACT_INTERFACE_PARTS_H
#define DONE_ARTIFACT_INTERFACE_PARTS_H

#include "done/interface.h"

/* Adds a fault, which faults->arena keeps; wrong, thing (NULL: none) and fix are literals or in
 * it. */
void done_interface_fault(struct done_interface_faults *faults, struct done_interface_place place,
    const char *wrong, const char *thing, const char *fix, const char *format, ...)
    DONE_PRINTF(6, 7);

void done_breaks_add(
    struct done_arena *arena, struct done_breaks *out, const struct done_break *found);

/* A row of a table: what callers of a declaration break by. */
struct interface_rule {
	const char *wrong; /* a word that never changes */
	enum done_certainty certainty;
	const char *fix;
	bool by_strict_enums; /* certain of callers that take no value that they do not know */
};
/* A declaration of which a rule is broken. */
struct interface_broken {
	const char *full;
	struct done_interface_place old;
	const struct done_interface_place *now; /* NULL: it is gone */
	const char *message;
	bool strict_enums;
};
void done_breaks_add_broken(struct done_arena *arena, struct done_breaks *out,
    const struct interface_rule *rule, const struct interface_broken *broken);

#endif
