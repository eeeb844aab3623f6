/*
 * What the files of the scanner share: where it stands, and the levels that it is in. A level is
 * code, a text in quotes, a heredoc or an element of markup; code within a text is a level on top
 * of it, and so on. There is no recursion.
 */
#ifndef DONE_ARTIFACT_SCANNER_PARTS_H
#define DONE_ARTIFACT_SCANNER_PARTS_H

#include "done/scanner.h"

enum scan_in { SCAN_CODE, SCAN_STRING, SCAN_HEREDOC, SCAN_TAG, SCAN_CHILDREN, SCAN_INS };

/* The word of a heredoc, of a raw string, of a tag: bytes of the source. */
struct scan_word {
	size_t start, len;
};

struct scan_level {
	enum scan_in in;
	size_t open;           /* its first byte: all from here is unknown if it never ends */
	unsigned char classes; /* code: what its bytes are */
	size_t depth;          /* open brackets (code: of the kind that ends it, or all) */
	size_t last;           /* code: one past the last byte that is neither blank nor comment */
	bool value;            /* code: what ends there is a literal */
	const char *code_open, *code_close; /* a text: its embedded code; code: what ends it */
	bool format;                        /* code: behind its code_format */
	size_t round;                       /* code that has one: open "(" and "[" */
	const struct done_scanner_string *string;
	char opener, closer; /* a delimited string */
	bool lines;          /* a string that goes over lines */
	bool doubtful;       /* it may be a division and what follows */
	size_t count;        /* how many hashes or quotes close it */
	struct scan_word word;
	const struct done_scanner_heredoc *heredoc;
	bool raw; /* a heredoc whose word stands in single quotes */
};

/* A heredoc whose word was read: its body begins with the next line. */
struct scan_pending {
	const struct done_scanner_heredoc *heredoc;
	struct scan_word word;
	bool raw;
};
#define SCAN_PENDING_MAX 16

struct scanning {
	const struct done_scanner *scanner;
	struct done_arena arena;
	const char *ptr;
	size_t len, at;
	unsigned char *classes;
	struct scan_level *levels;
	size_t nr, cap;
	struct scan_pending pending[SCAN_PENDING_MAX];
	size_t nr_pending, nr_pending_taken;
	size_t no_regex, no_markup; /* before these places none begins: it was tried */
	unsigned heredocs_failed;
	bool outside;     /* of the islands of code */
	bool too_deep;    /* ends the run */
	bool word_ends;   /* some string has a prefix */
	bool starts[256]; /* a mark may begin with this byte */
	/* What a byte of code may be, as a set of enum scan_byte: most begin nothing, and are taken
	 * many at a time. */
	unsigned char bytes[256];
	/* A bit for each row of strings, as far as they go: within such a text the byte may mean
	 * something. */
	uint32_t stops[256];
};
#define SCAN_STOPS_MAX 32

enum scan_byte {
	SCAN_BYTE_BLANK = 1,
	SCAN_BYTE_LINE_END = 2,
	SCAN_BYTE_WORD = 4,
	SCAN_BYTE_OPENS = 8,
	SCAN_BYTE_CLOSES = 16,
	SCAN_BYTE_STARTS = 32, /* it is one of `starts` */
};

/* Whether a value may begin here: not; perhaps, as an argument without parentheses; yes. */
enum scan_operand { SCAN_NO_OPERAND, SCAN_ARGUMENT, SCAN_OPERAND };

/* ---- scanner_levels.c: what all of them stand on ---- */

static inline struct scan_level *scan_top(struct scanning *scan)
{
	return &scan->levels[scan->nr - 1];
}

struct scan_level *scan_push(struct scanning *scan, enum scan_in in, size_t open);
void scan_push_code(
    struct scanning *scan, const char *open, const char *close, unsigned char classes);
void scan_pop(struct scanning *scan);
void scan_paint(struct scanning *scan, size_t from, size_t to, enum done_class class_);
/* Gives the bytes up to `to` the class and stands behind them. */
void scan_take(struct scanning *scan, size_t to, enum done_class class_);
/* The same of a literal: what follows it is an operator. */
void scan_take_value(struct scanning *scan, size_t to);

/* Each byte of each source is asked: in place, not by a call. */
static inline bool scan_is_word(char c)
{ /* letters, digits, '_', all beyond ASCII */
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_' || (unsigned char)c >= 0x80;
}
static inline bool scan_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}
static inline bool scan_is_line_end(char c)
{
	return c == '\n' || c == '\r';
}
bool scan_whole_mark_at(const struct scanning *scan, size_t at, const char *mark);
/* The mark stands at `at`, as a whole word where it has letters at its ends. NULL never does. */
static inline bool scan_mark_at(const struct scanning *scan, size_t at, const char *mark)
{
	return mark && at < scan->len && scan->ptr[at] == *mark &&
	    scan_whole_mark_at(scan, at, mark);
}
/* Where the line that holds `at` ends: at its "\n" or "\r", or the end of the source. */
size_t scan_line_end(const struct scanning *scan, size_t at);
bool scan_at_line_head(const struct scanning *scan, size_t at);
bool scan_one_of(char c, const char *set); /* set may be NULL */

/* The end of the code that stands in a text. */
bool scan_leave_code(struct scanning *scan);

/* ---- a file each ---- */

/* Each of these looks for its thing at scan->at, in code, and takes it; false: it is not there. */
bool scan_comment(struct scanning *scan);
bool scan_string(struct scanning *scan, struct scan_word prefix);
bool scan_character(struct scanning *scan);
/* Which bytes may mean something within a text. */
void scan_prepare_strings(struct scanning *scan);
bool scan_regex(struct scanning *scan);
bool scan_heredoc(struct scanning *scan);
bool scan_markup(struct scanning *scan);

enum scan_operand scan_operand_at(const struct scanning *scan, size_t behind);

/* Go on in a level of that kind; at least one byte, or a level less. */
void scan_in_string(struct scanning *scan);
void scan_in_heredoc(struct scanning *scan);
void scan_in_tag(struct scanning *scan);
void scan_in_children(struct scanning *scan);
void scan_in_format(struct scanning *scan);

/* When all bytes have their class: what is never built is a comment. */
void scan_dead(struct scanning *scan);

/* At the end of a line of code: the bodies of heredocs that it named. */
void scan_heredoc_begin(struct scanning *scan);
/* What was taken for markup is none: back to its first byte. False: nothing was. */
bool scan_markup_fail(struct scanning *scan);

#endif
