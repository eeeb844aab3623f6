/* The text format in short: where the services of an audit stand, each in one count. */
#include "brief.h"

/* Where a service stands to what it is held to: each is in one of these. */
enum standing {
	STANDING_BELOW, /* it lacks what refuses */
	STANDING_DOUBT,
	STANDING_WARNED, /* what it lacks for its target only warns */
	STANDING_OWED,   /* and what it lacks it lacked before */
	STANDING_UNJUDGED,
	STANDING_DONE,
	STANDINGS_NR,
};

static bool standing_owes(const struct done_service_report *service)
{
	for (size_t i = 0; i < service->nr_criteria; i++) {
		for (size_t j = 0; j < service->criteria[i].nr_checks; j++) {
			if (service->criteria[i].checks[j].verdict == DONE_OWED)
				return true;
		}
	}
	return false;
}

/* Checks on trial refuse nothing, and count for the tier all the same. */
static enum standing standing_of(const struct done_service_report *service)
{
	if (service->verdict == DONE_UNMET)
		return STANDING_BELOW;
	if (service->verdict == DONE_UNDECIDED)
		return STANDING_DOUBT;
	if (service->verdict == DONE_NOT_APPLICABLE || service->verdict == DONE_NEXT)
		return STANDING_UNJUDGED;
	if (service->tier >= service->target)
		return STANDING_DONE;
	return standing_owes(service) ? STANDING_OWED : STANDING_WARNED;
}

bool done_standing_is_done(const struct done_service_report *service)
{
	return standing_of(service) == STANDING_DONE;
}

bool done_standings_all_done(const struct done_run *run)
{
	for (size_t i = 0; i < run->nr_services; i++) {
		if (!done_standing_is_done(&run->services[i]))
			return false;
	}
	return true;
}

/* "4 done (silver), 6 run safely (bronze), 2 below": by what they reach. What could not be judged
 * may reach more. */
void done_standings_say_tiers(struct done_buf *out, const struct done_run *run)
{
	enum { STANDING_UNKNOWN = DONE_TIER_GOLD + 1, STANDING_ASKED_NOTHING, STANDING_REACHES };
	static const char *const words[] = {[DONE_TIER_NONE] = "below bronze",
	    [DONE_TIER_BRONZE] = "run safely (bronze)",
	    [DONE_TIER_SILVER] = "done (silver)",
	    [DONE_TIER_GOLD] = "production-ready (gold)",
	    [STANDING_UNKNOWN] = "not known, since a check could not be judged",
	    [STANDING_ASKED_NOTHING] = "not judged"};
	static const int order[] = {DONE_TIER_GOLD, DONE_TIER_SILVER, DONE_TIER_BRONZE,
	    DONE_TIER_NONE, STANDING_UNKNOWN, STANDING_ASKED_NOTHING};
	size_t counts[STANDING_REACHES] = {0};
	const char *gap = "";

	for (size_t i = 0; i < run->nr_services; i++) {
		const struct done_service_report *service = &run->services[i];
		enum standing standing = standing_of(service);

		counts[standing == STANDING_UNJUDGED ? STANDING_ASKED_NOTHING
		        : standing == STANDING_DOUBT && service->tier < service->target
		        ? STANDING_UNKNOWN
		        : service->tier]++;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(order); i++) {
		if (!counts[order[i]])
			continue;
		done_buf_addf(out, "%s%zu %s", gap, counts[order[i]], words[order[i]]);
		gap = ", ";
	}
}

/* "8 of 12 services are below their target, 4 are at it": every service is counted, and once. */
void done_standings_say(struct done_buf *out, const struct done_run *run, bool has_tiers)
{
	const struct {
		const char *one, *many;
	} words[] = {
	    [STANDING_BELOW] = {has_tiers ? "is below its target" : "does not meet the bar",
	        has_tiers ? "are below their target" : "do not meet the bar"},
	    [STANDING_DOUBT] = {"could not be judged", "could not be judged"},
	    [STANDING_WARNED] = {"is below its target only by checks that warn and do not refuse",
	        "are below their target only by checks that warn and do not refuse"},
	    [STANDING_OWED] = {"is below its target only by old gaps",
	        "are below their target only by old gaps"},
	    [STANDING_UNJUDGED] = {"was not judged", "were not judged"},
	    [STANDING_DONE] = {has_tiers ? "is at its target" : "meets the bar",
	        has_tiers ? "are at their target" : "meet the bar"},
	};
	size_t counts[STANDINGS_NR] = {0}, nr = 0;

	for (size_t i = 0; i < run->nr_services; i++)
		counts[standing_of(&run->services[i])]++;
	for (size_t i = 0; i < STANDINGS_NR; i++) {
		if (!counts[i])
			continue;
		done_buf_addf(out, "%s%zu ", nr ? ", " : "", counts[i]);
		if (!nr++ && counts[i] < run->nr_services)
			done_buf_addf(out, "of %zu ", run->nr_services);
		if (nr == 1)
			done_buf_addstr(out, run->nr_services == 1 ? "service " : "services ");
		done_buf_addstr(out, counts[i] == 1 ? words[i].one : words[i].many);
	}
}
