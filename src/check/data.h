/*
 * What the files of kind `data` share: what is expected at a JSONPath.
 */
#ifndef DONE_CHECK_DATA_H
#define DONE_CHECK_DATA_H

#include "view.h"

#define DATA_ANY_TYPE (-1)

struct data_expectation {
	bool exists;
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

extern const struct done_record done_data_expectation;

/* What is expected of the service, in place of what the policy writes for all (data_service.c). */
int done_data_for_service(struct done_view *view, struct data_list *at, struct done_error *err);

/*
 * 1 when the node is as expected, 0 when not: *what then says what it must be ("at least 3").
 */
int done_data_fits(struct done_view *view, const struct data_expectation *expects,
                   const struct done_value *node, const char **what, struct done_error *err);
/* All that is expected, for a node that is missing: "text that matches 'x'"; "" where anything is
 * good. */
const char *done_data_wanted(struct done_view *view, const struct data_expectation *expects);
/*
 * What `at` wants as it would be written in the file, whose name says whether that is JSON:
 * "engines": {"node": …}. Of a path whose first keys are there already only the rest, with *below
 * "engines" (else NULL). NULL: the path cannot be written so. root: NULL where there is no file.
 */
const char *done_data_written(struct done_view *view, const char *file, const struct data_at *at,
                              const struct done_value *root, const char **below);
/* A value on one line for a person, cut: "\"module\"", "a list of 3". */
const char *done_data_value_shown(struct done_view *view, const struct done_value *value);

#endif
