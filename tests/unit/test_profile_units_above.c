/* What names tell of the units above a path is never less than what reading the manifests tells. */
#include "fake_snapshot.h"
#include "profile/finder.h"
#include "support.h"

struct trees {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems;
	struct done_error err;
};

static void above_begin(struct trees *trees, const char *const *files)
{
	memset(trees, 0, sizeof(*trees));
	for (size_t i = 0; files[i]; i++)
		fake_file(&trees->fake, files[i],
		    strstr(files[i], ".json") ? "{\"name\": \"x\"}\n" : "x\n");
	fake_open(&trees->fake, &trees->snapshot);
	assert_success(
	    done_ecosystems_load(&trees->arena, NULL, &trees->ecosystems, &trees->err), trees->err);
}

static void above_end(struct trees *trees)
{
	done_ecosystems_release(&trees->ecosystems);
	fake_release(&trees->fake);
	done_arena_release(&trees->arena);
}

static bool is_read_above(struct trees *trees, const char *path)
{
	struct done_finder finder = {.arena = &trees->arena,
	    .snapshot = &trees->snapshot,
	    .ecosystems = &trees->ecosystems,
	    .imports_only = true,
	    .matcher = done_matcher_new()};
	bool is;

	assert_success(done_tree_list(&finder, &trees->err), trees->err);
	assert_success(done_units_find(&finder, &trees->err), trees->err);
	is = done_unit_above(&finder, path, NULL) != NULL;
	done_matcher_free(finder.matcher);
	done_arena_release(&finder.scratch);
	return is;
}

static const struct above_row {
	const char *files[4], *path;
	bool may, is; /* by names; by manifests */
} above_rows[] = {
    {{"a/x.txt"}, "a/b/c.txt", false, false},
    {{"a/package.json"}, "a/b/c.txt", true, true},
    {{"package.json"}, "a/b/c.txt", true, true},
    {{"a/b/package.json"}, "a/c.txt", false, false},
    {{"ab/package.json"}, "a/c.txt", false, false},
    {{"a/Directory.Build.props", "a/go.work"}, "a/c.txt", false, false},
    {{"a/requirements/base.txt"}, "a/c.txt", true, true},
    {{"a/base.txt"}, "a/c.txt", false, false},
    {{"a/docker/requirements.txt"}, "a/c.txt", true, true},
    {{"a/other/requirements.txt"}, "a/c.txt", false, false},
    {{"a/Dockerfile", "a/main.go"}, "a/c.txt", true, true},
    {{"a/Dockerfile"}, "a/c.txt", true, false},
    {{"a/manage.py"}, "a/c.txt", true, true},
    {{"a/lambda_function.py"}, "a/c.txt", true, true},
    {{"lambdas/mail/index.js"}, "lambdas/mail/c.txt", true, true},
    {{"lambdas/index.js"}, "lambdas/mail/c.txt", true, true},
    {{"main.go"}, "a/c.txt", true, true},
    {{"cmd/x/main.go"}, "a/c.txt", true, true},
    {{"src/x/y/main.go"}, "a/c.txt", true, true},
    {{"other/main.go"}, "a/c.txt", false, false},
    /* where a file became a directory */
    {{"a/c.txt/package.json"}, "a/c.txt", true, true},
    {{"a/package.json/x"}, "a/c.txt", false, false},
};

static void test_above__is_told_by_names(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(above_rows, i, above_rows[i].files[0]); i++) {
		const struct above_row *row = &above_rows[i];
		struct trees trees;
		int rc;

		above_begin(&trees, row->files);
		rc = done_dependents_may_hold(
		    &trees.snapshot, &trees.ecosystems, row->path, NULL, &trees.err);
		assert_int_equal(trees.fake.reads, 0);
		if (rc != row->may || is_read_above(&trees, row->path) != row->is)
			fail_msg("'%s' and '%s': %d", row->files[0], row->path, rc);
		assert_true(row->may || !row->is);
		above_end(&trees);
	}
}

/* What a denied path shares with the next one is not listed again. */
static void test_above__is_asked_once_a_directory(void **state)
{
	static const char *const files[] = {"a/b/x.txt", "a/c/package.json", "a/d/x.txt", NULL};
	static const struct {
		const char *path, *without;
		int may;
	} rows[] = {
	    {"a/b/x.txt", NULL, 0},
	    {"a/b/y.txt", "a/b/x.txt", 0},
	    {"a/c/x.txt", "a/b/y.txt", 1},
	    {"a/d/x.txt", "a/b/y.txt", 0},
	};
	struct trees trees;

	(void)state;
	above_begin(&trees, files);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++)
		assert_int_equal(done_dependents_may_hold(&trees.snapshot, &trees.ecosystems,
		                     rows[i].path, rows[i].without, &trees.err),
		    rows[i].may);
	above_end(&trees);
}

/* What nest-cli.json and build.sbt tell of may lie anywhere, also where no name is above it. */
static void test_above__is_not_all_that_tells_of_units(void **state)
{
	static const struct {
		const char *files[3];
		int may;
	} rows[] = {
	    {{"apps/nest-cli.json", "a/x.txt"}, 1},
	    {{"deep/down/build.sbt"}, 1},
	    {{"a/package.json", "b/go.mod"}, 0},
	    {{"node_modules/x/build.sbt"}, 0},
	    {{"build.sbt/x"}, 0},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].files[0]); i++) {
		struct trees trees;

		above_begin(&trees, rows[i].files);
		assert_int_equal(
		    done_dependents_may_be_far(&trees.snapshot, &trees.ecosystems, &trees.err),
		    rows[i].may);
		assert_int_equal(trees.fake.reads, 0);
		above_end(&trees);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_above__is_told_by_names),
	    cmocka_unit_test(test_above__is_asked_once_a_directory),
	    cmocka_unit_test(test_above__is_not_all_that_tells_of_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
