/*
 * Services that a change moves to where no map finds them. A service of the base whose directory is
 * gone is looked for among the files that the change brings: by equal blobs, then by equal names in
 * a directory of the same name. Where most of it stands together it is judged there. Where its
 * files are scattered, or went into another service's own directory, it is lost (map.c). Only a
 * service of which nothing came back elsewhere was removed.
 */
#include <stdlib.h>
#include <string.h>

#include "gate.h"

#define BROUGHT_MAX 200000 /* files; beyond, nobody can tell what was moved: undecided */
#define PLACES_MAX 64      /* directories that a service may have gone to */
#define COPIES_MAX 16      /* of one blob that are looked at */

struct file {
	struct done_oid oid;
	const char *path;
};

struct files {
	struct file *items;
	size_t nr, cap;
};

struct place {
	const char *directory; /* "" is the root */
	size_t nr;             /* files of the service that stand there under their own names */
};

struct following {
	const struct done_plan *plan;
	struct done_services *services; /* in the making */
	struct files brought;           /* by the change, ascending by oid */
	struct done_oid empty;
};

struct search {
	struct following *following;
	struct done_service *service;
	struct files gone; /* what the base had of it; paths from its directory */
	struct place places[PLACES_MAX];
	size_t nr_places;
	size_t nr_found; /* files that stand anywhere */
	const char *example;
};

static struct done_arena *arena_of(const struct following *following)
{
	return following->plan->arena;
}

/* ---- the files ---- */

static int compare_files(const void *a, const void *b)
{
	const struct file *left = a, *right = b;
	int order = memcmp(&left->oid, &right->oid, sizeof(left->oid));

	return order ? order : strcmp(left->path, right->path);
}

/* An empty file tells nothing. */
static int add_file(struct following *following, struct done_snapshot *snapshot, const char *path,
    size_t skip, struct files *out, struct done_error *err)
{
	struct done_entry entry;
	int rc = done_snapshot_find(snapshot, path, &entry, err);

	if (rc <= 0 || entry.kind != DONE_ENTRY_FILE ||
	    done_oid_equal(&entry.oid, &following->empty))
		return rc < 0 ? rc : 0;
	*DONE_ARENA_PUSH(arena_of(following), out->items, out->nr, out->cap) =
	    (struct file){entry.oid, path + skip};
	return 0;
}

static int list_brought(struct following *following, struct done_error *err)
{
	const struct done_changes *changes = &following->plan->changed->changes;
	struct files *brought = &following->brought;

	for (size_t i = 0; i < changes->nr; i++) {
		if (changes->items[i].kind == DONE_DELETED)
			continue;
		if (brought->nr == BROUGHT_MAX) {
			done_error_set(err, DONE_E_UNDECIDED,
			    "the change removes a service and brings more than %d "
			    "files: whether it was moved cannot be told",
			    BROUGHT_MAX);
			return done_error_cure(err, "remove the service in a change of its own");
		}
		if (add_file(following, following->plan->trees->head, changes->items[i].path, 0,
		        brought, err) < 0)
			return err->code;
	}
	if (brought->nr)
		qsort(brought->items, brought->nr, sizeof(*brought->items), compare_files);
	return 0;
}

static int list_gone(struct search *search, struct done_error *err)
{
	const struct done_changes *changes = &search->following->plan->changed->changes;
	const char *directory = done_service_directory(search->service);
	size_t skip = *directory ? strlen(directory) + 1 : 0;

	for (size_t i = 0; i < changes->nr; i++) {
		const struct done_change *change = &changes->items[i];

		if (change->kind != DONE_DELETED || !done_path_below(change->path, directory) ||
		    strlen(change->path) <= skip)
			continue;
		if (add_file(search->following, search->following->plan->changed->from,
		        change->path, skip, &search->gone, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- where they went ---- */

/* The directory in which the path is that name; NULL: it is another. */
static const char *directory_above(struct done_arena *arena, const char *path, const char *name)
{
	size_t len = strlen(path), end = strlen(name);

	if (len < end || strcmp(path + len - end, name) != 0)
		return NULL;
	if (len == end)
		return "";
	return path[len - end - 1] == '/' ? done_arena_strndup(arena, path, len - end - 1) : NULL;
}

static void vote(struct search *search, const char *directory)
{
	for (size_t i = 0; i < search->nr_places; i++) {
		if (!strcmp(search->places[i].directory, directory)) {
			search->places[i].nr++;
			return;
		}
	}
	if (search->nr_places < PLACES_MAX)
		search->places[search->nr_places++] = (struct place){directory, 1};
}

static bool moved_comes_before(const void *item, const void *oid)
{
	return memcmp(&((const struct file *)item)->oid, oid, sizeof(struct done_oid)) < 0;
}

static size_t first_with(const struct files *files, const struct done_oid *oid)
{
	return done_lower_bound(
	    files->items, files->nr, sizeof(*files->items), oid, moved_comes_before);
}

static void find_by_blob(struct search *search, const struct file *gone)
{
	const struct files *brought = &search->following->brought;
	size_t first = first_with(brought, &gone->oid);
	bool is_found = false;

	for (size_t i = first; i < brought->nr && i < first + COPIES_MAX; i++) {
		const char *directory;

		if (!done_oid_equal(&brought->items[i].oid, &gone->oid))
			break;
		is_found = true;
		if (!search->example)
			search->example = brought->items[i].path;
		directory = directory_above(
		    arena_of(search->following), brought->items[i].path, gone->path);
		if (directory)
			vote(search, directory);
	}
	search->nr_found += is_found;
}

/* Every file was edited: directories of the service's own name are looked at. */
static void find_by_name(struct search *search)
{
	const struct files *brought = &search->following->brought;
	const char *name = done_last_part(search->service->path);
	size_t len = strlen(name);

	for (size_t i = 0; i < brought->nr && search->nr_places < PLACES_MAX; i++) {
		const char *path = brought->items[i].path;

		for (const char *at = strstr(path, name); at; at = strstr(at + 1, name)) {
			const char *directory;
			size_t known = search->nr_places;

			if (at[len] != '/' || (at > path && at[-1] != '/'))
				continue;
			directory = done_arena_strndup(
			    arena_of(search->following), path, (size_t)(at - path) + len);
			vote(search, directory);
			if (search->nr_places > known)
				search->places[known].nr = 0;
			else
				break;
		}
	}
	for (size_t i = 0; i < search->nr_places; i++)
		search->places[i].nr = 0;
}

static const struct place *best_place(const struct search *search)
{
	const char *name = done_last_part(search->service->path);
	const struct place *best = NULL;

	for (size_t i = 0; i < search->nr_places; i++) {
		const struct place *place = &search->places[i];

		if (!best || place->nr > best->nr ||
		    (place->nr == best->nr && !strcmp(done_last_part(place->directory), name) &&
		        strcmp(done_last_part(best->directory), name) != 0))
			best = place;
	}
	return best;
}

/* How many of its files are there under their own names, edited or not, and were not before. */
static int count_names(
    const struct search *search, const char *directory, size_t *nr, struct done_error *err)
{
	struct following *following = search->following;
	struct done_entry entry;

	*nr = 0;
	for (size_t i = 0; i < search->gone.nr; i++) {
		const char *path = done_arena_printf(arena_of(following), "%s%s%s", directory,
		    *directory ? "/" : "", search->gone.items[i].path);
		int rc = done_snapshot_find(following->plan->trees->head, path, &entry, err);

		if (rc == 1)
			rc = done_snapshot_find(following->plan->changed->from, path, &entry, err)
			    ? 0
			    : 1;
		if (err->code)
			return err->code;
		*nr += rc == 1;
	}
	return 0;
}

/* 1 where it stands at that place: a third of its files as they were, or half of them by name. */
static int stands_at(const struct search *search, const struct place *place, struct done_error *err)
{
	size_t nr = search->gone.nr, named;

	if (place->nr * 3 >= nr)
		return 1;
	if (count_names(search, place->directory, &named, err) < 0)
		return err->code;
	return named * 2 >= nr;
}

/* ---- what follows ---- */

static struct done_service *service_at(const struct following *following, const char *path)
{
	long at = done_services_at(following->services, path, strlen(path));

	return at >= 0 ? &following->services->items[at] : NULL;
}

/* The innermost service that the change brings, at or above a path; NULL. */
static struct done_service *brought_above(const struct following *following, const char *path)
{
	char *above = done_arena_strdup(arena_of(following), path);

	for (;;) {
		struct done_service *service = service_at(following, above);
		char *slash = strrchr(above, '/');

		if (service && service->in_head && !service->in_base)
			return service;
		if (!slash)
			return NULL;
		*slash = '\0';
	}
}

/* One that the change brings below a directory, as `services: auto` may find it; NULL. */
static struct done_service *brought_below(const struct following *following, const char *directory)
{
	for (size_t i = 0; i < following->services->nr; i++) {
		struct done_service *service = &following->services->items[i];

		if (service->in_head && !service->in_base &&
		    done_path_below(service->path, directory))
			return service;
	}
	return NULL;
}

static void lose(struct search *search)
{
	search->service->lost_at = search->example;
	search->service->in_head = true;
}

static void settle_place(struct search *search, const char *directory)
{
	struct following *following = search->following;
	const char *path = *directory ? directory : ".";
	struct done_service *there = brought_above(following, path);
	const struct done_service *here = service_at(following, path);

	if (!there && *directory)
		there = brought_below(following, directory);
	if (there) {
		search->service->moved_to = there->path;
		/* Of two whose files are alike, the one of its own name. */
		if (!there->moved_from ||
		    (!strcmp(done_last_part(search->service->path), done_last_part(there->path)) &&
		        strcmp(done_last_part(there->moved_from), done_last_part(there->path)) !=
		            0))
			there->moved_from = search->service->path;
	} else if (here && here->in_head) {
		lose(search); /* among another service's own files */
	} else {
		search->service->moved_to = path;
		search->service->moves_off_map = true;
	}
}

static int moved_follow(struct search *search, struct done_error *err)
{
	const struct place *place;
	int rc = list_gone(search, err);

	if (rc < 0 || !search->gone.nr)
		return rc;
	for (size_t i = 0; i < search->gone.nr; i++)
		find_by_blob(search, &search->gone.items[i]);
	if (!search->nr_found)
		find_by_name(search);
	place = best_place(search);
	rc = place ? stands_at(search, place, err) : 0;
	if (rc < 0)
		return rc;
	if (rc > 0) {
		if (!search->example)
			search->example = done_arena_printf(arena_of(search->following), "%s/%s",
			    place->directory, search->gone.items[0].path);
		settle_place(search, place->directory);
	} else if (search->nr_found * 3 >= search->gone.nr) {
		struct done_service *there = brought_above(search->following, search->example);

		if (there)
			search->service->moved_to = there->path;
		else
			lose(search);
	}
	return 0;
}

/* The service at its new place, by the base's rule, is one that is judged. */
static void add_moved(const struct following *following)
{
	struct done_services *services = following->services;
	struct done_services more = {0};

	more.items = done_arena_array(arena_of(following), services->nr + 1, sizeof(*more.items));
	for (size_t i = 0; i < services->nr; i++) {
		const struct done_service *from = &services->items[i];
		size_t at = more.nr;

		if (!from->moves_off_map)
			continue;
		while (at > 0 && strcmp(more.items[at - 1].path, from->moved_to) > 0)
			at--;
		if (at > 0 && !strcmp(more.items[at - 1].path, from->moved_to))
			continue;
		memmove(
		    &more.items[at + 1], &more.items[at], (more.nr - at) * sizeof(more.items[at]));
		more.items[at] = (struct done_service){
		    .name = from->name,
		    .path = from->moved_to,
		    .stage = from->stage,
		    .tags = from->tags,
		    .rule = from->rule,
		    .in_head = true,
		    .moved_from = from->path,
		};
		more.nr++;
	}
	if (more.nr)
		done_services_insert(arena_of(following), services, &more);
}

static bool is_gone(const struct done_service *service)
{
	return service->in_base && !service->in_head;
}

/* True where the path lies in the directory of a service that is judged. */
static bool is_in_service(const struct following *following, const char *path)
{
	char *above = done_arena_strdup(arena_of(following), path);

	for (char *slash; (slash = strrchr(above, '/'));) {
		const struct done_service *service;

		*slash = '\0';
		service = service_at(following, above);
		if (service && service->in_head)
			return true;
	}
	return false;
}

/* A value in a map in braces: with quotes where YAML would read something else. */
static const char *yaml_value(struct done_arena *arena, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789_./-";
	struct done_buf quoted = {0};
	const char *value;

	if (!text[strspn(text, plain)] && strchr(plain, *text) < strchr(plain, '0'))
		return text;
	done_buf_addch(&quoted, '"');
	for (; *text; text++) {
		if (strchr("\"\\", *text))
			done_buf_addch(&quoted, '\\');
		done_buf_addch(&quoted, *text);
	}
	done_buf_addch(&quoted, '"');
	value = done_arena_strdup(arena, quoted.ptr);
	done_buf_release(&quoted);
	return value;
}

static void moved_note(const struct following *following, const struct done_service *service)
{
	struct done_notes *notes = following->plan->notes;

	if (service->lost_at)
		done_run_note(notes, DONE_NOTE_WARNING,
		    "the change takes the service '%s' off the map: its files went "
		    "elsewhere ('%s'), %s",
		    service->path, service->lost_at,
		    is_in_service(following, service->lost_at)
		        ? "among the files of another service"
		        : "and no service is found there");
	else if (service->moves_off_map)
		done_run_note(notes, DONE_NOTE_WARNING,
		    "the change moves the service '%s' to '%s', where the policy finds no "
		    "service: it is judged there this time, and not by later changes; add "
		    "it to 'services' in " DONE_POLICY_PATH ": - {path: %s, name: %s}",
		    service->path, service->moved_to,
		    yaml_value(arena_of(following), service->moved_to),
		    yaml_value(arena_of(following), service->name));
}

static int follow_all(struct following *following, struct done_error *err)
{
	int rc = list_brought(following, err);

	for (size_t i = 0; rc >= 0 && i < following->services->nr; i++) {
		struct search search = {
		    .following = following, .service = &following->services->items[i]};

		if (is_gone(search.service))
			rc = moved_follow(&search, err);
		if (rc >= 0)
			moved_note(following, search.service);
	}
	return rc;
}

int done_moved_follow(
    const struct done_plan *before, struct done_services *services, struct done_error *err)
{
	struct following following = {.plan = before, .services = services};
	size_t nr = 0;

	for (size_t i = 0; i < services->nr; i++)
		nr += is_gone(&services->items[i]);
	if (!nr)
		return 0;
	done_oid_of_blob((struct done_bytes){"", 0}, &following.empty);
	if (follow_all(&following, err) < 0)
		return err->code;
	add_moved(&following);
	return 0;
}
