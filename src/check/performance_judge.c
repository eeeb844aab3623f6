/*
 * Kind `performance`: what was measured against the limits of the policy and the promises of the
 * service's sheet.
 */
#include "performance.h"

#include <math.h>
#include <string.h>

struct done_finding *done_performance_add(struct performance_judging *judging, int line,
    struct done_subject subject, const char *fix, const char *message, ...)
{
	struct done_finding *finding;
	va_list args;

	subject.path = judging->read->name;
	va_start(args, message);
	finding = done_result_vadd(judging->result, judging->view,
	    (struct done_place){judging->read->path, line, line ? 1 : 0}, subject, message, args);
	va_end(args);
	if (fix)
		done_finding_fix(finding, judging->view, "%s", fix);
	return finding;
}

/* ---- a limit ---- */

/* One limit and what it is about. */
struct performance_limit {
	const char *option; /* "max", "min", "each" */
	bool is_max;
	size_t metric;
	double value;
	const char *sheet; /* where the sheet promises it; NULL */
	bool is_usual;     /* the policy does not say it */
};

static const struct done_value *performance_sheet_value(
    const struct done_value *at, const char *path)
{
	char key[64];

	while (at && *path) {
		size_t len = strcspn(path, ".");

		if (len >= sizeof(key))
			return NULL;
		memcpy(key, path, len);
		key[len] = '\0';
		at = done_value_get(at, key);
		path += len + (path[len] == '.');
	}
	return at;
}

static const struct done_sheet *performance_sheet(struct performance_judging *judging)
{
	struct done_view *view = judging->view;

	if (!judging->sheet)
		judging->sheet = view->service->sheet
		    ? view->service->sheet
		    : done_sheet_load(view->arena, view->head, view->service, NULL);
	return judging->sheet;
}

/* How a value of the sheet is read: as the policy's would be. */
static const struct done_field performance_promised = {.name = "max", .type = DONE_FIELD_AMOUNTS};

/* False with a finding where the sheet does not say it. */
static bool performance_promise(
    struct performance_judging *judging, const char *path, struct performance_limit *limit)
{
	const struct done_sheet *sheet = performance_sheet(judging);
	const struct done_value *value = performance_sheet_value(sheet->document, path);
	struct done_place place = {done_view_path(judging->view, "done.yml"), 0, 0};
	struct done_finding *finding;

	limit->sheet = path;
	limit->value = value
	    ? done_amount_read(&performance_promised, done_metric_names[limit->metric], value)
	    : NAN;
	if (!isnan(limit->value))
		return true;
	if (sheet->path)
		place.file = sheet->path;
	if (value) {
		place.line = value->line;
		place.column = value->column;
	}
	finding = done_result_add(judging->result, judging->view, place,
	    (struct done_subject){.wrong = "no promise", .option = limit->option, .thing = path},
	    value ? "the sheet does not say '%s' as a number"
	          : "the sheet does not say '%s', which the load test is measured by",
	    path);
	done_finding_fix(finding, judging->view,
	    "answer it in the sheet with a number (git done draft shows the question)");
	return false;
}

/* What holds of a metric; false: nothing, or the sheet does not say it. */
static bool performance_limit_of(struct performance_judging *judging,
    const struct performance_limits *limits, size_t metric, bool has_usual,
    struct performance_limit *limit)
{
	const struct done_amount *amount =
	    done_amount_find(limit->is_max ? &limits->max : &limits->min, metric);

	limit->metric = metric;
	limit->sheet = NULL;
	limit->is_usual = !amount;
	limit->value = NAN;
	if (amount && amount->sheet)
		return performance_promise(judging, amount->sheet, limit);
	if (amount)
		limit->value = amount->value;
	else if (has_usual && limit->is_max == !done_metric_forms[metric].is_more_better)
		limit->value = done_amount_preset(done_metric_forms[metric].name);
	return !isnan(limit->value);
}

static bool performance_is_beyond(const struct performance_limit *limit, double value)
{
	return limit->is_max ? value > limit->value : value < limit->value;
}

static const char *performance_allowed(
    struct done_view *view, const struct performance_limit *limit, const char *shown)
{
	const char *most = limit->is_max ? "at most" : "at least";

	if (limit->sheet)
		return done_arena_printf(
		    view->arena, "and the sheet promises %s %s (%s)", most, shown, limit->sheet);
	return done_arena_printf(
	    view->arena, "%s %s %s", most, shown, limit->is_max ? "allowed" : "expected");
}

/* ---- load tests ---- */

static const char *performance_of(struct done_view *view, const char *name)
{
	return name ? done_arena_printf(view->arena, " of '%s'", name) : "";
}

/* "; slowest: POST /orders, p95 1,204 ms" */
static const char *performance_slowest(struct performance_judging *judging, size_t metric)
{
	const struct done_load *load = &judging->read->report.load;
	const struct done_load_row *slowest = NULL;

	if (metric < DONE_METRIC_MEAN_MS)
		return "";
	for (size_t i = 1; i < load->nr; i++) {
		double value = load->rows[i].values[metric];

		if (!isnan(value) && (!slowest || value > slowest->values[metric]))
			slowest = &load->rows[i];
	}
	if (!slowest)
		return "";
	return done_arena_printf(judging->view->arena, "; slowest: '%s', %s %s", slowest->name,
	    done_metric_forms[metric].shown,
	    done_metric_shown(judging->view, metric, slowest->values[metric]));
}

static const char *performance_fix(struct performance_judging *judging,
    const struct performance_limit *limit, const struct done_load_row *row)
{
	struct done_view *view = judging->view;
	const char *name = done_metric_forms[limit->metric].name;

	if (limit->is_usual)
		return done_arena_printf(view->arena,
		    "run the test longer or fix what fails; this limit holds where the check "
		    "does not say '%s: {%s: …}'",
		    limit->option, name);
	if (limit->metric == DONE_METRIC_REQUESTS || limit->metric == DONE_METRIC_DURATION_S)
		return limit->is_max ? "let the load test run for less time"
		                     : "let the load test run longer";
	if (limit->metric == DONE_METRIC_ERRORS || limit->metric == DONE_METRIC_ERROR_RATE)
		return "find out which requests fail, and fix them";
	return done_arena_printf(view->arena,
	    "run the load test again with a profiler and make it fast enough%s",
	    row->name ? "" : performance_slowest(judging, limit->metric));
}

static void performance_add_absent(struct performance_judging *judging,
    const struct performance_limit *limit, const struct done_load_row *row)
{
	const struct done_load *load = &judging->read->report.load;
	const char *name = done_metric_forms[limit->metric].name;
	const char *thing =
	    row->name ? done_arena_printf(judging->view->arena, "%s of %s", name, row->name) : name;

	done_performance_add(judging, row->line,
	    (struct done_subject){.wrong = "absent", .option = limit->option, .thing = thing},
	    limit->metric == DONE_METRIC_ERROR_RATE || limit->metric == DONE_METRIC_ERRORS
	        ? load->errors_fix
	            ? load->errors_fix
	            : "let the tool count failed requests (k6 does so from version 0.31)"
	        : limit->metric >= DONE_LOAD_METRICS
	        ? "take the limit out: benchmarks have this metric, load tests do not"
	        : load->absent_fix,
	    "%s%s is not in this result of %s", name, performance_of(judging->view, row->name),
	    load->shape);
}

static void performance_judge_value(struct performance_judging *judging,
    const struct performance_limit *limit, const struct done_load_row *row)
{
	struct done_view *view = judging->view;
	double value = limit->metric < DONE_LOAD_METRICS ? row->values[limit->metric] : (double)NAN;
	const char *shown[2];
	const char *name = done_metric_forms[limit->metric].name;
	struct done_finding *finding;

	if (isnan(value)) {
		performance_add_absent(judging, limit, row);
		return;
	}
	if (!row->name)
		done_performance_measure(
		    judging, limit->metric, value, limit->value, limit->is_max);
	if (!performance_is_beyond(limit, value))
		return;
	done_metric_shown_pair(view, limit->metric, value, limit->value, shown);
	finding = done_performance_add(judging, row->line,
	    (struct done_subject){.wrong = limit->is_max ? "above" : "below",
	        .option = limit->option,
	        .thing =
	            row->name ? done_arena_printf(view->arena, "%s of %s", name, row->name) : name,
	        .amount = fabs(value - limit->value)},
	    performance_fix(judging, limit, row), "%s%s is %s, %s (%s)",
	    done_metric_forms[limit->metric].shown, performance_of(view, row->name), shown[0],
	    performance_allowed(view, limit, shown[1]),
	    done_performance_told(view, &judging->read->report));
	done_finding_brief(finding, view, "%s%s is %s, %s", done_metric_forms[limit->metric].shown,
	    performance_of(view, row->name), shown[0], performance_allowed(view, limit, shown[1]));
}

static void performance_judge_limits(
    struct performance_judging *judging, const struct performance_limits *limits, bool is_each)
{
	const struct done_load *load = &judging->read->report.load;
	bool is_http = !judging->options->load.metric;

	for (int side = 0; side < 2; side++) {
		struct performance_limit limit = {.is_max = side == 0};

		limit.option = is_each ? "each" : limit.is_max ? "max" : "min";
		for (size_t metric = 0; metric < DONE_METRICS; metric++) {
			bool has_usual = !is_each && (is_http || metric != DONE_METRIC_ERROR_RATE);

			if (!performance_limit_of(judging, limits, metric, has_usual, &limit))
				continue;
			for (size_t i = is_each; i < (is_each ? load->nr : 1); i++)
				performance_judge_value(judging, &limit, &load->rows[i]);
		}
	}
}

/* "login" is 'name:login' of k6, "BenchmarkSort" that of any Go package. */
static bool performance_is_named(const char *name, const char *wanted, char before)
{
	size_t len = strlen(name), end = strlen(wanted);

	return !strcmp(name, wanted) ||
	    (len > end && !strcmp(name + len - end, wanted) && name[len - end - 1] == before);
}

static void performance_judge_required(struct performance_judging *judging)
{
	const struct done_evidence_report *report = &judging->read->report;

	for (size_t i = 0; i < judging->options->require.nr; i++) {
		const char *wanted = judging->options->require.items[i];
		bool is_there = false;

		for (size_t j = 1; report->is_load && j < report->load.nr; j++)
			is_there |= performance_is_named(report->load.rows[j].name, wanted, ':');
		for (size_t j = 0; !report->is_load && j < report->benchmarks.nr; j++)
			is_there |=
			    performance_is_named(report->benchmarks.items[j].name, wanted, '.');
		if (!is_there)
			done_performance_add(judging, 0,
			    (struct done_subject){
			        .wrong = "not measured", .option = "require", .thing = wanted},
			    "let the run measure it under this name", "'%s' was not measured",
			    wanted);
	}
}

static void performance_judge_own(struct performance_judging *judging)
{
	const struct done_load *load = &judging->read->report.load;

	for (size_t i = 0; i < load->nr_thresholds; i++) {
		const struct done_load_threshold *one = &load->thresholds[i];

		if (one->is_crossed)
			done_performance_add(judging, one->line,
			    (struct done_subject){.wrong = "crossed",
			        .option = "own_thresholds",
			        .thing = done_arena_printf(
			            judging->view->arena, "%s %s", one->metric, one->expression)},
			    "make it fast enough, or change the threshold in the script",
			    "the threshold '%s' of %s, which the test itself sets, was crossed",
			    one->expression, one->metric);
	}
}

/* What people ask for first, where no limit asked. */
static void performance_measure_usual(struct performance_judging *judging)
{
	static const enum done_metric slow[] = {
	    DONE_METRIC_P95_MS, DONE_METRIC_P97_5_MS, DONE_METRIC_P99_MS, DONE_METRIC_P90_MS};
	const double *values = judging->read->report.load.rows[0].values;
	size_t i = 0;

	while (i < DONE_ARRAY_SIZE(slow) && isnan(values[slow[i]]))
		i++;
	if (i < DONE_ARRAY_SIZE(slow))
		done_performance_measure(judging, slow[i], values[slow[i]], NAN, false);
	if (!isnan(values[DONE_METRIC_REQUESTS_PER_SECOND]))
		done_performance_measure(judging, DONE_METRIC_REQUESTS_PER_SECOND,
		    values[DONE_METRIC_REQUESTS_PER_SECOND], NAN, false);
}

void done_performance_judge_load(struct performance_judging *judging)
{
	const struct performance_options *options = judging->options;

	performance_judge_limits(judging, &options->limits, false);
	performance_measure_usual(judging);
	if (options->each && judging->read->report.load.nr == 1)
		done_performance_add(judging, 0,
		    (struct done_subject){.wrong = "no names", .option = "each"},
		    "let the tool name each request (k6: thresholds on sub-metrics such as "
		    "'http_req_duration{name:login}')",
		    "'each' asks for named requests, and the report names none");
	else if (options->each)
		performance_judge_limits(judging, options->each, true);
	performance_judge_required(judging);
	if (options->own_thresholds == PERFORMANCE_OWN_MUST_HOLD)
		performance_judge_own(judging);
}

/* ---- benchmarks ---- */

static void performance_judge_one(struct performance_judging *judging,
    const struct performance_limit *limit, const struct done_benchmark *one, bool *is_there)
{
	double value = one->metrics[limit->metric - DONE_LOAD_METRICS].value;
	const char *shown[2];

	if (isnan(value))
		return;
	*is_there = true;
	if (!performance_is_beyond(limit, value))
		return;
	done_metric_shown_pair(judging->view, limit->metric, value, limit->value, shown);
	done_performance_add(judging, one->line,
	    (struct done_subject){.wrong = limit->is_max ? "above" : "below",
	        .option = limit->option,
	        .thing = done_arena_printf(judging->view->arena, "%s of %s",
	            done_metric_forms[limit->metric].name, one->name),
	        .amount = fabs(value - limit->value)},
	    "make it cheaper, or agree on another limit", "%s of '%s' is %s, %s",
	    done_metric_forms[limit->metric].shown, one->name, shown[0],
	    performance_allowed(judging->view, limit, shown[1]));
}

void done_performance_judge_benchmarks(struct performance_judging *judging)
{
	const struct done_benchmarks *benchmarks = &judging->read->report.benchmarks;

	done_result_measure(judging->result, judging->view,
	    &(struct done_number){.name = "benchmarks",
	        .value = (double)benchmarks->nr,
	        .limit = NAN,
	        .unit = "",
	        .source = judging->read->path,
	        .strength = judging->strength});
	for (int side = 0; side < 2; side++) {
		struct performance_limit limit = {
		    .is_max = side == 0, .option = side == 0 ? "max" : "min"};

		for (size_t metric = 0; metric < DONE_METRICS; metric++) {
			bool is_there = false;

			if (!performance_limit_of(
			        judging, &judging->options->limits, metric, false, &limit))
				continue;
			for (size_t i = 0; metric >= DONE_LOAD_METRICS && i < benchmarks->nr; i++)
				performance_judge_one(
				    judging, &limit, &benchmarks->items[i], &is_there);
			if (!is_there)
				done_performance_add(judging, 0,
				    (struct done_subject){.wrong = "absent",
				        .option = limit.option,
				        .thing = done_metric_forms[metric].name},
				    "let the benchmarks measure it (go test -bench . "
				    "-benchmem), or take the limit out",
				    "%s is not in these benchmarks (%s)",
				    done_metric_forms[metric].name,
				    judging->read->report.reader->name);
		}
	}
	performance_judge_required(judging);
}
