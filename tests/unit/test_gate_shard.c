/* Shards: which service is in which, for ever the same. */
#include <stdio.h>

#include "gate/shard.h"

#include "support.h"

static void test_shard__is_read_strictly(void **state)
{
	static const struct {
		const char *text;
		int number, of; /* of 0: refused */
	} rows[] = {
	    {"1/1", 1, 1},
	    {"2/4", 2, 4},
	    {"10000/10000", 10000, 10000},
	    {"1/10001", 0, 0},
	    {"0/4", 0, 0},
	    {"5/4", 0, 0},
	    {"1/0", 0, 0},
	    {"/4", 0, 0},
	    {"1/", 0, 0},
	    {"1", 0, 0},
	    {"", 0, 0},
	    {"1/4 ", 0, 0},
	    {" 1/4", 0, 0},
	    {"+1/4", 0, 0},
	    {"-1/4", 0, 0},
	    {"01/4", 0, 0},
	    {"1/04", 0, 0},
	    {"1//4", 0, 0},
	    {"1/4/4", 0, 0},
	    {"1.0/4", 0, 0},
	    {"a/b", 0, 0},
	    {"4294967297/4", 0, 0},
	    {"1/4294967297", 0, 0},
	    {"99999999999999999999/1", 0, 0},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_shard shard = {7, 9};
		struct done_error err = {0};
		int rc = done_shard_parse(rows[i].text, &shard, &err);

		if (rows[i].of) {
			assert_int_equal(rc, 0);
			assert_int_equal(shard.number, rows[i].number);
			assert_int_equal(shard.of, rows[i].of);
		} else {
			assert_int_equal(rc, DONE_E_USAGE);
			assert_true(err.message[0]);
			assert_int_equal(shard.number, 7);
		}
	}
}

/* Shards of one run may be judged by builds of different days: these numbers never change. */
static void test_shard__of_a_path_never_changes(void **state)
{
	static const struct {
		const char *path;
		int of, number;
	} rows[] = {
	    {".", 1, 1},
	    {".", 10000, 8769},
	    {"services/checkout", 4, 2},
	    {"services/checkout", 100, 90},
	    {"services/pricing", 4, 2},
	    {"services/pricing", 10000, 6250},
	    {"services/\xFF", 4, 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].path); i++)
		assert_int_equal(done_shard_of_path(rows[i].path, rows[i].of), rows[i].number);
}

/* Every path is in exactly one shard, and no shard has far more than its part. */
static void test_shard__of_every_path_is_one(void **state)
{
	static const int counts[] = {1, 2, 3, 7, 16, 100};

	(void)state;
	for (size_t i = 0; TEST_EACH(counts, i, NULL); i++) {
		size_t sizes[101] = {0};

		for (int j = 0; j < 5000; j++) {
			struct done_shard shard = {1, counts[i]};
			char path[32];
			int nr = 0;

			snprintf(path, sizeof(path), "services/s%d", j);
			for (; shard.number <= shard.of; shard.number++) {
				nr += done_shard_has(&shard, path);
				sizes[shard.number] += done_shard_has(&shard, path);
			}
			assert_int_equal(nr, 1);
		}
		for (int j = 1; j <= counts[i]; j++) {
			size_t even = (size_t)(5000 / counts[i]);
			assert_true(sizes[j] > even / 2 && sizes[j] < even * 2);
		}
	}
}

static void test_shard__is_everything_where_there_are_none(void **state)
{
	struct done_shard none = {0, 0};

	(void)state;
	assert_true(done_shard_has(&none, "services/checkout"));
}

static void test_shard__says_itself(void **state)
{
	struct done_shard shard = {10000, 10000};
	char words[48], option[48];

	(void)state;
	done_shard_words(&shard, words);
	done_shard_option(&shard, option);
	assert_string_equal(words, ", shard 10000 of 10000");
	assert_string_equal(option, " --shard 10000/10000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shard__is_read_strictly),
	    cmocka_unit_test(test_shard__of_a_path_never_changes),
	    cmocka_unit_test(test_shard__of_every_path_is_one),
	    cmocka_unit_test(test_shard__is_everything_where_there_are_none),
	    cmocka_unit_test(test_shard__says_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
