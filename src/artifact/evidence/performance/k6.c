/*
 * k6's summary in its three shapes: --summary-export ("true" of a threshold: it was crossed),
 * handleSummary ({ok: true}: it held), and the machine-readable one (a list). Times are always
 * milliseconds; of rates only the ratio is read, for "passes" of http_req_failed are failures.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

#define K6_FIX "k6 run --summary-export=perf/k6-summary.json script.js"
#define K6_DURATION "http_req_duration"

enum k6_shape { K6_UNKNOWN, K6_EXPORT, K6_HANDLE, K6_LIST };
static const char *const k6_shapes[] = {
    "k6", "k6 summary-export", "k6 handleSummary", "k6 machine-readable summary"};

struct k6_reader {
	struct done_load_making making;
	struct done_evidence_names tags; /* of sub-metrics: a row each, behind the whole */
	const char *metric;              /* whose times are read */
	enum k6_shape shape;
	double failed_checks; /* all that there were; 0: one held, or there were none */
	int checks_line;
};

/* ---- guessing ---- */

static bool k6_is_console(const struct done_evidence_look *look)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		while (line.len && (*line.ptr == ' ' || (unsigned char)*line.ptr >= 0x80)) {
			line.ptr++;
			line.len--;
		}
		if (done_line_starts(line, "http_req_duration...") ||
		    done_line_starts(line, "iteration_duration..."))
			return true;
	}
	return false;
}

static enum done_evidence_guess k6_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	*fix = K6_FIX;
	if (look->form == DONE_LOOKS_TEXT && k6_is_console(look)) {
		*why = "the file is k6's text for the console, not its summary";
		return DONE_GUESS_WRONG;
	}
	if ((look->form == DONE_LOOKS_JSON_LINES || look->form == DONE_LOOKS_JSON) &&
	    done_member_string(look->json, "metric") && done_member_string(look->json, "type")) {
		*why = "the file holds k6's single measurements (--out json), not its summary";
		return DONE_GUESS_WRONG;
	}
	/* Newer ones of oha have 'metrics' as well. */
	if (look->form != DONE_LOOKS_JSON || done_member_map(look->json, "latencyPercentiles"))
		return DONE_GUESS_NO;
	return done_member_map(look->json, "metrics") ||
	        done_member_list(done_member_map(look->json, "results"), "metrics")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* ---- one metric ---- */

/* "name" and "tags" of "name{tags}". */
static size_t k6_row(struct k6_reader *reader, const char *name, const char *base, int line)
{
	size_t len = strlen(base), row, size;
	const char *tags = name + len + 1;
	bool is_new;

	if (!name[len])
		return 0;
	size = strlen(tags);
	if (size && tags[size - 1] == '}')
		size--;
	row = done_evidence_name(&reader->tags, tags, size, &is_new) + 1;
	if (is_new)
		done_load_row(&reader->making, reader->tags.items[row - 1], line);
	return row;
}

static bool k6_is(const char *name, const char *base)
{
	size_t len = strlen(base);

	return !strncmp(name, base, len) && (!name[len] || name[len] == '{') &&
	    strcmp(name + len, "{expected_response:true}") != 0;
}

static void k6_take_trend(struct k6_reader *reader, size_t row, const struct done_value *values)
{
	static const struct {
		const char *key;
		enum done_metric metric;
	} members[] = {{"avg", DONE_METRIC_MEAN_MS}, {"min", DONE_METRIC_MIN_MS},
	    {"med", DONE_METRIC_P50_MS}, {"max", DONE_METRIC_MAX_MS}};
	struct done_load_making *making = &reader->making;

	making->base.out->load.rows[row].line = values->line;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(members); i++)
		done_load_take(
		    making, row, members[i].metric, done_value_get(values, members[i].key), 1);
	for (size_t i = 0; i < values->map.nr; i++) {
		const struct done_member *member = &values->map.ptr[i];
		char *end;
		double percent;
		enum done_metric metric;

		if (strncmp(member->key.ptr, "p(", 2) != 0)
			continue;
		percent = strtod(member->key.ptr + 2, &end);
		metric = strcmp(end, ")") ? DONE_METRICS : done_load_percentile(percent);
		if (metric < DONE_LOAD_METRICS)
			done_load_take(making, row, metric, &member->value, 1);
	}
	if (done_value_get(values, "count"))
		done_load_take(
		    making, row, DONE_METRIC_REQUESTS, done_value_get(values, "count"), 1);
}

/* How many samples were 1 and 0 must fit their share; which of them is which was told both ways. */
static void k6_check_rate(struct k6_reader *reader, const struct done_value *values, double rate)
{
	double ones = done_value_number(done_value_get(values, "passes"));
	double zeros = done_value_number(done_value_get(values, "fails"));

	if (ones + zeros > 0 && fabs(ones / (ones + zeros) - rate) > 0.01 &&
	    fabs(zeros / (ones + zeros) - rate) > 0.01)
		done_evidence_fault(&reader->making.base, "counts differ", values->line,
		    "leave the file as k6 wrote it",
		    "a rate of %g does not fit its %.0f samples of 1 and %.0f of 0", rate, ones,
		    zeros);
}

/* Here "passes" are checks that held. Where none did, whatever answered was not the service. */
static void k6_take_checks(
    struct k6_reader *reader, const struct done_value *values, const struct done_value *rate)
{
	double ones = done_value_number(done_value_get(values, "passes"));
	double total = done_value_number(done_value_get(values, "fails"));

	if (!(total > 0))
		total = done_value_number(done_value_get(values, "total"));
	if (!rate || done_value_number(rate) != 0 || ones > 0 || !(total > 0))
		return;
	reader->failed_checks = total;
	reader->checks_line = values->line;
}

/* Where every request failed that says it. */
static void k6_judge_checks(struct k6_reader *reader)
{
	double errors = reader->making.base.out->load.rows[0].values[DONE_METRIC_ERROR_RATE];

	if (reader->failed_checks > 0 && !(errors >= 1))
		done_evidence_fault(&reader->making.base, "all checks failed", reader->checks_line,
		    "look at what the service answers: the script's checks expect something else",
		    "all %.0f checks of the script failed", reader->failed_checks);
}

static void k6_take_metric(
    struct k6_reader *reader, const char *name, const struct done_value *values)
{
	struct done_load_making *making = &reader->making;
	bool is_http = !strcmp(reader->metric, K6_DURATION);
	const struct done_value *rate = done_value_get(values, "rate");

	if (!strcmp(name, "checks"))
		k6_take_checks(reader, values,
		    reader->shape == K6_EXPORT ? done_value_get(values, "value") : rate);
	if (k6_is(name, reader->metric)) {
		k6_take_trend(reader, k6_row(reader, name, reader->metric, values->line), values);
	} else if (is_http && k6_is(name, "http_reqs")) {
		size_t row = k6_row(reader, name, "http_reqs", values->line);

		done_load_take(
		    making, row, DONE_METRIC_REQUESTS, done_value_get(values, "count"), 1);
		done_load_take(making, row, DONE_METRIC_REQUESTS_PER_SECOND, rate, 1);
	} else if (is_http && k6_is(name, "http_req_failed")) {
		size_t row = k6_row(reader, name, "http_req_failed", values->line);

		if (reader->shape == K6_EXPORT)
			rate = done_value_get(values, "value");
		done_load_take(making, row, DONE_METRIC_ERROR_RATE, rate, 1);
		if (rate && done_value_get(values, "passes") && done_value_get(values, "fails"))
			k6_check_rate(reader, values, done_value_number(rate));
	} else if (!strcmp(reader->metric, "iteration_duration") && !strcmp(name, "iterations")) {
		done_load_take(making, 0, DONE_METRIC_REQUESTS, done_value_get(values, "count"), 1);
		done_load_take(making, 0, DONE_METRIC_REQUESTS_PER_SECOND, rate, 1);
	}
}

/* ---- thresholds ---- */

static int k6_take_thresholds(
    struct k6_reader *reader, const char *name, const struct done_value *thresholds)
{
	struct done_evidence_making *making = &reader->making.base;

	for (size_t i = 0; thresholds && i < thresholds->map.nr; i++) {
		const struct done_member *one = &thresholds->map.ptr[i];
		const struct done_value *held = &one->value;
		bool is_crossed;

		if (reader->shape == K6_EXPORT) {
			is_crossed = held->type == DONE_BOOLEAN && held->boolean;
		} else {
			held = done_value_get(held, "ok");
			is_crossed = held && held->type == DONE_BOOLEAN && !held->boolean;
		}
		if (!held || held->type != DONE_BOOLEAN)
			return done_evidence_fail(making, one->line,
			    "the threshold '%s' is not written as in a %s",
			    done_evidence_cut(making->look->arena, one->key.ptr),
			    k6_shapes[reader->shape]);
		done_load_threshold(&reader->making, name, one->key.ptr, is_crossed, one->line);
	}
	return 0;
}

static int k6_take_member(struct k6_reader *reader, const char *name, const struct done_value *of)
{
	struct done_evidence_making *making = &reader->making.base;
	const struct done_value *values = done_member_map(of, "values");
	const struct done_value *thresholds = done_value_get(of, "thresholds");
	enum k6_shape shape = values ? K6_HANDLE : K6_EXPORT;

	if (of->type == DONE_STRING && !strncmp(of->string.ptr, "@{", 2)) {
		done_evidence_fail(
		    making, of->line, "PowerShell's ConvertTo-Json turned the metrics into texts");
		return done_error_cure(making->err,
		    "leave the file as k6 wrote it, or use ConvertTo-Json "
		    "-Depth 10");
	}
	if (of->type != DONE_MAP)
		return done_evidence_fail(making, of->line,
		    "the value of a metric must be a "
		    "map");
	if (reader->shape == K6_UNKNOWN)
		reader->shape = shape;
	if (reader->shape != K6_LIST && shape != reader->shape)
		return done_evidence_fail(making, of->line,
		    "the file mixes metrics of %s and of %s", k6_shapes[reader->shape],
		    k6_shapes[shape]);
	if (thresholds && thresholds->type != DONE_MAP)
		return done_evidence_fail(
		    making, thresholds->line, "the thresholds of a metric must be a map");
	if (reader->shape == K6_LIST && !values)
		return done_evidence_fail(making, of->line, "a metric has no 'values'");
	k6_take_metric(reader, name, values ? values : of);
	return k6_take_thresholds(reader, name, thresholds);
}

/* ---- the whole ---- */

static int k6_read_list(struct k6_reader *reader, const struct done_value *root)
{
	const struct done_value *list =
	    done_member_list(done_member_map(root, "results"), "metrics");
	const struct done_value *metadata = done_member_map(root, "metadata");
	struct done_evidence_making *making = &reader->making.base;
	struct done_evidence_report *out = making->out;

	reader->shape = K6_LIST;
	out->version = done_member_string(metadata, "k6_version");
	if (!out->version)
		out->version = done_member_string(metadata, "k6Version");
	done_evidence_dated(out, done_member_string(metadata, "generated_at"), root->line);
	done_evidence_dated(out, done_member_string(metadata, "generatedAt"), root->line);
	done_load_take(&reader->making, 0, DONE_METRIC_DURATION_S,
	    done_value_get(done_member_map(root, "config"), "duration"), 1);
	for (size_t i = 0; i < list->list.nr; i++) {
		const struct done_value *one = &list->list.ptr[i];
		const char *name = done_member_string(one, "name");

		if (!name)
			return done_evidence_fail(making, one->line, "a metric has no 'name'");
		if (k6_take_member(reader, name, one) < 0)
			return making->err->code;
	}
	return 0;
}

static int k6_read_map(struct k6_reader *reader, const struct done_value *metrics)
{
	for (size_t i = 0; i < metrics->map.nr; i++) {
		const struct done_member *one = &metrics->map.ptr[i];

		if (k6_take_member(reader, one->key.ptr, &one->value) < 0)
			return reader->making.base.err->code;
	}
	return 0;
}

static int k6_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_load_trust trust = {
	    .no_request_fix = "the script stopped before its first request, and k6 exits with "
	                      "0 then: look for level=error in its output"};
	const struct done_value *metrics = done_member_map(look->json, "metrics");
	struct k6_reader reader = {.tags = {.arena = look->arena},
	    .metric = look->asked->load.metric ? look->asked->load.metric : K6_DURATION};
	int rc;

	done_load_open(&reader.making, look, out, err);
	out->tool = "k6";
	out->load.absent_fix =
	    "run k6 with --summary-trend-stats \"avg,min,med,max,p(90),p(95),p(99),count\"";
	rc = metrics ? k6_read_map(&reader, metrics) : k6_read_list(&reader, look->json);
	out->load.shape = k6_shapes[reader.shape];
	k6_judge_checks(&reader);
	return rc < 0 ? rc : done_load_close(&reader.making, &trust);
}

const struct done_evidence_reader done_evidence_k6 = {
    .name = "k6",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "k6: `--summary-export`, `handleSummary()`, `--new-machine-readable-summary`",
    .yields = DONE_YIELDS_LOAD | DONE_YIELDS(P97_5_MS) | DONE_YIELDS(P999_MS),
    .guess = k6_guess,
    .read = k6_read,
};
