/* Encodings: which one bytes are in, and what they say in UTF-8. */
#include "support.h"

#define ROW(bytes, encoding, text)                                         \
	{                                                                  \
		{bytes, sizeof(bytes) - 1}, DONE_ENCODING_##encoding, text \
	}

static void test_encoding__is_known_by_mark_or_shape(void **state)
{
	static const struct {
		struct done_bytes bytes;
		enum done_encoding encoding;
		const char *text; /* NULL: the bytes themselves */
	} rows[] = {
	    ROW("", BYTES, ""),
	    ROW("plain\n", BYTES, "plain\n"),
	    ROW("caf\xE9\n", BYTES, "caf\xE9\n"),
	    ROW("\xEF\xBB\xBFx", BYTES, "x"),
	    ROW("\xEF\xBB\xBF", BYTES, ""),
	    ROW("\xEF\xBB\xBFx\0", NONE, NULL),
	    ROW("\xFF\xFE", UTF16LE, ""),
	    ROW("\xFE\xFF", UTF16BE, ""),
	    ROW("\xFF\xFE"
	        "a\0\n\0",
	        UTF16LE, "a\n"),
	    ROW("\xFE\xFF"
	        "\0a\0\n",
	        UTF16BE, "a\n"),
	    ROW("\xFF\xFE\0\0"
	        "a\0\0\0",
	        UTF32LE, "a"),
	    ROW("\0\0\xFE\xFF"
	        "\0\0\0a",
	        UTF32BE, "a"),
	    /* A mark within is a character. */
	    ROW("\xFF\xFE"
	        "\xFF\xFE"
	        "a\0",
	        UTF16LE,
	        "\xEF\xBB\xBF"
	        "a"),
	    ROW("\xFF\xFE\x3D\xD8\x00\xDE", UTF16LE, "\xF0\x9F\x98\x80"),
	    ROW("\xFE\xFF\xD8\x3D\xDE\x00", UTF16BE, "\xF0\x9F\x98\x80"),
	    /* By shape: western, and others with a blank or a line's end. */
	    ROW("a\0b\0\n\0", UTF16LE, "ab\n"),
	    ROW("\0a\0b\0\n", UTF16BE, "ab\n"),
	    ROW("a\0\0\0\n\0\0\0", UTF32LE, "a\n"),
	    ROW("\0\0\0a\0\0\0\n", UTF32BE, "a\n"),
	    ROW("c\0\xE9\0\n\0", UTF16LE, "c\xC3\xA9\n"),
	    ROW("\x1F\x04\x40\x04\x38\x04\x20\0\x3C\x04\n\0", UTF16LE,
	        "\xD0\x9F\xD1\x80\xD0\xB8 \xD0\xBC\n"),
	    ROW("\x04\x1F\x04\x40\x04\x38\0\x20\x04\x3C\0\n", UTF16BE,
	        "\xD0\x9F\xD1\x80\xD0\xB8 \xD0\xBC\n"),
	    ROW("\x2D\x4E\x87\x65\x87\x65\n\0", UTF16LE, "\xE4\xB8\xAD\xE6\x96\x87\xE6\x96\x87\n"),
	    /* A control character ends many a file of DOS. */
	    ROW("\xFF\xFE"
	        "a\0\x1A\0",
	        UTF16LE, "a\x1A"),
	    /* No text. */
	    ROW("\xFF\xFE"
	        "a\0\0\0b\0",
	        NONE, NULL),
	    ROW("\xFF\xFE"
	        "\x01\0\x02\0\x03\0",
	        NONE, NULL),
	    ROW("\0", NONE, NULL),
	    ROW("a\0b", NONE, NULL),
	    ROW("\0\0\0\0", NONE, NULL),
	    ROW("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", NONE, NULL),
	    ROW("PK\x03\x04\x14\0\0\0\x08\0", NONE, NULL),
	    ROW("\x7F"
	        "ELF\x02\x01\x01\0\0\0\0\0",
	        NONE, NULL),
	    ROW("GIF89a\x10\0\x10\0\x80\0", NONE, NULL),
	    ROW("\xFF\xFE\x01\0\x02\0", NONE, NULL), /* a mark by chance */
	    ROW("package main\nvar x = \"\0\"\n// end\n", NONE, NULL),
	    ROW("package main\nvar x = \"\0\"\n// end.\n", NONE, NULL),
	    ROW("caf\xE9 caf\xE9 caf\xE9 \0 and more of it\n", NONE, NULL),
	    ROW("caf\xC3\xA9 and \0 more of it\n", NONE, NULL),
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_buf buf = {0};
		struct done_error err = {0};
		struct done_bytes text, expected = rows[i].bytes;
		size_t mark;
		enum done_encoding encoding = done_encoding_of(rows[i].bytes, &mark);
		int rc = done_text_decode(rows[i].bytes, "f", &buf, &text, &err);

		if (rows[i].text)
			expected = (struct done_bytes){rows[i].text, strlen(rows[i].text)};
		if (encoding != rows[i].encoding ||
		    rc != (rows[i].encoding != DONE_ENCODING_NONE) || text.len != expected.len ||
		    memcmp(text.ptr, expected.ptr, text.len) != 0)
			fail_msg("row %zu: encoding %d, rc %d, '%.*s' %s", i, (int)encoding, rc,
			    (int)text.len, text.ptr, err.message);
		done_buf_release(&buf);
	}
}

static void test_encoding__damage_is_undecided_and_named(void **state)
{
	static const struct {
		struct done_bytes bytes;
		const char *message;
	} rows[] = {
	    {{"\xFF\xFE"
	      "a\0b\0c",
	         7},
	        "UTF-16 text that cannot be decoded: the character at byte 6 is cut off"},
	    {{"\xFF\xFE"
	      "a\0\x3D\xD8"
	      "b\0c\0",
	         10},
	        "the character at byte 4 is not valid"},
	    {{"\xFF\xFE"
	      "a\0\x00\xDE"
	      "b\0c\0",
	         10},
	        "the character at byte 4 is not valid"},
	    {{"\xFE\xFF"
	      "\0a\xD8\x3D",
	         6},
	        "the character at byte 4 is cut off"},
	    {{"\xFF\xFE\0\0"
	      "a\0\0\0b\0",
	         10},
	        "UTF-32 text that cannot be decoded: the character at byte 8 is cut off"},
	    {{"\0\0\xFE\xFF"
	      "\0\0\0a\0\x11\0\0\0\0\0b",
	         16},
	        "the character at byte 8 is not valid"},
	    {{"\0\0\xFE\xFF"
	      "\0\0\0a\0\0\xD8\0\0\0\0b",
	         16},
	        "the character at byte 8 is not valid"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].message); i++) {
		struct done_buf buf = {0};
		struct done_error err = {0};
		struct done_bytes text = {0};

		assert_int_equal(
		    done_text_decode(rows[i].bytes, "f", &buf, &text, &err), DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, rows[i].message);
		assert_string_equal(err.cure, "save it as UTF-8");
		assert_null(text.ptr);
		assert_int_equal(buf.len, 0);
		done_buf_release(&buf);
	}
}

static void test_encoding__looks_at_the_first_bytes_only(void **state)
{
	struct done_buf bytes = {0}, buf = {.max = 4000};
	struct done_error err = {0};
	struct done_bytes text;
	size_t mark;

	(void)state;
	/* The pair lies across the end of the look. */
	done_buf_add(&bytes, "\xFF\xFE", 2);
	for (size_t i = 0; i < DONE_TEXT_LOOK / 2 - 1; i++)
		done_buf_add(&bytes, "a\0", 2);
	done_buf_add(&bytes, "\x3D\xD8\x00\xDE", 4);
	assert_int_equal(done_encoding_of((struct done_bytes){bytes.ptr, bytes.len}, &mark),
	    DONE_ENCODING_UTF16LE);
	assert_int_equal(done_encoding_of((struct done_bytes){bytes.ptr, bytes.len - 2}, &mark),
	    DONE_ENCODING_UTF16LE);
	assert_int_equal(
	    done_text_decode((struct done_bytes){bytes.ptr, bytes.len}, "f", &buf, &text, &err),
	    DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "more than 4000 bytes");
	done_buf_release(&buf);
	done_buf_clear(&bytes);
	/* A NUL behind it is left to whoever reads. */
	for (size_t i = 0; i < DONE_TEXT_LOOK; i++)
		done_buf_addch(&bytes, 'a');
	done_buf_add(&bytes, "\0", 1);
	assert_int_equal(done_encoding_of((struct done_bytes){bytes.ptr, bytes.len}, &mark),
	    DONE_ENCODING_BYTES);
	done_buf_release(&bytes);
}

static void test_encoding__decodes_in_place(void **state)
{
	static const struct {
		struct done_bytes bytes;
		int rc;
		const char *text;
	} rows[] = {
	    {{"", 0}, 1, ""},
	    {{"ab", 2}, 1, "ab"},
	    {{"\xEF\xBB\xBF"
	      "ab",
	         5},
	        1, "ab"},
	    {{"\xFF\xFE", 2}, 1, ""},
	    {{"\xFF\xFE"
	      "a\0",
	         4},
	        1, "a"},
	    {{"\1\0\2", 3}, 0, NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_buf buf = {0};
		struct done_error err = {0};

		done_buf_add(&buf, rows[i].bytes.ptr, rows[i].bytes.len);
		assert_int_equal(done_buf_decode(&buf, "f", &err), rows[i].rc);
		if (rows[i].text) {
			assert_int_equal(buf.len, strlen(rows[i].text));
			assert_string_equal(buf.ptr ? buf.ptr : "", rows[i].text);
		} else {
			assert_int_equal(buf.len, rows[i].bytes.len);
		}
		done_buf_release(&buf);
	}
}

static void test_charset__is_the_narrowest(void **state)
{
	(void)state;
	assert_int_equal(done_charset_of((struct done_bytes){"", 0}), DONE_CHARSET_ASCII);
	assert_int_equal(
	    done_charset_of((struct done_bytes){"0123456789", 10}), DONE_CHARSET_ASCII);
	assert_int_equal(
	    done_charset_of((struct done_bytes){"0123456\xC3\xA9", 9}), DONE_CHARSET_UTF8);
	assert_int_equal(
	    done_charset_of((struct done_bytes){"0123456789\xE9", 11}), DONE_CHARSET_BYTES);
	assert_int_equal(
	    done_charset_of((struct done_bytes){"\xC3\xA9 caf\xE9", 7}), DONE_CHARSET_BYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_encoding__is_known_by_mark_or_shape),
	    cmocka_unit_test(test_encoding__damage_is_undecided_and_named),
	    cmocka_unit_test(test_encoding__looks_at_the_first_bytes_only),
	    cmocka_unit_test(test_encoding__decodes_in_place),
	    cmocka_unit_test(test_charset__is_the_narrowest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
