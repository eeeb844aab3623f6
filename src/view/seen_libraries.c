/* What a service shows through directories outside of it: local libraries, packages of Go. */
#include "seen_parts.h"

#include <stdlib.h>
#include <string.h>

#define LAUNCHER_SOURCES_MAX 5 /* who has no more starts what others hold */

struct done_seen_library {
	const char *directory;
	const char *ids; /* of the ecosystems by whose rows it was looked through */
	bool is_package; /* of Go, without what lies below */
	bool is_file;
	struct done_strings required; /* by what lies in it */
	struct done_seen_all *all;
	struct done_meter meter;
	struct done_seen_library *next, *alike; /* alike: of the same hash */
};

/*
 * A library checks what it is given, and a service is asked about its own boundary: what it does
 * with its own input a library cannot show for it. Each call is asked where it stands. But what a
 * program of Go imports from near by is the program, and so is what a launcher without code of its
 * own starts: there these count. What lies two libraries away may measure, and publish nothing.
 */
static const char *const own_only[] = {"input-validation", "api-description"};

/* As what a directory outside the service is looked through. */
enum seen_reach {
	SEEN_LIBRARY, /* others use it, too */
	SEEN_PROGRAM, /* it is the program itself */
	SEEN_FARTHER, /* the same, behind a library */
	SEEN_BEHIND,  /* what a library brings along: a handler of errors answers for whoever has it
	               */
	SEEN_SERVER,  /* the same, where it is what serves for it: its health checks, too */
	SEEN_AROUND,  /* a package of Go far away, or for all: its routes are not the program's */
};

static bool seen_is_own_only(size_t capability)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(own_only); i++) {
		if (!strcmp(done_capabilities[capability].name, own_only[i]))
			return true;
	}
	return false;
}

static bool seen_is_open(const struct seeing *seeing, size_t capability, enum seen_reach reach)
{
	const char *name = done_capabilities[capability].name;

	if (!done_seen_is_asked(seeing->view, capability) ||
	    seeing->all->items[capability].is_shown || !strcmp(name, "client-timeouts"))
		return false;
	if (reach == SEEN_FARTHER)
		return strcmp(name, "metrics") != 0;
	if (reach == SEEN_SERVER && !strcmp(name, "health"))
		return true;
	if (reach == SEEN_BEHIND || reach == SEEN_SERVER)
		return !strcmp(name, "error-handling");
	if (reach == SEEN_AROUND && (!strcmp(name, "health") || !strcmp(name, "metrics")))
		return false;
	return reach == SEEN_PROGRAM || !seen_is_own_only(capability);
}

static bool seen_has_open(const struct seeing *seeing, enum seen_reach reach)
{
	for (size_t i = 0; i < done_capabilities_nr; i++) {
		if (seen_is_open(seeing, i, reach))
			return true;
	}
	return false;
}

static const char *seen_ids(const struct seeing *seeing, struct done_arena *arena)
{
	const struct done_strings *ids = done_view_read_as(seeing->view);
	const char *text = "";

	for (size_t i = 0; i < ids->nr; i++)
		text = done_arena_printf(arena, "%s %s", text, ids->items[i]);
	return text;
}

/* Its reading is measured by itself. */
static int seen_walk(
    struct seeing *seeing, struct done_seen_library *library, struct done_error *err)
{
	struct done_meter *of_service = seeing->view->meter;
	int rc;

	library->meter = (struct done_meter){.is_of_library = true};
	seeing->view->meter = &library->meter;
	rc = done_seen_walk_library(seeing,
	    &(struct seen_place_of){library->directory, library->is_package, library->is_file},
	    err);
	seeing->view->meter = of_service;
	return rc;
}

static void seen_add_meter(struct done_meter *out, const struct done_meter *more)
{
	out->files += more->files;
	out->bytes += more->bytes;
	out->binary += more->binary;
}

/* What lies in it requires the same again. */
static void seen_require_again(struct seeing *seeing, const struct done_seen_library *library)
{
	for (size_t i = 0; i < library->required.nr; i++)
		*DONE_ARENA_PUSH(seeing->arena, seeing->required.items, seeing->required.nr,
		    seeing->cap_required) = library->required.items[i];
}

/* ---- what is kept ---- */

#define LIBRARY_HASHES 4096 /* each package of Go that a service imports is one */

/* Where one that lies there is kept. */
static struct done_seen_library **library_slot(
    struct done_seen_libraries *kept, const char *directory)
{
	if (!kept->alike)
		kept->alike = done_arena_array(&kept->arena, LIBRARY_HASHES, sizeof(*kept->alike));
	return &kept->alike[done_hash(DONE_HASH, directory, strlen(directory)) % LIBRARY_HASHES];
}

static struct done_seen_library *library_find(
    struct done_seen_libraries *kept, const struct seen_place_of *place, const char *ids)
{
	struct done_seen_library *library = *library_slot(kept, place->directory);

	while (library &&
	    (strcmp(library->directory, place->directory) != 0 ||
	        library->is_package != place->is_package || library->is_file != place->is_file ||
	        strcmp(library->ids, ids) != 0))
		library = library->alike;
	return library;
}

static void library_keep(struct done_seen_libraries *kept, struct done_seen_library *library)
{
	struct done_seen_library **slot = library_slot(kept, library->directory);

	library->next = kept->first;
	kept->first = library;
	library->alike = *slot;
	*slot = library;
}

/* Looks through a library, or remembers what it shows. */
static int seen_library(struct seeing *seeing, const struct seen_place_of *place,
    const struct done_seen_all **out, struct done_error *err)
{
	struct done_seen_libraries *kept = seeing->view->libraries;
	struct done_arena *own = seeing->arena;
	struct done_seen_all *of_service = seeing->all;
	struct done_seen_library *library;
	const char *ids = seen_ids(seeing, &seeing->scratch);
	size_t nr_required;
	int rc;

	library = kept ? library_find(kept, place, ids) : NULL;
	if (library) {
		seen_require_again(seeing, library);
		*out = library->all;
		return 0;
	}
	if (kept)
		seeing->arena = &kept->arena;
	library = done_arena_alloc(seeing->arena, sizeof(*library));
	library->directory = done_arena_strdup(seeing->arena, place->directory);
	library->is_package = place->is_package;
	library->is_file = place->is_file;
	library->ids = done_arena_strdup(seeing->arena, ids);
	library->all = seeing->all = done_seen_new(seeing->arena);
	done_seen_reset(seeing);
	nr_required = seeing->required.nr;
	rc = seen_walk(seeing, library, err);
	library->required = (struct done_strings){
	    done_arena_array(seeing->arena, seeing->required.nr - nr_required + 1, sizeof(char *)),
	    seeing->required.nr - nr_required};
	for (size_t i = 0; i < library->required.nr; i++)
		library->required.items[i] = seeing->required.items[nr_required + i];
	if (rc >= 0)
		done_seen_settle(seeing, library->all);
	seeing->arena = own;
	seeing->all = of_service;
	if (rc < 0)
		return rc;
	if (kept) {
		library_keep(kept, library);
	} else if (seeing->view->meter) {
		seen_add_meter(seeing->view->meter, &library->meter);
	}
	*out = library->all;
	return 0;
}

/* What is written to build or start a program: what a library has of it is another program's. */
static bool seen_starts_another(const struct done_seen *seen)
{
	static const char *const begins[] = {
	    "Dockerfile", "Containerfile", "docker-compose", "compose.", "Procfile"};
	const char *name = seen->nr_places ? done_last_part(seen->places[0].path) : "";

	for (size_t i = 0; i < DONE_ARRAY_SIZE(begins); i++) {
		if (!strncmp(name, begins[i], strlen(begins[i])))
			return true;
	}
	return false;
}

static int seen_look_at_place(struct seeing *seeing, const struct seen_place_of *place,
    enum seen_reach reach, struct done_error *err)
{
	const struct done_seen_all *library;

	if (!seen_has_open(seeing, reach))
		return 0;
	if (seen_library(seeing, place, &library, err) < 0)
		return err->code;
	for (size_t i = 0; i < done_capabilities_nr; i++) {
		const struct done_row *example = seeing->all->items[i].example;

		if (!library->items[i].is_shown || !seen_is_open(seeing, i, reach) ||
		    (reach != SEEN_PROGRAM && seen_starts_another(&library->items[i])))
			continue;
		seeing->all->items[i] = library->items[i];
		seeing->all->items[i].through = *place->directory ? place->directory : ".";
		seeing->all->items[i].example = example;
	}
	return 0;
}

static int seen_look_into(struct seeing *seeing, const char *directory, bool is_package,
    enum seen_reach reach, struct done_error *err)
{
	return seen_look_at_place(
	    seeing, &(struct seen_place_of){directory, is_package, false}, reach, err);
}

/* "src/lib/http", "internal/common/auth", "shop-common": by its name for all programs of the tree.
 */
static bool seen_is_for_all(const char *directory)
{
	static const char *const names[] = {
	    "lib", "libs", "common", "shared", "util", "utils", "helper", "helpers", "testing"};

	for (const char *part = directory; *part; part += *part != '\0') {
		size_t len = strcspn(part, "/-_.");

		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
			if (strlen(names[i]) == len && !strncmp(names[i], part, len))
				return true;
		}
		part += len;
	}
	return false;
}

/* One at a time, for they may require more. */
static int seen_look_at_required(struct seeing *seeing, struct done_error *err)
{
	struct done_file file;
	size_t next = 0;
	int rc;

	while ((rc = done_seen_next_required(seeing, &next, &file, err)) > 0) {
		rc = seen_look_at_place(seeing,
		    &(struct seen_place_of){
		        done_arena_strdup(seeing->arena, file.path), false, true},
		    seen_is_for_all(file.path) ? SEEN_LIBRARY : SEEN_PROGRAM, err);
		if (rc < 0)
			break;
	}
	return rc;
}

/* What the service answers is answered there: a kit of connectors, with its server in it. */
static bool seen_serves(const struct done_profile *profile, const char *directory)
{
	for (size_t i = 0; i < profile->nr_serves_facts; i++) {
		if (done_path_below(profile->serves_facts[i].path, directory))
			return true;
	}
	return false;
}

int done_seen_look_through(struct seeing *seeing, struct done_error *err)
{
	const struct done_profile *profile = seeing->view->profile;
	const struct done_services *services = seeing->view->services;
	/* Where nobody else could use it, a library is a part of the only service. */
	bool is_only = services && services->nr == 1;
	bool is_launcher = is_only || seeing->all->nr_sources <= LAUNCHER_SOURCES_MAX;
	/* Of a module of Go only the packages that it imports are its own. */
	bool is_go = profile->packages.nr > 0 && profile->ecosystems.nr == 1 &&
	    !strcmp(profile->ecosystems.items[0], "go");
	enum seen_reach library = is_go ? SEEN_AROUND : SEEN_LIBRARY;
	int rc = 0;

	rc = seen_look_at_required(seeing, err);
	for (size_t i = 0; i < profile->packages.nr && rc == 0; i++)
		rc = seen_look_into(seeing, profile->packages.items[i], true,
		    i < profile->nr_near && !seen_is_for_all(profile->packages.items[i])
		        ? SEEN_PROGRAM
		        : SEEN_AROUND,
		    err);
	for (size_t i = 0; i < profile->nr_locals && rc == 0; i++)
		rc = seen_look_into(seeing, profile->locals[i], false,
		    is_only || (is_launcher && !seen_is_for_all(profile->locals[i])) ? SEEN_PROGRAM
		                                                                     : library,
		    err);
	for (size_t i = 0; i < profile->farther.nr && rc == 0; i++)
		rc = seen_look_into(seeing, profile->farther.items[i], false,
		    is_launcher                                           ? SEEN_FARTHER
		        : seen_serves(profile, profile->farther.items[i]) ? SEEN_SERVER
		                                                          : SEEN_BEHIND,
		    err);
	return rc;
}

static int seen_compare_libraries(const void *a, const void *b)
{
	const struct done_seen_library *x = *(const struct done_seen_library *const *)a;
	const struct done_seen_library *y = *(const struct done_seen_library *const *)b;
	int order = strcmp(x->directory, y->directory);

	if (order == 0)
		order = (int)x->is_package - (int)y->is_package;
	if (order == 0)
		order = (int)x->is_file - (int)y->is_file;
	return order ? order : strcmp(x->ids, y->ids);
}

void done_seen_libraries_meter(
    const struct done_seen_libraries *const *libraries, size_t nr, struct done_meter *out)
{
	struct done_arena arena = {0};
	const struct done_seen_library **all = NULL;
	size_t nr_all = 0, cap = 0;

	for (size_t i = 0; i < nr; i++) {
		for (const struct done_seen_library *one = libraries[i]->first; one;
		     one = one->next)
			*DONE_ARENA_PUSH(&arena, all, nr_all, cap) = one;
	}
	if (nr_all)
		qsort(all, nr_all, sizeof(*all), seen_compare_libraries);
	for (size_t i = 0; i < nr_all; i++) {
		if (!i || seen_compare_libraries(&all[i - 1], &all[i]) != 0)
			seen_add_meter(out, &all[i]->meter);
	}
	done_arena_release(&arena);
}

void done_seen_libraries_release(struct done_seen_libraries *libraries)
{
	if (!libraries)
		return;
	done_tree_release(&libraries->tree);
	done_arena_release(&libraries->arena);
	libraries->first = NULL;
	libraries->alike = NULL;
}
