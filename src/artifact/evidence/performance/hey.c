/*
 * hey, as text: seconds with four decimals, so that 0.0000 is not 0. Requests/sec counts requests
 * that failed, and so do we.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

enum hey_section { HEY_NONE, HEY_SUMMARY, HEY_HISTOGRAM, HEY_LATENCY, HEY_STATUS, HEY_ERRORS };

static const struct {
	const char *head;
	enum hey_section section;
} hey_heads[] = {
    {"Summary:", HEY_SUMMARY},
    {"Response time histogram:", HEY_HISTOGRAM},
    {"Latency distribution:", HEY_LATENCY},
    {"Details (average,", HEY_NONE},
    {"Status code distribution:", HEY_STATUS},
    {"Error distribution:", HEY_ERRORS},
};

static const struct {
	const char *key;
	enum done_metric metric;
	double scale;
} hey_summary[] = {
    {"Total:", DONE_METRIC_DURATION_S, 1},
    {"Slowest:", DONE_METRIC_MAX_MS, 1e3},
    {"Fastest:", DONE_METRIC_MIN_MS, 1e3},
    {"Average:", DONE_METRIC_MEAN_MS, 1e3},
    {"Requests/sec:", DONE_METRIC_REQUESTS_PER_SECOND, 1},
};

struct hey_reader {
	struct done_load_making making;
	struct done_evidence_lines lines;
	enum hey_section section;
	bool has_counts;
	double answers, refused, lost, in_histogram;
};

static enum done_evidence_guess hey_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;
	bool is_summary = false;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 200 && done_evidence_next(&lines, &line)) {
		is_summary = is_summary || done_line_starts(line, "Summary:");
		if (is_summary && done_line_starts(line, "  Requests/sec:"))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

static void hey_take_summary(struct hey_reader *reader, const char **words, size_t nr)
{
	for (size_t i = 0; nr >= 2 && i < DONE_ARRAY_SIZE(hey_summary); i++) {
		if (!strcmp(words[0], hey_summary[i].key))
			done_words_take(&reader->making, hey_summary[i].metric, words[1],
			    hey_summary[i].scale, reader->lines.line);
	}
}

/* "[200]", a number in brackets. */
static bool hey_number(struct hey_reader *reader, const char *word, uint64_t *out)
{
	size_t len = strlen(word);

	return len > 2 && word[0] == '[' && word[len - 1] == ']' &&
	    done_evidence_count(
	        done_arena_strndup(reader->making.base.look->arena, word + 1, len - 2), out);
}

/* "  99% in 0.0043 secs" */
static bool hey_take_latency(struct hey_reader *reader, const char **words, size_t nr)
{
	size_t len = nr ? strlen(words[0]) : 0;
	double percent;
	enum done_metric metric;

	if (nr != 4 || strcmp(words[1], "in") != 0 || len < 2 || words[0][len - 1] != '%' ||
	    !done_words_number(
	        done_arena_strndup(reader->making.base.look->arena, words[0], len - 1), &percent))
		return false;
	metric = done_load_percentile(percent);
	if (metric != DONE_METRICS)
		done_words_take(&reader->making, metric, words[2], 1e3, reader->lines.line);
	return true;
}

/* "  [200] 160 responses", "  [3] Get …: connection refused" */
static bool hey_take_count(struct hey_reader *reader, const char **words, size_t nr)
{
	uint64_t first = 0, count = 0;

	if (!nr || !hey_number(reader, words[0], &first))
		return false;
	reader->has_counts = true;
	if (reader->section == HEY_ERRORS) {
		reader->lost += (double)first;
		return nr > 1;
	}
	if (nr != 3 || strcmp(words[2], "responses") != 0 || first < 100 || first > 999 ||
	    !done_evidence_count(words[1], &count))
		return false;
	reader->answers += (double)count;
	reader->refused += first >= 400 ? (double)count : 0;
	return true;
}

static void hey_take(struct hey_reader *reader, struct done_bytes line)
{
	const char *words[8];
	size_t nr = done_line_words(reader->making.base.look->arena, line, words, 8);
	bool is_good = true;
	uint64_t count = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(hey_heads); i++) {
		if (!done_line_starts(line, hey_heads[i].head))
			continue;
		reader->section = hey_heads[i].section;
		return;
	}
	if (!nr)
		return;
	if (reader->section == HEY_SUMMARY)
		hey_take_summary(reader, words, nr);
	else if (reader->section == HEY_LATENCY)
		is_good = hey_take_latency(reader, words, nr);
	else if (reader->section == HEY_STATUS || reader->section == HEY_ERRORS)
		is_good = hey_take_count(reader, words, nr);
	else if (reader->section == HEY_HISTOGRAM)
		is_good = nr >= 2 && hey_number(reader, words[1], &count);
	reader->in_histogram += (double)count;
	if (!is_good)
		done_words_bad(&reader->making.base, reader->lines.line, "hey");
}

/* Its times are of the first million answers, and its average is the sum of all divided by a
 * million; some versions count the statuses of the first million alone, too. */
static bool hey_judge_kept(struct hey_reader *reader)
{
	enum { HEY_KEPT = 1000000 };
	const double *values = reader->making.base.out->load.rows[0].values;
	double sent = values[DONE_METRIC_REQUESTS_PER_SECOND] * values[DONE_METRIC_DURATION_S];

	if (reader->in_histogram != HEY_KEPT ||
	    !(reader->answers > HEY_KEPT || sent > (reader->answers + reader->lost) * 1.001 + 1))
		return false;
	done_evidence_fault(&reader->making.base, "not all of it", 1,
	    "run it again with at most 1,000,000 requests ('-n', or a shorter '-z')",
	    "hey keeps the first 1,000,000 answers, and the others are missing in its times");
	return true;
}

static int hey_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {.rounding = 0.1,
	    .rounding_share = 1e-4,
	    .no_request_fix = "start the service before the load test: hey got no answer"};
	struct hey_reader reader = {.lines = {.text = look->bytes}};
	const double *values;
	struct done_bytes line;
	bool is_partial;

	done_load_open(&reader.making, look, out, err);
	out->load.shape = "hey";
	out->load.absent_fix = "hey has p50_ms, p75_ms, p90_ms, p95_ms and p99_ms";
	out->load.rows[0].line = 1;
	values = out->load.rows[0].values;
	while (done_evidence_next(&reader.lines, &line))
		hey_take(&reader, line);
	if (!reader.has_counts)
		done_words_cut_off(
		    &reader.making.base, reader.lines.line, "its distribution of status codes");
	is_partial = hey_judge_kept(&reader);
	if (!is_partial && reader.in_histogram != reader.answers)
		done_evidence_fault(&reader.making.base, "counts differ", reader.lines.line,
		    "write the report again: the run may have been cut off",
		    "%.0f answers have a status, and %.0f are in the histogram", reader.answers,
		    reader.in_histogram);
	done_load_set(&reader.making, 0, DONE_METRIC_REQUESTS, reader.answers + reader.lost, 1);
	done_load_set(&reader.making, 0, DONE_METRIC_ERRORS, reader.refused + reader.lost, 1);
	if (!is_partial)
		done_load_check_rate(&reader.making, values[DONE_METRIC_REQUESTS_PER_SECOND],
		    reader.answers + reader.lost, values[DONE_METRIC_DURATION_S], 6e-5);
	return done_load_close(&reader.making, &trust);
}

const struct done_evidence_reader done_evidence_hey = {
    .name = "hey",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "what `hey` prints",
    .yields = DONE_YIELDS_LOAD,
    .guess = hey_guess,
    .read = hey_read,
};
