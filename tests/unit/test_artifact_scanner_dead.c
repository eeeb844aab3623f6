/* The scanner: statements of a condition that never holds are comments, with and without braces. */
#include "support.h"

#include <string.h>

#include "scanner_languages.h"

static const struct done_scanner dead_scanner = {
    COMMENTS({.line = "//"}, {.open = "/*", .close = "*/"}),
    STRINGS({.quote = "\"", .escape = "\\"}),
    .dead = (struct done_scanner_dead[]){{.open = "if (false)"}},
    .nr_dead = 1,
};

static void test_scanner_dead__conditions(void **state)
{
	/* What is left as code of each source. */
	static const struct {
		const char *source, *code;
	} rows[] = {
	    {"a();\nif (false) {\n\tb();\n}\nc();", "a();\n\n\n\nc();"},
	    {"if (false)\n{\n\tb();\n}\nc();", "\n\n\n\nc();"},
	    {"if (false) b(); c();", " c();"},
	    {"if (false)\n\tb();\nc();", "\n\nc();"},
	    {"if (false) /* why */ b();\nc();", "\nc();"},
	    {"if(false) b();\nc();", "\nc();"},
	    {"if ( false ) { b(); } c();", " c();"},
	    {"if (false) b(x, {y: 1});\nc();", "\nc();"},
	    /* without a ';' no more than the line */
	    {"if (false) b()\nc()", "\nc()"},
	    {"if (false) b()\n\t.c()", "\n\t.c()"},
	    {"if (false) { b(); } else { c(); }", " else { c(); }"},
	    /* what is no such condition */
	    {"if (falsey) b();", "if (falsey) b();"},
	    {"elsif (false) b();", "elsif (false) b();"},
	    {"if (false || x) b();", "if (false || x) b();"},
	    {"s = \"if (false)\"; b();", "s = ; b();"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].source); i++) {
		struct done_bytes bytes = {rows[i].source, strlen(rows[i].source)};
		unsigned char classes[256];
		char code[256];
		size_t nr = 0;

		assert_true(bytes.len < sizeof(classes));
		done_scan(&dead_scanner, bytes, classes);
		for (size_t k = 0; k < bytes.len; k++) {
			if (classes[k] == DONE_CLASS_CODE || bytes.ptr[k] == '\n')
				code[nr++] = bytes.ptr[k];
		}
		code[nr] = '\0';
		assert_string_equal(code, rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_scanner_dead__conditions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
