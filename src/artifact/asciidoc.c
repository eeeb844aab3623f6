/* The outline of an AsciiDoc document, after the language's own description (asciidoc-lang). */
#include "asciidoc.h"

#include <ctype.h>
#include <string.h>

#include "asciidoc_inline.h"
#include "outline.h"

struct asciidoc_reader {
	struct done_asciidoc_text text; /* the outline, and what inline macros need */
	struct done_lines lines;
	size_t at;                        /* the line at hand */
	const struct done_line *verbatim; /* the line that opened a block which is no prose */
	bool hidden;                      /* that block is a comment */
	bool paragraph;                   /* the line before belongs to the same paragraph */
	bool literal;                     /* that paragraph is code */
	bool code_style;                  /* "[source]": what comes next is code */
	bool header; /* below the document's title: author, revision, settings */
};

/* Delimiters of blocks. The others ("====", "****", "____", "--", "|===") hold prose. */
static const struct delimiter {
	char mark;
	bool verbatim, hidden;
} delimiters[] = {
    {'-', true, false},
    {'.', true, false},
    {'+', true, false},
    {'/', true, true},
    {'=', false, false},
    {'*', false, false},
    {'_', false, false},
};

#define DELIMITER_MIN 4

static const struct delimiter *find_delimiter(const struct done_line *line)
{
	char mark = done_line_rule(line, DELIMITER_MIN);

	for (size_t i = 0; mark && i < DONE_ARRAY_SIZE(delimiters); i++)
		if (delimiters[i].mark == mark)
			return &delimiters[i];
	return NULL;
}

static bool is_fence(const struct done_line *line)
{
	return line->len >= 3 && !strncmp(line->ptr, "```", 3);
}

static bool starts_with(const struct done_line *line, const char *text)
{
	size_t len = strlen(text);

	return line->len >= len && !strncmp(line->ptr, text, len);
}

/* ---- titles ---- */

/* "== Run" or "## Run": the level, and where the text begins. */
static int marked_level(const struct done_line *line, size_t *skip)
{
	size_t nr = 0;
	char mark = line->len ? *line->ptr : '\0';

	if (mark != '=' && mark != '#')
		return 0;
	while (nr < line->len && line->ptr[nr] == mark)
		nr++;
	if (nr > 6 || nr >= line->len || (line->ptr[nr] != ' ' && line->ptr[nr] != '\t'))
		return 0;
	*skip = nr;
	return (int)nr;
}

static size_t characters(const struct done_line *line)
{
	size_t nr = 0;

	for (size_t i = 0; i < line->len; i++)
		nr += ((unsigned char)line->ptr[i] & 0xC0) != 0x80;
	return nr;
}

/* A title with a line of the same length below it, give or take one. */
static int underlined_level(const struct asciidoc_reader *reader, const struct done_line *line)
{
	static const char marks[] = "=-~^+";

	if (reader->paragraph || reader->at + 1 >= reader->lines.nr || line->indent ||
	    !isalnum((unsigned char)*line->ptr))
		return 0;
	const char *mark = strchr(marks, done_line_rule(line + 1, 2));
	size_t title = characters(line), rule = line[1].len;
	if (!mark || !*mark || title + 1 < rule || rule + 1 < title)
		return 0;
	return (int)(mark - marks) + 1;
}

/* The id that Asciidoctor makes of a title: "_how_to_run"; on GitHub "how-to-run". */
static void add_title_id(struct done_outlining *outlining, const char *text, size_t len, char blank)
{
	char *slug =
	    done_heading_slug(outlining->arena, done_arena_strndup(outlining->arena, text, len));
	struct done_buf id = {0};

	if (blank == '_')
		done_buf_addch(&id, '_');
	for (const char *p = slug; *p; p++) {
		if (*p != '-' && *p != '_')
			done_buf_addch(&id, *p);
		else if (id.len && id.ptr[id.len - 1] != blank)
			done_buf_addch(&id, blank);
	}
	while (id.len && id.ptr[id.len - 1] == blank)
		id.len--;
	done_outline_add_id(outlining, id.len ? id.ptr : "", id.len);
	done_buf_release(&id);
}

static void asciidoc_add_title(
    struct asciidoc_reader *reader, const char *text, size_t len, int level)
{
	struct done_outlining *outlining = reader->text.outlining;
	struct done_buf plain = {0};
	int line = (int)reader->at + 1;

	done_asciidoc_plain(&reader->text, text, len, line, true, &plain);
	const char *title = plain.len ? plain.ptr : "";
	while (*title == ' ')
		title++;
	done_outline_add_placeholders(outlining, title, strlen(title), line);
	done_outline_add_heading(outlining, title, strlen(title), level, line);
	reader->header = level == 1 && outlining->out->nr_headings == 1;
	add_title_id(outlining, title, strlen(title), '_');
	add_title_id(outlining, title, strlen(title), '-');
	done_buf_release(&plain);
}

/* 1 with the title read, perhaps of two lines; else 0. */
static bool read_title(struct asciidoc_reader *reader, const struct done_line *line)
{
	size_t skip = 0;
	int level = marked_level(line, &skip);

	if (level) {
		asciidoc_add_title(reader, line->ptr + skip, line->len - skip, level);
	} else {
		level = underlined_level(reader, line);
		if (!level)
			return false;
		asciidoc_add_title(reader, line->ptr, line->len, level);
		reader->at++;
	}
	reader->paragraph = reader->code_style = false;
	return true;
}

/* ---- lines ---- */

/* "[[run]]", "[#run]", "[id=run]", "[source,sh]": a line about the block that follows. */
static bool read_attributes(struct asciidoc_reader *reader, const struct done_line *line)
{
	static const char *const styles[] = {"source", "listing", "literal", "pass", "stem",
	    "latexmath", "asciimath", "plantuml", "mermaid", "ditaa", "graphviz"};
	size_t at, len;

	if (line->len < 2 || *line->ptr != '[' || line->ptr[line->len - 1] != ']' ||
	    reader->paragraph)
		return false;
	/* "[Describe the service here]" is not meant for the block that follows. */
	if (done_placeholder_find(line->ptr, line->len, &at, &len) && at == 0)
		return false;
	done_asciidoc_block_id(&reader->text, line->ptr, line->len);
	len = 0;
	while (len < line->len && (isalpha((unsigned char)line->ptr[len + 1])))
		len++;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(styles); i++)
		reader->code_style |=
		    strlen(styles[i]) == len && !strncmp(line->ptr + 1, styles[i], len);
	/* "[,sh]" is short for "[source,sh]". */
	reader->code_style |= line->ptr[1] == ',';
	return true;
}

/* ":imagesdir: images" */
static bool read_entry(struct asciidoc_reader *reader, const struct done_line *line)
{
	const char *end =
	    line->len > 2 && *line->ptr == ':' ? memchr(line->ptr + 1, ':', line->len - 1) : NULL;
	static const char images[] = ":imagesdir:";

	if (!end || reader->paragraph || end == line->ptr + 1 ||
	    isspace((unsigned char)line->ptr[1]))
		return false;
	for (const char *p = line->ptr + 1; p < end; p++)
		if (!isalnum((unsigned char)*p) && !strchr("_-!", *p))
			return false;
	if (starts_with(line, images)) {
		size_t from = sizeof(images) - 1;

		while (from < line->len && line->ptr[from] == ' ')
			from++;
		reader->text.images = done_arena_strndup(
		    reader->text.outlining->arena, line->ptr + from, line->len - from);
	}
	return true;
}

/* Inside a block that is no prose; its own end line ends it. */
static void read_verbatim(struct asciidoc_reader *reader, const struct done_line *line)
{
	const struct done_line *open = reader->verbatim;
	bool ends = is_fence(open)
	    ? is_fence(line) && line->len == 3
	    : line->len == open->len && !memcmp(line->ptr, open->ptr, open->len);

	if (ends)
		reader->verbatim = NULL;
	else if (!reader->hidden && starts_with(line, "include::"))
		done_asciidoc_macro(&reader->text, line->ptr, line->len, (int)reader->at + 1);
	else if (!reader->hidden)
		done_outline_add_code(
		    reader->text.outlining, line->ptr, line->len, (int)reader->at + 1, false);
}

/* A line that opens or ends a block. */
static bool read_delimiter(struct asciidoc_reader *reader, const struct done_line *line)
{
	const struct delimiter *delimiter = find_delimiter(line);
	bool open = line->len == 2 && starts_with(line, "--");

	if (!delimiter && !open && !is_fence(line) && !starts_with(line, "|==="))
		return false;
	if (is_fence(line) || (delimiter && delimiter->verbatim) ||
	    (reader->code_style && (delimiter || open)))
		reader->verbatim = line;
	reader->hidden = delimiter && delimiter->hidden;
	reader->paragraph = reader->code_style = false;
	return true;
}

/* Bytes of a list's mark at the start of a text: "* ", ".. ", "- ", "1. ". */
static size_t list_mark(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && (strchr("*.-", text[at]) || isdigit((unsigned char)text[at])))
		at++;
	return at > 0 && at < len && text[at] == ' ' && !isdigit((unsigned char)text[at - 1]) ? at
	                                                                                      : 0;
}

static void asciidoc_read_text(struct asciidoc_reader *reader, const struct done_line *line)
{
	const char *text = line->ptr + line->indent;
	size_t len = line->len - line->indent, mark = list_mark(text, len);
	struct done_buf plain = {0};

	if (!reader->paragraph)
		reader->literal = reader->code_style || (line->indent > 0 && !mark);
	reader->paragraph = true;
	reader->code_style = false;
	if (reader->literal) {
		done_outline_add_code(
		    reader->text.outlining, text, len, (int)reader->at + 1, false);
		return;
	}
	done_asciidoc_plain(
	    &reader->text, text + mark, len - mark, (int)reader->at + 1, false, &plain);
	if (plain.len)
		done_outline_add_prose(
		    reader->text.outlining, plain.ptr, plain.len, (int)reader->at + 1);
	done_buf_release(&plain);
}

static void asciidoc_read_line(struct asciidoc_reader *reader)
{
	const struct done_line *line = &reader->lines.items[reader->at];

	if (reader->verbatim) {
		read_verbatim(reader, line);
		return;
	}
	if (done_line_blank(line)) {
		reader->paragraph = reader->header = false;
		return;
	}
	if (starts_with(line, "//") && !starts_with(line, "///"))
		return;
	if (read_title(reader, line) || read_delimiter(reader, line) ||
	    read_attributes(reader, line) || read_entry(reader, line) ||
	    done_asciidoc_macro(&reader->text, line->ptr, line->len, (int)reader->at + 1))
		return;
	if (!reader->header)
		asciidoc_read_text(reader, line);
}

int done_asciidoc_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err)
{
	struct done_outline outline = {0};
	struct done_outlining outlining = {.arena = arena, .out = &outline};
	struct asciidoc_reader reader = {.text = {.outlining = &outlining, .images = ""}};
	int rc = done_lines_split(arena, bytes, file, &reader.lines, err);

	if (rc < 0)
		return rc;
	for (; reader.at < reader.lines.nr; reader.at++)
		asciidoc_read_line(&reader);
	done_outline_finish(&outlining);
	*out = outline;
	return 0;
}
