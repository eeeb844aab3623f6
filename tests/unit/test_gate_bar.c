/* Whose policy judges, and whose is at fault where one cannot be used. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define ONE "version: 1\nservices: ['services/*']\n" CHECKS
#define OTHER "version: 1\nservices: ['apps/*']\n" CHECKS
#define BAD "version: 1\nservicse: auto\n"

/* "base .git-done.yml apps, own services": the directory of its first rule. */
static void render_bar(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_bar *bar = f->chain.plan.bar;

	if (!bar->policy) {
		done_buf_addstr(out, "none\n");
		return;
	}
	done_buf_addf(out, "%s %s%s", bar->from, bar->path, bar->has_oid ? "" : " without an id");
	if (bar->revision)
		done_buf_addf(out, " at %s", bar->revision);
	if (bar->policy->nr_rules)
		done_buf_addf(out, " %s", done_glob_directory(bar->policy->rules[0].path));
	if (bar->own)
		done_buf_addf(out, ", own %s", done_glob_directory(bar->own->rules[0].path));
	done_buf_addch(out, '\n');
}

static void from_head(struct gate_fixture *f)
{
	f->request.policy_from = "head";
}

static void from_revision(struct gate_fixture *f)
{
	f->request.policy_from = "v1";
}

static void from_base(struct gate_fixture *f)
{
	f->request.policy_from = "base";
}

static void from_preset(struct gate_fixture *f)
{
	f->request.policy_file = "preset:backend";
}

static void from_no_file(struct gate_fixture *f)
{
	f->request.policy_file = "/nowhere/policy.yml";
}

static void as_hook(struct gate_fixture *f)
{
	f->request.hook = "pre-push";
}

static void as_audit(struct gate_fixture *f)
{
	f->compared = done_compared_nothing(&f->arena, "main", &f->compared.range.head);
}

static void as_audit_from_base(struct gate_fixture *f)
{
	as_audit(f);
	from_base(f);
}

static void as_staged(struct gate_fixture *f)
{
	f->compared = done_compared_index(&f->compared.range.base);
}

static const struct gate_row rows[] = {
    {"the base's judges", {P, ONE}, {"x", "y", NULL}, "base .git-done.yml services, own services\n",
        NULL},
    {"and the change's own is read beside it", {P, OTHER}, {P, ONE},
        "base .git-done.yml apps, own services\n", NULL},
    {"--policy-from head", {P, OTHER}, {P, ONE}, "head .git-done.yml services\n", from_head},
    {"the base has none: the change's own, and that is said", {"x", "y", NULL}, {P, ONE},
        "head .git-done.yml services\n"
        "note: the base has no policy: judged by the one that this change brings\n",
        NULL},
    {"--policy-from head where the base has none says nothing", {"x", "y", NULL}, {P, ONE},
        "head .git-done.yml services\n", from_head},
    {"the change removes it", {P, ONE}, {P, GONE}, "base .git-done.yml services\n", NULL},
    {"none: the built-in one", {"x", "y", NULL}, {"x", "z", NULL},
        "preset preset:backend@1 without an id*\n"
        "note: the repository has no policy (.git-done.yml): judged by the built-in "
        "preset:backend\n",
        NULL},
    {"none, and a hook asks", {"x", "y"}, {"x", "z"}, "none\n", as_hook},
    {"a hook asks, and there is one", {P, ONE}, {"x", "z", NULL},
        "base .git-done.yml services, own services\n", as_hook},
    {"--policy preset:backend", {P, ONE}, {"x", "z", NULL},
        "preset preset:backend@1 without an id*\n", from_preset},
    {"--policy names no file", {P, ONE}, {"x", "z", NULL},
        "error: there is no policy '/nowhere/policy.yml'\nfix: *\n", from_no_file},
    {"--policy-from REV", {P, ONE}, {P, OTHER},
        "revision .git-done.yml at 3333333333333333333333333333333333333333 services\n",
        from_revision},
    {"--policy-from REV that has none", {"x", "y", NULL}, {P, OTHER},
        "error: there is no policy at 'v1'\nfix: commit .git-done.yml there, *\n", from_revision},
    {"--policy-from REV that has one misnamed", {".git-done.yaml", ONE}, {P, OTHER},
        "error: there is no policy at 'v1'\nfix: '.git-done.yaml' is not read; *\n", from_revision},
    {"an audit takes that of the tree", {P, OTHER}, {P, ONE}, "head .git-done.yml services\n",
        as_audit},
    {"an audit has no base", {P, OTHER}, {P, ONE}, "head .git-done.yml services\n",
        as_audit_from_base},
    {"what is staged is judged by HEAD's", {P, OTHER}, {P, ONE},
        "base .git-done.yml apps, own services\n", as_staged},
    {"one that is misnamed is meant as one: undecided", {".git-done.yaml", ONE}, {"x", "y", NULL},
        "error: there is no policy '.git-done.yml', but '.git-done.yaml', which nothing reads\n"
        "fix: *\nfix: *git mv .git-done.yaml .git-done.yml\n",
        NULL},
    {"and for a hook, too", {".git-done.yaml", ONE}, {"x", "y", NULL},
        "error: there is no policy '.git-done.yml', but '.git-done.yaml', *\nfix: *\nfix: *\n",
        as_hook},
    {"in the base alone", {".git-done.yaml", ONE}, {".git-done.yaml", GONE},
        "error: *'.git-done.yaml' in the base, which nothing reads\nfix: *\nfix: *\n", NULL},
    {"in an audit a warning", {"x", "y", NULL}, {".git-done.yaml", ONE},
        "preset preset:backend@1 without an id*\n"
        "warning: '.git-done.yaml' is not read as the policy*\n"
        "note: the repository has no policy*\n",
        as_audit},
    /* whose is at fault */
    {"the base's is bad", {P, BAD}, {P, ONE},
        "error: *'servicse'*(in the policy of the base origin/main 1111111111, which judges)\n"
        "fix: *\nfix: the base's policy cannot judge its own fix. Correct it, then:\n"
        "fix:   git done policy lint\n"
        "fix:   git commit -m 'Fix the policy' -- .git-done.yml\n"
        "fix:   git done check --policy-from head\n"
        "fix:   git push --no-verify\n",
        NULL},
    {"the change's own is bad", {P, ONE}, {P, BAD},
        "error: *'servicse'*(in the change's own policy, at 2222222222)\nfix: *\n", NULL},
    {"what is staged is bad", {P, ONE}, {P, BAD},
        "error: *'servicse'*(in the policy that is staged)\nfix: *\n", as_staged},
    {"what is audited is bad", {P, ONE}, {P, BAD},
        "error: *'servicse'*(in the policy at 2222222222, which is audited)\nfix: *\n", as_audit},
    {"that of REV is bad", {P, BAD}, {P, ONE},
        "error: *'servicse'*(in the policy at v1 3333333333, from --policy-from)\nfix: *\n",
        from_revision},
    {"a link is not followed", {P ">", "policy.yml", "policy.yml", ONE}, {"x", "y", NULL},
        "error: the policy '.git-done.yml' is not a regular file*\nfix: *\nfix: *\nfix: *\nfix: "
        "*\nfix: *\nfix: *\n",
        NULL},
    {"what both extend is read from each tree", {P, "version: 1\nextends: b.yml\n", "b.yml", OTHER},
        {"b.yml", ONE}, "base .git-done.yml apps, own services\n", NULL},
};

static void test_bar__is_the_bases_unless_asked_otherwise(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_BAR, render_bar);
}

/* What it gives up on it has released, and told nothing. */
static void test_bar__is_untouched_where_it_fails(void **state)
{
	const char *const base[] = {P, ONE, NULL}, *const change[] = {P, BAD, NULL};
	struct gate_fixture f;

	(void)state;
	gate_open(&f, base, change);
	assert_int_equal(gate_make(&f, GATE_BAR), DONE_E_POLICY);
	assert_null(f.chain.bar.policy);
	assert_int_equal(f.chain.bar.nr_loaded, 0);
	gate_close(&f);
}

/* Each read of it fails once: none may end in another policy. */
static void test_bar__a_read_that_fails_is_an_error(void **state)
{
	const char *const base[] = {P, ONE, NULL}, *const change[] = {P, OTHER, NULL};

	(void)state;
	for (size_t tree = 0; tree < 2; tree++) {
		bool failed = true;

		for (size_t at = 1; failed; at++) {
			struct gate_fixture f;

			gate_open(&f, base, change);
			f.fakes[tree].fail_at = at;
			failed = gate_make(&f, GATE_BAR) < 0;
			if (failed)
				assert_int_equal(f.err.code, DONE_E_UNDECIDED);
			assert_true(failed || f.fakes[tree].calls < at);
			gate_close(&f);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bar__is_the_bases_unless_asked_otherwise),
	    cmocka_unit_test(test_bar__is_untouched_where_it_fails),
	    cmocka_unit_test(test_bar__a_read_that_fails_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
