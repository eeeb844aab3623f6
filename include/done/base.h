/*
 * base: what every room needs and nothing of git: errors, memory, byte buffers, names, globs,
 * patterns, dates. No function here prints, and none keeps state outside its arguments.
 *
 * Paths are bytes without NUL, parts separated by '/', as git stores them. Text taken from a
 * repository is never printed raw: done_buf_add_shown() makes it fit for a person.
 */
#ifndef DONE_BASE_H
#define DONE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define DONE_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))
#define DONE_NORETURN __attribute__((noreturn))
#else
#define DONE_PRINTF(text, first)
#define DONE_NORETURN
#endif

#define DONE_ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* ---- errors (error.c) ---- */

/*
 * Why a function could not do its work. Functions that can fail return 0 (or a count) on success
 * and one of these below zero; the caller's struct done_error, always the last parameter, is then
 * filled, and every other output is untouched. A finding is never an error.
 */
enum done_code {
	DONE_E_USAGE = -2,     /* the person asked for something impossible: exit 2 */
	DONE_E_POLICY = -3,    /* the policy is bad, at file:line:column: exit 2 */
	DONE_E_UNDECIDED = -4, /* could not judge: missing object, limit, damage: exit 3 */
	DONE_E_INTERNAL = -5,  /* a fault of ours, or lost output: exit 4 */
};

/* Zero-initialise it ({0}). All text in it is already fit to show: no control characters. */
struct done_error {
	int code;          /* enum done_code; 0: no error */
	char message[512]; /* what failed first, lower case, no full stop */
	char cure[512];    /* what to do next; may hold several lines; empty: nothing known */
	char file[512];    /* where; empty: no place */
	int line;          /* from 1; 0: unknown */
	int column;        /* from 1; 0: unknown */
	bool is_missing;   /* what had to be read is not in this repository, or damaged there */
};

/*
 * Fills err unless it holds an error already (the first error wins) and returns the code that err
 * then holds. The formatted text is escaped as done_buf_add_shown() does and cut to fit.
 */
int done_error_set(struct done_error *err, int code, const char *format, ...) DONE_PRINTF(3, 4);

/*
 * Adds the cure or the place to an error that has none yet; returns err->code. Line breaks of the
 * cure's format are kept; those of an argument are escaped like all else.
 */
int done_error_cure(struct done_error *err, const char *format, ...) DONE_PRINTF(2, 3);
int done_error_place(struct done_error *err, const char *file, int line, int column);

/* Keeps next, whole, unless err holds an error already. */
void done_error_take(struct done_error *err, const struct done_error *next);

struct done_buf;
/* Appends "file:line:column: message", as compilers say it; the message alone where there is no
 * place. */
void done_error_describe(const struct done_error *err, struct done_buf *out);

#ifdef __clang_analyzer__
/* An error's code is below zero, which the analyzer cannot see from another file. */
#define done_error_set(...) (done_error_set(__VA_ARGS__), -1)
#define done_error_cure(...) (done_error_cure(__VA_ARGS__), -1)
#define done_error_place(...) (done_error_place(__VA_ARGS__), -1)
#endif

/*
 * Memory is not handled call by call: the worker that judges ends here, and its supervisor says so
 * with exit 3 (see src/README.md, "out of memory"). Ends the process with DONE_EXIT_MEMORY.
 */
void done_out_of_memory(void) DONE_NORETURN;
#define DONE_EXIT_MEMORY 70

/* ---- memory (arena.c) ---- */

struct done_arena_block;

/*
 * A region: allocate singly, free all at once. Zero-initialise it ({0}). Not safe for two threads
 * at once. Under AddressSanitizer every allocation is a block of its own, so that overruns show.
 * No function here returns NULL: see done_out_of_memory().
 */
struct done_arena {
	struct done_arena_block *block;
	size_t used; /* bytes handed out since the last reset */
};

void done_arena_release(struct done_arena *arena); /* frees everything; arena is empty again */
void *done_arena_alloc(struct done_arena *arena, size_t size); /* zeroed */
void *done_arena_array(
    struct done_arena *arena, size_t nr, size_t size); /* zeroed, overflow-safe */
char *done_arena_strdup(struct done_arena *arena, const char *text);
char *done_arena_strndup(struct done_arena *arena, const char *bytes, size_t len); /* adds NUL */
char *done_arena_printf(struct done_arena *arena, const char *format, ...) DONE_PRINTF(2, 3);

/*
 * Room for one more item at the end of an array that lives in the arena; grows by doubling.
 *   struct x *items = NULL; size_t nr = 0, cap = 0;
 *   struct x *item = DONE_ARENA_PUSH(arena, items, nr, cap);   zeroed; nr is counted up
 */
void *done_arena_grow(struct done_arena *arena, void *items, size_t nr, size_t *cap, size_t size);
#define DONE_ARENA_PUSH(arena, items, nr, cap)                                        \
	((items) = done_arena_grow((arena), (items), (nr), &(cap), sizeof(*(items))), \
	    &(items)[(nr)++])

/* ---- logs (log_command.c) ----
 *
 * CI systems read what jobs print: GitHub's "::error" at the start of a line, Azure's "##vso[" and
 * TeamCity's "##teamcity[" anywhere, as some agents look there too.
 */

/* A command opens here that is one anywhere in a line. */
bool done_log_command_at(const char *at, size_t len);
/* The text holds one, or a line of it begins as one, blanks aside. */
bool done_log_command_in(const char *text);

/* ---- byte buffers (buffer.c) ---- */

struct done_bytes {
	const char *ptr; /* not NUL-terminated unless the maker says so */
	size_t len;
};

/*
 * A growing buffer that carries its own maximum. ptr is always NUL-terminated once something was
 * added (the NUL is not counted). Past max nothing more is added and overflow is set: whoever
 * reads the buffer must look at it. Zero-initialised it has no maximum.
 */
struct done_buf {
	char *ptr;
	size_t len, cap;
	size_t max; /* 0: no maximum */
	bool overflow;
};

void done_buf_release(struct done_buf *buf);
void done_buf_clear(struct done_buf *buf); /* keeps the memory */
void done_buf_add(struct done_buf *buf, const void *bytes, size_t len);
void done_buf_addstr(struct done_buf *buf, const char *text);
void done_buf_addch(struct done_buf *buf, char c);
void done_buf_addf(struct done_buf *buf, const char *format, ...) DONE_PRINTF(2, 3);
void done_buf_vaddf(struct done_buf *buf, const char *format, va_list args) DONE_PRINTF(2, 0);

/*
 * Adds repository text for a person: printable Unicode as it is; C0, DEL, C1, bidi and zero-width
 * controls, unassigned planes as \u{…}, tab and newline as \t and \n, a backslash that would look
 * like one of these doubled, bytes that are not UTF-8 as \xNN. The result is always valid UTF-8 on
 * one line.
 */
void done_buf_add_shown(struct done_buf *buf, const char *bytes, size_t len);

/* The same of a NUL-terminated text, in the arena. */
const char *done_arena_shown(struct done_arena *arena, const char *text);

/* Adds a word of a command that is printed to be copied, as a POSIX shell reads it; what could move
 * a cursor is shown, not repeated (shell_word.c). */
void done_add_shell_word(struct done_buf *out, const char *word);

/* "chmod +x 'a b' c", of such words; "--" before a first one that could be an option. other: may be
 * NULL. */
const char *done_shell_command(
    struct done_arena *arena, const char *program, const char *one, const char *other);

/* Length in bytes of the UTF-8 sequence at the start of bytes (1 to 4), 0 if it is not valid. */
size_t done_utf8_length(const char *bytes, size_t len);
bool done_utf8_valid(const char *bytes, size_t len);

/* ---- encodings (encoding.c) ----
 *
 * Unicode 15, sections 3.10 and 23.8; RFC 2781. An encoding is known by its byte-order mark, or
 * without one by its shape; only the first DONE_TEXT_LOOK bytes are looked at.
 */
#define DONE_TEXT_LOOK 8000

enum done_encoding {
	DONE_ENCODING_BYTES, /* UTF-8, or another that keeps ASCII: no NUL in the first bytes */
	DONE_ENCODING_UTF16LE,
	DONE_ENCODING_UTF16BE,
	DONE_ENCODING_UTF32LE,
	DONE_ENCODING_UTF32BE,
	DONE_ENCODING_NONE, /* no text */
};

/* mark: how many bytes the byte-order mark takes, that of UTF-8 included. */
enum done_encoding done_encoding_of(struct done_bytes bytes, size_t *mark);

/*
 * The text of a file as UTF-8 without its byte-order mark. Returns 1 with *out, which lies in bytes
 * where nothing had to be decoded, else in buf; 0 with *out the bytes where they are no text;
 * DONE_E_UNDECIDED, naming the byte, where UTF-16 or UTF-32 is damaged (half of a pair, a last
 * character cut off, beyond U+10FFFF) or buf's maximum is reached. A UTF-16 text grows by a half at
 * most. `called` is for the message.
 */
int done_text_decode(struct done_bytes bytes, const char *called, struct done_buf *buf,
    struct done_bytes *out, struct done_error *err);
/* The same in place: buf holds the bytes, then the text. */
int done_buf_decode(struct done_buf *buf, const char *called, struct done_error *err);

/*
 * Appends a text that is not UTF-8, read as Windows-1252 (which ISO-8859-1 is a part of); what is
 * UTF-8 in it stays, for a file may be put together of both.
 */
void done_text_from_western(struct done_bytes bytes, struct done_buf *out);

/* What a text is made of. UTF8 is valid, and 1 as true is. */
enum done_charset { DONE_CHARSET_BYTES, DONE_CHARSET_UTF8, DONE_CHARSET_ASCII };
enum done_charset done_charset_of(struct done_bytes text);

/* ---- targets of links (path_target.c) ---- */

/* The path from the root of the tree that a target names, seen from the file at `from`; one that
 * begins with '/' starts at the root. NULL: it climbs out. A NUL ends nothing: look for it first.
 */
char *done_path_target(struct done_arena *arena, const char *from, struct done_bytes target);

/* ---- texts (text.c) ---- */

bool done_text_starts(const char *text, const char *start);
bool done_text_ends(const char *text, const char *tail); /* or is the tail */
bool done_bytes_end(struct done_bytes bytes, const char *tail);
static inline bool done_is_blank(char c) /* a blank, tab or line break */
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
const char *done_last_part(const char *path); /* behind the last '/' */
/* Before the last '/', in the arena; "" for a path of one part. */
const char *done_directory_of(struct done_arena *arena, const char *path);
int done_text_order(const void *left, const void *right); /* qsort, bsearch: of const char * */

struct done_strings {
	const char **items;
	size_t nr;
};

/* ---- searching what is in order ---- */

/* FNV-1a of 64 bits, going on from `hash`: DONE_HASH, or what was hashed before. */
#define DONE_HASH UINT64_C(14695981039346656037)
static inline uint64_t done_hash(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *next = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ next[i]) * UINT64_C(1099511628211);
	return hash;
}

/* Whether an item comes before what is searched for. */
typedef bool done_comes_before(const void *item, const void *key);
/*
 * The first of nr ascending items that does not come before key; nr: all do. Inline, so that the
 * compiler writes the comparison into the loop.
 */
static inline size_t done_lower_bound(
    const void *items, size_t nr, size_t size, const void *key, done_comes_before *comes_before)
{
	size_t low = 0, high = nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (comes_before((const char *)items + middle * size, key))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first len bytes of a text, followed by `next` ('\0': by anything or nothing). */
struct done_text_start {
	const char *text;
	size_t len;
	char next;
};
/* item: a const char *. */
static inline bool done_text_comes_before(const void *item, const void *key)
{
	const struct done_text_start *start = key;
	const char *text = *(const char *const *)item;
	int order = strncmp(text, start->text, start->len);

	return order < 0 ||
	    (!order && (unsigned char)text[start->len] < (unsigned char)start->next);
}
/* Of items that ascend by a member that is a text: the first that does not come before it. */
#define DONE_TEXT_BOUND(items, nr, member, ...)                                  \
	done_lower_bound((nr) ? &(items)->member : NULL, (nr), sizeof(*(items)), \
	    &(struct done_text_start){__VA_ARGS__}, done_text_comes_before)

/* ---- what was computed once (memo.c) ----
 *
 * Values by the bytes of a key, good until the memo is freed. Whatever a value is computed of must
 * be in its key. Not safe for two threads at once.
 */

struct done_memo;
struct done_memo *done_memo_new(size_t max); /* bytes; beyond, nothing more is kept */
void done_memo_free(struct done_memo *memo); /* accepts NULL */
void *done_memo_find(const struct done_memo *memo, const struct done_buf *key); /* NULL: not kept */
/* Where a value to keep is to be made; NULL: it cannot be kept. */
struct done_arena *done_memo_room(struct done_memo *memo);
void done_memo_keep(struct done_memo *memo, const struct done_buf *key, void *value);

/* ---- names (name.c) ---- */

/* The name nearest to `name` by edit distance, or the only one that begins with it; NULL when none
 * is near enough to be meant. */
const char *done_name_nearest(const char *name, const char *const *names, size_t nr);
/* Whether a file of that name was probably meant to have the wanted one, and has it not: another
 * letter case, a dot, '-' or '_' more or less, another ending of YAML (name_near.c). */
bool done_file_name_is_near(const char *name, const char *wanted);

/*
 * Checks a path as users write them in a policy: relative, parts not empty, no ".", "..", NUL,
 * control characters, at most 4,095 bytes. Returns NULL, or what is wrong ("climbs out by '..'").
 */
const char *done_path_problem(const char *path);

/* True when path is dir itself or lies below it. dir "." or "" is the root: always true. */
bool done_path_below(const char *path, const char *dir);

/* ---- globs (glob.c) ---- */

/*
 * gitignore's wildmatch with WM_PATHNAME, anchored at both ends: '*' and '?' stay within a path
 * part, "**" as a whole part crosses parts, [a-z], [!a-z], [[:alpha:]], backslash quotes; and on
 * top braces {a,b}, nested up to 4 deep and 64 alternatives. Bytes, case-sensitive. Matching takes
 * time linear in pattern length times path length, whatever the pattern. At most 1,024 bytes.
 */
struct done_glob;

/* A list, in the order in which it is written: the last item that matches a path decides. */
struct done_globs {
	struct done_glob **items; /* compiled by done_glob_compile_item(): some may be negated */
	size_t nr;
};

/* DONE_E_POLICY for a malformed glob, with the reason; the caller adds the place. */
int done_glob_compile(
    struct done_arena *arena, const char *text, struct done_glob **out, struct done_error *err);
/*
 * The same for one item of a list: after a leading '!' it is negated, and takes out what an item
 * before it matches. "\\!" begins a name with '!'.
 */
int done_glob_compile_item(
    struct done_arena *arena, const char *text, struct done_glob **out, struct done_error *err);
/*
 * The same for a text that is known to be well formed, as what is built in: compiled into the room
 * when it is asked for the first time, for of a preset's hundreds most are never asked. Safe for
 * several threads; good as long as arena, room and text.
 */
struct done_glob_room;
struct done_glob_room *done_glob_room_new(void);
void done_glob_room_free(struct done_glob_room *room); /* accepts NULL */
struct done_glob *done_glob_later(
    struct done_arena *arena, struct done_glob_room *room, const char *text);
/* Whether the path has the form of the glob, negated or not. */
bool done_glob_match(const struct done_glob *glob, const char *path);
bool done_glob_is_negated(const struct done_glob *glob);
/* Without the '!' of a negated one. */
const char *done_glob_text(const struct done_glob *glob);
/* True when no special character is in it: it can match one path only. */
bool done_glob_is_literal(const struct done_glob *glob);
/* The directory that every match lies below, "" for the root: where a search may start. */
const char *done_glob_directory(const struct done_glob *glob);
/* False only when no path below directory dir could match: a walk may skip it. */
bool done_glob_may_match_below(const struct done_glob *glob, const char *dir);

/*
 * Lists (glob_list.c). The last item that matches the path decides: true unless it is negated, or
 * none matches. A negated literal ("!vendor") matches what lies below it, too.
 */
bool done_globs_match(const struct done_globs *globs, const char *path);
/* The same where an item means a directory with all below it. scratch takes a copy of the path. */
bool done_globs_match_tree(
    const struct done_globs *globs, struct done_arena *scratch, const char *path);
/* A negated glob takes out the path: done_glob_match(), and below what a literal names. */
bool done_glob_takes_out(const struct done_glob *glob, const char *path);
/*
 * What people write who know another dialect (glob_written.c): separators other than '/', several
 * globs in one text, "@(a|b)", "**.go", blanks, "./". DONE_E_POLICY with the right form as cure.
 * For the texts of a policy, as they are written, '!' and all; other files (CODEOWNERS) have
 * dialects of their own.
 */
int done_glob_check_written(const char *text, struct done_error *err);

/* ---- templates (template.c) ---- */

/*
 * {service} and {path} in a text of a policy. In a pattern they do not count inside of a class, nor
 * escaped (\{path\}); nowhere do they count in ${path} and {{path}}, which are other tools' text.
 */
struct done_template {
	const char *name;      /* of the service */
	const char *directory; /* of the service, "" the root */
};

bool done_template_in(const char *text, bool pattern);                    /* either of them */
bool done_template_has(const char *text, bool pattern, const char *word); /* "{service}" */
/* The first word in braces that is one of them misspelt ("{servce}"), *len with its braces; NULL:
 * none. */
const char *done_template_misspelt(const char *text, bool pattern, size_t *len);
/* The text for one service; in a pattern the names stand for themselves, character by character. */
void done_template_expand(
    struct done_buf *out, const char *text, bool pattern, const struct done_template *service);

/* ---- patterns (pattern.c; the only file that knows PCRE2) ---- */

/*
 * A PCRE2 pattern in byte mode (UTF with Unicode's classes where the subject is valid UTF-8),
 * multi-line, LF, CRLF and CR end lines, JIT where the system allows it, same verdict without.
 * Limits: pattern 4 KiB, compiled 64 KiB, match limit 1,000,000, depth as far as the heap of 64
 * MiB, JIT stack 1 MiB then once more without JIT. Read-only after compiling: one pattern may be
 * used by several threads, each with its own matcher.
 */
struct done_pattern;
struct done_matcher; /* scratch memory of one thread */

enum {
	DONE_PATTERN_NO_JIT = 1,
	DONE_PATTERN_LATER = 2, /* known to be good: compiled when it is looked for first */
};

/* DONE_E_POLICY for a bad pattern: message names the offset and the reason. */
int done_pattern_compile(struct done_arena *arena, const char *text, unsigned flags,
    struct done_pattern **out, struct done_error *err);
void done_pattern_free(struct done_pattern *pattern); /* the PCRE2 part; accepts NULL */
const char *done_pattern_text(const struct done_pattern *pattern);

/* What a pattern speaks of, and has to be shown. From all others carriage returns before newlines
 * and a byte-order mark at the start are kept, so that every file reads alike. */
enum { DONE_PATTERN_SEES_RETURNS = 1, DONE_PATTERN_SEES_MARK = 2 };
unsigned done_pattern_sees(const struct done_pattern *pattern);

/* It holds {service} or {path}: it finds nothing by itself, only made for a service. */
bool done_pattern_is_templated(const struct done_pattern *pattern);
/* No letter beyond ASCII stands in it, nor its number (\x{200B}). */
bool done_pattern_is_ascii(const struct done_pattern *pattern);
/* The same pattern for one service; free it. Errors as of compiling (it may become too long). */
int done_pattern_make(struct done_arena *arena, const struct done_pattern *pattern,
    const struct done_template *service, struct done_pattern **out, struct done_error *err);

/* "PCRE2 10.42": for --version. */
void done_pattern_library(char out[32]);

struct done_matcher *done_matcher_new(void);
void done_matcher_free(struct done_matcher *matcher);

struct done_match {
	size_t start, end; /* byte offsets in the subject */
};

/*
 * Looks for the first match at or after `from`. charset says what the subject was found to be (see
 * done_charset_of(); true for done_utf8_valid() does too). Returns 1 with *out filled, 0 when there
 * is none, DONE_E_UNDECIDED when a limit stopped it. To count, go on from out->end, or one further
 * after an empty match.
 */
int done_pattern_find(const struct done_pattern *pattern, struct done_matcher *matcher,
    struct done_bytes subject, enum done_charset charset, size_t from, struct done_match *out,
    struct done_error *err);

/*
 * Texts of which every match of a pattern holds at least one, letter for letter, in ASCII and
 * without blanks; none: it cannot be told (pattern_literals.c). The pattern need not be valid.
 */
void done_pattern_literals(struct done_arena *arena, const char *pattern, struct done_strings *out);
/* False: none of them stands in the text. Of none nothing is known. */
bool done_literals_may_be_in(const struct done_strings *literals, struct done_bytes text);
/* Where the literal, which is not empty, stands first at or behind `from`; text.len: nowhere. */
size_t done_literal_next(const char *literal, struct done_bytes text, size_t from);
/* False: nothing of a pattern that was compiled, and made for its service where it is templated,
 * stands in the text, nor in one that has blanks in place of some of its bytes. */
bool done_pattern_may_match(const struct done_pattern *pattern, struct done_bytes text);

/* ---- files (file.c) ---- */

/*
 * Appends a file of the machine to out (nothing is appended past max bytes: that is DONE_E_USAGE).
 * Returns 1, or 0 when there is no such file.
 */
int done_file_read(const char *path, size_t max, struct done_buf *out, struct done_error *err);
/* The same of what is open already, called so in messages; it stays open. */
int done_fd_read(
    int fd, const char *called, size_t max, struct done_buf *out, struct done_error *err);

/* ---- dates (date.c) ---- */

/* Days since 1970-01-01, UTC. A date of a policy has no time of day. */
typedef int32_t done_day; /* the only typedef: a plain number with a unit */
#define DONE_NO_DAY INT32_MIN

/* YYYY-MM-DD exactly, a day that exists, 1970 to 9999. Returns false otherwise. */
bool done_day_parse(const char *text, done_day *out);
void done_day_format(done_day day, char out[11]);
done_day done_day_today(void);

#endif
