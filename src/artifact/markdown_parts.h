/* Inside the artifact room: plain text out of Markdown, for markdown.c. */
#ifndef DONE_ARTIFACT_MARKDOWN_PARTS_H
#define DONE_ARTIFACT_MARKDOWN_PARTS_H

#include "done/artifact.h"

/*
 * Words of a text: runs between white space that hold a letter or digit; each ideograph or kana is
 * a word of its own, since such text has no spaces.
 */
size_t done_words_count(const char *text, size_t len);

/* The same less the placeholders, when nothing but placeholders stands there: 0. */
size_t done_words_count_line(const char *text, size_t len);

/* Takes HTML comments out of one line; *inside says whether the line begins in one, or ends so. */
void done_html_drop_comments(struct done_buf *line, bool *inside);
void done_html_drop_tags(struct done_buf *line);

/* Length of a front matter block at the start, with its last newline; 0 when there is none. */
size_t done_front_matter_length(struct done_bytes bytes);

#endif
