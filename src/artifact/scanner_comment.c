/* The scanner: comments, and what a value may begin after (a regular expression, no division). */
#include <string.h>

#include "scanner_parts.h"

/* ---- comments ---- */

/* U+2028 and U+2029 end a line for JavaScript and C#, for others they do not: what follows in the
 * line is unknown. */
static size_t scan_separator(const struct scanning *scan, size_t from, size_t to)
{
	for (size_t at = from; at + 2 < to; at++) {
		const char *next = memchr(scan->ptr + at, '\xE2', to - at - 2);

		if (!next)
			break;
		at = (size_t)(next - scan->ptr);
		if (next[1] == '\x80' && (next[2] == '\xA8' || next[2] == '\xA9'))
			return at;
	}
	return to;
}

/* A line comment of PHP ends where the island ends. */
static size_t scan_island_end(const struct scanning *scan, size_t from, size_t to)
{
	for (size_t at = from; scan->scanner->nr_islands && at < to; at++) {
		for (size_t i = 0; i < scan->scanner->nr_islands; i++) {
			if (scan_mark_at(scan, at, scan->scanner->islands[i].close))
				return at;
		}
	}
	return to;
}

static void scan_line_comment(struct scanning *scan, const struct done_scanner_comment *comment)
{
	size_t end = scan_line_end(scan, scan->at), next;

	while (
	    comment->continued && end < scan->len && end > scan->at && scan->ptr[end - 1] == '\\') {
		next = end + 1;
		if (scan->ptr[end] == '\r' && next < scan->len && scan->ptr[next] == '\n')
			next++;
		end = scan_line_end(scan, next);
	}
	end = scan_island_end(scan, scan->at, end);
	next = scan_separator(scan, scan->at, end);
	scan_take(scan, next, DONE_CLASS_COMMENT);
	scan_take(scan, end, DONE_CLASS_UNKNOWN);
}

/* One past the mark that closes the comment, 0 where there is none. */
static size_t scan_comment_end(
    const struct scanning *scan, const struct done_scanner_comment *comment)
{
	size_t at = scan->at + strlen(comment->open), depth = 1;

	while (at < scan->len) {
		const char *next = comment->nested
		    ? scan->ptr + at
		    : memchr(scan->ptr + at, *comment->close, scan->len - at);

		if (!next)
			return 0;
		at = (size_t)(next - scan->ptr);
		if (scan_mark_at(scan, at, comment->close) &&
		    (!comment->at_line_head || scan_at_line_head(scan, at))) {
			at += strlen(comment->close);
			if (--depth == 0)
				return at;
		} else if (comment->nested && scan_mark_at(scan, at, comment->open)) {
			at += strlen(comment->open);
			if (++depth > DONE_SCANNER_DEPTH_MAX)
				return 0;
		} else {
			at++;
		}
	}
	return 0;
}

static bool scan_comment_fits(
    const struct scanning *scan, const struct done_scanner_comment *comment)
{
	const char *mark = comment->line ? comment->line : comment->open;
	size_t end;

	if (!scan_mark_at(scan, scan->at, mark) || (comment->at_start && scan->at > 0) ||
	    (comment->at_line_head && !scan_at_line_head(scan, scan->at)))
		return false;
	end = scan->at + strlen(mark);
	return end == scan->len || !scan_one_of(scan->ptr[end], comment->unless);
}

bool scan_comment(struct scanning *scan)
{
	for (size_t i = 0; i < scan->scanner->nr_comments; i++) {
		const struct done_scanner_comment *comment = &scan->scanner->comments[i];
		size_t end;

		if (!scan_comment_fits(scan, comment))
			continue;
		if (comment->line) {
			scan_line_comment(scan, comment);
		} else if (!comment->close) {
			scan_take(scan, scan->len, DONE_CLASS_COMMENT);
		} else if ((end = scan_comment_end(scan, comment))) {
			scan_take(scan, end, DONE_CLASS_COMMENT);
		} else {
			scan_take(scan, scan->len, DONE_CLASS_UNKNOWN);
		}
		return true;
	}
	return false;
}

/* ---- where a value may begin ---- */

static bool scan_behind(const struct scanning *scan, size_t start, size_t end, const char *mark)
{
	size_t len = strlen(mark);

	if (len > end - start || memcmp(scan->ptr + end - len, mark, len) != 0)
		return false;
	/* a! is a name (Ruby), or says that a is there (TypeScript). */
	if (!strcmp(mark, "!") && end - len > start && scan_is_word(scan->ptr[end - len - 1]))
		return false;
	return !scan_is_word(*mark) || end - len == start ||
	    !(scan_is_word(scan->ptr[end - len - 1]) ||
	        scan_one_of(scan->ptr[end - len - 1], ".$@"));
}

static bool scan_word_behind(const struct scanning *scan, size_t start, size_t end)
{
	size_t at;

	/* The names of methods may end so. */
	if (end - start > 1 && scan_one_of(scan->ptr[end - 1], "!?"))
		end--;
	at = end;
	while (at > start && end - at < 256 && scan_is_word(scan->ptr[at - 1]))
		at--;
	/* A method is named by an operator: def /(other). */
	return at < end && !(scan->ptr[at] >= '0' && scan->ptr[at] <= '9') &&
	    !(end - at == 3 && !memcmp(scan->ptr + at, "def", 3));
}

enum scan_operand scan_operand_at(const struct scanning *scan, size_t behind)
{
	const struct done_scanner_regex *regex = &scan->scanner->regex;
	const struct scan_level *level = &scan->levels[scan->nr - 1];
	size_t start = level->open, end = level->last;

	if (end <= start)
		return SCAN_OPERAND;
	for (size_t i = 0; i < regex->after.nr; i++) {
		const char *mark = regex->after.items[i];

		if (*mark == '\n' ? memchr(scan->ptr + end, '\n', scan->at - end) != NULL
		                  : !level->value && scan_behind(scan, start, end, mark))
			return SCAN_OPERAND;
	}
	return regex->command && !level->value && end < scan->at && behind < scan->len &&
	        !scan_is_blank(scan->ptr[behind]) && !scan_is_line_end(scan->ptr[behind]) &&
	        scan_word_behind(scan, start, end)
	    ? SCAN_ARGUMENT
	    : SCAN_NO_OPERAND;
}

/* One past the quote that closes the literal in its line, 0 where there is none. */
static size_t scan_regex_end(const struct scanning *scan)
{
	const struct done_scanner_regex *regex = &scan->scanner->regex;
	size_t at = scan->at + strlen(regex->quote);
	bool set = false;

	while (at < scan->len && !scan_is_line_end(scan->ptr[at])) {
		char c = scan->ptr[at];

		if (regex->escape && c == *regex->escape) {
			at++;
			if (at == scan->len || scan_is_line_end(scan->ptr[at]))
				return 0;
		} else if (regex->set && c == regex->set[0]) {
			set = true;
		} else if (regex->set && c == regex->set[1]) {
			set = false;
		} else if (!set && scan_mark_at(scan, at, regex->quote)) {
			return at + strlen(regex->quote);
		}
		at++;
	}
	return 0;
}

bool scan_regex(struct scanning *scan)
{
	const char *quote = scan->scanner->regex.quote;
	size_t end;

	if (!scan_mark_at(scan, scan->at, quote) || scan->at < scan->no_regex ||
	    !scan_operand_at(scan, scan->at + strlen(quote)))
		return false;
	end = scan_regex_end(scan);
	if (!end) {
		scan->no_regex = scan_line_end(scan, scan->at);
		return false;
	}
	size_t start = scan->at, last = scan_top(scan)->last;
	scan_take_value(scan, end);
	/* Behind a block it is one, behind an object it divides. */
	if (last > 0 && scan->ptr[last - 1] == '}')
		scan_paint(scan, start, end, DONE_CLASS_UNKNOWN);
	return true;
}
