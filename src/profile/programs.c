/* Programs of units: by a rule of the ecosystem's own where data cannot say it, else by its rows.
 */
#include <string.h>

#include "finder.h"

static const struct done_program_finder *const program_finders[] = {
    &done_program_go,
    &done_program_node,
    &done_program_python,
    &done_program_jvm,
    &done_program_dotnet,
    &done_program_rust,
    &done_program_php,
    &done_program_ruby,
    &done_program_elixir,
    &done_program_cpp,
};

static const struct done_program_finder *finder_of(const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(program_finders); i++) {
		if (!strcmp(program_finders[i]->ecosystem, ecosystem->id))
			return program_finders[i];
	}
	return NULL;
}

/* ---- by rows ---- */

/* The generic rule: an entry among the unit's own sources. */
static int program_by_rows(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	static const struct done_fact none;
	struct done_program *program = done_program_add(finder, unit, part, unit->directory, &none);
	int rc = done_program_scan(finder, program, err);

	if (!rc)
		finder->nr_programs--;
	return rc < 0 ? rc : 0;
}

/* ---- all ---- */

/* One flag a unit: it is of one of the directories, or such a directory is a part of it. */
static const bool *programs_in_scope(struct done_finder *finder)
{
	bool *in = done_arena_array(finder->arena, finder->nr_units + 1, sizeof(*in));

	for (size_t i = 0; i < finder->nr_units; i++)
		in[i] = !finder->nr_scopes;
	for (size_t i = 0; i < finder->nr_scopes; i++) {
		const struct done_unit *above = done_unit_above(finder, finder->scopes[i], NULL);

		for (size_t j = 0; j < finder->nr_units; j++)
			in[j] = in[j] || &finder->units[j] == above ||
			    done_path_below(finder->units[j].directory, finder->scopes[i]);
	}
	return in;
}

int done_programs_list(struct done_finder *finder, struct done_error *err)
{
	const bool *in_scope = programs_in_scope(finder);

	for (size_t i = 0; i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];

		/* Nobody opens a file for what is none by its place. */
		if ((unit->place.kind != DONE_PLACE_OWN && !finder->nr_scopes) || !in_scope[i])
			continue;
		for (size_t j = 0; j < unit->nr_parts; j++) {
			struct done_unit_part *part = &unit->parts[j];
			const struct done_program_finder *own = finder_of(part->ecosystem);
			size_t first = finder->nr_programs;
			int rc = own && own->find ? own->find(finder, unit, part, err)
			                          : program_by_rows(finder, unit, part, err);

			if (rc < 0 || done_functions_find(finder, unit, part, first, err) < 0)
				return err->code;
		}
	}
	return 0;
}

int done_programs_look(struct done_finder *finder, struct done_error *err)
{
	for (size_t i = 0, nr = finder->nr_programs; i < nr; i++) {
		const struct done_program_finder *own =
		    finder_of(finder->programs[i].part->ecosystem);

		if (own && own->split)
			own->split(finder, i);
		done_functions_split(finder, i);
	}
	for (size_t i = 0; i < finder->nr_programs; i++) {
		struct done_program *program = &finder->programs[i];
		const struct done_program_finder *own = finder_of(program->part->ecosystem);

		if (own && own->serves && !program->never && own->serves(finder, program, err) < 0)
			return err->code;
	}
	return 0;
}
