/* Opening: where the repository is, whose it is, what shape it has. */
#include "repository.h"

#include "done/repo.h"
#include "repo/handle.h"

struct world {
	char *dir, *repo; /* repo: two commits, a/b.txt */
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	assert_non_null(world);
	world->dir = test_dir_new();
	world->repo = test_path("%s/repo", world->dir);
	test_repo_new(world->repo);
	test_write(world->repo, "a/b.txt", "one\n");
	test_commit(world->repo, "first");
	test_write(world->repo, "a/b.txt", "two\n");
	test_commit(world->repo, "second");
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

static struct done_repo *open_here(const char *directory)
{
	struct done_repo_options options = {.directory = directory};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	assert_success(done_repo_open(&repo, &options, &err), err);
	return repo;
}

static void assert_refused(const char *directory, const char *part, const char *cure)
{
	struct done_repo_options options = {.directory = directory};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	assert_int_equal(done_repo_open(&repo, &options, &err), DONE_E_UNDECIDED);
	assert_null(repo);
	assert_error(err, DONE_E_UNDECIDED, part);
	if (!strstr(err.cure, cure))
		fail_msg("expected cure '%s', got: %s", cure, err.cure);
}

/* What is opened is what git itself finds there. */
static void assert_as_git(const char *directory)
{
	struct done_repo *repo = open_here(directory);
	struct done_error err = {0};
	struct done_oid head;
	char hex[DONE_OID_HEX + 1];
	char *expected = test_git_output(directory, "rev-parse --absolute-git-dir");
	assert_string_equal(done_repo_git_directory(repo), expected);
	free(expected);
	expected = test_git_output(directory, "rev-parse HEAD");
	assert_success(done_revision_resolve(repo, "HEAD", &head, &err), err);
	done_oid_hex(&head, hex);
	assert_string_equal(hex, expected);
	free(expected);
	done_repo_close(repo);
}

static void test_open__finds_what_git_finds(void **state)
{
	struct world *world = *state;
	char *sub = test_path("%s/a", world->repo), *bare = test_path("%s/bare.git", world->dir);
	char *linked = test_path("%s/linked", world->dir);
	char *inside = test_path("%s/.git/refs", world->repo);
	test_sh(world->repo, "git clone -q --bare . '%s' && git worktree add -q -b side '%s'", bare,
	    linked);
	assert_as_git(world->repo);
	assert_as_git(sub);
	assert_as_git(bare);
	assert_as_git(linked);
	assert_as_git(inside);
	free(sub);
	free(bare);
	free(linked);
	free(inside);
}

static void test_open__knows_work_tree_and_common_directory(void **state)
{
	struct world *world = *state;
	char *linked = test_path("%s/linked", world->dir),
	     *bare = test_path("%s/b.git", world->dir);
	char *common = test_path("%s/.git", world->repo), *sub = test_path("%s/a", world->repo);
	test_sh(world->repo, "git worktree add -q -b side '%s' && git clone -q --bare . '%s'",
	    linked, bare);
	struct done_repo *repo = open_here(linked);
	assert_string_equal(done_repo_work_tree(repo), linked);
	assert_string_equal(done_repo_common_directory(repo), common);
	done_repo_close(repo);
	repo = open_here(sub);
	assert_string_equal(done_repo_work_tree(repo), world->repo);
	done_repo_close(repo);
	repo = open_here(bare);
	assert_null(done_repo_work_tree(repo));
	assert_string_equal(done_repo_common_directory(repo), bare);
	done_repo_close(repo);
	free(linked);
	free(bare);
	free(common);
	free(sub);
}

static void test_open__follows_a_git_file(void **state)
{
	struct world *world = *state;
	char *there = test_path("%s/there", world->dir);
	test_sh(world->dir, "mkdir there && echo 'gitdir: ../repo/.git' >there/.git");
	assert_as_git(there);
	test_sh(there, "echo 'gitdir: ../nowhere' >.git");
	assert_refused(there, "which is not a git directory", "");
	test_sh(there, "echo nonsense >.git");
	assert_refused(there, "is malformed", "gitdir: ");
	free(there);
}

static void test_open__honours_git_dir(void **state)
{
	struct world *world = *state;
	char *elsewhere = test_path("%s/else", world->dir);
	test_sh(world->dir, "mkdir else");
	assert_refused(elsewhere, "not a git repository", "GIT_DIR");
	setenv("GIT_DIR", "../repo/.git", 1);
	assert_as_git(elsewhere);
	struct done_repo *repo = open_here(elsewhere);
	assert_string_equal(done_repo_work_tree(repo), elsewhere);
	done_repo_close(repo);
	setenv("GIT_DIR", "../repo", 1);
	assert_refused(elsewhere, "GIT_DIR is '../repo', not a git directory", "unset GIT_DIR");
	/* What git itself refuses; hooks of some servers set it so. */
	setenv("GIT_DIR", "", 1);
	done_repo_close(open_here(world->repo));
	free(elsewhere);
}

static void test_open__honours_git_work_tree(void **state)
{
	struct world *world = *state;
	setenv("GIT_WORK_TREE", world->dir, 1);
	struct done_repo *repo = open_here(world->repo);
	assert_string_equal(done_repo_work_tree(repo), world->dir);
	done_repo_close(repo);
	setenv("GIT_WORK_TREE", "", 1);
	repo = open_here(world->repo);
	assert_string_equal(done_repo_work_tree(repo), world->repo);
	done_repo_close(repo);
	setenv("GIT_DIR", ".git", 1);
	setenv("GIT_WORK_TREE", ".", 1);
	repo = open_here(world->repo);
	assert_string_equal(done_repo_work_tree(repo), world->repo);
	done_repo_close(repo);
}

static void test_open__honours_core_worktree_and_bare(void **state)
{
	struct world *world = *state;
	test_git(world->repo, "config core.worktree ../..");
	struct done_repo *repo = open_here(world->repo);
	assert_string_equal(done_repo_work_tree(repo), world->dir);
	done_repo_close(repo);
	test_git(world->repo, "config --unset core.worktree");
	test_git(world->repo, "config core.bare true");
	repo = open_here(world->repo);
	assert_null(done_repo_work_tree(repo));
	done_repo_close(repo);
}

static void test_open__honours_git_index_file(void **state)
{
	struct world *world = *state;
	char *sub = test_path("%s/a", world->repo);
	struct done_repo *repo = open_here(world->repo);
	char *expected = test_path("%s/.git/index", world->repo);
	assert_string_equal(repo->index_file, expected);
	done_repo_close(repo);
	/* From a subdirectory too, git takes it from the top. */
	setenv("GIT_INDEX_FILE", ".git/next-index", 1);
	repo = open_here(sub);
	free(expected);
	expected = test_path("%s/.git/next-index", world->repo);
	assert_string_equal(repo->index_file, expected);
	done_repo_close(repo);
	free(expected);
	free(sub);
}

static void test_open__honours_git_common_dir_only_where_it_is_true(void **state)
{
	struct world *world = *state;
	char *common = test_path("%s/.git", world->repo);
	setenv("GIT_COMMON_DIR", common, 1);
	assert_as_git(world->repo);
	unsetenv("GIT_COMMON_DIR");
	test_sh(world->dir, "git clone -q repo other");
	free(common);
	common = test_path("%s/other/.git", world->dir);
	setenv("GIT_COMMON_DIR", common, 1);
	assert_refused(world->repo, "GIT_COMMON_DIR is", "unset GIT_COMMON_DIR");
	free(common);
}

static void test_open__stops_at_a_ceiling(void **state)
{
	struct world *world = *state;
	char *sub = test_path("%s/a", world->repo);
	setenv("GIT_CEILING_DIRECTORIES", world->repo, 1);
	assert_int_not_equal(test_git_status(sub, "rev-parse"), 0);
	assert_refused(sub, "not a git repository", "");
	assert_as_git(world->repo);
	free(sub);
}

static void test_open__refuses_a_bare_repository_in_a_work_tree(void **state)
{
	struct world *world = *state;
	char *inner = test_path("%s/a/inner", world->repo);
	test_sh(world->repo, "git init -q --bare a/inner");
	assert_refused(inner, "looks like a bare repository inside the work tree", "GIT_DIR=");
	setenv("GIT_DIR", ".", 1);
	done_repo_close(open_here(inner));
	free(inner);
}

static void test_open__does_not_climb_out_of_a_damaged_repository(void **state)
{
	struct world *world = *state;
	char *inner = test_path("%s/a/inner", world->repo);
	test_sh(world->repo, "git init -q a/inner && rm a/inner/.git/HEAD");
	assert_refused(inner, "is not a whole git directory", "");
	free(inner);
}

static void test_open__names_the_formats_it_cannot_read(void **state)
{
	static const struct {
		const char *key, *value, *version, *message;
	} rows[] = {
	    {"extensions.objectFormat", "sha256", "1", "SHA-256 repositories are not supported"},
	    {"extensions.refStorage", "reftable", "1", "ref storage 'reftable'"},
	    {"extensions.frobnicate", "true", "1", "extension 'frobnicate' is not supported"},
	    {"core.repositoryFormatVersion", "99", "99", "format '99' is not supported"},
	    {"extensions.frobnicate", "true", "0", NULL},
	    {"extensions.objectFormat", "sha1", "1", NULL},
	    {"extensions.partialClone", "origin", "1", NULL},
	    {"extensions.worktreeConfig", "true", "1", NULL},
	    {"extensions.preciousObjects", "true", "1", NULL},
	    {"extensions.noop", "true", "1", NULL},
	};
	struct world *world = *state;
	test_sh(world->repo, "cp .git/config ../config");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].key); i++) {
		test_sh(world->repo, "cp ../config .git/config");
		test_sh(world->dir,
		    "git config -f repo/.git/config core.repositoryFormatVersion %s",
		    rows[i].version);
		test_sh(
		    world->dir, "git config -f repo/.git/config %s %s", rows[i].key, rows[i].value);
		if (rows[i].message)
			assert_refused(world->repo, rows[i].message, "");
		else
			done_repo_close(open_here(world->repo));
	}
}

static void test_open__refuses_a_real_sha256_repository(void **state)
{
	struct world *world = *state;
	char *path = test_path("%s/sha256", world->dir);
	test_sh(world->dir, "git init -q --object-format=sha256 sha256 2>/dev/null");
	assert_refused(path, "SHA-256 repositories are not supported", "");
	free(path);
}

static void test_open__refuses_broken_configuration(void **state)
{
	struct world *world = *state;
	test_sh(world->repo, "printf '[core\\n' >>.git/config");
	assert_refused(world->repo, "cannot read the configuration", "");
}

static void test_open__includes_from_home(void **state)
{
	struct world *world = *state;
	test_git(world->repo, "config include.path '~/more'");
	test_sh(world->dir,
	    "printf '[done]\\n\\tx = home\\n[remote \"there\"]\\n\\turl = x\\n' "
	    ">home/more");
	struct done_repo *repo = open_here(world->repo);
	struct done_arena arena = {0};
	struct done_error err = {0};
	char *value = NULL;
	assert_int_equal(done_repo_config(repo, &arena, "done.x", &value, &err), 1);
	assert_string_equal(value, "home");
	git_strarray remotes = {0};
	assert_int_equal(git_remote_list(&remotes, repo->git), 0);
	assert_int_equal(remotes.count, 1);
	git_strarray_dispose(&remotes);
	done_arena_release(&arena);
	done_repo_close(repo);
}

static void assert_config(struct done_repo *repo, const char *key, const char *expected)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	char *value = NULL;
	int rc = done_repo_config(repo, &arena, key, &value, &err);
	assert_success(rc, err);
	assert_int_equal(rc, expected ? 1 : 0);
	if (expected)
		assert_string_equal(value, expected);
	done_arena_release(&arena);
}

static void assert_own(struct done_repo *repo, const char *key, const char *expected)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	char *value = NULL;
	int rc = done_repo_config_own(repo, &arena, key, &value, &err);
	assert_success(rc, err);
	assert_int_equal(rc, expected ? 1 : 0);
	if (expected)
		assert_string_equal(value, expected);
	done_arena_release(&arena);
}

static void test_open__tells_what_is_the_repositorys_own(void **state)
{
	struct world *world = *state;
	test_git(world->repo, "config --global done.x users");
	test_git(world->repo, "config --global done.y users");
	test_git(world->repo, "config done.y own");
	struct done_repo *repo = open_here(world->repo);
	assert_config(repo, "done.x", "users");
	assert_own(repo, "done.x", NULL);
	assert_own(repo, "done.y", "own");
	done_repo_close(repo);
}

static void test_open__is_not_stopped_by_the_users_files(void **state)
{
	struct world *world = *state;
	test_sh(world->dir, "printf '[broken\\n' >home/.gitconfig");
	struct done_repo *repo = open_here(world->repo);
	assert_config(repo, "done.x", NULL);
	test_sh(world->dir, "printf '[done]\\n\\tx = 1\\n' >>repo/.git/config");
	assert_config(repo, "done.x", "1");
	done_repo_close(repo);
	test_sh(world->dir, "rm home/.gitconfig && mkdir home/.gitconfig");
	done_repo_close(open_here(world->repo));
	setenv("HOME", "/nowhere", 1);
	done_repo_close(open_here(world->repo));
	unsetenv("HOME");
	done_repo_close(open_here(world->repo));
	setenv("HOME", world->dir, 1);
}

static void test_open__reads_flags_as_git_does(void **state)
{
	static const struct {
		const char *line;
		int rc;
		bool flag;
	} rows[] = {
	    {"", 0, false},
	    {"needThis", 1, true},
	    {"needThis =", 1, false},
	    {"needThis = Yes", 1, true},
	    {"needThis = 2k", 1, true},
	    {"needThis = off", 1, false},
	    {"needThis = 0", 1, false},
	    {"needThis = maybe", DONE_E_USAGE, false},
	};
	struct world *world = *state;

	test_sh(world->repo, "cp .git/config ../config");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].line); i++) {
		struct done_error err = {0};
		bool flag = !rows[i].flag;

		test_sh(world->repo,
		    "cp ../config .git/config && printf '[done]\n%s\n' >>.git/config",
		    rows[i].line);
		struct done_repo *repo = open_here(world->repo);
		int rc = done_repo_config_flag(repo, "done.needThis", &flag, &err);
		done_repo_close(repo);
		if (rc != rows[i].rc || (rc == 1 && flag != rows[i].flag))
			fail_msg("'%s': %d, %d, %s", rows[i].line, rc, flag, err.message);
		if (rc < 0)
			assert_error(
			    err, DONE_E_USAGE, "done.needThis must be true or false, not 'maybe'");
		if (rc != 1)
			assert_int_equal(flag, !rows[i].flag);
	}
}

static void test_open__refuses_what_cannot_be_read(void **state)
{
	struct world *world = *state;
	setenv("GIT_OBJECT_DIRECTORY", "/nope", 1);
	assert_refused(world->repo, "cannot read the object directory '/nope'", "");
	unsetenv("GIT_OBJECT_DIRECTORY");
	assert_refused("/nope", "cannot go into '/nope'", "");
	setenv("GIT_CONFIG_PARAMETERS", "'x", 1);
	assert_refused(world->repo, "GIT_CONFIG_PARAMETERS is malformed", "");
	unsetenv("GIT_CONFIG_PARAMETERS");
	setenv("GIT_CONFIG_COUNT", "1", 1);
	assert_refused(world->repo, "GIT_CONFIG_KEY_0 is missing", "");
	unsetenv("GIT_CONFIG_COUNT");
	test_write(world->repo, ".git/shallow", "nonsense\n");
	assert_refused(world->repo, "shallow' is malformed", "");
}

static void test_open__says_that_permission_is_lacking(void **state)
{
	static const struct {
		const char *path, *message;
	} rows[] = {
	    {".git/objects", "cannot read the object directory"},
	    {".git/objects/pack", "cannot read the object directory"},
	    {".git", "Permission denied"},
	    {".git/config", "config"},
	};
	struct world *world = *state;
	if (geteuid() == 0)
		skip();
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++) {
		test_sh(world->repo, "chmod 000 %s", rows[i].path);
		assert_refused(world->repo, rows[i].message, "");
		test_sh(world->repo, "chmod 755 %s", rows[i].path);
	}
	/* The user's own files are another matter. */
	test_sh(world->dir, "chmod 000 home/.gitconfig");
	done_repo_close(open_here(world->repo));
	test_sh(world->dir, "chmod 000 home");
	done_repo_close(open_here(world->repo));
	test_sh(world->dir, "chmod 755 home");
}

static void give_away(struct world *world)
{
	test_sh(world->dir, "chown -R 1234 repo");
}

static void test_owner__a_foreign_repository_needs_safe_directory(void **state)
{
	static const struct {
		const char *value; /* as the shell expands it */
		bool safe;
	} rows[] = {
	    {"*", true},
	    {"$REPO", true},
	    {"$REPO/", true},
	    {"$DIR/*", true},
	    {"$DIR", false},
	    {"$REPO/*", false},
	    {"/other", false},
	    {"repo", false},
	    {".", false},
	    {"~/../repo", true},
	};
	struct world *world = *state;
	if (geteuid() != 0)
		skip();
	give_away(world);
	setenv("REPO", world->repo, 1);
	setenv("DIR", world->dir, 1);
	assert_refused(world->repo, "belongs to uid 1234, this process is uid 0",
	    "git config --global --add safe.directory");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].value); i++) {
		test_sh(world->dir, "git config --global safe.directory \"%s\"", rows[i].value);
		if (rows[i].safe)
			done_repo_close(open_here(world->repo));
		else
			assert_refused(world->repo, "belongs to uid 1234", "");
	}
	/* An empty value takes back what came before. */
	test_sh(world->dir,
	    "git config --global safe.directory '*'; "
	    "git config --global --add safe.directory ''");
	assert_refused(world->repo, "belongs to uid 1234", "");
}

static void test_owner__safe_directory_is_read_where_git_reads_it(void **state)
{
	struct world *world = *state;
	if (geteuid() != 0)
		skip();
	give_away(world);
	/* Not from the repository itself. */
	test_sh(world->dir, "git config -f repo/.git/config safe.directory '*'");
	assert_refused(world->repo, "belongs to uid 1234", "");
	test_sh(world->dir, "git config -f named safe.directory '*'");
	char *named = test_path("%s/named", world->dir);
	setenv("GIT_CONFIG_GLOBAL", named, 1);
	assert_int_equal(test_git_status(world->repo, "rev-parse"), 0);
	done_repo_close(open_here(world->repo));
	unsetenv("GIT_CONFIG_GLOBAL");
	setenv("GIT_CONFIG_SYSTEM", named, 1);
	assert_refused(world->repo, "belongs to uid 1234", "");
	unsetenv("GIT_CONFIG_NOSYSTEM");
	done_repo_close(open_here(world->repo));
	unsetenv("GIT_CONFIG_SYSTEM");
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	test_sh(world->dir, "mkdir -p xdg/git && cp named xdg/git/config");
	free(named);
	named = test_path("%s/xdg", world->dir);
	setenv("XDG_CONFIG_HOME", named, 1);
	done_repo_close(open_here(world->repo));
	unsetenv("XDG_CONFIG_HOME");
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "Safe.Directory", 1);
	setenv("GIT_CONFIG_VALUE_0", "*", 1);
	done_repo_close(open_here(world->repo));
	setenv("GIT_CONFIG_VALUE_0", "", 1);
	assert_refused(world->repo, "belongs to uid 1234", "");
	unsetenv("GIT_CONFIG_COUNT");
	setenv("GIT_CONFIG_PARAMETERS", "'safe.directory'='*'", 1);
	done_repo_close(open_here(world->repo));
	free(named);
}

static void test_owner__is_not_asked_where_git_does_not_ask(void **state)
{
	struct world *world = *state;
	struct done_repo_options trusting = {.directory = world->repo, .trust_owner = true};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	if (geteuid() != 0)
		skip();
	give_away(world);
	assert_success(done_repo_open(&repo, &trusting, &err), err);
	done_repo_close(repo);
	setenv("SUDO_UID", "1234", 1);
	done_repo_close(open_here(world->repo));
	setenv("SUDO_UID", "1234x", 1);
	assert_refused(world->repo, "belongs to uid 1234", "");
	unsetenv("SUDO_UID");
	setenv("GIT_DIR", ".git", 1);
	done_repo_close(open_here(world->repo));
}

static void test_facts__shallow_partial_and_replacements(void **state)
{
	struct world *world = *state;
	char *path = test_path("%s/shallow", world->dir);
	struct done_repo *repo = open_here(world->repo);
	assert_false(
	    done_repo_is_shallow(repo) || repo->partial || done_repo_has_replacements(repo));
	done_repo_close(repo);

	test_sh(world->dir, "git clone -q --depth 1 \"file://$PWD/repo\" shallow");
	repo = open_here(path);
	assert_true(done_repo_is_shallow(repo));
	assert_int_equal(repo->nr_grafts, 1);
	assert_false(repo->partial);
	done_repo_close(repo);
	free(path);

	path = test_path("%s/partial", world->dir);
	test_sh(world->dir,
	    "git clone -q --no-checkout --filter=blob:none "
	    "\"file://$PWD/repo\" partial");
	repo = open_here(path);
	assert_true(repo->partial);
	done_repo_close(repo);
	free(path);

	test_sh(world->repo, "git replace HEAD HEAD~1");
	repo = open_here(world->repo);
	assert_true(done_repo_has_replacements(repo));
	done_repo_close(repo);
	test_git(world->repo, "pack-refs --all");
	repo = open_here(world->repo);
	assert_true(done_repo_has_replacements(repo));
	done_repo_close(repo);
}

static void test_again__is_the_same_repository(void **state)
{
	struct world *world = *state;
	struct done_error err = {0};
	struct done_repo *repo = open_here(world->repo), *again = NULL;
	struct done_oid a, b;
	setenv("GIT_DIR", "/nowhere", 1);
	assert_success(done_repo_again(&again, repo, &err), err);
	unsetenv("GIT_DIR");
	assert_success(done_revision_resolve(repo, "HEAD", &a, &err), err);
	done_repo_close(repo);
	assert_string_equal(done_repo_work_tree(again), world->repo);
	assert_success(done_revision_resolve(again, "main", &b, &err), err);
	assert_true(done_oid_equal(&a, &b));
	done_repo_close(again);
	done_repo_close(NULL);
}

static void test_config__last_one_wins(void **state)
{
	struct world *world = *state;
	test_git(world->repo, "config --global done.x global");
	test_git(world->repo, "config --global done.y global");
	test_git(world->repo, "config done.x local");
	test_git(world->repo, "config --add done.x later");
	test_git(world->repo, "config branch.Feature/A.merge refs/heads/main");
	struct done_repo *repo = open_here(world->repo);
	assert_config(repo, "done.x", "later");
	assert_config(repo, "done.y", "global");
	assert_config(repo, "done.z", NULL);
	assert_config(repo, "branch.Feature/A.merge", "refs/heads/main");
	assert_config(repo, "branch.feature/a.merge", NULL);
	done_repo_close(repo);

	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "Done.X", 1);
	setenv("GIT_CONFIG_VALUE_0", "counted", 1);
	repo = open_here(world->repo);
	assert_config(repo, "done.x", "counted");
	done_repo_close(repo);
	setenv("GIT_CONFIG_PARAMETERS", "'done.y'='it'\\''s' 'done.x=old form' 'done.z'=", 1);
	repo = open_here(world->repo);
	assert_config(repo, "done.x", "old form");
	assert_config(repo, "done.y", "it's");
	assert_config(repo, "done.z", "");
	done_repo_close(repo);
}

static void test_library__says_its_version(void **state)
{
	char text[96];
	(void)state;
	done_repo_libraries(text);
	assert_memory_equal(text, "libgit2 1.", 10);
}

#define UNIT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    UNIT(test_open__finds_what_git_finds),
	    UNIT(test_open__knows_work_tree_and_common_directory),
	    UNIT(test_open__follows_a_git_file),
	    UNIT(test_open__honours_git_dir),
	    UNIT(test_open__honours_git_work_tree),
	    UNIT(test_open__honours_core_worktree_and_bare),
	    UNIT(test_open__honours_git_index_file),
	    UNIT(test_open__honours_git_common_dir_only_where_it_is_true),
	    UNIT(test_open__stops_at_a_ceiling),
	    UNIT(test_open__refuses_a_bare_repository_in_a_work_tree),
	    UNIT(test_open__does_not_climb_out_of_a_damaged_repository),
	    UNIT(test_open__names_the_formats_it_cannot_read),
	    UNIT(test_open__refuses_a_real_sha256_repository),
	    UNIT(test_open__refuses_broken_configuration),
	    UNIT(test_open__includes_from_home),
	    UNIT(test_open__tells_what_is_the_repositorys_own),
	    UNIT(test_open__is_not_stopped_by_the_users_files),
	    UNIT(test_open__reads_flags_as_git_does),
	    UNIT(test_open__refuses_what_cannot_be_read),
	    UNIT(test_open__says_that_permission_is_lacking),
	    UNIT(test_owner__a_foreign_repository_needs_safe_directory),
	    UNIT(test_owner__safe_directory_is_read_where_git_reads_it),
	    UNIT(test_owner__is_not_asked_where_git_does_not_ask),
	    UNIT(test_facts__shallow_partial_and_replacements),
	    UNIT(test_again__is_the_same_repository),
	    UNIT(test_config__last_one_wins),
	    UNIT(test_library__says_its_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
