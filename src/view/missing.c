/*
 * The finding that an artifact is missing: said at the place where it is expected, with what
 * stands there instead, and the shortest way to mend it.
 */
#include "done/view.h"

#include <string.h>
#include <strings.h>

/* Why an entry that is there does not count, and what to do. */
static const struct {
	const char *wrong, *is, *fix;
} stand_ins[] = {
    [DONE_ENTRY_LINK] = {"link", "is a symbolic link, which is not followed",
        "replace the link by the file itself"},
    [DONE_ENTRY_DIRECTORY] = {"directory", "is a directory, not a file",
        "put a file here, or name the directory's files in the policy "
        "with '/**'"},
    [DONE_ENTRY_SUBMODULE] = {"submodule",
        "is a submodule: its files are not part of this repository",
        "put the file into this repository"},
};

static void add_stand_in(struct done_result *result, struct done_view *view, const char *path,
    enum done_entry_kind kind, const struct done_wanted *wanted)
{
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){path, 0, 0},
	        (struct done_subject){
	            .wrong = stand_ins[kind].wrong, .option = wanted->option, .path = path},
	        "'%s' %s", done_view_short(view, path), stand_ins[kind].is);

	done_finding_fix(finding, view, "%s", stand_ins[kind].fix);
}

/* A README may be a link: why this one does not lead to a file that counts. */
static int add_readme_link(struct done_result *result, struct done_view *view,
    const struct done_file *link, const struct done_wanted *wanted, struct done_error *err)
{
	struct done_file target;
	const char *why = stand_ins[DONE_ENTRY_LINK].is;
	int rc = done_view_follow(view, link, &target, &why, err);

	if (rc < 0)
		return rc;
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){link->path, 0, 0},
	        (struct done_subject){.wrong = stand_ins[DONE_ENTRY_LINK].wrong,
	            .option = wanted->option,
	            .path = link->path},
	        "'%s' %s", done_view_short(view, link->path), why);
	done_finding_fix(finding, view,
	    "replace the link by the file itself, or link to a file of "
	    "the service");
	return 0;
}

/* Links and submodules that match, and directories where a glob names one plainly. */
static int add_stand_ins(struct done_result *result, struct done_view *view,
    const struct done_file_globs *globs, const struct done_wanted *wanted, struct done_error *err)
{
	struct done_files found;
	int rc = done_view_find(view, globs, NULL, &found, err);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < found.nr && rc == 0; i++) {
		const struct done_file *file = &found.items[i];

		if (file->entry.kind == DONE_ENTRY_LINK &&
		    done_readme_rank(done_last_part(file->path)) >= 0)
			rc = add_readme_link(result, view, file, wanted, err);
		else if (file->entry.kind != DONE_ENTRY_FILE)
			add_stand_in(result, view, file->path, file->entry.kind, wanted);
	}
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < globs->nr && !found.nr; i++) {
		struct done_service_glob *glob;
		struct done_entry entry = {0};

		if (globs->items[i].negated)
			continue;
		rc = done_view_resolve(view, &globs->items[i], &glob, err);
		if (rc == 0 && !glob->nameless && done_glob_is_literal(glob->glob))
			rc = done_snapshot_find(view->head, glob->text, &entry, err);
		if (rc < 0)
			return rc;
		if (rc > 0)
			add_stand_in(result, view, glob->text, entry.kind, wanted);
	}
	return 0;
}

/* A name in the same directory that differs in case only: 1 with *out. */
static int find_twin(
    struct done_view *view, const char *path, const char **out, struct done_error *err)
{
	const struct done_directory *directory;
	const char *name = done_last_part(path), *parent = done_directory_of(view->arena, path);
	int rc = view->head->list(view->head->self, parent, &directory, err);

	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < directory->nr; i++) {
		if (strcasecmp(directory->entries[i].name, name) == 0) {
			*out = directory->entries[i].name;
			return 1;
		}
	}
	return 0;
}

/* Among others the sheet is a file where it may be said too, not the one that is expected. */
static bool may_be_expected(const struct done_service_glob *glob, size_t nr)
{
	return !glob->nameless && done_glob_is_literal(glob->glob) &&
	    (nr == 1 || strcmp(done_last_part(glob->text), DONE_SHEET_NAME) != 0);
}

/* Those that are not negated. */
static size_t count_asked(const struct done_file_globs *globs)
{
	size_t nr = 0;

	for (size_t i = 0; i < globs->nr; i++)
		nr += !globs->items[i].negated;
	return nr;
}

/* Where the artifact is expected: the first plain path, else the directory of the first glob. */
static int expected_place(struct done_view *view, const struct done_file_globs *globs,
    const char **path, bool *plain, struct done_error *err)
{
	struct done_service_glob *glob, *first = NULL;

	for (size_t i = 0; i < globs->nr; i++) {
		int rc = done_view_resolve(view, &globs->items[i], &glob, err);

		if (rc < 0)
			return rc;
		if (globs->items[i].negated)
			continue;
		if (!first && !glob->nameless)
			first = glob;
		if (may_be_expected(glob, count_asked(globs))) {
			*path = glob->text;
			*plain = true;
			return 0;
		}
	}
	*path = first && *first->directory ? first->directory : ".";
	*plain = false;
	return 0;
}

/* The first of alternatives: "openapi.{yaml,json}" is openapi.yaml. NULL: it has wildcards. */
static const char *first_name(struct done_view *view, const struct done_service_glob *glob)
{
	struct done_buf buf = {0};
	const char *at = glob->text, *name;

	for (bool skips = false; *at; at++) {
		if (strchr("*?[\\", *at)) {
			done_buf_release(&buf);
			return NULL;
		}
		skips = *at == '}' ? false : skips || *at == ',';
		if (!skips && !strchr("{}", *at))
			done_buf_addch(&buf, *at);
	}
	name = done_arena_strndup(view->arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return name;
}

/* The file that is wanted, in words: "RUNBOOK.md", ".proto file in api", "file in docs". */
static const char *wanted_words(
    struct done_view *view, const struct done_service_glob *glob, const char *path, bool plain)
{
	const char *directory = done_view_short(view, path), *name;
	const char *ending, *in;

	if (plain)
		return done_view_shown_path(view, directory);
	name = first_name(view, glob);
	if (name)
		return done_view_shown_path(view, done_view_short(view, name));
	name = strrchr(glob->text, '/');
	name = name ? name + 1 : glob->text;
	ending = *name == '*' && name[1] == '.' && !strpbrk(name + 1, "*?[{") ? name + 1 : "";
	in = !strcmp(path, ".") || !strcmp(path, view->service->path)
	    ? ""
	    : done_arena_printf(view->arena, " in %s", done_view_shown_path(view, directory));
	if (!*ending && !*in)
		return "file that the policy asks for";
	return done_arena_printf(view->arena, "%s%sfile%s", ending, *ending ? " " : "", in);
}

static int missing_say_briefly(struct done_finding *finding, struct done_view *view,
    const struct done_file_globs *globs, const char *path, bool plain, struct done_error *err)
{
	struct done_service_glob *glob = NULL;
	const char *words;

	for (size_t i = 0; i < globs->nr && !glob; i++) {
		if (!globs->items[i].negated &&
		    done_view_resolve(view, &globs->items[i], &glob, err) < 0)
			return err->code;
	}
	if (!glob)
		return 0;
	words = wanted_words(view, glob, path, plain);
	done_finding_brief(finding, view, "no %s", words);
	if (!plain && first_name(view, glob))
		done_finding_brief_fix(
		    finding, view, "add %s", done_view_shown_path(view, first_name(view, glob)));
	else if (!plain)
		done_finding_brief_fix(finding, view, "add a %s", words);
	return 0;
}

static int missing_add_absent(struct done_result *result, struct done_view *view,
    const struct done_file_globs *globs, const struct done_wanted *wanted, struct done_error *err)
{
	const char *with = wanted->with ? wanted->with : "";
	const char *path, *twin = NULL;
	bool plain;
	int rc = expected_place(view, globs, &path, &plain, err);

	if (rc == 0 && plain)
		rc = find_twin(view, path, &twin, err);
	if (rc < 0)
		return rc;
	const char *shown = done_view_globs_shown(view, globs);
	const char *says = count_asked(globs) > 1 ? "no file matches any of"
	    : plain                               ? "there is no"
	                                          : "no file matches";
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){path, 0, 0},
	        (struct done_subject){
	            .wrong = "missing", .option = wanted->option, .thing = wanted->thing},
	        "%s %s", says, shown);
	if (twin)
		done_finding_fix(finding, view, "rename '%s' to '%s': upper and lower case differ",
		    done_view_shown_path(view, twin),
		    done_view_shown_path(view, done_last_part(path)));
	else if (plain)
		done_finding_fix(finding, view, "add %s%s", done_view_shown_path(view, path), with);
	else
		done_finding_fix(finding, view, "add a file below '%s' that matches %s%s",
		    done_view_shown_path(view, path), shown, with);
	return missing_say_briefly(finding, view, globs, path, plain, err);
}

int done_result_add_missing(struct done_result *result, struct done_view *view,
    const struct done_file_globs *globs, struct done_wanted wanted, struct done_error *err)
{
	size_t before = result->nr;
	int rc = add_stand_ins(result, view, globs, &wanted, err);

	if (rc < 0 || result->nr > before)
		return rc;
	return missing_add_absent(result, view, globs, &wanted, err);
}

void done_result_add_pointer(
    struct done_result *result, struct done_view *view, const char *path, const char *what)
{
	struct done_finding *finding =
	    done_result_add(result, view, (struct done_place){path, 0, 0},
	        (struct done_subject){.wrong = "LFS pointer", .path = path},
	        "is a Git LFS pointer, %s: the text itself is not in git", what);

	done_finding_brief(finding, view, "is a Git LFS pointer: its text is not in git");
	done_finding_fix(finding, view,
	    "keep it out of Git LFS: git lfs untrack '%s', then add the file again",
	    done_view_shown_path(view, path));
}
