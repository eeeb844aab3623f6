/*
 * report: the data model of reports, what JSON schema 2 (config/report.schema.json) carries and
 * every format is written from. Plain data: the gate fills it, merge reads it back, formats
 * (format.h) write it; what makes and frees it lives in the gate.
 */
#ifndef DONE_REPORT_H
#define DONE_REPORT_H

#include "done/view.h"

enum done_mode {
	DONE_MODE_CHECK,  /* one range */
	DONE_MODE_AUDIT,  /* every service at one revision */
	DONE_MODE_PUSH,   /* every ref of a push, from git's standard input */
	DONE_MODE_STAGED, /* the index against HEAD */
};
const char *done_mode_name(enum done_mode mode);

/* Which part of the services, of so many (shard.c of the gate). */
struct done_shard {
	int number; /* from 1 */
	int of;     /* 0: everything is judged, there are no shards */
};

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
	const char *emergency;   /* what it is for, fit to show; NULL: it is a usual one */
	bool is_ahead;           /* it lands before the change that it is to excuse */
};

/* Since which commit what is unmet is so, where the history was searched for it. */
struct done_since {
	bool is_found;      /* false: longer than since this commit, where the search ended */
	bool came;          /* the service came with it */
	const char *commit; /* 40 hex digits */
	const char *author, *subject; /* raw */
	done_day day;
	size_t nr_behind; /* undecided commits before it: it may be any of these */
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
	size_t nr_known;  /* of all of them: the base has these, too; those kept come last */
	bool is_compared; /* the base was held to it, too: what is not known is the change's */
	/* Of those that are dropped what they are about, for the gate to compare; not written. */
	const struct done_told *more;
	size_t nr_more;
	const struct done_evidence *evidence; /* MET: what met it, DONE_EVIDENCE_MAX at most */
	size_t nr_evidence, nr_evidence_more; /* more: beyond those, counted */
	const char *inputs;    /* of what a result must be, for who records it; not written; NULL */
	size_t nr_inputs;      /* files */
	const char *uncovered; /* the language for which it is not applicable; not written; NULL */
	const struct done_number *numbers; /* that were measured, DONE_NUMBERS_MAX at most */
	size_t nr_numbers;
	bool is_worse; /* a warning: the base met it, or lacked less than the change */
	bool is_loss;  /* level ERROR by `losses`, though the policy only warns of what is missing,
	                  or by `keep`, though it is above the target: the change took away what
	                  met it on the base */
	bool is_kept;  /* above the target, and looked at for what is lost; not written */
	const char *owed_at; /* OWED, though the base meets it: the change sets the service back to
	                        what it was at this commit; ten digits; NULL */
	bool skipped;        /* by GIT_DONE_SKIP */
	bool is_disputed; /* NOT_APPLICABLE by the service's sheet, whose reason is in `reason` */
	bool is_next_met; /* NEXT: it was judged all the same, and nothing is missing */
	const struct done_waiver_report *waiver; /* NULL: none is written */
	const struct done_since *since;          /* NULL: not unmet, or not searched for */
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
	const char
	    *anchor; /* a changed file of the service, for formats that want one; where something
	                is wrong and none is, the nearest file; NULL: there is none */
	int anchor_line; /* a line of it that is in the change, from 1; 0: it is not changed */
	struct done_criterion_report *criteria;
	size_t nr_criteria;
	size_t nr_errors, nr_warnings, nr_undecided, nr_waived, nr_owed; /* checks */
	const char *kind;           /* "api", "worker"; NULL: no check asked what it is */
	struct done_strings serves; /* "http", "grpc" */
	int target; /* enum done_tier that it is held to; NONE: no check of the policy has a tier */
	bool is_new;    /* compared with a base that does not have it */
	bool is_beside; /* touched by what lies outside of services alone; not written */
	const struct done_policy *policy; /* of its directory, which judges; NULL: the run's */
	const char *policy_path;          /* the file of that, raw; NULL */
	int tier; /* the highest that it reaches as far as it was judged; NONE: none */
};

/* The policy of a directory that judges services of the run. */
struct done_nested_file {
	const char *path; /* raw */
	bool has_oid;
	struct done_oid oid;
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
	bool stays; /* said of its service whether the change touches it or not; not written */
	size_t nr_vanished; /* services that it says are found no more; not written */
};

struct done_examined {
	size_t services, selected, checks, files, binary;
	uint64_t bytes;
	size_t beside; /* services that lost nothing by what changed outside of them; not in
	                  selected */
};

struct done_run {
	enum done_mode mode;
	int same_as;     /* an earlier run on the same trees, whose result this is: its index; -1 */
	const char *ref; /* of a push; raw; NULL */
	bool only_tells; /* a push of this ref passes, whatever its verdict ('push: tell') */
	bool has_base, has_head; /* head: false for the index */
	struct done_oid base, head;
	const char *branch; /* that is pushed, or that HEAD is on; raw; NULL: none is known */
	done_day head_day;  /* of head's committer, UTC; DONE_NO_DAY: unknown */
	bool by_base;       /* head is compared with base itself, also where it does not hold it */
	const char *base_name; /* "refs/remotes/origin/main", NULL */
	const char
	    *range_words; /* "merge base of origin/main and HEAD (1a2b3c4d5e)", fit to show */
	const char *policy_path; /* ".git-done.yml", "preset:backend", a file; NULL: none */
	const char *policy_from; /* "base", "head", "file", "preset", "revision"; NULL: none */
	bool has_policy_oid;
	struct done_oid policy_oid;
	const char *policy_revision;      /* --policy-from REV: its full id, for reproduce; NULL */
	const struct done_policy *policy; /* with the checks of those of directories; NULL when
	                                     nothing was judged */
	struct done_nested_file *nested;  /* ascending by path */
	size_t nr_nested;
	enum done_verdict verdict; /* MET, UNMET or UNDECIDED */
	struct done_examined examined;
	struct done_service_report *services; /* ascending by path */
	size_t nr_services;
	const char **unowned; /* raw */
	size_t nr_unowned;
	const char *anchor; /* a file for what belongs to no service; raw; NULL: there is none */
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
	const char *hook; /* "pre-push" and the like, which asked; NULL: a person or a pipeline */
	const char *name; /* of the repository, by the address of origin; raw; NULL: it has none */
	const char *repository; /* raw, one of several that are judged; NULL: the only one */
	struct done_run *runs;
	size_t nr_runs;
	const char
	    *reproduce; /* the command that gives the same judgement again; NULL; fit to show */
	bool advisory;  /* unmet exits 0, unless something is undecided beside it */
	struct done_arena arena;       /* holds everything above */
	struct done_policy **policies; /* to release */
	size_t nr_policies, cap_policies;
	struct done_memo **memos; /* what was read in two trees of a run; to free */
	size_t nr_memos, cap_memos;
	struct done_arena *kept; /* one a worker: what its findings live in */
	size_t nr_kept;
};

void done_report_release(struct done_report *report);

#endif
