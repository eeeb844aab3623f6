/* Who is judged besides those whose own files change, once it is known what services are told of
 * each other. Inside the gate room. */
#ifndef DONE_GATE_SELECTION_MORE_H
#define DONE_GATE_SELECTION_MORE_H

#include "gate.h"

/* selection_more.c: adds the services for which there is a reason: the path of what the change
 * touches; NULL: none. */
typedef const char *done_selection_reason(
    const struct done_standings *making, const struct done_service *service, void *data);
void done_selection_add(const struct done_plan *before, struct done_standings *making,
    done_selection_reason *reason, void *data, bool is_beside);
/* callers.c: adds who calls a service that the change removes. */
void done_callers_select(const struct done_plan *before, struct done_standings *making);
/* owned.c: adds the services whose files have other owners by the change. */
void done_owned_select(const struct done_plan *before, struct done_standings *making);
/* gone_outside.c: adds the services that deleted files outside of all services were about. */
void done_gone_outside_select(const struct done_plan *before, struct done_standings *making);
/* beside.c: adds all others where the change touches what may have been looked at for any of them.
 */
void done_beside_select(const struct done_plan *before, struct done_standings *making);
/* needs.c: whether a check names the path, from the root. */
bool done_policy_names_path(const struct done_policy *policy, const char *path);

#endif
