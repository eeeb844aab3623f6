/* The outline of a plain text: headings by the habits of people who write READMEs without markup.
 */
#include "plain_text.h"

#include <ctype.h>
#include <string.h>

#include "markdown_parts.h"
#include "outline.h"
#include "text.h"
#include "unicode.h"

#define HEADING_BYTES_MAX 60
#define HEADING_WORDS_MAX 4
#define CAPITALS_MIN 3
#define RULE_MIN 3

struct plain_reader {
	struct done_outlining outlining;
	struct done_lines lines;
	size_t at;   /* the line at hand */
	bool fenced; /* between two lines of ``` */
};

/* Levels of lines of marks below a title. */
static const struct underline {
	char mark;
	int level;
} underlines[] = {{'=', 1}, {'*', 1}, {'#', 1}, {'-', 2}, {'~', 2}, {'+', 2}};

static bool starts_paragraph(const struct plain_reader *reader)
{
	return reader->at == 0 || done_line_blank(&reader->lines.items[reader->at - 1]) ||
	    done_line_rule(&reader->lines.items[reader->at - 1], RULE_MIN);
}

static bool holds_word(const struct done_line *line)
{
	for (size_t i = 0, length; i < line->len; i += length) {
		length = done_utf8_length(line->ptr + i, line->len - i);
		if (!length)
			length = 1;
		else if (done_unicode_is_word(done_text_character(line->ptr + i, length)))
			return true;
	}
	return false;
}

/* 0, or the level that the line below gives. */
static int underlined(const struct plain_reader *reader, const struct done_line *line)
{
	const struct done_line *next = line + 1;

	if (reader->at + 1 >= reader->lines.nr || line->indent || !holds_word(line) ||
	    !starts_paragraph(reader))
		return 0;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(underlines); i++)
		if (done_line_rule(next, RULE_MIN) == underlines[i].mark)
			return underlines[i].level;
	return 0;
}

/* 0, or the number of '#' in front of a title; *skip: bytes before the text. */
static int numbered(const struct done_line *line, size_t *skip)
{
	size_t nr = 0;

	while (nr < line->len && line->ptr[nr] == '#')
		nr++;
	if (nr < 1 || nr > 6 || nr >= line->len || line->ptr[nr] != ' ')
		return 0;
	*skip = nr + 1;
	return (int)nr;
}

static bool in_capitals(const struct done_line *line)
{
	size_t capitals = 0;

	for (size_t i = 0, length; i < line->len; i += length) {
		length = done_utf8_length(line->ptr + i, line->len - i);
		if (!length || islower((unsigned char)line->ptr[i]))
			return false;
		uint32_t character = done_text_character(line->ptr + i, length);
		capitals += done_unicode_lower(character) != character;
	}
	return capitals >= CAPITALS_MIN;
}

/* "Run:", "How to run:": few words, a capital or digit first, and nothing behind the colon. */
static bool ends_with_colon(const struct done_line *line)
{
	size_t blanks = 0;

	if (line->len < 2 || line->ptr[line->len - 1] != ':' ||
	    (!isupper((unsigned char)*line->ptr) && !isdigit((unsigned char)*line->ptr)))
		return false;
	for (size_t i = 0; i < line->len; i++) {
		if (line->ptr[i] == ':' && i + 1 < line->len)
			return false;
		blanks += line->ptr[i] == ' ';
	}
	return blanks < HEADING_WORDS_MAX;
}

/* 0, or the level of a line that stands out by its letters. */
static int spelled(const struct plain_reader *reader, const struct done_line *line)
{
	if (line->indent || line->len > HEADING_BYTES_MAX || !starts_paragraph(reader) ||
	    done_words_count_line(line->ptr, line->len) == 0) /* "TODO" */
		return 0;
	if (in_capitals(line))
		return 2;
	return ends_with_colon(line) ? 3 : 0;
}

static bool is_fence(const struct done_line *line)
{
	return line->len - line->indent >= 3 && !strncmp(line->ptr + line->indent, "```", 3);
}

static void plain_text_read_line(struct plain_reader *reader)
{
	const struct done_line *line = &reader->lines.items[reader->at];
	int number = (int)reader->at + 1;
	size_t skip = 0, len = line->len;

	if (is_fence(line)) {
		reader->fenced = !reader->fenced;
		return;
	}
	if (!done_line_blank(line) && (reader->fenced || line->indent || *line->ptr == '$'))
		done_outline_add_code(&reader->outlining, line->ptr, line->len, number, false);
	if (reader->fenced || done_line_blank(line) || done_line_rule(line, RULE_MIN))
		return;
	int level = underlined(reader, line);
	if (!level)
		level = numbered(line, &skip);
	if (!level) {
		level = spelled(reader, line);
		len -= level && line->ptr[len - 1] == ':';
	}
	if (level)
		done_outline_add_placeholders(
		    &reader->outlining, line->ptr + skip, len - skip, number);
	if (level)
		done_outline_add_heading(
		    &reader->outlining, line->ptr + skip, len - skip, level, number);
	else
		done_outline_add_prose(
		    &reader->outlining, line->ptr + line->indent, line->len - line->indent, number);
}

int done_plain_text_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err)
{
	struct done_outline outline = {0};
	struct plain_reader reader = {.outlining = {.arena = arena, .out = &outline}};
	int rc = done_lines_split(arena, bytes, file, &reader.lines, err);

	if (rc < 0)
		return rc;
	for (; reader.at < reader.lines.nr; reader.at++)
		plain_text_read_line(&reader);
	done_outline_finish(&reader.outlining);
	*out = outline;
	return 0;
}
