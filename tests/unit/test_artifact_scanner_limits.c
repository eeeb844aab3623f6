/* The scanner: sources that nobody may write as large, as deep or as odd. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "scanner_languages.h"
#include "support.h"

static struct done_buf repeat(const char *text, size_t times)
{
	struct done_buf out = {0};

	for (size_t i = 0; i < times; i++)
		done_buf_addstr(&out, text);
	return out;
}

static unsigned char *scan_text(const char *language, const struct done_buf *text)
{
	unsigned char *classes = malloc(text->len + 1);

	assert_non_null(classes);
	done_scan(scanner_of(language), (struct done_bytes){text->ptr, text->len}, classes);
	return classes;
}

/* ---- what cannot be told ---- */

/* `head` so often, then `tail` so often: the first byte's class, and the last one's. */
static const struct {
	const char *language, *head, *tail;
	size_t times, tails;
	unsigned char first, last;
} deep[] = {
    {"rust", "/*", "*/", 1000, 1000, DONE_CLASS_COMMENT, DONE_CLASS_COMMENT},
    {"rust", "/*", "*/", 1001, 1001, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"rust", "/*", "*/", 100000, 100000, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"kotlin", "/*", "*/", 1000, 999, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"java", "/*", "*/", 100000, 1, DONE_CLASS_COMMENT, DONE_CLASS_COMMENT},
    {"javascript", "`${", "}`", 500, 500, DONE_CLASS_STRING, DONE_CLASS_STRING},
    {"javascript", "`${", "}`", 501, 501, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"javascript", "`${", "}`", 100000, 100000, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"javascript", "<a>", "</a>", 1000, 1000, DONE_CLASS_CODE, DONE_CLASS_CODE},
    {"javascript", "<a>", "</a>", 100000, 100000, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"javascript", "<a>", "", 900, 0, DONE_CLASS_CODE, DONE_CLASS_CODE},
    {"javascript", "(", ")", 1000000, 1000000, DONE_CLASS_CODE, DONE_CLASS_CODE},
    {"go", " ", "", DONE_SOURCE_MAX, 0, DONE_CLASS_CODE, DONE_CLASS_CODE},
    {"go", "a", "b", DONE_SOURCE_MAX, 1, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"python", "\"", "\n", 10000001, 1, DONE_CLASS_UNKNOWN, DONE_CLASS_UNKNOWN},
    {"ruby", "<<A\n", "A\n", 10, 10, DONE_CLASS_STRING, DONE_CLASS_CODE},
    {"ruby", "\"#{", "}\"", 499, 499, DONE_CLASS_STRING, DONE_CLASS_STRING},
};

static void test_scanner__has_limits_beyond_which_all_is_unknown(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(deep, i, deep[i].language); i++) {
		struct done_buf text = repeat(deep[i].head, deep[i].times);

		for (size_t j = 0; j < deep[i].tails; j++)
			done_buf_addstr(&text, deep[i].tail);
		unsigned char *classes = scan_text(deep[i].language, &text);
		if (classes[0] != deep[i].first || classes[text.len - 1] != deep[i].last)
			fail_msg("%s: '%s' times %zu, '%s' times %zu: first %d, last %d",
			    deep[i].language, deep[i].head, deep[i].times, deep[i].tail,
			    deep[i].tails, classes[0], classes[text.len - 1]);
		free(classes);
		done_buf_release(&text);
	}
}

/* ---- nothing hides ---- */

/* "evil()" runs in each of these, so `forbid` must be shown it. */
static const struct {
	const char *language, *source;
} open[] = {
    /* clang-format off */
	{"javascript", "<p>don't {evil()} can't</p>"},
	{"javascript", "a = `${evil()}`"},
	{"javascript", "a = `x ${`${evil()}`}`"},
	{"javascript", "// a\xE2\x80\xA8" "evil()"},
	{"javascript", "// a\revil()"},
	{"javascript", "a = 'b\nevil()'"},
	{"javascript", "a / 1; evil(); b / 2"},
	{"javascript", "a = {} / 1; evil(); b / 2"},
	{"javascript", "a++ / 1; evil(); b / 2"},
	{"javascript", "a! / 1; evil(); b / 2"},
	{"javascript", "a = <b c='d' {...evil()}>e</b>"},
	{"javascript", "/* a */ evil() /* b */"},
	{"javascript", "/* a /* b */ evil() // */"},
	{"javascript", "a = \"\xFF\xFE\"; evil()"},
	{"javascript", "x = a\n/b/1; evil() /1"},
	{"typescript", "f = <T>(a: T) => { evil() }; '</T>'"},
	{"python", "f'{evil()}'"},
	{"python", "rf\"{x[\"'\"]}{evil()}\""},
	{"python", "F'''\n{evil()}\n'''"},
	{"python", "\"\"\"doc\"\"\"; evil()"},
	{"python", "a = 'b\nevil()"},
	{"python", "f'{a:{evil()}}'"},
	{"kotlin", "\"${evil()}\""},
	{"kotlin", "/* /* */ evil()"},
	{"scala", "s\"${evil()}\""},
	{"groovy", "\"${evil()}\""},
	{"csharp", "$\"{evil()}\""},
	{"csharp", "$\"{global::A.evil()}\""},
	{"csharp", "$\"{a:N2} {evil()}\""},
	{"csharp", "$@\"\n{evil()}\""},
	{"csharp", "$$\"\"\"{{evil()}}\"\"\""},
	{"csharp", "a = @\"\\\"; evil(); \"\\\""},
	{"fsharp", "(*) evil() (*)"},
	{"fsharp", "let x' = 1 in evil() + '\"'"},
	{"rust", "fn f<'a>(b: &'a str) { evil() } fn g<'a>() {}"},
	{"rust", "r#\"\"#; evil(); \"#\""},
	{"rust", "#![a]evil()"},
	{"php", "<?php // a ?><?php evil() ?>"},
	{"php", "<?php \"{$a->evil()}\";"},
	{"php", "<?php #[A(evil())] x"},
	{"php", "<? evil()"},
	{"php", "<?php $a = <<<A\nb\n  A . evil();"},
	{"ruby", "\"#{evil()}\""},
	{"ruby", "a <<FOO; evil()"},
	{"ruby", "a = <<~B\n#{evil()}\nB"},
	{"ruby", " =begin\nevil()\n =end"},
	{"ruby", "%W[#{evil()}]"},
	{"ruby", "x = a /b; evil(); c / d"},
	{"ruby", "x = a / b; evil(); c / d"},
	{"ruby", "x.empty? / 2; evil(); c / d"},
	{"elixir", "\"#{evil()}\""},
	{"elixir", "~s(#{evil()})"},
	{"elixir", "[?\"] ++ evil() ++ [?\"]"},
	{"cpp", "a = 1'000; evil(); b = 1'000;"},
	{"cpp", "R\"(\\\")\"; evil(); \"\""},
	{"cpp", "// a\\ \nevil()"},
	{"vb", "a = \"\\\" : evil() : b = \"\""},
	{"go", "a := '\"'; evil(); b := '\"'"},
	{"java", "char a = '\\\\'; evil(); String b = \"'\";"},
    /* clang-format on */
};

static void test_scanner__hides_no_code(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(open, i, open[i].language); i++) {
		struct done_bytes bytes = {open[i].source, strlen(open[i].source)};
		unsigned char *classes = malloc(bytes.len);
		struct done_buf masked = {0};

		assert_non_null(classes);
		done_scan(scanner_of(open[i].language), bytes, classes);
		done_scan_mask(bytes, classes, DONE_CLASSES_FORBID, &masked);
		if (!strstr(masked.ptr, "evil()"))
			fail_msg("%s: evil() is hidden in\n%s\nwhich is shown as\n%s",
			    open[i].language, open[i].source, masked.ptr);
		done_buf_release(&masked);
		free(classes);
	}
}

/* ---- time ---- */

static const char *const units[] = {
    "/",
    "=/[",
    "<a ",
    "<<A ",
    "<<A\n",
    "`${",
    "/*",
    "\"",
    "'",
    "<a>{",
    "$\"{",
    "%w(",
    "#{",
    "r#",
    "R\"(",
    "<<<A\n",
    "@doc ",
    "\\",
    "\n",
    "?",
    "f\"{",
    "}",
    "=<A b=",
    "=<A>x</B>",
    "=<a>",
    "=<a {",
    "\"\"\" \n",
    "r#\"\"",
    "x /y ",
    "x %(",
    "<<~'A';\n",
    "#{<<A}",
    "(* ",
    "<?php",
    "?>",
    "\xFF",
    "\r",
    "a'b",
    "$\"{a:{",
    "=\n/a",
    "'\\",
    "{{",
    "/*/",
    "*/ /* ",
    "`",
    "\"\"\"",
    "R\"a(",
    "\xE2\x80\xA8//",
};

/* A quadratic scanner takes some seconds a row, ours some milliseconds. */
static void test_scanner__is_linear(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(languages, i, NULL); i++) {
		for (size_t j = 0; j < DONE_ARRAY_SIZE(units); j++) {
			struct done_buf text =
			    repeat(units[j], ((size_t)64 << 10) / strlen(units[j]));
			clock_t start = clock();
			unsigned char *classes = scan_text(languages[i].name, &text);
			double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;

			if (seconds > 1)
				fail_msg("%s: '%s' takes %.1f seconds", languages[i].name, units[j],
				    seconds);
			free(classes);
			done_buf_release(&text);
		}
	}
}

/* Nine hundred elements that end nowhere: were each looked for by itself, 3.6 GB would be read. */
static void test_scanner__gives_markup_up_once(void **state)
{
	struct done_buf text = repeat("=<a>", 900);
	clock_t start = clock();

	(void)state;
	while (text.len < DONE_SOURCE_MAX)
		done_buf_addstr(&text, "                                                  \n");
	text.len = DONE_SOURCE_MAX;
	unsigned char *classes = scan_text("javascript", &text);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	assert_int_equal(classes[0], DONE_CLASS_CODE);
	assert_int_equal(classes[text.len - 1], DONE_CLASS_CODE);
	if (seconds > 1)
		fail_msg("it takes %.1f seconds", seconds);
	free(classes);
	done_buf_release(&text);
}

/* What a byte means within a text is kept in a bit for each row of them, as far as the bits go. */
static void test_scanner__takes_more_kinds_of_texts_than_it_has_bits(void **state)
{
	struct done_scanner_string strings[100] = {{0}};
	const struct done_scanner scanner = {.strings = strings, .nr_strings = 100};
	char quotes[100][3];
	unsigned char classes[16];

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		snprintf(quotes[i], sizeof(quotes[i]), "%c%c", '<', (char)(' ' + i % 95));
		strings[i].quote = i < 95 ? quotes[i] : "|";
		strings[i].escape = i < 95 ? NULL : "^";
	}
	done_scan(&scanner, (struct done_bytes){"a |b^|c| d", 10}, classes);
	assert_memory_equal(classes, "\1\1\2\2\2\2\2\2\1\1", 10);
	done_scan(&scanner, (struct done_bytes){"a <V |<V d", 10}, classes);
	assert_memory_equal(classes, "\1\1\2\2\2\2\2\2\1\1", 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scanner__has_limits_beyond_which_all_is_unknown),
	    cmocka_unit_test(test_scanner__hides_no_code),
	    cmocka_unit_test(test_scanner__is_linear),
	    cmocka_unit_test(test_scanner__gives_markup_up_once),
	    cmocka_unit_test(test_scanner__takes_more_kinds_of_texts_than_it_has_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
