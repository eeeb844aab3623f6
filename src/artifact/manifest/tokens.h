/*
 * Inside the artifact room: manifests that are programs (Gradle, sbt, mix, Gemfile, setup.py,
 * CMake) as a flat list of tokens. No language is understood: brackets pair up, texts end, comments
 * are gone; readers look for literal forms among the tokens and say of all else that it is not
 * read.
 */
#ifndef DONE_ARTIFACT_TOKENS_H
#define DONE_ARTIFACT_TOKENS_H

#include "draft.h"

enum done_token_kind {
	DONE_TOKEN_END,  /* behind the last */
	DONE_TOKEN_LINE, /* a new line, or ';', outside of "(" and "[" */
	DONE_TOKEN_WORD, /* a name or number */
	DONE_TOKEN_TEXT, /* a text in quotes: what it holds, escapes undone where they are plain */
	DONE_TOKEN_MARK, /* any other character */
};

struct done_token {
	enum done_token_kind kind;
	bool is_computed; /* a text with something put in when it runs */
	char mark;        /* of a mark */
	const char *text; /* of a word or text; "" else */
	size_t partner;   /* of a bracket: the index of the other one */
	int line, column;
};

struct done_tokens {
	struct done_token *items; /* the last is DONE_TOKEN_END */
	size_t nr;                /* without it */
};

/* What one language writes; NULL and false: it has no such thing. */
struct done_token_dialect {
	const char *line_comment[2]; /* "#", "//" */
	const char *comment, *comment_end;
	const char *quotes;       /* each character opens a text and closes it */
	const char *computing;    /* quotes whose texts put in values */
	const char *put_in;       /* how that begins: "${", "#{", "$" */
	const char *prefix;       /* letters before a quote that make a text computed: "f", "s" */
	const char *plain_prefix; /* letters before a quote that do not: "rb" */
	const char *more;         /* characters of words beside letters, digits and '_' */
	bool triples;             /* """ … """ over lines */
	bool lines;               /* a text in one quote may hold a new line */
	bool slashes;             /* a regular expression between slashes */
	bool percents;            /* Ruby's %w[a b]: a list of texts; %r{…}; heredocs */
	bool ticks;               /* Scala's `a-b`: one word */
	bool sigils;              /* Elixir's ~s(…): one text */
	bool words_are_all;       /* CMake: a word is all up to a blank, quote or bracket */
};

/* The draft fails at an open comment, text or bracket. */
int done_tokens_read(
    struct done_draft *draft, const struct done_token_dialect *dialect, struct done_tokens *out);

/* The token there; the one behind the last where i is too large. */
const struct done_token *done_token_at(const struct done_tokens *tokens, size_t i);
bool done_token_is(const struct done_tokens *tokens, size_t i, const char *word);
bool done_token_is_mark(const struct done_tokens *tokens, size_t i, char mark);
/* The text of a literal; NULL for anything else, a computed text among it. */
const char *done_token_text(const struct done_tokens *tokens, size_t i);
/* The first token from i on that is no new line. */
size_t done_token_skip_lines(const struct done_tokens *tokens, size_t i);
/* Where the line of token i ends: at its DONE_TOKEN_LINE, past brackets, or at `end`. */
size_t done_token_line_end(const struct done_tokens *tokens, size_t i, size_t end);

#endif
