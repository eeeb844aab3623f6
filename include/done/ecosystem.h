/*
 * ecosystem: a language with its package manager and conventions, described in one file of
 * config/ecosystems and loaded through field tables; a policy adds rows (`ecosystems:`). Data, no
 * code: readers are named and stand in the artifact room.
 */
#ifndef DONE_ECOSYSTEM_H
#define DONE_ECOSYSTEM_H

#include "done/manifest.h"
#include "done/policy.h"
#include "done/scanner.h"

/* Rows are alternatives; one is met when all of its keys hold in one service (`count`, over its
 * files) and, for package with calls or text, in one file. */
struct done_row {
	struct done_strings packages; /* imported by the file, or (manifest) a dependency: the name
	                                 itself or a prefix up to '/' (also ':' and '.', where the
	                                 ecosystem's names are so divided) */
	struct done_pattern *calls;   /* over code */
	struct done_pattern *text;    /* over code and strings */
	struct done_pattern *each, *needs; /* every match of each has needs in the same statement */
	int64_t count;                     /* least number of matches; 1 */
	bool manifest;                     /* the dependency alone is enough (scope run) */
	struct done_globs files; /* only in these of the sources, or in these other files (config);
	                            none: the sources */
	bool declared;           /* what it shows is a declaration, not code */
	const char *says;        /* evidence: {package}, {match}, {n}, {m} are replaced */
	const char *doc;
	struct done_strings hits, misses;
	struct done_place place;
};
struct done_rows {
	struct done_row *items;
	size_t nr;
};
struct done_row_group { /* "http" with its rows; "input-validation" with its rows */
	const char *name;
	struct done_rows rows;
};
struct done_row_groups {
	struct done_row_group *items;
	size_t nr;
};

struct done_manifest_form {
	struct done_glob *file; /* over names: "go.mod", "*.csproj" */
	const char *name;       /* as written */
	const struct done_manifest_reader *reader;
};

struct done_ecosystem {
	const char *id;    /* "go": the file's name */
	const char *title; /* "Go" */
	struct done_globs sources, tests, generated,
		vendored;                    /* over any directory: '**''/' is implied */
	struct done_pattern *generated_head; /* in the first 4,096 bytes; NULL */
	struct done_scanner scanner;
	struct done_manifest_form *manifests;
	size_t nr_manifests;
	const struct done_import_reader *imports; /* NULL: none */
	bool imports_bind;
	struct done_rows programs; /* a file that is an entry point */
	struct done_rows frontend; /* a browser bundle, unless something serves */
	struct done_row_groups serves, clients, capabilities;
};

struct done_ecosystems {
	struct done_ecosystem *items; /* ascending by id */
	size_t nr;
};

/* The embedded ones; parsed once a load, into the arena. `more` is the policy's `ecosystems:` or
 * NULL. Patterns are owned by the arena's owner through done_ecosystems_release(). */
int done_ecosystems_load(struct done_arena *arena, const struct done_value *more,
                         struct done_ecosystems *out, struct done_error *err);
void done_ecosystems_release(struct done_ecosystems *ecosystems);

const struct done_ecosystem *done_ecosystem_find(const struct done_ecosystems *ecosystems,
                                                 const char *id);
/* The rows of a capability; NULL: the ecosystem has none. */
const struct done_rows *done_row_group_find(const struct done_row_groups *groups, const char *name);
bool done_ecosystem_is_source(const struct done_ecosystem *ecosystem, const char *path);
bool done_ecosystem_is_test(const struct done_ecosystem *ecosystem, const char *path);
bool done_ecosystem_is_foreign(const struct done_ecosystem *ecosystem,
                               const char *path); /* generated or vendored */

/* Every capability that a policy may ask for, in the order of the reference (one table). */
struct done_capability {
	const char *name;          /* "input-validation" */
	const char *summary;       /* one line */
	const char *short_missing; /* "no input validation" */
};
extern const struct done_capability done_capabilities[];
extern const size_t done_capabilities_nr;

#endif
