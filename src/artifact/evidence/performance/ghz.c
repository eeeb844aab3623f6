/* `ghz --format json`, of gRPC: nanoseconds. Whatever is not OK is an error. */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static const struct done_load_key ghz_keys[] = {
    {NULL, "count", DONE_METRIC_REQUESTS, 1},
    {NULL, "total", DONE_METRIC_DURATION_S, 1e-9},
    {NULL, "rps", DONE_METRIC_REQUESTS_PER_SECOND, 1},
    {NULL, "average", DONE_METRIC_MEAN_MS, 1e-6},
    {NULL, "fastest", DONE_METRIC_MIN_MS, 1e-6},
    {NULL, "slowest", DONE_METRIC_MAX_MS, 1e-6},
};

static enum done_evidence_guess ghz_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_value_get(look->json, "rps") &&
	        done_value_get(look->json, "latencyDistribution") &&
	        done_member_map(look->json, "statusCodeDistribution")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static void ghz_take_percentiles(struct done_load_making *making, const struct done_value *list)
{
	for (size_t i = 0; list && i < list->list.nr; i++) {
		const struct done_value *item = &list->list.ptr[i];
		enum done_metric metric =
		    done_load_percentile(done_bench_number(done_value_get(item, "percentage")));

		if (metric != DONE_METRICS)
			done_load_take(making, 0, metric, done_value_get(item, "latency"), 1e-6);
	}
}

static int ghz_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 1e-6,
	    .no_request_fix = "start the service before the load test: ghz got no answer"};
	const struct done_value *codes = done_member_map(look->json, "statusCodeDistribution");
	struct done_load_making making;
	double all = 0, good = 0;
	const double *values;

	done_load_open(&making, look, out, err);
	out->load.shape = "ghz";
	out->load.absent_fix = "ghz has p50_ms, p75_ms, p90_ms, p95_ms and p99_ms";
	out->load.rows[0].line = look->json->line;
	done_evidence_dated(out, done_member_string(look->json, "date"), look->json->line);
	done_load_take_keys(&making, look->json, ghz_keys, DONE_ARRAY_SIZE(ghz_keys));
	ghz_take_percentiles(&making, done_member_list(look->json, "latencyDistribution"));
	for (size_t i = 0; i < codes->map.nr; i++) {
		double count = done_load_count(&making, &codes->map.ptr[i].value);

		all += count;
		good += strcmp(codes->map.ptr[i].key.ptr, "OK") != 0 ? 0 : count;
	}
	values = out->load.rows[0].values;
	if (all != values[DONE_METRIC_REQUESTS])
		done_evidence_fault(&making.base, "counts differ", codes->line,
		    "write the report again: the run may have been cut off, or the file changed",
		    "%.0f requests have a status, and 'count' is another number", all);
	done_load_set(&making, 0, DONE_METRIC_ERRORS, all - good, codes->line);
	done_load_check_rate(&making, values[DONE_METRIC_REQUESTS_PER_SECOND],
	    values[DONE_METRIC_REQUESTS], values[DONE_METRIC_DURATION_S], 1e-3);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_ghz = {
    .name = "ghz",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`ghz --format json`",
    .yields = DONE_YIELDS_LOAD,
    .guess = ghz_guess,
    .read = ghz_read,
};
