/* JSON as it is written: only the nesting is held, and no byte that a terminal would obey. */
#include <string.h>

#include "text.h"

#define NESTING_MAX 64

/* A new line, with a comma before it, or without. */
static void json_writer_begin_line(struct done_json *json, bool comma)
{
	static const char line[] = {",\n                                "
	                            "                                "
	                            "                                "
	                            "                                "};
	size_t skipped = comma ? 0 : 1;

	done_buf_add(json->out, line + skipped, 2 + 2 * (size_t)json->depth - skipped);
}

static void begin_item(struct done_json *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0)
		return;
	uint64_t bit = UINT64_C(1) << (json->depth - 1);
	bool comma = (json->has_member & bit) != 0;

	json->has_member |= bit;
	if (!(json->compact || json->brief))
		json_writer_begin_line(json, comma);
	else if (comma)
		done_buf_addch(json->out, ',');
}

/* The member whose key was written last is nothing that must be told. */
static bool json_leaves_out(struct done_json *json)
{
	if (!json->brief || !json->after_key || json->depth < 1)
		return false;
	json->out->len = json->before_key;
	json->after_key = false;
	if (json->was_empty)
		json->has_member &= ~(UINT64_C(1) << (json->depth - 1));
	return true;
}

static void open_level(struct done_json *json, char bracket)
{
	begin_item(json);
	done_buf_addch(json->out, bracket);
	if (json->depth == NESTING_MAX) {
		json->out->overflow = true; /* as with any text that was not written whole */
		return;
	}
	json->has_member &= ~(UINT64_C(1) << json->depth);
	json->depth++;
}

static void close_level(struct done_json *json, char bracket)
{
	if (json->depth == 0) {
		json->out->overflow = true;
		return;
	}
	json->depth--;
	bool filled = json->has_member >> json->depth & 1;
	if (filled && !(json->compact || json->brief))
		json_writer_begin_line(json, false);
	done_buf_addch(json->out, bracket);
}

void done_json_object(struct done_json *json)
{
	open_level(json, '{');
}

void done_json_object_end(struct done_json *json)
{
	close_level(json, '}');
}

void done_json_array(struct done_json *json)
{
	bool is_member = json->brief && json->after_key;

	open_level(json, '[');
	json->empty_list = is_member ? json->out->len : 0;
}

void done_json_array_end(struct done_json *json)
{
	bool is_empty = json->brief && json->empty_list == json->out->len;

	close_level(json, ']');
	json->after_key |= is_empty;
	json_leaves_out(json);
}

static void add_character(struct done_buf *out, const char *bytes, size_t length)
{
	struct done_text_problem problem;
	struct done_bytes one = {bytes, length};

	if (!done_text_find_problem(one,
	        DONE_TEXT_CONTROLS | DONE_TEXT_BREAKS | DONE_TEXT_HIDDEN | DONE_TEXT_MARK,
	        &problem)) {
		done_buf_add(out, bytes, length);
		return;
	}
	uint32_t character = done_text_character(bytes, length);
	if (character < 0x10000) {
		done_buf_addf(out, "\\u%04x", (unsigned)character);
		return;
	}
	character -= 0x10000;
	done_buf_addf(out, "\\u%04x\\u%04x", 0xD800U + (unsigned)(character >> 10),
	    0xDC00U + (unsigned)(character & 0x3FF));
}

static void json_writer_add_quoted(struct done_buf *out, const char *text)
{
	static const char *const escapes[128] = {
	    ['"'] = "\\\"",
	    ['\\'] = "\\\\",
	    ['\n'] = "\\n",
	    ['\r'] = "\\r",
	    ['\t'] = "\\t",
	};

	done_buf_addch(out, '"');
	for (size_t i = 0, length, len = strlen(text); i < len; i += length) {
		unsigned char byte = (unsigned char)text[i];
		length = done_text_plain_length(text + i, len - i);
		if (length) {
			done_buf_add(out, text + i, length);
			continue;
		}
		length = done_utf8_length(text + i, len - i);
		if (length == 0) {
			done_buf_addstr(out, "\xEF\xBF\xBD");
			length = 1;
		} else if (byte < 128 && escapes[byte]) {
			done_buf_addstr(out, escapes[byte]);
		} else {
			add_character(out, text + i, length);
		}
	}
	done_buf_addch(out, '"');
}

void done_json_key(struct done_json *json, const char *key)
{
	json->before_key = json->out->len;
	json->was_empty = json->depth && !(json->has_member >> (json->depth - 1) & 1);
	begin_item(json);
	json_writer_add_quoted(json->out, key);
	done_buf_addstr(json->out, json->compact || json->brief ? ":" : ": ");
	json->after_key = true;
}

void done_json_string(struct done_json *json, const char *text)
{
	if (!text) {
		done_json_null(json);
		return;
	}
	begin_item(json);
	json_writer_add_quoted(json->out, text);
}

void done_json_integer(struct done_json *json, int64_t number)
{
	char digits[24], *at = digits + sizeof(digits);
	uint64_t rest = number < 0 ? UINT64_C(0) - (uint64_t)number : (uint64_t)number;

	if (!number && json_leaves_out(json))
		return;
	begin_item(json);
	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10));
	if (number < 0)
		*--at = '-';
	done_buf_add(json->out, at, (size_t)(digits + sizeof(digits) - at));
}

void done_json_real(struct done_json *json, double number)
{
	char text[DONE_REAL_TEXT];

	begin_item(json);
	done_real_text(number, text);
	done_buf_addstr(json->out, text);
}

void done_json_boolean(struct done_json *json, bool value)
{
	if (!value && json_leaves_out(json))
		return;
	begin_item(json);
	done_buf_addstr(json->out, value ? "true" : "false");
}

void done_json_null(struct done_json *json)
{
	if (json_leaves_out(json))
		return;
	begin_item(json);
	done_buf_addstr(json->out, "null");
}

void done_json_raw(struct done_json *json, const char *text)
{
	begin_item(json);
	done_buf_addstr(json->out, text);
}

void done_json_member(struct done_json *json, const char *key, const char *text)
{
	done_json_key(json, key);
	done_json_string(json, text);
}

void done_json_member_integer(struct done_json *json, const char *key, int64_t number)
{
	done_json_key(json, key);
	done_json_integer(json, number);
}
