/* Which checks do not apply by the sheets' word, and which waivers of emergencies count. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define POLICY(rules)                                  \
	"version: 1\nservices: ['services/*']\n" rules \
	"criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n"
#define STRICT POLICY("waivers: {approvers: [lead]}\n")
#define OPEN POLICY("")
#define ALLOWS POLICY("waivers: {self_granted: allow}\n")
#define URGENT POLICY("waivers: {approvers: [lead], emergency_days: 3}\n")
#define D(check) "  - {check: " check ", reason: serves no one}\n"
#define E(check, ref, until)                                                                       \
	"  - {check: " check ", reason: it burns, by: lead, until: " until ", emergency: " ref "}" \
	"\n"
#define SHEET "services/a/done.yml"
#define CODE "services/a/m", "the code of a\n"
#define GOOD "not_applicable:\n" D("d.r")

static void render_disputes(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_standing *standing =
		    done_standing_of(standings, standings->selection.items[i].service);

		for (size_t j = 0; j < standing->nr_disputes; j++)
			done_buf_addf(out, "%s counts\n", standing->disputes[j]->check);
		for (size_t j = 0; j < standing->nr_added_disputes; j++)
			done_buf_addf(
			    out, "beside other changes: %s\n", standing->added_disputes[j]->check);
	}
}

static void dispute_as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

static void dispute_from_had_it(struct gate_fixture *f)
{
	fake_file(&f->fakes[2], SHEET, GOOD);
}

static const struct gate_row dispute_rows[] = {
    {"the base's counts", {P, STRICT, CODE, SHEET, GOOD}, {"services/a/x", "1"}, "d.r counts\n",
        NULL},
    {"the base's counts for a branch that is older", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "owner: a\n", "services/a/x", "1"}, "d.r counts\n", NULL},
    {"in other words", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "not_applicable: [{check: d.r, reason: another}]\n", "services/a/x", "1"},
        "d.r counts\n", NULL},
    {"an audit takes the tree's", {P, STRICT, CODE}, {SHEET, GOOD}, "d.r counts\n",
        dispute_as_audit},
    {"without a reason", {P, OPEN, CODE, SHEET, "not_applicable: [{check: d.r, reason: todo}]\n"},
        {"services/a/x", "1"},
        "warning: the sheet of 'a' lists 'd.r' in 'not_applicable', which does not count: its "
        "reason 'todo' is a placeholder\n",
        NULL},
    {"added beside other changes, where approvers are named", {P, STRICT, CODE},
        {SHEET, GOOD, "services/a/x", "1"},
        "beside other changes: d.r\n"
        "warning: the change says that 'd.r' does not apply to 'a': serves no one\n",
        NULL},
    {"added by itself", {P, STRICT, CODE}, {SHEET, GOOD}, "d.r counts\nwarning: *\n", NULL},
    {"added by itself, and one taken out", {P, STRICT, CODE, SHEET, "not_applicable:\n" D("d.s")},
        {SHEET, GOOD}, "d.r counts\nd.s counts\nwarning: *\n", NULL},
    {"added by itself, and an answer lost", {P, STRICT, CODE, SHEET, "owner: a\n"}, {SHEET, GOOD},
        "beside other changes: d.r\nwarning: *\n", NULL},
    {"added where that is allowed", {P, ALLOWS, CODE}, {SHEET, GOOD, "services/a/x", "1"},
        "d.r counts\nnote: the change says *\n", NULL},
    {"the base took it back", {P, OPEN, CODE}, {SHEET, GOOD, "services/a/x", "1"},
        "warning: the sheet of 'a' lists 'd.r' *: the base took it back\n", dispute_from_had_it},
    {"the base's sheet is of another service", {P, STRICT, CODE, SHEET, GOOD},
        {"services/a/m", GONE, "services/a/n", "nothing of it at all\n", SHEET, "owner: b\n"},
        "warning: 'services/a' is another service than the base has in 'services/a': *\n", NULL},
    {"a check that is none", {P, STRICT, CODE, SHEET, "not_applicable:\n" D("d.q")},
        {"services/a/x", "1"},
        "d.q counts\nwarning: *: it is not a check of the policy; did you mean 'd.*'?\n", NULL},
    {"the gate's own check is none", {P, STRICT, CODE, SHEET, "not_applicable:\n" D("sheet.valid")},
        {"services/a/x", "1"}, "sheet.valid counts\nwarning: *: it is not a check of the policy*\n",
        NULL},
    {"listed twice", {P, STRICT, CODE, SHEET, "not_applicable:\n" D("d.r") D("d.r")},
        {"services/a/x", "1"}, "", NULL},
};

static void test_dispute__counts_by_the_bases_word(void **state)
{
	(void)state;
	gate_check_rows(
	    dispute_rows, DONE_ARRAY_SIZE(dispute_rows), GATE_STANDINGS, render_disputes);
}

static void render_emergencies(struct gate_fixture *f, struct done_buf *out)
{
	static const char *const states[] = {"counts", "unused", "expired", "refused"};
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_standing *standing =
		    done_standing_of(standings, standings->selection.items[i].service);

		for (size_t j = 0; j < standing->nr_waivers; j++)
			done_buf_addf(out, "%s %s%s%s\n", standing->waivers[j].check,
			    states[standing->waivers[j].report.state],
			    standing->waivers[j].report.refused ? ": " : "",
			    standing->waivers[j].report.refused
			        ? standing->waivers[j].report.refused
			        : "");
		for (size_t j = 0; j < standing->nr_added; j++)
			done_buf_addf(out, "beside other changes: %s\n", standing->added[j]->check);
	}
}

#define NOW_UNTIL "2027-01-04"
static const struct gate_row emergency_rows[] = {
    {"in the change that it excuses", {P, URGENT, CODE},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL), "services/a/x", "1"},
        "d.r counts\n"
        "warning: the change adds a waiver of 'd.r' for 'a', until 2027-01-04 by lead\n"
        "warning: emergency INC-1: 'd.r' of 'a' is waived until 2027-01-04\n",
        NULL},
    {"where the policy allows none", {P, STRICT, CODE},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL), "services/a/x", "1"},
        "d.r refused: it is of an emergency, and the policy allows none *\n", NULL},
    {"too long", {P, URGENT, CODE},
        {SHEET, "waivers:\n" E("d.r", "INC-1", "2027-01-05"), "services/a/x", "1"},
        "d.r refused: it would last 4 more days, the policy allows 3 for an emergency\n", NULL},
    {"two at a time", {P, URGENT, CODE},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL) E("d.s", "INC-2", NOW_UNTIL),
            "services/a/x", "1"},
        "d.r counts\n"
        "d.s refused: the service has another emergency, of 'd.r': one may be open at a time\n"
        "warning: the change adds *\nwarning: the change adds *\nwarning: emergency INC-1: *\n",
        NULL},
    {"the base's goes first", {P, URGENT, CODE, SHEET, "waivers:\n" E("d.s", "INC-2", NOW_UNTIL)},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL) E("d.s", "INC-2", NOW_UNTIL),
            "services/a/x", "1"},
        "d.r refused: *of 'd.s'*\nd.s counts\nwarning: the change adds *\n"
        "warning: emergency INC-2: *\n",
        NULL},
    {"another once the first is over",
        {P, URGENT, CODE, SHEET, "waivers:\n" E("d.s", "INC-2", "2026-12-31")},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL) E("d.s", "INC-2", "2026-12-31"),
            "services/a/x", "1"},
        "d.r counts\nd.s expired\nwarning: the change adds *\nwarning: emergency INC-1: *\n", NULL},
    {"prolonged", {P, URGENT, CODE, SHEET, "waivers:\n" E("d.r", "INC-1", "2026-12-31")},
        {SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL), "services/a/x", "1"},
        "d.r refused: the base has the emergency already: it is not prolonged\n"
        "warning: the change alters *\n",
        NULL},
    {"of a service that the change does not touch",
        {P, URGENT, CODE, SHEET, "waivers:\n" E("d.r", "INC-1", NOW_UNTIL)}, {"services/b/x", "1"},
        "d.r counts\nwarning: emergency INC-1: 'd.r' of 'a' is waived until 2027-01-04\n", NULL},
    {"of such a service, and over",
        {P, URGENT, CODE, SHEET, "waivers:\n" E("d.r", "INC-1", "2026-12-31")},
        {"services/b/x", "1"}, "d.r expired\n", NULL},
};

static void test_emergency__is_short_single_and_in_every_report(void **state)
{
	(void)state;
	gate_check_rows(
	    emergency_rows, DONE_ARRAY_SIZE(emergency_rows), GATE_STANDINGS, render_emergencies);
}

#define FROM(checks) "version: 1\nservices: ['services/*']\ncriteria: {d: {checks: {" checks "}}}\n"
#define LATER(id, day) id ": {effective: " day ", file: README.md}"

static void render_nothing(struct gate_fixture *f, struct done_buf *out)
{
	(void)f;
	(void)out;
}

static const struct gate_row block_rows[] = {
    {"within fourteen days", {P, FROM(LATER("r", "2027-01-15")), CODE}, {"services/a/x", "1"},
        "warning: 'd.r' only warns until 2027-01-15 (in 14 days), and blocks from then on: meet "
        "it, or give "
        "the policy a later 'effective' day\n",
        NULL},
    {"later", {P, FROM(LATER("r", "2027-01-16")), CODE}, {"services/a/x", "1"}, "", NULL},
    {"in the older form, which is a debt for services that exist",
        {P, FROM(LATER("r", "{existing: 2027-03-01, new_services: 2027-01-08}")), CODE},
        {"services/a/x", "1"}, "warning: 'd.r' only warns until 2027-01-08 (in 7 days), *\n", NULL},
    {"from today on", {P, FROM(LATER("r", "2027-01-01")), CODE}, {"services/a/x", "1"}, "", NULL},
    {"of two days, and many of one",
        {P,
            FROM(LATER("a", "2027-01-09") "," LATER("b", "2027-01-02") "," LATER(
                "c", "2027-01-09") "," LATER("d", "2027-01-09") "," LATER("e",
                "2027-01-09") "," LATER("f", "2027-01-09") "," LATER("g",
                "2027-01-"
                "09")),
            CODE},
        {"services/a/x", "1"},
        "warning: 'd.b' only warns until 2027-01-02 (in 1 day), and blocks from then on: meet it, "
        "or give the "
        "policy a later 'effective' day\n"
        "warning: 'd.a', 'd.c', 'd.d', 'd.e', 'd.f' and 1 more only warn until 2027-01-09 (in 8 "
        "days), and block from then on: meet them, or give the policy a later 'effective' day\n",
        NULL},
};

static void test_checks__that_block_soon_are_told(void **state)
{
	(void)state;
	gate_check_rows(block_rows, DONE_ARRAY_SIZE(block_rows), GATE_STANDINGS, render_nothing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dispute__counts_by_the_bases_word),
	    cmocka_unit_test(test_checks__that_block_soon_are_told),
	    cmocka_unit_test(test_emergency__is_short_single_and_in_every_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
