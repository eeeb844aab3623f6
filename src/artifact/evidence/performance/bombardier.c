/*
 * `bombardier --format json`: microseconds. Its rps is a mean of samples: what was answered in the
 * time taken is the rate. Without `--print result` it prints a greeting and a bar of progress
 * before the JSON, which begins a line of its own.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static const struct done_load_key bombardier_keys[] = {
    {"latency", "mean", DONE_METRIC_MEAN_MS, 1e-3},
    {"latency", "max", DONE_METRIC_MAX_MS, 1e-3},
    {"percentiles", "50", DONE_METRIC_P50_MS, 1e-3},
    {"percentiles", "75", DONE_METRIC_P75_MS, 1e-3},
    {"percentiles", "90", DONE_METRIC_P90_MS, 1e-3},
    {"percentiles", "95", DONE_METRIC_P95_MS, 1e-3},
    {"percentiles", "99", DONE_METRIC_P99_MS, 1e-3},
};

#define BOMBARDIER_GREETING "Bombarding "

/* Where the JSON begins in what is printed for people; the text's length: nowhere. */
static size_t bombardier_start(struct done_bytes text)
{
	struct done_evidence_lines lines = {.text = text};
	struct done_bytes line;

	while (done_evidence_next(&lines, &line)) {
		if (line.len && *line.ptr == '{')
			return (size_t)(line.ptr - text.ptr);
	}
	return text.len;
}

static enum done_evidence_guess bombardier_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	if (look->form == DONE_LOOKS_JSON)
		return done_value_get(done_member_map(look->json, "result"), "req2xx")
		    ? DONE_GUESS_YES
		    : DONE_GUESS_NO;
	if (look->form != DONE_LOOKS_TEXT || !done_line_starts(look->bytes, BOMBARDIER_GREETING))
		return DONE_GUESS_NO;
	if (bombardier_start(look->bytes) < look->bytes.len)
		return DONE_GUESS_YES;
	*why = "the file holds what bombardier prints for people";
	*fix = "run bombardier with --print result --format json --latencies";
	return DONE_GUESS_WRONG;
}

/* The JSON behind the greeting, at its own lines: what stands before becomes blanks. */
static int bombardier_parse(
    const struct done_evidence_look *look, struct done_value *out, struct done_error *err)
{
	size_t start = bombardier_start(look->bytes);
	char *text = done_arena_strndup(look->arena, look->bytes.ptr, look->bytes.len);

	for (size_t i = 0; i < start; i++) {
		if (text[i] != '\n')
			text[i] = ' ';
	}
	return done_json_parse_report(
	    look->arena, (struct done_bytes){text, look->bytes.len}, look->file, out, err);
}

static int bombardier_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 0.001,
	    .no_request_fix = "start the service before the load test: bombardier got no answer"};
	static const char *const answers[] = {"req1xx", "req2xx", "req3xx"};
	static const char *const failures[] = {"req4xx", "req5xx", "others"};
	const struct done_value *whole = look->json, *result;
	struct done_load_making making;
	struct done_value parsed;
	double good = 0, failed = 0;
	uint64_t asked;

	done_load_open(&making, look, out, err);
	if (!whole && bombardier_parse(look, &parsed, err) < 0)
		return err->code;
	whole = whole ? whole : &parsed;
	result = done_member_map(whole, "result");
	if (!result)
		return done_evidence_fail(
		    &making.base, whole->line, "the JSON of bombardier has no 'result'");
	out->load.shape = "bombardier";
	out->load.absent_fix = "run bombardier with --latencies";
	out->load.rows[0].line = result->line;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(answers); i++) {
		good += done_load_count(&making, done_value_get(result, answers[i]));
		failed += done_load_count(&making, done_value_get(result, failures[i]));
	}
	if (done_value_count(
	        done_value_get(done_member_map(whole, "spec"), "numberOfRequests"), &asked) &&
	    (double)asked != good + failed)
		done_evidence_fault(&making.base, "counts differ", result->line,
		    "write the report again: the run may have been cut off, or the file changed",
		    "%.0f requests were counted, and bombardier was to make another number",
		    good + failed);
	done_load_set(&making, 0, DONE_METRIC_REQUESTS, good + failed, result->line);
	done_load_set(&making, 0, DONE_METRIC_ERRORS, failed, result->line);
	done_load_take(
	    &making, 0, DONE_METRIC_DURATION_S, done_value_get(result, "timeTakenSeconds"), 1);
	done_load_take_keys(&making, result, bombardier_keys, 2);
	done_load_take_keys(&making, done_member_map(result, "latency"), bombardier_keys + 2,
	    DONE_ARRAY_SIZE(bombardier_keys) - 2);
	return done_load_close(&making, &trust);
}

const struct done_evidence_reader done_evidence_bombardier = {
    .name = "bombardier",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`bombardier --format json --latencies`, with `--print result` or without",
    .yields = DONE_YIELDS_LOAD & ~DONE_YIELDS(MIN_MS),
    .guess = bombardier_guess,
    .read = bombardier_read,
};
