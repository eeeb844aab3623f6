/* Inside the artifact room: macros, anchors and code within the lines of AsciiDoc. */
#ifndef DONE_ARTIFACT_ASCIIDOC_INLINE_H
#define DONE_ARTIFACT_ASCIIDOC_INLINE_H

#include "outline.h"

struct done_asciidoc_text {
	struct done_outlining *outlining;
	const char *images; /* :imagesdir:, "" where none is said */
};

/*
 * The text that a reader sees: the words of a link, not its target; no code, but (heading) what
 * stands in it. Links and anchors go into the outline.
 */
void done_asciidoc_plain(struct done_asciidoc_text *text, const char *line, size_t len, int number,
    bool heading, struct done_buf *out);

/* "image::a.png[]", "include::b.adoc[]", "ifdef::c[]": true where the line is a block macro. */
bool done_asciidoc_macro(struct done_asciidoc_text *text, const char *line, size_t len, int number);

/* The id in "[[run]]", "[#run]", "[source#run,sh]", "[id=run]". */
void done_asciidoc_block_id(struct done_asciidoc_text *text, const char *line, size_t len);

#endif
