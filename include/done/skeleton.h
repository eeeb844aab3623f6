/*
 * skeleton: what a person could write into a file so that a check is met. A kind says it of its
 * options; `git done draft` makes skeletons of it, and a refusal offers the command where there is
 * something to write.
 */
#ifndef DONE_SKELETON_H
#define DONE_SKELETON_H

#include "done/policy.h"

enum done_skeleton_sort {
	DONE_SKELETON_TOPIC,      /* name: a topic of documents, "runbook"; file: of the option */
	DONE_SKELETON_SECTION,    /* name: a heading; file: the document */
	DONE_SKELETON_CAPABILITY, /* name: one that files show, "api-description" */
	DONE_SKELETON_QUESTION,   /* name: a question of the sheet, "load" */
	DONE_SKELETON_FILE,       /* file: a file that must be there */
	DONE_SKELETON_SORTS
};

struct done_skeleton_want {
	enum done_skeleton_sort sort;
	const char *name; /* NULL for FILE */
	const char *file; /* below the service, with a leading '/' from the root; may hold {service}
	                     and {path}; NULL: the sort's usual one */
};
struct done_skeleton_wants {
	struct done_skeleton_want *items;
	size_t nr, cap;
};

/* Adds what the check's test wants; nothing where no file answers it. Of any_of only the first
 * part that a file answers. */
void done_skeleton_wants_of(
    struct done_arena *arena, const struct done_test *test, struct done_skeleton_wants *out);
/* Whether there is anything. */
bool done_skeleton_can(struct done_arena *arena, const struct done_test *test);

#endif
