/* The texts of which every match of a pattern holds one: what is found of patterns, and that it is
 * never more than what is true. */
#include <stdlib.h>

#include "base/pattern_text.h"
#include "support.h"

static void check_literals(const struct done_strings *literals, const char *expected)
{
	struct done_buf got = {0};

	for (size_t k = 0; k < literals->nr; k++)
		done_buf_addf(&got, " %s", literals->items[k]);
	assert_string_equal(got.len ? got.ptr : "", expected);
	done_buf_release(&got);
}

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
	    {"(?'name'abc)d", " abcd"},
	    {"a(?=bcd)", " a"},
	    {"a(?!bcd)", " a"},
	    {"(?<=bcd)a", " a"},
	    {"(?<*bcd|e>f)a", ""},
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
	    {"ab(*SKIP)(*F)|cd", " cd"},
	    {"(?:ab(*F)|cd)e", " cde"},
	    {"(?:ab(*F))?cd", " cd"},
	    {"ab(*ACCEPT)cd", ""},
	    {"\\Gab", ""},
	    {"(a)\\1", ""},
	    {"\\Qa|b\\E", ""},
	    {"\\x41bc\\x2E", " Abc."},
	    {"\\x{41}b", ""},
	    {"\\d+ms\\b", " ms"},
	    {"a\\", ""},
	    {"a)b", ""},
	    {"*a", ""},
	    {"é+x", " x"},
	    /* Groups of literals are literals with what stands beside them. */
	    {"a(?:b|cd)(?:e|f)g", " abeg abfg acdeg acdfg"},
	    {"\\.(?:Get|Post)\\b\\(", " .Get( .Post("},
	    {"(?:a|b)?Serve\\((?:x|y)+z", " Serve("},
	    {"(?:h|hz)k\\d(?:v\\d|w)x", " hk hzk"},
	    {"(?:a|b)(?:c|d)(?:e|f)(?:g|h)(?:i|j)",
	        " aceg aceh acfg acfh adeg adeh adfg adfh bceg bceh bcfg bcfh bdeg bdeh bdfg bdfh"},
	    {"(?i:a)b(?:c|C)d", " bcd bCd"},
	    /* Small letters are in every source: marks and capitals tell more. */
	    {"package main\\b.*func main\\(\\)", " main()"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_pattern_literals literals;

		done_pattern_literals_find(&arena, rows[i].pattern, &literals);
		check_literals(&literals.anywhere, rows[i].literals);
	}
	done_arena_release(&arena);
}

/* Those that stand on the line on which a match begins. */
static void test_literals__are_near_the_beginning(void **state)
{
	static const struct {
		const char *pattern, *literals;
	} rows[] = {
	    {"\\w+\\.Get\\(", " .Get("},
	    {"\\s*\\.Get\\(", ""},
	    {"\\.G\\s*\\(\\s*Longer", " .G"},
	    {"a.*Get", " Get"},
	    {"(?s)a.*Get", " a"},
	    {"(?s:a.*)Get", " a"},
	    {"(?s:a.)b.Get", " a"},
	    {"[^\"]Get", ""},
	    {"[^\"\\n]Get", " Get"},
	    {"[^\"\\s]Get", " Get"},
	    {"[\\s]Get", ""},
	    {"[[:space:]]Get", ""},
	    {"[\\t-x]Get", ""},
	    {"[\x01-x]Get", ""},
	    {"[!-~\\w]Get", " Get"},
	    {"\\W?Get", ""},
	    {"\\n?Get", ""},
	    {"\n?Get", ""},
	    {"\\x0A?Get", ""},
	    {"(?:a\\s)?Get", ""},
	    {"(?:a|\\sb)Get", ""},
	    {"(?:a|bb\\s)Get", " a bb"},
	    {"(?:\\sa|b)Get", ""},
	    {"(?<=\\s)Get(?!\\s)", " Get"},
	    {"ab(*SKIP)(*F)|cd", ""},
	    {"^Get$\\sPost", " Get"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_pattern_literals literals;

		done_pattern_literals_find(&arena, rows[i].pattern, &literals);
		check_literals(&literals.near, rows[i].literals);
	}
	done_arena_release(&arena);
}

/* What stays of a pattern without the alternatives that match nothing. */
static void test_literals__know_what_may_match(void **state)
{
	static const struct {
		const char *pattern, *bare; /* "-": nothing is left out */
	} rows[] = {
	    {"ab(*SKIP)(*F)|cd", "cd"},
	    {"cd|ab(*SKIP)(*F)", "cd"},
	    {"ab(*SKIP)(*F)|cd|(?:x|y)(*F)|e(f|g)", "cd|e(f|g)"},
	    {"(?:ab(*SKIP)(*F))|cd", "cd"},
	    {"ab(*SKIP)(*F)||cd", "|cd"},
	    {"(?i:ab)(*SKIP)(*F)|cd", "cd"},
	    {"cd", "-"},
	    {"ab(*SKIP)(*F)", "-"},
	    {"(?:ab(*SKIP)(*F))?|cd", "-"},
	    {"(?:ab(*SKIP)(*F)|cd)e", "-"},
	    {"ab(*SKIP)(*F)|c(*SKIP)d", "-"},
	    {"(?i)ab(*SKIP)(*F)|cd", "-"},
	    {"(a)b(*SKIP)(*F)|\\1", "-"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_pattern_literals literals;

		done_pattern_literals_find(&arena, rows[i].pattern, &literals);
		assert_string_equal(literals.bare ? literals.bare : "-", rows[i].bare);
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

/* Where none of the one stands in a text, one of the other is where a match begins. */
static void test_literals__of_alternatives_are_told_apart(void **state)
{
	static const struct {
		const char *pattern, *seldom, *others;
	} rows[] = {
	    {"zebra\\(|\\s*verify|\"\\s*Longer", " zebra(", " verify Longer"},
	    {"\\s*verify", "", " verify"},
	    {"zebra\\(", "", ""},
	    {"zebra\\(|\\s*ab", "", ""},
	    {"zebra\\(|\\s*verify|\\w", "", ""},
	    {"(?:zebra\\(|\\s*verify)", "", " zebra( verify"},
	    {"zebra(*SKIP)(*F)|\\s*verify", "", ""},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_pattern_literals literals;

		done_pattern_literals_find(&arena, rows[i].pattern, &literals);
		check_literals(&literals.seldom, rows[i].seldom);
		check_literals(&literals.others, rows[i].others);
	}
	done_arena_release(&arena);
}

static void test_literals__of_a_pattern_are_asked_without_matching(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool may;
	} rows[] = {
	    {"\\bServe\\(", "a Serve(b", true},
	    {"\\bServe\\(", "reServe(", true},
	    {"\\bServe\\(", "Server(", false},
	    {"\\bServe\\(", "", false},
	    {"(?i)serve\\d", "SERVE", true},
	    {"^$", "", true},
	    {"never(*SKIP)(*F)|ever", "lever", true},
	    {"lever(*SKIP)(*F)|fever", "lever", false},
	};
	struct done_error err = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_arena arena = {0};
		struct done_pattern *pattern;
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};

		assert_int_equal(
		    done_pattern_compile(&arena, rows[i].pattern, 0, &pattern, &err), 0);
		assert_int_equal(done_pattern_may_match(pattern, text), rows[i].may);
		done_pattern_free(pattern);
		done_arena_release(&arena);
	}
	assert_int_equal(done_literal_next("ab", (struct done_bytes){"abcab", 5}, 0), 0);
	assert_int_equal(done_literal_next("ab", (struct done_bytes){"abcab", 5}, 1), 3);
	assert_int_equal(done_literal_next("ab", (struct done_bytes){"abcab", 5}, 4), 5);
}

/* ---- patterns of a made-up text, which no row thinks of ---- */

static const char *const pieces[] = {"a", "b", "ab", ".", "\\.", "(", ")", "(?:", "|", "?", "*",
    "+", "{2}", "{0,1}", "{1,}", "[ab]", "[^a]", "[]a]", "^", "$", "\\b", "\\w", "\\s", "(?i)",
    "(?i:", "(?=", "(?!", "(?<=", "x", "X", "\\x61", " ", "-", "{", "}", "]", "[[:alpha:]]", "\\n",
    "(?<n>", "(*SKIP)", "(*F)", "(*SKIP)(*F)|", "ab.(*SKIP)(*F)|", "zebra", "|zebra", "|\\s*verify",
    "(?:zebra|b)", "(?:a|ab)"};
static const char *const texts[] = {"a", "b", "ab", "A", "B", "x", "X", ".", "-", " ", "\n", "{",
    "}", "]", "aa", "bb", "abab", "zebra", "verify"};

/* Of which some are seldom enough to be looked for alone. */
static const char *const long_pieces[] = {"zebra", "verify", "\\s*verify", "|", "|", "|zebra",
    "|\\s*verify", "\\s", ".", "^", "(?:zebra|a)", "\\w?"};

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

/* All matches of a pattern, as "start-end ". */
static size_t literals_matches(const char *pattern, unsigned flags, struct done_bytes text,
    struct done_matcher *matcher, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_pattern *compiled = NULL;
	struct done_error err = {0};
	enum done_charset charset = done_charset_of(text);
	struct done_match match;
	size_t from = 0, nr = 0;

	done_buf_clear(out);
	done_buf_addstr(out, "-");
	if (done_pattern_compile(&arena, pattern, flags, &compiled, &err) >= 0) {
		while (from <= text.len &&
		    done_pattern_find(compiled, matcher, text, charset, from, &match, &err) > 0) {
			done_buf_addf(out, "%zu-%zu ", match.start, match.end);
			from = match.end + (match.end == match.start);
			nr++;
		}
	}
	done_pattern_free(compiled);
	done_arena_release(&arena);
	return nr;
}

/* A comment before it hides a pattern's literals, and changes nothing of what it matches. */
static void test_literals__change_no_match(void **state)
{
	struct done_matcher *matcher = done_matcher_new();
	struct done_buf pattern = {0}, hidden = {0}, text = {0}, expected = {0}, got = {0};
	size_t matched = 0, told = 0, near = 0, bare = 0, apart = 0;
	unsigned seed = 1;

	(void)state;
	for (size_t round = 0; round < 40000; round++) {
		struct done_arena arena = {0};
		struct done_pattern_literals literals;

		if (round % 8)
			literals_make(&pattern, &seed, pieces, DONE_ARRAY_SIZE(pieces), 9);
		else
			literals_make(
			    &pattern, &seed, long_pieces, DONE_ARRAY_SIZE(long_pieces), 6);
		literals_make(&text, &seed, texts, DONE_ARRAY_SIZE(texts), 20);
		done_buf_clear(&hidden);
		done_buf_addf(&hidden, "(?#)%s", pattern.ptr);
		done_pattern_literals_find(&arena, pattern.ptr, &literals);
		struct done_bytes bytes = {text.ptr, text.len};
		/* Both ways alike: with (*SKIP) where nothing was taken PCRE2's two differ. */
		unsigned flags = round % 4 ? DONE_PATTERN_NO_JIT : 0;
		size_t nr = literals_matches(hidden.ptr, flags, bytes, matcher, &expected);
		literals_matches(pattern.ptr, flags, bytes, matcher, &got);
		if (strcmp(got.ptr, expected.ptr) != 0)
			fail_msg("'%s' in '%s': %s, and without its literals %s", pattern.ptr,
			    text.ptr, got.ptr, expected.ptr);
		if (nr && !done_literals_may_be_in(&literals.anywhere, bytes))
			fail_msg("'%s' matches '%s', which holds none of its literals", pattern.ptr,
			    text.ptr);
		matched += nr;
		told += nr && literals.anywhere.nr;
		near += nr && literals.near.nr;
		bare += nr && literals.bare;
		apart += nr && literals.others.nr && literals.seldom.nr;
		done_arena_release(&arena);
	}
	/* Else the test has tried nothing. */
	assert_true(matched > 5000 && told > 1000 && near > 1000 && bare > 300 && apart > 100);
	done_buf_release(&pattern);
	done_buf_release(&hidden);
	done_buf_release(&text);
	done_buf_release(&expected);
	done_buf_release(&got);
	done_matcher_free(matcher);
}

/* However often one of the literals occurs and another one nowhere. */
static void test_literals__are_found_in_linear_time(void **state)
{
	struct done_matcher *matcher = done_matcher_new();
	struct done_buf text = {0}, found = {0};

	(void)state;
	for (int i = 0; i < 300000; i++)
		done_buf_addstr(&text, i % 3 ? "Get( " : "Get(\n");
	struct done_bytes bytes = {text.ptr, text.len};
	assert_int_equal(
	    literals_matches("Get\\(|Never|Nowhere", 0, bytes, matcher, &found), 300000);
	assert_int_equal(literals_matches("Get\\(x|Never", 0, bytes, matcher, &found), 0);
	done_buf_clear(&text);
	for (int i = 0; i < 300000; i++)
		done_buf_addstr(&text, "Get( ");
	bytes = (struct done_bytes){text.ptr, text.len};
	assert_int_equal(literals_matches("Get\\(x|Never", 0, bytes, matcher, &found), 0);
	done_buf_release(&text);
	done_buf_release(&found);
	done_matcher_free(matcher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_literals__are_what_every_match_holds),
	    cmocka_unit_test(test_literals__are_near_the_beginning),
	    cmocka_unit_test(test_literals__know_what_may_match),
	    cmocka_unit_test(test_literals__are_looked_for_everywhere),
	    cmocka_unit_test(test_literals__of_alternatives_are_told_apart),
	    cmocka_unit_test(test_literals__of_a_pattern_are_asked_without_matching),
	    cmocka_unit_test(test_literals__change_no_match),
	    cmocka_unit_test(test_literals__are_found_in_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
