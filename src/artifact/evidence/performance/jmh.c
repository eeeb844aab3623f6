/*
 * JMH's `-rf json`. The mode says whether more is better, and the unit must agree with it; the
 * error is "NaN" as a text where one fork ran.
 */
#include <math.h>
#include <string.h>

#include "evidence/parts.h"

static enum done_evidence_guess jmh_guess(
    const struct done_evidence_look *look, const char **why, const char **fix)
{
	(void)why;
	(void)fix;
	return look->form == DONE_LOOKS_JSON && look->json->type == DONE_LIST &&
	        look->json->list.nr && done_member_map(&look->json->list.ptr[0], "primaryMetric")
	    ? DONE_GUESS_YES
	    : DONE_GUESS_NO;
}

static const char *jmh_name(
    struct done_arena *arena, const char *benchmark, const struct done_value *params)
{
	const char *name = benchmark;

	for (size_t i = 0; params && i < params->map.nr; i++) {
		const struct done_member *one = &params->map.ptr[i];

		name = done_arena_printf(arena, "%s%s%s=%s", name, i ? "," : "(", one->key.ptr,
		    one->value.type == DONE_STRING ? one->value.string.ptr : "");
	}
	return params && params->map.nr ? done_arena_printf(arena, "%s)", name) : name;
}

/* Nanoseconds an operation takes, or operations of a second, for a score of 1; 0: the unit is not
 * one of the mode. */
static double jmh_scale(const char *unit, bool is_throughput)
{
	const char *slash = strchr(unit, '/');
	char first[8] = "";
	double nanoseconds;

	if (!slash)
		return 0;
	if (is_throughput) {
		nanoseconds = strncmp(unit, "ops/", 4) != 0 ? 0 : done_bench_unit(unit + 4);
		return nanoseconds > 0 ? 1e9 / nanoseconds : 0;
	}
	if (strcmp(slash, "/op") != 0 || (size_t)(slash - unit) >= sizeof(first))
		return 0;
	memcpy(first, unit, (size_t)(slash - unit));
	return done_bench_unit(first);
}

static void jmh_secondary(
    struct done_bench_making *making, size_t item, const struct done_value *metrics)
{
	for (size_t i = 0; metrics && i < metrics->map.nr; i++) {
		const struct done_member *one = &metrics->map.ptr[i];
		const char *unit = done_member_string(&one->value, "scoreUnit");
		size_t len = one->key.len;

		if (len >= 18 && !strcmp(one->key.ptr + len - 18, "gc.alloc.rate.norm") && unit &&
		    !strcmp(unit, "B/op"))
			done_bench_set(making, item, DONE_METRIC_BYTES_PER_OP,
			    &(struct done_measure){
			        .value = done_bench_number(done_value_get(&one->value, "score")),
			        .low = NAN,
			        .high = NAN},
			    one->line);
	}
}

static int jmh_take(struct done_bench_making *making, const struct done_value *of)
{
	struct done_arena *arena = making->base.look->arena;
	const struct done_value *primary = done_member_map(of, "primaryMetric");
	const struct done_value *interval = done_member_list(primary, "scoreConfidence");
	const char *benchmark = done_member_string(of, "benchmark");
	const char *mode = done_member_string(of, "mode");
	const char *unit = done_member_string(primary, "scoreUnit");
	const char *vm = done_member_string(of, "vmName"),
	           *jdk = done_member_string(of, "jdkVersion");
	struct done_measure one = {.value = NAN, .low = NAN, .high = NAN};
	bool is_throughput;
	double scale;
	size_t item;

	if (!benchmark || !mode || !unit)
		return done_evidence_fail(&making->base, of->line,
		    "a benchmark has no 'benchmark', 'mode' or 'scoreUnit'");
	is_throughput = !strcmp(mode, "thrpt");
	scale = jmh_scale(unit, is_throughput);
	item = done_bench_item(making, jmh_name(arena, benchmark, done_member_map(of, "params")),
	    jdk && vm ? done_arena_printf(arena, "%s %s", vm, jdk) : NULL, of->line);
	if (scale <= 0) {
		done_evidence_fault(&making->base, "unit", primary->line, "write the report again",
		    "the unit '%s' does not fit the mode '%s'", unit, mode);
		return 0;
	}
	one.value = done_bench_number(done_value_get(primary, "score")) * scale;
	if (interval && interval->list.nr == 2) {
		one.low = done_bench_number(&interval->list.ptr[0]) * scale;
		one.high = done_bench_number(&interval->list.ptr[1]) * scale;
		one.is_interval = true;
	}
	done_bench_set(making, item,
	    is_throughput ? DONE_METRIC_OPERATIONS_PER_SECOND : DONE_METRIC_TIME_NS, &one,
	    primary->line);
	jmh_secondary(making, item, done_member_map(of, "secondaryMetrics"));
	return 0;
}

static int jmh_read(
    const struct done_evidence_look *look, struct done_evidence_report *out, struct done_error *err)
{
	struct done_bench_making making;

	done_bench_open(&making, look, out, err);
	out->tool = "JMH";
	out->version = done_member_string(&look->json->list.ptr[0], "jmhVersion");
	for (size_t i = 0; i < look->json->list.nr; i++) {
		if (jmh_take(&making, &look->json->list.ptr[i]) < 0)
			return err->code;
	}
	return done_bench_close(&making);
}

const struct done_evidence_reader done_evidence_jmh = {
    .name = "jmh",
    .subject = DONE_EVIDENCE_PERFORMANCE,
    .summary = "JMH: `-rf json`, with `-prof gc` for bytes_per_op",
    .yields = DONE_YIELDS(TIME_NS) | DONE_YIELDS(OPERATIONS_PER_SECOND) | DONE_YIELDS(BYTES_PER_OP),
    .guess = jmh_guess,
    .read = jmh_read,
};
