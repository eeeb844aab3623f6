/*
 * What differs between two snapshots. Both are walked side by side in the order of whole paths;
 * directories with the same id are never opened, which is what makes a small change cheap.
 */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

/* One name on one or both sides. A file that became a directory makes two steps. */
struct step {
	const struct done_entry *from, *to; /* NULL: not on that side */
	size_t prefix;                      /* length of the directory's path, with its slash */
	unsigned depth;
};

struct comparison {
	struct done_snapshot *from, *to;
	struct done_arena *arena;
	struct done_changes changes;
	size_t changes_cap, hollow_cap;
	struct done_buf path;
	struct step *steps; /* what is still to do, the next one last */
	size_t nr, cap;
};

static bool is_directory(const struct done_entry *entry)
{
	return entry && entry->kind == DONE_ENTRY_DIRECTORY;
}

static bool changes_same(const struct done_entry *a, const struct done_entry *b)
{
	return a->kind == b->kind && a->executable == b->executable && a->has_oid && b->has_oid &&
	    done_oid_equal(&a->oid, &b->oid);
}

static void changes_push(struct comparison *all, struct step step)
{
	if (all->nr == all->cap) {
		all->cap = all->cap ? all->cap * 2 : 256;
		all->steps = realloc(all->steps, all->cap * sizeof(step));
		if (!all->steps)
			done_out_of_memory();
	}
	all->steps[all->nr++] = step;
}

static int compare_falling(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return done_entry_compare_paths(y->from ? y->from : y->to, x->from ? x->from : x->to);
}

static void push_pair(struct comparison *all, struct step step)
{
	const struct done_entry *from = step.from, *to = step.to;

	if (from && to && changes_same(from, to))
		return;
	if (!from || !to || is_directory(from) == is_directory(to)) {
		changes_push(all, step);
		return;
	}
	step.to = NULL;
	changes_push(all, step);
	step.from = NULL;
	step.to = to;
	changes_push(all, step);
}

/* Lists one side of the directory at all->path; empty where that side has none. */
static int list_side(struct comparison *all, struct done_snapshot *side, bool wanted,
    const struct done_directory **out, struct done_error *err)
{
	static const struct done_directory empty;
	const char *path = all->path.len ? all->path.ptr : "";

	*out = &empty;
	if (!wanted)
		return 0;
	int rc = side->list(side->self, path, out, err);
	if (rc == 0)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "directory '%s' is listed but cannot be opened", path);
	return rc < 0 ? rc : 0;
}

/* Merges two lists from their ends, so that the first name comes to lie on top of the pile. */
static void push_all(struct comparison *all, const struct done_directory *from,
    const struct done_directory *to, unsigned depth)
{
	size_t prefix = all->path.len ? all->path.len + 1 : 0;
	size_t i = from->nr, j = to->nr;

	while (i || j) {
		struct step step = {.prefix = prefix, .depth = depth};
		int order = !i ? -1
		    : !j       ? 1
		               : strcmp(from->entries[i - 1].name, to->entries[j - 1].name);

		if (order >= 0)
			step.from = &from->entries[--i];
		if (order <= 0)
			step.to = &to->entries[--j];
		push_pair(all, step);
	}
}

/* The path at hand, for one more of what differs; NULL with the error at the limit. */
static const char *changes_note(struct comparison *all, struct done_error *err)
{
	if (all->changes.nr + all->changes.hollow.nr < DONE_ENTRIES_MAX)
		return done_arena_strndup(all->arena, all->path.ptr, all->path.len);
	done_error_set(
	    err, DONE_E_UNDECIDED, "the change is too large to judge: more than 2,000,000 paths");
	done_error_cure(err, "push or judge it in smaller steps");
	return NULL;
}

static int note_change(struct comparison *all, const struct step *step, struct done_error *err)
{
	const char *path = changes_note(all, err);
	struct done_change *change;

	if (!path)
		return err->code;
	change = DONE_ARENA_PUSH(all->arena, all->changes.items, all->changes.nr, all->changes_cap);
	change->path = path;
	change->kind = !step->from ? DONE_ADDED : !step->to ? DONE_DELETED : DONE_MODIFIED;
	return 0;
}

static int note_hollow(struct comparison *all, struct done_error *err)
{
	struct done_strings *hollow = &all->changes.hollow;
	const char *path = changes_note(all, err);

	if (!path)
		return err->code;
	*DONE_ARENA_PUSH(all->arena, hollow->items, hollow->nr, all->hollow_cap) = path;
	return 0;
}

static int open_directory(
    struct comparison *all, bool in_from, bool in_to, unsigned depth, struct done_error *err)
{
	const struct done_directory *from, *to;
	size_t first = all->nr;

	if (depth > DONE_DEPTH_MAX)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "the tree is too large to judge: more than 512 levels of directories");
	int rc = list_side(all, all->from, in_from, &from, err);
	if (rc < 0)
		return rc;
	rc = list_side(all, all->to, in_to, &to, err);
	if (rc < 0)
		return rc;
	if (in_from != in_to && !from->nr && !to->nr)
		return note_hollow(all, err);
	push_all(all, from, to, depth);
	for (size_t i = first + 1; i < all->nr; i++) {
		if (compare_falling(&all->steps[i - 1], &all->steps[i]) <= 0)
			continue;
		qsort(all->steps + first, all->nr - first, sizeof(*all->steps), compare_falling);
		break;
	}
	return 0;
}

static int changes_take(struct comparison *all, struct done_error *err)
{
	struct step step = all->steps[--all->nr];
	bool in_from = is_directory(step.from), in_to = is_directory(step.to);

	all->path.len = step.prefix ? step.prefix - 1 : 0;
	if (step.prefix)
		done_buf_addch(&all->path, '/');
	done_buf_addstr(&all->path, step.from ? step.from->name : step.to->name);
	if (in_from || in_to)
		return open_directory(all, in_from, in_to, step.depth + 1, err);
	return note_change(all, &step, err);
}

int done_changes_between(struct done_snapshot *from, struct done_snapshot *to,
    struct done_arena *arena, struct done_changes *out, struct done_error *err)
{
	struct comparison all = {.from = from, .to = to, .arena = arena};
	int rc = open_directory(&all, true, true, 0, err);

	while (rc == 0 && all.nr)
		rc = changes_take(&all, err);
	done_buf_release(&all.path);
	free(all.steps);
	if (rc == 0)
		*out = all.changes;
	return rc;
}

static void changes_unite_hollow(
    struct done_arena *arena, struct done_strings *into, const struct done_strings *more)
{
	struct done_strings all = {done_arena_array(arena, into->nr + more->nr, sizeof(char *)), 0};
	size_t nr = 0;

	for (size_t i = 0; i < into->nr; i++)
		all.items[all.nr++] = into->items[i];
	for (size_t i = 0; i < more->nr; i++)
		all.items[all.nr++] = more->items[i];
	qsort(all.items, all.nr, sizeof(*all.items), done_text_order);
	for (size_t i = 0; i < all.nr; i++) {
		if (!nr || strcmp(all.items[nr - 1], all.items[i]) != 0)
			all.items[nr++] = all.items[i];
	}
	*into = (struct done_strings){all.items, nr};
}

void done_changes_unite(
    struct done_arena *arena, struct done_changes *into, const struct done_changes *more)
{
	struct done_changes all = {0};
	size_t i = 0, j = 0;

	if (more->hollow.nr)
		changes_unite_hollow(arena, &into->hollow, &more->hollow);
	if (!more->nr)
		return;
	all.hollow = into->hollow;
	all.items = done_arena_array(arena, into->nr + more->nr, sizeof(*all.items));
	while (i < into->nr || j < more->nr) {
		int order = i == into->nr ? 1
		    : j == more->nr       ? -1
		                          : strcmp(into->items[i].path, more->items[j].path);
		struct done_change *item = &all.items[all.nr++];

		*item = order <= 0 ? into->items[i] : more->items[j];
		/* New against one base, changed against another: it was there before. */
		if (order == 0 && more->items[j].kind != item->kind)
			item->kind = DONE_MODIFIED;
		i += order <= 0;
		j += order >= 0;
	}
	*into = all;
}
