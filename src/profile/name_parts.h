/* Inside the profile room: the parts of names.c and name_sources.c. */
#ifndef DONE_PROFILE_NAME_PARTS_H
#define DONE_PROFILE_NAME_PARTS_H

#include "done/names.h"

/* Longer than any name that people give. */
#define DONE_NAME_MAX_BYTES 128

struct done_name_form {
	struct done_bytes exact;
	char plain[DONE_NAME_MAX_BYTES + 1],
	    stripped[DONE_NAME_MAX_BYTES + 1]; /* "": it has none */
	/* Stripped, without what others begin with, too; "": it says no more. */
	char own[DONE_NAME_MAX_BYTES + 1];
	bool is_generic;
	struct done_bytes directory; /* without "./" and "/"; empty: the root */
	size_t parts;                /* of the directory */
};

/* The best so far, and whether two are equally good. */
struct done_name_best {
	enum done_named_by by;
	size_t index, rival;
	bool is_ambiguous;
};

/* ---- names.c ---- */

void done_name_best_take(struct done_name_best *best, enum done_named_by by, size_t index);
/* Which services a word names, generic ones aside unless they count. */
void done_name_word(const struct done_names *names, struct done_bytes word, bool generic_counts,
    struct done_name_best *best);
/* Which services a word names but for a final "s": "The movie service" is src/movies. */
void done_name_number(
    const struct done_names *names, struct done_bytes word, struct done_name_best *best);
/* A path without "./" before it and '/' behind it; "." is empty. */
struct done_bytes done_name_path(const char *path);

#endif
