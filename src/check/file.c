/*
 * Kind `file`: files are there, or must not be. Only regular files count as there; anything at all
 * counts against `none`.
 */
#include "about.h"
#include "hollow.h"

#include <inttypes.h>
#include <string.h>

#define NO_LIMIT (-1)
#define SIZES_SHOWN 10
/* 1 TiB: the size is read off the object's header, not counted. */
#define SIZE_LIMIT_MAX (INT64_C(1) << 40)

struct file_options {
	struct done_file_globs any, all, none;
	struct done_globs about;
	int64_t min_bytes, max_bytes;
};

/* What is wrong with a file that is there. */
struct misfit {
	const char *why, *wrong;
	int line;
	int64_t bytes; /* too few or too many; 0: not known */
};

/* 1 where the file holds something and its size fits, 0 where not: then *out says so. */
static int file_fits(struct done_view *view, const struct file_options *options,
    const struct done_file *file, struct misfit *out, struct done_error *err)
{
	bool pointer;
	uint64_t bytes;

	struct done_hollow hollow;

	if (options->min_bytes != 0 && !(options->max_bytes == 0)) {
		int rc = done_file_hollow(view, file, &hollow, err);

		if (rc < 0)
			return rc;
		if (rc > 0) {
			*out = (struct misfit){hollow.why, hollow.wrong, hollow.line, 0};
			return 0;
		}
	}
	if (options->min_bytes <= 0 && options->max_bytes == NO_LIMIT)
		return 1;
	int rc = done_view_size(view, file, &bytes, &pointer, err);
	if (rc < 0)
		return rc;
	int64_t size = (int64_t)bytes;
	*out = (struct misfit){0};
	if (pointer) {
		out->why = "is a Git LFS pointer, so its size is not known";
		out->wrong = "LFS pointer";
	} else if (size < options->min_bytes) {
		out->why = done_arena_printf(view->arena,
		    "has %" PRId64 " bytes, expected at least %" PRId64, size, options->min_bytes);
		out->wrong = "too short";
		out->bytes = options->min_bytes - size;
	} else if (options->max_bytes != NO_LIMIT && size > options->max_bytes) {
		out->why = done_arena_printf(view->arena,
		    "has %" PRId64 " bytes, expected at most %" PRId64, size, options->max_bytes);
		out->wrong = "too large";
		out->bytes = size - options->max_bytes;
	}
	return !out->why;
}

/* " with at least 20 bytes": for a file that is not there at all. NULL: any size is good. */
static const char *size_asked(struct done_view *view, const struct file_options *options)
{
	if (options->min_bytes <= 0 && options->max_bytes == NO_LIMIT)
		return NULL;
	if (options->max_bytes == NO_LIMIT)
		return done_arena_printf(
		    view->arena, " with at least %" PRId64 " bytes", options->min_bytes);
	if (options->min_bytes <= 0)
		return done_arena_printf(
		    view->arena, " with at most %" PRId64 " bytes", options->max_bytes);
	return done_arena_printf(view->arena, " with %" PRId64 " to %" PRId64 " bytes",
	    options->min_bytes, options->max_bytes);
}

static void add_misfit(struct done_result *result, struct done_view *view,
    const struct file_options *options, const char *path, const char *option,
    const struct misfit *misfit)
{
	struct done_finding *finding = done_result_add(result, view,
	    (struct done_place){path, misfit->line, misfit->line ? 1 : 0},
	    (struct done_subject){.wrong = misfit->wrong,
	        .option = option,
	        .path = path,
	        .amount = (double)misfit->bytes},
	    "%s", misfit->why);

	if (misfit->wrong &&
	    (!strcmp(misfit->wrong, "empty") || !strcmp(misfit->wrong, "placeholder")))
		done_finding_fix(finding, view,
		    "write what the file is for; where an empty file "
		    "is meant, the check says 'min_bytes: 0'");
	else if (options->max_bytes == NO_LIMIT)
		done_finding_fix(
		    finding, view, "write at least %" PRId64 " bytes", options->min_bytes);
	else if (options->min_bytes <= 0)
		done_finding_fix(
		    finding, view, "keep it within %" PRId64 " bytes", options->max_bytes);
	else
		done_finding_fix(finding, view, "keep it between %" PRId64 " and %" PRId64 " bytes",
		    options->min_bytes, options->max_bytes);
}

/* At least one regular file of fitting size matches one of globs, or there are findings. */
static int need_one(struct done_view *view, const struct file_options *options,
    const struct done_file_globs *globs, struct done_result *result, struct done_error *err)
{
	bool is_any = globs == &options->any;
	struct done_wanted wanted = {
	    is_any ? "any" : "all", is_any ? NULL : globs->items->text, NULL};
	struct done_files found;
	struct misfit misfit = {0};
	int rc = done_view_find(view, globs, NULL, &found, err);

	if (rc < 0)
		return rc;
	done_files_keep_regular(&found);
	if (!found.nr) {
		wanted.with = size_asked(view, options);
		return done_result_add_missing(result, view, globs, wanted, err);
	}
	for (size_t i = 0; i < found.nr; i++) {
		rc = file_fits(view, options, &found.items[i], &misfit, err);
		if (rc > 0)
			done_result_evidence(result, view, found.items[i].path, 0,
			    done_strength_of(found.items[i].path), "the file is there");
		if (rc != 0)
			return rc < 0 ? rc : 0;
	}
	for (size_t i = 0; i < found.nr && i < SIZES_SHOWN; i++) {
		rc = file_fits(view, options, &found.items[i], &misfit, err);
		if (rc < 0)
			return rc;
		add_misfit(result, view, options, found.items[i].path, wanted.option, &misfit);
	}
	return 0;
}

static int need_each(struct done_view *view, const struct file_options *options,
    struct done_result *result, struct done_error *err)
{
	for (size_t i = 0; i < options->all.nr; i++) {
		struct done_file_globs one = {&options->all.items[i], 1};
		int rc = done_view_named(view, &one, err);

		if (rc == 0)
			rc = need_one(view, options, &one, result, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int need_none(struct done_view *view, const struct file_options *options,
    struct done_result *result, struct done_error *err)
{
	static const char *const kinds[] = {
	    [DONE_ENTRY_FILE] = "",
	    [DONE_ENTRY_LINK] = " (a symbolic link)",
	    [DONE_ENTRY_DIRECTORY] = " (a directory)",
	    [DONE_ENTRY_SUBMODULE] = " (a submodule)",
	};
	struct done_files found;
	int rc = done_view_find_all(view, &options->none, &found, err);

	for (size_t i = 0; rc == 0 && i < options->none.nr; i++) {
		struct done_file_globs one = {&options->none.items[i], 1};

		if (done_file_glob_nameless(one.items, view->service))
			rc = done_view_named(view, &one, err);
	}
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < found.nr; i++) {
		const char *path = found.items[i].path;
		enum done_entry_kind kind = found.items[i].entry.kind;
		struct done_finding *finding =
		    done_result_add(result, view, (struct done_place){path, 0, 0},
		        (struct done_subject){
		            .wrong = "must not be here", .option = "none", .path = path},
		        "'%s'%s must not be here", done_view_short(view, path), kinds[kind]);

		done_finding_fix(finding, view, "git rm %s'%s'",
		    kind == DONE_ENTRY_DIRECTORY ? "-r " : "", done_view_shown_path(view, path));
	}
	return 0;
}

static int file_try_about(const void *data, struct done_view *view, const struct done_about *about,
    struct done_result *out, struct done_error *err)
{
	const struct file_options *options = data;
	const char *path = about->file->path;
	struct misfit misfit = {0};
	int rc = file_fits(view, options, about->file, &misfit, err);

	if (rc < 0)
		return rc;
	if (rc > 0)
		done_result_evidence(out, view, path, about->name->line, done_strength_of(path),
		    "the file is there");
	else
		add_misfit(out, view, options, path, DONE_ABOUT, &misfit);
	return 0;
}

static int file_run(
    const void *data, struct done_view *view, struct done_result *out, struct done_error *err)
{
	const struct file_options *options = data;
	int rc = 0;

	if (options->any.nr)
		rc = need_one(view, options, &options->any, out, err);
	if (rc == 0)
		rc = done_about_run(&options->about, file_try_about, options, view, out, err);
	if (rc == 0 && options->all.nr)
		rc = need_each(view, options, out, err);
	if (rc == 0 && options->none.nr)
		rc = need_none(view, options, out, err);
	if (rc == 0 && !out->nr_evidence)
		done_result_evidence(
		    out, view, NULL, 0, DONE_SEEN, "nothing is there that must not be");
	return rc;
}

/* Each glob of `all` asks for a file of its own, so that none can take anything out. */
static int refuse_negated(const struct done_file_globs *all, struct done_error *err)
{
	for (size_t i = 0; i < all->nr; i++) {
		const struct done_file_glob *glob = &all->items[i];

		if (!glob->negated)
			continue;
		done_error_set(err, DONE_E_POLICY,
		    "'!%s' takes nothing out of 'all', which asks for a file for each of "
		    "its globs",
		    glob->text);
		done_error_cure(err,
		    "what must not be there is named under 'none': none: [\"%s\"]; of "
		    "some files any, but not these, under 'any'",
		    glob->text);
		return done_error_place(
		    err, glob->place.file, glob->place.line, glob->place.column);
	}
	return 0;
}

static int file_validate(const void *object, const struct done_value *at, struct done_error *err)
{
	const struct file_options *options = object;
	bool sized = options->min_bytes > 0 || options->max_bytes != NO_LIMIT;

	if (refuse_negated(&options->all, err) < 0)
		return err->code;
	if (!options->any.nr && !options->all.nr && !options->none.nr)
		return done_value_error(
		    err, at, "kind 'file' needs one of 'any', 'all' and 'none'");
	if (sized && !options->any.nr && !options->all.nr)
		return done_value_error(err, at, "'min_bytes' and 'max_bytes' need 'any' or 'all'");
	if (options->max_bytes != NO_LIMIT && options->max_bytes < options->min_bytes)
		return done_value_error(err, at, "'max_bytes' is less than 'min_bytes'");
	if (options->about.nr && !options->any.nr)
		return done_value_error(err, done_value_get(at, DONE_ABOUT),
		    "'about' goes with 'any' only: it names other files that "
		    "may be there instead");
	return 0;
}

static const struct done_field fields[] = {
    {DONE_FIELD("any", struct file_options, any, FILES), .tighter = {DONE_TIGHTER_LESS},
        .help = "A file that matches one of these exists. 'README.md' is a README in any letter "
                "case and format."},
    {DONE_FIELD("all", struct file_options, all, FILES), .tighter = {DONE_TIGHTER_MORE},
        .help = "For each of these, a file that matches it exists. 'README.md' is a README in any "
                "letter case and format."},
    {DONE_FIELD("none", struct file_options, none, FILES), .tighter = {DONE_TIGHTER_MORE},
        .help = "Nothing that matches one of these exists: no file, link, submodule or directory. "
                "'README.md' is that spelling only."},
    {DONE_FIELD("min_bytes", struct file_options, min_bytes, INTEGER),
        .tighter = {DONE_TIGHTER_MORE, DONE_ABSENT_APART}, .max = SIZE_LIMIT_MAX,
        .preset = NO_LIMIT,
        .help = "The minimum size of the file, in bytes. 0: an empty file counts, too. Without it, "
                "a file does not count if it is empty, holds nothing but comments, or is a "
                "document that still has an example text of git done."},
    {DONE_FIELD("max_bytes", struct file_options, max_bytes, INTEGER),
        .tighter = {DONE_TIGHTER_LESS}, .max = SIZE_LIMIT_MAX, .preset = NO_LIMIT,
        .help = "The maximum size of the file, in bytes."},
    DONE_ABOUT_FIELD(struct file_options),
};

static bool sweeps(
    const void *data, const struct done_file_globs **files, const struct done_file_globs **except)
{
	const struct file_options *options = data;

	*files = &options->none;
	*except = NULL;
	return true;
}

static const struct done_record record = {
    .name = "check kind 'file'",
    .size = sizeof(struct file_options),
    .fields = fields,
    .nr = DONE_ARRAY_SIZE(fields),
    .shorthand = "any",
    .validate = file_validate,
};

/* One of `any`, the first that is plain; each of `all`. */
static void file_drafts(const void *data, struct done_arena *arena, struct done_skeleton_wants *out)
{
	const struct file_options *options = data;
	const char *file = NULL;

	for (size_t i = 0; i < options->any.nr && !file; i++) {
		file = done_skeleton_literal(&options->any.items[i]);
		if (file)
			done_skeleton_want(arena, out, DONE_SKELETON_FILE, NULL, file);
	}
	for (size_t i = 0; i < options->all.nr; i++) {
		file = done_skeleton_literal(&options->all.items[i]);
		if (file)
			done_skeleton_want(arena, out, DONE_SKELETON_FILE, NULL, file);
	}
}

const struct done_kind done_kind_file = {
    .form = {.name = "file",
        .summary = "met when files exist ('any' or 'all' of some globs), or do not exist ('none')",
        .options = &record,
        .example = "any: [README.md, docs/README.md]\n"
                   "none: [\"**/.env\"]\n"
                   "min_bytes: 200\n"},
    .sweeps = sweeps,
    .run = file_run,
    .drafts = file_drafts,
};
