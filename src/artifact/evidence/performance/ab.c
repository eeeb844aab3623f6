/*
 * ApacheBench, as text: milliseconds. "Failed requests: 0" stands beside answers that are all HTTP
 * 500: "Non-2xx responses" are the errors. A failure by length is none where bodies vary, and both
 * are mostly the same requests: they are not added. What failed otherwise got no answer: it is.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

struct ab_reader {
	struct done_load_making making;
	struct done_evidence_lines lines;
	bool has_counts, is_in_counts, is_in_percentiles, is_over, has_mean;
	double requests, failed, by_length, other, concurrency;
	double total_mean; /* of the connection times, whole milliseconds; 0: not said */
};

typedef void ab_take_line(struct ab_reader *reader, const char **words);
static ab_take_line ab_take_time, ab_take_requests, ab_take_failed, ab_take_parts, ab_take_other,
    ab_take_rate, ab_take_mean;

/* The lines from the concurrency to the transfer rate: no other stands there. */
static const struct {
	const char *start;
	ab_take_line *take; /* NULL: it says nothing that counts */
	size_t nr;          /* words that it has at least */
} ab_lines[] = {
    {"Time taken for tests:", ab_take_time, 6},
    {"Complete requests:", ab_take_requests, 3},
    {"Failed requests:", ab_take_failed, 3},
    {"   (Connect: ", ab_take_parts, 8},
    {"Write errors:", NULL, 0},
    {"Non-2xx responses:", ab_take_other, 3},
    {"Keep-Alive requests:", NULL, 0},
    {"Total transferred:", NULL, 0},
    {"Total body sent:", NULL, 0},
    {"Total POSTed:", NULL, 0},
    {"Total PUT:", NULL, 0},
    {"HTML transferred:", NULL, 0},
    {"Requests per second:", ab_take_rate, 5},
    {"Time per request:", ab_take_mean, 5},
};

static enum done_evidence_guess ab_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 20 && done_evidence_next(&lines, &line)) {
		if (done_line_starts(line, "This is ApacheBench"))
			return DONE_GUESS_YES;
		if (done_line_starts(line, "Percentage served,Time in ms")) {
			*why = "the file holds the percentiles of 'ab -e', without counts";
			*fix = "keep what ab prints";
			return DONE_GUESS_WRONG;
		}
	}
	return DONE_GUESS_NO;
}

static double ab_count(struct ab_reader *reader, const char *word)
{
	uint64_t count;
	size_t len = strcspn(word, ",)");

	if (done_evidence_count(
	        done_arena_strndup(reader->making.base.look->arena, word, len), &count))
		return (double)count;
	done_words_bad(&reader->making.base, reader->lines.line, "ab");
	return 0;
}

static void ab_take_time(struct ab_reader *reader, const char **words)
{
	done_words_take(&reader->making, DONE_METRIC_DURATION_S, words[4], 1, reader->lines.line);
}

static void ab_take_requests(struct ab_reader *reader, const char **words)
{
	reader->requests = ab_count(reader, words[2]);
}

static void ab_take_failed(struct ab_reader *reader, const char **words)
{
	reader->failed = ab_count(reader, words[2]);
}

/* "(Connect: 0, Receive: 0, Length: 3, Exceptions: 0)" */
static void ab_take_parts(struct ab_reader *reader, const char **words)
{
	if (!strcmp(words[4], "Length:"))
		reader->by_length = ab_count(reader, words[5]);
	else
		done_words_bad(&reader->making.base, reader->lines.line, "ab");
}

static void ab_take_other(struct ab_reader *reader, const char **words)
{
	reader->other = ab_count(reader, words[2]);
}

static void ab_take_rate(struct ab_reader *reader, const char **words)
{
	done_words_take(
	    &reader->making, DONE_METRIC_REQUESTS_PER_SECOND, words[3], 1, reader->lines.line);
}

/* The second one is that across all concurrent requests. */
static void ab_take_mean(struct ab_reader *reader, const char **words)
{
	if (!reader->has_mean)
		done_words_take(
		    &reader->making, DONE_METRIC_MEAN_MS, words[3], 1, reader->lines.line);
	reader->has_mean = true;
}

static void ab_take_counts(
    struct ab_reader *reader, struct done_bytes line, const char **words, size_t nr)
{
	if (done_line_starts(line, "Transfer rate:")) {
		reader->is_in_counts = false;
		return;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ab_lines); i++) {
		if (!done_line_starts(line, ab_lines[i].start) || nr < ab_lines[i].nr)
			continue;
		if (ab_lines[i].take)
			ab_lines[i].take(reader, words);
		return;
	}
	done_words_bad(&reader->making.base, reader->lines.line, "ab");
}

/* "  99%     38", and " 100%     43 (longest request)" at the end. */
static void ab_take_percentile(struct ab_reader *reader, const char **words, size_t nr)
{
	size_t len = strlen(words[0]);
	bool is_last = nr == 4 && !strcmp(words[3], "request)");
	enum done_metric metric;
	double percent;

	if ((nr != 2 && !is_last) || len < 2 || words[0][len - 1] != '%' ||
	    !done_words_number(
	        done_arena_strndup(reader->making.base.look->arena, words[0], len - 1), &percent)) {
		done_words_bad(&reader->making.base, reader->lines.line, "ab");
		return;
	}
	metric = is_last ? DONE_METRIC_MAX_MS : done_load_percentile(percent);
	if (metric != DONE_METRICS)
		done_words_take(&reader->making, metric, words[1], 1, reader->lines.line);
	reader->is_over = is_last;
}

static void ab_take(struct ab_reader *reader, struct done_bytes line)
{
	const char *words[10];
	size_t nr =
	    done_line_words(reader->making.base.look->arena, line, words, DONE_ARRAY_SIZE(words));

	if (reader->has_counts && done_line_starts(line, "This is ApacheBench"))
		done_words_bad(&reader->making.base, reader->lines.line, "ab"); /* a second run */
	if (!nr || reader->is_over)
		return;
	if (done_line_starts(line, "Concurrency Level:") && nr == 3) {
		reader->has_counts = reader->is_in_counts = true;
		reader->concurrency = ab_count(reader, words[2]);
	} else if (reader->is_in_counts)
		ab_take_counts(reader, line, words, nr);
	else if (done_line_starts(line, "Percentage of the requests served"))
		reader->is_in_percentiles = true;
	else if (reader->is_in_percentiles)
		ab_take_percentile(reader, words, nr);
	else if (nr == 6 && !strcmp(words[0], "Total:")) {
		done_words_take(
		    &reader->making, DONE_METRIC_MIN_MS, words[1], 1, reader->lines.line);
		if (!done_words_number(words[2], &reader->total_mean))
			reader->total_mean = 0;
	}
}

/*
 * "Time per request" is the time of the test by the requests at once: in a short test, of which the
 * end is idle, more than the slowest took. Then the mean of the connection times is the mean.
 */
static void ab_judge_mean(struct ab_reader *reader, double *values)
{
	double time = values[DONE_METRIC_DURATION_S] * 1000;
	double by_time = reader->concurrency * time / reader->requests;

	if (reader->total_mean > 0 && values[DONE_METRIC_MEAN_MS] > values[DONE_METRIC_MAX_MS] &&
	    fabs(values[DONE_METRIC_MEAN_MS] - by_time) <= by_time * (1e-3 + 0.5 / time))
		values[DONE_METRIC_MEAN_MS] = reader->total_mean;
}

static int ab_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 1.5,
	    .no_request_fix = "start the service before the load test: ab got no answer",
	    .all_failed_fix =
	        "look at one answer: 'Failed requests: 0' of ab does not count HTTP 500 "
	        "(Non-2xx responses)"};
	struct ab_reader reader = {.lines = {.text = look->bytes}};
	double *values;
	struct done_bytes line;

	done_load_open(&reader.making, look, out, err);
	out->load.shape = "ab";
	out->load.absent_fix = "ab has p50_ms, p75_ms, p90_ms, p95_ms and p99_ms";
	out->load.rows[0].line = 1;
	while (done_evidence_next(&reader.lines, &line))
		ab_take(&reader, line);
	if (!reader.is_over)
		done_words_cut_off(&reader.making.base, reader.lines.line, "the longest request");
	if (reader.by_length > reader.failed)
		done_words_bad(&reader.making.base, reader.lines.line, "ab");
	done_load_set(&reader.making, 0, DONE_METRIC_REQUESTS, reader.requests, 1);
	done_load_set(&reader.making, 0, DONE_METRIC_ERRORS,
	    fmin(reader.other + fmax(reader.failed - reader.by_length, 0), reader.requests), 1);
	values = out->load.rows[0].values;
	done_load_check_rate(&reader.making, values[DONE_METRIC_REQUESTS_PER_SECOND],
	    reader.requests, values[DONE_METRIC_DURATION_S], 6e-4);
	ab_judge_mean(&reader, values);
	return done_load_close(&reader.making, &trust);
}

const struct done_evidence_reader done_evidence_ab = {
    .name = "ab",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "what ApacheBench (`ab`) prints",
    .yields = DONE_YIELDS_LOAD,
    .guess = ab_guess,
    .read = ab_read,
};
