/* Inside the artifact room: HTML that stands in Markdown: its links, ids and headings. */
#ifndef DONE_ARTIFACT_MARKDOWN_HTML_H
#define DONE_ARTIFACT_MARKDOWN_HTML_H

#include "outline.h"

/* A heading <h1> to <h6>. It may go on over several blocks: <h1>, a blank line, Markdown, </h1>. */
struct done_html_heading {
	int level; /* 0: none is open */
	int line;
	struct done_buf text;
};

/* Longer text is none: then the end tag is missing. */
#define DONE_HTML_HEADING_MAX 1000

/* The heading ends: it becomes one of the outline, or (quoted) an id alone. */
void done_html_heading_end(
    struct done_html_heading *heading, struct done_outlining *outlining, bool quoted);

/* One tag, as it stands among Markdown's own text. */
struct done_html_token;
void done_markdown_html_links(
    struct done_outlining *outlining, const struct done_html_token *token, int line);

/* The level that <h1> or </h1> names; 0: it is another tag. */
int done_html_heading_level(const struct done_html_token *token);
/* <code>, <pre> and their ends: what stands between is code. */
bool done_html_is_code(const struct done_html_token *token);
/* <br>, <p> and such: what stands before and behind are two words, as <b> does not part them. */
bool done_html_parts_words(const struct done_html_token *token);

#endif
