/*
 * Sets of literals, of which a match of a pattern holds one: which of two tells more, and what two
 * make together. A set of none tells nothing.
 */
#include <ctype.h>
#include <string.h>

#include "pattern_text.h"

#define LITERALS_MAX 24
#define LITERAL_WORTH_ENOUGH 12 /* longer ones are hardly more seldom */

/* ---- which of two tells more ---- */

/* Small letters are the most of every source. */
static size_t literal_worth(const char *literal)
{
	size_t worth = 0;

	for (; *literal && worth < LITERAL_WORTH_ENOUGH; literal++)
		worth += islower((unsigned char)*literal) ? 1 : 2;
	return worth;
}

size_t done_literals_least_worth(const struct done_strings *set)
{
	size_t least = LITERAL_WORTH_ENOUGH + 1;

	for (size_t i = 0; i < set->nr; i++) {
		size_t worth = literal_worth(set->items[i]);

		least = worth < least ? worth : least;
	}
	return set->nr ? least : 0;
}

static size_t literals_worth(const struct done_strings *set)
{
	return set->nr ? done_literals_least_worth(set) * LITERALS_MAX - set->nr + 1 : 0;
}

void done_literals_prefer(struct done_strings *best, const struct done_strings *set)
{
	if (literals_worth(set) > literals_worth(best))
		*best = *set;
}

/* ---- what two make ---- */

/* What is longer than the text does not stand in it. */
static inline bool literal_holds(const char *text, size_t len, const char *part, size_t part_len)
{
	return part_len <= len && strstr(text, part);
}

void done_literals_unite(
    struct done_arena *arena, struct done_strings *into, const struct done_strings *more)
{
	const char **items = done_arena_array(arena, into->nr + more->nr + 1, sizeof(*items));
	size_t *sizes = done_arena_array(arena, into->nr + more->nr + 1, sizeof(*sizes));
	size_t nr = 0;

	for (size_t i = 0; i < into->nr + more->nr; i++) {
		const char *text = i < into->nr ? into->items[i] : more->items[i - into->nr];
		size_t kept = 0, k = 0, size = strlen(text);

		while (k < nr && !literal_holds(text, size, items[k], sizes[k]))
			k++;
		if (k < nr)
			continue;
		for (k = 0; k < nr; k++) {
			if (literal_holds(items[k], sizes[k], text, size))
				continue;
			sizes[kept] = sizes[k];
			items[kept++] = items[k];
		}
		sizes[kept] = size;
		items[kept++] = text;
		nr = kept;
	}
	*into = (struct done_strings){items, nr <= LITERALS_MAX ? nr : 0};
}

void done_literals_add(
    struct done_arena *arena, struct done_strings *into, const struct done_strings *more)
{
	size_t nr = into->nr + more->nr;
	const char **items;

	if (!into->nr || !more->nr || nr > LITERALS_MAX) {
		*into = (struct done_strings){0};
		return;
	}
	items = done_arena_array(arena, nr, sizeof(*items));
	memcpy(items, into->items, into->nr * sizeof(*items));
	memcpy(items + into->nr, more->items, more->nr * sizeof(*items));
	*into = (struct done_strings){items, nr};
}

struct done_strings done_literals_join(
    struct done_arena *arena, const struct done_strings *left, const struct done_strings *right)
{
	struct done_strings out = {0};

	if (left->nr * right->nr > LITERALS_MAX)
		return out;
	out.items = done_arena_array(arena, left->nr * right->nr + 1, sizeof(*out.items));
	for (size_t i = 0; i < left->nr; i++) {
		size_t len = strlen(left->items[i]);

		for (size_t j = 0; j < right->nr; j++) {
			size_t more = strlen(right->items[j]);
			char *text = done_arena_alloc(arena, len + more + 1);

			memcpy(text, left->items[i], len);
			memcpy(text + len, right->items[j], more);
			out.items[out.nr++] = text;
		}
	}
	return out;
}
