/* The files of the service itself: what a nested service holds is that one's. */
#include "parts.h"

#include <string.h>

/* Whether the path belongs to a service that lies within this one. */
static bool view_own_is_nested(const struct done_view *view, const char *path)
{
	const char *own = done_view_directory(view);

	if (!view->services)
		return false;
	for (const char *slash = strrchr(path, '/');
	     slash && (size_t)(slash - path) > strlen(own);) {
		if (done_services_at(view->services, path, (size_t)(slash - path)) >= 0)
			return true;
		while (slash > path && *--slash != '/')
			;
		if (slash == path)
			break;
	}
	return false;
}

const struct done_strings *done_view_read_as(const struct done_view *view)
{
	return view->read_as ? view->read_as : &view->profile->ecosystems;
}

bool done_view_owns(const struct done_view *view, const char *path)
{
	const char *own = done_view_directory(view);
	size_t len = strlen(own);

	return (!len || (!strncmp(path, own, len) && path[len] == '/')) &&
	    !view_own_is_nested(view, path);
}

int done_view_own_files(struct done_view *view, struct done_files *out, struct done_error *err)
{
	struct done_file_glob all = {.text = "**"};
	struct done_file_globs globs = {&all, 1};
	size_t kept = 0;

	*out = (struct done_files){0};
	if (done_glob_compile(view->arena, all.text, &all.glob, err) < 0 ||
	    done_view_find(view, &globs, NULL, out, err) < 0)
		return err->code;
	done_files_keep_regular(out);
	for (size_t i = 0; i < out->nr; i++) {
		if (!view_own_is_nested(view, out->items[i].path))
			out->items[kept++] = out->items[i];
	}
	out->nr = kept;
	return 0;
}

/* A source of one of the ecosystems that it is read by: no test, generated or foreign file. */
static bool view_own_is_source(
    const struct done_view *view, const struct done_ecosystems *ecosystems, const char *path)
{
	const struct done_strings *ids = view->profile ? done_view_read_as(view) : NULL;

	for (size_t i = 0; ids && i < ids->nr; i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(ecosystems, ids->items[i]);

		if (ecosystem && done_ecosystem_is_source(ecosystem, path) &&
		    !done_ecosystem_is_test(ecosystem, path) &&
		    !done_ecosystem_is_foreign(ecosystem, path))
			return true;
	}
	return false;
}

int done_view_text(struct done_view *view, const struct done_file *file, struct done_bytes *out,
    struct done_error *err)
{
	struct done_blob *blob;

	if (done_view_blob(view, file, DONE_BLOB_MAX, false, &blob, err) < 0)
		return err->code;
	if (blob->binary || blob->pointer || blob->is_cut)
		return 0;
	return done_blob_text(blob, file->path, out, err) < 0 ? err->code : 1;
}

int done_view_source(struct done_view *view, const struct done_ecosystems *ecosystems,
    const struct done_file *file, struct done_bytes *out, struct done_error *err)
{
	const char *directory = done_view_directory(view);
	size_t skip = *directory ? strlen(directory) + 1 : 0;

	if (!view_own_is_source(view, ecosystems, file->path + skip))
		return 0;
	return done_view_text(view, file, out, err);
}
