/*
 * `pytest --benchmark-json`: seconds. One round has the deviation 0, which is none; the commit is
 * that of the code that was measured.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess pytestbenchmark_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_member_list(look->json, "benchmarks") &&
	        done_member_map(look->json, "machine_info")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static const char *pytestbenchmark_host(struct done_arena *arena, const struct done_value *machine)
{
	const struct done_value *cpu = done_member_map(machine, "cpu");
	const char *brand = done_member_string(cpu, "brand_raw");
	const char *python = done_member_string(machine, "python_version");

	if (!brand)
		brand = done_member_string(cpu, "brand");
	return brand ? done_arena_printf(arena, "%s, Python %s", brand, python ? python : "")
	             : NULL;
}

static int pytestbenchmark_take(
    struct done_bench_making *making, const struct done_value *of, const char *host)
{
	const struct done_value *stats = done_member_map(of, "stats");
	const char *name = done_member_string(of, "fullname");
	double deviation, least, most;
	struct done_measure one = {.low = NAN, .high = NAN};
	uint64_t rounds;

	if (!stats || !name)
		return done_evidence_fail(
		    &making->base, of->line, "a benchmark has no 'fullname' or no 'stats'");
	if (!done_value_count(done_value_get(stats, "rounds"), &rounds) || !rounds)
		return done_evidence_fail(&making->base, stats->line,
		    "the 'rounds' of a benchmark are not a number from 1");
	deviation = done_bench_number(done_value_get(stats, "stddev")) * 1e9;
	least = done_bench_number(done_value_get(stats, "min")) * 1e9;
	most = done_bench_number(done_value_get(stats, "max")) * 1e9;
	one.value = done_bench_number(done_value_get(stats, "mean")) * 1e9;
	one.nr = rounds > SIZE_MAX ? SIZE_MAX : (size_t)rounds;
	if (rounds > 1 && deviation >= 0) {
		one.low = one.value - deviation;
		one.high = one.value + deviation;
	}
	if (one.value < least * (1 - 1e-9) || one.value > most * (1 + 1e-9))
		done_evidence_fault(&making->base, "out of order", stats->line,
		    "write the report again: the file may have been changed",
		    "the mean of '%s' does not lie between its minimum and maximum",
		    done_evidence_cut(making->base.look->arena, name));
	done_bench_set(making, done_bench_item(making, name, host, of->line), DONE_METRIC_TIME_NS,
	    &one, stats->line);
	return 0;
}

static void pytestbenchmark_commit(
    struct done_evidence_report *out, const struct done_value *commit)
{
	const char *id = done_member_string(commit, "id");
	const struct done_value *dirty = done_value_get(commit, "dirty");

	if (id && strlen(id) == 40 && strspn(id, "0123456789abcdef") == 40) {
		out->commit = id;
		out->commit_line = commit->line;
	}
	if (dirty && dirty->type == DONE_BOOLEAN && dirty->boolean)
		out->benchmarks.note = "measured with changes that were not committed";
}

static int pytestbenchmark_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *rows = done_member_list(look->json, "benchmarks");
	const char *host =
	    pytestbenchmark_host(look->arena, done_member_map(look->json, "machine_info"));
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	out->tool = "pytest-benchmark";
	out->version = done_member_string(look->json, "version");
	done_evidence_dated(out, done_member_string(look->json, "datetime"), look->json->line);
	pytestbenchmark_commit(out, done_member_map(look->json, "commit_info"));
	for (size_t i = 0; i < rows->list.nr; i++) {
		if (pytestbenchmark_take(&making, &rows->list.ptr[i], host) < 0)
			return err->code;
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_pytestbenchmark = {
    .name = "pytestbenchmark",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "pytest-benchmark: `pytest --benchmark-json=bench.json`",
    .yields = DONE_YIELDS(TIME_NS),
    .guess = pytestbenchmark_guess,
    .read = pytestbenchmark_read,
};
