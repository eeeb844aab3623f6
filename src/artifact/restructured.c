/* The outline of a reStructuredText document, after docutils' specification. */
#include "restructured.h"

#include <ctype.h>
#include <string.h>

#include "outline.h"
#include "restructured_inline.h"

#define STYLES_MAX 6
#define RULE_MIN 3

/* A way to write titles: the first that a document uses is its level 1, and so on. */
struct style {
	char mark;
	bool above; /* a line of marks above the title, too */
};

struct restructured_reader {
	struct done_outlining outlining;
	struct done_lines lines;
	size_t at; /* the line at hand */
	struct style styles[STYLES_MAX];
	size_t nr_styles;
	bool block;          /* inside an indented block that is no prose */
	bool comment;        /* that block is a comment, not code */
	size_t block_indent; /* of the line that it hangs on */
	bool doctest;
};

/* Directives whose indented text is read; that of all others is code, data or a picture. */
static const char *const prose_directives[] = {
    "note",
    "warning",
    "tip",
    "important",
    "caution",
    "danger",
    "attention",
    "hint",
    "error",
    "topic",
    "sidebar",
    "container",
    "seealso",
    "admonition",
    "versionadded",
    "rubric",
    "deprecated",
    "versionchanged",
    "epigraph",
    "class",
    "compound",
    "figure",
    "pull-quote",
};

/* Directives whose argument is a file. */
static const struct file_directive {
	const char *name;
	bool image;
} file_directives[] = {
    {"image", true},
    {"figure", true},
    {"include", false},
    {"literalinclude", false},
};

static const struct done_line *restructured_line_at(
    const struct restructured_reader *reader, size_t at)
{
	return at < reader->lines.nr ? &reader->lines.items[at] : NULL;
}

/* ---- titles ---- */

static int style_level(struct restructured_reader *reader, char mark, bool above)
{
	size_t i = 0;

	while (i < reader->nr_styles &&
	    (reader->styles[i].mark != mark || reader->styles[i].above != above))
		i++;
	if (i == reader->nr_styles && i < STYLES_MAX)
		reader->styles[reader->nr_styles++] = (struct style){mark, above};
	return i < STYLES_MAX ? (int)i + 1 : STYLES_MAX;
}

static size_t characters(const struct done_line *line)
{
	size_t nr = 0;

	for (size_t i = line->indent; i < line->len; i++)
		nr += ((unsigned char)line->ptr[i] & 0xC0) != 0x80;
	return nr;
}

/* docutils: a line of marks is as long as its title; a shorter one of four and more is let pass. */
static char rule_of(const struct done_line *title, const struct done_line *rule)
{
	char mark = rule ? done_line_rule(rule, 1) : '\0';

	return mark && (rule->len >= characters(title) || rule->len > RULE_MIN) ? mark : '\0';
}

static bool follows_break(const struct restructured_reader *reader)
{
	const struct done_line *before =
	    reader->at ? restructured_line_at(reader, reader->at - 1) : NULL;

	return !before || done_line_blank(before) || before->indent ||
	    !strncmp(before->ptr, "..", before->len < 2 ? before->len : 2) ||
	    done_line_rule(before, RULE_MIN);
}

static void restructured_add_title(
    struct restructured_reader *reader, const struct done_line *title, char mark, bool above)
{
	struct done_buf plain = {0};
	int line = (int)(title - reader->lines.items) + 1;

	done_restructured_plain(&reader->outlining, title->ptr + title->indent,
	    title->len - title->indent, line, true, &plain);
	const char *text = plain.len ? plain.ptr : "";
	done_outline_add_placeholders(&reader->outlining, text, plain.len, line);
	done_outline_add_heading(
	    &reader->outlining, text, plain.len, style_level(reader, mark, above), line);
	done_restructured_add_id(&reader->outlining, text, plain.len);
	done_buf_release(&plain);
}

/* True with the title read, and the reader at its last line. */
static bool read_title(struct restructured_reader *reader, const struct done_line *line)
{
	const struct done_line *next = restructured_line_at(reader, reader->at + 1);
	const struct done_line *last = restructured_line_at(reader, reader->at + 2);
	char mark = done_line_rule(line, 2);

	if (mark && next && last && !done_line_blank(next) && !done_line_rule(next, RULE_MIN) &&
	    rule_of(next, line) == mark && done_line_rule(last, 2) == mark) {
		restructured_add_title(reader, next, mark, true);
		reader->at += 2;
		return true;
	}
	if (line->indent || !follows_break(reader) || done_line_rule(line, RULE_MIN) || !next ||
	    done_line_blank(next))
		return false;
	mark = rule_of(line, next);
	if (!mark)
		return false;
	restructured_add_title(reader, line, mark, false);
	reader->at++;
	return true;
}

/* ---- blocks ---- */

static void begin_block(struct restructured_reader *reader, size_t indent)
{
	reader->block = true;
	reader->comment = false;
	reader->block_indent = indent;
}

static bool restructured_is_one_of(
    const char *const *names, size_t nr, const char *name, size_t len)
{
	for (size_t i = 0; i < nr; i++)
		if (strlen(names[i]) == len && !strncmp(names[i], name, len))
			return true;
	return false;
}

/* ".. image:: a.png" */
static void read_directive(struct restructured_reader *reader, const struct done_line *line,
    const char *name, size_t len, const char *rest)
{
	const char *end = line->ptr + line->len;

	while (rest < end && isspace((unsigned char)*rest))
		rest++;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(file_directives); i++)
		if (strlen(file_directives[i].name) == len && rest < end &&
		    !strncmp(file_directives[i].name, name, len))
			done_outline_add_link(
			    &reader->outlining, rest, (size_t)(end - rest), (int)reader->at + 1)
			    ->image = file_directives[i].image;
	if (!restructured_is_one_of(prose_directives, DONE_ARRAY_SIZE(prose_directives), name, len))
		begin_block(reader, line->indent);
	else if (strncmp(name, "figure", len) != 0 && rest < end)
		done_outline_add_prose(
		    &reader->outlining, rest, (size_t)(end - rest), (int)reader->at + 1);
}

/* ".. _name: target", "__ target": an id, and a link where there is a target. */
static void read_target(struct restructured_reader *reader, const char *name, const char *end)
{
	bool quoted = name < end && *name == '`';
	const char *colon = quoted ? memchr(name + 1, '`', (size_t)(end - name) - 1) : name;

	while (colon && colon < end && *colon != ':')
		colon += *colon == '\\' ? 2 : 1;
	if (!colon || colon >= end)
		return;
	if (*name != '_')
		done_restructured_add_id(
		    &reader->outlining, name + quoted, (size_t)(colon - name) - 2 * (size_t)quoted);
	for (colon++; colon < end && isspace((unsigned char)*colon);)
		colon++;
	/* "target_" is the name of another one. */
	if (colon < end && end[-1] != '_')
		done_outline_add_link(
		    &reader->outlining, colon, (size_t)(end - colon), (int)reader->at + 1)
		    ->definition = true;
}

/* ".. …": a target, a footnote, a substitution, a directive; else a comment. */
static bool read_markup(struct restructured_reader *reader, const struct done_line *line)
{
	const char *text = line->ptr + line->indent, *end = line->ptr + line->len;

	if (end - text < 2 || strncmp(text, "..", 2) != 0 ||
	    (end - text > 2 && !isspace((unsigned char)text[2])))
		return false;
	for (text += 2; text < end && isspace((unsigned char)*text);)
		text++;
	if (text < end && *text == '_') {
		read_target(reader, text + 1, end);
		return true;
	}
	if (text < end && *text == '[') { /* a footnote is read like any text */
		const char *close = memchr(text, ']', (size_t)(end - text));
		if (close && close + 1 < end)
			done_restructured_prose(&reader->outlining, close + 1,
			    (size_t)(end - close) - 1, (int)reader->at + 1);
		return true;
	}
	const char *bar =
	    text < end && *text == '|' ? memchr(text + 1, '|', (size_t)(end - text) - 1) : NULL;
	for (text = bar ? bar + 1 : text; text < end && isspace((unsigned char)*text);)
		text++;
	const char *name = text;
	while (text < end && (isalnum((unsigned char)*text) || strchr("-_:", *text)) &&
	    strncmp(text, "::", 2) != 0)
		text++;
	if (end - text >= 2 && text > name && !strncmp(text, "::", 2))
		read_directive(reader, line, name, (size_t)(text - name), text + 2);
	else {
		begin_block(reader, line->indent);
		reader->comment = true;
	}
	return true;
}

/* True while the line is inside of what is no prose. */
static bool restructured_is_hidden(struct restructured_reader *reader, const struct done_line *line)
{
	if (reader->doctest && !done_line_blank(line))
		return true;
	reader->doctest = false;
	if (!reader->block || done_line_blank(line))
		return reader->block;
	reader->block = line->indent > reader->block_indent;
	return reader->block;
}

/* ":width: 40" below a directive, ":Author: X" anywhere: its name is no prose. */
static size_t field_name(const char *text, size_t len)
{
	const char *end = len > 2 && *text == ':' ? memchr(text + 1, ':', len - 1) : NULL;

	return end && end > text + 1 && (end + 1 == text + len || end[1] == ' ')
	    ? (size_t)(end - text) + 1
	    : 0;
}

static size_t list_mark(const char *text, size_t len)
{
	size_t at = 0;

	if (len > 1 && strchr("*-+|", *text) && text[1] == ' ')
		return 1;
	while (at < len && (isdigit((unsigned char)text[at]) || text[at] == '#'))
		at++;
	return at > 0 && at + 1 < len && strchr(".)", text[at]) && text[at + 1] == ' ' ? at + 1 : 0;
}

static void restructured_read_text(struct restructured_reader *reader, const struct done_line *line)
{
	const char *text = line->ptr + line->indent;
	size_t len = line->len - line->indent;
	bool code = len >= 2 && !strncmp(text + len - 2, "::", 2);

	if (len >= 3 && !strncmp(text, ">>>", 3)) {
		reader->doctest = true;
		return;
	}
	size_t skip = field_name(text, len);
	skip += list_mark(text + skip, len - skip);
	done_restructured_prose(&reader->outlining, text + skip, len - skip, (int)reader->at + 1);
	if (code)
		begin_block(reader, line->indent);
}

static void restructured_read_line(struct restructured_reader *reader)
{
	const struct done_line *line = &reader->lines.items[reader->at];

	if (restructured_is_hidden(reader, line)) {
		if (!reader->comment)
			done_outline_add_code(
			    &reader->outlining, line->ptr, line->len, (int)reader->at + 1, false);
		return;
	}
	if (done_line_blank(line) || read_title(reader, line) || done_line_rule(line, RULE_MIN) ||
	    read_markup(reader, line))
		return;
	if (line->len > 3 && !strncmp(line->ptr, "__ ", 3))
		done_outline_add_link(
		    &reader->outlining, line->ptr + 3, line->len - 3, (int)reader->at + 1);
	else
		restructured_read_text(reader, line);
}

int done_restructured_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err)
{
	struct done_outline outline = {0};
	struct restructured_reader reader = {.outlining = {.arena = arena, .out = &outline}};
	int rc = done_lines_split(arena, bytes, file, &reader.lines, err);

	if (rc < 0)
		return rc;
	for (; reader.at < reader.lines.nr; reader.at++)
		restructured_read_line(&reader);
	done_outline_finish(&reader.outlining);
	*out = outline;
	return 0;
}
