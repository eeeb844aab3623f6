/* A snapshot that notes what it is asked; and what two snapshots answer differently. */
#include "done/traced.h"

#include <stdlib.h>
#include <string.h>

#include "tree.h"

enum trace_question { TRACE_LISTED = 'd', TRACE_FOUND = 'f', TRACE_READ = 'b' };

/* Stirred at its end: the set takes the low bits. */
static uint64_t trace_hash(enum trace_question question, const void *bytes, size_t len)
{
	uint64_t hash = done_hash(DONE_HASH ^ (uint64_t)question, bytes, len);

	hash ^= hash >> 29;
	hash *= UINT64_C(0xbf58476d1ce4e5b9);
	hash ^= hash >> 32;
	return hash ? hash : 1; /* 0 is a free place */
}

static uint64_t trace_of_path(enum trace_question question, const char *path)
{
	return trace_hash(question, path, strlen(path));
}

/* ---- the set ---- */

static uint64_t *trace_slot_of(const struct done_trace *trace, uint64_t item)
{
	size_t at = (size_t)item;

	for (;; at++) {
		uint64_t *slot = &trace->items[at & (trace->cap - 1)];

		if (!*slot || *slot == item)
			return slot;
	}
}

static void trace_grow(struct done_trace *trace)
{
	struct done_trace bigger = {.nr = trace->nr, .cap = trace->cap ? trace->cap * 2 : 64};

	bigger.items = calloc(bigger.cap, sizeof(*bigger.items));
	if (!bigger.items)
		done_out_of_memory();
	for (size_t i = 0; i < trace->cap; i++) {
		if (trace->items[i])
			*trace_slot_of(&bigger, trace->items[i]) = trace->items[i];
	}
	free(trace->items);
	trace->items = bigger.items;
	trace->cap = bigger.cap;
}

static void trace_note(struct done_trace *trace, uint64_t item)
{
	uint64_t *slot;

	if (!trace)
		return;
	if (trace->nr * 2 >= trace->cap)
		trace_grow(trace);
	slot = trace_slot_of(trace, item);
	trace->nr += !*slot;
	*slot = item;
}

void done_trace_release(struct done_trace *trace)
{
	free(trace->items);
	*trace = (struct done_trace){0};
}

/* ---- the snapshot ---- */

static int traced_list(
    void *self, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct done_traced *traced = self;

	trace_note(traced->to, trace_of_path(TRACE_LISTED, path));
	return traced->whole->list(traced->whole->self, path, out, err);
}

static int traced_find(void *self, const char *path, struct done_entry *out, struct done_error *err)
{
	struct done_traced *traced = self;

	trace_note(traced->to, trace_of_path(TRACE_FOUND, path));
	return done_snapshot_find(traced->whole, path, out, err);
}

static void traced_note_read(struct done_trace *to, const struct done_oid *oid)
{
	trace_note(to, trace_hash(TRACE_READ, oid->id, sizeof(oid->id)));
}

static int traced_read(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct done_traced *traced = self;

	traced_note_read(traced->to, oid);
	return traced->whole->read(traced->whole->self, oid, path, max, out, err);
}

static int traced_look(void *self, const struct done_oid *oid, const char *path, size_t first,
    uint64_t *size, struct done_buf *out, struct done_error *err)
{
	struct done_traced *traced = self;

	traced_note_read(traced->to, oid);
	return traced->whole->look(traced->whole->self, oid, path, first, size, out, err);
}

static void traced_recall(void *self, const struct done_oid *oid)
{
	const struct done_traced *traced = self;

	traced_note_read(traced->to, oid);
}

void done_snapshot_traced(struct done_traced *traced, struct done_snapshot *out)
{
	*out = (struct done_snapshot){.self = traced,
	    .list = traced_list,
	    .read = traced_read,
	    .look = traced->whole->look ? traced_look : NULL,
	    .find = traced_find,
	    .memo = traced->memo,
	    .recall = traced_recall};
}

/* ---- what two of them answer differently ---- */

struct touching {
	struct done_snapshot *from, *to;
	struct done_arena *arena;
	struct done_touched *out;
};

static void touch_add(struct touching *touching, uint64_t item)
{
	struct done_touched *out = touching->out;

	*DONE_ARENA_PUSH(touching->arena, out->items, out->nr, out->cap) = item;
}

/* 1: a directory in both; 0: in one of them or in none. */
static int touch_is_directory(
    const struct touching *touching, const char *path, struct done_error *err)
{
	struct done_entry before, after;
	int rc = done_snapshot_find(touching->from, path, &before, err);

	if (rc <= 0 || before.kind != DONE_ENTRY_DIRECTORY)
		return rc < 0 ? rc : 0;
	rc = done_snapshot_find(touching->to, path, &after, err);
	return rc < 0 ? rc : rc > 0 && after.kind == DONE_ENTRY_DIRECTORY;
}

/* Something came, went or became something else: who listed what it lies in sees it, and so on up
 * to the first directory that is in both. */
static int touch_place(struct touching *touching, const char *path, struct done_error *err)
{
	char *at = done_arena_strdup(touching->arena, path);
	int rc;

	for (;;) {
		char *slash = strrchr(at, '/');

		touch_add(touching, trace_of_path(TRACE_FOUND, at));
		if (!slash)
			break;
		*slash = '\0';
		touch_add(touching, trace_of_path(TRACE_LISTED, at));
		rc = touch_is_directory(touching, at, err);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	touch_add(touching, trace_of_path(TRACE_LISTED, ""));
	return 0;
}

static int touch_path(struct touching *touching, const char *path, struct done_error *err)
{
	struct done_entry before = {0}, after = {0};
	int was = done_snapshot_find(touching->from, path, &before, err);
	int is = was < 0 ? was : done_snapshot_find(touching->to, path, &after, err);

	if (is < 0)
		return is;
	if (was && before.has_oid)
		touch_add(touching, trace_hash(TRACE_READ, before.oid.id, sizeof(before.oid.id)));
	if (was && is && before.kind == after.kind && before.executable == after.executable)
		return 0;
	return touch_place(touching, path, err);
}

int done_touched_find(struct done_snapshot *from, struct done_snapshot *to,
    struct done_arena *arena, struct done_touched *out, struct done_error *err)
{
	struct touching touching = {from, to, arena, out};
	const struct done_changes *changes = &out->changes;
	int rc = done_changes_between(from, to, arena, &out->changes, err);

	for (size_t i = 0; rc >= 0 && i < changes->nr; i++)
		rc = touch_path(&touching, changes->items[i].path, err);
	for (size_t i = 0; rc >= 0 && i < changes->hollow.nr; i++)
		rc = touch_place(&touching, changes->hollow.items[i], err);
	return rc < 0 ? rc : 0;
}

bool done_trace_is_touched(const struct done_trace *trace, const struct done_touched *touched)
{
	for (size_t i = 0; trace->nr && i < touched->nr; i++) {
		if (*trace_slot_of(trace, touched->items[i]))
			return true;
	}
	return false;
}
