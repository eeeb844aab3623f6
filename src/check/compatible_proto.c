/*
 * Kind `compatible` of .proto files: all that the option names at head against all that it names at
 * the base, so that what moved from file to file is no change.
 */
#include "compatible.h"

#include "done/proto.h"

#include <ctype.h>
#include <string.h>

/* "shop.v1beta1.Order": packages that say of themselves that they may still change. */
static bool compatible_is_unstable(const char *full)
{
	static const char *const words[] = {"alpha", "beta", "test"};

	for (const char *part = full; part; part = strchr(part, '.')) {
		size_t digits;

		part += *part == '.';
		if (*part != 'v')
			continue;
		digits = strspn(part + 1, "0123456789");
		for (size_t i = 0; digits && i < DONE_ARRAY_SIZE(words); i++) {
			if (done_text_starts(part + 1 + digits, words[i]))
				return true;
		}
	}
	return false;
}

static bool compatible_proto_counts(void *self, const char *full)
{
	const struct compatible_judging *judging = self;

	for (size_t i = 0; i < judging->options->exclude.nr; i++) {
		if (done_check_interface_fits(judging->options->exclude.items[i], full))
			return false;
	}
	return !judging->options->version || !compatible_is_unstable(full);
}

/* The service's, or named from the root. */
static int compatible_is_named(struct compatible_judging *judging, const char *path)
{
	struct done_view *view = judging->view;

	if (!done_text_ends(path, ".proto") ||
	    (done_path_below(path, done_view_directory(view)) && !done_view_owns(view, path)))
		return 0;
	return done_view_matches(view, &judging->options->reports, path, judging->err);
}

/* 1: one of the files changed, came or went. */
static int compatible_protos_changed(struct compatible_judging *judging)
{
	const struct done_changes *changes = judging->view->changes;

	for (size_t i = 0; i < changes->nr; i++) {
		int rc = compatible_is_named(judging, changes->items[i].path);

		if (rc != 0)
			return rc;
	}
	return 0;
}

static int compatible_read_head(struct compatible_judging *judging, struct done_proto *set)
{
	for (size_t i = 0; i < judging->protos.nr; i++) {
		if (done_proto_read(set, judging->protos.items[i].path, judging->err) < 0)
			return judging->err->code;
	}
	return done_proto_link(set, judging->err);
}

/* The paths of head, and those that are gone. */
static int compatible_read_base(struct compatible_judging *judging, struct done_proto *set)
{
	const struct done_changes *changes = judging->view->changes;

	for (size_t i = 0; i < judging->protos.nr; i++) {
		const char *path = judging->protos.items[i].path;
		struct done_entry entry;
		int rc = done_snapshot_find(judging->view->base, path, &entry, judging->err);

		if (rc > 0 && entry.kind == DONE_ENTRY_FILE)
			rc = done_proto_read(set, path, judging->err);
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; i < changes->nr; i++) {
		const char *path = changes->items[i].path;
		int rc =
		    changes->items[i].kind == DONE_DELETED ? compatible_is_named(judging, path) : 0;

		if (rc > 0)
			rc = done_proto_read(set, path, judging->err);
		if (rc < 0)
			return rc;
	}
	return done_proto_link(set, judging->err);
}

static bool compatible_has_asked(const struct done_proto *set)
{
	for (size_t i = 0; i < set->nr_files; i++) {
		if (set->files[i]->is_asked)
			return true;
	}
	return false;
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

static int compatible_compare_protos(struct compatible_judging *judging)
{
	struct done_view *view = judging->view;
	struct done_proto head = {.arena = view->arena, .source = &judging->head.source};
	struct done_proto base = {.arena = view->arena, .source = &judging->base.source};
	const struct done_proto_comparing comparing = {.base = &base,
	    .head = &head,
	    .strict_enums = judging->options->enums == ENUMS_STRICT,
	    .counts = compatible_proto_counts,
	    .self = judging};
	struct done_breaks breaks;

	if (compatible_read_head(judging, &head) < 0 || compatible_read_base(judging, &base) < 0)
		return judging->err->code;
	for (size_t i = 0; i < head.nr; i++)
		compatible_add_unread(judging, &head.faults[i]);
	if (head.nr)
		return 0;
	if (base.nr) {
		judging->unread = done_arena_printf(view->arena, "'%s' of the base: %s",
		    done_view_short(view, base.faults[0].file), base.faults[0].message);
		return 0;
	}
	if (!compatible_has_asked(&base)) {
		judging->nr_first++;
		return 0;
	}
	done_proto_compare(&comparing, &breaks);
	judging->nr_compared++;
	done_check_compatible_take(judging, NULL, &breaks, false);
	return 0;
}

int done_check_compatible_protos(struct compatible_judging *judging)
{
	int rc;

	if (!judging->view->base || !judging->view->changes)
		return 0;
	rc = compatible_protos_changed(judging);
	if (rc > 0)
		return compatible_compare_protos(judging);
	if (rc == 0 && judging->protos.nr)
		judging->nr_compared++;
	return rc;
}
