/*
 * Where the files of a tree went. An added file whose bytes are those of a deleted one is that
 * file; so is one that has the name of a deleted file, and else one that shares half of its lines
 * with a single one. Each file of the base goes to one place: a copy is new.
 */
#include <stdlib.h>
#include <string.h>

#include "done/repo.h"

enum {
	MOVED_MAX = 100000, /* files added or deleted; beyond, none is followed */
	CANDIDATES_MAX = 100,
	LINES_BYTES_MAX = 1024 * 1024, /* of a file whose lines are compared */
};

struct moves_file {
	const char *path, *name; /* name: its last part */
	struct done_oid oid;
	bool is_paired;
	uint64_t *lines; /* hashes, ascending; NULL: not read yet, or not to be read */
	size_t nr_lines;
};

struct moves_files {
	struct moves_file *items;
	size_t nr, cap;
};

struct moves_finding {
	struct done_arena *arena;
	struct done_snapshot *base, *head;
	struct moves_files gone, brought;
	struct done_moves *out;
	size_t cap;
};

static int moves_add_file(
    struct moves_finding *finding, const char *path, bool is_gone, struct done_error *err)
{
	struct moves_files *files = is_gone ? &finding->gone : &finding->brought;
	struct done_entry entry;
	int rc = done_snapshot_find(is_gone ? finding->base : finding->head, path, &entry, err);

	if (rc <= 0 || entry.kind != DONE_ENTRY_FILE)
		return rc < 0 ? rc : 0;
	*DONE_ARENA_PUSH(finding->arena, files->items, files->nr, files->cap) =
	    (struct moves_file){.path = path, .name = done_last_part(path), .oid = entry.oid};
	return 0;
}

static void moves_pair(
    struct moves_finding *finding, struct moves_file *gone, struct moves_file *brought)
{
	struct done_moves *out = finding->out;

	gone->is_paired = brought->is_paired = true;
	*DONE_ARENA_PUSH(finding->arena, out->items, out->nr, finding->cap) =
	    (struct done_move){gone->path, brought->path};
}

/* ---- by bytes, then by name: the place that is most alike ---- */

static int moves_by_oid(const void *a, const void *b)
{
	const struct moves_file *left = a, *right = b;
	int order = memcmp(&left->oid, &right->oid, sizeof(left->oid));

	return order ? order : strcmp(left->path, right->path);
}

static int moves_by_name(const void *a, const void *b)
{
	const struct moves_file *left = a, *right = b;
	int order = strcmp(left->name, right->name);

	return order ? order : strcmp(left->path, right->path);
}

static bool moves_same_oid(const struct moves_file *a, const struct moves_file *b)
{
	return done_oid_equal(&a->oid, &b->oid);
}

static bool moves_same_name(const struct moves_file *a, const struct moves_file *b)
{
	return !strcmp(a->name, b->name);
}

/* Bytes at the end that two paths share. */
static size_t moves_common_end(const char *a, const char *b)
{
	size_t left = strlen(a), right = strlen(b), nr = 0;

	while (nr < left && nr < right && a[left - nr - 1] == b[right - nr - 1])
		nr++;
	return nr;
}

/* Both sorted by what makes them the same. */
static void moves_pair_same(struct moves_finding *finding,
    int (*compare)(const void *, const void *),
    bool (*same)(const struct moves_file *, const struct moves_file *))
{
	struct moves_files *gone = &finding->gone, *brought = &finding->brought;
	size_t from = 0;

	qsort(gone->items, gone->nr, sizeof(*gone->items), compare);
	qsort(brought->items, brought->nr, sizeof(*brought->items), compare);
	for (size_t i = 0; i < brought->nr; i++) {
		struct moves_file *to = &brought->items[i], *best = NULL;
		size_t most = 0;

		if (to->is_paired)
			continue;
		while (from < gone->nr && !same(&gone->items[from], to) &&
		    compare(&gone->items[from], to) < 0)
			from++;
		for (size_t j = from; j < gone->nr && j < from + CANDIDATES_MAX; j++) {
			size_t common = moves_common_end(gone->items[j].path, to->path);

			if (!same(&gone->items[j], to))
				break;
			if (gone->items[j].is_paired || (best && common <= most))
				continue;
			best = &gone->items[j];
			most = common;
		}
		if (best)
			moves_pair(finding, best, to);
	}
}

/* ---- by lines ---- */

static int moves_by_hash(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return left < right ? -1 : left > right;
}

/* What cannot be read shares no lines; an object that is missing is told. */
static void moves_read_lines(
    struct moves_finding *finding, struct done_snapshot *snapshot, struct moves_file *file)
{
	struct done_error problem = {0};
	struct done_buf text = {0};
	size_t cap = 0;

	if (snapshot->read(
	        snapshot->self, &file->oid, file->path, LINES_BYTES_MAX, &text, &problem) >= 0) {
		for (size_t at = 0; at < text.len;) {
			const char *end = memchr(text.ptr + at, '\n', text.len - at);
			size_t next = end ? (size_t)(end - text.ptr) + 1 : text.len;

			*DONE_ARENA_PUSH(finding->arena, file->lines, file->nr_lines, cap) =
			    done_hash(DONE_HASH, text.ptr + at, next - at);
			at = next;
		}
	}
	if (problem.is_missing && !finding->out->missing.code)
		finding->out->missing = problem;
	if (file->nr_lines)
		qsort(file->lines, file->nr_lines, sizeof(*file->lines), moves_by_hash);
	done_buf_release(&text);
}

static bool moves_shares_half(const struct moves_file *a, const struct moves_file *b)
{
	size_t most = a->nr_lines > b->nr_lines ? a->nr_lines : b->nr_lines, common = 0;

	for (size_t i = 0, j = 0; i < a->nr_lines && j < b->nr_lines;) {
		int order = moves_by_hash(&a->lines[i], &b->lines[j]);

		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return most && common * 2 >= most;
}

static size_t moves_list_left(struct moves_finding *finding, struct done_snapshot *snapshot,
    struct moves_files *files, struct moves_file *out[CANDIDATES_MAX])
{
	size_t nr = 0, left = 0;

	for (size_t i = 0; i < files->nr; i++)
		left += !files->items[i].is_paired;
	if (left > CANDIDATES_MAX)
		return 0;
	for (size_t i = 0; i < files->nr; i++) {
		if (files->items[i].is_paired)
			continue;
		moves_read_lines(finding, snapshot, &files->items[i]);
		out[nr++] = &files->items[i];
	}
	return nr;
}

static void moves_pair_alike(struct moves_finding *finding)
{
	struct moves_file *gone[CANDIDATES_MAX], *brought[CANDIDATES_MAX];
	size_t nr_brought = moves_list_left(finding, finding->head, &finding->brought, brought);
	size_t nr_gone =
	    nr_brought ? moves_list_left(finding, finding->base, &finding->gone, gone) : 0;

	for (size_t i = 0; i < nr_brought; i++) {
		struct moves_file *only = NULL;
		size_t nr = 0;

		for (size_t j = 0; j < nr_gone; j++) {
			if (gone[j]->is_paired || !moves_shares_half(gone[j], brought[i]))
				continue;
			only = gone[j];
			nr++;
		}
		if (nr == 1)
			moves_pair(finding, only, brought[i]);
	}
}

static int moves_by_from(const void *a, const void *b)
{
	return strcmp(((const struct done_move *)a)->from, ((const struct done_move *)b)->from);
}

static int moves_by_to(const void *a, const void *b)
{
	return strcmp(((const struct done_move *)a)->to, ((const struct done_move *)b)->to);
}

/* Each way has its order. */
static void moves_order(struct done_arena *arena, struct done_moves *out)
{
	if (!out->nr)
		return;
	out->by_to = done_arena_array(arena, out->nr, sizeof(*out->by_to));
	memcpy(out->by_to, out->items, out->nr * sizeof(*out->by_to));
	qsort(out->items, out->nr, sizeof(*out->items), moves_by_from);
	qsort(out->by_to, out->nr, sizeof(*out->by_to), moves_by_to);
}

int done_moves_between(struct done_arena *arena, struct done_snapshot *base,
    struct done_snapshot *head, const struct done_changes *changes, struct done_moves *out,
    struct done_error *err)
{
	struct moves_finding finding = {.arena = arena, .base = base, .head = head, .out = out};
	int rc = 0;

	*out = (struct done_moves){0};
	for (size_t i = 0; rc >= 0 && changes->nr <= MOVED_MAX && i < changes->nr; i++) {
		if (changes->items[i].kind != DONE_MODIFIED)
			rc = moves_add_file(&finding, changes->items[i].path,
			    changes->items[i].kind == DONE_DELETED, err);
	}
	if (rc < 0 || !finding.gone.nr || !finding.brought.nr)
		return rc < 0 ? rc : 0;
	moves_pair_same(&finding, moves_by_oid, moves_same_oid);
	moves_pair_same(&finding, moves_by_name, moves_same_name);
	moves_pair_alike(&finding);
	moves_order(arena, out);
	return 0;
}

/* ---- asking ---- */

const struct done_move *done_moves_find(const struct done_moves *moves, const char *path)
{
	struct done_move wanted = {.from = path};

	return moves && moves->nr
	    ? bsearch(&wanted, moves->items, moves->nr, sizeof(wanted), moves_by_from)
	    : NULL;
}

const char *done_moves_origin(const struct done_moves *moves, const char *path)
{
	struct done_move wanted = {.to = path};
	const struct done_move *found = moves && moves->nr
	    ? bsearch(&wanted, moves->by_to, moves->nr, sizeof(wanted), moves_by_to)
	    : NULL;

	return found ? found->from : NULL;
}
