/*
 * What `cargo bench` prints with Criterion.rs: "name  time:   [16.652 us 18.019 us 19.562 us]",
 * low, estimate and high. A long name stands on the line before. Percentages behind "change:"
 * compare with a run before. Where the lines "Benchmarking name" are kept, each must have its time;
 * else there is no mark at its end.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

#define CONSOLE_TIME "time:   ["
#define CONSOLE_BEGUN "Benchmarking "

struct criterion_console {
	struct done_bench_making making;
	struct done_evidence_lines lines;
	const char *before; /* the line before this one, without blanks around it */
	const char *begun;  /* a benchmark that has no time yet; NULL */
	int begun_line;
	bool is_change;
};

static enum done_evidence_guess criterion_console_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		if (strstr(done_line_text(look->arena, line), CONSOLE_TIME))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

static const char *criterion_console_trim(struct done_arena *arena, const char *text, size_t len)
{
	while (len && strchr(" \t", text[len - 1]))
		len--;
	while (len && strchr(" \t", *text)) {
		text++;
		len--;
	}
	return done_arena_strndup(arena, text, len);
}

/* "16.652 us 18.019 us 19.562 us]" */
static bool criterion_console_values(
    struct done_arena *arena, const char *text, struct done_measure *out)
{
	double *const values[] = {&out->low, &out->value, &out->high};
	const char *words[7];
	size_t nr = done_line_words(arena, (struct done_bytes){text, strlen(text)}, words, 7);

	if (nr != 6 || !done_text_ends(words[5], "]"))
		return false;
	words[5] = done_arena_strndup(arena, words[5], strlen(words[5]) - 1);
	for (size_t i = 0; i < 3; i++) {
		double unit = done_bench_unit(words[2 * i + 1]);

		if (!(unit > 0) || !done_words_number(words[2 * i], values[i]))
			return false;
		*values[i] *= unit;
	}
	return true;
}

/* The one that was begun last has no time, and something else stands in its place. */
static void criterion_console_unfinished(struct criterion_console *reader)
{
	done_evidence_fault(&reader->making.base, "cut off", reader->begun_line,
	    "look at the output of the run: a benchmark was not finished",
	    "'%s' was begun, and has no time",
	    done_evidence_cut(reader->making.base.look->arena, reader->begun));
	reader->begun = NULL;
}

static void criterion_console_take(
    struct criterion_console *reader, const char *text, const char *time)
{
	struct done_arena *arena = reader->making.base.look->arena;
	struct done_measure one = {.is_interval = true};
	const char *name = criterion_console_trim(arena, text, (size_t)(time - text));
	int line = reader->lines.line;

	if (!*name)
		name = reader->before;
	if (!criterion_console_values(arena, time + strlen(CONSOLE_TIME), &one)) {
		done_words_bad(&reader->making.base, line, "Criterion.rs");
		return;
	}
	if (reader->begun && strcmp(reader->begun, name) != 0)
		criterion_console_unfinished(reader);
	reader->begun = NULL;
	if (!(one.low <= one.value) || !(one.value <= one.high))
		done_evidence_fault(&reader->making.base, "out of order", line,
		    "write the report again: the file may have been changed",
		    "the estimate of '%s' does not lie in its confidence interval",
		    done_evidence_cut(arena, name));
	done_bench_set(&reader->making, done_bench_item(&reader->making, name, NULL, line),
	    DONE_METRIC_TIME_NS, &one, line);
}

/* "Benchmarking name", and with what is being done: "Benchmarking name: Analyzing". */
static void criterion_console_begin(struct criterion_console *reader, const char *name)
{
	static const char *const doing[] = {
	    ": Warming up for ", ": Collecting ", ": Analyzing", ": Complete (", ": Profiling "};
	bool is_doing = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(doing); i++)
		is_doing |= strstr(name, doing[i]) != NULL;
	if (is_doing || !*name)
		return;
	if (reader->begun && strcmp(reader->begun, name) != 0)
		criterion_console_unfinished(reader);
	reader->begun = name;
	reader->begun_line = reader->lines.line;
}

/* What the code under test and cargo print where a benchmark did not come to its end. */
static bool criterion_console_has_failed(const char *text)
{
	return strstr(text, " panicked at") || strstr(text, "error: bench failed");
}

static void criterion_console_line(struct criterion_console *reader, const char *text)
{
	struct done_arena *arena = reader->making.base.look->arena;
	const char *trimmed = criterion_console_trim(arena, text, strlen(text));
	const char *time = strstr(text, CONSOLE_TIME);

	/* "change:" may have its own times below it, as percentages. */
	if (done_text_starts(trimmed, "change:"))
		reader->is_change = true;
	else if (time && (!reader->is_change || !strchr(time, '%'))) {
		reader->is_change = false;
		criterion_console_take(reader, text, time);
	} else if (done_text_starts(text, CONSOLE_BEGUN))
		criterion_console_begin(reader,
		    criterion_console_trim(
		        arena, text + strlen(CONSOLE_BEGUN), strlen(text) - strlen(CONSOLE_BEGUN)));
	else if (criterion_console_has_failed(text))
		done_evidence_fault(&reader->making.base, "failed", reader->lines.line,
		    "look at the output of the run, and fix what it shows", "a benchmark failed");
	reader->before = trimmed;
}

static int criterion_console_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct criterion_console reader = {.lines = {.text = look->bytes}, .before = ""};
	struct done_bytes line;

	done_bench_open(&reader.making, look, out, err);
	out->tool = "Criterion.rs";
	while (done_evidence_next(&reader.lines, &line))
		criterion_console_line(&reader, done_line_text(look->arena, line));
	if (reader.begun)
		done_words_cut_off(
		    &reader.making.base, reader.begun_line, "the time of a benchmark");
	else if (look->bytes.ptr[look->bytes.len - 1] != '\n')
		done_words_cut_off(
		    &reader.making.base, reader.lines.line, "the end of its last line");
	return done_bench_close(&reader.making);
}

const struct done_evidence_reader done_evidence_criterion_console = {
    .name = "criterion-console",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary =
        "what `cargo bench` prints with Criterion.rs; the files that it writes have a mark at "
        "their end, and this text has none",
    .takes_lines = true,
    .yields = DONE_YIELDS(TIME_NS),
    .guess = criterion_console_guess,
    .read = criterion_console_read,
};
