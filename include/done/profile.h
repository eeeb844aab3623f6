/*
 * profile: what is known about a directory: its ecosystems, dependencies, programs, what it serves
 * and calls, who deploys it, and from these its kind. Below `service`, which discovers by it.
 */
#ifndef DONE_PROFILE_H
#define DONE_PROFILE_H

#include "done/deployment.h"
#include "done/ecosystem.h"
#include "done/repo.h"

enum done_serves { /* bits */
	DONE_SERVES_HTTP = 1,
	DONE_SERVES_HTML = 2,
	DONE_SERVES_GRPC = 4,
	DONE_SERVES_GRAPHQL = 8,
	DONE_SERVES_QUEUE = 16,
	DONE_SERVES_SCHEDULE = 32,
	DONE_SERVES_CLI = 64,
};
enum done_calls {
	DONE_CALLS_HTTP = 1,
	DONE_CALLS_GRPC = 2,
	DONE_CALLS_DATABASE = 4,
	DONE_CALLS_QUEUE = 8
};

/* ---- rows on one source (source.c, rows.c) ---- */

/* One file made ready: what it imports; and what each byte is with the masked texts, which are made
 * when a pattern may match: most sources hold nothing of what is asked. */
struct done_source {
	const char *path;
	struct done_bytes bytes;
	struct done_imports imports;
	bool is_config;               /* not one of the ecosystem's sources */
	struct done_matcher *matcher; /* the caller's, for many sources; NULL: one a call */

	/* by done_source_mask() */
	bool is_masked, is_refused;   /* refused: it failed */
	unsigned char *classes;       /* bytes.len */
	enum done_charset charset;    /* of the bytes */
	struct done_bytes code, text; /* masked for `calls`, `each`, `needs`; for `text` */
	const struct done_ecosystem *ecosystem;
	struct done_arena *arena;
};
/*
 * arena and bytes must live as long as out. A path that is none of the ecosystem's sources is a
 * configuration (rows with `files` look at these): its comments are told by its ending, and it
 * imports nothing.
 */
void done_source_make(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    const char *path, struct done_bytes bytes, struct done_source *out);
int done_source_mask(struct done_source *source, struct done_error *err);

struct done_row_match {
	size_t nr;           /* matches in this source; of each: how many have needs */
	size_t nr_of;        /* of each: all */
	int line, column;    /* of the first; of each: of the first that lacks needs, if one does */
	const char *package; /* the one of the row that the source imports; NULL */
	const char *match;   /* text of the first match, fit to show */
	/* Where nr is 0: a name that has the first match for its value, and that this source uses
	 * nowhere; the match counts where another one does. NULL: none. */
	const char *kept;
};
/*
 * How a row is asked. Where row->manifest: done_row_in_manifest() must find a dependency in one of
 * the service's manifests, and that is enough unless done_row_has_pattern(). Else, or then too:
 * done_row_in_source() over the files, added up.
 */
bool done_row_has_pattern(const struct done_row *row);
/*
 * Whether the row looks at this file at all: one of `files`; without these, any source. The caller
 * takes out tests, generated and vendored files.
 */
bool done_row_looks_at(
    const struct done_row *row, const struct done_ecosystem *ecosystem, const char *path);
/*
 * How often the row holds in this file; a caller adds nr up over the files of a service and asks
 * for row->count. Zero in a file that the row does not look at. DONE_E_UNDECIDED where a pattern
 * runs into a limit.
 */
int done_row_in_source(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    const struct done_row *row, struct done_source *source, struct done_row_match *out,
    struct done_error *err);
/* The dependency of scope run that meets the packages of a row; NULL: none. It means something by
 * itself only where row->manifest. */
const struct done_dependency *done_row_in_manifest(const struct done_ecosystem *ecosystem,
    const struct done_row *row, const struct done_manifest *manifest);
/* The evidence in words: row->says with its words replaced, else the match. */
const char *done_row_says(
    struct done_arena *arena, const struct done_row *row, const struct done_row_match *match);

/* ---- profiles ---- */

struct done_fact {        /* one thing known, and where it is to be seen */
	const char *path; /* from the root */
	int line;         /* 0: the file */
	const char *what; /* "http.ListenAndServe", fit to show */
};

/* A manifest that cannot be read: what it says of a service does not count. */
struct done_unread {
	const char *path; /* from the root */
	int line, column; /* 0: the file */
	const char *why;  /* "the key has no value", "it is longer than 4 MiB" */
};

#define DONE_PROFILE_DISTANCE 3
#define DONE_PROFILE_NEAR 2
struct done_profile {
	const char *directory; /* from the root; "." */
	const char *name;      /* its last part, or the repository's own */
	enum done_kind_of_service kind;
	struct done_fact why; /* of the kind: what decided */
	bool is_doubtful;     /* rests on a weak signal */
	bool is_called;       /* nothing but functions that a platform calls, by their signature */
	bool is_unstarted;    /* no service, since nothing starts it, though its code serves */
	struct done_strings ecosystems; /* ids */
	unsigned serves, calls;         /* bits; calls only of done_profile_of() */
	struct done_fact *serves_facts; /* one a bit that is set, in their order */
	size_t nr_serves_facts;
	struct done_fact *programs; /* entry points */
	size_t nr_programs;
	struct done_fact *deployments; /* declarations that build or run it */
	size_t nr_deployments;
	struct done_fact
	    probe; /* a health probe that a deployment of it declares; path NULL: none */
	struct done_fact traces;  /* what a deployment of it says that it is traced by; path NULL */
	struct done_fact metrics; /* a deployment says that its numbers are collected; path NULL */
	struct done_fact team;    /* what: the team that a deployment's label names; NULL: none */
	const char **locals; /* directories of local packages that it depends on, direct, from the
	                        root */
	size_t nr_locals;
	/* Of done_profiles_of() only: directories of pages for the browser that lie within it and
	 * have a manifest of their own: what stands there shows nothing of the service. */
	struct done_strings frontends;
	/* Of done_profiles_of() only: what those depend on in turn, and the packages of Go that its
	 * sources import from the tree, at most DONE_PROFILE_DISTANCE imports away; nearest first,
	 * of which nr_near are at most DONE_PROFILE_NEAR away. */
	struct done_strings farther, packages;
	size_t nr_near;
	const struct done_manifest *const *manifests;
	const char *const *manifest_paths;
	size_t nr_manifests;
	const struct done_unread *unread; /* of the tree, or of the directories asked for */
	size_t nr_unread;
	const char **not_read; /* what could not be read: whole sentences with the path */
	size_t nr_not_read;
};

struct done_profiles {
	struct done_profile
	    *items; /* ascending by directory: services and what was looked at and is none */
	size_t nr;
	const char **not_read; /* what could not be read: whole sentences with the path */
	size_t nr_not_read;
	size_t nr_files, nr_opened; /* of the tree; of which were opened */
};

/* Profiles of all units of a snapshot. Deterministic; reads sources of programs only. */
int done_profiles_find(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_profiles *out, struct done_error *err);
/*
 * The profile of one directory, which a policy's rule names as a service: all that its sources
 * serve and call, its manifests, and the kind that its strongest program has, whatever place it
 * stands in. The declarations of the whole tree are read: for several, call done_profiles_of()
 * once.
 */
/* The same for each of some directories, ascending; out->items are in their order. */
int done_profiles_of(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const struct done_strings *directories,
    struct done_profiles *out, struct done_error *err);
int done_profile_of(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *directory, struct done_profile *out,
    struct done_error *err);

/* "orders/main.go:6: http.ListenAndServe": why it has its kind, fit to show. */
const char *done_profile_why(struct done_arena *arena, const struct done_profile *profile);
/* What makes a service of one that is_unstarted: "give it a container file, or write …". */
const char *done_profile_cure(struct done_arena *arena, const struct done_profile *profile);

/* ---- who depends on what lies in the tree (dependents.c) ----
 *
 * By manifests; within a module of Go by imports, too. No sources are read but Go's.
 */
struct done_dependents;

int done_dependents_open(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_dependents **out, struct done_error *err);
/*
 * Whether a package may hold the path, by the names of the files above it: 1, 0 or an error. Opens
 * nothing. `without`: a path of the same tree for which that was denied, or NULL.
 */
int done_dependents_may_hold(struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, const char *path, const char *without,
    struct done_error *err);
/* Whether a manifest of the tree may tell of packages that lie anywhere (nest-cli.json, build.sbt),
 * for which the names above a path say nothing: 1, 0 or an error. Opens nothing, lists all. */
int done_dependents_may_be_far(struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_error *err);
/*
 * Whether the service at `directory` ("." is the root) depends, by itself or through other local
 * packages, on the package that holds the path, which lies outside of it. 1, 0 or an error.
 */
int done_dependents_ask(struct done_dependents *dependents, const char *directory, const char *path,
    struct done_error *err);
/* Too many sources to follow imports: every service of such a module counts as depending. */
bool done_dependents_is_coarse(const struct done_dependents *dependents);
/* The directories of the local packages of a service, ascending, as `locals` of a profile but
 * through each other, too. */
void done_dependents_list(
    struct done_dependents *dependents, const char *directory, struct done_strings *out);
void done_dependents_close(struct done_dependents *dependents); /* accepts NULL */

#endif
