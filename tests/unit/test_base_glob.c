/* Globs: what they match, what they refuse, where a search may start and what it may skip. */
#include "support.h"

#include <stdio.h>

static struct done_glob *compiled(struct done_arena *arena, const char *text)
{
	struct done_error err = {0};
	struct done_glob *glob = NULL;

	assert_success(done_glob_compile(arena, text, &glob, &err), err);
	return glob;
}

static void test_glob__matches_as_documented(void **state)
{
	static const struct {
		const char *glob, *path;
		bool expected;
	} rows[] = {
	    {"README.md", "README.md", true},
	    {"README.md", "docs/README.md", false},
	    {"README.md", "README.mdx", false},
	    {"README.md", "README.m", false},
	    {"*", "a", true},
	    {"*", "a/b", false},
	    {"*.c", ".c", true},
	    {"a*b", "ab", true},
	    {"a*b", "a/b", false},
	    {"a?b", "a/b", false},
	    {"a?b", "axb", true},
	    {"**", "a/b/c", true},
	    {"foo/**", "foo/a/b", true},
	    {"foo/**", "foo", false},
	    {"foo/**", "food/a", false},
	    {"**/foo", "foo", true},
	    {"**/foo", "a/b/foo", true},
	    {"**/foo", "a/bfoo", false},
	    {"a/**/b", "a/b", true},
	    {"a/**/b", "a/x/y/b", true},
	    {"a/**/b", "a/xb", false},
	    {"a/**/b", "ab", false},
	    {"a/**/**/b", "a/b", true},
	    {"a**b", "axxb", true},
	    {"a**b", "ax/xb", false},
	    {"**/*.md", "x/y/z.md", true},
	    {"**/*.md", "z.md", true},
	    {"**/*.md", "z.mdx", false},
	    {"**/build/**", "build/a", true},
	    {"**/build/**", "x/build/a/b", true},
	    {"**/build/**", "build", false},
	    {"**/build/**", "x/build", false},
	    {"**/build/**", "rebuild/a", false},
	    {"**/build/**", "x/rebuild/build", false},
	    {"**/build/**/*.js", "build/a.js", true},
	    {"**/build/**/*.js", "x/rebuild/build/y/a.js", true},
	    {"**/build/**/*.js", "x/build/a.jsx", false},
	    {"**/build/**/*.js", "x/build.js", false},
	    {"x/**/a/b/**", "x/a/a/b/c", true},
	    {"x/**/a/b/**", "x/a/c/b/c", false},
	    {"x/**/a/b/**", "x/ya/b/c", false},
	    {"**/a*/b*", "x/ab/bc", true},
	    {"**/a*/b*", "x/ab/c/bc", false},
	    {"services/*/README.md", "services/a/README.md", true},
	    {"services/*/README.md", "services/a/b/README.md", false},
	    {"services/*/README.md", "services//README.md", true},
	    {"ab*ba", "aba", false},
	    {"[a-c]x", "bx", true},
	    {"[!a-c]x", "bx", false},
	    {"[^a-c]x", "dx", true},
	    {"a[!b]c", "a/c", false},
	    {"[]]", "]", true},
	    {"[]-]", "-", true},
	    {"[z-a]", "z", true},
	    {"[z-a]", "m", false},
	    {"[[:upper:][:digit:]]", "Q", true},
	    {"[[:upper:][:digit:]]", "q", false},
	    {"[[:space:]]", "\v", false}, /* as git has it */
	    {"[[:]", ":", true},
	    {"\\*", "*", true},
	    {"\\*", "a", false},
	    {"\\{a,b\\}", "{a,b}", true},
	    {"[{a,b}]", ",", true},
	    {"[\xC3]\xA4", "\xC3\xA4", true},
	    {"{a,b}", "a", true},
	    {"{a,b}", "{a,b}", false},
	    {"x.{c,h}", "x.h", true},
	    {"x.{c,h}", "x.o", false},
	    {"{a,b{c,d{e,f}}}/**", "bdf/x", true},
	    {"{a,b{c,d{e,f}}}/**", "bd/x", false},
	    {"x{,.gz}", "x", true},
	    {"{**/,}a", "q/a", true},
	    {"{one}", "one", true},
	    {"{[,],\\,}x", ",x", true},
	    {"a,b", "a,b", true},
	    {".", ".", true},
	};
	struct done_arena arena = {0};
	struct done_glob_room *room = done_glob_room_new();

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++) {
		const struct done_glob *globs[] = {
		    compiled(&arena, rows[i].glob), done_glob_later(&arena, room, rows[i].glob)};

		for (size_t j = 0; j < DONE_ARRAY_SIZE(globs); j++) {
			bool matched = done_glob_match(globs[j], rows[i].path);

			if (matched != rows[i].expected)
				fail_msg("'%s' on '%s': %d", rows[i].glob, rows[i].path, matched);
		}
		assert_string_equal(done_glob_directory(globs[0]), done_glob_directory(globs[1]));
		assert_int_equal(done_glob_is_literal(globs[0]), done_glob_is_literal(globs[1]));
	}
	done_glob_room_free(room);
	done_arena_release(&arena);
}

static void test_glob__later_is_negated_and_asked_for_a_directory_first(void **state)
{
	struct done_arena arena = {0};
	struct done_glob_room *room = done_glob_room_new();
	const struct done_glob *negated = done_glob_later(&arena, room, "!a/b/*.go");
	const struct done_glob *walked = done_glob_later(&arena, room, "a/b/*.go");

	(void)state;
	assert_true(done_glob_is_negated(negated));
	assert_string_equal(done_glob_text(negated), "a/b/*.go");
	assert_string_equal(done_glob_directory(negated), "a/b");
	assert_true(done_glob_may_match_below(walked, "a"));
	assert_false(done_glob_may_match_below(walked, "b"));
	done_glob_room_free(room);
	done_arena_release(&arena);
}

static void test_glob__refuses_what_is_malformed_or_matches_nothing(void **state)
{
	static const struct {
		const char *glob, *reason;
	} rows[] = {
	    {"", "it is empty"},
	    {"a[b", "'[' is not closed"},
	    {"[", "'[' is not closed"},
	    {"[]", "'[' is not closed"},
	    {"[!]", "'[' is not closed"},
	    {"[a\\", "'[' is not closed"},
	    {"[a-\\", "'[' is not closed"},
	    {"[[:alpha:]", "'[' is not closed"},
	    {"[[:nope:]]", "unknown class"},
	    {"[[::]]", "unknown class"},
	    {"a\\", "nothing follows the last '\\"},
	    {"{a,b", "'{' is not closed"},
	    {"a}", "'}' closes no '{'"},
	    {"{a,}", "it is empty"},
	    {"{{{{{a}}}}}", "more than 4 deep"},
	    {"{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "more than 64"},
	    {"/a", "starts with '/'"},
	    {"a/", "ends in '/'"},
	    {"a//b", "empty part"},
	    {"../a", "'.' or '..'"},
	    {"a/./b", "'.' or '..'"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++) {
		struct done_error err = {0};
		struct done_glob *glob = NULL;

		if (done_glob_compile(&arena, rows[i].glob, &glob, &err) != DONE_E_POLICY)
			fail_msg("'%s' was accepted", rows[i].glob);
		assert_error(err, DONE_E_POLICY, rows[i].reason);
		assert_null(glob);
		assert_true(err.cure[0] != '\0');
	}
	done_arena_release(&arena);
}

static void test_glob__knows_its_longest(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_glob *glob = NULL;
	char text[1026], path[1026];

	(void)state;
	memset(text, '?', sizeof(text));
	memset(path, 'x', sizeof(path));
	text[1025] = text[1024] = path[1024] = '\0';
	assert_true(done_glob_match(compiled(&arena, text), path));
	path[1023] = '\0';
	assert_false(done_glob_match(compiled(&arena, text), path));
	text[1024] = '?';
	assert_int_equal(done_glob_compile(&arena, text, &glob, &err), DONE_E_POLICY);
	done_arena_release(&arena);
}

static void test_glob__finds_the_directory_of_every_match(void **state)
{
	static const struct {
		const char *glob, *directory;
	} rows[] = {
	    {"*", ""},
	    {"a", ""},
	    {"a/b", "a"},
	    {"a/b/*.c", "a/b"},
	    {"a/bc*/d", "a"},
	    {"{a,b}/c", ""},
	    {"x/{a,b}/c", "x"},
	    {"x/{ab,ac}/c", "x"},
	    {"x/y{,/z}", "x"},
	    {"x/{y/z,y/w/q}", "x/y"},
	    {"a\\*/b/**", "a*/b"},
	    {"**/a", ""},
	    {".", ""},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++)
		assert_string_equal(
		    done_glob_directory(compiled(&arena, rows[i].glob)), rows[i].directory);
	done_arena_release(&arena);
}

static void test_glob__lets_a_walk_skip_what_cannot_match(void **state)
{
	static const struct {
		const char *glob, *dir;
		bool expected;
	} rows[] = {
	    {"a/b", "", true},
	    {"a/b", ".", true},
	    {"a/b", "a", true},
	    {"a/b", "a/b", false},
	    {"a/b", "b", false},
	    {"ab/c", "a", false},
	    {"a/*", "a", true},
	    {"a/*", "a/x", false},
	    {"a/*/c", "a/x", true},
	    {"a/*/c", "a/x/c", false},
	    {"a/*/c", "b", false},
	    {"a*/c", "a", true},
	    {"a*/c", "ab", true},
	    {"a*/c", "ab/c", false},
	    {"a/**", "a", true},
	    {"a/**", "a/b/c", true},
	    {"a/**", "b", false},
	    {"**/x", "any/where", true},
	    {"**/x/*", "any/where", true},
	    {"**/*.c", "any/where", true},
	    {"**/a*.c", "any/where.c", true},
	    {"a/**/x", "a/x", true},
	    {"a/**/x", "b/x", false},
	    {"a/x*y", "a/xzy", false},
	    {"a/*.d/c", "a/x.d", true},
	    {"a/*.d/c", "a/x.e", false},
	    {"a/*.d/c", "a/x.d/c", false},
	    {"{a,b}/x/y", "b/x", true},
	    {"{a,b}/x/y", "b/y", false},
	    {"*.c", "a.c", false},
	    {"a?/b", "ax", true},
	    {"a?/b", "axx", false},
	    {".", "a", false},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].glob); i++) {
		bool may = done_glob_may_match_below(compiled(&arena, rows[i].glob), rows[i].dir);

		if (may != rows[i].expected)
			fail_msg("'%s' below '%s': %d", rows[i].glob, rows[i].dir, may);
	}
	done_arena_release(&arena);
}

static void test_glob__is_literal_only_without_specials(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_true(done_glob_is_literal(compiled(&arena, "a/b.c")));
	assert_true(done_glob_is_literal(compiled(&arena, "a,b!]")));
	assert_true(done_glob_is_literal(compiled(&arena, ".")));
	assert_false(done_glob_is_literal(compiled(&arena, "a/*")));
	assert_false(done_glob_is_literal(compiled(&arena, "a?")));
	assert_false(done_glob_is_literal(compiled(&arena, "[a]")));
	assert_false(done_glob_is_literal(compiled(&arena, "{a,b}")));
	/* Its text is not the path it matches. */
	assert_false(done_glob_is_literal(compiled(&arena, "\\a")));
	assert_string_equal(done_glob_text(compiled(&arena, "\\a")), "\\a");
	done_arena_release(&arena);
}

static void test_globs__match_when_one_does(void **state)
{
	struct done_arena arena = {0};
	struct done_glob *items[] = {compiled(&arena, "*.c"), compiled(&arena, "*.h")};
	struct done_globs globs = {items, 2}, none = {0};

	(void)state;
	assert_true(done_globs_match(&globs, "a.h"));
	assert_false(done_globs_match(&globs, "a.o"));
	assert_false(done_globs_match(&none, "a.h"));
	done_arena_release(&arena);
}

/* What takes a backtracking matcher longer than the age of the universe ends at all. */
static void test_glob__ends_whatever_the_glob(void **state)
{
	struct done_arena arena = {0};
	char text[1024] = "", path[4096];

	(void)state;
	for (size_t i = 0; i < 500; i++)
		strcat(text, i % 10 == 9 ? "/" : i % 2 ? "a" : "*");
	strcat(text, "x/**/b");
	memset(path, 'a', sizeof(path));
	for (size_t i = 40; i < sizeof(path); i += 41)
		path[i] = '/';
	path[sizeof(path) - 1] = '\0';
	for (size_t i = 0; i < 20; i++)
		assert_false(done_glob_match(compiled(&arena, text), path));
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_glob__matches_as_documented),
	    cmocka_unit_test(test_glob__later_is_negated_and_asked_for_a_directory_first),
	    cmocka_unit_test(test_glob__refuses_what_is_malformed_or_matches_nothing),
	    cmocka_unit_test(test_glob__knows_its_longest),
	    cmocka_unit_test(test_glob__finds_the_directory_of_every_match),
	    cmocka_unit_test(test_glob__lets_a_walk_skip_what_cannot_match),
	    cmocka_unit_test(test_glob__is_literal_only_without_specials),
	    cmocka_unit_test(test_globs__match_when_one_does),
	    cmocka_unit_test(test_glob__ends_whatever_the_glob),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
