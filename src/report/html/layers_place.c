/*
 * Layers, where things stand in them: the order, by the mean place of what they are linked to, to
 * and fro; then the centers, as near to what they are linked to as the order and the gaps let them.
 */
#include <stdlib.h>
#include <string.h>

#include "layers.h"

enum { SWEEPS = 12, PASSES = 8, GAP = 12, SCALE = 1024 };

/* ---- order ---- */

struct key {
	int64_t mean;
	uint32_t position, item;
};

static int compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->mean != b->mean)
		return a->mean < b->mean ? -1 : 1;
	return a->position < b->position ? -1 : a->position > b->position;
}

/* What has no links on that side stays where it is. */
static int64_t mean_position(
    const struct done_layers_grid *grid, const struct done_layers_ends *ends, uint32_t item)
{
	size_t nr = ends->first[item + 1] - ends->first[item];
	int64_t sum = 0;

	if (!nr)
		return (int64_t)grid->items[item].position * SCALE;
	for (size_t i = ends->first[item]; i < ends->first[item + 1]; i++)
		sum += grid->items[ends->items[i]].position;
	return sum * SCALE / (int64_t)nr;
}

static void sort_row(struct done_layers_grid *grid, const struct done_layers_ends *ends,
    size_t layer, struct key *keys)
{
	uint32_t *row = grid->rows[layer];
	size_t nr = grid->nr_rows[layer];

	for (size_t i = 0; i < nr; i++) {
		keys[i].mean = mean_position(grid, ends, row[i]);
		keys[i].position = (uint32_t)i;
		keys[i].item = row[i];
	}
	qsort(keys, nr, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < nr; i++) {
		row[i] = keys[i].item;
		grid->items[row[i]].position = (uint32_t)i;
	}
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

/* How many of the numbers that were added are greater: a tree of sums (Fenwick, 1994). */
static size_t count_greater(const size_t *sums, size_t number, size_t added)
{
	size_t up_to = 0;

	for (size_t i = number + 1; i; i -= i & (~i + 1))
		up_to += sums[i];
	return added - up_to;
}

static size_t cross_layers(
    const struct done_layers_grid *grid, size_t layer, size_t *sums, uint32_t *ends)
{
	size_t next = grid->nr_rows[layer + 1], crossings = 0, added = 0;

	memset(sums, 0, (next + 1) * sizeof(*sums));
	for (size_t i = 0; i < grid->nr_rows[layer]; i++) {
		uint32_t item = grid->rows[layer][i];
		size_t nr = 0;

		for (size_t j = grid->right.first[item]; j < grid->right.first[item + 1]; j++) {
			const struct done_layers_item *end = &grid->items[grid->right.items[j]];
			if (end->layer == layer + 1)
				ends[nr++] = end->position;
		}
		qsort(ends, nr, sizeof(*ends), compare_numbers);
		for (size_t j = 0; j < nr; j++)
			crossings += count_greater(sums, ends[j], added);
		for (size_t j = 0; j < nr; j++, added++) {
			for (size_t k = (size_t)ends[j] + 1; k <= next; k += k & (~k + 1))
				sums[k]++;
		}
	}
	return crossings;
}

/* How often arrows between neighbouring layers cross. */
static size_t count_crossings_of(struct done_arena *scratch, const struct done_layers_grid *grid)
{
	size_t *sums = done_arena_array(scratch, grid->nr_items + 2, sizeof(*sums));
	uint32_t *ends = done_arena_array(scratch, grid->nr_links + 1, sizeof(*ends));
	size_t crossings = 0;

	for (size_t i = 0; i + 1 < grid->nr_layers; i++)
		crossings += cross_layers(grid, i, sums, ends);
	return crossings;
}

static void keep_order(const struct done_layers_grid *grid, uint32_t *best)
{
	for (size_t i = 0; i < grid->nr_items; i++)
		best[i] = grid->items[i].position;
}

static void restore_order(struct done_layers_grid *grid, const uint32_t *best)
{
	for (size_t i = 0; i < grid->nr_items; i++) {
		grid->items[i].position = best[i];
		grid->rows[grid->items[i].layer][best[i]] = (uint32_t)i;
	}
}

/* To and fro; the best order that was met with is the one that stays. */
static void find_order(struct done_arena *arena, struct done_layers_grid *grid)
{
	struct key *keys = done_arena_array(arena, grid->nr_items + 1, sizeof(*keys));
	uint32_t *best = done_arena_array(arena, grid->nr_items + 1, sizeof(*best));
	size_t least = count_crossings_of(arena, grid);

	keep_order(grid, best);
	for (int sweep = 0; sweep < SWEEPS && least; sweep++) {
		size_t crossings;

		for (size_t i = 1; i < grid->nr_layers; i++)
			sort_row(grid, &grid->left, i, keys);
		for (size_t i = grid->nr_layers; i-- > 1;)
			sort_row(grid, &grid->right, i - 1, keys);
		crossings = count_crossings_of(arena, grid);
		if (crossings >= least)
			continue;
		least = crossings;
		keep_order(grid, best);
	}
	restore_order(grid, best);
}

/* ---- centers ---- */

/* Neighbours in a layer that stand as close as they may: they move as one. */
struct block {
	int64_t sum, weight, place;
	size_t end; /* one past its last item */
};

struct placing {
	struct done_layers_grid *grid;
	struct block *blocks, *wishes;
	int64_t *offsets; /* from the first item's center, were they all as close as they may be */
};

static int64_t divide(int64_t sum, int64_t by)
{
	int64_t down = sum / by;

	return sum % by < 0 ? down - 1 : down;
}

/* Where the item would like to stand, and how much it matters: long arrows are to be straight. */
static int64_t wish(const struct done_layers_grid *grid, const struct done_layers_ends *ends,
    uint32_t item, int64_t *weight)
{
	size_t nr = ends->first[item + 1] - ends->first[item];
	int64_t sum = 0;

	*weight = 1;
	if (!nr)
		return grid->items[item].center;
	for (size_t i = ends->first[item]; i < ends->first[item + 1]; i++)
		sum += grid->items[ends->items[i]].center;
	*weight = grid->items[item].passes ? 8 : nr < 4 ? (int64_t)nr + 1 : 4;
	return divide(sum, (int64_t)nr);
}

static void find_offsets(struct placing *placing, size_t layer)
{
	const struct done_layers_grid *grid = placing->grid;
	const uint32_t *row = grid->rows[layer];

	for (size_t i = 0; i < grid->nr_rows[layer]; i++) {
		if (!i) {
			placing->offsets[i] = 0;
			continue;
		}
		const struct done_layers_item *above = &grid->items[row[i - 1]];
		const struct done_layers_item *item = &grid->items[row[i]];
		int gap = above->passes && item->passes ? GAP / 2 : GAP;
		placing->offsets[i] = placing->offsets[i - 1] + (above->height + 1) / 2 +
		    (item->height + 1) / 2 + gap;
	}
}

/* It is linked to nothing: it stands close to what is above it in its layer, else below. */
static bool is_loose(const struct done_layers_grid *grid, uint32_t item)
{
	return grid->right.first[item] == grid->right.first[item + 1] &&
	    grid->left.first[item] == grid->left.first[item + 1];
}

/* Of each item its wish, less its offset; with its weight. */
static void find_wishes(struct placing *placing, const struct done_layers_ends *ends, size_t layer)
{
	const struct done_layers_grid *grid = placing->grid;
	const uint32_t *row = grid->rows[layer];
	struct block *wishes = placing->wishes;
	size_t nr = grid->nr_rows[layer], first = nr;

	for (size_t i = 0; i < nr; i++) {
		if (is_loose(grid, row[i])) {
			wishes[i] = i ? wishes[i - 1] : (struct block){.weight = 1};
			continue;
		}
		wishes[i].place = wish(grid, ends, row[i], &wishes[i].weight) - placing->offsets[i];
		if (first == nr)
			first = i;
	}
	for (size_t i = 0; first < nr && i < first; i++)
		wishes[i] = wishes[first];
}

/* The places nearest to the wishes that keep order and gaps: pool adjacent violators. */
static void place_row(struct placing *placing, const struct done_layers_ends *ends, size_t layer)
{
	struct done_layers_grid *grid = placing->grid;
	const uint32_t *row = grid->rows[layer];
	struct block *blocks = placing->blocks;
	size_t nr = 0, item = 0;

	find_offsets(placing, layer);
	find_wishes(placing, ends, layer);
	for (size_t i = 0; i < grid->nr_rows[layer]; i++) {
		struct block block = placing->wishes[i];

		block.sum = block.place * block.weight;
		block.end = i + 1;
		for (; nr && blocks[nr - 1].place > block.place; nr--) {
			block.sum += blocks[nr - 1].sum;
			block.weight += blocks[nr - 1].weight;
			block.place = divide(block.sum, block.weight);
		}
		blocks[nr++] = block;
	}
	for (size_t i = 0; i < nr; i++) {
		for (; item < blocks[i].end; item++)
			grid->items[row[item]].center = blocks[i].place + placing->offsets[item];
	}
}

/* Nothing above the upper edge. */
static void shift_down(struct done_layers_grid *grid)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < grid->nr_items; i++) {
		int64_t above = grid->items[i].center - grid->items[i].height / 2;
		if (above < least)
			least = above;
	}
	for (size_t i = 0; i < grid->nr_items; i++)
		grid->items[i].center -= least;
}

void done_layers_place(struct done_arena *arena, struct done_layers_grid *grid)
{
	struct placing placing = {
	    grid,
	    done_arena_array(arena, grid->nr_items + 1, sizeof(struct block)),
	    done_arena_array(arena, grid->nr_items + 1, sizeof(struct block)),
	    done_arena_array(arena, grid->nr_items + 1, sizeof(int64_t)),
	};

	find_order(arena, grid);
	for (size_t i = 0; i < grid->nr_layers; i++) {
		find_offsets(&placing, i);
		for (size_t j = 0; j < grid->nr_rows[i]; j++)
			grid->items[grid->rows[i][j]].center = placing.offsets[j];
	}
	for (int pass = 0; pass < PASSES; pass++) {
		for (size_t i = 1; i < grid->nr_layers; i++)
			place_row(&placing, &grid->left, i);
		for (size_t i = grid->nr_layers; i-- > 1;)
			place_row(&placing, &grid->right, i - 1);
	}
	shift_down(grid);
}
