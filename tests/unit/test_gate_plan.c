/* The chain: what is compared, what a change edits, whom it touches, and what is left of them. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS                                                                                  \
	"criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}, e: {checks: {t: {file: " \
	"T}}}}\n"
#define ONE "version: 1\nservices: ['services/*']\n" CHECKS
#define A "services/a/x", "1"
#define B "services/b/x", "1"

/* ---- what is compared ---- */

static void test_compared__says_what_a_range_means(void **state)
{
	static const struct {
		const char *name, *base_name, *words;
		bool has_base, is_base_from, has_from;
	} rows[] = {
	    {"from the base itself", "origin/main", "what changed since origin/main (1111111111)",
	        true, true, true},
	    {"from the merge base", "origin/main",
	        "what changed since the merge base with origin/main (4444444444)", true, false,
	        true},
	    {"a base without a name", NULL, "what changed since the base (1111111111)", true, true,
	        true},
	    {"a name that would move a cursor", "a\033b",
	        "what changed since a\\u{1B}b (1111111111)", true, true, true},
	    {"no history in common", "origin/main", "everything, as new", true, false, false},
	    {"no base", NULL, "everything, as new", false, false, false},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_range range = gate_range();
		struct done_comparison compared;

		range.has_base = rows[i].has_base;
		range.base_name = rows[i].base_name;
		range.nr_from = rows[i].has_from;
		if (!rows[i].is_base_from)
			memset(&range.from[0], 0x44, sizeof(range.from[0]));
		compared = done_compared_range(&arena, DONE_MODE_PUSH, &range, NULL);
		if (strcmp(compared.words, rows[i].words) != 0)
			fail_msg("%s: '%s'", rows[i].name, compared.words);
		if (!compared.has_range || compared.mode != DONE_MODE_PUSH ||
		    compared.head.kind != DONE_SOURCE_COMMIT ||
		    !done_oid_equal(&compared.head.commit, &range.head))
			fail_msg("%s: the head is another", rows[i].name);
		if ((compared.tip.kind == DONE_SOURCE_COMMIT) != rows[i].has_base ||
		    (compared.from.kind == DONE_SOURCE_COMMIT) != rows[i].has_from)
			fail_msg("%s: the base is another", rows[i].name);
		if (rows[i].has_from && !done_oid_equal(&compared.from.commit, &range.from[0]))
			fail_msg("%s: compared with another commit", rows[i].name);
	}
	done_arena_release(&arena);
}

static void test_compared__the_index_is_compared_with_head_or_nothing(void **state)
{
	struct done_range range = gate_range();
	struct done_comparison born = done_compared_index(&range.base);
	struct done_comparison unborn = done_compared_index(NULL);

	(void)state;
	assert_int_equal(born.head.kind, DONE_SOURCE_INDEX);
	assert_true(born.has_range && born.range.has_base);
	assert_true(done_oid_equal(&born.tip.commit, &range.base));
	assert_true(done_oid_equal(&born.from.commit, &range.base));
	assert_int_equal(unborn.head.kind, DONE_SOURCE_INDEX);
	assert_true(unborn.has_range && !unborn.range.has_base);
	assert_int_equal(unborn.tip.kind, DONE_SOURCE_NOTHING);
	assert_int_equal(unborn.from.kind, DONE_SOURCE_NOTHING);
}

static void test_compared__an_audit_has_no_range(void **state)
{
	struct done_range range = gate_range();
	struct done_arena arena = {0};
	struct done_comparison audit = done_compared_nothing(&arena, "v\033", &range.head);

	(void)state;
	assert_false(audit.has_range);
	assert_string_equal(audit.words, "every service at v\\u{1B}");
	assert_int_equal(audit.tip.kind, DONE_SOURCE_NOTHING);
	done_arena_release(&arena);
}

/* ---- what it edits ---- */

static void render_changed(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_changed *changed = f->chain.plan.changed;

	for (size_t i = 0; i < changed->changes.nr; i++)
		done_buf_addf(out, "%s\n", changed->changes.items[i].path);
	if (changed->edits_policy)
		done_buf_addstr(out, "edits a policy\n");
}

#define EXTENDS "version: 1\nextends: shared/b.yml\n"

/* The branch is older than the base's policy, and has another one. */
static void base_has_another(struct gate_fixture *f)
{
	f->fakes[1].nr = 0;
	fake_file(&f->fakes[1], P, ONE);
}

static void base_has_one(struct gate_fixture *f)
{
	fake_file(&f->fakes[1], P, ONE);
}

static const struct gate_row changed_rows[] = {
    {"nothing of a policy", {P, ONE, A}, {"services/a/x", "2"}, "services/a/x\n", NULL},
    {"the policy", {P, ONE, A}, {P, ONE "\n"}, ".git-done.yml\nedits a policy\n", NULL},
    {"the policy, by taking it away", {P, ONE, A}, {P, GONE},
        ".git-done.yml\nedits a policy\nwarning: the change removes the policy; *\n", NULL},
    {"what the base's policy extends", {P, EXTENDS, "shared/b.yml", ONE},
        {"shared/b.yml", ONE "\n"}, "shared/b.yml\nedits a policy\n", NULL},
    {"what only the change's own extends", {P, ONE}, {P, EXTENDS, "shared/b.yml", ONE},
        ".git-done.yml\nshared/b.yml\nedits a policy\n", NULL},
    {"what the policy extends that the base has no longer", {P, EXTENDS, "shared/b.yml", ONE},
        {"shared/b.yml", ONE "\n"}, "shared/b.yml\nedits a policy\n", base_has_another},
    {"a policy that is older than the base's is not edited", {P, EXTENDS, "shared/b.yml", ONE},
        {"services/a/x", "1"}, "services/a/x\n", base_has_another},
    {"a branch that began before there was one takes none away", {A}, {"services/a/x", "2"},
        "services/a/x\nnote: this branch began before .git-done.yml was there*\n", base_has_one},
    {"another file beside it", {P, EXTENDS, "shared/b.yml", ONE}, {"shared/c.yml", "x"},
        "shared/c.yml\n", NULL},
};

static void test_changed__knows_the_files_of_a_policy(void **state)
{
	(void)state;
	gate_check_rows(changed_rows, DONE_ARRAY_SIZE(changed_rows), GATE_CHANGED, render_changed);
}

/* ---- the map ---- */

static void render_map(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_services *services = &f->chain.plan.map->services;

	for (size_t i = 0; i < services->nr; i++)
		done_buf_addf(out, "%s%s%s%s%s\n", services->items[i].path,
		    services->items[i].in_base ? " base" : "",
		    services->items[i].in_head ? " head" : "",
		    services->items[i].dropped ? " dropped" : "",
		    services->items[i].unmarked ? " unmarked" : "");
}

#define MARKED "version: 1\nservices: [{path: 'services/*', markers: [Dockerfile]}]\n" CHECKS
#define NARROW "version: 1\nservices: ['services/a']\n" CHECKS
#define TWICE "version: 1\nservices: ['services/*', 'apps/*']\n" CHECKS

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

static const struct gate_row map_rows[] = {
    {"what both have", {P, ONE, A, B}, {"services/c/x", "1"},
        "services/a base head\nservices/b base head\nservices/c head\n", NULL},
    {"a directory that goes", {P, ONE, A, B}, {"services/b/x", GONE},
        "services/a base head\nservices/b base\n", NULL},
    {"the change cannot map one away", {P, ONE, A, B}, {P, NARROW},
        "services/a base head\nservices/b base head dropped\n", NULL},
    {"what its own map finds is judged, too", {P, NARROW, A, B}, {P, ONE},
        "services/a base head\nservices/b head\n", NULL},
    {"a marker that goes", {P, MARKED, "services/a/Dockerfile", "F", A},
        {"services/a/Dockerfile", GONE}, "services/a base head unmarked\n", NULL},
    {"an audit has the map of its tree alone", {P, ONE, A, B}, {P, NARROW}, "services/a head\n",
        as_audit},
    {"two of one name by the base's rules", {P, TWICE, A}, {"apps/a/x", "1"},
        "error: *'a'*\nfix: *\nfix: by the base's policy, which judges: land the rule that names "
        "one "
        "first, in a change of its own\n",
        NULL},
    {"two of one name by the change's own", {P, ONE, A}, {P, TWICE, "apps/a/x", "1"},
        "error: *(in the change's own policy, at 2222222222)\nfix: *\n", NULL},
    {"two of one name in the base", {P, TWICE, A, "apps/a/x", "1"}, {"apps/a/x", "2"},
        "error: *(in the policy of the base origin/main 1111111111, which judges)\nfix: *\nfix: "
        "*\nfix: *\nfix: *\nfix: *\nfix: *\n",
        NULL},
};

static void test_map__is_the_union_of_both(void **state)
{
	(void)state;
	gate_check_rows(map_rows, DONE_ARRAY_SIZE(map_rows), GATE_MAP, render_map);
}

/* ---- the selection ---- */

static void render_selection(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_selection *selection = f->chain.plan.selection;

	for (size_t i = 0; i < selection->nr; i++)
		done_buf_addf(out, "%s %s\n", selection->items[i].service->path,
		    done_via_name(selection->items[i].reasons[0].via));
	for (size_t i = 0; i < selection->nr_deleted; i++)
		done_buf_addf(out, "%s deleted\n", selection->deleted[i]->path);
	for (size_t i = 0; i < selection->nr_unowned; i++)
		done_buf_addf(out, "%s unowned\n", selection->unowned[i]);
}

static const char *const names[] = {"b", "z", "d", "d.r", "d.rr", "map", "sheet.valid"};
#define NAME(i) ((struct done_strings){(const char **)(uintptr_t)&names[i], 1})

static void service_b(struct gate_fixture *f)
{
	f->request.services = NAME(0);
}

static void service_z(struct gate_fixture *f)
{
	f->request.services = NAME(1);
}

static void criterion_d(struct gate_fixture *f)
{
	f->request.criteria = NAME(2);
}

static void check_rr(struct gate_fixture *f)
{
	f->request.checks = NAME(4);
}

static void skip_rr(struct gate_fixture *f)
{
	f->request.skip = NAME(4);
}

static void criterion_map(struct gate_fixture *f)
{
	f->request.criteria = NAME(5);
}

static void skip_sheet_valid(struct gate_fixture *f)
{
	f->request.skip = NAME(6);
}

static void all(struct gate_fixture *f)
{
	f->request.all = true;
}

#define IGNORES "version: 1\nservices: ['services/*']\nselect: {deleted: ignore}\n" CHECKS

static const struct gate_row selection_rows[] = {
    {"what it touches", {P, ONE, A, B}, {"services/b/x", "2", "docs/x", "1"},
        "services/b changed\ndocs/x unowned\n", NULL},
    {"--all", {P, ONE, A, B}, {"services/b/x", "2"}, "services/a all\nservices/b *\n", all},
    {"an audit", {P, ONE, A, B}, {"services/b/x", "2"}, "services/a all\nservices/b all\n",
        as_audit},
    {"what it removes", {P, ONE, A, B}, {"services/b/x", GONE},
        "services/b deleted\n"
        "note: the change removes the service 'services/b': nothing left to judge\n",
        NULL},
    {"what it removes, where nobody asks", {P, IGNORES, A, B}, {"services/b/x", GONE},
        "services/b deleted\n", NULL},
    {"what lost its marker", {P, MARKED, "services/a/Dockerfile", "F", A},
        {"services/a/Dockerfile", GONE},
        "services/a changed\nwarning: 'services/a' no longer has what the base's policy finds "
        "services "
        "by, *\n",
        NULL},
    {"--service", {P, ONE, A, B}, {"services/a/x", "2", "services/b/x", "2"},
        "services/b changed\n", service_b},
    {"--service that is not touched", {P, ONE, A, B}, {"services/a/x", "2"},
        "note: the change does not touch what --service names\n", service_b},
    {"--service that is none", {P, ONE, A, B}, {"services/a/x", "2"},
        "error: no service is called 'z'\nfix: *\n", service_z},
    {"--criterion", {P, ONE, A, B}, {"services/a/x", "2"}, "services/a changed\n", criterion_d},
    {"--check that is none", {P, ONE, A, B}, {"services/a/x", "2"},
        "error: no check is called 'd.rr'\nfix: did you mean 'd.r'?\n", check_rr},
    {"GIT_DONE_SKIP that is none", {P, ONE, A, B}, {"services/a/x", "2"},
        "error: no check in GIT_DONE_SKIP is called 'd.rr'\nfix: did you mean 'd.r'?\n", skip_rr},
    {"the gate's own is always judged", {P, ONE, A, B}, {"services/a/x", "2"},
        "error: 'map' is git done's own: *\nfix: git done explain map.found\n", criterion_map},
    {"and never skipped", {P, ONE, A, B}, {"services/a/x", "2"},
        "error: 'sheet.valid' is git done's own: *\nfix: *\n", skip_sheet_valid},
    {"no service at all", {P, ONE, "x", "1"}, {"x", "2"},
        "error: the policy finds no service in this tree\nfix: service rule 'services/\x2a' *\n",
        NULL},
};

static void test_selection__is_what_a_change_touches(void **state)
{
	(void)state;
	gate_check_rows(
	    selection_rows, DONE_ARRAY_SIZE(selection_rows), GATE_NESTED, render_selection);
}

/* ---- work ---- */

static void render_work(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_work *work = f->chain.plan.work;

	for (size_t i = 0; i < work->selection.nr; i++)
		done_buf_addf(out, "%s\n", work->selection.items[i].service->path);
}

static void test_work__shards_share_all_of_it_once(void **state)
{
	static const char *const base[] = {P, ONE, NULL};
	static const char *const change[] = {"services/a/x", "1", "services/b/x", "1",
	    "services/c/x", "1", "services/d/x", "1", "services/e/x", "1", NULL};
	struct done_buf out = {0};
	size_t most = 0;

	(void)state;
	for (int number = 1; number <= 3; number++) {
		struct gate_fixture f;
		size_t before = out.len;

		gate_open(&f, base, change);
		f.request.shard = (struct done_shard){number, 3};
		assert_success(gate_make(&f, GATE_WORK), f.err);
		/* What is known of all of them is the same in each. */
		assert_int_equal(f.chain.plan.standings->selection.nr, 5);
		assert_int_equal(f.chain.plan.work->services.nr, 5);
		render_work(&f, &out);
		most = out.len - before > most ? out.len - before : most;
		gate_close(&f);
	}
	for (char letter = 'a'; letter <= 'e'; letter++) {
		char path[] = "services/?\n";
		const char *first;

		path[9] = letter;
		first = strstr(out.ptr, path);
		assert_non_null(first);
		assert_null(strstr(first + 1, path));
	}
	assert_true(most < out.len);
	done_buf_release(&out);
}

/* The values behind one are made of copies: it is the same before and after. */
static void test_plan__a_finished_value_is_not_written_to(void **state)
{
	static const char *const base[] = {
	    P, ONE, A, "services/a/done.yml", "stage: deprecated\n", NULL};
	static const char *const change[] = {"services/a/x", "2", NULL};
	struct gate_fixture f;
	struct done_service before;

	(void)state;
	gate_open(&f, base, change);
	assert_success(gate_make(&f, GATE_SELECTION), f.err);
	before = f.chain.plan.map->services.items[0];
	assert_success(gate_make_one(&f, GATE_NESTED), f.err);
	assert_success(gate_make_one(&f, GATE_STANDINGS), f.err);
	assert_success(gate_make_one(&f, GATE_WORK), f.err);
	assert_memory_equal(&before, &f.chain.plan.map->services.items[0], sizeof(before));
	assert_null(f.chain.plan.map->services.items[0].sheet);
	assert_non_null(f.chain.plan.standings->services.items[0].sheet);
	assert_string_equal(f.chain.plan.work->services.items[0].stage, "deprecated");
	assert_ptr_equal(
	    f.chain.plan.selection->items[0].service, &f.chain.plan.map->services.items[0]);
	gate_close(&f);
}

/* ---- in the report ---- */

static void test_plan__tells_the_run_what_it_is(void **state)
{
	static const char *const base[] = {P, ONE, A, B, NULL};
	static const char *const change[] = {"services/a/x", "2", "x", "1", NULL};
	struct gate_fixture f;
	struct done_run run = {0};

	(void)state;
	gate_open(&f, base, change);
	f.request.shard = (struct done_shard){1, 1};
	f.compared.range.itself = true;
	assert_success(gate_make(&f, GATE_WORK), f.err);
	done_run_note(f.chain.plan.notes, DONE_NOTE, "said");
	done_chain_describe(&f.chain, &run);
	assert_true(run.has_base && run.has_head && run.by_base);
	assert_string_equal(run.base_name, "origin/main");
	assert_string_equal(
	    run.range_words, "what changed since origin/main (1111111111), shard 1 of 1");
	assert_string_equal(run.policy_path, P);
	assert_string_equal(run.policy_from, "base");
	assert_ptr_equal(run.policy, f.chain.plan.bar->policy);
	assert_true(run.has_policy_oid);
	assert_int_equal(run.examined.services, 2);
	assert_int_equal(run.examined.selected, 1);
	assert_int_equal(run.nr_unowned, 1);
	assert_int_equal(run.nr_notes, 1);
	assert_string_equal(run.notes[0].message, "said");
	gate_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_compared__says_what_a_range_means),
	    cmocka_unit_test(test_compared__the_index_is_compared_with_head_or_nothing),
	    cmocka_unit_test(test_compared__an_audit_has_no_range),
	    cmocka_unit_test(test_changed__knows_the_files_of_a_policy),
	    cmocka_unit_test(test_map__is_the_union_of_both),
	    cmocka_unit_test(test_selection__is_what_a_change_touches),
	    cmocka_unit_test(test_work__shards_share_all_of_it_once),
	    cmocka_unit_test(test_plan__a_finished_value_is_not_written_to),
	    cmocka_unit_test(test_plan__tells_the_run_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
