/*
 * Python: an application object, a consumer or a handler in a file that is called as an entry is;
 * anywhere, when something declares it. Django by its manage.py. Scripts that several declarations
 * start in one unit are several programs.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

static const char *const python_entries[] = {
    "main",
    "app",
    "application",
    "server",
    "wsgi",
    "asgi",
    "run",
    "api",
    "service",
    "worker",
    "consumer",
    "index",
    "handler",
    "lambda",
    "manage",
    "serve",
    "web",
    "daemon",
    "listener",
    "bot",
    "gunicorn",
    "startup",
    "entrypoint",
};

/* A word of the file's name, or the name of its folder. */
static bool is_python_entry(struct done_finder *finder, const char *path)
{
	const char *name = done_last_part(path);
	size_t len = strcspn(name, ".");
	const char *above = done_last_part(done_directory_of(finder->arena, path));

	if (!strncmp(name, "__main__", 8) || (strlen(above) == len && !strncmp(above, name, len)))
		return true;
	for (const char *word = name; word < name + len;) {
		size_t word_len = strcspn(word, "_-.");

		for (size_t i = 0; i < DONE_ARRAY_SIZE(python_entries); i++) {
			size_t entry = strlen(python_entries[i]);

			/* "shoppingassistantservice.py" */
			if (word_len >= entry &&
			    !strncmp(word + word_len - entry, python_entries[i], entry) &&
			    (word_len == entry || entry > 5))
				return true;
		}
		word += word_len + 1;
	}
	return false;
}

struct python_scan {
	struct done_program *program;
	const char *below; /* only files in this directory; NULL: all */
	bool by_name;
	bool only_whole; /* only files that are an entry and serve, near the top of the unit */
	size_t nr_opened;
};

/* A unit whose files are called after what they serve ("movies.py"). */
#define WHOLE_FILES_MAX 40

static bool is_near_top(const struct done_unit *unit, const char *path)
{
	const char *below = path + strlen(unit->directory);

	below += *below == '/';
	below = strchr(below, '/');
	return !below || !strchr(below + 1, '/');
}

static enum done_place_kind place_within(
    struct done_finder *finder, const struct done_unit *unit, const char *path)
{
	const char *below = path + strlen(unit->directory);

	below += *below == '/';
	return done_place_of(
	    &finder->scratch, done_directory_of(&finder->scratch, below), finder->is_demo)
	    .kind;
}

static int python_look_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct python_scan *scan = data;
	const char *path = finder->files[file].path;
	const struct done_look *look;

	if (scan->by_name && !is_python_entry(finder, path))
		return 0;
	/* scripts/docs.py is for who works on the unit, unless something declares it. */
	if ((scan->by_name || scan->only_whole) &&
	    place_within(finder, scan->program->unit, path) == DONE_PLACE_TOOL)
		return 0;
	if (scan->below && !done_path_below(path, scan->below))
		return 0;
	if (scan->only_whole &&
	    (!is_near_top(scan->program->unit, path) || scan->nr_opened++ >= WHOLE_FILES_MAX))
		return 0;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (scan->only_whole && !(look->is_entry && done_look_served(part->ecosystem, look)))
		return 0;
	if ((look->is_entry || look->serves) && !scan->program->script) {
		scan->program->script = path;
		scan->program->entry = look->entry;
		if (!look->is_entry)
			scan->program->entry = (struct done_fact){path, 0, "an entry"};
	}
	done_look_add(&scan->program->serves, look);
	return scan->program->script && done_look_decides(part, &scan->program->serves) ? 1 : 0;
}

static bool has_file_named(struct done_finder *finder, const struct done_program *program,
    const char *name, int depth, const char **path)
{
	const struct done_unit *unit = program->unit;

	for (size_t i = unit->first; i < unit->end; i++) {
		const char *below = finder->files[i].path + strlen(unit->directory);
		int nr = 0;

		if (strcmp(finder->files[i].name, name) != 0)
			continue;
		for (below += *below == '/'; *below; below++)
			nr += *below == '/';
		if (nr > depth ||
		    place_within(finder, unit, finder->files[i].path) != DONE_PLACE_OWN ||
		    done_unit_above(finder, finder->files[i].path, program->part->ecosystem) !=
		        unit)
			continue;
		*path = finder->files[i].path;
		return true;
	}
	return false;
}

/* Files that a server of the gateway interfaces loads. */
static const char *const gateway_files[] = {"wsgi.py", "asgi.py", "application.py"};
static const char *const gateway_packages[] = {
    "django",
    "flask",
    "fastapi",
    "starlette",
    "gunicorn",
    "uvicorn",
    "uwsgi",
    "falcon",
    "bottle",
    "pyramid",
    "sanic",
    "aiohttp",
    "tornado",
    "quart",
    "hypercorn",
    "daphne",
    "connexion",
    "litestar",
    "werkzeug",
    "waitress",
    "cherrypy",
};

static void look_for_gateway(struct done_finder *finder, struct done_program *program)
{
	const char *manage = NULL, *path = NULL;
	struct done_fact fact;
	struct done_look look = {.serves = DONE_SERVES_HTTP};
	bool is_django = has_file_named(finder, program, "manage.py", 1, &manage);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(gateway_files); i++) {
		if (!has_file_named(finder, program, gateway_files[i], is_django ? 4 : 1, &path))
			continue;
		if (!is_django &&
		    !done_unit_depends(program->part, gateway_packages,
		        DONE_ARRAY_SIZE(gateway_packages), &fact, finder->arena))
			continue;
		look.facts[0] = (struct done_fact){path, 0, "an application for a web server"};
		done_look_add(&program->serves, &look);
		if (!program->script)
			program->script = path;
		if (!program->entry.path)
			program->entry = look.facts[0];
		return;
	}
}

static int python_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	static const struct done_fact none;
	struct done_program *program = done_program_add(finder, unit, part, unit->directory, &none);
	struct python_scan scan = {.program = program, .by_name = true};

	/* What a library offers does not say that this unit serves. */
	program->serves = (struct done_look){0};
	if (done_unit_sources(finder, unit, part, python_look_source, &scan, err) < 0)
		return err->code;
	look_for_gateway(finder, program);
	scan = (struct python_scan){.program = program, .only_whole = true};
	if (!program->entry.path &&
	    done_unit_sources(finder, unit, part, python_look_source, &scan, err) < 0)
		return err->code;
	program->needs_declaration = !program->entry.path;
	return 0;
}

static int python_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct python_scan scan = {.program = program};

	if (strcmp(program->directory, program->unit->directory) != 0)
		scan.below = program->directory;
	if ((done_look_served(program->part->ecosystem, &program->serves) && !scan.below) ||
	    (!program->has_image && !program->is_run && !program->is_function))
		return 0;
	return done_unit_sources(
	           finder, program->unit, program->part, python_look_source, &scan, err) < 0
	    ? err->code
	    : 0;
}

/* ---- several scripts of one unit ---- */

#define SCRIPTS_MAX 64

struct python_scripts {
	const char *items[SCRIPTS_MAX];
	size_t nr;
};

/* The only source of the unit that ends with the whole parts of `tail`; NULL: none, or several. */
static const char *source_ending(
    const struct done_finder *finder, const struct done_unit *unit, const char *tail)
{
	const char *found = NULL;

	for (size_t i = unit->first; i < unit->end; i++) {
		const char *path = finder->files[i].path;
		size_t len = strlen(path), tail_len = strlen(tail);

		if (len < tail_len || strcmp(path + len - tail_len, tail) != 0 ||
		    (len > tail_len && path[len - tail_len - 1] != '/'))
			continue;
		if (found)
			return NULL;
		found = path;
	}
	return found;
}

/* "/src/app/worker.py": paths of the image begin with what is not in the tree. */
static const char *script_of_path(
    const struct done_finder *finder, const struct done_unit *unit, const char *word)
{
	while (*word) {
		const char *found = source_ending(finder, unit, word);
		const char *slash = strchr(word, '/');

		if (found)
			return found;
		if (!slash)
			return NULL;
		word = slash + 1;
	}
	return NULL;
}

/* "wsgi:application" */
static const char *script_of_module(
    struct done_finder *finder, const struct done_unit *unit, const char *word)
{
	size_t len = strcspn(word, ":");
	char *path = done_arena_printf(finder->arena, "%.*s.py", (int)len, word);

	for (size_t i = 0; i < len; i++) {
		if (path[i] == '.')
			path[i] = '/';
	}
	return source_ending(finder, unit, path);
}

/* "gunicorn_conf.py": settings of a server, which are Python too, and what only prepares. */
static bool is_settings(const char *name)
{
	static const char *const endings[] = {"conf.py", "config.py", "settings.py",
	    "configuration.py", "__version__.py", "setup.py"};

	/* "wait_for_postgres.py" ends before the program starts. */
	if (done_text_starts(done_last_part(name), "wait_for") ||
	    done_text_starts(done_last_part(name), "wait-for"))
		return true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		if (done_text_ends(name, endings[i]))
			return true;
	}
	return false;
}

/* "bin/start.py" starts what stands elsewhere. */
static bool is_in_folder_of_scripts(struct done_finder *finder, const char *script)
{
	static const char *const names[] = {"bin", "scripts", "docker", "deploy"};
	const char *name = done_last_part(done_directory_of(finder->arena, script));

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(name, names[i]))
			return true;
	}
	return false;
}

static void collect_scripts(struct done_finder *finder, const struct done_program *program,
    const char *command, struct python_scripts *scripts)
{
	const char *copy = done_arena_strdup(finder->arena, command);
	bool is_option = false;

	for (char *save = NULL, *word = strtok_r((char *)(uintptr_t)copy, " \t\n\"'[],", &save);
	     word; word = strtok_r(NULL, " \t\n\"'[],", &save)) {
		const char *colon = strchr(word, ':'), *script = NULL;
		bool known = false;

		bool is_configuration = is_option || is_settings(word);

		/* "-c run/gunicorn/production.py", whatever it is called */
		is_option = !strcmp(word, "-c") || !strcmp(word, "--config");
		if (*word == '-' || is_configuration)
			continue;
		if (done_text_ends(word, ".py"))
			script = script_of_path(finder, program->unit, word);
		else if (colon && colon > word && isalpha((unsigned char)colon[1]) &&
		    !strchr(word, '/'))
			script = script_of_module(finder, program->unit, word);
		for (size_t i = 0; i < scripts->nr && script; i++)
			known = known || !strcmp(scripts->items[i], script);
		if (script && !known && scripts->nr < SCRIPTS_MAX &&
		    !is_in_folder_of_scripts(finder, script) &&
		    done_place_of(
		        finder->arena, done_directory_of(finder->arena, script), finder->is_demo)
		            .kind == DONE_PLACE_OWN)
			scripts->items[scripts->nr++] = script;
	}
}

/* Scripts in one directory are one service with several processes. */
static bool is_own_directory(
    struct done_finder *finder, const struct python_scripts *scripts, size_t at)
{
	const char *directory = done_directory_of(finder->arena, scripts->items[at]);

	for (size_t i = 0; i < scripts->nr; i++) {
		if (i != at &&
		    !strcmp(done_directory_of(finder->arena, scripts->items[i]), directory))
			return false;
	}
	return true;
}

/* Django's manage.py is of the application beside it that a web server loads ("conf/wsgi.py"). */
static void drop_management(struct done_finder *finder, struct python_scripts *scripts)
{
	size_t kept = 0;

	for (size_t i = 0; i < scripts->nr; i++) {
		const char *directory = done_directory_of(finder->arena, scripts->items[i]);
		bool is_managed = false;

		for (size_t j = 0; j < scripts->nr; j++) {
			const char *name = done_last_part(scripts->items[j]);

			is_managed |= (!strcmp(name, "wsgi.py") || !strcmp(name, "asgi.py")) &&
			    done_path_below(scripts->items[j], directory);
		}
		if (!is_managed || strcmp(done_last_part(scripts->items[i]), "manage.py") != 0)
			scripts->items[kept++] = scripts->items[i];
	}
	scripts->nr = kept;
}

static void python_split(struct done_finder *finder, size_t at)
{
	struct python_scripts scripts = {0};

	for (size_t i = 0; i < finder->programs[at].nr_started; i++)
		collect_scripts(
		    finder, &finder->programs[at], finder->programs[at].started[i], &scripts);
	drop_management(finder, &scripts);
	for (size_t i = 0; i < scripts.nr; i++) {
		if (!is_own_directory(finder, &scripts, i))
			return;
	}
	if (scripts.nr < 2)
		return;
	for (size_t i = 0; i < scripts.nr; i++) {
		struct done_program program = finder->programs[at];

		program.script = scripts.items[i];
		program.directory = done_directory_of(finder->arena, program.script);
		program.name = done_last_part(program.directory);
		program.entry = (struct done_fact){program.script, 0, "is started by itself"};
		program.serves = (struct done_look){0};
		program.is_run = true;
		program.has_port = false;
		program.container_directory = NULL;
		done_program_put(finder, at, i, &program);
	}
}

const struct done_program_finder done_program_python = {
    "python", python_find, python_serves, python_split};
