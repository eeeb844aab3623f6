/*
 * gate: plan -> evaluate -> settle. What applies to whom, run it on as many threads as the work
 * deserves, total it up. The result is plain data, the same whatever the number of threads.
 */
#ifndef DONE_GATE_H
#define DONE_GATE_H

#include "done/check.h"
#include "done/policy.h"
#include "done/repo.h"
#include "done/service.h"
#include "done/worker.h"

enum done_mode {
	DONE_MODE_CHECK,  /* one range */
	DONE_MODE_AUDIT,  /* every service at one revision */
	DONE_MODE_PUSH,   /* every ref of a push, from git's standard input */
	DONE_MODE_STAGED, /* the index against HEAD */
};
const char *done_mode_name(enum done_mode mode);

struct done_progress; /* shared with the supervisor; supervisor.h */

/* ---- shards (shard.c) --------------------------------------------------------------------------
 *
 * A fleet's services are judged by several processes, each of which takes a part. Which part a
 * service is in depends on its path and on the number of parts alone.
 */

#define DONE_SHARDS_MAX 10000

struct done_shard {
	int number; /* from 1 */
	int of;     /* 0: everything is judged, there are no shards */
};
/* "2/4"; DONE_E_USAGE for anything else than 1 <= 2 <= 4 <= DONE_SHARDS_MAX. */
int done_shard_parse(const char *text, struct done_shard *out, struct done_error *err);
/* The number of the shard, of so many, that a service's path is in. */
int done_shard_of_path(const char *path, int of);
bool done_shard_has(const struct done_shard *shard, const char *path);
/* ", shard 2 of 4": what range_words then end in; and " --shard 2/4", for reproduce. */
void done_shard_words(const struct done_shard *shard, char out[48]);
void done_shard_option(const struct done_shard *shard, char out[48]);

struct done_request {
	const char *directory; /* where to look for the repository; NULL: here */
	enum done_mode mode;
	struct done_range_request range; /* CHECK */
	bool all;                        /* CHECK: judge every service, not only those touched */
	const char *revision;            /* AUDIT; NULL: HEAD */
	struct done_shard shard;         /* CHECK, AUDIT, STAGED: only these of what is selected */
	const char *remote;              /* PUSH */
	int push_fd;                     /* PUSH */
	struct done_strings services, criteria, checks; /* only these; none: all */
	const char *policy_file;                        /* a file on disk */
	const char *
		policy_from; /* "base", "head" or a revision; NULL: base in gates, head in audits */
	struct done_strings skip; /* GIT_DONE_SKIP: ids of checks or criteria */
	bool hook;   /* without a policy nothing is judged, and that is said (done.requirePolicy:
	                refused) */
	bool verify; /* hash every object read; always in gates */
	bool trust_owner;
	int jobs; /* threads; 0: by the work and the processors */
	done_day now;
	bool is_dated; /* the day was asked for, so that the command to judge again says it */
	struct done_progress *progress; /* told what is being done; NULL: nobody listens */
};

/* ---- the report: what JSON schema 1 in DESIGN carries, and every format is written from ---------
 */

/* An excuse that the service's sheet writes for one check. */
enum done_waiver_state {
	DONE_WAIVER_COUNTS,  /* the check fell short, and is waived */
	DONE_WAIVER_UNUSED,  /* the check did not fall short */
	DONE_WAIVER_EXPIRED, /* its last day is over */
	DONE_WAIVER_REFUSED, /* the policy does not accept it */
};
struct done_waiver_report {
	enum done_waiver_state state;
	const char *reason, *by; /* fit to show */
	done_day until;          /* its last day */
	const char *refused;     /* REFUSED: why, fit to show; else NULL */
};

struct done_check_report {
	const struct done_check *check;
	int level;          /* enum done_level in force: a warning before its effective day */
	done_day effective; /* DONE_NO_DAY: in force; else the day from which it blocks */
	enum done_verdict verdict;
	const char *reason; /* not applicable, undecided, skipped: why; fit to show; NULL */
	const char *cure;   /* undecided: what to do; NULL */
	struct done_finding
		*findings; /* fix is always the one to show (the policy's own, else the kind's) */
	char (*fingerprints)[DONE_OID_HEX + 1]; /* one a finding */
	size_t nr_findings, nr_dropped;
	bool skipped;                            /* by GIT_DONE_SKIP */
	const struct done_waiver_report *waiver; /* NULL: none is written */
};

struct done_criterion_report {
	const struct done_criterion *criterion;
	enum done_verdict
		verdict; /* worst of its checks at level error; warnings never make it unmet */
	struct done_check_report *checks;
	size_t nr_checks;
};

struct done_service_report {
	const struct done_service *service;
	enum done_verdict verdict;
	const struct done_reason *reasons;
	size_t nr_reasons;
	const char *anchor; /* a changed path of the service, for formats that want one; NULL */
	int anchor_line;    /* a line of it that is in the change, from 1; 0 where there is none */
	struct done_criterion_report *criteria;
	size_t nr_criteria;
	size_t nr_errors, nr_warnings, nr_undecided, nr_waived; /* checks */
};

enum done_note_level { DONE_NOTE, DONE_NOTE_WARNING, DONE_NOTE_ERROR };
enum done_note_subject {
	DONE_NOTE_OF_RUN,     /* the same in every shard */
	DONE_NOTE_OF_SERVICE, /* of one service that is judged */
	DONE_NOTE_OF_UNOWNED, /* of the changed paths that nobody owns */
};
struct done_note {
	enum done_note_level level;
	const char *message;          /* fit to show */
	enum done_note_subject about; /* in this order in a run */
	const char *service;          /* its path, by which those of services ascend; NULL */
};

struct done_examined {
	size_t services, selected, checks, files, binary;
	uint64_t bytes;
};

struct done_run {
	enum done_mode mode;
	int same_as;     /* an earlier run on the same trees, whose result this is: its index; -1 */
	const char *ref; /* of a push; raw; NULL */
	bool has_base, has_head; /* head: false for the index */
	struct done_oid base, head;
	bool by_base; /* head is compared with base itself, also where it does not hold it */
	const char *base_name; /* "refs/remotes/origin/main", NULL */
	const char
		*range_words; /* "merge base of origin/main and HEAD (1a2b3c4d5e)", fit to show */
	const char *policy_path; /* ".git-done.yml", "preset:backend", a file; NULL: none */
	const char *policy_from; /* "base", "head", "file", "preset", "revision"; NULL: none */
	bool has_policy_oid;
	struct done_oid policy_oid;
	const char *policy_revision;      /* --policy-from REV: its full id, for reproduce; NULL */
	const struct done_policy *policy; /* NULL when nothing was judged */
	enum done_verdict verdict;        /* MET, UNMET or UNDECIDED */
	struct done_examined examined;
	struct done_service_report *services; /* ascending by path */
	size_t nr_services;
	const char **unowned; /* raw */
	size_t nr_unowned;
	const char *
		*uncovered; /* raw: directories of services that the change adds, under no rule */
	size_t nr_uncovered;
	struct done_note *notes;
	size_t nr_notes, cap_notes;
	size_t nr_notes_dropped; /* of services: counted in the last of them, no more */
};

/* What the judgement was limited to, as asked. */
struct done_asked {
	struct done_strings services, criteria, checks; /* raw; only these; none: all */
	struct done_strings skip;                       /* GIT_DONE_SKIP */
	bool all;                                       /* not only what is touched */
};

struct done_report {
	enum done_verdict verdict; /* MET, UNMET or UNDECIDED: the worst of the runs */
	struct done_shard shard;   /* which part of the services is in it; of 0: all */
	done_day now;              /* judged by this day; DONE_NO_DAY: unknown */
	struct done_asked asked;
	const char *repository; /* raw, one of several that are judged; NULL: the only one */
	struct done_run *runs;
	size_t nr_runs;
	const char
		*reproduce; /* the command that gives the same judgement again; NULL; fit to show */
	bool advisory;      /* unmet exits 0, unless something is undecided beside it */
	struct done_arena arena;       /* holds everything above */
	struct done_policy **policies; /* to release */
	size_t nr_policies, cap_policies;
	struct done_arena *kept; /* one a worker: what its findings live in */
	size_t nr_kept;
};

/* What could not even be begun is an error; what could not be decided about a check stands in the
 * report. */
int done_gate_run(const struct done_request *request, struct done_report *out,
                  struct done_error *err);
void done_report_release(struct done_report *report);

/* The gate's own criterion, `sheet`, which is in the report of a service whose sheet or stage is at
 * fault: its checks, in their order (sheet.c). */
extern const struct done_criterion done_sheet_criterion;
/* And `map`, in the report of a service of the base that is found no longer (map.c). */
extern const struct done_criterion done_map_criterion;

/* ---- settle.c: verdicts upwards, from checks to the report; also for what was read and merged
 * ----
 */

enum done_verdict done_verdict_worse(enum done_verdict a, enum done_verdict b);
/* The verdicts of the service and of its criteria, and its counts, which are zero before. */
void done_settle_service(struct done_service_report *service);
/* The run's verdict, its count of checks, and the notes that follow from services and from paths
 * that nobody owns. Its services are settled; it has the notes of the run and no others yet. */
void done_settle_run(struct done_arena *arena, struct done_run *run);
/* Puts the notes of a run in order, and cuts those of services where they are too many (note.c). */
void done_settle_notes(struct done_arena *arena, struct done_run *run);

/* The one place that knows exit statuses. */
enum done_exit {
	DONE_EXIT_MET = 0,
	DONE_EXIT_UNMET = 1,
	DONE_EXIT_USAGE = 2,
	DONE_EXIT_UNDECIDED = 3,
	DONE_EXIT_INTERNAL = 4,
};
/* True where any check of any run is undecided, whatever is unmet beside it. */
bool done_report_is_partly_undecided(const struct done_report *report);
int done_exit_of_report(const struct done_report *report);
int done_exit_of_error(const struct done_error *err);

/* A done_policy_source over a snapshot: self is the struct done_snapshot (bar.c). */
int done_policy_read_snapshot(void *self, const char *path, struct done_buf *out,
                              struct done_error *err);

#endif
