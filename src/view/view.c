/*
 * A view: one service in one snapshot, as the checks see it. Here: its paths, and the globs of the
 * policy as they read for this service.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

void done_view_release(struct done_view *view)
{
	if (!view || !view->cache)
		return;
	done_view_cache_forget(view->cache);
	done_view_forget_made(view->cache);
	done_languages_release(&view->cache->languages);
	done_tree_paths_release(&view->cache->paths);
	done_tree_release(&view->cache->tree);
	done_buf_release(&view->cache->masked);
	done_arena_release(&view->cache->arena);
	free(view->cache);
	view->cache = NULL;
	view->listed = (struct done_files){0};
	view->is_listed = false;
}

enum done_kind_of_service done_view_kind(const struct done_view *view)
{
	if (view->service->kind != DONE_KIND_UNKNOWN || !view->profile)
		return view->service->kind;
	return view->profile->kind;
}

const char *done_view_directory(const struct done_view *view)
{
	return done_service_directory(view->service);
}

char *done_view_path(struct done_view *view, const char *relative)
{
	const char *directory = done_view_directory(view);

	if (strcmp(relative, ".") == 0)
		return done_arena_strdup(view->arena, view->service->path);
	return done_arena_printf(view->arena, "%s%s%s", directory, *directory ? "/" : "", relative);
}

const char *done_view_short(const struct done_view *view, const char *path)
{
	const char *directory = done_view_directory(view);
	size_t len = strlen(directory);

	if (len && strncmp(path, directory, len) == 0 && path[len] == '/')
		return path + len + 1;
	return path;
}

/* The whole text from the root; quoted for a glob, or plain. */
static char *whole_text(
    struct done_view *view, const struct done_file_glob *glob, bool quote, struct done_arena *arena)
{
	struct done_buf buf = {0};

	done_service_glob_whole(&buf, glob, view->service, quote);
	char *text = done_arena_strndup(arena, buf.len ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

/* Where a search for the glob may start, from the root. */
static const char *search_directory(
    struct done_view *view, const struct done_service_glob *glob, struct done_arena *arena)
{
	const char *below = done_glob_directory(glob->glob);

	if (glob->skip == 0)
		return below;
	const char *directory = done_view_directory(view);
	return done_arena_printf(arena, "%s%s%s", directory, *below ? "/" : "", below);
}

static struct done_service_glob **glob_bucket(struct done_view_cache *cache, const char *text)
{
	return &cache->globs[done_hash(DONE_HASH, text, strlen(text)) % DONE_VIEW_GLOBS];
}

static struct done_service_glob *glob_known(
    struct done_service_glob *bucket, const char *text, bool from_root)
{
	while (bucket && (bucket->from_root != from_root || strcmp(bucket->written, text) != 0))
		bucket = bucket->next;
	return bucket;
}

bool done_view_glob_of(struct done_view *view, const char *text, struct done_file_glob *out)
{
	struct done_service_glob *known =
	    glob_known(*glob_bucket(done_view_cache(view), text), text, true);
	struct done_error bad = {0};

	*out = (struct done_file_glob){.text = text, .from_root = true};
	if (known)
		out->glob = known->glob;
	return known || done_glob_compile(view->arena, text, &out->glob, &bad) == 0;
}

int done_view_resolve(struct done_view *view, const struct done_file_glob *glob,
    struct done_service_glob **out, struct done_error *err)
{
	struct done_view_cache *cache = done_view_cache(view);
	struct done_glob *compiled = glob->glob;
	struct done_service_glob **bucket = glob_bucket(cache, glob->text);

	*out = glob_known(*bucket, glob->text, glob->from_root);
	if (*out)
		return 0;
	if (glob->templated) {
		struct done_buf buf = {0};

		done_file_glob_expand(&buf, glob, view->service, true);
		int rc = done_glob_compile(&cache->arena, buf.len ? buf.ptr : "", &compiled, err);
		done_buf_release(&buf);
		if (rc < 0)
			return rc;
	}
	struct done_service_glob *made = done_arena_alloc(&cache->arena, sizeof(*made));
	size_t length = strlen(done_view_directory(view));
	made->written = glob->text;
	made->from_root = glob->from_root;
	made->text = whole_text(view, glob, false, &cache->arena);
	made->glob = compiled;
	made->nameless = done_file_glob_nameless(glob, view->service);
	made->skip = glob->from_root || !length ? 0 : length + 1;
	made->directory = search_directory(view, made, &cache->arena);
	made->next = *bucket;
	*bucket = made;
	*out = made;
	return 0;
}

/* The path as the glob sees it; NULL: the glob cannot speak of it. */
static const char *seen_by(
    const struct done_view *view, const struct done_service_glob *glob, const char *path)
{
	if (glob->nameless)
		return NULL;
	if (glob->skip) {
		size_t length = glob->skip - 1;

		if (strncmp(path, done_view_directory(view), length) != 0 || path[length] != '/')
			return NULL;
	}
	return path + glob->skip;
}

bool done_service_glob_match(
    const struct done_view *view, const struct done_service_glob *glob, const char *path)
{
	const char *seen = seen_by(view, glob, path);

	return seen && done_glob_match(glob->glob, seen);
}

bool done_service_glob_takes_out(
    const struct done_view *view, const struct done_service_glob *glob, const char *path)
{
	const char *seen = seen_by(view, glob, path);

	return seen && done_glob_takes_out(glob->glob, seen);
}

bool done_service_glob_may_match_below(
    const struct done_view *view, const struct done_service_glob *glob, const char *directory)
{
	const char *seen = seen_by(view, glob, directory);

	if (seen)
		return done_glob_may_match_below(glob->glob, seen);
	/* The service's own directory, or one above it. */
	return !glob->nameless && done_path_below(done_view_directory(view), directory);
}

int done_view_named(
    const struct done_view *view, const struct done_file_globs *globs, struct done_error *err)
{
	for (size_t i = 0; i < globs->nr; i++) {
		if (!globs->items[i].negated &&
		    !done_file_glob_nameless(&globs->items[i], view->service))
			return 0;
	}
	if (!globs->nr)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' names a file for a service by its name, and the "
	    "service at the root has none",
	    globs->items[0].text);
	return done_error_cure(err, "give it one in the policy: services: [{path: ., name: …}]");
}

/* The first change that does not come before the directory followed by `next`. */
static size_t view_bound(const struct done_changes *changes, const char *directory, char next)
{
	return DONE_TEXT_BOUND(
	    changes->items, changes->nr, path, directory, strlen(directory), next);
}

struct done_changes done_service_glob_changes(
    const struct done_view *view, const struct done_service_glob *glob)
{
	struct done_changes slice = *view->changes;

	if (!*glob->directory)
		return slice;
	size_t first = view_bound(view->changes, glob->directory, '/');
	slice.items += first;
	slice.nr = view_bound(view->changes, glob->directory, '/' + 1) - first;
	return slice;
}
