/* Functions that a platform calls: nothing in the repository needs to start them, and what declares
 * one often names an archive alone. A row of the ecosystem knows one by its signature. */
#include <string.h>

#include "finder.h"

/* So many sources of a project may be called as files of functions are before it is taken for none.
 */
#define FUNCTION_FILES_MAX 40

/* Of one project: a unit, what lies below "<directory>/src/main/" of it where one build has
 * several, or a folder of functions. */
struct function_found {
	const char *directory;
	const struct done_look *look; /* of the first file that holds one */
};

struct function_scan {
	const struct done_unit *unit;
	bool only_folders;   /* the unit's own sources are a program, or none */
	const char *project; /* of the files at hand */
	size_t nr_opened;    /* of them */
	bool is_done;        /* nothing more is looked for in it */
	struct function_found *items;
	size_t nr, cap;
};

/* "handlers/mail" of "handlers/mail/src/main/scala/Mail.scala"; the unit's own directory. */
const char *done_function_project(struct done_finder *finder, const struct done_unit *unit,
    const struct done_ecosystem *ecosystem, const char *path)
{
	const char *below = path + strlen(unit->directory) + (*unit->directory != '\0');
	size_t folder = done_function_has_folders(ecosystem) ? done_function_folder_len(below) : 0;
	const char *sources = strstr(below, "/src/main/");

	if (folder)
		return done_arena_strndup(finder->arena, path, (size_t)(below - path) + folder);
	if (!sources || done_function_has_folders(ecosystem))
		return unit->directory;
	return done_arena_strndup(finder->arena, path, (size_t)(sources - path));
}

static bool function_may_be_in(const struct done_ecosystem *ecosystem, const char *path)
{
	for (size_t i = 0; i < ecosystem->functions.nr; i++) {
		if (done_row_looks_at(&ecosystem->functions.items[i], ecosystem, path))
			return true;
	}
	return false;
}

/* Files of one project follow each other, but for those of the unit itself. */
static void function_enter(struct function_scan *scan, const char *project)
{
	if (scan->project && !strcmp(scan->project, project))
		return;
	scan->project = project;
	scan->nr_opened = 0;
	scan->is_done = false;
	for (size_t i = 0; i < scan->nr; i++)
		scan->is_done = scan->is_done || !strcmp(scan->items[i].directory, project);
}

/* scripts/ of the whole tree: no part of what the root packs. */
static bool function_is_of_tool(struct done_finder *finder, const char *path)
{
	return done_place_of(
	           &finder->scratch, done_directory_of(&finder->scratch, path), finder->is_demo)
	           .kind == DONE_PLACE_TOOL;
}

static int function_look(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct function_scan *scan = data;
	const char *path = finder->files[file].path;
	const struct done_look *look;

	if (!function_may_be_in(part->ecosystem, path) ||
	    (!*scan->unit->directory && function_is_of_tool(finder, path)))
		return 0;
	function_enter(scan, done_function_project(finder, scan->unit, part->ecosystem, path));
	if (scan->only_folders && scan->project == scan->unit->directory)
		return 0;
	if (scan->is_done || scan->nr_opened++ >= FUNCTION_FILES_MAX)
		return 0;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (!look->is_function)
		return 0;
	scan->is_done = true;
	*DONE_ARENA_PUSH(finder->arena, scan->items, scan->nr, scan->cap) =
	    (struct function_found){scan->project, look};
	return 0;
}

static bool function_is_ruled_out(const struct done_program *program)
{
	return program->never || program->is_frontend || program->is_command ||
	    program->is_function ||
	    (!program->needs_declaration &&
	        done_look_served(program->part->ecosystem, &program->serves));
}

/* Beside a program, functions of its own may stand in folders; beside pages they are theirs. */
static bool may_have_folders(const struct done_unit_part *part, const struct done_program *program)
{
	return done_function_has_folders(part->ecosystem) && !program->never &&
	    !program->is_frontend && !program->is_function;
}

/* What it serves is a function (the rows of what serves know it, too): the file's look; NULL. */
static const struct done_look *function_served(
    struct done_finder *finder, const struct done_program *program)
{
	const struct done_fact *served = done_look_first(&program->serves);
	const struct done_tree_file *file = served ? done_tree_find(finder, served->path) : NULL;

	return file && file->look && file->look->is_function &&
	        file->look->function.line == served->line
	    ? file->look
	    : NULL;
}

/* Whatever calls it hands it something: one of which nothing more is known answers requests. */
static void function_answer(struct done_look *serves, const struct done_fact *function)
{
	if (serves->serves)
		return;
	serves->serves = DONE_SERVES_HTTP;
	for (unsigned bit = 0; bit < DONE_SERVES_NR; bit++) {
		if (1U << bit == DONE_SERVES_HTTP)
			serves->facts[bit] = *function;
	}
}

void done_function_take(struct done_program *program, const struct done_fact *function)
{
	program->is_function = program->is_called = true;
	program->entry = *function;
	program->script = function->path;
	function_answer(&program->serves, function);
}

static void function_take(struct done_program *program, const struct done_look *look)
{
	done_look_add(&program->serves, look);
	done_function_take(program, &look->function);
}

int done_functions_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, size_t first, struct done_error *err)
{
	struct function_scan scan = {.unit = unit};
	size_t nr = finder->nr_programs - first;
	const struct done_look *served =
	    nr == 1 ? function_served(finder, &finder->programs[first]) : NULL;

	if (served)
		function_take(&finder->programs[first], served);
	/* Several programs of one part are told apart by what starts them. */
	scan.only_folders = nr > 1 || (nr && function_is_ruled_out(&finder->programs[first]));
	if (!part->ecosystem->functions.nr ||
	    (scan.only_folders && !(nr == 1 && may_have_folders(part, &finder->programs[first]))))
		return 0;
	if (done_unit_sources(finder, unit, part, function_look, &scan, err) < 0)
		return err->code;
	for (size_t i = 0; i < scan.nr; i++) {
		const struct function_found *found = &scan.items[i];
		bool is_own = nr && !strcmp(found->directory, unit->directory);

		function_take(is_own ? &finder->programs[first]
		                     : done_program_add(finder, unit, part, found->directory,
		                           &found->look->function),
		    found->look);
	}
	return 0;
}

/* ---- functions of one project that a template tells apart ---- */

static bool function_is_joined(const struct done_declaration *declaration, size_t program)
{
	for (size_t i = 0; i < declaration->nr_joined; i++) {
		if (declaration->joined[i] == program)
			return true;
	}
	return false;
}

static bool function_has_source(
    const struct done_finder *finder, const struct done_ecosystem *ecosystem, const char *directory)
{
	size_t first, end;

	done_tree_range(finder, directory, &first, &end);
	for (; first < end; first++) {
		if (done_ecosystem_is_source(ecosystem, finder->files[first].path))
			return true;
	}
	return false;
}

/* The declarations whose code stands in a directory of its own below the program's, one a
 * directory; 0: one stands elsewhere. */
static size_t functions_apart(struct done_finder *finder, size_t at, struct done_declaration **out)
{
	const struct done_program *program = &finder->programs[at];
	size_t nr = 0;

	for (size_t i = 0; i < finder->nr_declarations; i++) {
		struct done_declaration *declaration = &finder->declarations[i];
		const char *context = declaration->context;
		bool is_known = false;

		if (!function_is_joined(declaration, at))
			continue;
		if (declaration->item->kind != DONE_DEPLOY_FUNCTION || !context ||
		    !strcmp(context, program->directory) ||
		    !done_path_below(context, program->directory) ||
		    !function_has_source(finder, program->part->ecosystem, context))
			return 0;
		for (size_t j = 0; j < nr; j++)
			is_known |= !strcmp(out[j]->context, context);
		if (!is_known)
			out[nr++] = declaration;
	}
	return nr;
}

void done_functions_split(struct done_finder *finder, size_t at)
{
	const struct done_program whole = finder->programs[at];
	struct done_declaration **declarations;
	size_t nr;

	if (!whole.is_function || !whole.nr_declared)
		return;
	declarations =
	    done_arena_array(finder->arena, finder->nr_declarations + 1, sizeof(*declarations));
	nr = functions_apart(finder, at, declarations);
	for (size_t i = 0; i < nr && nr > 1; i++) {
		const struct done_deployment *item = declarations[i]->item;
		struct done_program program = whole;

		program.directory = declarations[i]->context;
		program.name = done_last_part(program.directory);
		program.script = NULL;
		program.entry =
		    (struct done_fact){declarations[i]->path, item->line, "is a function"};
		program.declared = NULL;
		program.nr_declared = program.cap_declared = 0;
		*DONE_ARENA_PUSH(finder->arena, program.declared, program.nr_declared,
		    program.cap_declared) = (struct done_fact){declarations[i]->path, item->line,
		    done_arena_printf(finder->arena, "'%s'",
		        done_arena_shown(finder->arena, item->name ? item->name : "a function"))};
		done_program_put(finder, at, i, &program);
	}
}
