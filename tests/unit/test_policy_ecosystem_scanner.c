/* The scanners that config/ecosystems writes give the rows of the scanner's own tests. */
#include "done/ecosystem.h"
#include "scanner_languages.h"
#include "scanner_rows.h"

static const struct {
	const char *language, *path;
} names[] = {
    {"go", "a/b.go"},
    {"javascript", "a/b.jsx"},
    {"typescript", "a/b.ts"},
    {"python", "a/b.py"},
    {"java", "a/B.java"},
    {"kotlin", "a/b.kt"},
    {"scala", "a/B.scala"},
    {"groovy", "a/b.groovy"},
    {"csharp", "a/B.cs"},
    {"fsharp", "a/b.fs"},
    {"vb", "a/B.vb"},
    {"rust", "a/b.rs"},
    {"php", "a/b.php"},
    {"ruby", "a/b.rb"},
    {"elixir", "a/b.ex"},
    {"cpp", "a/b.cpp"},
};

static const char *path_of(const char *language)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i].language, language))
			return names[i].path;
	}
	fail_msg("no file is known of the language '%s'", language);
	return "";
}

static const struct done_scanner *find_scanner(
    const struct done_ecosystems *ecosystems, const char *path)
{
	for (size_t i = 0; i < ecosystems->nr; i++) {
		if (done_ecosystem_is_source(&ecosystems->items[i], path))
			return done_ecosystem_scanner(&ecosystems->items[i], path);
	}
	return NULL;
}

static void test_ecosystems__scan_as_the_scanners_rows_say(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; TEST_EACH(scanner_rows, i, NULL); i++) {
		const struct done_scanner *scanner =
		    find_scanner(&ecosystems, path_of(scanner_rows[i].language));

		assert_non_null(scanner);
		check_row(scanner, scanner_rows[i].language, scanner_rows[i].source,
		    scanner_rows[i].classes);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

static const char *language_of(
    const struct done_ecosystem *ecosystem, const struct done_scanner *scanner)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (done_ecosystem_is_source(ecosystem, names[i].path) &&
		    done_ecosystem_scanner(ecosystem, names[i].path) == scanner)
			return names[i].language;
	}
	return NULL;
}

static bool has_scanner_row(const char *language)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(scanner_rows); i++) {
		if (!strcmp(scanner_rows[i].language, language))
			return true;
	}
	return false;
}

/* A scanner that nobody asks anything takes a text for code, and code for a comment. */
static void test_ecosystems__have_rows_of_each_scanner(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; i < ecosystems.nr; i++) {
		const struct done_ecosystem *ecosystem = &ecosystems.items[i];

		for (size_t j = 0; j < ecosystem->nr_scanners; j++) {
			const char *language = language_of(ecosystem, &ecosystem->scanners[j]);

			if (!language)
				fail_msg(
				    "the scanner %zu of config/ecosystems/%s.yml is not tested: "
				    "add its language and the path of a source to names[] of "
				    "tests/unit/test_policy_ecosystem_scanner.c",
				    j + 1, ecosystem->id);
			if (!scanner_of(language))
				fail_msg(
				    "the language '%s' is not in languages[] of "
				    "tests/support/scanner_languages.h: add the rows that "
				    "config/ecosystems/%s.yml has, for the scanner's own tests "
				    "and fuzz targets",
				    language, ecosystem->id);
			if (!has_scanner_row(language))
				fail_msg(
				    "no source of '%s' is in scanner_rows[] of "
				    "tests/support/scanner_rows.h: add sources with each of its "
				    "comments and strings, one that is not closed, and what "
				    "each byte is",
				    language);
		}
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ecosystems__scan_as_the_scanners_rows_say),
	    cmocka_unit_test(test_ecosystems__have_rows_of_each_scanner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
