/*
 * Functions whose handler a template or a program of infrastructure names: "index.main",
 * "com.acme.mail.Handler::run". The name says which source it is, where that stands in a directory
 * that is named, too, or is the only one of its name; what the source exports says whether it fits.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

/* So many names are looked up; a tree that has more is a test of something. */
#define NAMED_MAX 2000
#define NAMED_BESIDE 40 /* texts that are tried as names of what a file exports */
#define NAMED_DEPTH 6   /* folders between a path and what is relative to it */
#define NAMED_SOURCE_MAX ((size_t)1 << 20)

static const char *const named_endings[] = {
    ".ts", ".js", ".mjs", ".cjs", ".mts", ".tsx", ".py", ".rb"};

static bool has_named_ending(const char *path)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(named_endings); i++) {
		if (done_text_ends(path, named_endings[i]))
			return true;
	}
	return false;
}

static const char *named_ecosystem(const char *path)
{
	if (done_text_ends(path, ".py"))
		return "python";
	return done_text_ends(path, ".rb") ? "ruby" : "node";
}

/* ---- what a source exports ---- */

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* What stands before a name makes it a thing of the module: "export const", "exports.", "def". */
static bool makes_export(const char *line, const char *name)
{
	size_t len = (size_t)(name - line);

	while (len && isspace((unsigned char)*line)) {
		line++;
		len--;
	}
	if (len >= 8 && !memcmp(name - 8, "exports.", 8))
		return true;
	if (len >= 4 && !memcmp(line, "def ", 4))
		return true;
	return len >= 7 && !memcmp(line, "export ", 7);
}

/* "module.exports = { run, handler }": the name stands in the braces. */
static bool is_in_exports(const char *text, const char *name)
{
	static const char *const begins[] = {"module.exports = {", "export {"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(begins); i++) {
		for (const char *at = text; (at = strstr(at, begins[i])); at++) {
			size_t len = strlen(begins[i]);

			if (name > at && name < at + len + strcspn(at + len, "}"))
				return true;
		}
	}
	return false;
}

static bool text_exports(const char *text, const char *name)
{
	size_t len = strlen(name);
	const char *line = text;

	for (const char *at = text; len && (at = strstr(at, name)); at += len) {
		if ((at > text && is_name(at[-1])) || is_name(at[len]))
			continue;
		for (const char *next; (next = strchr(line, '\n')) && next < at;)
			line = next + 1;
		if (makes_export(line, at) || is_in_exports(text, at))
			return true;
	}
	return false;
}

static int source_exports(struct done_finder *finder, const struct done_tree_file *file,
    const char *name, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = done_tree_read(finder, file, NAMED_SOURCE_MAX, &text, err);

	if (rc > 0)
		rc = text.ptr && text_exports(text.ptr, name);
	done_buf_release(&text);
	return rc;
}

/* ---- which source ---- */

struct named_handler {
	const char *stem; /* "src/app", without its ending */
	const char *name; /* what it exports */
};

/* "src/app.run", "index.handlers.mail"; of Python "src.app.run", too: as_path. */
static bool handler_parse(
    struct done_arena *arena, const char *text, bool as_path, struct named_handler *out)
{
	const char *file = strrchr(text, '/');
	const char *dot = as_path ? strrchr(text, '.') : strchr(file ? file : text, '.');
	char *stem;

	if (!dot || dot == text || !dot[1] || strstr(text, "::"))
		return false;
	stem = done_arena_printf(arena, "%.*s", (int)(dot - text), text);
	for (char *at = stem; as_path && *at; at++) {
		if (*at == '.')
			*at = '/';
	}
	out->stem = stem;
	out->name = done_arena_strndup(arena, dot + 1, strcspn(dot + 1, "."));
	return true;
}

static struct done_tree_file *file_of_stem(
    struct done_finder *finder, const char *directory, const char *stem)
{
	static const char *const folders[] = {
	    "", "src", "src/handlers", "src/lambdas", "src/functions", "handlers"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
		const char *base = done_path_within(
		    finder->arena, done_path_join(finder->arena, directory, folders[i]), stem);

		for (size_t j = 0; base && j < DONE_ARRAY_SIZE(named_endings); j++) {
			struct done_tree_file *file = done_tree_find(finder,
			    done_arena_printf(finder->arena, "%s%s", base, named_endings[j]));

			if (file)
				return file;
		}
	}
	return NULL;
}

/* The source of a class of the JVM: "…/src/main/java/com/acme/Mail.java" of "com.acme.Mail". */
static struct done_tree_file *file_of_class(struct done_finder *finder, const char *handler)
{
	static const char *const endings[] = {"scala", "java", "kt"};
	char *class = done_arena_printf(finder->arena, "/%s", handler);
	struct done_tree_file *found = NULL;
	const char *name;

	class[strcspn(class, ":")] = '\0';
	for (char *at = class; *at; at++) {
		if (*at == '.')
			*at = '/';
	}
	name = done_last_part(class);
	if (!strchr(class + 1, '/') || !isupper((unsigned char)*name))
		return NULL;
	for (size_t i = 0; i < finder->nr_files; i++) {
		struct done_tree_file *file = &finder->files[i];
		size_t len = strlen(name);
		bool is_source = false;

		if (strncmp(file->name, name, len) != 0 || file->name[len] != '.')
			continue;
		for (size_t j = 0; j < DONE_ARRAY_SIZE(endings); j++)
			is_source |= !strcmp(file->name + len + 1, endings[j]);
		if (!is_source || strstr(file->path, "/test/") ||
		    !done_text_ends(done_arena_strndup(finder->arena, file->path,
		                        strlen(file->path) - strlen(file->name + len)),
		        class))
			continue;
		if (found)
			return NULL; /* of two projects: which is not said */
		found = file;
	}
	return found;
}

/* ---- whose it is ---- */

struct named {
	const struct done_declaration *declaration;
	size_t nr; /* names that were looked up */
};

static struct done_program *program_of(const struct done_finder *finder,
    const struct done_unit *unit, const struct done_unit_part *part, const char *directory)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		if (finder->programs[i].unit == unit && finder->programs[i].part == part &&
		    !strcmp(finder->programs[i].directory, directory))
			return &finder->programs[i];
	}
	return NULL;
}

static bool is_in_library_folder(const char *directory)
{
	static const char *const names[] = {"lib", "libs", "library", "libraries"};

	for (const char *at = directory; *at; at += strcspn(at, "/"), at += *at == '/') {
		size_t len = strcspn(at, "/");

		for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
			if (strlen(names[i]) == len && !strncmp(names[i], at, len))
				return true;
		}
	}
	return false;
}

/* What others are built of, too: the function is what deploys it, wherever that stands. */
static bool is_library(const struct done_finder *finder, const struct named *named,
    const struct done_unit *unit, const char *directory)
{
	if (done_path_below(named->declaration->path, directory))
		return false;
	if (is_in_library_folder(directory))
		return true;
	for (size_t i = 0; i < finder->nr_units; i++) {
		for (size_t j = 0; j < finder->units[i].nr_run_locals; j++) {
			if (finder->units[i].run_locals[j] == unit)
				return true;
		}
	}
	return false;
}

static void named_take(struct done_finder *finder, const struct named *named,
    const struct done_tree_file *file, const char *ecosystem_id)
{
	const struct done_ecosystem *ecosystem =
	    done_ecosystem_find(finder->ecosystems, ecosystem_id);
	struct done_unit *unit = ecosystem ? done_unit_above(finder, file->path, ecosystem) : NULL;
	struct done_unit_part *part = unit ? done_unit_part(unit, ecosystem_id) : NULL;
	struct done_fact entry = {file->path, 0, "a handler that is named"};
	struct done_program *program;
	const char *directory;

	if (!part || unit->place.kind != DONE_PLACE_OWN ||
	    done_place_of(
	        finder->arena, done_directory_of(finder->arena, file->path), finder->is_demo)
	            .kind != DONE_PLACE_OWN)
		return;
	directory = done_function_project(finder, unit, ecosystem, file->path);
	program = program_of(finder, unit, part, directory);
	if ((program && (program->never || program->is_function)) ||
	    is_library(finder, named, unit, directory))
		return;
	if (!program)
		program = done_program_add(finder, unit, part, directory, &entry);
	done_function_take(program, &entry);
	*DONE_ARENA_PUSH(finder->arena, program->declared, program->nr_declared,
	    program->cap_declared) = (struct done_fact){
	    named->declaration->path, named->declaration->item->line, "names its handler"};
}

static int named_at(struct done_finder *finder, struct named *named, const char *directory,
    const char *handler, struct done_error *err)
{
	for (int as_path = 0; as_path < 2; as_path++) {
		struct named_handler parsed;
		const struct done_tree_file *file;
		int rc;

		if (!handler_parse(finder->arena, handler, as_path, &parsed))
			return 0;
		file = file_of_stem(finder, directory, parsed.stem);
		if (!file)
			continue;
		rc = source_exports(finder, file, parsed.name, err);
		if (rc > 0)
			named_take(finder, named, file, named_ecosystem(file->path));
		if (rc)
			return rc;
	}
	return 0;
}

/* What constructs of one's own call where nothing says it. */
static const char *const usual_handlers[] = {"index.handler", "handler.handler", "lambda.handler",
    "index.main", "handler.main", "lambda_function.lambda_handler", "app.lambda_handler"};

static int named_in(
    struct done_finder *finder, struct named *named, const char *directory, struct done_error *err)
{
	const struct done_deployment *item = named->declaration->item;
	bool is_usual = !item->nr_commands;
	size_t nr = is_usual ? DONE_ARRAY_SIZE(usual_handlers) : item->nr_commands;
	int rc = 0;

	for (size_t i = 0; !rc && i < nr; i++)
		rc = named_at(finder, named, directory,
		    is_usual ? usual_handlers[i] : item->commands[i], err);
	return rc < 0 ? rc : 0;
}

/* A file that is named whole: what is called of it is another text beside it, or usual. */
static int named_file(struct done_finder *finder, struct named *named,
    const struct done_tree_file *file, struct done_error *err)
{
	static const char *const usual[] = {"handler", "lambda_handler", "main"};
	const struct done_deployment *item = named->declaration->item;
	int rc = 0;

	for (size_t i = 0; !rc && i < DONE_ARRAY_SIZE(usual); i++)
		rc = source_exports(finder, file, usual[i], err);
	for (size_t i = 0; !rc && i < item->nr_names && i < NAMED_BESIDE; i++) {
		if (!strpbrk(item->names[i], "/.-:"))
			rc = source_exports(finder, file, item->names[i], err);
	}
	if (rc > 0)
		named_take(finder, named, file, named_ecosystem(file->path));
	return rc < 0 ? rc : 0;
}

/* A path, which may begin where the program of infrastructure is started. */
static int named_path(
    struct done_finder *finder, struct named *named, const char *name, struct done_error *err)
{
	const char *from = named->declaration->directory;

	for (int depth = 0; depth < NAMED_DEPTH; depth++) {
		const char *path = done_path_within(finder->arena, from, name);
		struct done_tree_file *file = path ? done_tree_find(finder, path) : NULL;
		size_t first, end;

		if (file && has_named_ending(path))
			return named_file(finder, named, file, err);
		if (path && *path) {
			done_tree_range(finder, path, &first, &end);
			if (end > first)
				return named_in(finder, named, path, err);
		}
		if (!*from)
			break;
		from = done_directory_of(finder->arena, from);
	}
	return 0;
}

/* Directories that are called so, or lead there. */
static int named_by(
    struct done_finder *finder, struct named *named, const char *name, struct done_error *err)
{
	if (strchr(name, '/'))
		return named_path(finder, named, name, err);
	for (size_t i = 0; i < finder->nr_units; i++) {
		const char *directory = finder->units[i].directory;

		if (strcmp(done_last_part(directory), name) != 0 ||
		    done_path_below(named->declaration->path, directory))
			continue;
		if (named_in(finder, named, directory, err) < 0)
			return err->code;
	}
	return 0;
}

/* In the directory, or in one above: what deploys it stands in a folder of the project. */
static int named_above(struct done_finder *finder, struct named *named, const char *directory,
    const char *handler, struct done_error *err)
{
	int rc = named_at(finder, named, directory, handler, err);

	for (int depth = 0; !rc && *directory && depth < NAMED_DEPTH; depth++) {
		directory = done_directory_of(finder->arena, directory);
		rc = named_at(finder, named, directory, handler, err);
	}
	return rc < 0 ? rc : 0;
}

static int named_declared(struct done_finder *finder, struct named *named, struct done_error *err)
{
	const struct done_deployment *item = named->declaration->item;

	for (size_t i = 0; i < item->nr_commands && named->nr++ < NAMED_MAX; i++) {
		const struct done_tree_file *file = file_of_class(finder, item->commands[i]);
		const char *directory = named->declaration->context ? named->declaration->context
		                                                    : named->declaration->directory;

		if (file)
			named_take(finder, named, file, "jvm");
		else if (named_above(finder, named, directory, item->commands[i], err) < 0)
			return err->code;
	}
	for (size_t i = 0; i < item->nr_names && named->nr++ < NAMED_MAX; i++) {
		if (named_by(finder, named, item->names[i], err) < 0)
			return err->code;
	}
	return 0;
}

int done_functions_named(struct done_finder *finder, struct done_error *err)
{
	struct named named = {0};

	for (size_t i = 0; i < finder->nr_declarations; i++) {
		named.declaration = &finder->declarations[i];
		if (named.declaration->item->kind == DONE_DEPLOY_FUNCTION &&
		    named.declaration->item->is_apart && named_declared(finder, &named, err) < 0)
			return err->code;
	}
	return 0;
}
