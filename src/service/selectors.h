/* Inside the service room: the selectors of a policy while they are looked at. */
#ifndef DONE_SERVICE_SELECTORS_H
#define DONE_SERVICE_SELECTORS_H

#include "done/selectors.h"

enum done_selector_kind {
	DONE_SELECTOR_RULE,       /* directories that are services */
	DONE_SELECTOR_MARKER,     /* names of files in the directories of a rule */
	DONE_SELECTOR_DEPENDS,    /* a path, or all below it */
	DONE_SELECTOR_EVERYTHING, /* changed paths: never a directory */
	DONE_SELECTOR_FILES,      /* files of a check or a condition */
};

/* A negated glob after it in its list. */
struct done_selector_exception {
	const struct done_glob *glob;
	bool from_root;
	const char *text; /* as written, with its '!' */
};

struct done_selector {
	enum done_selector_kind kind;
	const char *text;                     /* as written */
	const char *key;                      /* under which it stands: "depends_on", "files" */
	const char *check;                    /* FILES: the id of its check */
	const struct done_value *at;          /* where it is written */
	const struct done_service_rule *rule; /* RULE, MARKER */
	const struct done_glob *glob;         /* NULL: `file` is templated */
	const struct done_file_glob *file;    /* FILES */
	bool from_root;                       /* else relative to each service */
	struct done_selector_exception *exceptions;
	size_t nr_exceptions;
	const char *but;   /* the texts of the exceptions, "" */
	const char *taker; /* the text of one that took out what it matches; NULL */
	bool finds;        /* RULE: it has a service */
	bool found;
	bool unknown; /* not looked at, or not to the end */
	bool misfits; /* what it names is a directory where files count, or the other way round */
	size_t order;
	size_t nr_more; /* the same text at other places */
	int more_line;  /* the first of them, where it is in the same file; 0 */
};

struct done_selectors {
	struct done_arena *arena;
	const struct done_policy *policy;
	const struct done_services *services;
	struct done_selector *items;
	size_t nr, cap;
};

/* selectors_collect.c: those of the repository's own files, each text once, in their order. */
void done_selectors_collect(struct done_selectors *selectors);

/* The names of files that the walk passed, each once, and their endings. */
struct done_seen_name {
	const char *text;
	bool in_service;
};
struct done_seen_names {
	struct done_seen_name *items;
	size_t nr, cap;
	size_t *slots; /* open addressing, twice as many as there may be names; index + 1 */
};
#define DONE_SEEN_NAMES_MAX 4096

void done_seen_add(
    struct done_arena *arena, struct done_seen_names *seen, const char *name, bool in_service);

/* One look, with what it may still cost. */
struct done_selectors_look {
	struct done_selectors *selectors;
	struct done_snapshot *snapshot;
	size_t steps;
	struct done_seen_names seen;
};

/* False when the steps are used up. */
static inline bool done_look_spend(struct done_selectors_look *look, size_t steps)
{
	if (look->steps < steps) {
		look->steps = 0;
		return false;
	}
	look->steps -= steps;
	return true;
}

/* selectors_walk.c: marks what is found; below 0 where the snapshot fails. */
int done_selectors_look_up(struct done_selectors_look *look, struct done_error *err);
int done_selectors_walk(struct done_selectors_look *look, struct done_error *err);
int done_selectors_try_services(struct done_selectors_look *look, struct done_error *err);

/* selectors_nearest.c: how the selector would read if it named what is there; NULL: nothing is near
 * enough to be meant. */
const char *done_selector_nearest(
    struct done_selectors_look *look, const struct done_selector *selector);

#endif
