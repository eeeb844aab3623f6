/* `vegeta report -type=json`: nanoseconds; "rate" is what was sent, "throughput" what succeeded. */
#include <math.h>

#include "evidence/parts.h"

static enum done_evidence_guess vegeta_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	if (look->form == DONE_LOOKS_JSON_LINES && done_value_get(look->json, "attack") &&
	    done_value_get(look->json, "latency")) {
		*why = "the file holds vegeta's results one by one, not a report";
		*fix = "vegeta report -type=json results.bin >vegeta.json";
		return DONE_GUESS_WRONG;
	}
	return look->form == DONE_LOOKS_JSON &&
	        done_value_get(done_member_map(look->json, "latencies"), "mean") &&
	        done_value_get(look->json, "status_codes")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static int vegeta_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct {
		const char *key;
		enum done_metric metric;
	} latencies[] = {{"mean", DONE_METRIC_MEAN_MS}, {"min", DONE_METRIC_MIN_MS},
	    {"50th", DONE_METRIC_P50_MS}, {"90th", DONE_METRIC_P90_MS},
	    {"95th", DONE_METRIC_P95_MS}, {"99th", DONE_METRIC_P99_MS},
	    {"max", DONE_METRIC_MAX_MS}};
	static const struct done_load_trust trust = {
	    .no_request_fix = "look at the output of 'vegeta attack': it sent no request"};
	const struct done_value *times = done_member_map(look->json, "latencies");
	const struct done_value *success = done_value_get(look->json, "success");
	struct done_load_making making;

	done_load_open(&making, look, out, err);
	out->load.shape = "vegeta";
	out->load.absent_fix = "vegeta writes p50, p90, p95 and p99: ask for one of these";
	out->load.rows[0].line = look->json->line;
	done_evidence_dated(out, done_member_string(look->json, "end"), look->json->line);
	done_load_take(&making, 0, DONE_METRIC_REQUESTS, done_value_get(look->json, "requests"), 1);
	done_load_take(&making, 0, DONE_METRIC_REQUESTS_PER_SECOND,
	    done_value_get(look->json, "throughput"), 1);
	done_load_take(
	    &making, 0, DONE_METRIC_DURATION_S, done_value_get(look->json, "duration"), 1e-9);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(latencies); i++)
		done_load_take(
		    &making, 0, latencies[i].metric, done_value_get(times, latencies[i].key), 1e-6);
	done_load_set(&making, 0, DONE_METRIC_ERROR_RATE, 1 - done_value_number(success),
	    done_value_is_number(success) ? success->line : look->json->line);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_vegeta = {
    .name = "vegeta",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`vegeta report -type=json`",
    .yields = DONE_YIELDS_LOAD & ~DONE_YIELDS(P75_MS),
    .guess = vegeta_guess,
    .read = vegeta_read,
};
