/*
 * What a selector that matches nothing was probably meant to be: the part of it that is not there
 * is compared with what is there instead.
 */
#include <string.h>

#include "selectors.h"

#define LISTINGS_MAX 50
#define SERVICES_TRIED 20

/* ---- names that the walk passed ---- */

static size_t hash(const char *text)
{
	size_t h = 5381;

	while (*text)
		h = h * 33 + (unsigned char)*text++;
	return h;
}

static void add_once(
    struct done_arena *arena, struct done_seen_names *seen, const char *name, bool in_service)
{
	size_t mask = 2 * DONE_SEEN_NAMES_MAX - 1, at = hash(name) & mask;
	struct done_seen_name *item;

	while (seen->slots[at] && strcmp(seen->items[seen->slots[at] - 1].text, name) != 0)
		at = (at + 1) & mask;
	if (!seen->slots[at]) {
		if (seen->nr == DONE_SEEN_NAMES_MAX)
			return;
		item = DONE_ARENA_PUSH(arena, seen->items, seen->nr, seen->cap);
		item->text = done_arena_strdup(arena, name);
		seen->slots[at] = seen->nr;
	}
	seen->items[seen->slots[at] - 1].in_service |= in_service;
}

void done_seen_add(
    struct done_arena *arena, struct done_seen_names *seen, const char *name, bool in_service)
{
	const char *dot = strrchr(name, '.');

	if (!seen->slots)
		seen->slots =
		    done_arena_array(arena, (size_t)2 * DONE_SEEN_NAMES_MAX, sizeof(*seen->slots));
	add_once(arena, seen, name, in_service);
	if (dot && dot > name)
		add_once(arena, seen, dot, in_service);
}

/* ---- one part of a glob ---- */

static bool selectors_nearest_is_special(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr("*?[]{},\\!", text[i]))
			return true;
	}
	return false;
}

struct searching {
	struct done_selectors_look *look;
	struct done_arena *arena;
	const struct done_selector *selector;
	size_t nr_listings;
};

/* The name nearest to a part that is not in names; NULL: none, or it is there. */
static const char *nearest_name(const char *part, const char *const *names, size_t nr)
{
	const char *nearest = done_name_nearest(part, names, nr);

	return nearest && strcmp(nearest, part) != 0 &&
	        !selectors_nearest_is_special(nearest, strlen(nearest))
	    ? nearest
	    : NULL;
}

static const struct done_directory *selectors_nearest_list(
    struct searching *searching, const char *directory)
{
	struct done_snapshot *snapshot = searching->look->snapshot;
	const struct done_directory *listing;
	struct done_error ignored = {0};

	if (searching->nr_listings++ >= LISTINGS_MAX ||
	    snapshot->list(snapshot->self, directory, &listing, &ignored) != 1 ||
	    !done_look_spend(searching->look, 8 * listing->nr))
		return NULL;
	return listing;
}

static const char *nearest_entry(struct searching *searching, const struct done_directory *listing,
    const char *part, bool directories)
{
	const char **names = done_arena_array(searching->arena, listing->nr + 1, sizeof(*names));
	size_t nr = 0;

	for (size_t i = 0; i < listing->nr; i++) {
		if (!directories || listing->entries[i].kind == DONE_ENTRY_DIRECTORY)
			names[nr++] = listing->entries[i].name;
	}
	return nearest_name(part, names, nr);
}

/* The seen name, or ending, that is nearest; among those of services for what is relative to one.
 */
static const char *nearest_seen(struct searching *searching, const char *name)
{
	const struct done_seen_names *seen = &searching->look->seen;
	const char **names = done_arena_array(searching->arena, seen->nr + 1, sizeof(*names));
	size_t nr = 0;

	for (size_t i = 0; i < seen->nr; i++) {
		const struct done_seen_name *item = &seen->items[i];

		if ((item->in_service || searching->selector->from_root) &&
		    (item->text[0] == '.') == (name[0] == '.'))
			names[nr++] = item->text;
	}
	return nearest_name(name, names, nr);
}

/* The last part of a glob that may match at any depth: a name, or "*" with an ending. */
static const char *nearest_anywhere(struct searching *searching, const char *part)
{
	bool is_ending = !strncmp(part, "*.", 2);
	const char *nearest;

	if (selectors_nearest_is_special(part + is_ending, strlen(part + is_ending)))
		return NULL;
	nearest = nearest_seen(searching, part + is_ending);
	return nearest && is_ending ? done_arena_printf(searching->arena, "*%s", nearest) : nearest;
}

/* ---- the way down a glob ---- */

static char *selectors_nearest_join(
    struct done_arena *arena, const char *directory, const char *name)
{
	return *directory ? done_arena_printf(arena, "%s/%s", directory, name)
	                  : done_arena_strdup(arena, name);
}

static const struct done_entry *selectors_nearest_find(
    const struct done_directory *listing, const char *name)
{
	for (size_t i = 0; i < listing->nr; i++) {
		if (!strcmp(listing->entries[i].name, name))
			return &listing->entries[i];
	}
	return NULL;
}

/* A point on the way: what was taken of the glob, and the directory that it leads to. */
struct point {
	const char *taken; /* "" or ends in '/' */
	const char *directory;
	const char *rest;
};

static const char *go_down(struct searching *searching, struct point point);

/* Through each directory that a part with wildcards matches, until something is near. */
static const char *go_through(
    struct searching *searching, const struct point *point, const char *part, const char *rest)
{
	const struct done_directory *listing = selectors_nearest_list(searching, point->directory);
	struct done_error ignored = {0};
	struct done_glob *glob;

	if (!listing || done_glob_compile(searching->arena, part, &glob, &ignored) < 0)
		return NULL;
	for (size_t i = 0; i < listing->nr; i++) {
		const struct done_entry *entry = &listing->entries[i];
		const char *nearest = NULL;

		if (entry->kind == DONE_ENTRY_DIRECTORY && done_glob_match(glob, entry->name))
			nearest = go_down(searching,
			    (struct point){
			        done_arena_printf(searching->arena, "%s%s/", point->taken, part),
			        selectors_nearest_join(
			            searching->arena, point->directory, entry->name),
			        rest});
		if (nearest)
			return nearest;
	}
	return NULL;
}

/* A part without wildcards: either it is there, or something near it is. */
static const char *go_by_name(
    struct searching *searching, const struct point *point, const char *part, const char *rest)
{
	const struct done_directory *listing = selectors_nearest_list(searching, point->directory);
	bool last = !rest, directories = !last || searching->selector->kind == DONE_SELECTOR_RULE;
	const struct done_entry *entry;
	const char *nearest;

	if (!listing)
		return NULL;
	entry = selectors_nearest_find(listing, part);
	if (entry && (entry->kind == DONE_ENTRY_DIRECTORY) && !last)
		return go_down(searching,
		    (struct point){done_arena_printf(searching->arena, "%s%s/", point->taken, part),
		        selectors_nearest_join(searching->arena, point->directory, part), rest});
	nearest = nearest_entry(searching, listing, part, directories);
	if (!nearest)
		return NULL;
	if (!last) {
		/* What comes after it may be misspelt, too. */
		const char *further = go_down(searching,
		    (struct point){
		        done_arena_printf(searching->arena, "%s%s/", point->taken, nearest),
		        selectors_nearest_join(searching->arena, point->directory, nearest), rest});

		if (further)
			return further;
	}
	return done_arena_printf(
	    searching->arena, "%s%s%s%s", point->taken, nearest, last ? "" : "/", last ? "" : rest);
}

static const char *go_down(struct searching *searching, struct point point)
{
	const char *slash = strchr(point.rest, '/');
	const char *rest = slash ? slash + 1 : NULL;
	const char *part = slash
	    ? done_arena_strndup(searching->arena, point.rest, (size_t)(slash - point.rest))
	    : point.rest;
	const char *nearest;

	if (!strcmp(part, "**") && rest && !strchr(rest, '/')) {
		nearest = nearest_anywhere(searching, rest);
		return nearest
		    ? done_arena_printf(searching->arena, "%s**/%s", point.taken, nearest)
		    : NULL;
	}
	if (!selectors_nearest_is_special(part, strlen(part)))
		return go_by_name(searching, &point, part, rest);
	if (rest)
		return go_through(searching, &point, part, rest);
	nearest = nearest_anywhere(searching, part);
	return nearest ? done_arena_printf(searching->arena, "%s%s", point.taken, nearest) : NULL;
}

/* ---- by kind ---- */

/* A glob of one part means the top of a service: what it names may lie below. */
static const char *nearest_further_down(struct searching *searching)
{
	const struct done_seen_names *seen = &searching->look->seen;
	const char *text = searching->selector->text, *nearest;
	const char *name = text + !strncmp(text, "*.", 2);

	if (strchr(text, '/') || selectors_nearest_is_special(name, strlen(name)))
		return NULL;
	for (size_t i = 0; i < seen->nr; i++) {
		if (seen->items[i].in_service && !strcmp(seen->items[i].text, name))
			return done_arena_printf(searching->arena, "**/%s", text);
	}
	nearest = nearest_anywhere(searching, text);
	return nearest ? done_arena_printf(searching->arena, "**/%s", nearest) : NULL;
}

/* Relative to a service: as it would read for the first that has something near. */
static const char *nearest_in_services(struct searching *searching)
{
	const struct done_services *services = searching->look->selectors->services;
	size_t nr_tried = 0;

	for (size_t i = 0; i < services->nr && nr_tried < SERVICES_TRIED; i++) {
		const char *nearest;

		if (!services->items[i].in_head)
			continue;
		nr_tried++;
		nearest = go_down(searching,
		    (struct point){"", done_service_directory(&services->items[i]),
		        searching->selector->text});
		if (nearest)
			return nearest;
	}
	return nearest_further_down(searching);
}

/* A marker: the nearest name in a directory that its rule matches. */
static const char *nearest_marker(struct searching *searching)
{
	const struct done_selector *selector = searching->selector;
	const char *path = done_glob_text(selector->rule->path), *nearest;
	size_t len;

	nearest = go_down(searching,
	    (struct point){"", "",
	        !strcmp(path, ".")
	            ? selector->text
	            : done_arena_printf(searching->arena, "%s/%s", path, selector->text)});
	len = strcmp(path, ".") ? strlen(path) + 1 : 0;
	/* What is near may be another directory: that says nothing of the marker. */
	if (!nearest || (len && strncmp(nearest, path, len - 1) != 0) || strlen(nearest) <= len)
		return NULL;
	return nearest + len;
}

const char *done_selector_nearest(
    struct done_selectors_look *look, const struct done_selector *selector)
{
	struct done_arena *arena = look->selectors->arena;
	struct searching searching = {look, arena, selector, 0};
	const char *text = selector->text, *nearest;

	if (selector->misfits)
		return selector->kind == DONE_SELECTOR_RULE
		    ? NULL
		    : done_arena_printf(arena, "%s/**", text);
	if (!strcmp(text, "."))
		return NULL;
	if (selector->kind == DONE_SELECTOR_MARKER)
		return nearest_marker(&searching);
	if (!selector->from_root)
		return nearest_in_services(&searching);
	nearest = go_down(&searching, (struct point){"", "", text + (*text == '/')});
	return nearest && *text == '/' ? done_arena_printf(arena, "/%s", nearest) : nearest;
}
