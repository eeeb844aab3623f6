/* Putting an outline together: headings and the words below them, ids, links, lines of prose. */
#include "outline.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- headings and ids ---- */

/* Until a heading is closed its words are the document's words above it. */
static void close_headings(struct done_outlining *outlining, int level)
{
	struct done_outline *out = outlining->out;

	while (outlining->nr_open > 0) {
		struct done_heading *heading =
		    &out->headings[outlining->open[outlining->nr_open - 1]];

		if (heading->level < level)
			return;
		heading->words = out->words - heading->words;
		heading->code_words = out->code_words - heading->code_words;
		outlining->nr_open--;
	}
}

static void trim(const char **text, size_t *len)
{
	while (*len > 0 && isspace((unsigned char)(*text)[*len - 1]))
		(*len)--;
	while (*len > 0 && isspace((unsigned char)**text)) {
		(*text)++;
		(*len)--;
	}
}

void done_outline_add_slug(struct done_outlining *outlining, const char *text, size_t len)
{
	struct done_outline *out = outlining->out;
	const char **slug =
	    DONE_ARENA_PUSH(outlining->arena, out->slugs, out->nr_slugs, outlining->cap_slugs);

	*slug =
	    done_heading_slug(outlining->arena, done_arena_strndup(outlining->arena, text, len));
}

void done_outline_add_heading(
    struct done_outlining *outlining, const char *text, size_t len, int level, int line)
{
	struct done_outline *out = outlining->out;

	done_outline_add_slug(outlining, text, len);
	trim(&text, &len);
	close_headings(outlining, level);
	struct done_heading *heading = DONE_ARENA_PUSH(
	    outlining->arena, out->headings, out->nr_headings, outlining->cap_headings);
	*heading = (struct done_heading){
	    .text = done_arena_strndup(outlining->arena, text, len),
	    .level = level,
	    .line = line,
	    .words = out->words,
	    .code_words = out->code_words,
	};
	outlining->open[outlining->nr_open++] = out->nr_headings - 1;
}

void done_outline_add_id(struct done_outlining *outlining, const char *id, size_t len)
{
	struct done_outline *out = outlining->out;

	if (len == 0)
		return;
	const char **item =
	    DONE_ARENA_PUSH(outlining->arena, out->ids, out->nr_ids, outlining->cap_ids);
	*item = done_arena_strndup(outlining->arena, id, len);
}

struct done_link *done_outline_add_link(
    struct done_outlining *outlining, const char *target, size_t len, int line)
{
	struct done_outline *out = outlining->out;
	static struct done_link beyond;

	if (out->nr_links >= DONE_OUTLINE_LINKS_MAX) {
		out->links_cut = true;
		return &beyond;
	}
	struct done_link *link =
	    DONE_ARENA_PUSH(outlining->arena, out->links, out->nr_links, outlining->cap_links);
	link->target = done_arena_strndup(outlining->arena, target, len);
	link->line = line;
	return link;
}

void done_outline_add_placeholders(
    struct done_outlining *outlining, const char *text, size_t len, int line)
{
	struct done_passage passage = {.ptr = text, .len = len, .heading = true};

	done_outline_add_passage(
	    outlining->arena, outlining->out, &outlining->caps, &passage, line);
}

void done_outline_add_prose(
    struct done_outlining *outlining, const char *text, size_t len, int line)
{
	struct done_passage passage = {.ptr = text, .len = len};

	if (len == 0)
		return;
	bool holds = done_outline_add_passage(
	    outlining->arena, outlining->out, &outlining->caps, &passage, line);
	outlining->out->words += done_passage_words(&passage, holds);
}

void done_outline_add_code(
    struct done_outlining *outlining, const char *text, size_t len, int line, bool span)
{
	struct done_outline *out = outlining->out;

	trim(&text, &len);
	if (len == 0)
		return;
	*DONE_ARENA_PUSH(outlining->arena, out->codes, out->nr_codes, outlining->cap_codes) =
	    (struct done_code_text){done_arena_strndup(outlining->arena, text, len), line, span};
}

void done_outline_finish(struct done_outlining *outlining)
{
	struct done_outline *out = outlining->out;

	close_headings(outlining, 0);
	if (out->nr_slugs)
		qsort(out->slugs, out->nr_slugs, sizeof(*out->slugs), done_text_order);
	if (out->nr_ids)
		qsort(out->ids, out->nr_ids, sizeof(*out->ids), done_text_order);
}

/* ---- lines ---- */

static struct done_line line_of(const char *text, size_t len)
{
	struct done_line line = {text, len, 0};

	while (line.len > 0 && isspace((unsigned char)text[line.len - 1]))
		line.len--;
	while (line.indent < line.len && isspace((unsigned char)text[line.indent]))
		line.indent++;
	return line;
}

int done_lines_split(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_lines *out, struct done_error *err)
{
	size_t cap = 0, at = 0;

	if (bytes.len > DONE_DOCUMENT_MAX) {
		done_error_set(err, DONE_E_POLICY, "the file has %zu bytes: at most 4 MiB are read",
		    bytes.len);
		return done_error_place(err, file, 0, 0);
	}
	*out = (struct done_lines){0};
	/* A copy, in which a NUL, which ends nothing, is a blank: what is found ends with one. */
	char *text = done_arena_strndup(arena, bytes.ptr, bytes.len);
	for (size_t i = 0; i < bytes.len; i++)
		if (!text[i])
			text[i] = ' ';
	if (bytes.len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
		at = 3;
	while (at < bytes.len) {
		const char *end = memchr(text + at, '\n', bytes.len - at);
		size_t len = end ? (size_t)(end - text) - at : bytes.len - at;

		*(struct done_line *)DONE_ARENA_PUSH(arena, out->items, out->nr, cap) =
		    line_of(text + at, len);
		at += len + 1;
	}
	return 0;
}

char done_line_rule(const struct done_line *line, size_t min)
{
	char c = line->len ? line->ptr[0] : '\0';

	if (line->len < min || !ispunct((unsigned char)c))
		return '\0';
	for (size_t i = 1; i < line->len; i++)
		if (line->ptr[i] != c)
			return '\0';
	return c;
}
