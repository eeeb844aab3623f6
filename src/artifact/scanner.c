/*
 * The scanner: what each byte of a source is. Here are its loop and code itself; levels, texts,
 * heredocs, comments and markup have files of their own.
 */
#include <string.h>

#include "scanner_parts.h"

/* ---- code ---- */

static void scan_outside(struct scanning *scan)
{
	for (size_t at = scan->at; at < scan->len; at++) {
		for (size_t i = 0; i < scan->scanner->nr_islands; i++) {
			const struct done_scanner_island *island = &scan->scanner->islands[i];
			size_t len;

			if (!scan_mark_at(scan, at, island->open))
				continue;
			len = strlen(island->open);
			if (at + len < scan->len &&
			    scan_one_of(scan->ptr[at + len], island->unless))
				continue;
			scan_take(scan, at, DONE_CLASS_STRING);
			scan_take(scan, at + len, DONE_CLASS_CODE);
			scan_top(scan)->last = scan_top(scan)->open = scan->at;
			scan->outside = false;
			return;
		}
	}
	scan_take(scan, scan->len, DONE_CLASS_STRING);
}

static bool scan_leave_island(struct scanning *scan)
{
	for (size_t i = 0; scan->nr == 1 && i < scan->scanner->nr_islands; i++) {
		const char *close = scan->scanner->islands[i].close;

		if (!scan_mark_at(scan, scan->at, close))
			continue;
		scan_take(scan, scan->at + strlen(close), DONE_CLASS_CODE);
		scan->outside = true;
		return true;
	}
	return false;
}

/* Behind "x" of {x:#x}. */
static bool scan_format_begins(struct scanning *scan, char c)
{
	struct scan_level *level = scan_top(scan);
	const struct scan_level *text = scan->nr > 1 ? level - 1 : level;
	const char *mark = text->in == SCAN_STRING ? text->string->code_format : NULL;

	if (!mark)
		return false;
	if (scan_one_of(c, "(["))
		level->round++;
	else if (scan_one_of(c, ")]") && level->round)
		level->round--;
	/* A pair of them is no mark: global::A. */
	if (c != *mark || level->round || level->depth ||
	    (scan->at > 0 && scan->ptr[scan->at - 1] == c) ||
	    (scan->at + 1 < scan->len && scan->ptr[scan->at + 1] == c))
		return false;
	level->format = true;
	return true;
}

static void scan_code_byte(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);
	char c = scan->ptr[scan->at], end = level->code_close ? *level->code_close : '\0';
	bool opens = end == '}' ? c == '{' : end ? c == '(' && end == ')' : scan_one_of(c, "([{");
	bool closes = end ? c == end : scan_one_of(c, ")]}");

	if (scan_format_begins(scan, c))
		return;
	if (opens)
		level->depth++;
	else if (closes && level->depth)
		level->depth--;
	scan_take(scan, scan->at + 1, (enum done_class)level->classes);
	level->last = scan->at;
	level->value = false;
}

static void scan_code_word(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);
	struct scan_word word = {scan->at, 0};

	while (scan->at + word.len < scan->len && scan_is_word(scan->ptr[scan->at + word.len]))
		word.len++;
	if (scan->starts[(unsigned char)scan->ptr[scan->at]] && scan_comment(scan))
		return;
	if (scan->word_ends && word.start + word.len < scan->len &&
	    scan->starts[(unsigned char)scan->ptr[word.start + word.len]] &&
	    scan_string(scan, word))
		return;
	scan_take(scan, word.start + word.len, (enum done_class)level->classes);
	level->last = scan->at;
	level->value = false;
}

/* What a pair of brackets does to the depth of code that nothing but the end of the source ends. */
static void scan_count_bracket(struct scan_level *level, unsigned char byte)
{
	if (byte & SCAN_BYTE_OPENS)
		level->depth++;
	else if (byte & SCAN_BYTE_CLOSES && level->depth)
		level->depth--;
}

/*
 * Takes what of code begins nothing: false, the first byte may begin something. Where brackets
 * end the code they are left to scan_code_byte(), and so is all where it may have a format.
 */
static bool scan_plain_code(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);
	unsigned leave = SCAN_BYTE_STARTS |
	    (level->code_close ? SCAN_BYTE_OPENS | SCAN_BYTE_CLOSES : 0U) |
	    (scan->nr_pending ? SCAN_BYTE_LINE_END : 0U);
	size_t at = scan->at, last = 0;

	if (level->code_close && scan->nr > 1 && level[-1].in == SCAN_STRING &&
	    level[-1].string->code_format)
		return false;
	while (at < scan->len) {
		unsigned char byte = scan->bytes[(unsigned char)scan->ptr[at]];
		size_t end = at + 1;

		if (byte & leave)
			break;
		while (byte & SCAN_BYTE_WORD && end < scan->len &&
		    scan->bytes[(unsigned char)scan->ptr[end]] & SCAN_BYTE_WORD)
			end++;
		if (byte & SCAN_BYTE_WORD && scan->word_ends && end < scan->len &&
		    scan->starts[(unsigned char)scan->ptr[end]])
			break;
		scan_count_bracket(level, byte);
		at = end;
		last = byte & (SCAN_BYTE_BLANK | SCAN_BYTE_LINE_END) ? last : at;
	}
	if (at == scan->at)
		return false;
	scan_take(scan, at, (enum done_class)level->classes);
	level->last = last ? last : level->last;
	level->value = level->value && !last;
	return true;
}

static void scan_in_code(struct scanning *scan)
{
	char c = scan->ptr[scan->at];

	if (scan_top(scan)->format) {
		scan_in_format(scan);
	} else if (scan->outside && scan->nr == 1) {
		scan_outside(scan);
	} else if (scan_plain_code(scan)) {
		return;
	} else if (scan_is_line_end(c)) {
		scan_take(scan, scan->at + 1, (enum done_class)scan_top(scan)->classes);
		scan_heredoc_begin(scan);
	} else if (scan_is_blank(c)) {
		scan_take(scan, scan->at + 1, (enum done_class)scan_top(scan)->classes);
	} else if (scan_is_word(c)) {
		scan_code_word(scan);
	} else if (!scan->starts[(unsigned char)c] ||
	    !(scan_leave_code(scan) || scan_leave_island(scan) || scan_comment(scan) ||
	        scan_heredoc(scan) || scan_character(scan) ||
	        scan_string(scan, (struct scan_word){scan->at, 0}) || scan_regex(scan) ||
	        scan_markup(scan))) {
		scan_code_byte(scan);
	}
}

/* ---- the whole ---- */

/* By scan_is_blank() and its like, for scanners of any language. */
#define B SCAN_BYTE_BLANK
#define E SCAN_BYTE_LINE_END
#define W SCAN_BYTE_WORD
#define O SCAN_BYTE_OPENS
#define C SCAN_BYTE_CLOSES
#define WORDS W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W
/* clang-format off */
static const unsigned char bytes_of_code[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, B, E, B, B, E, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	B, 0, 0, 0, 0, 0, 0, 0, O, C, 0, 0, 0, 0, 0, 0,
	W, W, W, W, W, W, W, W, W, W, 0, 0, 0, 0, 0, 0,
	0, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, O, 0, C, 0, W,
	0, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, O, 0, C, 0, 0,
	WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS,
};
/* clang-format on */
#undef B
#undef E
#undef W
#undef O
#undef C
#undef WORDS

static void scan_starts_with(struct scanning *scan, const char *mark)
{
	if (!mark)
		return;
	scan->starts[(unsigned char)*mark] = true;
	scan->bytes[(unsigned char)*mark] |= SCAN_BYTE_STARTS;
}

static void scan_prepare(struct scanning *scan)
{
	const struct done_scanner *scanner = scan->scanner;

	memcpy(scan->bytes, bytes_of_code, sizeof(scan->bytes));
	for (size_t i = 0; i < scanner->nr_comments; i++) {
		scan_starts_with(scan, scanner->comments[i].line);
		scan_starts_with(scan, scanner->comments[i].open);
	}
	for (size_t i = 0; i < scanner->nr_strings; i++) {
		scan_starts_with(scan, scanner->strings[i].quote);
		scan_starts_with(scan, scanner->strings[i].hashes);
		scan_starts_with(scan, scanner->strings[i].code_close);
		scan->word_ends = scan->word_ends || scanner->strings[i].prefixes.nr;
	}
	for (size_t i = 0; i < scanner->nr_heredocs; i++) {
		scan_starts_with(scan, scanner->heredocs[i].open);
		scan_starts_with(scan, scanner->heredocs[i].code_close);
	}
	for (size_t i = 0; i < scanner->nr_islands; i++)
		scan_starts_with(scan, scanner->islands[i].close);
	scan_starts_with(scan, scanner->regex.quote);
	scan_starts_with(scan, scanner->character);
	scan_starts_with(scan, scanner->markup ? "<" : NULL);
	scan_starts_with(scan, scanner->markup ? "}" : NULL);
	scan->outside = scanner->nr_islands > 0;
	scan_prepare_strings(scan);
}

static void scan_run(struct scanning *scan)
{
	static void (*const steps[SCAN_INS])(struct scanning *) = {
	    [SCAN_CODE] = scan_in_code,
	    [SCAN_STRING] = scan_in_string,
	    [SCAN_HEREDOC] = scan_in_heredoc,
	    [SCAN_TAG] = scan_in_tag,
	    [SCAN_CHILDREN] = scan_in_children,
	};

	do {
		while (scan->at < scan->len && !scan->too_deep)
			steps[scan_top(scan)->in](scan);
	} while (!scan->too_deep && scan_markup_fail(scan));
	if (scan->nr > 1)
		scan_paint(scan, scan->levels[1].open, scan->len, DONE_CLASS_UNKNOWN);
}

void done_scan(const struct done_scanner *scanner, struct done_bytes bytes, unsigned char *classes)
{
	struct scanning scan = {
	    .scanner = scanner, .ptr = bytes.ptr, .len = bytes.len, .classes = classes};

	if (bytes.len > DONE_SOURCE_MAX) {
		memset(classes, DONE_CLASS_UNKNOWN, bytes.len);
		return;
	}
	/* A byte-order mark is no part of the first word. */
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		memset(classes, DONE_CLASS_CODE, 3);
		scan.ptr += 3;
		scan.len -= 3;
		scan.classes += 3;
	}
	scan_prepare(&scan);
	scan_push_code(&scan, NULL, NULL, DONE_CLASS_CODE);
	scan_run(&scan);
	scan_dead(&scan);
	done_arena_release(&scan.arena);
}

/* Without a branch, so that a compiler takes many bytes at a time. */
void done_scan_blank(
    char *restrict text, const unsigned char *restrict classes, size_t len, unsigned keep)
{
	const unsigned char kept = (unsigned char)keep;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool stays = (classes[i] & kept) != 0 || c == '\n' || c == '\r';

		text[i] = (char)(stays ? c : ' ');
	}
}

void done_scan_mask(
    struct done_bytes bytes, const unsigned char *classes, unsigned keep, struct done_buf *out)
{
	size_t before = out->len;

	done_buf_add(out, bytes.ptr, bytes.len);
	if (out->len > before)
		done_scan_blank(out->ptr + before, classes, out->len - before, keep);
}
