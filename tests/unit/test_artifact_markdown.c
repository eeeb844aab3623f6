/* Markdown outlines: headings and their words, links, placeholders, all with the right line. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include "artifact/formats.h"

static struct done_outline outline(struct done_arena *arena, const char *text)
{
	struct done_error err = {0};
	struct done_outline out;
	struct done_bytes bytes = {text, strlen(text)};
	assert_success(done_markdown_outline(arena, bytes, "a.md", &out, &err), err);
	return out;
}

/* Everything in an outline on one line. */
static void show(struct done_buf *buf, const struct done_outline *out)
{
	done_buf_addf(buf, "%zu", out->words);
	for (size_t i = 0; i < out->nr_headings; i++)
		done_buf_addf(buf, " h%d@%d[%s]%zu", out->headings[i].level, out->headings[i].line,
		    out->headings[i].text, out->headings[i].words);
	for (size_t i = 0; i < out->nr_links; i++)
		done_buf_addf(buf, " %s@%d[%s]", out->links[i].image ? "image" : "link",
		    out->links[i].line, out->links[i].target);
	for (size_t i = 0; i < out->nr_placeholders; i++)
		done_buf_addf(buf, " %s@%d", out->placeholders[i].text, out->placeholders[i].line);
}

static const struct row {
	const char *text, *expected;
} rows[] = {
    {"", "0"},
    /* headings and the words below them */
    {"# A\none two\n## B\nthree\n# C\nfour five six\n", "6 h1@1[A]3 h2@3[B]1 h1@5[C]3"},
    {"### A\na\n# B\nb\n## C\nc\n", "3 h3@1[A]1 h1@3[B]2 h2@5[C]1"},
    {"a\n\nSet *ext* `code`\ntwo\n====\nb c\n", "3 h1@3[Set ext code two]2"},
    {"#  Run & [go](x.md) ![i](y.png) \\# <b>B</b> &amp; #\n",
        "0 h1@1[Run & go  # B &]0 link@1[x.md] image@1[y.png]"},
    {"#\n##   \n", "0 h1@1[]0 h2@2[]0"},
    {"> # Quoted\n> text\n\n- # Item\n", "1 h1@4[Item]0"},
    {"```\n# no heading\n```\n    # none\n", "0"},
    {"# A\r\none\r\n\r\n## B\r\n", "1 h1@1[A]1 h2@4[B]0"},
    /* words */
    {"It's a well-known fact \xE2\x80\x94 don't *wor*ry.\n", "6"},
    {"- a\n- b c\n\n1. d\n> e\n\n---\n", "5"},
    {"| a | b |\n|---|---|\n| c | - |\n", "3"},
    {"see `make all` now\n", "2"},
    /* items: only words beside placeholders count, wherever those begin */
    {"- <your name> runs\n- x\n", "4 <your \xE2\x80\xA6>@1"},
    {"- https://a.b <your name>\n- x\n", "1 <your \xE2\x80\xA6>@1"},
    {"- a:<your name>\n- x\n", "3 <your \xE2\x80\xA6>@1"},
    {"- TODO\n- 1 TODO\n- 1 TODO two\n", "2 TODO@1 TODO@2 TODO@3"},
    {"- Will be added later.\n- This page is empty.\n- x\n",
        "1 this is \xE2\x80\xA6@1 this is \xE2\x80\xA6@2"},
    {"- ab ab ab\n- a b c d e f g h\n- abcabcab\n",
        "1 the same words again and again@1 letters that are not words@2"},
    {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x81\xA7 ok\n", "3"},
    {"![a picture of it](p.png) one\n", "1 image@1[p.png]"},
    {"a&nbsp;b&#8212;c\n", "2"},
    /* HTML */
    {"<!-- one two TODO -->\nthree\n", "1"},
    {"<!-- one\n\n# Hidden\n[l](x)\n\nTODO\n-->\n\nfour\n", "1"},
    {"a <!-- b\nTODO --> c\nTODO d\n", "4 TODO@3"},
    {"<div>\n<!-- a\n\n# Hidden\n[l](x) b TODO\n\nc --> d\n\n</div>\n", "1"},
    {"<p align=\"left\">one two</p>\n", "2"},
    {"<br>\n", "0"},
    {"x <b>y</b> z <br/>\n", "3"},
    {"<!-->one-->\n\ntwo\n", "2"},
    /* placeholders */
    {"one TODO two\n", "3 TODO@1"},
    {"TODO\n", "0 TODO@1"},
    {"- TODO\n- TBD.\n- \xE2\x80\xA6\n- ...\n- real\n", "1 TODO@1 TBD@2 \xE2\x80\xA6@3 ...@4"},
    {"**TODO**: write this\nand FIXME\n", "5 TODO@1 FIXME@2"},
    {"## TODO\n", "0 h2@1[TODO]0 TODO@1"},
    {"`TODO` and\n\n```\nTBD\n```\n\n    FIXME\n", "1"},
    {"\xE2\x80\xA6 `x`\n", "0"},
    {"Call <your name> or [your team].\n", "6 <your \xE2\x80\xA6>@1 [your \xE2\x80\xA6]@1"},
    {"text\n\n<your name>\n", "1 <your \xE2\x80\xA6>@3"},
    {"<YOUR_KEY>\n", "0 <your \xE2\x80\xA6>@1"},
    {"[your bill](bill.md)\n", "2 link@1[bill.md]"},
    {"Lorem ipsum dolor\n", "3 lorem ipsum@1"},
    {"TODO and TODO\n", "3 TODO@1 TODO@1"},
    /* links */
    {"a [b](c.md#d) ![e](f%20g.png \"t\")\n[h][i] <https://x.org/>\n\n[i]: ../j.md\n",
        "3 link@1[c.md#d] image@1[f%20g.png] link@2[../j.md] link@2[https://x.org/]"},
    {"[a](<b c.md>) [d](e%23f%3Fg%00h%zz%C3%A4.md) [n]()\n",
        "3 link@1[b c.md] link@1[e%23f%3Fg%00h%zz%C3%A4.md] link@1[]"},
    {"[![a](b.png)](c.md)\n", "0 link@1[c.md] image@1[b.png]"},
    {"[no][where] `[x](y)`\n", "1"},
    /* lines where cmark's own count is off */
    {"[i]: j.md\n[k]: l.md\ntext [i]\nTODO [m](n.md)\n",
        "4 link@3[j.md] link@4[n.md] link@2[l.md] TODO@4"},
    {"`a\nb` c\n[d](\ne.md) f\nTBD [g](h.md)\n", "5 link@4[e.md] link@5[h.md] TBD@5"},
    {"> a\n> TODO [b](c.md)\n", "3 link@2[c.md] TODO@2"},
    {"a  \nb\\\nTODO\n", "3 TODO@3"},
    {"- a\n\n  - b\n    TBD\n", "3 TBD@4"},
    /* front matter */
    {"---\ntitle: TODO\n---\n# A\nTBD\n", "0 h1@4[A]0 TBD@5"},
    {"\xEF\xBB\xBF---\ntitle: x\n...\n# A\n", "0 h1@4[A]0"},
    {"\xEF\xBB\xBF# A\n", "0 h1@1[A]0"},
    {"---\n\n# A\n\n---\n\nb\n", "1 h1@3[A]1"},
    {"---\nfirst words\n---\nb\n", "1 h2@2[first words]1"},
    {"---\ntitle: x\n", "2"},
    {"----\na: b\n---\n", "0 h2@2[a: b]0"},
};

static void test_markdown__outlines(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_arena arena = {0};
		struct done_buf buf = {0};
		struct done_outline out = outline(&arena, rows[i].text);
		show(&buf, &out);
		if (strcmp(buf.ptr, rows[i].expected) != 0)
			fail_msg("row %zu:\n%s\n%s\nexpected\n%s", i, rows[i].text, buf.ptr,
			    rows[i].expected);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static void test_markdown__replaces_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	static const char text[] = "# a\xFF\xC0z\n\0TODO [l](x\0y)\n";
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline out;
	struct done_bytes bytes = {text, sizeof(text) - 1};
	assert_success(done_markdown_outline(&arena, bytes, "a.md", &out, &err), err);
	assert_string_equal(out.headings[0].text, "a\xEF\xBF\xBD\xEF\xBF\xBDz");
	assert_int_equal(out.nr_placeholders, 1);
	assert_int_equal(out.placeholders[0].line, 2);
	done_arena_release(&arena);
}

static char *repeat(const char *part, size_t nr)
{
	size_t len = strlen(part);
	char *text = malloc(nr * len + 1);
	assert_non_null(text);
	text[0] = '\0';
	for (size_t i = 0; i < nr; i++)
		memcpy(text + i * len, part, len + 1);
	return text;
}

static void test_markdown__reads_4_mib_and_no_more(void **state)
{
	(void)state;
	char *text = repeat("word ", (4U << 20) / 5 + 1);
	memcpy(text, "text", 4); /* else it is one word again and again */
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline out;
	struct done_bytes bytes = {text, 4U << 20};
	assert_success(done_markdown_outline(&arena, bytes, "a.md", &out, &err), err);
	assert_int_equal(out.words, (4U << 20) / 5 + 1);
	bytes.len++;
	assert_true(done_markdown_outline(&arena, bytes, "a.md", &out, &err) < 0);
	assert_error(err, DONE_E_POLICY, "at most 4 MiB");
	assert_string_equal(err.file, "a.md");
	free(text);
	done_arena_release(&arena);
}

static void test_markdown__stays_fast_on_hostile_text(void **state)
{
	(void)state;
	static const char *const parts[] = {
	    "[a](b) TODO ",
	    "<a",
	    "<!--",
	    "[your ",
	    "lorem ",
	    "`a\nb` [c](d)\n",
	    "- ...\n",
	    "# a\n",
	};
	for (size_t i = 0; TEST_EACH(parts, i, parts[i]); i++) {
		struct done_arena arena = {0};
		char *text = repeat(parts[i], 200000 / strlen(parts[i]));
		outline(&arena, text);
		free(text);
		done_arena_release(&arena);
	}
}

static void test_markdown__makes_the_ids_of_headings(void **state)
{
	(void)state;
	static const struct {
		const char *heading, *anchor;
	} ids[] = {
	    {"Run it!", "run-it"},
	    {"Purpose", "purpose"},
	    {"A  b - c_d", "a--b---c_d"},
	    {"What's new in v1.2?", "whats-new-in-v12"},
	    {"\xC3\x9C"
	     "ber \xC3\x84pfel",
	        "\xC3\xBC"
	        "ber-\xC3\xA4pfel"},
	    {"\xD0\x9F\xD1\x80\xD0\xB8", "\xD0\xBF\xD1\x80\xD0\xB8"},
	    {"\xE6\x97\xA5\xE6\x9C\xAC \xE2\x80\x94 x", "\xE6\x97\xA5\xE6\x9C\xAC--x"},
	    {"\xF0\x9F\x9A\x80 Start", "-start"},
	    {"\xC4\x8C"
	     "esk\xC3\xA1 \xC5\xA0",
	        "\xC4\x8D"
	        "esk\xC3\xA1-\xC5\xA1"},
	    {"", ""},
	};
	struct done_arena arena = {0};
	for (size_t i = 0; TEST_EACH(ids, i, ids[i].heading); i++)
		assert_string_equal(done_heading_slug(&arena, ids[i].heading), ids[i].anchor);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_markdown__outlines),
	    cmocka_unit_test(test_markdown__replaces_bytes_that_are_not_utf8),
	    cmocka_unit_test(test_markdown__reads_4_mib_and_no_more),
	    cmocka_unit_test(test_markdown__stays_fast_on_hostile_text),
	    cmocka_unit_test(test_markdown__makes_the_ids_of_headings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
