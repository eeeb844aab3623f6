/*
 * What is never owed, whatever the base has: what was not asked of the base or compares with it
 * itself, what a sheet waives, and services that are new or others.
 */
#include <string.h>

#include "debt.h"

bool done_policy_allows_debt(const struct done_policy *policy, const struct done_request *request)
{
	done_day today = done_request_policy_day(request);

	for (size_t i = 0; i < policy->nr_criteria; i++) {
		for (size_t j = 0; j < policy->criteria[i].nr_checks; j++) {
			if (today <= policy->criteria[i].checks[j].debt)
				return true;
		}
	}
	return false;
}

static bool debt_compares(const struct done_test *test)
{
	return test->form->compares && test->form->compares(test->options);
}

static bool debt_reads_reports(const struct done_test *test)
{
	return test->form->needs_evidence;
}

static bool debt_condition_compares(const struct done_condition *when)
{
	if (!when)
		return false;
	if (when->kind == DONE_WHEN_CHANGED)
		return true;
	for (size_t i = 0; i < when->nr_parts; i++) {
		if (debt_condition_compares(&when->parts[i]))
			return true;
	}
	return false;
}

bool done_check_compares(const struct done_check *check)
{
	return done_test_asks(&check->test, debt_compares) || debt_condition_compares(check->when);
}

bool done_check_reads_reports(const struct done_check *check)
{
	return done_test_asks(&check->test, debt_reads_reports);
}

bool done_check_finds_changes(const struct done_check *check)
{
	return done_test_asks(&check->test, debt_compares) &&
	    !done_test_asks(&check->test, debt_reads_reports);
}

/* Reports of the change alone say nothing of the base. */
bool done_debt_has_evidence(const struct done_plan *plan, const struct done_check *check)
{
	return !plan->request->evidence || plan->request->evidence_base ||
	    !done_test_asks(&check->test, debt_reads_reports);
}

bool done_debt_is_waived(const struct done_standing *standing, const char *check)
{
	for (size_t i = 0; i < standing->nr_waivers; i++) {
		if (!strcmp(standing->waivers[i].check, check))
			return true;
	}
	return false;
}

bool done_debt_may_be_owed(const struct done_plan *plan, const struct done_service_report *service,
    const struct done_criterion_report *criterion, const struct done_check_report *check)
{
	const struct done_standing *standing = done_standing_of(plan->standings, service->service);

	if (check->verdict != DONE_UNMET || check->level != DONE_LEVEL_ERROR ||
	    done_request_policy_day(plan->request) > check->check->debt)
		return false;
	if (criterion->criterion == &done_sheet_criterion ||
	    criterion->criterion == &done_map_criterion)
		return false;
	return !standing->is_another && !done_debt_is_waived(standing, check->check->id) &&
	    !done_check_compares(check->check) && done_debt_has_evidence(plan, check->check);
}
