/*
 * What the two halves of kind `content` share: its options, and going through files as text.
 */
#ifndef DONE_CHECK_CONTENT_H
#define DONE_CHECK_CONTENT_H

#include "about.h"
#include "kinds.h"

enum content_in { CONTENT_IN_ANY, CONTENT_IN_EVERY };
enum content_where {
	CONTENT_WHERE_ANY,
	CONTENT_WHERE_CODE,
	CONTENT_WHERE_STRINGS,
	CONTENT_WHERE_COMMENTS
};
enum content_binary { CONTENT_BINARY_UNDECIDED, CONTENT_BINARY_SKIP };

struct content_options {
	struct done_file_globs files, exclude;
	struct done_globs about;
	struct done_pattern *match, *forbid;
	int in;     /* enum content_in */
	int where;  /* enum content_where */
	int binary; /* enum content_binary */
	int64_t min, max;
};

/* One run of the check over its files. */
struct done_scan {
	const struct content_options *options;
	struct done_view *view;
	struct done_result *result;
	size_t searched, binary, pointers; /* files */
	size_t unknown;          /* files of no known language, where `where` asks for one */
	bool no_language;        /* of the file that is open */
	struct done_bytes whole; /* the text of the file that is open, as it is */
	const char *unread;      /* the first binary that a glob over sources names; NULL: none */
	struct done_match first; /* the first match of the last file that has one */
};

enum done_scan_file { DONE_SCAN_TEXT, DONE_SCAN_BINARY, DONE_SCAN_POINTER };

/* Reads and counts a file: an enum done_scan_file, or below 0. *out, what the pattern is to see of
 * it, lives until the next call. */
int done_scan_open(struct done_scan *scan, const struct done_file *file, struct done_text *out,
    struct done_error *err);
/* Counts matches in one text, up to `enough`; scan->first is the first. */
int done_content_count(struct done_scan *scan, const struct done_text *text, int64_t enough,
    int64_t *out, struct done_error *err);
/* A file of `about` (content_about.c). */
int done_content_try_about(const void *data, struct done_view *view, const struct done_about *about,
    struct done_result *out, struct done_error *err);
/* "the code of ", by `where`, or "". */
const char *done_content_where(const struct content_options *options);
/* Where to look for the next match. */
size_t done_scan_after(const struct done_text *text, const struct done_match *match);
/* " (2 binary files were passed over)", or "". */
const char *done_scan_passed_over(const struct done_scan *scan);

int done_content_forbid(
    struct done_scan *scan, const struct done_files *files, struct done_error *err);

/* DONE_E_UNDECIDED where something that is asked for is out of sight, or a source file is no text
 * (content_hidden.c). */
int done_scan_refuse_hidden(const struct done_scan *scan, struct done_error *err);

#endif
