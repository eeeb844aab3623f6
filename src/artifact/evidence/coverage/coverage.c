/*
 * What is measured of a file, whatever the format: lines, branches, functions and statements as
 * items with hits. Whatever is named twice is one item, and its hits add up; rates are always
 * counted anew.
 */
#include <stdlib.h>
#include <string.h>

#include "evidence/parts.h"

#define COVERAGE_ITEMS_MAX ((size_t)4 * DONE_EVIDENCE_ITEMS_MAX)

const char *const done_coverage_of_words[] = {"lines", "branches", "functions", "statements", NULL};

int done_coverage_open(struct done_coverage_making *making, const struct done_evidence_look *look,
    struct done_evidence_report *out, struct done_error *err)
{
	*making = (struct done_coverage_making){
	    .base = {look, out, err}, .names = {.arena = look->arena}};
	return 0;
}

size_t done_coverage_file(
    struct done_coverage_making *making, const char *group, const char *path, int line)
{
	struct done_coverage *coverage = &making->base.out->coverage;
	struct done_arena *arena = making->base.look->arena;
	const char *name = group ? done_arena_printf(arena, "%s\n%s", group, path) : path;
	bool is_new;
	size_t at = done_evidence_name(&making->names, name, strlen(name), &is_new);

	if (is_new) {
		struct done_covered_file *file =
		    DONE_ARENA_PUSH(arena, coverage->files, coverage->nr, coverage->cap);

		file->path = done_arena_strdup(arena, path);
		file->line = line;
	}
	return at;
}

int done_coverage_add(
    struct done_coverage_making *making, size_t file, const struct done_measured *one)
{
	struct done_coverage *coverage = &making->base.out->coverage;
	struct done_covered_file *into = &coverage->files[file];

	if (coverage->nr_items >= COVERAGE_ITEMS_MAX)
		return done_evidence_limit(
		    &making->base, DONE_EVIDENCE_ITEMS_MAX, "lines of coverage");
	if (one->of == DONE_COVERED_LINES &&
	    done_evidence_limit(&making->base, coverage->nr_lines++, "lines of coverage") < 0)
		return making->base.err->code;
	coverage->nr_items++;
	coverage->has[one->of] = true;
	*DONE_ARENA_PUSH(making->base.look->arena, into->items, into->nr, into->cap) = *one;
	return 0;
}

int done_coverage_add_share(
    struct done_coverage_making *making, size_t file, int of, int line, struct done_share share)
{
	struct done_measured one = {.of = of, .line = line, .weight = 1};

	if (share.covered > share.all)
		share.covered = share.all;
	if (line) {
		for (uint64_t i = 0; i < share.all; i++) {
			one.key = i;
			one.hits = i < share.covered;
			if (done_coverage_add(making, file, &one) < 0)
				return making->base.err->code;
		}
		return 0;
	}
	if (share.all > UINT32_MAX)
		return done_evidence_limit(
		    &making->base, DONE_EVIDENCE_ITEMS_MAX, "lines of coverage");
	one.weight = (uint32_t)share.covered;
	one.hits = 1;
	if (one.weight && done_coverage_add(making, file, &one) < 0)
		return making->base.err->code;
	one.key = 1;
	one.hits = 0;
	one.weight = (uint32_t)(share.all - share.covered);
	return one.weight ? done_coverage_add(making, file, &one) : 0;
}

/* ---- order and sums ---- */

static int covered_compare(const void *a, const void *b)
{
	const struct done_measured *x = a, *y = b;

	if (x->of != y->of)
		return x->of < y->of ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return 0;
}

static void covered_join(struct done_covered_file *file)
{
	size_t nr = 0;

	if (file->nr)
		qsort(file->items, file->nr, sizeof(*file->items), covered_compare);
	for (size_t i = 0; i < file->nr; i++) {
		struct done_measured *last = nr ? &file->items[nr - 1] : NULL;
		const struct done_measured *one = &file->items[i];

		if (!last || covered_compare(last, one)) {
			file->items[nr++] = *one;
			continue;
		}
		last->hits =
		    last->hits > UINT64_MAX - one->hits ? UINT64_MAX : last->hits + one->hits;
		if (one->weight > last->weight)
			last->weight = one->weight;
	}
	file->nr = nr;
}

void done_coverage_close(struct done_coverage_making *making)
{
	struct done_coverage *coverage = &making->base.out->coverage;

	for (size_t i = 0; i < coverage->nr; i++)
		covered_join(&coverage->files[i]);
}

void done_covered_file_merge(
    struct done_arena *arena, struct done_covered_file *into, const struct done_covered_file *more)
{
	struct done_measured *items =
	    done_arena_array(arena, into->nr + more->nr + 1, sizeof(*items));

	if (into->nr)
		memcpy(items, into->items, into->nr * sizeof(*items));
	if (more->nr)
		memcpy(items + into->nr, more->items, more->nr * sizeof(*items));
	into->items = items;
	into->nr += more->nr;
	into->cap = into->nr + 1;
	covered_join(into);
}

struct done_share done_covered_share(const struct done_covered_file *file, enum done_coverage_of of)
{
	struct done_share share = {0};

	for (size_t i = 0; i < file->nr; i++) {
		if (file->items[i].of != (int)of)
			continue;
		share.all += file->items[i].weight;
		share.covered += file->items[i].hits ? file->items[i].weight : 0;
	}
	return share;
}

bool done_covered_line(const struct done_covered_file *file, int line, uint64_t *hits)
{
	size_t low = 0, high = file->nr;

	/* Lines come first, and of each line there is one. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct done_measured *one = &file->items[middle];

		if (one->of == DONE_COVERED_LINES && one->line < line)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == file->nr || file->items[low].of != DONE_COVERED_LINES ||
	    file->items[low].line != line || !line)
		return false;
	*hits = file->items[low].hits;
	return true;
}
