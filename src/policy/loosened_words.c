/* Values in few words, as notes on what a change loosens show them. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "loosened.h"

enum { WORD_BYTES = 160, ITEMS_SHOWN = 5, DEPTH_SHOWN = 4 };

static unsigned decode(const unsigned char *bytes, size_t len)
{
	static const unsigned char first[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned code = bytes[0] & first[len < DONE_ARRAY_SIZE(first) ? len : 0];

	for (size_t i = 1; i < len; i++)
		code = code << 6 | (bytes[i] & 0x3fU);
	return code;
}

/* A letter that only looks like another one must be seen: all but ASCII is named. */
static void word_add_text(struct done_buf *out, const struct done_string *text)
{
	for (size_t i = 0; i < text->len;) {
		size_t len = done_utf8_length(text->ptr + i, text->len - i);

		if ((unsigned char)text->ptr[i] < 0x80)
			done_buf_addch(out, text->ptr[i]);
		else if (len)
			done_buf_addf(
			    out, "<U+%04X>", decode((const unsigned char *)text->ptr + i, len));
		else
			done_buf_addf(out, "<%02X>", (unsigned char)text->ptr[i]);
		i += len ? len : 1;
	}
}

static void add_value(struct done_buf *out, const struct done_value *value, int depth);

static void add_list(struct done_buf *out, const struct done_value *value, int depth)
{
	done_buf_addch(out, '[');
	for (size_t i = 0; i < value->list.nr && i < ITEMS_SHOWN; i++) {
		done_buf_addstr(out, i ? ", " : "");
		add_value(out, &value->list.ptr[i], depth + 1);
	}
	if (value->list.nr > ITEMS_SHOWN)
		done_buf_addf(out, ", +%zu", value->list.nr - ITEMS_SHOWN);
	done_buf_addch(out, ']');
}

static void add_map(struct done_buf *out, const struct done_value *value, int depth)
{
	done_buf_addch(out, '{');
	for (size_t i = 0; i < value->map.nr && i < ITEMS_SHOWN; i++) {
		done_buf_addstr(out, i ? ", " : "");
		word_add_text(out, &value->map.ptr[i].key);
		done_buf_addstr(out, ": ");
		add_value(out, &value->map.ptr[i].value, depth + 1);
	}
	if (value->map.nr > ITEMS_SHOWN)
		done_buf_addf(out, ", +%zu", value->map.nr - ITEMS_SHOWN);
	done_buf_addch(out, '}');
}

static void add_value(struct done_buf *out, const struct done_value *value, int depth)
{
	if (depth > DEPTH_SHOWN) {
		done_buf_addstr(out, "…");
		return;
	}
	switch (value->type) {
	case DONE_BOOLEAN:
		done_buf_addstr(out, value->boolean ? "true" : "false");
		break;
	case DONE_INTEGER:
		done_buf_addf(out, "%" PRId64, value->integer);
		break;
	case DONE_REAL:
		if (value->digits)
			done_buf_addstr(out, value->digits);
		else
			done_buf_addf(out, "%g", value->real);
		break;
	case DONE_STRING:
		done_buf_addch(out, '\'');
		word_add_text(out, &value->string);
		done_buf_addch(out, '\'');
		break;
	case DONE_LIST:
		add_list(out, value, depth);
		break;
	case DONE_MAP:
		add_map(out, value, depth);
		break;
	default:
		done_buf_addstr(out, "none");
	}
}

const char *done_loosened_word(struct done_arena *arena, const struct done_value *value)
{
	struct done_buf buf = {0};
	const char *text;

	if (!value)
		return "none";
	add_value(&buf, value, 0);
	text = buf.len > WORD_BYTES ? done_arena_printf(arena, "%.*s…", WORD_BYTES, buf.ptr)
	                            : done_arena_strdup(arena, buf.ptr ? buf.ptr : "");
	done_buf_release(&buf);
	return text;
}

/* ---- what is loosened ---- */

void done_loosened_add(struct done_loosened *out, const char *at, const char *format, ...)
{
	struct done_buf buf = {0};
	va_list args;

	done_buf_addstr(&buf, at);
	va_start(args, format);
	done_buf_vaddf(&buf, format, args);
	va_end(args);
	*DONE_ARENA_PUSH(out->arena, out->items, out->nr, out->cap) =
	    done_arena_strdup(out->arena, buf.ptr ? buf.ptr : "");
	*DONE_ARENA_PUSH(out->arena, out->subjects, out->nr_subjects, out->cap_subjects) =
	    out->subject;
	done_buf_release(&buf);
}

void done_loosened_add_edit(struct done_loosened *out, const char *at, const char *name,
    const struct done_value *before, const struct done_value *after)
{
	done_loosened_add(out, at, "%s %s -> %s", name, done_loosened_word(out->arena, before),
	    done_loosened_word(out->arena, after));
}

void done_compared_add(const struct done_compared *comparing)
{
	done_loosened_add_edit(comparing->out, comparing->at, comparing->field->name,
	    comparing->before, comparing->after);
}

struct done_items done_loosened_list(const struct done_value *value)
{
	struct done_items items = {NULL, 0};

	if (value && value->type == DONE_LIST)
		return value->list;
	items.ptr = (struct done_value *)(uintptr_t)value;
	items.nr = value ? 1 : 0;
	return items;
}
