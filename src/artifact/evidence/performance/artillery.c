/*
 * `artillery run --output`: milliseconds. Its http.request_rate is of one interval; what was made
 * between the first and the last metric is the rate.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static const struct done_load_key artillery_keys[] = {
    {"http.response_time", "mean", DONE_METRIC_MEAN_MS, 1},
    {"http.response_time", "min", DONE_METRIC_MIN_MS, 1},
    {"http.response_time", "median", DONE_METRIC_P50_MS, 1},
    {"http.response_time", "p75", DONE_METRIC_P75_MS, 1},
    {"http.response_time", "p90", DONE_METRIC_P90_MS, 1},
    {"http.response_time", "p95", DONE_METRIC_P95_MS, 1},
    {"http.response_time", "p99", DONE_METRIC_P99_MS, 1},
    {"http.response_time", "p999", DONE_METRIC_P999_MS, 1},
    {"http.response_time", "max", DONE_METRIC_MAX_MS, 1},
};

static enum done_evidence_guess artillery_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *whole =
	    look->form == DONE_LOOKS_JSON ? done_member_map(look->json, "aggregate") : NULL;

	if (done_member_map(whole, "counters"))
		return DONE_GUESS_YES;
	if (done_member_map(whole, "latency") && done_member_map(whole, "codes")) {
		*why = "the file holds a result of Artillery 1";
		*fix = "use Artillery 2";
		return DONE_GUESS_WRONG;
	}
	return DONE_GUESS_NO;
}

/* "http.codes.500", "errors.ECONNREFUSED" */
static void artillery_count(struct done_load_making *making, const struct done_value *counters)
{
	static const char codes[] = "http.codes.";
	double coded = 0, refused = 0, lost = 0, answers, requests;

	for (size_t i = 0; i < counters->map.nr; i++) {
		const struct done_member *member = &counters->map.ptr[i];
		const char *key = member->key.ptr;
		double count = 0;
		uint64_t code;

		if (!strncmp(key, codes, strlen(codes))) {
			count = done_load_count(making, &member->value);
			coded += count;
			if (!done_evidence_count(key + strlen(codes), &code) || code < 100 ||
			    code > 999)
				done_evidence_fault(&making->base, "bad number", member->line,
				    "write the report again", "'%s' is not a status",
				    done_evidence_cut(making->base.look->arena, key));
			else if (code >= 400)
				refused += count;
		} else if (done_text_starts(key, "errors.")) {
			lost += done_load_count(making, &member->value);
		}
	}
	answers = done_load_count(making, done_value_get(counters, "http.responses"));
	if (coded != answers)
		done_evidence_fault(&making->base, "counts differ", counters->line,
		    "write the report again: the file may have been changed",
		    "%.0f answers have a status, and 'http.responses' is %.0f", coded, answers);
	/* Each request has an answer or an error; some may be on their way at the end. */
	requests = done_bench_number(done_value_get(counters, "http.requests"));
	if (!(requests <= (answers + lost) * 1.01 + 1))
		done_evidence_fault(&making->base, "counts differ", counters->line,
		    "write the report again: the file may have been changed",
		    "'http.requests' is %.0f, with %.0f answers and %.0f errors", requests, answers,
		    lost);
	done_load_take(
	    making, 0, DONE_METRIC_REQUESTS, done_value_get(counters, "http.requests"), 1);
	done_load_set(making, 0, DONE_METRIC_ERRORS, refused + lost, counters->line);
}

static int artillery_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	/* Percentiles are of a sketch, with an error of 1 %. */
	static const struct done_load_trust trust = {.rounding = 1,
	    .rounding_share = 0.02,
	    .no_request_fix =
	        "start the service before the load test, and give the scenario a request"};
	const struct done_value *whole = done_member_map(look->json, "aggregate");
	double first = done_bench_number(done_value_get(whole, "firstMetricAt"));
	double last = done_bench_number(done_value_get(whole, "lastMetricAt"));
	struct done_load_making making;

	done_load_open(&making, look, out, err);
	out->load.shape = "artillery";
	out->load.absent_fix = "Artillery has p50_ms, p75_ms, p90_ms, p95_ms, p99_ms and p999_ms";
	out->load.rows[0].line = whole->line;
	artillery_count(&making, done_member_map(whole, "counters"));
	done_load_take_keys(&making, done_member_map(whole, "summaries"), artillery_keys,
	    DONE_ARRAY_SIZE(artillery_keys));
	if (last > first) {
		done_load_set(
		    &making, 0, DONE_METRIC_DURATION_S, (last - first) / 1e3, whole->line);
		done_evidence_dated_seconds(out, last / 1e3, whole->line);
	}
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_artillery = {
    .name = "artillery",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`artillery run --output result.json`",
    .yields = DONE_YIELDS_LOAD | DONE_YIELDS(P999_MS),
    .guess = artillery_guess,
    .read = artillery_read,
};
