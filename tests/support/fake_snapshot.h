/*
 * A snapshot in memory: paths and what stands there, no git. And a fault injector: the n-th call of
 * list or read fails, once or from then on.
 *
 *   struct fake_snapshot fake = {0};
 *   fake_file(&fake, "a/README.md", "# A\n");
 *   fake_link(&fake, "a/LINK.md", "README.md");
 *   fake_submodule(&fake, "a/vendor");
 *   struct done_snapshot snapshot;
 *   fake_open(&fake, &snapshot);          nothing is added after this
 *   fake.fail_at = 3; fake.fails_on = true; fake.calls = 0;
 *   …
 *   fake_release(&fake);
 */
#ifndef DONE_TEST_FAKE_SNAPSHOT_H
#define DONE_TEST_FAKE_SNAPSHOT_H

#include <stdlib.h>

#include "done/repo.h"
#include "support.h"

struct fake_entry {
	const char *path;
	struct done_bytes bytes;
	enum done_entry_kind kind;
	struct done_oid oid;
};

struct fake_snapshot {
	struct done_arena arena;
	struct fake_entry *entries;
	size_t nr, cap;
	size_t calls;   /* of list and read so far */
	size_t reads;   /* of read alone */
	size_t lists;   /* of list alone */
	size_t fail_at; /* the call that fails, from 1; 0: none */
	bool fails_on;  /* and every one after it */
};

static inline void fake_add(struct fake_snapshot *fake, const char *path, struct done_bytes bytes,
    enum done_entry_kind kind)
{
	struct fake_entry *entry =
	    DONE_ARENA_PUSH(&fake->arena, fake->entries, fake->nr, fake->cap);

	entry->path = done_arena_strdup(&fake->arena, path);
	entry->bytes.ptr = done_arena_strndup(&fake->arena, bytes.ptr, bytes.len);
	entry->bytes.len = bytes.len;
	entry->kind = kind;
	done_oid_of_blob(entry->bytes, &entry->oid);
}

static inline void fake_file(struct fake_snapshot *fake, const char *path, const char *text)
{
	fake_add(fake, path, (struct done_bytes){text, strlen(text)}, DONE_ENTRY_FILE);
}

static inline void fake_file_bytes(
    struct fake_snapshot *fake, const char *path, const char *bytes, size_t len)
{
	fake_add(fake, path, (struct done_bytes){bytes, len}, DONE_ENTRY_FILE);
}

static inline void fake_link(struct fake_snapshot *fake, const char *path, const char *target)
{
	fake_add(fake, path, (struct done_bytes){target, strlen(target)}, DONE_ENTRY_LINK);
}

static inline void fake_submodule(struct fake_snapshot *fake, const char *path)
{
	fake_add(fake, path, (struct done_bytes){path, strlen(path)}, DONE_ENTRY_SUBMODULE);
}

static inline int fake_fault(struct fake_snapshot *fake, const char *path, struct done_error *err)
{
	fake->calls++;
	if (!fake->fail_at ||
	    (fake->fails_on ? fake->calls < fake->fail_at : fake->calls != fake->fail_at))
		return 0;
	return done_error_set(
	    err, DONE_E_UNDECIDED, "injected fault at call %zu, '%s'", fake->calls, path);
}

/* The first part of path below directory ("" is the root), or NULL when it is not below. */
static inline const char *fake_below(const char *directory, const char *path)
{
	size_t len = strlen(directory);

	if (!len)
		return path;
	return strncmp(path, directory, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

static inline int fake_compare(const void *a, const void *b)
{
	const struct done_entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* A directory's id follows from all that is below it, as a tree's does. */
static inline void fake_directory_oid(
    const struct fake_snapshot *fake, const char *directory, struct done_oid *out)
{
	struct done_buf buf = {0};

	for (size_t i = 0; i < fake->nr; i++) {
		const char *below = fake_below(directory, fake->entries[i].path);

		if (!below)
			continue;
		done_buf_addf(&buf, "%s %d ", below, (int)fake->entries[i].kind);
		done_buf_add(&buf, fake->entries[i].oid.id, sizeof(fake->entries[i].oid.id));
	}
	done_oid_of_blob((struct done_bytes){buf.ptr, buf.len}, out);
	done_buf_release(&buf);
}

static inline int fake_list(
    void *self, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct fake_snapshot *fake = self;
	size_t cap = 0;
	int rc = fake_fault(fake, path, err);

	if (rc < 0)
		return rc;
	fake->lists++;
	struct done_directory *directory = done_arena_alloc(&fake->arena, sizeof(*directory));
	for (size_t i = 0; i < fake->nr; i++) {
		const char *below = fake_below(path, fake->entries[i].path);
		size_t len = below ? strcspn(below, "/") : 0;
		bool known = !below;

		for (size_t j = 0; j < directory->nr && !known; j++)
			known = strlen(directory->entries[j].name) == len &&
			    strncmp(directory->entries[j].name, below, len) == 0;
		if (known)
			continue;
		struct done_entry *entry =
		    DONE_ARENA_PUSH(&fake->arena, directory->entries, directory->nr, cap);
		entry->name = done_arena_strndup(&fake->arena, below, len);
		entry->has_oid = true;
		entry->kind = below[len] ? DONE_ENTRY_DIRECTORY : fake->entries[i].kind;
		entry->oid = fake->entries[i].oid;
		if (below[len])
			fake_directory_oid(fake,
			    done_arena_printf(
			        &fake->arena, "%s%s%s", path, *path ? "/" : "", entry->name),
			    &entry->oid);
	}
	if (!directory->nr && *path)
		return 0;
	if (directory->nr)
		qsort(directory->entries, directory->nr, sizeof(*directory->entries), fake_compare);
	*out = directory;
	return 1;
}

static inline int fake_read(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct fake_snapshot *fake = self;
	int rc = fake_fault(fake, path, err);

	if (rc < 0)
		return rc;
	fake->reads++;
	for (size_t i = 0; i < fake->nr; i++) {
		if (!done_oid_equal(&fake->entries[i].oid, oid))
			continue;
		if (fake->entries[i].bytes.len > max)
			return done_error_set(err, DONE_E_UNDECIDED, "'%s' is too large", path);
		done_buf_add(out, fake->entries[i].bytes.ptr, fake->entries[i].bytes.len);
		return 0;
	}
	return done_error_set(err, DONE_E_UNDECIDED, "object of '%s' is missing", path);
}

static inline int fake_look(void *self, const struct done_oid *oid, const char *path, size_t first,
    uint64_t *size, struct done_buf *out, struct done_error *err)
{
	struct fake_snapshot *fake = self;
	int rc = fake_fault(fake, path, err);

	for (size_t i = 0; rc == 0 && i < fake->nr; i++) {
		struct done_bytes bytes = fake->entries[i].bytes;

		if (!done_oid_equal(&fake->entries[i].oid, oid))
			continue;
		*size = bytes.len;
		if (first)
			done_buf_add(out, bytes.ptr, bytes.len < first ? bytes.len : first);
		return 0;
	}
	return rc < 0 ? rc
	              : done_error_set(err, DONE_E_UNDECIDED, "object of '%s' is missing", path);
}

static inline void fake_close(void *self)
{
	(void)self;
}

static inline void fake_open(struct fake_snapshot *fake, struct done_snapshot *out)
{
	*out = (struct done_snapshot){.self = fake,
	    .list = fake_list,
	    .read = fake_read,
	    .close = fake_close,
	    .look = fake_look};
}

static inline void fake_release(struct fake_snapshot *fake)
{
	done_arena_release(&fake->arena);
	*fake = (struct fake_snapshot){0};
}

#endif
