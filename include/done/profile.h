/*
 * profile: what is known about a directory: its ecosystems, dependencies, programs, what it serves
 * and calls, who deploys it, and from these its kind. Below `service`, which discovers by it.
 */
#ifndef DONE_PROFILE_H
#define DONE_PROFILE_H

#include "done/deployment.h"
#include "done/ecosystem.h"
#include "done/repo.h"

enum done_kind_of_service {
	DONE_KIND_UNKNOWN,
	DONE_KIND_API,
	DONE_KIND_WEB,
	DONE_KIND_WORKER,
	DONE_KIND_JOB,
	DONE_KIND_FRONTEND, /* from here on: none, unless the policy says so */
	DONE_KIND_INFRASTRUCTURE,
	DONE_KIND_LIBRARY,
	DONE_KIND_TOOL,
	DONE_KIND_TEST,
	DONE_KIND_DOCS,
};
const char *done_kind_of_service_name(enum done_kind_of_service kind);

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

/* ---- rows on one source (rows.c) ---------------------------------------------------------------
 */

/* One source made ready: classes, imports, masked texts, each made when it is asked for first. */
struct done_source {
	const char *path;
	struct done_bytes bytes;
	unsigned char *classes; /* bytes.len */
	struct done_imports imports;
	struct done_bytes code, text; /* masked for `calls` and for `text` */
};
int done_source_make(struct done_arena *arena, const struct done_ecosystem *ecosystem,
                     const char *path, struct done_bytes bytes, struct done_source *out,
                     struct done_error *err);

struct done_row_match {
	size_t nr;           /* matches in this source; of each: how many have needs */
	size_t nr_of;        /* of each: all */
	int line, column;    /* of the first */
	const char *package; /* the one of the row that the source imports; NULL */
	const char *match;   /* text of the first match, fit to show */
};
/* manifest rows look at dependencies only: done_row_in_manifest(). */
int done_row_in_source(struct done_arena *arena, const struct done_ecosystem *ecosystem,
                       const struct done_row *row, const struct done_source *source,
                       struct done_row_match *out, struct done_error *err);
/* The dependency that meets a row's packages, scope run; NULL: none. */
const struct done_dependency *done_row_in_manifest(const struct done_row *row,
                                                   const struct done_manifest *manifest);

/* ---- profiles ----------------------------------------------------------------------------------
 */

struct done_fact {        /* one thing known, and where it is to be seen */
	const char *path; /* from the root */
	int line;         /* 0: the file */
	const char *what; /* "http.ListenAndServe", fit to show */
};

struct done_profile {
	const char *directory; /* from the root; "." */
	const char *name;      /* its last part, or the repository's own */
	enum done_kind_of_service kind;
	struct done_fact why;           /* of the kind: what decided */
	bool is_doubtful;               /* rests on a weak signal */
	struct done_strings ecosystems; /* ids */
	unsigned serves, calls;         /* bits */
	struct done_fact *serves_facts; /* one a bit that is set, in their order */
	size_t nr_serves_facts;
	struct done_fact *programs; /* entry points */
	size_t nr_programs;
	struct done_fact *deployments; /* declarations that build or run it */
	size_t nr_deployments;
	const char **locals; /* directories of local packages that it depends on, direct, from the
	                        root */
	size_t nr_locals;
	struct done_manifest *const *manifests;
	const char *const *manifest_paths;
	size_t nr_manifests;
	const char **not_read; /* what could not be read: whole sentences with the path */
	size_t nr_not_read;
};

struct done_profiles {
	struct done_profile
		*items; /* ascending by directory: services and what was looked at and is none */
	size_t nr;
};

/* Profiles of all units of a snapshot. Deterministic; reads sources of programs only. */
int done_profiles_find(struct done_arena *arena, struct done_snapshot *snapshot,
                       const struct done_ecosystems *ecosystems, struct done_profiles *out,
                       struct done_error *err);
/* The profile of one directory, which a policy's rule names as a service. */
int done_profile_of(struct done_arena *arena, struct done_snapshot *snapshot,
                    const struct done_ecosystems *ecosystems, const char *directory,
                    struct done_profile *out, struct done_error *err);
bool done_kind_is_service(enum done_kind_of_service kind);

#endif
