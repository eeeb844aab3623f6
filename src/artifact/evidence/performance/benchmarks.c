/* Benchmarks in the making: single runs become a median and how far the runs lie apart. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

void done_bench_open(struct done_bench_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err)
{
	*making =
	    (struct done_bench_making){.base = {look, out, err}, .names = {.arena = look->arena}};
}

size_t done_bench_item(
    struct done_bench_making *making, const char *name, const char *host, int line)
{
	struct done_benchmarks *all = &making->base.out->benchmarks;
	struct done_arena *arena = making->base.look->arena;
	struct done_benchmark *one;
	bool is_new;
	size_t at;

	name = done_evidence_cut(arena, name);
	at = done_evidence_name(&making->names, name, strlen(name), &is_new);
	if (!is_new)
		return at;
	one = DONE_ARENA_PUSH(arena, all->items, all->nr, all->cap);
	one->name = name;
	one->host = host;
	one->line = line;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(one->metrics); i++)
		one->metrics[i] = (struct done_measure){.value = NAN, .low = NAN, .high = NAN};
	return at;
}

static bool bench_is_number(
    struct done_bench_making *making, size_t item, enum done_metric metric, double value, int line)
{
	if (isfinite(value) && value >= 0)
		return true;
	done_evidence_fault(&making->base, "bad number", line,
	    "write the report again: the run may have been cut off",
	    "%s of '%s' is not a number from 0", done_metric_forms[metric].shown,
	    making->base.out->benchmarks.items[item].name);
	return false;
}

int done_bench_add(
    struct done_bench_making *making, size_t item, enum done_metric metric, double value, int line)
{
	if (bench_is_number(making, item, metric, value, line))
		*DONE_ARENA_PUSH(making->base.look->arena, making->samples, making->nr,
		    making->cap) = (struct done_bench_sample){item, metric, value};
	return done_evidence_limit(&making->base, making->nr, "measurements");
}

void done_bench_set(struct done_bench_making *making, size_t item, enum done_metric metric,
    const struct done_measure *measure, int line)
{
	struct done_benchmark *one = &making->base.out->benchmarks.items[item];
	struct done_measure *into = &one->metrics[metric - DONE_LOAD_METRICS];

	if (!bench_is_number(making, item, metric, measure->value, line))
		return;
	if (!isnan(into->value))
		done_evidence_fault(&making->base, "name twice", line,
		    "give each benchmark a name of its own", "the benchmark '%s' is there twice",
		    one->name);
	*into = *measure;
	if (!isfinite(into->low) || !isfinite(into->high) || into->low > into->high) {
		into->low = into->high = NAN;
		into->is_interval = false;
	}
}

double done_bench_number(const struct done_value *value)
{
	if (value && value->type == DONE_INTEGER)
		return (double)value->integer;
	return value && value->type == DONE_REAL ? value->real : NAN;
}

double done_bench_unit(const char *unit)
{
	static const struct {
		const char *name;
		double nanoseconds;
	} units[] = {{"ps", 1e-3}, {"ns", 1}, {"us", 1e3}, {"\xc2\xb5s", 1e3}, {"\xce\xbcs", 1e3},
	    {"ms", 1e6}, {"s", 1e9}, {"min", 6e10}, {"m", 6e10}};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(units); i++) {
		if (!strcmp(units[i].name, unit))
			return units[i].nanoseconds;
	}
	return 0;
}

static int bench_compare(const void *a, const void *b)
{
	const struct done_bench_sample *one = a, *other = b;

	if (one->item != other->item)
		return one->item < other->item ? -1 : 1;
	if (one->metric != other->metric)
		return one->metric < other->metric ? -1 : 1;
	return one->value < other->value ? -1 : one->value > other->value;
}

int done_bench_close(struct done_bench_making *making)
{
	struct done_benchmarks *all = &making->base.out->benchmarks;
	const struct done_bench_sample *samples = making->samples;

	if (making->nr)
		qsort(making->samples, making->nr, sizeof(*samples), bench_compare);
	for (size_t from = 0, to = 0; from < making->nr; from = to) {
		const struct done_bench_sample *first = &samples[from];
		struct done_measure *one;
		size_t nr;

		while (to < making->nr && samples[to].item == first->item &&
		    samples[to].metric == first->metric)
			to++;
		nr = to - from;
		one = &all->items[first->item].metrics[first->metric - DONE_LOAD_METRICS];
		*one = (struct done_measure){
		    .value =
		        (samples[from + (nr - 1) / 2].value + samples[from + nr / 2].value) / 2,
		    .low = first->value,
		    .high = samples[to - 1].value,
		    .nr = nr,
		};
	}
	if (!all->nr)
		done_evidence_fault(&making->base, "no benchmark", 0,
		    "look at the output of the run: no benchmark was selected, or "
		    "the run was cut off",
		    "no benchmark ran: the report has none");
	return 0;
}
