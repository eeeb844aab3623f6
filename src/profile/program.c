/* A program of a unit: made, and what the unit's sources show of it. */
#include "finder.h"

struct done_program *done_program_add(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, const char *directory, const struct done_fact *entry)
{
	struct done_program *program = DONE_ARENA_PUSH(
	    finder->arena, finder->programs, finder->nr_programs, finder->cap_programs);

	program->unit = unit;
	program->part = part;
	program->directory = directory;
	program->name = done_last_part(directory);
	program->entry = *entry;
	done_look_at_manifests(finder, unit, part, &program->serves);
	return program;
}

struct program_scan {
	struct done_program *program;
	bool has_entry, is_done;
};

static int scan_source(struct done_finder *finder, struct done_unit_part *part, size_t file,
    void *data, struct done_error *err)
{
	struct program_scan *scan = data;
	const struct done_look *look;

	if (done_look_at(finder, part->ecosystem, file, &look, err) < 0)
		return err->code;
	if (look->is_entry && !scan->has_entry) {
		scan->has_entry = true;
		scan->program->entry = look->entry;
		scan->program->script = finder->files[file].path;
	}
	done_look_add(&scan->program->serves, look);
	/* An entry and one thing that is served decide; the entry's own file counts whole. */
	return scan->has_entry && done_look_decides(part, &scan->program->serves) ? 1 : 0;
}

int done_program_scan(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	struct program_scan scan = {.program = program, .has_entry = program->entry.path != NULL};
	int rc = done_unit_sources(finder, program->unit, program->part, scan_source, &scan, err);

	return rc < 0 ? rc : scan.has_entry;
}

void done_program_rule_out(struct done_program *program, enum done_kind_of_service kind,
    const struct done_fact *where, const char *what)
{
	program->is_service = false;
	program->kind = kind;
	program->why = *where;
	program->why.what = what;
}

bool done_program_has_container(const struct done_program *program)
{
	return program->container_directory &&
	    !strcmp(program->container_directory, program->unit->directory);
}
