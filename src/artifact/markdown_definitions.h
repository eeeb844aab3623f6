/* Inside the artifact room: definitions of references and footnotes in Markdown. */
#ifndef DONE_ARTIFACT_MARKDOWN_DEFINITIONS_H
#define DONE_ARTIFACT_MARKDOWN_DEFINITIONS_H

#include <cmark.h>

#include "outline.h"

/*
 * "[^1]: See the paper." defines a footnote in GitHub's Markdown, but a reference in CommonMark,
 * which cmark reads: its bracket becomes a parenthesis, and its text is a paragraph. Adds the ids
 * that GitHub gives it.
 */
void done_markdown_hide_footnotes(struct done_outlining *outlining, char *text, size_t len);

/* What the names of a document stand for, as far as cmark resolves them. */
struct done_definitions {
	struct done_definition {
		const char *target;
		int line; /* of the text */
	} * items;
	size_t nr;
	int lines; /* that cmark counts in front of the text */
};

/* cmark's tree of a text, and its definitions; to be freed. Ends the worker where there is no
 * memory. */
cmark_node *done_markdown_define(
    struct done_arena *arena, const char *text, size_t len, struct done_definitions *out);

/* Adds the targets of definitions that no link of the outline leads to. */
void done_markdown_add_unused(
    struct done_outlining *outlining, const struct done_definitions *definitions);

#endif
