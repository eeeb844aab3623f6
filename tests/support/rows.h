/*
 * Failures that say which row of a table they are of, and what differs, in words: included by
 *support.h.
 *
 *	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
 *		assert_int_equal(length_of(rows[i].text), rows[i].length);
 *
 * fails with: rows[3], 'the text': length_of(rows[i].text) is 7, and must be rows[i].length, which
 *is 8
 */
#ifndef DONE_TEST_ROWS_H
#define DONE_TEST_ROWS_H

#include <inttypes.h>
#include <stdio.h>

/* The rows at which loops are, the outermost first. */
#define TEST_LOOPS_MAX 4
struct test_row {
	const char *function, *table;
	size_t i;
	char text[120];
};
static struct test_row test_rows[TEST_LOOPS_MAX];
static size_t test_rows_nr;

/* Forgets the row of this loop, and those of loops in it; a loop around it keeps its own. */
static inline void test_row_leave(const char *function, const char *table)
{
	for (size_t i = 0; i < test_rows_nr; i++) {
		if (!strcmp(test_rows[i].function, function) && !strcmp(test_rows[i].table, table))
			test_rows_nr = i;
	}
}

static inline bool test_row_enter(
    const char *function, const char *table, size_t i, const char *text)
{
	struct test_row *row;

	test_row_leave(function, table);
	if (test_rows_nr == TEST_LOOPS_MAX)
		return true;
	row = &test_rows[test_rows_nr++];
	row->function = function;
	row->table = table;
	row->i = i;
	snprintf(row->text, sizeof(row->text), "%s", text ? text : "");
	return true;
}

static inline bool test_row_end(const char *function, const char *table)
{
	test_row_leave(function, table);
	return false;
}

/* A test that failed in a loop has left its row behind. */
static inline int test_rows_forget(void **state)
{
	(void)state;
	test_rows_nr = 0;
	return 0;
}
#undef cmocka_unit_test
#define cmocka_unit_test(f)                          \
	{                                            \
#f, f, test_rows_forget, NULL, NULL, \
	}

/*
 * The condition of a loop over a table, which ends there and nowhere else; text names the row, and
 * may be NULL where none does.
 */
#define TEST_EACH(table, i, text)                                                 \
	((i) < DONE_ARRAY_SIZE(table) ? test_row_enter(__func__, #table, i, text) \
	                              : test_row_end(__func__, #table))

static inline void test_row_print(void)
{
	for (size_t i = 0; i < test_rows_nr; i++) {
		const struct test_row *row = &test_rows[i];

		print_error("%s[%zu]", row->table, row->i);
		if (*row->text)
			print_error(", '%s'", row->text);
		print_error(": ");
	}
}

/* ---- cmocka's assertions, with the row and in words ---- */

static inline void test_true(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	test_row_print();
	print_error("%s\n", what);
	_fail(file, line);
}

/* What is expected is a number as it stands, or has one. */
static inline void test_int(bool equal, uintmax_t is, uintmax_t expected,
    const char *const texts[2], const char *file, int line)
{
	if ((is == expected) == equal)
		return;
	test_row_print();
	print_error(
	    "%s is %jd, and must%s be %s", texts[0], (intmax_t)is, equal ? "" : " not", texts[1]);
	if (texts[1][strspn(texts[1], "-0123456789")])
		print_error(", which is %jd", (intmax_t)expected);
	print_error("\n");
	_fail(file, line);
}

static inline void test_string(
    const char *is, const char *expected, const char *what, const char *file, int line)
{
	if (is && expected && !strcmp(is, expected))
		return;
	test_row_print();
	print_error("%s is '%s', and must be '%s'\n", what, is ? is : "(null)",
	    expected ? expected : "(null)");
	_fail(file, line);
}

static inline void test_memory(
    const void *is, const void *expected, size_t len, const char *file, int line)
{
	if (memcmp(is, expected, len) != 0)
		test_row_print();
	_assert_memory_equal(is, expected, len, file, line);
}

static inline void test_range(
    uintmax_t is, uintmax_t least, uintmax_t most, const char *what, const char *file, int line)
{
	if (is < least || is > most) {
		test_row_print();
		print_error("%s: ", what);
	}
	_assert_in_range(is, least, most, file, line);
}

#undef assert_true
#undef assert_false
#undef assert_null
#undef assert_non_null
#undef assert_int_equal
#undef assert_int_not_equal
#undef assert_ptr_equal
#undef assert_string_equal
#undef assert_memory_equal
#undef assert_in_range
#undef fail_msg
#define assert_true(c) test_true(c, #c " must be true", __FILE__, __LINE__)
#define assert_false(c) test_true(!(c), #c " must be false", __FILE__, __LINE__)
#define assert_null(c) test_true(!(c), #c " must be NULL", __FILE__, __LINE__)
#define assert_non_null(c) test_true((c) != NULL, #c " must not be NULL", __FILE__, __LINE__)
#define assert_int_equal(a, b)                                                                  \
	test_int(true, (uintmax_t)(a), (uintmax_t)(b), (const char *const[]){#a, #b}, __FILE__, \
	    __LINE__)
#define assert_int_not_equal(a, b)                                                               \
	test_int(false, (uintmax_t)(a), (uintmax_t)(b), (const char *const[]){#a, #b}, __FILE__, \
	    __LINE__)
#define assert_ptr_equal(a, b)                                                                     \
	test_true((const void *)(a) == (const void *)(b), #a " must be the pointer " #b, __FILE__, \
	    __LINE__)
#define assert_string_equal(a, b) \
	test_string((const char *)(a), (const char *)(b), #a, __FILE__, __LINE__)
#define assert_memory_equal(a, b, size) test_memory((a), (b), (size), __FILE__, __LINE__)
#define assert_in_range(value, least, most) \
	test_range((value), (least), (most), #value, __FILE__, __LINE__)
#define fail_msg(...)                      \
	do {                               \
		test_row_print();          \
		print_error(__VA_ARGS__);  \
		print_error("\n");         \
		_fail(__FILE__, __LINE__); \
	} while (0)

#endif
