/*
 * Files that import each other in a circle, or themselves, which no compiler takes. Imports that
 * may be of several files are not followed.
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
	const struct done_interface_place place = {from->path, import->line, import->column};

	if (!from->is_asked && !import->file->is_asked)
		return;
	if (from == import->file)
		done_interface_fault(&walk->set->faults, place, "imports itself", import->path,
		    "take the import out: a file sees what it declares",
		    "'%.200s' is this file itself", import->path);
	else
		done_interface_fault(&walk->set->faults, place, "imports in a circle", import->path,
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
