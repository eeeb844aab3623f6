/* Inside the artifact room: what the readers of documents share to put an outline together. */
#ifndef DONE_ARTIFACT_OUTLINE_H
#define DONE_ARTIFACT_OUTLINE_H

#include "done/artifact.h"

#include "markdown_parts.h"

/* An outline that grows. Zero-initialise, but for arena and out. */
struct done_outlining {
	struct done_arena *arena;
	struct done_outline *out;
	size_t cap_headings, cap_links, cap_slugs, cap_ids, cap_codes;
	struct done_passage_caps caps;
	size_t open[6]; /* headings whose text has not ended, by number */
	size_t nr_open;
	struct done_buf prose; /* the reader's own: the line at hand */
};

/*
 * A heading opens: what comes now are its words. The id of a heading comes of its text as it
 * stands, blanks at the ends too; what people read has none.
 */
void done_outline_add_heading(
    struct done_outlining *outlining, const char *text, size_t len, int level, int line);
/* The id alone, for a heading that is no section: one in a quotation. */
void done_outline_add_slug(struct done_outlining *outlining, const char *text, size_t len);
/* An id that somebody wrote. */
void done_outline_add_id(struct done_outlining *outlining, const char *id, size_t len);
struct done_link *done_outline_add_link(
    struct done_outlining *outlining, const char *target, size_t len, int line);
/* Placeholders in a line, for text that is no prose: a heading's. */
void done_outline_add_placeholders(
    struct done_outlining *outlining, const char *text, size_t len, int line);
/* A line of prose: its words and placeholders. Line by line, since that is how both count. */
void done_outline_add_prose(
    struct done_outlining *outlining, const char *text, size_t len, int line);
/* Code that begins at that line; nothing where it is blank. Its words are the caller's. */
void done_outline_add_code(
    struct done_outlining *outlining, const char *text, size_t len, int line, bool span);
/* Ends all headings and puts ids in order. */
void done_outline_finish(struct done_outlining *outlining);

/* ---- lines ---- */

#define DONE_DOCUMENT_MAX (4U << 20)

/* A line of a text, without its end. */
struct done_line {
	const char *ptr;
	size_t len;
	size_t indent; /* blanks in front; len where there is nothing else */
};

/* All lines of a text, blanks at their ends left out; a byte-order mark is skipped. */
struct done_lines {
	struct done_line *items;
	size_t nr;
};

/* DONE_E_POLICY for more than DONE_DOCUMENT_MAX bytes. */
int done_lines_split(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_lines *out, struct done_error *err);
static inline bool done_line_blank(const struct done_line *line)
{
	return line->indent == line->len;
}
/* The one byte that the whole line consists of, at least `min` of them; 0: it does not. */
char done_line_rule(const struct done_line *line, size_t min);

#endif
