/*
 * Kind `compatible` of descriptions that are a set of files (.proto files, GraphQL schemas): all
 * that the option names at head against all that it names at the base, so that what moved from file
 * to file is no change.
 */
#include "compatible.h"

static int (*const compatible_compare_set[INTERFACE_FAMILIES])(
    struct compatible_judging *, const struct compatible_set *) = {
    [INTERFACE_PROTO] = done_check_compatible_protos,
    [INTERFACE_GRAPHQL] = done_check_compatible_graphql,
};

/* The service's, or named from the root. */
static int compatible_is_named(
    struct compatible_judging *judging, enum interface_family family, const char *path)
{
	struct done_view *view = judging->view;

	if (!done_check_interface_is_of(family, path) ||
	    (done_path_below(path, done_view_directory(view)) && !done_view_owns(view, path)))
		return 0;
	return done_view_matches(view, &judging->options->reports, path, judging->err);
}

/* 1: one of the files changed, came or went. */
static int compatible_set_changed(struct compatible_judging *judging, enum interface_family family)
{
	const struct done_changes *changes = judging->view->changes;

	for (size_t i = 0; i < changes->nr; i++) {
		int rc = compatible_is_named(judging, family, changes->items[i].path);

		if (rc != 0)
			return rc;
	}
	return 0;
}

static void compatible_add_base(
    struct compatible_judging *judging, struct compatible_set *set, const char *path)
{
	*DONE_ARENA_PUSH(judging->view->arena, set->base, set->nr_base, set->cap_base) = path;
}

/* Of the base the paths of head, and those that are gone. */
static int compatible_find_set(struct compatible_judging *judging, struct compatible_set *set)
{
	const struct done_files *files = &judging->sets.of[set->family];
	const struct done_changes *changes = judging->view->changes;

	set->head = done_arena_array(judging->view->arena, files->nr + 1, sizeof(*set->head));
	for (size_t i = 0; i < files->nr; i++) {
		const char *path = set->head[set->nr_head++] = files->items[i].path;
		struct done_entry entry;
		int rc = done_snapshot_find(judging->view->base, path, &entry, judging->err);

		if (rc < 0)
			return rc;
		if (rc > 0 && entry.kind == DONE_ENTRY_FILE)
			compatible_add_base(judging, set, path);
	}
	for (size_t i = 0; i < changes->nr; i++) {
		const char *path = changes->items[i].path;
		int rc = changes->items[i].kind == DONE_DELETED
		    ? compatible_is_named(judging, set->family, path)
		    : 0;

		if (rc < 0)
			return rc;
		if (rc > 0)
			compatible_add_base(judging, set, path);
	}
	return 0;
}

static void compatible_add_unread(
    struct compatible_judging *judging, const struct done_interface_fault *fault)
{
	struct done_finding *finding = done_result_add(judging->result, judging->view,
	    (struct done_place){fault->file, fault->line, fault->column},
	    (struct done_subject){.wrong = fault->wrong, .path = fault->file},
	    "the file cannot be read whole, and nothing is compared: %s", fault->message);

	done_finding_fix(finding, judging->view, "%s", fault->fix);
}

bool done_check_compatible_ready(struct compatible_judging *judging,
    const struct compatible_set *set, const struct done_interface_faults *head,
    const struct done_interface_faults *base)
{
	struct done_view *view = judging->view;

	for (size_t i = 0; i < head->nr; i++)
		compatible_add_unread(judging, &head->items[i]);
	if (head->nr)
		return false;
	if (base->nr)
		judging->unread = done_arena_printf(view->arena, "'%s' of the base: %s",
		    done_view_short(view, base->items[0].file), base->items[0].message);
	else if (set->nr_base)
		judging->nr_compared++;
	else
		judging->nr_first++;
	return !base->nr && set->nr_base;
}

static int compatible_judge_set(struct compatible_judging *judging, enum interface_family family)
{
	struct compatible_set set = {.family = family};
	int rc = compatible_set_changed(judging, family);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		judging->nr_compared += judging->sets.of[family].nr > 0;
		return 0;
	}
	if (compatible_find_set(judging, &set) < 0)
		return judging->err->code;
	return compatible_compare_set[family](judging, &set);
}

int done_check_compatible_sets(struct compatible_judging *judging)
{
	if (!judging->view->base || !judging->view->changes)
		return 0;
	for (int i = 0; i < INTERFACE_FAMILIES; i++) {
		if (compatible_judge_set(judging, (enum interface_family)i) < 0)
			return judging->err->code;
	}
	return 0;
}
