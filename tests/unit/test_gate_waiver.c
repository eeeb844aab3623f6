/* Which waivers count before anything is judged, and what one does to a check that was. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define POLICY(rules)                                  \
	"version: 1\nservices: ['services/*']\n" rules \
	"criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n"
#define STRICT POLICY("waivers: {approvers: [lead, Boss]}\n")
#define OPEN POLICY("")
#define ALLOWS POLICY("waivers: {approvers: [lead], self_granted: allow}\n")
#define FEW_DAYS POLICY("waivers: {max_days: 10}\n")
#define W(check, by, until) \
	"  - {check: " check ", reason: the handbook moves, by: " by ", until: " until "}\n"
#define SHEET "services/a/done.yml"
#define CODE "services/a/m", "the code of a\n"
#define GOOD "waivers:\n" W("d.r", "lead", "2027-01-20")

/* "d.r counts by lead", with why one is refused. */
static void render_waivers(struct gate_fixture *f, struct done_buf *out)
{
	static const char *const states[] = {"counts", "unused", "expired", "refused"};
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_standing *standing =
		    done_standing_of(standings, standings->selection.items[i].service);

		for (size_t j = 0; j < standing->nr_waivers; j++) {
			const struct done_ready_waiver *ready = &standing->waivers[j];

			done_buf_addf(out, "%s %s by %s%s%s%s\n", ready->check,
			    states[ready->report.state], ready->report.by,
			    ready->in_head ? "" : " (base only)", ready->report.refused ? ": " : "",
			    ready->report.refused ? ready->report.refused : "");
		}
		for (size_t j = 0; j < standing->nr_added; j++)
			done_buf_addf(out, "beside other changes: %s\n", standing->added[j]->check);
	}
}

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

/* The branch began where the waiver stood; the base took it back since. */
static void from_had_it(struct gate_fixture *f)
{
	fake_file(&f->fakes[2], SHEET, GOOD);
}

static const struct gate_row rows[] = {
    {"none", {P, STRICT, CODE}, {"services/a/x", "1"}, "", NULL},
    /* the base's word */
    {"the base's counts", {P, STRICT, CODE, SHEET, GOOD}, {"services/a/x", "1"},
        "d.r counts by lead\n", NULL},
    {"on its last day", {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "lead", "2027-01-01")},
        {"services/a/x", "1"},
        "d.r counts by lead\nwarning: the waiver of 'd.r' for 'a' ends today, on 2027-01-01: *\n",
        NULL},
    {"on the first day on which it ends soon",
        {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "lead", "2027-01-15")},
        {"services/a/x", "1"}, "d.r counts by lead\nwarning: * ends in 14 days, on 2027-01-15: *\n",
        NULL},
    {"the day before that", {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "lead", "2027-01-16")},
        {"services/a/x", "1"}, "d.r counts by lead\n", NULL},
    {"the day after", {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "lead", "2026-12-31")},
        {"services/a/x", "1"}, "d.r expired by lead\n", NULL},
    {"an approver in another case",
        {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "boss", "2027-01-20")},
        {"services/a/x", "1"}, "d.r counts by boss\n", NULL},
    {"by somebody who may not", {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "me", "2027-01-20")},
        {"services/a/x", "1"},
        "d.r refused by me: 'me' is not among those who approve waivers (lead, Boss)\n", NULL},
    {"anybody may, where nobody is named",
        {P, OPEN, CODE, SHEET, "waivers:\n" W("d.r", "me", "2027-01-20")}, {"services/a/x", "1"},
        "d.r counts by me\n", NULL},
    {"too long", {P, FEW_DAYS, CODE, SHEET, "waivers:\n" W("d.r", "me", "2027-01-12")},
        {"services/a/x", "1"},
        "d.r refused by me: it would last 11 more days, the policy allows 10\n", NULL},
    {"as long as it may", {P, FEW_DAYS, CODE, SHEET, "waivers:\n" W("d.r", "me", "2027-01-11")},
        {"services/a/x", "1"}, "d.r counts by me\nwarning: * ends in 10 days, *\n", NULL},
    {"for no reason",
        {P, OPEN, CODE, SHEET,
            "waivers:\n  - {check: d.r, reason: TODO, by: me, until: 2027-01-11}\n"},
        {"services/a/x", "1"}, "d.r refused by me: its reason 'TODO' is a placeholder\n", NULL},
    {"the change takes it out: it counts still", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "owner: a\n"}, "d.r counts by lead (base only)\n", NULL},
    {"an audit takes the tree's", {P, STRICT, CODE}, {SHEET, GOOD}, "d.r counts by lead\n",
        as_audit},

    /* what a change adds */
    {"added beside other changes, where approvers are named", {P, STRICT, CODE},
        {SHEET, GOOD, "services/a/x", "1"},
        "d.r refused by lead: the change that it excuses adds it: land the sheet first, by "
        "itself\n"
        "beside other changes: d.r\n"
        "warning: the change adds a waiver of 'd.r' for 'a', until 2027-01-20 by lead\n",
        NULL},
    {"added by itself", {P, STRICT, CODE}, {SHEET, GOOD},
        "d.r counts by lead\nwarning: the change adds a waiver of 'd.r' *\n", NULL},
    {"added by itself, and an answer lost", {P, STRICT, CODE, SHEET, "owner: a\n"}, {SHEET, GOOD},
        "d.r refused by lead: *\nbeside other changes: d.r\nwarning: *\n", NULL},
    {"added beside Backstage's catalog", {P, STRICT, CODE},
        {SHEET, GOOD, "services/a/catalog-info.yaml", "kind: Component\n"},
        "d.r refused by lead: *\nbeside other changes: d.r\nwarning: *\n", NULL},
    {"added where nobody is named", {P, OPEN, CODE}, {SHEET, GOOD, "services/a/x", "1"},
        "d.r counts by lead\nwarning: the change adds *\n", NULL},
    {"added where that is allowed", {P, ALLOWS, CODE}, {SHEET, GOOD, "services/a/x", "1"},
        "d.r counts by lead\nnote: the change adds *\n", NULL},
    {"added by somebody who may not: nothing more is said", {P, STRICT, CODE},
        {SHEET, "waivers:\n" W("d.r", "me", "2027-01-20"), "services/a/x", "1"},
        "d.r refused by me: 'me' is not among *\n", NULL},
    {"prolonged: the base's counts as long as it lasts", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "waivers:\n" W("d.r", "lead", "2027-02-20"), "services/a/x", "1"},
        "d.r counts by lead\nbeside other changes: d.r\n"
        "warning: the change alters the waiver of 'd.r' for 'a', until 2027-02-20 by lead\n",
        NULL},
    {"prolonged when it is over",
        {P, STRICT, CODE, SHEET, "waivers:\n" W("d.r", "lead", "2026-12-31")},
        {SHEET, GOOD, "services/a/x", "1"},
        "d.r refused by lead: *\nbeside other changes: d.r\nwarning: the change alters *\n", NULL},
    {"shortened", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "waivers:\n" W("d.r", "lead", "2027-01-10"), "services/a/x", "1"},
        "d.r counts by lead\nwarning: * ends in 9 days, *\n", NULL},
    {"by another approver", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "waivers:\n" W("d.r", "Boss", "2027-01-10"), "services/a/x", "1"},
        "d.r counts by lead\nbeside other changes: d.r\nwarning: the change alters *\n", NULL},
    {"the base took it back", {P, STRICT, CODE}, {SHEET, GOOD, "services/a/x", "1"},
        "d.r refused by lead: the base took it back\n", from_had_it},

    /* whose they are */
    {"the base's sheet is of another service", {P, STRICT, CODE, SHEET, GOOD},
        {"services/a/m", GONE, "services/a/n", "nothing of it at all\n", SHEET, "owner: b\n"},
        "warning: 'services/a' is another service than the base has in 'services/a': *\n", NULL},
    {"a sheet that cannot be used takes the base's excuse with it", {P, STRICT, CODE, SHEET, GOOD},
        {SHEET, "waivers: [\n"}, "", NULL},
    {"a check that is none", {P, STRICT, CODE, SHEET, "waivers:\n" W("d.q", "lead", "2027-01-20")},
        {"services/a/x", "1"},
        "d.q counts by lead\n"
        "warning: 'a' waives 'd.q', which is not a check of the policy: did you mean 'd.*'?\n",
        NULL},
    {"a check of the change's own policy",
        {P, STRICT, CODE, SHEET, "waivers:\n" W("e.t", "lead", "2027-01-20")},
        {P, POLICY("waivers: {approvers: [lead]}\n") "# the same\n", "services/a/x", "1"},
        "e.t counts by lead\nwarning: 'a' waives 'e.t', *\n", NULL},
};

static void test_waiver__counts_by_the_bases_word(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render_waivers);
}

/* ---- one check that was judged ---- */

static void test_waive__only_what_is_unmet_is_excused(void **state)
{
	static const struct {
		const char *name;
		enum done_waiver_state ready;
		bool in_head, of_other;
		enum done_verdict verdict, then;
		int state; /* -1: no waiver is shown */
	} checks[] = {
	    {"unmet", DONE_WAIVER_COUNTS, true, false, DONE_UNMET, DONE_WAIVED, DONE_WAIVER_COUNTS},
	    {"unmet, and expired", DONE_WAIVER_EXPIRED, true, false, DONE_UNMET, DONE_UNMET,
	        DONE_WAIVER_EXPIRED},
	    {"unmet, and refused", DONE_WAIVER_REFUSED, true, false, DONE_UNMET, DONE_UNMET,
	        DONE_WAIVER_REFUSED},
	    {"met", DONE_WAIVER_COUNTS, true, false, DONE_MET, DONE_MET, DONE_WAIVER_UNUSED},
	    {"met, and the base's alone", DONE_WAIVER_COUNTS, false, false, DONE_MET, DONE_MET, -1},
	    {"unmet, and the base's alone", DONE_WAIVER_COUNTS, false, false, DONE_UNMET,
	        DONE_WAIVED, DONE_WAIVER_COUNTS},
	    {"undecided is not excused", DONE_WAIVER_COUNTS, true, false, DONE_UNDECIDED,
	        DONE_UNDECIDED, DONE_WAIVER_UNUSED},
	    {"of another check", DONE_WAIVER_COUNTS, true, true, DONE_UNMET, DONE_UNMET, -1},
	};
	const struct done_check check = {.id = "d.r"};

	(void)state;
	for (size_t i = 0; TEST_EACH(checks, i, checks[i].name); i++) {
		struct done_ready_waiver ready = {.check = checks[i].of_other ? "d.s" : "d.r",
		    .report = {.state = checks[i].ready},
		    .in_head = checks[i].in_head};
		const struct done_standing standing = {.waivers = &ready, .nr_waivers = 1};
		struct done_check_report report = {.check = &check, .verdict = checks[i].verdict};
		struct done_arena keep = {0};

		done_waive(&standing, &keep, &report);
		if (report.verdict != checks[i].then)
			fail_msg("%s: %s", checks[i].name, done_verdict_name(report.verdict));
		if ((report.waiver ? (int)report.waiver->state : -1) != checks[i].state)
			fail_msg("%s: state %d", checks[i].name,
			    report.waiver ? (int)report.waiver->state : -1);
		/* The standing is shared by all threads. */
		assert_int_equal(ready.report.state, checks[i].ready);
		done_arena_release(&keep);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_waiver__counts_by_the_bases_word),
	    cmocka_unit_test(test_waive__only_what_is_unmet_is_excused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
