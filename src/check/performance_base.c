/*
 * Kind `performance`: the same measured at the base. Counts are exact. Times are compared only
 * where both were measured on the same machine and repeated, and count only where the repetitions
 * do not overlap: on shared machines the same commit differs from itself by half and more.
 */
#include "performance.h"

#include <math.h>
#include <string.h>

#define RUNS_MIN 5 /* below these repetitions say nothing of how far they lie apart */

struct performance_comparing {
	struct performance_judging *judging;
	const struct done_read_report *base;
	const char *told; /* why times were not compared; NULL: they were */
};

/* By how much it is worse, as a share of the base; 0: it is not. */
static double performance_worse(size_t metric, double before, double after)
{
	double worse = done_metric_forms[metric].is_more_better ? before - after : after - before;

	if (!(worse > 0))
		return 0;
	return before > 0 ? worse / before : INFINITY;
}

static void performance_add_regression(struct performance_comparing *comparing, int line,
    const char *name, const struct done_amount *limit, const double values[2])
{
	struct done_view *view = comparing->judging->view;
	const char *shown[2];

	done_metric_shown_pair(view, limit->name, values[0], values[1], shown);
	done_performance_add(comparing->judging, line,
	    (struct done_subject){.wrong = "worse than the base",
	        .option = "max_regression",
	        .thing = name ? done_arena_printf(
	                            view->arena, "%s of %s", done_metric_names[limit->name], name)
	                      : done_metric_names[limit->name],
	        .amount = fabs(values[1] - values[0])},
	    done_metric_forms[limit->name].is_exact ? "find what the change brings"
	                                            : "run it again on both versions to be "
	                                              "sure, then find what the change brings",
	    "%s%s%s%s was %s at the base and is %s: at most %s worse is allowed",
	    done_metric_forms[limit->name].shown, name ? " of '" : "", name ? name : "",
	    name ? "'" : "", shown[0], shown[1], done_ratio_shown(view, limit->value));
}

/* ---- load tests ---- */

static void performance_compare_load(struct performance_comparing *comparing)
{
	const struct done_amounts *limits = &comparing->judging->options->max_regression;
	const struct done_load_row *now = &comparing->judging->read->report.load.rows[0];
	const struct done_load_row *then = &comparing->base->report.load.rows[0];

	for (size_t i = 0; i < limits->nr; i++) {
		const struct done_amount *limit = &limits->items[i];
		double values[2];

		if (limit->name >= DONE_LOAD_METRICS)
			continue;
		values[0] = then->values[limit->name];
		values[1] = now->values[limit->name];
		if (isnan(values[0]) || isnan(values[1]))
			comparing->told = "; not compared: one of the two results lacks the metric";
		else if (performance_worse(limit->name, values[0], values[1]) > limit->value)
			performance_add_regression(comparing, now->line, NULL, limit, values);
	}
}

/* ---- benchmarks ---- */

static bool performance_has_spread(const struct done_measure *one)
{
	return !isnan(one->low) && !isnan(one->high) && (one->is_interval || one->nr >= RUNS_MIN);
}

/* Whether times of the two mean anything beside each other; says why not. */
static bool performance_is_comparable(struct performance_comparing *comparing,
    const struct done_benchmark *then, const struct done_benchmark *now, size_t at)
{
	if (!then->host || !now->host || strcmp(then->host, now->host) != 0) {
		comparing->told = then->host && now->host
		    ? done_arena_printf(comparing->judging->view->arena,
		          "; measured on different machines (%s; %s): "
		          "times are not compared",
		          then->host, now->host)
		    : "; the machine is not known: times are not compared";
		return false;
	}
	if (!performance_has_spread(&then->metrics[at]) ||
	    !performance_has_spread(&now->metrics[at])) {
		comparing->told = "; fewer than 5 runs each: times are not compared";
		return false;
	}
	return true;
}

static bool performance_overlaps(
    size_t metric, const struct done_measure *then, const struct done_measure *now)
{
	return done_metric_forms[metric].is_more_better ? now->high >= then->low
	                                                : now->low <= then->high;
}

static void performance_compare_one(struct performance_comparing *comparing,
    const struct done_benchmark *then, const struct done_benchmark *now)
{
	const struct done_amounts *limits = &comparing->judging->options->max_regression;

	for (size_t i = 0; i < limits->nr; i++) {
		const struct done_amount *limit = &limits->items[i];
		const struct done_measure *before, *after;
		double values[2];
		size_t at = limit->name - DONE_LOAD_METRICS;

		if (limit->name < DONE_LOAD_METRICS)
			continue;
		before = &then->metrics[at];
		after = &now->metrics[at];
		values[0] = before->value;
		values[1] = after->value;
		if (isnan(before->value) || isnan(after->value))
			continue;
		if (!done_metric_forms[limit->name].is_exact &&
		    (!performance_is_comparable(comparing, then, now, at) ||
		        performance_overlaps(limit->name, before, after)))
			continue;
		if (performance_worse(limit->name, values[0], values[1]) > limit->value)
			performance_add_regression(comparing, now->line, now->name, limit, values);
	}
}

static const struct done_benchmark *performance_find(
    const struct done_reports *reports, const char *name, const struct done_read_report **read)
{
	for (size_t i = 0; i < reports->nr; i++) {
		const struct done_benchmarks *all = &reports->items[i].report.benchmarks;

		for (size_t j = 0; j < all->nr; j++) {
			if (strcmp(all->items[j].name, name) != 0)
				continue;
			*read = &reports->items[i];
			return &all->items[j];
		}
	}
	return NULL;
}

static void performance_compare_benchmarks(
    struct performance_comparing *comparing, const struct done_reports *head)
{
	const struct done_benchmarks *base = &comparing->base->report.benchmarks;

	for (size_t i = 0; i < base->nr; i++) {
		const struct done_benchmark *then = &base->items[i];
		const struct done_read_report *read = &head->items[0];
		const struct done_benchmark *now = performance_find(head, then->name, &read);

		comparing->judging->read = read;
		if (now)
			performance_compare_one(comparing, then, now);
		else
			done_performance_add(comparing->judging, 0,
			    (struct done_subject){
			        .wrong = "gone", .option = "max_regression", .thing = then->name},
			    "let it run again; where it was removed on purpose, this passes "
			    "once the base has no result of it either",
			    "the benchmark '%s' of the base was removed or renamed", then->name);
	}
}

/* ---- both ---- */

static const struct done_read_report *performance_same(
    const struct done_reports *head, const struct done_read_report *base)
{
	for (size_t i = 0; i < head->nr; i++) {
		if (head->items[i].report.is_load &&
		    (head->nr == 1 || !strcmp(head->items[i].name, base->name)))
			return &head->items[i];
	}
	return NULL;
}

/* In an audit there is no base, and nothing is missing. */
static void performance_judge_no_base(struct performance_judging *judging, const char **told)
{
	int no_base = judging->options->no_base;

	if (no_base == PERFORMANCE_NO_BASE_WARNING)
		*told = "; not compared: no result for the base";
	if (no_base != PERFORMANCE_NO_BASE_ERROR ||
	    (!judging->view->base && !judging->view->evidence_base))
		return;
	done_performance_add(judging, 0,
	    (struct done_subject){.wrong = "no base", .option = "no_base"},
	    "keep the result of the base and hand it over: git done check --evidence-base DIR",
	    "there is no result of the base to compare with");
}

int done_performance_judge_base(struct performance_judging *judging,
    const struct done_reports_options *asked, const struct done_reports *head, const char **told,
    struct done_error *err)
{
	struct performance_comparing comparing = {.judging = judging};
	struct done_reports base;
	int rc;

	*told = "";
	if (!judging->options->max_regression.nr)
		return 0;
	rc = done_reports_read_base(
	    judging->view, asked, DONE_EVIDENCE_PERFORMANCE, head, &base, err);
	if (rc < 0)
		return rc;
	if (rc == 0)
		performance_judge_no_base(judging, told);
	for (size_t i = 0; i < base.nr; i++) {
		comparing.base = &base.items[i];
		comparing.told = NULL;
		/* What contradicts itself is nothing to be compared with. */
		if (base.items[i].report.nr_faults) {
			*told = "; not compared: the base's result is damaged";
			continue;
		}
		if (!base.items[i].report.is_load) {
			performance_compare_benchmarks(&comparing, head);
		} else {
			judging->read = performance_same(head, &base.items[i]);
			if (judging->read)
				performance_compare_load(&comparing);
			else
				comparing.told = "; not compared: no result for the base";
		}
		if (comparing.told)
			*told = comparing.told;
	}
	return 0;
}
