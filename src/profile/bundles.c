/*
 * Programs that start other programs of the tree in their own process: a bundle for developers is
 * no service; where one image starts the whole, what nothing else runs is a part of it.
 */
#include <string.h>

#include "finder.h"

/* Projects of .NET refer to each other for their types; each with a container file is run by
 * itself. */
static bool bundle_has_container(const struct done_program *program)
{
	return !strcmp(program->part->ecosystem->id, "dotnet") &&
	    done_program_has_container(program);
}

static bool bundle_runs_alone(const struct done_program *program)
{
	return program->has_image || program->is_run || program->is_function;
}

/* It is what the image starts, and nothing runs the others: they are parts of it. */
static void bundle_take_parts(struct done_finder *finder, const struct done_program *whole)
{
	for (size_t i = 0; i < whole->unit->nr_locals; i++) {
		for (size_t j = 0; j < finder->nr_programs; j++) {
			struct done_program *part = &finder->programs[j];

			if (part->is_service && part->unit == whole->unit->locals[i])
				done_program_rule_out(part, DONE_KIND_LIBRARY, &part->entry,
				    done_arena_printf(finder->arena,
				        "is a part of the program '%s'",
				        done_arena_shown(finder->arena, whole->name)));
		}
	}
}

/* It starts two or more others in one process: for developers, or by choice. */
void done_bundles_exclude(struct done_finder *finder, struct done_program *program)
{
	size_t nr = 0;
	const char *first = NULL;
	bool all_run = program->is_run || bundle_has_container(program), none_runs = true;

	if (!program->is_service || program->is_function)
		return;
	for (size_t i = 0; i < program->unit->nr_locals; i++) {
		for (size_t j = 0; j < finder->nr_programs; j++) {
			const struct done_program *other = &finder->programs[j];

			if (!other->is_service || other->unit != program->unit->locals[i])
				continue;
			first = first ? first : other->unit->directory;
			all_run = all_run && (other->is_run || bundle_has_container(other));
			none_runs = none_runs && !bundle_runs_alone(other);
			nr++;
			break;
		}
	}
	/* Where each is run by itself, it only uses what they share. */
	if (nr < 2 || all_run)
		return;
	if (program->has_image && none_runs)
		bundle_take_parts(finder, program);
	else
		done_program_rule_out(program, DONE_KIND_TOOL, &program->entry,
		    done_arena_printf(finder->arena,
		        "bundles %zu services of this tree ('%s' and more)", nr,
		        done_arena_shown(finder->arena, first)));
}
