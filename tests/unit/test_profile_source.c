/* A source made ready: its imports are read up to where none can stand, and are those of the whole;
 * masks are made when they are asked for. */
#include <stdlib.h>

#include "done/profile.h"
#include "support.h"

static void describe(const struct done_imports *imports, struct done_buf *out)
{
	done_buf_addf(out, "%s", imports->package ? imports->package : "-");
	for (size_t i = 0; i < imports->nr; i++)
		done_buf_addf(out, " %d:%s", imports->items[i].line, imports->items[i].name);
}

static void test_source__imports_stand_before_the_first_declaration(void **state)
{
	static const struct {
		const char *text, *found;
	} rows[] = {
	    {"package a\nimport \"b\"\nfunc f() { }\n", "a 2:b"},
	    {"package a\nimport \"b\"\nfunc f() { \"\n\nimport \"c\"\n", "a 2:b"},
	    /* Within comments and texts nothing ends. */
	    {"/*\nfunc f()\n*/\npackage a\nimport \"b\"\nvar c = 1\n", "a 5:b"},
	    {"/*\nfunc f()\nfunc g()\nfunc h()\nfunc i()\n*/\npackage a\nimport \"b\"\n", "a 8:b"},
	    {"package a\nimport `\nfunc f()\n`\nimport \"b\"\ntype t int\n",
	        "a 2:\nfunc f()\n 5:b"},
	    {"package a\n// x\n//\nfunc f()\n", "a"},
	    {"package a\nimport (\n\t\"b\"\n\n\t\"c\"\n)\n\nconst (\n\td = 1\n)\n", "a 3:b 5:c"},
	    {"package a\n\nfunctional()\nimport \"b\"\n", "a 4:b"},
	    {"package a\nfunc", "a"},
	    {"func f()\npackage a\nimport \"b\"\n", "a 3:b"},
	    {"", "-"},
	};
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};
	const struct done_ecosystem *go;

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	go = done_ecosystem_find(&ecosystems, "go");
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		struct done_source source;
		struct done_buf found = {0};

		done_source_make(&arena, go, "a.go", bytes, &source);
		assert_false(source.is_masked);
		describe(&source.imports, &found);
		assert_string_equal(found.ptr, rows[i].found);
		done_buf_release(&found);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

/* However many lines begin as a declaration does: a megabyte takes no longer than a part of it. */
static void test_source__is_scanned_a_few_times_at_most(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_buf text = {0};
	struct done_source source;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	done_buf_addstr(&text, "package a\n/*\n");
	for (int i = 0; i < 200000; i++)
		done_buf_addstr(&text, "func \n");
	done_buf_addstr(&text, "*/\nimport \"b\"\n");
	done_source_make(&arena, done_ecosystem_find(&ecosystems, "go"), "a.go",
	    (struct done_bytes){text.ptr, text.len}, &source);
	assert_int_equal(source.imports.nr, 1);
	done_buf_release(&text);
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

static void test_source__masks_are_made_once(void **state)
{
	static const char text[] = "package a\nimport \"b\"\nfunc f() { g(\"h\") } // i\n";
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_source source;
	struct done_error err = {0};
	const char *code;

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	done_source_make(&arena, done_ecosystem_find(&ecosystems, "go"), "a.go",
	    (struct done_bytes){text, strlen(text)}, &source);
	assert_success(done_source_mask(&source, &err), err);
	assert_string_equal(source.code.ptr, "package a\n          \nfunc f() { g(   ) }     \n");
	assert_string_equal(source.text.ptr, "package a\n          \nfunc f() { g(\"h\") }     \n");
	code = source.code.ptr;
	assert_success(done_source_mask(&source, &err), err);
	assert_ptr_equal(source.code.ptr, code);
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_source__imports_stand_before_the_first_declaration),
	    cmocka_unit_test(test_source__is_scanned_a_few_times_at_most),
	    cmocka_unit_test(test_source__masks_are_made_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
