/* Escaping, family by family: what each reader would take for more than text. */
#include <stdlib.h>

#include "support.h"

#include "report/report.h"

typedef void escape(struct done_buf *out, const char *text);

static void test_escape__leaves_nothing_that_means_something_to_the_reader(void **state)
{
	static const struct {
		const char *family;
		escape *escape;
		const char *text, *want;
	} rows[] = {
	    {"xml", done_escape_xml, "a<b>&\"'\n]]>#",
	        "a&lt;b&gt;&amp;&quot;&#39;&#10;]]&gt;&#35;"},
	    {"xml", done_escape_xml, "\x01\x1B[m\xFF\xE2\x80\xAE\xEF\xBF\xBE",
	        "\\u{1}\\u{1B}[m\\xFF\\u{202E}\\u{FFFE}"},
	    {"xml", done_escape_xml, "\xC3\xA4\xF0\x9F\x98\x80", "\xC3\xA4\xF0\x9F\x98\x80"},
	    {"markdown", done_escape_markdown, "[a](b) `c` *d* _e_ |",
	        "\\[a\\]\\(b\\) \\`c\\` \\*d\\* \\_e\\_ \\|"},
	    {"markdown", done_escape_markdown, "<b>&\n@x #1 http://y.z",
	        "&lt;b&gt;&amp;<br>@<!-- -->x #<!-- -->1 http\\://y\\.z"},
	    {"html", done_escape_html, "<b>&'\"@x#1",
	        "&lt;b&gt;&amp;&#39;&quot;@<!-- -->x#<!-- -->1"},
	    {"code", done_escape_markdown_code, "a", "`a`"},
	    {"code", done_escape_markdown_code, "a`b``c", "```a`b``c```"},
	    {"code", done_escape_markdown_code, "`a", "`` `a ``"},
	    {"code", done_escape_markdown_code, "a\nb", "`a b`"},
	    {"code", done_escape_markdown_code, "", "`(empty)`"},
	    {"block", done_escape_markdown_block, "a\n```\nb\n\n", "````text\na\n```\nb\n````\n"},
	    {"block", done_escape_markdown_block, "", "```text\n\n```\n"},
	    {"github data", done_escape_github_data, "100%\na:b,c\r", "100%25%0Aa:b,c\\u{D}"},
	    {"github data", done_escape_github_data, "::set-env::##[x]",
	        "\\u{3A}:set-env::\\u{23}#[x]"},
	    {"github property", done_escape_github_property, "a:b,c%", "a%3Ab%2Cc%25"},
	    {"azure data", done_escape_azure_data, "a;b]%\n##VSO[x]",
	        "a;b]%AZP25%0A\\u{23}#VSO[x]"},
	    {"azure property", done_escape_azure_property, "a;b]%\n", "a%3Bb%5D%AZP25%0A"},
	    {"teamcity", done_escape_teamcity, "a|b'[c]\n\xC3\xA4\xF0\x9F\x98\x80",
	        "a||b|'|[c|]|n|0x00E4|0xD83D|0xDE00"},
	    {"tap", done_escape_tap, "a # SKIP \\ b\nc", "a \\# SKIP \\\\ b c"},
	    {"uri", done_escape_uri, "a b/c%d:e?#\xFF\n\xC3\xA4",
	        "a%20b/c%25d%3Ae%3F%23%FF%0A%C3%A4"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].family); i++) {
		struct done_buf out = {0};

		rows[i].escape(&out, rows[i].text);
		if (strcmp(out.ptr, rows[i].want) != 0)
			fail_msg(
			    "%s: expected '%s', got '%s'", rows[i].family, rows[i].want, out.ptr);
		done_buf_release(&out);
	}
}

static void test_escape__makes_names_fit_to_show(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_string_equal(done_arena_shown(&arena, "a\nb\\n\xFF"), "a\\nb\\\\n\\xFF");
	assert_string_equal(done_arena_shown(&arena, ""), "");
	done_arena_release(&arena);
}

/* What was fit to show already is not escaped once more, however often it is. */
static void test_escape__leaves_what_is_fit_to_show_as_it_is(void **state)
{
	static const char *const texts[] = {
	    "a\\nb", "\\u{1B}[31m", "\\\\x41", "C:\\temp", "x\n  y", "ä…"};

	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct done_buf out = {0};

		done_escape_plain(&out, texts[i], 0);
		assert_string_equal(out.ptr, texts[i]);
		done_buf_release(&out);
	}
}

static void test_escape__cuts_at_a_character_and_counts_the_rest(void **state)
{
	struct done_buf out = {0};

	(void)state;
	done_escape_plain(&out,
	    "ab\xC3\xA4"
	    "cd",
	    3);
	assert_string_equal(out.ptr, "ab… (and 4 bytes more)");
	done_buf_clear(&out);
	done_escape_plain(&out, "abcd", 4);
	assert_string_equal(out.ptr, "abcd");
	done_buf_release(&out);
}

static void test_escape__lets_no_line_be_a_command(void **state)
{
	static const struct {
		const char *lines, *want;
	} rows[] = {
	    {"::error::x\n", "\\u{3A}:error::x\n"},
	    {"a\n  ::error::x", "a\n  \\u{3A}:error::x"},
	    {"\033[1;31m::error::x", "\033[1;31m\\u{3A}:error::x"},
	    {"\t \033[2m \033[0m::x\n", "\t \033[2m \033[0m\\u{3A}:x\n"},
	    {"std::string ::x\n", "std::string ::x\n"},
	    {":", ":"},
	    {"a ##[error]b ##vso[x] ##Teamcity[y] ##z\n",
	        "a \\u{23}#[error]b \\u{23}#vso[x] \\u{23}#Teamcity[y] ##z\n"},
	    {"###vso[x]", "#\\u{23}#vso[x]"},
	    {"\n\n::x", "\n\n\\u{3A}:x"},
	    {"\033[31", "\033[31"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].lines); i++) {
		struct done_buf lines = {0}, out = {0};

		done_buf_addstr(&lines, rows[i].lines);
		done_escape_commands(&out, &lines);
		assert_string_equal(out.ptr, rows[i].want);
		done_buf_release(&lines);
		done_buf_release(&out);
	}
}

static void test_escape__hides_commands_in_json_without_changing_it(void **state)
{
	struct done_buf json = {0}, out = {0};

	(void)state;
	done_buf_addstr(&json, "\"a ##vso[x] ##[y] #1\"");
	done_escape_json_commands(&out, &json);
	assert_string_equal(out.ptr, "\"a \\u0023#vso[x] \\u0023#[y] #1\"");
	done_buf_release(&json);
	done_buf_release(&out);
}

/* Any bytes at all come out as UTF-8 without a control character. */
static void test_escape__takes_any_bytes(void **state)
{
	static escape *const escapes[] = {
	    done_escape_xml,
	    done_escape_markdown,
	    done_escape_html,
	    done_escape_markdown_code,
	    done_escape_markdown_block,
	    done_escape_github_data,
	    done_escape_github_property,
	    done_escape_azure_data,
	    done_escape_azure_property,
	    done_escape_teamcity,
	    done_escape_tap,
	    done_escape_uri,
	};
	unsigned seed = 1;

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		struct done_buf out = {0};
		char text[24];

		for (size_t j = 0; j < sizeof(text) - 1; j++) {
			seed = seed * 1103515245U + 12345U;
			text[j] = (char)(1 + (seed >> 16) % 255);
		}
		text[sizeof(text) - 1] = '\0';
		escapes[i % DONE_ARRAY_SIZE(escapes)](&out, text);
		assert_true(done_utf8_valid(out.ptr, out.len));
		for (size_t j = 0; j < out.len; j++)
			assert_true((unsigned char)out.ptr[j] >= ' ' || out.ptr[j] == '\n');
		done_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_escape__leaves_nothing_that_means_something_to_the_reader),
	    cmocka_unit_test(test_escape__makes_names_fit_to_show),
	    cmocka_unit_test(test_escape__leaves_what_is_fit_to_show_as_it_is),
	    cmocka_unit_test(test_escape__cuts_at_a_character_and_counts_the_rest),
	    cmocka_unit_test(test_escape__lets_no_line_be_a_command),
	    cmocka_unit_test(test_escape__hides_commands_in_json_without_changing_it),
	    cmocka_unit_test(test_escape__takes_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
