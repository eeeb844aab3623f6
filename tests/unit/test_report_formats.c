/*
 * What holds for every format: as in its golden file, harmless to terminals and CI systems, and the
 * same with much in it and with nothing. Other programs read it in tests/readers.
 */
#include "report_output.h"
#include "sample_much.h"
#include "source.h"

static const struct row {
	const char *format, *golden;
	const char *own; /* what its own commands start with */
} rows[] = {
    {"text", "text.txt", NULL},
    {"json", "json.json", NULL},
    {"ndjson", "ndjson.ndjson", NULL},
    {"sarif", "sarif.json", NULL},
    {"junit", "junit.xml", NULL},
    {"github", "github.txt", "::"},
    {"gitlab", "gitlab.json", NULL},
    {"azure", "azure.txt", "##vso[task.logissue type="},
    {"teamcity", "teamcity.txt", "##teamcity["},
    {"checkstyle", "checkstyle.xml", NULL},
    {"tap", "tap.txt", NULL},
    {"markdown", "markdown.md", NULL},
    {"comment", "comment.md", NULL},
    {"html", "html.html", NULL},
    {"merge", "merge.json", NULL},
};

/* ---- what belongs to a format beside its code ---- */

static const struct row *row_of(const char *format)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		if (!strcmp(rows[i].format, format))
			return &rows[i];
	}
	return NULL;
}

static bool is_format(const char *name)
{
	return done_format_find(name) != NULL;
}

static void test_formats__are_in_the_table(void **state)
{
	char name[64], path[512];

	(void)state;
	if (source_defines_other("src/report", "const struct done_format done_format_", is_format,
	        name, sizeof(name), path))
		fail_msg("%s defines the format '%s', which nobody can use: declare it in "
		         "src/report/formats.h, and add it to done_formats[] in "
		         "src/report/formats.c",
		    path, name);
}

static void test_formats__have_their_rows_and_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		const char *format = done_formats[i]->name;
		char part[128];

		if (!row_of(format))
			fail_msg("format '%s' has no row in rows[] of "
			         "tests/unit/test_report_formats.c: add one, with the name of its "
			         "golden file",
			    format);
		snprintf(part, sizeof(part), "@test \"%s: ", format);
		if (!source_has("tests/readers/formats.bats", part))
			fail_msg("tests/readers/formats.bats has no test '%s…\"': add one that "
			         "shows a "
			         "good and a damaged report to a reader that is not ours",
			    part);
		snprintf(part, sizeof(part), "%s.c`", format);
		if (!source_has("src/report/README.md", part))
			fail_msg("src/report/README.md does not name `%s: add it to the table of "
			         "files",
			    part);
	}
}

static void check_output(const struct row *row, char *text)
{
	assert_harmless(text, row->own);
	free(text);
}

static void test_formats__are_as_in_their_golden_files(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		char *text = output_of_sample(rows[i].format);

		assert_golden(rows[i].golden, text);
		free(text);
	}
}

static void test_formats__are_harmless(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++)
		check_output(&rows[i], output_of_sample(rows[i].format));
}

static void test_formats__say_that_nothing_was_to_judge(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		char *text = output_of_nothing(rows[i].format);

		assert_true(strlen(text) > 0);
		check_output(&rows[i], text);
	}
}

static void test_formats__say_that_there_is_no_verdict(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		if (!done_format_find(rows[i].format)->write_error)
			continue;
		char *text = output_of_error(rows[i].format);

		assert_non_null(strstr(text, "the base is missing"));
		check_output(&rows[i], text);
	}
}

static void test_formats__stay_whole_with_much_in_them(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].format); i++) {
		struct done_report report;

		sample_much(&report);
		check_output(&rows[i], output_of(rows[i].format, &report, &output_style));
	}
}

/* What does not fit is counted: the platforms cut or refuse what is longer. */
static void test_formats__count_what_they_cut(void **state)
{
	struct done_report report;
	char *text;

	(void)state;
	sample_much(&report);
	text = output_of("markdown", &report, &output_style);
	assert_true(strlen(text) < 65536);
	assert_non_null(strstr(text, "and 9985 more"));
	free(text);
	text = output_of("text", &report, &output_style);
	assert_true(strlen(text) < 65536);
	assert_non_null(strstr(text, "bytes more)"));
	assert_non_null(strstr(text, "(and 10003 more)"));
	free(text);
}

/* Nothing past the maximum is written, and the caller sees it. */
static void test_formats__tell_that_the_buffer_was_too_small(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		struct done_buf out = {.max = 100};
		struct done_report report;

		sample_report(&report);
		done_formats[i]->write(&report, &output_style, &out);
		assert_true(out.overflow);
		assert_true(out.len <= 100);
		done_buf_release(&out);
	}
}

/* Every format that a program reads has a form for "there is no verdict". */
static void test_formats__are_found_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		assert_ptr_equal(done_format_find(done_formats[i]->name), done_formats[i]);
		assert_true(strlen(done_formats[i]->summary) > 0);
		if (strcmp(done_formats[i]->name, "text") != 0 && !done_formats[i]->write_error)
			fail_msg("format '%s' has no write_error: a program that reads it must not "
			         "take a run without a verdict for one where all is well",
			    done_formats[i]->name);
	}
	assert_null(done_format_find("jsn"));
	assert_null(done_format_find(""));
}

/* A format, and the text by which it shows an error among the notes. */
static const char *const marks[] = {
    "text\0git-done: 'docs.runbook' is removed",
    "json\0\"level\": \"error\",\n          \"about\": \"run\"",
    "ndjson\0\"level\":\"error\",\"about\":\"run\"",
    "sarif\0\"level\": \"error\"",
    "junit\0failures=\"1\"",
    "github\0::error ",
    "gitlab\0major",
    "azure\0type=error",
    "teamcity\0buildProblem",
    "checkstyle\0severity=\"error\"",
    "tap\0not ok",
    "markdown\0error: ",
    "comment\0git\\-done\\: 'docs\\.runbook' is removed",
    "html\0<li class=unmet><b>error:</b> ",
    "merge\0\"level\": \"error\",\n          \"about\": \"run\"",
};

static bool has_mark(const char *format)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(marks); i++) {
		if (!strcmp(marks[i], format))
			return true;
	}
	return false;
}

/* Unmet only by an error among the notes: no format may look as if all were well. */
static void test_formats__show_an_error_that_no_service_has(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_formats_nr; i++) {
		if (!has_mark(done_formats[i]->name))
			fail_msg("format '%s' has no row in marks[] of "
			         "tests/unit/test_report_formats.c: add the text by "
			         "which it shows an error among the notes",
			    done_formats[i]->name);
	}
	for (size_t i = 0; TEST_EACH(marks, i, marks[i]); i++) {
		struct done_report report;
		char *text;

		sample_report(&report);
		report.nr_runs = 1;
		sample_runs[0].nr_services = 0;
		text = output_of(marks[i], &report, &output_style);
		if (!strstr(text, marks[i] + strlen(marks[i]) + 1))
			fail_msg(
			    "%s has no '%s':\n%s", marks[i], marks[i] + strlen(marks[i]) + 1, text);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_formats__are_in_the_table),
	    cmocka_unit_test(test_formats__have_their_rows_and_pages),
	    cmocka_unit_test(test_formats__are_as_in_their_golden_files),
	    cmocka_unit_test(test_formats__are_harmless),
	    cmocka_unit_test(test_formats__say_that_nothing_was_to_judge),
	    cmocka_unit_test(test_formats__say_that_there_is_no_verdict),
	    cmocka_unit_test(test_formats__stay_whole_with_much_in_them),
	    cmocka_unit_test(test_formats__count_what_they_cut),
	    cmocka_unit_test(test_formats__tell_that_the_buffer_was_too_small),
	    cmocka_unit_test(test_formats__are_found_by_name),
	    cmocka_unit_test(test_formats__show_an_error_that_no_service_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
