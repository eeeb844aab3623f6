/* Revisions and commits: what is accepted, what is refused and with which words. */
#include "repository.h"

#include "done/repo.h"
#include "repo/handle.h"

struct world {
	char *dir, *path;
	char *first, *second, *merge; /* commits: main is first, second, merge of side */
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	assert_non_null(world);
	world->dir = test_dir_new();
	world->path = test_path("%s/repo", world->dir);
	test_repo_new(world->path);
	test_write(world->path, "a", "1\n");
	test_commit(world->path, "first");
	world->first = test_git_output(world->path, "rev-parse HEAD");
	test_git(world->path, "checkout -q -b side");
	test_commit(world->path, "on the side");
	test_git(world->path, "checkout -q main");
	test_commit(world->path, "second");
	world->second = test_git_output(world->path, "rev-parse HEAD");
	test_tick();
	test_git(world->path, "merge -q --no-ff -m merge side");
	world->merge = test_git_output(world->path, "rev-parse HEAD");
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	test_dir_remove(world->dir);
	free(world->path);
	free(world->first);
	free(world->second);
	free(world->merge);
	free(world);
	return 0;
}

static struct done_repo *open_at(const char *directory)
{
	struct done_repo_options options = {.directory = directory, .verify = true};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	assert_success(done_repo_open(&repo, &options, &err), err);
	return repo;
}

static void assert_as_git(const char *directory, const char *text)
{
	struct done_repo *repo = open_at(directory);
	struct done_error err = {0};
	struct done_oid id;
	char hex[DONE_OID_HEX + 1];
	char *expected = test_git_output(directory, "rev-parse --verify '%s^{commit}'", text);
	if (done_revision_resolve(repo, text, &id, &err))
		fail_msg("'%s': %s", text, err.message);
	done_oid_hex(&id, hex);
	assert_string_equal(hex, expected);
	free(expected);
	done_repo_close(repo);
}

static void assert_refused(
    const char *directory, const char *text, const char *part, const char *cure)
{
	struct done_repo *repo = open_at(directory);
	struct done_error err = {0};
	struct done_oid id = {{7}};
	if (done_revision_resolve(repo, text, &id, &err) >= 0)
		fail_msg("'%s' was accepted", text);
	assert_error(err, DONE_E_UNDECIDED, part);
	if (!strstr(err.cure, cure))
		fail_msg("'%s': expected cure '%s', got: %s", text, cure, err.cure);
	assert_int_equal(id.id[0], 7);
	done_repo_close(repo);
}

static void test_resolve__accepts_its_forms_as_git_does(void **state)
{
	struct world *world = *state;
	static const char *const rows[] = {
	    "HEAD",
	    "main",
	    "refs/heads/main",
	    "HEAD~1",
	    "HEAD~2",
	    "HEAD^2",
	    "HEAD^",
	    "HEAD~",
	    "HEAD^0",
	    "HEAD~0",
	    "HEAD^2~",
	    "HEAD~1^1",
	    "v1",
	    "refs/tags/v1",
	    "nested",
	    "annotated^^",
	    "side~1",
	    "HEAD^^",
	    "a/b",
	};
	test_git(world->path, "tag v1 HEAD~1");
	test_git(world->path, "tag -a -m x annotated");
	test_git(world->path, "tag -a -m x nested annotated");
	test_git(world->path, "branch a/b HEAD~1");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++)
		assert_as_git(world->path, rows[i]);
	assert_as_git(world->path, world->second);
	char *upper = test_output(world->path, "git rev-parse HEAD~1 | tr a-f A-F");
	assert_as_git(world->path, upper);
	free(upper);
	char *tag = test_git_output(world->path, "rev-parse nested");
	assert_as_git(world->path, tag);
	free(tag);
	test_git(world->path, "pack-refs --all");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i]); i++)
		assert_as_git(world->path, rows[i]);
	test_git(world->path, "checkout -q --detach HEAD~1");
	assert_as_git(world->path, "HEAD");
}

/* Loose, packed, in upper case, of an alternate; several that begin so are refused. */
static void test_resolve__takes_the_first_digits_of_an_id(void **state)
{
	struct world *world = *state;
	char *clone = test_path("%s/clone", world->dir);
	char *upper, *branch, prefix[8];

	snprintf(prefix, sizeof(prefix), "%s", world->first);
	upper = test_output(world->path, "git rev-parse HEAD | cut -c1-12 | tr a-f A-F");
	for (int is_packed = 0; is_packed < 2; is_packed++) {
		if (is_packed)
			test_git(world->path, "gc -q");
		assert_as_git(world->path, prefix);
		assert_as_git(world->path, upper);
		assert_as_git(world->path, "HEAD");
	}
	test_sh(world->dir, "git clone -q --shared repo clone");
	assert_as_git(clone, prefix);
	/* A ref of that name goes first. */
	test_git(clone, "branch %s origin/side", prefix);
	branch = test_path("refs/heads/%s", prefix);
	assert_as_git(clone, branch);
	free(branch);
	test_git(clone, "branch -D %s", prefix);
	assert_refused(clone, "abcdef0", "does not exist in this repository", "git fetch");
	test_sh(clone,
	    "mkdir -p .git/objects/ab && cd .git/objects/ab && : "
	    ">cdef0123456789012345678901234567890123 "
	    "&& : >cdef0223456789012345678901234567890123");
	assert_refused(clone, "abcdef0", "'abcdef0' is ambiguous", "more of its 40 digits");
	free(upper);
	free(clone);
}

static void test_resolve__finds_remote_branches(void **state)
{
	struct world *world = *state;
	char *clone = test_path("%s/clone", world->dir);
	test_sh(world->dir, "git clone -q repo clone");
	assert_as_git(clone, "origin/side");
	assert_as_git(clone, "refs/remotes/origin/HEAD");
	assert_as_git(clone, "origin/HEAD");
	assert_refused(clone, "side", "revision 'side' does not exist in this repository",
	    "git fetch origin 'side'");
	free(clone);
}

static void test_resolve__refuses_other_forms(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
	    {":/second", "not accepted: ':'"},
	    {"HEAD:a", "not accepted: ':'"},
	    {"HEAD^{/second}", "not accepted: '^{...}'"},
	    {"HEAD^{commit}", "not accepted: '^{...}'"},
	    {"HEAD@{1}", "not accepted: '@{...}'"},
	    {"@{-1}", "not accepted: '@{...}'"},
	    {"@{upstream}", "not accepted: '@{...}'"},
	    {"main@{upstream}", "not accepted: '@{...}'"},
	    {"@", "write HEAD"},
	    {"main..side", "it is a range"},
	    {"main...side", "it is a range"},
	    {"", "it is empty"},
	    {"-x", "it looks like an option"},
	    {"^main", "it has no name"},
	    {"~1", "it has no name"},
	    {"HEAD~1001", "only ~N, to 1,000"},
	    {"HEAD~99999999999999999999", "only ~N"},
	    {"HEAD^65537", "only ~N"},
	    {"HEAD^-", "only ~N"},
	    {"HEAD^!", "only ~N"},
	    {"HEAD~1x", "only ~N"},
	    {"HEAD~-1", "only ~N"},
	    {"0000000000000000000000000000000000000000", "all zeros"},
	    {"v1-0-gabcdef", "does not exist in this repository"},
	    {"HEAD~3", "does not exist"},
	    {"HEAD^3", "does not exist"},
	    {"refs/heads/none", "does not exist in this repository"},
	    {"refs/heads/ma in", "does not exist in this repository"},
	    {"ma*in", "does not exist in this repository"},
	    {"main.lock", "does not exist in this repository"},
	    {"../../etc/passwd", "it is a range"},
	    {"refs", "does not exist in this repository"},
	    {"heads", "does not exist in this repository"},
	    {"head\n", "does not exist in this repository"},
	    {"FETCH_HEAD", "does not exist in this repository"},
	    {"1234567890123456789012345678901234567890", "(the commit asked for) is missing"},
	};
	struct world *world = *state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++)
		assert_refused(world->path, rows[i].text, rows[i].message, "");
	char abbreviated[7];
	snprintf(abbreviated, sizeof(abbreviated), "%s", world->first);
	assert_refused(world->path, abbreviated, "at least 7 of its digits", "7 and more of them");
	char longer[2001];
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_refused(world->path, longer, "it is too long", "");
}

static void test_resolve__an_ambiguous_name_is_refused(void **state)
{
	struct world *world = *state;
	test_git(world->path, "tag side main");
	assert_refused(world->path, "side", "both refs/heads/side and refs/tags/side exist",
	    "give the full name: refs/heads/side");
	assert_as_git(world->path, "refs/heads/side");
	assert_as_git(world->path, "refs/tags/side");
	test_git(world->path, "update-ref refs/remotes/origin/x HEAD");
	test_git(world->path, "branch origin/x HEAD~1");
	assert_refused(world->path, "origin/x",
	    "both refs/heads/origin/x and refs/remotes/origin/x exist", "");
}

static void test_resolve__forty_digits_are_an_object_id_only(void **state)
{
	struct world *world = *state;
	static const char absent[] = "1234567890123456789012345678901234567890";
	test_git(world->path, "update-ref refs/heads/%s HEAD", absent);
	test_git(world->path, "update-ref refs/tags/%s HEAD", absent);
	assert_refused(world->path, absent, "is missing from this repository", "git fsck");
	test_git(world->path, "update-ref -d refs/tags/%s", absent);
	test_git(world->path, "update-ref refs/heads/%s HEAD~1", world->merge);
	struct done_repo *repo = open_at(world->path);
	struct done_error err = {0};
	struct done_oid id;
	char hex[DONE_OID_HEX + 1];
	assert_success(done_revision_resolve(repo, world->merge, &id, &err), err);
	done_oid_hex(&id, hex);
	assert_string_equal(hex, world->merge);
	done_repo_close(repo);
}

static void test_resolve__only_commits_will_do(void **state)
{
	struct world *world = *state;
	test_git(world->path, "tag -a -m x tree HEAD^{tree}");
	test_git(world->path, "tag blob HEAD:a");
	assert_refused(world->path, "tree", "'tree' is a tree, but must be a commit", "");
	assert_refused(world->path, "blob", "'blob' is a blob, but must be a commit", "");
	char *tree = test_git_output(world->path, "rev-parse HEAD^{tree}");
	assert_refused(world->path, tree, "is a tree, but must be a commit", "");
	free(tree);
	test_git(world->path, "tag -a -m x t1");
	for (int i = 2; i <= 6; i++)
		test_git(world->path, "tag -a -m x t%d t%d", i, i - 1);
	assert_as_git(world->path, "t5");
	assert_refused(world->path, "t6", "is a tag of more than 5 tags", "");
}

static void test_resolve__says_what_is_wrong_with_head(void **state)
{
	struct world *world = *state;
	test_git(world->path, "symbolic-ref HEAD refs/heads/unborn");
	assert_refused(world->path, "HEAD", "HEAD has no commit yet", "first commit");
	test_git(world->path, "symbolic-ref HEAD refs/heads/loop");
	test_write(world->path, ".git/refs/heads/loop", "ref: refs/heads/loop\n");
	assert_refused(world->path, "HEAD", "cannot read ref 'HEAD'", "");
	test_write(world->path, ".git/HEAD", "garbage\n");
	assert_refused(world->path, "HEAD", "cannot read ref 'HEAD'", "");
	test_write(world->path, ".git/HEAD", "");
	assert_refused(world->path, "HEAD", "cannot read ref 'HEAD'", "");
	test_write(world->path, ".git/refs/heads/main", "");
	assert_refused(world->path, "main", "cannot read ref 'refs/heads/main'", "");
}

static void test_resolve__the_edge_of_a_shallow_clone(void **state)
{
	struct world *world = *state;
	char *clone = test_path("%s/shallow", world->dir);
	test_sh(world->dir, "git clone -q --depth 2 \"file://$PWD/repo\" shallow");
	assert_as_git(clone, "HEAD^2");
	assert_as_git(clone, "HEAD^1");
	assert_refused(clone, "HEAD~2", "is missing", "git fetch --unshallow");
	assert_refused(clone, "HEAD~3", "is missing", "git fetch --unshallow");
	assert_refused(
	    clone, "side", "does not exist in this repository", "this is a shallow clone");
	free(clone);
}

static void test_peel__tells_commits_from_the_rest(void **state)
{
	struct world *world = *state;
	struct done_repo *repo = open_at(world->path);
	struct done_error err = {0};
	struct done_oid id, out;
	test_git(world->path, "tag -a -m x annotated");
	test_git(world->path, "tag -a -m x tree HEAD^{tree}");
	char *annotated = test_git_output(world->path, "rev-parse annotated");
	char *tree = test_git_output(world->path, "rev-parse tree");
	char hex[DONE_OID_HEX + 1];

	assert_true(done_oid_parse(annotated, &id));
	assert_int_equal(done_revision_peel(repo, &id, &out, &err), 1);
	done_oid_hex(&out, hex);
	assert_string_equal(hex, world->merge);
	assert_true(done_oid_parse(world->merge, &id));
	assert_int_equal(done_revision_peel(repo, &id, &out, &err), 1);
	assert_true(done_oid_equal(&id, &out));
	assert_true(done_oid_parse(tree, &id));
	assert_int_equal(done_revision_peel(repo, &id, &out, &err), 0);
	assert_true(done_repo_has_object(repo, &id));
	id.id[3] ^= 1;
	assert_false(done_repo_has_object(repo, &id));
	assert_int_equal(done_revision_peel(repo, &id, &out, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "is missing");
	done_repo_close(repo);
	free(annotated);
	free(tree);
}

static void test_ref__is_read_or_is_not_there(void **state)
{
	struct world *world = *state;
	struct done_repo *repo = open_at(world->path);
	struct done_error err = {0};
	struct done_oid out;
	char hex[DONE_OID_HEX + 1];
	test_git(world->path, "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/gone");
	assert_int_equal(done_ref_read(repo, "refs/heads/main", &out, &err), 1);
	done_oid_hex(&out, hex);
	assert_string_equal(hex, world->merge);
	assert_int_equal(done_ref_read(repo, "refs/heads/none", &out, &err), 0);
	assert_int_equal(done_ref_read(repo, "refs/heads/no such", &out, &err), 0);
	assert_int_equal(done_ref_read(repo, "refs/remotes/origin/HEAD", &out, &err), 0);
	test_write(world->path, ".git/refs/heads/broken", "1234\n");
	assert_int_equal(done_ref_read(repo, "refs/heads/broken", &out, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "cannot read ref 'refs/heads/broken'");
	done_repo_close(repo);
}

static void test_commit__parents_in_order(void **state)
{
	struct world *world = *state;
	struct done_repo *repo = open_at(world->path);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_commit commit;
	struct done_oid id;
	char hex[DONE_OID_HEX + 1];
	assert_true(done_oid_parse(world->merge, &id));
	assert_success(done_commit_read(repo, &id, &arena, &commit, &err), err);
	assert_int_equal(commit.nr_parents, 2);
	done_oid_hex(&commit.parents[0], hex);
	assert_string_equal(hex, world->second);
	char *tree = test_git_output(world->path, "rev-parse HEAD^{tree}");
	done_oid_hex(&commit.tree, hex);
	assert_string_equal(hex, tree);
	free(tree);
	assert_true(done_oid_parse(world->first, &id));
	assert_success(done_commit_read(repo, &id, &arena, &commit, &err), err);
	assert_int_equal(commit.nr_parents, 0);
	done_arena_release(&arena);
	done_repo_close(repo);
}

#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define PARENT "parent 1234567890123456789012345678901234567890\n"

static void test_commit__what_git_lives_with_is_read_and_what_is_broken_is_not(void **state)
{
	static const struct {
		const char *text;
		int nr_parents; /* -1: refused */
	} rows[] = {
	    {TREE "author A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n", 0},
	    {TREE PARENT PARENT "\n", 2},
	    {TREE, 0},
	    {TREE PARENT, 1},
	    {TREE "author \001\033[31m <a 99999999999999999999999 +9\nencoding \002\n\nx", 0},
	    {TREE "author x\n" PARENT "\nx", 0},
	    {"", -1},
	    {"tree \n", -1},
	    {"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904", -1},
	    {"tree 4b825dc642cb6eb9a060e54bf8d69288fbee49041\n", -1},
	    {" " TREE, -1},
	    {PARENT TREE, -1},
	    {TREE "parent 12345678901234567890123456789012345678901\n", -1},
	    {TREE "parent\n", -1},
	    {TREE "parent 1234", -1},
	};
	struct world *world = *state;
	struct done_repo *repo = open_at(world->path);
	struct done_arena arena = {0};
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_commit commit = {.nr_parents = 99};
		struct done_error err = {0};
		struct done_oid id;
		test_write(world->path, "raw", rows[i].text);
		char *hex =
		    test_git_output(world->path, "hash-object -t commit -w --literally raw");
		assert_true(done_oid_parse(hex, &id));
		free(hex);
		int rc = done_commit_read(repo, &id, &arena, &commit, &err);
		if (rows[i].nr_parents < 0) {
			assert_int_equal(rc, DONE_E_UNDECIDED);
			assert_error(err, DONE_E_UNDECIDED, "is malformed");
			assert_int_equal(commit.nr_parents, 99);
		} else {
			assert_success(rc, err);
			assert_int_equal(commit.nr_parents, rows[i].nr_parents);
		}
	}
	done_arena_release(&arena);
	done_repo_close(repo);
}

static void test_commit__is_bounded(void **state)
{
	struct world *world = *state;
	struct done_repo *repo = open_at(world->path);
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_commit commit;
	struct done_oid id;
	char *hex = test_output(world->path,
	    "(printf '" TREE "\\n'; head -c 5000000 /dev/zero | tr '\\0' x) | "
	    "git hash-object -t commit -w --literally --stdin");
	assert_true(done_oid_parse(hex, &id));
	assert_int_equal(done_commit_read(repo, &id, &arena, &commit, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "is too large to read");
	free(hex);
	done_arena_release(&arena);
	done_repo_close(repo);
}

#define UNIT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    UNIT(test_resolve__accepts_its_forms_as_git_does),
	    UNIT(test_resolve__takes_the_first_digits_of_an_id),
	    UNIT(test_resolve__finds_remote_branches),
	    UNIT(test_resolve__refuses_other_forms),
	    UNIT(test_resolve__an_ambiguous_name_is_refused),
	    UNIT(test_resolve__forty_digits_are_an_object_id_only),
	    UNIT(test_resolve__only_commits_will_do),
	    UNIT(test_resolve__says_what_is_wrong_with_head),
	    UNIT(test_resolve__the_edge_of_a_shallow_clone),
	    UNIT(test_peel__tells_commits_from_the_rest),
	    UNIT(test_ref__is_read_or_is_not_there),
	    UNIT(test_commit__parents_in_order),
	    UNIT(test_commit__what_git_lives_with_is_read_and_what_is_broken_is_not),
	    UNIT(test_commit__is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
