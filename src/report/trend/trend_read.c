/* A trend from the JSON of `git done log`, strictly: a person names the file. */
#include <string.h>

#include "trend_parts.h"

#define SCHEMA 1

struct trend_reading {
	struct done_arena *arena;
	struct done_trend *trend;
	struct done_error *err;
};

static int trend_refuse(
    const struct trend_reading *reading, const struct done_value *at, const char *what)
{
	done_error_set(reading->err, DONE_E_USAGE, "%s", what);
	done_error_cure(
	    reading->err, "write it with this version: git done log --format json >history.json");
	return done_error_place(reading->err, at->file, at->line, at->column);
}

static int trend_list(const struct trend_reading *reading, const struct done_value *map,
    const char *key, const struct done_items **out)
{
	const struct done_value *value = done_value_get(map, key);

	if (!value || value->type != DONE_LIST)
		return trend_refuse(reading, map, "a list is missing in this trend");
	*out = &value->list;
	return 0;
}

static int trend_number(const struct trend_reading *reading, const struct done_value *map,
    const char *key, size_t most, size_t *out)
{
	const struct done_value *value = done_value_get(map, key);

	if (!value || value->type != DONE_INTEGER || value->integer < 0 ||
	    (uint64_t)value->integer > most)
		return trend_refuse(
		    reading, value ? value : map, "a number of this trend is missing or not valid");
	*out = (size_t)value->integer;
	return 0;
}

static int trend_text(const struct trend_reading *reading, const struct done_value *map,
    const char *key, const char **out)
{
	const struct done_value *value = done_value_get(map, key);

	if (!value || value->type != DONE_STRING)
		return trend_refuse(reading, map, "a text of this trend is missing");
	*out = done_arena_strndup(reading->arena, value->string.ptr, value->string.len);
	return 0;
}

#define CHECKS_MAX 100000000

static int trend_share(
    const struct trend_reading *reading, const struct done_value *map, struct done_trend_share *out)
{
	if (trend_number(reading, map, "judged", CHECKS_MAX, &out->judged) < 0)
		return reading->err->code;
	return trend_number(reading, map, "met", out->judged, &out->met);
}

/* ---- points ---- */

static bool is_commit(const char *text)
{
	struct done_oid id;

	return done_oid_parse(text, &id);
}

static int trend_tiers(
    const struct trend_reading *reading, const struct done_value *map, struct done_trend_point *out)
{
	const struct done_value *tiers = done_value_get(map, "tiers");
	size_t sum = 0;

	for (int tier = DONE_TIER_NONE; tier <= DONE_TIER_GOLD; tier++) {
		const char *name = done_tier_name((enum done_tier)tier);

		if (trend_number(reading, tiers ? tiers : map, name ? name : "none",
		        out->nr_services - sum, &out->tiers[tier]) < 0)
			return reading->err->code;
		sum += out->tiers[tier];
	}
	return 0;
}

static int trend_point(const struct trend_reading *reading, const struct done_value *value,
    struct done_trend_point *out)
{
	const struct done_items *criteria;
	const char *day;

	if (trend_text(reading, value, "commit", &out->commit) < 0 ||
	    trend_text(reading, value, "date", &day) < 0 ||
	    trend_number(reading, value, "services", DONE_SERVICES_MAX, &out->nr_services) < 0 ||
	    trend_tiers(reading, value, out) < 0 ||
	    trend_list(reading, value, "criteria", &criteria) < 0)
		return reading->err->code;
	if (!is_commit(out->commit) || !done_day_parse(day, &out->day) ||
	    criteria->nr != reading->trend->nr_criteria)
		return trend_refuse(reading, value, "this point of the trend is not valid");
	out->criteria = done_arena_array(reading->arena, criteria->nr + 1, sizeof(*out->criteria));
	for (size_t i = 0; i < criteria->nr; i++) {
		if (trend_share(reading, &criteria->ptr[i], &out->criteria[i]) < 0)
			return reading->err->code;
	}
	return 0;
}

static int trend_points(const struct trend_reading *reading, const struct done_value *map)
{
	struct done_trend *trend = reading->trend;
	const struct done_items *criteria, *points;

	if (trend_list(reading, map, "criteria", &criteria) < 0 ||
	    trend_list(reading, map, "points", &points) < 0)
		return reading->err->code;
	if (points->nr > DONE_TREND_POINTS_MAX)
		return trend_refuse(reading, map, "the trend has more than 100,001 points");
	trend->criteria =
	    done_arena_array(reading->arena, criteria->nr + 1, sizeof(*trend->criteria));
	for (size_t i = 0; i < criteria->nr; i++) {
		if (criteria->ptr[i].type != DONE_STRING)
			return trend_refuse(
			    reading, map, "a criterion of this trend is not a text");
		trend->criteria[i] = done_arena_strndup(
		    reading->arena, criteria->ptr[i].string.ptr, criteria->ptr[i].string.len);
	}
	trend->nr_criteria = criteria->nr;
	trend->points = done_arena_array(reading->arena, points->nr + 1, sizeof(*trend->points));
	trend->nr_points = points->nr;
	for (size_t i = 0; i < points->nr; i++) {
		if (trend_point(reading, &points->ptr[i], &trend->points[i]) < 0)
			return reading->err->code;
	}
	return 0;
}

/* ---- services ---- */

static int trend_tier(const struct trend_reading *reading, const struct done_value *map, int *out)
{
	const struct done_value *value = done_value_get(map, "tier");

	for (int tier = DONE_TIER_NONE; value && tier <= DONE_TIER_GOLD; tier++) {
		const char *name = done_tier_name((enum done_tier)tier);

		if (name ? value->type == DONE_STRING && !strcmp(value->string.ptr, name)
		         : value->type == DONE_NULL) {
			*out = tier;
			return 0;
		}
	}
	return trend_refuse(reading, value ? value : map, "this is not a valid tier");
}

static int trend_value(const struct trend_reading *reading, const struct done_value *map,
    size_t least, struct done_trend_value *out)
{
	const struct done_value *exists = done_value_get(map, "exists");

	if (!reading->trend->nr_points || !exists || exists->type != DONE_BOOLEAN)
		return trend_refuse(reading, map, "this value of the trend is not valid");
	if (trend_number(reading, map, "point", reading->trend->nr_points - 1, &out->point) < 0 ||
	    trend_tier(reading, map, &out->tier) < 0 || trend_share(reading, map, &out->share) < 0)
		return reading->err->code;
	out->is_there = exists->boolean;
	return out->point < least
	    ? trend_refuse(reading, map, "the values of a service are not in order")
	    : 0;
}

static int trend_service(const struct trend_reading *reading, const struct done_value *map,
    struct done_trend_service *out)
{
	const struct done_items *values;
	size_t least = 0;

	if (trend_text(reading, map, "name", &out->name) < 0 ||
	    trend_text(reading, map, "path", &out->path) < 0 ||
	    trend_list(reading, map, "values", &values) < 0)
		return reading->err->code;
	out->values = done_arena_array(reading->arena, values->nr + 1, sizeof(*out->values));
	out->nr_values = values->nr;
	for (size_t i = 0; i < values->nr; i++) {
		if (trend_value(reading, &values->ptr[i], least, &out->values[i]) < 0)
			return reading->err->code;
		least = out->values[i].point + 1;
	}
	return 0;
}

static int trend_services(const struct trend_reading *reading, const struct done_value *map)
{
	struct done_trend *trend = reading->trend;
	const struct done_items *services;

	if (trend_list(reading, map, "services", &services) < 0)
		return reading->err->code;
	trend->services =
	    done_arena_array(reading->arena, services->nr + 1, sizeof(*trend->services));
	trend->nr_services = services->nr;
	for (size_t i = 0; i < services->nr; i++) {
		if (trend_service(reading, &services->ptr[i], &trend->services[i]) < 0)
			return reading->err->code;
		if (i && strcmp(trend->services[i - 1].path, trend->services[i].path) >= 0)
			return trend_refuse(reading, &services->ptr[i],
			    "the services of this trend are not in order");
	}
	return 0;
}

int done_trend_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_trend *out, struct done_error *err)
{
	struct done_arena scratch = {0};
	struct trend_reading reading = {arena, out, err};
	const struct done_value *schema, *trend;
	struct done_value root;
	int rc = done_json_parse_report(&scratch, bytes, file, &root, err);

	*out = (struct done_trend){0};
	if (rc >= 0) {
		schema = done_value_get(&root, "schema");
		trend = done_value_get(&root, "trend");
		if (!schema || schema->type != DONE_INTEGER || schema->integer != SCHEMA || !trend)
			rc = trend_refuse(&reading, &root,
			    "this is not a history that 'git done log --format json' wrote");
		else if (trend_points(&reading, trend) < 0 || trend_services(&reading, trend) < 0)
			rc = err->code;
	}
	done_arena_release(&scratch);
	return rc < 0 ? rc : 0;
}
