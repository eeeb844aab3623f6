/* Where a list or map in brackets ends. A guess is enough: what is made of it is read again. */
#include "sheet_edit_flow.h"

#include <string.h>

/* A quote that does not begin a value is a letter: don't. */
static bool flow_begins_value(struct done_bytes text, size_t at)
{
	return at == 0 || strchr(" \t\r\n[{,:", text.ptr[at - 1]);
}

size_t done_flow_skip_quoted(struct done_bytes text, size_t at)
{
	char quote = text.ptr[at++];

	while (at < text.len) {
		bool escapes = quote == '"' && text.ptr[at] == '\\';
		bool is_doubled = quote == '\'' && text.ptr[at] == '\'' && at + 1 < text.len &&
		    text.ptr[at + 1] == '\'';

		if (text.ptr[at] == quote && !is_doubled)
			return at + 1;
		at += escapes || is_doubled ? 2 : 1;
	}
	return text.len;
}

static size_t flow_skip_comment(struct done_bytes text, size_t at)
{
	while (at < text.len && text.ptr[at] != '\n')
		at++;
	return at;
}

bool done_flow_find_end(struct done_bytes text, size_t at, struct done_flow_end *out)
{
	size_t depth = 0, opening = at, last = at;

	if (at >= text.len || !strchr("[{", text.ptr[at]))
		return false;
	while (at < text.len) {
		char c = text.ptr[at];

		if (c == '#' && strchr(" \t\r\n", text.ptr[at - 1])) {
			at = flow_skip_comment(text, at);
			continue;
		}
		if (strchr("]}", c) && --depth == 0) {
			out->last = last + 1;
			out->is_empty = last == opening;
			out->has_comma = text.ptr[last] == ',';
			return true;
		}
		depth += strchr("[{", c) != NULL;
		if (strchr("\"'", c) && flow_begins_value(text, at)) {
			at = done_flow_skip_quoted(text, at);
			last = at - 1;
			continue;
		}
		if (!strchr(" \t\r\n", c))
			last = at;
		at++;
	}
	return false;
}
