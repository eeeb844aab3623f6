/*
 * nested: the policy of a directory below the root. It may ask more of what lies below it than the
 * policy above, and never less.
 */
#ifndef DONE_NESTED_H
#define DONE_NESTED_H

#include "done/policy.h"

/* More of them in one tree are an error: nobody looks over so many. */
#define DONE_NESTED_MAX 5000
/* … and above one another. */
#define DONE_NESTED_DEPTH_MAX 128

/* Whether a path is that of such a policy: ".git-done.yml" in a directory. */
bool done_path_is_nested(const char *path);

/* One that was read: what it says itself. */
struct done_nested_text {
	const char *path;
	struct done_value own;
};
/* Reads a file of at most DONE_POLICY_MAX bytes, and looks at its keys: 1, or 0 when it is absent.
 */
int done_nested_read(struct done_arena *arena, const struct done_policy_source *source,
    const char *path, struct done_nested_text *out, struct done_error *err);
/*
 * The policy above with what the text adds, in the arena. What loosens the policy above is an error
 * at its place. *out points into `above`, which must live as long; it is to be released.
 */
int done_nested_load(struct done_arena *arena, const struct done_kind_forms *kinds,
    const struct done_policy *above, const struct done_nested_text *text, struct done_policy **out,
    struct done_error *err);

/* Policies that were loaded on the way, to be released. */
struct done_loaded {
	struct done_arena *arena;
	struct done_policy **items;
	size_t nr, cap;
};
void done_loaded_keep(struct done_loaded *loaded, struct done_policy *policy);
void done_loaded_release(struct done_loaded *loaded);

/* What counts in a directory: the policy at the root, or the nearest of those between that and the
 * directory itself. Those are kept in loaded. */
int done_nested_load_at(struct done_loaded *loaded, const struct done_policy_source *source,
    const struct done_kind_forms *kinds, const struct done_policy *root, const char *directory,
    const struct done_policy **out, struct done_error *err);

/* Writes the JSON Schema (2020-12) of the policy of a directory, kinds included. */
void done_nested_schema(struct done_buf *out, const struct done_kind_forms *kinds);

/* A policy that has the criteria of all of them: with every check of each, where is_every; else
 * with each id once, the first one's. NULLs are passed over; the first is none. */
const struct done_policy *done_policies_united(
    struct done_arena *arena, const struct done_policy *const *policies, size_t nr, bool is_every);

#endif
