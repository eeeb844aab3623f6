/* The texts of which every match of a pattern holds one: what is found of patterns, and that it is
 * never more than what is true. */
#include <stdlib.h>

#include "support.h"

static void test_literals__are_what_every_match_holds(void **state)
{
	static const struct {
		const char *pattern, *literals; /* each behind a blank */
	} rows[] = {
	    {"", ""},
	    {"abc", " abc"},
	    {"a|bc", " a bc"},
	    {"abc|", ""},
	    {"abc|xabcx", " abc"},
	    {"ab?c", " a"},
	    {"ab+c", " ab"},
	    {"ab{2}", " ab"},
	    {"ab{0,2}cd", " cd"},
	    {"ab{,2}", ""},
	    {"a{b", " a{b"},
	    {"ab*(cd)*e", " a"},
	    {"(?:ab|cd)+x", " ab cd"},
	    {"(?:ab|c*)xyz", " xyz"},
	    {"(?<name>abc)", " abc"},
	    {"(?'name'abc)d", " abc"},
	    {"a(?=bcd)", " a"},
	    {"a(?!bcd)", " a"},
	    {"(?<=bcd)a", " a"},
	    {"\\bhttp\\.Get\\(", " http.Get("},
	    {"^\\s*import\\b", " import"},
	    {"foo$\\n^bar", " foo"},
	    {"[hH]ttp", " ttp"},
	    {"[]a]xy", " xy"},
	    {"[^]a|b]xy", " xy"},
	    {"[[:alpha:]\\]]xy", " xy"},
	    {"[[:a]|b:]x]foo", ""},
	    {"[\\c]x]foo", ""},
	    {"[abc", ""},
	    {"a.*?b", " a"},
	    {"foo bar1", " bar1"},
	    {"(?i)foo_1", " _1"},
	    {"(?i:foo)bar", " bar"},
	    {"(foo|(?i)b)c", " c"},
	    {"(?s)a.bcd", " bcd"},
	    {"(?x) a b", ""},
	    {"(?-i)a", ""},
	    {"(?#a)b", ""},
	    {"(*UTF)a", ""},
	    {"(a)\\1", ""},
	    {"\\Qa|b\\E", ""},
	    {"\\x41bc\\x2E", " Abc."},
	    {"\\x{41}b", ""},
	    {"\\d+ms\\b", " ms"},
	    {"a\\", ""},
	    {"a)b", ""},
	    {"*a", ""},
	    {"é+x", " x"},
	    /* Small letters are in every source: marks and capitals tell more. */
	    {"package main\\b.*func main\\(\\)", " main()"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_strings literals;
		struct done_buf got = {0};

		done_pattern_literals(&arena, rows[i].pattern, &literals);
		for (size_t k = 0; k < literals.nr; k++)
			done_buf_addf(&got, " %s", literals.items[k]);
		assert_string_equal(got.len ? got.ptr : "", rows[i].literals);
		done_buf_release(&got);
	}
	done_arena_release(&arena);
}

static void test_literals__are_looked_for_everywhere(void **state)
{
	static const char *const items[] = {"Serve(", "xy"};
	static const struct {
		const char *text;
		bool found;
	} rows[] = {
	    {"Serve(", true},
	    {"a.Serve(b", true},
	    {"Serve", false},
	    {"SeServe((", true},
	    {"(((SServe", false},
	    {"yxy", true},
	    {"yx", false},
	    {"", false},
	};
	const struct done_strings two = {(const char **)items, 2}, none = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};

		assert_int_equal(done_literals_may_be_in(&two, text), rows[i].found);
		assert_true(done_literals_may_be_in(&none, text));
	}
}

/* ---- patterns of a made-up text, which no row thinks of ---- */

static const char *const pieces[] = {"a", "b", "ab", ".", "\\.", "(", ")", "(?:", "|", "?", "*",
    "+", "{2}", "{0,1}", "{1,}", "[ab]", "[^a]", "[]a]", "^", "$", "\\b", "\\w", "\\s", "(?i)",
    "(?i:", "(?=", "(?!", "(?<=", "x", "X", "\\x61", " ", "-", "{", "}", "]", "[[:alpha:]]", "\\n",
    "(?<n>"};
static const char *const texts[] = {
    "a", "b", "ab", "A", "B", "x", "X", ".", "-", " ", "\n", "{", "}", "]", "aa", "bb", "abab"};

static unsigned literals_random(unsigned *seed, size_t nr)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % (unsigned)nr;
}

static void literals_make(
    struct done_buf *out, unsigned *seed, const char *const *from, size_t nr, size_t most)
{
	done_buf_clear(out);
	for (size_t i = 1 + literals_random(seed, most); i > 0; i--)
		done_buf_addstr(out, from[literals_random(seed, nr)]);
}

static void test_literals__are_in_whatever_matches(void **state)
{
	struct done_matcher *matcher = done_matcher_new();
	struct done_buf pattern = {0}, text = {0};
	size_t matched = 0, told = 0;
	unsigned seed = 1;

	(void)state;
	for (size_t round = 0; round < 60000; round++) {
		struct done_arena arena = {0};
		struct done_pattern *compiled = NULL;
		struct done_error err = {0};
		struct done_strings literals;

		literals_make(&pattern, &seed, pieces, DONE_ARRAY_SIZE(pieces), 9);
		done_pattern_literals(&arena, pattern.ptr, &literals);
		if (done_pattern_compile(
		        &arena, pattern.ptr, DONE_PATTERN_NO_JIT, &compiled, &err) >= 0) {
			for (int i = 0; i < 6; i++) {
				struct done_match match;

				literals_make(&text, &seed, texts, DONE_ARRAY_SIZE(texts), 8);
				struct done_bytes bytes = {text.ptr, text.len};
				if (done_pattern_find(compiled, matcher, bytes,
				        done_charset_of(bytes), 0, &match, &err) <= 0)
					continue;
				matched++;
				told += literals.nr > 0;
				if (!done_literals_may_be_in(&literals, bytes))
					fail_msg("'%s' matches '%s', which holds none of its "
					         "literals",
					    pattern.ptr, text.ptr);
			}
		}
		done_pattern_free(compiled);
		done_arena_release(&arena);
	}
	/* Else the test has tried nothing. */
	assert_true(matched > 5000 && told > 1000);
	done_buf_release(&pattern);
	done_buf_release(&text);
	done_matcher_free(matcher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_literals__are_what_every_match_holds),
	    cmocka_unit_test(test_literals__are_looked_for_everywhere),
	    cmocka_unit_test(test_literals__are_in_whatever_matches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
