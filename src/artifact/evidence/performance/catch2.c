/*
 * Catch2's benchmarks, as XML (nanoseconds) and as its console prints them: a table for people,
 * whose names are wrapped. A benchmark is named by its test case and sections. A test that failed
 * in the same run is told: what its benchmarks measured may not be what they should.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

#define CATCH2_FIX "look at the output of the run, and fix what it shows"
#define CATCH2_NAME_MAX \
	1000 /* bytes of a title, about so many of a wrapped name: it is copied often */

/* "copy > with a section" and the benchmark's own. */
struct catch2_reader {
	struct done_bench_making making;
	const char *titles[DONE_XML_DEPTH_MAX + 2];
	size_t nr_titles;
	int depth;
	/* of XML */
	int title_depths[DONE_XML_DEPTH_MAX + 2];
	const char *benchmark; /* that is open; NULL */
	int benchmark_line;
	bool has_mean, has_end, has_failed;
};

static enum done_evidence_guess catch2_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	if (look->form == DONE_LOOKS_XML)
		return !strcmp(look->root, "Catch") || !strcmp(look->root, "Catch2TestRun")
		    ? DONE_GUESS_YES
		    : DONE_GUESS_NO;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		if (done_line_starts(line, "benchmark name ") &&
		    strstr(done_line_text(look->arena, line), " samples "))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

static void catch2_failed(struct catch2_reader *reader, int line, const char *what)
{
	reader->has_failed = true;
	done_evidence_fault(&reader->making.base, "failed", line, CATCH2_FIX, "%s failed", what);
}

static void catch2_set(
    struct catch2_reader *reader, const char *name, const struct done_measure *measure, int line)
{
	struct done_arena *arena = reader->making.base.look->arena;

	for (size_t i = reader->nr_titles; i > 0; i--)
		name = done_arena_printf(arena, "%s > %s", reader->titles[i - 1], name);
	if (!(measure->low <= measure->value) || !(measure->value <= measure->high))
		done_evidence_fault(&reader->making.base, "out of order", line,
		    "write the report again: the file may have been changed",
		    "the mean of '%s' does not lie in its confidence interval",
		    done_evidence_cut(arena, name));
	done_bench_set(&reader->making, done_bench_item(&reader->making, name, NULL, line),
	    DONE_METRIC_TIME_NS, measure, line);
}

/* ---- XML ---- */

static double catch2_number(const struct done_xml_tag *tag, const char *name)
{
	const char *text = done_tag_get(tag, name);
	char *end;
	double number;

	if (!text || !*text || strspn(text, "0123456789.e+-") != strlen(text))
		return NAN;
	number = strtod(text, &end);
	return *end ? (double)NAN : number;
}

static void catch2_mean(struct catch2_reader *reader, const struct done_xml_tag *tag)
{
	struct done_measure one = {.value = catch2_number(tag, "value"),
	    .low = catch2_number(tag, "lowerBound"),
	    .high = catch2_number(tag, "upperBound"),
	    .is_interval = true};

	reader->has_mean = true;
	catch2_set(reader, reader->benchmark, &one, reader->benchmark_line);
}

/* Of a section, of a test case, or of the whole run: what is told already is counted there again.
 * Expected failures are counted apart. */
static void catch2_totals(struct catch2_reader *reader, const struct done_xml_tag *tag)
{
	const char *failures = done_tag_get(tag, "failures");

	if (!reader->has_failed && failures && strcmp(failures, "0") != 0)
		catch2_failed(reader, tag->line,
		    !strcmp(tag->name, "OverallResults") ? "an assertion" : "a test case");
}

static int catch2_on_open(void *data, const struct done_xml_tag *tag)
{
	struct catch2_reader *reader = data;
	struct done_arena *arena = reader->making.base.look->arena;
	const char *name = done_tag_get(tag, "name"), *success = done_tag_get(tag, "success");

	reader->depth++;
	if (!strcmp(tag->name, "TestCase") || !strcmp(tag->name, "Section")) {
		reader->title_depths[reader->nr_titles] = reader->depth;
		reader->titles[reader->nr_titles++] = done_arena_strdup(arena, name ? name : "");
	} else if (!strcmp(tag->name, "BenchmarkResults")) {
		reader->benchmark = done_arena_strdup(arena, name ? name : "");
		reader->benchmark_line = tag->line;
		reader->has_mean = false;
	} else if (!strcmp(tag->name, "mean") && reader->benchmark)
		catch2_mean(reader, tag);
	else if (!strcmp(tag->name, "failed") && reader->benchmark)
		catch2_failed(reader, tag->line, "a benchmark");
	else if (!strcmp(tag->name, "OverallResult") && (!success || strcmp(success, "true") != 0))
		catch2_failed(reader, tag->line, "a test case");
	else if (!strcmp(tag->name, "OverallResults") || !strcmp(tag->name, "OverallResultsCases"))
		catch2_totals(reader, tag);
	return 0;
}

static int catch2_on_close(void *data, const char *name)
{
	struct catch2_reader *reader = data;

	if (reader->nr_titles && reader->title_depths[reader->nr_titles - 1] == reader->depth)
		reader->nr_titles--;
	reader->depth--;
	if (strcmp(name, "BenchmarkResults") != 0)
		return 0;
	if (!reader->has_mean)
		catch2_failed(reader, reader->benchmark_line, "a benchmark without a mean");
	reader->benchmark = NULL;
	return 0;
}

/* ---- the console ---- */

enum catch2_place { CATCH2_OUTSIDE, CATCH2_TITLE, CATCH2_HEAD, CATCH2_TABLE };

/* The lines of one row, up to a blank one. */
struct catch2_row {
	const char *name;
	int line;
	size_t nr_numbers; /* of its three lines of numbers */
	struct done_measure measure;
};

struct catch2_console {
	struct catch2_reader of;
	struct done_evidence_lines lines;
	enum catch2_place place;
	bool has_means_only; /* --benchmark-no-analysis */
	struct catch2_row row;
	size_t title_indent,
	    title_end; /* of the last line of a title: its first column, its last */
};

static bool catch2_is_rule(struct done_bytes line, char of)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != of)
			return false;
	}
	return line.len >= 20;
}

/* "24.7713 ns" at the end of the words. */
static double catch2_time(const char **words, size_t nr, size_t from_end)
{
	double number, unit;

	if (nr < from_end || !done_words_number(words[nr - from_end], &number))
		return NAN;
	unit = done_bench_unit(words[nr - from_end + 1]);
	return unit > 0 ? number * unit : (double)NAN;
}

/* How many words at the end are the numbers of the row's next line; 0: they are all of its name. */
static size_t catch2_numbers(struct catch2_console *reader, const char **words, size_t nr)
{
	struct done_measure *measure = &reader->row.measure;
	double times[3];
	uint64_t samples, iterations;

	if (reader->row.nr_numbers == 0) {
		times[0] = catch2_time(words, nr, 2);
		if (isnan(times[0]) || nr < 4 || !done_evidence_count(words[nr - 4], &samples) ||
		    !done_evidence_count(words[nr - 3], &iterations))
			return 0;
		*measure = (struct done_measure){.value = times[0],
		    .low = NAN,
		    .high = NAN,
		    .nr = samples > SIZE_MAX ? SIZE_MAX : (size_t)samples};
		return 4;
	}
	for (size_t i = 0; i < 3; i++) {
		times[i] = catch2_time(words, nr, 6 - 2 * i);
		if (isnan(times[i]))
			return 0;
	}
	if (reader->row.nr_numbers == 1) {
		measure->value = times[0];
		measure->low = times[1];
		measure->high = times[2];
		measure->is_interval = true;
	}
	return 6;
}

static void catch2_row_end(struct catch2_console *reader)
{
	struct catch2_row *row = &reader->row;

	if (row->name && row->nr_numbers == (reader->has_means_only ? 1 : 3)) {
		if (reader->has_means_only)
			row->measure.low = row->measure.high = row->measure.value;
		catch2_set(&reader->of, row->name, &row->measure, row->line);
	} else if (row->name)
		done_words_bad(&reader->of.making.base, row->line, "Catch2");
	*row = (struct catch2_row){0};
}

static void catch2_row_line(struct catch2_console *reader, struct done_bytes line)
{
	enum { WORDS = 200 };
	struct done_arena *arena = reader->of.making.base.look->arena;
	const char *words[WORDS];
	size_t nr = done_line_words(arena, line, words, WORDS), numbers = 0;
	struct catch2_row *row = &reader->row;

	if (!nr) {
		catch2_row_end(reader);
		return;
	}
	if (row->nr_numbers < 3)
		numbers = catch2_numbers(reader, words, nr);
	row->nr_numbers += numbers > 0;
	if (!row->line)
		row->line = reader->lines.line;
	/* Each word makes the name anew. */
	for (size_t i = 0; i < nr - numbers && (!row->name || strlen(row->name) < CATCH2_NAME_MAX);
	     i++)
		row->name =
		    row->name ? done_arena_printf(arena, "%s %s", row->name, words[i]) : words[i];
	if (!row->name)
		row->name = "";
}

/* A title is wrapped where its next word would pass the edge; sections stand at the third column.
 */
static bool catch2_is_wrapped(
    const struct catch2_console *reader, size_t indent, struct done_bytes text)
{
	enum { SECTION = 2, EDGE = 79 };
	size_t word = 0;

	while (word < text.len && text.ptr[word] != ' ')
		word++;
	return reader->of.nr_titles &&
	    (indent != SECTION ||
	        (reader->title_indent >= SECTION && reader->title_end + 1 + word > EDGE));
}

static void catch2_title(struct catch2_console *reader, struct done_bytes line)
{
	struct catch2_reader *of = &reader->of;
	struct done_arena *arena = of->making.base.look->arena;
	size_t indent = 0;
	bool is_wrapped;

	while (line.len && strchr(" \t\r", line.ptr[line.len - 1]))
		line.len--;
	while (indent < line.len && line.ptr[indent] == ' ')
		indent++;
	line.ptr += indent;
	line.len -= indent;
	if (!line.len)
		return;
	is_wrapped = catch2_is_wrapped(reader, indent, line);
	reader->title_indent = indent;
	reader->title_end = indent + line.len;
	if (line.len > CATCH2_NAME_MAX)
		line.len = CATCH2_NAME_MAX;
	if (!is_wrapped && of->nr_titles < DONE_XML_DEPTH_MAX)
		of->titles[of->nr_titles++] = done_line_text(arena, line);
	else if (is_wrapped && strlen(of->titles[of->nr_titles - 1]) < CATCH2_NAME_MAX)
		of->titles[of->nr_titles - 1] = done_arena_printf(
		    arena, "%s %s", of->titles[of->nr_titles - 1], done_line_text(arena, line));
}

/* "test cases: 2 | 1 passed | 1 failed" and "assertions: - none -", or "All tests passed (…)" */
static void catch2_end(struct catch2_console *reader, const char *text)
{
	static const char failed[] = " failed";
	bool is_counted = done_text_starts(text, "test cases: ");

	if (done_text_starts(text, "assertions: ") ||
	    (done_text_starts(text, "All tests passed (") && done_text_ends(text, ")")))
		reader->of.has_end = true;
	for (const char *at = text; is_counted && (at = strstr(at, failed)); at++) {
		/* Not "1 failed as expected". */
		if (!at[strlen(failed)] || done_text_starts(at + strlen(failed), " |"))
			catch2_failed(&reader->of, reader->lines.line, "a test case");
	}
}

static void catch2_line(struct catch2_console *reader, struct done_bytes line)
{
	static const enum catch2_place behind[] = {
	    CATCH2_TITLE, CATCH2_OUTSIDE, CATCH2_TABLE, CATCH2_TITLE};
	const char *text = done_line_text(reader->of.making.base.look->arena, line);

	if (catch2_is_rule(line, '-')) {
		catch2_row_end(reader);
		reader->place = behind[reader->place];
		if (reader->place == CATCH2_TITLE)
			reader->of.nr_titles = 0;
	} else if (catch2_is_rule(line, '=')) {
		catch2_row_end(reader);
		reader->place = CATCH2_OUTSIDE;
	} else if (done_text_starts(text, "benchmark name ")) {
		catch2_row_end(reader);
		reader->place = CATCH2_HEAD;
		reader->has_means_only = !strstr(text, " estimated") && strstr(text, " mean");
	} else if (reader->place == CATCH2_TABLE)
		catch2_row_line(reader, line);
	else if (reader->place == CATCH2_TITLE)
		catch2_title(reader, line);
	else if (reader->place == CATCH2_OUTSIDE)
		catch2_end(reader, text);
}

static int catch2_read_console(struct catch2_console *reader)
{
	struct done_evidence_making *making = &reader->of.making.base;
	struct done_bytes line;

	reader->lines.text = making->look->bytes;
	while (done_evidence_next(&reader->lines, &line))
		catch2_line(reader, line);
	catch2_row_end(reader);
	if (!reader->of.has_end)
		done_words_cut_off(making, reader->lines.line, "the result of its test cases");
	return 0;
}

static int catch2_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	static const struct done_xml_events events = {
	    .open = catch2_on_open, .close = catch2_on_close};
	struct catch2_console *reader = done_arena_alloc(look->arena, sizeof(*reader));
	int rc;

	done_bench_open(&reader->of.making, look, out, err);
	out->tool = "Catch2";
	rc = look->form == DONE_LOOKS_XML
	    ? done_evidence_xml(&reader->of.making.base, &events, &reader->of)
	    : catch2_read_console(reader);
	return rc < 0 ? rc : done_bench_close(&reader->of.making);
}

const struct done_evidence_reader done_evidence_catch2 = {
    .name = "catch2",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "benchmarks of Catch2: `tests -r xml`, or what its console prints",
    .takes_lines = true,
    .yields = DONE_YIELDS(TIME_NS),
    .guess = catch2_guess,
    .read = catch2_read,
};
