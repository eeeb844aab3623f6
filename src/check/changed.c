/*
 * Kind `changed`: where one thing changed, another must have changed in the same range.
 */
#include "kinds.h"

#include <string.h>

struct changed_options {
	struct done_file_globs when, then;
};

/* The first changed path that globs match, and how many there are. */
struct touched {
	const char *first;
	size_t nr;
};

/* A file that says something else than before: not its mode alone, and no link in its place. */
static int is_written(
    struct done_view *view, const struct done_change *change, struct done_error *err)
{
	struct done_entry now, before;
	int rc = change->kind == DONE_DELETED
	    ? 0
	    : done_snapshot_find(view->head, change->path, &now, err);

	if (rc <= 0 || now.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	if (change->kind == DONE_ADDED || !view->base)
		return 1;
	rc = done_snapshot_find(view->base, change->path, &before, err);
	if (rc < 0)
		return rc;
	return rc == 0 || before.kind != DONE_ENTRY_FILE || !done_oid_equal(&now.oid, &before.oid);
}

/* 1 where the path counts for the glob at index `at`: the list means it, and no glob before matched
 * it. */
static int counts(struct done_view *view, const struct done_file_globs *globs, size_t at,
    const char *path, struct done_error *err)
{
	const struct done_file_globs before = {globs->items, at};
	int rc = done_file_globs_negate(globs) ? done_view_matches(view, globs, path, err) : 1;

	for (size_t i = 0; rc == 1 && i < before.nr; i++) {
		struct done_service_glob *glob;

		if (before.items[i].negated)
			continue;
		if (done_view_resolve(view, &before.items[i], &glob, err) < 0)
			return err->code;
		rc = !done_service_glob_means(view, glob, path);
	}
	return rc;
}

/* there: only what is there, and was written, counts. */
static int touch(struct done_view *view, const struct done_file_globs *globs, bool there,
    struct touched *out, struct done_error *err)
{
	struct touched touched = {0};

	for (size_t i = 0; i < globs->nr; i++) {
		struct done_service_glob *glob;
		struct done_changes near;
		int rc = done_view_resolve(view, &globs->items[i], &glob, err);

		if (rc < 0)
			return rc;
		if (globs->items[i].negated)
			continue;
		near = done_service_glob_changes(view, glob);
		for (size_t j = 0; j < near.nr; j++) {
			const char *path = near.items[j].path;

			if (!done_service_glob_means(view, glob, path))
				continue;
			rc = counts(view, globs, i, path, err);
			if (rc == 1 && there)
				rc = is_written(view, &near.items[j], err);
			if (rc < 0)
				return rc;
			if (rc == 0)
				continue;
			touched.nr++;
			if (!touched.first || strcmp(path, touched.first) < 0)
				touched.first = path;
		}
	}
	*out = touched;
	return 0;
}

/* Where the accompanying change is expected, and how to say it. */
static int add_unaccompanied(struct done_view *view, const struct changed_options *options,
    const struct touched *cause, struct done_result *result, struct done_error *err)
{
	struct done_service_glob *glob = NULL, *item;
	const char *shown = done_view_globs_shown(view, &options->then);
	const char *name = done_view_short(view, cause->first);

	for (size_t i = 0; i < options->then.nr; i++) {
		int rc = done_view_resolve(view, &options->then.items[i], &item, err);

		if (rc < 0)
			return rc;
		if (options->then.items[i].negated)
			continue;
		glob = item;
		if (done_glob_is_literal(glob->glob))
			break;
	}
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): `then` begins with one */
	bool plain = done_glob_is_literal(glob->glob);
	const char *path = plain ? glob->text : *glob->directory ? glob->directory : ".";
	const char *more =
	    cause->nr > 1 ? done_arena_printf(view->arena, " and %zu more", cause->nr - 1) : "";
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){path, 0, 0},
	        (struct done_subject){.wrong = "unchanged", .option = "then"},
	        "'%s'%s changed, but nothing that matches %s did", name, more, shown);
	done_finding_brief(finding, view, "%s changed, but %s did not", name,
	    plain ? done_view_shown_path(view, done_view_short(view, path)) : "what goes with it");
	if (!plain)
		done_finding_brief_fix(finding, view, "change a file in %s in the same push",
		    *glob->directory ? done_view_shown_path(view, path) : "the repository");
	if (plain)
		done_finding_fix(
		    finding, view, "change %s in the same push", done_view_shown_path(view, path));
	else
		done_finding_fix(
		    finding, view, "change a file that matches %s in the same push", shown);
	return 0;
}

static int changed_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct changed_options *options = data;
	struct touched cause = {0}, effect = {0};

	if (!view->changes) {
		done_result_say(
		    out, view, DONE_NOT_APPLICABLE, "there is no range to look for changes in");
		return 0;
	}
	int rc = touch(view, &options->when, false, &cause, err);
	if (rc == 0)
		rc = touch(view, &options->then, true, &effect, err);
	if (rc < 0)
		return rc;
	if (!cause.nr) {
		done_result_say(out, view, DONE_MET, "nothing that matches %s changed",
		    done_view_globs_shown(view, &options->when));
		done_result_evidence(
		    out, view, NULL, 0, DONE_SEEN, "nothing changed that asks for another change");
		return 0;
	}
	if (!effect.nr)
		return add_unaccompanied(view, options, &cause, out, err);
	done_result_say(
	    out, view, DONE_MET, "'%s' changed too", done_view_short(view, effect.first));
	done_result_evidence(
	    out, view, effect.first, 0, done_strength_of(effect.first), "the file changed too");
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("if", struct changed_options, when, FILES), .tighter = {DONE_TIGHTER_MORE},
        .required = true, .min = 1, .selects = true,
        .help = "If a file that matches one of these was added, modified or deleted …"},
    {DONE_FIELD("then", struct changed_options, then, FILES), .tighter = {DONE_TIGHTER_LESS},
        .required = true, .min = 1, .selects = true,
        .help = "… one that matches one of these must have been added or modified, too."},
};

static const struct done_record record = {
    .name = "check kind 'changed'",
    .size = sizeof(struct changed_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
};

static bool changed_compares(const void *options)
{
	(void)options;
	return true;
}

const struct done_kind done_kind_changed = {
    .form = {.name = "changed",
        .summary = "met when a change of one file came with a change of another; not "
                   "applicable where there is no range",
        .options = &record,
        .compares = changed_compares,
        .example = "if: [\"src/**\", go.mod]\n"
                   "then: [CHANGELOG.md]\n"},
    .run = changed_run,
};
