/* Inside the check room: interface descriptions (OpenAPI, .proto files, GraphQL) as checks read
 * them. */
#ifndef DONE_CHECK_INTERFACE_H
#define DONE_CHECK_INTERFACE_H

#include "done/check.h"
#include "done/interface.h"

/* What a description is read from: head, or base. */
struct interface_source {
	struct done_interface_source source; /* its self is this struct */
	struct done_view *view;
	bool is_base;
};
void done_check_interface_source(
    struct interface_source *source, struct done_view *view, bool is_base);

/* Faults as findings of the option `reports`; path: of the description. */
void done_check_interface_faults(struct done_view *view, const struct done_interface_faults *faults,
    const char *path, struct done_result *result);

/* '*' stands for any characters. In time that is linear in the text for each '*'. */
bool done_check_interface_fits(const char *pattern, const char *text);

/* Whether a text says something about what has this name: it is not empty, no placeholder, no line
 * of dashes, and neither the name nor a type again (interface_says.c). */
bool done_check_interface_says(const char *text, const char *name);

/* ---- what a check asks of each declaration (interface_every.c) ---- */

/* A row of a table: "every_rpc: [comment]". */
struct interface_every {
	const char *option;  /* "every_rpc" */
	const char *word;    /* "comment": what it asks for, the one value that it takes */
	const char *noun;    /* "rpc" */
	size_t offset;       /* of its list in the options */
	unsigned sorts;      /* of declarations, a bit each: INTERFACE_OF() */
	const char *example; /* of what is asked for */
};
#define INTERFACE_OF(sort) (1U << (sort))
bool done_check_interface_asks(const struct interface_every *row, const void *options);
/* An error at the option where it asks for anything else than its word. */
int done_check_interface_validate(const struct interface_every *rows, size_t nr,
    const void *options, const struct done_value *at, struct done_error *err);

struct interface_declared {
	const char *name, *full;
	struct done_interface_place place;
	const char *text; /* what it says */
	bool is_missing;  /* it says nothing at all */
};
/* A finding where the text says nothing about what is declared. */
void done_check_interface_judge_text(struct done_view *view, const struct interface_every *row,
    const struct interface_declared *declared, struct done_result *result);
/* used, which may be NULL, is true for each entry that named something once: done_arena_array() of
 * exclude->nr + 1. */
bool done_check_interface_excludes(
    const struct done_strings *exclude, bool *used, const char *full);
/* "; in 'exclude', 'GET /helth*' names nothing": the end of a reason; "" where all of them do, but
 * for those that a preset wrote. */
const char *done_check_interface_idle(
    struct done_view *view, const struct done_strings *exclude, const bool *used);
/* The files of a description: 1; 0: there are none, which is a finding. */
int done_check_interface_files(struct done_view *view, const struct done_file_globs *reports,
    struct done_files *out, struct done_result *result, struct done_error *err);

/* ---- sets of files ---- */

/* Descriptions that are read as one set, whatever their number of files. */
enum interface_family { INTERFACE_PROTO, INTERFACE_GRAPHQL, INTERFACE_FAMILIES };
struct interface_sets {
	struct done_files of[INTERFACE_FAMILIES];
	size_t nr; /* of all */
};
bool done_check_interface_is_of(enum interface_family family, const char *path);
/* Takes the files of such sets out, and gives these. */
struct interface_sets done_check_interface_sets(struct done_view *view, struct done_files *files);

#endif
