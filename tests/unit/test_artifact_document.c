/* AsciiDoc, reStructuredText and plain text: the same outline as Markdown's; names of READMEs. */
#include "support.h"

#include "done/artifact.h"

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

struct row {
	const char *text, *expected;
};

static void check_rows(const char *file, const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;
		struct done_buf buf = {0};

		assert_success(done_document_outline(&arena, bytes, file, &out, &err), err);
		show(&buf, &out);
		if (strcmp(buf.ptr, rows[i].expected) != 0)
			fail_msg("%s, row %zu:\n%s\n%s\nexpected\n%s", file, i, rows[i].text,
			    buf.ptr, rows[i].expected);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static const struct row asciidoc_rows[] = {
    {"= Shop\nA. Author\n:toc:\n:icons: font\n\n== Purpose\n\nSells things.\n\n=== "
     "More\n\nmore\n"
     "\n== Run\n\none two\n",
        "5 h1@1[Shop]5 h2@6[Purpose]3 h3@10[More]1 h2@14[Run]2"},
    {"Shop\n====\n\nPurpose\n-------\none\n\nDeeper\n~~~~~~\ntwo\n",
        "2 h1@1[Shop]2 h2@4[Purpose]2 h3@8[Deeper]1"},
    {"## As in Markdown\n\nx\n", "1 h2@1[As in Markdown]1"},
    {"==No blank\n\n = indented\n", "2"},
    /* code, comments and settings are no prose */
    {"== A\n\n[source,sh]\n----\nmake run\n== no heading\n----\n\n....\nliteral\n....\n\n"
     "```sh\nfence\n```\n\n indented code\n\n[listing]\nstyled code\nsecond line\n\nprose\n",
        "1 h2@1[A]1"},
    {"////\n== Hidden\nTODO\n////\n// TODO\nx\n", "1"},
    {"++++\n<b>raw</b>\n++++\n====\nexample text\n====\n****\nside\n****\n--\nopen\n--\n", "4"},
    {"[NOTE]\n====\nan admonition\n====\n\n____\nquote\n____\n", "3"},
    {"* one\n** two\n. three\n- four\n1. five\n\nterm:: six\n", "7"},
    {".Title of a block\n----\nx\n----\n", "4"},
    {"|===\n|one |two\n|===\n", "2"},
    /* attributes are filled in elsewhere; a slot is no attribute of a block */
    {"The {project-name} of {your-team}.\n\n{your-team}\n", "5"},
    {"{{name}} x {your text}\n", "4 {{ \xE2\x80\xA6 }}@1 {your \xE2\x80\xA6}@1"},
    {"one\n\n[Describe the service here]\n\n[TODO]\n",
        "1 [your \xE2\x80\xA6]@3 [your \xE2\x80\xA6]@5"},
    {"== `code` and link:x.adoc[a link]\n", "0 h2@1[code and a link]0 link@1[x.adoc]"},
    /* links */
    {"link:a.adoc[one two] xref:b.adoc#c[three] <<run,four>> <<d.adoc#e>> image:f.png[alt]\n",
        "4 link@1[a.adoc] link@1[b.adoc#c] link@1[#run] link@1[d.adoc#e] image@1[f.png]"},
    {"image::a.png[alt]\ninclude::b.adoc[]\n\n----\ninclude::c.java[tag=x]\n----\n",
        "0 image@1[a.png] link@2[b.adoc] link@5[c.java]"},
    {":imagesdir: img\n\nimage::a.png[]\nimage:/b.png[] image:https://x.org/c.png[]\n",
        "0 image@3[img/a.png] image@4[/b.png] image@4[https://x.org/c.png]"},
    {"link:{url}/x[text] <<{a}>>\n", "1"},
    {"video::a.mp4[]\nvideo::aHjpOzsQ9YI[youtube]\n", "0 image@1[a.mp4]"},
    {"xref:other#part[x] xref:part[y] <<How to run>>\n",
        "2 link@1[other.adoc#part] link@1[#part] link@1[#how-to-run]"},
    {"`link:no.adoc[x]` \\link:no.adoc[y] https://x.org[z] a:b\n", "3"},
    {"ifdef::x[]\ntext\nendif::[]\n", "1"},
    /* placeholders */
    {"== Run\n\nTODO\n", "0 h2@1[Run]0 TODO@3"},
    {"\xEF\xBB\xBF= A\r\n\r\nx\r\n", "1 h1@1[A]1"},
    {"", "0"},
};

static const struct row restructured_rows[] = {
    {"====\nShop\n====\n\nPurpose\n=======\n\nSells "
     "things.\n\nMore\n----\n\nmore\n\nRun\n===\n\n"
     "one two\n",
        "5 h1@2[Shop]5 h2@5[Purpose]3 h3@10[More]1 h2@15[Run]2"},
    {"Title\n#####\nSub\n~~~\n\none\n", "1 h1@1[Title]1 h2@3[Sub]1"},
    {" Title \n=======\n\nNo title\n--\n", "3"},
    {"==========\n Indented\n==========\n\nx\n", "1 h1@2[Indented]1"},
    {"one\n\n----\n\ntwo\n", "2"},
    /* code, comments, directives */
    {"A\n=\n", "0 h1@1[A]0"},
    {"Run it::\n\n    make run\n\n    more\n\nprose\n", "3"},
    {".. code-block:: sh\n   :linenos:\n\n   make run\n\nprose\n", "1"},
    {".. a comment\n   TODO over lines\n\n..\n   another\n\nprose\n", "1"},
    {".. note:: read this\n\n   and this\n\n.. warning::\n   and that\n", "6"},
    {">>> 1 + 1\n2\n\nprose\n", "1"},
    {"- one\n* two\n1. three\n#. four\n\n:Author: me\n", "5"},
    {"``code here`` and :code:`role` `text`\n", "3"},
    {".. [1] a footnote\n\ntext [1]_\n", "3"},
    /* links */
    {"`one two <a.rst>`_ `three <https://x.org>`__ `four`_\n",
        "4 link@1[a.rst] link@1[https://x.org]"},
    {".. image:: a.png\n   :alt: x\n\n.. figure:: b.png\n\n   A caption\n\n.. include:: "
     "c.rst\n",
        "2 image@1[a.png] image@4[b.png] link@8[c.rst]"},
    {".. _run: d.rst#x\n.. _alias: run_\n.. _here:\n\n.. |sub| image:: e.png\n",
        "0 link@1[d.rst#x] image@5[e.png]"},
    {"Run\n===\n\nTODO\n", "0 h1@1[Run]0 TODO@4"},
    {"", "0"},
};

static const struct row plain_rows[] = {
    {"Shop\n====\n\nPurpose\n-------\n\nSells things.\n\nRun\n---\none two\n",
        "4 h1@1[Shop]4 h2@4[Purpose]2 h2@9[Run]2"},
    {"# Shop\n\n## Run\n\none\n", "1 h1@1[Shop]1 h2@3[Run]1"},
    {"SHOP\n\nSells things.\n\nHOW TO RUN\nmake run\n\nÜBERSICHT\n\nx\n",
        "5 h2@1[SHOP]2 h2@5[HOW TO RUN]2 h2@8[ÜBERSICHT]1"},
    {"INSTALL\n\nNote:\n  mind this\n\nRun:\n\none\n", "3 h2@1[INSTALL]3 h3@3[Note]2 h3@6[Run]1"},
    {"text before\nCAPITALS\nRun:\n", "4"},
    {"This is what you need to have:\n- one\n\nfor example: two\n\nOK\n", "12"},
    {"====\n\none\n\n----\ntwo\n", "2"},
    {"```\nCODE\n\nRUN\n```\nx\n", "1"},
    {"RUN\n\nTODO\n", "0 h2@1[RUN]0 TODO@3"},
    {"", "0"},
};

static void test_document__outlines_every_format(void **state)
{
	(void)state;
	check_rows("docs/README.adoc", asciidoc_rows, DONE_ARRAY_SIZE(asciidoc_rows));
	check_rows("README.rst", restructured_rows, DONE_ARRAY_SIZE(restructured_rows));
	check_rows("README.txt", plain_rows, DONE_ARRAY_SIZE(plain_rows));
	check_rows("a.b/README", plain_rows, DONE_ARRAY_SIZE(plain_rows));
}

static void test_document__is_read_by_its_ending(void **state)
{
	static const struct {
		const char *file;
		size_t headings;
	} rows[] = {
	    {"a.md", 1},
	    {"a.MARKDOWN", 1},
	    {"a.mdx", 1},
	    {"a.adoc", 0},
	    {"a.AsciiDoc", 0},
	    {"a.rst", 1},
	    {"a.txt", 1},
	    {"a", 1},
	    {"a.b/c", 1},
	    {".adoc", 1},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_bytes bytes = {"Ab\n===========\n", 15};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;

		assert_success(done_document_outline(&arena, bytes, rows[i].file, &out, &err), err);
		if (out.nr_headings != rows[i].headings)
			fail_msg("%s has %zu headings", rows[i].file, out.nr_headings);
		done_arena_release(&arena);
	}
}

static void test_document__knows_ids_of_asciidoc_and_restructured_text(void **state)
{
	static const struct {
		const char *file, *text, *fragment;
		bool there;
	} rows[] = {
	    {"a.adoc", "== How to run\n", "how-to-run", true},
	    {"a.adoc", "== How to run\n", "_how_to_run", true},
	    {"a.adoc", "[[mine]]\n== Run\n", "mine", true},
	    {"a.adoc", "[#mine.role]\n== Run\n", "mine", true},
	    {"a.adoc", "[source#mine,sh]\n----\n----\n", "mine", true},
	    {"a.adoc", "[id=mine]\n== Run\n", "mine", true},
	    {"a.adoc", "text [[here,x]]here anchor:there[]\n", "here", true},
	    {"a.adoc", "text [[here]]here anchor:there[]\n", "there", true},
	    {"a.adoc", "----\n[[code]]\n----\n", "code", false},
	    {"a.adoc", "== Run\n", "walk", false},
	    {"a.rst", "How to run!\n===========\n", "how-to-run", true},
	    {"a.rst", ".. _My Target:\n", "my-target", true},
	    {"a.rst", ".. _`quoted: name`: x.rst\n", "quoted-name", true},
	    {"a.rst", "Run\n===\n", "run-1", false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;

		assert_success(done_document_outline(&arena, bytes, rows[i].file, &out, &err), err);
		if (done_outline_has_id(&out, rows[i].fragment) != rows[i].there)
			fail_msg("row %zu: '%s'", i, rows[i].fragment);
		done_arena_release(&arena);
	}
}

static void test_document__has_its_limit(void **state)
{
	static const char *const files[] = {"a.md", "a.adoc", "a.rst", "a.txt"};

	(void)state;
	for (size_t i = 0; TEST_EACH(files, i, files[i]); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;
		char *text = done_arena_alloc(&arena, (4U << 20) + 1);
		struct done_bytes bytes = {text, 4U << 20};

		memset(text, ' ', bytes.len + 1);
		assert_success(done_document_outline(&arena, bytes, files[i], &out, &err), err);
		bytes.len++;
		assert_true(done_document_outline(&arena, bytes, files[i], &out, &err) < 0);
		assert_error(err, DONE_E_POLICY, "at most 4 MiB");
		assert_string_equal(err.file, files[i]);
		done_arena_release(&arena);
	}
}

static void test_document__is_never_slow(void **state)
{
	static const char *const files[] = {"a.adoc", "a.rst", "a.txt"};
	static const char *const parts[] = {
	    "link:",
	    "http:[ ",
	    "<<",
	    "[[",
	    "`a",
	    "`",
	    "``",
	    ":a",
	    "`a <",
	    ".. _`a",
	    "----\n",
	    "=\n",
	    "a\n=\n",
	    ".. a::\n",
	    "# a\n",
	    "::\n\n",
	    "A\n\n",
	    "[#",
	    "image::",
	    "== a\n",
	    ":a: ",
	    ">>> ",
	    "A:\n\n",
	    "*",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(files, i, files[i]); i++) {
		for (size_t j = 0; TEST_EACH(parts, j, parts[j]); j++) {
			struct done_arena arena = {0};
			struct done_error err = {0};
			struct done_outline out;
			struct done_buf buf = {0};

			while (buf.len < 100000)
				done_buf_addstr(&buf, parts[j]);
			struct done_bytes bytes = {buf.ptr, buf.len};
			assert_success(
			    done_document_outline(&arena, bytes, files[i], &out, &err), err);
			done_buf_release(&buf);
			done_arena_release(&arena);
		}
	}
}

static void test_readme__is_known_by_its_name(void **state)
{
	static const char *const better_first[] = {
	    "README.md",
	    "readme.MD",
	    "README.markdown",
	    "Readme.mdown",
	    "README.adoc",
	    "readme.asciidoc",
	    "ReadMe.rst",
	    "README.txt",
	    "README",
	    "readme",
	};
	static const char *const none[] = {
	    "READMEs.md",
	    "README.md.bak",
	    "README.html",
	    "READ.me",
	    "README.",
	    "README.de.md",
	    "CONTRIBUTING.md",
	    "README-old.md",
	    "",
	};
	int before = -1;

	(void)state;
	for (size_t i = 0; TEST_EACH(better_first, i, better_first[i]); i++) {
		int rank = done_readme_rank(better_first[i]);

		if (rank <= before)
			fail_msg("%s has rank %d", better_first[i], rank);
		before = rank;
	}
	for (size_t i = 0; TEST_EACH(none, i, none[i]); i++)
		if (done_readme_rank(none[i]) != -1)
			fail_msg("%s is a README", none[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_document__outlines_every_format),
	    cmocka_unit_test(test_document__is_read_by_its_ending),
	    cmocka_unit_test(test_document__knows_ids_of_asciidoc_and_restructured_text),
	    cmocka_unit_test(test_document__has_its_limit),
	    cmocka_unit_test(test_document__is_never_slow),
	    cmocka_unit_test(test_readme__is_known_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
