/*
 * placeholder: texts that stand where an answer should: "TODO", "Coming soon", "[Describe the
 * service here]", "{{ name }}", lorem ipsum, our own examples. One set of tables for Markdown and
 * for sheets. Everything is linear in the text; bytes that are not UTF-8 are no letters.
 */
#ifndef DONE_PLACEHOLDER_H
#define DONE_PLACEHOLDER_H

#include "done/base.h"

/*
 * What is judged at once: a paragraph, a heading, a cell's row, an answer. Lines in it are parted
 * by '\n'. Code is not in it: whoever makes one leaves '`' in its place.
 */
struct done_passage {
	const char *ptr;
	size_t len;
	bool answer;    /* a sheet's text: "unknown" is no answer, though a paragraph may be it */
	bool heading;   /* a heading may be called "Todo" or "Coming soon" */
	bool is_item;   /* one of several items of a list, which may be a list of words */
	bool ends_list; /* the last of them: "..." there means "and so on" */
};

enum done_placeholder_kind {
	DONE_PLACEHOLDER_TEXT,
	DONE_PLACEHOLDER_REPEATED, /* the same words over and over */
	DONE_PLACEHOLDER_EXAMPLE,  /* word for word what git done prints as an example */
};

struct done_placeholder_found {
	const char *name; /* "TODO", "[describe …]": the same for all of its sort */
	enum done_placeholder_kind kind;
	size_t at, len;
};

/*
 * The first placeholder at or behind `from`. strict: also the words wherever and however they are
 * written ("the TODO list", "XXX days"), and every {{ … }} and <two words>.
 */
bool done_placeholder_next(const struct done_passage *passage, size_t from, bool strict,
    struct done_placeholder_found *out);

/* The first of a text that is one passage, by its name; NULL and nothing set: there is none. */
const char *done_placeholder_find(const char *text, size_t len, size_t *at, size_t *found_len);

/*
 * A text as prose, in the arena: code between backticks is '`', comments and images are gone. For
 * answers, which no Markdown reader has seen.
 */
struct done_bytes done_prose_of(struct done_arena *arena, const char *text, size_t len);

#endif
