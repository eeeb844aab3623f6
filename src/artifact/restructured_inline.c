/* Links, roles and code within the lines of reStructuredText. */
#include "restructured_inline.h"

#include <ctype.h>
#include <string.h>

/* What stands between backquotes is no longer than this, so that no line is slow. */
#define INLINE_MAX 1024

/* "text <target>" between backquotes: the text goes out, the target becomes a link. */
static void read_link(
    struct done_outlining *outlining, const char *text, size_t len, int line, struct done_buf *out)
{
	const char *open = NULL;

	for (size_t i = 0; i < len; i++)
		if (text[i] == '<')
			open = text + i;
	if (!open || text[len - 1] != '>') {
		done_buf_add(out, text, len);
		return;
	}
	size_t target = len - 2 - (size_t)(open - text);
	/* "name_" in brackets is another target's name. */
	if (target && open[target] != '_')
		done_outline_add_link(outlining, open + 1, target, line);
	done_buf_add(out, text, (size_t)(open - text));
}

/* The closing marks from `at` on; len where there are none near. */
static size_t restructured_inline_find_close(
    const char *text, size_t len, size_t at, const char *marks)
{
	size_t nr = strlen(marks);

	for (size_t end = at; end + nr <= len && end - at < INLINE_MAX; end++)
		if (!strncmp(text + end, marks, nr) && end > at)
			return end;
	return len;
}

/* What begins with a backquote: bytes read, or 0. */
static size_t restructured_inline_read_quoted(struct done_outlining *outlining, const char *text,
    size_t len, int line, bool heading, struct done_buf *out)
{
	bool code = len > 1 && text[1] == '`';
	size_t marks = code ? 2 : 1,
	       end = restructured_inline_find_close(text, len, marks, code ? "``" : "`");

	if (end >= len)
		return 0;
	const char *inner = text + marks;
	size_t inner_len = end - marks, behind = end + marks;
	if (code && !heading) {
		done_buf_addch(out, '`');
		done_outline_add_code(outlining, inner, inner_len, line, true);
	} else if (!code && behind < len && text[behind] == '_')
		read_link(outlining, inner, inner_len, line, out);
	else
		done_buf_add(out, inner, inner_len);
	while (behind < len && text[behind] == '_')
		behind++;
	return behind;
}

/* ":code:" in front of a backquote: its length, or 0. */
static size_t role_length(const char *text, size_t len)
{
	size_t at = 1;

	while (at < len && at < INLINE_MAX &&
	    (isalnum((unsigned char)text[at]) || strchr("-_.+:", text[at])))
		at++;
	return at + 1 < len && at > 2 && text[at - 1] == ':' && text[at] == '`' ? at : 0;
}

void done_restructured_plain(struct done_outlining *outlining, const char *text, size_t len,
    int line, bool heading, struct done_buf *out)
{
	for (size_t at = 0; at < len;) {
		size_t read = 0;

		if (text[at] == '\\' && at + 1 < len) {
			done_buf_addch(out, text[at + 1]);
			read = 2;
		} else if (text[at] == '`') {
			read = restructured_inline_read_quoted(
			    outlining, text + at, len - at, line, heading, out);
		} else if (text[at] == ':') {
			read = role_length(text + at, len - at);
		}
		if (read)
			at += read;
		else
			done_buf_addch(out, text[at++]);
	}
}

void done_restructured_prose(
    struct done_outlining *outlining, const char *text, size_t len, int line)
{
	struct done_buf plain = {0};

	done_restructured_plain(outlining, text, len, line, false, &plain);
	if (plain.len)
		done_outline_add_prose(outlining, plain.ptr, plain.len, line);
	done_buf_release(&plain);
}

void done_restructured_add_id(struct done_outlining *outlining, const char *name, size_t len)
{
	struct done_buf id = {0};

	for (size_t i = 0; i < len; i++) {
		if (isalnum((unsigned char)name[i]))
			done_buf_addch(&id, (char)tolower((unsigned char)name[i]));
		else if (id.len && id.ptr[id.len - 1] != '-')
			done_buf_addch(&id, '-');
	}
	while (id.len && id.ptr[id.len - 1] == '-')
		id.len--;
	done_outline_add_id(outlining, id.len ? id.ptr : "", id.len);
	done_buf_release(&id);
}
