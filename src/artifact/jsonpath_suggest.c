/* A JSONPath that does not compile, as its author probably meant it: names in quotes. */
#include "jsonpath_parts.h"

#include <string.h>

static bool jsonpath_suggest_is_plain(const char *name, size_t len)
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

static void jsonpath_suggest_add_quoted(struct done_buf *out, const char *name, size_t len)
{
	done_buf_addch(out, '\'');
	for (size_t i = 0; i < len; i++) {
		if (name[i] == '\'' || name[i] == '\\')
			done_buf_addch(out, '\\');
		done_buf_addch(out, name[i]);
	}
	done_buf_addch(out, '\'');
}

/* "0", "17": an element of a list. */
static bool is_index(const char *name, size_t len)
{
	return len && len <= 9 && strspn(name, "0123456789") >= len && (len == 1 || *name != '0');
}

static void add_segment(struct done_buf *out, const char *name, size_t len, size_t dots)
{
	while (len && done_is_blank(name[len - 1]))
		len--;
	for (; len && done_is_blank(*name); len--)
		name++;
	if (jsonpath_suggest_is_plain(name, len)) {
		done_buf_add(out, "..", dots);
		done_buf_add(out, name, len);
		return;
	}
	done_buf_add(out, "..", dots == 2 ? 2 : 0);
	done_buf_addch(out, '[');
	if (is_index(name, len))
		done_buf_add(out, name, len);
	else
		jsonpath_suggest_add_quoted(out, name, len);
	done_buf_addch(out, ']');
}

/*
 * After one or two dots: a name as it is written, up to what begins the next segment; "\." is a dot
 * in a name, as kubectl writes it. NULL: a function, or nothing.
 */
static const char *jsonpath_suggest_add_name(struct done_buf *out, const char *at, size_t dots)
{
	struct done_buf name = {0};

	while (*at && *at != '.' && *at != '[') {
		at += at[0] == '\\' && at[1] == '.';
		done_buf_addch(&name, *at++);
	}
	if (!name.len || memchr(name.ptr, '(', name.len))
		at = NULL;
	else
		add_segment(out, name.ptr, name.len, dots);
	done_buf_release(&name);
	return at;
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
		jsonpath_suggest_add_quoted(out, inside, len);
	else
		done_buf_add(out, inside, len);
	done_buf_addch(out, ']');
	return inside + len + 1;
}

/* JSON Pointer (RFC 6901), "/paths/~1health/get": *at is the first '/'. */
static const char *add_pointer(struct done_buf *out, const char *at)
{
	while (*at == '/') {
		struct done_buf name = {0};

		for (at++; *at && *at != '/'; at++) {
			bool escape = at[0] == '~' && (at[1] == '0' || at[1] == '1');

			at += escape;
			done_buf_addch(&name, escape ? (*at == '1' ? '/' : '~') : *at);
		}
		if (name.len)
			add_segment(out, name.ptr, name.len, 1);
		done_buf_release(&name);
	}
	return at;
}

/* Without blanks around it, and without kubectl's braces. */
static const char *take_path(struct done_arena *arena, const char *text)
{
	size_t len;

	text += strspn(text, " \t\r\n");
	len = strlen(text);
	while (len && done_is_blank(text[len - 1]))
		len--;
	if (len > 2 && text[0] == '{' && text[len - 1] == '}')
		return done_arena_strndup(arena, text + 1, len - 2);
	return done_arena_strndup(arena, text, len);
}

const char *done_jsonpath_suggest(struct done_arena *arena, const char *text)
{
	struct done_buf out = {0};
	const char *at = take_path(arena, text), *suggested = NULL;
	bool is_empty = !*at;

	done_buf_addch(&out, '$');
	if (*at == '/' || !strncmp(at, "#/", 2))
		at = add_pointer(&out, at + (*at == '#'));
	at += *at == '$';
	if (*at && *at != '.' && *at != '[')
		at = jsonpath_suggest_add_name(&out, at, 1);
	while (at && *at) {
		size_t dots = strspn(at, ".");

		if (dots > 2)
			at = NULL;
		else if (at[dots] == '[' && dots != 1) {
			done_buf_add(&out, "..", dots);
			at = add_bracket(&out, at + dots);
		} else {
			at = dots && at[dots] && at[dots] != '['
			    ? jsonpath_suggest_add_name(&out, at + dots, dots)
			    : NULL;
		}
	}
	if (at && !is_empty && out.len && strcmp(out.ptr, text) != 0)
		suggested = done_arena_strndup(arena, out.ptr, out.len);
	done_buf_release(&out);
	return suggested;
}
