/* The quick way to packed objects: right for every object, and silent at anything that is odd. */
#include "repository.h"

#include "done/repo.h"
#include "repo/pack.h"

struct world {
	char *dir, *repo, *objects;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	assert_non_null(world);
	world->dir = test_dir_new();
	world->repo = test_path("%s/repo", world->dir);
	world->objects = test_path("%s/.git/objects", world->repo);
	test_repo_new(world->repo);
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	test_dir_remove(world->dir);
	free(world->repo);
	free(world->objects);
	free(world);
	return 0;
}

/* Versions of a file, each a line further from the first, so that packing makes chains of deltas.
 */
static void commit_versions(const struct world *world, int nr, int lines)
{
	test_sh(world->repo, "seq %d | sed 's/^/line /' >file", lines);
	for (int i = 1; i <= nr; i++) {
		test_sh(world->repo,
		    "awk 'NR == %d { $0 = \"version %d, \" NR * 7919 * %d } { print }' file "
		    ">next && mv next file",
		    i * 3, i, lines);
		test_commit(world->repo, "version");
	}
}

static struct done_packs *open_packs(const struct world *world)
{
	const char *directories[] = {world->objects};
	return done_packs_open(directories, 1);
}

static bool is_right(const struct done_oid *id, const struct done_packed *object)
{
	git_oid expected, found;
	done_oid_to_git(&expected, id);
	assert_int_equal(
	    git_odb_hash(&found, object->bytes.ptr, object->bytes.len, object->type), 0);
	return git_oid_equal(&expected, &found);
}

/* Reads every object that git lists, there and back; how many were not read. */
static size_t read_all(const struct world *world, struct done_packs *packs, size_t *nr)
{
	char *ids = test_output(world->repo,
	    "git cat-file --batch-all-objects "
	    "--batch-check='%(objectname)' 2>/dev/null");
	size_t lines = (strlen(ids) + 1) / (DONE_OID_HEX + 1), unread = 0;
	for (size_t i = 0; i < 2 * lines; i++) {
		size_t line = i < lines ? i : 2 * lines - 1 - i;
		char hex[DONE_OID_HEX + 1] = {0};
		struct done_packed object;
		struct done_oid id;
		memcpy(hex, ids + line * (DONE_OID_HEX + 1), DONE_OID_HEX);
		assert_true(done_oid_parse(hex, &id));
		if (!done_packs_read(packs, &id, 64 << 20, &object))
			unread++;
		else if (!is_right(&id, &object))
			fail_msg("object %s was read wrong", hex);
	}
	*nr = lines;
	free(ids);
	return unread;
}

static void assert_reads_all(const struct world *world)
{
	struct done_packs *packs = open_packs(world);
	size_t nr = 0;
	assert_int_equal(read_all(world, packs, &nr), 0);
	assert_in_range(nr, 10, 10000);
	done_packs_close(packs);
}

static void test_read__every_object_of_every_kind_of_pack(void **state)
{
	static const struct {
		const char *repack, *depth;
	} rows[] = {
	    {"-c repack.useDeltaBaseOffset=true repack -adfq --depth=50 --window=20",
	        "chain length = [2-9]"},
	    {"-c repack.useDeltaBaseOffset=false repack -adfq --depth=50 --window=20",
	        "chain length = [2-9]"},
	    {"repack -adfq --depth=0", "non delta"},
	    {"-c core.bigFileThreshold=1k repack -adfq", "non delta"},
	    {"-c pack.compression=0 repack -adFq", "chain length"},
	};
	struct world *world = *state;
	commit_versions(world, 20, 500);
	test_sh(world->repo, "seq 200000 >large && : >empty && head -c 300000 /dev/urandom >noise");
	test_commit(world->repo, "large");
	test_sh(world->repo, "seq 200001 >large && git tag -a -m text tag");
	test_commit(world->repo, "larger");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].repack); i++) {
		test_git(world->repo, "%s", rows[i].repack);
		test_sh(world->repo, "git verify-pack -v .git/objects/pack/*.idx | grep -q '%s'",
		    rows[i].depth);
		assert_reads_all(world);
	}
}

static void test_read__several_packs_and_what_lies_loose(void **state)
{
	struct world *world = *state;
	struct done_oid id;
	struct done_packed object;
	commit_versions(world, 5, 100);
	test_git(world->repo, "repack -dq");
	commit_versions(world, 6, 200);
	test_git(world->repo, "repack -dq");
	assert_reads_all(world);
	char *loose = test_output(world->repo, "echo loose | git hash-object -w --stdin");
	assert_true(done_oid_parse(loose, &id));
	struct done_packs *packs = open_packs(world);
	assert_false(done_packs_read(packs, &id, 100, &object));
	done_packs_close(packs);
	free(loose);
}

static void test_read__stays_within_the_limit(void **state)
{
	struct world *world = *state;
	struct done_packed object;
	struct done_oid id;
	commit_versions(world, 3, 1000);
	test_git(world->repo, "repack -adfq");
	for (int back = 0; back < 3; back++) { /* whole, and made by a delta */
		char *hex = test_git_output(world->repo, "rev-parse HEAD~%d:file", back);
		char *size = test_git_output(world->repo, "cat-file -s %s", hex);
		size_t len = strtoul(size, NULL, 10);
		assert_true(done_oid_parse(hex, &id));
		struct done_packs *packs = open_packs(world);
		assert_false(done_packs_read(packs, &id, len - 1, &object));
		assert_true(done_packs_read(packs, &id, len, &object));
		assert_int_equal(object.bytes.len, len);
		assert_false(done_packs_read(packs, &id, len - 1, &object));
		done_packs_close(packs);
		free(hex);
		free(size);
	}
}

struct file {
	char *path;
	unsigned char *bytes;
	size_t len;
};

static struct file load(const struct world *world, const char *ending)
{
	char *name = test_output(world->repo, "basename .git/objects/pack/*.pack .pack");
	struct file file = {.path = test_path(".git/objects/pack/%s.%s", name, ending)};
	char *whole = test_path("%s/%s", world->repo, file.path);
	FILE *fp = fopen(whole, "rb");
	assert_non_null(fp);
	file.bytes = malloc(1 << 20);
	assert_non_null(file.bytes);
	file.len = fread(file.bytes, 1, 1 << 20, fp);
	assert_in_range(file.len, 100, (1 << 20) - 1);
	fclose(fp);
	free(whole);
	free(name);
	test_sh(world->repo, "chmod u+w .git/objects/pack/*");
	return file;
}

static void store(const struct world *world, const struct file *file, size_t len)
{
	test_write_bytes(world->repo, file->path, file->bytes, len);
}

/* Reads what can be read: nothing here may crash, and what is whole must be right. */
static size_t read_damaged(const struct world *world, const struct done_oid *ids, size_t nr)
{
	struct done_packs *packs = open_packs(world);
	size_t right = 0;
	for (size_t i = 0; i < nr; i++) {
		struct done_packed object;
		right +=
		    done_packs_read(packs, &ids[i], 1 << 20, &object) && is_right(&ids[i], &object);
	}
	done_packs_close(packs);
	return right;
}

static void test_read__survives_every_damage(void **state)
{
	static const char *const endings[] = {"pack", "idx"};
	struct world *world = *state;
	struct done_oid ids[5];
	commit_versions(world, 5, 30);
	for (int i = 0; i < 5; i++) {
		char *hex = test_git_output(world->repo, "rev-parse HEAD~%d:file", i);
		assert_true(done_oid_parse(hex, &ids[i]));
		free(hex);
	}
	test_git(world->repo, "repack -adfq");
	for (size_t e = 0; e < DONE_ARRAY_SIZE(endings); e++) {
		struct file file = load(world, endings[e]);
		size_t hurt = 0;
		for (size_t i = 0; i < file.len; i++) {
			file.bytes[i] ^= 0x81;
			store(world, &file, file.len);
			hurt += read_damaged(world, ids, 5) < 5;
			file.bytes[i] ^= 0x81;
		}
		assert_in_range(hurt, 20, file.len);
		for (size_t i = 1; i < file.len; i += 3) {
			store(world, &file, i);
			assert_in_range(read_damaged(world, ids, 5), 0, 4);
		}
		store(world, &file, file.len);
		assert_int_equal(read_damaged(world, ids, 5), 5);
		free(file.path);
		free(file.bytes);
	}
}

/* Its checksum is right: only the size in front of it is not. */
static void test_read__refuses_what_is_shorter_or_longer_than_it_says(void **state)
{
	struct world *world = *state;
	struct done_packed object;
	struct done_oid id;
	commit_versions(world, 1, 100);
	test_git(world->repo, "repack -adfq --depth=0");
	char *hex = test_git_output(world->repo, "rev-parse HEAD:file");
	assert_true(done_oid_parse(hex, &id));
	char *offset = test_output(world->repo,
	    "cat .git/objects/pack/*.idx | git show-index | "
	    "grep \"$(git rev-parse HEAD:file)\"");
	struct file file = load(world, "pack");
	unsigned char *header = file.bytes + strtoul(offset, NULL, 10);
	assert_in_range(*header & 0x0F, 1, 14); /* the lowest bits of the size */
	for (int change = -1; change <= 1; change++) {
		*header = (unsigned char)(*header + change);
		store(world, &file, file.len);
		struct done_packs *packs = open_packs(world);
		assert_int_equal(done_packs_read(packs, &id, 1 << 20, &object), !change);
		done_packs_close(packs);
		*header = (unsigned char)(*header - change);
	}
	free(file.path);
	free(file.bytes);
	free(offset);
	free(hex);
}

static void test_read__refuses_the_pack_of_another_index(void **state)
{
	struct world *world = *state;
	size_t nr = 0;
	commit_versions(world, 4, 10);
	test_git(world->repo, "repack -adq");
	test_sh(world->repo, "cd .git/objects/pack && mv *.idx ../index && mv *.pack ../old");
	test_sh(world->repo,
	    "git init -q ../other && cd ../other && echo x >x && git add x && "
	    "git commit -qm x && git repack -adq && "
	    "cp .git/objects/pack/*.pack ../repo/.git/objects/pack/pack-a.pack");
	test_sh(world->repo, "cd .git/objects && mv index pack/pack-a.idx");
	struct done_packs *packs = open_packs(world);
	test_sh(world->repo,
	    "mv -f .git/objects/old .git/objects/pack/pack-b.pack && "
	    "git index-pack .git/objects/pack/pack-b.pack >/dev/null");
	size_t unread = read_all(world, packs, &nr);
	assert_int_equal(unread, 2 * nr);
	done_packs_close(packs);
	assert_reads_all(world);
}

static void test_object__damage_is_left_to_libgit2_to_say(void **state)
{
	struct world *world = *state;
	struct done_repo_options options = {.directory = world->repo, .verify = true};
	struct done_error err = {0};
	struct done_buf out = {0};
	struct done_repo *repo = NULL;
	struct done_oid id;
	commit_versions(world, 1, 10);
	char *hex = test_git_output(world->repo, "rev-parse HEAD:file");
	assert_true(done_oid_parse(hex, &id));
	test_git(world->repo, "repack -adq");
	struct file file = load(world, "pack");
	memset(file.bytes + 40, 0x55, file.len - 60); /* all but the first header */
	store(world, &file, file.len);
	assert_success(done_repo_open(&repo, &options, &err), err);
	assert_int_equal(done_object_read(repo, &id, GIT_OBJECT_BLOB, 1 << 20, "it", &out, &err),
	    DONE_E_UNDECIDED);
	assert_int_equal(out.len, 0);
	assert_non_null(strstr(err.cure, "git fsck"));
	done_repo_close(repo);
	done_buf_release(&out);
	free(file.path);
	free(file.bytes);
	free(hex);
}

static void test_delta__holds_to_its_sizes(void **state)
{
#define ROW(delta, result)                         \
	{                                          \
		{delta, sizeof(delta) - 1}, result \
	}
	static const struct {
		struct done_bytes delta;
		const char *result; /* NULL: malformed */
	} rows[] = {
	    ROW("\x05\x03\x03xyz", "xyz"), ROW("\x05\x05\x90\x05", "hello"), /* copy 5 from 0 */
	    ROW("\x05\x02\x91\x01\x02", "el"),                               /* copy 2 from 1 */
	    ROW("\x05\x04\x91\x03\x02\x02"
	        "ab",
	        "loab"),                                               /* copy, insert */
	    ROW("\x85\x00\x05\x90\x05", "hello"),                      /* a size in two bytes */
	    ROW("\x05\x00", ""),                                       /* nothing */
	    ROW("\x05\x05\x90\x06", NULL),                             /* past the base */
	    ROW("\x05\x05\x91\x01\x05", NULL),                         /* past the base */
	    ROW("\x05\x05\x9f\xff\xff\xff\xff\x05", NULL),             /* far past it */
	    ROW("\x05\x05\x80", NULL),                                 /* 65,536 bytes of it */
	    ROW("\x05\x04\x90\x05", NULL),                             /* more than said */
	    ROW("\x05\x06\x90\x05", NULL),                             /* less than said */
	    ROW("\x04\x05\x90\x05", NULL),                             /* for another base */
	    ROW("\x05\x03\x00xyz", NULL),                              /* reserved */
	    ROW("\x05\x03\x04xyz", NULL),                              /* cut short */
	    ROW("\x05\x03\x91\x01", NULL),                             /* cut short */
	    ROW("\x05", NULL),                                         /* cut short */
	    ROW("", NULL),                                             /* nothing at all */
	    ROW("\x85\x80\x80\x80\x80\x80\x80\x80\x80\x01\x01", NULL), /* an endless size */
	};
	struct done_bytes base = {"hello", 5};
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].result); i++) {
		char *made = NULL;
		size_t len = 0;
		bool good = done_delta_size(rows[i].delta, base.len, &len);
		if (good) {
			assert_in_range(len, 0, 100);
			made = malloc(len + 1);
			assert_non_null(made);
			good = done_delta_apply(base, rows[i].delta, made, len);
			made[len] = '\0';
		}
		if (good != (rows[i].result != NULL))
			fail_msg("row %zu: %s", i, good ? "taken" : "refused");
		if (good)
			assert_string_equal(made, rows[i].result);
		free(made);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
	        test_read__every_object_of_every_kind_of_pack, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_read__several_packs_and_what_lies_loose, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_read__stays_within_the_limit, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_read__survives_every_damage, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_read__refuses_what_is_shorter_or_longer_than_it_says, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_read__refuses_the_pack_of_another_index, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
	        test_object__damage_is_left_to_libgit2_to_say, set_up, tear_down),
	    cmocka_unit_test(test_delta__holds_to_its_sizes),
	};
	git_libgit2_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
