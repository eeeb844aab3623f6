/*
 * Which file of the tree a report means. Tools name files as their machine had them: from the root,
 * below the service, below a directory of the CI system, as a package and a name, behind the path
 * of a Go module. What names two files means neither.
 */
#include "reports.h"

#include <limits.h>
#include <string.h>

/* Behind "file://host", "webpack://name", "C:", as far as they are there. */
static const char *place_bare(const char *raw)
{
	const char *scheme = strstr(raw, "://");
	const char *slash;

	if (scheme && scheme - raw < 20 && strcspn(raw, "/\\") > (size_t)(scheme - raw)) {
		slash = strchr(scheme + 3, '/');
		raw = slash ? slash : scheme + 3;
	}
	while (*raw == '/' && raw[1] && raw[2] == ':')
		raw++;
	if (*raw && raw[1] == ':' && (raw[2] == '/' || raw[2] == '\\'))
		raw += 2;
	return raw;
}

const char *done_report_path(struct done_view *view, const char *raw)
{
	char *text = done_arena_strdup(view->arena, place_bare(raw));
	char *out = done_arena_alloc(view->arena, strlen(text) + 2), *end = out;
	bool is_absolute = *text == '/' || *text == '\\';

	for (char *at = text; *at; at++)
		*at = (char)(*at == '\\' ? '/' : *at);
	if (is_absolute)
		*end++ = '/';
	for (char *part = text; *part;) {
		size_t len = strcspn(part, "/");
		char *start = out + is_absolute;

		if (len == 2 && !memcmp(part, "..", 2)) {
			/* What climbs out of its start is relative to something unknown. */
			while (end > start && end[-1] != '/')
				end--;
			end -= end > start;
		} else if (len && !(len == 1 && *part == '.')) {
			if (end > start)
				*end++ = '/';
			memcpy(end, part, len);
			end += len;
		}
		part += len + (part[len] == '/');
	}
	*end = '\0';
	return out;
}

static int place_is_file(struct done_view *view, const char *path, struct done_error *err)
{
	struct done_entry entry;
	int rc = *path && strlen(path) < PATH_MAX
	    ? done_snapshot_find(view->head, path, &entry, err)
	    : 0;

	return rc <= 0 ? rc : entry.kind == DONE_ENTRY_FILE;
}

static void place_set(struct done_view *view, const char *path, struct done_placed *out)
{
	out->how = DONE_PLACED;
	out->path = path;
	out->is_own = done_view_owns(view, path);
}

/* ---- Go modules ---- */

/* The module path that a go.mod declares; NULL: it is not there. */
static int place_module(
    struct done_view *view, const char *path, const char **out, struct done_error *err)
{
	struct done_file file = {.path = path};
	struct done_bytes text;
	int rc = done_snapshot_find(view->head, path, &file.entry, err);

	*out = NULL;
	if (rc <= 0 || file.entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	rc = done_view_text(view, &file, &text, err);
	for (size_t at = 0; rc == 1 && at < text.len;) {
		const char *line = text.ptr + at, *end = memchr(line, '\n', text.len - at);
		size_t len = end ? (size_t)(end - line) : text.len - at;
		size_t skip = 7;

		at += len + 1;
		if (len <= skip || memcmp(line, "module ", skip) != 0)
			continue;
		while (skip < len && strchr(" \t\"", line[skip]))
			skip++;
		for (at = skip; at < len && !strchr(" \t\r\"", line[at]);)
			at++;
		*out = done_arena_strndup(view->arena, line + skip, at - skip);
		return 0;
	}
	return rc < 0 ? rc : 0;
}

/* 1 where a module of the service or above it has the path, whether or not the file is there. */
static int place_in_module(
    struct done_view *view, const char *raw, struct done_placed *out, struct done_error *err)
{
	char *directory = done_arena_strdup(view->arena, done_view_directory(view));

	for (;;) {
		const char *path =
		    done_arena_printf(view->arena, "%s%sgo.mod", directory, *directory ? "/" : "");
		const char *module;
		size_t len;
		char *slash;

		if (place_module(view, path, &module, err) < 0)
			return err->code;
		len = module ? strlen(module) : 0;
		if (len && !strncmp(raw, module, len) && raw[len] == '/') {
			const char *file = done_arena_printf(
			    view->arena, "%s%s%s", directory, *directory ? "/" : "", raw + len + 1);
			int rc = place_is_file(view, file, err);

			if (rc > 0)
				place_set(view, file, out);
			return rc < 0 ? rc : 1;
		}
		if (!*directory)
			return 0;
		slash = strrchr(directory, '/');
		*(slash ? slash : directory) = '\0';
	}
}

/* ---- the longest end ---- */

static bool place_ends(const char *whole, const char *end)
{
	size_t a = strlen(whole), b = strlen(end);

	return b && a >= b && !strcmp(whole + a - b, end) && (a == b || whole[a - b - 1] == '/');
}

/* Bytes of the end that a path of the tree and the report's share, where one of them, or the path
 * below the service, is whole in it; 0: they do not fit. */
static size_t place_fit(const struct done_view *view, const char *path, const char *named)
{
	const char *directory = done_view_directory(view);
	size_t skip = *directory ? strlen(directory) + 1 : 0;

	if (place_ends(path, named))
		return strlen(named);
	if (place_ends(named, path))
		return strlen(path);
	return skip && !strncmp(path, directory, skip - 1) && path[skip - 1] == '/' &&
	        place_ends(named, path + skip)
	    ? strlen(path + skip)
	    : 0;
}

static int place_by_end(
    struct done_view *view, const char *named, struct done_placed *out, struct done_error *err)
{
	const char *const *paths;
	size_t nr, best = 0, nr_best = 0, nr_own = 0;
	const char *own = NULL, *first = NULL;

	while (*named == '/')
		named++;
	if (done_view_paths_named(view, done_last_part(named), &paths, &nr, err) < 0)
		return err->code;
	for (size_t i = 0; i < nr; i++) {
		size_t fit = place_fit(view, paths[i], named);

		if (!fit || fit < best)
			continue;
		if (fit > best) {
			best = fit;
			nr_best = nr_own = 0;
			own = first = NULL;
		}
		nr_best++;
		first = first ? first : paths[i];
		if (done_view_owns(view, paths[i])) {
			nr_own++;
			own = own ? own : paths[i];
		}
	}
	if (!nr_best)
		return 0;
	place_set(view, own ? own : first, out);
	if (nr_own > 1 || (!nr_own && nr_best > 1))
		out->how = DONE_PLACED_TWICE;
	return 0;
}

/* ---- all of them ---- */

int done_report_place(struct done_view *view, const char *raw, const struct done_strings *sources,
    struct done_placed *out, struct done_error *err)
{
	const char *named = done_report_path(view, raw);
	int rc = 0;

	*out = (struct done_placed){.how = DONE_PLACED_NOWHERE};
	if (!*named)
		return 0;
	if (*named != '/') {
		const char *below = done_view_path(view, named);

		rc = place_is_file(view, named, err);
		if (rc == 0 && strcmp(below, named) != 0) {
			rc = place_is_file(view, below, err);
			named = rc > 0 ? below : named;
		}
		if (rc > 0) {
			place_set(view, named, out);
			return 0;
		}
		if (rc == 0)
			rc = place_in_module(view, named, out, err);
		if (rc != 0)
			return rc < 0 ? rc : 0;
	}
	for (size_t i = 0; *named != '/' && sources && i < sources->nr; i++) {
		const char *joined = done_report_path(
		    view, done_arena_printf(view->arena, "%s/%s", sources->items[i], named));

		if (place_by_end(view, joined, out, err) < 0)
			return err->code;
		if (out->how == DONE_PLACED)
			return 0;
	}
	return place_by_end(view, named, out, err);
}

int done_report_lines(struct done_view *view, const char *path, int *out, struct done_error *err)
{
	struct done_file file = {.path = path};
	struct done_bytes text;
	int rc = done_snapshot_find(view->head, path, &file.entry, err);
	size_t nr = 0;

	*out = -1;
	if (rc == 1 && file.entry.kind == DONE_ENTRY_FILE)
		rc = done_view_text(view, &file, &text, err);
	else
		rc = rc < 0 ? rc : 0;
	if (rc <= 0)
		return rc;
	for (size_t i = 0; i < text.len; i++)
		nr += text.ptr[i] == '\n';
	nr += text.len && text.ptr[text.len - 1] != '\n';
	*out = nr > INT_MAX ? INT_MAX : (int)nr;
	return 0;
}
