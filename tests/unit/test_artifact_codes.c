/* Code of documents, in every format: its text and line; and different words of a text. */
#include "support.h"

#include "done/artifact.h"

static void test_codes__of_documents(void **state)
{
	static const struct {
		const char *file, *text, *expected;
	} rows[] = {
	    {"a.md", "Run `make a` and\nthen `make b`.\n", "1'make a' 2'make b' "},
	    {"a.md", "```sh\nmake a\n\nmake b\n```\n", "2[make a\n\nmake b] "},
	    {"a.md", "x\n\n    make a\n    make b\n", "3[make a\nmake b] "},
	    {"a.md", "x\n\n    make a\n\n\ny\n", "3[make a] "},
	    {"a.md", "> ```\n> make a\n> ```\n\nx\n\n1. y\n\n       make b\n\n2. z\n",
	        "2[make a] 9[make b] "},
	    {"a.md", " ~~~sh\nmake a\n\n", "2[make a] "},
	    {"a.md", "- x\n\n  ```\n  make a\n  ```\n", "4[make a] "},
	    {"a.md", "```\nnot closed", "2[not closed] "},
	    {"a.md", "~~~\n~~~\n", ""},
	    {"a.md", "<pre>\nmake a\n</pre>\n", "2[make a] "},
	    {"a.md", "<code>make a</code> x\n", "1'make a' "},
	    {"a.md", "<p><code>make a</code></p>\n", "1'make a' "},
	    {"a.md", "<!--\n```\nmake a\n```\n-->\n", ""},
	    {"a.md", "# `make a`\n", ""},
	    {"a.adoc", "Run `make a`.\n\n----\nmake b\n----\n\n make c\n\n////\nmake d\n////\n",
	        "1'make a' 4[make b] 7[make c] "},
	    {"a.adoc", "```\nmake a\n```\n\n....\nmake b\n....\n", "2[make a] 6[make b] "},
	    {"a.rst",
	        "Run ``make a``::\n\n    make b\n\n.. a comment\n    make c\n\n.. code:: sh\n\n"
	        "    make d\n",
	        "1'make a' 3[make b] 10[make d] "},
	    {"a.txt", "Run:\n\n    make a\n\n```\nmake b\n```\n$ make c\n",
	        "3[make a] 6[make b] 8[$ make c] "},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].file); i++) {
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_outline out;
		struct done_buf buf = {0};

		assert_success(done_document_outline(&arena, bytes, rows[i].file, &out, &err), err);
		done_buf_addstr(&buf, "");
		for (size_t k = 0; k < out.nr_codes; k++)
			done_buf_addf(&buf, out.codes[k].span ? "%d'%s' " : "%d[%s] ",
			    out.codes[k].line, out.codes[k].text);
		if (strcmp(buf.ptr ? buf.ptr : "", rows[i].expected) != 0)
			fail_msg("%s:\n%s\n%s\nexpected\n%s", rows[i].file, rows[i].text, buf.ptr,
			    rows[i].expected);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static void test_codes__different_words(void **state)
{
	static const struct {
		const char *text, *beside;
		size_t words;
	} rows[] = {
	    {"", NULL, 0},
	    {"one two three", NULL, 3},
	    {"One one ONE, (one) one.", NULL, 1},
	    {"one two three", "Two", 2},
	    {"1 2 3 4 5", NULL, 0},
	    {"https://a.b/c d", NULL, 1},
	    {"` | - * ` x", NULL, 1},
	    /* two letters of Chinese are a word, four of Thai */
	    {"\xE8\xB3\xBC\xE7\x89\xA9\xE5\x95\x86\xE5\x93\x81", NULL, 2},
	    {"\xE8\xB3\xBC\xE7\x89\xA9 \xE8\xB3\xBC\xE7\x89\xA9", NULL, 1},
	    {"\xE0\xB8\x81\xE0\xB8\x82\xE0\xB8\x83\xE0\xB8\x84\xE0\xB8\x85", NULL, 2},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};
		size_t words = done_words_distinct(text, rows[i].beside);

		if (words != rows[i].words)
			fail_msg("'%s' has %zu words, not %zu", rows[i].text, rows[i].words, words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_codes__of_documents),
	    cmocka_unit_test(test_codes__different_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
