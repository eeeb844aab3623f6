/* Inside the artifact room: definitions of references and footnotes in Markdown. */
#ifndef DONE_ARTIFACT_MARKDOWN_DEFINITIONS_H
#define DONE_ARTIFACT_MARKDOWN_DEFINITIONS_H

#include <cmark.h>

#include "outline.h"

/* cmark's tree of a text; to be freed. Ends the worker where there is no memory. */
cmark_node *done_markdown_parse(const char *text, size_t len);

/*
 * "[^1]: See the paper." defines a footnote in GitHub's Markdown, but a reference in CommonMark,
 * which cmark reads: its bracket becomes a parenthesis, and its text is a paragraph. Adds the ids
 * that GitHub gives it.
 */
void done_markdown_hide_footnotes(struct done_outlining *outlining, char *text, size_t len);

/* Adds the targets of reference definitions that no link of the outline leads to. */
void done_markdown_add_definitions(struct done_outlining *outlining, const char *text, size_t len);

#endif
