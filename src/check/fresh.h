/* Inside the check room: whether a result is of what stands in the tree now. */
#ifndef DONE_CHECK_FRESH_H
#define DONE_CHECK_FRESH_H

#include "done/check.h"

#define DONE_FRESH_ZONES 1 /* days by which a record without its zone may lie ahead */
#define DONE_RECORDED_BYTES_MAX (64 * 1024)
#define DONE_RECORDED_REPORTS_MAX 1000
#define DONE_FRESH_INPUTS_MAX 100000
#define DONE_FRESH_DAYS_MAX 3650
#define DONE_FRESH_DAYS_USUAL (-1) /* the policy does not say how many */

/* What a policy says of it: the kind `fresh` and the option of the same name. */
struct done_fresh_options {
	struct done_file_globs inputs; /* none: what is usual */
	int64_t grace_days;            /* DONE_FRESH_DAYS_USUAL: not said */
};

#define DONE_FRESH_FIELDS(of, member)                                                             \
	{.name = "inputs",                                                                        \
	    .type = DONE_FIELD_FILES,                                                             \
	    .offset = offsetof(of, member) + offsetof(struct done_fresh_options, inputs),         \
	    .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_APART},                                    \
	    .min = 1,                                                                             \
	    .help = "The files that were measured: a result is valid as long as none of them "    \
	            "changes. Default: the service's files and what it depends on, except "       \
	            "Markdown, the sheet, reports and records."},                                 \
	{                                                                                         \
		.name = "grace_days", .type = DONE_FIELD_INTEGER,                                 \
		.offset = offsetof(of, member) + offsetof(struct done_fresh_options, grace_days), \
		.tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST}, .max = DONE_FRESH_DAYS_MAX, \
		.preset = DONE_FRESH_DAYS_USUAL,                                                  \
		.help = "How many days older than the judged commit a record may be if its "      \
		        "inputs have changed since. Default: 14 for kind performance, 0 for "     \
		        "notes and for other kinds."                                              \
	}

extern const struct done_record done_fresh_option; /* of struct done_fresh_options (fresh.c) */

/* ---- what was measured (fresh_inputs.c) ---- */

#define DONE_INPUTS_PREFIX "sha256:"

struct done_inputs {
	char print[sizeof(DONE_INPUTS_PREFIX) + DONE_SHA256_HEX];
	size_t nr;             /* files */
	const char *matchless; /* the first of the policy's globs that names none; NULL */
};
/* The fingerprint of the inputs in the view's tree; reports are never among them. */
int done_inputs_find(struct done_view *view, const struct done_fresh_options *options,
    const struct done_file_globs *reports, struct done_inputs *out, struct done_error *err);
/* The reports of any check, which are no inputs: else two results would make each other stale. */
struct done_report_glob {
	const struct done_file_globs *globs;
	/* Of another check that reads them: what no tool wrote is no report, though its name fits.
	 */
	bool is_read;
};
struct done_report_globs {
	struct done_report_glob *items;
	size_t nr, cap;
};
/* Those of the policy that judges, and the check's own. */
void done_report_globs_collect(
    struct done_view *view, const struct done_file_globs *own, struct done_report_globs *out);
/* Whether a path of the tree, or of the base's, is or was one of them: 1 or 0. */
int done_inputs_has(struct done_view *view, const struct done_fresh_options *options,
    const struct done_report_globs *reports, const char *path, struct done_error *err);

/* ---- the judgement (fresh_judge.c) ---- */

struct done_fresh {
	struct done_view *view;
	const struct done_fresh_options *options;
	const struct done_file_globs *reports;
	const char *option; /* "fresh" of another kind; "inputs" */
	int64_t grace_days; /* where the policy does not say it; of notes 0 */
	bool is_note;       /* the record is one of a note: its lines are of no file */
	bool each_is_read;  /* every report counts, and not only the newest */
	bool never_repeats; /* what is measured again has other bytes */
	struct done_result *result;
	/* Filled by the judgement. */
	struct done_inputs inputs;
	const char *path; /* of the record, whether it is there or not */
	struct done_recorded recorded;
	/* For the reason of a met check. */
	enum done_strength strength;
	const char *words;
	bool is_unknown; /* no record, and no range to look for changes in */
};
/* Before the reports are looked for, so that it is known what a record would say. */
int done_fresh_begin(struct done_fresh *fresh, struct done_error *err);
/* 1: as fresh as can be known, with strength and words; 0: the result says what is not. */
int done_fresh_judge(
    struct done_fresh *fresh, const struct done_files *reports, struct done_error *err);
/* The same of a record that is in fresh->recorded, whose reports are those that were recorded;
 * where it is stale the finding stands at the path. */
int done_fresh_judge_inputs(struct done_fresh *fresh, const char *path, struct done_error *err);
/* Sets a fix that ends in the command that records. */
void done_fresh_fix(struct done_fresh *fresh, struct done_finding *finding, const char *first);

/* ---- the record (recorded.c) ---- */

/* 1: the document is a sound record, in fresh->recorded; 0: a finding says what it is not. */
int done_recorded_take(
    struct done_fresh *fresh, const struct done_value *document, struct done_error *err);
int done_recorded_read(struct done_fresh *fresh, bool *is_bad, struct done_error *err);

#endif
