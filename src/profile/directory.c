/* The directory of a service: the highest one that holds nothing of another. */
#include <string.h>

#include "finder.h"

/* A folder that says nothing by itself. */
static const char *const plain_folders[] = {"src", "app", "html", "cmd", "source", "server"};

static bool is_plain(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(plain_folders); i++) {
		if (!strcmp(plain_folders[i], name))
			return true;
	}
	return false;
}

/* Whether another unit, or another program, has something at or below the directory. */
static bool holds_another(
    const struct done_finder *finder, const struct done_program *program, const char *directory)
{
	for (size_t i = 0; i < finder->nr_units; i++) {
		const struct done_unit *unit = &finder->units[i];

		if (unit != program->unit && done_path_below(unit->directory, directory) &&
		    unit->place.kind == DONE_PLACE_OWN &&
		    !done_path_below(unit->directory, program->service_directory))
			return true;
	}
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other != program && other->is_service &&
		    done_path_below(other->directory, directory) &&
		    strcmp(other->directory, program->directory) != 0)
			return true;
	}
	return false;
}

/* Go: the only service of a module is the module. */
static bool is_only_of_unit(const struct done_finder *finder, const struct done_program *program)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other != program && other->is_service && other->unit == program->unit &&
		    strcmp(other->directory, program->directory) != 0)
			return false;
	}
	return true;
}

/* One script of several: up to where others begin. */
static void climb_to_unit(struct done_finder *finder, struct done_program *program)
{
	for (;;) {
		const char *above = done_directory_of(finder->arena, program->service_directory);

		if (!*above || !strcmp(above, program->unit->directory) ||
		    holds_another(finder, program, above))
			return;
		program->service_directory = above;
	}
}

static bool is_of_template(const struct done_program *program, const char *file)
{
	return program->function_file && !strcmp(program->function_file, file);
}

/* Functions that one template deploys together are one service, where it stands and nothing else
 * does. */
static void climb_to_template(struct done_finder *finder, struct done_program *program)
{
	const char *file = program->function_file;
	const char *directory = file ? done_directory_of(finder->arena, file) : NULL;
	size_t nr = 0;

	if (!directory || !done_path_below(program->service_directory, directory))
		return;
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (is_of_template(other, file))
			nr++;
		else if (other->is_service && done_path_below(other->directory, directory))
			return;
	}
	if (nr > 1)
		program->service_directory = directory;
}

static void place_one(struct done_finder *finder, struct done_program *program)
{
	const char *container = program->container_directory;

	program->service_directory = program->directory;
	if (is_only_of_unit(finder, program))
		program->service_directory = program->unit->directory;
	if (strcmp(program->directory, program->unit->directory) != 0 && program->is_run &&
	    !strcmp(program->part->ecosystem->id, "python"))
		climb_to_unit(finder, program);
	while (
	    *program->service_directory && is_plain(done_last_part(program->service_directory))) {
		const char *above = done_directory_of(finder->arena, program->service_directory);

		if (!*above || holds_another(finder, program, above))
			break;
		program->service_directory = above;
	}
	if (container && *container && strcmp(container, program->service_directory) != 0 &&
	    done_path_below(program->service_directory, container) &&
	    !holds_another(finder, program, container))
		program->service_directory = container;
	climb_to_template(finder, program);
}

void done_programs_place(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];

		program->service_directory = program->directory;
		if (!program->is_service)
			continue;
		place_one(finder, program);
		program->kind = done_program_kind(finder, program);
	}
}
