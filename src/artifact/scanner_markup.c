/*
 * The scanner: elements in code (JSX). Whether "<" begins one can be told only by its end, so what
 * turns out to be none is gone through once more as code, in which none is looked for then.
 */
#include <string.h>

#include "scanner_parts.h"

static bool scan_is_name(char c)
{
	return scan_is_word(c) || scan_one_of(c, "$.:-");
}

static struct scan_word scan_tag_name(const struct scanning *scan, size_t at)
{
	struct scan_word name = {at, 0};

	while (at + name.len < scan->len && scan_is_name(scan->ptr[at + name.len]))
		name.len++;
	return name;
}

static enum done_class scan_code_class(const struct scanning *scan)
{
	for (size_t i = scan->nr; i-- > 0;) {
		if (scan->levels[i].in == SCAN_CODE)
			return (enum done_class)scan->levels[i].classes;
	}
	return DONE_CLASS_CODE;
}

static bool scan_tag_opens(const struct scanning *scan, size_t at)
{
	return at + 1 < scan->len && scan->ptr[at] == '<' &&
	    (scan->ptr[at + 1] == '>' ||
	        (scan_is_word(scan->ptr[at + 1]) &&
	            !(scan->ptr[at + 1] >= '0' && scan->ptr[at + 1] <= '9')));
}

static void scan_tag_push(struct scanning *scan)
{
	struct scan_level *level = scan_push(scan, SCAN_TAG, scan->at);

	level->word = scan_tag_name(scan, scan->at + 1);
	scan_take(scan, level->word.start + level->word.len, scan_code_class(scan));
}

bool scan_markup(struct scanning *scan)
{
	struct scan_word name, next;

	if (!scan->scanner->markup || scan->at < scan->no_markup ||
	    !scan_tag_opens(scan, scan->at) || scan_operand_at(scan, scan->at + 1) != SCAN_OPERAND)
		return false;
	name = scan_tag_name(scan, scan->at + 1);
	next = name;
	for (next.start += name.len;
	     next.start < scan->len && scan_is_blank(scan->ptr[next.start]);)
		next.start++;
	/* <T extends …>: a type, no element. */
	if (scan_mark_at(scan, next.start, "extends"))
		return false;
	scan_tag_push(scan);
	return true;
}

bool scan_markup_fail(struct scanning *scan)
{
	for (size_t i = 0; i < scan->nr; i++) {
		if (scan->levels[i].in != SCAN_TAG && scan->levels[i].in != SCAN_CHILDREN)
			continue;
		scan->no_markup = scan->at;
		scan->at = scan->levels[i].open;
		scan->nr = i;
		return true;
	}
	return false;
}

static void scan_element_ends(struct scanning *scan, size_t end)
{
	scan_take(scan, end, scan_code_class(scan));
	scan_pop(scan);
	if (scan_top(scan)->in == SCAN_CODE) {
		scan_top(scan)->last = end;
		scan_top(scan)->value = true;
	}
}

static void scan_push_braces(struct scanning *scan)
{
	enum done_class class_ = scan_code_class(scan);

	scan_take(scan, scan->at + 1, class_);
	scan_push_code(scan, "{", "}", (unsigned char)class_);
}

/* An attribute's value in quotes, which nothing escapes. */
static bool scan_attribute(struct scanning *scan)
{
	const char *start = scan->ptr + scan->at + 1;
	const char *end = memchr(start, start[-1], scan->len - scan->at - 1);

	if (end)
		scan_take(scan, (size_t)(end - scan->ptr) + 1, DONE_CLASS_STRING);
	return end != NULL;
}

/* Behind "=" stands a text or code. */
static bool scan_equals(struct scanning *scan)
{
	size_t at = scan->at + 1;

	while (at < scan->len && (scan_is_blank(scan->ptr[at]) || scan_is_line_end(scan->ptr[at])))
		at++;
	if (at == scan->len || !scan_one_of(scan->ptr[at], "\"'{"))
		return false;
	scan_take(scan, at, scan_code_class(scan));
	return true;
}

static bool scan_tag_step(struct scanning *scan)
{
	char c = scan->ptr[scan->at], next = '\0';

	if (scan->at + 1 < scan->len)
		next = scan->ptr[scan->at + 1];
	if (c == '"' || c == '\'')
		return scan_attribute(scan);
	if (c == '=')
		return scan_equals(scan);
	if (c == '{')
		scan_push_braces(scan);
	else if (c == '/' && next == '>')
		scan_element_ends(scan, scan->at + 2);
	else if (c == '/')
		return scan_comment(scan);
	else if (c == '>')
		scan_top(scan)->in = SCAN_CHILDREN;
	else if (!scan_is_name(c) && !scan_is_blank(c) && !scan_is_line_end(c))
		return false;
	if (c != '{' && c != '/')
		scan_take(scan, scan->at + 1, scan_code_class(scan));
	return true;
}

void scan_in_tag(struct scanning *scan)
{
	if (!scan_tag_step(scan))
		scan_markup_fail(scan);
}

static size_t scan_past_space(const struct scanning *scan, size_t at)
{
	while (at < scan->len && (scan_is_blank(scan->ptr[at]) || scan_is_line_end(scan->ptr[at])))
		at++;
	return at;
}

/* "</name>", of the element that is open. */
static bool scan_closing_tag(struct scanning *scan)
{
	struct scan_word mine = scan_top(scan)->word;
	struct scan_word name = scan_tag_name(scan, scan_past_space(scan, scan->at + 2));
	size_t end = scan_past_space(scan, name.start + name.len);

	if (name.len != mine.len || end == scan->len || scan->ptr[end] != '>' ||
	    memcmp(scan->ptr + name.start, scan->ptr + mine.start, mine.len) != 0)
		return false;
	scan_element_ends(scan, end + 1);
	return true;
}

void scan_in_children(struct scanning *scan)
{
	size_t at = scan->at;

	while (at < scan->len && scan->ptr[at] != '<' && scan->ptr[at] != '{')
		at++;
	scan_take(scan, at, DONE_CLASS_STRING);
	if (at == scan->len)
		return;
	if (scan->ptr[at] == '{')
		scan_push_braces(scan);
	else if (at + 1 < scan->len && scan->ptr[at + 1] == '/') {
		if (!scan_closing_tag(scan))
			scan_markup_fail(scan);
	} else if (scan_tag_opens(scan, at))
		scan_tag_push(scan);
	else
		scan_markup_fail(scan);
}
