/* Inside the check room: kind `uses`, one capability of one service. */
#ifndef DONE_CHECK_USES_H
#define DONE_CHECK_USES_H

#include "done/seen.h"

/* How strong what meets a check is. */
struct done_use {
	struct done_seen_place place;
	const char *what; /* "owner @org/team" */
	enum done_strength strength;
};

/* ---- of whom a capability is asked (uses_asked.c) ---------------------------------------------
 */

/* NULL: it is asked of this service; else why it is not applicable:
 * "serves nothing: a job". */
const char *done_use_not_asked(struct done_view *view, const char *capability,
                               const struct done_seen_all *all);

/* ---- what shows it besides code (uses_shown.c) ------------------------------------------------
 */

/* 1 with *out, 0. A sheet, CODEOWNERS, a declaration of a deployment. */
int done_use_elsewhere(struct done_view *view, const char *capability, struct done_use *out,
                       struct done_error *err);

#endif
