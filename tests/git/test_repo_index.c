/* The index as a snapshot, in every format git writes. */
#include "world.h"

static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;
	const char *path = world->path;

	test_write(path, "a", "1\n");
	test_write(path, "d/x", "1\n");
	test_write(path, "d.y", "1\n");
	test_write(path, "d/e/f", "1\n");
	test_write(path, "empty", "");
	test_commit(path, "first");
	/* Staged: one new, one changed, one gone, one executable. Not staged: an edit, a plan to
	 * add. */
	test_write(path, "d/new", "2\n");
	test_write(path, "d/e/f", "2\n");
	test_git(path, "add -A && git rm -q --cached d.y && git update-index --chmod=+x a");
	test_write(path, "d/new", "not staged\n");
	test_write(path, "planned", "3\n");
	test_git(path, "add -N planned");
	return 0;
}

static const char *const staged = "M a\nD d.y\nM d/e/f\nA d/new\n";

static void add_change(struct done_buf *buf, const struct done_change *change)
{
	static const char letters[] = {
	    [DONE_ADDED] = 'A', [DONE_DELETED] = 'D', [DONE_MODIFIED] = 'M'};

	done_buf_addf(buf, "%c %s\n", letters[change->kind], change->path);
}

/* What is staged against HEAD, as the gate sees it. */
static int show_staged(struct world *world, struct done_buf *out, struct done_error *err)
{
	struct done_oid head = world_oid(world, "HEAD");
	struct done_snapshot from = {0}, to = {0};
	struct done_changes changes = {0};
	int rc = done_snapshot_of_commit(world->repo, &head, &from, err);

	if (rc >= 0)
		rc = done_snapshot_of_index(world->repo, &to, err);
	if (rc >= 0)
		rc = done_changes_between(&from, &to, &world->arena, &changes, err);
	done_buf_clear(out);
	done_buf_addstr(out, "\n");
	for (size_t i = 0; i < changes.nr; i++)
		add_change(out, &changes.items[i]);
	done_snapshot_close(&from);
	done_snapshot_close(&to);
	return rc;
}

static void assert_staged(struct world *world, const char *expected)
{
	struct done_error err = {0};
	struct done_buf buf = {0};

	world_open(world, NULL);
	assert_success(show_staged(world, &buf, &err), err);
	assert_string_equal(buf.ptr + 1, expected);
	done_buf_release(&buf);
}

static void assert_refused(struct world *world, const char *part)
{
	struct done_error err = {0};
	struct done_buf buf = {0};

	world_open(world, NULL);
	assert_int_equal(show_staged(world, &buf, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, part);
	assert_true(err.cure[0]);
	done_buf_release(&buf);
}

static void test_index__shows_what_is_staged(void **state)
{
	assert_staged(*state, staged);
}

static void test_index__has_directories(void **state)
{
	struct world *world = *state;
	struct done_snapshot index;
	const struct done_directory *directory;
	struct done_error err = {0};
	struct done_entry entry;

	world_open(world, NULL);
	assert_success(done_snapshot_of_index(world->repo, &index, &err), err);
	assert_int_equal(index.list(index.self, "d", &directory, &err), 1);
	assert_int_equal(directory->nr, 3);
	assert_string_equal(directory->entries[0].name, "e");
	assert_int_equal(directory->entries[0].kind, DONE_ENTRY_DIRECTORY);
	assert_false(directory->entries[0].has_oid);
	assert_string_equal(directory->entries[1].name, "new");
	assert_int_equal(index.list(index.self, "a", &directory, &err), 0);
	assert_int_equal(index.list(index.self, "d/e/f", &directory, &err), 0);
	assert_int_equal(done_snapshot_find(&index, "d/e/f", &entry, &err), 1);
	assert_true(entry.has_oid);
	assert_int_equal(done_snapshot_find(&index, "planned", &entry, &err), 0);
	assert_int_equal(done_snapshot_find(&index, "a", &entry, &err), 1);
	assert_true(entry.executable);

	struct done_buf buf = {0};
	assert_int_equal(done_snapshot_find(&index, "d/new", &entry, &err), 1);
	assert_success(index.read(index.self, &entry.oid, "d/new", 100, &buf, &err), err);
	assert_string_equal(buf.ptr, "2\n");
	done_buf_release(&buf);
	done_snapshot_close(&index);
}

/* What libgit2 cannot read, git reads for us; and the same is seen. */
static void test_index__is_read_in_every_format(void **state)
{
	static const char *const commands[] = {
	    "git update-index --index-version 4",
	    "git update-index --split-index",
	    "git update-index --no-split-index && git update-index --index-version 2",
	    "git update-index --untracked-cache",
	    "git config index.sparse true && git config core.sparseCheckout true && "
	    "git config core.sparseCheckoutCone true && echo '/*\n!/*/' "
	    ">.git/info/sparse-checkout && "
	    "git stash list",
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(commands, i, commands[i]); i++) {
		test_sh(world->path, "%s", commands[i]);
		assert_staged(world, staged);
	}
}

static void test_index__is_read_when_sparse(void **state)
{
	struct world *world = *state;

	test_git(world->path, "reset -q --hard && git clean -qfd");
	test_git(world->path, "sparse-checkout init --cone --sparse-index");
	test_write(world->path, "a", "2\n");
	test_git(world->path, "add a");
	assert_int_equal(test_git_status(world->path, "ls-files --sparse | grep -q ^d/$"), 0);
	assert_staged(world, "M a\n");
}

/* git 2.40 and newer leave the hash out when told so. */
static void test_index__is_read_without_its_hash(void **state)
{
	struct world *world = *state;

	test_sh(world->path,
	    "size=$(($(wc -c <.git/index) - 20)) && head -c $size .git/index >new && "
	    "head -c 20 /dev/zero >>new && mv new .git/index");
	if (test_git_status(world->path, "-c core.fsmonitor=false ls-files"))
		skip();
	assert_staged(world, staged);
}

/* What git does under `git commit -a`: an index of its own, which a plain open overlooks. */
static void test_index__is_the_one_that_git_names(void **state)
{
	struct world *world = *state;
	char *name = test_path("%s/repo/.git/next-index-1.lock", world->dir);

	test_sh(world->path, "cp .git/index '%s' && git reset -q", name);
	assert_staged(world, "");
	setenv("GIT_INDEX_FILE", name, 1);
	assert_staged(world, staged);
	test_git(world->path, "update-index --split-index");
	assert_staged(world, staged);
	setenv("GIT_INDEX_FILE", "/nowhere/index", 1);
	assert_refused(world, "'/nowhere/index'");
	free(name);
}

/* git lists only what lies in the current directory, if it knows where the work tree is. */
static void test_index__is_read_whole_from_below_the_top(void **state)
{
	struct world *world = *state;
	char *below = test_path("%s/d", world->path);

	test_git(world->path, "config core.worktree '%s' && git update-index --split-index",
	    world->path);
	assert_int_equal(chdir(below), 0);
	assert_staged(world, staged);
	assert_int_equal(chdir("/"), 0);
	free(below);
}

static void test_index__of_a_linked_worktree(void **state)
{
	struct world *world = *state;
	char *path = test_path("%s/linked", world->dir);
	struct done_error err = {0};
	struct done_buf buf = {0};

	test_git(world->path, "worktree add -q '%s' 2>&1", path);
	test_write(path, "other", "1\n");
	test_git(path, "add -A");
	for (int split = 0; split < 2; split++) {
		world_open(world, path);
		assert_success(show_staged(world, &buf, &err), err);
		assert_string_equal(buf.ptr, "\nA other\n");
		test_git(path, "update-index --split-index");
	}
	done_buf_release(&buf);
	free(path);
}

static void test_index__that_cannot_be_read_is_undecided(void **state)
{
	struct world *world = *state;

	test_sh(world->path, "cp .git/index kept && head -c 100 kept >.git/index");
	assert_refused(world, ".git/index'");
	test_sh(world->path, "tr d e <kept >.git/index");
	assert_refused(world, ".git/index'");
	test_sh(world->path, ": >.git/index");
	assert_refused(world, "empty");
	test_sh(world->path, "rm .git/index");
	assert_refused(world, "No such file");
	test_sh(world->path, "mkdir .git/index");
	assert_refused(world, "not a regular file");
}

static void test_index__with_a_conflict_is_undecided(void **state)
{
	struct world *world = *state;

	test_git(world->path, "reset -q --hard && git clean -qfd && git checkout -q -b side");
	test_write(world->path, "a", "side\n");
	test_commit(world->path, "side");
	test_git(world->path, "checkout -q main");
	test_write(world->path, "a", "main\n");
	test_commit(world->path, "main");
	assert_int_not_equal(test_git_status(world->path, "merge side"), 0);
	assert_refused(world, "conflict in 'a'");
	test_git(world->path, "update-index --split-index");
	assert_refused(world, "conflict in 'a'");
}

static void test_index__of_a_new_repository_is_empty(void **state)
{
	struct world *world = *state;
	char *path = test_path("%s/fresh", world->dir);
	struct done_snapshot index;
	const struct done_directory *directory;
	struct done_error err = {0};

	test_repo_new(path);
	world_open(world, path);
	assert_success(done_snapshot_of_index(world->repo, &index, &err), err);
	assert_int_equal(index.list(index.self, "", &directory, &err), 1);
	assert_int_equal(directory->nr, 0);
	done_snapshot_close(&index);
	free(path);
}

/* Nothing of ours may write where git is at work, nor take a lock there. */
static void test_index__is_left_as_it_was(void **state)
{
	struct world *world = *state;

	for (int split = 0; split < 2; split++) {
		test_sh(world->path, "touch ../stamp && find .git -exec touch -r ../stamp {} +");
		assert_staged(world, staged);
		/* git itself marks a shared index as used when it reads it. */
		char *touched =
		    test_output(world->path, "find .git -newer ../stamp ! -name 'sharedindex.*'");
		assert_string_equal(touched, "");
		free(touched);
		test_git(world->path, "update-index --split-index");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_index__shows_what_is_staged),
	    TEST(test_index__has_directories),
	    TEST(test_index__is_read_in_every_format),
	    TEST(test_index__is_read_when_sparse),
	    TEST(test_index__is_read_without_its_hash),
	    TEST(test_index__is_the_one_that_git_names),
	    TEST(test_index__is_read_whole_from_below_the_top),
	    TEST(test_index__of_a_linked_worktree),
	    TEST(test_index__that_cannot_be_read_is_undecided),
	    TEST(test_index__with_a_conflict_is_undecided),
	    TEST(test_index__of_a_new_repository_is_empty),
	    TEST(test_index__is_left_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
