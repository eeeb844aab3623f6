/* Links of kind `markdown`: paths, fragments and what the findings say of them. */
#include "check_fixture.h"

static void fill(struct fake_snapshot *head, const char *readme)
{
	fake_file(head, "shop/README.md", readme);
	fake_file(head, "shop/other.md",
	    "# Run\n\n## Part two\n\n## Part two\n\n<a name=\"By-Hand\"></a>\n");
	fake_file(head, "shop/docs/x.md", "# X\n");
	fake_file(head, "shop/docs/README.rst", "Usage\n=====\n\n.. _mine:\n\nx\n");
	fake_file(head, "shop/bare/x.go", "x\n");
	fake_file(head, "shop/guide.adoc", "== How to run\n\n[[mine]]\nx\n");
	fake_file(head, "shop/notes.txt", "x\n");
	fake_file(head, "shop/code.go", "x\n");
	fake_file(head, "shop/logo.svg", "<svg/>\n");
	fake_file(head, "shop/C#/x.md", "# X\n");
	fake_file(head, "shop/why?.md", "x\n");
	fake_file(head, "shop/a b/100%.md", "x\n");
	fake_file(head, "shop/Übung.md", "x\n");
	fake_file(head, "shop/Guides/README.MD", "# Guide\n");
	fake_file(head, "root.md", "# Root\n");
	fake_link(head, "shop/link.md", "other.md");
	fake_link(head, "shop/linked", "docs");
	fake_submodule(head, "shop/sub");
	fake_file(head, "shop/lfs.md",
	    "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
}

static const struct row {
	const char *link; /* as it stands in the document */
	const char *why;  /* NULL: it is good */
	const char *fix;
} rows[] = {
    /* paths */
    {"[a](other.md)", NULL, NULL},
    {"[a](./docs/../other.md)", NULL, NULL},
    {"[a](docs/)", NULL, NULL},
    {"[a](..)", NULL, NULL},
    {"[a](.)", NULL, NULL},
    {"[a](/shop/docs/x.md)", NULL, NULL},
    {"[a](/docs/x.md)", "leads to nothing", "correct the link"},
    {"[a](<a b/100%.md>)", NULL, NULL},
    {"[a](a%20b/100%25.md)", NULL, NULL},
    {"[a](a%20b/100%.md)", NULL, NULL},
    {"[a](%C3%9Cbung.md)", NULL, NULL},
    {"[a](C%23/x.md#x)", NULL, NULL},
    {"[a](<C%23/x.md>)", NULL, NULL},
    {"[a](C#/x.md)", "leads to nothing", "write %23 for '#'"},
    {"[a](why%3F.md)", NULL, NULL},
    {"[a](why%3f.md)", NULL, NULL},
    {"[a](why?.md)", "leads to nothing", "write %3F for '?'"},
    {"[a](docs\\x.md)", "leads to nothing", "write '/' for '\\'"},
    {"[a](other.md%00)", "leads to nothing", "correct the link"},
    {"[a](other.md?raw=true)", NULL, NULL},
    {"![a](logo.svg?sanitize=true)", NULL, NULL},
    {"[a](?plain=1)", NULL, NULL},
    {"[a](OTHER.md)", "leads to nothing in this tree, but 'shop/other.md' is there",
        "upper and lower case differ"},
    {"[a](guides/readme.md#guide)", "but 'shop/Guides/README.MD' is there", "case differ"},
    {"[a](../../x.md)", "climbs out of the tree", "write the whole address"},
    {"[a](/../x.md)", "climbs out of the tree", "whole address"},
    {"[a](linked/x.md)", "leads through a symbolic link", "correct the link"},
    {"[a](sub/x.md)", "leads into a submodule", "correct the link"},
    {"[a](sub)", NULL, NULL},
    /* pages of the host, from shop/README.md two above the root */
    {"[a](../../../issues)", NULL, NULL},
    {"![a](../../../actions/workflows/ci.yml/badge.svg)", NULL, NULL},
    {"[a](/../../issues)", NULL, NULL},
    {"<a href=\"{{< ref go >}}\">a</a>", NULL, NULL},
    {"[a](<{% link a.md %}>) [b]({{site.baseurl}}/b)", NULL, NULL},
    {"[a]({{name}})", "link '{{name}}' leads to nothing", "correct"},
    {"[a](/../issues)", "climbs out", "address"},
    {"[a](../../issues)", "climbs out", "address"},
    {"[a](../../../../issues)", "climbs out", "address"},
    {"[a](../../../other)", "climbs out", "address"},
    /* what is no path */
    {"[a](https://example.com/x) <https://example.com> <a@example.com>", NULL, NULL},
    {"[a](mailto:a@example.com) [b](tel:1) [c](x-y.z+1:q)", NULL, NULL},
    {"[a](//example.com/x)", NULL, NULL},
    {"[a]()", NULL, NULL},
    /* fragments */
    {"[a](#)", NULL, NULL},
    {"[a](#top) [b](#TOP) [c](other.md#top)", NULL, NULL},
    {"[a](#hello-world)", NULL, NULL},
    {"[a](#Hello-World)", NULL, NULL},
    {"[a](#hello%2Dworld)", NULL, NULL},
    {"[a](#hello-world-1)", "names a heading that is not there", "add the heading"},
    {"[a](#hello)", "names a heading", "add the heading"},
    {"[a](#readme)", NULL, NULL},
    {"[a](other.md#readme)", "names a heading", "heading"},
    {"[a](other.md#part-two-1)", NULL, NULL},
    {"[a](other.md#part-two-2)", "names a heading", "heading"},
    {"[a](other.md#run-7)", "names a heading", "heading"},
    {"[a](other.md#By-Hand)", NULL, NULL},
    {"[a](other.md#run:~:text=x)", NULL, NULL},
    {"[a](other.md?plain=1#L1)", NULL, NULL},
    {"[a](other.md#L1-L2)", NULL, NULL},
    {"[a](code.go#L10)", NULL, NULL},
    {"[a](code.go#L10C3-L20C5)", NULL, NULL},
    {"[a](other.md#L)", "names a heading", "heading"},
    {"[a](other.md#L1-)", "names a heading", "heading"},
    {"[a](other.md#1)", "names a heading", "heading"},
    {"![a](logo.svg#gh-dark-mode-only)", NULL, NULL},
    {"[a](notes.txt#anything)", NULL, NULL},
    {"[a](link.md#run)", NULL, NULL},
    {"[a](link.md#walk)", "names a heading", "heading"},
    {"[a](docs#usage)", NULL, NULL},
    {"[a](docs/#mine)", NULL, NULL},
    {"[a](docs/#nothing)", "names a heading", "heading"},
    {"[a](bare/#nothing)", "the directory has no README", "heading"},
    {"[a](guide.adoc#how-to-run) [b](guide.adoc#_how_to_run) [c](guide.adoc#mine)", NULL, NULL},
    {"[a](guide.adoc#nothing)", "names a heading", "heading"},
    {"[a](lfs.md#run)", "a document that cannot be read", "heading"},
    /* where links stand */
    {"<img src=\"none.png\">", "leads to nothing", "correct the link"},
    {"<a href='other.md#walk'>x</a>", "names a heading", "heading"},
    {"<a href=\"other&#46;md\">x</a>", NULL, NULL},
    {"<source srcset=\"logo.svg, none.svg 2x\">", "link 'none.svg' leads to nothing",
        "correct the link"},
    {"[unused]: none.md", "leads to nothing", "correct the link"},
    {"[used]: none.md\n\n[used]", "leads to nothing", "correct the link"},
    {"[over]:\n  none.md", "leads to nothing", "correct the link"},
    {"Text[^1].\n\n[^1]: none.md", NULL, NULL},
    {"`[a](none.md)` <!-- [a](none.md) <img src=none.png> -->", NULL, NULL},
};

static void test_links__are_followed(void **state)
{
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].link); i++) {
		check_open(&f, "shop");
		fill(&f.head, done_arena_printf(&f.arena, "# Hello, world\n\n%s\n", rows[i].link));
		check_run(&f, "markdown: {file: README.md, links: true}");
		if (f.rc < 0 || f.result.nr != (rows[i].why ? 1U : 0U))
			fail_msg("%s: %zu findings, %s", rows[i].link, f.result.nr,
			    f.result.nr ? f.result.findings[0].message : f.err.message);
		if (rows[i].why)
			check_finding(&f.result.findings[0], "shop/README.md",
			    f.result.findings[0].line, rows[i].why, rows[i].fix);
		check_run(&f, "markdown: {file: README.md}");
		assert_met(&f);
		check_close(&f);
	}
}

static void test_links__that_are_too_many_are_undecided(void **state)
{
	struct check_fixture f;
	struct done_buf text = {0};

	(void)state;
	for (int i = 0; i <= DONE_OUTLINE_LINKS_MAX; i++)
		done_buf_addf(&text, "[part %d of it](README.md) ", i);
	check_open(&f, "shop");
	fake_file(&f.head, "shop/README.md", text.ptr);
	check_run(&f, "markdown: {file: README.md, links: true}");
	assert_true(f.rc < 0);
	assert_error(f.err, DONE_E_UNDECIDED, "has more than 20000 links");
	assert_non_null(strstr(f.err.cure, "split the document"));
	check_run(&f, "markdown: {file: README.md}");
	assert_met(&f);
	check_close(&f);
	done_buf_release(&text);
}

static void test_links__of_asciidoc_and_restructured_text_are_followed(void **state)
{
	static const struct {
		const char *file, *text, *why;
	} others[] = {
	    {"shop/guide.adoc", "link:README.md[x] xref:more.adoc#run[y] <<here>>\n\n[[here]]\nz\n",
	        NULL},
	    {"shop/guide.adoc", "xref:more.adoc#walk[y]\n", "names a heading"},
	    {"shop/guide.adoc", "image::none.png[]\n", "leads to nothing"},
	    {"shop/guide.adoc", "<<nowhere>>\n", "names a heading"},
	    {"shop/guide.rst", "`a <README.md>`_\n\n.. image:: README.md\n", NULL},
	    {"shop/guide.rst", "`a <none.md>`_\n", "leads to nothing"},
	    {"shop/guide.rst", ".. include:: none.rst\n", "leads to nothing"},
	};
	struct check_fixture f;

	(void)state;
	for (size_t i = 0; TEST_EACH(others, i, others[i].file); i++) {
		check_open(&f, "shop");
		fake_file(&f.head, "shop/README.md", "# A\n");
		fake_file(&f.head, "shop/more.adoc", "== Run\n");
		fake_file(&f.head, others[i].file, others[i].text);
		check_run(&f,
		    done_arena_printf(
		        &f.arena, "markdown: {file: '%s', links: true}", others[i].file + 5));
		if (others[i].why)
			assert_unmet(&f, 1, others[i].file, 1, others[i].why, "correct the link");
		else
			assert_met(&f);
		check_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_links__are_followed),
	    cmocka_unit_test(test_links__that_are_too_many_are_undecided),
	    cmocka_unit_test(test_links__of_asciidoc_and_restructured_text_are_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
