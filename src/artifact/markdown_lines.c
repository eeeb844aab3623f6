/* Which line of a Markdown document something stands on, where cmark's own count is behind. */
#include <string.h>

#include "markdown_outliner.h"

/* Bytes that may be searched to put the lines right that cmark counts wrong. */
#define SEARCH_MAX (64U << 20)

void done_outliner_index_lines(struct done_outliner *outliner, size_t len)
{
	size_t nr = 1;

	for (size_t i = 0; i < len; i++)
		nr += outliner->source[i] == '\n';
	outliner->line_starts = done_arena_array(outliner->arena, nr + 1, sizeof(size_t));
	outliner->nr_lines = nr;
	nr = 1;
	for (size_t i = 0; i < len; i++)
		if (outliner->source[i] == '\n')
			outliner->line_starts[nr++] = i + 1;
	outliner->line_starts[nr] = len;
}

int done_outliner_node_start(const struct done_outliner *outliner, cmark_node *node)
{
	return cmark_node_get_start_line(node) - outliner->definitions.lines;
}

int done_outliner_node_end(const struct done_outliner *outliner, cmark_node *node)
{
	return cmark_node_get_end_line(node) - outliner->definitions.lines;
}

static bool line_holds(struct done_outliner *outliner, int line, const char *part, size_t part_len)
{
	const char *p = outliner->source + outliner->line_starts[line - 1];
	const char *end = outliner->source + outliner->line_starts[line];

	outliner->searched += (size_t)(end - p);
	while ((size_t)(end - p) >= part_len) {
		p = memchr(p, *part, (size_t)(end - p) - part_len + 1);
		if (!p)
			return false;
		if (!memcmp(p, part, part_len))
			return true;
		p++;
	}
	return false;
}

/*
 * Which line of the block holds a part, from the line at hand on. cmark drops definitions before a
 * paragraph, and joins lines within code spans and links: our count is then behind.
 */
int done_outliner_find_line(struct done_outliner *outliner, const char *part, size_t len)
{
	if (len == 0)
		return 0;
	for (int line = outliner->line_nr; line <= outliner->last_line; line++) {
		if (outliner->searched > SEARCH_MAX || line < 1 ||
		    (size_t)line > outliner->nr_lines)
			return 0;
		if (line_holds(outliner, line, part, len))
			return line;
	}
	return 0;
}

/* "[name]: …", perhaps in a quote or list: cmark keeps its line in the count of what follows. */
bool done_outliner_is_definition(const struct done_outliner *outliner, int line)
{
	if (line < 1 || (size_t)line > outliner->nr_lines)
		return false;
	const char *p = outliner->source + outliner->line_starts[line - 1];
	p += strspn(p, " >*+-");
	if (*p != '[')
		return false;
	p += strcspn(p, "]\n");
	return *p == ']' && p[1] == ':';
}
