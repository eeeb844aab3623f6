/* Inside the view room: what a view remembers, and what its files ask of each other. */
#ifndef DONE_VIEW_PARTS_H
#define DONE_VIEW_PARTS_H

#include "done/tree.h"

/* ---- what is remembered (view_cache.c) ---- */

/* Blobs beyond these bytes are read again by the next check that wants them, not kept. */
#define DONE_VIEW_KEEP_MAX ((size_t)24 * 1024 * 1024)

#define DONE_VIEW_GLOBS 256 /* lists such as @tests hold some hundred */

struct done_view_cache {
	struct done_arena arena; /* paths, globs, parsed files: until the view is released */
	struct done_service_glob *globs[DONE_VIEW_GLOBS]; /* by the hash of their texts */
	struct done_blob **blobs; /* by id, open addressing; cap is a power of two */
	size_t nr_blobs, cap_blobs;
	size_t kept;                  /* bytes in blobs */
	struct done_blob *loose;      /* the last one read that is not kept */
	struct done_made *made;       /* private to view_template.c */
	struct done_seen_all *seen;   /* private to seen.c */
	struct done_outside *outside; /* private to outside.c, as is own */
	struct done_gathered *own;
	struct done_languages languages; /* where the view has none of a worker */
	struct done_tree_paths paths;    /* the same */
	struct done_tree tree;           /* the same */
	struct done_buf masked;
};

struct done_view_cache *done_view_cache(struct done_view *view);
void done_tree_release(struct done_tree *tree); /* tree_found.c; accepts NULL */
/* Frees the blobs (view_read.c). */
void done_view_cache_forget(struct done_view_cache *cache);
void done_view_forget_made(struct done_view_cache *cache); /* view_template.c */

/* ---- what is found once for all services (tree_found.c) ---- */

/* The glob with "*" in the place of {service}, for done_tree_entries(): it names all that the glob
 * names for any service, and is the same text for all. NULL where a walk by the service's own glob
 * is no longer, or where a name cannot stand for "*". */
const char *done_tree_text_of_all(struct done_view *view, const struct done_file_glob *glob);
/* done_view_find_in_tree(), with links and submodules. */
int done_tree_entries(
    struct done_view *view, const char *text, struct done_files *out, struct done_error *err);

/* ---- globs of a service (view.c, view_find.c) ---- */

/* done_glob_takes_out(), of a negated glob. */
bool done_service_glob_takes_out(
    const struct done_view *view, const struct done_service_glob *glob, const char *path);
/* False only where no path below the directory can match. */
bool done_service_glob_may_match_below(
    const struct done_view *view, const struct done_service_glob *glob, const char *directory);

/*
 * A literal glob whose name is a README in Markdown ("README.md") stands for the README of that
 * directory, in any letter case and format (view_readme.c). 1 with the one that a host would show,
 * a link followed to the file it leads to; or with a link that cannot be followed; else 0.
 */
int done_view_readme(struct done_view *view, const struct done_service_glob *glob,
    struct done_file *out, struct done_error *err);

/* done_view_find() without regular files, which are most: links and submodules that the list names.
 */
int done_view_find_unread(struct done_view *view, const struct done_file_globs *globs,
    const struct done_file_globs *except, struct done_files *out, struct done_error *err);
/* Submodules and links below which a file might match, if they were directories. */
int done_view_find_opaque(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *out, struct done_error *err);

/* ---- lists of globs (view_list.c) ---- */

/* A list whose globs are made ready once, to be asked of many paths; lives as long as the view's
 * arena. Accepts NULL: matches nothing. */
struct done_view_list {
	const struct done_view *view;
	const struct done_file_globs *globs;
	struct done_service_glob **ready;
	size_t nr;
};
int done_view_list_ready(struct done_view *view, const struct done_file_globs *globs,
    struct done_view_list *out, struct done_error *err);
/* done_view_matches(), which cannot fail any more. */
bool done_view_list_matches(const struct done_view_list *list, const char *path);
/* 0 only where no path below the directory can be one that the list matches. */
int done_view_may_match_below(struct done_view *view, const struct done_file_globs *globs,
    const char *directory, struct done_error *err);
/* 1 only where the list matches every path below the directory. Accepts NULL: 0. */
int done_view_matches_below(struct done_view *view, const struct done_file_globs *globs,
    const char *directory, struct done_error *err);
/* Of files and directories that items of the list match, what the list means: a directory of which
 * something may be taken out is looked into, and given file by file. */
int done_view_look_into(struct done_view *view, const struct done_file_globs *globs,
    struct done_files *files, struct done_error *err);

/* ---- texts (view_text.c) ---- */

/* The text; one that is not UTF-8, read as Windows-1252. A binary stays as it is. Call
 * done_blob_text() before. */
struct done_bytes done_blob_western(struct done_blob *blob);

/* ---- sources (view_own.c) ---- */

/* The ids of the ecosystems by which sources are read. The view must have a profile. */
const struct done_strings *done_view_read_as(const struct done_view *view);

/* ---- findings (result.c, subject.c) ---- */

/* A formatted text, escaped but for backslashes, and cut to max bytes (0: whole). */
char *done_view_format(struct done_view *view, size_t max, const char *format, va_list args)
    DONE_PRINTF(3, 0);
/* The subject, with a number where the result has the same one already: their order is that of the
 * findings (told.c). */
const char *done_result_unique(
    struct done_result *result, struct done_view *view, const char *subject);
/* The subject as a text, in the view's arena (subject.c). */
const char *done_subject_text(struct done_view *view, const struct done_subject *subject);

#endif
