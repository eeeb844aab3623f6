/* Patterns: what they find, in both modes, with and without JIT, and what stops them. */
#include "support.h"

static struct done_pattern *compiled(struct done_arena *arena, const char *text, unsigned flags)
{
	struct done_error err = {0};
	struct done_pattern *pattern = NULL;

	assert_success(done_pattern_compile(arena, text, flags, &pattern, &err), err);
	return pattern;
}

static void test_pattern__finds_the_first_match(void **state)
{
	static const struct {
		const char *pattern, *subject;
		size_t from;
		int expected;
		struct done_match match;
	} rows[] = {
	    {"b+", "abbc", 0, 1, {1, 3}},
	    {"b+", "abbc", 2, 1, {2, 3}},
	    {"b+", "abbc", 3, 0, {0, 0}},
	    {"b+", "abbc", 9, 0, {0, 0}},
	    {"", "", 0, 1, {0, 0}},
	    {"^b$", "a\nb\nc", 0, 1, {2, 3}},
	    {"^b$", "a\r\nb\r\nc", 0, 1, {3, 4}}, /* '$' stands before CRLF as well */
	    {"a.", "a\rb", 0, 0, {0, 0}},
	    {"^x", "ax", 1, 0, {0, 0}}, /* from is no start of a line */
	    {"(?<=a)b", "ab", 1, 1, {1, 2}},
	    {"caf.$", "caf\xC3\xA9", 0, 1, {0, 5}}, /* one character */
	    {"caf.$", "caf\xE9", 0, 1, {0, 4}},     /* not UTF-8: one byte */
	    {"caf[^x]$", "caf\xC3\xA9", 0, 1, {0, 5}},
	    {"(?i)\xC3\xA9", "\xC3\x89", 0, 1, {0, 2}},
	    {"(?i)k", "\xE2\x84\xAA", 0, 1, {0, 3}}, /* the Kelvin sign */
	    {"\\bfoo\\b",
	        "\xC3\xA9"
	        "foo",
	        0, 0, {0, 0}},                /* a letter stands before it */
	    {"x*", "\xC3\xA9", 1, 1, {2, 2}}, /* never inside of a character */
	    {"a\\Kb", "ab", 0, 1, {1, 2}},
	};
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();

	(void)state;
	for (size_t i = 0; i < 3 * DONE_ARRAY_SIZE(rows); i++) {
		static const unsigned flags[] = {0, DONE_PATTERN_NO_JIT, DONE_PATTERN_LATER};
		size_t row = i / 3;
		struct done_error err = {0};
		struct done_match match = {0, 0};
		struct done_bytes subject = {rows[row].subject, strlen(rows[row].subject)};
		struct done_pattern *pattern = compiled(&arena, rows[row].pattern, flags[i % 3]);
		int rc = done_pattern_find(pattern, matcher, subject,
		    done_utf8_valid(subject.ptr, subject.len), rows[row].from, &match, &err);

		if (rc != rows[row].expected || match.start != rows[row].match.start ||
		    match.end != rows[row].match.end)
			fail_msg("'%s' row %zu: %d (%zu, %zu) %s", rows[row].pattern, row, rc,
			    match.start, match.end, err.message);
		done_pattern_free(pattern);
	}
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

/* What is built in is compiled when it is looked for, and then as strictly. */
static void test_pattern__compiled_later_is_refused_later(void **state)
{
	const struct done_template service = {"pay", "services/pay"};
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();
	struct done_pattern *bad = compiled(&arena, "a(b", DONE_PATTERN_LATER);
	struct done_pattern *templated = compiled(&arena, "^{service}(", DONE_PATTERN_LATER);
	struct done_pattern *wide = compiled(&arena, "\\x{200B}b", DONE_PATTERN_LATER), *made;
	struct done_match match;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct done_error err = {0};

		assert_int_equal(
		    done_pattern_find(bad, matcher, (struct done_bytes){"ab", 2},
		        i % 2 ? DONE_CHARSET_ASCII : DONE_CHARSET_BYTES, 0, &match, &err),
		    DONE_E_POLICY);
		assert_non_null(strstr(err.message, "at offset 3"));
	}
	struct done_error err = {0};
	assert_int_equal(
	    done_pattern_make(&arena, templated, &service, &made, &err), DONE_E_POLICY);
	assert_false(done_pattern_is_ascii(wide));
	done_pattern_free(bad);
	done_pattern_free(templated);
	done_pattern_free(wide);
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

static void test_pattern__refuses_with_offset_and_reason(void **state)
{
	static const struct {
		const char *pattern, *reason;
	} rows[] = {
	    {"a(b", "at offset 3: missing closing parenthesis"},
	    {"[z-a]", "at offset 3: range out of order"},
	    {"\\C", "at offset 2: using \\C is disabled"},
	    {"(*UTF)a", "at offset 6: using UTF is disabled"},
	    {"x{65536}", "at offset 7: number too big"},
	    {"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
	     "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))",
	        "parentheses are too deeply nested"},
	    {"(?:(abcdefghij){1,100}){1,200}", "too large"},
	    {"\xC3", "not UTF-8"},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_error err = {0};
		struct done_pattern *pattern = NULL;

		if (done_pattern_compile(&arena, rows[i].pattern, 0, &pattern, &err) !=
		    DONE_E_POLICY)
			fail_msg("'%s' was accepted", rows[i].pattern);
		assert_error(err, DONE_E_POLICY, rows[i].reason);
		assert_null(pattern);
	}
	done_arena_release(&arena);
}

static void test_pattern__knows_its_longest(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_pattern *pattern = NULL;
	char text[4098];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[4097] = text[4096] = '\0';
	pattern = compiled(&arena, text, 0);
	assert_string_equal(done_pattern_text(pattern), text);
	done_pattern_free(pattern);
	text[4096] = 'a';
	assert_int_equal(done_pattern_compile(&arena, text, 0, &pattern, &err), DONE_E_POLICY);
	assert_error(err, DONE_E_POLICY, "4097 bytes");
	done_arena_release(&arena);
}

static void test_pattern__is_undecided_at_a_limit(void **state)
{
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();

	(void)state;
	for (unsigned flags = 0; flags <= DONE_PATTERN_NO_JIT; flags++) {
		struct done_error err = {0};
		struct done_match match = {7, 7};
		struct done_pattern *pattern = compiled(&arena, "^(a+)+b$", flags);

		/* PCRE2 looks for the 'b' first: let it be there, in another line. */
		struct done_bytes bytes = {"aaaaaaaaaaaaaaaaaaaa!\nb", 23};
		int rc = done_pattern_find(pattern, matcher, bytes, true, 0, &match, &err);

		assert_int_equal(rc, DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, "'^(a+)+b$' ran into the limit");
		assert_true(strstr(err.cure, "simplify") != NULL);
		assert_int_equal(match.start, 7);
		done_pattern_free(pattern);
	}
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

/* Each level of this recursion saves forty groups: too much for the JIT stack, not for the heap. */
static void test_pattern__goes_on_without_jit_when_its_stack_is_full(void **state)
{
	enum { DEPTH = 4000 };
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();
	struct done_buf text = {0}, subject = {0};
	struct done_error err = {0};
	struct done_match match = {0, 0};

	(void)state;
	done_buf_addstr(&text, "^(a(?:(?1)|)b(?:");
	for (size_t i = 0; i < 40; i++)
		done_buf_addstr(&text, "(c)");
	done_buf_addstr(&text, ")?)$");
	for (size_t i = 0; i < 2 * DEPTH; i++)
		done_buf_addch(&subject, i < DEPTH ? 'a' : 'b');
	struct done_pattern *pattern = compiled(&arena, text.ptr, 0);
	struct done_bytes bytes = {subject.ptr, subject.len};
	int rc = done_pattern_find(pattern, matcher, bytes, true, 0, &match, &err);
	assert_success(rc, err);
	assert_int_equal(rc, 1);
	assert_int_equal(match.end, 2 * DEPTH);
	done_pattern_free(pattern);
	done_matcher_free(matcher);
	done_buf_release(&text);
	done_buf_release(&subject);
	done_arena_release(&arena);
}

/* Many levels, each small: decided by JIT on its stack, and without JIT on the heap. */
static void test_pattern__decides_the_same_without_jit(void **state)
{
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();
	struct done_buf subject = {0};

	(void)state;
	for (size_t i = 0; i < 15000; i++)
		done_buf_addch(&subject, i % 2 ? 'a' : 'b');
	done_buf_addch(&subject, '!');
	for (unsigned flags = 0; flags <= DONE_PATTERN_NO_JIT; flags++) {
		struct done_error err = {0};
		struct done_match match = {0, 0};
		struct done_pattern *pattern = compiled(&arena, "^(?:(a)|b)*!$", flags);
		struct done_bytes bytes = {subject.ptr, subject.len};
		int rc = done_pattern_find(pattern, matcher, bytes, true, 0, &match, &err);

		assert_success(rc, err);
		assert_int_equal(rc, 1);
		assert_int_equal(match.end, 15001);
		done_pattern_free(pattern);
	}
	done_buf_release(&subject);
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

static bool compiles(size_t nr, struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_pattern *pattern = NULL;

	done_buf_addstr(&text, "(?:(abcdefghij){1,50}){1,34}");
	for (size_t i = 0; i < nr; i++)
		done_buf_addch(&text, 'x');
	*err = (struct done_error){0};
	int rc = done_pattern_compile(&arena, text.ptr, DONE_PATTERN_NO_JIT, &pattern, err);
	done_pattern_free(pattern);
	done_buf_release(&text);
	done_arena_release(&arena);
	return rc == 0;
}

/* The first pattern that is too large is so by our own limit, whatever PCRE2 was built for. */
static void test_pattern__is_limited_when_compiled(void **state)
{
	struct done_error err = {0};
	size_t small = 0, large = 4000;

	(void)state;
	assert_true(compiles(small, &err));
	assert_false(compiles(large, &err));
	while (large - small > 1) {
		size_t middle = (small + large) / 2;

		if (compiles(middle, &err))
			small = middle;
		else
			large = middle;
	}
	assert_false(compiles(large, &err));
	assert_error(err, DONE_E_POLICY, "bytes compiled, of at most 65536");
}

static size_t count(
    const struct done_pattern *pattern, struct done_matcher *matcher, struct done_bytes subject)
{
	struct done_error err = {0};
	struct done_match match;
	size_t nr = 0, from = 0;
	int rc;

	while ((rc = done_pattern_find(pattern, matcher, subject, true, from, &match, &err)) > 0) {
		nr++;
		from = match.end + (match.end == match.start);
	}
	assert_success(rc, err);
	return nr;
}

static void test_pattern__can_be_counted(void **state)
{
	static const struct {
		const char *pattern, *subject;
		size_t expected;
	} rows[] = {
	    {"a", "banana", 3},
	    {"x*", "ab", 3},
	    {"x*", "\xC3\xA9\xC3\xA9", 3},
	    {"^", "a\nb\n", 2},
	    {".", "\xE2\x82\xAC", 1},
	    {"z", "", 0},
	};
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_pattern *pattern = compiled(&arena, rows[i].pattern, 0);
		struct done_bytes subject = {rows[i].subject, strlen(rows[i].subject)};

		if (count(pattern, matcher, subject) != rows[i].expected)
			fail_msg("'%s' in '%s'", rows[i].pattern, rows[i].subject);
		done_pattern_free(pattern);
	}
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

/*
 * What is matched byte by byte must be found as in UTF mode: "(?:)" and "(?-i)" in front change
 * nothing, but the latter keeps a pattern out of the cheap mode.
 */
static void test_pattern__finds_the_same_in_both_modes(void **state)
{
	static const char *const patterns[] = {"a", "a*", "[a-c]+$", "^b|c", "\\bx\\b", "\\w+",
	    "\\d{2}", "(?:a|b)*x", "\\s$", "[[:alpha:]]+", "^$", "k|s"};
	static const char *const subjects[] = {"a\xC3\xA9\x62", "\xC3\xA9x\xC3\xA9",
	    "\xE2\x84\xAAk\xC5\xBFs", "12\xC2\xA0\n\xC2\x85", "ab x 12\r\n\r\nbac", "",
	    "\xF0\x9F\x98\x80 abx"};
	struct done_arena arena = {0};
	struct done_matcher *matcher = done_matcher_new();

	(void)state;
	for (size_t i = 0; TEST_EACH(patterns, i, patterns[i]); i++) {
		struct done_pattern *plain = compiled(&arena, patterns[i], 0);
		struct done_pattern *utf =
		    compiled(&arena, done_arena_printf(&arena, "(?-i)%s", patterns[i]), 0);

		for (size_t j = 0; j < DONE_ARRAY_SIZE(subjects); j++) {
			struct done_bytes subject = {subjects[j], strlen(subjects[j])};

			if (count(plain, matcher, subject) != count(utf, matcher, subject))
				fail_msg("'%s' in subject %zu", patterns[i], j);
		}
		done_pattern_free(plain);
		done_pattern_free(utf);
	}
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

static void test_pattern__is_freed_twice_and_when_null(void **state)
{
	struct done_arena arena = {0};
	struct done_pattern *pattern = compiled(&arena, "a.", 0);

	(void)state;
	done_pattern_free(pattern);
	done_pattern_free(pattern);
	done_pattern_free(NULL);
	done_matcher_free(NULL);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pattern__finds_the_first_match),
	    cmocka_unit_test(test_pattern__compiled_later_is_refused_later),
	    cmocka_unit_test(test_pattern__refuses_with_offset_and_reason),
	    cmocka_unit_test(test_pattern__knows_its_longest),
	    cmocka_unit_test(test_pattern__is_undecided_at_a_limit),
	    cmocka_unit_test(test_pattern__goes_on_without_jit_when_its_stack_is_full),
	    cmocka_unit_test(test_pattern__decides_the_same_without_jit),
	    cmocka_unit_test(test_pattern__is_limited_when_compiled),
	    cmocka_unit_test(test_pattern__can_be_counted),
	    cmocka_unit_test(test_pattern__finds_the_same_in_both_modes),
	    cmocka_unit_test(test_pattern__is_freed_twice_and_when_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
