/*
 * Where a service that the change brings came from: a service of the base that the change removes
 * and that has its name, else its sheet, byte by byte. It is that service, moved: what the base
 * says of it goes with it.
 */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

struct end {
	const struct done_service *service;
	struct done_oid sheet;
	bool has_sheet, is_matched;
};

struct ends {
	struct end *items;
	size_t nr;
};

static int origin_compare_names(const void *a, const void *b)
{
	const struct end *left = a, *right = b;

	return strcmp(left->service->name, right->service->name);
}

static int origin_compare_oids(const struct end *a, const struct end *b)
{
	if (a->has_sheet != b->has_sheet)
		return a->has_sheet ? -1 : 1;
	return memcmp(&a->sheet, &b->sheet, sizeof(a->sheet));
}

static int compare_sheets(const void *a, const void *b)
{
	const struct end *left = a, *right = b;
	int order = origin_compare_oids(left, right);

	return order ? order : strcmp(left->service->path, right->service->path);
}

static void sort(struct ends *ends, int (*compare)(const void *, const void *))
{
	if (ends->nr)
		qsort(ends->items, ends->nr, sizeof(*ends->items), compare);
}

static void match(struct done_standings *making, struct end *from, struct end *to)
{
	from->is_matched = to->is_matched = true;
	done_standing_of(making, to->service)->origin = from->service;
}

/* Both sorted: walked side by side, each end matched once. */
static void match_all(
    struct done_standings *making, struct ends *from, struct ends *to, bool by_sheet)
{
	for (size_t i = 0, j = 0; i < from->nr && j < to->nr;) {
		struct end *a = &from->items[i], *b = &to->items[j];
		int order = by_sheet ? origin_compare_oids(a, b) : origin_compare_names(a, b);

		if (a->is_matched || order < 0) {
			i++;
		} else if (b->is_matched || order > 0) {
			j++;
		} else if (by_sheet && !a->has_sheet) {
			return;
		} else {
			match(making, a, b);
			i++;
			j++;
		}
	}
}

/* A sheet that cannot be found is none: then the service is new. */
static void look_at_sheets(
    struct done_arena *arena, struct done_snapshot *snapshot, struct ends *ends)
{
	for (size_t i = 0; i < ends->nr; i++) {
		const char *directory = done_service_directory(ends->items[i].service);
		struct done_error ignored = {0};
		struct done_entry entry;
		const char *path = done_arena_printf(
		    arena, "%s%s" DONE_SHEET_NAME, directory, *directory ? "/" : "");

		if (done_snapshot_find(snapshot, path, &entry, &ignored) == 1 &&
		    entry.kind == DONE_ENTRY_FILE) {
			ends->items[i].sheet = entry.oid;
			ends->items[i].has_sheet = true;
		}
	}
}

static struct ends list_removed(struct done_arena *arena, const struct done_selection *selection)
{
	struct ends ends = {.nr = selection->nr_deleted};

	ends.items = done_arena_array(arena, ends.nr + 1, sizeof(*ends.items));
	for (size_t i = 0; i < ends.nr; i++)
		ends.items[i].service = selection->deleted[i];
	return ends;
}

static struct ends list_brought(struct done_arena *arena, const struct done_services *services)
{
	struct ends ends = {0};

	ends.items = done_arena_array(arena, services->nr + 1, sizeof(*ends.items));
	for (size_t i = 0; i < services->nr; i++) {
		if (services->items[i].in_head && !services->items[i].in_base)
			ends.items[ends.nr++].service = &services->items[i];
	}
	return ends;
}

/* What was followed by its files (moved.c) needs no name. */
static void match_moved(struct done_standings *making, struct ends *from, struct ends *to)
{
	for (size_t i = 0; i < to->nr; i++) {
		const char *path = to->items[i].service->moved_from;

		for (size_t j = 0; path && j < from->nr; j++) {
			if (!from->items[j].is_matched &&
			    !strcmp(from->items[j].service->path, path))
				match(making, &from->items[j], &to->items[i]);
		}
	}
}

/* Of all services, whatever is judged: with filters and shards the answer is the same. */
void done_origins_find(const struct done_plan *before, struct done_standings *making)
{
	struct done_arena *arena = before->arena;
	struct ends from, to;

	if (!before->compared->has_range || !making->selection.nr_deleted)
		return;
	from = list_removed(arena, &making->selection);
	to = list_brought(arena, &making->services);
	match_moved(making, &from, &to);
	sort(&from, origin_compare_names);
	sort(&to, origin_compare_names);
	match_all(making, &from, &to, false);
	look_at_sheets(arena, before->trees->tip, &from);
	look_at_sheets(arena, before->trees->head, &to);
	sort(&from, compare_sheets);
	sort(&to, compare_sheets);
	match_all(making, &from, &to, true);
}
