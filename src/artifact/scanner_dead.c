/*
 * The scanner: code that is never built. It is looked for when every byte has its class, so that
 * what stands in a text or a comment begins and ends nothing.
 */
#include <string.h>

#include "scanner_parts.h"

static bool dead_is_code(const struct scanning *scan, size_t at)
{
	return scan->classes[at] == DONE_CLASS_CODE;
}

/* Only blanks stand before it in its line. */
static bool dead_at_head(const struct scanning *scan, size_t at)
{
	while (at > 0 && scan_is_blank(scan->ptr[at - 1]))
		at--;
	return scan_at_line_head(scan, at);
}

/* "if (false)" as "if(false)" or "if ( false )": blanks may stand beside brackets. */
static size_t dead_condition(const struct scanning *scan, size_t at, const char *mark)
{
	if (at > 0 && scan_is_word(scan->ptr[at - 1]))
		return 0;
	for (; *mark; mark++) {
		if (*mark == ' ' || scan_one_of(*mark, "()")) {
			while (at < scan->len && scan_is_blank(scan->ptr[at]))
				at++;
		}
		if (*mark == ' ')
			continue;
		if (at == scan->len || scan->ptr[at] != *mark || !dead_is_code(scan, at))
			return 0;
		at++;
		if (*mark == '(') {
			while (at < scan->len && scan_is_blank(scan->ptr[at]))
				at++;
		}
	}
	return at;
}

static bool dead_is_condition(const char *mark)
{
	size_t len = strlen(mark);

	return len > 0 && mark[len - 1] == ')';
}

/* One past the mark; 0: it does not stand there. A "#if" may be written "#  if". */
static size_t dead_mark(const struct scanning *scan, size_t at, const char *mark)
{
	if (!mark || !dead_is_code(scan, at) || scan->ptr[at] != *mark)
		return 0;
	if (dead_is_condition(mark))
		return dead_condition(scan, at, mark);
	if (*mark != '#' || !scan_is_word(mark[1]))
		return scan_mark_at(scan, at, mark) ? at + strlen(mark) : 0;
	if (!dead_at_head(scan, at))
		return 0;
	for (at++; at < scan->len && scan_is_blank(scan->ptr[at]);)
		at++;
	return at < scan->len && scan_mark_at(scan, at, mark + 1) ? at + strlen(mark + 1) : 0;
}

static bool dead_any_mark(
    const struct scanning *scan, size_t at, const struct done_strings *marks, size_t *which)
{
	for (*which = 0; *which < marks->nr; ++*which) {
		if (dead_mark(scan, at, marks->items[*which]))
			return true;
	}
	return false;
}

/* Where the first of `closes` stands that is of this depth; the end of the source: nowhere. */
static size_t dead_region_end(
    const struct scanning *scan, const struct done_scanner_dead *dead, size_t at)
{
	size_t depth = 0, which;

	for (; at < scan->len; at++) {
		if (dead_any_mark(scan, at, &dead->nests, &which)) {
			depth++;
		} else if (dead_any_mark(scan, at, &dead->closes, &which)) {
			if (depth == 0)
				return at;
			/* Of an inner one only the end counts, which stands first. */
			depth -= which == 0;
		}
	}
	return scan->len;
}

/* Behind the item: its block, its ';' or ','; before the bracket that it stands in. */
static size_t dead_item_end(const struct scanning *scan, size_t at)
{
	size_t depth = 0;

	for (; at < scan->len; at++) {
		char c = scan->ptr[at];

		if (!dead_is_code(scan, at))
			continue;
		if (scan_one_of(c, "([{")) {
			depth++;
		} else if (scan_one_of(c, ")]}")) {
			if (depth == 0)
				return at;
			if (--depth == 0 && c == '}')
				return at + 1;
		} else if (depth == 0 && (c == ';' || c == ',')) {
			return at + 1;
		}
	}
	return at;
}

/*
 * Behind the statement of a condition: its block, its ';', or the end of its line outside of
 * brackets. What is on further lines may be another statement: it stays code.
 */
static size_t dead_statement_end(const struct scanning *scan, size_t at)
{
	size_t depth = 0;

	while (at < scan->len &&
	    (scan_is_blank(scan->ptr[at]) || scan_is_line_end(scan->ptr[at]) ||
	        scan->classes[at] == DONE_CLASS_COMMENT))
		at++;
	if (at < scan->len && scan->ptr[at] == '{')
		return dead_item_end(scan, at);
	for (; at < scan->len; at++) {
		char c = scan->ptr[at];

		if (depth == 0 && scan_is_line_end(c))
			return at;
		if (!dead_is_code(scan, at))
			continue;
		if (scan_one_of(c, "([{"))
			depth++;
		else if (scan_one_of(c, ")]}") && depth-- == 0)
			return at;
		else if (depth == 0 && c == ';')
			return at + 1;
	}
	return at;
}

/* What never ends may be code. */
static void dead_paint(struct scanning *scan, size_t from, size_t to)
{
	enum done_class class_ =
	    to < scan->len || to == from || scan_one_of(scan->ptr[to - 1], ";},")
	    ? DONE_CLASS_COMMENT
	    : DONE_CLASS_UNKNOWN;

	for (size_t at = from; at < to; at++) {
		if (!scan_is_line_end(scan->ptr[at]))
			scan->classes[at] = (unsigned char)class_;
	}
}

static void dead_look_for(struct scanning *scan, const struct done_scanner_dead *dead)
{
	for (size_t at = 0, behind; at < scan->len; at++) {
		const char *next = memchr(scan->ptr + at, *dead->open, scan->len - at);

		if (!next)
			return;
		at = (size_t)(next - scan->ptr);
		behind = dead_mark(scan, at, dead->open);
		if (!behind)
			continue;
		/* The bracket that a mark ends with begins the item. */
		size_t item = behind - scan_one_of(scan->ptr[behind - 1], "([{");
		size_t end = dead->closes.nr        ? dead_region_end(scan, dead, behind)
		    : dead_is_condition(dead->open) ? dead_statement_end(scan, behind)
		                                    : dead_item_end(scan, item);
		dead_paint(scan, at, end);
		at = end > at ? end - 1 : at;
	}
}

void scan_dead(struct scanning *scan)
{
	for (size_t i = 0; i < scan->scanner->nr_dead; i++)
		dead_look_for(scan, &scan->scanner->dead[i]);
}
