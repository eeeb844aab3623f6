/*
 * performance: what tools write down about a load test or about benchmarks, in one model: times in
 * milliseconds (benchmarks: nanoseconds), ratios from 0 to 1, rates per second. What a tool does
 * not say is absent (NAN), never 0. Part of evidence.h; readers in
 * src/artifact/evidence/performance.
 */
#ifndef DONE_PERFORMANCE_H
#define DONE_PERFORMANCE_H

#include "done/base.h"

#define DONE_LOAD_NAMES_MAX 100000 /* named requests of one load test */

enum done_metric {
	DONE_METRIC_REQUESTS,
	DONE_METRIC_ERRORS,
	DONE_METRIC_ERROR_RATE,
	DONE_METRIC_REQUESTS_PER_SECOND,
	DONE_METRIC_DURATION_S,
	DONE_METRIC_MEAN_MS,
	/* Ascending, as they must be in every report. */
	DONE_METRIC_MIN_MS,
	DONE_METRIC_P50_MS,
	DONE_METRIC_P75_MS,
	DONE_METRIC_P90_MS,
	DONE_METRIC_P95_MS,
	DONE_METRIC_P97_5_MS,
	DONE_METRIC_P99_MS,
	DONE_METRIC_P999_MS,
	DONE_METRIC_MAX_MS,
	/* Of benchmarks, one operation each. */
	DONE_METRIC_TIME_NS,
	DONE_METRIC_OPERATIONS_PER_SECOND,
	DONE_METRIC_BYTES_PER_OP,
	DONE_METRIC_ALLOCS_PER_OP,
};
#define DONE_LOAD_METRICS (DONE_METRIC_MAX_MS + 1)
#define DONE_METRICS (DONE_METRIC_ALLOCS_PER_OP + 1)

/* Sets of metrics: what a tool may give. */
#define DONE_YIELDS(metric) (UINT32_C(1) << DONE_METRIC_##metric)
/* Every load test gives these. */
#define DONE_YIELDS_COUNTS                                                       \
	(DONE_YIELDS(REQUESTS) | DONE_YIELDS(ERRORS) | DONE_YIELDS(ERROR_RATE) | \
	    DONE_YIELDS(REQUESTS_PER_SECOND) | DONE_YIELDS(MEAN_MS) | DONE_YIELDS(MAX_MS))
/* And most of them these. */
#define DONE_YIELDS_LOAD                                                      \
	(DONE_YIELDS_COUNTS | DONE_YIELDS(DURATION_S) | DONE_YIELDS(MIN_MS) | \
	    DONE_YIELDS(P50_MS) | DONE_YIELDS(P75_MS) | DONE_YIELDS(P90_MS) | \
	    DONE_YIELDS(P95_MS) | DONE_YIELDS(P99_MS))

struct done_metric_form {
	const char *name;  /* "p95_ms", as policies have it */
	const char *shown; /* "p95" */
	const char *unit;  /* " ms"; "" */
	bool is_ratio;
	bool is_more_better;
	bool is_exact; /* a count that does not depend on the machine */
};
extern const struct done_metric_form done_metric_forms[DONE_METRICS];
extern const char *const done_metric_names[]; /* NULL-terminated */

/* ---- load tests ---- */

struct done_load_row {
	const char *name; /* NULL: the whole test */
	int line;         /* in the report; 0: unknown */
	double values[DONE_LOAD_METRICS];
};

/* A threshold that the tool itself was given. */
struct done_load_threshold {
	const char *metric, *expression;
	bool is_crossed;
	int line;
};

struct done_load {
	struct done_load_row *rows; /* the first is the whole */
	size_t nr, cap;
	struct done_load_threshold *thresholds;
	size_t nr_thresholds, cap_thresholds;
	const char *shape;      /* "k6 summary-export": for messages */
	const char *absent_fix; /* how the tool is told to write a percentile that is absent */
	const char *errors_fix; /* the same of the rate of errors; NULL: the usual */
	const char *note;       /* what else a reader of the result should know; NULL */
};

/* ---- benchmarks ---- */

struct done_measure {
	double value;     /* NAN: absent */
	double low, high; /* how far repetitions lie apart; NAN: unknown */
	size_t nr;        /* repetitions; 0: unknown */
	bool is_interval; /* low and high are the tool's own confidence interval */
};

struct done_benchmark {
	const char *name;
	const char *host; /* the machine, as far as the report says; NULL: it does not */
	int line;
	struct done_measure metrics[DONE_METRICS - DONE_LOAD_METRICS];
};

struct done_benchmarks {
	struct done_benchmark *items;
	size_t nr, cap;
	const char *note;
};

/* ---- what a check says of the files it means ---- */

/* Which percentiles the columns of a tool hold that does not say so itself; from the first. */
#define DONE_LOAD_PERCENTILES_MAX 4
struct done_load_asked {
	const char *metric; /* of k6: another one than http_req_duration; NULL */
	double percentiles[DONE_LOAD_PERCENTILES_MAX];
	size_t nr_percentiles; /* 0: not said */
	bool transactions;     /* of JMeter: the rows of transaction controllers, and no others */
};

#endif
