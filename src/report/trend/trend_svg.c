/*
 * Shapes of a trend. A state holds until the next point: lines are steps. All is whole numbers, so
 * that it is the same on every machine; more than one point a column is the last of them.
 */
#include <inttypes.h>
#include <string.h>

#include "trend_parts.h"

/* A state that is not there breaks a line. */
#define NO_VALUE SIZE_MAX
#define SPARK_WIDTH 20 /* a column of a sparkline */

size_t done_trend_x(const struct done_trend *trend, size_t point)
{
	const struct done_trend_point *points = trend->points;
	size_t last = trend->nr_points - 1;
	int64_t days = (int64_t)points[last].day - points[0].day;
	int64_t since = (int64_t)points[point].day - points[0].day;

	if (!last)
		return 0;
	if (days <= 0)
		return point * DONE_TREND_WIDTH / last;
	/* Committers' clocks are not always in order. */
	since = since < 0 ? 0 : since > days ? days : since;
	return (size_t)(since * DONE_TREND_WIDTH / days);
}

/* Points are asked for in their order. */
typedef size_t trend_height(const struct done_trend *trend, size_t point, void *what);

/* What is drawn: heights from the bottom, in columns that are so wide. */
struct drawing {
	const struct done_trend *trend;
	trend_height *height;
	void *what;
	size_t width;
};

static size_t column_of(const struct drawing *drawing, size_t point)
{
	return done_trend_x(drawing->trend, point) / drawing->width;
}

static void svg_steps(const struct drawing *drawing, struct done_buf *out)
{
	const struct done_trend *trend = drawing->trend;
	size_t before = NO_VALUE;

	for (size_t i = 0; i < trend->nr_points; i++) {
		size_t value = drawing->height(trend, i, drawing->what);
		size_t x = column_of(drawing, i) * drawing->width;

		if (i + 1 < trend->nr_points && column_of(drawing, i) == column_of(drawing, i + 1))
			continue;
		if (before != NO_VALUE)
			done_buf_addf(out, "H%zu", x);
		if (value != NO_VALUE && before == NO_VALUE)
			done_buf_addf(out, "M%zu %zu", x, DONE_TREND_HEIGHT - value);
		else if (value != NO_VALUE && value != before)
			done_buf_addf(out, "V%zu", DONE_TREND_HEIGHT - value);
		before = value;
	}
	if (before != NO_VALUE)
		done_buf_addf(out, "H%d", DONE_TREND_WIDTH);
}

static void svg_begin(struct done_buf *out, const char *classes)
{
	done_buf_addf(out,
	    "<svg class=\"%s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=none aria-hidden=true "
	    "focusable=false>",
	    classes, DONE_TREND_WIDTH, DONE_TREND_HEIGHT);
}

/* ---- areas ---- */

static size_t most_services(const struct done_trend *trend)
{
	size_t most = 1;

	for (size_t i = 0; i < trend->nr_points; i++)
		most = trend->points[i].nr_services > most ? trend->points[i].nr_services : most;
	return most;
}

struct area {
	int tier; /* this one and those above it */
	size_t most;
};

static size_t area_height(const struct done_trend *trend, size_t point, void *what)
{
	const struct area *area = what;
	const struct done_trend_point *at = &trend->points[point];
	size_t nr = 0;

	if (area->tier < 0)
		nr = at->nr_services;
	for (int tier = DONE_TIER_GOLD; area->tier >= 0 && tier >= area->tier; tier--)
		nr += at->tiers[tier];
	return nr * DONE_TREND_HEIGHT / area->most;
}

/* The largest first, so that each covers the lower part of the one before. */
void done_trend_areas(const struct done_trend *trend, struct done_buf *out)
{
	static const char *const classes[] = {"tn", "t0", "t1", "t2", "t3"};
	struct area area = {.most = most_services(trend)};

	svg_begin(out, "trend");
	for (int tier = -1; tier <= DONE_TIER_GOLD; tier++) {
		area.tier = tier;
		done_buf_addf(out, "<path class=%s d=\"", classes[tier + 1]);
		svg_steps(&(struct drawing){trend, area_height, &area, 1}, out);
		done_buf_addf(out, "V%dH0Z\"/>", DONE_TREND_HEIGHT);
	}
	done_buf_addstr(out, "<path class=grid d=\"M0 50H1000M0 0H1000M0 100H1000\"/></svg>");
}

/* ---- shares ---- */

static size_t share_height(const struct done_trend_share *share)
{
	return share->judged ? share->met * DONE_TREND_HEIGHT / share->judged : NO_VALUE;
}

static size_t criterion_height(const struct done_trend *trend, size_t point, void *what)
{
	const size_t *criterion = what;

	return share_height(&trend->points[point].criteria[*criterion]);
}

void done_trend_share_line(const struct done_trend *trend, size_t criterion, struct done_buf *out)
{
	svg_begin(out, "trend line");
	done_buf_addstr(out, "<path class=grid d=\"M0 50H1000M0 0H1000M0 100H1000\"/><path d=\"");
	svg_steps(&(struct drawing){trend, criterion_height, &criterion, 1}, out);
	done_buf_addstr(out, "\"/></svg>");
}

/* ---- sparklines ---- */

struct following {
	const struct done_trend_service *service;
	size_t next; /* of its values */
};

static size_t service_height(const struct done_trend *trend, size_t point, void *what)
{
	struct following *following = what;
	const struct done_trend_service *service = following->service;
	const struct done_trend_value *value;

	(void)trend;
	while (
	    following->next < service->nr_values && service->values[following->next].point <= point)
		following->next++;
	if (!following->next)
		return NO_VALUE;
	value = &service->values[following->next - 1];
	return value->is_there ? share_height(&value->share) : NO_VALUE;
}

/* "2 of 4 checks met on 2026-01-01, 3 of 4 on 2026-06-01" */
static void spark_words(struct done_buf *out, const struct done_trend_share *first, done_day from,
    const struct done_trend_share *last, done_day to)
{
	char one[11], other[11];

	done_day_format(from, one);
	done_day_format(to, other);
	done_buf_addf(out, "%zu of %zu checks met on %s, %zu of %zu on %s", first->met,
	    first->judged, one, last->met, last->judged, other);
}

static void spark_begin(struct done_buf *out)
{
	done_buf_addf(out,
	    "<svg class=spark viewBox=\"0 -5 %d %d\" preserveAspectRatio=none role=img "
	    "focusable=false aria-label=\"",
	    DONE_TREND_WIDTH, DONE_TREND_HEIGHT + 10);
}

static const struct done_trend_service *service_of(const struct done_trend *trend, const char *path)
{
	size_t at =
	    DONE_TEXT_BOUND(trend->services, trend->nr_services, path, path, strlen(path), '\0');
	bool is_there = at < trend->nr_services && !strcmp(trend->services[at].path, path);

	return is_there ? &trend->services[at] : NULL;
}

void done_trend_spark_service(
    const struct done_trend *trend, const char *path, struct done_buf *out)
{
	const struct done_trend_service *service = service_of(trend, path);
	const struct done_trend_value *first, *last;
	struct following following = {.service = service};

	if (!service || !service->nr_values || !service->values[service->nr_values - 1].is_there)
		return;
	first = &service->values[0];
	last = &service->values[service->nr_values - 1];
	spark_begin(out);
	spark_words(out, &first->share, trend->points[first->point].day, &last->share,
	    trend->points[trend->nr_points - 1].day);
	done_buf_addstr(out, "\"><path d=\"");
	svg_steps(&(struct drawing){trend, service_height, &following, SPARK_WIDTH}, out);
	done_buf_addstr(out, "\"/></svg>");
}

void done_trend_spark_criterion(
    const struct done_trend *trend, const char *id, struct done_buf *out)
{
	const struct done_trend_point *last = trend->points + trend->nr_points - 1;

	for (size_t i = 0; trend->nr_points && i < trend->nr_criteria; i++) {
		if (strcmp(trend->criteria[i], id) != 0)
			continue;
		spark_begin(out);
		spark_words(out, &trend->points[0].criteria[i], trend->points[0].day,
		    &last->criteria[i], last->day);
		done_buf_addstr(out, "\"><path d=\"");
		svg_steps(&(struct drawing){trend, criterion_height, &i, SPARK_WIDTH}, out);
		done_buf_addstr(out, "\"/></svg>");
		return;
	}
}
