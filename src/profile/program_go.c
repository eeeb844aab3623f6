/*
 * Go: a program is a package main with func main. It serves when the package does, or one that it
 * imports from this tree, at most two imports away: further on is what everybody shares.
 */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

#define GO_DISTANCE_MAX 2

/* ---- packages of a module ---- */

struct go_directories {
	const char **items; /* of the module's own sources, each once, ascending */
	size_t nr, cap;
};

static int go_collect(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct go_directories *directories = data;

	(void)part;
	(void)err;
	*DONE_ARENA_PUSH(finder->arena, directories->items, directories->nr, directories->cap) =
	    done_directory_of(finder->arena, finder->files[file].path);
	return 0;
}

static int go_directories(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct go_directories *out, struct done_error *err)
{
	size_t kept = 0;

	if (done_unit_sources(finder, unit, part, go_collect, out, err) < 0)
		return err->code;
	if (out->nr)
		qsort(out->items, out->nr, sizeof(*out->items), done_text_order);
	for (size_t i = 0; i < out->nr; i++) {
		if (!kept || strcmp(out->items[kept - 1], out->items[i]) != 0)
			out->items[kept++] = out->items[i];
	}
	out->nr = kept;
	return 0;
}

static bool is_go_source(const struct done_finder *finder, const struct done_ecosystem *ecosystem,
    size_t file, size_t directory_len)
{
	const char *path = finder->files[file].path;
	const char *below = path + directory_len + (directory_len > 0);

	return !strchr(below, '/') && done_ecosystem_is_source(ecosystem, path) &&
	    !done_ecosystem_is_test(ecosystem, below);
}

/* The source that tells best whether its package is a program. */
static bool go_first_source(const struct done_finder *finder,
    const struct done_ecosystem *ecosystem, const char *directory, size_t *out)
{
	size_t first, end, len = strlen(directory);
	bool found = false;

	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		if (!is_go_source(finder, ecosystem, i, len))
			continue;
		if (!found || !strcmp(finder->files[i].name, "main.go"))
			*out = i;
		found = true;
	}
	return found;
}

/* Where that one belongs to no build ("//go:build ignore"): the first that does. */
static int go_first_built(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const char *directory, const struct done_look **out, struct done_error *err)
{
	size_t first, end, len = strlen(directory);

	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end && !(*out)->package; i++) {
		if (is_go_source(finder, ecosystem, i, len) &&
		    done_look_at(finder, ecosystem, i, out, err) < 0)
			return err->code;
	}
	return 0;
}

/* Serves its own profile to developers, and nothing else: in a package that others import, every
 * tool does. */
static bool is_debug_server(const char *name, const struct done_look *look)
{
	static const char *const names[] = {
	    "health.go", "healthz.go", "pprof.go", "metrics.go", "debug.go"};
	bool is_debug = look->is_bare_listener;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		is_debug = is_debug || !strcmp(name, names[i]);
	for (size_t i = 0; i < look->nr_imports; i++)
		is_debug = is_debug || !strcmp(look->imports[i], "net/http/pprof");
	return is_debug && !look->has_own_routes &&
	    !(look->serves & ~(unsigned)(DONE_SERVES_HTTP | DONE_SERVES_CLI));
}

static void go_add_imports(
    struct done_finder *finder, const struct done_look *look, struct go_directories *imports)
{
	for (size_t i = 0; i < look->nr_imports; i++)
		*DONE_ARENA_PUSH(finder->arena, imports->items, imports->nr, imports->cap) =
		    look->imports[i];
}

/* Everything of one package: what it serves, and whether it has an entry. into NULL: nothing but
 * what it imports, and no row is asked. */
static int go_package_look(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    const char *directory, struct done_program *into, struct go_directories *imports,
    struct done_error *err)
{
	size_t first, end, len = strlen(directory);

	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const struct done_look *look;

		if (!is_go_source(finder, ecosystem, i, len))
			continue;
		if ((into ? done_look_at : done_look_at_head)(finder, ecosystem, i, &look, err) < 0)
			return err->code;
		if (imports)
			go_add_imports(finder, look, imports);
		if (!into)
			continue;
		if (!into->distance || !is_debug_server(finder->files[i].name, look))
			done_look_add(&into->serves, look);
		if (look->is_entry && !into->entry.path) {
			into->entry = look->entry;
			into->script = finder->files[i].path;
		}
	}
	return 0;
}

/* ---- imports within the tree ---- */

struct done_go_module {
	const char *path; /* "github.com/acme/shop" */
	size_t len;
	const struct done_unit *unit;
};

static void go_list_modules(struct done_finder *finder)
{
	if (finder->has_go_modules)
		return;
	finder->has_go_modules = true;
	for (size_t i = 0; i < finder->nr_units; i++) {
		const struct done_unit_part *part = done_unit_part(&finder->units[i], "go");

		for (size_t j = 0; part && j < part->nr; j++) {
			const char *path = part->manifests[j]->name;

			if (path)
				*DONE_ARENA_PUSH(finder->arena, finder->go_modules,
				    finder->nr_go_modules, finder->cap_go_modules) =
				    (struct done_go_module){path, strlen(path), &finder->units[i]};
		}
	}
}

/* Without one no import leads into the tree. */
static bool go_has_modules(struct done_finder *finder)
{
	go_list_modules(finder);
	return finder->nr_go_modules > 0;
}

/* The directory of an imported package, by the longest module path that it begins with. */
static const char *go_resolve(struct done_finder *finder, const char *import)
{
	const struct done_go_module *best = NULL;

	go_list_modules(finder);
	for (size_t i = 0; i < finder->nr_go_modules; i++) {
		const struct done_go_module *module = &finder->go_modules[i];

		if ((!best || module->len > best->len) &&
		    !strncmp(import, module->path, module->len) &&
		    (!import[module->len] || import[module->len] == '/'))
			best = module;
	}
	if (!best)
		return NULL;
	return done_path_join(
	    finder->arena, best->unit->directory, import[best->len] ? import + best->len + 1 : "");
}

struct go_walk {
	struct go_directories seen; /* directories, in the order of their distance */
	size_t from;                /* the first of the distance that is looked at */
};

static bool go_seen(const struct go_walk *walk, const char *directory)
{
	for (size_t i = 0; i < walk->seen.nr; i++) {
		if (!strcmp(walk->seen.items[i], directory))
			return true;
	}
	return false;
}

/* "cmd/shop/app" of "cmd/shop": where a main keeps what it does. */
static bool is_own_package(const struct done_program *program, const char *directory)
{
	static const char *const folders[] = {"app", "server"};
	size_t len = program->directory ? strlen(program->directory) : 0;

	if (!len || !done_path_below(directory, program->directory) || !directory[len])
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
		if (!strcmp(directory + len + 1, folders[i]))
			return true;
	}
	return false;
}

/* Takes an imported package to those that are looked at; own_only: at once, for it is as near as
 * the program. */
static void go_take(struct done_finder *finder, const struct done_program *program,
    const char *import, bool own_only, struct go_walk *walk)
{
	const char *directory = go_resolve(finder, import);

	if (!directory || (own_only && !is_own_package(program, directory)) ||
	    go_seen(walk, directory))
		return;
	/* What a folder of tools or tests serves is a tool, or a test. */
	if (finder->imports_only ||
	    done_place_of(finder->arena, directory, finder->is_demo).kind == DONE_PLACE_OWN)
		*DONE_ARENA_PUSH(finder->arena, walk->seen.items, walk->seen.nr, walk->seen.cap) =
		    directory;
}

/* The packages that these import; what they serve goes to the program, where one is given. */
static int go_step(struct done_finder *finder, const struct done_ecosystem *ecosystem,
    struct done_program *program, struct go_walk *walk, struct done_error *err)
{
	struct go_directories imports = {0};
	size_t own = 0;

	for (size_t i = walk->from; i < walk->seen.nr; i++) {
		const char *directory = walk->seen.items[i];

		if (go_package_look(finder, ecosystem, directory, program, &imports, err) < 0)
			return err->code;
		for (; own < imports.nr && program; own++)
			go_take(finder, program, imports.items[own], true, walk);
	}
	walk->from = walk->seen.nr;
	for (size_t i = 0; i < imports.nr; i++)
		go_take(finder, program, imports.items[i], false, walk);
	return 0;
}

static int go_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct go_walk walk = {0};

	*DONE_ARENA_PUSH(finder->arena, walk.seen.items, walk.seen.nr, walk.seen.cap) =
	    program->directory;
	for (unsigned distance = 0; distance <= GO_DISTANCE_MAX; distance++) {
		program->distance = distance;
		if (go_step(finder, program->part->ecosystem, program, &walk, err) < 0)
			return err->code;
		if (done_look_served(program->part->ecosystem, &program->serves))
			return 0;
	}
	return 0;
}

/* The packages that lie in the directory. */
static void go_start(struct done_finder *finder, const struct done_ecosystem *go,
    const char *directory, struct go_walk *walk)
{
	size_t first, end;

	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *path = done_directory_of(finder->arena, finder->files[i].path);

		if (done_ecosystem_is_source(go, finder->files[i].path) && !go_seen(walk, path))
			*DONE_ARENA_PUSH(
			    finder->arena, walk->seen.items, walk->seen.nr, walk->seen.cap) = path;
	}
}

int done_go_reach(struct done_finder *finder, const char *directory, struct done_strings *out,
    struct done_error *err)
{
	const struct done_ecosystem *go = done_ecosystem_find(finder->ecosystems, "go");
	struct go_walk walk = {0};

	if (go)
		go_start(finder, go, directory, &walk);
	while (walk.from < walk.seen.nr) {
		if (go_step(finder, go, NULL, &walk, err) < 0)
			return err->code;
	}
	if (walk.seen.nr)
		qsort(walk.seen.items, walk.seen.nr, sizeof(*walk.seen.items), done_text_order);
	*out = (struct done_strings){walk.seen.items, walk.seen.nr};
	return 0;
}

/* Of the near packages those of another module come after the rest: they are libraries. */
static size_t go_own_module_first(const struct done_finder *finder, const char *directory,
    const struct done_strings *packages, size_t nr_near)
{
	const struct done_ecosystem *go = done_ecosystem_find(finder->ecosystems, "go");
	const struct done_unit *own = done_unit_above(finder, directory, go);
	size_t nr = 0;

	for (size_t i = 0; i < nr_near; i++) {
		const char *package = packages->items[i];

		if (done_unit_above(finder, package, go) != own)
			continue;
		memmove(packages->items + nr + 1, packages->items + nr,
		    (i - nr) * sizeof(*packages->items));
		packages->items[nr++] = package;
	}
	return nr;
}

int done_go_imported(struct done_finder *finder, const char *directory, struct done_strings *out,
    size_t *nr_near, struct done_error *err)
{
	const struct done_ecosystem *go = done_ecosystem_find(finder->ecosystems, "go");
	struct go_walk walk = {0};
	size_t own;

	if (!go || !go_has_modules(finder))
		return 0;
	go_start(finder, go, directory, &walk);
	own = walk.seen.nr;
	for (unsigned distance = 1; distance <= DONE_PROFILE_DISTANCE; distance++) {
		if (go_step(finder, go, NULL, &walk, err) < 0)
			return err->code;
		if (distance <= DONE_PROFILE_NEAR)
			*nr_near = walk.seen.nr - own;
	}
	*out = (struct done_strings){walk.seen.items + own, walk.seen.nr - own};
	*nr_near = go_own_module_first(finder, directory, out, *nr_near);
	return 0;
}

/* ---- finding ---- */

static bool stands_in_place(
    struct done_finder *finder, const struct done_unit *unit, const char *directory)
{
	const char *below = directory + strlen(unit->directory);

	return done_place_of(finder->arena, below + (*below == '/'), finder->is_demo).kind !=
	    DONE_PLACE_OWN;
}

static const char *go_name(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, const char *directory)
{
	(void)finder;
	if (strcmp(directory, unit->directory) != 0 || !part->nr || !part->manifests[0]->name)
		return done_last_part(directory);
	return done_last_part(part->manifests[0]->name);
}

static int go_find(struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part,
    struct done_error *err)
{
	struct go_directories directories = {0};

	if (go_directories(finder, unit, part, &directories, err) < 0)
		return err->code;
	for (size_t i = 0; i < directories.nr; i++) {
		const char *directory = directories.items[i];
		struct done_program program = {0};
		const struct done_look *look;
		size_t file;

		if (stands_in_place(finder, unit, directory) ||
		    !go_first_source(finder, part->ecosystem, directory, &file))
			continue;
		if (done_look_at_head(finder, part->ecosystem, file, &look, err) < 0)
			return err->code;
		if (!look->package &&
		    go_first_built(finder, part->ecosystem, directory, &look, err) < 0)
			return err->code;
		if (!look->package || strcmp(look->package, "main") != 0)
			continue;
		if (go_package_look(finder, part->ecosystem, directory, &program, NULL, err) < 0)
			return err->code;
		if (!program.entry.path)
			continue;
		struct done_program *added =
		    done_program_add(finder, unit, part, directory, &program.entry);
		added->script = program.script;
		added->name = go_name(finder, unit, part, directory);
	}
	return 0;
}

/* ---- one main that is several programs ---- */

/* "cart" of "/bin/shop cart": a package beside the main that it imports. NULL: none. */
static const char *go_subcommand(
    struct done_finder *finder, const struct done_program *program, const char *command)
{
	const struct done_tree_file *main = done_tree_find(finder, program->script);
	char *words = done_arena_printf(finder->arena, "%s", command), *save = NULL;
	const char *word = strtok_r(words, " \t\n\"'[],", &save);

	word = word ? strtok_r(NULL, " \t\n\"'[],", &save) : NULL;
	if (!word || !main || !main->look || strspn(word, "./-"))
		return NULL;
	for (size_t i = 0; i < main->look->nr_imports; i++) {
		const char *directory = go_resolve(finder, main->look->imports[i]);

		if (directory &&
		    !strcmp(directory, done_path_join(finder->arena, program->directory, word)))
			return directory;
	}
	return NULL;
}

/* A main at the root of a module that starts one of the packages beside it, by its argument: where
 * declarations start several of them, each is a program. */
static void go_split(struct done_finder *finder, size_t at)
{
	const struct done_program whole = finder->programs[at];
	struct go_walk packages = {0};

	if (!whole.script || strcmp(whole.directory, whole.unit->directory) != 0)
		return;
	for (size_t i = 0; i < whole.nr_started; i++) {
		const char *directory = go_subcommand(finder, &whole, whole.started[i]);

		if (directory && !go_seen(&packages, directory))
			*DONE_ARENA_PUSH(finder->arena, packages.seen.items, packages.seen.nr,
			    packages.seen.cap) = directory;
	}
	for (size_t i = 0; i < packages.seen.nr && packages.seen.nr > 1; i++) {
		struct done_program program = whole;

		program.directory = packages.seen.items[i];
		program.name = done_last_part(program.directory);
		program.is_run = true;
		program.has_port = false;
		program.container_directory = NULL;
		done_program_put(finder, at, i, &program);
	}
}

const struct done_program_finder done_program_go = {"go", go_find, go_serves, go_split};
