/*
 * Samples of a load test, counted one by one: for each label how often it took how long. That gives
 * exact percentiles (nearest rank), and needs no memory for each sample.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

void done_tally_open(struct done_tally *tally, struct done_load_making *making)
{
	*tally = (struct done_tally){
	    .making = making, .tick_ms = 1, .names = {.arena = making->base.look->arena}};
}

void done_tally_release(struct done_tally *tally)
{
	free(tally->keys);
	free(tally->counts);
}

static size_t tally_slot(const uint64_t *keys, size_t nr_slots, uint64_t key)
{
	size_t at = (size_t)((key * 0x9E3779B97F4A7C15U) >> 20) & (nr_slots - 1);

	while (keys[at] && keys[at] != key)
		at = (at + 1) & (nr_slots - 1);
	return at;
}

static void tally_grow(struct done_tally *tally)
{
	size_t nr = tally->nr_slots ? tally->nr_slots * 2 : 4096;
	uint64_t *keys = calloc(nr, sizeof(*keys));
	uint32_t *counts = calloc(nr, sizeof(*counts));

	if (!keys || !counts)
		done_out_of_memory();
	for (size_t i = 0; i < tally->nr_slots; i++) {
		size_t at;

		if (!tally->keys[i])
			continue;
		at = tally_slot(keys, nr, tally->keys[i]);
		keys[at] = tally->keys[i];
		counts[at] = tally->counts[i];
	}
	done_tally_release(tally);
	tally->keys = keys;
	tally->counts = counts;
	tally->nr_slots = nr;
}

int done_tally_add(struct done_tally *tally, const struct done_tally_sample *sample)
{
	struct done_arena *arena = tally->making->base.look->arena;
	bool is_new;
	size_t label = done_evidence_name(&tally->names, sample->label, sample->label_len, &is_new);
	struct done_tally_label *one;
	uint64_t key = ((uint64_t)label << 32 | sample->elapsed) + 1;
	size_t at;

	if (is_new) {
		one = DONE_ARENA_PUSH(arena, tally->labels, tally->nr, tally->cap);
		one->line = sample->line;
		one->first = UINT64_MAX;
	}
	one = &tally->labels[label];
	one->nr++;
	one->errors += sample->is_error;
	one->sum += sample->elapsed;
	if (sample->at && sample->at < one->first)
		one->first = sample->at;
	if (sample->at && sample->at + sample->elapsed > one->last)
		one->last = sample->at + sample->elapsed;
	if (tally->nr_keys * 2 >= tally->nr_slots)
		tally_grow(tally);
	at = tally_slot(tally->keys, tally->nr_slots, key);
	if (!tally->keys[at]) {
		tally->nr_keys++;
		tally->keys[at] = key;
	}
	tally->counts[at]++;
	return done_evidence_limit(
	    &tally->making->base, tally->nr_keys, "different times of its requests");
}

/* ---- percentiles ---- */

struct tally_time {
	uint32_t label, elapsed, count;
};

static int tally_by_label(const void *a, const void *b)
{
	const struct tally_time *one = a, *other = b;

	if (one->label != other->label)
		return one->label < other->label ? -1 : 1;
	return one->elapsed < other->elapsed ? -1 : one->elapsed > other->elapsed;
}

static int tally_by_time(const void *a, const void *b)
{
	const struct tally_time *one = a, *other = b;

	return one->elapsed < other->elapsed ? -1 : one->elapsed > other->elapsed;
}

static struct tally_time *tally_times(const struct done_tally *tally)
{
	struct tally_time *times = calloc(tally->nr_keys + 1, sizeof(*times));
	size_t nr = 0;

	if (!times)
		done_out_of_memory();
	for (size_t i = 0; i < tally->nr_slots; i++) {
		if (tally->keys[i])
			times[nr++] = (struct tally_time){
			    .label = (uint32_t)((tally->keys[i] - 1) >> 32),
			    .elapsed = (uint32_t)(tally->keys[i] - 1),
			    .count = tally->counts[i],
			};
	}
	return times;
}

/* The time at each rank, of times in order. */
static void tally_fill(const struct done_tally *tally, size_t row,
    const struct done_tally_label *sum, const struct tally_time *times, size_t nr)
{
	static const double percents[] = {50, 75, 90, 95, 97.5, 99, 99.9};
	struct done_load_making *making = tally->making;
	double tick = tally->tick_ms;
	uint64_t seen = 0;
	size_t at = 0;
	int line = sum->line;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(percents); i++) {
		uint64_t rank = (uint64_t)ceil(percents[i] * (double)sum->nr / 100 - 1e-9);

		while (at < nr && seen + times[at].count < rank)
			seen += times[at++].count;
		done_load_set(
		    making, row, done_load_percentile(percents[i]), times[at].elapsed * tick, line);
	}
	done_load_set(making, row, DONE_METRIC_REQUESTS, (double)sum->nr, line);
	done_load_set(making, row, DONE_METRIC_ERRORS, (double)sum->errors, line);
	done_load_set(
	    making, row, DONE_METRIC_MEAN_MS, (double)sum->sum * tick / (double)sum->nr, line);
	done_load_set(making, row, DONE_METRIC_MIN_MS, times[0].elapsed * tick, line);
	done_load_set(making, row, DONE_METRIC_MAX_MS, times[nr - 1].elapsed * tick, line);
	if (sum->last > sum->first)
		done_load_set(making, row, DONE_METRIC_DURATION_S,
		    (double)(sum->last - sum->first) / 1000, line);
}

int done_tally_finish(struct done_tally *tally)
{
	struct done_tally_label whole = {.first = UINT64_MAX};
	struct tally_time *times;
	size_t from = 0;

	if (!tally->nr)
		return 0;
	times = tally_times(tally);
	qsort(times, tally->nr_keys, sizeof(*times), tally_by_label);
	for (size_t i = 0; i < tally->nr; i++) {
		const struct done_tally_label *one = &tally->labels[i];
		size_t to = from;

		while (to < tally->nr_keys && times[to].label == i)
			to++;
		if (!tally->has_no_names)
			tally_fill(tally,
			    done_load_row(tally->making, tally->names.items[i], one->line), one,
			    times + from, to - from);
		from = to;
		whole.nr += one->nr;
		whole.errors += one->errors;
		whole.sum += one->sum;
		whole.first = one->first < whole.first ? one->first : whole.first;
		whole.last = one->last > whole.last ? one->last : whole.last;
	}
	qsort(times, tally->nr_keys, sizeof(*times), tally_by_time);
	tally_fill(tally, 0, &whole, times, tally->nr_keys);
	free(times);
	return 0;
}
