/* What tier a service is held to: the policy's, raised by its rule or a sheet; and what it reaches.
 */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {tier: gold, file: README.md}}}}\n"
#define POLICY(target) "version: 1\nservices: ['services/*']\n" target CHECKS
#define RULE(target) "version: 1\nservices: [{path: 'services/*', target: " target "}]\n" CHECKS
#define CODE "services/a/m", "the code of a, as it is\n"
#define SHEET "services/a/done.yml"

static void render_target(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_service *service = standings->selection.items[i].service;
		int target = done_standing_of(standings, service)->target;

		done_buf_addf(
		    out, "%s: %s\n", service->path, done_tier_name((enum done_tier)target));
	}
}

static const struct gate_row rows[] = {
    {"nothing is said: silver", {P, POLICY(""), CODE}, {"services/a/x", "1"},
        "services/a: silver\n", NULL},
    {"the policy says it", {P, POLICY("target: bronze\n"), CODE}, {"services/a/x", "1"},
        "services/a: bronze\n", NULL},
    {"a rule raises it", {P, RULE("gold"), CODE}, {"services/a/x", "1"}, "services/a: gold\n",
        NULL},
    {"a rule does not lower it", {P, RULE("bronze"), CODE}, {"services/a/x", "1"},
        "services/a: silver\n", NULL},
    {"a sheet raises it", {P, POLICY(""), CODE, SHEET, "target: gold\n"}, {"services/a/x", "1"},
        "services/a: gold\n", NULL},
    {"a sheet of the change raises it at once", {P, POLICY(""), CODE}, {SHEET, "target: gold\n"},
        "services/a: gold\n", NULL},
    {"a sheet does not lower it", {P, POLICY(""), CODE, SHEET, "target: bronze\n"},
        {"services/a/x", "1"},
        "services/a: silver\n"
        "warning: the sheet of 'a' names the target 'bronze', which does not count: the policy "
        "holds it to 'silver', and a sheet may only raise that\n",
        NULL},
    {"a change does not lower its own target", {P, POLICY(""), CODE, SHEET, "target: gold\n"},
        {SHEET, "owner: '@a'\n"},
        "services/a: gold\n"
        "warning: the change lowers the target of 'a' from 'gold' to 'silver': it is judged by "
        "the base's\n",
        NULL},
    {"the change's own policy does not count yet", {P, POLICY("target: gold\n"), CODE},
        {P, POLICY("target: bronze\n"), "services/a/x", "1"}, "services/a: gold\n", NULL},
};

static void test_target__is_raised_and_never_lowered(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		gate_check_row(&rows[i], GATE_STANDINGS, render_target);
}

/* ---- what is reached ---- */

struct judged {
	enum done_tier tier;
	enum done_verdict verdict;
	bool is_next_met;
};

static int reached(const struct judged *judged, size_t nr)
{
	struct done_check checks[4] = {{0}};
	struct done_check_report reports[4] = {{0}};
	struct done_criterion_report criterion = {.checks = reports, .nr_checks = nr};
	struct done_service_report service = {.criteria = &criterion, .nr_criteria = 1};

	for (size_t i = 0; i < nr; i++) {
		checks[i].tier = judged[i].tier;
		reports[i].check = &checks[i];
		reports[i].verdict = judged[i].verdict;
		reports[i].is_next_met = judged[i].is_next_met;
	}
	return done_tier_reached(&service);
}

static void test_tier__is_reached_where_all_below_it_is(void **state)
{
	static const struct {
		const char *name;
		struct judged judged[4];
		size_t nr;
		enum done_tier tier;
	} reach[] = {
	    {"no tiers", {{DONE_TIER_NONE, DONE_MET, false}}, 1, DONE_TIER_NONE},
	    {"all of bronze",
	        {{DONE_TIER_BRONZE, DONE_MET, false}, {DONE_TIER_BRONZE, DONE_WAIVED, false}}, 2,
	        DONE_TIER_BRONZE},
	    {"not all of bronze",
	        {{DONE_TIER_BRONZE, DONE_MET, false}, {DONE_TIER_BRONZE, DONE_UNMET, false}}, 2,
	        DONE_TIER_NONE},
	    {"undecided reaches nothing", {{DONE_TIER_BRONZE, DONE_UNDECIDED, false}}, 1,
	        DONE_TIER_NONE},
	    {"silver without bronze",
	        {{DONE_TIER_BRONZE, DONE_UNMET, false}, {DONE_TIER_SILVER, DONE_MET, false}}, 2,
	        DONE_TIER_NONE},
	    {"both",
	        {{DONE_TIER_BRONZE, DONE_NOT_APPLICABLE, false},
	            {DONE_TIER_SILVER, DONE_MET, false}},
	        2, DONE_TIER_SILVER},
	    {"next, and met already",
	        {{DONE_TIER_BRONZE, DONE_MET, false}, {DONE_TIER_GOLD, DONE_NEXT, true}}, 2,
	        DONE_TIER_GOLD},
	    {"next, and not looked at",
	        {{DONE_TIER_BRONZE, DONE_MET, false}, {DONE_TIER_SILVER, DONE_NEXT, false}}, 2,
	        DONE_TIER_BRONZE},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(reach, i, reach[i].name); i++) {
		int tier = reached(reach[i].judged, reach[i].nr);

		if (tier != (int)reach[i].tier)
			fail_msg("%s: %d, expected %d", reach[i].name, tier, (int)reach[i].tier);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_target__is_raised_and_never_lowered),
	    cmocka_unit_test(test_tier__is_reached_where_all_below_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
