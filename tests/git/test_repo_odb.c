/* The object database: alternates, quarantine, damage, what is missing and why. */
#include "repository.h"

#include <zlib.h>

#include "done/repo.h"
#include "repo/handle.h"

struct world {
	char *dir, *repo, *blob; /* blob: the id of "a" */
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	assert_non_null(world);
	world->dir = test_dir_new();
	world->repo = test_path("%s/repo", world->dir);
	test_repo_new(world->repo);
	test_write(world->repo, "a", "some content of a file\n");
	test_commit(world->repo, "first");
	world->blob = test_git_output(world->repo, "rev-parse HEAD:a");
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	test_dir_remove(world->dir);
	free(world->repo);
	free(world->blob);
	free(world);
	return 0;
}

static struct done_repo *open_with(const char *directory, bool verify)
{
	struct done_repo_options options = {.directory = directory, .verify = verify};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	assert_success(done_repo_open(&repo, &options, &err), err);
	return repo;
}

static int read_blob(
    struct done_repo *repo, const char *hex, struct done_buf *out, struct done_error *err)
{
	struct done_oid id;
	assert_true(done_oid_parse(hex, &id));
	return done_object_read(repo, &id, GIT_OBJECT_BLOB, 1 << 20, "path/of/it", out, err);
}

static void assert_reads(const char *directory, const char *hex)
{
	struct done_repo *repo = open_with(directory, true);
	struct done_error err = {0};
	struct done_buf out = {0};
	assert_success(read_blob(repo, hex, &out, &err), err);
	char *expected = test_git_output(directory, "cat-file -p %s", hex);
	assert_memory_equal(out.ptr, expected, strlen(expected));
	free(expected);
	done_buf_release(&out);
	done_repo_close(repo);
}

static void assert_unreadable(
    const char *directory, const char *hex, const char *part, const char *cure)
{
	struct done_repo *repo = open_with(directory, true);
	struct done_error err = {0};
	struct done_buf out = {0};
	assert_int_equal(read_blob(repo, hex, &out, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, part);
	if (!strstr(err.cure, cure))
		fail_msg("expected cure '%s', got: %s", cure, err.cure);
	assert_int_equal(out.len, 0);
	done_buf_release(&out);
	done_repo_close(repo);
}

static char *loose_path(const char *hex)
{
	return test_path(".git/objects/%.2s/%s", hex, hex + 2);
}

/* Replaces the file of an object. */
static void put_loose(const struct world *world, const void *bytes, size_t len)
{
	char *path = loose_path(world->blob);
	test_sh(world->repo, "rm -f %s", path);
	test_write_bytes(world->repo, path, bytes, len);
	free(path);
}

/* Replaces it with these bytes, packed. */
static void put_packed(const struct world *world, const char *bytes, size_t len)
{
	unsigned char packed[4096];
	uLongf packed_len = sizeof(packed);
	assert_int_equal(compress(packed, &packed_len, (const Bytef *)bytes, (uLong)len), Z_OK);
	put_loose(world, packed, packed_len);
}

static void test_loose__reads_whole_objects(void **state)
{
	struct world *world = *state;
	assert_reads(world->repo, world->blob);
	char *hex = test_git_output(world->repo, "hash-object -w --stdin </dev/null");
	assert_reads(world->repo, hex);
	free(hex);
	hex = test_output(world->repo, "seq 100000 | git hash-object -w --stdin");
	assert_reads(world->repo, hex);
	test_git(world->repo, "update-ref refs/heads/x HEAD");
	free(hex);
	test_git(world->repo, "repack -qad");
	assert_reads(world->repo, world->blob);
}

static void test_loose__every_truncation_ends_with_an_error(void **state)
{
	struct world *world = *state;
	char *path = loose_path(world->blob), *name = test_path("%s/%s", world->repo, path);
	unsigned char bytes[4096];
	FILE *fp = fopen(name, "r");
	assert_non_null(fp);
	size_t len = fread(bytes, 1, sizeof(bytes), fp);
	fclose(fp);
	assert_in_range(len, 20, sizeof(bytes) - 1);
	alarm(60); /* libgit2's own reader would never end */
	for (size_t i = 0; i < len; i++) {
		put_loose(world, bytes, i);
		assert_unreadable(world->repo, world->blob, "", "git fsck");
	}
	put_loose(world, bytes, len / 2);
	assert_unreadable(world->repo, world->blob, "is truncated", "git fsck");
	alarm(0);
	put_loose(world, bytes, len);
	assert_reads(world->repo, world->blob);
	bytes[len] = 'x';
	put_loose(world, bytes, len + 1);
	assert_unreadable(world->repo, world->blob, "has bytes behind its end", "git fsck");
	free(path);
	free(name);
}

static void test_loose__length_and_header_are_checked(void **state)
{
#define ROW(text, message)                      \
	{                                       \
		text, sizeof(text) - 1, message \
	}
	static const struct {
		const char *bytes;
		size_t len;
		const char *message;
	} rows[] = {
	    ROW("blob 3\0abcd", "is longer than its header says"),
	    ROW("blob 3\0ab", "is shorter than its header says"),
	    ROW("blob 0\0a", "is longer than its header says"),
	    ROW("blob "
	        "80\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	        "aa"
	        "aaaaaaaaaaaaaaaaa",
	        "is longer than its header says"),
	    ROW("blob "
	        "80\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	        "a",
	        "is shorter than its header says"),
	    ROW("blob 3\0abc", "its content has another hash than its name"),
	    ROW("blob -1\0a", "has an invalid header"),
	    ROW("blob 01\0a", "has an invalid header"),
	    ROW("blob \0a", "has an invalid header"),
	    ROW("blob 1", "has an invalid header"),
	    ROW("blog 1\0a", "has an invalid header"),
	    ROW("", "has an invalid header"),
	    ROW("blob 99999999999\0a", "too large"),
	    ROW("blob 18446744073709551615\0a", "invalid header"),
	    ROW("blob 99999999999999999999999\0a", "invalid header"),
	    ROW("tree 0\0", "'path/of/it' is a tree, but must be a blob"),
	};
	struct world *world = *state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].bytes); i++) {
		put_packed(world, rows[i].bytes, rows[i].len);
		assert_unreadable(world->repo, world->blob, rows[i].message, "");
	}
}

static void test_loose__every_flipped_byte_is_seen_when_verifying(void **state)
{
	struct world *world = *state;
	size_t nr_refused = 0;
	char *path = loose_path(world->blob), *name = test_path("%s/%s", world->repo, path);
	unsigned char bytes[4096];
	FILE *fp = fopen(name, "r");
	assert_non_null(fp);
	size_t len = fread(bytes, 1, sizeof(bytes), fp);
	fclose(fp);
	for (size_t i = 0; i < len; i++) {
		struct done_repo *repo = open_with(world->repo, true);
		struct done_error err = {0};
		struct done_buf out = {0};

		bytes[i] ^= 0x10;
		put_loose(world, bytes, len);
		/* Some bits mean nothing, such as those that fill up the last byte. */
		if (read_blob(repo, world->blob, &out, &err) >= 0)
			assert_string_equal(out.ptr, "some content of a file\n");
		else
			nr_refused++;
		bytes[i] ^= 0x10;
		done_buf_release(&out);
		done_repo_close(repo);
	}
	assert_in_range(nr_refused, len - 2, len);
	free(path);
	free(name);
}

static void test_loose__only_regular_files_are_read(void **state)
{
	struct world *world = *state;
	char *path = loose_path(world->blob);
	alarm(60);
	test_sh(world->repo, "rm -f %s && mkfifo %s", path, path);
	assert_unreadable(world->repo, world->blob, "is not a regular file", "");
	test_sh(world->repo, "rm -f %s && mkdir %s", path, path);
	assert_unreadable(world->repo, world->blob, "is not a regular file", "");
	alarm(0);
	free(path);
}

static void test_read__hash_is_checked_only_when_asked(void **state)
{
	struct world *world = *state;
	struct done_error err = {0};
	struct done_buf out = {0};
	put_packed(world, "blob 3\0abc", 10);
	struct done_repo *repo = open_with(world->repo, false);
	assert_success(read_blob(repo, world->blob, &out, &err), err);
	assert_string_equal(out.ptr, "abc");
	done_buf_release(&out);
	done_repo_close(repo);
}

static void test_read__stays_within_the_limit(void **state)
{
	struct world *world = *state;
	struct done_repo *repo = open_with(world->repo, true);
	struct done_error err = {0};
	struct done_buf out = {0};
	struct done_oid id;
	assert_true(done_oid_parse(world->blob, &id));
	assert_success(done_object_read(repo, &id, GIT_OBJECT_BLOB, 23, "a", &out, &err), err);
	assert_int_equal(out.len, 23);
	assert_int_equal(
	    done_object_read(repo, &id, GIT_OBJECT_BLOB, 22, "a", &out, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "'a' is too large to read: 23 bytes, the limit is 22");
	assert_int_equal(out.len, 23);
	done_buf_release(&out);
	done_repo_close(repo);
}

static void test_missing__says_why(void **state)
{
	struct world *world = *state;
	char *path = loose_path(world->blob), *clone = test_path("%s/clone", world->dir);
	test_sh(world->repo, "cp -r . ../whole && rm -f %s", path);
	assert_unreadable(
	    world->repo, world->blob, "(path/of/it) is missing from this repository", "git fsck");

	test_sh(world->dir, "git clone -q --bare --filter=blob:none \"file://$PWD/whole\" clone");
	assert_unreadable(clone, world->blob, "is missing", "git fetch --refetch --no-filter");
	/* The cure cures. */
	test_sh(clone, "git fetch -q --refetch --no-filter origin");
	assert_reads(clone, world->blob);

	test_write(world->repo, ".git/objects/info/alternates", "/gone/objects\n");
	assert_unreadable(world->repo, world->blob, "is missing", "'/gone/objects'");
	test_sh(world->dir, "cd whole && git repack -qad && rm .git/objects/pack/*.idx");
	free(clone);
	clone = test_path("%s/whole", world->dir);
	assert_unreadable(clone, world->blob, "is missing", ".pack has no .idx");
	free(clone);
	free(path);
}

static void test_missing__shallow_clone_names_its_cure(void **state)
{
	struct world *world = *state;
	char *first = test_git_output(world->repo, "rev-parse HEAD");
	char *clone = test_path("%s/shallow", world->dir);
	struct done_error err = {0};
	struct done_oid id;
	test_commit(world->repo, "second");
	test_sh(world->dir, "git clone -q --depth 1 \"file://$PWD/repo\" shallow");
	struct done_repo *repo = open_with(clone, true);
	assert_int_equal(done_revision_resolve(repo, first, &id, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, first);
	assert_non_null(strstr(err.cure, "git fetch --unshallow"));
	done_repo_close(repo);
	free(first);
	free(clone);
}

static void test_alternates__are_followed_as_git_does(void **state)
{
	struct world *world = *state;
	char *user = test_path("%s/user", world->dir);
	char *third = test_path("%s/a:b \"c", world->dir);
	test_sh(world->dir,
	    "git init -q user && git init -q second && cp -r repo 'a:b \"c' && "
	    "rm -rf repo/.git/objects/??");
	/* Relative at both levels, quoted, and in a circle. */
	test_write(
	    user, ".git/objects/info/alternates", "# comment\n\n../../../second/.git/objects\n");
	test_sh(world->dir,
	    "printf '%%s\\n' '\"../../../a:b \\\"c/.git/objects\"' "
	    "'../../../user/.git/objects' "
	    ">second/.git/objects/info/alternates");
	assert_reads(user, world->blob);
	free(user);
	free(third);
}

static void test_alternates__too_deep_is_refused(void **state)
{
	struct world *world = *state;
	struct done_repo_options options = {.directory = world->repo};
	struct done_error err = {0};
	struct done_repo *repo = NULL;
	for (int i = 0; i < 9; i++)
		test_sh(world->dir, "mkdir -p o%d/info && echo ../o%d >o%d/info/alternates", i,
		    i + 1, i);
	test_sh(world->dir, "echo ../../../o0 >repo/.git/objects/info/alternates && mkdir o9");
	assert_int_equal(done_repo_open(&repo, &options, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "nested too deep");
}

static void test_quarantine__is_read_with_quoted_alternates(void **state)
{
	struct world *world = *state;
	/* A path that git has to quote, as a server's hook finds it. */
	char *server = test_path("%s/ser:ver \"x.git", world->dir);
	char *objects = test_path("%s/objects", server);
	char *quarantine = test_path("%s/objects/incoming", server);
	char *quoted = test_path("\"%s/ser:ver \\\"x.git/objects\"::/dead", world->dir);
	test_sh(world->dir, "git clone -q --bare repo 'ser:ver \"x.git' && mkdir '%s'", quarantine);
	setenv("GIT_DIR", ".", 1);
	setenv("GIT_OBJECT_DIRECTORY", quarantine, 1);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted, 1);
	setenv("GIT_QUARANTINE_PATH", quarantine, 1);
	char *hex = test_output(server, "echo new | git hash-object -w --stdin");
	assert_reads(server, world->blob);
	assert_reads(server, hex);
	assert_unreadable(
	    server, "1234567890123456789012345678901234567890", "is missing", "quarantined push");
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", "", 1);
	assert_unreadable(server, world->blob, "is missing", "quarantined push");
	free(hex);
	free(server);
	free(objects);
	free(quarantine);
	free(quoted);
}

static void test_quarantine__a_real_push_shows_its_objects_to_the_hook(void **state)
{
	struct world *world = *state;
	char *server = test_path("%s/server.git", world->dir);
	test_sh(world->dir, "git clone -q --bare repo server.git");
	test_write(server, "hooks/pre-receive",
	    "#!/bin/sh\nenv | grep ^GIT_ >../environment\n"
	    "cp -r . ../copy.git\nexit 0\n");
	test_sh(server, "chmod +x hooks/pre-receive");
	test_write(world->repo, "b", "pushed\n");
	test_commit(world->repo, "second");
	test_sh(world->repo, "git push -q ../server.git main");
	char *objects = test_output(world->dir,
	    "sed -n 's/^GIT_OBJECT_DIRECTORY=//p' environment | "
	    "sed 's/server.git/copy.git/'");
	char *others =
	    test_output(world->dir, "sed -n 's/^GIT_ALTERNATE_OBJECT_DIRECTORIES=//p' environment");
	char *copy = test_path("%s/copy.git", world->dir);
	char *hex = test_git_output(world->repo, "rev-parse HEAD:b");
	assert_unreadable(copy, hex, "is missing", "");
	setenv("GIT_DIR", ".", 1);
	setenv("GIT_OBJECT_DIRECTORY", objects, 1);
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", others, 1);
	assert_reads(copy, hex);
	assert_reads(copy, world->blob);
	free(objects);
	free(others);
	free(copy);
	free(hex);
	free(server);
}

static void test_oid__text_and_hash(void **state)
{
	struct world *world = *state;
	static const char content[] = "some content of a file\n";
	char hex[DONE_OID_HEX + 1];
	struct done_oid oid = {{1}}, other;
	done_oid_of_blob((struct done_bytes){content, sizeof(content) - 1}, &oid);
	done_oid_hex(&oid, hex);
	assert_string_equal(hex, world->blob);
	done_oid_of_blob((struct done_bytes){NULL, 0}, &oid);
	done_oid_hex(&oid, hex);
	assert_string_equal(hex, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
	assert_true(done_oid_parse("E69DE29BB2D1D6434B8B29AE775AD8C2E48C5391", &other));
	assert_true(done_oid_equal(&oid, &other));
	assert_false(done_oid_parse("e69de29bb2d1d6434b8b29ae775ad8c2e48c539", &other));
	assert_false(done_oid_parse("e69de29bb2d1d6434b8b29ae775ad8c2e48c53911", &other));
	assert_false(done_oid_parse("e69de29bb2d1d6434b8b29ae775ad8c2e48c539g", &other));
	assert_false(done_oid_parse("", &other));
	assert_true(done_oid_parse("0000000000000000000000000000000000000000", &other));
	assert_true(done_oid_is_zero(&other));
	assert_false(done_oid_is_zero(&oid));
}

#define UNIT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    UNIT(test_loose__reads_whole_objects),
	    UNIT(test_loose__every_truncation_ends_with_an_error),
	    UNIT(test_loose__length_and_header_are_checked),
	    UNIT(test_loose__every_flipped_byte_is_seen_when_verifying),
	    UNIT(test_loose__only_regular_files_are_read),
	    UNIT(test_read__hash_is_checked_only_when_asked),
	    UNIT(test_read__stays_within_the_limit),
	    UNIT(test_missing__says_why),
	    UNIT(test_missing__shallow_clone_names_its_cure),
	    UNIT(test_alternates__are_followed_as_git_does),
	    UNIT(test_alternates__too_deep_is_refused),
	    UNIT(test_quarantine__is_read_with_quoted_alternates),
	    UNIT(test_quarantine__a_real_push_shows_its_objects_to_the_hook),
	    UNIT(test_oid__text_and_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
