/* Inside the service room: which services a change touches, while it is being found out. */
#ifndef DONE_SERVICE_SELECTING_H
#define DONE_SERVICE_SELECTING_H

#include "done/service.h"

/* The first path that gave a reason, and how many did. */
struct done_tally_of_paths {
	const char *path;
	size_t nr;
};

struct done_selecting {
	struct done_arena *arena;
	const struct done_services *services;
	const struct done_policy *policy;
	const struct done_changes *changes;
	struct done_tally_of_paths *own;          /* one a service */
	struct done_tally_of_paths *by_rule;      /* one a rule of the policy: its depends_on */
	struct done_tally_of_paths *by_directory; /* one a service: policies of directories */
	struct done_tally_of_paths everything;
	bool *named; /* one a change: a check names it for a service */
};

static inline void done_tally_count(struct done_tally_of_paths *tally, const char *path)
{
	if (!tally->nr++)
		tally->path = path;
}

/* select_named.c: what checks name for a service outside its directory. */
void done_select_named(struct done_selecting *selecting);

#endif
