/* Inside the check room: the parts of kind `compatible`. */
#ifndef DONE_CHECK_COMPATIBLE_H
#define DONE_CHECK_COMPATIBLE_H

#include "openapi.h"

enum { LEVEL_CERTAIN, LEVEL_POSSIBLE };
enum { ENUMS_LOOSE, ENUMS_STRICT };

struct compatible_options {
	struct done_file_globs reports;
	struct done_strings exclude;
	int level, enums;
	bool version, described;
};

struct compatible_judging {
	struct done_view *view;
	const struct compatible_options *options;
	struct done_result *result;
	struct interface_source head, base;
	struct interface_sets sets; /* of head */
	size_t nr_compared, nr_first, nr_possible, nr_admitted;
	const char *unread;         /* a base that cannot be read, and why: a sentence */
	const char *admitted;       /* "1.4.0 -> 2.0.0" */
	struct done_strings paired; /* paths of the base that a description of head goes on */
	size_t cap_paired;
	struct done_moves moves; /* read where a description is not at its path in the base */
	bool has_moves;
	struct done_openapi *first; /* the last of head that goes on none of the base */
	size_t nr_unpaired;         /* of these */
	bool *used;                 /* entries of `exclude` that name something */
	bool is_unseen; /* a set that did not change is not read: what it has is not known */
	struct done_error *err;
};

/* A description of head, against the one that the base has at this path. */
typedef int compatible_judge_against(
    struct compatible_judging *judging, struct done_openapi *head, const char *before);

/* ---- compatible_described.c: `described: true`, seen from the base ---- */

int done_check_compatible_described(
    struct compatible_judging *judging, compatible_judge_against *judge);
void done_check_compatible_add_gone(struct compatible_judging *judging, const char *path);

/* ---- compatible_found.c ---- */

/* Findings of what breaks callers, as the options ask; path: the description, for subjects, NULL:
 * the file of each. admits: the version admits what is certain, and `admitted` says so. */
void done_check_compatible_take(struct compatible_judging *judging, const char *path,
    const struct done_breaks *breaks, bool admits);

/* ---- compatible_set.c: all files of head against all of the base ---- */

struct compatible_set {
	enum interface_family family;
	const char **head, **base; /* paths */
	size_t nr_head, nr_base, cap_base;
	bool is_beside; /* none of them changed, but what they import may have */
};
typedef int compatible_comparer(
    struct compatible_judging *judging, const struct compatible_set *set);
/* The sets of the service that changed, each by its row of `compare`. */
int done_check_compatible_sets(
    struct compatible_judging *judging, compatible_comparer *const *compare);
/* True where both can be compared; else it is said why not. */
bool done_check_compatible_ready(struct compatible_judging *judging,
    const struct compatible_set *set, const struct done_interface_faults *head,
    const struct done_interface_faults *base);

void done_check_compatible_set_reference(struct done_buf *out);

/* ---- compatible_proto.c, compatible_graphql.c ---- */

compatible_comparer done_check_compatible_protos, done_check_compatible_graphql;

#endif
