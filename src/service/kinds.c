/* Kinds that sheets declare: for `services: auto`, where no rule can. */
#include "kinds.h"

#include <string.h>

struct kinds_walk {
	struct done_arena *arena;
	struct done_snapshot *snapshot;
	struct done_kinds_declared *out;
};

static int kinds_visit(
    void *data, const char *path, const struct done_entry *entry, struct done_error *err)
{
	struct kinds_walk *walk = data;
	struct done_service service = {0};
	const struct done_sheet *sheet;

	(void)err;
	if (entry->kind != DONE_ENTRY_FILE || strcmp(entry->name, DONE_SHEET_NAME) != 0)
		return 0;
	service.path = strchr(path, '/') ? done_directory_of(walk->arena, path) : ".";
	service.name = done_last_part(service.path);
	sheet = done_sheet_load(walk->arena, walk->snapshot, &service, NULL);
	if (sheet->kind != DONE_KIND_UNKNOWN)
		*DONE_ARENA_PUSH(walk->arena, walk->out->items, walk->out->nr, walk->out->cap) =
		    (struct done_kind_declared){service.path, sheet->kind};
	return 0;
}

static bool kinds_enters(void *data, const char *directory)
{
	const char *name = done_last_part(directory);

	(void)data;
	return *name != '.' && strcmp(name, "node_modules") != 0 && strcmp(name, "vendor") != 0;
}

int done_kinds_declared_find(struct done_arena *arena, struct done_snapshot *snapshot,
    struct done_kinds_declared *out, struct done_error *err)
{
	struct kinds_walk walk = {arena, snapshot, out};
	int rc = done_snapshot_walk(snapshot, "", kinds_visit, kinds_enters, &walk, err);

	return rc < 0 ? rc : 0;
}

const struct done_kind_declared *done_kinds_declared_at(
    const struct done_kinds_declared *kinds, const char *directory)
{
	for (size_t i = 0; i < kinds->nr; i++) {
		if (!strcmp(kinds->items[i].directory, directory))
			return &kinds->items[i];
	}
	return NULL;
}
