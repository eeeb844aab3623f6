/* Looking at objects: their size and first bytes, wherever they lie, and what is said where not. */
#include "repository.h"

#include "done/repo.h"
#include "repo/pack.h"

struct world {
	char *dir, *repo;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	world->dir = test_dir_new();
	world->repo = test_path("%s/repo", world->dir);
	test_repo_new(world->repo);
	/* Versions that are deltas of each other, a start that is copied from the end, and small
	 * ones. */
	test_sh(world->repo,
	    "seq 200000 >a && (echo first; cat a) >b && (tail -c 900000 a; cat a) >c && "
	    "(cat a; seq 3) >d && printf x >x && : >empty && ln -s x link");
	test_commit(world->repo, "first");
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;

	test_dir_remove(world->dir);
	free(world->repo);
	free(world);
	return 0;
}

/* Every blob of HEAD, looked at with several lengths, against what git says. */
static void assert_looks(const struct world *world)
{
	static const size_t firsts[] = {0, 1, 100, 8000};
	static const char *const names[] = {"a", "b", "c", "d", "x", "empty", "link"};
	struct done_repo_options options = {.directory = world->repo, .verify = true};
	struct done_snapshot snapshot;
	struct done_error err = {0};
	struct done_repo *repo;
	struct done_oid head;

	assert_success(done_repo_open(&repo, &options, &err), err);
	assert_success(done_revision_resolve(repo, "HEAD", &head, &err), err);
	assert_success(done_snapshot_of_commit(repo, &head, &snapshot, &err), err);
	for (size_t i = 0; TEST_EACH(names, i, names[i]); i++) {
		for (size_t j = 0; TEST_EACH(firsts, j, NULL); j++) {
			const char *name = names[i];
			size_t first = firsts[j];
			struct done_buf whole = {0}, start = {0};
			struct done_entry entry;
			uint64_t size = 77;

			assert_int_equal(done_snapshot_find(&snapshot, name, &entry, &err), 1);
			assert_success(
			    snapshot.read(snapshot.self, &entry.oid, name, 1 << 24, &whole, &err),
			    err);
			assert_success(snapshot.look(snapshot.self, &entry.oid, name, first, &size,
			                   first ? &start : NULL, &err),
			    err);
			assert_int_equal(size, whole.len);
			assert_int_equal(start.len, whole.len < first ? whole.len : first);
			if (start.len)
				assert_memory_equal(start.ptr, whole.ptr, start.len);
			done_buf_release(&whole);
			done_buf_release(&start);
		}
	}
	done_snapshot_close(&snapshot);
	done_repo_close(repo);
}

static void test_look__is_right_wherever_the_object_lies(void **state)
{
	const struct world *world = *state;

	assert_looks(world); /* loose */
	test_git(world->repo, "repack -q -a -d -f --depth=50 --window=50");
	assert_looks(world);
	test_git(world->repo, "repack -q -a -d -f --window=0");
	assert_looks(world);
	/* Elsewhere, by alternates. */
	test_sh(world->dir, "git clone -q -s repo other");
	struct world other = *world;
	other.repo = test_path("%s/other", world->dir);
	assert_looks(&other);
	free(other.repo);
}

static void test_look__says_what_is_missing(void **state)
{
	const struct world *world = *state;
	struct done_repo_options options = {.directory = world->repo};
	struct done_snapshot snapshot;
	struct done_error err = {0};
	struct done_repo *repo;
	struct done_oid head, id;
	struct done_buf start = {0};
	uint64_t size = 77;

	assert_success(done_repo_open(&repo, &options, &err), err);
	assert_success(done_revision_resolve(repo, "HEAD", &head, &err), err);
	assert_success(done_snapshot_of_commit(repo, &head, &snapshot, &err), err);
	memset(&id, 7, sizeof(id));
	assert_int_equal(
	    snapshot.look(snapshot.self, &id, "gone", 10, &size, &start, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "gone");
	err = (struct done_error){0};
	assert_int_equal(snapshot.look(snapshot.self, &head, "a commit", 10, &size, &start, &err),
	    DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'a commit' is a commit, but must be a blob");
	assert_int_equal(size, 77);
	assert_int_equal(start.len, 0);
	done_snapshot_close(&snapshot);
	done_repo_close(repo);
}

static void test_delta__makes_no_more_than_its_bases_start_allows(void **state)
{
	/* Base of 100, result of 20: copies 4 from 2, inserts "xy", copies 14 from 50. */
	static const char delta[] = "\x64\x14\x91\x02\x04\x02xy\x91\x32\x0E";
	static const struct {
		size_t base, delta, len, made;
	} rows[] = {
	    {100, 11, 20, 20},
	    {100, 11, 5, 5},
	    {100, 11, 3, 3},
	    {60, 11, 20, 16},
	    {50, 11, 20, 6},
	    {4, 11, 20, 2},
	    {2, 11, 20, 0},
	    {0, 11, 20, 0},
	    {100, 8, 20, 6},
	    {100, 7, 20, 4},
	    {100, 2, 20, 0},
	    {100, 1, 20, 0},
	    {100, 0, 20, 0},
	    {100, 10, 20, 6},
	};
	char base[100], expected[21] = "", made[20];

	(void)state;
	for (size_t i = 0; i < sizeof(base); i++)
		base[i] = (char)('A' + i % 50);
	memcpy(expected, base + 2, 4);
	memcpy(expected + 4, "xy", 2);
	memcpy(expected + 6, base + 50, 14);
	for (size_t i = 0; TEST_EACH(rows, i, NULL); i++) {
		size_t nr = done_delta_start((struct done_bytes){base, rows[i].base},
		    (struct done_bytes){delta, rows[i].delta}, made, rows[i].len);

		if (nr != rows[i].made || memcmp(made, expected, nr) != 0)
			fail_msg("row %zu: %zu bytes were made", i, nr);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_look__is_right_wherever_the_object_lies, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_look__says_what_is_missing, set_up, tear_down),
	    cmocka_unit_test(test_delta__makes_no_more_than_its_bases_start_allows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
