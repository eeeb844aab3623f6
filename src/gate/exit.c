/* The one place that maps outcomes to exit statuses. */
#include "done/gate.h"

int done_exit_of_report(const struct done_report *report)
{
	switch (report->verdict) {
	case DONE_UNMET:
		return report->advisory ? DONE_EXIT_MET : DONE_EXIT_UNMET;
	case DONE_UNDECIDED:
		return DONE_EXIT_UNDECIDED;
	case DONE_MET:
	case DONE_WAIVED:
	case DONE_NOT_APPLICABLE:
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
