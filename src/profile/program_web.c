/* PHP, Ruby, Elixir, C and C++: programs that a framework's own files give away, else by rows. */
#include <string.h>

#include "finder.h"

static void serves_html(struct done_program *program, const char *path, const char *what)
{
	struct done_look look = {.serves = DONE_SERVES_HTML};

	look.facts[1] = (struct done_fact){path, 0, what};
	done_look_add(&program->serves, &look);
}

/* The program that was added last is dropped where there is none. What serves without an entry of a
 * known name is one when something starts it. */
static int keep_or_drop(struct done_finder *finder, struct done_program *program, int has_entry)
{
	if (!has_entry && done_look_served(program->part->ecosystem, &program->serves)) {
		program->entry = *done_look_first(&program->serves);
		program->needs_declaration = true;
	} else if (!has_entry) {
		finder->nr_programs--;
	}
	return has_entry < 0 ? has_entry : 0;
}

/* ---- PHP: front controllers ---- */

static const char *const front_directories[] = {"public", "web", "html", "htdocs", "webroot"};
static const char *const front_files[] = {"index.php", "app.php"};

static const char *front_controller(struct done_finder *finder, const char *directory)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(front_directories); i++) {
		const char *web = done_path_join(finder->arena, directory, front_directories[i]);

		for (size_t j = 0; j < DONE_ARRAY_SIZE(front_files); j++) {
			const struct done_tree_file *file = done_tree_find(
			    finder, done_path_join(finder->arena, web, front_files[j]));

			if (file)
				return file->path;
		}
	}
	return NULL;
}

/* Servers of PHP's own (Swoole, RoadRunner) start from a file near the top of the package. */
static int php_look_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct done_program *program = data;
	const char *below = finder->files[file].path + strlen(program->unit->directory);
	const struct done_look *look;
	int depth = 0;

	for (below += *below == '/'; *below; below++)
		depth += *below == '/';
	if (depth > 1)
		return 0;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (look->is_entry && !program->entry.path) {
		program->entry = look->entry;
		program->script = finder->files[file].path;
	}
	done_look_add(&program->serves, look);
	return program->entry.path && done_look_served(part->ecosystem, &program->serves) ? 1 : 0;
}

static bool is_among_names(const char *name, const char *const *names, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

/* "apps/shop/public/index.php" of a package at the root: the directory "apps/shop"; NULL. */
static const char *front_below(
    struct done_finder *finder, const struct done_unit *unit, const struct done_tree_file *file)
{
	const char *web = done_directory_of(finder->arena, file->path);
	const char *directory = done_directory_of(finder->arena, web);

	if (!is_among_names(file->name, front_files, DONE_ARRAY_SIZE(front_files)) ||
	    !is_among_names(
	        done_last_part(web), front_directories, DONE_ARRAY_SIZE(front_directories)) ||
	    done_path_below(unit->directory, directory) ||
	    done_place_of(finder->arena, directory, finder->is_demo).kind != DONE_PLACE_OWN)
		return NULL;
	return directory;
}

/* Several front controllers of one package, each in a folder of its own, are that many programs. */
static bool php_find_several(
    struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part)
{
	size_t before = finder->nr_programs;

	for (size_t i = unit->first; i < unit->end; i++) {
		const struct done_tree_file *file = &finder->files[i];
		const char *directory = front_below(finder, unit, file);
		struct done_fact entry = {file->path, 0, "a front controller"};
		struct done_program *program;

		if (!directory || done_ecosystem_is_foreign(part->ecosystem, file->path) ||
		    done_unit_above(finder, file->path, part->ecosystem) != unit)
			continue;
		program = done_program_add(finder, unit, part, directory, &entry);
		program->script = file->path;
		if (!program->serves.serves)
			serves_html(program, file->path, "a front controller");
	}
	if (finder->nr_programs - before < 2)
		finder->nr_programs = before;
	return finder->nr_programs > before;
}

static int php_find(struct done_finder *finder, struct done_unit *unit, struct done_unit_part *part,
    struct done_error *err)
{
	const char *path = front_controller(finder, unit->directory);
	struct done_fact entry = {path, 0, "a front controller"};
	const struct done_manifest_fact *type = done_unit_fact(part, "type", NULL);
	struct done_program *program;

	if (!path && php_find_several(finder, unit, part))
		return 0;
	if (!path || (type && strcmp(type->value, "library") == 0 && !unit->is_bare)) {
		program =
		    done_program_add(finder, unit, part, unit->directory, &(struct done_fact){0});
		if (done_unit_sources(finder, unit, part, php_look_source, program, err) < 0)
			return err->code;
		return keep_or_drop(finder, program, program->entry.path != NULL);
	}
	program = done_program_add(finder, unit, part, unit->directory, &entry);
	program->script = path;
	if (!program->serves.serves)
		serves_html(program, path, "a front controller");
	return 0;
}

const struct done_program_finder done_program_php = {"php", php_find, NULL, NULL};

/* ---- Ruby: Rails and Rack ---- */

/* What is packed as a gem is used by others. */
static bool is_gem(const struct done_unit_part *part)
{
	for (size_t i = 0; i < part->nr; i++) {
		if (done_text_ends(part->paths[i], ".gemspec"))
			return true;
	}
	return false;
}

/* What a Procfile starts by tasks of rake has no entry of its own. */
static int ruby_scan(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	const struct done_tree_file *processes = done_tree_find(
	    finder, done_path_join(finder->arena, program->unit->directory, "Procfile"));
	int has_entry = done_program_scan(finder, program, err);

	if (!has_entry && processes && !program->needs_declaration) {
		program->entry = (struct done_fact){processes->path, 0, "processes"};
		program->needs_declaration = true;
		return 0;
	}
	return keep_or_drop(finder, program, has_entry);
}

static int ruby_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	static const char *const rails[] = {
	    "rails", "railties", "hanami", "sinatra", "roda", "grape"};
	static const char *const files[] = {"config/application.rb", "config.ru"};
	struct done_program *program;
	struct done_fact fact;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(files); i++) {
		const struct done_tree_file *file = done_tree_find(
		    finder, done_path_join(finder->arena, unit->directory, files[i]));

		if (!file ||
		    !done_unit_depends(part, rails, DONE_ARRAY_SIZE(rails), &fact, finder->arena))
			continue;
		program = done_program_add(finder, unit, part, unit->directory,
		    &(struct done_fact){file->path, 0, "an application"});
		program->script = file->path;
		serves_html(program, file->path, fact.what);
		return 0;
	}
	program = done_program_add(finder, unit, part, unit->directory, &(struct done_fact){0});
	program->needs_declaration = is_gem(part);
	return ruby_scan(finder, program, err);
}

const struct done_program_finder done_program_ruby = {"ruby", ruby_find, NULL, NULL};

/* ---- Elixir: applications and umbrellas ---- */

/* The umbrella that the unit is an application of; NULL, too, where that is released by itself. */
static struct done_unit *umbrella_of(const struct done_finder *finder, const struct done_unit *unit)
{
	const char *above = done_directory_of(finder->arena, unit->directory);
	struct done_unit *root;
	const struct done_unit_part *part;

	if (strcmp(done_last_part(above), "apps") != 0 ||
	    done_unit_has_container_file(finder, unit))
		return NULL;
	root = done_unit_at(finder, done_directory_of(finder->arena, above));
	part = root ? done_unit_part(root, "elixir") : NULL;
	return part && part->nr ? root : NULL;
}

/* What the applications of an umbrella serve, the umbrella serves: one release starts them. Where
 * some are released by themselves, the others are what these share. */
static int umbrella_scan(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	const char *apps = done_path_join(finder->arena, program->unit->directory, "apps");

	for (size_t i = 0; i < finder->nr_units; i++) {
		const char *directory = finder->units[i].directory;

		if (!strcmp(done_directory_of(finder->arena, directory), apps) &&
		    done_unit_part(&finder->units[i], "elixir") &&
		    done_unit_has_container_file(finder, &finder->units[i]))
			return 0;
	}
	for (size_t i = 0; i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];
		struct done_unit_part *part = done_unit_part(unit, "elixir");
		struct done_program member = {.unit = unit, .part = part};

		if (!part || umbrella_of(finder, unit) != program->unit)
			continue;
		done_look_at_manifests(finder, unit, part, &member.serves);
		if (!member.serves.serves && done_program_scan(finder, &member, err) < 0)
			return err->code;
		done_look_add(&program->serves, &member.serves);
		if (member.entry.path && !program->entry.path)
			program->entry = member.entry;
		if (program->serves.serves && program->entry.path)
			return 0;
	}
	return 0;
}

static int elixir_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	struct done_program *program;

	if (umbrella_of(finder, unit))
		return 0;
	program = done_program_add(finder, unit, part, unit->directory, &(struct done_fact){0});
	if (done_program_scan(finder, program, err) < 0 ||
	    (!program->serves.serves && umbrella_scan(finder, program, err) < 0))
		return err->code;
	/* Without an application of its own it is a library, unless something starts it. */
	program->needs_declaration = !program->entry.path;
	if (!program->entry.path && part->nr)
		program->entry = (struct done_fact){part->paths[0], 0, "a project"};
	/* What serves nothing is a program where an application of it is started, and packed. */
	if (!program->serves.serves &&
	    (!done_unit_fact(part, "mod", NULL) || !done_unit_has_container_file(finder, unit)))
		finder->nr_programs--;
	return 0;
}

const struct done_program_finder done_program_elixir = {"elixir", elixir_find, NULL, NULL};

const struct done_program_finder done_program_cpp = {"cpp", NULL, NULL, NULL};
