/*
 * Looking for literals in a text: of each by the byte that texts hold least, so that most of a text
 * is passed over by memchr().
 */
#include <string.h>

#include "pattern_text.h"

/* How seldom a byte is in texts: letters are many, capitals and marks few. */
static const unsigned char rarity[256] = {
    ['e'] = 1,
    ['t'] = 2,
    ['a'] = 3,
    ['o'] = 4,
    ['i'] = 5,
    ['n'] = 6,
    ['s'] = 7,
    ['r'] = 8,
    ['l'] = 9,
    ['c'] = 10,
    ['d'] = 11,
    ['u'] = 12,
    ['p'] = 13,
    ['m'] = 14,
    ['f'] = 15,
    ['h'] = 16,
    ['g'] = 17,
    ['_'] = 18,
    ['.'] = 19,
    ['('] = 20,
    [')'] = 21,
    ['b'] = 22,
    ['v'] = 23,
    ['w'] = 24,
    ['y'] = 25,
    ['k'] = 26,
};
#define RAREST 255

static size_t literal_rarest(const char *literal)
{
	size_t best = 0;
	unsigned rank_of_best = 0;

	for (size_t i = 0; literal[i] && rank_of_best < RAREST; i++) {
		unsigned rank = rarity[(unsigned char)literal[i]];

		rank = rank ? rank : RAREST;
		if (rank > rank_of_best) {
			best = i;
			rank_of_best = rank;
		}
	}
	return best;
}

/* Where the literal begins at or behind `from` and before `until`; text.len: nowhere. */
static size_t literal_next(const char *literal, struct done_bytes text, size_t from, size_t until)
{
	const size_t len = strlen(literal), rare = literal_rarest(literal);

	if (len > text.len)
		return text.len;
	if (until > text.len - len + 1)
		until = text.len - len + 1;
	for (size_t at = from; at < until; at++) {
		const char *found = memchr(text.ptr + at + rare, literal[rare], until - at);

		if (!found)
			break;
		at = (size_t)(found - text.ptr) - rare;
		if (!memcmp(text.ptr + at, literal, len))
			return at;
	}
	return text.len;
}

size_t done_literal_next(const char *literal, struct done_bytes text, size_t from)
{
	return literal_next(literal, text, from, text.len);
}

#define LITERALS_STEP 512

/* All are looked for in one part of the text after the other: one that is nowhere does not have the
 * whole text searched each time that another is found. */
size_t done_literals_next(const struct done_strings *literals, struct done_bytes text, size_t from)
{
	size_t best = text.len, step = LITERALS_STEP;

	for (; from < text.len && best == text.len; from += step, step *= 2) {
		size_t until = text.len - from < step ? text.len : from + step;

		for (size_t i = 0; i < literals->nr; i++) {
			size_t at = literal_next(literals->items[i], text, from, until);

			until = at < until ? at : until;
			best = at < best ? at : best;
		}
		step = step > text.len ? text.len : step;
	}
	return best;
}

bool done_literals_may_be_in(const struct done_strings *literals, struct done_bytes text)
{
	for (size_t i = 0; i < literals->nr; i++) {
		if (literal_next(literals->items[i], text, 0, text.len) < text.len)
			return true;
	}
	return !literals->nr;
}
