/*
 * Kind `uses`, health: a probe that asks for a route which the code has no more shows nothing. Told
 * only where that can be known: the probe stands in the service and names its path, the service's
 * language has no framework that answers unasked, all of its code lies in it, and its code names
 * routes, but nowhere the last part of this one.
 */
#include "uses.h"

#include <ctype.h>
#include <string.h>

enum { PROBE_LINES = 8, PROBE_PATH_MAX = 200 };

/* In these a route is written down where it is served. */
static const char *const probe_ecosystems[] = {"go", "node", "python"};
static const char *const probe_sources[] = {
    ".go", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".py"};

static bool probe_is_known_language(const struct done_profile *profile)
{
	for (size_t i = 0; i < profile->ecosystems.nr; i++) {
		bool is_known = false;

		for (size_t j = 0; j < DONE_ARRAY_SIZE(probe_ecosystems); j++)
			is_known =
			    is_known || !strcmp(profile->ecosystems.items[i], probe_ecosystems[j]);
		if (!is_known)
			return false;
	}
	return profile->ecosystems.nr > 0 && !profile->nr_locals && !profile->packages.nr;
}

static size_t probe_path_length(const char *at, const char *end)
{
	size_t len = 0;

	while (at + len < end && len < PROBE_PATH_MAX &&
	    (isalnum((unsigned char)at[len]) || (at[len] && strchr("/_-.", at[len]))))
		len++;
	return len;
}

/* "http://localhost:80/healthz", "path: /healthz" in a few lines; NULL: no path is named. */
static const char *probe_path(struct done_arena *arena, const char *at, const char *end)
{
	static const char host[] = "://", key[] = "path:";

	for (; at < end; at++) {
		const char *path = NULL;

		if (end - at > 3 && !memcmp(at, host, sizeof(host) - 1)) {
			path = at + sizeof(host) - 1;
			while (path < end && *path != '/' && !isspace((unsigned char)*path) &&
			    !strchr("\"'`)", *path))
				path++;
		} else if (end - at > 5 && !memcmp(at, key, sizeof(key) - 1)) {
			path = at + sizeof(key) - 1;
			while (path < end && (*path == ' ' || *path == '"' || *path == '\''))
				path++;
		}
		if (path && path < end && *path == '/')
			return done_arena_strndup(arena, path, probe_path_length(path, end));
	}
	return NULL;
}

/* So many lines further on; the end where there are no more. */
static const char *probe_skip(const char *at, const char *end, int lines)
{
	for (; at < end && lines > 0; lines--) {
		const char *next = memchr(at, '\n', (size_t)(end - at));

		at = next ? next + 1 : end;
	}
	return at;
}

static int probe_read_path(
    struct done_view *view, const struct done_fact *probe, const char **out, struct done_error *err)
{
	struct done_file file = {.path = probe->path};
	struct done_bytes text = {"", 0};
	const char *at, *end;
	int rc = done_snapshot_find(view->head, probe->path, &file.entry, err);

	*out = NULL;
	if (rc == 1)
		rc = done_view_text(view, &file, &text, err);
	if (rc <= 0)
		return rc;
	end = text.ptr + text.len;
	at = probe_skip(text.ptr, end, probe->line - 1);
	*out = probe_path(view->arena, at, probe_skip(at, end, PROBE_LINES));
	return 0;
}

/* ---- the service's own files ---- */

/* A literal that begins as a route does. */
static bool probe_has_route(struct done_bytes text)
{
	for (size_t i = 0; i + 2 < text.len; i++) {
		if (strchr("\"'`", text.ptr[i]) && text.ptr[i] && text.ptr[i + 1] == '/' &&
		    isalpha((unsigned char)text.ptr[i + 2]))
			return true;
	}
	return false;
}

static bool probe_names(struct done_bytes text, const char *word)
{
	size_t len = strlen(word);
	const char *at = text.ptr, *end = text.ptr + text.len;

	while ((at = memchr(at, *word, (size_t)(end - at)))) {
		if ((size_t)(end - at) >= len && !memcmp(at, word, len))
			return true;
		at++;
	}
	return false;
}

static bool probe_is_source(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(probe_sources); i++) {
		if (done_text_ends(path, probe_sources[i]))
			return true;
	}
	return false;
}

/* "healthz" of "/api/healthz/"; nothing of "/". */
static const char *probe_last_part(struct done_arena *arena, const char *path)
{
	size_t len = strlen(path), begin;

	while (len && path[len - 1] == '/')
		len--;
	for (begin = len; begin && path[begin - 1] != '/'; begin--)
		;
	return done_arena_strndup(arena, path + begin, len - begin);
}

/* 1: its code names routes, and no file of it but the probe's and documents has the word. */
static int probe_is_gone(
    struct done_view *view, const char *probe, const char *word, struct done_error *err)
{
	struct done_files files;
	bool has_route = false;

	if (done_view_own_files(view, &files, err) < 0)
		return err->code;
	for (size_t i = 0; i < files.nr; i++) {
		const char *path = files.items[i].path;
		struct done_bytes text;
		int rc;

		if (!strcmp(path, probe) || done_text_ends(path, ".md"))
			continue;
		rc = done_view_text(view, &files.items[i], &text, err);
		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		if (text.len && probe_names(text, word))
			return 0;
		has_route = has_route || (probe_is_source(path) && probe_has_route(text));
	}
	return has_route;
}

int done_use_probe_is_stale(
    struct done_view *view, const struct done_fact *probe, const char **out, struct done_error *err)
{
	const char *path, *word;
	int rc;

	if (!probe->path || !probe->line || !probe_is_known_language(view->profile) ||
	    !done_view_owns(view, probe->path))
		return 0;
	if (probe_read_path(view, probe, &path, err) < 0)
		return err->code;
	word = path ? probe_last_part(view->arena, path) : "";
	if (strlen(word) < 2)
		return 0;
	rc = probe_is_gone(view, probe->path, word, err);
	if (rc > 0)
		*out = path;
	return rc;
}
