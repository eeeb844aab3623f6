/*
 * What the files of kind `markdown` share.
 */
#ifndef DONE_CHECK_MARKDOWN_H
#define DONE_CHECK_MARKDOWN_H

#include "kinds.h"

/* A heading that the pattern would match, read off the pattern; NULL where it is not plain. */
const char *done_markdown_heading(
    struct done_arena *arena, struct done_matcher *matcher, const struct done_pattern *pattern);
const char *done_markdown_suggest(struct done_view *view, const struct done_pattern *pattern);

/* For a document of which one place counts: what is left to do elsewhere takes nothing from it. */
extern const struct done_placeholder_rules done_placeholder_examples;
/* Findings for the placeholders of a document, by the check's rules, else by the policy's. */
int done_markdown_placeholders(struct done_view *view, const struct done_placeholder_rules *rules,
    const struct done_file *file, const struct done_outline *outline, struct done_result *result,
    struct done_error *err);

/*
 * The first placeholder of an answer: 1 with its text, fit to show, and its kind; 0: none. rules
 * NULL: the policy's.
 */
int done_answer_placeholder(struct done_view *view, const struct done_placeholder_rules *rules,
    struct done_bytes text, const char **shown, enum done_placeholder_kind *kind,
    struct done_error *err);

/* For the reference pages: what counts as a placeholder, and as a word. */
void done_placeholders_describe(struct done_buf *out);
void done_words_describe(struct done_buf *out);

/* Findings for the relative links of a document that lead nowhere in the snapshot. */
int done_markdown_links(struct done_view *view, const struct done_file *file,
    const struct done_outline *outline, struct done_result *result, struct done_error *err);

#endif
