/*
 * `autocannon -j`: milliseconds. requests.total are answers: what failed without one stands in
 * `errors`, time-outs included, and answers other than 2xx in `non2xx`.
 */
#include <math.h>

#include "evidence/parts.h"

static enum done_evidence_guess autocannon_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON &&
	        done_value_get(done_member_map(look->json, "latency"), "p97_5") &&
	        done_member_map(look->json, "requests")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static double autocannon_count(
    struct done_load_making *making, const struct done_value *map, const char *key)
{
	uint64_t count;

	if (done_value_count(done_value_get(map, key), &count))
		return (double)count;
	done_evidence_fault(&making->base, "bad number", map->line, "write the report again",
	    "'%s' is not a whole number from 0", key);
	return 0;
}

static int autocannon_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct {
		const char *key;
		enum done_metric metric;
	} latencies[] = {{"average", DONE_METRIC_MEAN_MS}, {"min", DONE_METRIC_MIN_MS},
	    {"p50", DONE_METRIC_P50_MS}, {"p75", DONE_METRIC_P75_MS}, {"p90", DONE_METRIC_P90_MS},
	    {"p97_5", DONE_METRIC_P97_5_MS}, {"p99", DONE_METRIC_P99_MS},
	    {"p99_9", DONE_METRIC_P999_MS}, {"max", DONE_METRIC_MAX_MS}};
	static const struct done_load_trust trust = {.rounding = 1,
	    .rounding_share = 0.001,
	    .no_request_fix = "start the service before the load test: autocannon got no answer"};
	const struct done_value *times = done_member_map(look->json, "latency");
	struct done_load_making making;
	double answers, lost, other;

	done_load_open(&making, look, out, err);
	out->load.shape = "autocannon";
	out->load.absent_fix = "autocannon has p97_5_ms and p99_ms, and no p95_ms: ask for one of "
	                       "these";
	out->load.rows[0].line = look->json->line;
	done_evidence_dated(out, done_member_string(look->json, "finish"), look->json->line);
	answers = autocannon_count(&making, done_member_map(look->json, "requests"), "total");
	lost = autocannon_count(&making, look->json, "errors");
	other = autocannon_count(&making, look->json, "non2xx");
	done_load_set(&making, 0, DONE_METRIC_REQUESTS, answers + lost, look->json->line);
	done_load_set(&making, 0, DONE_METRIC_ERRORS, lost + other, look->json->line);
	done_load_take(
	    &making, 0, DONE_METRIC_DURATION_S, done_value_get(look->json, "duration"), 1);
	if (making.base.out->load.rows[0].values[DONE_METRIC_DURATION_S] > 0)
		done_load_set(&making, 0, DONE_METRIC_REQUESTS_PER_SECOND,
		    answers / out->load.rows[0].values[DONE_METRIC_DURATION_S], look->json->line);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(latencies); i++)
		done_load_take(
		    &making, 0, latencies[i].metric, done_value_get(times, latencies[i].key), 1);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_autocannon = {
    .name = "autocannon",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`autocannon --json`",
    .yields =
        (DONE_YIELDS_LOAD & ~DONE_YIELDS(P95_MS)) | DONE_YIELDS(P97_5_MS) | DONE_YIELDS(P999_MS),
    .guess = autocannon_guess,
    .read = autocannon_read,
};
