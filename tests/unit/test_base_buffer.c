/* Byte buffers: they grow, end in NUL, and stop at their maximum. */
#include "support.h"

static void test_buffer__grows_and_ends_in_nul(void **state)
{
	struct done_buf buf = {0};

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		done_buf_addch(&buf, 'x');
		assert_int_equal(buf.len, i + 1);
		assert_int_equal(buf.ptr[buf.len], '\0');
	}
	done_buf_clear(&buf);
	assert_string_equal(buf.ptr, "");
	done_buf_addstr(&buf, "a");
	done_buf_add(&buf, "b\0c", 3);
	done_buf_add(&buf, NULL, 0);
	done_buf_addf(&buf, "%03d", 7);
	assert_int_equal(buf.len, 7);
	assert_memory_equal(buf.ptr, "ab\0c007", 8);
	/* Where it fills the room to the last byte, is one too long for it, and far too long. */
	for (int more = 50; more < 70; more++) {
		done_buf_clear(&buf);
		done_buf_addstr(&buf, "x");
		done_buf_addf(&buf, "%0*d", more, 7);
		assert_int_equal(buf.len, more + 1);
		assert_int_equal(strlen(buf.ptr), more + 1);
		assert_int_equal(buf.ptr[more], '7');
		done_buf_release(&buf);
	}
	assert_null(buf.ptr);
	done_buf_release(&buf);
	done_buf_release(NULL);
}

/* What is copied and what printf makes, in any order. */
static void test_buffer__prints_what_printf_prints(void **state)
{
	struct done_buf buf = {0};

	(void)state;
	done_buf_addf(&buf, "plain");
	done_buf_addf(&buf, "%s", "");
	done_buf_addf(&buf, "[%s%s]%s", "a", "b", " 100%");
	done_buf_addf(&buf, " %d of '%s', %5s, %.2s, 7%% of %s", 3, "c", "d", "efg", "h");
	assert_string_equal(buf.ptr, "plain[ab] 100% 3 of 'c',     d, ef, 7% of h");
	done_buf_release(&buf);
}

static void test_buffer__is_text_after_an_empty_addition(void **state)
{
	struct done_buf buf = {0};

	(void)state;
	done_buf_clear(&buf);
	done_buf_addstr(&buf, "");
	assert_string_equal(buf.ptr, "");
	done_buf_release(&buf);
}

static void test_buffer__stops_at_its_maximum(void **state)
{
	struct done_buf buf = {.max = 5};

	(void)state;
	done_buf_addstr(&buf, "12345");
	assert_false(buf.overflow);
	done_buf_addstr(&buf, "");
	assert_false(buf.overflow);
	done_buf_addch(&buf, '6');
	assert_true(buf.overflow);
	assert_string_equal(buf.ptr, "12345");
	done_buf_clear(&buf);
	assert_false(buf.overflow);
	done_buf_addf(&buf, "%s", "123456");
	assert_true(buf.overflow);
	assert_string_equal(buf.ptr, "");
	/* Nothing later may close the gap. */
	done_buf_addch(&buf, '1');
	assert_int_equal(buf.len, 0);
	/* Of a format that is half in, nothing stays. */
	done_buf_clear(&buf);
	done_buf_addstr(&buf, "12");
	done_buf_addf(&buf, "3%s", "456");
	assert_true(buf.overflow);
	assert_string_equal(buf.ptr, "12");
	done_buf_clear(&buf);
	done_buf_addf(&buf, "1%s%d", "23", 456);
	assert_true(buf.overflow);
	assert_string_equal(buf.ptr, "");
	done_buf_release(&buf);
	assert_int_equal(buf.max, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_buffer__grows_and_ends_in_nul),
	    cmocka_unit_test(test_buffer__prints_what_printf_prints),
	    cmocka_unit_test(test_buffer__is_text_after_an_empty_addition),
	    cmocka_unit_test(test_buffer__stops_at_its_maximum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
