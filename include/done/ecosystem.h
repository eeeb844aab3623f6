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

/*
 * A pattern of a row, compiled when it is asked for first: a run looks at few of the thousand that
 * are built in. Safe for several threads.
 */
struct done_row_patterns;
struct done_row_pattern {
	const char *text;
	struct done_pattern *made;          /* NULL: not yet */
	struct done_strings *literals;      /* of which a match holds one; NULL: not yet */
	struct done_row_patterns *patterns; /* whose it is */
};
int done_row_pattern_get(
    struct done_row_pattern *pattern, const struct done_pattern **out, struct done_error *err);
/* False: nothing in the text can match, whatever of it is blanked. Compiles nothing. */
bool done_row_pattern_may_match(struct done_row_pattern *pattern, struct done_bytes text);

/* Rows are alternatives; one is met when all of its keys hold in one service (`count`, over its
 * files) and, for package with calls or text, in one file. */
struct done_row {
	struct done_strings packages; /* imported by the file, or (manifest) a dependency: the name
	                                 itself or a prefix up to one of the ecosystem's
	                                 divided_by */
	struct done_row_pattern *calls;        /* over code; NULL: none, as of the others */
	struct done_row_pattern *text;         /* over code and strings */
	struct done_row_pattern *each, *needs; /* every match of each has needs in the same
	                                          statement; over code */
	int64_t count;                         /* least number of matches, over the files; 1 */
	bool manifest; /* a dependency is asked for (scope run), not an import; alone it is enough,
	                  beside patterns any file of the service may hold these */
	struct done_globs files; /* only in these of the sources, or in these other files (config),
	                            in any directory; none: the sources */
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
bool done_row_is_built_in(const struct done_row *row); /* none of the policy's own */
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
	    vendored;                            /* over any directory: '**''/' is implied */
	struct done_row_pattern *generated_head; /* in the first 4,096 bytes; NULL */
	struct done_scanner *scanners;           /* the first whose files match is a source's */
	size_t nr_scanners;
	struct done_manifest_form *manifests;
	size_t nr_manifests;
	const struct done_import_reader *imports; /* NULL: none */
	bool imports_bind;
	struct done_row_pattern *imports_begin; /* over code: where a statement that only imports
	                                           begins; rows do not look at it; NULL */
	const char *divided_by;                 /* what divides names of packages: "/", "/.:" */
	struct done_rows programs;              /* a file that is an entry point */
	struct done_rows functions; /* a file that a platform calls; nothing starts it */
	struct done_rows frontend;  /* a browser bundle, unless something serves */
	struct done_rows forwards;  /* a ready-made server that reads no input of its own */
	struct done_row_groups serves, clients, capabilities;
};

struct done_ecosystems {
	struct done_ecosystem *items; /* ascending by id */
	size_t nr;
	struct done_row_patterns *patterns; /* of all rows; compiled so far */
	bool is_kept;                       /* a policy's: released with it */
};

/*
 * What one room above keeps as long as the ecosystems are: made when it is asked for first. NULL
 * where nobody made patterns, as in tests. Safe for several threads.
 */
void *done_ecosystems_beside(
    const struct done_ecosystems *ecosystems, void *(*make)(void), void (*release)(void *data));

/*
 * The embedded ones, with the rows of the policy's `ecosystems:` (`more`, which the policy's loader
 * has checked; NULL: none) added to those of the same name. Parsed once a load, into the arena; a
 * caller loads them when a check or a list of globs asks first, for most policies ask nothing. To
 * be released before the arena.
 */
int done_ecosystems_load(struct done_arena *arena, const struct done_value *more,
    struct done_ecosystems *out, struct done_error *err);
void done_ecosystems_release(struct done_ecosystems *ecosystems); /* accepts NULL */
/*
 * The same for all that look by one policy: loaded when they are asked for first, and kept until
 * the policy is released. Of a policy that was not loaded from a document, and of none (NULL), they
 * are loaded into the arena. To be released in any case. Safe for several threads.
 */
int done_policy_ecosystems(const struct done_policy *policy, struct done_arena *arena,
    struct done_ecosystems *out, struct done_error *err);

const struct done_ecosystem *done_ecosystem_find(
    const struct done_ecosystems *ecosystems, const char *id);
/* The rows of a capability; NULL: the ecosystem has none. */
const struct done_rows *done_row_group_find(const struct done_row_groups *groups, const char *name);
/* The scanner of a source; never NULL. */
const struct done_scanner *done_ecosystem_scanner(
    const struct done_ecosystem *ecosystem, const char *path);
bool done_ecosystem_is_source(const struct done_ecosystem *ecosystem, const char *path);
bool done_ecosystem_is_test(const struct done_ecosystem *ecosystem, const char *path);
bool done_ecosystem_is_foreign(
    const struct done_ecosystem *ecosystem, const char *path); /* generated or vendored */

/* The reference page: one section an ecosystem, one a capability. */
int done_ecosystems_reference(struct done_buf *out, struct done_error *err);

/* Every capability that a policy may ask for, in the order of the reference (one table). */
struct done_capability {
	const char *name;          /* "input-validation" */
	const char *summary;       /* one line */
	const char *short_missing; /* "no input validation" */
};
extern const struct done_capability done_capabilities[];
extern const size_t done_capabilities_nr;
extern const char *const done_capability_names[]; /* the same, NULL-terminated */

#endif
