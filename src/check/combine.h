/*
 * What any_of and all_of share: both run all that decides, and hold a list of parts.
 */
#ifndef DONE_CHECK_COMBINE_H
#define DONE_CHECK_COMBINE_H

#include "kinds.h"

struct combine_options {
	struct done_tests checks;
};

/* How the parts came out, one after the other. */
struct combine_tally {
	const char *inputs; /* of the first part that asks whether a result is fresh; NULL */
	size_t nr_inputs;
	struct done_result *results; /* one a part; verdict UNDECIDED: it could not be decided */
	size_t met, unmet, not_applicable;
	struct done_error first; /* the first part's error; code 0: none */
};

extern const struct done_record done_combine_any, done_combine_all;

/* Runs the parts up to the first that comes out as `enough`. Only a fault of ours is an error. */
int done_combine_run(const struct combine_options *options, struct done_view *view,
    enum done_verdict enough, struct combine_tally *out, struct done_error *err);
/* Hands the first error on; returns its code. */
int done_combine_fail(const struct combine_tally *tally, struct done_error *err);
/* Adds a part's findings to the whole's. */
void done_combine_add(
    struct done_view *view, const struct done_result *part, struct done_result *out);
/* Hands on what met the parts that are met. */
void done_combine_take_evidence(
    const struct combine_tally *tally, size_t nr, struct done_result *out);
/* Not applicable, with the reasons of the parts. */
void done_combine_say_none_apply(const struct combine_options *options, struct done_view *view,
    const struct combine_tally *tally, struct done_result *out);

#endif
