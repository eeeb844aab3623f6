/*
 * Manual pages are written in the macros of man(7), as groff and mandoc read them; the text is
 * UTF-8. Whatever stands in a text stays text: no line of it becomes a request, no character an
 * escape.
 */
#ifndef DONE_ROFF_H
#define DONE_ROFF_H

#include "done/base.h"

/* The first line and the section NAME. The page has no date: two builds give equal bytes. */
void done_roff_title(struct done_buf *out, const char *name, int section, const char *summary);
void done_roff_heading(struct done_buf *out, const char *text);
/* One paragraph, filled by the reader; newlines are blanks. */
void done_roff_paragraph(struct done_buf *out, const char *text, size_t len);
/* Lines as they stand. */
void done_roff_literal(struct done_buf *out, const char *text, size_t len);
/* A term on a line of its own, bold up to the first blank, and what it means below. */
void done_roff_term(struct done_buf *out, const char *term, const char *text);
/* Paragraphs apart by empty lines; one that is laid out in columns is kept so. */
void done_roff_plain(struct done_buf *out, const char *text);

/*
 * A page of ours in Markdown (roff_markdown.c): headings, paragraphs, lists, tables, fences, code,
 * links. Its first heading is
 * replaced by a section of the title given; the others are below it. Of a table the
 * first column is the term, the last what it means, those between stand beside the term.
 */
void done_roff_markdown(struct done_buf *out, const char *title, const char *text);

/* Inside: one line of text; code in bold (roff.c). */
void done_roff_text(struct done_buf *out, const char *text, size_t len);

#endif
