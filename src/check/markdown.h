/*
 * What the files of kind `markdown` share.
 */
#ifndef DONE_CHECK_MARKDOWN_H
#define DONE_CHECK_MARKDOWN_H

#include "view.h"

/* A heading that the pattern would match, read off the pattern; NULL where it is not plain. */
const char *done_markdown_suggest(struct done_view *view, const struct done_pattern *pattern);

/* Findings for the relative links of a document that lead nowhere in the snapshot. */
int done_markdown_links(struct done_view *view, const struct done_file *file,
                        const struct done_outline *outline, struct done_result *result,
                        struct done_error *err);

#endif
