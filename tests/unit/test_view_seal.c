/* Seals and stamps: what is read, what is refused, and what is written reads back. */
#include "done/seal.h"
#include "support.h"

#define COMMIT "1111111111111111111111111111111111111111"
#define TREE "2222222222222222222222222222222222222222"
#define SUM "3333333333333333333333333333333333333333333333333333333333333333"
#define SEAL(version, commit, files)                                               \
	"{\"version\": " version ", \"commit\": \"" commit "\", \"tree\": \"" TREE \
	"\", \"date\": \"2026-11-29\", \"changed_files\": 0, \"files\": [" files "]}"
#define CHANGED(rest)                                                    \
	"{\"version\": 1, \"commit\": \"" COMMIT "\", \"tree\": \"" TREE \
	"\", \"date\": \"2026-11-29\"" rest "}"
#define FILE_OF(path, size, sum) \
	"{\"path\": \"" path "\", \"size\": " size ", \"sha256\": \"" sum "\"}"

static const struct {
	const char *name, *text, *wrong; /* NULL: it is a seal */
} rows[] = {
    {"a seal", SEAL("1", COMMIT, FILE_OF("b", "1", SUM) ", " FILE_OF("a/b", "0", SUM)), NULL},
    {"of nothing", CHANGED(", \"changed_files\": 0"), NULL},
    {"of a work tree that differs", CHANGED(", \"changed_files\": 2, \"changed\": [\"a\"]"), NULL},
    {"does not count what differs", CHANGED(""), "changed_files"},
    {"counts less than it names", CHANGED(", \"changed_files\": 1, \"changed\": [\"a\", \"b\"]"),
        "changed_files"},
    {"names none of those that differ", CHANGED(", \"changed_files\": 1"), "changed_files"},
    {"counts below nothing", CHANGED(", \"changed_files\": -1"), "changed_files"},
    {"empty", "", "the file is empty"},
    {"no map", "[]", "must be a map"},
    {"another version", SEAL("2", COMMIT, FILE_OF("a", "1", SUM)), "version"},
    {"a short commit", SEAL("1", "1111111", FILE_OF("a", "1", SUM)), "40 hexadecimal digits"},
    {"a commit in capitals",
        SEAL("1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", FILE_OF("a", "1", SUM)),
        "40 hexadecimal digits"},
    {"a short sum", SEAL("1", COMMIT, FILE_OF("a", "1", "33")), "64 hexadecimal digits"},
    {"a size below nothing", SEAL("1", COMMIT, FILE_OF("a", "-1", SUM)), "size"},
    {"a size of no number", SEAL("1", COMMIT, FILE_OF("a", "NaN", SUM)), "NaN"},
    {"a size of more than 64 bits", SEAL("1", COMMIT, FILE_OF("a", "99999999999999999999", SUM)),
        "size"},
    {"a report twice", SEAL("1", COMMIT, FILE_OF("a", "1", SUM) ", " FILE_OF("a", "2", SUM)),
        "a report is there twice"},
    {"a path out of it", SEAL("1", COMMIT, FILE_OF("../a", "1", SUM)), "path"},
    {"a path from the root", SEAL("1", COMMIT, FILE_OF("/a", "1", SUM)), "path"},
    {"a key twice", "{\"version\": 1, \"version\": 1}", "duplicate key 'version'"},
    {"an unknown key", "{\"version\": 1, \"valid\": true}", "valid"},
    {"cut off", "{\"version\": 1, \"commit\": \"" COMMIT, "ends too early"},
};

static void test_seal__is_read_strictly(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_seal seal;
		int rc =
		    done_seal_parse(&arena, (struct done_bytes){rows[i].text, strlen(rows[i].text)},
		        "s", false, &seal, &err);

		if (!rows[i].wrong)
			assert_success(rc, err);
		else if (rc >= 0 || !strstr(err.message, rows[i].wrong))
			fail_msg("%s", rc >= 0 ? "it is a seal" : err.message);
		done_arena_release(&arena);
	}
}

static void test_seal__that_is_cut_anywhere_is_none(void **state)
{
	static const char text[] = SEAL("1", COMMIT, FILE_OF("a", "1", SUM));

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_seal seal;

		assert_true(done_seal_parse(&arena, (struct done_bytes){text, len}, "s", false,
		                &seal, &err) < 0);
		done_arena_release(&arena);
	}
}

static void test_seal__reads_back_as_it_was_written(void **state)
{
	struct done_seal_file files[] = {
	    {.path = "a \"b\".xml", .size = 7, .sha256 = SUM, .changed = -3},
	    {.path = "c/d.xml", .size = 0, .sha256 = SUM, .changed = INT64_MAX}};
	const char *changed[] = {"src/\"a\".js", "b"};
	const struct done_seal seal = {.commit = COMMIT,
	    .tree = TREE,
	    .day = 20000,
	    .nr_changed = 9,
	    .changed = {changed, 2},
	    .files = {files, 2}};

	(void)state;
	for (int is_stamp = 0; is_stamp < 2; is_stamp++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf text = {0};
		struct done_seal read;

		done_seal_write(&text, &seal, is_stamp);
		assert_success(done_seal_parse(&arena, (struct done_bytes){text.ptr, text.len}, "s",
		                   is_stamp, &read, &err),
		    err);
		assert_string_equal(read.commit, COMMIT);
		assert_int_equal(read.day, seal.day);
		assert_int_equal(read.nr_changed, 9);
		assert_string_equal(read.changed.items[0], changed[0]);
		assert_int_equal(read.files.nr, 2);
		assert_string_equal(read.files.items[0].path, files[0].path);
		assert_int_equal(read.files.items[0].size, 7);
		assert_true(done_seal_find(&read, "c/d.xml") == &read.files.items[1]);
		assert_null(done_seal_find(&read, "c/d"));
		if (is_stamp)
			assert_true(read.files.items[1].changed == INT64_MAX);
		else
			assert_string_equal(read.tree, TREE);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_seal__is_read_strictly),
	    cmocka_unit_test(test_seal__that_is_cut_anywhere_is_none),
	    cmocka_unit_test(test_seal__reads_back_as_it_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
