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
	/* The pattern without those of its alternatives that match nothing ("never(*SKIP)(*F)|a":
	 * "a"): what it does not match, the whole does not match either. NULL: nothing is left out,
	 * or what stays cannot be told to mean the same alone. */
	const char *bare;
};
void done_pattern_literals_find(
    struct done_arena *arena, const char *pattern, struct done_pattern_literals *out);

/* ---- pattern_search.c ---- */

/* Where the first of them begins, at or behind `from`; text.len: nowhere. */
size_t done_literals_next(const struct done_strings *literals, struct done_bytes text, size_t from);

#endif
