/*
 * Reads files for a view: each blob once, while there is room to keep it.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

static size_t view_read_slot_of(const struct done_view_cache *cache, const struct done_oid *oid)
{
	size_t hash;

	memcpy(&hash, oid->id, sizeof(hash));
	size_t i = hash & (cache->cap_blobs - 1);
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): grow() made a new table */
	while (cache->blobs[i] && !done_oid_equal(&cache->blobs[i]->oid, oid))
		i = (i + 1) & (cache->cap_blobs - 1);
	return i;
}

static struct done_blob *known_blob(const struct done_view_cache *cache, const struct done_oid *oid)
{
	if (cache->cap_blobs) {
		struct done_blob *blob = cache->blobs[view_read_slot_of(cache, oid)];

		if (blob)
			return blob;
	}
	if (cache->loose && done_oid_equal(&cache->loose->oid, oid))
		return cache->loose;
	return NULL;
}

static void grow(struct done_view_cache *cache)
{
	struct done_view_cache bigger = *cache;

	bigger.cap_blobs = cache->cap_blobs ? cache->cap_blobs * 2 : 64;
	bigger.blobs = calloc(bigger.cap_blobs, sizeof(struct done_blob *));
	if (!bigger.blobs)
		done_out_of_memory();
	for (size_t i = 0; i < cache->cap_blobs; i++) {
		if (cache->blobs[i])
			bigger.blobs[view_read_slot_of(&bigger, &cache->blobs[i]->oid)] =
			    cache->blobs[i];
	}
	struct done_blob **old = cache->blobs;
	*cache = bigger;
	free(old);
}

static void keep_blob(struct done_view_cache *cache, struct done_blob *blob)
{
	if ((cache->nr_blobs + 1) * 2 > cache->cap_blobs)
		grow(cache);
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): as above */
	cache->blobs[view_read_slot_of(cache, &blob->oid)] = blob;
	cache->nr_blobs++;
	cache->kept += blob->bytes.len;
	if (cache->loose == blob)
		cache->loose = NULL;
}

static void free_blob(struct done_blob *blob)
{
	if (!blob)
		return;
	done_buf_release(&blob->buf);
	done_buf_release(&blob->decoded);
	done_buf_release(&blob->western);
	done_buf_release(&blob->variant);
	free(blob);
}

void done_view_cache_forget(struct done_view_cache *cache)
{
	for (size_t i = 0; i < cache->cap_blobs; i++)
		free_blob(cache->blobs[i]);
	free_blob(cache->loose);
	free(cache->blobs);
	cache->blobs = NULL;
	cache->loose = NULL;
	cache->nr_blobs = cache->cap_blobs = cache->kept = 0;
}

static bool is_binary(struct done_bytes bytes)
{
	size_t mark;

	return done_encoding_of(bytes, &mark) == DONE_ENCODING_NONE;
}

/*
 * What could not be read whole, because it is too large: the first bytes of one that is no text
 * tell all there is to know of it. 1, or 0: it is something else that is wrong, or text.
 */
static int view_read_read_start(struct done_snapshot *snapshot, const struct done_file *file,
    size_t max, struct done_blob *blob)
{
	struct done_error unsaid = {0};
	uint64_t size;

	done_buf_clear(&blob->buf);
	if (!snapshot->look ||
	    snapshot->look(snapshot->self, &file->entry.oid, file->path, DONE_TEXT_LOOK, &size,
	        &blob->buf, &unsaid) < 0)
		return 0;
	blob->is_cut = size > max &&
	    is_binary((struct done_bytes){blob->buf.len ? blob->buf.ptr : "", blob->buf.len});
	return blob->is_cut;
}

static int view_read_read_blob(struct done_snapshot *snapshot, const struct done_file *file,
    size_t max, struct done_blob **out, struct done_error *err)
{
	struct done_blob *blob = calloc(1, sizeof(*blob));
	struct done_error unread = {0};

	if (!blob)
		done_out_of_memory();
	int rc =
	    snapshot->read(snapshot->self, &file->entry.oid, file->path, max, &blob->buf, &unread);
	if (rc < 0 && !view_read_read_start(snapshot, file, max, blob)) {
		free_blob(blob);
		done_error_take(err, &unread);
		return err->code;
	}
	blob->oid = file->entry.oid;
	blob->bytes = (struct done_bytes){blob->buf.len ? blob->buf.ptr : "", blob->buf.len};
	blob->binary = is_binary(blob->bytes);
	blob->pointer = done_bytes_lfs_pointer(blob->bytes);
	blob->has_returns = -1;
	*out = blob;
	return 0;
}

/* Once a service, whatever libraries its view was the first to look through. */
static void count_blob(const struct done_view *view, struct done_blob *blob)
{
	struct done_meter *meter = view->meter;

	if (!meter || (blob->is_counted && !meter->is_of_library))
		return;
	meter->files++;
	meter->bytes += blob->bytes.len;
	if (!meter->is_of_library)
		blob->is_counted = true;
}

static int fetch(struct done_view *view, struct done_snapshot *snapshot,
    const struct done_file *file, size_t max, bool keep, struct done_blob **out,
    struct done_error *err)
{
	struct done_view_cache *cache = done_view_cache(view);

	if (file->entry.kind != DONE_ENTRY_FILE || !file->entry.has_oid)
		return done_error_set(
		    err, DONE_E_INTERNAL, "'%s' is not a file to be read", file->path);
	if (view->watch && view->watch->working)
		view->watch->working(view->watch->self, view->check, file->path);
	struct done_blob *blob = known_blob(cache, &file->entry.oid);
	if (!blob) {
		int rc = view_read_read_blob(snapshot, file, max, &blob, err);

		if (rc < 0)
			return rc;
		free_blob(cache->loose);
		cache->loose = blob;
	}
	count_blob(view, blob);
	if (blob->bytes.len > max)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' has %zu bytes, more than the %zu that are read", file->path,
		    blob->bytes.len, max);
	if (blob == cache->loose && (keep || cache->kept + blob->bytes.len <= DONE_VIEW_KEEP_MAX))
		keep_blob(cache, blob);
	*out = blob;
	return 0;
}

int done_view_blob(struct done_view *view, const struct done_file *file, size_t max, bool keep,
    struct done_blob **out, struct done_error *err)
{
	return fetch(view, view->head, file, max, keep, out, err);
}

int done_view_read(struct done_view *view, const struct done_file *file, size_t max,
    struct done_bytes *out, struct done_error *err)
{
	struct done_blob *blob;
	int rc = fetch(view, view->head, file, max, true, &blob, err);

	if (rc < 0)
		return done_error_cure(err, "make it smaller");
	if (blob->is_cut)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "'%s' is too large to read, and not text", file->path);
	return done_blob_text(blob, file->path, out, err);
}

int done_view_read_base(struct done_view *view, const char *path, size_t max,
    struct done_bytes *out, struct done_error *err)
{
	struct done_file file = {.path = path};
	struct done_blob *blob;

	if (!view->base)
		return 0;
	int rc = done_snapshot_find(view->base, path, &file.entry, err);
	if (rc <= 0)
		return rc;
	if (file.entry.kind != DONE_ENTRY_FILE)
		return 0;
	rc = fetch(view, view->base, &file, max, true, &blob, err);
	if (rc < 0)
		return rc;
	rc = done_blob_text(blob, path, out, err);
	return rc < 0 ? rc : 1;
}

/* A pointer is a text of less than 1,024 bytes (bytes.c); of anything larger the header is enough.
 */
#define POINTER_MAX 1024

int done_view_size(struct done_view *view, const struct done_file *file, uint64_t *size,
    bool *pointer, struct done_error *err)
{
	struct done_snapshot *head = view->head;
	struct done_blob *blob;

	*pointer = false;
	if (head->look) {
		if (view->watch && view->watch->working)
			view->watch->working(view->watch->self, view->check, file->path);
		int rc = head->look(head->self, &file->entry.oid, file->path, 0, size, NULL, err);

		if (rc < 0 || *size >= POINTER_MAX) {
			if (rc == 0 && view->meter)
				view->meter->files++;
			return rc;
		}
	}
	int rc = done_view_blob(view, file, DONE_BLOB_MAX, false, &blob, err);
	if (rc < 0)
		return rc;
	*size = blob->bytes.len;
	*pointer = blob->pointer;
	return 0;
}
