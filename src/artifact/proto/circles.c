/*
 * Files that import each other in a circle, which no compiler takes. Imports that may be of several
 * files are not followed, nor is a file that seems to import itself: it may mean another.
 */
#include "parts.h"

struct circles_walk {
	struct done_proto *set;
	struct done_proto_file **items; /* from the first file to the one at hand */
	size_t nr;
};

static void circles_enter(struct circles_walk *walk, struct done_proto_file *file)
{
	file->walked = DONE_PROTO_WALKING;
	walk->items[walk->nr++] = file;
}

static void circles_close(struct circles_walk *walk, const struct done_proto_file *from,
    const struct done_proto_import *import)
{
	if (from == import->file || (!from->is_asked && !import->file->is_asked))
		return;
	done_interface_fault(&walk->set->faults,
	    (struct done_interface_place){from->path, import->line, import->column},
	    "imports in a circle", import->path,
	    "declare what both need in a file of its own, which both import",
	    "'%.200s' imports this file again, directly or by others", import->path);
}

static void circles_step(struct circles_walk *walk)
{
	struct done_proto_file *file = walk->items[walk->nr - 1];
	const struct done_proto_import *import;

	if (file->next_import == file->nr_imports) {
		file->walked = DONE_PROTO_WALKED;
		walk->nr--;
		return;
	}
	import = &file->imports[file->next_import++];
	if (!import->file || import->is_guess)
		return;
	if (import->file->walked == DONE_PROTO_WALKING)
		circles_close(walk, file, import);
	else if (import->file->walked == DONE_PROTO_NOT_WALKED)
		circles_enter(walk, import->file);
}

void done_proto_check_circles(struct done_proto *set)
{
	struct circles_walk walk = {.set = set,
	    .items =
	        done_arena_array(set->arena, set->nr_files + 1, sizeof(struct done_proto_file *))};

	for (size_t i = 0; i < set->nr_files; i++) {
		if (!set->files[i]->is_asked || set->files[i]->walked != DONE_PROTO_NOT_WALKED)
			continue;
		circles_enter(&walk, set->files[i]);
		while (walk.nr)
			circles_step(&walk);
	}
}
