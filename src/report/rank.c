/* What a check counts as, and how many of its findings are new: for all that show them. */
#include "report.h"

int done_rank_of_check(const struct done_check_report *check)
{
	if (check->verdict == DONE_UNDECIDED)
		return DONE_ITEM_UNDECIDED;
	if (check->verdict != DONE_UNMET)
		return -1;
	return check->level == DONE_LEVEL_WARNING ? DONE_ITEM_WARNING : DONE_ITEM_UNMET;
}

size_t done_new_findings(const struct done_check_report *check)
{
	size_t nr = 0;

	while (nr < check->nr_findings && !check->findings[nr].is_known)
		nr++;
	return check->verdict == DONE_OWED ? 0 : nr;
}

size_t done_new_dropped(const struct done_check_report *check)
{
	size_t all = check->nr_findings + check->nr_dropped - check->nr_known;

	return all - done_new_findings(check);
}

void done_say_gaps(struct done_buf *out, size_t nr)
{
	done_buf_addf(out, "%zu old %s", nr, nr == 1 ? "gap" : "gaps");
}
