/*
 * Whether what stands in a service's place is the service still. A directory may be emptied and
 * given to another one: then the base's waivers, which were granted to the first, excuse nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

#define FILES_MAX 100000  /* of one service that are looked at */
#define COMPARED_MAX 32   /* files whose lines are compared */
#define BYTES_MAX 65536   /* of each */
#define LINES_MAX 200     /* of each */
#define LINE_BYTES_MIN 8U /* a shorter one is in every file */

struct oids {
	struct done_arena *arena;
	struct done_oid *items, empty;
	size_t nr, cap;
	const char *paths[COMPARED_MAX]; /* of the first, whole */
	struct done_oid sheet;
	bool has_sheet;
};

static bool identity_is_named(const char *path, const char *name)
{
	return !strcmp(done_last_part(path), name);
}

/* A sheet says who a service is; an empty file says nothing. */
static int identity_take(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct oids *oids = data;

	(void)err;
	if (entry->kind != DONE_ENTRY_FILE || done_oid_equal(&entry->oid, &oids->empty) ||
	    identity_is_named(path, DONE_SHEET_NAME) || identity_is_named(path, DONE_CATALOG_NAME))
		return 0;
	if (oids->nr < COMPARED_MAX)
		oids->paths[oids->nr] = done_arena_strdup(oids->arena, path);
	*DONE_ARENA_PUSH(oids->arena, oids->items, oids->nr, oids->cap) = entry->oid;
	return oids->nr == FILES_MAX;
}

static int identity_compare_oids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct done_oid));
}

static int identity_look(struct done_arena *arena, struct done_snapshot *snapshot,
    const struct done_service *service, struct oids *out)
{
	const char *directory = done_service_directory(service);
	struct done_error ignored = {0};
	struct done_entry entry;

	out->arena = arena;
	done_oid_of_blob((struct done_bytes){"", 0}, &out->empty);
	out->has_sheet = done_snapshot_find(snapshot,
	                     done_arena_printf(out->arena, "%s%s" DONE_SHEET_NAME, directory,
	                         *directory ? "/" : ""),
	                     &entry, &ignored) == 1;
	if (out->has_sheet)
		out->sheet = entry.oid;
	if (done_snapshot_walk(snapshot, directory, identity_take, NULL, out, &ignored) < 0)
		return -1;
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), identity_compare_oids);
	return 0;
}

static bool share_any(const struct oids *a, const struct oids *b)
{
	for (size_t i = 0, j = 0; i < a->nr && j < b->nr;) {
		int order = identity_compare_oids(&a->items[i], &b->items[j]);

		if (!order)
			return true;
		i += order < 0;
		j += order > 0;
	}
	return false;
}

/* ---- the lines of files that were all edited ---- */

static bool identity_read_file(
    struct done_snapshot *snapshot, const char *path, struct done_buf *out)
{
	struct done_error ignored = {0};
	struct done_entry entry;

	return done_snapshot_find(snapshot, path, &entry, &ignored) == 1 &&
	    entry.kind == DONE_ENTRY_FILE &&
	    snapshot->read(snapshot->self, &entry.oid, path, BYTES_MAX, out, &ignored) >= 0 &&
	    out->len > 0;
}

static bool holds_line(const struct done_buf *text, const char *line, size_t len)
{
	for (size_t i = 0; i + len <= text->len; i++) {
		const char *at = memchr(text->ptr + i, *line, text->len - len - i + 1);

		if (!at)
			return false;
		if (!memcmp(at, line, len))
			return true;
		i = (size_t)(at - text->ptr);
	}
	return false;
}

/* A quarter of the lines, short ones aside. */
static bool share_lines(const struct done_buf *old, const struct done_buf *now)
{
	size_t nr = 0, kept = 0;

	for (size_t at = 0; at < old->len && nr < LINES_MAX;) {
		const char *end = memchr(old->ptr + at, '\n', old->len - at);
		size_t len = end ? (size_t)(end - old->ptr) - at : old->len - at;

		if (len >= LINE_BYTES_MIN) {
			nr++;
			kept += holds_line(now, old->ptr + at, len);
		}
		at += len + 1;
	}
	return kept && kept * 4 >= nr;
}

static bool share_text(const struct done_trees *trees, const struct done_service *service,
    const struct done_service *there, const struct oids *old)
{
	size_t skip = strlen(done_service_directory(there));
	const char *directory = done_service_directory(service);
	bool is_shared = false;

	for (size_t i = 0; i < old->nr && i < COMPARED_MAX && !is_shared; i++) {
		const char *name = old->paths[i] + skip + (skip ? 1 : 0);
		const char *path =
		    done_arena_printf(old->arena, "%s%s%s", directory, *directory ? "/" : "", name);
		struct done_buf before = {0}, now = {0};

		is_shared = identity_read_file(trees->tip, old->paths[i], &before) &&
		    identity_read_file(trees->head, path, &now) && share_lines(&before, &now);
		done_buf_release(&before);
		done_buf_release(&now);
	}
	return is_shared;
}

/*
 * Another one: its sheet claims another name, or neither the sheet nor any file of the first is
 * there, as it was or edited. What cannot be read excuses nothing either.
 */
bool done_service_is_another(const struct done_trees *trees, struct done_arena *arena,
    const struct done_service *service, const struct done_service *there,
    const struct done_sheet *before)
{
	const struct done_sheet *now = service->sheet;
	struct oids old = {0}, new = {0};

	/* The same name proves nothing: a glob of the map names whatever lies in that directory. */
	if (now && now->service && before->service && strcmp(now->service, before->service) != 0)
		return true;
	if (identity_look(arena, trees->tip, there, &old) < 0 ||
	    identity_look(arena, trees->head, service, &new) < 0)
		return true;
	if (old.has_sheet && new.has_sheet && done_oid_equal(&old.sheet, &new.sheet))
		return false;
	return old.nr && new.nr && !share_any(&old, &new) &&
	    !share_text(trees, service, there, &old);
}
