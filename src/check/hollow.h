/* Inside the check room: files that hold nothing (hollow.c). */
#ifndef DONE_CHECK_HOLLOW_H
#define DONE_CHECK_HOLLOW_H

#include "kinds.h"

/* Larger files are taken to hold something. */
#define DONE_HOLLOW_MAX ((uint64_t)1 << 20)

struct done_hollow {
	const char *why;   /* without a subject: "is empty", fit to show */
	const char *wrong; /* for the subject of a finding */
	int line;          /* 0: the file as a whole */
};

/*
 * 1 with *out where the file is empty, holds nothing but comments, or is a document with an example
 * of git done or nothing but placeholders; else 0.
 */
int done_file_hollow(struct done_view *view, const struct done_file *file, struct done_hollow *out,
    struct done_error *err);
/* The same of a text alone: "is empty", "holds nothing but comments", NULL. */
const char *done_hollow_text(const char *path, struct done_bytes text);

/*
 * For `match`, of a document: *text without the lines in which it has an example of git done or the
 * same words again and again, so that no pattern is met by them. Lines keep their numbers. *out is
 * NULL where the file is no document; to be asked for before the text is read.
 */
int done_document_examples(struct done_view *view, const struct done_file *file,
    const struct done_outline **out, struct done_error *err);
void done_document_own_text(
    struct done_view *view, const struct done_outline *outline, struct done_bytes *text);

#endif
