/* The scanner: texts in quotes, how they begin, go on and end. */
#include <string.h>
#include <strings.h>

#include "scanner_parts.h"

#define WORDED_MAX 16        /* C++: [lex.string] */
#define SINGLE_ESCAPE_MAX 10 /* \u{10FFFF} without its first two bytes, and some */

/* ---- how it begins ---- */

static bool scan_prefix_fits(
    const struct scanning *scan, const struct done_strings *prefixes, struct scan_word prefix)
{
	const char *word = scan->ptr + prefix.start;

	if (!prefix.len && !prefixes->nr)
		return true;
	for (size_t i = 0; i < prefixes->nr; i++) {
		const char *item = prefixes->items[i];

		if (!prefix.len ? !*item
		                : (!strcmp(item, "*") && !(*word >= '0' && *word <= '9')) ||
		            (strlen(item) == prefix.len && !strncasecmp(item, word, prefix.len)))
			return true;
	}
	return false;
}

static size_t scan_same(const struct scanning *scan, size_t at, char c)
{
	size_t nr = 0;

	while (at + nr < scan->len && scan->ptr[at + nr] == c)
		nr++;
	return nr;
}

/* What follows %w or ~s; returns what is behind it, 0: no delimiter. */
static size_t scan_delimiter(const struct scanning *scan, size_t at, struct scan_level *level)
{
	static const char pairs[] = "()[]{}<>";
	char c = at < scan->len ? scan->ptr[at] : ' ';
	const char *pair = scan_one_of(c, "([{<") ? strchr(pairs, c) : NULL;

	if (c <= ' ' || c == '=' || c == 0x7F || scan_is_word(c))
		return 0;
	level->opener = c;
	level->closer = pair ? pair[1] : c;
	if (scan_one_of(c, "\"'") && scan_same(scan, at, c) >= 3) {
		level->count = 3;
		return at + 3;
	}
	level->count = 1;
	return at + 1;
}

static size_t scan_raw_word(const struct scanning *scan, size_t at, struct scan_level *level)
{
	level->word = (struct scan_word){at, 0};
	for (; at < scan->len && level->word.len <= WORDED_MAX; at++, level->word.len++) {
		if (scan->ptr[at] == '(')
			return at + 1;
		if (scan->ptr[at] <= ' ' || scan_one_of(scan->ptr[at], ")\\\""))
			return 0;
	}
	return 0;
}

/* One past the quote that closes 'a', '\n' or '\u{1F600}'; 0 where it is no such thing. */
static size_t scan_single_end(
    const struct scanning *scan, const struct done_scanner_string *string, size_t at)
{
	size_t end = at;

	if (at == scan->len || scan_is_line_end(scan->ptr[at]))
		return 0;
	if (string->escape && scan->ptr[at] == *string->escape) {
		end += 2;
		while (end < scan->len && end - at < SINGLE_ESCAPE_MAX + 2 &&
		    (scan_is_word(scan->ptr[end]) || scan_one_of(scan->ptr[end], "{}")))
			end++;
	} else if (scan->ptr[at] != *string->quote) {
		size_t len = done_utf8_length(scan->ptr + at, scan->len - at);

		end += len ? len : 1;
	}
	return end > at && end < scan->len && scan->ptr[end] == *string->quote ? end + 1 : 0;
}

/* Perhaps an argument: it is one where the quote stands in the line again. */
static bool scan_argument_closes(
    const struct scanning *scan, const struct done_scanner_string *string, size_t at)
{
	if (string->delimited)
		return true;
	for (; at < scan->len && !scan_is_line_end(scan->ptr[at]); at++) {
		if (string->escape && scan->ptr[at] == *string->escape)
			at++;
		else if (scan->ptr[at] == *string->quote)
			return true;
	}
	return false;
}

static bool scan_operand_fits(struct scanning *scan, const struct done_scanner_string *string,
    size_t behind, struct scan_level *level)
{
	enum scan_operand operand;

	if (!string->operand)
		return true;
	if (scan->at < scan->no_regex)
		return false;
	operand = scan_operand_at(scan, behind);
	if (operand == SCAN_ARGUMENT && !scan_argument_closes(scan, string, behind)) {
		scan->no_regex = scan_line_end(scan, scan->at);
		return false;
	}
	level->doubtful = operand == SCAN_ARGUMENT && !string->delimited;
	return operand != SCAN_NO_OPERAND;
}

/* Where the text begins behind all of its quote, with what is needed to find its end; 0: none. */
static size_t scan_string_body(struct scanning *scan, const struct done_scanner_string *string,
    struct scan_word prefix, struct scan_level *level)
{
	size_t at = prefix.start + prefix.len, quote;

	if (string->hashes) {
		level->count = scan_same(scan, at, *string->hashes);
		at += level->count;
	}
	quote = at;
	if (!scan_mark_at(scan, at, string->quote))
		return 0;
	at += strlen(string->quote);
	if (string->counted) {
		level->closer = scan->ptr[at - 1];
		while (at > quote && scan->ptr[at - 1] == level->closer)
			at--;
		level->count = scan_same(scan, at, level->closer);
		at += level->count;
	}
	if (string->delimited)
		at = scan_delimiter(scan, at, level);
	if (at && string->worded)
		at = scan_raw_word(scan, at, level);
	if (at && !scan_operand_fits(scan, string, string->delimited ? at - 1 : quote + 1, level))
		return 0;
	return at;
}

static bool scan_string_of(
    struct scanning *scan, const struct done_scanner_string *string, struct scan_word prefix)
{
	char before = prefix.start ? scan->ptr[prefix.start - 1] : '\0';
	char first = scan->ptr[prefix.start + prefix.len];
	struct scan_level level;
	size_t body;

	if (first != *string->quote && !(string->hashes && first == *string->hashes))
		return false;
	level = (struct scan_level){0};
	if (!scan_prefix_fits(scan, &string->prefixes, prefix) ||
	    scan_one_of(before, string->not_after) ||
	    (string->single && !prefix.len && scan_is_word(before)) ||
	    !(body = scan_string_body(scan, string, prefix, &level)))
		return false;
	if (string->single) {
		body = scan_single_end(scan, string, body);
		if (body)
			scan_take_value(scan, body);
		return body > 0;
	}
	scan_take(scan, body, DONE_CLASS_STRING);
	level.in = SCAN_STRING;
	level.open = prefix.start;
	level.string = string;
	level.code_open = string->code_open;
	level.code_close = string->code_close;
	level.lines = string->lines || (string->delimited && level.count == 3);
	*scan_push(scan, SCAN_STRING, prefix.start) = level;
	return true;
}

bool scan_string(struct scanning *scan, struct scan_word prefix)
{
	for (size_t i = 0; i < scan->scanner->nr_strings; i++) {
		if (scan_string_of(scan, &scan->scanner->strings[i], prefix))
			return true;
	}
	return false;
}

bool scan_character(struct scanning *scan)
{
	size_t at = scan->at + 1;

	if (!scan_mark_at(scan, scan->at, scan->scanner->character) || at >= scan->len ||
	    (scan->at > 0 &&
	        (scan_is_word(scan->ptr[at - 2]) || scan_one_of(scan->ptr[at - 2], ")]}?"))))
		return false;
	bool escaped = scan->ptr[at] == '\\';
	at += escaped;
	/* A word belongs to something else, as the "a" of x ?"a" : "b" does. */
	if (at >= scan->len || scan->ptr[at] <= ' ' || (!escaped && scan_is_word(scan->ptr[at])) ||
	    (at + 1 < scan->len && scan_is_word(scan->ptr[at + 1])))
		return false;
	scan_take_value(scan, at + 1);
	return true;
}

/* ---- how it ends ---- */

/* How many bytes close the text here; 0: none. */
static size_t scan_string_close(
    const struct scanning *scan, const struct scan_level *level, size_t at)
{
	const struct done_scanner_string *string = level->string;
	const char *close = string->close ? string->close : string->quote;
	size_t len = strlen(close), same;

	if (at == scan->len)
		return 0;
	if (string->delimited)
		return scan_same(scan, at, level->closer) >= level->count ? level->count : 0;
	if (string->counted) {
		same = scan_same(scan, at, level->closer);
		return same >= level->count ? same : 0;
	}
	if (string->worded) {
		len = level->word.len + 1 + strlen(string->quote);
		return scan->ptr[at] == ')' && scan->len - at >= len &&
		        !memcmp(
		            scan->ptr + at + 1, scan->ptr + level->word.start, level->word.len) &&
		        scan_mark_at(scan, at + 1 + level->word.len, string->quote)
		    ? len
		    : 0;
	}
	if (scan->ptr[at] != *close || len > scan->len - at ||
	    memcmp(scan->ptr + at, close, len) != 0)
		return 0;
	if (string->hashes)
		return scan_same(scan, at + len, *string->hashes) >= level->count
		    ? len + level->count
		    : 0;
	return string->run ? scan_same(scan, at, *close) : len;
}

/* Nothing but one of the words stands before it in its line. */
static bool scan_is_docs(const struct scanning *scan, const struct done_strings *docs, size_t open)
{
	for (size_t i = 0; i < docs->nr; i++) {
		size_t len = strlen(docs->items[i]), end = open;

		while (end > 0 && scan_is_blank(scan->ptr[end - 1]))
			end--;
		if (len > end || memcmp(scan->ptr + end - len, docs->items[i], len) != 0)
			continue;
		for (end -= len; end > 0 && scan_is_blank(scan->ptr[end - 1]);)
			end--;
		if (scan_at_line_head(scan, end))
			return true;
	}
	return false;
}

/* Its statement begins and ends with it: no bracket is open, no line goes on. */
static bool scan_is_docblock(const struct scanning *scan, size_t open, size_t end)
{
	size_t head = open;

	if (scan->nr > 1 || scan->levels[0].depth)
		return false;
	while (head > 0 && scan_is_blank(scan->ptr[head - 1]))
		head--;
	if (!scan_at_line_head(scan, head))
		return false;
	if (head > 1 && scan->ptr[head - 2] == '\r' && scan->ptr[head - 1] == '\n')
		head--;
	if (head > 1 && scan->ptr[head - 2] == '\\')
		return false;
	while (end < scan->len && scan_is_blank(scan->ptr[end]))
		end++;
	return end == scan->len || scan_is_line_end(scan->ptr[end]) ||
	    scan_one_of(scan->ptr[end], "#;");
}

static void scan_string_ends(struct scanning *scan, size_t end)
{
	const struct done_scanner_string *string = scan_top(scan)->string;
	size_t open = scan_top(scan)->open;
	bool doubtful = scan_top(scan)->doubtful;

	scan_take(scan, end, DONE_CLASS_STRING);
	scan_pop(scan);
	if (doubtful)
		scan_paint(scan, open, end, DONE_CLASS_UNKNOWN);
	scan_top(scan)->last = end;
	scan_top(scan)->value = true;
	if ((string->docblock && scan_is_docblock(scan, open, end)) ||
	    (string->docs.nr && scan_is_docs(scan, &string->docs, open)))
		scan_paint(scan, open, end, DONE_CLASS_COMMENT);
}

/* The line ends before the text does: so do those around it that must end in this line. */
static void scan_string_breaks(struct scanning *scan, size_t end)
{
	size_t open = scan_top(scan)->open;

	scan_pop(scan);
	while (scan->nr > 2 && scan->levels[scan->nr - 2].in == SCAN_STRING &&
	    !scan->levels[scan->nr - 2].lines) {
		open = scan->levels[scan->nr - 2].open;
		scan->nr -= 2;
	}
	scan_paint(scan, open, end, DONE_CLASS_UNKNOWN);
	scan->at = end;
	scan_top(scan)->last = end;
	scan_top(scan)->value = true;
}

/* ---- how it goes on ---- */

/* Past an escape and what it takes, which may be the end of a line. */
static size_t scan_past_escape(const struct scanning *scan, size_t at)
{
	if (at + 2 < scan->len && scan->ptr[at + 1] == '\r' && scan->ptr[at + 2] == '\n')
		return at + 3;
	return at + 2 < scan->len ? at + 2 : scan->len;
}

/* Past a code_open that stands for itself; or the code begins, and this returns 0. */
static size_t scan_string_code(struct scanning *scan, size_t at)
{
	const struct scan_level level = *scan_top(scan);
	size_t len = strlen(level.code_open);

	if (level.string->code_doubled && scan_mark_at(scan, at + len, level.code_open))
		return at + 2 * len;
	scan_take(scan, at + len, DONE_CLASS_STRING);
	scan_push_code(scan, level.code_open, level.code_close, DONE_CLASS_EMBEDDED);
	return 0;
}

/* Of what a text in such quotes consists is told by its row; a delimiter is told by the text. */
void scan_prepare_strings(struct scanning *scan)
{
	const struct done_scanner *scanner = scan->scanner;

	for (size_t i = 0; i < scanner->nr_strings && i < SCAN_STOPS_MAX; i++) {
		const struct done_scanner_string *string = &scanner->strings[i];
		const char *const marks[] = {string->close ? string->close : string->quote,
		    string->escape, string->code_open, string->worded ? ")" : NULL, "\n", "\r"};

		for (size_t j = 0; j < DONE_ARRAY_SIZE(marks); j++) {
			if (marks[j])
				scan->stops[(unsigned char)*marks[j]] |= UINT32_C(1) << i;
		}
	}
}

/* The next byte of the text that may mean something, at or behind `at`. */
static size_t scan_next_stop(
    const struct scanning *scan, const struct done_scanner_string *string, size_t at)
{
	size_t row = (size_t)(string - scan->scanner->strings);

	if (string->delimited || string->counted || row >= SCAN_STOPS_MAX)
		return at;
	while (at < scan->len && !(scan->stops[(unsigned char)scan->ptr[at]] >> row & 1))
		at++;
	return at;
}

void scan_in_string(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);
	const struct done_scanner_string *string = level->string;
	size_t at = scan->at, close;

	while ((at = scan_next_stop(scan, string, at)) < scan->len) {
		char c = scan->ptr[at];

		if (level->code_open && c == *level->code_open &&
		    scan_mark_at(scan, at, level->code_open)) {
			at = scan_string_code(scan, at);
			if (!at)
				return;
		} else if (string->escape && c == *string->escape) {
			at = scan_past_escape(scan, at);
		} else if (string->nested && c == level->opener && level->opener != level->closer) {
			level->depth++;
			at++;
		} else if (string->nested && c == level->closer && level->depth) {
			level->depth--;
			at++;
		} else if ((close = scan_string_close(scan, level, at))) {
			if (!string->doubled || !scan_string_close(scan, level, at + close)) {
				scan_string_ends(scan, at + close);
				return;
			}
			at += 2 * close;
		} else if (!level->lines && scan_is_line_end(c)) {
			scan_string_breaks(scan, at);
			return;
		} else {
			at++;
		}
	}
	scan_take(scan, scan->len, DONE_CLASS_STRING);
}

void scan_in_format(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);
	char c = scan->ptr[scan->at];

	if (scan_is_line_end(c) && !scan->levels[scan->nr - 2].lines) {
		scan_pop(scan);
		scan_string_breaks(scan, scan->at);
	} else if (!scan_leave_code(scan)) {
		level->depth += c == '{';
		scan_take(
		    scan, scan->at + 1, level->depth ? DONE_CLASS_EMBEDDED : DONE_CLASS_STRING);
		level->depth -= c == '}' && level->depth;
	}
}
