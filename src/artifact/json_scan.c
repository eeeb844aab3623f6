/* A walk over the tokens of JSON text, for places only. */
#include "json_scan.h"

#include <string.h>

/* As deep as Jansson itself goes. */
#define SCAN_DEPTH_MAX 2048

void done_json_cursor_start(struct done_json_cursor *cursor, struct done_bytes text)
{
	*cursor = (struct done_json_cursor){.text = text, .line = 1, .column = 1};
}

static bool at_end(const struct done_json_cursor *cursor)
{
	return cursor->at >= cursor->text.len;
}

static void step(struct done_json_cursor *cursor)
{
	unsigned char byte = (unsigned char)cursor->text.ptr[cursor->at++];

	if (byte == '\n') {
		cursor->line++;
		cursor->column = 1;
	} else if ((byte & 0xC0) != 0x80) {
		cursor->column++;
	}
}

static bool in_set(const struct done_json_cursor *cursor, const char *set)
{
	char c = cursor->text.ptr[cursor->at];

	return c && strchr(set, c);
}

void done_json_skip_space(struct done_json_cursor *cursor)
{
	while (!at_end(cursor) && in_set(cursor, " \t\r\n"))
		step(cursor);
}

static void skip_string(struct done_json_cursor *cursor)
{
	step(cursor);
	while (!at_end(cursor)) {
		char c = cursor->text.ptr[cursor->at];
		step(cursor);
		if (c == '"')
			return;
		if (c == '\\' && !at_end(cursor))
			step(cursor);
	}
}

struct done_bytes done_json_token(struct done_json_cursor *cursor)
{
	static const char marks[] = " \t\r\n\"[]{},:";
	size_t start = cursor->at;

	if (at_end(cursor))
		return (struct done_bytes){"", 0};
	if (cursor->text.ptr[start] == '"') {
		skip_string(cursor);
	} else if (in_set(cursor, marks)) {
		step(cursor);
	} else {
		while (!at_end(cursor) && !in_set(cursor, marks))
			step(cursor);
	}
	return (struct done_bytes){cursor->text.ptr + start, cursor->at - start};
}

size_t done_json_token_start(struct done_bytes text, size_t end)
{
	struct done_json_cursor cursor;

	done_json_cursor_start(&cursor, text);
	for (;;) {
		done_json_skip_space(&cursor);
		size_t start = cursor.at;
		done_json_token(&cursor);
		if (cursor.at >= end || at_end(&cursor))
			return start;
	}
}

/* The offset just inside the object that the byte at offset at belongs to. */
static size_t object_start(struct done_bytes text, size_t at)
{
	size_t starts[SCAN_DEPTH_MAX + 1] = {0};
	size_t depth = 0;
	struct done_json_cursor cursor;

	done_json_cursor_start(&cursor, text);
	while (cursor.at < at) {
		char c = cursor.text.ptr[cursor.at];
		done_json_token(&cursor);
		if ((c == '{' || c == '[') && depth < SCAN_DEPTH_MAX)
			starts[++depth] = cursor.at;
		else if ((c == '}' || c == ']') && depth > 0)
			depth--;
	}
	return starts[depth];
}

static bool same_token(struct done_bytes a, struct done_bytes b)
{
	return a.len == b.len && !memcmp(a.ptr, b.ptr, a.len);
}

size_t done_json_first_key(struct done_bytes text, size_t at)
{
	struct done_json_cursor cursor = {.text = text, .at = at};
	struct done_bytes key = done_json_token(&cursor);
	size_t depth = 0;
	bool key_next = true;

	cursor.at = object_start(text, at);
	while (cursor.at < at) {
		done_json_skip_space(&cursor);
		size_t start = cursor.at;
		struct done_bytes token = done_json_token(&cursor);
		if (depth == 0 && key_next && same_token(token, key))
			return start;
		depth += *token.ptr == '{' || *token.ptr == '[';
		depth -= (*token.ptr == '}' || *token.ptr == ']') && depth > 0;
		key_next = *token.ptr == ',';
	}
	return at;
}
