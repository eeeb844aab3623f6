/* Inside the check room: `about`, files outside of a service that count where they name it. */
#ifndef DONE_CHECK_ABOUT_H
#define DONE_CHECK_ABOUT_H

#include "done/check.h"
#include "done/outside.h"

/* The row of a kind's field table. */
#define DONE_ABOUT_FIELD(options)                                                                  \
	{                                                                                          \
		.name = DONE_ABOUT, .type = DONE_FIELD_GLOBS, .offset = offsetof(options, about),  \
		.selects = true, .tighter = {DONE_TIGHTER_LESS, DONE_ABSENT_TIGHTEST},             \
		.help = "Globs from the root of the tree: files outside the service that also "    \
		        "count if they name it: by a part of their path, by a key or an image in " \
		        "them, or by a heading, in which case only its section counts. A text "    \
		        "that names two services equally well counts for neither."                 \
	}

/* One file that names the service, and how. */
struct done_about {
	const struct done_file *file;
	const struct done_about_name *name;
};

/* Holds one such file, or the part of it that is about the service, to the options of a kind:
 * findings where it is not as asked, else evidence. */
typedef int done_about_try(const void *options, struct done_view *view,
    const struct done_about *about, struct done_result *out, struct done_error *err);

/*
 * What the kind found in the service itself stands in out. Where it is unmet, the files of `about`
 * are tried; the first that is as asked meets the check. Else the findings stay as they are.
 */
int done_about_run(const struct done_globs *about, done_about_try *try_one, const void *options,
    struct done_view *view, struct done_result *out, struct done_error *err);

/* The part of the outline that the name is about: the heading, and what stands below it. */
void done_about_outline(struct done_arena *arena, const struct done_outline *whole,
    const struct done_about_name *name, struct done_outline *out);
/* The lines of the text that the name is about. */
struct done_bytes done_about_lines(struct done_bytes text, const struct done_about_name *name);

#endif
