/*
 * Kind `performance`: results of load tests and of benchmarks. A number that nobody measured is a
 * guess; what was measured is held to the policy's limits and to what the service's sheet promises.
 */
#include "performance.h"

#include <math.h>
#include <string.h>

#include "kinds.h"

static const char *const performance_no_base_words[] = {"ignore", "warning", "error", NULL};
static const char *const performance_own_words[] = {"ignore", "must_hold", NULL};

/* ---- the kind ---- */

static void performance_judge_number(
    struct performance_judging *judging, const struct done_reports *reports)
{
	if (reports->nr <= 1 || judging->options->many || reports->each_holds)
		return;
	judging->read = &reports->items[1];
	done_performance_add(judging, 0,
	    (struct done_subject){.wrong = "several", .option = "many"},
	    "name one of them in 'reports', delete the others before the run, or "
	    "write 'many: true': then each must hold",
	    "%zu results match, and one is expected (first: '%s')", reports->nr,
	    reports->items[0].name);
}

static void performance_say_met(
    struct performance_judging *judging, const struct done_reports *reports, const char *compared)
{
	struct done_view *view = judging->view;

	for (size_t i = 0; i < reports->nr; i++) {
		const struct done_evidence_report *report = &reports->items[i].report;
		const char *note = report->is_load ? report->load.note : report->benchmarks.note;
		const char *what = done_arena_printf(view->arena, "%s, %s%s%s%s",
		    done_performance_told(view, report), done_reports_origin(reports),
		    note ? "; " : "", note ? note : "", compared);

		if (i == 0)
			done_result_say(judging->result, view, DONE_MET, "%s", what);
		done_result_evidence(judging->result, view, reports->items[i].path, 0,
		    done_reports_strength(reports), "%s", what);
	}
}

static int performance_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct performance_options *options = data;
	struct done_reports_options asked = options->reports;
	struct performance_judging judging = {.view = view, .options = options, .result = out};
	struct done_reports reports;
	const char *compared;
	int rc;

	asked.load = &options->load;
	rc = done_reports_read(view, &asked, DONE_EVIDENCE_PERFORMANCE, &reports, out, err);
	if (rc <= 0)
		return rc;
	judging.strength = done_reports_strength(&reports);
	performance_judge_number(&judging, &reports);
	for (size_t i = 0; i < reports.nr; i++) {
		judging.read = &reports.items[i];
		memset(judging.is_measured, 0, sizeof(judging.is_measured));
		/* One that contradicts itself is unmet already: its numbers say nothing more. */
		if (judging.read->report.nr_faults)
			continue;
		if (judging.read->report.is_load)
			done_performance_judge_load(&judging);
		else
			done_performance_judge_benchmarks(&judging);
	}
	if (done_performance_judge_base(&judging, &asked, &reports, &compared, err) < 0)
		return err->code;
	if (!out->nr)
		performance_say_met(&judging, &reports, compared);
	return 0;
}

/* ---- options ---- */

static int performance_load_percentiles(struct done_loader *loader, const struct done_value *value,
    void *member, struct done_error *err)
{
	struct done_load_asked *asked = member;

	(void)loader;
	if (value->type != DONE_LIST || !value->list.nr ||
	    value->list.nr > DONE_LOAD_PERCENTILES_MAX)
		return done_value_error(err, value,
		    "'percentiles' must be a list of one to %d percentiles",
		    DONE_LOAD_PERCENTILES_MAX);
	for (size_t i = 0; i < value->list.nr; i++) {
		const struct done_value *item = &value->list.ptr[i];
		static const char *const known[] = {"50", "75", "90", "95", "97.5", "99", "99.9"};
		static const double percents[] = {50, 75, 90, 95, 97.5, 99, 99.9};
		const char *text = item->type == DONE_STRING ? item->string.ptr : "";
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(known) && strcmp(known[j], text) != 0 &&
		    !(item->type == DONE_INTEGER && (double)item->integer == percents[j]))
			j++;
		if (j == DONE_ARRAY_SIZE(known)) {
			done_value_error(err, item, "a percentile that can be judged is expected");
			return done_error_cure(err, "known ones: 50, 75, 90, 95, 97.5, 99, 99.9");
		}
		asked->percentiles[i] = percents[j];
	}
	asked->nr_percentiles = value->list.nr;
	return 0;
}

/* A metric that the tool never gives is a slip of the policy, not a finding of every run. */
static int performance_check_yields(const struct performance_options *options,
    const struct done_amounts *amounts, struct done_error *err)
{
	const struct done_evidence_reader *reader =
	    options->reports.format ? done_evidence_reader_find(options->reports.format) : NULL;

	for (size_t i = 0; reader && reader->yields && i < amounts->nr; i++) {
		const struct done_amount *one = &amounts->items[i];
		struct done_buf names = {0};

		if (reader->yields & UINT32_C(1) << one->name)
			continue;
		for (size_t j = 0; j < DONE_METRICS; j++) {
			if (reader->yields & UINT32_C(1) << j)
				done_buf_addf(
				    &names, "%s%s", names.len ? ", " : "", done_metric_names[j]);
		}
		done_error_set(err, DONE_E_POLICY, "the format '%s' has no '%s'", reader->name,
		    done_metric_names[one->name]);
		done_error_place(err, one->place.file, one->place.line, one->place.column);
		done_error_cure(err, "it has: %s", names.ptr ? names.ptr : "nothing");
		done_buf_release(&names);
		return err->code;
	}
	return 0;
}

static int performance_validate(
    const void *object, const struct done_value *at, struct done_error *err)
{
	const struct performance_options *options = object;
	const struct performance_limits none = {0}, *each = options->each ? options->each : &none;
	const struct done_amounts *all[] = {&options->limits.max, &options->limits.min, &each->max,
	    &each->min, &options->max_regression};

	if (done_reports_validate(&options->reports, DONE_EVIDENCE_PERFORMANCE, at, err) < 0)
		return err->code;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(all); i++) {
		if (performance_check_yields(options, all[i], err) < 0)
			return err->code;
	}
	return 0;
}

static bool performance_compares(const void *data)
{
	const struct performance_options *options = data;

	return options->reports.fresh || done_reports_ask_notes(options) ||
	    options->max_regression.nr > 0;
}

static void performance_more(struct done_buf *out)
{
	done_evidence_reference(out, DONE_EVIDENCE_PERFORMANCE);
	done_buf_addstr(out,
	    "\n"
	    "Metrics of load tests: `requests`, `errors`, `error_rate`, `requests_per_second`, "
	    "`duration_s`, `mean_ms`, `min_ms`, `p50_ms`, `p75_ms`, `p90_ms`, `p95_ms`, "
	    "`p97_5_ms`, `p99_ms`, `p999_ms`, `max_ms`. Metrics of benchmarks, per operation: "
	    "`time_ns`, `operations_per_second`, `bytes_per_op`, `allocs_per_op`. Amounts are "
	    "numbers, times with a unit (`250ms`, `2s`), ratios (`1%`), or a number of the "
	    "service's sheet: `{sheet: load.requests_per_second.expected}`.\n\n"
	    "The defaults for a load test are `max: {error_rate: 1%}` and `min: {requests: 100}`. "
	    "Whatever the limits are, a report never meets the check if it counts no requests, if "
	    "every request failed, if its percentiles are out of order, if its counts do not add "
	    "up, or if it is truncated. A metric that the report does not have is a finding; it is "
	    "never estimated from others.\n\n"
	    "A CSV JTL that is truncated at the end of a row looks like a shorter run: set `min: "
	    "{requests: …}`. Samples nested in others, and rows of transaction controllers, are "
	    "not counted. A CSV JTL may have up to 256 MiB, JSON up to 16 MiB.\n\n"
	    "`max_regression` compares with the result in the directory of `--evidence-base`, or "
	    "with the committed one of the base. Counts (`bytes_per_op`, `allocs_per_op`) are "
	    "exact and always compared. Times of benchmarks are compared only where both were "
	    "measured on the same machine and repeated at least 5 times, and count as worse only "
	    "where the repetitions do not overlap. A benchmark of the base that is gone is a "
	    "finding.\n");
	done_reports_reference(out);
}

#define PERFORMANCE_AMOUNTS(called, of, at, direction, text)                             \
	{                                                                                \
		.name = #called, .type = DONE_FIELD_AMOUNTS, .names = done_metric_names, \
		.offset = offsetof(of, at), .tighter = {(direction)}, .help = (text)     \
	}

static const struct done_field performance_each_fields[] = {
    PERFORMANCE_AMOUNTS(max, struct performance_limits, max, DONE_TIGHTER_LESS,
        "The maximum of each metric, for each of them: {p99_ms: 800ms}."),
    PERFORMANCE_AMOUNTS(min, struct performance_limits, min, DONE_TIGHTER_MORE,
        "The minimum of each metric, for each of them."),
};
static const struct done_record performance_each_record = {
    .name = "each",
    .size = sizeof(struct performance_limits),
    .fields = performance_each_fields,
    .nr = DONE_ARRAY_SIZE(performance_each_fields),
};

static const struct done_field performance_fields[] = {
    DONE_REPORTS_FIELDS,
    PERFORMANCE_AMOUNTS(max, struct performance_options, limits.max, DONE_TIGHTER_LESS,
        "The maximum of each metric: {p95_ms: 250ms, error_rate: 1%}. Default: error_rate 1%."),
    PERFORMANCE_AMOUNTS(min, struct performance_options, limits.min, DONE_TIGHTER_MORE,
        "The minimum of each metric: {requests_per_second: {sheet: "
        "load.requests_per_second.expected}}. Default: requests 100."),
    {DONE_FIELD("each", struct performance_options, each, OBJECT), .tighter = {DONE_TIGHTER_NEVER},
        .record = &performance_each_record,
        .help = "Limits of every named request of a load test."},
    {DONE_FIELD("require", struct performance_options, require, STRINGS),
        .tighter = {DONE_TIGHTER_MORE},
        .help = "Requests or benchmarks that must have been measured, by name. A name of k6 is "
                "the tag of a sub-metric, `name:login` or `login`."},
    {DONE_FIELD("own_thresholds", struct performance_options, own_thresholds, ENUM),
        .tighter = {DONE_TIGHTER_MORE}, .names = performance_own_words,
        .preset = PERFORMANCE_OWN_MUST_HOLD,
        .help = "Thresholds in the test itself (k6): with must_hold, a threshold that was crossed "
                "is a finding. Default: must_hold."},
    {DONE_FIELD("max_regression", struct performance_options, max_regression, AMOUNTS),
        .tighter = {DONE_TIGHTER_LESS}, .names = done_metric_names, .preset = 1,
        .help = "The maximum share by which a metric may be worse than at the base: "
                "{allocs_per_op: 0, p95_ms: 25%}."},
    {DONE_FIELD("no_base", struct performance_options, no_base, ENUM),
        .tighter = {DONE_TIGHTER_MORE}, .names = performance_no_base_words,
        .preset = PERFORMANCE_NO_BASE_WARNING,
        .help = "What happens if `max_regression` finds no result of the base: `warning` reports "
                "it, `error` makes it a finding, `ignore` does neither. Default: warning."},
    {DONE_FIELD("percentiles", struct performance_options, load, SPECIAL),
        .tighter = {DONE_TIGHTER_NEVER}, .load = performance_load_percentiles,
        .schema = "{\"type\": \"array\", \"minItems\": 1, \"maxItems\": 4, \"items\": {\"enum\": "
                  "[50, 75, 90, 95, 97.5, 99, 99.9]}}",
        .help = "Which percentiles the columns of JMeter's statistics.json (pct1, pct2, pct3) or "
                "of Gatling (percentiles1 to 4) hold, because the files do not say so."},
    {DONE_FIELD("metric", struct performance_options, load.metric, STRING),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "For k6: the metric whose times are judged, such as `grpc_req_duration`. Default: "
                "http_req_duration."},
    {DONE_FIELD("transactions", struct performance_options, load.transactions, BOOLEAN),
        .tighter = {DONE_TIGHTER_NEVER},
        .help = "For a JTL: judges only the rows of transaction controllers. Default: false."},
    {DONE_FIELD("many", struct performance_options, many, BOOLEAN), .tighter = {DONE_TIGHTER_LESS},
        .help = "Several results may match, and each must hold. Default: false."},
};

static const struct done_record performance_record = {
    .name = "check kind 'performance'",
    .size = sizeof(struct performance_options),
    .fields = performance_fields,
    .nr = DONE_ARRAY_SIZE(performance_fields),
    .shorthand = "reports",
    .validate = performance_validate,
};

const struct done_kind done_kind_performance = {
    .form = {.name = "performance",
        .summary = "met when the result of a load test or of benchmarks exists, does not "
                   "contradict itself, and keeps within its limits",
        .options = &performance_record,
        .example = "reports: perf/k6-summary.json\n"
                   "max: {p95_ms: 250ms, error_rate: 1%}\n"
                   "min: {requests: 100}\n",
        .needs_evidence = true,
        .compares = performance_compares,
        .asks_notes = done_reports_ask_notes,
        .more = performance_more},
    .run = performance_run,
};
