/*
 * How a glob is taken apart; for the glob files of this room alone.
 *
 *   text --done_glob_expand--> alternatives without braces --done_glob_parse--> tokens
 *        --done_automaton_build--> sets of states
 *
 * Reasons for refusal are plain strings ("'[' is not closed"), NULL when all is well.
 */
#ifndef DONE_BASE_GLOB_PARTS_H
#define DONE_BASE_GLOB_PARTS_H

#include "done/base.h"

enum { DONE_GLOB_BYTES = 1024, DONE_GLOB_DEPTH = 4, DONE_GLOB_ALTERNATIVES = 64 };

enum done_glob_kind {
	DONE_GLOB_LITERAL,     /* one byte */
	DONE_GLOB_ANY,         /* '?': one byte but '/' */
	DONE_GLOB_SET,         /* [...]: one byte of a set, which never holds '/' */
	DONE_GLOB_STAR,        /* any bytes but '/' */
	DONE_GLOB_DEEP,        /* a whole part "**": any bytes */
	DONE_GLOB_DIRECTORIES, /* a whole part "**" with its '/': nothing, or bytes that end in '/'
	                        */
};

struct done_glob_set {
	uint64_t words[4]; /* one bit a byte */
};

struct done_glob_token {
	enum done_glob_kind kind;
	unsigned char byte;              /* of a literal */
	const struct done_glob_set *set; /* of a set */
};

struct done_glob_tokens {
	struct done_glob_token *items;
	size_t nr;
};

/* Replaces braces. At most DONE_GLOB_ALTERNATIVES texts, in the arena. */
const char *done_glob_expand(struct done_arena *arena, const char *text, char ***texts, size_t *nr);

/* Reads one text without braces. */
const char *done_glob_parse(
    struct done_arena *arena, const char *text, struct done_glob_tokens *out);

/* Reads the set that begins at text ('['); *len is then its length with both brackets. */
const char *done_glob_read_set(const char *text, struct done_glob_set *set, size_t *len);

static inline bool done_glob_set_has(const struct done_glob_set *set, unsigned char c)
{
	return set->words[c / 64] >> (c % 64) & 1;
}

/* ---- what people write by other dialects (glob_written.c, glob_extended.c) ---- */

/* The length of what cannot be parted at text: a quoted byte, a set, or one byte; what is malformed
 * reaches to the end. */
size_t done_glob_quoted_unit(const char *text); /* at a '\' or '[' */
static inline size_t done_glob_unit(const char *text)
{
	return *text == '\\' || *text == '[' ? done_glob_quoted_unit(text) : 1;
}

/* "@(a|b)" and its like: where the first begins, NULL: there is none. */
const char *done_glob_find_extended(const char *text);
/* The same with braces in the place of parentheses; "!(…)" becomes '*'. */
void done_glob_write_extended(struct done_buf *out, const char *text);
/* Two items of a list in the place of the first "!(…)"; false: there is none. */
bool done_glob_write_but(struct done_buf *out, const char *text);

/*
 * Every state that the text read so far can be in, held as bits: one step a byte whatever the
 * glob, and never a step back.
 */
struct done_automaton;

struct done_automaton *done_automaton_build(
    struct done_arena *arena, const struct done_glob_token *tokens, size_t nr);
bool done_automaton_accepts(const struct done_automaton *automaton, const char *bytes, size_t len);
/* False only when nothing that begins with bytes and a '/' and goes on can be accepted. */
bool done_automaton_enters(const struct done_automaton *automaton, const char *bytes, size_t len);

/* ---- glob.c ---- */

/* done_glob_match() of a path of len bytes. */
bool done_glob_match_of(const struct done_glob *glob, const char *path, size_t len);

#endif
