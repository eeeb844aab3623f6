/* Inside the artifact room: links, roles and code within the lines of reStructuredText. */
#ifndef DONE_ARTIFACT_RESTRUCTURED_INLINE_H
#define DONE_ARTIFACT_RESTRUCTURED_INLINE_H

#include "outline.h"

/* The text that a reader sees; its links go into the outline. heading: code is text, too. */
void done_restructured_plain(struct done_outlining *outlining, const char *text, size_t len,
    int line, bool heading, struct done_buf *out);
/* The same as a line of prose. */
void done_restructured_prose(
    struct done_outlining *outlining, const char *text, size_t len, int line);
/* The id that docutils makes of a name: "How to run" is "how-to-run". */
void done_restructured_add_id(struct done_outlining *outlining, const char *name, size_t len);

#endif
