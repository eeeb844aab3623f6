/*
 * `oha --output-format json`: seconds. successRate ignores status codes, so that codes are counted;
 * what was aborted at the end of the time is no request.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static const struct done_load_key oha_keys[] = {
    {"summary", "total", DONE_METRIC_DURATION_S, 1},
    {"summary", "requestsPerSec", DONE_METRIC_REQUESTS_PER_SECOND, 1},
    {"summary", "average", DONE_METRIC_MEAN_MS, 1e3},
    {"summary", "fastest", DONE_METRIC_MIN_MS, 1e3},
    {"summary", "slowest", DONE_METRIC_MAX_MS, 1e3},
    {"latencyPercentiles", "p50", DONE_METRIC_P50_MS, 1e3},
    {"latencyPercentiles", "p75", DONE_METRIC_P75_MS, 1e3},
    {"latencyPercentiles", "p90", DONE_METRIC_P90_MS, 1e3},
    {"latencyPercentiles", "p95", DONE_METRIC_P95_MS, 1e3},
    {"latencyPercentiles", "p99", DONE_METRIC_P99_MS, 1e3},
    {"latencyPercentiles", "p99.9", DONE_METRIC_P999_MS, 1e3},
};

static enum done_evidence_guess oha_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON &&
	        done_value_get(done_member_map(look->json, "summary"), "successRate") &&
	        done_member_map(look->json, "latencyPercentiles")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static int oha_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding_share = 1e-6,
	    .no_request_fix = "start the service before the load test: oha got no answer"};
	const struct done_value *lost = done_member_map(look->json, "errorDistribution");
	struct done_load_making making;
	struct done_load_codes codes;
	double nr_lost = 0, nr_aborted = 0, answers;
	const double *values;

	done_load_open(&making, look, out, err);
	out->load.shape = "oha";
	out->load.absent_fix = "oha has p50_ms, p75_ms, p90_ms, p95_ms, p99_ms and p999_ms";
	out->load.rows[0].line = look->json->line;
	done_load_take_keys(&making, look->json, oha_keys, DONE_ARRAY_SIZE(oha_keys));
	codes = done_load_codes(&making, done_member_map(look->json, "statusCodeDistribution"));
	for (size_t i = 0; lost && i < lost->map.nr; i++) {
		double count = done_load_count(&making, &lost->map.ptr[i].value);

		if (strstr(lost->map.ptr[i].key.ptr, "aborted due to deadline"))
			nr_aborted += count;
		else
			nr_lost += count;
	}
	done_load_set(&making, 0, DONE_METRIC_REQUESTS, codes.all + nr_lost, look->json->line);
	done_load_set(&making, 0, DONE_METRIC_ERRORS, codes.failed + nr_lost, look->json->line);
	values = out->load.rows[0].values;
	/* Versions differ in whether the rate has what was aborted and what failed: from none of
	 * them to all. */
	answers = codes.all;
	if (nr_lost + nr_aborted > 0)
		answers = fmin(
		    fmax(values[DONE_METRIC_REQUESTS_PER_SECOND] * values[DONE_METRIC_DURATION_S],
		        codes.all),
		    codes.all + nr_lost + nr_aborted);
	done_load_check_rate(&making, values[DONE_METRIC_REQUESTS_PER_SECOND], answers,
	    values[DONE_METRIC_DURATION_S], 1e-3);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_oha = {
    .name = "oha",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`oha --output-format json`, before 1.5 `oha --json`",
    .yields = DONE_YIELDS_LOAD | DONE_YIELDS(P999_MS),
    .guess = oha_guess,
    .read = oha_read,
};
