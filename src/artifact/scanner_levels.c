/* What the files of the scanner stand on: the levels that it is in, and the bytes before it. */
#include <string.h>

#include "scanner_parts.h"

/* ---- levels ---- */

struct scan_level *scan_push(struct scanning *scan, enum scan_in in, size_t open)
{
	struct scan_level *level = DONE_ARENA_PUSH(&scan->arena, scan->levels, scan->nr, scan->cap);

	*level = (struct scan_level){.in = in, .open = open};
	if (scan->nr > DONE_SCANNER_DEPTH_MAX + 1)
		scan->too_deep = true;
	return level;
}

void scan_push_code(
    struct scanning *scan, const char *open, const char *close, unsigned char classes)
{
	struct scan_level *level = scan_push(scan, SCAN_CODE, scan->at);

	level->code_open = open;
	level->code_close = close;
	level->classes = classes;
}

void scan_pop(struct scanning *scan)
{
	scan->nr--;
}

/* ---- bytes ---- */

void scan_paint(struct scanning *scan, size_t from, size_t to, enum done_class class_)
{
	memset(scan->classes + from, (int)class_, to - from);
}

void scan_take(struct scanning *scan, size_t to, enum done_class class_)
{
	scan_paint(scan, scan->at, to, class_);
	scan->at = to;
}

void scan_take_value(struct scanning *scan, size_t to)
{
	struct scan_level *level = scan_top(scan);

	scan_take(scan, to, DONE_CLASS_STRING);
	level->last = to;
	level->value = true;
}

bool scan_one_of(char c, const char *set)
{
	return set && c && strchr(set, c);
}

bool scan_whole_mark_at(const struct scanning *scan, size_t at, const char *mark)
{
	size_t len = strlen(mark);

	if (!len || len > scan->len - at || memcmp(scan->ptr + at, mark, len) != 0)
		return false;
	if (scan_is_word(mark[0]) && at > 0 && scan_is_word(scan->ptr[at - 1]))
		return false;
	return !scan_is_word(mark[len - 1]) || at + len == scan->len ||
	    !scan_is_word(scan->ptr[at + len]);
}

size_t scan_line_end(const struct scanning *scan, size_t at)
{
	const char *start = scan->ptr + at;
	const char *end = memchr(start, '\n', scan->len - at);
	size_t len = end ? (size_t)(end - start) : scan->len - at;
	const char *ret = memchr(start, '\r', len);

	return at + (ret ? (size_t)(ret - start) : len);
}

bool scan_at_line_head(const struct scanning *scan, size_t at)
{
	return at == 0 || scan_is_line_end(scan->ptr[at - 1]);
}

bool scan_leave_code(struct scanning *scan)
{
	struct scan_level *level = scan_top(scan);

	if (!level->code_close || level->depth || !scan_mark_at(scan, scan->at, level->code_close))
		return false;
	enum done_class class_ = scan->levels[scan->nr - 2].in == SCAN_STRING ||
	        scan->levels[scan->nr - 2].in == SCAN_HEREDOC
	    ? DONE_CLASS_STRING
	    : (enum done_class)level->classes;
	scan_take(scan, scan->at + strlen(level->code_close), class_);
	scan_pop(scan);
	return true;
}
