/* Inside the cli room: git done draft, and what init shares with it. */
#ifndef DONE_CLI_DRAFT_H
#define DONE_CLI_DRAFT_H

#include "done/profile.h"
#include "done/skeleton.h"
#include "init.h"

/* ---- routes (draft_routes.c) ---- */

#define DONE_ROUTES_MAX 100

struct done_route {
	const char
	    *path; /* "/orders/{id}": letters, digits and what a path has; nothing to escape */
	unsigned methods; /* bits in the order of done_route_methods */
};
struct done_routes {
	struct done_route *items; /* ascending by path */
	size_t nr, cap;
};
extern const char *const done_route_methods[]; /* NULL-terminated: "get", … */

/* Routes that the sources below the directory seem to serve. A hint: what cannot be read gives
 * none. patterns: of config/skeletons.yml. */
void done_routes_find(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *directory,
    const struct done_value *patterns, struct done_routes *out);

/* ---- skeletons (skeletons.c) ---- */

/* What a skeleton is filled with. */
struct done_skeleton_facts {
	const char *service, *directory; /* "." is the root */
	const struct done_profile *profile;
	struct done_strings calls; /* services that it seems to call */
	struct done_routes routes;
};

/* One file in the making. */
struct done_skeleton_piece {
	size_t rank; /* where its part stands in config/skeletons.yml */
	const char *text;
};
#define DONE_SKELETON_PIECES_MAX 32
struct done_skeleton_file {
	const char *path;      /* from the top of the work tree */
	const char *checks;    /* ids, parted by ", " */
	struct done_buf opens; /* only of a file that is not there */
	struct done_skeleton_piece pieces[DONE_SKELETON_PIECES_MAX]; /* ascending by rank */
	size_t nr_pieces;
	bool lines_only; /* never written: its lines are printed */
	bool is_sheet;
	bool is_whole; /* one that is there is no place for more */
};
#define DONE_SKELETON_FILES_MAX 16
struct done_skeleton_files {
	struct done_skeleton_file items[DONE_SKELETON_FILES_MAX];
	size_t nr;
};

struct done_skeletons;
/* config/skeletons.yml, as it is embedded. */
int done_skeletons_load(
    struct done_arena *arena, struct done_skeletons **out, struct done_error *err);
const struct done_value *done_skeletons_routes(const struct done_skeletons *skeletons);
/* Adds what the check wants to its file; false: no skeleton answers it. */
bool done_skeletons_add(const struct done_init *init, const struct done_skeletons *skeletons,
    const struct done_skeleton_facts *facts, const char *check,
    const struct done_skeleton_want *want, struct done_skeleton_files *out);
void done_skeleton_files_release(struct done_skeleton_files *files);

/* ---- the plan (draft_plan.c): made in a worker ---- */

enum { DONE_DRAFT_STDOUT, DONE_DRAFT_STDERR, DONE_DRAFT_REST, DONE_DRAFT_FILES };
/* Of each file: its path, checks, opening and text. */
enum {
	DONE_DRAFT_PATH,
	DONE_DRAFT_CHECKS,
	DONE_DRAFT_OPENS,
	DONE_DRAFT_TEXT,
	DONE_DRAFT_FORM,
	DONE_DRAFT_PARTS
};
#define DONE_DRAFT_BUFFERS (DONE_DRAFT_FILES + DONE_SKELETON_FILES_MAX * DONE_DRAFT_PARTS)

struct done_draft_request {
	const char *service;
	struct done_strings checks; /* none: what is unmet */
	bool trust_owner;
};
/* A done_work: data is the request. */
int done_draft_work(void *data, struct done_channel *channel);

#endif
