/* As what stage a service is judged: its sheet, the map, and what the base said of it. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define ONE "version: 1\nservices: ['services/*']\n" CHECKS
#define AS(stage) "version: 1\nservices: [{path: 'services/*', stage: " stage "}]\n" CHECKS
/* What is deprecated is asked less than what is in production. */
#define LATE                                     \
	"version: 1\nservices: ['services/*']\n" \
	"criteria: {d: {stages: [production], checks: {r: {file: README.md}}}}\n"
#define OWN_STAGES                                                                               \
	"version: 1\nstages: [draft, beta, production]\nservices: [{path: 'services/*', stage: " \
	"beta}]\n" CHECKS
#define CODE "services/a/m", "the code of a, as it is\n"
#define SHEET "services/a/done.yml"
#define PROBE(until) \
	"stage: {name: experiment, until: " until ", why: We try whether customers want it.}\n"

/* "services/a: production", with what the gate itself finds. */
static void render_stage(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_service *service = standings->selection.items[i].service;
		const struct done_standing *standing = done_standing_of(standings, service);

		done_buf_addf(out, "%s: %s\n", service->path, service->stage);
		if (standing->experiment != DONE_EXPERIMENT_NONE)
			done_buf_addf(out, "%s: %s\n",
			    standing->experiment == DONE_EXPERIMENT_ENDED ? "ended" : "refused",
			    standing->message);
	}
}

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

static const struct gate_row rows[] = {
    {"nothing is said", {P, ONE, CODE}, {"services/a/x", "1"}, "services/a: production\n", NULL},
    {"the map says it", {P, AS("deprecated"), CODE}, {"services/a/x", "1"},
        "services/a: deprecated\n", NULL},
    {"the sheet says it", {P, ONE, CODE, SHEET, "stage: deprecated\n"}, {"services/a/x", "1"},
        "services/a: deprecated\n", NULL},
    {"in an audit, too", {P, ONE, CODE, SHEET, "stage: deprecated\n"}, {"services/a/x", "1"},
        "services/a: deprecated\n", as_audit},

    /* experiments */
    {"an experiment is let through until its last day", {P, ONE, CODE, SHEET, PROBE("2027-01-01")},
        {"services/a/x", "1"},
        "services/a: experiment\n"
        "warning: 'a' is an experiment that ends soon, let through until 2027-01-01 (its last day "
        "is today): meet the bar and write another stage, or give it a later day. Its reason: We "
        "try *\n",
        NULL},
    {"with a day left", {P, ONE, CODE, SHEET, PROBE("2027-01-02")}, {"services/a/x", "1"},
        "services/a: experiment\nwarning: * until 2027-01-02 (1 day left): meet the bar *\n", NULL},
    {"with fourteen days left", {P, ONE, CODE, SHEET, PROBE("2027-01-15")}, {"services/a/x", "1"},
        "services/a: experiment\nwarning: * until 2027-01-15 (14 days left): meet the bar *\n",
        NULL},
    {"with more days left", {P, ONE, CODE, SHEET, PROBE("2027-01-16")}, {"services/a/x", "1"},
        "services/a: experiment\nnote: * until 2027-01-16 (15 days left): We try *\n", NULL},
    {"the day after it is over", {P, ONE, CODE, SHEET, PROBE("2026-12-31")}, {"services/a/x", "1"},
        "services/a: production\n"
        "ended: the experiment ended on 2026-12-31: the service is judged as 'production' now\n"
        "warning: *'a' has not been an experiment since 2026-12-31: it is judged as "
        "'production'\n",
        NULL},
    {"over, as the map says", {P, AS("deprecated"), CODE, SHEET, PROBE("2026-12-31")},
        {"services/a/x", "1"}, "services/a: deprecated\nended: *\nwarning: *\n", NULL},
    {"over, where the map says experiment", {P, AS("experiment"), CODE, SHEET, PROBE("2026-12-31")},
        {"services/a/x", "1"}, "services/a: production\nended: *\nwarning: *\n", NULL},
    {"no day", {P, ONE, CODE, SHEET, "stage: experiment\n"}, {"services/a/x", "1"},
        "services/a: experiment\nrefused: an experiment must say until when and why\n", NULL},
    {"by the map alone", {P, AS("experiment"), CODE}, {"services/a/x", "1"},
        "services/a: experiment\nrefused: an experiment must say until when and why\n", NULL},
    {"a reason that is none",
        {P, ONE, CODE, SHEET, "stage: {name: experiment, until: 2027-01-09, why: TODO}\n"},
        {"services/a/x", "1"},
        "services/a: experiment\nrefused: an experiment must say until when and why, and its "
        "reason 'TODO' is a placeholder\n",
        NULL},
    {"too long", {P, ONE, CODE, SHEET, PROBE("2028-01-01")}, {"services/a/x", "1"},
        "services/a: experiment\n"
        "refused: the experiment would last 365 more days, the policy allows *\n",
        NULL},
    {"an audit asks the same", {P, AS("experiment"), CODE}, {"services/a/x", "1"},
        "services/a: experiment\nrefused: an experiment must say until when and why\n", as_audit},

    /* a change of stage */
    {"down, beside other changes: as before", {P, LATE, CODE, SHEET, "stage: production\n"},
        {"services/a/x", "1", SHEET, "stage: deprecated\n"},
        "services/a: production\n"
        "warning: the change moves 'a' down from stage 'production' to 'deprecated' (judged as "
        "'production')\n",
        NULL},
    {"down, by nothing but sheets", {P, LATE, CODE, SHEET, "stage: production\n"},
        {SHEET, "stage: deprecated\n"},
        "services/a: deprecated\n"
        "warning: *(nothing but sheets changed: judged as 'deprecated')\n",
        NULL},
    {"down, by a sheet that loses an answer",
        {P, LATE, CODE, SHEET, "stage: production\nowner: team-a\n"},
        {SHEET, "stage: deprecated\n"},
        "services/a: production\nwarning: *(judged as 'production')\n", NULL},
    {"up is not down", {P, LATE, CODE, SHEET, "stage: deprecated\n"},
        {"services/a/x", "1", SHEET, "stage: production\n"}, "services/a: production\n", NULL},
    {"a stage of the same worth", {P, ONE, CODE, SHEET, "stage: production\n"},
        {"services/a/x", "1", SHEET, "stage: deprecated\n"}, "services/a: deprecated\n", NULL},
    {"from the map's stage to an experiment", {P, ONE, CODE},
        {"services/a/x", "1", SHEET, PROBE("2027-01-09")},
        "services/a: production\nwarning: *down from stage 'production' to 'experiment' (judged "
        "as "
        "'production')\n",
        NULL},
    {"earlier in the policy's own list", {P, OWN_STAGES, CODE},
        {"services/a/x", "1", SHEET, "stage: draft\n"},
        "services/a: beta\nwarning: *down from stage 'beta' to 'draft' (judged as 'beta')\n", NULL},
    {"prolonged", {P, ONE, CODE, SHEET, PROBE("2027-01-09")},
        {"services/a/x", "1", SHEET, PROBE("2027-01-19")},
        "services/a: experiment\n"
        "warning: the change prolongs the experiment 'a' from 2027-01-09 to 2027-01-19\n"
        "note: *\n",
        NULL},
    {"prolonged when it is over: it comes from the stage after it",
        {P, ONE, CODE, SHEET, PROBE("2026-12-31")},
        {"services/a/x", "1", SHEET, PROBE("2027-01-19")},
        "services/a: production\nwarning: *down from stage 'production' to 'experiment' *\n", NULL},
    {"shortened is said by nobody", {P, ONE, CODE, SHEET, PROBE("2027-01-19")},
        {"services/a/x", "1", SHEET, PROBE("2027-01-09")},
        "services/a: experiment\nwarning: *ends soon*\n", NULL},

    /* a service that the change brings */
    {"new, as an experiment", {P, ONE}, {CODE, SHEET, PROBE("2027-01-09")},
        "services/a: experiment\nwarning: *ends soon*\n", NULL},
    {"new, as deprecated", {P, LATE}, {CODE, SHEET, "stage: deprecated\n"},
        "services/a: production\n"
        "warning: the change brings 'services/a' as 'deprecated': judged as 'production', for a "
        "service is not 'deprecated' before it was anything else\n",
        NULL},
    {"new, while a stricter one goes", {P, ONE, "services/b/y", "another service's code\n"},
        {CODE, SHEET, PROBE("2027-01-09"), "services/b/y", GONE},
        "services/a: production\n"
        "note: the change removes *\n"
        "warning: the change removes 'services/b' of stage 'production' and brings 'services/a' "
        "as "
        "'experiment': judged as 'production'; *\n",
        NULL},
    {"new, while an experiment goes",
        {P, ONE, "services/b/y", "another service's code\n", "services/b/done.yml",
            PROBE("2027-01-09")},
        {CODE, SHEET, PROBE("2027-01-19"), "services/b/y", GONE, "services/b/done.yml", GONE},
        "services/a: experiment\nnote: *\nnote: *\n", NULL},
    {"moved, and down in the same change", {P, ONE, CODE},
        {"services/a/m", GONE, "services/c/m", "the code of a, as it is\n", "services/c/done.yml",
            PROBE("2027-01-09")},
        "services/c: production\n"
        "note: the change moves the service 'services/a' to 'services/c', *\n"
        "warning: the change moves 'services/a' to 'services/c', and down from stage 'production' "
        "to 'experiment': judged as 'production'; *\n",
        NULL},
};

static void test_stage__is_what_the_base_lets_it_be(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render_stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stage__is_what_the_base_lets_it_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
