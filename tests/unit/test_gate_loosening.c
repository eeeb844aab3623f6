/* What a change's own policy asks less than the one that judges. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define A "services/a/x", "1"
#define V "version: 1\n"
#define S "services: ['services/*']\n"
#define C "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define EDITS(what) "warning: the change edits the policy: " what " (judged by the base's)\n"

#define COUNTS(base, change)                                                             \
	"note: services by the old rule of 'd.r' and by the new one, in the base: " base \
	"; in the change: " change " (no proof)\n"

/* Nothing but the notes. */
static void render_loosenings(struct gate_fixture *f, struct done_buf *out)
{
	(void)out;
	f->chain.notes.nr = 0;
	assert_int_equal(done_loosening_settle(&f->chain.plan, NULL, &f->err), 0);
}

static const struct {
	const char *name, *before, *after, *expected;
} rows[] = {
    {"the same, in other words", V S C, V S "# said again\n" C, ""},
    {"what a refused developer reads",
        V S "criteria: {d: {checks: {r: {file: README.md, missing: no README, fix: a, why: b}}}}\n",
        V S "criteria: {d: {checks: {r: {file: README.md}}}}\n", ""},
    {"more is asked", V S C, V S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n",
        ""},
    /* checks */
    {"a check is removed", V S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n",
        V S C, EDITS("'d.s' is removed")},
    {"a criterion is removed",
        V S "criteria: {d: {checks: {r: {file: README.md}}}, e: {checks: {s: {file: S}}}}\n", V S C,
        EDITS("'e.s' is removed")},
    {"lowered", V S C, V S "criteria: {d: {checks: {r: {file: README.md, level: warning}}}}\n",
        EDITS("'d.r' is lowered to a warning")},
    {"raised", V S "criteria: {d: {checks: {r: {file: README.md, level: warning}}}}\n", V S C, ""},
    {"put off", V S C,
        V S "criteria: {d: {checks: {r: {file: README.md, effective: 2027-06-01}}}}\n",
        EDITS("'d.r' is put off: now -> 2027-06-01")},
    {"put off further",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: 2027-05-01}}}}\n",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: 2027-06-01}}}}\n",
        EDITS("'d.r' is put off: 2027-05-01 -> 2027-06-01")},
    {"put off for what exists",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: {new_services: now, "
            "existing: now}}}}}\n",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: {new_services: now, "
            "existing: 2027-06-01}}}}}\n",
        EDITS("'d.r': debt refuse -> 2027-05-31")},
    {"put off for what is new",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: {new_services: 2027-05-01, "
            "existing: 2027-06-01}}}}}\n",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: {new_services: 2027-06-01, "
            "existing: 2027-06-01}}}}}\n",
        EDITS("'d.r' is put off: 2027-05-01 -> 2027-06-01")},
    {"brought forward",
        V S "criteria: {d: {checks: {r: {file: README.md, effective: 2027-05-01}}}}\n", V S C, ""},
    {"of another kind", V S C,
        V S "criteria: {d: {checks: {r: {content: {files: a, match: b}}}}}\n",
        EDITS("'d.r' tests something else: file -> content")
            COUNTS("not met 1 -> 1", "not met 1 -> 1")},
    {"with another option", V S C, V S "criteria: {d: {checks: {r: {file: READ.md}}}}\n",
        EDITS("'d.r': any 'README.md' -> 'READ.md'") COUNTS("not met 1 -> 1", "not met 1 -> 1")},
    {"under a condition", V S C,
        V S "criteria: {d: {checks: {r: {file: README.md, when: {stage: production}}}}}\n",
        EDITS("'d.r': when none -> {stage: 'production'}")
            COUNTS("not met 1 -> 1", "not met 1 -> 1")},
    {"without its condition",
        V S "criteria: {d: {checks: {r: {file: README.md, when: {stage: production}}}}}\n", V S C,
        ""},
    {"of fewer stages",
        V S "criteria: {d: {stages: [production, deprecated], checks: {r: {file: README.md}}}}\n",
        V S "criteria: {d: {stages: [production], checks: {r: {file: README.md}}}}\n",
        EDITS("'d' no longer applies at stage 'deprecated'")},
    /* sheets and waivers */
    {"experiments last longer", V S "experiments: {max_days: 10}\n" C,
        V S "experiments: {max_days: 20}\n" C, EDITS("experiments may last 20 days instead of 10")},
    {"experiments last less long", V S "experiments: {max_days: 20}\n" C,
        V S "experiments: {max_days: 10}\n" C, ""},
    {"the catalog is not read", V S C, V S "sheet: {backstage: false}\n" C,
        EDITS("Backstage's catalog is no longer read")},
    {"the catalog is read", V S "sheet: {backstage: false}\n" C, V S C,
        EDITS("Backstage's catalog is read")},
    {"waivers last longer", V S "waivers: {max_days: 10}\n" C, V S "waivers: {max_days: 20}\n" C,
        EDITS("waivers may last 20 days instead of 10")},
    {"anybody approves", V S "waivers: {approvers: [a], self_granted: refuse}\n" C,
        V S "waivers: {self_granted: refuse}\n" C, EDITS("anybody may approve waivers")},
    {"another approves", V S "waivers: {approvers: [a]}\n" C,
        V S "waivers: {approvers: [a, b]}\n" C, EDITS("'b' may approve waivers")},
    {"fewer approve", V S "waivers: {approvers: [a, b]}\n" C, V S "waivers: {approvers: [a]}\n" C,
        ""},
    {"a change waives itself", V S "waivers: {approvers: [a]}\n" C,
        V S "waivers: {approvers: [a], self_granted: allow}\n" C,
        EDITS("a change may waive more of itself")},
    {"other placeholders", V S C, V S "placeholders: strict\n" C, ""},
    /* select and stages */
    {"less concerns all", V S "select: {everything: [go.mod, Makefile]}\n" C,
        V S "select: {everything: [go.mod]}\n" C,
        EDITS("'select' has less that concerns every service")},
    {"more concerns all", V S "select: {everything: [go.mod]}\n" C,
        V S "select: {everything: [go.mod, Makefile]}\n" C, ""},
    {"unowned paths", V S "select: {unowned: error}\n" C, V S "select: {unowned: warning}\n" C,
        EDITS("changed paths that no service owns count for less")},
    {"removals", V S C, V S "select: {deleted: ignore}\n" C,
        EDITS("the removal of a service is no longer reported")},
    {"the stages", V "stages: [draft, production]\n" S C, V "stages: [production, draft]\n" S C,
        EDITS("the stages are others, or in another order")},
    /* the map */
    {"a service is dropped", V S C, V "services: ['services/b', 'apps/*']\n" C,
        EDITS("what comes where 'services/\x2a' looks may be no service")
            EDITS("1 service is no longer judged: 'services/a'")},
    {"a wider rule", V S C, V "services: ['{services,apps}/*']\n" C, ""},
    {"one is taken out", V S C, V "services: ['services/*', '!services/z']\n" C,
        EDITS("what '!services/z' takes out is not a service")},
    {"found by themselves no longer", V "services: auto\n" C, V S C,
        EDITS("automatic discovery is switched off")},
    {"found by files of their own", V S C, V "services: auto\n" C,
        EDITS("services are found by files of their own instead of rules")
            EDITS("1 service is no longer judged: 'services/a'")},
    {"ignores more", V S C, V "services: [{path: 'services/*', ignore: ['**/*.md']}]\n" C,
        EDITS("by its rule 'services/a' ignores more of its changes")},
    {"depends on less", V "services: [{path: 'services/*', depends_on: [lib, go.mod]}]\n" C,
        V "services: [{path: 'services/*', depends_on: [lib]}]\n" C,
        EDITS("by its rule 'services/a' depends on less")},
    {"loses a tag", V "services: [{path: 'services/*', tags: [api]}]\n" C, V S C,
        EDITS("by its rule 'services/a' loses a tag")},
    {"gets a tag", V S C, V "services: [{path: 'services/*', tags: [api]}]\n" C, ""},
    {"by fewer markers", V S C, V "services: [{path: 'services/*', markers: [x]}]\n" C,
        EDITS("by its rule 'services/a' is found by fewer markers")},
    {"another stage", V S C, V "services: [{path: 'services/*', stage: deprecated}]\n" C,
        EDITS("by its rule 'services/a' gets another stage by the map")},
    {"another name", V "services: [{path: services/a, name: one}]\n" C,
        V "services: [{path: services/a, name: two}]\n" C,
        EDITS("by its rule 'services/a' gets another name")},
};

static void test_loosening__is_said_where_a_change_edits_the_policy(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		const struct gate_row row = {.name = rows[i].name,
		    .base = {P, rows[i].before, A},
		    .change = {P, rows[i].after},
		    .expected = rows[i].expected};

		gate_check_row(&row, GATE_MAP, render_loosenings);
	}
}

/* A branch that is older than the base's policy has less in its own, and edits none. */
static void older(struct gate_fixture *f)
{
	f->fakes[2].nr = 0;
	fake_file(&f->fakes[2], P, V S C);
	fake_file(&f->fakes[2], "services/a/x", "0");
}

static void from_head(struct gate_fixture *f)
{
	f->request.policy_from = "head";
}

#define MORE V S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n"

static const struct gate_row silent[] = {
    {"a branch older than the policy", {P, MORE, A}, {P, V S C}, "", older},
    {"the change's own judges", {P, MORE, A}, {P, V S C}, "", from_head},
    {"the policy is not edited", {P, MORE, A}, {"services/a/x", "2"}, "", NULL},
    {"the change removes it: that is said elsewhere", {P, MORE, A}, {P, GONE}, "", NULL},
};

static void test_loosening__is_silent_elsewhere(void **state)
{
	(void)state;
	gate_check_rows(silent, DONE_ARRAY_SIZE(silent), GATE_MAP, render_loosenings);
}

/* Services of one rule are said once. */
static void test_loosening__a_rule_is_said_once(void **state)
{
	static const struct gate_row row = {"two services of one rule",
	    {P,
	        "version: 1\nservices: [{path: 'services/*', tags: [api]}, {path: 'apps/*', tags: "
	        "[api]}]\n" C,
	        A, "services/b/x", "1", "apps/c/x", "1"},
	    {P, "version: 1\nservices: ['services/*', 'apps/*']\n" C},
	    EDITS("by its rule 'apps/c' loses a tag") EDITS("by its rule 'services/a' loses a tag"),
	    NULL};

	(void)state;
	gate_check_row(&row, GATE_MAP, render_loosenings);
}

#define WORDS(nr)                                                                              \
	V S "criteria: {d: {checks: {r: {markdown: {file: README.md, sections: [{heading: x, " \
	    "min_words: " #nr "}]}}}}}\n"
#define FORBIDS(pattern) \
	V S "criteria: {d: {checks: {r: {content: {files: '*.go', forbid: " pattern "}}}}}\n"
#define LONG "# x\n\nfour words are here\n"

/* Beside services/a, which the row has. */
static void many(struct gate_fixture *f)
{
	for (int i = 0; i < 204; i++) {
		char path[32];

		snprintf(path, sizeof(path), "services/b%03d/x", i);
		for (int j = 0; j < 3; j++)
			fake_file(&f->fakes[j], path, "1");
	}
}

/* What an edit comes to, in either tree, by either rule. */
static const struct gate_row counted[] = {
    {"a number",
        {P, WORDS(4), "services/a/README.md", LONG, "services/b/README.md", "# x\n\ntwo words\n"},
        {P, WORDS(2), "services/a/README.md", "# x\n"},
        EDITS("'d.r': sections 'x': min_words 4 -> 2")
            COUNTS("met 1 -> 2, not met 1 -> 0", "met 0 -> 1, not met 2 -> 1"),
        NULL},
    {"a pattern, and a service that the change brings",
        {P, FORBIDS("bad"), "services/a/x.go", "bad"},
        {P, FORBIDS("worse"), "services/b/x.go", "worse"},
        EDITS("'d.r': forbid 'bad' -> 'worse'")
            COUNTS("met 0 -> 1, not met 1 -> 0", "met 1 -> 1, not met 1 -> 1"),
        NULL},
    {"a condition", {P, V S "criteria: {d: {checks: {r: {file: README.md, when: {has: x}}}}}\n", A},
        {P, V S "criteria: {d: {checks: {r: {file: README.md, when: {has: y}}}}}\n"},
        EDITS("'d.r': when {has: 'x'} -> {has: 'y'}") COUNTS(
            "not met 1 -> 0, not applicable 0 -> 1", "not met 1 -> 0, not applicable 0 -> 1"),
        NULL},
    {"what asks for more than files is not counted",
        {P, V S "criteria: {d: {checks: {r: {file: README.md, when: {kind: api}}}}}\n", A},
        {P, V S "criteria: {d: {checks: {r: {file: README.md, when: {kind: web}}}}}\n"},
        EDITS("'d.r': when {kind: 'api'} -> {kind: 'web'}"), NULL},
    {"nor what looks outside of the service",
        {P, V S "criteria: {d: {checks: {r: {file: {any: a, about: [b]}}}}}\n", A},
        {P, V S "criteria: {d: {checks: {r: {file: {any: a, about: [b, c]}}}}}\n"},
        EDITS("'d.r': about gains 'c'"), NULL},
    {"at most two hundred services", {P, V S C, A},
        {P, V S "criteria: {d: {checks: {r: {file: x}}}}\n"},
        EDITS("'d.r': any 'README.md' -> 'x'") "note: services by the old rule of 'd.r' and by "
                                               "the new one, in the base: met 0 -> 200, "
                                               "not met 200 -> 0; in the change: met 0 -> 200, "
                                               "not met 200 -> 0; the first 200 of 205 "
                                               "services (no proof)\n",
        many},
    {"parts", {P, V S "criteria: {d: {checks: {r: {any_of: [{file: x}, {file: y}]}}}}\n", A},
        {P, V S "criteria: {d: {checks: {r: {any_of: [{file: z}, {file: y}]}}}}\n"},
        EDITS("'d.r': file: any 'x' -> 'z'")
            COUNTS("met 1 -> 0, not met 0 -> 1", "met 1 -> 0, not met 0 -> 1"),
        NULL},
};

static void test_loosening__what_an_edit_comes_to_stands_beside_it(void **state)
{
	(void)state;
	gate_check_rows(counted, DONE_ARRAY_SIZE(counted), GATE_MAP, render_loosenings);
}

/* ---- what `loosening` makes of it ---- */

#define ALONE V S "loosening: alone\n"
#define REFUSE V S "loosening: refuse\n"
#define MUST "it must come in a change of nothing but policy and sheets, and this one also changes "
#define BACK ". To take it out of this change: git checkout 111111111111 -- " P "\n"

static const struct gate_row refused[] = {
    {"alone, by itself", {P, ALONE C, A}, {P, ALONE "target: bronze\n" C},
        EDITS("target silver -> bronze"), NULL},
    {"alone, beside a sheet", {P, ALONE C, A},
        {P, ALONE "target: bronze\n" C, "services/a/done.yml", "owner: '@a'\n"},
        EDITS("target silver -> bronze"), NULL},
    {"alone, beside another file", {P, ALONE C, A},
        {P, ALONE "target: bronze\n" C, "services/a/x", "2"},
        "bad: the change loosens the policy: target silver -> "
        "bronze. The base's policy says "
        "'loosening: alone': " MUST "'services/a/x'" BACK,
        NULL},
    {"alone, and two things beside others", {P, ALONE "target: gold\n" C, A, "services/b/x", "1"},
        {P, V S C, "services/a/x", "2", "services/b/x", "2"},
        "bad: the change loosens the policy: target gold "
        "-> silver (and 1 more). The base's "
        "policy says 'loosening: alone': " MUST
        "'services/a/x' and 1 more" BACK EDITS("loosening alone -> note"),
        NULL},
    {"alone, what is tighter, beside another file", {P, ALONE C, A},
        {P, ALONE "target: gold\n" C, "services/a/x", "2"}, "", NULL},
    {"the change's own word does not count", {P, V S C, A},
        {P, REFUSE "target: bronze\n" C, "services/a/x", "2"}, EDITS("target silver -> bronze"),
        NULL},
    {"refuse", {P, REFUSE C, A}, {P, REFUSE "target: bronze\n" C},
        "bad: the change loosens the policy: target silver -> "
        "bronze. The base's policy says "
        "'loosening: refuse': first land a change of nothing but "
        "that word ('loosening: "
        "alone')" BACK,
        NULL},
    {"refuse, and the word alone", {P, REFUSE C, A}, {P, ALONE C},
        EDITS("loosening refuse -> alone"), NULL},
    {"refuse, and the word beside another file", {P, REFUSE C, A},
        {P, ALONE C, "services/a/x", "2"},
        "bad: the change loosens the policy: loosening refuse "
        "-> alone. The base's policy says "
        "'loosening: refuse': " MUST "'services/a/x'" BACK,
        NULL},
};

static void test_loosening__the_bases_word_refuses(void **state)
{
	(void)state;
	gate_check_rows(refused, DONE_ARRAY_SIZE(refused), GATE_MAP, render_loosenings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_loosening__is_said_where_a_change_edits_the_policy),
	    cmocka_unit_test(test_loosening__is_silent_elsewhere),
	    cmocka_unit_test(test_loosening__a_rule_is_said_once),
	    cmocka_unit_test(test_loosening__what_an_edit_comes_to_stands_beside_it),
	    cmocka_unit_test(test_loosening__the_bases_word_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
