/*
 * Inside the artifact room: tags in HTML that stands in a document. After the tokenizer of the HTML
 * standard (13.2.5), as far as links and headings need it: a tag that never ends drops the rest.
 */
#ifndef DONE_ARTIFACT_HTML_H
#define DONE_ARTIFACT_HTML_H

#include "done/artifact.h"

enum done_html_kind {
	DONE_HTML_TEXT,
	DONE_HTML_OPEN,
	DONE_HTML_CLOSE,
};

struct done_html_token {
	enum done_html_kind kind;
	const char *ptr; /* text as it stands; of a tag all between '<' and '>' */
	size_t len;
	char name[16]; /* of a tag, in small letters; a longer one is cut */
};

/* Reads on from text[at]; comment: inside a comment, now and when the text ends. */
struct done_html_reader {
	const char *text;
	size_t len, at;
	bool *comment;
	char raw[16]; /* inside <script> and such: ends with this tag alone */
};

/* The next piece, comments and declarations left out; false: there is none. */
bool done_html_next(struct done_html_reader *reader, struct done_html_token *out);

/* An attribute's value, entities decoded, in the arena; NULL: the tag has none of that name. The
 * first one counts. *at: its offset from token->ptr. */
const char *done_html_attribute(
    struct done_arena *arena, const struct done_html_token *token, const char *name, size_t *at);

/* Entities ("&amp;", "&#35;", "&#x23;") as the characters that they mean. */
char *done_html_decode(struct done_arena *arena, const char *text, size_t len);

#endif
