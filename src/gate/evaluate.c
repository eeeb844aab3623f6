/* evaluate: one service held to the bar, check by check. */
#include <string.h>

#include "debt.h"

struct evaluation {
	const struct done_plan *plan;
	const struct done_selected *selected;
	struct done_view *view;
	struct done_arena *keep;
};

static const char *keep_text(struct done_arena *keep, const char *text)
{
	return text ? done_arena_strdup(keep, text) : NULL;
}

static void settle_level(const struct evaluation *evaluation, struct done_check_report *out)
{
	const struct done_check *check = out->check;
	done_day day = check->effective;
	done_day today = done_request_policy_day(evaluation->plan->request);

	out->level = check->level;
	out->effective = DONE_NO_DAY;
	if (day != DONE_NO_DAY && today < day && check->level == DONE_LEVEL_ERROR) {
		out->level = DONE_LEVEL_WARNING;
		out->effective = day;
	}
}

static void keep_findings(const struct evaluation *evaluation, const struct done_result *result,
    struct done_check_report *out)
{
	struct done_arena *keep = evaluation->keep;
	const struct done_check *check = out->check;

	out->findings = done_arena_array(keep, result->nr, sizeof(*out->findings));
	out->fingerprints = done_arena_array(keep, result->nr, sizeof(*out->fingerprints));
	out->nr_findings = result->nr;
	out->nr_dropped = result->nr_dropped;
	for (size_t i = 0; i < result->nr; i++) {
		const struct done_finding *finding = &result->findings[i];
		struct done_finding *kept = &out->findings[i];

		kept->path = keep_text(keep, finding->path);
		kept->line = finding->line;
		kept->column = finding->column;
		kept->message = keep_text(keep, finding->message);
		kept->brief = finding->is_absent && check->missing ? check->missing
		    : finding->brief                               ? keep_text(keep, finding->brief)
		                                                   : kept->message;
		kept->fix = check->fix ? check->fix : keep_text(keep, finding->fix);
		kept->brief_fix = check->fix || !finding->brief_fix
		    ? kept->fix
		    : keep_text(keep, finding->brief_fix);
		kept->is_absent = finding->is_absent;
		kept->subject = keep_text(keep, finding->subject);
		kept->amount = finding->amount;
		done_finding_print(
		    evaluation->selected->service, check, finding, out->fingerprints[i]);
	}
}

/* What is not kept whole is compared with the base all the same. */
static void keep_told(const struct evaluation *evaluation, const struct done_result *result,
    struct done_check_report *out)
{
	struct done_told *told;

	if (!result->nr_more)
		return;
	told = done_arena_array(evaluation->keep, result->nr_more, sizeof(*told));
	for (size_t i = 0; i < result->nr_more; i++) {
		told[i] = result->more[i];
		told[i].subject = keep_text(evaluation->keep, told[i].subject);
		told[i].path = keep_text(evaluation->keep, told[i].path);
	}
	out->more = told;
	out->nr_more = result->nr_more;
}

static void keep_evidence(const struct evaluation *evaluation, const struct done_result *result,
    struct done_check_report *out)
{
	struct done_evidence *kept =
	    done_arena_array(evaluation->keep, result->nr_evidence, sizeof(*kept));

	for (size_t i = 0; i < result->nr_evidence; i++) {
		kept[i] = result->evidence[i];
		kept[i].path = keep_text(evaluation->keep, kept[i].path);
		kept[i].what = keep_text(evaluation->keep, kept[i].what);
	}
	out->evidence = kept;
	out->nr_evidence = result->nr_evidence;
	out->nr_evidence_more = result->nr_evidence_more;
}

static void keep_numbers(const struct evaluation *evaluation, const struct done_result *result,
    struct done_check_report *out)
{
	struct done_number *kept =
	    done_arena_array(evaluation->keep, result->nr_numbers, sizeof(*kept));

	for (size_t i = 0; i < result->nr_numbers; i++) {
		kept[i] = result->numbers[i];
		kept[i].name = keep_text(evaluation->keep, kept[i].name);
		kept[i].unit = keep_text(evaluation->keep, kept[i].unit);
		kept[i].source = keep_text(evaluation->keep, kept[i].source);
	}
	out->numbers = kept;
	out->nr_numbers = result->nr_numbers;
}

static void undecided(const struct evaluation *evaluation, const struct done_error *err,
    struct done_check_report *out)
{
	out->verdict = DONE_UNDECIDED;
	out->reason = err->file[0] && !strstr(err->message, err->file)
	    ? done_arena_printf(evaluation->keep, "%s (%s)", err->message, err->file)
	    : done_arena_strdup(evaluation->keep, err->message);
	out->cure = err->cure[0] ? done_arena_strdup(evaluation->keep, err->cure) : NULL;
}

static int run_test(
    const struct evaluation *evaluation, struct done_check_report *out, struct done_error *err)
{
	const struct done_check *check = out->check;
	struct done_result result = {.verdict = DONE_MET};
	const char *reason = NULL;
	int rc = done_condition_holds(evaluation->view, check->when, &reason, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		out->verdict = DONE_NOT_APPLICABLE;
		out->reason = keep_text(evaluation->keep, reason);
		return 0;
	}
	rc = done_test_run(&check->test, evaluation->view, &result, err);
	if (rc < 0)
		return rc;
	out->verdict = result.verdict;
	out->inputs = keep_text(evaluation->keep, result.inputs);
	out->nr_inputs = result.nr_inputs;
	out->reason = keep_text(evaluation->keep, result.reason);
	out->uncovered = keep_text(evaluation->keep, result.uncovered);
	if (result.nr_numbers)
		keep_numbers(evaluation, &result, out);
	if (result.verdict == DONE_UNMET) {
		keep_findings(evaluation, &result, out);
		keep_told(evaluation, &result, out);
	} else if (result.verdict == DONE_MET && result.nr_evidence) {
		keep_evidence(evaluation, &result, out);
	}
	return 0;
}

static bool is_next(const struct done_plan *plan, const struct done_service *service,
    const struct done_check *check)
{
	return check->tier > done_standing_of(plan->standings, service)->target;
}

/* What the base had of it may not be given up: a warning until debt.c has looked there, and then a
 * loss, or dropped. What compares with the base itself had nothing there. */
static bool evaluate_kept(const struct evaluation *evaluation, struct done_check_report *out)
{
	const struct done_standing *standing =
	    done_standing_of(evaluation->plan->standings, evaluation->selected->service);
	struct done_check_report looked = *out;
	struct done_error err = {0};

	if (!evaluation->plan->compared->range.has_base || !standing->base_stage ||
	    out->check->tier > standing->policy->keep || done_check_compares(out->check) ||
	    done_check_reads_reports(out->check))
		return false;
	evaluation->view->check = out->check->id;
	if (run_test(evaluation, &looked, &err) < 0)
		undecided(evaluation, &err, &looked);
	if (looked.verdict != DONE_UNMET && looked.verdict != DONE_UNDECIDED)
		return false;
	*out = looked;
	out->is_kept = true;
	return true;
}

void done_kept_drop(struct done_check_report *check)
{
	*check = (struct done_check_report){.check = check->check,
	    .level = check->level,
	    .effective = check->effective,
	    .verdict = DONE_NEXT};
}

/* Above the target nothing is asked, whatever comes of it: a gate looks at what is kept alone, and
 * an audit looks to say how far the service is. */
static void evaluate_next(const struct evaluation *evaluation, struct done_check_report *out)
{
	struct done_error err = {0};

	if (!evaluation->plan->compared->has_range) {
		evaluation->view->check = out->check->id;
		if (run_test(evaluation, out, &err) >= 0) {
			if (out->verdict == DONE_NOT_APPLICABLE)
				return;
			out->is_next_met = out->verdict == DONE_MET;
		}
	} else if (evaluate_kept(evaluation, out)) {
		return;
	}
	out->verdict = DONE_NEXT;
}

/* The service's sheet says that the check is not about it. */
static bool evaluate_disputed(const struct evaluation *evaluation, struct done_check_report *out)
{
	const struct done_standing *standing =
	    done_standing_of(evaluation->plan->standings, evaluation->selected->service);
	const struct done_sheet_dispute *dispute =
	    done_dispute_of(standing, standing->policy, out->check);

	if (!dispute)
		return false;
	out->verdict = DONE_NOT_APPLICABLE;
	out->is_disputed = true;
	out->reason = done_arena_printf(evaluation->keep, "its sheet says: %s (%s:%d)",
	    done_arena_shown(evaluation->keep, dispute->reason),
	    done_arena_shown(evaluation->keep, dispute->place.file), dispute->place.line);
	return true;
}

static void evaluate_check(const struct evaluation *evaluation,
    const struct done_criterion *criterion, const struct done_check *check,
    struct done_check_report *out)
{
	const struct done_service *service = evaluation->selected->service;
	struct done_error err = {0};

	out->check = check;
	settle_level(evaluation, out);
	if (service->lost_at) {
		out->verdict = DONE_NOT_APPLICABLE;
		out->reason = "the service is found no longer";
		return;
	}
	if (!done_strings_has(&criterion->stages, service->stage)) {
		out->verdict = DONE_NOT_APPLICABLE;
		out->reason = done_arena_printf(
		    evaluation->keep, "does not apply at stage '%s'", service->stage);
		return;
	}
	if (done_filter_skips(evaluation->plan, criterion, check)) {
		out->verdict = DONE_NOT_APPLICABLE;
		out->reason = "skipped by GIT_DONE_SKIP";
		out->skipped = true;
		return;
	}
	if (evaluate_disputed(evaluation, out))
		return;
	if (is_next(evaluation->plan, service, check)) {
		evaluate_next(evaluation, out);
		return;
	}
	evaluation->view->check = check->id;
	if (run_test(evaluation, out, &err) < 0)
		undecided(evaluation, &err, out);
	done_waive(done_standing_of(evaluation->plan->standings, service), evaluation->keep, out);
}

int done_evaluate_result(const struct done_plan *plan, struct done_view *view,
    const struct done_asked_check *asked, struct done_result *out, struct done_error *err)
{
	const struct done_check *check = asked->check;
	const struct done_standing *standing = done_standing_of(plan->standings, view->service);
	const char *reason = NULL;
	int rc;

	if (!done_strings_has(&asked->criterion->stages, view->service->stage) ||
	    (is_next(plan, view->service, check) && !asked->is_kept) ||
	    done_dispute_of(standing, standing->policy, check))
		return 0;
	view->check = check->id;
	rc = done_condition_holds(view, check->when, &reason, err);
	if (rc <= 0)
		return rc;
	rc = done_test_run(&check->test, view, out, err);
	return rc < 0 ? rc : 1;
}

static void evaluate_criterion(const struct evaluation *evaluation,
    const struct done_criterion *criterion, struct done_criterion_report *out)
{
	out->criterion = criterion;
	out->checks =
	    done_arena_array(evaluation->keep, criterion->nr_checks + 1, sizeof(*out->checks));
	for (size_t i = 0; i < criterion->nr_checks; i++) {
		if (done_filter_wants_check(evaluation->plan, criterion, &criterion->checks[i]))
			evaluate_check(evaluation, criterion, &criterion->checks[i],
			    &out->checks[out->nr_checks++]);
	}
}

static void describe_profile(
    const struct done_view *view, struct done_arena *keep, struct done_service_report *out)
{
	enum done_kind_of_service kind = done_view_kind(view);
	size_t nr = 0;

	while (done_serves_words[nr])
		nr++;
	out->kind = kind == DONE_KIND_UNKNOWN ? NULL : done_kind_of_service_name(kind);
	out->serves.items = done_arena_array(keep, nr + 1, sizeof(*out->serves.items));
	for (size_t i = 0; i + 1 < nr; i++) {
		if (view->profile->serves >> i & 1)
			out->serves.items[out->serves.nr++] = done_serves_words[i];
	}
}

void done_evaluate_service(const struct done_plan *plan, const struct done_selected *selected,
    struct done_view *view, struct done_arena *keep, struct done_service_report *out)
{
	struct evaluation evaluation = {plan, selected, view, keep};
	const struct done_standing *standing = done_standing_of(plan->standings, selected->service);
	const struct done_policy *policy = standing->policy;

	view->service = selected->service;
	view->tells = plan->compared->has_range &&
	    (selected->is_beside || done_policy_allows_debt(policy, plan->request));
	out->service = selected->service;
	if (standing->nested) {
		out->policy = policy;
		out->policy_path = standing->nested->text.path;
	}
	if (view->profile)
		describe_profile(view, keep, out);
	out->is_beside = selected->is_beside;
	out->is_new = plan->compared->has_range && !standing->base_stage;
	out->reasons = selected->reasons;
	out->nr_reasons = selected->nr_reasons;
	out->criteria = done_arena_array(keep, policy->nr_criteria + 3, sizeof(*out->criteria));
	if (done_sheet_judge(plan, selected->service, keep, &out->criteria[0]))
		out->nr_criteria++;
	if (done_map_judge(plan, selected->service, keep, &out->criteria[out->nr_criteria]))
		out->nr_criteria++;
	for (size_t i = 0; i < policy->nr_criteria; i++) {
		struct done_criterion_report *criterion = &out->criteria[out->nr_criteria];

		evaluate_criterion(&evaluation, &policy->criteria[i], criterion);
		if (criterion->nr_checks)
			out->nr_criteria++;
	}
	out->target = done_policy_has_tiers(policy) ? standing->target : DONE_TIER_NONE;
	out->tier = done_tier_reached(out);
	done_settle_service(out);
	if (!plan->request->is_for_people)
		done_anchor_find(selected, view, keep, out);
}
