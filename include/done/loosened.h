/*
 * policy: what one policy asks less than another, told by the field tables: each row says which
 * edit of it is proved tighter (enum done_tighter), and every other edit loosens.
 */
#ifndef DONE_LOOSENED_H
#define DONE_LOOSENED_H

#include "done/policy.h"

/* What is loosened, in the order of the policy: "'docs.readme': sections '(?i)^run': min_words 20
 * -> 5". */
struct done_loosened {
	struct done_arena *arena;
	const char **items;
	size_t nr, cap;
	/* What each is about: a check's or a criterion's id, or a key of the top. */
	const char **subjects;
	size_t nr_subjects, cap_subjects;
	const char *subject; /* of the next one */
};
/* Adds "<at><what>". */
void done_loosened_add(struct done_loosened *out, const char *at, const char *format, ...)
    DONE_PRINTF(3, 4);
/*
 * Adds every edit that is not proved tighter, but for what only the trees tell: services, `select`
 * and `stages`, which the gate compares.
 */
void done_policy_loosened(const struct done_kind_forms *kinds, const struct done_policy *before,
    const struct done_policy *after, struct done_loosened *out);

/* `select` and `stages`, by their texts alone. */
void done_select_loosened(
    const struct done_policy *before, const struct done_policy *after, struct done_loosened *out);

/* Lists of globs as they are written. cover: every path that `less` matches is
 * matched by `more`, as far as their texts tell. */
struct done_written_glob {
	const char *text;
	bool negated;
};
struct done_written_globs {
	struct done_written_glob *items;
	size_t nr;
};
struct done_written_globs done_globs_written(
    struct done_arena *arena, const struct done_globs *globs);
struct done_written_globs done_file_globs_written(
    struct done_arena *arena, const struct done_file_globs *globs);
bool done_written_globs_cover(
    const struct done_written_globs *more, const struct done_written_globs *less);

#endif
