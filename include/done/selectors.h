/*
 * selectors: what a policy chooses by (rules of services, depends_on, everything, the globs of
 * checks and conditions), and which of it matches nothing. A misspelt selector leaves out what it
 * was written for, and nothing else would ever say so: the verdict is green.
 */
#ifndef DONE_SELECTORS_H
#define DONE_SELECTORS_H

#include "done/service.h"

enum done_selectors_how {
	DONE_SELECTORS_ALL,     /* at most one walk of the tree */
	DONE_SELECTORS_LITERAL, /* paths from the root without wildcards: a look-up each */
};

/* One that matches nothing, at its place in the policy. */
struct done_selector_fault {
	struct done_place place; /* file NULL: of several, or of none in particular */
	const char *message;     /* raw; a whole sentence with what to do, no full stop */
};

struct done_selector_faults {
	struct done_selector_fault *items; /* in the order of the policy */
	size_t nr;
};

/* More faults than these are counted in one more. */
#define DONE_SELECTOR_FAULTS_MAX 50

/*
 * Looks at every selector that a file of the repository's own writes; those of presets, and those
 * that are meant to match nothing (`ignore`, `exclude`, `none`, below `not`, endings of a `forbid`)
 * are left out. services are those that the policy finds in the snapshot. One text at several
 * places is one fault.
 *
 * Steps are limited: what was not looked at for that is a fault that says so.
 */
int done_selectors_look(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_policy *policy, const struct done_services *services,
    enum done_selectors_how how, struct done_selector_faults *out, struct done_error *err);

/* "file:line:column: message", as compilers say it; raw. */
void done_selector_fault_add(struct done_buf *out, const struct done_selector_fault *fault);

#endif
