/* What was computed once is found by all bytes of its key, and nothing is kept beyond the limit. */
#include "support.h"

static void key_of(struct done_buf *key, int number)
{
	done_buf_clear(key);
	done_buf_addf(key, "key %d", number);
	done_buf_add(key, "\0tail", 5);
}

static void test_memo__finds_what_it_keeps(void **state)
{
	static int values[1000];
	struct done_memo *memo = done_memo_new((size_t)1 << 20);
	struct done_buf key = {0};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		key_of(&key, i);
		assert_null(done_memo_find(memo, &key));
		done_memo_keep(memo, &key, &values[i]);
	}
	for (int i = 0; i < 1000; i++) {
		key_of(&key, i);
		assert_ptr_equal(done_memo_find(memo, &key), &values[i]);
	}
	key_of(&key, 7);
	key.len--;
	assert_null(done_memo_find(memo, &key));
	key_of(&key, 7);
	done_memo_keep(memo, &key, &values[8]);
	assert_ptr_equal(done_memo_find(memo, &key), &values[8]);
	done_buf_release(&key);
	done_memo_free(memo);
}

static void test_memo__has_a_limit(void **state)
{
	struct done_memo *memo = done_memo_new(1000);
	size_t nr = 0;

	(void)state;
	for (struct done_arena *room; (room = done_memo_room(memo)); nr++)
		done_arena_alloc(room, 100);
	assert_true(nr >= 9 && nr <= 10);
	assert_null(done_memo_room(NULL));
	done_memo_free(memo);
	done_memo_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_memo__finds_what_it_keeps),
	    cmocka_unit_test(test_memo__has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
