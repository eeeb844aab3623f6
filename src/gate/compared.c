/*
 * What is compared with what, as plain data: from a range, from the index, or from nothing in an
 * audit. No tree is opened here.
 */
#include <string.h>

#include "gate.h"

static struct done_snapshot_source commit_source(const struct done_oid *commit)
{
	return (struct done_snapshot_source){.kind = DONE_SOURCE_COMMIT, .commit = *commit};
}

/* Base, tip and from, as the range has them; head is the caller's. */
static struct done_comparison compare_with(enum done_mode mode, const struct done_range *range)
{
	struct done_comparison compared = {.mode = mode, .has_range = true, .range = *range};

	if (range->has_base)
		compared.tip = commit_source(&range->base);
	if (range->has_base && range->nr_from)
		compared.from = commit_source(&range->from[0]);
	return compared;
}

static const char *range_words(struct done_arena *arena, const struct done_range *range)
{
	const char *base = "the base";
	char from[DONE_OID_HEX + 1];

	if (!range->has_base || !range->nr_from)
		return "everything, as new";
	if (range->base_name)
		base = done_arena_shown(arena, range->base_name);
	done_oid_hex(&range->from[0], from);
	/* Said by its id: once is enough. */
	if (strlen(base) >= 4 && !strncmp(from, base, strlen(base)))
		return done_arena_printf(arena, "what changed since %.10s", from);
	return done_arena_printf(arena, "what changed since %s%s (%.10s)",
	    done_oid_equal(&range->from[0], &range->base) ? "" : "the merge base with ", base,
	    from);
}

struct done_comparison done_compared_range(struct done_arena *arena, enum done_mode mode,
    const struct done_range *range, const char *words)
{
	struct done_comparison compared = compare_with(mode, range);

	compared.head = commit_source(&range->head);
	compared.words = words ? words : range_words(arena, range);
	return compared;
}

/* Before the first commit against nothing. */
struct done_comparison done_compared_index(const struct done_oid *base)
{
	struct done_range range = {.base_name = "HEAD"};
	struct done_comparison compared;

	if (base) {
		range.has_base = true;
		range.base = *base;
		range.from[0] = *base;
		range.nr_from = 1;
	}
	compared = compare_with(DONE_MODE_STAGED, &range);
	compared.head.kind = DONE_SOURCE_INDEX;
	compared.words = "what is staged against HEAD";
	return compared;
}

struct done_comparison done_compared_nothing(
    struct done_arena *arena, const char *revision, const struct done_oid *head)
{
	return (struct done_comparison){
	    .mode = DONE_MODE_AUDIT,
	    .head = commit_source(head),
	    .words =
	        done_arena_printf(arena, "every service at %s", done_arena_shown(arena, revision)),
	};
}

struct done_comparison done_compared_below(
    struct done_arena *arena, const char *directory, const struct done_oid *head)
{
	struct done_comparison compared = {.mode = DONE_MODE_AUDIT};

	if (head)
		compared.head = commit_source(head);
	else
		compared.head.kind = DONE_SOURCE_INDEX;
	compared.head.below = directory;
	compared.words = done_arena_printf(
	    arena, "every service of the tree '%s'", done_arena_shown(arena, directory));
	return compared;
}
