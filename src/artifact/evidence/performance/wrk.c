/*
 * wrk and wrk2, as text: times in mixed units; percentiles with `--latency` alone, and no p95. Of
 * wrk2's two distributions the first is the corrected one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

struct wrk_reader {
	struct done_load_making making;
	struct done_evidence_lines lines;
	bool has_head, has_distribution, is_in_distribution, has_counts, is_over;
	double requests, errors, lost; /* lost: by sockets; wrk's rate is without them */
};

static bool wrk_is_head(struct done_arena *arena, struct done_bytes line)
{
	return done_line_starts(line, "Running ") &&
	    strstr(done_line_text(arena, line), " test @ ");
}

static enum done_evidence_guess wrk_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 20 && done_evidence_next(&lines, &line)) {
		if (wrk_is_head(look->arena, line))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

/* "693.50us", "1.47ms", "2.08s", "1.00m", in seconds; NAN: it is none. */
static double wrk_seconds(struct wrk_reader *reader, const char *word)
{
	static const struct {
		const char *unit;
		double seconds;
	} units[] = {{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}};
	size_t digits = strspn(word, "0123456789.");
	double number;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		if (!strcmp(word + digits, units[i].unit) &&
		    done_words_number(
		        done_arena_strndup(reader->making.base.look->arena, word, digits), &number))
			return number * units[i].seconds;
	}
	return NAN;
}

static void wrk_set(struct wrk_reader *reader, enum done_metric metric, const char *word)
{
	done_load_set(
	    &reader->making, 0, metric, wrk_seconds(reader, word) * 1e3, reader->lines.line);
}

/* " 99.000%    3.00ms"; false: the distribution is over. */
static bool wrk_take_percentile(struct wrk_reader *reader, const char **words, size_t nr)
{
	size_t len = nr == 2 ? strlen(words[0]) : 0;
	enum done_metric metric;
	double percent;

	if (len < 2 || words[0][len - 1] != '%')
		return false;
	if (!done_words_number(
	        done_arena_strndup(reader->making.base.look->arena, words[0], len - 1), &percent)) {
		done_words_bad(&reader->making.base, reader->lines.line, "wrk");
		return true;
	}
	metric = done_load_percentile(percent);
	if (metric != DONE_METRICS)
		wrk_set(reader, metric, words[1]);
	return true;
}

static double wrk_count(struct wrk_reader *reader, const char *word)
{
	size_t len = strcspn(word, ",");
	uint64_t count;

	if (done_evidence_count(
	        done_arena_strndup(reader->making.base.look->arena, word, len), &count))
		return (double)count;
	done_words_bad(&reader->making.base, reader->lines.line, "wrk");
	return 0;
}

/* "Socket errors: connect 0, read 1, write 0, timeout 2": none of them is among the requests. */
static void wrk_take_sockets(struct wrk_reader *reader, const char **words)
{
	for (size_t i = 3; i <= 9; i += 2) {
		double count = wrk_count(reader, words[i]);

		reader->requests += count;
		reader->errors += count;
		reader->lost += count;
	}
}

/* What stands between the counts and the rates: nothing else does. */
static void wrk_take_end(struct wrk_reader *reader, const char **words, size_t nr)
{
	if (nr == 5 && !strcmp(words[0], "Non-2xx") && !strcmp(words[3], "responses:")) {
		reader->errors += wrk_count(reader, words[4]);
	} else if (nr == 10 && !strcmp(words[0], "Socket") && !strcmp(words[1], "errors:")) {
		wrk_take_sockets(reader, words);
	} else if (nr == 2 && !strcmp(words[0], "Requests/sec:")) {
		done_words_take(&reader->making, DONE_METRIC_REQUESTS_PER_SECOND, words[1], 1,
		    reader->lines.line);
	} else if (nr == 2 && !strcmp(words[0], "Transfer/sec:") && strchr(words[1], 'B')) {
		reader->is_over = true;
	} else {
		done_words_bad(&reader->making.base, reader->lines.line, "wrk");
	}
}

static void wrk_take(struct wrk_reader *reader, const char **words, size_t nr)
{
	if (reader->is_over)
		return;
	if (reader->is_in_distribution && wrk_take_percentile(reader, words, nr))
		return;
	reader->is_in_distribution = false;
	if (reader->has_counts) {
		wrk_take_end(reader, words, nr);
	} else if (nr == 5 && !strcmp(words[0], "Latency")) {
		wrk_set(reader, DONE_METRIC_MEAN_MS, words[1]);
		wrk_set(reader, DONE_METRIC_MAX_MS, words[3]);
	} else if (nr >= 2 && !strcmp(words[0], "Latency") && !strcmp(words[1], "Distribution")) {
		reader->is_in_distribution = !reader->has_distribution;
		reader->has_distribution = true;
	} else if (nr == 6 && !strcmp(words[1], "requests") && !strcmp(words[2], "in")) {
		reader->has_counts = true;
		reader->requests += wrk_count(reader, words[0]);
		done_load_set(&reader->making, 0, DONE_METRIC_DURATION_S,
		    wrk_seconds(reader,
		        done_arena_strndup(
		            reader->making.base.look->arena, words[3], strcspn(words[3], ","))),
		    reader->lines.line);
	}
}

static int wrk_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 0.01,
	    .rounding_share = 0.005,
	    .no_request_fix = "start the service before the load test: wrk got no answer"};
	struct wrk_reader reader = {.lines = {.text = look->bytes}};
	double *values;
	struct done_bytes line;
	const char *words[12];

	done_load_open(&reader.making, look, out, err);
	out->load.shape = "wrk";
	out->load.absent_fix =
	    "run wrk with --latency; it has p50_ms, p75_ms, p90_ms and p99_ms, and "
	    "no p95_ms";
	out->load.rows[0].line = 1;
	while (done_evidence_next(&reader.lines, &line)) {
		size_t nr = done_line_words(look->arena, line, words, DONE_ARRAY_SIZE(words));
		bool is_head = wrk_is_head(look->arena, line);

		if (is_head && reader.has_head)
			done_words_bad(
			    &reader.making.base, reader.lines.line, "wrk"); /* a second run */
		reader.has_head |= is_head;
		if (nr && !is_head)
			wrk_take(&reader, words, nr);
	}
	if (!reader.is_over)
		done_words_cut_off(&reader.making.base, reader.lines.line, "'Transfer/sec'");
	values = out->load.rows[0].values;
	done_load_set(&reader.making, 0, DONE_METRIC_REQUESTS, reader.requests, 1);
	done_load_set(&reader.making, 0, DONE_METRIC_ERRORS, reader.errors, 1);
	done_load_check_rate(&reader.making, values[DONE_METRIC_REQUESTS_PER_SECOND],
	    reader.requests - reader.lost, values[DONE_METRIC_DURATION_S],
	    values[DONE_METRIC_DURATION_S] < 60 ? 0.01 : values[DONE_METRIC_DURATION_S] / 60);
	return done_load_close(&reader.making, &trust);
}

const struct done_evidence_reader done_evidence_wrk = {
    .name = "wrk",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "what `wrk --latency` and wrk2 print",
    .yields =
        (DONE_YIELDS_LOAD & ~DONE_YIELDS(MIN_MS) & ~DONE_YIELDS(P95_MS)) | DONE_YIELDS(P999_MS),
    .guess = wrk_guess,
    .read = wrk_read,
};
