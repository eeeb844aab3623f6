/* Inside the view room: gathering artifacts of a tree or a directory (gather.c). */
#ifndef DONE_VIEW_GATHER_H
#define DONE_VIEW_GATHER_H

#include "done/outside.h"

struct done_gathering {
	struct done_arena *arena;
	struct done_snapshot *snapshot;
	const struct done_services *services; /* NULL: no other services */
	const char *own; /* "": everything that lies in no service but the root; else this
	                    directory without nested services */
	bool is_whole;   /* the walk begins at the root and leaves services' directories out */
	unsigned wants;
	struct done_buf text; /* of the file that is looked at */
	struct done_gathered *out;
};

/* Looks at one file. */
int done_gather_file(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, struct done_error *err);
/* False for what holds other people's code or what a build leaves. */
bool done_gather_enters(const char *directory);
/* Which of the loads something runs. more: runners of elsewhere; NULL. */
void done_gather_join(
    struct done_arena *arena, struct done_gathered *gathered, const struct done_gathered *more);
/* The file's text as UTF-8, in gathering->text: 1, or 0 where it is none or too large. */
int done_gather_read(struct done_gathering *gathering, const char *path,
    const struct done_entry *entry, size_t max, struct done_bytes *out, struct done_error *err);

/* Fills out->reached, from the loads that something runs (outside_calls.c). */
int done_outside_reach(
    struct done_gathering *gathering, struct done_outside *out, struct done_error *err);

/* Which services the files of `about` name (outside_about.c). */
int done_outside_about(struct done_gathering *gathering, const struct done_outside_request *request,
    const char *path, const struct done_entry *entry, struct done_outside *out,
    struct done_error *err);

#endif
