/*
 * fleet: what is known of several repositories that were judged, each by itself: so much of each
 * report that an index needs. It crosses from the worker that judged a repository to whoever
 * writes the index of all (src/report/fleet).
 */
#ifndef DONE_FLEET_H
#define DONE_FLEET_H

#include "done/report.h"

#define DONE_FLEET_REPOSITORIES_MAX 10000
/* What a repository may say of itself in an index, in bytes. */
#define DONE_FLEET_BYTES_MAX ((size_t)64 << 20)

struct done_fleet_service {
	const char *name, *path;    /* raw */
	struct done_strings owners; /* raw; none: nobody is named */
	const char *owner_from;     /* the file that names them; "" */
	enum done_verdict verdict;
	int tier, target;            /* enum done_tier */
	struct done_strings missing; /* ids of the checks that keep it from being done */
};

/* A waiver, or a check that a sheet calls not applicable. */
struct done_fleet_excuse {
	size_t service; /* its place among the repository's */
	const char *check;
	const char *reason, *by; /* fit to show; "" */
	done_day until;          /* DONE_NO_DAY: a dispute has none */
	enum done_waiver_state state;
	const char *emergency; /* what it is for, fit to show; NULL: it is a usual one */
};

struct done_fleet_entry {
	const char *repository;    /* raw, as it was named */
	enum done_verdict verdict; /* MET, UNMET or UNDECIDED */
	bool is_partly_undecided;  /* whatever is unmet beside it */
	const char *project;       /* by the address of origin, raw; "" */
	const char *branch;        /* raw; "" */
	const char *commit;        /* 40 hex digits; "" */
	done_day day;              /* of the commit */
	const char *policy;        /* in words, fit to show; "" */
	const char *error, *hint;  /* fit to show; NULL: there is a report */
	const char *page; /* where its own report is, as an address beside the index; NULL */
	struct done_fleet_service *services; /* as in the report */
	size_t nr_services;
	struct done_fleet_excuse *waivers, *disputes;
	size_t nr_waivers, nr_disputes;
};

struct done_fleet {
	const struct done_fleet_entry *entries; /* in the order in which they were named */
	size_t nr;
	enum done_verdict verdict; /* the worst */
	int exit_status;
	bool advisory;
	bool is_by_owner; /* grouped by who owns the services */
	done_day now;
};

/* What the index needs of a report; in the arena, but for texts of the report. The repository's
 * name and the page are not set. */
void done_fleet_entry_make(
    const struct done_report *report, struct done_arena *arena, struct done_fleet_entry *out);
/* Of what ended without a report. */
void done_fleet_entry_fail(
    const struct done_error *err, struct done_arena *arena, struct done_fleet_entry *out);
/* From one process to another. Bytes that are not whole make an entry that is undecided. */
void done_fleet_encode(const struct done_fleet_entry *entry, struct done_buf *out);
void done_fleet_decode(
    struct done_bytes bytes, struct done_arena *arena, struct done_fleet_entry *out);

#endif
