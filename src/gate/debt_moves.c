/*
 * Where files of a base went. An added file whose bytes are those of a deleted one is that file;
 * so is one that has the name of a deleted file, and else one that shares half of its lines with a
 * single one. Each file of the base goes to one place: a copy is new.
 */
#include <stdlib.h>
#include <string.h>

#include "debt.h"

enum {
	MOVED_MAX = 100000, /* files added or deleted; beyond, none is followed */
	CANDIDATES_MAX = 100,
	LINES_BYTES_MAX = 1024 * 1024, /* of a file whose lines are compared */
};

struct debt_file {
	const char *path, *name; /* name: its last part */
	struct done_oid oid;
	bool is_paired;
	uint64_t *lines; /* hashes, ascending; NULL: not read yet, or not to be read */
	size_t nr_lines;
};

struct debt_files {
	struct debt_file *items;
	size_t nr, cap;
};

struct debt_moving {
	struct done_arena *arena;
	struct done_snapshot *base, *head;
	struct debt_files gone, brought;
	struct done_moves *out;
	size_t cap;
};

static int debt_add_file(struct debt_moving *moving, const char *path, bool is_gone,
                         struct done_error *err)
{
	struct debt_files *files = is_gone ? &moving->gone : &moving->brought;
	const char *slash = strrchr(path, '/');
	struct done_entry entry;
	int rc = done_snapshot_find(is_gone ? moving->base : moving->head, path, &entry, err);

	if (rc <= 0 || entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	*DONE_ARENA_PUSH(moving->arena, files->items, files->nr, files->cap) = (struct debt_file){
		.path = path, .name = slash ? slash + 1 : path, .oid = entry.oid};
	return 0;
}

static void debt_pair(struct debt_moving *moving, struct debt_file *gone, struct debt_file *brought)
{
	struct done_moves *out = moving->out;

	gone->is_paired = brought->is_paired = true;
	*DONE_ARENA_PUSH(moving->arena, out->items, out->nr, moving->cap) =
		(struct done_move){gone->path, brought->path};
}

/* ---- by bytes, then by name: the place that is most alike --------------------------------------
 */

static int debt_by_oid(const void *a, const void *b)
{
	const struct debt_file *left = a, *right = b;
	int order = memcmp(&left->oid, &right->oid, sizeof(left->oid));

	return order ? order : strcmp(left->path, right->path);
}

static int debt_by_name(const void *a, const void *b)
{
	const struct debt_file *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order ? order : strcmp(left->path, right->path);
}

static bool debt_same_oid(const struct debt_file *a, const struct debt_file *b)
{
	return done_oid_equal(&a->oid, &b->oid);
}

static bool debt_same_name(const struct debt_file *a, const struct debt_file *b)
{
	return !strcmp(a->name, b->name);
}

/* Bytes at the end that two paths share. */
static size_t debt_common_end(const char *a, const char *b)
{
	size_t left = strlen(a), right = strlen(b), nr = 0;

	while (nr < left && nr < right && a[left - nr - 1] == b[right - nr - 1])
		nr++;
	return nr;
}

/* Both sorted by what makes them the same. */
static void debt_pair_same(struct debt_moving *moving, int (*compare)(const void *, const void *),
                           bool (*same)(const struct debt_file *, const struct debt_file *))
{
	struct debt_files *gone = &moving->gone, *brought = &moving->brought;
	size_t from = 0;

	qsort(gone->items, gone->nr, sizeof(*gone->items), compare);
	qsort(brought->items, brought->nr, sizeof(*brought->items), compare);
	for (size_t i = 0; i < brought->nr; i++) {
		struct debt_file *to = &brought->items[i], *best = NULL;
		size_t most = 0;

		if (to->is_paired)
			continue;
		while (from < gone->nr && !same(&gone->items[from], to) &&
		       compare(&gone->items[from], to) < 0)
			from++;
		for (size_t j = from; j < gone->nr && j < from + CANDIDATES_MAX; j++) {
			size_t common = debt_common_end(gone->items[j].path, to->path);

			if (!same(&gone->items[j], to))
				break;
			if (gone->items[j].is_paired || (best && common <= most))
				continue;
			best = &gone->items[j];
			most = common;
		}
		if (best)
			debt_pair(moving, best, to);
	}
}

/* ---- by lines ----------------------------------------------------------------------------------
 */

static int debt_by_hash(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return left < right ? -1 : left > right;
}

/* What cannot be read shares no lines. */
static void debt_read_lines(struct debt_moving *moving, struct done_snapshot *snapshot,
                            struct debt_file *file)
{
	struct done_error ignored = {0};
	struct done_buf text = {0};
	size_t cap = 0;

	if (snapshot->read(snapshot->self, &file->oid, file->path, LINES_BYTES_MAX, &text,
	                   &ignored) >= 0) {
		for (size_t at = 0; at < text.len;) {
			const char *end = memchr(text.ptr + at, '\n', text.len - at);
			size_t next = end ? (size_t)(end - text.ptr) + 1 : text.len;
			uint64_t hash = 14695981039346656037U;

			for (size_t i = at; i < next; i++)
				hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211U;
			*DONE_ARENA_PUSH(moving->arena, file->lines, file->nr_lines, cap) = hash;
			at = next;
		}
	}
	if (file->nr_lines)
		qsort(file->lines, file->nr_lines, sizeof(*file->lines), debt_by_hash);
	done_buf_release(&text);
}

static bool debt_shares_half(const struct debt_file *a, const struct debt_file *b)
{
	size_t most = a->nr_lines > b->nr_lines ? a->nr_lines : b->nr_lines, common = 0;

	for (size_t i = 0, j = 0; i < a->nr_lines && j < b->nr_lines;) {
		int order = debt_by_hash(&a->lines[i], &b->lines[j]);

		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return most && common * 2 >= most;
}

static size_t debt_list_left(struct debt_moving *moving, struct done_snapshot *snapshot,
                             struct debt_files *files, struct debt_file *out[CANDIDATES_MAX])
{
	size_t nr = 0, left = 0;

	for (size_t i = 0; i < files->nr; i++)
		left += !files->items[i].is_paired;
	if (left > CANDIDATES_MAX)
		return 0;
	for (size_t i = 0; i < files->nr; i++) {
		if (files->items[i].is_paired)
			continue;
		debt_read_lines(moving, snapshot, &files->items[i]);
		out[nr++] = &files->items[i];
	}
	return nr;
}

static void debt_pair_alike(struct debt_moving *moving)
{
	struct debt_file *gone[CANDIDATES_MAX], *brought[CANDIDATES_MAX];
	size_t nr_brought = debt_list_left(moving, moving->head, &moving->brought, brought);
	size_t nr_gone = nr_brought ? debt_list_left(moving, moving->base, &moving->gone, gone) : 0;

	for (size_t i = 0; i < nr_brought; i++) {
		struct debt_file *only = NULL;
		size_t nr = 0;

		for (size_t j = 0; j < nr_gone; j++) {
			if (gone[j]->is_paired || !debt_shares_half(gone[j], brought[i]))
				continue;
			only = gone[j];
			nr++;
		}
		if (nr == 1)
			debt_pair(moving, only, brought[i]);
	}
}

static int debt_by_from(const void *a, const void *b)
{
	return strcmp(((const struct done_move *)a)->from, ((const struct done_move *)b)->from);
}

int done_debt_moves_find(struct done_arena *arena, struct done_snapshot *base,
                         struct done_snapshot *head, struct done_moves *out, struct done_error *err)
{
	struct debt_moving moving = {.arena = arena, .base = base, .head = head, .out = out};
	struct done_changes changes = {0};
	int rc = done_changes_between(base, head, arena, &changes, err);

	*out = (struct done_moves){0};
	if (rc < 0 || changes.nr > MOVED_MAX)
		return rc < 0 ? rc : 0;
	for (size_t i = 0; rc >= 0 && i < changes.nr; i++) {
		if (changes.items[i].kind != DONE_MODIFIED)
			rc = debt_add_file(&moving, changes.items[i].path,
			                   changes.items[i].kind == DONE_DELETED, err);
	}
	if (rc < 0 || !moving.gone.nr || !moving.brought.nr)
		return rc < 0 ? rc : 0;
	debt_pair_same(&moving, debt_by_oid, debt_same_oid);
	debt_pair_same(&moving, debt_by_name, debt_same_name);
	debt_pair_alike(&moving);
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), debt_by_from);
	return 0;
}
