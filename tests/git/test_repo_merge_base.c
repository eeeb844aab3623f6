/* Merge bases, held against git merge-base --all on generated graphs, whole and shallow. */
#include "world.h"

enum { COMMITS = 60, PAIRS = 150 };

/* How many parents the i-th commit has: now and then none, often two, so that lines cross. */
static unsigned long parents_of(struct world *world, unsigned long i)
{
	static const unsigned char often[] = {1, 1, 1, 2, 2, 2, 2, 3};

	if (i == 1 || world_random(world, 25) == 0)
		return 0;
	return often[world_random(world, sizeof(often))];
}

/*
 * A random graph: merges of two and three, lines that cross, and clocks that run wrong by up to
 * skew seconds. Each commit gets a branch, so that a clone takes all.
 */
static void make_graph(struct world *world, unsigned long skew)
{
	struct done_buf buf = {0};

	for (unsigned long i = 1; i <= COMMITS; i++) {
		unsigned long nr = parents_of(world, i);

		done_buf_addf(&buf,
		    "commit refs/heads/c%lu\nmark :%lu\ncommitter A <a@example.org> %lu +0000\n"
		    "data <<X\n%lu\nX\n",
		    i, i, 1700000000 + i * 60 + (skew ? world_random(world, skew) : 0), i);
		for (unsigned long j = 0; j < nr; j++) {
			unsigned long back = 1 + j * 6 + world_random(world, 6);

			if (back < i)
				done_buf_addf(&buf, "%s :%lu\n", j ? "merge" : "from", i - back);
		}
		done_buf_addstr(&buf, "deleteall\n");
	}
	test_write_bytes(world->path, "../input", buf.ptr, buf.len);
	test_sh(world->path, "git fast-import --quiet --force <../input");
	done_buf_release(&buf);
}

struct pair {
	unsigned long a, b;
	char *expected; /* ids, ascending, a space behind each */
};

/* Asks git about all pairs at once. */
static void ask_git(struct world *world, struct pair *pairs)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < PAIRS; i++) {
		pairs[i].a = 1 + world_random(world, COMMITS);
		pairs[i].b = 1 + world_random(world, COMMITS);
		done_buf_addf(&buf, "c%lu c%lu\n", pairs[i].a, pairs[i].b);
	}
	test_write_bytes(world->path, "../pairs", buf.ptr, buf.len);
	char *text = test_output(world->path,
	    "while read a b; do echo $(git merge-base --all $a $b | sort) .; done <../pairs");
	char *at = text;
	for (size_t i = 0; i < PAIRS; i++) {
		size_t len = strcspn(at, ".");

		pairs[i].expected = strndup(at, len);
		at += len + 2;
	}
	free(text);
	done_buf_release(&buf);
}

static int ask_us(struct world *world, const struct done_oid *oids, const struct pair *pair,
    struct done_buf *out, struct done_error *err)
{
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	size_t nr = 0;
	int rc = done_merge_bases(world->repo, &oids[pair->a], &oids[pair->b], bases, &nr, err);

	done_buf_clear(out);
	done_buf_addstr(out, "");
	for (size_t i = 0; rc >= 0 && i < nr; i++) {
		char hex[DONE_OID_HEX + 1];

		done_oid_hex(&bases[i], hex);
		done_buf_addf(out, "%s ", hex);
	}
	if (!out->len)
		done_buf_addch(out, ' ');
	return rc;
}

static void read_oids(struct world *world, struct done_oid *oids)
{
	for (int i = 1; i <= COMMITS; i++) {
		char name[16];

		snprintf(name, sizeof(name), "c%d", i);
		oids[i] = world_oid(world, name);
	}
}

static void compare(struct world *world, unsigned long seed, unsigned long skew, size_t *several)
{
	struct done_oid oids[COMMITS + 1];
	struct pair pairs[PAIRS];
	struct done_buf buf = {0};

	world->seed = seed;
	make_graph(world, skew);
	ask_git(world, pairs);
	read_oids(world, oids);
	world_open(world, NULL);
	for (size_t i = 0; i < PAIRS; i++) {
		struct done_error err = {0};

		assert_success(ask_us(world, oids, &pairs[i], &buf, &err), err);
		assert_string_equal(buf.ptr, *pairs[i].expected ? pairs[i].expected : " ");
		*several += strlen(pairs[i].expected) > 41;
		free(pairs[i].expected);
	}
	done_buf_release(&buf);
}

static void test_merge_bases__equal_those_of_git(void **state)
{
	static const struct {
		unsigned long seed, skew;
	} rows[] = {{1, 0}, {2, 0}, {3, 600}, {4, 100000}};
	size_t several = 0;

	for (size_t i = 0; TEST_EACH(rows, i, NULL); i++)
		compare(*state, rows[i].seed, rows[i].skew, &several);
	/* Else the graphs were too simple to prove anything. */
	assert_true(several > 20);
}

/*
 * In shallow clones of the same graph an answer is the whole repository's answer, or there is
 * none. Both have to come, else this proves nothing.
 */
static void test_merge_bases__in_a_shallow_clone_are_right_or_undecided(void **state)
{
	struct world *world = *state;
	struct done_oid oids[COMMITS + 1];
	struct pair pairs[PAIRS];
	struct done_buf buf = {0};
	size_t answered = 0, refused = 0;

	make_graph(world, 600);
	ask_git(world, pairs);
	read_oids(world, oids);
	for (int depth = 1; depth < 8; depth++) {
		char *clone = test_path("%s/depth%d", world->dir, depth);

		test_repo_new(clone);
		test_git(clone, "fetch -q --depth %d 'file://%s' c60 c59 c56 c50 c49 2>&1", depth,
		    world->path);
		world_open(world, clone);
		for (size_t i = 0; i < PAIRS; i++) {
			struct done_error err = {0};

			if (ask_us(world, oids, &pairs[i], &buf, &err) < 0) {
				assert_int_equal(err.code, DONE_E_UNDECIDED);
				refused++;
				continue;
			}
			assert_string_equal(buf.ptr, *pairs[i].expected ? pairs[i].expected : " ");
			answered++;
		}
		free(clone);
	}
	assert_true(answered > 100);
	assert_true(refused > 100);
	for (size_t i = 0; i < PAIRS; i++)
		free(pairs[i].expected);
	done_buf_release(&buf);
}

/* main and side part at "fork"; five commits on each. */
static void make_fork(struct world *world)
{
	test_commit(world->path, "root");
	test_commit(world->path, "fork");
	test_git(world->path, "tag fork");
	for (int i = 0; i < 5; i++)
		test_commit(world->path, "main");
	test_git(world->path, "checkout -q -b side fork");
	for (int i = 0; i < 5; i++)
		test_commit(world->path, "side");
}

static void clone(struct world *world, const char *name, int depth)
{
	char *path = test_path("%s/%s", world->dir, name);

	test_git(world->dir,
	    "clone -q --no-tags --no-single-branch --depth %d 'file://%s' '%s' 2>&1", depth,
	    world->path, path);
	world_open(world, path);
	free(path);
}

static void test_merge_bases__above_the_cut_are_found(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error err = {0};
	size_t nr = 0;

	make_fork(world);
	struct done_oid base = world_oid(world, "main"), head = world_oid(world, "side");
	clone(world, "exact", 6); /* the fork itself is the last commit that is here */
	assert_success(done_merge_bases(world->repo, &base, &head, bases, &nr, &err), err);
	assert_int_equal(nr, 1);
	assert_oid(world, &bases[0], "fork");

	clone(world, "short", 5);
	assert_int_equal(
	    done_merge_bases(world->repo, &base, &head, bases, &nr, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "the shallow history ends");
	assert_non_null(strstr(err.cure, "git fetch --unshallow"));
	assert_non_null(strstr(err.cure, "fetch-depth: 0"));
}

/* All that lies below a common ancestor is one, too: it must not be collected. */
static void test_merge_bases__above_a_long_history_are_found(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error err = {0};
	struct done_buf buf = {0};
	size_t nr = 0;

	for (int i = 1; i <= 2000; i++)
		done_buf_addf(
		    &buf, "commit refs/heads/main\ncommitter A <a> %d +0000\ndata 0\n", i * 10);
	test_write_bytes(world->path, "../input", buf.ptr, buf.len);
	test_sh(world->path, "git fast-import --quiet <../input");
	test_git(world->path, "tag fork main");
	test_commit(world->path, "one");
	test_git(world->path, "checkout -q -b side fork");
	test_commit(world->path, "two");
	struct done_oid base = world_oid(world, "main"), head = world_oid(world, "side");
	world_open(world, NULL);
	assert_success(done_merge_bases(world->repo, &base, &head, bases, &nr, &err), err);
	assert_int_equal(nr, 1);
	assert_oid(world, &bases[0], "fork");
	done_buf_release(&buf);
}

/* What CI systems check out: a merge of the branch into its base, two commits deep. */
static void test_merge_bases__of_a_merge_and_its_parent_need_no_history(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error err = {0};
	size_t nr = 0;

	make_fork(world);
	test_git(world->path, "checkout -q --detach main");
	test_tick();
	test_git(world->path, "merge -q --no-ff -m merge side");
	test_git(world->path, "checkout -q -b merged");
	struct done_oid head = world_oid(world, "merged");
	for (int i = 1; i <= 2; i++) {
		struct done_oid base = world_oid(world, i == 1 ? "merged^1" : "merged^2");

		clone(world, i == 1 ? "one" : "two", 2);
		assert_success(done_merge_bases(world->repo, &base, &head, bases, &nr, &err), err);
		assert_int_equal(nr, 1);
		assert_true(done_oid_equal(&bases[0], &base));
	}
	assert_success(done_merge_bases(world->repo, &head, &head, bases, &nr, &err), err);
	assert_int_equal(nr, 1);
	assert_true(done_oid_equal(&bases[0], &head));
}

static void test_merge_bases__of_unrelated_histories_are_none(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error err = {0};
	size_t nr = 7;

	make_fork(world);
	test_git(world->path, "checkout -q --orphan other");
	test_commit(world->path, "other");
	struct done_oid base = world_oid(world, "main"), head = world_oid(world, "other");
	world_open(world, NULL);
	assert_success(done_merge_bases(world->repo, &base, &head, bases, &nr, &err), err);
	assert_int_equal(nr, 0);
}

/* git obeys replacements; a pushed refs/replace/ must not change a verdict. */
static void test_merge_bases__ignore_replacements(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX];
	struct done_error err = {0};
	size_t nr = 0;

	make_fork(world);
	struct done_oid base = world_oid(world, "main"), head = world_oid(world, "side");
	test_git(world->path, "replace --graft side~4");
	assert_int_not_equal(test_git_status(world->path, "merge-base main side"), 0);
	world_open(world, NULL);
	assert_success(done_merge_bases(world->repo, &base, &head, bases, &nr, &err), err);
	assert_int_equal(nr, 1);
	assert_oid(world, &bases[0], "fork");
}

static void test_merge_bases__of_a_missing_commit_are_undecided(void **state)
{
	struct world *world = *state;
	struct done_oid bases[DONE_MERGE_BASES_MAX], missing;
	struct done_error err = {0};
	size_t nr = 7;

	make_fork(world);
	struct done_oid head = world_oid(world, "side");
	assert_true(done_oid_parse("1111111111111111111111111111111111111111", &missing));
	world_open(world, NULL);
	assert_int_equal(
	    done_merge_bases(world->repo, &missing, &head, bases, &nr, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "1111111");
	assert_int_equal(nr, 7);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_merge_bases__equal_those_of_git),
	    TEST(test_merge_bases__in_a_shallow_clone_are_right_or_undecided),
	    TEST(test_merge_bases__above_the_cut_are_found),
	    TEST(test_merge_bases__above_a_long_history_are_found),
	    TEST(test_merge_bases__of_a_merge_and_its_parent_need_no_history),
	    TEST(test_merge_bases__of_unrelated_histories_are_none),
	    TEST(test_merge_bases__ignore_replacements),
	    TEST(test_merge_bases__of_a_missing_commit_are_undecided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
