/* The statement around a match, by brackets and lines. */
#include "statement.h"

#include <string.h>

/* The next line, or the one after blank ones, goes on with what stands before. */
static bool statement_goes_on(struct done_bytes code, size_t at)
{
	static const char *const starts[] = {".", "?.", "->", "::", "|>", ")", "]", "}", "{"};
	size_t next = at;

	while (next < code.len && done_is_blank(code.ptr[next]))
		next++;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(starts); i++) {
		size_t len = strlen(starts[i]);

		if (next + len <= code.len && !memcmp(code.ptr + next, starts[i], len))
			return true;
	}
	return false;
}

static bool statement_is_open(struct done_bytes code, size_t start, size_t at)
{
	size_t last = at;

	while (last > start && done_is_blank(code.ptr[last - 1]))
		last--;
	return last > start && strchr(".,=+-&|?:<>\\(", code.ptr[last - 1]);
}

static int depth_change(char c)
{
	if (c == '(' || c == '[' || c == '{')
		return 1;
	return c == ')' || c == ']' || c == '}' ? -1 : 0;
}

struct done_bytes done_statement_at(struct done_bytes code, size_t start, size_t end)
{
	size_t first = start, at = start;
	int depth = 0;

	while (first > 0 && code.ptr[first - 1] != '\n')
		first--;
	for (; at < code.len && at - first < DONE_STATEMENT_MAX; at++) {
		char c = code.ptr[at];

		depth += depth_change(c);
		if (depth < 0)
			break;
		if (at < end || depth > 0)
			continue;
		if (c == ';')
			break;
		if (c == '\n' && !statement_is_open(code, start, at) &&
		    !statement_goes_on(code, at))
			break;
	}
	return (struct done_bytes){code.ptr + first, at - first};
}
