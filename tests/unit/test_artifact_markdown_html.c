/* HTML in Markdown: links, srcset, entities, headings; definitions nobody uses; footnotes. */
#include "support.h"

#include <stdlib.h>

#include "artifact/formats.h"

static void show(struct done_buf *buf, const struct done_outline *out)
{
	done_buf_addstr(buf, "");
	for (size_t i = 0; i < out->nr_headings; i++)
		done_buf_addf(buf, " h%d@%d[%s]%zu", out->headings[i].level, out->headings[i].line,
		    out->headings[i].text, out->headings[i].words);
	for (size_t i = 0; i < out->nr_links; i++)
		done_buf_addf(buf, " %s@%d[%s]",
		    out->links[i].definition  ? "unused"
		        : out->links[i].image ? "image"
		                              : "link",
		    out->links[i].line, out->links[i].target);
	for (size_t i = 0; i < out->nr_ids; i++)
		done_buf_addf(buf, " id[%s]", out->ids[i]);
	for (size_t i = 0; i < out->nr_placeholders; i++)
		done_buf_addf(buf, " %s@%d%s", out->placeholders[i].text, out->placeholders[i].line,
		    out->placeholders[i].strict ? " if strict" : "");
}

static const struct row {
	const char *text, *expected;
} rows[] = {
    /* attributes in every quoting, tags in every letter case, in blocks and among text */
    {"<img src=\"a.png\">\n", " image@1[a.png]"},
    {"<IMG SRC='a.png'/>\n", " image@1[a.png]"},
    {"<img alt=x src=a.png width=3>\n", " image@1[a.png]"},
    {"<img src = \" a.png \" src=b.png>\n", " image@1[a.png]"},
    {"<p align=\"center\">\n  <img width=\"3\"\n       src=\"a.svg\" alt=\"x\">\n</p>\n",
        " image@3[a.svg]"},
    {"see <a href=\"a.md\">x</a> and <img src=b.png>\n", " link@1[a.md] image@1[b.png]"},
    {"one\n<a href=\"a.md\">x</a>\n<a\nhref='b.md'>y</a>\n", " link@2[a.md] link@4[b.md]"},
    {"**x** <a href=\"a.md#b\">c</a>\n", " link@1[a.md#b]"},
    {"<a title=\"a > b\" href=\"c.md\">d</a>\n", " link@1[c.md]"},
    {"<a href>x</a> <a data-href=\"n.md\">y</a> <b href=\"n.md\">z</b>\n", " link@1[]"},
    {"> <img src=\"q.png\">\n\n- <a href=\"l.md\">l</a>\n", " image@1[q.png] link@3[l.md]"},
    {"<a href=\"&#46;/a&amp;b&#x2F;c&eacute;.md\">x</a>\n", " link@1[./a&b/c\xC3\xA9.md]"},
    {"<a href=\"a.md?x=1&y=2&copy\">x</a>\n", " link@1[a.md?x=1&y=2&copy]"},
    {"<picture>\n<source media=\"(x)\" srcset=\"a.png, b.png 2x,c.png 100w\">\n"
     "<img src=\"d.png\" srcset=\"e.png\">\n</picture>\n",
        " image@2[a.png] image@2[b.png] image@2[c.png] image@3[d.png] image@3[e.png]"},
    {"<source srcset=\"data:image/png;base64,AA 1x, f.png 2x\">\n",
        " image@1[data:image/png;base64,AA] image@1[f.png]"},
    {"<video src=\"a.mp4\" poster=\"b.png\"></video>\n", " link@1[a.mp4] image@1[b.png]"},
    /* no link in a comment, in code, in a script, in a tag that never ends */
    {"<!-- <img src=\"a.png\"> -->\n", ""},
    {"<!--\n\n<img src=\"a.png\">\n\n-->\n<img src=\"b.png\">\n", " image@6[b.png]"},
    {"<div>\n<!-- x\n\n<img src=\"a.png\">\n\n--> <img src=\"b.png\">\n\n</div>\n",
        " image@6[b.png]"},
    {"`<img src=\"a.png\">`\n\n```html\n<img src=\"b.png\">\n```\n\n    <img src=\"c.png\">\n", ""},
    {"<script>\nvar a = '<img src=\"a.png\">';\n</script>\n\n<img src=\"b.png\">\n",
        " image@5[b.png]"},
    {"<img src=\"a.png\"\n", ""},
    {"\\<img src=\"a.png\">\n", ""},
    /* ids */
    {"<a name=\"x\"></a><p id='y'>z</p>\n", " id[x] id[y]"},
    {"a <span id=\"s\">b</span> <img name=\"n\" src=\"i.png\">\n", " image@1[i.png] id[s]"},
    /* headings */
    {"<h2>Purpose</h2>\n\none two\n\n## Next\n", " h2@1[Purpose]2 h2@5[Next]0 id[purpose]"},
    {"a\n\n<h1 align=\"center\">\n  <b>Big</b>   &amp;\n  bold\n</h1>\n\nb c\n",
        " h1@3[Big & bold]2 id[--big-----bold]"},
    {"<div>\nx y\n<h3>Z</h3>\nv\n</div>\n", " h3@3[Z]1 id[z]"},
    {"<h1 align=\"center\">\n\nTitle *here*\n\n</h1>\n\none\n",
        " h1@1[Title here]1 id[title-here]"},
    {"**x** <h3>y</h3> z\n", " h3@1[y]1 id[y]"},
    {"<h2>TODO</h2>\n\nx\n", " h2@1[TODO]1 id[todo] TODO@1"},
    {"a <h2>TODO: b</h2> c\n", " h2@1[TODO: b]1 id[todo-b] TODO@1"},
    {"a\n<h2>b\nTODO</h2> c\n", " h2@2[b TODO]1 id[btodo] TODO@3"},
    {"<h2><code>Run</code></h2>\n\na <h3><code>x</code></h3>\n\na <h3>`y`</h3>\n",
        " h2@1[Run]2 h3@3[x]1 h3@5[y]0 id[run] id[x] id[y]"},
    /* placeholders: none in code, none of half a paragraph, the line of each */
    {"<code>TODO</code> is searched\n\n<pre>\nTODO: x\n</pre>\n", ""},
    {"<p>\nThe export to Windows is\ncoming soon.\n</p>\n", " coming soon@3 if strict"},
    {"<p>\nComing soon.\n</p>\n", " coming soon@2"},
    {"<p>\nx\nsays: to be\ndefined\n</p>\n", " to be \xE2\x80\xA6@3"},
    {"x <your\nname> TODO: q\n", " <your \xE2\x80\xA6>@1 TODO@2"},
    {"[[slides here]](https://a.b) [TODO](https://a.b)\n",
        " link@1[https://a.b] link@1[https://a.b] TODO@1"},
    {"<!-- <h2>A</h2> -->\n\n```\n<h2>B</h2>\n```\n", ""},
    {"> <h2>Quoted</h2>\n", " id[quoted]"},
    {"<h2>Never ends\n\n# A\n\nb\n", " h2@1[Never ends]0 h1@3[A]1 id[never-ends]"},
    /* definitions: those that a link uses are that link */
    {"[a]: used.md\n[b]: unused.md \"title\"\n\nSee [a].\n",
        " link@4[used.md] unused@2[unused.md]"},
    {"[long]:\n  over.md\n  \"lines\"\n", " unused@1[over.md]"},
    {"[`code` *x*]: <with blank.md>\n", " unused@1[with blank.md]"},
    {"> - [q]: quoted.md\n", " unused@1[quoted.md]"},
    {"```\n[a]: code.md\n```\n\n<!--\n[b]: comment.md\n-->\n", ""},
    {"[a]: one.md\n[A]: two.md\n", " unused@1[one.md] unused@2[one.md]"},
    {"text\n[a]: no-definition.md\n", ""},
    {"[a\rb]: c.md\n\n# H\n", " h1@4[H]0 unused@1[c.md]"},
    {"[a\r\rb]: c.md\n\n```\nx y\n```\n\n# H\n\nTODO: z\n", " h1@9[H]2 TODO@11"},
    /* lines are those of the text, wherever cmark counts from */
    {"[a]: x.md\n[b]: y.md\n\n<h2>G</h2>\n\n```\nx\n```\n\n# H\n\nSee\n[b]. TODO: z\n",
        " h2@4[G]0 h1@10[H]4 link@13[y.md] unused@1[x.md] id[g] TODO@13"},
    {"[//]: # (a comment)\n", " unused@1[#]"},
    /* footnotes are text */
    {"Some[^1] text.\n\n[^1]: short\n", " id[fn-1] id[fnref-1]"},
    {"Some[^1] text.\n\n[^1]: See [it](x.md).\n[^b]: docs/none.md\n",
        " link@3[x.md] id[fn-1] id[fn-b] id[fnref-1] id[fnref-b]"},
    {"[^1](x.md)\n", " link@1[x.md]"},
};

static void test_html__is_read(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;
		struct done_buf buf = {0};

		assert_success(done_markdown_outline(&arena, bytes, "a.md", &out, &err), err);
		show(&buf, &out);
		if (strcmp(buf.ptr, rows[i].expected) != 0)
			fail_msg("row %zu:\n%s\n%s\nexpected\n%s", i, rows[i].text, buf.ptr,
			    rows[i].expected);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static void test_html__is_never_slow(void **state)
{
	static const char *const parts[] = {
	    "<a href=\"",
	    "<a x='\"",
	    "<h1>",
	    "<!--",
	    "<![CDATA[",
	    "[a]: b\n",
	    "[^a]: b\n",
	    "&#x",
	    "<a>",
	    "<script",
	    "<img src=a>",
	    "</h1><h2>",
	    "[a]: b\n\n[a]\n\n",
	    "<p\n\n",
	    "<h1>\n\na\n\n",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(parts, i, parts[i]); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;
		struct done_buf buf = {0};

		while (buf.len < 1000000)
			done_buf_addstr(&buf, parts[i]);
		assert_success(done_markdown_outline(&arena, (struct done_bytes){buf.ptr, buf.len},
		                   "a.md", &out, &err),
		    err);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static void test_links__beyond_the_limit_are_said(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_outline out;
	struct done_buf buf = {0};

	(void)state;
	for (int i = 0; i <= DONE_OUTLINE_LINKS_MAX; i++) {
		if (i == DONE_OUTLINE_LINKS_MAX) {
			assert_success(
			    done_markdown_outline(
			        &arena, (struct done_bytes){buf.ptr, buf.len}, "a.md", &out, &err),
			    err);
			assert_int_equal(out.nr_links, DONE_OUTLINE_LINKS_MAX);
			assert_false(out.links_cut);
		}
		done_buf_addstr(&buf, "[a](b)\n");
	}
	assert_success(done_markdown_outline(
	                   &arena, (struct done_bytes){buf.ptr, buf.len}, "a.md", &out, &err),
	    err);
	assert_true(out.links_cut);
	done_buf_release(&buf);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_html__is_read),
	    cmocka_unit_test(test_html__is_never_slow),
	    cmocka_unit_test(test_links__beyond_the_limit_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
