/* Inside the artifact room: outlines of reStructuredText (restructured.c). */
#ifndef DONE_ARTIFACT_RESTRUCTURED_H
#define DONE_ARTIFACT_RESTRUCTURED_H

#include "done/artifact.h"

/*
 * Sections by their lines of marks, whose level follows from the order in which the marks first
 * stand; ids of titles and of ".. _name:"; links (`text <target>`_, ".. _name: target", images,
 * includes); words. Comments, literal blocks and code are no prose.
 */
int done_restructured_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err);

#endif
