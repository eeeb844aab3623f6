/*
 * Inside the base room: what can be told of a pattern from its text, before PCRE2 sees it.
 */
#ifndef DONE_BASE_PATTERN_TEXT_H
#define DONE_BASE_PATTERN_TEXT_H

#include "done/base.h"

enum done_pattern_needs {
	DONE_PATTERN_BYTES_SERVE, /* byte mode finds the same in UTF-8 */
	DONE_PATTERN_CLASSES_ASK, /* but for \w, \d, \s, \b, which know Unicode there */
	DONE_PATTERN_UTF_ASKED,
};
enum done_pattern_needs done_pattern_text_needs(const char *text);

bool done_pattern_text_is_ascii(const char *text);
/* A set of DONE_PATTERN_SEES_… */
unsigned done_pattern_text_sees(const char *text);
/* The same pattern for valid UTF-8: a byte-order mark that is written as its three bytes is the
 * character there. Appended to out. */
void done_pattern_text_spell(struct done_buf *out, const char *text);

/* ---- pattern_literals.c ---- */

/* Each a set of texts of which every match holds at least one, as done_pattern_literals() tells;
 * none: it cannot be told. */
struct done_pattern_literals {
	struct done_strings anywhere;
	struct done_strings near; /* on the line on which the match begins */
	/* Where none of `others` stands in a text, one of `seldom` is on the line on which a match
	 * begins, and no match is there where that is empty. No `others`: nothing of the kind is
	 * known. */
	struct done_strings seldom, others;
	/* The pattern without those of its alternatives that match nothing ("never(*SKIP)(*F)|a":
	 * "a"): what it does not match, the whole does not match either. NULL: nothing is left out,
	 * or what stays cannot be told to mean the same alone. */
	const char *bare;
};
void done_pattern_literals_find(
    struct done_arena *arena, const char *pattern, struct done_pattern_literals *out);

/* ---- pattern_sets.c: each is a set of literals of which one is held ---- */

/* What the literal is worth that tells least: more where it is seldom in texts. */
size_t done_literals_least_worth(const struct done_strings *set);
/* *best becomes the one that tells more. */
void done_literals_prefer(struct done_strings *best, const struct done_strings *set);
/* Either of both, without those that hold another one; none where there are too many. */
void done_literals_unite(
    struct done_arena *arena, struct done_strings *into, const struct done_strings *more);
/* All of both; none where one has none, or where they are too many. */
void done_literals_add(
    struct done_arena *arena, struct done_strings *into, const struct done_strings *more);
/* Each of the one with each of the other behind it; none where they are too many. */
struct done_strings done_literals_join(
    struct done_arena *arena, const struct done_strings *left, const struct done_strings *right);

/* ---- pattern_search.c ---- */

/* Where the first of them begins, at or behind `from`; text.len: nowhere. */
size_t done_literals_next(const struct done_strings *literals, struct done_bytes text, size_t from);

#endif
