/* Lists of globs: the last that matches decides; and the dialects that are refused. */
#include "support.h"

enum { MOST = 4 };

static struct done_globs list(struct done_arena *arena, const char *const *texts)
{
	struct done_globs globs = {done_arena_array(arena, MOST, sizeof(struct done_glob *)), 0};
	struct done_error err = {0};

	for (; globs.nr < MOST && texts[globs.nr]; globs.nr++)
		assert_success(
		    done_glob_compile_item(arena, texts[globs.nr], &globs.items[globs.nr], &err),
		    err);
	return globs;
}

static void test_globs__the_last_that_matches_decides(void **state)
{
	static const struct {
		const char *globs[MOST], *path;
		bool matches, in_tree; /* done_globs_match(), done_globs_match_tree() */
	} rows[] = {
	    {{"**/*.go"}, "a/b.go", true, true},
	    {{"**/*.go", "!gen/**"}, "gen/b.go", false, false},
	    {{"**/*.go", "!gen/**"}, "a/gen/b.go", true, true},
	    {{"**/*.go", "!gen/**", "gen/keep.go"}, "gen/keep.go", true, true},
	    {{"**", "!src/**", "src/gen/**"}, "src/gen/x", true, true},
	    {{"**", "!src/**", "src/gen/**"}, "src/x", false, false},
	    {{"gen/keep.go", "!gen/**"}, "gen/keep.go", false, false},
	    {{"*.go", "!*_test.go", "*_test.go"}, "a_test.go", true, true},
	    {{"*.pem", "!public.pem"}, "public.pem", false, false},
	    {{"*.pem", "!public.pem"}, "x.pem", true, true},
	    /* A negated literal means what is below it; one with wildcards does not. */
	    {{"**/*.go", "!vendor"}, "vendor/a/b.go", false, false},
	    {{"**/*.go", "!vendor"}, "vendors/b.go", true, true},
	    {{"**/*.go", "!*"}, "a/b.go", true, false},
	    {{"**/*.go", "!src/*"}, "src/a/b.go", true, false},
	    /* A directory with all below it, where that is what a list means. */
	    {{"libs"}, "libs/a/b", false, true},
	    {{"libs/*", "!libs/docs"}, "libs/docs/a/b", false, false},
	    {{"libs/*", "!**/*.md"}, "libs/a/README.md", false, false},
	    {{"libs/*", "!**/*.md"}, "libs/a/x.go", false, true},
	    {{"libs", "!libs/docs", "libs/docs/api"}, "libs/docs/api/x", false, true},
	    {{"\\!x", "y"}, "!x", true, true},
	    {{"\\!x", "y"}, "x", false, false},
	    {{"a", "!\\!b"}, "!b", false, false},
	    {{NULL}, "a", false, false},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].globs[0]); i++) {
		struct done_globs globs = list(&arena, rows[i].globs);

		if (done_globs_match(&globs, rows[i].path) != rows[i].matches)
			fail_msg("row %zu: '%s' is matched wrongly", i, rows[i].path);
		if (done_globs_match_tree(&globs, &arena, rows[i].path) != rows[i].in_tree)
			fail_msg("row %zu: '%s' is matched wrongly as a tree", i, rows[i].path);
	}
	done_arena_release(&arena);
}

static void test_globs__an_item_knows_its_sign(void **state)
{
	struct done_arena arena = {0};
	struct done_globs globs = list(&arena, (const char *[MOST]){"a", "!b", "\\!c", NULL});

	(void)state;
	assert_false(done_glob_is_negated(globs.items[0]));
	assert_true(done_glob_is_negated(globs.items[1]));
	assert_string_equal(done_glob_text(globs.items[1]), "b");
	assert_true(done_glob_is_literal(globs.items[1]));
	assert_false(done_glob_is_negated(globs.items[2]));
	done_arena_release(&arena);
}

static void test_written__takes_what_globs_mean(void **state)
{
	static const char *const good[] = {
	    "*.go",
	    "**/*.{go,js}",
	    "**",
	    "***",
	    "!gen/**",
	    "{**/,}a",
	    "x{,.gz}",
	    "[a,b;|]x",
	    "a\\,b",
	    "a\\;b\\|c",
	    "My Docs/*.md",
	    "Meeting notes *.md",
	    "\\*.tmp",
	    "src/\\*.go",
	    "app/\\[id\\]/(group)/+page.svelte",
	    "app/(a)/@modal/(.)photo/*",
	    "copy\\(1\\).txt",
	    "\\!x",
	    "{service}/{path}.md",
	    "a\\ ",
	    ".*",
	    "..x/y",
	    "a.b+",
	    "price$",
	    "",
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(good, i, good[i]); i++) {
		struct done_error err = {0};

		if (done_glob_check_written(good[i], &err) < 0)
			fail_msg("'%s': %s", good[i], err.message);
	}
}

static void test_written__refuses_dialects_with_the_right_form(void **state)
{
	static const struct {
		const char *text, *message, *cure;
	} rows[] = {
	    {"*.go,*.js", "several globs in one text", "[\"*.go\", \"*.js\"], or '{*.go,*.js}'"},
	    {"*.go, *.js ,x", "several globs in one text", "[\"*.go\", \"*.js\", \"x\"]"},
	    {"**/*.{go,js},x", "several globs", "[\"**/*.{go,js}\", \"x\"]"},
	    {"/a/*,/b", "several globs", "[\"/a/*\", \"/b\"]; a ','"},
	    {"!a,!b", "several globs", "[\"!a\", \"!b\"]; a ','"},
	    {"*.go;*.js", "several globs", "[\"*.go\", \"*.js\"]"},
	    {"*.go|*.js", "several globs", "[\"*.go\", \"*.js\"]"},
	    {"*.go *.js", "several globs", "[\"*.go\", \"*.js\"]"},
	    {"*.go\n*.js\n", "begins or ends with a blank", "write '*.go"},
	    {"*.go\n*.js", "several globs", "[\"*.go\", \"*.js\"]"},
	    {"src\\main\\*.go", "quotes nothing", "'src/main/*.go'"},
	    {"src\\*.go", "quotes nothing", "'src/*.go'"},
	    {"src\\**\\*.go", "quotes nothing", "'src/**/*.go'"},
	    {"src\\\\main", "quotes nothing", "'src/main'"},
	    {"!src\\gen", "quotes nothing", "'!src/gen'"},
	    {"src\\{a,b}\\x", "quotes nothing", "'src/{a,b}/x'"},
	    {".*\\.go$", "regular expression", "**/*.go"},
	    {"^src/x", "regular expression", "**/*.go"},
	    {"@(a|b)/*.go", "alternatives in parentheses", "'{a,b}/*.go'"},
	    {"@(a).go", "alternatives in parentheses", "'a.go'"},
	    {"**/*.+(spec|test).[jt]s?(x)", "alternatives", "'**/*.{spec,test}.[jt]s{,x}'"},
	    {"*(a|b).c", "alternatives in parentheses", "'{,a,b}.c'"},
	    {"src/!(gen|x)/*.go", "alternatives", "[\"src/*/*.go\", \"!src/{gen,x}/*.go\"]"},
	    {"!(gen)/**", "alternatives in parentheses", "[\"*/**\", \"!gen/**\"]"},
	    {"(a|b)/x", "alternatives in parentheses", "'{a,b}/x'"},
	    {"@(a|@(b|c))", "alternatives in parentheses", "'{a,{b,c}}'"},
	    {"*.{js, ts}", "beside a comma in braces", "'*.{js,ts}'"},
	    {"*.{1..3}", "a range in braces", "{1,2,3}"},
	    {"**.go", "not a whole part", "'**/*.go'"},
	    {"src/**.go", "not a whole part", "'src/**/*.go'"},
	    {"../libs/x", "climbs out", "'libs/x'"},
	    {"!../../libs/x", "climbs out", "'!libs/x'"},
	    {"src**/x", "not a whole part", "'src*/**/x'"},
	    {"!**.go", "not a whole part", "'!**/*.go'"},
	    {"./src/*", "begins with './'", "'src/*'"},
	    {"src/", "ends in '/'", "'src/**' for all"},
	    {"!src/", "ends in '/'", "'!src/**' for all"},
	    {" *.go", "begins or ends with a blank", "'*.go'"},
	    {"! *.go", "begins or ends with a blank", "'!*.go'"},
	    {"!!x", "is negated twice", "'x'"},
	    {"${service}.md", "'$' before", "'{service}.md'"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_error err = {0};

		if (done_glob_check_written(rows[i].text, &err) != DONE_E_POLICY)
			fail_msg("'%s' was accepted", rows[i].text);
		assert_error(err, DONE_E_POLICY, rows[i].message);
		if (!strstr(err.cure, rows[i].cure))
			fail_msg("'%s': no %s in: %s", rows[i].text, rows[i].cure, err.cure);
	}
}

/* What is malformed is left to the compiler, and nothing is read past its end. */
static void test_written__survives_what_is_malformed(void **state)
{
	static const char *const texts[] = {"[", "[a", "{", "{a,", "a\\", "(", "@(", "@(a|",
	    "!(a|[", "+(", "\\", "!", "{ ", "{1..", "*(", "?((a)", "@()", "!()", "**(", ",", "|"};

	(void)state;
	for (size_t i = 0; TEST_EACH(texts, i, texts[i]); i++) {
		struct done_error err = {0};

		done_glob_check_written(texts[i], &err);
		assert_true(err.code == 0 || err.cure[0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_globs__the_last_that_matches_decides),
	    cmocka_unit_test(test_globs__an_item_knows_its_sign),
	    cmocka_unit_test(test_written__takes_what_globs_mean),
	    cmocka_unit_test(test_written__refuses_dialects_with_the_right_form),
	    cmocka_unit_test(test_written__survives_what_is_malformed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
