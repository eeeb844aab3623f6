/*
 * Reads interface descriptions for checks: files of the snapshot or of the base, and faults as
 * findings.
 */
#include "interface.h"

#include <string.h>

static int interface_read_head(struct done_view *view, const char *path, struct done_bytes *out,
    const char **why, struct done_error *err)
{
	static const char *const others[] = {
	    [DONE_ENTRY_LINK] = "is a symbolic link: name the file itself",
	    [DONE_ENTRY_DIRECTORY] = "is a directory",
	    [DONE_ENTRY_SUBMODULE] = "is a submodule, which is not read",
	};
	struct done_file file = {.path = path};
	int rc = done_snapshot_find(view->head, path, &file.entry, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || file.entry.kind != DONE_ENTRY_FILE) {
		*why = rc == 0 ? "is not in this tree" : others[file.entry.kind];
		return 0;
	}
	return done_view_read(view, &file, DONE_BLOB_MAX, out, err) < 0 ? err->code : 1;
}

static int interface_read_file(
    void *self, const char *path, struct done_bytes *out, const char **why, struct done_error *err)
{
	const struct interface_source *source = self;
	int rc;

	if (!source->is_base) {
		rc = interface_read_head(source->view, path, out, why, err);
	} else {
		rc = done_view_read_base(source->view, path, DONE_BLOB_MAX, out, err);
		*why = rc == 0 ? "is not in this tree" : *why;
	}
	if (rc > 0 && done_bytes_lfs_pointer(*out)) {
		*why = "is a Git LFS pointer, which holds no description";
		return 0;
	}
	return rc;
}

/* Of head, also for the base: where it has none, reading says so. */
static int interface_named(
    void *self, const char *name, const char *const **out, size_t *nr, struct done_error *err)
{
	const struct interface_source *source = self;

	return done_view_paths_named(source->view, name, out, nr, err);
}

void done_check_interface_source(
    struct interface_source *source, struct done_view *view, bool is_base)
{
	*source =
	    (struct interface_source){.source = {source, interface_read_file, interface_named},
	        .view = view,
	        .is_base = is_base};
}

void done_check_interface_faults(struct done_view *view, const struct done_interface_faults *faults,
    const char *path, struct done_result *result)
{
	for (size_t i = 0; i < faults->nr; i++) {
		const struct done_interface_fault *fault = &faults->items[i];
		struct done_finding *finding = done_result_add(result, view,
		    (struct done_place){fault->file, fault->line, fault->column},
		    (struct done_subject){.wrong = fault->wrong,
		        .option = "reports",
		        .path = fault->file,
		        .thing = fault->thing},
		    "%s", fault->message);

		done_finding_fix(finding, view, "%s", fault->fix);
	}
	if (faults->nr_more)
		done_result_add(result, view, (struct done_place){path, 0, 0},
		    (struct done_subject){.wrong = "more", .path = path},
		    "%zu more faults of this description are not shown", faults->nr_more);
}

bool done_check_interface_fits(const char *pattern, const char *text)
{
	const char *star = NULL, *back = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			back = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++back;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

/* ---- sets of files ---- */

static const char *const interface_endings[INTERFACE_FAMILIES][3] = {
    [INTERFACE_PROTO] = {".proto"},
    [INTERFACE_GRAPHQL] = {".graphql", ".graphqls", ".gql"},
};

bool done_check_interface_is_of(enum interface_family family, const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(interface_endings[family]); i++) {
		const char *ending = interface_endings[family][i];

		if (ending && done_text_ends(path, ending))
			return true;
	}
	return false;
}

struct interface_sets done_check_interface_sets(struct done_view *view, struct done_files *files)
{
	struct interface_sets sets = {0};
	size_t kept = 0;

	for (int i = 0; i < INTERFACE_FAMILIES; i++)
		sets.of[i].items =
		    done_arena_array(view->arena, files->nr + 1, sizeof(*files->items));
	for (size_t i = 0; i < files->nr; i++) {
		int family = 0;

		while (family < INTERFACE_FAMILIES &&
		    !done_check_interface_is_of(
		        (enum interface_family)family, files->items[i].path))
			family++;
		if (family < INTERFACE_FAMILIES)
			sets.of[family].items[sets.of[family].nr++] = files->items[i];
		else
			files->items[kept++] = files->items[i];
	}
	sets.nr = files->nr - kept;
	files->nr = kept;
	return sets;
}
