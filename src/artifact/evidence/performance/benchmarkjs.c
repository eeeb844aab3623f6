/*
 * Benchmark.js, as it prints a benchmark: "name x 1,431,759 ops/sec ±0.74% (93 runs sampled)". What
 * else stands between is a program's own, and is passed over. It has no mark at its end.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

#define BENCHMARKJS_UNIT " ops/sec "
#define BENCHMARKJS_FIX "look at the output of the run, and fix what it shows"

static enum done_evidence_guess benchmarkjs_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bytes line;

	(void)why;
	(void)fix;
	if (look->form != DONE_LOOKS_TEXT)
		return DONE_GUESS_NO;
	while (lines.line < 2000 && done_evidence_next(&lines, &line)) {
		const char *text = done_line_text(look->arena, line);

		if (strstr(text, BENCHMARKJS_UNIT) && strstr(text, " sampled)"))
			return DONE_GUESS_YES;
	}
	return DONE_GUESS_NO;
}

/* "±0.74%", as a share; NAN: it is no such word. */
static double benchmarkjs_spread(struct done_arena *arena, const char *word)
{
	static const char sign[] = "\xc2\xb1";
	size_t len = strlen(word), skip = strlen(sign);
	double percent;

	if (len < skip + 2 || !done_text_starts(word, sign) || word[len - 1] != '%' ||
	    !done_words_grouped(
	        arena, done_arena_strndup(arena, word + skip, len - skip - 1), &percent))
		return NAN;
	return percent / 100;
}

/* Behind the name, from " x " on: 1,431,759 ops/sec ±0.74% (93 runs sampled). False: it is no such
 * line. */
static bool benchmarkjs_take(
    struct done_bench_making *making, const char *name, const char *rest, int line)
{
	struct done_arena *arena = making->base.look->arena;
	struct done_measure one = {.is_interval = true};
	const char *words[7];
	size_t nr = done_line_words(arena, (struct done_bytes){rest, strlen(rest)}, words, 7);
	double spread = nr == 6 ? benchmarkjs_spread(arena, words[2]) : NAN;
	uint64_t runs;

	if (isnan(spread) || !done_words_grouped(arena, words[0], &one.value) ||
	    words[3][0] != '(' || !done_evidence_count(words[3] + 1, &runs) ||
	    (strcmp(words[4], "runs") != 0 && strcmp(words[4], "run") != 0) ||
	    strcmp(words[5], "sampled)") != 0)
		return false;
	if (!runs || !(one.value > 0))
		done_evidence_fault(&making->base, "failed", line, BENCHMARKJS_FIX,
		    "'%s' did not run: %s ops/sec, %s runs", done_evidence_cut(arena, name),
		    words[0], words[3] + 1);
	one.nr = runs > SIZE_MAX ? SIZE_MAX : (size_t)runs;
	one.low = one.value * (1 - spread);
	one.high = one.value * (1 + spread);
	done_bench_set(making, done_bench_item(making, name, NULL, line),
	    DONE_METRIC_OPERATIONS_PER_SECOND, &one, line);
	return true;
}

/* The last " x " before the number: a name may hold one, too. */
static void benchmarkjs_line(struct done_bench_making *making, const char *text, int line)
{
	const char *unit = strstr(text, BENCHMARKJS_UNIT), *found = NULL;

	if (!unit) {
		/* Of one that threw it prints "name: " and what was thrown, which may be nothing.
		 */
		if (strstr(text, "Error: ") || done_text_ends(text, ": "))
			done_evidence_fault(
			    &making->base, "failed", line, BENCHMARKJS_FIX, "a benchmark failed");
		return;
	}
	for (const char *at = text; (at = strstr(at, " x ")) && at < unit; at++)
		found = at;
	if (!found ||
	    !benchmarkjs_take(making,
	        done_arena_strndup(making->base.look->arena, text, (size_t)(found - text)),
	        found + 3, line))
		done_words_bad(&making->base, line, "Benchmark.js");
}

static int benchmarkjs_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct done_evidence_lines lines = {.text = look->bytes};
	struct done_bench_making making;
	struct done_bytes line = {0};
	const char *text = "";

	done_bench_open(&making, look, out, err);
	out->tool = "Benchmark.js";
	while (done_evidence_next(&lines, &line)) {
		text = done_line_text(look->arena, line);
		benchmarkjs_line(&making, text, lines.line);
	}
	if (look->bytes.ptr[look->bytes.len - 1] != '\n' && !done_text_ends(text, " sampled)"))
		done_words_cut_off(&making.base, lines.line, "the end of its last line");
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_benchmarkjs = {
    .name = "benchmarkjs",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "what Benchmark.js prints (`String(event.target)`)",
    .takes_lines = true,
    .yields = DONE_YIELDS(OPERATIONS_PER_SECOND),
    .guess = benchmarkjs_guess,
    .read = benchmarkjs_read,
};
