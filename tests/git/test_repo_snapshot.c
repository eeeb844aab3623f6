/* Snapshots of commits: list, find, read, walk; and trees that git would never write. */
#include "world.h"

static void open_commit(struct world *world, const char *revision, struct done_snapshot *out)
{
	struct done_oid oid = world_oid(world, revision);
	struct done_error err = {0};

	world_open(world, NULL);
	assert_success(done_snapshot_of_commit(world->repo, &oid, out, &err), err);
}

static int setup(void **state)
{
	world_setup(state);
	struct world *world = *state;
	const char *path = world->path;

	test_write(path, "a/b/c", "c\n");
	test_write(path, "a/b.d", "bd\n");
	test_write(path, "a/b-", "b-\n");
	test_write(path, "a.x", "ax\n");
	test_write(path, "z", "z\n");
	test_sh(path, "ln -s a link && chmod +x z");
	test_commit(path, "first");
	return 0;
}

static void test_snapshot__finds_what_is_there_and_nothing_else(void **state)
{
	static const struct {
		const char *path;
		int found;
		enum done_entry_kind kind;
	} rows[] = {
	    {"", 1, DONE_ENTRY_DIRECTORY},
	    {"a", 1, DONE_ENTRY_DIRECTORY},
	    {"a/b", 1, DONE_ENTRY_DIRECTORY},
	    {"a/b/c", 1, DONE_ENTRY_FILE},
	    {"z", 1, DONE_ENTRY_FILE},
	    {"link", 1, DONE_ENTRY_LINK},
	    {"link/b", 0, 0}, /* never followed */
	    {"z/x", 0, 0},
	    {"A", 0, 0},
	    {"a/b/cc", 0, 0},
	    {"a/b/", 0, 0},
	    {"a//b", 0, 0},
	    {"/a", 0, 0},
	    {"/", 0, 0},
	    {"./a", 0, 0},
	    {"a/../z", 0, 0},
	    {"..", 0, 0},
	};
	struct world *world = *state;
	struct done_snapshot snapshot;

	open_commit(world, "HEAD", &snapshot);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		struct done_entry entry = {0};
		struct done_error err = {0};
		int rc = done_snapshot_find(&snapshot, rows[i].path, &entry, &err);

		if (rc != rows[i].found || (rc > 0 && entry.kind != rows[i].kind))
			fail_msg("'%s': %d %d", rows[i].path, rc, entry.kind);
	}
	done_snapshot_close(&snapshot);
	done_snapshot_close(&snapshot);
	done_snapshot_close(NULL);
}

static void test_snapshot__finds_below_a_long_path(void **state)
{
	struct world *world = *state;
	struct done_snapshot snapshot;
	struct done_buf path = {0};

	for (size_t len = 100; len <= 200; len += 20) {
		struct done_entry entry = {0};
		struct done_error err = {0};

		done_buf_clear(&path);
		for (size_t i = 0; i < 2 * len; i++)
			done_buf_addch(&path, i == len ? '/' : 'd');
		done_buf_addstr(&path, "/file");
		test_write(world->path, path.ptr, "x\n");
		test_commit(world->path, "long");
		open_commit(world, "HEAD", &snapshot);
		assert_int_equal(done_snapshot_find(&snapshot, path.ptr, &entry, &err), 1);
		assert_int_equal(entry.kind, DONE_ENTRY_FILE);
		path.ptr[len - 1] = 'e';
		assert_int_equal(done_snapshot_find(&snapshot, path.ptr, &entry, &err), 0);
		done_snapshot_close(&snapshot);
	}
	done_buf_release(&path);
}

static void test_snapshot__lists_a_directory_once(void **state)
{
	struct world *world = *state;
	struct done_snapshot snapshot;
	const struct done_directory *first, *again;
	struct done_error err = {0};

	open_commit(world, "HEAD", &snapshot);
	assert_int_equal(snapshot.list(snapshot.self, "a", &first, &err), 1);
	assert_int_equal(first->nr, 3);
	assert_string_equal(first->entries[0].name, "b");
	assert_string_equal(first->entries[1].name, "b-");
	assert_string_equal(first->entries[2].name, "b.d");
	assert_int_equal(snapshot.list(snapshot.self, "a/b", &again, &err), 1);
	assert_int_equal(snapshot.list(snapshot.self, "a", &again, &err), 1);
	assert_ptr_equal(first, again);
	assert_int_equal(snapshot.list(snapshot.self, "z", &again, &err), 0);
	assert_int_equal(snapshot.list(snapshot.self, "link", &again, &err), 0);
	done_snapshot_close(&snapshot);
}

static void test_snapshot__reads_up_to_a_maximum(void **state)
{
	struct world *world = *state;
	struct done_snapshot snapshot;
	struct done_entry entry;
	struct done_error err = {0};
	struct done_buf buf = {0};

	open_commit(world, "HEAD", &snapshot);
	assert_int_equal(done_snapshot_find(&snapshot, "a/b/c", &entry, &err), 1);
	assert_success(snapshot.read(snapshot.self, &entry.oid, "a/b/c", 2, &buf, &err), err);
	assert_string_equal(buf.ptr, "c\n");
	assert_int_equal(
	    snapshot.read(snapshot.self, &entry.oid, "a/b/c", 1, &buf, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "a/b/c");
	assert_int_equal(buf.len, 2);
	done_buf_release(&buf);
	done_snapshot_close(&snapshot);
}

struct seen {
	struct done_buf paths;
	const char *stop, *skip;
	int result;
};

static int visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct seen *seen = data;

	(void)err;
	assert_int_not_equal(entry->kind, DONE_ENTRY_DIRECTORY);
	done_buf_addf(&seen->paths, "%s ", path);
	return seen->stop && !strcmp(path, seen->stop) ? seen->result : 0;
}

static bool enter(void *data, const char *directory)
{
	struct seen *seen = data;

	return !seen->skip || strcmp(directory, seen->skip) != 0;
}

static void test_snapshot__is_walked_in_order_of_path(void **state)
{
	static const struct {
		const char *directory, *stop, *skip, *expected;
		int result;
	} rows[] = {
	    {"", NULL, NULL, "a.x a/b- a/b.d a/b/c link z ", 0},
	    {"a", NULL, NULL, "a/b- a/b.d a/b/c ", 0},
	    {"a/b", NULL, NULL, "a/b/c ", 0},
	    {"z", NULL, NULL, "", 0},
	    {"nowhere", NULL, NULL, "", 0},
	    {"", "a/b.d", NULL, "a.x a/b- a/b.d ", 1},
	    {"", "a/b.d", NULL, "a.x a/b- a/b.d ", DONE_E_INTERNAL},
	    {"", NULL, "a/b", "a.x a/b- a/b.d link z ", 0},
	    {"", NULL, "a", "a.x link z ", 0},
	    {"", NULL, "", "", 0},
	};
	struct world *world = *state;
	struct done_snapshot snapshot;

	open_commit(world, "HEAD", &snapshot);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].directory); i++) {
		struct seen seen = {
		    .stop = rows[i].stop, .skip = rows[i].skip, .result = rows[i].result};
		struct done_error err = {0};

		done_buf_addstr(&seen.paths, "");
		int rc =
		    done_snapshot_walk(&snapshot, rows[i].directory, visit, enter, &seen, &err);
		assert_int_equal(rc, rows[i].result);
		assert_string_equal(seen.paths.ptr ? seen.paths.ptr : "", rows[i].expected);
		done_buf_release(&seen.paths);
	}
	done_snapshot_close(&snapshot);
}

static void test_snapshot__of_nothing_is_empty(void **state)
{
	struct done_snapshot snapshot;
	const struct done_directory *directory;
	struct done_entry entry;
	struct done_error err = {0};
	struct seen seen = {0};

	(void)state;
	done_snapshot_of_nothing(&snapshot);
	assert_int_equal(snapshot.list(snapshot.self, "", &directory, &err), 1);
	assert_int_equal(directory->nr, 0);
	assert_int_equal(snapshot.list(snapshot.self, "a", &directory, &err), 0);
	assert_int_equal(done_snapshot_find(&snapshot, "a", &entry, &err), 0);
	assert_int_equal(done_snapshot_walk(&snapshot, "", visit, NULL, &seen, &err), 0);
	done_snapshot_close(&snapshot);
}

/* git knows the empty tree without having it. */
static void test_snapshot__of_the_empty_tree_needs_no_object(void **state)
{
	struct world *world = *state;
	struct done_snapshot snapshot;
	const struct done_directory *directory;
	struct done_error err = {0};

	test_git(world->path,
	    "update-ref refs/heads/empty $(git commit-tree -m empty "
	    "4b825dc642cb6eb9a060e54bf8d69288fbee4904)");
	test_sh(world->path, "test ! -e .git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904");
	open_commit(world, "empty", &snapshot);
	assert_int_equal(snapshot.list(snapshot.self, "", &directory, &err), 1);
	assert_int_equal(directory->nr, 0);
	done_snapshot_close(&snapshot);
}

struct raw {
	const char *mode, *name, *revision; /* revision NULL: the null id */
};

static void make_tree(struct world *world, const struct raw *entries, size_t nr)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < nr && entries[i].mode; i++) {
		struct done_oid oid = {{0}};

		if (entries[i].revision)
			oid = world_oid(world, entries[i].revision);
		done_buf_addf(&buf, "%s %s", entries[i].mode, entries[i].name);
		done_buf_add(&buf, "", 1);
		done_buf_add(&buf, oid.id, sizeof(oid.id));
	}
	test_write_bytes(world->path, "../tree", buf.ptr, buf.len);
	test_git(world->path,
	    "update-ref refs/heads/bad $(git commit-tree -m bad "
	    "$(git hash-object -t tree --literally -w ../tree))");
	done_buf_release(&buf);
}

/* Trees that hide files from one reader or another. */
static void test_snapshot__of_a_malformed_tree_is_undecided(void **state)
{
	static const struct {
		struct raw entries[2];
		const char *problem;
	} rows[] = {
	    {{{"100644", "a", "HEAD:z"}, {"100644", "a", "HEAD:z"}}, "share a name"},
	    {{{"100644", "b", "HEAD:z"}, {"100644", "a", "HEAD:z"}}, "not in order"},
	    {{{"40000", "..", "HEAD:a"}}, "'..'"}, {{{"100644", "a/b", "HEAD:z"}}, "slash"},
	    {{{"0", "a", "HEAD:z"}}, "mode"}, {{{"777777", "a", "HEAD:z"}}, "mode"},
	    {{{"100644", "a", NULL}}, "null id"},
	    {{{"40000", "a", "HEAD:z"}}, "a"}, /* a directory that is a file */
	};
	struct world *world = *state;

	for (size_t i = 0; TEST_EACH(rows, i, rows[i].problem); i++) {
		struct done_snapshot snapshot;
		struct seen seen = {0};
		struct done_error err = {0};

		make_tree(world, rows[i].entries, 2);
		open_commit(world, "bad", &snapshot);
		assert_int_equal(
		    done_snapshot_walk(&snapshot, "", visit, NULL, &seen, &err), DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, rows[i].problem);
		done_buf_release(&seen.paths);
		done_snapshot_close(&snapshot);
	}
}

static int count(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	size_t *nr = data;

	(void)path;
	(void)entry;
	(void)err;
	++*nr;
	return 0;
}

static void test_snapshot__has_a_limit_to_its_depth(void **state)
{
	struct world *world = *state;

	for (int levels = 512; levels <= 513; levels++) {
		struct done_snapshot snapshot;
		struct done_entry entry;
		struct done_error err = {0}, again = {0};
		struct done_buf path = {0}, buf = {0};
		size_t nr = 0;

		for (int i = 0; i < levels; i++)
			done_buf_addstr(&path, "d/");
		done_buf_addstr(&path, "f");
		done_buf_addf(&buf,
		    "commit refs/heads/deep%d\ncommitter A <a> 1 +0000\ndata 0\n"
		    "M 100644 inline %s\ndata 0\n",
		    levels, path.ptr);
		test_write_bytes(world->path, "../input", buf.ptr, buf.len);
		test_sh(world->path, "git fast-import --quiet <../input");
		open_commit(world, levels == 512 ? "deep512" : "deep513", &snapshot);
		int walked = done_snapshot_walk(&snapshot, "", count, NULL, &nr, &err);
		int found = done_snapshot_find(&snapshot, path.ptr, &entry, &again);
		assert_int_equal(walked, levels == 512 ? 0 : DONE_E_UNDECIDED);
		assert_int_equal(found, levels == 512 ? 1 : DONE_E_UNDECIDED);
		assert_int_equal(nr, levels == 512);
		if (levels > 512)
			assert_error(again, DONE_E_UNDECIDED, "512 levels");
		done_buf_release(&path);
		done_buf_release(&buf);
		done_snapshot_close(&snapshot);
	}
}

static void test_snapshot__with_a_missing_object_is_undecided(void **state)
{
	static const char *const missing[] = {"HEAD:a/b/c", "HEAD:a/b", "HEAD:a", "HEAD^{tree}"};
	struct world *world = *state;
	struct done_oid head = world_oid(world, "HEAD");

	for (size_t i = 0; TEST_EACH(missing, i, missing[i]); i++) {
		struct done_snapshot snapshot;
		struct done_entry entry;
		struct done_error err = {0};
		struct done_buf buf = {0};
		const char *id = world_name(world, missing[i]);
		char *name = test_path("%s/.git/objects/%.2s/%s", world->path, id, id + 2);

		char *kept = test_path("%s.kept", name);
		assert_int_equal(rename(name, kept), 0);
		world_open(world, NULL);
		assert_success(done_snapshot_of_commit(world->repo, &head, &snapshot, &err), err);
		int rc = done_snapshot_find(&snapshot, "a/b/c", &entry, &err);
		if (rc > 0)
			rc = snapshot.read(snapshot.self, &entry.oid, "a/b/c", 100, &buf, &err);
		assert_int_equal(rc, DONE_E_UNDECIDED);
		assert_int_equal(err.code, DONE_E_UNDECIDED);
		assert_int_equal(buf.len, 0);
		done_snapshot_close(&snapshot);
		assert_int_equal(rename(kept, name), 0);
		free(kept);
		free(name);
		done_buf_release(&buf);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_snapshot__finds_what_is_there_and_nothing_else),
	    TEST(test_snapshot__lists_a_directory_once),
	    TEST(test_snapshot__reads_up_to_a_maximum),
	    TEST(test_snapshot__is_walked_in_order_of_path),
	    cmocka_unit_test(test_snapshot__of_nothing_is_empty),
	    TEST(test_snapshot__of_the_empty_tree_needs_no_object),
	    TEST(test_snapshot__of_a_malformed_tree_is_undecided),
	    TEST(test_snapshot__has_a_limit_to_its_depth),
	    TEST(test_snapshot__with_a_missing_object_is_undecided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
