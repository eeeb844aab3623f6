/*
 * What the import readers share: a source as words, texts and marks, without comments, and names
 * that are put together of parts.
 */
#ifndef DONE_ARTIFACT_IMPORTS_H
#define DONE_ARTIFACT_IMPORTS_H

#include "done/scanner.h"

enum import_kind { IMPORT_END, IMPORT_LINE, IMPORT_WORD, IMPORT_TEXT, IMPORT_MARK };

struct import_token {
	enum import_kind kind;
	const char *ptr; /* a text: what is in its quotes */
	size_t len;
	int line;
	bool literal; /* a text without escapes and embedded code */
};

struct import_scan {
	struct done_arena *arena;
	struct done_bytes bytes;
	const unsigned char *classes;
	size_t at;
	int line;
	bool statement; /* the token is the first of a statement */
	struct import_token token;
	struct done_imports *out;
	size_t cap;
};

/* Longer names are left out, and so are trees that nest deeper. */
#define IMPORT_NAME_MAX 1024
#define IMPORT_DEPTH_MAX 16

/* Stands on the first token. */
void import_begin(struct import_scan *scan, struct done_arena *arena, struct done_bytes bytes,
    const unsigned char *classes, struct done_imports *out);
void import_next(struct import_scan *scan);
void import_skip_lines(struct import_scan *scan);

/* The words that a reader looks for, and where each stands next; what is between them is passed
 * over. */
#define IMPORT_WORDS_MAX 8
struct import_seek {
	const char *const *words; /* the last is NULL */
	size_t next[IMPORT_WORDS_MAX];
};
/* As import_next(), but to the first token that is one of the words, or to the end. Returns the
 * mark that stands before it, '\0' where that is none. */
char import_next_word(struct import_scan *scan, struct import_seek *seek);

bool import_is(const struct import_scan *scan, const char *word);
bool import_is_mark(const struct import_scan *scan, char mark);
/* It is the one that is asked for, and then the next is looked at. */
bool import_take(struct import_scan *scan, const char *word);
bool import_take_mark(struct import_scan *scan, char mark);

const char *import_copy(struct import_scan *scan, const struct import_token *token);
/* bound may be NULL. Nothing is added beyond DONE_IMPORTS_MAX. */
void import_add(struct import_scan *scan, const char *name, const char *bound, int line);
/* The last part of a name, as its separator divides it. */
const char *import_last(const char *name, const char *separator);

/* "a.b.c" into out; false: no word stands here, or it is too long. Ends behind the last word, or,
 * with *open, behind a separator that something else follows. */
bool import_path(struct import_scan *scan, const char *separator, struct done_buf *out, bool *open);
/* The same as a text of its own; NULL for false. */
const char *import_path_text(struct import_scan *scan, const char *separator);

/* a.b.{c, d as e, *}, also without braces; each leaf is added. */
struct import_form {
	const char *separator;
	bool arrow;       /* "=>" renames as well as "as" does (Scala) */
	const char *self; /* this word stands for what is before it (Rust) */
	bool lines;       /* ends of lines end it, outside of braces */
	bool one;         /* a comma outside of braces ends it (Elixir) */
};
void import_tree(struct import_scan *scan, const struct import_form *form);

extern const struct done_import_reader done_import_reader_go, done_import_reader_javascript,
    done_import_reader_python, done_import_reader_jvm, done_import_reader_dotnet,
    done_import_reader_rust, done_import_reader_php, done_import_reader_ruby,
    done_import_reader_elixir, done_import_reader_cpp;

#endif
