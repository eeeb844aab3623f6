/* Policies of directories: whom they judge, from which tree; what a change of them comes to. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define RULES(more)                                      \
	"version: 1\nservices: ['services/*'" more "]\n" \
	"criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define ROOT RULES(", 'pay/*'")
#define ALONE ROOT "loosening: alone\n"
#define GOLD "version: 1\ntarget: gold\n"
#define MORE "version: 1\ncriteria: {p: {checks: {t: {file: T}}}}\n"
#define A "services/a/m", "the code of a, as it is\n"
#define B "pay/b/m", "the code of b, as it is\n"
#define SHOWS(text) "services/a: " text "\n"

/* "services/a: d.r p.t, gold, by services/.git-done.yml", of what is selected. */
static void render_policies(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_standings *standings = f->chain.plan.standings;

	for (size_t i = 0; i < standings->selection.nr; i++) {
		const struct done_service *service = standings->selection.items[i].service;
		const struct done_standing *standing = done_standing_of(standings, service);

		if (standings->selection.items[i].is_beside)
			continue;
		done_buf_addf(out, "%s:", service->path);
		for (size_t j = 0; j < standing->policy->nr_criteria; j++) {
			for (size_t k = 0; k < standing->policy->criteria[j].nr_checks; k++)
				done_buf_addf(
				    out, " %s", standing->policy->criteria[j].checks[k].id);
		}
		done_buf_addf(out, ", %s", done_tier_name((enum done_tier)standing->target));
		for (const struct done_nested_policy *at = standing->nested; at; at = at->above)
			done_buf_addf(out, ", by %s", at->text.path);
		done_buf_addch(out, '\n');
	}
}

static void as_audit(struct gate_fixture *f)
{
	struct done_oid head = f->compared.range.head;

	f->compared = done_compared_nothing(&f->arena, "HEAD", &head);
}

static void by_file(struct gate_fixture *f)
{
	f->request.policy_file = "preset:backend";
}

static void by_head(struct gate_fixture *f)
{
	f->request.policy_from = "head";
}

static void by_revision(struct gate_fixture *f)
{
	f->request.policy_from = "REV";
}

static void check_of_elsewhere(struct gate_fixture *f)
{
	static const char *names[] = {"p.t"};

	f->request.checks = (struct done_strings){names, 1};
}

static void check_of_nobody(struct gate_fixture *f)
{
	static const char *names[] = {"p.tt"};

	f->request.checks = (struct done_strings){names, 1};
}

static const struct gate_row rows[] = {
    {"none", {P, ROOT, A}, {"services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"above the service", {P, ROOT, A, "services/.git-done.yml", GOLD}, {"services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml"), NULL},
    {"the service itself", {P, ROOT, A, "services/a/.git-done.yml", MORE}, {"services/a/x", "1"},
        SHOWS("d.r p.t, silver, by services/a/.git-done.yml"), NULL},
    {"both", {P, ROOT, A, "services/.git-done.yml", GOLD, "services/a/.git-done.yml", MORE},
        {"services/a/x", "1"},
        SHOWS("d.r p.t, gold, by services/a/.git-done.yml, by services/.git-done.yml"), NULL},
    {"below the service it is nobody's", {P, ROOT, A, "services/a/b/.git-done.yml", GOLD},
        {"services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"beside it, by the beginning of a name",
        {P, ROOT, A, "services/aa/.git-done.yml", GOLD, "servic/.git-done.yml", GOLD},
        {"services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"two services and the one around them",
        {P, RULES(", pay, 'pay/*'"), "pay/m", "it", "pay/a-b/m", "x", "pay/a/m", "y",
            "pay/.git-done.yml", MORE},
        {"pay/m", "1", "pay/a-b/m", "2", "pay/a/m", "3"},
        "pay: d.r p.t, silver, by pay/.git-done.yml\n"
        "pay/a: d.r p.t, silver, by pay/.git-done.yml\n"
        "pay/a-b: d.r p.t, silver, by pay/.git-done.yml\n",
        NULL},
    /* Whose. */
    {"a change cannot take it away", {P, ROOT, A, "services/.git-done.yml", GOLD},
        {"services/.git-done.yml", GONE, "services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml"), NULL},
    {"a change cannot ease it", {P, ROOT, A, "services/.git-done.yml", GOLD},
        {"services/.git-done.yml", MORE, "services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml"), NULL},
    {"what it brings counts later", {P, ROOT, A},
        {"services/.git-done.yml", GOLD, "services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"a change of it alone selects what lies below",
        {P, ROOT, A, B, "services/.git-done.yml", GOLD}, {"services/.git-done.yml", MORE},
        SHOWS("d.r, gold, by services/.git-done.yml"), NULL},
    {"a new service is held to it", {P, ROOT, A, "services/.git-done.yml", GOLD},
        {"services/b/m", "new"}, "services/b: d.r, gold, by services/.git-done.yml\n", NULL},
    {"an audit is by the tree's own", {P, ROOT, A}, {"services/.git-done.yml", GOLD},
        SHOWS("d.r, gold, by services/.git-done.yml"), as_audit},
    {"--policy-from head", {P, ROOT, A}, {"services/.git-done.yml", GOLD, "services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml"), by_head},
    {"--policy-from REV is all of that tree", {P, ROOT, A, "services/.git-done.yml", GOLD},
        {"services/.git-done.yml", GONE, "services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml"), by_revision},
    {"where the base has no policy, the change's count", {A},
        {P, ROOT, "services/.git-done.yml", GOLD, "services/a/x", "1"},
        SHOWS("d.r, gold, by services/.git-done.yml") "note: the base has no policy*\n", NULL},
    /* Moves. */
    {"into such a directory", {P, ROOT, A, B, "pay/.git-done.yml", MORE},
        {"services/a/m", GONE, "pay/a/m", "the code of a, as it is\n"},
        "pay/a: d.r p.t, silver, by pay/.git-done.yml\nnote: the change moves*\n", NULL},
    {"out of it", {P, ROOT, A, B, "pay/.git-done.yml", MORE},
        {"pay/b/m", GONE, "services/b/m", "the code of b, as it is\n"},
        "services/b: d.r p.t, silver, by pay/.git-done.yml\nnote: the change moves*\n"
        "warning: the change moves 'b' out of 'pay', whose policy asks for more "
        "('pay/.git-done.yml'): that counts until the move has landed\n",
        NULL},
    {"from one into another: both",
        {P, ROOT, A, B, "pay/.git-done.yml", MORE, "services/.git-done.yml", GOLD},
        {"pay/b/m", GONE, "services/b/m", "the code of b, as it is\n"},
        "services/b: d.r p.t, gold, by pay/.git-done.yml\nnote: the change moves*\n"
        "warning: the change moves 'b' out of 'pay'*\n",
        NULL},
    {"from one into another that contradicts: the one it had",
        {P, ROOT, A, B, "pay/.git-done.yml",
            "version: 1\ncriteria: {p: {checks: {t: {file: {all: [T]}}}}}\n",
            "services/.git-done.yml",
            "version: 1\ntarget: gold\ncriteria: {p: {checks: {t: {content: {files: x, match: "
            "y}}}}}\n"},
        {"pay/b/m", GONE, "services/b/m", "the code of b, as it is\n"},
        "services/b: d.r p.t, silver, by pay/.git-done.yml\nnote: the change moves*\n"
        "warning: the change moves 'b' out of 'pay'*\n",
        NULL},
    {"the directory moves, and its policy with it", {P, ROOT, A, B, "pay/.git-done.yml", MORE},
        {"pay/b/m", GONE, "pay/.git-done.yml", GONE, "services/b/m", "the code of b, as it is\n",
            "services/.git-done.yml", MORE},
        "services/a: d.r, silver\n"
        "services/b: d.r p.t, silver, by pay/.git-done.yml\nnote: the change moves*\n",
        NULL},
    /* Names of checks. */
    {"--check of a policy that judges others", {P, ROOT, A, B, "pay/.git-done.yml", MORE},
        {"services/a/x", "1"}, SHOWS("d.r, silver"), check_of_elsewhere},
    {"--check of none", {P, ROOT, A, B, "pay/.git-done.yml", MORE}, {"services/a/x", "1"},
        "error: no check is called 'p.tt'\nfix: did you mean 'p.t'?\n", check_of_nobody},
    {"a waiver of a check of its directory",
        {P, ROOT, A, "services/.git-done.yml", MORE, "services/a/done.yml",
            "waivers: [{check: p.t, reason: We try it., by: a@b.c, until: 2027-01-20}]\n"},
        {"services/a/x", "1"}, SHOWS("d.r p.t, silver, by services/.git-done.yml"), NULL},
    {"a waiver of a check of another directory",
        {P, ROOT, A, "pay/.git-done.yml", MORE, "services/a/done.yml",
            "waivers: [{check: p.t, reason: We try it., by: a@b.c, until: 2027-01-20}]\n"},
        {"services/a/x", "1"},
        SHOWS("d.r, silver") "warning: 'a' waives 'p.t', which is not a check of the policy*\n",
        NULL},
    /* What is not valid. */
    {"one that judges is broken", {P, ROOT, A, "services/.git-done.yml", "version: 1\ntargt: x\n"},
        {"services/a/x", "1"},
        "error: unknown key 'targt' in the policy of a directory (in the policy of the base "
        "origin/main 1111111111, which judges)\nfix: did you mean 'target'?\nfix: *\nfix: *\n"
        "fix:   git commit -m 'Fix the policy' -- services/.git-done.yml\nfix: *\nfix: *\n",
        NULL},
    {"one that judges others is broken", {P, ROOT, A, "pay/.git-done.yml", "nothing"},
        {"services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"the change brings another's, where no service lies", {P, ROOT, A},
        {"docs/.git-done.yml", "version: 1\nextends: x\n", "services/a/x", "1"},
        SHOWS("d.r, silver"), NULL},
    {"what the root extends is a part of that",
        {P, "extends: [services/.git-done.yml]\n" ROOT, A, "services/.git-done.yml",
            "version: 1\nhelp: ask us\n"},
        {"services/a/x", "1"}, SHOWS("d.r, silver"), NULL},
    {"a service by a name of test data",
        {P, ROOT, "services/vendor/m", "code", "services/vendor/.git-done.yml", MORE},
        {"services/vendor/x", "1"},
        "services/vendor: d.r p.t, silver, by services/vendor/.git-done.yml\n", NULL},
    {"the change breaks one", {P, ROOT, A, B}, {"pay/.git-done.yml", "version: 1\ntargt: x\n"},
        "error: unknown key 'targt' in the policy of a directory (in the change's own policy, at "
        "2222222222)\nfix: did you mean 'target'?\n",
        NULL},
    {"the change's root makes one loosen",
        {P, ROOT, A, "services/.git-done.yml", "version: 1\ntarget: silver\n"},
        {P, ROOT "target: gold\n"},
        "error: this loosens the policy above: target gold -> silver (stated at .git-done.yml:4) "
        "(in the change's own policy, at 2222222222)\nfix: the policy of a directory may only ask "
        "for more: take it out, or change '.git-done.yml'\n",
        NULL},
    {"a link", {P, ROOT, A, "services/.git-done.yml>", "../.git-done.yml"}, {"services/a/x", "1"},
        "error: the policy 'services/.git-done.yml' is not a regular file (in the policy of the "
        "base origin/main 1111111111, which judges)\nfix: commit it as a plain file: links and "
        "submodules are not followed\nfix: *\nfix: *\nfix: *\nfix: *\nfix: *\n",
        NULL},
    {"a submodule", {P, ROOT, A}, {"services/a/.git-done.yml@", ""},
        "error: the policy 'services/a/.git-done.yml' is not a regular file (in the change's own "
        "policy, at 2222222222)\nfix: commit it as a plain file: links and submodules are not "
        "followed\n",
        NULL},
};

static void test_nested__judges_what_lies_below(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++)
		gate_check_row(&rows[i], GATE_STANDINGS, render_policies);
}

/* ---- notes and what is loosened ---- */

static void render_settled(struct gate_fixture *f, struct done_buf *out)
{
	(void)out;
	f->chain.notes.nr = 0;
	assert_int_equal(done_loosening_settle(&f->chain.plan, NULL, &f->err), 0);
	done_nested_note(&f->chain.plan);
}

#define EDITS(what) "warning: the change edits the policy: " what " (judged by the base's)\n"
#define N "services/.git-done.yml"

#define SERVER \
	"package main\nimport \"net/http\"\nfunc main() { http.ListenAndServe(\":80\", nil) }\n"

static const struct gate_row noted[] = {
    {"nothing", {P, ROOT, A, N, GOLD}, {"services/a/x", "1"}, "", NULL},
    {"one comes", {P, ROOT, A}, {N, GOLD},
        "note: the change brings '" N "': it counts from the next change on, for what lies in "
        "'services'\n",
        NULL},
    {"tightened", {P, ROOT, A, N, GOLD}, {N, GOLD "criteria: {p: {checks: {t: {file: T}}}}\n"}, "",
        NULL},
    {"removed", {P, ROOT, A, N, MORE}, {N, GONE}, EDITS("'p.t' is removed (" N ")"), NULL},
    {"renamed", {P, ROOT, A, N, GOLD}, {N, GONE, "services/.git-done.yaml", GOLD},
        EDITS("target gold -> silver (" N ")"), NULL},
    {"edited", {P, ROOT, A, N, GOLD}, {N, MORE}, EDITS("target gold -> silver (" N ")"), NULL},
    {"what is taken up above is no less", {P, ROOT, A, N, MORE},
        {N, GONE, P,
            "version: 1\nservices: ['services/*', 'pay/*']\ncriteria: {d: {checks: {r: "
            "{file: README.md}}}, p: {checks: {t: {file: T}}}}\n"},
        "", NULL},
    {"what the root loosens is said once", {P, ROOT "target: gold\n", A, N, MORE},
        {P, ROOT, N, MORE "# edited\n"}, EDITS("target gold -> silver"), NULL},
    {"the directory is gone", {P, ROOT, A, B, "pay/.git-done.yml", MORE},
        {"pay/.git-done.yml", GONE, "pay/b/m", GONE}, "", NULL},
    {"moved up", {P, ROOT, A, "services/a/.git-done.yml", MORE},
        {"services/a/.git-done.yml", GONE, N, MORE},
        "note: the change brings '" N "': it counts from the next change on, for what lies in "
        "'services'\n",
        NULL},
    {"alone, by itself", {P, ALONE, A, N, GOLD}, {N, GONE}, EDITS("target gold -> silver (" N ")"),
        NULL},
    {"alone, beside code", {P, ALONE, A, N, GOLD}, {N, GONE, "services/a/m", "2"},
        "bad: the change loosens the policy: target gold -> silver (" N "). The base's policy "
        "says 'loosening: alone': it must come in a change of nothing but policy and sheets, and "
        "this one also changes 'services/a/m'. To take it out of this change: git checkout "
        "111111111111 -- " N "\n",
        NULL},
    {"refuse", {P, ROOT "loosening: refuse\n", A, N, GOLD}, {N, GONE},
        "bad: the change loosens the policy: target gold -> silver (" N ")*\n", NULL},
    {"where no service lies", {P, ROOT, A}, {"docs/.git-done.yml", GOLD},
        "warning: 'docs/.git-done.yml' asks nothing of anybody: no service lies in its "
        "directory\n",
        NULL},
    {"beside a policy of somebody else's",
        {P, ROOT, N, GOLD, "services/a/go.mod", "module a\n", "services/a/main.go", SERVER},
        {"services/a/m", "2"},
        "note: '" N "' does not count: policies of directories add to the '.git-done.yml' of the "
        "repository, and 'preset:backend@1' judges in its place\n",
        by_file},
};

static void test_nested__an_edit_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(noted, i, noted[i].name); i++)
		gate_check_row(&noted[i], GATE_WORK, render_settled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nested__judges_what_lies_below),
	    cmocka_unit_test(test_nested__an_edit_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
