/*
 * seen: which capabilities a service shows in its code and configuration, by the rows of its
 * ecosystems, with the places. Comments, tests, generated and other people's files show nothing.
 * Looked for once a view: every source is read once, whatever number of checks ask.
 */
#ifndef DONE_SEEN_H
#define DONE_SEEN_H

#include "done/tree.h"

#define DONE_SEEN_PLACES_MAX 3
/*
 * What local libraries show, kept by a worker from service to service: the same library is looked
 * through once. Zero-initialise, release when the worker ends.
 */
struct done_seen_libraries {
	struct done_arena arena;
	struct done_seen_library *first;
	struct done_seen_library **alike; /* private to seen_libraries.c */
	struct done_tree tree;            /* in which they lie */
};
void done_seen_libraries_release(struct done_seen_libraries *libraries); /* accepts NULL */
/* Adds what looking through them read. Two workers may have looked through the same one: it counts
 * once, so that the sum does not hang on who looked first. */
void done_seen_libraries_meter(
    const struct done_seen_libraries *const *libraries, size_t nr, struct done_meter *out);

#define DONE_SEEN_LACKING_MAX 100

struct done_seen_place {
	const char *path; /* from the root */
	int line;         /* 0: the file */
	const char *what; /* "express-validator is called", fit to show */
};

/* One capability. */
struct done_seen {
	bool is_shown;
	bool is_declared; /* by a configuration or a manifest, not in code */
	struct done_seen_place places[DONE_SEEN_PLACES_MAX]; /* of the row that shows it */
	size_t nr_places;
	size_t nr;           /* all matches of that row */
	const char *through; /* a local library, or a file that it requires, that shows it; NULL:
	                        the service */
	/* Calls that need something (a time limit): how many have it, of how many; the first that
	 * lack it. */
	size_t with, of;
	struct done_seen_place *lacking;
	size_t nr_lacking;
	/* A row of the service's main language that would show it, for the fix; NULL: none. */
	const struct done_row *example;
};

struct done_seen_all {
	struct done_seen *items; /* one a row of done_capabilities, in their order */
	bool forwards;           /* it is a ready-made server, with hardly any code of its own */
	unsigned calls;          /* bits of enum done_calls: whom its own code calls */
	size_t nr_sources;       /* files of code that were read */
	size_t nr_too_large;     /* of those passed over because they are too large to tell */
	const struct done_ecosystem *main; /* of most of them; NULL: none is covered */
};

/*
 * Looks over the service, and over local libraries for what it does not show itself. What a nested
 * service holds counts for that one. Needs view->profile and view->ecosystems. DONE_E_UNDECIDED
 * where a file cannot be read or a pattern runs into a limit.
 */
int done_view_seen(
    struct done_view *view, const struct done_seen_all **out, struct done_error *err);

#endif
