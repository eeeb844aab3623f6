/*
 * A load test in the making: its metrics, and what no report of one may say. A test whose server
 * refused every connection has latencies of 0 ms, which hold every threshold: such contradictions
 * are faults of the report, whatever the policy asks.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

#define LOAD_RUN_AGAIN "write the report again: the run may have been cut off, or the file changed"

void done_load_open(struct done_load_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err)
{
	*making =
	    (struct done_load_making){.base = {look, out, err}, .names = {.arena = look->arena}};
	out->is_load = true;
	done_load_row(making, NULL, 0);
}

size_t done_load_row(struct done_load_making *making, const char *name, int line)
{
	struct done_load *load = &making->base.out->load;
	struct done_arena *arena = making->base.look->arena;
	struct done_load_row *row;
	bool is_new = true;

	if (name) {
		name = done_evidence_cut(arena, name);
		done_evidence_name(&making->names, name, strlen(name), &is_new);
		if (!is_new)
			done_evidence_fault(&making->base, "name twice", line,
			    "give each request a name of its own",
			    "two requests have the name '%s'", name);
	}
	row = DONE_ARENA_PUSH(arena, load->rows, load->nr, load->cap);
	row->name = name;
	row->line = line;
	for (int i = 0; i < DONE_LOAD_METRICS; i++)
		row->values[i] = NAN;
	return load->nr - 1;
}

/* ---- values ---- */

void done_load_set(
    struct done_load_making *making, size_t row, enum done_metric metric, double value, int line)
{
	if (isfinite(value) && value >= 0)
		making->base.out->load.rows[row].values[metric] = value;
	else
		done_evidence_fault(&making->base, "bad number", line, LOAD_RUN_AGAIN,
		    "'%s' is not a number from 0", done_metric_forms[metric].name);
}

void done_load_take(struct done_load_making *making, size_t row, enum done_metric metric,
    const struct done_value *value, double scale)
{
	if (value)
		done_load_set(making, row, metric, done_value_number(value) * scale, value->line);
}

void done_load_take_text(struct done_load_making *making, size_t row, enum done_metric metric,
    const char *text, double scale, int line)
{
	char *end;
	double number;

	if (!*text || !strcmp(text, "-") || !strcmp(text, "N/A"))
		return;
	number = strtod(text, &end);
	if (*end || strspn(text, "0123456789.eE+-") != strlen(text))
		number = NAN;
	done_load_set(making, row, metric, number * scale, line);
}

enum done_metric done_load_percentile(double percent)
{
	static const struct {
		double percent;
		enum done_metric metric;
	} rows[] = {{50, DONE_METRIC_P50_MS}, {75, DONE_METRIC_P75_MS}, {90, DONE_METRIC_P90_MS},
	    {95, DONE_METRIC_P95_MS}, {97.5, DONE_METRIC_P97_5_MS}, {99, DONE_METRIC_P99_MS},
	    {99.9, DONE_METRIC_P999_MS}};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (fabs(rows[i].percent - percent) < 1e-9)
			return rows[i].metric;
	}
	return DONE_METRICS;
}

void done_load_threshold(struct done_load_making *making, const char *metric,
    const char *expression, bool is_crossed, int line)
{
	struct done_load *load = &making->base.out->load;
	struct done_arena *arena = making->base.look->arena;

	*DONE_ARENA_PUSH(arena, load->thresholds, load->nr_thresholds, load->cap_thresholds) =
	    (struct done_load_threshold){
	        .metric = done_evidence_cut(arena, metric),
	        .expression = done_evidence_cut(arena, expression),
	        .is_crossed = is_crossed,
	        .line = line,
	    };
}

/* ---- what follows from others ---- */

static void load_derive(struct done_load_row *row)
{
	double *values = row->values;
	double requests = values[DONE_METRIC_REQUESTS];

	if (!(requests > 0))
		return;
	if (isnan(values[DONE_METRIC_ERROR_RATE]))
		values[DONE_METRIC_ERROR_RATE] = values[DONE_METRIC_ERRORS] / requests;
	else if (isnan(values[DONE_METRIC_ERRORS]))
		values[DONE_METRIC_ERRORS] = round(values[DONE_METRIC_ERROR_RATE] * requests);
	if (isnan(values[DONE_METRIC_REQUESTS_PER_SECOND]) && values[DONE_METRIC_DURATION_S] > 0)
		values[DONE_METRIC_REQUESTS_PER_SECOND] = requests / values[DONE_METRIC_DURATION_S];
}

/* ---- contradictions ---- */

struct load_checking {
	struct done_load_making *making;
	const struct done_load_trust *trust;
	const struct done_load_row *row;
};

/* Whether one is above the other by more than their rounding. */
static bool load_is_above(const struct load_checking *checking, double one, double other)
{
	const struct done_load_trust *trust = checking->trust;
	double larger = fmax(fabs(one), fabs(other));

	return one - other > trust->rounding + trust->rounding_share * larger + larger * 1e-9;
}

static const char *load_called(const struct load_checking *checking)
{
	const char *name = checking->row->name;

	return name ? done_arena_printf(checking->making->base.look->arena, " of '%s'", name) : "";
}

static void load_check_order(const struct load_checking *checking)
{
	const double *values = checking->row->values;
	int last = -1;

	for (int i = DONE_METRIC_MIN_MS; i <= DONE_METRIC_MAX_MS; i++) {
		if (isnan(values[i]))
			continue;
		if (last >= 0 && load_is_above(checking, values[last], values[i])) {
			done_evidence_fault(&checking->making->base, "out of order",
			    checking->row->line, LOAD_RUN_AGAIN,
			    "%s%s is %g ms, above %s, which is %g ms", done_metric_forms[last].name,
			    load_called(checking), values[last], done_metric_forms[i].name,
			    values[i]);
			return;
		}
		last = i;
	}
	if (load_is_above(checking, values[DONE_METRIC_MIN_MS], values[DONE_METRIC_MEAN_MS]) ||
	    load_is_above(checking, values[DONE_METRIC_MEAN_MS], values[DONE_METRIC_MAX_MS]))
		done_evidence_fault(&checking->making->base, "out of order", checking->row->line,
		    LOAD_RUN_AGAIN,
		    "mean_ms%s is %g ms, which does not lie between the minimum and "
		    "the maximum",
		    load_called(checking), values[DONE_METRIC_MEAN_MS]);
}

static void load_check_counts(const struct load_checking *checking)
{
	const double *values = checking->row->values;
	double requests = values[DONE_METRIC_REQUESTS], errors = values[DONE_METRIC_ERRORS];
	double rate = values[DONE_METRIC_ERROR_RATE];
	const char *wrong = NULL;

	if (isnan(requests))
		return;
	if (requests != floor(requests))
		wrong = "is not a whole number";
	else if (errors > requests || rate > 1)
		wrong = "is less than that of the errors";
	else if (requests > 0 && !isnan(rate) && fabs(errors / requests - rate) > 0.01 &&
	    fabs(errors - rate * requests) >= 1)
		wrong = "does not fit the number of errors and the error rate";
	if (wrong)
		done_evidence_fault(&checking->making->base, "counts differ", checking->row->line,
		    LOAD_RUN_AGAIN, "the number of requests%s %s", load_called(checking), wrong);
}

/* A run that made no request, or had no answer, says nothing about the service. */
static void load_check_whole(const struct load_checking *checking)
{
	const struct done_load_row *row = checking->row;
	double requests = row->values[DONE_METRIC_REQUESTS];
	const char *fix = checking->trust->all_failed_fix;

	if (!(requests > 0))
		done_evidence_fault(&checking->making->base, "no request", row->line,
		    checking->trust->no_request_fix, "no request was made: the report counts none");
	else if (row->values[DONE_METRIC_ERROR_RATE] >= 1)
		done_evidence_fault(&checking->making->base, "all failed", row->line,
		    fix ? fix
		        : "start the service before the load test, and check the "
		          "address that it calls",
		    "all %.0f requests failed%s", requests,
		    row->values[DONE_METRIC_MAX_MS] == 0
		        ? "; latencies of 0 ms are of refused connections"
		        : "");
	else if (row->values[DONE_METRIC_MAX_MS] == 0 && checking->trust->rounding == 0)
		done_evidence_fault(&checking->making->base, "no time", row->line, LOAD_RUN_AGAIN,
		    "every latency is 0 ms");
}

static void load_check_sum(const struct load_checking *checking)
{
	static const enum done_metric sums[] = {DONE_METRIC_REQUESTS, DONE_METRIC_ERRORS};
	const struct done_load *load = &checking->making->base.out->load;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(sums); i++) {
		double sum = 0, whole = load->rows[0].values[sums[i]];

		for (size_t j = 1; j < load->nr; j++)
			sum += load->rows[j].values[sums[i]];
		if (sum != whole)
			done_evidence_fault(&checking->making->base, "does not add up",
			    load->rows[0].line, LOAD_RUN_AGAIN,
			    "%s of the whole is %.0f, but the rows add up to %.0f",
			    done_metric_forms[sums[i]].shown, whole, sum);
	}
}

int done_load_close(struct done_load_making *making, const struct done_load_trust *trust)
{
	struct done_load *load = &making->base.out->load;
	struct load_checking checking = {.making = making, .trust = trust};

	if (load->nr > DONE_LOAD_NAMES_MAX) {
		done_error_set(making->base.err, DONE_E_UNDECIDED,
		    "the report has more than %d named requests", DONE_LOAD_NAMES_MAX);
		done_error_cure(making->base.err, "name requests by their route, without ids");
		return done_error_place(making->base.err, making->base.look->file, 0, 0);
	}
	for (size_t i = 0; i < load->nr; i++) {
		load_derive(&load->rows[i]);
		checking.row = &load->rows[i];
		if (i == 0)
			load_check_whole(&checking);
		load_check_counts(&checking);
		load_check_order(&checking);
	}
	if (trust->adds_up)
		load_check_sum(&checking);
	return 0;
}
