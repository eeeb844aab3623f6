/* Inside the service room: services while they are being found. */
#ifndef DONE_SERVICE_FOUND_H
#define DONE_SERVICE_FOUND_H

#include "done/service.h"

struct done_found {
	struct done_snapshot *snapshot;
	struct done_arena *arena;
	const struct done_policy *policy;
	bool negates; /* one of its rules takes out what others find */
	struct done_service *items;
	size_t nr, cap;
	struct done_strings not_read; /* what discovery could not read: whole sentences */
};

/* rule NULL: found by its marker file. */
void done_found_add(struct done_found *found, const char *path,
                    const struct done_service_rule *rule);
/* directory "" or "." is the root. */
char *done_found_join(struct done_arena *arena, const char *directory, const char *name);

#endif
