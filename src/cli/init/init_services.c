/*
 * git done init: the services of a policy, by globs and markers, so that one that comes later is
 * judged without anybody editing a list.
 */
#include <stdlib.h>
#include <string.h>

#include "init.h"

/* What tells a service from what stands beside it, the most telling first. */
static const char *const marker_names[] = {
    "Dockerfile",
    "Containerfile",
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "pyproject.toml",
    "requirements.txt",
    "*.csproj",
    "*.fsproj",
    "Cargo.toml",
    "composer.json",
    "Gemfile",
    "mix.exs",
    "main.go",
    "package.json",
    "host.json",
    "app.py",
    "main.py",
    "CMakeLists.txt",
};
#define MARKERS_NR (DONE_ARRAY_SIZE(marker_names))
#define MARKERS_WRITTEN_MAX 4

/* The directories of one folder: which of them are services, and which markers each holds. */
struct beside {
	const char *name;
	const struct done_service *service; /* NULL: it is none */
	bool is_service, has[MARKERS_NR];
};
struct folder {
	const char *path; /* "" at the top */
	struct beside *items;
	size_t nr, nr_services;
};

/* ---- writing ---- */

static void write_text(struct done_buf *out, const char *text)
{
	struct done_json json = {.out = out, .compact = true};

	done_json_string(&json, text);
}

static void add_path(struct done_buf *out, const char *path)
{
	done_buf_addstr(out, "  - path: ");
	write_text(out, path);
	done_buf_addch(out, '\n');
}

/* Found by itself, a service of a name that another has too is called by its path. */
static bool is_twin(const struct done_service *service)
{
	return strchr(service->name, '/') != NULL;
}

/* In the policy a name is one part of a path. */
static void add_service(struct done_buf *out, const struct done_service *service)
{
	struct done_buf name = {0};

	add_path(out, service->path);
	if (!is_twin(service))
		return;
	done_buf_addstr(&name, service->name);
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '/')
			name.ptr[i] = '-';
	}
	done_buf_addstr(out, "    name: ");
	write_text(out, name.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&name);
}

/* ---- folders ---- */

static size_t parent_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

static bool same_parent(const char *a, const char *b)
{
	size_t len = parent_length(a);

	return len == parent_length(b) && !strncmp(a, b, len);
}

static bool marker_fits(size_t marker, const char *name)
{
	const char *written = marker_names[marker];

	return *written == '*' ? done_text_ends(name, written + 1) : !strcmp(written, name);
}

static int read_beside(const struct done_init *init, struct done_snapshot *index,
    const struct folder *folder, struct beside *beside, struct done_error *err)
{
	const struct done_directory *directory;
	const char *path = *folder->path
	    ? done_arena_printf(init->arena, "%s/%s", folder->path, beside->name)
	    : beside->name;
	int rc = index->list(index->self, path, &directory, err);

	for (size_t i = 0; rc == 1 && i < directory->nr; i++) {
		for (size_t j = 0; j < MARKERS_NR; j++) {
			if (directory->entries[i].kind == DONE_ENTRY_FILE &&
			    marker_fits(j, directory->entries[i].name))
				beside->has[j] = true;
		}
	}
	return rc < 0 ? rc : 0;
}

static const struct done_service *find_service(
    const struct done_service *services, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(done_last_part(services[i].path), name))
			return &services[i];
	}
	return NULL;
}

static int read_folder(const struct done_init *init, struct done_snapshot *index,
    const struct done_service *services, size_t nr, struct folder *out, struct done_error *err)
{
	const struct done_directory *directory;
	int rc;

	out->path =
	    done_arena_strndup(init->arena, services[0].path, parent_length(services[0].path));
	rc = index->list(index->self, out->path, &directory, err);
	if (rc <= 0)
		return rc;
	out->items = done_arena_array(init->arena, directory->nr + 1, sizeof(*out->items));
	for (size_t i = 0; i < directory->nr; i++) {
		struct beside *beside = &out->items[out->nr];

		if (directory->entries[i].kind != DONE_ENTRY_DIRECTORY)
			continue;
		beside->name = directory->entries[i].name;
		beside->service = find_service(services, nr, beside->name);
		beside->is_service = beside->service != NULL;
		out->nr_services += beside->is_service;
		out->nr++;
		if (read_beside(init, index, out, beside, err) < 0)
			return err->code;
	}
	return 0;
}

/* ---- markers ---- */

/* How many services have the marker that none of `done` has; *strangers: others that have it. */
static size_t count_marked(
    const struct folder *folder, size_t marker, const bool *covered, size_t *strangers)
{
	size_t nr = 0;

	*strangers = 0;
	for (size_t i = 0; i < folder->nr; i++) {
		if (!folder->items[i].has[marker])
			continue;
		if (!folder->items[i].is_service)
			++*strangers;
		else if (!covered[i])
			nr++;
	}
	return nr;
}

/* Adds the marker that covers most of the services that are not covered yet; false: none does. */
static bool choose_marker(
    const struct folder *folder, bool *covered, bool *chosen, bool with_strangers)
{
	size_t best = MARKERS_NR, best_nr = 0;

	for (size_t i = 0; i < MARKERS_NR; i++) {
		size_t strangers, nr = count_marked(folder, i, covered, &strangers);

		if (chosen[i] || (strangers && !with_strangers) || nr <= best_nr)
			continue;
		best = i;
		best_nr = nr;
	}
	if (best == MARKERS_NR)
		return false;
	chosen[best] = true;
	for (size_t i = 0; i < folder->nr; i++)
		covered[i] = covered[i] || folder->items[i].has[best];
	return true;
}

/* Fills chosen; false: no few markers say which directories most of the services are. */
static bool choose_markers(const struct folder *folder, bool *covered, bool *chosen)
{
	size_t nr = 0, nr_left = 0;

	for (int pass = 0; pass < 2; pass++) {
		while (
		    nr < MARKERS_WRITTEN_MAX && choose_marker(folder, covered, chosen, pass == 1))
			nr++;
	}
	for (size_t i = 0; i < folder->nr; i++)
		nr_left += folder->items[i].is_service && !covered[i];
	return nr_left * 2 < folder->nr_services;
}

/* Services that have none of the markers are named one by one. */
static void add_unmarked(const struct folder *folder, const bool *covered, struct done_buf *out)
{
	for (size_t i = 0; i < folder->nr; i++) {
		const struct beside *beside = &folder->items[i];

		/* Twins are written one by one in any case. */
		if (beside->is_service && !covered[i] && !is_twin(beside->service))
			add_service(out, beside->service);
	}
}

static void add_markers(struct done_buf *out, const bool *chosen)
{
	const char *divides = "";

	done_buf_addstr(out, "    markers: [");
	for (size_t i = 0; i < MARKERS_NR; i++) {
		if (!chosen[i])
			continue;
		done_buf_addstr(out, divides);
		write_text(out, marker_names[i]);
		divides = ", ";
	}
	done_buf_addstr(out, "]\n");
}

static bool has_chosen(const struct beside *beside, const bool *chosen)
{
	for (size_t i = 0; i < MARKERS_NR; i++) {
		if (chosen[i] && beside->has[i])
			return true;
	}
	return false;
}

/* A glob over the folder, with markers, less what has them and is no service. */
static bool add_folder(
    const struct done_init *init, const struct folder *folder, struct done_buf *out)
{
	bool *covered = done_arena_array(init->arena, folder->nr + 1, sizeof(bool));
	bool chosen[MARKERS_NR] = {false};
	const char *glob =
	    *folder->path ? done_arena_printf(init->arena, "%s/*", folder->path) : "*";
	size_t nr_taken_out = 0;

	if (folder->nr == folder->nr_services && *folder->path) {
		add_path(out, glob);
		return true;
	}
	if (!choose_markers(folder, covered, chosen))
		return false;
	for (size_t i = 0; i < folder->nr; i++)
		nr_taken_out +=
		    !folder->items[i].is_service && has_chosen(&folder->items[i], chosen);
	/* More exceptions than services: the glob would say nothing. */
	if (nr_taken_out > folder->nr_services)
		return false;
	add_path(out, glob);
	add_markers(out, chosen);
	for (size_t i = 0; i < folder->nr; i++) {
		if (folder->items[i].is_service || !has_chosen(&folder->items[i], chosen))
			continue;
		done_buf_addstr(out, "  - ");
		write_text(out,
		    *folder->path ? done_arena_printf(
		                        init->arena, "!%s/%s", folder->path, folder->items[i].name)
		                  : done_arena_printf(init->arena, "!%s", folder->items[i].name));
		done_buf_addch(out, '\n');
	}
	add_unmarked(folder, covered, out);
	return true;
}

/* By folder first: src/ledger/writer would stand between src/cart and src/ledger-old otherwise, and
 * the glob of src be written twice. */
static int compare_by_parent(const void *a, const void *b)
{
	const struct done_service *one = a, *other = b;
	size_t len = parent_length(one->path), other_len = parent_length(other->path);
	int order = memcmp(one->path, other->path, len < other_len ? len : other_len);

	if (order || len != other_len)
		return order ? order : len < other_len ? -1 : 1;
	return strcmp(one->path, other->path);
}

int done_init_add_services(const struct done_init *init, struct done_snapshot *index,
    const struct done_services *services, struct done_buf *out, struct done_error *err)
{
	struct done_service *items =
	    done_arena_array(init->arena, services->nr + 1, sizeof(*items));

	if (services->nr)
		memcpy(items, services->items, services->nr * sizeof(*items));
	qsort(items, services->nr, sizeof(*items), compare_by_parent);
	for (size_t i = 0; i < services->nr;) {
		struct folder folder = {0};
		size_t end = i + 1;
		bool whole = false;

		while (end < services->nr && same_parent(items[end].path, items[i].path))
			end++;
		if (strcmp(items[i].path, ".") != 0) {
			if (read_folder(init, index, &items[i], end - i, &folder, err) < 0)
				return err->code;
			whole = add_folder(init, &folder, out);
		}
		/* What names one directory may stand beside what names them all. */
		for (size_t j = i; j < end; j++) {
			if (!whole || is_twin(&items[j]))
				add_service(out, &items[j]);
		}
		i = end;
	}
	return 0;
}
