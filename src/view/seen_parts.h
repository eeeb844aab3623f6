/* Inside the view room: what a service shows, while its files are being looked through. */
#ifndef DONE_VIEW_SEEN_PARTS_H
#define DONE_VIEW_SEEN_PARTS_H

#include "done/seen.h"
#include "parts.h"

#define FORWARDS 63 /* in place of a capability: rows of `forwards` */

/* What one row has found so far, over the files of one directory. */
struct seen_count {
	const struct done_ecosystem *ecosystem;
	const struct done_row *row;
	size_t capability; /* from done_capabilities_nr on: a bit of enum done_calls */
	size_t nr, of;
	struct done_seen_place places[DONE_SEEN_PLACES_MAX];
	size_t nr_places;
	struct done_seen_place *lacking;
	size_t nr_lacking, cap_lacking;
	bool by_manifest;
};

struct seen_counts {
	struct seen_count *items;
	size_t nr, cap;
};

/* A match that counts where another source uses the name that keeps it (seen_kept.c). */
struct seen_kept {
	size_t count; /* its index in counts */
	const char *name;
	struct done_seen_place place;
};
#define SEEN_KEPT_MAX 20

struct seeing {
	struct done_view *view;
	const struct done_ecosystems *ecosystems;
	struct done_arena *arena; /* of what is kept: the view's cache */
	struct done_arena scratch;
	struct done_seen_all *all;
	struct seen_counts counts;
	/* The row in code that shows a capability already: the others need not be asked. */
	const struct seen_count *shown_by[FORWARDS + 1];
	size_t sources[32]; /* of each ecosystem of the profile */
	struct done_buf of; /* which rows are asked: the name of answers that are kept */
	struct seen_kept kept[SEEN_KEPT_MAX];
	size_t nr_kept;
	struct done_strings required; /* paths outside of the service, as they are written */
	size_t cap_required;
};

/* Where a library lies: its directory, and for a package of Go nothing below; or a file. */
struct seen_place_of {
	const char *directory;
	bool is_package;
	bool is_file; /* a source that others require: its path stands in `directory` */
};

/* What a row says of a source, in the order of counts. */
enum seen_answer { SEEN_NOT_ASKED, SEEN_NOTHING, SEEN_MATCHED };
enum seen_state {
	SEEN_UNREAD,
	SEEN_SILENT, /* generated, binary, a pointer: no row is asked */
	SEEN_TOO_LARGE,
	SEEN_ASKED
};
struct seen_match {
	size_t count; /* its index in counts */
	struct done_row_match match;
};
struct seen_answers {
	enum seen_state state;
	unsigned char *answers; /* enum seen_answer, counts.nr */
	struct seen_match *matches;
	size_t nr_matches, cap_matches;
	struct done_strings required; /* by relative paths, from the root */
};

/* One file that rows of an ecosystem are asked of. It is read only where an answer is not known. */
struct seen_file {
	const struct done_file *file;
	const struct done_ecosystem *ecosystem;
	bool is_source, is_read;
	struct seen_answers *answers; /* of now, or of an earlier commit */
	struct done_source source;    /* where is_read and the state is SEEN_ASKED */
};

/* ---- seen_file.c ---- */

void done_seen_open(struct seeing *seeing, struct seen_file *file);
/* What counts.items[count] says of it; match->nr and nr_of are 0 where it says nothing. */
int done_seen_match(struct seeing *seeing, struct seen_file *file, size_t count,
    struct done_row_match *match, struct done_error *err);

/* ---- seen_rows.c ---- */

bool done_seen_is_asked(const struct done_view *view, size_t capability);
/* The files of the service itself. */
int done_seen_walk_own(struct seeing *seeing, struct done_error *err);
int done_seen_walk_library(
    struct seeing *seeing, const struct seen_place_of *library, struct done_error *err);
void done_seen_ask_manifests(struct seeing *seeing);
void done_seen_settle(struct seeing *seeing, struct done_seen_all *all);
/* The ecosystem of most of the sources, and its first row for each capability. */
void done_seen_settle_main(struct seeing *seeing);
void done_seen_reset(struct seeing *seeing);
struct done_seen_all *done_seen_new(struct done_arena *arena);

/* ---- seen_kept.c ---- */

/* Remembers the match, whose name another source may use. */
void done_seen_keep(
    struct seeing *seeing, size_t count, const char *path, const struct done_row_match *match);
/* Counts what is kept where a source of the service uses its name. */
int done_seen_count_kept(struct seeing *seeing, struct done_error *err);

/* ---- seen_required.c ---- */

/* What a source requires by relative paths, into its answers. */
void done_seen_note_required(
    struct done_arena *arena, const struct seen_file *file, struct seen_answers *out);
/* Those that lie outside of the service are to be looked at, too. */
void done_seen_require(struct seeing *seeing, const struct seen_file *file);
/* 1 with the next of them that is a file, once each; 0: there are no more. */
int done_seen_next_required(
    struct seeing *seeing, size_t *next, struct done_file *out, struct done_error *err);

/* ---- seen_libraries.c ---- */

int done_seen_look_through(struct seeing *seeing, struct done_error *err);

#endif
