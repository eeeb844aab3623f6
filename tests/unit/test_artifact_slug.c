/*
 * Ids of headings, by facts of GitHub's pages: what github-slugger's fixtures were taken from, and
 * what people reported of single headings.
 */
#include "support.h"

#include "artifact/formats.h"

static void test_slug__is_what_github_makes_of_a_heading(void **state)
{
	static const struct {
		const char *heading, *slug;
	} rows[] = {
	    {"Run it!", "run-it"},
	    {"A  b - c_d", "a--b---c_d"},
	    {"What's new in v1.2?", "whats-new-in-v12"},
	    {"C# & F#: a/b (c) [d]", "c--f-ab-c-d"},
	    {"Step 1 \xE2\x80\x94 Start", "step-1--start"},
	    {"Привет non-latin 你好", "привет-non-latin-你好"},
	    {"Ünïcode ÄÖÜ ẞ", "ünïcode-äöü-ß"},
	    {"ΑΣΊΑ Ωm", "ασία-ωm"},
	    {"Ĳssel Ǆ Ɓ Ⱥ", "ĳssel-ǆ-ɓ-ⱥ"},
	    {"日本語の見出し！", "日本語の見出し"},
	    {"한국어", "한국어"},
	    {"ภาษาไทย", "ภาษาไทย"},
	    {"हिन्दी", "हिन्दी"},
	    {"العربية", "العربية"},
	    /* Emoji go, their variation selectors stay: idosal/git-mcp#150,
	     * tcort/markdown-link-check#523. */
	    {"🚀 Usage", "-usage"},
	    {"⚙️ How It Works", "\xEF\xB8\x8F-how-it-works"},
	    {"⚠️ Disclaimer", "\xEF\xB8\x8F-disclaimer"},
	    {"1️⃣ First", "1\xEF\xB8\x8F\xE2\x83\xA3-first"},
	    {"My Section 🏃🏼", "my-section-"},
	    {":rocket: Start", "rocket-start"},
	    {"İçindekiler",
	        "i\xCC\x87"
	        "çindekiler"},
	    {"x² ½ № ™", "x---"},
	    {"Ⅳ", "ⅳ"},
	    {"non\xC2\xA0"
	     "breaking\ttab",
	        "nonbreakingtab"},
	    {"a\xFF"
	     "b",
	        "ab"},
	    {"", ""},
	    {"!!!", ""},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].heading); i++)
		assert_string_equal(done_heading_slug(&arena, rows[i].heading), rows[i].slug);
	done_arena_release(&arena);
}

static const char document[] =
    "# Run\n\n## Part two\n\n## Part two\n\n## Part two\n\n## ⚙️ Setup\n\n### "
    "👷🏼‍♀️ "
    "Upkeep\n\n"
    "## `code` and [a link](x.md)\n\n> ## In a quotation\n\n- ## In a list\n\nSetext "
    "*one*\n===\n\n"
    "## Title <!-- omit in toc -->\n\n"
    "<h2 align=\"center\">HTML &amp; more</h2>\n\n<h1>\n  Over lines\n</h1>\n\n"
    "<h3>\n\nOver *blocks*\n\n</h3>\n\n<a name=\"By-Hand\"></a><a id='other'></a>\n\n"
    "<div id=box></div>\n\n```\n## In code\n<a name=\"in-code\">\n```\n\n"
    "<!-- <a name=\"in-comment\"></a>\n\n## In a comment\n-->\n\n`<a name=\"in-span\">`\n\n"
    "## Same\n\n## Same 1\n\n## Same\n\nText[^note]\n\n[^note]: A note.\n";

static void test_ids__are_found_as_github_finds_them(void **state)
{
	static const struct {
		const char *fragment;
		bool there;
	} rows[] = {
	    {"run", true},
	    {"Run", true},
	    {"RUN", true},
	    {"user-content-run", true},
	    {"run-0", false},
	    {"run-1", false},
	    {"run-7", false},
	    {"part-two", true},
	    {"part-two-1", true},
	    {"part-two-2", true},
	    {"Part-Two-2", true},
	    {"part-two-3", false},
	    {"part-two-01", false},
	    {"part-two-", false},
	    {"part", false},
	    {"\xEF\xB8\x8F-setup", true},
	    {"-setup", false},
	    {"setup", false},
	    {"-upkeep", false}, /* the selector behind the joiner stays */
	    {"\xE2\x80\x8D\xEF\xB8\x8F-upkeep", true},
	    {"\xEF\xB8\x8F-upkeep", true},
	    {"code-and-a-link", true},
	    {"in-a-quotation", true},
	    {"in-a-list", true},
	    {"setext-one", true},
	    {"title-", true}, /* home-assistant/home-assistant.io#38084 */
	    {"html--more", true},
	    {"over-lines", true},
	    {"--over-lines", true},
	    {"over-blocks", true},
	    {"By-Hand", true},
	    {"other", true},
	    {"box", true},
	    {"in-code", false},
	    {"in-comment", false},
	    {"in-a-comment", false},
	    {"in-span", false},
	    {"same", true},
	    {"same-1", true},
	    {"same-2", true},
	    {"same-3", false},
	    {"fn-note", true},
	    {"nothing", false},
	    {"-1", false},
	    {"99999999999999999999", false},
	    {"run-99999999999999999999", false},
	};
	struct done_arena arena = {0};
	struct done_outline outline;
	struct done_error err = {0};

	(void)state;
	assert_success(
	    done_markdown_outline(&arena, (struct done_bytes){document, sizeof(document) - 1},
	        "a.md", &outline, &err),
	    err);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].fragment); i++) {
		if (done_outline_has_id(&outline, rows[i].fragment) != rows[i].there)
			fail_msg(
			    "'%s' must %sbe found", rows[i].fragment, rows[i].there ? "" : "not ");
	}
	done_arena_release(&arena);
}

/* A million headings and a look-up of each kind. */
static void test_ids__are_found_fast_among_many(void **state)
{
	struct done_arena arena = {0};
	struct done_outline outline;
	struct done_error err = {0};
	struct done_buf text = {0};

	(void)state;
	for (int i = 0; i < 500000; i++)
		done_buf_addstr(&text, "# a\n");
	assert_success(done_markdown_outline(
	                   &arena, (struct done_bytes){text.ptr, text.len}, "a.md", &outline, &err),
	    err);
	for (int i = 0; i < 1000; i++)
		assert_true(done_outline_has_id(&outline, "a-499999"));
	assert_false(done_outline_has_id(&outline, "a-500000"));
	done_buf_release(&text);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_slug__is_what_github_makes_of_a_heading),
	    cmocka_unit_test(test_ids__are_found_as_github_finds_them),
	    cmocka_unit_test(test_ids__are_found_fast_among_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
