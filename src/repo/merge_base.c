/*
 * Merge bases: all best common ancestors of two commits. Commits are visited newest first, which
 * makes the walk short; no step relies on dates, so clocks that were wrong do not change the
 * answer.
 *
 * Two colours flow down from the two sides. Where both meet is a common ancestor, and all below it
 * is stale: common too, but never best. The walk ends when only stale commits are waiting. What was
 * found may still hold ancestors of one another; a second walk for each sorts these out.
 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

enum {
	ONE = 1,
	OTHER = 2,
	BOTH = ONE | OTHER,
	STALE = 4,
	FOUND = 8,
	WAITING = 16,
};

#define CANDIDATES_MAX 1024U

/* The commits to visit: a heap, newest on top, each in it once at most. */
struct walk {
	struct done_history *history;
	uint32_t *heap;
	uint32_t nr, cap;
	uint32_t nr_fresh; /* of them, those that are not stale */
};

struct candidates {
	uint32_t numbers[CANDIDATES_MAX];
	size_t nr;
};

static bool newer(const struct walk *walk, uint32_t a, uint32_t b)
{
	const struct done_history_commit *commits = walk->history->commits;

	return commits[walk->heap[a]].date > commits[walk->heap[b]].date;
}

static void swap(struct walk *walk, uint32_t a, uint32_t b)
{
	uint32_t number = walk->heap[a];

	walk->heap[a] = walk->heap[b];
	walk->heap[b] = number;
}

static void put(struct walk *walk, uint32_t number)
{
	if (walk->nr == walk->cap) {
		walk->cap = walk->cap ? walk->cap * 2 : 256;
		walk->heap = realloc(walk->heap, walk->cap * sizeof(*walk->heap));
		if (!walk->heap)
			done_out_of_memory();
	}
	uint32_t i = walk->nr++;
	walk->heap[i] = number;
	for (; i && newer(walk, i, (i - 1) / 2); i = (i - 1) / 2)
		swap(walk, i, (i - 1) / 2);
}

static uint32_t get(struct walk *walk)
{
	uint32_t number = walk->heap[0], i = 0;

	walk->heap[0] = walk->heap[--walk->nr];
	for (;;) {
		uint32_t child = 2 * i + 1;

		if (child + 1 < walk->nr && newer(walk, child + 1, child))
			child++;
		if (child >= walk->nr || !newer(walk, child, i))
			return number;
		swap(walk, i, child);
		i = child;
	}
}

/* Colours a commit, and lets it wait for a visit if that told it anything new. */
static int colour(struct walk *walk, uint32_t number, uint8_t flags, struct done_error *err)
{
	struct done_history_commit *commit = &walk->history->commits[number];

	if ((commit->flags & flags) == flags)
		return 0;
	int rc = done_history_load(walk->history, number, err);
	if (rc < 0)
		return rc;
	commit = &walk->history->commits[number];
	bool was_fresh = (commit->flags & WAITING) && !(commit->flags & STALE);
	bool waits = commit->flags & WAITING;
	commit->flags |= flags | WAITING;
	walk->nr_fresh += !(commit->flags & STALE) - was_fresh;
	if (!waits)
		put(walk, number);
	return 0;
}

static int merge_base_visit(struct walk *walk, struct candidates *found, struct done_error *err)
{
	uint32_t number = get(walk);
	struct done_history_commit *commit = &walk->history->commits[number];
	uint8_t flags = commit->flags & (BOTH | STALE);

	commit->flags &= (uint8_t)~WAITING;
	walk->nr_fresh -= !(flags & STALE);
	if (flags == BOTH) {
		if (!(commit->flags & FOUND)) {
			if (found->nr == CANDIDATES_MAX)
				return done_error_set(err, DONE_E_UNDECIDED,
				    "more than %u common ancestors to choose from", CANDIDATES_MAX);
			found->numbers[found->nr++] = number;
			commit->flags |= FOUND;
		}
		flags |= STALE;
	}
	uint32_t first = commit->first, nr_parents = commit->nr_parents;
	for (uint32_t i = 0; i < nr_parents; i++) {
		int rc = colour(walk, walk->history->parents[first + i], flags, err);

		if (rc < 0)
			return rc;
	}
	return 0;
}

/* True where the cut of a shallow clone hides ancestors that might matter. */
static bool open_edge(const struct done_history *history, uint8_t colours)
{
	if (!history->repo->nr_grafts)
		return false;
	for (uint32_t i = 0; i < history->nr; i++) {
		uint8_t flags = history->commits[i].flags;

		if (history->commits[i].edge && (flags & colours) && (flags & BOTH) != BOTH)
			return true;
	}
	return false;
}

static int shallow(struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED, "the shallow history ends before the merge base");
	return done_error_cure(err,
	    "git fetch --unshallow\n"
	    "in GitHub Actions: actions/checkout with fetch-depth: 0\n"
	    "in GitLab CI: GIT_DEPTH: 0");
}

/* Where the two colours start: at one, and at the others (all but skip; SIZE_MAX: there is one
 * other). */
struct sides {
	uint32_t one;
	const uint32_t *others;
	size_t nr, skip;
	uint8_t hidden; /* colours that must not end at the cut of a shallow clone */
};

static bool met(const struct done_history *history, uint32_t number)
{
	return (history->commits[number].flags & BOTH) == BOTH;
}

static int start(struct walk *walk, const struct sides *sides, struct done_error *err)
{
	for (uint32_t i = 0; i < walk->history->nr; i++)
		walk->history->commits[i].flags = 0;
	walk->nr = walk->nr_fresh = 0;
	int rc = colour(walk, sides->one, ONE, err);
	for (size_t i = 0; rc == 0 && i < sides->nr; i++)
		if (i != sides->skip)
			rc = colour(walk, sides->others[i], OTHER, err);
	return rc;
}

/* True when the answer is known: one starting point is an ancestor of the other. */
static bool settled(const struct walk *walk, const struct sides *sides)
{
	return met(walk->history, sides->one) ||
	    (sides->skip == SIZE_MAX && met(walk->history, sides->others[0]));
}

static int paint(
    struct walk *walk, const struct sides *sides, struct candidates *found, struct done_error *err)
{
	int rc = start(walk, sides, err);

	while (rc == 0 && walk->nr_fresh && !settled(walk, sides))
		rc = merge_base_visit(walk, found, err);
	if (rc < 0 || settled(walk, sides) || !open_edge(walk->history, sides->hidden))
		return rc;
	/* Perhaps the edge lies below a common ancestor and only was not told so yet. */
	while (rc == 0 && walk->nr)
		rc = merge_base_visit(walk, found, err);
	if (rc == 0 && open_edge(walk->history, sides->hidden))
		return shallow(err);
	return rc;
}

/* Leaves in found only what is no ancestor of another one. */
static int reduce(struct walk *walk, struct candidates *found, struct done_error *err)
{
	struct candidates best = {.nr = 0}, ignored;

	for (size_t i = 0; i < found->nr; i++) {
		struct sides sides = {found->numbers[i], found->numbers, found->nr, i, OTHER};

		ignored.nr = 0;
		int rc = paint(walk, &sides, &ignored, err);
		if (rc < 0)
			return rc;
		if (!met(walk->history, found->numbers[i]))
			best.numbers[best.nr++] = found->numbers[i];
	}
	*found = best;
	return 0;
}

static int merge_base_find(struct walk *walk, const struct done_oid *base,
    const struct done_oid *head, struct candidates *found, struct done_error *err)
{
	uint32_t one = done_history_number(walk->history, base);
	uint32_t other = done_history_number(walk->history, head);
	struct sides sides = {one, &other, 1, SIZE_MAX, BOTH};
	int rc = paint(walk, &sides, found, err);
	size_t nr = 0;

	if (rc < 0)
		return rc;
	if (settled(walk, &sides)) {
		found->numbers[0] = met(walk->history, one) ? one : other;
		found->nr = 1;
		return 0;
	}
	for (size_t i = 0; i < found->nr; i++)
		if (!(walk->history->commits[found->numbers[i]].flags & STALE))
			found->numbers[nr++] = found->numbers[i];
	found->nr = nr;
	return nr > 1 ? reduce(walk, found, err) : 0;
}

/* 1 where base is head or a parent of it; the parents that git recorded, also at a shallow edge. */
static int is_parent(struct done_repo *repo, const struct done_oid *base,
    const struct done_oid *head, struct done_error *err)
{
	struct done_arena arena = {0};
	struct done_commit commit = {0};
	int rc = done_commit_read(repo, head, &arena, &commit, err);

	if (rc > 0)
		rc = 0;
	if (rc == 0)
		rc = done_oid_equal(base, head);
	for (size_t i = 0; rc == 0 && i < commit.nr_parents; i++)
		rc = done_oid_equal(base, &commit.parents[i]);
	done_arena_release(&arena);
	return rc;
}

static int merge_base_compare_oids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct done_oid));
}

int done_merge_bases(struct done_repo *repo, const struct done_oid *base,
    const struct done_oid *head, struct done_oid out[DONE_MERGE_BASES_MAX], size_t *nr,
    struct done_error *err)
{
	int rc = is_parent(repo, base, head, err);

	if (rc < 0)
		return rc;
	if (rc) {
		out[0] = *base;
		*nr = 1;
		return 0;
	}
	struct done_history history = {.repo = repo};
	struct walk walk = {.history = &history};
	struct candidates found = {.nr = 0};
	rc = merge_base_find(&walk, base, head, &found, err);
	if (rc == 0 && found.nr > DONE_MERGE_BASES_MAX)
		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "base and head have more than %d merge bases", DONE_MERGE_BASES_MAX);
	if (rc == 0) {
		for (size_t i = 0; i < found.nr; i++)
			out[i] = history.commits[found.numbers[i]].oid;
		qsort(out, found.nr, sizeof(*out), merge_base_compare_oids);
		*nr = found.nr;
	}
	free(walk.heap);
	done_history_release(&history);
	return rc;
}
