/* Plain text out of Markdown: words, HTML comments and tags, front matter. */
#include <string.h>

#include "markdown_parts.h"
#include "text.h"

/* ---- HTML ---- */

void done_html_drop_comments(struct done_buf *line, bool *inside)
{
	size_t kept = 0;

	for (size_t i = 0; i < line->len;) {
		const char *p = line->ptr + i;
		if (*inside && !strncmp(p, "-->", 3)) {
			*inside = false;
			i += 3;
		} else if (*inside) {
			i++;
		} else if (!strncmp(p, "<!--", 4)) {
			*inside = true;
			/* "<!-->" and "<!--->" are whole comments. */
			i += !strncmp(p, "<!-->", 5) || !strncmp(p, "<!--->", 6) ? 2 : 4;
		} else {
			line->ptr[kept++] = line->ptr[i++];
		}
	}
	line->len = kept;
	if (line->ptr)
		line->ptr[kept] = '\0';
}

/* "<your name>" looks like a tag, and is none. */
static bool is_slot(const char *tag)
{
	const char *close = strchr(tag, '>');
	size_t at, len;

	return done_placeholder_find(tag, (size_t)(close - tag) + 1, &at, &len) && at == 0 &&
	    len == (size_t)(close - tag) + 1;
}

void done_html_drop_tags(struct done_buf *line)
{
	char *last = line->len > 0 ? strrchr(line->ptr, '>') : NULL;
	size_t kept = 0;

	for (size_t i = 0; i < line->len; i++) {
		char *p = line->ptr + i;
		bool tag = *p == '<' && p < last && !strchr(" \t<=", p[1]) && !is_slot(p);
		if (tag)
			i = (size_t)(strchr(p, '>') - line->ptr);
		line->ptr[kept++] = tag ? ' ' : *p;
	}
	line->len = kept;
	if (line->ptr)
		line->ptr[kept] = '\0';
}

/* ---- front matter ---- */

/* The line that starts at an offset is this mark, blanks behind it not counted. */
static bool is_mark(struct done_bytes bytes, size_t at, const char *mark, size_t *next)
{
	size_t len = strlen(mark);

	if (bytes.len - at < len || memcmp(bytes.ptr + at, mark, len) != 0)
		return false;
	for (at += len; at < bytes.len && bytes.ptr[at] != '\n'; at++)
		if (!strchr(" \t\r", bytes.ptr[at]) || !bytes.ptr[at])
			return false;
	*next = at < bytes.len ? at + 1 : at;
	return true;
}

/* A rule ("---") may begin a document too: only a map between the marks is front matter. */
static bool is_map(struct done_bytes bytes)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_value value;
	int rc = done_yaml_parse(&arena, bytes, "", DONE_YAML_ARTIFACT, &value, &err);
	bool map = rc == 0 && value.type == DONE_MAP;

	done_arena_release(&arena);
	return map;
}

size_t done_front_matter_length(struct done_bytes bytes)
{
	size_t start, end;

	if (!is_mark(bytes, 0, "---", &start))
		return 0;
	for (size_t at = start; at < bytes.len;) {
		if (is_mark(bytes, at, "---", &end) || is_mark(bytes, at, "...", &end)) {
			struct done_bytes inside = {bytes.ptr + start, at - start};
			return is_map(inside) ? end : 0;
		}
		const char *newline = memchr(bytes.ptr + at, '\n', bytes.len - at);
		if (!newline)
			return 0;
		at = (size_t)(newline - bytes.ptr) + 1;
	}
	return 0;
}
