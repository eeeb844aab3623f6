/*
 * Inside the artifact room: a Markdown document on its way to an outline, for markdown.c, which
 * visits cmark's nodes, markdown_outliner.c, markdown_lines.c and markdown_tags.c.
 */
#ifndef DONE_ARTIFACT_MARKDOWN_OUTLINER_H
#define DONE_ARTIFACT_MARKDOWN_OUTLINER_H

#include <cmark.h>

#include "html.h"
#include "markdown_definitions.h"
#include "markdown_html.h"
#include "markdown_parts.h"
#include "outline.h"

struct done_outliner {
	struct done_arena *arena;
	struct done_outline out;
	struct done_outlining outlining; /* of out: headings, links and ids */
	struct done_html_heading html_heading;
	struct done_definitions definitions;
	const char *source;  /* NUL-terminated */
	size_t *line_starts; /* of source; the last is the end */
	size_t nr_lines;
	size_t searched;
	struct done_buf line;            /* plain text of the line at hand */
	struct done_buf passage;         /* the lines of the paragraph at hand that are over */
	int first_line;                  /* of that paragraph */
	int line_nr, last_line;          /* its number; the last one of its block */
	int images, quotes, links, code; /* how many of them we are inside of; code: HTML's */
	bool heading;
	bool comment;      /* inside an HTML comment that spans blocks */
	bool comment_ends; /* on the line at hand, before what comes now */
};

/* ---- lines (markdown_lines.c) ---- */

void done_outliner_index_lines(struct done_outliner *outliner, size_t len);
/* The first and the last line of a node in the source. */
int done_outliner_node_start(const struct done_outliner *outliner, cmark_node *node);
int done_outliner_node_end(const struct done_outliner *outliner, cmark_node *node);
/* The line of the block, from the line at hand on, that holds a part; 0: none. */
int done_outliner_find_line(struct done_outliner *outliner, const char *part, size_t len);
/* "[name]: …", perhaps in a quote or list. */
bool done_outliner_is_definition(const struct done_outliner *outliner, int line);

/* ---- what all of them give (markdown_outliner.c) ---- */

/* A passage that is over; item: of a list, or NULL. */
void done_outliner_end_passage(struct done_outliner *outliner, cmark_node *item);
void done_outliner_end_html_heading(struct done_outliner *outliner);
void done_outliner_add_to_html_heading(struct done_outliner *outliner);
void done_outliner_begin_block(struct done_outliner *outliner, cmark_node *node);
bool done_outliner_in_comment(const struct done_outliner *outliner);

/* ---- tags (markdown_tags.c): HTML among Markdown ---- */

void done_outliner_enter_html_inline(struct done_outliner *outliner, cmark_node *node);
void done_outliner_enter_html_block(struct done_outliner *outliner, cmark_node *node);

#endif
