/* Our own reader of the index: what it takes, what it leaves to the others, and ids of directories.
 */
#include "world.h"

#include "repo/index.h"

#define MOST (1 << 20)

static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;

	test_write(world->path, "a", "1\n");
	test_write(world->path, "d/e/f", "1\n");
	test_write(world->path, "d/x", "1\n");
	test_write(world->path, "d.y", "1\n");
	test_write(world->path, "g/h", "1\n");
	test_commit(world->path, "first");
	test_git(world->path, "read-tree HEAD");
	return 0;
}

static char *index_of(struct world *world)
{
	return test_path("%s/.git/index", world->path);
}

static bool takes(struct world *world, struct done_index *index)
{
	char *path = index_of(world);
	bool taken = done_index_read_file(path, MOST, index);

	free(path);
	return taken;
}

static void assert_tree(struct world *world, const struct done_index *index, const char *path,
    const char *revision, size_t nr)
{
	const struct done_index_tree *tree = done_index_tree_find(index, path);
	struct done_oid oid = world_oid(world, revision);

	assert_non_null(tree);
	assert_int_equal(tree->nr, nr);
	assert_true(done_oid_equal(&tree->oid, &oid));
}

static void test_index_file__knows_the_trees_that_git_knows(void **state)
{
	struct world *world = *state;
	struct done_index index = {0};

	world_open(world, NULL);
	assert_true(takes(world, &index));
	assert_int_equal(index.nr, 5);
	assert_tree(world, &index, "", "HEAD^{tree}", 5);
	assert_tree(world, &index, "d", "HEAD:d", 2);
	assert_tree(world, &index, "d/e", "HEAD:d/e", 1);
	assert_tree(world, &index, "g", "HEAD:g", 1);
	assert_null(done_index_tree_find(&index, "a"));
	done_index_release(&index);
	test_write(world->path, "d/e/f", "2\n");
	test_git(world->path, "add d/e/f");
	assert_true(takes(world, &index));
	assert_null(done_index_tree_find(&index, ""));
	assert_null(done_index_tree_find(&index, "d"));
	assert_null(done_index_tree_find(&index, "d/e"));
	assert_tree(world, &index, "g", "HEAD:g", 1);
	done_index_release(&index);
}

static void assert_entry(struct world *world, const char *path, const char *revision)
{
	struct done_snapshot snapshot;
	struct done_error err = {0};
	struct done_entry entry;

	world_open(world, NULL);
	assert_success(done_snapshot_of_index(world->repo, &snapshot, &err), err);
	assert_int_equal(done_snapshot_find(&snapshot, path, &entry, &err), 1);
	assert_int_equal(entry.has_oid, revision != NULL);
	if (revision) {
		struct done_oid oid = world_oid(world, revision);
		assert_true(done_oid_equal(&entry.oid, &oid));
	}
	done_snapshot_close(&snapshot);
}

static void test_index_file__gives_ids_to_directories(void **state)
{
	struct world *world = *state;

	assert_entry(world, "d", "HEAD:d");
	assert_entry(world, "d/e", "HEAD:d/e");
	assert_entry(world, "d.y", "HEAD:d.y");
	assert_entry(world, "g/h", "HEAD:g/h");
	test_git(world->path, "rm -q --cached d/x");
	assert_entry(world, "d", NULL);
	assert_entry(world, "d/e", "HEAD:d/e");
	/* What is only intended to be added is in no tree. */
	test_write(world->path, "g/new", "1\n");
	test_git(world->path, "add -N g/new");
	assert_entry(world, "g", NULL);
}

/* What follows the directory is shorter than the path that leads to it. */
static void test_index_file__a_directory_may_be_followed_by_less(void **state)
{
	struct world *world = *state;

	test_write(world->path, "long/name/inner/a", "1\n");
	test_write(world->path, "z", "1\n");
	test_commit(world->path, "second");
	test_git(world->path, "config index.version 4");
	test_git(world->path, "read-tree HEAD");
	assert_entry(world, "long/name/inner", "HEAD:long/name/inner");
	assert_entry(world, "long/name", "HEAD:long/name");
}

static void test_index_file__takes_plain_formats_only(void **state)
{
	static const struct {
		const char *command;
		bool takes;
	} rows[] = {
	    {"git update-index --index-version 4", true},
	    {"git update-index --index-version 3", true},
	    {"git update-index --index-version 2", true},
	    {"git update-index --assume-unchanged a", true},
	    {"git update-index --skip-worktree a", true},
	    {"git update-index --untracked-cache", true},
	    {"echo 1 >n && git add -N n", true},
	    {"git update-index --split-index", false},
	    {"git update-index --no-split-index", true},
	    {"blob=$(git rev-parse HEAD:a) && printf '100644 %s 2\\ta\\n' $blob | "
	     "git update-index --index-info",
	        false},
	    {"git rm -q --cached a 2>&1", true},
	    {"printf x >>.git/index", false},
	    {"rm .git/index", false},
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].command); i++) {
		struct done_index index = {0};

		test_sh(world->path, "%s", rows[i].command);
		assert_int_equal(takes(world, &index), rows[i].takes);
		assert_int_equal(index.nr > 0, rows[i].takes);
		done_index_release(&index);
	}
}

/* Writes the bytes with the hash that belongs to them. */
static void write_hashed(const char *path, const char *bytes, size_t len)
{
	struct done_oid hash;
	FILE *fp = fopen(path, "wb");

	assert_non_null(fp);
	done_sha1((struct done_bytes){bytes, len}, &hash);
	assert_int_equal(fwrite(bytes, 1, len, fp), len);
	assert_int_equal(fwrite(hash.id, 1, sizeof(hash.id), fp), sizeof(hash.id));
	assert_int_equal(fclose(fp), 0);
}

static bool takes_bytes(struct world *world, const char *bytes, size_t len)
{
	struct done_index index = {0};
	char *path = index_of(world);
	bool taken;

	write_hashed(path, bytes, len);
	taken = done_index_read_file(path, MOST, &index);
	for (size_t i = 0; taken && i < index.nr_trees; i++)
		assert_non_null(done_index_tree_find(&index, index.trees[i].path));
	done_index_release(&index);
	free(path);
	return taken;
}

/* Whole by its hash, and still cut or changed: never read beyond its end, which a sanitizer sees.
 */
static void test_index_file__damage_is_left_to_others(void **state)
{
	static const char *const versions[] = {"2", "4"};
	struct world *world = *state;

	for (size_t version = 0; TEST_EACH(versions, version, versions[version]); version++) {
		struct done_error err = {0};
		struct done_buf bytes = {0};
		char *path = index_of(world);
		size_t taken = 0, len;

		test_git(world->path, "read-tree HEAD");
		test_git(world->path, "update-index --index-version %s", versions[version]);
		test_git(world->path, "read-tree HEAD");
		assert_int_equal(done_file_read(path, MOST, &bytes, &err), 1);
		len = bytes.len - DONE_OID_HEX / 2;
		assert_true(takes_bytes(world, bytes.ptr, len));
		for (size_t cut = 0; cut < len; cut++)
			taken += takes_bytes(world, bytes.ptr, cut);
		/* But for the one in front of the extension. */
		assert_int_equal(taken, 1);
		for (size_t i = 0; i < len; i++) {
			bytes.ptr[i] ^= 0x21;
			(void)takes_bytes(world, bytes.ptr, len);
			bytes.ptr[i] ^= 0x21;
		}
		done_buf_release(&bytes);
		free(path);
	}
}

/* A tree that counts other entries than those that lie there gives no id. */
static void test_index_file__a_count_that_is_wrong_gives_no_id(void **state)
{
	struct world *world = *state;
	struct done_error err = {0};
	struct done_buf bytes = {0};
	char *path = index_of(world), *tree = NULL;

	assert_int_equal(done_file_read(path, MOST, &bytes, &err), 1);
	for (size_t i = 0; i + 6 < bytes.len && !tree; i++) {
		if (!memcmp(bytes.ptr + i,
		        "d\0"
		        "2 1\n",
		        6))
			tree = bytes.ptr + i + 2;
	}
	assert_non_null(tree);
	for (char count = '0'; count <= '9'; count++) {
		*tree = count;
		write_hashed(path, bytes.ptr, bytes.len - DONE_OID_HEX / 2);
		assert_entry(world, "d", count == '2' ? "HEAD:d" : NULL);
		assert_entry(world, "d/x", "HEAD:d/x");
		assert_entry(world, "g/h", "HEAD:g/h");
	}
	done_buf_release(&bytes);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_index_file__knows_the_trees_that_git_knows),
	    TEST(test_index_file__gives_ids_to_directories),
	    TEST(test_index_file__a_directory_may_be_followed_by_less),
	    TEST(test_index_file__takes_plain_formats_only),
	    TEST(test_index_file__damage_is_left_to_others),
	    TEST(test_index_file__a_count_that_is_wrong_gives_no_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
