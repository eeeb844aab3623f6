/* Inside the artifact room: outlines of plain text (plain_text.c). */
#ifndef DONE_ARTIFACT_PLAIN_TEXT_H
#define DONE_ARTIFACT_PLAIN_TEXT_H

#include "done/artifact.h"

/*
 * Plain text has no headings of its own; those that people write in it count. In this order: a line
 * with a line of '=', '-', '~', '*', '#' or '+' below it (level 1 for '=', '*' and '#', else 2);
 * "# Run" to "###### Run" as in Markdown; and, after an empty line or at the start, a line of at
 * most 60 bytes that is RUN IN CAPITALS or "Run:" with an empty line, or an indented one, or
 * nothing but that below it (level 2). No links and no ids.
 */
int done_plain_text_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err);

#endif
