/*
 * Where a file was before it moved, so that moving it does not ask for tests of lines that nobody
 * changed: by the same bytes; else by the same name; else the only deleted file of which it has
 * half of its lines. A deleted file goes to one place: a copy is new.
 */
#include "coverage.h"

#include <string.h>

enum {
	MOVES_CANDIDATES_MAX = 100,
	MOVES_COMPARED_MAX = 1000, /* in all, of contents; beyond, what is left is new */
	MOVES_BYTES_MAX = 1024 * 1024,
};

struct coverage_gone {
	const char *path, *name;
	struct done_oid oid;
	bool is_paired;
};

struct done_coverage_moves {
	struct done_view *view;
	struct coverage_gone *items;
	size_t nr, cap, nr_compared;
	bool is_read;
};

static const char *moves_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

struct done_coverage_moves *done_coverage_moves_new(struct done_view *view)
{
	struct done_coverage_moves *moves = done_arena_alloc(view->arena, sizeof(*moves));

	moves->view = view;
	return moves;
}

static int moves_read(struct done_coverage_moves *moves, struct done_error *err)
{
	struct done_view *view = moves->view;

	for (size_t i = 0; view->base && i < view->changes->nr; i++) {
		const char *path = view->changes->items[i].path;
		struct done_entry entry;
		int rc;

		if (view->changes->items[i].kind != DONE_DELETED)
			continue;
		rc = done_snapshot_find(view->base, path, &entry, err);
		if (rc < 0)
			return rc;
		if (rc == 1 && entry.kind == DONE_ENTRY_FILE)
			*DONE_ARENA_PUSH(view->arena, moves->items, moves->nr, moves->cap) =
				(struct coverage_gone){path, moves_name(path), entry.oid, false};
	}
	moves->is_read = true;
	return 0;
}

static struct coverage_gone *moves_same_bytes(struct done_coverage_moves *moves,
                                              const struct done_oid *oid)
{
	for (size_t i = 0; i < moves->nr; i++) {
		if (!moves->items[i].is_paired && done_oid_equal(&moves->items[i].oid, oid))
			return &moves->items[i];
	}
	return NULL;
}

static size_t moves_common_end(const char *a, const char *b)
{
	size_t x = strlen(a), y = strlen(b), nr = 0;

	while (nr < x && nr < y && a[x - nr - 1] == b[y - nr - 1])
		nr++;
	return nr;
}

/* Of several the one whose directories are most alike. */
static struct coverage_gone *moves_same_name(struct done_coverage_moves *moves, const char *path)
{
	struct coverage_gone *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < moves->nr; i++) {
		struct coverage_gone *one = &moves->items[i];
		size_t common = moves_common_end(one->path, path);

		if (one->is_paired || strcmp(one->name, moves_name(path)) != 0 ||
		    (best && common <= most))
			continue;
		best = one;
		most = common;
	}
	return best;
}

static size_t moves_lines(struct done_bytes text)
{
	size_t nr = 0;

	for (size_t i = 0; i < text.len; i++)
		nr += text.ptr[i] == '\n';
	return nr + (text.len && text.ptr[text.len - 1] != '\n');
}

static int moves_is_alike(struct done_coverage_moves *moves, const char *path,
                          struct done_bytes text, struct done_error *err)
{
	struct done_line_ranges ranges;
	struct done_bytes before;
	size_t added = 0, lines = moves_lines(text), old;
	int rc = done_view_read_base(moves->view, path, DONE_BLOB_MAX, &before, err);

	if (rc <= 0 || before.len > MOVES_BYTES_MAX)
		return rc < 0 ? rc : 0;
	if (done_lines_added(moves->view->arena, before, text, false, &ranges, err) < 0)
		return err->code;
	for (size_t i = 0; i < ranges.nr; i++)
		added += (size_t)(ranges.items[i].last - ranges.items[i].first + 1);
	old = moves_lines(before);
	return (lines - added) * 2 >= (lines > old ? lines : old);
}

/* Only where it is the only one: two of them tell nothing. */
static int moves_same_lines(struct done_coverage_moves *moves, struct done_bytes text,
                            struct coverage_gone **out, struct done_error *err)
{
	*out = NULL;
	if (moves->nr > MOVES_CANDIDATES_MAX || text.len > MOVES_BYTES_MAX || !text.len)
		return 0;
	for (size_t i = 0; i < moves->nr; i++) {
		int rc;

		if (moves->items[i].is_paired)
			continue;
		if (moves->nr_compared++ >= MOVES_COMPARED_MAX) {
			*out = NULL;
			return 0;
		}
		rc = moves_is_alike(moves, moves->items[i].path, text, err);
		if (rc < 0)
			return rc;
		if (rc > 0 && *out) {
			*out = NULL;
			return 0;
		}
		if (rc > 0)
			*out = &moves->items[i];
	}
	return 0;
}

int done_coverage_moved_from(struct done_coverage_moves *moves, const struct done_file *file,
                             struct done_bytes text, const char **out, struct done_error *err)
{
	struct coverage_gone *found;

	*out = NULL;
	if (!moves->is_read && moves_read(moves, err) < 0)
		return err->code;
	found = moves_same_bytes(moves, &file->entry.oid);
	if (!found)
		found = moves_same_name(moves, file->path);
	if (!found && moves_same_lines(moves, text, &found, err) < 0)
		return err->code;
	if (found) {
		found->is_paired = true;
		*out = found->path;
	}
	return 0;
}
