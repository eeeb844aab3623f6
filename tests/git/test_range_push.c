/* What git says to the pre-push hook, and the range each ref is judged on. */
#include "world.h"

#include "done/range.h"

#define ZERO "0000000000000000000000000000000000000000"
#define LOST "1111111111111111111111111111111111111111"

/*
 * A clone "repo" of "origin.git": main with commits m1, m2 (m2 is origin/main), a branch "side"
 * from m1 with s1 and s2, of which origin has s1.
 */
static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;

	test_git(world->dir, "init -q --bare -b main origin.git");
	test_git(world->path, "remote add origin '%s/origin.git'", world->dir);
	test_commit(world->path, "m1");
	test_git(world->path, "tag m1");
	test_commit(world->path, "m2");
	test_git(world->path, "tag m2");
	test_git(world->path, "checkout -q -b side m1");
	test_commit(world->path, "s1");
	test_git(world->path, "tag s1");
	test_git(world->path, "push -q origin main side");
	test_commit(world->path, "s2");
	test_git(world->path, "tag s2");
	return 0;
}

/* Feeds the text as git would; $NAME in it stands for a revision. */
static int read_push(struct world *world, const char *remote, const char *text,
    struct done_push *out, struct done_error *err)
{
	char *name = test_path("%s/input", world->dir);
	struct done_buf buf = {0};

	done_buf_addstr(&buf, "");
	for (const char *at = text; *at;) {
		size_t len = *at == '$' ? strcspn(at, " \n") : 1;

		if (*at == '$') {
			char *revision = strndup(at + 1, len - 1);

			done_buf_addstr(&buf, world_name(world, revision));
			free(revision);
		} else {
			done_buf_addch(&buf, *at);
		}
		at += len;
	}
	FILE *fp = fopen(name, "w+");
	assert_non_null(fp);
	if (buf.len)
		assert_int_equal(fwrite(buf.ptr, 1, buf.len, fp), buf.len);
	rewind(fp);
	int rc = done_push_read(world->repo, &world->arena, remote, fileno(fp), out, err);
	fclose(fp);
	free(name);
	done_buf_release(&buf);
	return rc;
}

struct row {
	const char *line;   /* what git says */
	const char *base;   /* what it is judged from; NULL: passed over, "": no base */
	const char *from;   /* the merge base; "a b": both */
	const char *reason; /* part of it; NULL: none */
};

static void check_ref(struct world *world, const struct row *row, const struct done_push_ref *ref)
{
	if (!row->base) {
		assert_int_equal(ref->action, DONE_PUSH_PASS);
	} else {
		assert_int_equal(ref->action, DONE_PUSH_JUDGE);
		assert_int_equal(ref->range.has_base, *row->base != '\0');
	}
	if (row->base && *row->base) {
		assert_oid(world, &ref->range.base, row->base);
		assert_non_null(ref->range.base_name);
	}
	if (row->from && strchr(row->from, ' ')) {
		char first[8] = "";

		sscanf(row->from, "%7[^ ]", first);
		assert_int_equal(ref->range.nr_from, 2);
		assert_oid(world, &ref->range.from[0], first);
		assert_oid(world, &ref->range.from[1], strchr(row->from, ' ') + 1);
	} else if (row->from) {
		assert_int_equal(ref->range.nr_from, 1);
		assert_oid(world, &ref->range.from[0], row->from);
	} else {
		assert_int_equal(ref->range.nr_from, 0);
	}
	if (!row->reason)
		assert_null(ref->reason);
	else if (!ref->reason || !strstr(ref->reason, row->reason))
		fail_msg("expected '%s', got '%s'", row->reason, ref->reason);
}

static void check_rows(struct world *world, const char *remote, const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_push push = {0};
		struct done_error err = {0};

		assert_success(read_push(world, remote, rows[i].line, &push, &err), err);
		assert_int_equal(push.nr, 1);
		check_ref(world, &rows[i], &push.refs[0]);
	}
}

static void test_push__is_judged_ref_by_ref(void **state)
{
	static const struct row rows[] = {
	    /* a new branch */
	    {"refs/heads/side $s2 refs/heads/new " ZERO "\n", "m2", "m1", NULL},
	    /* one that is there: from the integration branch all the same */
	    {"refs/heads/side $s2 refs/heads/side $s1\n", "m2", "m1", NULL},
	    /* force push, the old tip lost */
	    {"refs/heads/side $s2 refs/heads/side " LOST "\n", "m2", "m1", "111111111111"},
	    /* the integration branch itself: from its old tip */
	    {"refs/heads/side $s2 refs/heads/main $s1\n", "s1", "s1", NULL},
	    /* set back: what it gives up counts */
	    {"HEAD~1 $m1 refs/heads/main $m2\n", "m2", "m2", NULL},
	    /* another branch brings nothing of its own then */
	    {"HEAD~1 $m1 refs/heads/side $s1\n", "m2", "m1", NULL},
	    {"refs/heads/side $s2 refs/heads/main $m2\n", "m2", "m1 m2", NULL},
	    /* deletion, zeros of any length */
	    {"(delete) " ZERO " refs/heads/side $s1\n", NULL, NULL, "deletion"},
	    {"(delete) 0000 refs/heads/side $s1\n", NULL, NULL, "deletion"},
	    {"refs/heads/side $s2 refs/heads/new " ZERO "000000000000000000000000\n", "m2", "m1",
	        NULL},
	    /* by expression, with spaces in it, by id */
	    {"HEAD~1 $s1 refs/heads/new " ZERO "\n", "m2", "m1", NULL},
	    {"HEAD@{1 second ago} $s2 refs/heads/new " ZERO "\n", "m2", "m1", NULL},
	    {"$s2 $s2 refs/heads/new " ZERO "\n", "m2", "m1", NULL},
	    /* what is no branch */
	    {"refs/notes/commits $s2 refs/notes/commits " ZERO "\n", NULL, NULL, "refs/notes/"},
	    {"refs/remotes/o/x $s2 refs/remotes/o/x " ZERO "\n", NULL, NULL, "refs/remotes/"},
	    {"HEAD $s2 refs/stash " ZERO "\n", NULL, NULL, "refs/stash"},
	    {"HEAD $s2 refs/for/main " ZERO "\n", "m2", "m1", NULL},
	    {"HEAD $s2 refs/review/x " ZERO "\n", "m2", "m1", NULL},
	    {"HEAD $s2 refs/stashed " ZERO "\n", "m2", "m1", NULL},
	    {"refs/tags/s2 $s2 refs/tags/s2 " ZERO "\n", "m2", "m1", NULL},
	    /* the last newline lost */
	    {"refs/heads/side $s2 refs/heads/new " ZERO, "m2", "m1", NULL},
	};
	struct world *world = *state;

	world_open(world, NULL);
	check_rows(world, "origin", rows, DONE_ARRAY_SIZE(rows));
}

static void test_push__of_tags(void **state)
{
	static const struct row rows[] = {
	    {"refs/tags/v1 $v1 refs/tags/v1 " ZERO "\n", "m2", "m1", NULL},
	    {"refs/tags/v2 $v2 refs/tags/v2 " ZERO "\n", "m2", "m1", NULL},
	    {"refs/tags/tree $tree refs/tags/tree " ZERO "\n", NULL, NULL, "no commit"},
	    {"refs/tags/blob $blob refs/tags/blob " ZERO "\n", NULL, NULL, "no commit"},
	};
	struct world *world = *state;

	test_git(world->path, "tag -a -m v1 v1 s2");
	test_git(world->path, "-c advice.nestedTag=false tag -a -m v2 v2 v1");
	test_git(world->path, "tag -a -m tree tree s2^{tree}");
	test_sh(world->path, "git tag blob $(echo x | git hash-object -w --stdin)");
	world_open(world, NULL);
	check_rows(world, "origin", rows, DONE_ARRAY_SIZE(rows));
	struct done_push push;
	struct done_error err = {0};
	assert_success(read_push(world, "origin", rows[1].line, &push, &err), err);
	assert_oid(world, &push.refs[0].range.head, "s2");
}

static void test_push__of_several_refs_gives_each_its_range(void **state)
{
	static const struct row rows[] = {
	    {NULL, "m2", "m1", NULL}, {NULL, NULL, NULL, "deletion"}, {NULL, "m1", "m1", NULL}};
	struct world *world = *state;
	struct done_push push;
	struct done_error err = {0};

	world_open(world, NULL);
	assert_success(read_push(world, "origin",
	                   "refs/heads/side $s2 refs/heads/side $s1\n"
	                   "(delete) " ZERO " refs/heads/x $s1\n"
	                   "HEAD $s1 refs/heads/main $m1\n",
	                   &push, &err),
	    err);
	assert_int_equal(push.nr, 3);
	for (size_t i = 0; i < 3; i++)
		check_ref(world, &rows[i], &push.refs[i]);
	assert_string_equal(push.refs[0].local_ref, "refs/heads/side");
	assert_string_equal(push.refs[0].remote_ref, "refs/heads/side");
	assert_string_equal(push.refs[1].local_ref, "(delete)");
	assert_string_equal(push.refs[0].range.base_name, "origin/main");
	assert_oid(world, &push.refs[0].range.head, "s2");
}

static void test_push__of_nothing_is_nothing(void **state)
{
	struct world *world = *state;
	struct done_push push = {NULL, 7};
	struct done_error err = {0};

	world_open(world, NULL);
	assert_success(read_push(world, "origin", "", &push, &err), err);
	assert_int_equal(push.nr, 0);
}

static void test_push__to_an_empty_remote_counts_everything_as_new(void **state)
{
	static const struct row rows[] = {
	    {"refs/heads/side $s2 refs/heads/main " ZERO "\n", "", NULL, "new"},
	    {"refs/heads/side $s2 refs/heads/master " ZERO "\n", "", NULL, "new"},
	    {"refs/heads/side $s2 refs/heads/main $s1\n", "s1", "s1", NULL},
	    {"refs/heads/side $s1 refs/heads/main $s2\n", "s2", "s2", NULL},
	};
	/* A remote that is not empty, or cannot be told from one that is not. */
	static const char *const undecided[] = {
	    "refs/heads/side $s2 refs/heads/side " ZERO "\n",
	    "refs/heads/side $s2 refs/heads/side " LOST "\n",
	    "refs/heads/side $s2 refs/heads/side $s1\n",
	    "refs/heads/side $s2 refs/heads/main " LOST "\n",
	    "refs/tags/s2 $s2 refs/tags/s2 " ZERO "\n",
	};
	struct world *world = *state;

	test_git(world->path,
	    "for-each-ref --format='%%(refname)' refs/remotes | xargs -n1 git "
	    "update-ref -d");
	world_open(world, NULL);
	check_rows(world, "origin", rows, DONE_ARRAY_SIZE(rows));
	for (size_t i = 0; TEST_EACH(undecided, i, undecided[i]); i++) {
		struct done_push push;
		struct done_error err = {0};

		assert_int_equal(
		    read_push(world, "origin", undecided[i], &push, &err), DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, "no integration branch of the remote 'origin'");
		assert_non_null(strstr(err.cure, "git fetch origin"));
	}
}

/* Names of refs, none of which is the integration branch for sure: never judged by its own policy.
 */
static void test_push__without_an_integration_branch(void **state)
{
	static const struct row upstream[] = {
	    {"refs/heads/side $s2 refs/heads/side " ZERO "\n", "m2", "m1",
	        "upstream 'origin/trunk'"},
	    {"refs/heads/side $s2 refs/heads/side $s1\n", "m2", "m1", "upstream 'origin/trunk'"},
	    {"HEAD $s2 refs/heads/other " ZERO "\n", "m2", "m1", "upstream 'origin/trunk'"},
	    {"(delete) " ZERO " refs/heads/side $s1\n", NULL, NULL, "deletion"},
	};
	static const struct {
		const char *upstream, *line;
	} undecided[] = {
	    /* none, its own copy, what is pushed to, a branch of this repository */
	    {NULL, "refs/heads/side $s2 refs/heads/side $s1\n"},
	    {NULL, "refs/heads/side $s2 refs/heads/new " ZERO "\n"},
	    {NULL, "refs/tags/s2 $s2 refs/tags/s2 " ZERO "\n"},
	    {"origin/side", "refs/heads/side $s2 refs/heads/new " ZERO "\n"},
	    {"origin/trunk", "refs/heads/side $s2 refs/heads/trunk $m2\n"},
	    {"main", "refs/heads/side $s2 refs/heads/side $s1\n"},
	    /* another revision than the branch's */
	    {"origin/trunk", "HEAD~1 $s1 refs/heads/x " ZERO "\n"},
	};
	struct world *world = *state;

	test_git(world->path, "update-ref refs/remotes/origin/trunk m2");
	test_git(world->path, "update-ref -d refs/remotes/origin/main");
	test_git(world->path, "branch -q --set-upstream-to=origin/trunk");
	world_open(world, NULL);
	check_rows(world, "origin", upstream, DONE_ARRAY_SIZE(upstream));
	for (size_t i = 0; TEST_EACH(undecided, i, undecided[i].upstream); i++) {
		struct done_push push = {NULL, 7};
		struct done_error err = {0};

		test_git(world->path, "branch -q %s%s",
		    undecided[i].upstream ? "--set-upstream-to=" : "--unset-upstream 2>&1 || :",
		    undecided[i].upstream ? undecided[i].upstream : "");
		world_open(world, NULL);
		if (read_push(world, "origin", undecided[i].line, &push, &err) != DONE_E_UNDECIDED)
			fail_msg("row %zu was taken", i);
		assert_error(err, DONE_E_UNDECIDED, "no integration branch of the remote");
		assert_non_null(strstr(err.cure, "git remote set-head origin --auto"));
		assert_int_equal(push.nr, 7);
	}
	/* By URL, and to a remote of which nothing is known: still one that is known has branches.
	 */
	test_git(world->path,
	    "branch --unset-upstream && git remote add up /nowhere && "
	    "git remote rename origin first 2>&1");
	world_open(world, NULL);
	struct done_push push;
	struct done_error err = {0};
	assert_int_equal(read_push(world, "up", undecided[1].line, &push, &err), DONE_E_UNDECIDED);
	err = (struct done_error){0};
	assert_int_equal(
	    read_push(world, "/other", undecided[1].line, &push, &err), DONE_E_UNDECIDED);
}

/* What is configured goes first; a fork need not have it, the usual remote must. */
static void test_push__by_the_configured_branch(void **state)
{
	static const struct row rows[] = {
	    {"refs/heads/side $s2 refs/heads/new " ZERO "\n", "s1", "s1", NULL},
	    {"refs/heads/side $s2 refs/heads/side $m1\n", "m1", "m1", NULL},
	};
	static const struct row fork = {
	    "refs/heads/side $s2 refs/heads/main " ZERO "\n", "s1", "s1", "origin/side"};
	struct world *world = *state;
	struct done_push push;
	struct done_error err = {0};

	test_git(world->path, "remote set-head origin main");
	test_git(world->path, "config done.integrationBranch side");
	test_git(
	    world->path, "remote add fork /nowhere && git update-ref refs/remotes/fork/main m1");
	world_open(world, NULL);
	check_rows(world, "origin", rows, DONE_ARRAY_SIZE(rows));
	check_rows(world, "fork", &fork, 1);
	test_git(world->path, "config done.integrationBranch gone");
	world_open(world, NULL);
	assert_int_equal(read_push(world, "origin", rows[0].line, &push, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'gone'");
	/* Nor is it passed over for the branch that the local one follows. */
	test_git(world->path, "branch -q --set-upstream-to=origin/main side");
	world_open(world, NULL);
	err = (struct done_error){0};
	assert_int_equal(read_push(world, "origin", rows[0].line, &push, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'gone'");
	test_git(world->path, "branch -q --unset-upstream side");
	/* The first push of all to an empty remote is possible nonetheless. */
	static const struct row first = {
	    "refs/heads/side $s2 refs/heads/gone " ZERO "\n", "", NULL, "new"};
	test_git(world->path,
	    "for-each-ref --format='%%(refname)' refs/remotes | xargs -n1 git "
	    "update-ref --no-deref -d");
	world_open(world, NULL);
	check_rows(world, "origin", &first, 1);
}

/* A fork that was never fetched: the change is still meant for origin. */
static void test_push__to_an_unknown_remote_is_judged_from_origin(void **state)
{
	static const struct row rows[] = {
	    {"refs/heads/side $s2 refs/heads/main " ZERO "\n", "m2", "m1", "origin/main"},
	};
	struct world *world = *state;

	test_git(world->path, "remote add fork /nowhere");
	world_open(world, NULL);
	check_rows(world, "fork", rows, 1);
	check_rows(world, "https://example.org/x.git", rows, 1);
	/* But what is set back there is not among what origin/main lacks. */
	static const struct row back[] = {
	    {"HEAD~1 $m1 refs/heads/main $m2\n", "m2", "m2", NULL},
	    {"HEAD~1 $m1 refs/heads/topic $m2\n", "m2", "m1", "origin/main"},
	};
	check_rows(world, "fork", back, 2);
	check_rows(world, "https://example.org/x.git", back, 2);
	/* By the URL of a remote that is known it is that remote. */
	static const struct row plain = {
	    "refs/heads/side $s2 refs/heads/main $m1\n", "m1", "m1", NULL};
	char *url = test_path("%s/origin.git", world->dir);
	check_rows(world, url, &plain, 1);
	free(url);
}

static void test_push__of_unrelated_history_is_noted(void **state)
{
	struct world *world = *state;
	struct done_push push;
	struct done_error err = {0};

	test_git(world->path, "checkout -q --orphan other");
	test_commit(world->path, "other");
	world_open(world, NULL);
	assert_success(
	    read_push(world, "origin", "HEAD $other refs/heads/other " ZERO "\n", &push, &err),
	    err);
	assert_true(push.refs[0].range.has_base);
	assert_int_equal(push.refs[0].range.nr_from, 0);
	assert_non_null(strstr(push.refs[0].range.note, "no history"));
}

static void test_push__that_git_would_not_write_is_undecided(void **state)
{
	static const char *const rows[] = {
	    "x\n",
	    "\n",
	    "refs/heads/side $s2 refs/heads/new\n",
	    " $s2 refs/heads/new " ZERO "\n",
	    "refs/heads/side s2 refs/heads/new " ZERO "\n",
	    "refs/heads/side $s2 refs/heads/new 123\n",
	    "refs/heads/side $s2 refs/heads/new " ZERO " \n",
	    "refs/heads/side " LOST " refs/heads/new " ZERO "\n",
	    /* what it throws away on the integration branch is not known */
	    "HEAD~1 $m1 refs/heads/main " LOST "\n",
	    "refs/heads/side $s2 refs/heads/main " LOST "\n",
	    "refs/heads/side $s2 refs/heads/new " ZERO "\n\nrefs/heads/side $s2 refs/heads/b " ZERO
	    "\n",
	};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++) {
		struct done_push push = {NULL, 7};
		struct done_error err = {0};

		if (read_push(world, "origin", rows[i], &push, &err) != DONE_E_UNDECIDED)
			fail_msg("row %zu was taken: %s", i, rows[i]);
		assert_int_equal(push.nr, 7);
	}
}

static void test_push__has_limits(void **state)
{
	struct world *world = *state;
	struct done_push push;
	struct done_error err = {0};
	struct done_buf buf = {0};

	world_open(world, NULL);
	for (int i = 0; i < 10000; i++)
		done_buf_addf(&buf, "(delete) 0 refs/heads/x%d 0\n", i);
	assert_success(read_push(world, "origin", buf.ptr, &push, &err), err);
	assert_int_equal(push.nr, 10000);
	done_buf_addstr(&buf, "(delete) 0 refs/heads/x 0\n");
	assert_int_equal(read_push(world, "origin", buf.ptr, &push, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "10,000");

	done_buf_clear(&buf);
	err = (struct done_error){0};
	done_buf_addstr(&buf, "(delete) 0 refs/heads/");
	while (buf.len < 8300)
		done_buf_addch(&buf, 'x');
	done_buf_addstr(&buf, " 0\n");
	assert_int_equal(read_push(world, "origin", buf.ptr, &push, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "8 KiB");
	done_buf_release(&buf);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_push__is_judged_ref_by_ref),
	    TEST(test_push__of_tags),
	    TEST(test_push__of_several_refs_gives_each_its_range),
	    TEST(test_push__of_nothing_is_nothing),
	    TEST(test_push__to_an_empty_remote_counts_everything_as_new),
	    TEST(test_push__without_an_integration_branch),
	    TEST(test_push__by_the_configured_branch),
	    TEST(test_push__to_an_unknown_remote_is_judged_from_origin),
	    TEST(test_push__of_unrelated_history_is_noted),
	    TEST(test_push__that_git_would_not_write_is_undecided),
	    TEST(test_push__has_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
