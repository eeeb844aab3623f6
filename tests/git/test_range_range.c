/* How what was asked for becomes a base, a head and what head is compared with. */
#include "world.h"

#include "done/range.h"

/*
 * main: m1, m2, m3 (origin/main is m3). side, from m1: s1, s2 (origin/side is s1). HEAD is side.
 * The local main is stale: it still is m1.
 */
static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;
	const char *path = world->path;

	test_commit(path, "m1");
	test_git(path, "tag m1 && git branch side");
	test_commit(path, "m2");
	test_git(path, "tag m2");
	test_commit(path, "m3");
	test_git(path, "tag m3");
	test_git(
	    path, "init -q --bare -b main ../origin.git && git remote add origin ../origin.git");
	test_git(path, "push -q origin main");
	test_git(path, "checkout -q side && git branch -q -f main m1");
	test_commit(path, "s1");
	test_git(path, "tag s1 && git push -q origin side");
	test_commit(path, "s2");
	test_git(path, "tag s2");
	return 0;
}

struct row {
	struct done_range_request request;
	const char *base, *head, *from, *name;
};

static void check_row(struct world *world, const struct row *row)
{
	struct done_range range;
	struct done_error err = {0};

	assert_success(
	    done_range_make(world->repo, &world->arena, &row->request, &range, &err), err);
	assert_true(range.has_base);
	assert_oid(world, &range.base, row->base);
	assert_oid(world, &range.head, row->head);
	assert_int_equal(range.nr_from, 1);
	assert_oid(world, &range.from[0], row->from);
	assert_string_equal(range.base_name, row->name);
	assert_null(range.note);
}

static void check_rows(struct world *world, const struct row *rows, size_t nr)
{
	world_open(world, NULL);
	for (size_t i = 0; i < nr; i++)
		check_row(world, &rows[i]);
}

static void test_range__as_it_was_asked_for(void **state)
{
	static const struct row rows[] = {
	    {{"m2..side", NULL, NULL, NULL, false, false, false}, "m2", "s2", "m2", "m2"},
	    {{"m2...side", NULL, NULL, NULL, false, false, false}, "m2", "s2", "m1", "m2"},
	    {{"m2..", NULL, NULL, NULL, false, false, false}, "m2", "s2", "m2", "m2"},
	    {{"m2...", NULL, NULL, NULL, false, false, false}, "m2", "s2", "m1", "m2"},
	    {{"m3~1..HEAD~1", NULL, NULL, NULL, false, false, false}, "m2", "s1", "m2", "m3~1"},
	    {{NULL, "m2", NULL, NULL, false, false, false}, "m2", "s2", "m1", "m2"},
	    {{NULL, "m2", "s1", NULL, false, false, false}, "m2", "s1", "m1", "m2"},
	    {{NULL, "refs/remotes/origin/main", "refs/heads/side", NULL, false, false, false}, "m3",
	        "s2", "m1", "refs/remotes/origin/main"},
	    /* no base: the integration branch, as there is no upstream */
	    {{NULL, NULL, NULL, NULL, false, false, false}, "m3", "s2", "m1", "origin/main"},
	    {{NULL, NULL, "s1", NULL, false, false, false}, "m3", "s1", "m1", "origin/main"},
	    {{"side", NULL, NULL, NULL, false, false, false}, "m3", "s2", "m1", "origin/main"},
	    {{NULL, NULL, "m2", NULL, false, false, false}, "m3", "m2", "m2", "origin/main"},
	    /* the policy is base's, the merge base is found from another commit */
	    {{NULL, "m3", "s2", "m1", false, false, false}, "m3", "s2", "m1", "m3"},
	    {{NULL, "m3", "s2", "s1", false, false, false}, "m3", "s2", "s1", "m3"},
	};

	check_rows(*state, rows, DONE_ARRAY_SIZE(rows));
}

static void test_range__of_one_revision_that_brings_nothing_is_undecided(void **state)
{
	static const char *const rows[] = {"m1", "m2", "m3", "origin/main", "main"};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++) {
		struct done_range_request request = {.text = rows[i]};
		struct done_range range;
		struct done_error err = {0};

		assert_int_equal(
		    done_range_make(world->repo, &world->arena, &request, &range, &err),
		    DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, "is in 'origin/main' already");
		char *wanted = test_path("git done check %s...HEAD", rows[i]);
		assert_non_null(strstr(err.cure, wanted));
		free(wanted);
	}
}

static void test_range__takes_the_upstream_first(void **state)
{
	static const struct row rows[] = {
	    {{NULL, NULL, NULL, NULL, false, false, false}, "m2", "s2", "m1", "origin/next"},
	    {{NULL, NULL, "HEAD", NULL, false, false, false}, "m2", "s2", "m1", "origin/next"},
	    {{NULL, NULL, "side", NULL, false, false, false}, "m2", "s2", "m1", "origin/next"},
	    {{NULL, NULL, "refs/heads/side", NULL, false, false, false}, "m2", "s2", "m1",
	        "origin/next"},
	    /* another revision has no upstream */
	    {{NULL, NULL, "m2", NULL, false, false, false}, "m3", "m2", "m2", "origin/main"},
	    /* a revision alone is held against the integration branch */
	    {{"side", NULL, NULL, NULL, false, false, false}, "m3", "s2", "m1", "origin/main"},
	};
	struct world *world = *state;

	test_git(world->path, "update-ref refs/remotes/origin/next m2");
	test_git(world->path, "branch -q --set-upstream-to=origin/next");
	check_rows(world, rows, DONE_ARRAY_SIZE(rows));

	static const struct row here = {
	    {NULL, NULL, NULL, NULL, false, false, false}, "m1", "s2", "m1", "main"};
	test_git(world->path, "branch -q --set-upstream-to=main");
	check_rows(world, &here, 1);

	/* An upstream that is gone. */
	static const struct row gone = {
	    {NULL, NULL, NULL, NULL, false, false, false}, "m3", "s2", "m1", "origin/main"};
	test_git(world->path, "branch -q --set-upstream-to=origin/next");
	test_git(world->path, "update-ref -d refs/remotes/origin/next");
	check_rows(world, &gone, 1);
}

/* As in pre-push: what fell short before the last push must not turn green by the next. */
static void test_range__passes_the_branchs_own_copy_over(void **state)
{
	static const struct row main_branch = {
	    {NULL, NULL, NULL, NULL, false, false, false}, "m3", "s2", "m1", "origin/main"};
	static const struct row copy = {
	    {NULL, NULL, NULL, NULL, false, false, false}, "s1", "s2", "s1", "origin/side2"};
	struct world *world = *state;

	test_git(world->path, "branch -q --set-upstream-to=origin/side");
	check_rows(world, &main_branch, 1);

	/* Under another name it is the copy only where pushes go to what the branch follows. */
	test_git(world->path, "update-ref refs/remotes/origin/side2 s1");
	test_git(world->path, "branch -q --set-upstream-to=origin/side2");
	check_rows(world, &copy, 1);
	test_git(world->path, "config push.default upstream");
	check_rows(world, &main_branch, 1);
	test_git(world->path, "config push.default tracking");
	check_rows(world, &main_branch, 1);

	struct done_range_request request = {0};
	struct done_range range;
	struct done_error err = {0};
	test_git(world->path, "update-ref -d refs/remotes/origin/main");
	world_open(world, NULL);
	assert_int_equal(
	    done_range_make(world->repo, &world->arena, &request, &range, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "no base to compare with");
}

/* Each row: what is done first, and which branch then is the integration branch; NULL: none. */
static void test_range__finds_the_integration_branch(void **state)
{
	static const struct {
		const char *command, *oid, *name;
	} rows[] = {
	    {"true", "m3", "origin/main"},
	    {"git update-ref refs/remotes/origin/master m2", "m3", "origin/main"},
	    {"git update-ref -d refs/remotes/origin/main", "m2", "origin/master"},
	    {"git update-ref refs/remotes/origin/develop m2", "m2", "origin/master"},
	    {"git config done.integrationBranch develop", "m2", "origin/develop"},
	    /* what is configured goes before what the remote says */
	    {"git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/master", "m2",
	        "origin/develop"},
	    {"git config --unset done.integrationBranch", "m2", "origin/master"},
	    {"git update-ref refs/remotes/origin/trunk/x m1 && git symbolic-ref "
	     "refs/remotes/origin/HEAD refs/remotes/origin/trunk/x",
	        "m1", "origin/trunk/x"},
	    /* a symbolic ref whose target is gone */
	    {"git update-ref -d refs/remotes/origin/trunk/x", "m2", "origin/master"},
	    {"git remote add other ../origin.git", "m2", "origin/master"},
	    {"git update-ref -d refs/remotes/origin/master", NULL, NULL},
	    /* local branches never count */
	    {"git branch -f master m1", NULL, NULL},
	    {"git remote rename origin up 2>&1; git update-ref refs/remotes/other/main m3", NULL,
	        NULL},
	    /* the only one */
	    {"git remote remove up", "m3", "other/main"},
	    {"git remote remove other", NULL, NULL},
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++) {
		struct done_oid oid;
		const char *name = NULL;
		struct done_error err = {0};

		test_sh(world->path, "(%s) >/dev/null", rows[i].command);
		world_open(world, NULL);
		int rc =
		    done_integration_branch(world->repo, &world->arena, NULL, &oid, &name, &err);
		assert_success(rc, err);
		assert_int_equal(rc, rows[i].name != NULL);
		if (!rows[i].name)
			continue;
		assert_string_equal(name, rows[i].name);
		assert_oid(world, &oid, rows[i].oid);
	}
}

static void test_range__without_a_base_is_undecided(void **state)
{
	struct world *world = *state;
	struct done_range_request request = {0};
	struct done_range range;
	struct done_error err = {0};

	test_git(world->path, "remote remove origin");
	world_open(world, NULL);
	assert_int_equal(
	    done_range_make(world->repo, &world->arena, &request, &range, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "no base to compare with");
	assert_non_null(strstr(err.cure, "git done check BASE..HEAD"));

	err = (struct done_error){0};
	test_git(world->path, "remote add origin ../origin.git");
	test_git(world->path, "config done.integrationBranch develop");
	world_open(world, NULL);
	assert_int_equal(
	    done_range_make(world->repo, &world->arena, &request, &range, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'develop'");

	/* A name that is configured is not passed over for what happens to be there. */
	err = (struct done_error){0};
	test_git(world->path,
	    "update-ref refs/remotes/origin/main m3 && git remote set-head origin main");
	world_open(world, NULL);
	assert_int_equal(
	    done_range_make(world->repo, &world->arena, &request, &range, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'develop'");
	assert_non_null(
	    strstr(err.cure, "git fetch origin '+refs/heads/develop:refs/remotes/origin/develop'"));
}

static void test_range__that_cannot_be_meant_is_refused(void **state)
{
	static const struct {
		struct done_range_request request;
		int code;
	} rows[] = {
	    /* an unset variable of a CI system must not become "nothing changed" */
	    {{"..HEAD", NULL, NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{"...HEAD", NULL, NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{"..", NULL, NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{"", NULL, NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{NULL, "", NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{NULL, "m1", "", NULL, false, false, false}, DONE_E_USAGE},
	    {{"m1..side", "m1", NULL, NULL, false, false, false}, DONE_E_USAGE},
	    {{"side", NULL, "side", NULL, false, false, false}, DONE_E_USAGE},
	    {{"nowhere..side", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{"m1..nowhere", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{"m1....side", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{"m1..m2..m3", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{"m1:", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{":/m1..side", NULL, NULL, NULL, false, false, false}, DONE_E_UNDECIDED},
	    {{NULL, "0000000000000000000000000000000000000000", NULL, NULL, false, false, false},
	        DONE_E_UNDECIDED},
	};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, NULL); i++) {
		struct done_range range;
		struct done_error err = {0};
		int rc =
		    done_range_make(world->repo, &world->arena, &rows[i].request, &range, &err);

		if (rc != rows[i].code || err.code != rc || !err.message[0])
			fail_msg("row %zu: %d, %s", i, rc, err.message);
	}
}

static void test_range__notes_what_is_odd(void **state)
{
	struct world *world = *state;
	struct done_range_request request = {.base = "x1", .head = "x2"};
	struct done_range range;
	struct done_error err = {0};

	/* Lines that cross have two merge bases. */
	test_git(world->path, "checkout -q -B one m1");
	test_commit(world->path, "a");
	test_git(world->path, "tag a && git checkout -q -B two m1");
	test_commit(world->path, "b");
	test_git(world->path, "tag b && git merge -q -m x2 a && git tag x2");
	test_git(world->path, "checkout -q one && git merge -q -m x1 b && git tag x1");
	world_open(world, NULL);
	assert_success(done_range_make(world->repo, &world->arena, &request, &range, &err), err);
	assert_int_equal(range.nr_from, 2);
	assert_non_null(strstr(range.note, "2 merge bases"));

	test_git(world->path, "checkout -q --orphan other");
	test_commit(world->path, "other");
	request.head = "other";
	assert_success(done_range_make(world->repo, &world->arena, &request, &range, &err), err);
	assert_int_equal(range.nr_from, 0);
	assert_true(range.has_base);
	assert_non_null(strstr(range.note, "no history"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_range__as_it_was_asked_for),
	    TEST(test_range__of_one_revision_that_brings_nothing_is_undecided),
	    TEST(test_range__takes_the_upstream_first),
	    TEST(test_range__passes_the_branchs_own_copy_over),
	    TEST(test_range__finds_the_integration_branch),
	    TEST(test_range__without_a_base_is_undecided),
	    TEST(test_range__that_cannot_be_meant_is_refused),
	    TEST(test_range__notes_what_is_odd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
