/*
 * scanner: what each byte of a program's source is: code, text in quotes, or a comment. One scanner
 * for every language, driven by a table that an ecosystem file writes (config/ecosystems). It
 * deletes nothing, so places hold, and it knows no grammar beyond quotes and comments.
 */
#ifndef DONE_SCANNER_H
#define DONE_SCANNER_H

#include "done/base.h"

enum done_class {
	DONE_CLASS_CODE = 1,
	DONE_CLASS_STRING = 2,
	DONE_CLASS_COMMENT = 4,
	DONE_CLASS_EMBEDDED = 8, /* code in a string ("${…}"): evidence takes it for string,
	                            `forbid` for code */
	DONE_CLASS_UNKNOWN = 16, /* what cannot be told (a block that never ends, nesting over
	                            1,000, a source over 4 MiB): `forbid` takes it for code,
	                            evidence for nothing */
};
#define DONE_CLASSES_CALLS DONE_CLASS_CODE
#define DONE_CLASSES_TEXT (DONE_CLASS_CODE | DONE_CLASS_STRING | DONE_CLASS_EMBEDDED)
#define DONE_CLASSES_FORBID (DONE_CLASS_CODE | DONE_CLASS_EMBEDDED | DONE_CLASS_UNKNOWN)

#define DONE_SOURCE_MAX ((size_t)4 << 20)
#define DONE_SCANNER_DEPTH_MAX 1000

/* A comment: to the end of its line, or between two marks. */
struct done_scanner_comment {
	const char *line;
	const char *open, *close;
	bool nested;       /* the marks count */
	bool at_line_head; /* only where blanks alone stand before it in its line (=begin, #) */
	bool at_start;     /* only at the first byte of the source ("#!") */
};

/* A text in quotes. Without `lines` it ends at the end of its line, closed or not: a quote in JSX
 * or a Rust lifetime spoils one line at most. */
struct done_scanner_string {
	const char *quote;
	const char *close;  /* NULL: quote */
	const char *escape; /* one byte; NULL: none */
	bool doubled;       /* the closing quote twice stands for itself */
	bool lines;         /* may go over lines */
	bool docblock;      /* alone in its statement (Python's """): a comment */
	const char
		*code_open; /* "${": code until code_close, counted by its brackets; NULL: none */
	const char *code_close;
	const char *hashes; /* "#": as many of these around the quotes as before it (Rust, Swift) */
};

/* A literal of a regular expression, told from a division by what stands before it. */
struct done_scanner_regex {
	const char *quote; /* NULL: the language has none */
	const char *escape;
	const char *set; /* "[]": within these the quote is a byte as any other */
	const char **after;
	size_t nr_after;
};

/* <<WORD … WORD: (Ruby, PHP, shell). */
struct done_scanner_heredoc {
	const char *open; /* "<<", "<<~", "<<<"; NULL: the language has none */
};

struct done_scanner {
	struct done_scanner_comment *comments;
	size_t nr_comments;
	struct done_scanner_string *strings;
	size_t nr_strings;
	struct done_scanner_regex regex;
	struct done_scanner_heredoc *heredocs;
	size_t nr_heredocs;
};

/* classes has bytes.len bytes, each one enum done_class afterwards. Linear; never fails. */
void done_scan(const struct done_scanner *scanner, struct done_bytes bytes, unsigned char *classes);
/* Appends the bytes with every byte of a class that is not in `keep` as a blank; line ends stay, so
 * that lines and columns hold. */
void done_scan_mask(struct done_bytes bytes, const unsigned char *classes, unsigned keep,
                    struct done_buf *out);

/* ---- imports: what a source names of other packages (src/artifact/imports) ---------------------
 */

struct done_import {
	const char *name; /* as it is written: "github.com/acme/kit/validate", "express", "./db" */
	const char *
		bound; /* the name by which the source calls it; NULL: none, or it cannot be told */
	int line;
};
struct done_imports {
	struct done_import *items;
	size_t nr;
	const char *package; /* the source's own package or namespace, where it names one; NULL */
};
#define DONE_IMPORTS_MAX 10000

struct done_import_reader {
	const char *name; /* "go", "javascript": as `imports: {reader:}` writes it */
	void (*read)(struct done_arena *arena, struct done_bytes bytes,
	             const unsigned char *classes, struct done_imports *out);
};
extern const struct done_import_reader *const done_import_readers[];
extern const size_t done_import_readers_nr;
const struct done_import_reader *done_import_reader_find(const char *name); /* NULL: unknown */

#endif
