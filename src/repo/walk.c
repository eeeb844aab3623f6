/*
 * Walks a snapshot in the order of whole paths. No recursion: how deep a tree is, is in the hands
 * of whoever pushes it.
 */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

struct step {
	const struct done_entry *entry;
	size_t prefix; /* length of the directory's path, with its slash */
	unsigned depth;
};

struct walk {
	struct done_snapshot *snapshot;
	struct done_buf path;
	struct step *steps; /* what is still to do, the next one last */
	size_t nr, cap;
};

static void walk_push(struct walk *walk, struct step step)
{
	if (walk->nr == walk->cap) {
		walk->cap = walk->cap ? walk->cap * 2 : 256;
		walk->steps = realloc(walk->steps, walk->cap * sizeof(step));
		if (!walk->steps)
			done_out_of_memory();
	}
	walk->steps[walk->nr++] = step;
}

static int compare_falling(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return done_entry_compare_paths(y->entry, x->entry);
}

/* Puts what is in the directory at walk->path on the pile; 0 when there is no such directory. */
static int open_directory(struct walk *walk, unsigned depth, struct done_error *err)
{
	const struct done_directory *directory;
	const char *path = walk->path.len ? walk->path.ptr : "";
	int rc = walk->snapshot->list(walk->snapshot->self, path, &directory, err);

	if (rc <= 0)
		return rc;
	if (depth > DONE_DEPTH_MAX)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "the tree is too large to judge: more than 512 levels of directories");
	size_t first = walk->nr, prefix = walk->path.len ? walk->path.len + 1 : 0;
	bool sorted = true;
	for (size_t i = directory->nr; i-- > 0;) {
		struct step step = {&directory->entries[i], prefix, depth};

		walk_push(walk, step);
		sorted = sorted &&
		    (walk->nr - first < 2 ||
		        compare_falling(&walk->steps[walk->nr - 2], &walk->steps[walk->nr - 1]) <
		            0);
	}
	if (!sorted)
		qsort(walk->steps + first, walk->nr - first, sizeof(*walk->steps), compare_falling);
	return 1;
}

/* Sets walk->path to that of the step. */
static void go_to(struct walk *walk, const struct step *step)
{
	walk->path.len = step->prefix ? step->prefix - 1 : 0;
	if (step->prefix)
		done_buf_addch(&walk->path, '/');
	done_buf_addstr(&walk->path, step->entry->name);
}

static int gone(struct done_error *err, const char *path)
{
	return done_error_set(
	    err, DONE_E_UNDECIDED, "directory '%s' is listed but cannot be opened", path);
}

int done_snapshot_walk(struct done_snapshot *snapshot, const char *directory,
    done_walk_visit *visit, done_walk_enter *enter, void *data, struct done_error *err)
{
	struct walk walk = {.snapshot = snapshot};

	if (enter && !enter(data, directory))
		return 0;
	done_buf_addstr(&walk.path, directory);
	int rc = open_directory(&walk, 0, err);
	if (rc > 0)
		rc = 0;
	while (rc == 0 && walk.nr) {
		struct step step = walk.steps[--walk.nr];

		go_to(&walk, &step);
		if (step.entry->kind != DONE_ENTRY_DIRECTORY) {
			rc = visit(data, walk.path.ptr, step.entry, err);
			continue;
		}
		if (enter && !enter(data, walk.path.ptr))
			continue;
		rc = open_directory(&walk, step.depth + 1, err);
		rc = rc == 0 ? gone(err, walk.path.ptr) : rc < 0 ? rc : 0;
	}
	done_buf_release(&walk.path);
	free(walk.steps);
	return rc;
}
