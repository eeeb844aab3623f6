/* What git says to pre-receive and update, and the range each ref is judged on. */
#include "world.h"

#include "done/range.h"

#define ZERO "0000000000000000000000000000000000000000"
#define LOST "1111111111111111111111111111111111111111"

/* A server's "repo": main with commits m1, m2, a branch "side" from m1 with s1; s2 on it is pushed,
 * as are "own", without history in common, and a tag of it. */
static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;

	test_commit(world->path, "m1");
	test_git(world->path, "tag m1");
	test_commit(world->path, "m2");
	test_git(world->path, "tag m2");
	test_git(world->path, "checkout -q -b side m1");
	test_commit(world->path, "s1");
	test_git(world->path, "tag s1");
	test_commit(world->path, "s2");
	test_git(world->path, "tag s2");
	test_git(world->path, "tag -a -m v1 v1 s2");
	test_git(world->path, "tag tree s2^{tree}");
	test_git(world->path, "checkout -q --orphan own");
	test_commit(world->path, "own");
	test_git(world->path, "tag own-root");
	test_git(world->path, "checkout -q main");
	test_git(world->path, "branch -q -D own");
	test_git(world->path, "branch -q -f side s1");
	return 0;
}

/* $NAME in the text stands for a revision. */
static const char *fill_in(struct world *world, const char *text)
{
	struct done_buf buf = {0};
	const char *filled;

	done_buf_addstr(&buf, "");
	for (const char *at = text; *at;) {
		size_t len = *at == '$' ? strcspn(at, " \n") : 1;

		if (*at == '$')
			done_buf_addstr(&buf,
			    world_name(world, done_arena_strndup(&world->arena, at + 1, len - 1)));
		else
			done_buf_addch(&buf, *at);
		at += len;
	}
	filled = done_arena_strdup(&world->arena, buf.ptr);
	done_buf_release(&buf);
	return filled;
}

static int read_received(
    struct world *world, const char *text, struct done_push *out, struct done_error *err)
{
	return done_receive_read(world->repo, &world->arena, fill_in(world, text), -1, out, err);
}

struct row {
	const char *line;
	const char *base; /* NULL: passed over, "": everything is new, "?": in doubt */
	const char *from; /* the merge base, NULL: none */
};

static void check_rows(struct world *world, const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_push push = {0};
		struct done_error err = {0};
		const struct done_push_ref *ref;

		assert_success(read_received(world, rows[i].line, &push, &err), err);
		assert_int_equal(push.nr, 1);
		ref = &push.refs[0];
		if (!rows[i].base) {
			assert_int_equal(ref->action, DONE_PUSH_PASS);
			assert_non_null(ref->reason);
		} else if (!strcmp(rows[i].base, "?")) {
			assert_int_equal(ref->action, DONE_PUSH_DOUBT);
			assert_int_equal(ref->doubt.code, DONE_E_UNDECIDED);
		} else {
			assert_int_equal(ref->action, DONE_PUSH_JUDGE);
			assert_int_equal(ref->range.has_base, *rows[i].base != '\0');
		}
		if (ref->range.has_base)
			assert_oid(world, &ref->range.base, rows[i].base);
		if (rows[i].from)
			assert_oid(world, &ref->range.from[0], rows[i].from);
		else
			assert_int_equal(ref->range.nr_from, 0);
	}
}

static void test_receive__judges_by_what_the_server_has(void **state)
{
	static const struct row rows[] = {
	    {ZERO " $s2 refs/heads/new\n", "m2", "m1"},
	    {"$s1 $s2 refs/heads/side\n", "m2", "m1"},
	    /* the old value is the pusher's word, and counts for nothing */
	    {LOST " $s2 refs/heads/side\n", "m2", "m1"},
	    {"$m2 $s2 refs/heads/main\n", "m2", "m1"},
	    {"$s1 $s2 refs/heads/main\n", "m2", "m1"},
	    {ZERO " $s2 refs/heads/main", "m2", "m1"},
	    /* set back */
	    {"$m2 $m1 refs/heads/main\n", "m2", "m2"},
	    {"$s1 $m1 refs/heads/side\n", "m2", "m1"},
	    /* no history in common */
	    {"$m2 $own-root refs/heads/main\n", "m2", NULL},
	    {ZERO " $own-root refs/heads/own\n", "m2", NULL},
	    /* tags, and names for review */
	    {ZERO " $v1 refs/tags/v1\n", "m2", "m1"},
	    {ZERO " $tree refs/tags/tree\n", NULL, NULL},
	    {ZERO " $s2 refs/for/main\n", "m2", "m1"},
	    {ZERO " $s2 refs/notes/commits\n", NULL, NULL},
	    /* deletions; of the integration branch only where there is no policy */
	    {"$s1 " ZERO " refs/heads/side\n", NULL, NULL},
	    {"$s1 0000 refs/heads/side\n", NULL, NULL},
	    {"$m2 " ZERO " refs/heads/main\n", "?", NULL},
	    /* by another name of it, on the server */
	    {"$m2 $m1 refs/heads/alias\n", "m2", "m2"},
	    {"$m2 " ZERO " refs/heads/alias\n", "?", NULL},
	};
	struct world *world = *state;

	test_git(world->path, "symbolic-ref refs/heads/alias refs/heads/main");
	world_open(world, NULL);
	check_rows(world, rows, DONE_ARRAY_SIZE(rows));
}

static void test_receive__of_several_refs_none_sees_the_others(void **state)
{
	struct world *world = *state;
	struct done_push push = {0};
	struct done_error err = {0};

	world_open(world, NULL);
	assert_success(read_received(world,
	                   "$m2 $s2 refs/heads/main\n$s1 " ZERO " refs/heads/side\n" ZERO
	                   " $s2 refs/heads/new\n",
	                   &push, &err),
	    err);
	assert_int_equal(push.nr, 3);
	assert_oid(world, &push.refs[0].range.base, "m2");
	assert_int_equal(push.refs[1].action, DONE_PUSH_PASS);
	assert_oid(world, &push.refs[2].range.base, "m2");
}

/* How a server comes to name its integration branch: what is done to it, and the answer. */
static void test_receive__knows_the_integration_branch(void **state)
{
	static const struct {
		const char *command, *line, *base;
	} rows[] = {
	    {"git config done.integrationBranch side", ZERO " $s2 refs/heads/x\n", "s1"},
	    {"git config done.integrationBranch refs/heads/side", ZERO " $s2 refs/heads/x\n", "s1"},
	    {"git config done.integrationBranch gone", ZERO " $s2 refs/heads/x\n", "?"},
	    /* it comes now: everything is new */
	    {"git config done.integrationBranch gone", ZERO " $s2 refs/heads/gone\n", ""},
	    {"git config done.integrationBranch gone", ZERO " $s2 refs/heads/main\n", "?"},
	    {"git config --unset done.integrationBranch", ZERO " $s2 refs/heads/x\n", "m2"},
	    {"git symbolic-ref HEAD refs/heads/side", ZERO " $s2 refs/heads/x\n", "s1"},
	    /* 'git init' named one that nobody pushes */
	    {"git symbolic-ref HEAD refs/heads/nothing", ZERO " $s2 refs/heads/x\n", "m2"},
	    {"git branch -q -m main trunk", ZERO " $s2 refs/heads/x\n", "?"},
	    {"git branch -q -m side master", ZERO " $s2 refs/heads/x\n", "s1"},
	    {"git branch -q -D master", ZERO " $s2 refs/heads/x\n", "m2"},
	    {"git branch -q -D trunk", ZERO " $s2 refs/heads/x\n", ""},
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++) {
		struct row row = {rows[i].line, rows[i].base, NULL};

		test_sh(world->path, "%s", rows[i].command);
		if (*row.base && *row.base != '?')
			row.from = strcmp(row.base, "s1") ? "m1" : "s1";
		world_open(world, NULL);
		check_rows(world, &row, 1);
	}
}

static void test_receive__refuses_what_git_does_not_say(void **state)
{
	static const struct {
		const char *text;
		int code;
		const char *message;
	} rows[] = {
	    {"x\n", DONE_E_UNDECIDED, "line 1 of git's list of refs"},
	    {"$m1 $m2\n", DONE_E_UNDECIDED, "line 1 of"},
	    {"$m1 $m2 refs/heads/a b\n", DONE_E_UNDECIDED, "line 1 of"},
	    {"$m1 m2 refs/heads/a\n", DONE_E_UNDECIDED, "line 1 of"},
	    {ZERO " $m2 refs/heads/a\n\n", DONE_E_UNDECIDED, "line 2 of"},
	    {ZERO " " LOST " refs/heads/a\n", DONE_E_UNDECIDED, LOST},
	};
	struct world *world = *state;

	world_open(world, NULL);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_push push = {0};
		struct done_error err = {0};

		assert_int_equal(read_received(world, rows[i].text, &push, &err), rows[i].code);
		if (!strstr(err.message, rows[i].message))
			fail_msg("got '%s'", err.message);
		assert_null(push.refs);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_receive__judges_by_what_the_server_has, setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_receive__of_several_refs_none_sees_the_others, setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_receive__knows_the_integration_branch, setup, world_teardown),
	    cmocka_unit_test_setup_teardown(
	        test_receive__refuses_what_git_does_not_say, setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
