/* Patterns: Unicode's classes, what is told of a pattern by its text, and templates. */
#include "support.h"

/* Finds once as what the subject is, with and without JIT; of ASCII once more as if it were not
 * known to be ASCII: all must agree. */
static int find(const char *text, const char *subject, struct done_match *match)
{
	struct done_bytes bytes = {subject, strlen(subject)};
	enum done_charset charset = done_charset_of(bytes);
	struct done_matcher *matcher = done_matcher_new();
	struct done_arena arena = {0};
	int found = -1;

	for (unsigned i = 0; i < 4; i++) {
		struct done_error err = {0};
		struct done_pattern *pattern = NULL;
		struct done_match at = {0, 0};

		assert_success(done_pattern_compile(&arena, text, i & 1U, &pattern, &err), err);
		if (i & 2U && charset == DONE_CHARSET_ASCII)
			charset = DONE_CHARSET_UTF8;
		int rc = done_pattern_find(pattern, matcher, bytes, charset, 0, &at, &err);
		assert_success(rc, err);
		if (i && (rc != found || at.start != match->start || at.end != match->end))
			fail_msg("'%s' in '%s': %d (%zu, %zu), then %d (%zu, %zu)", text, subject,
			    found, match->start, match->end, rc, at.start, at.end);
		found = rc;
		*match = at;
		done_pattern_free(pattern);
	}
	done_matcher_free(matcher);
	done_arena_release(&arena);
	return found;
}

static void test_pattern__knows_letters_of_every_script(void **state)
{
	static const struct {
		const char *pattern, *subject;
		int found;
		size_t start, end;
	} rows[] = {
	    {"\\bÜbersicht\\b", "1 Übersicht", 1, 2, 12},
	    {"\\bЗапуск\\b", "1 Запуск", 1, 2, 14},
	    {"\\bЗапуск\\b", "Запуски", 0, 0, 0},
	    {"\\bété\\b", "été", 1, 0, 5},
	    {"\\bersicht\\b", "Übersicht", 0, 0, 0}, /* 'Ü' is a letter */
	    {"^\\w+$", "naïve", 1, 0, 6},
	    {"^\\w+$", "naive", 1, 0, 5},
	    {"\\d+", "٣٤", 1, 0, 4},
	    {"a\\sb", "a\u00A0b", 1, 0, 4},
	    {"^[[:alpha:]]+$", "Straße", 1, 0, 7},
	    {"(?i)^straße$", "STRAßE", 1, 0, 7},
	    {"(?i)^запуск$", "ЗАПУСК", 1, 0, 12},
	    {"\\w", "\xE9", 0, 0, 0}, /* not UTF-8: bytes, of which only ASCII's are letters */
	    {"\\bab\\b",
	        "\xE9"
	        "ab",
	        1, 1, 3},
	    /* In ASCII the cheap mode finds the same. */
	    {"(?i)\\bk\\b", "a K", 1, 2, 3},
	    {"(?i)[^k]", "Kx", 1, 1, 2},
	    {"[[:punct:]]+", "a$+b", 1, 1, 3},
	    {"[[:^alpha:]]", "ab1", 1, 2, 3},
	    {"\\p{Lu}", "aB", 1, 1, 2},
	    {"\\x{41}", "BA", 1, 1, 2},
	    {"\\W", "a b", 1, 1, 2},
	    {"(?i)\u212A", "k", 1, 0, 1}, /* the Kelvin sign */
	    /* Beyond a byte, in any text. */
	    {"\\x{200B}", "a\u200Bb", 1, 1, 4},
	    {"\\x{200B}", "ab", 0, 0, 0},
	    {"[\\x{200B}\\x{FEFF}]", "\xE9 \u200B", 1, 2, 5},
	    {"\\x{E9}", "\xE9", 1, 0, 1},
	    /* A mark as its bytes is the character that it is. */
	    {"\\A\\xEF\\xBB\\xBF", "\uFEFFa", 1, 0, 3},
	    {"\\A\\xef\\xbb\\xbf", "\uFEFF\xE9", 1, 0, 3},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_match match = {0, 0};
		int rc = find(rows[i].pattern, rows[i].subject, &match);

		if (rc != rows[i].found || match.start != rows[i].start || match.end != rows[i].end)
			fail_msg("'%s' in '%s': %d (%zu, %zu)", rows[i].pattern, rows[i].subject,
			    rc, match.start, match.end);
	}
}

static void test_pattern__tells_what_it_has_to_see(void **state)
{
	static const struct {
		const char *pattern;
		unsigned sees;
	} rows[] = {
	    {"a\\nb", 0},
	    {"a$\\n^b", 0},
	    {"[^\\n]*\\n", 0},
	    {"[ \\t]+$", 0},
	    {"\\\\r", 0},    /* a backslash and an r */
	    {"[\\\\Rr]", 0}, /* and so within a set */
	    {"[^\\x00-\\x7F]", 0},
	    {"[^\\t -~]", 0},
	    {"[a-z0-9-]\\d{13}", 0},
	    {"\\x41\\x{0e}\\016", 0},
	    {"[[:space:]]x[]]\\cJ", 0},
	    {"a\\r?\\nb", DONE_PATTERN_SEES_RETURNS},
	    {"[^\\r\\n]", DONE_PATTERN_SEES_RETURNS},
	    {"\\Rx", DONE_PATTERN_SEES_RETURNS},
	    {"x\r", DONE_PATTERN_SEES_RETURNS},
	    {"\\x0d", DONE_PATTERN_SEES_RETURNS},
	    {"\\x0D0", DONE_PATTERN_SEES_RETURNS},
	    {"\\xd", DONE_PATTERN_SEES_RETURNS},
	    {"\\x{d}", DONE_PATTERN_SEES_RETURNS},
	    {"\\x{000D}", DONE_PATTERN_SEES_RETURNS},
	    {"\\015", DONE_PATTERN_SEES_RETURNS},
	    {"\\o{15}", DONE_PATTERN_SEES_RETURNS},
	    {"\\cM", DONE_PATTERN_SEES_RETURNS},
	    {"\\cm", DONE_PATTERN_SEES_RETURNS},
	    {"[\\x00-\\x1f]", DONE_PATTERN_SEES_RETURNS},
	    {"[\\x0b-\\x1f]", DONE_PATTERN_SEES_RETURNS},
	    {"[\\0-\\37]", DONE_PATTERN_SEES_RETURNS},
	    {"(*CRLF)a", DONE_PATTERN_SEES_RETURNS},
	    {"\uFEFF", DONE_PATTERN_SEES_MARK},
	    {"\\xef\\xBB\\xbf", DONE_PATTERN_SEES_MARK},
	    {"\\x{feff}\\r", DONE_PATTERN_SEES_MARK | DONE_PATTERN_SEES_RETURNS},
	};
	struct done_arena arena = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].pattern); i++) {
		struct done_error err = {0};
		struct done_pattern *pattern = NULL;

		assert_success(
		    done_pattern_compile(&arena, rows[i].pattern, 0, &pattern, &err), err);
		if (done_pattern_sees(pattern) != rows[i].sees)
			fail_msg("'%s' sees %u", rows[i].pattern, done_pattern_sees(pattern));
		done_pattern_free(pattern);
	}
	done_arena_release(&arena);
}

/* ---- templates ---- */

static const struct done_template shop = {"a.b", "services/a.b"}, root = {".", ""};

static void test_template__is_filled_in_as_text(void **state)
{
	static const struct {
		const char *text;
		bool pattern;
		const struct done_template *service;
		const char *expected;
	} rows[] = {
	    {"name: {service}", true, &shop, "name: a\\.b"},
	    {"name: {service}", false, &shop, "name: a.b"},
	    {"^{path}/x$", true, &shop, "^services/a\\.b/x$"},
	    {"^{path}/x$", true, &root, "^x$"},
	    {"{path}/x", false, &root, "x"},
	    {"{path}", false, &root, ""},
	    {"{service}{path}", false, &shop, "a.bservices/a.b"},
	    {"({service})+", true, &shop, "(a\\.b)+"},
	    {"{service}+", true, &shop, "(?:a\\.b)+"},
	    {"{service}{2}", true, &shop, "(?:a\\.b){2}"},
	    /* No template. */
	    {"/users/{id}", true, &shop, "/users/{id}"},
	    {"\\x{41}\\p{path}a{2,3}", true, &shop, "\\x{41}\\p{path}a{2,3}"},
	    {"\\{service\\}", true, &shop, "\\{service\\}"},
	    {"\\{{service}\\}", true, &shop, "\\{a\\.b\\}"},
	    {"[{path}]", true, &shop, "[{path}]"},
	    {"[]{path}]", true, &shop, "[]{path}]"},
	    {"[[:alpha:]{path}]", true, &shop, "[[:alpha:]{path}]"},
	    {"[\\]{path}]", true, &shop, "[\\]{path}]"},
	    {"\\Q{path}\\E{path}", true, &root, "\\Q{path}\\E"},
	    {"\\Q{path}", true, &shop, "\\Q{path}"},
	    {"{{service}}", true, &shop, "{{service}}"},
	    {"${service}", false, &shop, "${service}"},
	    {"\\${path}", true, &shop, "\\${path}"},
	    {"{service", true, &shop, "{service"},
	    {"\\", true, &shop, "\\"},
	    {"[", true, &shop, "["},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_buf out = {0};

		done_template_expand(&out, rows[i].text, rows[i].pattern, rows[i].service);
		if (strcmp(out.ptr ? out.ptr : "", rows[i].expected) != 0)
			fail_msg("'%s' becomes '%s'", rows[i].text, out.ptr);
		done_buf_release(&out);
	}
}

static void test_template__names_what_is_misspelt(void **state)
{
	static const struct {
		const char *text, *word; /* NULL: nothing is */
	} rows[] = {
	    {"{servce}", "{servce}"},
	    {"{ service }", "{ service }"},
	    {"a { path}", "{ path}"},
	    {"x {Service} y", "{Service}"},
	    {"{services}", "{services}"},
	    {"{serivce}", "{serivce}"},
	    {"{servic}", "{servic}"},
	    {"{servie}", "{servie}"},
	    {"{sevrice}", "{sevrice}"},
	    {"{pth}", "{pth}"},
	    {"{paht}", "{paht}"},
	    {"{PATH}", "{PATH}"},
	    {"{paths}", "{paths}"},
	    {"{pt}", "{pt}"},
	    {"{service} {pat}", "{pat}"},
	    {"\\{a {ptah}", "{ptah}"},
	    {"{service}{path}", NULL},
	    {"/users/{id}", NULL},
	    {"{page}", NULL},
	    {"{date}", NULL},
	    {"{part}", NULL},
	    {"{hash}", NULL},
	    {"{name}", NULL},
	    {"{user_id}", NULL},
	    {"\\x{41}\\p{Lu}\\P{L}", NULL},
	    {"a{2,3}b{4}c{,5}", NULL},
	    {"\\{servce\\}", NULL},
	    {"[{servce}]", NULL},
	    {"{ return x }", NULL},
	    {"{ }", NULL},
	    {"${servce}", NULL},
	    {"{{servce}}", NULL},
	    {"\\k{servce}", NULL},
	    {"(?<path>a)\\g{pathe}", NULL},
	    {"{serviceserviceservice}", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		size_t len = 0;
		const char *at = done_template_misspelt(rows[i].text, true, &len);

		if (!at != !rows[i].word ||
		    (at && (strlen(rows[i].word) != len || memcmp(at, rows[i].word, len) != 0)))
			fail_msg("'%s': '%.*s'", rows[i].text, (int)len, at ? at : "");
	}
}

static void test_pattern__of_a_template_is_made_for_each_service(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_pattern *written = NULL, *made = NULL;
	struct done_matcher *matcher = done_matcher_new();
	struct done_match match;

	(void)state;
	assert_success(done_pattern_compile(&arena, "^app: {service}$", 0, &written, &err), err);
	assert_true(done_pattern_is_templated(written));
	assert_int_equal(done_pattern_find(written, matcher, (struct done_bytes){"a", 1},
	                     DONE_CHARSET_ASCII, 0, &match, &err),
	    DONE_E_INTERNAL);
	err = (struct done_error){0};
	assert_success(done_pattern_make(&arena, written, &shop, &made, &err), err);
	assert_string_equal(done_pattern_text(made), "^app: a\\.b$");
	assert_int_equal(done_pattern_find(made, matcher, (struct done_bytes){"app: a.b", 8},
	                     DONE_CHARSET_ASCII, 0, &match, &err),
	    1);
	assert_int_equal(done_pattern_find(made, matcher, (struct done_bytes){"app: axb", 8},
	                     DONE_CHARSET_ASCII, 0, &match, &err),
	    0);
	done_pattern_free(made);
	done_pattern_free(written);
	/* A service may be called as a template is. */
	assert_success(done_pattern_compile(&arena, "{service}", 0, &written, &err), err);
	assert_success(
	    done_pattern_make(&arena, written, &(struct done_template){"{path}", "x"}, &made, &err),
	    err);
	assert_false(done_pattern_is_templated(made));
	done_pattern_free(made);
	done_pattern_free(written);
	/* What is wrong with a template is known when it is compiled. */
	written = NULL;
	assert_int_equal(
	    done_pattern_compile(&arena, "({service}", 0, &written, &err), DONE_E_POLICY);
	assert_error(err, DONE_E_POLICY, "missing closing parenthesis");
	assert_null(written);
	done_matcher_free(matcher);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pattern__knows_letters_of_every_script),
	    cmocka_unit_test(test_pattern__tells_what_it_has_to_see),
	    cmocka_unit_test(test_template__is_filled_in_as_text),
	    cmocka_unit_test(test_template__names_what_is_misspelt),
	    cmocka_unit_test(test_pattern__of_a_template_is_made_for_each_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
