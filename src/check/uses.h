/* Inside the check room: kind `uses`, one capability of one service. */
#ifndef DONE_CHECK_USES_H
#define DONE_CHECK_USES_H

#include "interface.h"

#include "done/outside.h"
#include "done/seen.h"

/* How strong what meets a check is. */
struct done_use {
	struct done_seen_place place;
	const char *what; /* "owner @org/team" */
	enum done_strength strength;
};

/* What is looked for beside code, and what was found that is not enough. */
struct done_using {
	struct done_view *view;
	const struct done_outside *outside; /* NULL: the capability needs none of it, as own */
	const struct done_gathered *own;
	long index;              /* of the service in outside->names; -1: it is not there */
	bool is_only;            /* the tree has no other service */
	const char *instead;     /* "openapi.yaml is empty"; NULL: nothing of the sort is there */
	struct done_place place; /* of that */
	size_t nr_unnamed;       /* protos that do not name it, so far */
	const char *ambiguity;   /* a sentence: a text names it and another one; NULL */
};

/* ---- of whom a capability is asked (uses_asked.c) ---- */

/* NULL: it is asked of this service; else why it is not applicable:
 * "serves nothing: a job". */
const char *done_use_not_asked(
    struct done_view *view, const char *capability, const struct done_seen_all *all);

/* A finding for each of its manifests that cannot be read, beside one that something is missing. */
void done_use_say_unread(struct done_view *view, struct done_result *result);

/* ---- an example of what would show it (uses_example.c) ---- */

/* The first row; where that is of a framework that the service does not use, one of its own, else
 * one that is of none; NULL: there is none. */
const struct done_row *done_use_example_row(struct done_view *view, const struct done_seen_all *all,
    const struct done_seen *seen, const char *capability);
/* So many of its packages, and where it is described; NULL: it has neither. */
const char *done_use_example(struct done_view *view, const struct done_seen_all *all,
    const struct done_row *row, size_t most);

/* ---- languages that no ecosystem covers (uses_languages.c) ---- */

/* The one of most of the service's own files, and of how many; NULL: none that is known. */
int done_use_uncovered(
    struct done_view *view, const char **title, size_t *nr, struct done_error *err);

/* ---- a probe of a route that is gone (uses_probe.c) ---- */

/* 1 with *out, the path that the probe asks for and that the code does not serve; 0: it does, or
 * nobody can tell. */
int done_use_probe_is_stale(struct done_view *view, const struct done_fact *probe, const char **out,
    struct done_error *err);

/* ---- what shows it besides code (uses_shown.c) ---- */

/* 1 with *out, 0. A sheet, CODEOWNERS, a declaration of a deployment, an artifact. */
int done_use_elsewhere(
    struct done_using *using, const char *capability, struct done_use *out, struct done_error *err);
/* Nothing but code shows it: where no ecosystem covers the code, nobody has looked. */
bool done_use_needs_code(const char *capability);
/* What the finding says and what would do, where the capability has words of its own; else NULL. */
const char *done_use_absence(const struct done_using *using, const char *capability);
const char *done_use_fix(const struct done_using *using, const char *capability);

/* uses_owner.c: 1 with *out, 0: nobody is named */
int done_use_owner(struct done_using *using, struct done_use *out, struct done_error *err);

/* uses_described.c, uses_loaded.c */
int done_use_open(struct done_using *using, struct done_error *err);
bool done_use_described_own(
    struct done_using *using, const struct done_described *description, struct done_use *out);
int done_use_described_outside(struct done_using *using, const struct done_described *description,
    struct done_use *out, struct done_error *err);
bool done_use_is_of_tests(const struct done_view *view, const char *path);
int done_use_description(struct done_using *using, struct done_use *out, struct done_error *err);
int done_use_load(struct done_using *using, struct done_use *out, struct done_error *err);

/* ---- files that describe a service (described.c) ---- */

enum {
	DONE_DESCRIBED_OPENAPI = 1,
	DONE_DESCRIBED_ASYNCAPI = 2,
	DONE_DESCRIBED_PROTO = 4,
	DONE_DESCRIBED_GRAPHQL = 8,
	DONE_DESCRIBED_ANY = 15
};
/* The descriptions of these forms that are about a service, wherever they lie, and describe
 * something; of two with the same bytes one. */
int done_use_described(
    struct done_view *view, unsigned forms, struct done_files *out, struct done_error *err);
/* 1: what the base has at this path is such a description; by the names of the services of head. */
int done_use_described_before(
    struct done_view *view, const char *path, unsigned forms, struct done_error *err);

#endif
