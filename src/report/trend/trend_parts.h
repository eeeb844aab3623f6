/* Inside the report room: charts of a trend, for its own page and for the scorecard. */
#ifndef DONE_REPORT_TREND_PARTS_H
#define DONE_REPORT_TREND_PARTS_H

#include "../html/html_parts.h"
#include "done/trend.h"

/* ---- trend_svg.c: shapes without words, stretched to their box; words stand beside them ---- */

/* Services by tier over time, one area above the other. */
void done_trend_areas(const struct done_trend *trend, struct done_buf *out);
/* The share of a criterion's checks that are met, over time. */
void done_trend_share_line(const struct done_trend *trend, size_t criterion, struct done_buf *out);
/* A small line of one service's share, with its words as the title; nothing for an unknown path. */
void done_trend_spark_service(
    const struct done_trend *trend, const char *path, struct done_buf *out);
/* The same of a criterion, by its id. */
void done_trend_spark_criterion(
    const struct done_trend *trend, const char *id, struct done_buf *out);
/* Where a day or, where all are of one day, a point lies, from 0 to DONE_TREND_WIDTH. */
#define DONE_TREND_WIDTH 1000
#define DONE_TREND_HEIGHT 100
size_t done_trend_x(const struct done_trend *trend, size_t point);

#endif
