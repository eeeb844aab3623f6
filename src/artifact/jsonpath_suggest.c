/* A JSONPath that does not compile, as its author probably meant it: names in quotes. */
#include "jsonpath_parts.h"

#include <string.h>

static bool is_plain(const char *name, size_t len)
{
	if (len == 1 && *name == '*')
		return true;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name[i];
		bool letter =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;

		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return len > 0;
}

static void add_quoted(struct done_buf *out, const char *name, size_t len)
{
	done_buf_addch(out, '\'');
	for (size_t i = 0; i < len; i++) {
		if (name[i] == '\'' || name[i] == '\\')
			done_buf_addch(out, '\\');
		done_buf_addch(out, name[i]);
	}
	done_buf_addch(out, '\'');
}

/* After one or two dots: a name as it is written, up to what begins the next segment. */
static const char *add_name(struct done_buf *out, const char *at, size_t dots)
{
	size_t len = strcspn(at, ".[");

	if (is_plain(at, len)) {
		done_buf_add(out, "..", dots);
		done_buf_add(out, at, len);
	} else {
		done_buf_add(out, "..", dots == 2 ? 2 : 0);
		done_buf_addch(out, '[');
		add_quoted(out, at, len);
		done_buf_addch(out, ']');
	}
	return at + len;
}

/* A bracket as it is, but for a name that has no quotes. NULL: it is never closed. */
static const char *add_bracket(struct done_buf *out, const char *at)
{
	const char *inside = at + 1;
	size_t len = strcspn(inside, "]");
	bool needs_quotes =
		len && !strchr("'\"*-:?,0123456789 \t\r\n", *inside) && !memchr(inside, ',', len);

	if (*inside == '\'' || *inside == '"') {
		const char *quote = strchr(inside + 1, *inside);

		if (!quote)
			return NULL;
		len = (size_t)(quote - inside) + strcspn(quote, "]");
	}
	if (inside[len] != ']')
		return NULL;
	done_buf_addch(out, '[');
	if (needs_quotes)
		add_quoted(out, inside, len);
	else
		done_buf_add(out, inside, len);
	done_buf_addch(out, ']');
	return inside + len + 1;
}

/* A JSON pointer (RFC 6901): "/a/0/b~1c". */
static const char *from_pointer(struct done_arena *arena, const char *text)
{
	struct done_buf out = {0}, name = {0};

	done_buf_addch(&out, '$');
	while (*text == '/') {
		done_buf_clear(&name);
		for (text++; *text && *text != '/'; text++) {
			bool escaped = *text == '~' && (text[1] == '0' || text[1] == '1');

			done_buf_addch(&name, escaped ? "~/"[text[1] - '0'] : *text);
			text += escaped;
		}
		const char *key = name.len ? name.ptr : "";
		if (name.len && strspn(key, "0123456789") == name.len &&
		    (*key != '0' || name.len == 1)) {
			done_buf_addf(&out, "[%s]", key);
		} else if (is_plain(key, name.len) && *key != '*') {
			done_buf_addf(&out, ".%s", key);
		} else {
			done_buf_addch(&out, '[');
			add_quoted(&out, key, name.len);
			done_buf_addch(&out, ']');
		}
	}
	const char *suggested = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	done_buf_release(&name);
	return suggested;
}

const char *done_jsonpath_suggest(struct done_arena *arena, const char *text)
{
	if (*text == '/')
		return from_pointer(arena, text);

	struct done_buf out = {0};
	const char *at = text, *suggested = NULL;

	done_buf_addch(&out, '$');
	at += *at == '$';
	if (at == text && *at && *at != '.' && *at != '[')
		at = add_name(&out, at, 1);
	while (at && *at) {
		size_t dots = strspn(at, ".");

		if (dots > 2)
			at = NULL;
		else if (at[dots] == '[' && dots != 1) {
			done_buf_add(&out, "..", dots);
			at = add_bracket(&out, at + dots);
		} else {
			at = dots && at[dots] && at[dots] != '[' ? add_name(&out, at + dots, dots)
			                                         : NULL;
		}
	}
	if (at && *text && out.len && strcmp(out.ptr, text) != 0)
		suggested = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return suggested;
}
