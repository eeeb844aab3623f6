/*
 * Google Benchmark's JSON: each row has its own unit of time; rows of aggregates stand beside the
 * repetitions that they are made of, and a row that failed has the time 0.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess googlebenchmark_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	const struct done_value *rows =
	    look->form == DONE_LOOKS_JSON ? done_member_list(look->json, "benchmarks") : NULL;

	(void)why;
	(void)fix;
	return rows && done_member_map(look->json, "context") ? DONE_GUESS_YES : DONE_GUESS_NO;
}

static const char *googlebenchmark_host(struct done_arena *arena, const struct done_value *context)
{
	const char *name = done_member_string(context, "host_name");
	double cpus = done_bench_number(done_value_get(context, "num_cpus"));
	double mhz = done_bench_number(done_value_get(context, "mhz_per_cpu"));

	return name ? done_arena_printf(arena, "%s, %g CPUs, %g MHz", name, cpus, mhz) : NULL;
}

static bool googlebenchmark_failed(const struct done_value *row)
{
	static const char *const keys[] = {"error_occurred", "skipped"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(keys); i++) {
		const struct done_value *value = done_value_get(row, keys[i]);

		if (value && !(value->type == DONE_BOOLEAN && !value->boolean))
			return true;
	}
	return false;
}

/* 1: it counts; 0: it is made of other rows. */
static bool googlebenchmark_counts(const struct done_value *row, bool has_runs)
{
	const char *type = done_member_string(row, "run_type");
	const char *aggregate = done_member_string(row, "aggregate_name");

	if (!type || strcmp(type, "aggregate") != 0)
		return true;
	return !has_runs && aggregate && !strcmp(aggregate, "median");
}

static int googlebenchmark_take(
    struct done_bench_making *making, const struct done_value *row, const char *host, bool has_runs)
{
	const char *name = done_member_string(row, "run_name");
	const char *unit = done_member_string(row, "time_unit");
	const struct done_value *allocations = done_value_get(row, "allocs_per_iter");
	double scale = unit ? done_bench_unit(unit) : 1;
	size_t item;

	if (!name)
		name = done_member_string(row, "name");
	if (!name || scale <= 0)
		return done_evidence_fail(&making->base, row->line,
		    "a benchmark has no 'name', or its 'time_unit' is not "
		    "known");
	if (!googlebenchmark_counts(row, has_runs))
		return 0;
	item = done_bench_item(making, name, host, row->line);
	if (googlebenchmark_failed(row)) {
		done_evidence_fault(&making->base, "failed", row->line,
		    "look at the output of the run, and fix what it shows",
		    "the benchmark '%s' did not run: %s", name,
		    done_member_string(row, "error_message")
		        ? done_evidence_cut(
		              making->base.look->arena, done_member_string(row, "error_message"))
		        : "it says no reason");
		return 0;
	}
	if (allocations &&
	    done_bench_add(making, item, DONE_METRIC_ALLOCS_PER_OP, done_bench_number(allocations),
	        row->line) < 0)
		return making->base.err->code;
	return done_bench_add(making, item, DONE_METRIC_TIME_NS,
	    done_bench_number(done_value_get(row, "real_time")) * scale, row->line);
}

static bool googlebenchmark_has_runs(const struct done_value *rows)
{
	for (size_t i = 0; i < rows->list.nr; i++) {
		const char *type = done_member_string(&rows->list.ptr[i], "run_type");

		if (!type || strcmp(type, "aggregate") != 0)
			return true;
	}
	return false;
}

static int googlebenchmark_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *rows = done_member_list(look->json, "benchmarks");
	const struct done_value *context = done_member_map(look->json, "context");
	const char *build = done_member_string(context, "library_build_type");
	const char *host = googlebenchmark_host(look->arena, context);
	bool has_runs = googlebenchmark_has_runs(rows);
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	done_evidence_dated(out, done_member_string(context, "date"), context->line);
	if (build && !strcmp(build, "debug"))
		out->benchmarks.note = "the library of the benchmarks is a debug build";
	for (size_t i = 0; i < rows->list.nr; i++) {
		if (googlebenchmark_take(&making, &rows->list.ptr[i], host, has_runs) < 0)
			return err->code;
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_googlebenchmark = {
    .name = "googlebenchmark",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "Google Benchmark: `--benchmark_out=FILE --benchmark_out_format=json`",
    .yields = DONE_YIELDS(TIME_NS) | DONE_YIELDS(ALLOCS_PER_OP),
    .guess = googlebenchmark_guess,
    .read = googlebenchmark_read,
};
