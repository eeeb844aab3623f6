/* `vitest bench --outputJson`: milliseconds, and operations per second; rme is percent of the mean.
 */
#include <math.h>

#include "evidence/parts.h"

static const struct done_value *vitest_groups(const struct done_value *files, size_t i)
{
	return done_member_list(&files->list.ptr[i], "groups");
}

static enum done_evidence_guess vitest_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *files =
	    look->form == DONE_LOOKS_JSON ? done_member_list(look->json, "files") : NULL;

	(void)why;
	(void)fix;
	return files && files->list.nr && vitest_groups(files, 0) ? DONE_GUESS_YES : DONE_GUESS_NO;
}

static int vitest_take(
    struct done_bench_making *making, const char *group, const struct done_value *of)
{
	struct done_arena *arena = making->base.look->arena;
	const char *name = done_member_string(of, "name");
	double mean = done_bench_number(done_value_get(of, "mean")) * 1e6;
	double rate = done_bench_number(done_value_get(of, "hz"));
	double share = done_bench_number(done_value_get(of, "rme")) / 100;
	uint64_t samples = 0;
	struct done_measure time = {.value = mean, .is_interval = true};
	struct done_measure speed = {.value = rate, .low = NAN, .high = NAN};
	size_t item;

	if (!name || !group)
		return done_evidence_fail(&making->base, of->line, "a benchmark has no name");
	done_value_count(done_value_get(of, "sampleCount"), &samples);
	time.nr = speed.nr = samples > SIZE_MAX ? SIZE_MAX : (size_t)samples;
	time.low = mean * (1 - share);
	time.high = mean * (1 + share);
	item = done_bench_item(
	    making, done_arena_printf(arena, "%s > %s", group, name), NULL, of->line);
	if (!(fabs(mean * rate / 1e9 - 1) <= 0.01))
		done_evidence_fault(&making->base, "counts differ", of->line,
		    "write the report again: the file may have been changed",
		    "'mean' and 'hz' of '%s' contradict each other",
		    done_evidence_cut(arena, name));
	done_bench_set(making, item, DONE_METRIC_TIME_NS, &time, of->line);
	done_bench_set(making, item, DONE_METRIC_OPERATIONS_PER_SECOND, &speed, of->line);
	return 0;
}

static int vitest_take_group(struct done_bench_making *making, const struct done_value *group)
{
	const struct done_value *list = done_member_list(group, "benchmarks");

	for (size_t i = 0; list && i < list->list.nr; i++) {
		if (vitest_take(making, done_member_string(group, "fullName"), &list->list.ptr[i]) <
		    0)
			return making->base.err->code;
	}
	return 0;
}

static int vitest_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *files = done_member_list(look->json, "files");
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	out->tool = "Vitest";
	for (size_t i = 0; i < files->list.nr; i++) {
		const struct done_value *groups = vitest_groups(files, i);

		for (size_t j = 0; groups && j < groups->list.nr; j++) {
			if (vitest_take_group(&making, &groups->list.ptr[j]) < 0)
				return err->code;
		}
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_vitest = {
    .name = "vitest",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "`vitest bench --outputJson bench.json`",
    .yields = DONE_YIELDS(TIME_NS) | DONE_YIELDS(OPERATIONS_PER_SECOND),
    .guess = vitest_guess,
    .read = vitest_read,
};
