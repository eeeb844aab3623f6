/* Inside the check room: kind `records`, in two parts. */
#ifndef DONE_CHECK_RECORDS_H
#define DONE_CHECK_RECORDS_H

#include "done/decision.h"
#include "kinds.h"

struct done_records_naming {
	struct done_file_glob file;
	struct done_jsonpath *at;
};

struct done_records_options {
	struct done_file_globs files, except;
	struct done_records_naming *named_in; /* NULL */
	struct done_strings status, require;
	bool links;
};

struct done_recording {
	struct done_view *view;
	const struct done_records_options *options;
	const struct done_file *file;
	const struct done_decision *decision;
	struct done_result *result;
};

/* Adds a finding about the record; wrong is its subject's. */
void done_records_add(const struct done_recording *judging, int line, const char *wrong,
    const char *message, const char *fix);
/* Whether a record must say its "number", "title", "status" or "date". */
bool done_records_require(const struct done_records_options *options, const char *what);
/* records_judge.c: one record, judging->file; and its number, -1: none. */
int done_records_judge(struct done_recording *judging, int64_t *number, struct done_error *err);

#endif
