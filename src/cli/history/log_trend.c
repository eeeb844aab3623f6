/* The states of a line of commits as a trend: what counts, and where it changes. */
#include <stdlib.h>
#include <string.h>

#include "log.h"

/* A service of a state, what it adds to the sums, and whose values it continues. */
struct trend_counted {
	const struct history_service *service;
	struct done_trend_share all, *criteria;
	size_t track; /* place among the services of the trend */
};

struct counting {
	const struct history_asked *asked;
	struct done_arena *arena;
	struct done_trend *trend;
	struct trend_counted *before; /* of the older state, ascending by path */
	size_t nr_before;
	size_t cap_points, cap_criteria, cap_services;
	bool is_changed; /* the state under way differs from the one before */
};

/* ---- criteria: in the order of the newest commit ---- */

static size_t criterion_number(const struct done_trend *trend, const char *id)
{
	size_t len = strcspn(id, "."), i = 0;

	while (i < trend->nr_criteria &&
	    (strncmp(trend->criteria[i], id, len) != 0 || trend->criteria[i][len]))
		i++;
	return i;
}

static void trend_add_criteria(struct counting *counting, const struct history_service *service)
{
	struct done_trend *trend = counting->trend;

	for (size_t i = 0; i < service->nr_checks; i++) {
		const char *id = service->checks[i].id;

		if (criterion_number(trend, id) == trend->nr_criteria &&
		    history_filter_wants_check(&counting->asked->filter, id))
			*DONE_ARENA_PUSH(counting->arena, trend->criteria, trend->nr_criteria,
			    counting->cap_criteria) =
			    done_arena_strndup(counting->arena, id, strcspn(id, "."));
	}
}

/* Most services are shared with the neighbours of their commit. */
static void trend_find_criteria(struct counting *counting)
{
	const struct history_line *line = &counting->asked->line;

	for (size_t i = 0; i < counting->asked->nr_judged; i++) {
		const struct history_state *state = &line->items[i].state;
		const struct history_state *newer = i ? &line->items[i - 1].state : NULL;

		for (size_t j = 0; j < state->nr_services; j++) {
			if (!newer || j >= newer->nr_services ||
			    newer->services[j] != state->services[j])
				trend_add_criteria(counting, state->services[j]);
		}
	}
}

/* ---- services ---- */

static void trend_count(struct counting *counting, struct trend_counted *out)
{
	const struct history_service *service = out->service;

	out->all = (struct done_trend_share){0};
	out->criteria = done_arena_array(
	    counting->arena, counting->trend->nr_criteria + 1, sizeof(*out->criteria));
	for (size_t i = 0; i < service->nr_checks; i++) {
		const struct history_check *check = &service->checks[i];
		struct done_trend_share *share =
		    &out->criteria[criterion_number(counting->trend, check->id)];

		if (!history_filter_wants_check(&counting->asked->filter, check->id) ||
		    !done_verdict_is_judged(check->verdict))
			continue;
		share->judged++;
		share->met += check->verdict == DONE_MET;
		out->all.judged++;
		out->all.met += check->verdict == DONE_MET;
	}
}

/* One that was there, and went, continues where it was. */
static size_t trend_track(struct counting *counting, const struct history_service *service)
{
	struct done_trend *trend = counting->trend;
	size_t i = 0;

	while (i < trend->nr_services && strcmp(trend->services[i].path, service->path) != 0)
		i++;
	if (i == trend->nr_services)
		DONE_ARENA_PUSH(
		    counting->arena, trend->services, trend->nr_services, counting->cap_services)
		    ->path = service->path;
	return i;
}

static void trend_note(
    struct counting *counting, const struct trend_counted *counted, bool is_there)
{
	struct done_trend_service *service = &counting->trend->services[counted->track];
	const struct done_trend_value *last =
	    service->nr_values ? &service->values[service->nr_values - 1] : NULL;
	struct done_trend_value value = {.point = counting->trend->nr_points,
	    .is_there = is_there,
	    .tier = is_there ? counted->service->tier : DONE_TIER_NONE};

	service->name = counted->service->name;
	if (is_there)
		value.share = counted->all;
	if (last && last->is_there == is_there && last->tier == value.tier &&
	    last->share.met == value.share.met && last->share.judged == value.share.judged)
		return;
	*DONE_ARENA_PUSH(
	    counting->arena, service->values, service->nr_values, service->cap_values) = value;
	counting->is_changed = true;
}

/* Both lists ascend by path. */
static void trend_service(struct counting *counting, size_t *at, struct trend_counted *out)
{
	struct trend_counted *before = counting->before;

	while (
	    *at < counting->nr_before && strcmp(before[*at].service->path, out->service->path) < 0)
		trend_note(counting, &before[(*at)++], false);
	if (*at < counting->nr_before && !strcmp(before[*at].service->path, out->service->path)) {
		struct trend_counted *same = &before[(*at)++];

		out->track = same->track;
		if (same->service == out->service) {
			*out = *same;
			return;
		}
	} else {
		out->track = trend_track(counting, out->service);
	}
	trend_count(counting, out);
	trend_note(counting, out, true);
}

/* ---- points ---- */

static void trend_sum(const struct counting *counting, const struct trend_counted *counted,
    struct done_trend_point *out)
{
	const struct history_service *service = counted->service;

	out->nr_services++;
	if (service->tier != DONE_TIER_NONE || service->target != DONE_TIER_NONE)
		out->tiers[service->tier]++;
	for (size_t i = 0; i < counting->trend->nr_criteria; i++) {
		out->criteria[i].met += counted->criteria[i].met;
		out->criteria[i].judged += counted->criteria[i].judged;
	}
}

static bool same_point(const struct done_trend *trend, const struct done_trend_point *a,
    const struct done_trend_point *b)
{
	return a->nr_services == b->nr_services && !memcmp(a->tiers, b->tiers, sizeof(a->tiers)) &&
	    !memcmp(a->criteria, b->criteria, trend->nr_criteria * sizeof(*a->criteria));
}

static void trend_commit(
    struct counting *counting, const struct history_commit *commit, bool is_newest)
{
	struct done_trend *trend = counting->trend;
	const struct history_state *state = &commit->state;
	struct trend_counted *counted =
	    done_arena_array(counting->arena, state->nr_services + 1, sizeof(*counted));
	struct done_trend_point point = {.commit = commit->id, .day = commit->day};
	size_t nr = 0, at = 0;

	point.criteria =
	    done_arena_array(counting->arena, trend->nr_criteria + 1, sizeof(*point.criteria));
	counting->is_changed = is_newest || !trend->nr_points;
	for (size_t i = 0; i < state->nr_services; i++) {
		counted[nr].service = state->services[i];
		if (!history_filter_wants_service(&counting->asked->filter, state->services[i]))
			continue;
		trend_service(counting, &at, &counted[nr]);
		trend_sum(counting, &counted[nr++], &point);
	}
	while (at < counting->nr_before)
		trend_note(counting, &counting->before[at++], false);
	counting->before = counted;
	counting->nr_before = nr;
	if (counting->is_changed ||
	    !same_point(trend, &trend->points[trend->nr_points - 1], &point))
		*DONE_ARENA_PUSH(
		    counting->arena, trend->points, trend->nr_points, counting->cap_points) = point;
}

static int trend_compare_services(const void *left, const void *right)
{
	const struct done_trend_service *a = left, *b = right;

	return strcmp(a->path, b->path);
}

void history_trend_make(
    const struct history_asked *asked, struct done_arena *arena, struct done_trend *out)
{
	struct counting counting = {.asked = asked, .arena = arena, .trend = out};
	size_t newest = 0;

	*out = (struct done_trend){0};
	trend_find_criteria(&counting);
	while (newest < asked->nr_judged && asked->line.items[newest].state.error)
		newest++;
	for (size_t i = asked->nr_judged; i-- > newest;) {
		if (!asked->line.items[i].state.error)
			trend_commit(&counting, &asked->line.items[i], i == newest);
	}
	if (out->nr_services)
		qsort(out->services, out->nr_services, sizeof(*out->services),
		    trend_compare_services);
}
