/* Kind `performance`: measurements as people read them. */
#include "performance.h"

#include <math.h>
#include <string.h>

/* 18204 as 18,204. */
static const char *performance_whole(struct done_view *view, double value)
{
	char *digits = done_arena_printf(view->arena, "%.0f", value);
	size_t len = strlen(digits);
	struct done_buf out = {0};
	const char *text;

	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			done_buf_addch(&out, ',');
		done_buf_addch(&out, digits[i]);
	}
	text = done_arena_strndup(view->arena, out.ptr ? out.ptr : "", out.len);
	done_buf_release(&out);
	return text;
}

static const char *performance_number(struct done_view *view, double value)
{
	if (value >= 100 || value == floor(value))
		return performance_whole(view, value);
	return value >= 1 ? done_arena_printf(view->arena, "%.1f", value)
	                  : done_arena_printf(view->arena, "%.3g", value);
}

const char *done_metric_shown(struct done_view *view, size_t metric, double value)
{
	const struct done_metric_form *form = &done_metric_forms[metric];

	if (form->is_ratio)
		return done_arena_printf(
		    view->arena, "%s %%", performance_number(view, value * 100));
	return done_arena_printf(view->arena, "%s%s", performance_number(view, value), form->unit);
}

void done_metric_shown_pair(
    struct done_view *view, size_t metric, double one, double other, const char *shown[2])
{
	const struct done_metric_form *form = &done_metric_forms[metric];
	double scale = form->is_ratio ? 100 : 1;

	shown[0] = done_metric_shown(view, metric, one);
	shown[1] = done_metric_shown(view, metric, other);
	if (strcmp(shown[0], shown[1]) != 0)
		return;
	shown[0] = done_arena_printf(
	    view->arena, "%.12g%s", one * scale, form->is_ratio ? " %" : form->unit);
	shown[1] = done_arena_printf(
	    view->arena, "%.12g%s", other * scale, form->is_ratio ? " %" : form->unit);
}

/* "p95", "requests per second": the words of the metric's name, without its unit. */
static const char *performance_called(struct done_view *view, size_t metric)
{
	static const char *const units[] = {"_ms", "_ns", "_s"};
	const struct done_metric_form *form = &done_metric_forms[metric];
	size_t len = strlen(form->name);
	char *text;

	if (form->shown[0] == 'p')
		return form->shown;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		size_t size = strlen(units[i]);

		if (len > size && !strcmp(form->name + len - size, units[i]))
			len -= size;
	}
	text = done_arena_strndup(view->arena, form->name, len);
	for (char *at = text; (at = strchr(at, '_'));)
		*at = ' ';
	return text;
}

void done_performance_measure(
    struct performance_judging *judging, size_t metric, double value, double limit, bool is_most)
{
	const struct done_metric_form *form = &done_metric_forms[metric];
	double scale = form->is_ratio ? 100 : 1;

	if (judging->is_measured[metric])
		return;
	judging->is_measured[metric] = true;
	done_result_measure(judging->result, judging->view,
	    &(struct done_number){.name = performance_called(judging->view, metric),
	        .value = value * scale,
	        .limit = limit * scale,
	        .unit = form->is_ratio ? "%" : form->unit + strspn(form->unit, " "),
	        .is_most = is_most,
	        .source = judging->read->path,
	        .strength = judging->strength});
}

const char *done_performance_told(struct done_view *view, const struct done_evidence_report *report)
{
	static const enum done_metric told[] = {
	    DONE_METRIC_P95_MS, DONE_METRIC_P97_5_MS, DONE_METRIC_P99_MS, DONE_METRIC_P90_MS};
	const double *values;
	const char *text;
	size_t i = 0;

	if (!report->is_load)
		return done_arena_printf(view->arena, "%s, %zu %s", report->reader->name,
		    report->benchmarks.nr, report->benchmarks.nr == 1 ? "benchmark" : "benchmarks");
	values = report->load.rows[0].values;
	text = done_arena_printf(view->arena, "%s, %s requests", report->load.shape,
	    performance_whole(view, values[DONE_METRIC_REQUESTS]));
	if (!isnan(values[DONE_METRIC_ERROR_RATE]))
		text = done_arena_printf(view->arena, "%s, %s errors", text,
		    done_metric_shown(
		        view, DONE_METRIC_ERROR_RATE, values[DONE_METRIC_ERROR_RATE]));
	while (i < DONE_ARRAY_SIZE(told) && isnan(values[told[i]]))
		i++;
	if (i < DONE_ARRAY_SIZE(told))
		text = done_arena_printf(view->arena, "%s, %s %s", text,
		    done_metric_forms[told[i]].shown,
		    done_metric_shown(view, told[i], values[told[i]]));
	return text;
}
