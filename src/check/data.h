/*
 * What the files of kind `data` share: what is expected at a JSONPath.
 */
#ifndef DONE_CHECK_DATA_H
#define DONE_CHECK_DATA_H

#include "kinds.h"

#define DATA_ANY_TYPE (-1)

struct data_expectation {
	bool exists;
	bool optional; /* what is not there is passed over */
	const struct done_value *equals;
	const struct done_value *one_of; /* a list */
	struct done_pattern *matches;
	double min, max;   /* NAN: none */
	int64_t min_items; /* 0: none */
	int type;          /* index in the type names; DATA_ANY_TYPE */
};

struct data_at {
	struct done_jsonpath *path;
	struct data_expectation expects;
};

struct data_list {
	struct data_at *items;
	size_t nr;
};

/* Which documents of a file are judged. */
struct data_document {
	enum {
		DATA_EACH_UNSAID, /* the default */
		DATA_EACH,
		DATA_ANY,
		DATA_NUMBER,
	} which;
	size_t number; /* from 1 */
};

struct data_options {
	struct done_file_glob file;
	struct data_document document;
	struct data_list at;
	struct done_globs about;
};

extern const struct done_record done_data_expectation;

/* Holds the documents of one file to the options (data_judge.c). */
int done_data_judge(struct done_view *view, const struct data_options *options,
    const struct done_file *file, const struct done_documents *documents,
    struct done_result *result, struct done_error *err);
/* What is expected of the service, in place of what the policy writes for all (data_service.c). */
int done_data_for_service(struct done_view *view, struct data_list *at, struct done_error *err);

/* The first condition that a value does not meet. */
struct data_misfit {
	const char *what;           /* what it must be: "at least 3" */
	const char *option, *wrong; /* for the subject */
	double amount;
};
/* 1 when the node is as expected, 0 when not: then *out says why. */
int done_data_fits(struct done_view *view, const struct data_expectation *expects,
    const struct done_value *node, struct data_misfit *out, struct done_error *err);
/* All that is expected, for a node that is missing: "text that matches 'x'"; "" where anything is
 * good. */
const char *done_data_wanted(struct done_view *view, const struct data_expectation *expects);
/*
 * What is expected at a path as it would be written in the file, whose name says how that is
 * written: "engines": {"node": …}. Of a path whose first keys are there already only the rest, with
 * *below "engines" (else NULL). NULL: the path cannot be written so. root: where the path begins;
 * NULL where there is no file.
 */
const char *done_data_written(struct done_view *view, const char *file,
    const struct data_expectation *expects, const char *path, const struct done_value *root,
    const char **below);
/* Adds to the kind's reference page (data_reference.c). */
void done_data_reference(struct done_buf *out);
/* A value on one line for a person, cut: "\"module\"", "a list of 3". */
const char *done_data_value_shown(struct done_view *view, const struct done_value *value);

#endif
