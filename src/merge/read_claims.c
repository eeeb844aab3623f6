/*
 * Reading a report: what a run says, held against its own bar, day and filters. A report is made by
 * one run over one bar; one that no run could have made is refused, as it may be greener than any.
 */
#include <string.h>

#include "read.h"

struct claims {
	struct done_reader *reader;
	const struct done_report *report; /* its day, filters and shard are read */
	const struct done_run *run;
	const struct done_service_report *service;
};

/* What the gate asks by itself, in this order. */
static const struct done_criterion *const own_criteria[] = {&done_sheet_criterion,
                                                            &done_map_criterion};

/* The kind of such a check is called as its criterion. */
static bool is_own_check(const struct done_check *check)
{
	for (size_t i = 0; check->test.form && i < DONE_ARRAY_SIZE(own_criteria); i++) {
		if (!strcmp(check->test.form->name, own_criteria[i]->id))
			return true;
	}
	return false;
}

static bool is_known_own_check(const struct done_check *check)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(own_criteria); i++) {
		for (size_t j = 0; j < own_criteria[i]->nr_checks; j++) {
			if (!strcmp(own_criteria[i]->checks[j].id, check->id))
				return is_own_check(check);
		}
	}
	return false;
}

/* ---- one check ------------------------------------------------------------------------------- */

/* Below its level until its day, and then no longer; an experiment that ended only says so. */
static bool has_its_level(const struct claims *claims, const struct done_check_report *check)
{
	int asked = check->check->level;

	if (check->effective != DONE_NO_DAY)
		return asked == DONE_LEVEL_ERROR && check->level == DONE_LEVEL_WARNING &&
		       check->effective > claims->report->now;
	return check->level == asked || (is_own_check(check->check) && asked == DONE_LEVEL_ERROR);
}

static bool has_findings(const struct done_check_report *check)
{
	return check->nr_findings || check->nr_dropped;
}

/* Both ways: an excuse is over by the report's day, or it is not. */
static bool has_its_day(const struct claims *claims, const struct done_waiver_report *waiver)
{
	bool is_over = waiver && waiver->until < claims->report->now;

	if (waiver && waiver->state == DONE_WAIVER_COUNTS)
		return !is_over;
	return !waiver || waiver->state != DONE_WAIVER_EXPIRED || is_over;
}

static bool was_skipped(const struct claims *claims, const struct done_criterion *criterion,
                        const struct done_check *check)
{
	const struct done_strings *skip = &claims->report->asked.skip;

	return done_strings_has(skip, criterion->id) || done_strings_has(skip, check->id);
}

static int judge_check(const struct claims *claims, const struct done_value *at,
                       const struct done_criterion *criterion,
                       const struct done_check_report *check)
{
	const char *id = check->check->id;
	bool falls_short = check->verdict == DONE_UNMET || check->verdict == DONE_WAIVED;

	if (!has_its_level(claims, check))
		return done_read_fail(claims->reader, at,
		                      "the level of '%s' is not what the policy makes of it on "
		                      "the report's day",
		                      id);
	if (!falls_short && has_findings(check))
		return done_read_fail(claims->reader, at, "'%s' has findings, and is called '%s'",
		                      id, done_verdict_name(check->verdict));
	if (!has_its_day(claims, check->waiver))
		return done_read_fail(claims->reader, at,
		                      "the waiver of '%s' does not go with the report's day", id);
	if (check->skipped && (check->verdict != DONE_NOT_APPLICABLE ||
	                       !was_skipped(claims, criterion, check->check)))
		return done_read_fail(claims->reader, at,
		                      "'%s' is skipped, and nobody asked for that", id);
	return 0;
}

/* ---- what was asked -------------------------------------------------------------------------- */

static bool is_wanted(const struct claims *claims, const struct done_criterion *criterion,
                      const struct done_check *check)
{
	const struct done_asked *asked = &claims->report->asked;

	if (!asked->criteria.nr && !asked->checks.nr)
		return true;
	return done_strings_has(&asked->criteria, criterion->id) ||
	       done_strings_has(&asked->checks, check->id);
}

static bool wants_any(const struct claims *claims, const struct done_criterion *criterion)
{
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		if (is_wanted(claims, criterion, &criterion->checks[i]))
			return true;
	}
	return false;
}

/* At its place in the order of the bar; NULL: there is nothing more. */
static int refuse_other(const struct claims *claims, const struct done_value *at, const char *asked,
                        const char *here)
{
	if (!here)
		return done_read_fail(claims->reader, at, "'%s' is asked and not here", asked);
	if (!strcmp(asked, here))
		return done_read_fail(claims->reader, at, "'%s' is not as the policy asks it",
		                      asked);
	return done_read_fail(claims->reader, at, "'%s' is here where '%s' is asked", here, asked);
}

/* The reader finds for a service's check the bar's own, if they are the same. */
static int judge_criterion(const struct claims *claims, const struct done_value *at,
                           const struct done_criterion *asked,
                           const struct done_criterion_report *criterion)
{
	const struct done_value *list = done_value_get(at, "checks");
	size_t nr = 0;

	if (criterion->criterion != asked)
		return refuse_other(claims, at, asked->id, criterion->criterion->id);
	for (size_t i = 0; i < asked->nr_checks; i++) {
		const struct done_check *check = &asked->checks[i];

		if (!is_wanted(claims, asked, check))
			continue;
		if (nr == criterion->nr_checks)
			return refuse_other(claims, at, check->id, NULL);
		if (criterion->checks[nr].check != check)
			return refuse_other(claims, &list->list.ptr[nr], check->id,
			                    criterion->checks[nr].check->id);
		if (judge_check(claims, &list->list.ptr[nr], asked, &criterion->checks[nr]) < 0)
			return claims->reader->err->code;
		nr++;
	}
	if (nr < criterion->nr_checks)
		return done_read_fail(claims->reader, &list->list.ptr[nr], "'%s' is not asked",
		                      criterion->checks[nr].check->id);
	return 0;
}

static bool is_own_criterion(const struct done_criterion_report *criterion,
                             const struct done_criterion *own)
{
	return !strcmp(criterion->criterion->id, own->id) && criterion->nr_checks &&
	       is_own_check(criterion->checks[0].check);
}

static int judge_own_criterion(const struct claims *claims, const struct done_value *at,
                               const struct done_criterion_report *criterion)
{
	const struct done_value *list = done_value_get(at, "checks");

	for (size_t i = 0; i < criterion->nr_checks; i++) {
		const struct done_check_report *check = &criterion->checks[i];

		if (!is_known_own_check(check->check))
			return done_read_fail(claims->reader, &list->list.ptr[i],
			                      "the gate has no check '%s' of its own",
			                      check->check->id);
		if (judge_check(claims, &list->list.ptr[i], criterion->criterion, check) < 0)
			return claims->reader->err->code;
	}
	return 0;
}

/* ---- services -------------------------------------------------------------------------------- */

static int judge_service(const struct claims *claims, const struct done_value *at)
{
	const struct done_service_report *service = claims->service;
	const struct done_policy *policy = claims->run->policy;
	const struct done_value *list = done_value_get(at, "criteria");
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(own_criteria) && nr < service->nr_criteria; i++) {
		if (!is_own_criterion(&service->criteria[nr], own_criteria[i]))
			continue;
		if (judge_own_criterion(claims, &list->list.ptr[nr], &service->criteria[nr]) < 0)
			return claims->reader->err->code;
		nr++;
	}
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		if (!wants_any(claims, &policy->criteria[i]))
			continue;
		if (nr == service->nr_criteria)
			return refuse_other(claims, at, policy->criteria[i].id, NULL);
		if (judge_criterion(claims, &list->list.ptr[nr], &policy->criteria[i],
		                    &service->criteria[nr]) < 0)
			return claims->reader->err->code;
		nr++;
	}
	if (nr < service->nr_criteria)
		return done_read_fail(claims->reader, &list->list.ptr[nr],
		                      "the criterion '%s' is not asked",
		                      service->criteria[nr].criterion->id);
	return 0;
}

/* ---- the run --------------------------------------------------------------------------------- */

static bool has_error_note(const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_notes; i++) {
		if (run->notes[i].level == DONE_NOTE_ERROR)
			return true;
	}
	return false;
}

/* An audit is of every service but where --service or --shard says otherwise. */
static int judge_counts(const struct claims *claims, const struct done_value *at)
{
	const struct done_run *run = claims->run;
	const struct done_examined *examined = &run->examined;
	bool is_all = run->mode == DONE_MODE_AUDIT && !claims->report->asked.services.nr &&
	              !claims->report->shard.of;

	if (!run->policy)
		return 0;
	if (!examined->services || examined->selected > examined->services)
		return done_read_fail(claims->reader, at, "%zu of %zu services cannot be selected",
		                      examined->selected, examined->services);
	if (is_all && examined->selected != examined->services)
		return done_read_fail(claims->reader, at,
		                      "an audit is of all %zu services, and this is of %zu",
		                      examined->services, examined->selected);
	return 0;
}

int done_read_claims(struct done_reader *reader, const struct done_value *at,
                     const struct done_report *report, const struct done_run *run)
{
	struct claims claims = {reader, report, run, NULL};
	const struct done_value *list = done_value_get(at, "services");
	bool may_lack_bar = run->mode == DONE_MODE_PUSH || run->mode == DONE_MODE_STAGED;

	if (!run->policy && (run->nr_services || !may_lack_bar))
		return done_read_fail(reader, at, "nothing is judged without a bar");
	if (run->policy && report->now == DONE_NO_DAY)
		return done_read_fail(reader, at, "it was judged by no day");
	if (run->verdict == DONE_MET && has_error_note(run))
		return done_read_fail(reader, at, "the run has a note of an error, and is met");
	if (judge_counts(&claims, at) < 0)
		return reader->err->code;
	for (size_t i = 0; i < run->nr_services; i++) {
		claims.service = &run->services[i];
		if (judge_service(&claims, &list->list.ptr[i]) < 0)
			return reader->err->code;
	}
	return 0;
}
