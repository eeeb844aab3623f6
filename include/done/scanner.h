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

/*
 * Marks are bytes as they stand in a source. One that begins or ends with a letter counts as a
 * whole word only ("REM", not "Remove").
 *
 * A comment: to the end of its line, or between two marks.
 */
struct done_scanner_comment {
	const char *line;
	const char *open, *close; /* close NULL: to the end of the source (__END__) */
	bool nested;              /* the marks count */
	bool at_line_head;        /* only as the first bytes of a line (=begin) */
	bool at_start;            /* only as the first bytes of the source ("#!") */
	bool continued;           /* a backslash at the end of the line leads on to the next */
	const char *unless; /* none where one of these bytes follows: "[" (PHP's #[…]); NULL */
};

/*
 * A text in quotes. Without `lines` it ends at the end of its line; one that is not closed there is
 * unknown. An escape takes the next byte, an end of line too. The first row that fits a place
 * decides, so longer quotes stand first.
 */
struct done_scanner_string {
	const char *quote;
	const char *close;  /* NULL: quote */
	const char *escape; /* one byte; NULL: none */
	bool doubled;       /* the closing quote twice stands for itself */
	bool lines;         /* may go over lines */
	bool single;        /* holds one character or one escape, else it is no string: 'a', not the
	                       lifetime 'a of Rust */
	bool run; /* the close is the last of a run of quotes: Kotlin's """a"""" ends in a quote */
	bool counted; /* the last byte of the quote may be repeated, and is so in the close (C#) */
	bool delimited; /* any delimiter follows the quote: Ruby's %w[…], Elixir's ~r/…/; three
	                   quotes too, which go over lines */
	bool nested;    /* and where it is a bracket, its pairs count */
	bool worded;    /* up to 16 bytes and "(" follow; ")", the same and the quote close (C++) */
	bool operand;   /* only where a value may begin, as for a regular expression */
	const char *hashes; /* "#": as many of these around the quotes as before it (Rust, Swift) */
	/* What stands directly before the quote and belongs to it, in any letter case: r, br, f; ""
	 * is the quote alone, "*" any word. None: the quote alone. */
	struct done_strings prefixes;
	const char
	    *not_after; /* no quote directly after one of these bytes: "$" (Ruby's $'); NULL */
	/* Alone in its statement, outside of brackets, it is a comment (Python); so it is after one
	 * of `docs`, at the head of a line (Elixir's @doc). */
	bool docblock;
	struct done_strings docs;
	const char
	    *code_open; /* "${": code until code_close, counted by its brackets; NULL: none */
	const char *code_close;
	bool code_doubled;       /* code_open twice stands for itself: {{ */
	const char *code_format; /* ":": outside of brackets, what follows it up to code_close is
	                            text again: {x:#x} (Python, C#); NULL */
};

/* A literal of a regular expression, told from a division by what stands before it. */
struct done_scanner_regex {
	const char *quote; /* NULL: the language has none */
	const char *escape;
	const char *set; /* "[]": within these the quote is a byte as any other */
	/* A value may begin after these, at the start, and after the start of embedded code. */
	struct done_strings after;
	bool command; /* and after a word and a blank, where no blank follows: Ruby's puts /x/ */
};

/* <<WORD … WORD: (Ruby, PHP). It begins with the next line. In quotes ('WORD') no code is in it,
 * and nothing is escaped. */
struct done_scanner_heredoc {
	const char *open; /* "<<", "<<~", "<<<"; the first row that fits decides */
	bool upper;       /* the bare word begins with a capital letter: x <<y is none */
	bool indented;    /* blanks may stand before the closing word */
	bool tail;        /* and anything that is not of a word after it */
	const char *escape, *code_open, *code_close;
};

/* Code stands between these marks only; what is outside is text (PHP). */
struct done_scanner_island {
	const char *open, *close;
	const char *unless; /* as in a comment */
};

/*
 * Code that is never built: "#if 0" up to its "#endif" or "#else", Rust's "#[cfg(test)]" with the
 * item that follows it. It is a comment. A mark stands in code; one that begins with "#" as the
 * first thing of its line, with or without blanks behind the "#".
 */
struct done_scanner_dead {
	const char *open;
	struct done_strings nests;  /* what begins one more of the same: "#if", "#ifdef" */
	struct done_strings closes; /* none: the item's own block or ';' ends it */
};

struct done_scanner {
	/* Of an ecosystem's scanners the first whose files match a source's path is its; none: all.
	 */
	struct done_globs files;
	struct done_scanner_comment *comments;
	size_t nr_comments;
	struct done_scanner_string *strings;
	size_t nr_strings;
	struct done_scanner_regex regex;
	struct done_scanner_heredoc *heredocs;
	size_t nr_heredocs;
	struct done_scanner_island *islands; /* none: all is code */
	size_t nr_islands;
	struct done_scanner_dead *dead;
	size_t nr_dead;
	const char *character; /* "?": the byte after it is a text (Ruby's and Elixir's ?"); NULL */
	bool markup; /* elements where a value may begin: their tags are code, their text is string
	                and what stands in braces code again (JSX) */
};

/* classes has bytes.len bytes, each one enum done_class afterwards. Linear; never fails. */
void done_scan(const struct done_scanner *scanner, struct done_bytes bytes, unsigned char *classes);
/* Makes every byte of a class that is not in `keep` a blank; line ends stay, so that lines and
 * columns hold. */
void done_scan_blank(char *text, const unsigned char *classes, size_t len, unsigned keep);
/* The same of a copy, which is appended. */
void done_scan_mask(
    struct done_bytes bytes, const unsigned char *classes, unsigned keep, struct done_buf *out);

/* ---- imports: what a source names of other packages (src/artifact/imports) ---- */

struct done_import {
	/* As it is written: "github.com/acme/kit/validate", "express", "./db"; what is imported
	 * from something is a part of its name: "from a import b" is a.b, a::{b, c} is a::b and
	 * a::c. */
	const char *name;
	const char
	    *bound; /* the name by which the source calls it; NULL: none, or it cannot be told */
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
	/* A line of code that begins with one of these words and a blank ends the part in which
	 * imports may stand. The last is NULL; NULL: they may stand anywhere. */
	const char *const *ends;
};
extern const struct done_import_reader *const done_import_readers[];
extern const size_t done_import_readers_nr;
const struct done_import_reader *done_import_reader_find(const char *name); /* NULL: unknown */

#endif
