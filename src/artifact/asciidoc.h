/* Inside the artifact room: outlines of AsciiDoc (asciidoc.c). */
#ifndef DONE_ARTIFACT_ASCIIDOC_H
#define DONE_ARTIFACT_ASCIIDOC_H

#include "done/artifact.h"

/*
 * Sections ("== Run", "## Run", a title with a line of '-' below it), their ids ([[run]], [#run],
 * and what Asciidoctor and GitHub make of the title), links (link:, xref:, image:, include::,
 * <<id>>), words. Comments, listings and literal blocks are no prose. Targets with an {attribute}
 * in them are left out: what it stands for is not known here.
 */
int done_asciidoc_outline(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_outline *out, struct done_error *err);

#endif
