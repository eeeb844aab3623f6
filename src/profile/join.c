/*
 * Which declaration builds or runs which program. A declaration has several hints; the most useful
 * that fits any program decides, and where it fits several that cannot be told apart, none is
 * taken.
 */
#include <string.h>
#include <strings.h>

#include "join.h"

/* From weak to strong. */
enum join_strength {
	JOIN_NONE,
	JOIN_COPIES,  /* COPY of its directory */
	JOIN_ABOVE,   /* stands above its unit */
	JOIN_CALLED,  /* file, folder or image is called after it */
	JOIN_INSIDE,  /* stands in its unit */
	JOIN_AT,      /* stands in its own directory */
	JOIN_STARTED, /* what is started or built names it */
};

/* ---- one declaration and one program ---- */

/* The innermost unit above that has a program; NULL. */
static struct done_unit *unit_with_program(const struct done_finder *finder, const char *path)
{
	struct done_unit *best = NULL;
	size_t best_len = 0;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_unit *unit = finder->programs[i].unit;
		size_t len = strlen(unit->directory);

		if (done_path_below(path, unit->directory) && (!best || len > best_len)) {
			best = unit;
			best_len = len;
		}
	}
	return best;
}

static enum join_strength join_at(struct done_finder *finder, const char *directory,
    const struct done_unit *inside, const struct done_program *program)
{
	(void)finder;
	if (program->unit == inside)
		return !strcmp(directory, program->directory) ? JOIN_AT : JOIN_INSIDE;
	if (*directory && done_path_below(program->unit->directory, directory))
		return JOIN_ABOVE;
	return JOIN_NONE;
}

static enum join_strength join_container(struct done_finder *finder,
    const struct done_declaration *declaration, const struct done_unit *inside,
    const struct done_program *program)
{
	const char *directory = declaration->directory;
	const char *folder = done_last_part(directory);
	bool may_start = !inside || inside == program->unit ||
	    done_path_below(program->unit->directory, inside->directory);

	if (may_start && done_hint_starts(finder, declaration, program))
		return JOIN_STARTED;
	if (inside && program->unit == inside) {
		enum join_strength at = join_at(finder, directory, inside, program);

		/* Settings of Keycloak in a folder below the program's, upon its image. */
		return at == JOIN_INSIDE && declaration->item->base &&
		        done_software_image(declaration->item->base) &&
		        strcmp(directory, program->unit->directory) != 0
		    ? JOIN_NONE
		    : at;
	}
	if (may_start &&
	    (done_hint_file_calls(declaration->path, program) ||
	        (*folder && !done_hint_is_vague(folder) &&
	            done_hint_calls(program, folder, strlen(folder)))))
		return JOIN_CALLED;
	if (may_start && join_at(finder, directory, inside, program) == JOIN_ABOVE)
		return JOIN_ABOVE;
	return may_start && done_hint_copies(finder, declaration, program) ? JOIN_COPIES
	                                                                   : JOIN_NONE;
}

/* The last two parts of a path, "acme/shop" of "ghcr.io/acme/shop"; NULL: it has one. */
static const char *last_two_parts(const char *path)
{
	const char *last = strrchr(path, '/'), *from = last;

	while (from && from > path && from[-1] != '/')
		from--;
	return last && from < last ? from : NULL;
}

/* "ghcr.io/acme/shop" is an image of the package "@acme/shop", of the module
 * "github.com/acme/shop". */
static bool image_is_of_package(const struct done_program *program, const char *image)
{
	const char *name = program->part->nr && program->part->manifests[0]->name
	    ? program->part->manifests[0]->name
	    : "";
	const char *package = last_two_parts(name + (*name == '@'));
	const char *of = last_two_parts(image);

	return package && of && !strcmp(program->directory, program->unit->directory) &&
	    !strcasecmp(package, of);
}

static enum join_strength join_by_image(struct done_finder *finder,
    const struct done_declaration *declaration, const struct done_program *program)
{
	const struct done_deployment *item = declaration->item;
	const char *image = item->image ? done_last_part(item->image) : NULL;

	/* One image of all archives: which of them is started its command says. */
	if (image && !strcmp(program->part->ecosystem->id, "jvm") &&
	    done_hint_starts(finder, declaration, program))
		return JOIN_STARTED;
	/* Of a parameter nobody knows the image; what is started in it has the program's name. */
	if (!image && !item->is_apart && done_hint_starts(finder, declaration, program))
		return JOIN_CALLED;
	/* Whatever the image, it holds what it starts. */
	if (!item->is_apart && done_hint_starts_module(finder, declaration, program))
		return JOIN_CALLED;
	if (image && !done_software_image(item->image) &&
	    (done_hint_calls(program, image, strlen(image)) ||
	        image_is_of_package(program, item->image)))
		return JOIN_CALLED;
	return JOIN_NONE;
}

/* Its commands run in the directory of the file itself. */
static bool runs_in_place(const struct done_declaration *declaration)
{
	return !strcmp(declaration->reader->name, "procfile") ||
	    declaration->item->kind == DONE_DEPLOY_FUNCTION;
}

static enum join_strength join_run(struct done_finder *finder,
    const struct done_declaration *declaration, const struct done_unit *inside,
    const struct done_program *program)
{
	const char *name = declaration->item->name;

	if (declaration->item->is_apart && declaration->item->kind == DONE_DEPLOY_FUNCTION)
		return JOIN_NONE; /* named.c knows whose it is */
	if (declaration->context || runs_in_place(declaration)) {
		const char *directory =
		    declaration->context ? declaration->context : declaration->directory;
		enum join_strength at = join_at(finder, directory, inside, program);

		/* "keycloak" of a folder with its settings below the program's. */
		if (at == JOIN_INSIDE && name && done_software_of_others(name) &&
		    strcmp(directory, program->unit->directory) != 0)
			return JOIN_NONE;
		if (at >= JOIN_INSIDE && done_hint_starts(finder, declaration, program))
			return JOIN_STARTED;
		if (at >= JOIN_INSIDE && name &&
		    done_hint_is_called(name, strlen(name), program->name))
			return JOIN_STARTED;
		if (declaration->item->image && at < JOIN_INSIDE)
			return join_by_image(finder, declaration, program);
		return at;
	}
	/* A database that is handed a folder of the repository runs none of its programs. */
	if (done_hint_mounts(finder, declaration, program) &&
	    !(declaration->item->image && done_software_image(declaration->item->image)))
		return JOIN_INSIDE;
	return join_by_image(finder, declaration, program);
}

/* ---- taking ---- */

static bool is_one_unit(const struct done_finder *finder, const size_t *programs, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		if (finder->programs[programs[i]].unit != finder->programs[programs[0]].unit)
			return false;
	}
	return true;
}

/* Different languages of one directory are one program with its assets. */
static bool is_one_program(const struct done_finder *finder, const size_t *programs, size_t nr)
{
	for (size_t i = 1; i < nr; i++) {
		for (size_t j = 0; j < i; j++) {
			if (finder->programs[programs[i]].part ==
			    finder->programs[programs[j]].part)
				return false;
		}
	}
	return is_one_unit(finder, programs, nr);
}

static const char *declared_as(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_deployment *item = declaration->item;

	if (declaration->is_container_file)
		return "a container file";
	if (item->name)
		return done_arena_printf(
		    finder->arena, "'%s'", done_arena_shown(finder->arena, item->name));
	return item->kind == DONE_DEPLOY_IMAGE   ? "an image"
	    : item->kind == DONE_DEPLOY_FUNCTION ? "a function"
	                                         : "a process";
}

static struct done_fact traces_of(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	const struct done_deployment *item = declaration->item;

	return (struct done_fact){declaration->path,
	    item->traces_line ? item->traces_line : item->line,
	    done_arena_printf(
	        finder->arena, "%s of %s", item->traces, declared_as(finder, declaration))};
}

static struct done_fact metrics_of(
    struct done_finder *finder, const struct done_declaration *declaration)
{
	return (struct done_fact){declaration->path, declaration->item->metrics_line,
	    done_arena_printf(finder->arena, "numbers that are collected of %s",
	        declared_as(finder, declaration))};
}

static void take(struct done_finder *finder, const struct done_declaration *declaration,
    struct done_program *program, bool is_only)
{
	const struct done_deployment *item = declaration->item;

	*DONE_ARENA_PUSH(
	    finder->arena, program->declared, program->nr_declared, program->cap_declared) =
	    (struct done_fact){declaration->path, item->line, declared_as(finder, declaration)};
	if (item->has_probe && !program->probe.path)
		program->probe = (struct done_fact){declaration->path,
		    item->probe_line ? item->probe_line : item->line,
		    done_arena_printf(
		        finder->arena, "a health probe of %s", declared_as(finder, declaration))};
	if (item->traces && !program->traces.path)
		program->traces = traces_of(finder, declaration);
	if (item->metrics_line && !program->metrics.path)
		program->metrics = metrics_of(finder, declaration);
	if (item->team && !program->team.path)
		program->team = (struct done_fact){declaration->path, item->line, item->team};
	program->has_command = program->has_command || item->nr_commands;
	for (size_t i = 0; i < item->nr_commands; i++)
		*DONE_ARENA_PUSH(finder->arena, program->started, program->nr_started,
		    program->cap_started) = item->commands[i];
	if (item->kind == DONE_DEPLOY_IMAGE)
		program->has_image = true;
	if (item->ports && is_only)
		program->has_port = true;
	/* Compose runs what it builds; other builders do not say that anybody runs it. */
	if ((item->kind == DONE_DEPLOY_RUN || !strcmp(declaration->reader->name, "compose")) &&
	    !done_hint_is_once(item->name))
		program->is_run = true;
	if (item->kind == DONE_DEPLOY_FUNCTION) {
		program->is_function = true;
		/* Each directory of firebase.json is a code base of its own. */
		if (strcmp(declaration->reader->name, "firebase") != 0)
			program->function_file = declaration->path;
	}
	if (item->kind == DONE_DEPLOY_SCHEDULE)
		program->is_scheduled = true;
	if (declaration->is_container_file && is_only && !program->container_directory)
		program->container_directory = declaration->directory;
}

/* The programs of one declaration into out: all that the strongest hint fits. */
static size_t strongest(struct done_finder *finder, struct done_declaration *declaration,
    size_t *out, enum join_strength *strength)
{
	const char *seen_from =
	    declaration->context ? declaration->context : declaration->directory;
	const struct done_unit *inside = unit_with_program(finder, seen_from);
	size_t nr = 0;

	*strength = JOIN_NONE;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *program = &finder->programs[i];

		if (declaration->container && done_hint_file_is_aside(declaration->container) &&
		    !done_hint_file_calls(declaration->container, program))
			continue;
		enum join_strength found = declaration->is_container_file
		    ? join_container(finder, declaration, inside, program)
		    : join_run(finder, declaration, inside, program);

		if (found == JOIN_NONE || found < *strength)
			continue;
		if (program->needs_declaration &&
		    !done_hint_runs(declaration, program->part->ecosystem))
			continue;
		if (found > *strength)
			nr = 0;
		*strength = found;
		out[nr++] = i;
	}
	return nr;
}

/* What cannot be told apart is not taken, but by the strong hints. A name that programs of several
 * units have means the one in whose unit the declaration stands. */
static size_t join_settle(const struct done_finder *finder, const struct done_unit *inside,
    size_t *programs, size_t nr, enum join_strength strength)
{
	size_t kept = 0;

	for (size_t i = 0; i < nr; i++) {
		if (finder->programs[programs[i]].unit == inside)
			programs[kept++] = programs[i];
	}
	nr = kept ? kept : nr;
	if (nr < 2 || is_one_program(finder, programs, nr) || strength == JOIN_STARTED)
		return nr;
	return 0;
}

static struct done_declaration *container_of(const struct done_finder *finder, const char *path)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		if (finder->declarations[i].is_container_file &&
		    !strcmp(finder->declarations[i].path, path))
			return &finder->declarations[i];
	}
	return NULL;
}

static bool is_among(const size_t *items, size_t nr, size_t wanted)
{
	for (size_t i = 0; i < nr; i++) {
		if (items[i] == wanted)
			return true;
	}
	return false;
}

/* Postgres with an extension: what it is built of says more than the folder that it is built in. */
static bool is_of_software(const struct done_declaration *container)
{
	return container && !container->nr_joined && container->item->base &&
	    done_software_image(container->item->base);
}

static void join_one(
    struct done_finder *finder, struct done_declaration *declaration, size_t *programs)
{
	enum join_strength strength;
	size_t nr = strongest(finder, declaration, programs, &strength), kept = 0;
	const struct done_declaration *container =
	    declaration->container && !declaration->is_container_file
	    ? container_of(finder, declaration->container)
	    : NULL;

	/* What builds a container file means what that builds, unless it says more. */
	if (container && container->nr_joined) {
		for (size_t i = 0; i < nr && strength == JOIN_STARTED; i++) {
			if (is_among(container->joined, container->nr_joined, programs[i]))
				programs[kept++] = programs[i];
		}
		if (!kept) {
			memcpy(
			    programs, container->joined, container->nr_joined * sizeof(*programs));
			kept = container->nr_joined;
		}
		nr = kept;
	} else if (is_of_software(container)) {
		nr = 0;
	} else {
		nr = join_settle(finder,
		    unit_with_program(finder,
		        declaration->context ? declaration->context : declaration->directory),
		    programs, nr, strength);
	}
	for (size_t i = 0; i < finder->nr_programs && declaration->is_container_file; i++)
		finder->programs[i].is_copied = finder->programs[i].is_copied ||
		    done_hint_copies_binary(declaration, &finder->programs[i]);
	declaration->joined = done_arena_array(finder->arena, nr + 1, sizeof(*programs));
	declaration->nr_joined = nr;
	if (nr)
		memcpy(declaration->joined, programs, nr * sizeof(*programs));
	if (nr == 1 && declaration->is_container_file && strength == JOIN_STARTED)
		finder->programs[programs[0]].is_imaged = true;
	for (size_t i = 0; i < nr; i++)
		take(finder, declaration, &finder->programs[programs[i]],
		    is_one_program(finder, programs, nr));
}

int done_programs_join(struct done_finder *finder, struct done_error *err)
{
	size_t *programs =
	    done_arena_array(finder->arena, finder->nr_programs + 1, sizeof(*programs));

	(void)err;
	/* Container files first: the others name them. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < finder->nr_declarations; i++) {
			struct done_declaration *declaration = &finder->declarations[i];

			if (declaration->is_container_file == (pass == 0))
				join_one(finder, declaration, programs);
		}
	}
	return 0;
}

/* The first declaration that nobody is named by, and that says by what it is traced, or that its
 * numbers are collected. */
static const struct done_declaration *join_watched(struct done_finder *finder, bool traced)
{
	for (size_t i = 0; i < finder->nr_declarations; i++) {
		const struct done_declaration *declaration = &finder->declarations[i];
		const struct done_deployment *item = declaration->item;

		if (!declaration->nr_joined &&
		    (traced ? item->traces != NULL : item->metrics_line > 0) && !item->image &&
		    !done_hint_is_of_others(finder, item->name))
			return declaration;
	}
	return NULL;
}

/* Where the tree is one service, what is traced is that: software of others has an image. */
void done_programs_join_traces(struct done_finder *finder)
{
	const struct done_unit *only = done_join_only_unit(finder);
	bool is_tree = only && !*only->directory;
	const struct done_declaration *traced = is_tree ? join_watched(finder, true) : NULL;
	const struct done_declaration *counted = is_tree ? join_watched(finder, false) : NULL;

	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		if (traced && program->is_service && !program->traces.path)
			program->traces = traces_of(finder, traced);
		if (counted && program->is_service && !program->metrics.path)
			program->metrics = metrics_of(finder, counted);
	}
}
