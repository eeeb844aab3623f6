/*
 * BenchmarkDotNet, *-report-full.json and *-report-brief.json: nanoseconds. A benchmark without
 * statistics failed; the brief form has no full name.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess benchmarkdotnet_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && done_member_list(look->json, "Benchmarks") &&
	        done_member_map(look->json, "HostEnvironmentInfo")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static const char *benchmarkdotnet_host(struct done_arena *arena, const struct done_value *host)
{
	const char *processor = done_member_string(host, "ProcessorName");
	const char *version = done_member_string(host, "RuntimeVersion");

	if (!processor)
		processor = done_member_string(done_member_map(host, "ProcessorName"), "Value");
	if (!version)
		version = done_member_string(host, "ClrVersion");
	return processor ? done_arena_printf(arena, "%s, %s", processor, version ? version : "")
	                 : NULL;
}

/* "Namespace.Type.Method(Parameters)" */
static const char *benchmarkdotnet_name(struct done_arena *arena, const struct done_value *of)
{
	const char *full = done_member_string(of, "FullName");
	const char *space = done_member_string(of, "Namespace");
	const char *type = done_member_string(of, "Type");
	const char *method = done_member_string(of, "Method");
	const char *parameters = done_member_string(of, "Parameters");
	bool has_parameters = parameters && *parameters;

	if (full)
		return full;
	if (!type || !method)
		return NULL;
	return done_arena_printf(arena, "%s%s%s.%s%s%s%s", space ? space : "", space ? "." : "",
	    type, method, has_parameters ? "(" : "", has_parameters ? parameters : "",
	    has_parameters ? ")" : "");
}

static void benchmarkdotnet_check(struct done_bench_making *making, const char *name,
    const struct done_value *stats, const struct done_measure *time)
{
	double least = done_bench_number(done_value_get(stats, "Min"));
	double most = done_bench_number(done_value_get(stats, "Max"));
	const char *wrong = NULL;

	if (!(time->value >= least * (1 - 1e-9)) || !(time->value <= most * (1 + 1e-9)))
		wrong = "does not lie between its minimum and maximum";
	else if (time->low > time->value * (1 + 1e-9) || time->high < time->value * (1 - 1e-9))
		wrong = "does not lie in its confidence interval";
	if (wrong)
		done_evidence_fault(&making->base, "out of order", stats->line,
		    "write the report again: the file may have been changed", "the mean of '%s' %s",
		    done_evidence_cut(making->base.look->arena, name), wrong);
}

static int benchmarkdotnet_take(
    struct done_bench_making *making, const struct done_value *of, const char *host)
{
	struct done_arena *arena = making->base.look->arena;
	const struct done_value *stats = done_member_map(of, "Statistics");
	const struct done_value *interval = done_member_map(stats, "ConfidenceInterval");
	const struct done_value *bytes =
	    done_value_get(done_member_map(of, "Memory"), "BytesAllocatedPerOperation");
	const char *name = benchmarkdotnet_name(arena, of);
	struct done_measure time = {.is_interval = true};
	struct done_measure memory = {.low = NAN, .high = NAN};
	size_t item;

	if (!name)
		return done_evidence_fail(&making->base, of->line, "a benchmark has no name");
	item = done_bench_item(making, name, host, of->line);
	if (!stats) {
		done_evidence_fault(&making->base, "failed", of->line,
		    "look at the output of the run, and fix what it shows",
		    "the benchmark '%s' failed: it has no statistics",
		    done_evidence_cut(arena, name));
		return 0;
	}
	time.value = done_bench_number(done_value_get(stats, "Mean"));
	time.low = done_bench_number(done_value_get(interval, "Lower"));
	time.high = done_bench_number(done_value_get(interval, "Upper"));
	benchmarkdotnet_check(making, name, stats, &time);
	done_bench_set(making, item, DONE_METRIC_TIME_NS, &time, stats->line);
	memory.value = done_bench_number(bytes);
	if (bytes && bytes->type != DONE_NULL)
		done_bench_set(making, item, DONE_METRIC_BYTES_PER_OP, &memory, bytes->line);
	return 0;
}

static int benchmarkdotnet_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	const struct done_value *host = done_member_map(look->json, "HostEnvironmentInfo");
	const struct done_value *list = done_member_list(look->json, "Benchmarks");
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	out->tool = "BenchmarkDotNet";
	out->version = done_member_string(host, "BenchmarkDotNetVersion");
	for (size_t i = 0; i < list->list.nr; i++) {
		if (benchmarkdotnet_take(
		        &making, &list->list.ptr[i], benchmarkdotnet_host(look->arena, host)) < 0)
			return err->code;
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_benchmarkdotnet = {
    .name = "benchmarkdotnet",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "BenchmarkDotNet: `*-report-full.json`, `*-report-brief.json`",
    .yields = DONE_YIELDS(TIME_NS) | DONE_YIELDS(BYTES_PER_OP),
    .guess = benchmarkdotnet_guess,
    .read = benchmarkdotnet_read,
};
