/*
 * A value tree in few bytes: what is built in is parsed when the program is built
 * (src/policy/embed_trees.c), and only laid out when it runs. One node is a byte for its type, its
 * place, and its content; numbers are in groups of seven bits, the lowest first; a text is its
 * length, its bytes and a NUL, so that a node can point at it.
 */
#include <string.h>

#include "done/artifact.h"

enum {
	TYPE = 0x0f,
	PLAIN = 0x10,
	DIGITS = 0x20,
};

/* ---- into bytes ---- */

static void pack_number(struct done_buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		done_buf_addch(out, (char)(0x80 | (number & 0x7f)));
	done_buf_addch(out, (char)number);
}

static void pack_text(struct done_buf *out, const char *text, size_t len)
{
	pack_number(out, len);
	done_buf_add(out, text, len);
	done_buf_addch(out, '\0');
}

static void pack_place(struct done_buf *out, int line, int column)
{
	pack_number(out, (uint64_t)line);
	pack_number(out, (uint64_t)column);
}

static bool pack_list(const struct done_items *list, struct done_buf *out)
{
	pack_number(out, list->nr);
	for (size_t i = 0; i < list->nr; i++) {
		if (!done_value_pack(&list->ptr[i], out))
			return false;
	}
	return true;
}

static bool pack_map(const struct done_members *map, struct done_buf *out)
{
	pack_number(out, map->nr);
	for (size_t i = 0; i < map->nr; i++) {
		const struct done_member *member = &map->ptr[i];

		pack_place(out, member->line, member->column);
		pack_text(out, member->key.ptr, member->key.len);
		if (!done_value_pack(&member->value, out))
			return false;
	}
	return true;
}

bool done_value_pack(const struct done_value *value, struct done_buf *out)
{
	int head = (int)value->type | (value->plain ? PLAIN : 0) | (value->digits ? DIGITS : 0);

	done_buf_addch(out, (char)head);
	pack_place(out, value->line, value->column);
	if (value->digits)
		pack_text(out, value->digits, strlen(value->digits));
	switch (value->type) {
	case DONE_NULL:
		return true;
	case DONE_BOOLEAN:
		pack_number(out, value->boolean);
		return true;
	case DONE_INTEGER:
		pack_number(out, (uint64_t)value->integer);
		return true;
	case DONE_STRING:
		pack_text(out, value->string.ptr, value->string.len);
		return true;
	case DONE_LIST:
		return pack_list(&value->list, out);
	case DONE_MAP:
		return pack_map(&value->map, out);
	case DONE_REAL: /* the strict subset has none */
		break;
	}
	return false;
}

/* ---- out of bytes ---- */

struct unpacking {
	struct done_arena *arena;
	const char *file;
	const unsigned char *at, *end;
	int depth;
	bool bad;
};

static uint64_t unpack_number(struct unpacking *from)
{
	uint64_t number = 0;

	for (unsigned shift = 0; from->at < from->end && shift < 64; shift += 7) {
		unsigned char byte = *from->at++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
	from->bad = true;
	return 0;
}

/* A count of things that take a byte each at least. */
static size_t unpack_count(struct unpacking *from)
{
	uint64_t nr = unpack_number(from);

	if (nr <= (uint64_t)(from->end - from->at))
		return (size_t)nr;
	from->bad = true;
	return 0;
}

static struct done_string unpack_text(struct unpacking *from)
{
	size_t len = unpack_count(from);
	struct done_string text = {(const char *)from->at, len};

	if (from->bad || (size_t)(from->end - from->at) <= len || from->at[len]) {
		from->bad = true;
		return (struct done_string){"", 0};
	}
	from->at += len + 1;
	return text;
}

static void unpack_place(struct unpacking *from, int *line, int *column)
{
	*line = (int)unpack_number(from);
	*column = (int)unpack_number(from);
}

static void unpack_value(struct unpacking *from, struct done_value *out);

static void unpack_list(struct unpacking *from, struct done_items *out)
{
	size_t nr = unpack_count(from);

	out->ptr = done_arena_array(from->arena, nr, sizeof(*out->ptr));
	for (; out->nr < nr && !from->bad; out->nr++)
		unpack_value(from, &out->ptr[out->nr]);
}

static void unpack_map(struct unpacking *from, struct done_members *out)
{
	size_t nr = unpack_count(from);

	out->ptr = done_arena_array(from->arena, nr, sizeof(*out->ptr));
	for (; out->nr < nr && !from->bad; out->nr++) {
		struct done_member *member = &out->ptr[out->nr];

		unpack_place(from, &member->line, &member->column);
		member->key = unpack_text(from);
		unpack_value(from, &member->value);
	}
}

static void unpack_content(struct unpacking *from, struct done_value *out)
{
	switch (out->type) {
	case DONE_NULL:
		break;
	case DONE_BOOLEAN:
		out->boolean = unpack_number(from) != 0;
		break;
	case DONE_INTEGER:
		out->integer = (int64_t)unpack_number(from);
		break;
	case DONE_STRING:
		out->string = unpack_text(from);
		break;
	case DONE_LIST:
		unpack_list(from, &out->list);
		break;
	case DONE_MAP:
		unpack_map(from, &out->map);
		break;
	case DONE_REAL:
	default:
		from->bad = true;
	}
}

static void unpack_value(struct unpacking *from, struct done_value *out)
{
	unsigned char head = from->at < from->end ? *from->at++ : DONE_REAL;

	if (from->depth++ == DONE_VALUE_DEPTH_MAX)
		from->bad = true;
	out->type = (enum done_value_type)(head & TYPE);
	out->plain = head & PLAIN;
	out->built_in = true;
	out->file = from->file;
	unpack_place(from, &out->line, &out->column);
	if (head & DIGITS)
		out->digits = unpack_text(from).ptr;
	if (!from->bad)
		unpack_content(from, out);
	from->depth--;
}

bool done_value_unpack(
    struct done_arena *arena, struct done_bytes packed, const char *file, struct done_value *out)
{
	const unsigned char *bytes = (const unsigned char *)packed.ptr;
	struct unpacking from = {
	    .arena = arena,
	    .file = done_arena_strdup(arena, file),
	    .at = bytes,
	    .end = bytes + packed.len,
	};

	*out = (struct done_value){0};
	unpack_value(&from, out);
	return !from.bad && from.at == from.end;
}
