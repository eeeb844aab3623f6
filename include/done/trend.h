/*
 * trend: how services came to be what they are, commit by commit: what `git done log` counts, its
 * JSON keeps (member `trend` of config/log.schema.json) and its page draws, and what the scorecard
 * draws where it is given one (src/report/trend).
 */
#ifndef DONE_TREND_H
#define DONE_TREND_H

#include "done/report.h"

struct done_trend_share {
	size_t met, judged; /* checks */
};

/* A commit after which something counted differs from the one before; the last one always. */
struct done_trend_point {
	const char *commit; /* 40 hex digits */
	done_day day;
	size_t nr_services;
	size_t tiers[DONE_TIER_GOLD + 1];  /* of which a tier is asked, by what they reach */
	struct done_trend_share *criteria; /* one a criterion, over all services */
};

/* What a service is from this point on. */
struct done_trend_value {
	size_t point;
	bool is_there;
	int tier;
	struct done_trend_share share; /* of all its checks */
};
struct done_trend_service {
	const char *path, *name;         /* raw */
	struct done_trend_value *values; /* ascending by point */
	size_t nr_values, cap_values;
};

struct done_trend {
	const char **criteria; /* ids */
	size_t nr_criteria;
	struct done_trend_point *points; /* oldest first */
	size_t nr_points;
	struct done_trend_service *services; /* ascending by path; all that ever were there */
	size_t nr_services;
};

#define DONE_TREND_POINTS_MAX 100001

/* The value of the member `trend`. */
void done_trend_json(struct done_json *json, const struct done_trend *trend);
/* Of what `git done log --format json` wrote; what does not add up is DONE_E_USAGE at its place. */
int done_trend_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_trend *out, struct done_error *err);

/* ---- as a page ---- */

struct done_trend_line {
	const char *service; /* raw; NULL: of the commit as a whole */
	const char *text;    /* fit to show */
	bool is_bad, is_good;
};
struct done_trend_entry {
	const char *commit;           /* 40 hex digits */
	const char *author, *subject; /* raw */
	done_day day;
	struct done_trend_line *lines;
	size_t nr, cap;
};
struct done_trend_page {
	const struct done_trend *trend;
	const struct done_trend_entry *entries; /* newest first; what changed nothing is left out */
	size_t nr;
	const char *sentence;      /* below the heading, fit to show */
	struct done_strings notes; /* fit to show */
};
void done_trend_html(const struct done_trend_page *what, struct done_buf *out);

#endif
