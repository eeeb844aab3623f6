/*
 * check: the kinds of test. Each looks at one service in one snapshot through a view and says met,
 * unmet with findings, or not applicable with a reason. What it could not read is an error, which
 * the gate turns into undecided.
 */
#ifndef DONE_CHECK_H
#define DONE_CHECK_H

#include "done/policy.h"
#include "done/repo.h"
#include "done/service.h"

enum done_verdict {
	DONE_MET,
	DONE_UNMET,
	DONE_WAIVED,
	DONE_NOT_APPLICABLE,
	DONE_UNDECIDED,
};
const char *done_verdict_name(enum done_verdict verdict); /* "not applicable" */

struct done_finding {
	const char *path;    /* from the root, raw bytes; where the artifact is or is expected */
	int line, column;    /* 0: the file as a whole; the column in characters */
	const char *message; /* what falls short, fit to show: lower case, no full stop */
	const char
		*fix; /* how to mend it, fit to show; may have several lines; NULL: nothing known */
	const char *subject; /* for the fingerprint: what it is about without line numbers; NULL:
	                        path and message */
};

#define DONE_FINDINGS_MAX 1000

struct done_result {
	enum done_verdict verdict; /* MET, UNMET or NOT_APPLICABLE */
	const char *reason; /* for NOT_APPLICABLE; may say for MET what was found; NULL: nothing to
	                       say */
	struct done_finding *findings;
	size_t nr, cap;
	size_t nr_dropped; /* findings beyond DONE_FINDINGS_MAX: counted, never silent */
};

/* ---- the view (view.c) ----------------------------------------------------------------------- */

struct done_file {
	const char *path; /* from the root of the tree */
	struct done_entry entry;
};

struct done_files {
	struct done_file *items; /* ascending by path */
	size_t nr;
};

/* What was read, for the report's "examined". */
struct done_meter {
	size_t files;
	uint64_t bytes;
	size_t binary; /* files passed over as binary */
};

/* Told to the supervisor: what is being done right now. NULL members: nobody listens. */
struct done_watch {
	void *self;
	void (*working)(void *self, const char *check, const char *path);
};

/* One service seen by one worker. Zero-initialise, fill the first block, release after the service.
 */
struct done_view {
	struct done_snapshot *head;
	struct done_snapshot *base;         /* NULL: no range */
	const struct done_changes *changes; /* of the whole range; NULL: no range */
	const struct done_service *service;
	const struct done_services *services; /* the whole map, with sheets; NULL in small tests */
	struct done_arena *arena; /* for what lives as long as the view, findings included */
	struct done_matcher *matcher;
	struct done_meter *meter;
	const struct done_watch *watch;
	const char *check; /* id of the check being run, for messages */
	bool in_part;      /* it is a part of any_of or all_of that runs */
	/* The policy's, for checks that say nothing themselves; NULL: standard. */
	const struct done_placeholder_rules *placeholders;
	done_day now;

	/* Private to view.c. */
	struct done_files listed;
	bool is_listed;
	struct done_view_cache *cache;
};

void done_view_release(struct done_view *view);

/*
 * The service's own directory joined with a path relative to it: "." gives the path itself.
 */
char *done_view_path(struct done_view *view, const char *relative);

/* What a glob says for this service: from the root, {service} and {path} replaced. In view->arena.
 */
int done_view_glob(struct done_view *view, const struct done_file_glob *glob,
                   struct done_glob **out, const char **text_from_root, struct done_error *err);

/*
 * The files (links and submodules included, see entry.kind) that match any of globs and none of
 * except (may be NULL). Lists no more of the tree than the globs ask for.
 */
int done_view_find(struct done_view *view, const struct done_file_globs *globs,
                   const struct done_file_globs *except, struct done_files *out,
                   struct done_error *err);
/* As done_view_find(), but stops at the first: 1 with *out, or 0. Regular files only. */
int done_view_find_first(struct done_view *view, const struct done_file_globs *globs,
                         struct done_file *out, struct done_error *err);

#define DONE_BLOB_MAX (16 * 1024 * 1024)

/* A file's text as UTF-8 without a byte-order mark, or its bytes where they are no text (kept for
 * the view's life, read once). More than max bytes, damaged UTF-16 or UTF-32: undecided, naming the
 * file. */
int done_view_read(struct done_view *view, const struct done_file *file, size_t max,
                   struct done_bytes *out, struct done_error *err);
/* The same path in the base: 1 with *out, 0 when it was not there (or no base). */
int done_view_read_base(struct done_view *view, const char *path, size_t max,
                        struct done_bytes *out, struct done_error *err);
bool done_bytes_binary(struct done_bytes bytes); /* NUL in the first 8,000, as git */
/* True where the file is a Git LFS pointer: its text says nothing of the artifact. */
bool done_bytes_lfs_pointer(struct done_bytes bytes);

/* Adds a finding; text is formatted into view->arena and escaped. NULL beyond DONE_FINDINGS_MAX:
 * counted, no more. */
struct done_finding *done_result_add(struct done_result *result, struct done_view *view,
                                     const char *path, int line, int column, const char *message,
                                     ...) DONE_PRINTF(6, 7);
/* The same for callers with arguments of their own; place NULL, or without a file: path. */
struct done_finding *done_result_vadd(struct done_result *result, struct done_view *view,
                                      const char *path, const struct done_place *place,
                                      const char *message, va_list args) DONE_PRINTF(5, 0);
/* Sets the fix of a finding; accepts NULL. Lines of the fix stay lines, each escaped. */
void done_finding_fix(struct done_finding *finding, struct done_view *view, const char *fix, ...)
	DONE_PRINTF(3, 4);

/* ---- conditions and kinds ---------------------------------------------------------------------
 */

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
};

extern const struct done_kind *const done_kinds[];
extern const size_t done_kinds_nr;
const struct done_kind_forms *done_check_forms(void); /* for done_policy_load() */

/* ---- globs that stay at the top (top_only.c) ------------------------------------------------- */

/* A wildcard without a slash ("*.go"), which matches at the top of a service only. */
bool done_file_glob_is_top_only(const struct done_file_glob *glob);
/*
 * The files further down that such a glob leaves out although the test means every file, and
 * neither the rest of its list nor its exceptions speak of them. index: of the glob in the list.
 */
int done_top_only_find(struct done_view *view, const struct done_file_globs *globs, size_t index,
                       const struct done_file_globs *except, struct done_files *out,
                       struct done_error *err);

/* One such glob of a check that means every file, and what it leaves out of the services that were
 * looked at. */
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
void done_top_only_count(struct done_top_onlys *globs, struct done_view *view,
                         struct done_arena *arena);
/* A whole sentence, raw; nothing and false where the glob leaves nothing out. */
bool done_top_only_add(struct done_buf *out, const struct done_top_only *glob);

/* Runs one test (any_of and all_of call it for their parts). */
int done_test_run(const struct done_test *test, struct done_view *view, struct done_result *out,
                  struct done_error *err);

#endif
