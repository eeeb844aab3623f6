/* The metrics of load tests and benchmarks: how policies call them, and how people read them. */
#include "done/performance.h"

const struct done_metric_form done_metric_forms[DONE_METRICS] = {
	[DONE_METRIC_REQUESTS] = {"requests", "the number of requests", "", .is_more_better = true},
	[DONE_METRIC_ERRORS] = {"errors", "the number of errors", ""},
	[DONE_METRIC_ERROR_RATE] = {"error_rate", "the error rate", "", .is_ratio = true},
	[DONE_METRIC_REQUESTS_PER_SECOND] = {"requests_per_second", "the rate", " requests/s",
                                             .is_more_better = true},
	[DONE_METRIC_DURATION_S] = {"duration_s", "the duration", " s", .is_more_better = true},
	[DONE_METRIC_MEAN_MS] = {"mean_ms", "the mean", " ms"},
	[DONE_METRIC_MIN_MS] = {"min_ms", "the minimum", " ms"},
	[DONE_METRIC_P50_MS] = {"p50_ms", "p50", " ms"},
	[DONE_METRIC_P75_MS] = {"p75_ms", "p75", " ms"},
	[DONE_METRIC_P90_MS] = {"p90_ms", "p90", " ms"},
	[DONE_METRIC_P95_MS] = {"p95_ms", "p95", " ms"},
	[DONE_METRIC_P97_5_MS] = {"p97_5_ms", "p97.5", " ms"},
	[DONE_METRIC_P99_MS] = {"p99_ms", "p99", " ms"},
	[DONE_METRIC_P999_MS] = {"p999_ms", "p99.9", " ms"},
	[DONE_METRIC_MAX_MS] = {"max_ms", "the maximum", " ms"},
	[DONE_METRIC_TIME_NS] = {"time_ns", "the time", " ns/op"},
	[DONE_METRIC_OPERATIONS_PER_SECOND] = {"operations_per_second", "the throughput", " ops/s",
                                               .is_more_better = true},
	[DONE_METRIC_BYTES_PER_OP] = {"bytes_per_op", "memory", " B/op", .is_exact = true},
	[DONE_METRIC_ALLOCS_PER_OP] = {"allocs_per_op", "the number of allocations", " allocs/op",
                                       .is_exact = true},
};

const char *const done_metric_names[] = {
	"requests", "errors",   "error_rate",
	"requests_per_second",  "duration_s",
	"mean_ms",  "min_ms",   "p50_ms",
	"p75_ms",   "p90_ms",   "p95_ms",
	"p97_5_ms", "p99_ms",   "p999_ms",
	"max_ms",   "time_ns",  "operations_per_second",
	"bytes_per_op",         "allocs_per_op",
	NULL,
};
