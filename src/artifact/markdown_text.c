/* Plain text out of Markdown: words, HTML comments and tags, front matter. */
#include <string.h>

#include "markdown_parts.h"
#include "text.h"

enum class {
	CLASS_LETTER, /* what no row names */
	CLASS_SPACE,
	CLASS_MARK,
	CLASS_IDEOGRAPH,
};

static const struct range {
	uint32_t from, to;
	enum class class;
} ranges[] = {
	{0x00, 0x20, CLASS_SPACE},         {0x21, 0x2F, CLASS_MARK},
	{0x3A, 0x40, CLASS_MARK},          {0x5B, 0x60, CLASS_MARK},
	{0x7B, 0x9F, CLASS_MARK},          {0xA0, 0xA0, CLASS_SPACE},
	{0xA1, 0xA9, CLASS_MARK},          {0xAB, 0xB4, CLASS_MARK},
	{0xB6, 0xB9, CLASS_MARK},          {0xBB, 0xBF, CLASS_MARK},
	{0xD7, 0xD7, CLASS_MARK},          {0xF7, 0xF7, CLASS_MARK},
	{0x2000, 0x200A, CLASS_SPACE},     {0x200B, 0x206F, CLASS_MARK},
	{0x20A0, 0x20CF, CLASS_MARK},      {0x2190, 0x2BFF, CLASS_MARK},
	{0x3000, 0x3000, CLASS_SPACE},     {0x3001, 0x3004, CLASS_MARK},
	{0x3008, 0x3020, CLASS_MARK},      {0x3041, 0x30FF, CLASS_IDEOGRAPH},
	{0x3400, 0x4DBF, CLASS_IDEOGRAPH}, {0x4E00, 0x9FFF, CLASS_IDEOGRAPH},
	{0xFE00, 0xFE0F, CLASS_MARK},      {0xFF01, 0xFF0F, CLASS_MARK},
	{0xFF1A, 0xFF20, CLASS_MARK},      {0xFFF0, 0xFFFF, CLASS_MARK},
	{0x1F000, 0x1FAFF, CLASS_MARK},    {0x20000, 0x3FFFF, CLASS_IDEOGRAPH},
	{0xE0000, 0xE0FFF, CLASS_MARK},
};

static enum class class_of(uint32_t character) {
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ranges);
	     i++){if (character < ranges[i].from) return CLASS_LETTER;
	          if (character <= ranges[i].to) return ranges[i].class;}
return CLASS_LETTER;
}

/* The character at the start, U+FFFD for a byte that is not UTF-8; *length is never 0. */
static uint32_t character_at(const char *bytes, size_t len, size_t *length)
{
	*length = done_utf8_length(bytes, len);
	if (*length > 0)
		return done_text_character(bytes, *length);
	*length = 1;
	return 0xFFFD;
}

size_t done_words_count(const char *text, size_t len)
{
	size_t words = 0;
	bool inside = false;

	for (size_t i = 0, length; i < len; i += length) {
		enum class class = class_of(character_at(text + i, len - i, &length));
		if (class == CLASS_IDEOGRAPH || (class == CLASS_LETTER && !inside))
			words++;
		if (class != CLASS_MARK)
			inside = class == CLASS_LETTER;
	}
	return words;
}

size_t done_words_count_line(const char *text, size_t len)
{
	size_t rest = 0, start = 0, at, found;

	while (done_placeholder_find(text + start, len - start, &at, &found)) {
		rest += done_words_count(text + start, at);
		start += at + found;
	}
	rest += done_words_count(text + start, len - start);
	return rest > 0 ? done_words_count(text, len) : 0;
}

/* ---- HTML ----------------------------------------------------------------------------------- */

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

void done_html_drop_tags(struct done_buf *line)
{
	char *last = line->len > 0 ? strrchr(line->ptr, '>') : NULL;
	size_t kept = 0;

	for (size_t i = 0; i < line->len; i++) {
		char *p = line->ptr + i;
		bool tag = *p == '<' && p < last && !strchr(" \t<=", p[1]);
		if (tag)
			i = (size_t)(strchr(p, '>') - line->ptr);
		line->ptr[kept++] = tag ? ' ' : *p;
	}
	line->len = kept;
	if (line->ptr)
		line->ptr[kept] = '\0';
}

/* ---- front matter ---------------------------------------------------------------------------- */

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
