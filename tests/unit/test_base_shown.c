/* Repository text made fit for people, and the validity of UTF-8 on which that rests. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static void test_utf8__accepts_what_unicode_does(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
	} rows[] = {
	    {"a", 1},
	    {"\x7F", 1},
	    {"\x80", 0},
	    {"\xBF", 0},
	    {"\xC0\x80", 0},
	    {"\xC1\xBF", 0},
	    {"\xC2\x80", 2},
	    {"\xDF\xBF", 2},
	    {"\xC2", 0},
	    {"\xC2\x7F", 0},
	    {"\xC2\xC0", 0},
	    {"\xE0\x9F\xBF", 0},
	    {"\xE0\xA0\x80", 3},
	    {"\xE2\x82", 0},
	    {"\xE2\x82\x41", 0},
	    {"\xED\x9F\xBF", 3},
	    {"\xED\xA0\x80", 0}, /* a surrogate */
	    {"\xEE\x80\x80", 3},
	    {"\xEF\xBF\xBF", 3},
	    {"\xF0\x8F\xBF\xBF", 0},
	    {"\xF0\x90\x80\x80", 4},
	    {"\xF0\x90\x80", 0},
	    {"\xF0\x90\x80\x41", 0},
	    {"\xF4\x8F\xBF\xBF", 4},
	    {"\xF4\x90\x80\x80", 0},
	    {"\xF5\x80\x80\x80", 0},
	    {"\xFF", 0},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].bytes); i++) {
		size_t len = strlen(rows[i].bytes);

		if (done_utf8_length(rows[i].bytes, len) != rows[i].length ||
		    done_utf8_valid(rows[i].bytes, len) != (rows[i].length == len))
			fail_msg("row %zu", i);
	}
	assert_int_equal(done_utf8_length("", 0), 0);
	assert_true(done_utf8_valid(NULL, 0));
}

/* The fast path over ASCII must not step over a bad byte, wherever it stands. */
static void test_utf8__finds_a_bad_byte_anywhere(void **state)
{
	char text[41];

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		memset(text, 'x', 40);
		assert_true(done_utf8_valid(text, 40));
		text[i] = '\x80';
		assert_false(done_utf8_valid(text, 40));
		if (i == 39)
			break;
		text[i] = '\xC3';
		text[i + 1] = '\xA9';
		assert_true(done_utf8_valid(text, 40));
		assert_false(done_utf8_valid(text, i + 1));
	}
}

static void test_shown__hides_nothing_and_obeys_nothing(void **state)
{
	static const struct {
		const char *bytes, *shown;
	} rows[] = {
	    {"plain text", "plain text"},
	    {"gr\xC3\xBC\xC3\x9F \xE4\xB8\xAD \xF0\x9F\x98\x80",
	        "gr\xC3\xBC\xC3\x9F \xE4\xB8\xAD \xF0\x9F\x98\x80"},
	    {"a\tb\nc\r", "a\\tb\\nc\\u{D}"},
	    {"\x1B[31m", "\\u{1B}[31m"},
	    {"\x7F", "\\u{7F}"},
	    {"\xC2\x9B"
	     "31m",
	        "\\u{9B}31m"},
	    {"\xE2\x80\x8B", "\\u{200B}"},
	    {"\xE2\x80\xAE"
	     "cod",
	        "\\u{202E}cod"},
	    {"\xE2\x81\xA6", "\\u{2066}"},
	    {"\xEF\xBB\xBF", "\\u{FEFF}"},
	    {"\xC2\xAD", "\\u{AD}"},
	    {"\xF3\xA0\x81\x81", "\\u{E0041}"}, /* a tag */
	    {"\xF1\x80\x80\x80", "\\u{40000}"}, /* an empty plane */
	    {"\xEE\x80\x80", "\\u{E000}"},
	    {"\xEF\xBF\xBF", "\\u{FFFF}"},
	    {"\xE2\x9A\xA0\xEF\xB8\x8F", "\xE2\x9A\xA0\xEF\xB8\x8F"}, /* a sign as emoji */
	    {"\xFF\xC3", "\\xFF\\xC3"},
	    {"C:\\dir", "C:\\dir"},
	    {"\\d+\\.", "\\d+\\."},
	    {"C:\\temp", "C:\\\\temp"},
	    {"\\n", "\\\\n"},
	    {"\\u{41}", "\\\\u{41}"},
	    {"\\users", "\\users"},
	    {"\\x41", "\\\\x41"},
	    {"\\xy", "\\xy"},
	    {"\\\\", "\\\\\\"},
	    {"\\\t", "\\\\\\t"},
	    {"\\\xFF", "\\\\\\xFF"},
	    {"end\\", "end\\"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].bytes); i++) {
		struct done_buf buf = {0};

		done_buf_addstr(&buf, "");
		done_buf_add_shown(&buf, rows[i].bytes, strlen(rows[i].bytes));
		if (strcmp(buf.ptr, rows[i].shown) != 0)
			fail_msg("row %zu: got %s, expected %s", i, buf.ptr, rows[i].shown);
		done_buf_release(&buf);
	}
}

static unsigned digits(const char **text, const char *end)
{
	unsigned value = (unsigned)strtoul(*text, NULL, 16);

	*text += strspn(*text, "0123456789ABCDEF") + strlen(end);
	return value;
}

/* Undoes what was shown; only of single bytes below 0x80 and bad ones, which is what is given. */
static size_t undo(const char *text, char *out)
{
	size_t nr = 0;

	while (*text) {
		if (text[0] != '\\' || !text[1] || !strchr("\\tnux", text[1]) ||
		    (text[1] == 'u' && text[2] != '{') ||
		    (text[1] == 'x' && strspn(text + 2, "0123456789ABCDEFabcdef") < 2)) {
			out[nr++] = *text++;
			continue;
		}
		char kind = text[1];
		text += kind == 'u' ? 3 : 2;
		if (kind == 'x') {
			char two[3] = {text[0], text[1], '\0'};
			out[nr++] = (char)strtoul(two, NULL, 16);
			text += 2;
		} else if (kind == 'u') {
			out[nr++] = (char)digits(&text, "}");
		} else {
			out[nr++] = kind == 't' ? '\t' : kind == 'n' ? '\n' : '\\';
		}
	}
	return nr;
}

/* Two texts never look the same: what was shown can be read back. */
static void test_shown__can_be_read_back(void **state)
{
	static const char alphabet[] = "\\\\\\xu{}tn4F\t\n\x1B\xFFz";
	unsigned seed = 7;

	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		struct done_buf buf = {0};
		char bytes[8], back[64];
		size_t len = 1 + round % 8;

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1103515245u + 12345u;
			bytes[i] = alphabet[(seed >> 16) % (sizeof(alphabet) - 1)];
		}
		done_buf_add_shown(&buf, bytes, len);
		if (undo(buf.ptr, back) != len || memcmp(back, bytes, len) != 0)
			fail_msg("round %zu: %s", round, buf.ptr);
		for (size_t i = 0; i < buf.len; i++)
			assert_true((unsigned char)buf.ptr[i] >= 0x20);
		done_buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_utf8__accepts_what_unicode_does),
	    cmocka_unit_test(test_utf8__finds_a_bad_byte_anywhere),
	    cmocka_unit_test(test_shown__hides_nothing_and_obeys_nothing),
	    cmocka_unit_test(test_shown__can_be_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
