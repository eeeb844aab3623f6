/*
 * Criterion.rs, new/estimates.json: nanoseconds. The slope where there is one, else the mean; the
 * name is the path. change/estimates.json has the same form, and ratios in it. Old versions wrote
 * the names in capitals.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static const struct done_value *criterion_get(
    const struct done_value *map, const char *name, const char *old_name)
{
	const struct done_value *value = done_member_map(map, name);

	return value ? value : done_member_map(map, old_name);
}

static enum done_evidence_guess criterion_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *mean =
	    look->form == DONE_LOOKS_JSON ? criterion_get(look->json, "mean", "Mean") : NULL;

	if (!mean || !done_member_map(mean, "confidence_interval"))
		return DONE_GUESS_NO;
	if (criterion_get(look->json, "std_dev", "StdDev"))
		return DONE_GUESS_YES;
	*why = "the file holds Criterion's changes since the run before (ratios)";
	*fix = "name the file new/estimates.json beside it";
	return DONE_GUESS_WRONG;
}

/* "target/criterion/fib/20/new/estimates.json": "fib/20". */
static const char *criterion_name(struct done_arena *arena, const char *file)
{
	const char *start = strstr(file, "criterion/");
	const char *end = strstr(file, "/new/estimates.json");

	start = start && start < end ? start + strlen("criterion/") : file;
	return end && end > start ? done_arena_strndup(arena, start, (size_t)(end - start)) : file;
}

static int criterion_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *best = criterion_get(look->json, "slope", "Slope");
	const struct done_value *interval;
	struct done_bench_making making;
	struct done_measure one = {.is_interval = true};

	if (!best)
		best = criterion_get(look->json, "mean", "Mean");
	interval = done_member_map(best, "confidence_interval");
	one.value = done_bench_number(done_value_get(best, "point_estimate"));
	one.low = done_bench_number(done_value_get(interval, "lower_bound"));
	one.high = done_bench_number(done_value_get(interval, "upper_bound"));
	done_bench_open(&making, look, out, err);
	out->tool = "Criterion.rs";
	if (!(one.low <= one.value) || !(one.value <= one.high))
		done_evidence_fault(&making.base, "out of order", best->line,
		    "write the report again: the file may have been changed",
		    "the estimate does not lie in its confidence interval");
	done_bench_set(&making,
	    done_bench_item(&making, criterion_name(look->arena, look->file), NULL, best->line),
	    DONE_METRIC_TIME_NS, &one, best->line);
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_criterion = {
    .name = "criterion",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "Criterion.rs: `target/criterion/**/new/estimates.json`",
    .yields = DONE_YIELDS(TIME_NS),
    .guess = criterion_guess,
    .read = criterion_read,
};
