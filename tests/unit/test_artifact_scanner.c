/* The scanner: each byte of a source has its class; masks. */
#include "scanner_languages.h"
#include "scanner_rows.h"

static void test_scanner__gives_each_byte_its_class(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(scanner_rows, i, NULL); i++) {
		assert_non_null(scanner_of(scanner_rows[i].language));
		check_row(scanner_of(scanner_rows[i].language), scanner_rows[i].language,
		    scanner_rows[i].source, scanner_rows[i].classes);
	}
}

/* ---- the mask ---- */

static void test_scanner__masks_by_blanks_and_keeps_lines(void **state)
{
	static const char source[] = "a(`b\r\n`, /* c\n*/ 'd') // e\n\xC3\xA9";
	static const struct {
		unsigned keep;
		const char *masked;
	} masks[] = {
	    {DONE_CLASS_CODE, "a(  \r\n ,     \n      )     \n\xC3\xA9"},
	    {DONE_CLASS_STRING | DONE_CLASS_COMMENT, "  `b\r\n`  /* c\n*/ 'd'  // e\n  "},
	    {0, "    \r\n       \n            \n  "},
	    {31, source},
	};
	unsigned char classes[sizeof(source)];
	struct done_bytes bytes = {source, sizeof(source) - 1};

	(void)state;
	done_scan(scanner_of("go"), bytes, classes);
	for (size_t i = 0; TEST_EACH(masks, i, masks[i].masked); i++) {
		struct done_buf out = {0};

		done_scan_mask(bytes, classes, masks[i].keep, &out);
		assert_int_equal(out.len, bytes.len);
		assert_string_equal(out.ptr, masks[i].masked);
		done_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scanner__gives_each_byte_its_class),
	    cmocka_unit_test(test_scanner__masks_by_blanks_and_keeps_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
