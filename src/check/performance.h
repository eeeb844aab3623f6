/* Inside the check room: kind `performance`, in parts. */
#ifndef DONE_CHECK_PERFORMANCE_H
#define DONE_CHECK_PERFORMANCE_H

#include "reports.h"

struct performance_limits {
	struct done_amounts max, min; /* of names in done_metric_names */
};

struct performance_options {
	struct done_reports_options reports;
	struct performance_limits limits;
	struct performance_limits *each; /* of named requests; NULL */
	struct done_amounts max_regression;
	struct done_strings require;
	int own_thresholds;
	int no_base; /* PERFORMANCE_NO_BASE_… */
	struct done_load_asked load;
	bool many;
};

enum { PERFORMANCE_NO_BASE_IGNORE, PERFORMANCE_NO_BASE_WARNING, PERFORMANCE_NO_BASE_ERROR };
enum { PERFORMANCE_OWN_IGNORE, PERFORMANCE_OWN_MUST_HOLD };

struct performance_judging {
	struct done_view *view;
	const struct performance_options *options;
	struct done_result *result;
	const struct done_read_report *read; /* the report in hand */
	enum done_strength strength;         /* of all of them */
	bool is_measured[DONE_METRICS];      /* a number of the report in hand is kept */
	const struct done_sheet *sheet;      /* read when a limit names it; NULL: not yet */
};

/* ---- numbers as people read them (performance_shown.c) ---- */

/* "412 ms", "9.2 %", "18,204"; in the view's arena. */
const char *done_metric_shown(struct done_view *view, size_t metric, double value);
/* Two of them that differ are never shown alike. */
void done_metric_shown_pair(
    struct done_view *view, size_t metric, double one, double other, const char *shown[2]);
/* Keeps a number of the report in hand, once; limit NAN: none. */
void done_performance_measure(
    struct performance_judging *judging, size_t metric, double value, double limit, bool is_most);
/* "k6 summary-export, 18,204 requests, 0.3 % errors" */
const char *done_performance_told(
    struct done_view *view, const struct done_evidence_report *report);

/* ---- limits (performance_judge.c) ---- */

/* A finding at a line of the report in hand. */
struct done_finding *done_performance_add(struct performance_judging *judging, int line,
    struct done_subject subject, const char *fix, const char *message, ...) DONE_PRINTF(5, 6);
void done_performance_judge_load(struct performance_judging *judging);
void done_performance_judge_benchmarks(struct performance_judging *judging);

/* ---- the base (performance_base.c) ---- */

/* *told is what the reason of the result says of the comparison: "", or begins with "; ". */
int done_performance_judge_base(struct performance_judging *judging,
    const struct done_reports_options *asked, const struct done_reports *head, const char **told,
    struct done_error *err);

#endif
