/* The one place that maps outcomes to exit statuses. */
#include "done/gate.h"

bool done_report_is_partly_undecided(const struct done_report *report)
{
	for (size_t i = 0; i < report->nr_runs; i++) {
		const struct done_run *run = &report->runs[i];

		if (run->verdict == DONE_UNDECIDED)
			return true;
		for (size_t j = 0; j < run->nr_services; j++) {
			if (run->services[j].nr_undecided)
				return true;
		}
	}
	return report->verdict == DONE_UNDECIDED;
}

/* Of the runs that refuse: a push may also bring refs that the policy only tells. */
static enum done_verdict refusing_verdict(const struct done_report *report)
{
	enum done_verdict worst = DONE_MET;
	bool any = false;

	for (size_t i = 0; i < report->nr_runs; i++) {
		any |= report->runs[i].only_tells;
		if (!report->runs[i].only_tells)
			worst = done_verdict_worse(worst, report->runs[i].verdict);
	}
	return any ? worst : report->verdict;
}

/* An advisory run excuses what is unmet. What is not known beside it may be worse than that. */
static int exit_of_advisory(const struct done_report *report)
{
	return done_report_is_partly_undecided(report) ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

int done_exit_of_report(const struct done_report *report)
{
	switch (refusing_verdict(report)) {
	case DONE_UNMET:
		return report->advisory ? exit_of_advisory(report) : DONE_EXIT_UNMET;
	case DONE_UNDECIDED:
		return DONE_EXIT_UNDECIDED;
	case DONE_MET:
	case DONE_WAIVED:
	case DONE_OWED:
	case DONE_NOT_APPLICABLE:
	case DONE_NEXT:
		return DONE_EXIT_MET;
	}
	return DONE_EXIT_INTERNAL;
}

int done_exit_of_error(const struct done_error *err)
{
	switch (err->code) {
	case DONE_E_USAGE:
	case DONE_E_POLICY:
		return DONE_EXIT_USAGE;
	case DONE_E_UNDECIDED:
		return DONE_EXIT_UNDECIDED;
	default:
		return DONE_EXIT_INTERNAL;
	}
}
