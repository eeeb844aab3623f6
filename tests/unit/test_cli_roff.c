/* Text becomes roff that prints the same text; our Markdown becomes the macros of man. */
#include <string.h>

#include "support.h"

#include "cli/manual/roff.h"

static const struct {
	const char *name, *text, *roff;
} texts[] = {
    {"a request", ".so /etc/passwd", "\\&.so /etc/passwd\n"},
    {"an apostrophe at the start", "'br", "\\(aqbr\n"},
    {"an escape", "\\fB", "\\efB\n"},
    {"an option", "--no-x", "\\-\\-no\\-x\n"},
    {"code", "the `a-b` of it", "the \\fBa\\-b\\fR of it\n"},
    {"code without an end", "`a", "\\fBa\\fR\n"},
    {"a request behind a line's end", "a\n.b", "a .b\n"},
    {"UTF-8", "…", "…\n"},
    {"nothing", "", "\n"},
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i].name); i++) {
		struct done_buf out = {0};

		done_roff_text(&out, texts[i].text, strlen(texts[i].text));
		assert_string_equal(out.ptr, texts[i].roff);
		done_buf_release(&out);
	}
}

static const struct {
	const char *name, *markdown, *roff;
} pages[] = {
    {"its title", "# x\n\ntext\n", ".SH TITLE\n.PP\ntext\n"},
    {"a section", "## a `b`\n", ".SS a \\fBb\\fR\n"},
    {"a paragraph of two lines", "one\ntwo\n\nthree", ".PP\none two\n.PP\nthree\n"},
    {"a table", "| key | value | description |\n| --- | --- | --- |\n| `k` | a \\| b | what |\n",
        ".TP\n\\fBk\\fR (a | b)\nwhat\n"},
    {"a table of two columns", "| w | m |\n| --- | --- |\n| `k` | what |\n",
        ".TP\n\\fBk\\fR\nwhat\n"},
    {"a row without cells", "| a |\n| - |\n|\n", ""},
    {"a list", "- one\n  goes on\n- two\n", ".IP \\(bu 2\none goes on\n.IP \\(bu 2\ntwo\n"},
    {"a fence", "```yaml\n.a: '`b`'\n```\nend",
        ".PP\n.nf\n\\&.a: \\(aq\\(gab\\(ga\\(aq\n.fi\n.PP\nend\n"},
    {"an empty fence", "```\n```\n", ".PP\n.nf\n.fi\n"},
    {"a fence without an end", "```\na", ".PP\n.nf\n\\&a\n.fi\n"},
    {"links", "[a](b.md) and [c](https://d)", ".PP\na and c <https://d>\n"},
    {"brackets that are no link", "[a] (b", ".PP\n[a] (b\n"},
};

static void test_pages(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pages, i, pages[i].name); i++) {
		struct done_buf out = {0};

		done_roff_markdown(&out, "TITLE", pages[i].markdown);
		assert_string_equal(out.ptr ? out.ptr : "", pages[i].roff);
		done_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
