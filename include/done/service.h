/*
 * service: finds the services of a snapshot by a policy's map, and those that a change touches,
 * each with the reason.
 */
#ifndef DONE_SERVICE_H
#define DONE_SERVICE_H

#include "done/policy.h"
#include "done/repo.h"

/* ---- the sheet: done.yml in a service's directory (sheet.c) ---- */

#define DONE_SHEET_NAME "done.yml"
#define DONE_OWN_DIRECTORY ".git-done" /* what git done itself writes beside sheets */
/* Records of measurements, one a service and check; those of a service in a directory of its name.
 */
#define DONE_RECORDS_DIRECTORY DONE_OWN_DIRECTORY "/evidence"
#define DONE_CATALOG_NAME "catalog-info.yaml" /* Backstage's */

/* The documents of a catalog-info.yaml (backstage.c); the caller fills the first three. */
struct done_catalog {
	struct done_arena *arena;
	const char *path;
	struct done_bytes text;
	size_t at, line, start, start_line, nr;
};
/* 1 with the next in *out, 0: there is none. */
int done_catalog_next(struct done_catalog *catalog, struct done_value *out, struct done_error *err);

enum done_style_of_call { DONE_CALL_SYNC, DONE_CALL_ASYNC };

/* One entry of `communication`. */
struct done_sheet_call {
	const char *to; /* a service's name, or what follows "external:" */
	bool external;
	int style;                            /* enum done_style_of_call */
	const char *via;                      /* "grpc", "rest", …; NULL */
	int64_t timeout_ms, retries;          /* -1: not said */
	const char *idempotency, *on_failure; /* NULL: not said */
	struct done_place place;
};

/* One entry of `waivers`: an excuse for one check. */
struct done_sheet_waiver {
	const char *check; /* its id, as written */
	const char *reason, *by;
	done_day until;        /* the last day on which it excuses */
	const char *emergency; /* what it is for, as a ticket; NULL: it is a usual one */
	struct done_place place;
};

/* One entry of `not_applicable`: a check that the service says is not about it, for good. */
struct done_sheet_dispute {
	const char *check; /* its id, as written */
	const char *reason;
	struct done_place place;
};

struct done_sheet {
	const char *path;                  /* from the root; NULL: there is no sheet */
	const struct done_value *document; /* as written: what kind `answers` looks at */
	const char *service;               /* the name it claims; NULL: none */
	const char *stage;                 /* NULL: the sheet is silent */
	done_day until;                    /* of an experiment; DONE_NO_DAY */
	const char *stage_why;             /* NULL */
	struct done_place stage_place;
	enum done_kind_of_service kind; /* UNKNOWN: the sheet is silent */
	const char *owner;              /* NULL */
	int target;                     /* enum done_tier; NONE: the sheet is silent */
	struct done_place target_place;
	const struct done_value *links;   /* a map of names to addresses; NULL */
	const struct done_value *catalog; /* `metadata` of Backstage's component: its links and
	                                     annotations; NULL: not read */
	const char **entities;            /* boundaries.data */
	struct done_place *entity_places;
	size_t nr_entities;
	struct done_sheet_call *calls;
	size_t nr_calls;
	const char **offers; /* what consumers may name as `via`; none: anything */
	size_t nr_offers;
	struct done_sheet_waiver *waivers;
	size_t nr_waivers;
	struct done_sheet_dispute *disputes;
	size_t nr_disputes;
	bool from_backstage; /* stage, owner or calls were taken from catalog-info.yaml */
	/* The sheet is there and cannot be used (malformed, a link, a submodule): why and where.
	 * code 0: it can. */
	struct done_error problem;
};

struct done_service;

/*
 * Reads the sheet of a service in a snapshot; what it is silent about is read from Backstage's
 * catalog where the policy says so. Never NULL: what cannot be used, or could not be read, stands
 * in sheet->problem (code DONE_E_POLICY: its author can mend it; any other: undecided), and then
 * nothing else in the sheet is set but its path. Without a policy (NULL) any stage is taken, and no
 * catalog is read.
 */
const struct done_sheet *done_sheet_load(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_service *service, const struct done_policy *policy);

/* The same of a text that stands in no snapshot; any stage is taken, and no catalog is read. */
const struct done_sheet *done_sheet_of_text(struct done_arena *arena, struct done_bytes text,
    const char *path, const struct done_service *service);

/* Writes the JSON Schema (2020-12) of a sheet, for editors; with a policy's own questions. */
void done_sheet_schema(struct done_buf *out, const struct done_question *own, size_t nr);
/* The reference page of a sheet, in Markdown. */
void done_sheet_reference(struct done_buf *out);

struct done_service {
	const char *name; /* unique in the map */
	const char *path; /* directory from the root; "." is the root itself */
	const char *stage;
	struct done_strings tags;
	enum done_kind_of_service kind; /* found or declared; UNKNOWN: neither was asked for yet */
	bool is_kind_declared;          /* by its rule or its sheet */
	const char *through; /* the first changed path of a local package that it depends on; NULL;
	                        see done_services_find_locals() */
	size_t nr_through;
	struct done_strings packages; /* directories of the local packages that it is built of; see
	                                 done_services_find_packages() */
	const struct done_service_rule *rule; /* NULL when found by `services: auto` */
	bool in_base, in_head; /* its directory is a service there; see done_services_unite() */
	const struct done_sheet *sheet; /* at head; NULL: not read (yet) */
	bool dropped; /* the directory is still there, but head's policy no longer calls it a
	                 service */
	/* By the gate (moved.c); paths of services, NULL where nothing moved. */
	const char *moved_to, *moved_from;
	bool moves_off_map;  /* no map finds it where it went */
	const char *lost_at; /* a file of it that went where it cannot be judged; else NULL */
	bool unmarked; /* the directory is still there, but lacks what the base's policy finds it by
	                */
};

struct done_graph;
struct done_owners;
struct done_profile;

struct done_services {
	struct done_service *items; /* ascending by path */
	size_t nr;
	const struct done_graph *graph; /* graph.h; NULL: not all sheets were read */
	/* owners.h, one a host; NULL: no check asked for it. */
	const struct done_owners *const *owners;
	const char *
	    *through; /* changed paths of local packages that services depend on, ascending */
	size_t nr_through, cap_through;
	/* What `services: auto` could not read, and may have missed services for: whole
	 * sentences. */
	struct done_strings not_read;
	/* Of `services: auto`: all that was looked at, services or not. */
	const struct done_profile *profiles;
	size_t nr_profiles;
	bool is_coarse; /* too many sources to follow: all services of a changed module were taken
	                 */
};

struct done_ecosystems;
/* The directories that `services: auto` would find, ascending ("." is the root). */
int done_services_look(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_ecosystems *ecosystems, struct done_strings *out, struct done_error *err);

/* At most so many. Sets in_head of each. Two services of one name: DONE_E_POLICY, both paths named
 * (automatic ones take their whole path as name). */
#define DONE_SERVICES_MAX 50000
int done_services_discover(struct done_snapshot *snapshot, const struct done_policy *policy,
    struct done_arena *arena, struct done_services *out, struct done_error *err);

/*
 * The union that a gate judges: `base` found in the base's snapshot by the base's policy, `kept` in
 * the head's snapshot by the base's policy, `head` in the head's snapshot by the head's policy.
 * Where maps disagree about a service the base's word counts.
 */
void done_services_unite(struct done_arena *arena, const struct done_services *base,
    const struct done_services *kept, const struct done_services *head, struct done_services *out);

/* Adds services to others, both ascending by path; one that is there already is replaced. */
void done_services_insert(
    struct done_arena *arena, struct done_services *into, const struct done_services *more);

/* The index of the service at exactly the directory that the first len bytes of path name; -1:
 * none.
 */
long done_services_at(const struct done_services *services, const char *path, size_t len);

/* The index of the innermost service above the first len bytes of a path, or at it; -1: none. */
long done_services_owner(const struct done_services *services, const char *path, size_t len);

/* Whether its rule says that a change of the path does not touch it. service NULL: the path is none
 * of a service's own, and only globs from the root speak of it (select.c). */
bool done_service_ignores(
    const struct done_service_rule *rule, const struct done_service *service, const char *path);
/* Its path, "" for the root. */
const char *done_service_directory(const struct done_service *service);
/* True when the glob says {service} and the service is the root without a name of its own: no file
 * is named for it. The glob then reads as it is written. */
bool done_file_glob_nameless(const struct done_file_glob *glob, const struct done_service *service);
/*
 * Appends a glob of the policy as the service means it, {service} and {path} replaced: as written,
 * or whole, from the root of the tree. quote: what is replaced stands for itself in a glob.
 */
void done_file_glob_expand(struct done_buf *out, const struct done_file_glob *glob,
    const struct done_service *service, bool quote);
void done_service_glob_whole(struct done_buf *out, const struct done_file_glob *glob,
    const struct done_service *service, bool quote);

enum done_via {
	DONE_VIA_CHANGED,    /* a path of its own */
	DONE_VIA_DEPENDENCY, /* a path it depends on */
	DONE_VIA_EVERYTHING, /* a path that selects every service */
	DONE_VIA_ALL,        /* an audit, or --all */
};

struct done_reason {
	const char *path; /* the first such path; NULL for ALL */
	enum done_via via;
	size_t nr; /* how many paths */
};

struct done_selected {
	const struct done_service *service;
	/* The change touches no more than what lies outside of services, and nobody knows whether
	 * it was looked at for this one: only what the change takes from it counts. */
	bool is_beside;
	struct done_reason reasons[3]; /* one a kind of reason, strongest first */
	size_t nr_reasons;
	struct done_change
	    *changes; /* those below its directory, ascending; a slice of the range's */
	size_t nr_changes;
};

struct done_selection {
	struct done_selected *items; /* ascending by path */
	size_t nr;
	const struct done_service **deleted; /* in base, no longer in head, touched by the change */
	size_t nr_deleted;
	const char **unowned; /* changed paths that no service owns and no rule names */
	size_t nr_unowned;
};

/*
 * Before the selection: which services depend on a changed path that none owns, by manifests and
 * Go's imports in the head (select_locals.c). Nothing where the policy switches it off.
 */
int done_services_find_locals(struct done_arena *arena, struct done_snapshot *head,
    const struct done_policy *policy, const struct done_changes *changes,
    struct done_services *services, struct done_error *err);

/* Fills `packages` of all, for the graph. */
int done_services_find_packages(struct done_arena *arena, struct done_snapshot *snapshot,
    struct done_services *services, struct done_error *err);

/* changes NULL: everything is selected. A path belongs to the innermost service above it. */
void done_services_select(struct done_arena *arena, const struct done_services *services,
    const struct done_policy *policy, const struct done_changes *changes, bool all,
    struct done_selection *out);

/* "changed", "dependency", "everything", "all" */
const char *done_via_name(enum done_via via);

#endif
