/*
 * gate: plan -> evaluate -> settle. What applies to whom, run it on as many threads as the work
 * deserves, total it up. The result is plain data, the same whatever the number of threads.
 */
#ifndef DONE_GATE_H
#define DONE_GATE_H

#include "done/check.h"
#include "done/policy.h"
#include "done/range.h"
#include "done/repo.h"
#include "done/report.h"
#include "done/service.h"
#include "done/worker.h"

struct done_progress; /* shared with the supervisor; supervisor.h */

/* ---- shards (shard.c) ----
 *
 * A fleet's services are judged by several processes, each of which takes a part. Which part a
 * service is in depends on its path and on the number of parts alone.
 */

#define DONE_SHARDS_MAX 10000

/* "2/4"; DONE_E_USAGE for anything else than 1 <= 2 <= 4 <= DONE_SHARDS_MAX. */
int done_shard_parse(const char *text, struct done_shard *out, struct done_error *err);
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
	const char *below; /* AUDIT: a directory, judged as a tree of its own; without a revision
	                      that of the index */
	struct done_shard shard; /* CHECK, AUDIT, STAGED: only these of what is selected */
	const char *remote;      /* PUSH */
	int push_fd;             /* PUSH */
	bool server;             /* PUSH: it is received here; remote is not looked at */
	const char *update;      /* PUSH, on a server: the only ref, in place of push_fd; NULL */
	/* In place of policy_file: a policy in the objects of another repository, whose path is
	 * absolute; repository NULL: none. */
	struct done_policy_elsewhere {
		const char *repository, *revision, *path;
		const char *text; /* as it was written */
	} elsewhere;
	struct done_strings services, criteria, checks; /* only these; none: all */
	const char *policy_file;                        /* a file on disk */
	const char
	    *policy_from; /* "base", "head" or a revision; NULL: base in gates, head in audits */
	struct done_strings skip; /* GIT_DONE_SKIP: ids of checks or criteria */
	const char *hook;         /* its name: without a policy nothing is judged, and that is said
	                             (done.requirePolicy: refused); NULL: no hook asks */
	bool verify;              /* hash every object read; always in gates */
	bool trust_owner;
	int jobs;                             /* threads; 0: by the work and the processors */
	const char *evidence, *evidence_base; /* directories of reports; NULL: not given */
	bool is_past;         /* a commit of the past, by today's policy: a tree in which that finds
	                         no service has nothing to judge */
	bool is_evidence_due; /* without `evidence` a check of it is unmet, not passed over */
	done_day now;
	const done_day *policy_now; /* the day for what the policy itself dates; NULL: now */
	bool is_dated;      /* the day was asked for, so that the command to judge again says it */
	bool is_for_people; /* text alone is written of it: no place is looked for where a platform
	                       could show what has none of its own */
	struct done_progress *progress; /* told what is being done; NULL: nobody listens */
};

/* ---- the settings of a server (server_settings.c)
 * ------------------------------------------------
 */

#define DONE_SERVER_TIMEOUT_MAX 3600

struct done_server_settings {
	const char *policy_file; /* done.policy; NULL: not set, or elsewhere */
	struct done_policy_elsewhere elsewhere;
	int timeout; /* done.timeout; below 0: not set */
};
/* Reads git config done.* of the repository that the hook runs in. An unknown key and a value that
 * makes no sense are DONE_E_USAGE with file and line: nothing is passed over. */
int done_server_settings_read(
    struct done_arena *arena, struct done_server_settings *out, struct done_error *err);

/* What could not even be begun is an error; what could not be decided about a check stands in the
 * report. */
int done_gate_run(
    const struct done_request *request, struct done_report *out, struct done_error *err);

/* The gate's own criterion, `sheet`, which is in the report of a service whose sheet or stage is at
 * fault: its checks, in their order (sheet.c). */
extern const struct done_criterion done_sheet_criterion;
/* And `map`, in the report of a service of the base that is found no longer (map.c). */
extern const struct done_criterion done_map_criterion;

/* Why the policy does not accept a waiver, in words that follow "does not count: "; NULL: it does.
 * That its day is over is not asked (waiver.c). */
const char *done_waiver_fault(struct done_arena *arena, const struct done_waiver_rules *rules,
    const struct done_sheet_waiver *waiver, done_day now);

/* ---- line.c: many commits of one line ----
 *
 * Judges commits one after the other, each as an audit would: what nothing of which changed since
 * the one before is taken over. Neighbours are cheap in both directions.
 */

struct done_line;
/* What is kept of a service that was judged, as bytes. */
typedef void done_line_encode(const struct done_service_report *service, struct done_buf *out);
struct done_line_service {
	const char *path;
	struct done_bytes bytes;
	struct done_oid tree; /* of its directory */
	bool is_taken_over;   /* it is what it was at the commit before */
	size_t before;        /* where it was in the list then */
	bool is_left;         /* that commit does not find it, and still has its directory */
};
/* What the commit judged before, which is the child of this one, does to the policy that git
 * holds, whichever policy judges. */
struct done_line_edits {
	bool is_edited, was_there, is_there;
	struct done_strings loosened; /* what is asked less, or not proved to be more */
	size_t nr_tightened;          /* what is asked more, or not proved to be less */
	const char *problem;          /* why that is not known; NULL */
};
struct done_line_told {                     /* good until the next commit */
	struct done_line_service *services; /* ascending by path */
	size_t nr;
	struct done_line_edits edits;
};

/* The request as for an audit. `policy_from: head` means each commit's own policy, and a commit
 * that has none has no services; else one policy judges all. */
int done_line_open(struct done_line **out, const struct done_request *request,
    done_line_encode *encode, struct done_error *err);
/* An error is one of this commit; the next can be judged all the same. */
int done_line_judge(struct done_line *line, const struct done_oid *commit, done_day day,
    struct done_line_told *out, struct done_error *err);
void done_line_close(struct done_line *line); /* accepts NULL */

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
int done_policy_read_snapshot(
    void *self, const char *path, struct done_buf *out, struct done_error *err);

#endif
