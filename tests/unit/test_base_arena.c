/* Regions: what they give is zeroed, aligned, apart from all else, and freed at once. */
#include "support.h"

#include <stdalign.h>

static void test_arena__gives_zeroed_memory_of_its_own(void **state)
{
	struct done_arena arena = {0};
	unsigned char *given[300];

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		given[i] = done_arena_alloc(&arena, i * 37);
		assert_int_equal((uintptr_t)given[i] % alignof(max_align_t), 0);
		for (size_t j = 0; j < i * 37; j++)
			assert_int_equal(given[i][j], 0);
		memset(given[i], (int)i, i * 37);
	}
	for (size_t i = 0; i < 300; i++) {
		for (size_t j = 0; j < i * 37; j++)
			assert_int_equal(given[i][j], (unsigned char)i);
	}
	assert_true(arena.used >= 299 * 300 / 2 * 37);
	done_arena_release(&arena);
	assert_null(arena.block);
	assert_int_equal(arena.used, 0);
	done_arena_release(&arena);
	done_arena_release(NULL);
}

static void test_arena__copies_text(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_string_equal(done_arena_strdup(&arena, "text"), "text");
	assert_string_equal(done_arena_strdup(&arena, ""), "");
	assert_string_equal(done_arena_strndup(&arena, "text", 2), "te");
	assert_memory_equal(done_arena_strndup(&arena, "a\0b", 3), "a\0b", 4);
	assert_string_equal(done_arena_strndup(&arena, NULL, 0), "");
	assert_string_equal(done_arena_printf(&arena, "%s-%d", "x", 42), "x-42");
	for (int len = 250; len < 260; len++) {
		const char *text = done_arena_printf(&arena, "%*d", len, 1);

		assert_int_equal(strlen(text), len);
		assert_int_equal(text[len - 1], '1');
	}
	assert_int_equal(strlen(done_arena_printf(&arena, "%9000d", 1)), 9000);
	done_arena_release(&arena);
}

static void test_arena__grows_arrays(void **state)
{
	struct done_arena arena = {0};
	int *items = NULL;
	size_t nr = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int *item = DONE_ARENA_PUSH(&arena, items, nr, cap);

		assert_int_equal(*item, 0);
		*item = i + 1;
	}
	assert_int_equal(nr, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i + 1);
	nr = 10; /* what was taken away is zero when it comes again */
	assert_int_equal(*DONE_ARENA_PUSH(&arena, items, nr, cap), 0);
	assert_int_equal(nr, 11);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_arena__gives_zeroed_memory_of_its_own),
	    cmocka_unit_test(test_arena__copies_text),
	    cmocka_unit_test(test_arena__grows_arrays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
