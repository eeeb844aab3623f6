/*
 * check: the kinds of test. Each looks at one service in one snapshot through a view and says met,
 * unmet with findings, or not applicable with a reason. What it could not read is an error, which
 * the gate turns into undecided.
 */
#ifndef DONE_CHECK_H
#define DONE_CHECK_H

#include "done/skeleton.h"
#include "done/view.h"

/* ---- conditions and kinds ---- */

/* 1 when it holds, 0 when not; *reason then says what does not ("no file matches '*.go'"). NULL
 * condition: 1. */
int done_condition_holds(struct done_view *view, const struct done_condition *condition,
    const char **reason, struct done_error *err);

/* A kind: one file, one row in done_kinds[] (kinds.c). */
struct done_kind {
	struct done_kind_form form;
	/* The globs of which every file counts, so that one that they leave out is never seen;
	 * false: these options ask for some file only. NULL: the kind never asks for every one. */
	bool (*sweeps)(const void *options, const struct done_file_globs **files,
	    const struct done_file_globs **except);
	int (*run)(const void *options, struct done_view *view, struct done_result *out,
	    struct done_error *err);
	/* Adds what could be written into a file so that it is met; NULL: nothing. */
	void (*drafts)(
	    const void *options, struct done_arena *arena, struct done_skeleton_wants *out);
};

extern const struct done_kind *const done_kinds[];
extern const size_t done_kinds_nr;
const struct done_kind_forms *done_check_forms(void); /* for done_policy_load() */

/* ---- globs that stay at the top (top_only.c) ---- */

/* A wildcard without a slash ("*.go") of a check that means every file, and what it leaves out of
 * the services that were looked at. */
struct done_top_only {
	const struct done_criterion *criterion;
	const struct done_check *check;
	const struct done_file_globs *globs, *except;
	size_t index; /* of the glob in globs */
	size_t nr_files, nr_services;
	const char *first; /* the path of one such file, raw */
};
struct done_top_onlys {
	struct done_top_only *items;
	size_t nr, cap;
};
/* Adds those of a criterion's check that a file of the repository's own writes, not a preset. */
void done_top_only_collect(struct done_arena *arena, const struct done_criterion *criterion,
    const struct done_check *check, struct done_top_onlys *out);
/* Counts what they leave out of the view's service. What cannot be read is left to the checks. */
void done_top_only_count(
    struct done_top_onlys *globs, struct done_view *view, struct done_arena *arena);
/* A whole sentence, raw; nothing and false where the glob leaves nothing out. */
bool done_top_only_add(struct done_buf *out, const struct done_top_only *glob);

/* Which capabilities the policy's checks ask for, a bit each in the order of done_capabilities. */
unsigned done_policy_capabilities(const struct done_policy *policy);

/* ---- records of measurements (recorded.c) ---- */

struct done_recorded_report {
	const char *path, *sha256;
	const char *format; /* NULL: no reader knows it */
	const char *text;   /* the report itself: of a note; NULL: it lies in the tree */
};
struct done_recorded_when {
	const char *commit, *by; /* NULL: not known */
	done_day day;
};
struct done_recorded {
	int64_t version;
	const char *service, *check;
	const char *inputs;          /* "sha256:…" */
	struct done_objects reports; /* of struct done_recorded_report */
	struct done_recorded_when *when;
};
/* Where the record of a service's check lies, from the root. */
const char *done_recorded_path(
    struct done_arena *arena, const struct done_service *service, const char *check);
/* As a file: reading it back gives the same. */
void done_recorded_write(
    struct done_arena *arena, const struct done_recorded *recorded, struct done_buf *out);

/* Whether a test, or a part of it, reads the file as a result that a tool wrote: 1 or 0. */
int done_test_reads_report(
    const struct done_test *test, struct done_view *view, const char *path, struct done_error *err);

/* Runs one test (any_of and all_of call it for their parts). */
int done_test_run(const struct done_test *test, struct done_view *view, struct done_result *out,
    struct done_error *err);

#endif
