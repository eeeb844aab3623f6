/*
 * `cargo bench` of Rust's libtest, as text: "test name ... bench: 3,161 ns/iter (+/- 975)". The
 * number behind +/- is the spread. A result line ends each run.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess libtest_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		if (done_line_starts(line, "test ") &&
		    strstr(done_line_text(look->arena, line), " ... bench:"))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

/* "3,161"; NAN: it is no number. */
static double libtest_number(struct done_arena *arena, const char *word)
{
	double number;

	return done_words_grouped(arena, word, &number) ? number : NAN;
}

/* Nanoseconds of "us/iter"; NAN: it is no such unit. */
static double libtest_unit(struct done_arena *arena, const char *word)
{
	size_t len = strlen(word);
	double unit = 0;

	if (done_text_ends(word, "/iter"))
		unit = done_bench_unit(done_arena_strndup(arena, word, len - strlen("/iter")));
	return unit > 0 ? unit : NAN;
}

/* test NAME ... bench: 3,161 ns/iter (+/- 975) */
static void libtest_take(struct done_bench_making *making, const char **words, size_t nr, int line)
{
	struct done_arena *arena = making->base.look->arena;
	size_t len = nr == 8 ? strlen(words[7]) : 0;
	double unit = nr == 8 ? libtest_unit(arena, words[5]) : NAN, spread = NAN;
	struct done_measure one = {.value = NAN};

	if (len > 1 && words[7][len - 1] == ')' && !strcmp(words[6], "(+/-"))
		spread = libtest_number(arena, done_arena_strndup(arena, words[7], len - 1)) * unit;
	if (!isnan(spread))
		one.value = libtest_number(arena, words[4]) * unit;
	one.low = one.value - spread;
	one.high = one.value + spread;
	done_bench_set(making, done_bench_item(making, nr > 1 ? words[1] : "", NULL, line),
	    DONE_METRIC_TIME_NS, &one, line);
}

/* "test result: ok. 0 passed; 0 failed; 2 ignored; 3 measured; 0 filtered out" and more. */
static bool libtest_is_whole(const char **words, size_t nr)
{
	return nr >= 14 && !strcmp(words[10], "measured;") && !strcmp(words[12], "filtered") &&
	    done_text_starts(words[13], "out");
}

static int libtest_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bench_making making;
	struct done_bytes line;
	const char *words[16];
	int open_line = 0;

	done_bench_open(&making, look, out, err);
	out->tool = "cargo bench";
	while (done_evidence_next(&lines, &line)) {
		size_t nr = done_line_words(look->arena, line, words, DONE_ARRAY_SIZE(words));

		if (nr >= 4 && !strcmp(words[0], "test") && !strcmp(words[2], "...")) {
			open_line = lines.line;
			if (!strcmp(words[3], "bench:"))
				libtest_take(&making, words, nr, lines.line);
			else if (strcmp(words[3], "ignored") != 0 && strcmp(words[3], "ok") != 0)
				done_evidence_fault(&making.base, "failed", lines.line,
				    "look at the output of the run, and fix what it shows",
				    "a benchmark failed");
		} else if (done_line_starts(line, "test result: ")) {
			open_line = libtest_is_whole(words, nr) ? 0 : lines.line;
			if (nr < 3 || strcmp(words[2], "ok.") != 0)
				done_evidence_fault(&making.base, "failed", lines.line,
				    "look at the output of the run, and fix what it shows",
				    "the result of the run is not 'ok'");
		}
	}
	if (open_line)
		done_evidence_fault(&making.base, "cut off", open_line,
		    "write the report again: the run may have been cut off",
		    "the report ends before the result of the run");
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_libtest = {
    .name = "libtest",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "what `cargo bench` prints (Rust's libtest)",
    .yields = DONE_YIELDS(TIME_NS),
    .guess = libtest_guess,
    .read = libtest_read,
};
