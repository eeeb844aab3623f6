/* Inside the cli room: git done policy import. */
#ifndef DONE_CLI_IMPORT_H
#define DONE_CLI_IMPORT_H

#include "../history/log.h"
#include "../init/init.h"

struct import_place;

struct done_import_request {
	struct done_arena *arena;
	const char *text; /* "REPO:REV:FILE"; NULL: not given */
	bool is_update;
	done_day now;                     /* DONE_NO_DAY: today */
	const struct import_place *place; /* in the place of the text; NULL */
};
int done_policy_import(const struct done_import_request *request, struct done_error *err);

/* ---- where the next version lies (import_place.c) ---- */

struct import_place {
	const char *file;    /* in its repository */
	const char *address; /* by the entry's `from` */
	struct done_oid commit;
	const char *remote;    /* of this repository, that has the address; NULL: a path is meant */
	const char *directory; /* the repository on this machine */
	const char *revision;  /* the branch that went on from the commit: a full ref name */
};
struct import_places {
	struct import_place *items;
	size_t nr;
};
/* Of every entry of the policy; all of them, or an error that says what is needed. */
int import_places_find(const struct done_init *init, const struct done_value *policy,
    struct import_places *out, struct done_error *err);

/* ---- where it comes from (import_origin.c) ---- */

/* An address as an entry has it: without a password, fit to show. */
const char *import_address_of(struct done_arena *arena, const char *url);

struct import_file {
	const char *path; /* in its repository, and below DONE_IMPORTS here */
	const char *here; /* from the top of the work tree */
	struct done_bytes text;
	char sha256[DONE_SHA256_HEX + 1];
	enum { IMPORT_NEW, IMPORT_SAME, IMPORT_REPLACED } state;
	struct done_bytes old; /* of one that is replaced */
};
struct import_origin {
	const char *repository, *revision, *file; /* as they were written */
	char commit[DONE_OID_HEX + 1];
	const char *from;          /* "URL@commit" */
	struct import_file *files; /* the first is the one that was asked for */
	size_t nr;
};
/* Reads the file and all that it extends, from objects alone. */
int import_origin_read(
    const struct done_import_request *request, struct import_origin *out, struct done_error *err);

/* ---- the policy of the work tree (import_edit.c) ---- */

struct import_edit {
	struct done_bytes before; /* of the policy; ptr NULL: there is none */
	struct done_buf after;
	const char *was;              /* the `from` of the entry before; NULL: it is new */
	struct done_strings old;      /* files of the entry before, below DONE_IMPORTS */
	struct done_strings loosened; /* what the policy asks less than before, or may */
	const char *nearer; /* an own file that stands before the entry in `extends`; NULL */
};
/* Reads the policy of the work tree; an empty map where there is none. */
int import_edit_read(const struct done_init *init, struct import_edit *out,
    struct done_value *policy, struct done_error *err);
/* The text with the entry, and whether each file may be written. 0: nothing is to be done, 1. */
int import_edit_make(const struct done_init *init, const struct done_import_request *request,
    struct import_origin *origin, struct import_edit *out, struct done_error *err);
/* All of it or, where something fails, nothing. */
int import_edit_write(const struct done_init *init, const struct import_origin *origin,
    const struct import_edit *edit, struct done_error *err);

/* ---- what it changes (import_told.c) ---- */

/* HEAD, judged by the policy of the work tree as it stands; what cannot be judged is in the state
 * of its one commit. nr 0: there is no commit yet. */
void import_judge(const struct done_init *init, const struct done_import_request *request,
    struct history_line *out);
int import_tell(const struct done_init *init, const struct import_edit *edit,
    struct history_line *before, struct history_line *after, struct done_error *err);

#endif
