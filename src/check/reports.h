/* Inside the check room: reports of tools, which the kinds `tests`, `coverage`, `scan` and
 * `performance` judge. */
#ifndef DONE_CHECK_REPORTS_H
#define DONE_CHECK_REPORTS_H

#include "done/check.h"
#include "done/evidence.h"
#include "fresh.h"

/* ---- which reports (reports.c) ---- */

/* The options that these kinds share: the first member of theirs. */
struct done_reports_options {
	struct done_file_globs reports;
	const char *format; /* NULL: by what a file looks like */
	struct done_strings from;
	bool require_seal;
	const struct done_fresh_options *fresh; /* NULL: not asked */
	const struct done_load_asked *load;     /* of kind performance; NULL */
};

extern const char *const done_reports_usual[]; /* of from; NULL-terminated */

#define DONE_REPORTS_FIELDS                                                                        \
	{.name = "reports",                                                                        \
	    .tighter = {DONE_TIGHTER_NEVER},                                                       \
	    .type = DONE_FIELD_FILES,                                                              \
	    .offset = offsetof(struct done_reports_options, reports),                              \
	    .required = true,                                                                      \
	    .min = 1,                                                                              \
	    .help = "The reports: globs relative to the service's directory, or, in the "          \
	            "directory of `--evidence`, relative to that directory or to its "             \
	            "subdirectory with the service's path or name."},                              \
	    {.name = "format",                                                                     \
	        .tighter = {DONE_TIGHTER_NEVER},                                                   \
	        .type = DONE_FIELD_STRING,                                                         \
	        .offset = offsetof(struct done_reports_options, format),                           \
	        .help = "The format of the reports, see below. Default: each file's format is "    \
	                "detected."},                                                              \
	    {.name = "from",                                                                       \
	        .tighter = {DONE_TIGHTER_LESS},                                                    \
	        .type = DONE_FIELD_STRINGS,                                                        \
	        .offset = offsetof(struct done_reports_options, from),                             \
	        .max = 3,                                                                          \
	        .usual = done_reports_usual,                                                       \
	        .help = "Where reports may lie: `evidence` (the directory of `--evidence`, which " \
	                "CI makes), `tree` (committed files, which anybody may have typed) and "   \
	                "`notes` (refs/notes/git-done, see below). The first of these that has "   \
	                "one counts. Default: `evidence` and `tree`."},                            \
	    {.name = "require_seal",                                                               \
	        .tighter = {DONE_TIGHTER_MORE},                                                    \
	        .type = DONE_FIELD_BOOLEAN,                                                        \
	        .offset = offsetof(struct done_reports_options, require_seal),                     \
	        .help = "Only reports that the job sealed for this commit count (`git done "       \
	                "evidence seal DIR`); committed ones do not. Default: false."},            \
	{                                                                                          \
		.name = "fresh", .type = DONE_FIELD_OBJECT,                                        \
		.offset = offsetof(struct done_reports_options, fresh),                            \
		.tighter = {DONE_TIGHTER_NEVER, DONE_ABSENT_WEAKEST},                              \
		.record = &done_fresh_option,                                                      \
		.help = "A committed report must have been made from what the tree has, as its "   \
		        "record or the files of the change show (`git done explain fresh`): "      \
		        "`inputs`, or `{inputs: [\"src/**\"], grace_days: 14}`. Default: not "     \
		        "required."                                                                \
	}

/* Whether notes may have what such options name, the first member of a kind's: such a check is
 * about what the change brings, and never owed. */
bool done_reports_ask_notes(const void *options);
/* Adds to a reference page where reports come from, and what a seal and a note are. */
void done_reports_reference(struct done_buf *out);
/* A last word of the kinds' records on these options. */
int done_reports_validate(const struct done_reports_options *options,
    enum done_evidence_subject subject, const struct done_value *at, struct done_error *err);

struct done_read_report {
	const char *path; /* where findings stand: from the root, or below the directory as given */
	const char *name; /* for subjects: from the root, or in the directory */
	struct done_evidence_report report;
};
struct done_reports {
	struct done_read_report *items; /* those that could be read */
	size_t nr;
	bool is_made;      /* from --evidence; false: from the tree */
	const char *words; /* where from, for the reason of a met check */
	enum done_strength strength;
	bool each_holds; /* several of one result: none is chosen, each must hold */
};

/*
 * Reads what the options name. 1: reports are in *out, and of each that is no good a finding is in
 * the result; 0: there is none, and the result says what follows from it.
 */
int done_reports_read(struct done_view *view, const struct done_reports_options *options,
    enum done_evidence_subject subject, struct done_reports *out, struct done_result *result,
    struct done_error *err);
/* The same of the base: the directory of --evidence-base, else the files of the base's tree at the
 * same paths. Whatever cannot be read is left out. 0: there is none. */
int done_reports_read_base(struct done_view *view, const struct done_reports_options *options,
    enum done_evidence_subject subject, const struct done_reports *head, struct done_reports *out,
    struct done_error *err);
/* How much they say. */
enum done_strength done_reports_strength(const struct done_reports *reports);
const char *done_reports_origin(const struct done_reports *reports); /* "made in this run" */
/* Keeps a number of the reports; its source is the only one, or none. limit NAN: none. */
void done_reports_measure(const struct done_reports *reports, struct done_result *result,
    struct done_view *view, struct done_number number);
/* "junit", "junit and trx": the formats, each once. */
const char *done_reports_formats(struct done_view *view, const struct done_reports *reports);

/* A finding at a line of a report. The subject's path is the report's where it has none; "": no
 * report in particular. */
struct done_finding *done_report_add(struct done_result *result, struct done_view *view,
    const struct done_read_report *report, int line, struct done_subject subject,
    const char *message, ...) DONE_PRINTF(6, 7);

/* ---- what reports name (reports_place.c) ---- */

struct done_placed {
	enum {
		DONE_PLACED_NOWHERE, /* no file of the tree */
		DONE_PLACED,
		DONE_PLACED_TWICE, /* two files, and nothing tells which */
	} how;
	const char *path; /* from the root; of TWICE one of them */
	bool is_own;      /* it belongs to the service */
};
/* Which file of the tree a report means. sources: directories of another machine; may be NULL. */
int done_report_place(struct done_view *view, const char *raw, const struct done_strings *sources,
    struct done_placed *out, struct done_error *err);
/* As a path without the marks of a machine: no drive, scheme, "." or ".."; in the view's arena. */
const char *done_report_path(struct done_view *view, const char *raw);
/* How many lines a file of the tree has; -1: it is no text, or not there. */
int done_report_lines(struct done_view *view, const char *path, int *out, struct done_error *err);

/* ---- ratios (ratio.c) ---- */

#define DONE_RATIO_FIELD(of, called, direction, text)                                      \
	{                                                                                  \
		.name = #called, .type = DONE_FIELD_RATIO, .offset = offsetof(of, called), \
		.tighter = {(direction)}, .help = (text)                                   \
	}
/* "83.3 %"; never rounded up to what it is not. In the view's arena. */
const char *done_ratio_shown(struct done_view *view, double ratio);

#endif
