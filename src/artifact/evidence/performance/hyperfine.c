/*
 * `hyperfine --export-json`: seconds. A command that failed counts for nothing, though `-i` lets it
 * pass. One run has no deviation.
 */
#include <math.h>

#include "evidence/parts.h"

static enum done_evidence_guess hyperfine_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *results =
	    look->form == DONE_LOOKS_JSON ? done_member_list(look->json, "results") : NULL;

	(void)why;
	(void)fix;
	return results && results->list.nr &&
	        done_member_string(&results->list.ptr[0], "command") &&
	        done_value_get(&results->list.ptr[0], "mean")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

/* "sort {size}" with its parameters: "sort 10 [size=10]". */
static const char *hyperfine_name(struct done_arena *arena, const struct done_value *of)
{
	const struct done_value *parameters = done_member_map(of, "parameters");
	const char *name = done_member_string(of, "command");

	for (size_t i = 0; parameters && i < parameters->map.nr; i++) {
		const struct done_member *one = &parameters->map.ptr[i];

		if (one->value.type == DONE_STRING)
			name = done_arena_printf(
			    arena, "%s [%s=%s]", name, one->key.ptr, one->value.string.ptr);
	}
	return name;
}

/* Each run has its exit code: where one has none, nothing says that it ended well. */
static void hyperfine_check_exits(struct done_bench_making *making, const struct done_value *of)
{
	const struct done_value *codes = done_member_list(of, "exit_codes");
	const struct done_value *times = done_member_list(of, "times");

	if (!codes || codes->list.nr < (times ? times->list.nr : 1)) {
		done_evidence_fault(&making->base, "failed", of->line,
		    "write the report again, with a hyperfine that writes 'exit_codes'",
		    "a run of the command has no exit code: it may have failed");
		return;
	}
	for (size_t i = 0; i < codes->list.nr; i++) {
		if (codes->list.ptr[i].type == DONE_INTEGER && !codes->list.ptr[i].integer)
			continue;
		done_evidence_fault(&making->base, "failed", codes->list.ptr[i].line,
		    "run the command by hand, and fix what it shows",
		    "a run of the command failed: its exit code is not 0");
		return;
	}
}

/* The mean lies between the minimum and maximum, and is that of the times. */
static void hyperfine_check_mean(
    struct done_bench_making *making, const struct done_value *of, double mean)
{
	const struct done_value *times = done_member_list(of, "times");
	double least = done_bench_number(done_value_get(of, "min"));
	double most = done_bench_number(done_value_get(of, "max"));
	const char *wrong = NULL;
	double sum = 0;

	for (size_t i = 0; times && i < times->list.nr; i++)
		sum += done_bench_number(&times->list.ptr[i]);
	if (!(mean >= least * (1 - 1e-9)) || !(mean <= most * (1 + 1e-9)))
		wrong = "does not lie between its minimum and maximum";
	else if (times && times->list.nr &&
	    !(fabs(sum / (double)times->list.nr - mean) <= mean * 1e-6))
		wrong = "is not that of its times";
	if (wrong)
		done_evidence_fault(&making->base, "out of order", of->line,
		    "write the report again: the file may have been changed", "the mean of '%s' %s",
		    done_evidence_cut(making->base.look->arena, done_member_string(of, "command")),
		    wrong);
}

static int hyperfine_take(struct done_bench_making *making, const struct done_value *of)
{
	struct done_arena *arena = making->base.look->arena;
	const struct done_value *times = done_member_list(of, "times");
	double deviation = done_bench_number(done_value_get(of, "stddev")) * 1e9;
	struct done_measure one = {
	    .value = done_bench_number(done_value_get(of, "mean")) * 1e9, .low = NAN, .high = NAN};

	if (!done_member_string(of, "command"))
		return done_evidence_fail(&making->base, of->line, "a result has no 'command'");
	one.nr = times ? times->list.nr : 0;
	if (one.nr > 1 && deviation >= 0) {
		one.low = one.value - deviation;
		one.high = one.value + deviation;
	}
	hyperfine_check_mean(making, of, done_bench_number(done_value_get(of, "mean")));
	hyperfine_check_exits(making, of);
	done_bench_set(making, done_bench_item(making, hyperfine_name(arena, of), NULL, of->line),
	    DONE_METRIC_TIME_NS, &one, of->line);
	return 0;
}

static int hyperfine_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *results = done_member_list(look->json, "results");
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	out->tool = "hyperfine";
	for (size_t i = 0; i < results->list.nr; i++) {
		if (hyperfine_take(&making, &results->list.ptr[i]) < 0)
			return err->code;
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_hyperfine = {
    .name = "hyperfine",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`hyperfine --export-json result.json`",
    .yields = DONE_YIELDS(TIME_NS),
    .guess = hyperfine_guess,
    .read = hyperfine_read,
};
