/* Inside the check room: the kinds, for the table in kinds.c. */
#ifndef DONE_CHECK_KINDS_H
#define DONE_CHECK_KINDS_H

#include "done/check.h"
#include "done/skeleton.h"

extern const struct done_kind done_kind_file, done_kind_content, done_kind_data, done_kind_markdown,
    done_kind_changed, done_kind_answers, done_kind_graph, done_kind_owners, done_kind_uses,
    done_kind_link, done_kind_records, done_kind_openapi, done_kind_compatible, done_kind_proto,
    done_kind_graphql, done_kind_asyncapi, done_kind_tests, done_kind_coverage, done_kind_scan,
    done_kind_performance, done_kind_fresh, done_kind_any_of, done_kind_all_of;

/* For a service without a sheet (sheet_name.c): the command that renames what was meant as it,
 * NULL: there is nothing; and the command to run in any case. */
const char *done_view_misnamed_sheet(struct done_view *view);
const char *done_view_sheet_fix(struct done_view *view);

/* ---- globs that stay at the top (top_only.c) ---- */

/* A wildcard without a slash ("*.go"), which matches at the top of a service only. */
bool done_file_glob_is_top_only(const struct done_file_glob *glob);
/*
 * The files further down that such a glob leaves out although the test means every file, and
 * neither the rest of its list nor its exceptions speak of them. index: of the glob in the list.
 */
int done_top_only_find(struct done_view *view, const struct done_file_globs *globs, size_t index,
    const struct done_file_globs *except, struct done_files *out, struct done_error *err);

/* For a kind's `drafts` (skeletons.c). */
void done_skeleton_want(struct done_arena *arena, struct done_skeleton_wants *out,
    enum done_skeleton_sort sort, const char *name, const char *file);
/* The glob's text where it names one file of each service; NULL. */
const char *done_skeleton_literal(const struct done_file_glob *glob);

#endif
