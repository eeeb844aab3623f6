/*
 * What the readers of interface descriptions (openapi.h, proto.h, graphql.h) share: where they get
 * their files from, what they find wrong, and what a newer description takes away from callers.
 */
#ifndef DONE_INTERFACE_H
#define DONE_INTERFACE_H

#include "done/base.h"

struct done_interface_source {
	void *self;
	/*
	 * 1 with the text of a file, which lives as long as the description; 0 with *why, words
	 * that follow the file's name: "is not in this tree".
	 */
	int (*read)(void *self, const char *path, struct done_bytes *out, const char **why,
	    struct done_error *err);
	/* The files whose last part is name, ascending; NULL: nobody can tell. */
	int (*named)(void *self, const char *name, const char *const **out, size_t *nr,
	    struct done_error *err);
};

struct done_interface_fault {
	const char *file; /* where it is written */
	int line, column;
	const char *wrong;   /* a word that never changes */
	const char *thing;   /* what of the description, for subjects: never NULL */
	const char *message; /* not escaped; a sentence */
	const char *fix;
};
struct done_interface_faults {
	struct done_interface_fault *items;
	size_t nr, cap, nr_more;  /* more: beyond the maximum, counted only */
	struct done_arena *arena; /* of their texts; whoever reads a file sets it */
	const char *file;         /* of faults whose place has none */
};
#define DONE_INTERFACE_FAULTS_MAX 1000
struct done_interface_place {
	const char *file;
	int line, column;
};

enum done_certainty {
	DONE_POSSIBLE, /* nobody can prove that callers go on as before */
	DONE_CERTAIN,  /* callers that kept to the old one break */
};

struct done_break {
	enum done_certainty certainty;
	const char *wrong;     /* a word that never changes */
	const char *operation; /* "GET /orders" */
	const char *thing;     /* where in it, for subjects: "request body.currency" */
	const char *message;   /* a sentence */
	const char *fix;
	const char *file; /* in the new description, where it is written */
	int line, column;
	const char *old_file; /* in the old one; NULL: nothing in particular */
	int old_line;
};
#define DONE_BREAKS_MAX 1000
struct done_breaks {
	struct done_break *items;
	size_t nr, cap, nr_more; /* more: beyond the maximum, counted only */
	size_t nr_operations;    /* that were compared */
};

#endif
