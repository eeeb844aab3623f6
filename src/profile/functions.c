/* Functions that a platform calls: nothing in the repository needs to start them, and what declares
 * one often names an archive alone. A row of the ecosystem knows one by its signature. */
#include "finder.h"

/* So many sources of a unit may be called as files of functions are before it is taken for none. */
#define FUNCTION_FILES_MAX 40

struct function_scan {
	size_t file; /* the first that holds one */
	const struct done_look *look;
	size_t nr_opened;
};

static bool function_may_be_in(const struct done_ecosystem *ecosystem, const char *path)
{
	for (size_t i = 0; i < ecosystem->functions.nr; i++) {
		if (done_row_looks_at(&ecosystem->functions.items[i], ecosystem, path))
			return true;
	}
	return false;
}

static int function_look(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct function_scan *scan = data;
	const struct done_look *look;

	if (!function_may_be_in(part->ecosystem, finder->files[file].path))
		return 0;
	if (scan->nr_opened++ >= FUNCTION_FILES_MAX)
		return 1;
	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (!look->is_function)
		return 0;
	scan->file = file;
	scan->look = look;
	return 1;
}

static bool function_is_ruled_out(const struct done_program *program)
{
	return program->never || program->is_frontend || program->is_command ||
	    program->is_function || done_look_served(program->part->ecosystem, &program->serves);
}

int done_functions_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, size_t first, struct done_error *err)
{
	struct function_scan scan = {0};
	struct done_program *program;

	/* Several programs of one part are told apart by what starts them. */
	if (!part->ecosystem->functions.nr || finder->nr_programs > first + 1 ||
	    (finder->nr_programs == first + 1 && function_is_ruled_out(&finder->programs[first])))
		return 0;
	if (done_unit_sources(finder, unit, part, function_look, &scan, err) < 0)
		return err->code;
	if (!scan.look)
		return 0;
	program = finder->nr_programs > first
	    ? &finder->programs[first]
	    : done_program_add(finder, unit, part, unit->directory, &scan.look->function);
	program->is_function = program->is_called = true;
	program->entry = scan.look->function;
	program->script = finder->files[scan.file].path;
	done_look_add(&program->serves, scan.look);
	return 0;
}
