/* Programs of which an image of their own is made: nobody installs what is packed so. What they
 * serve may not be seen: a consumer, an indexer, a job. */
#include <string.h>

#include "finder.h"

static bool is_packed_in(const struct done_program *program, const char *directory)
{
	return program->has_image && program->has_command && program->container_directory &&
	    !strcmp(program->container_directory, directory);
}

/* Go packs its command-line tools, too: not where what serves beside it is packed the same way. */
static bool is_packed_as_siblings(
    const struct done_finder *finder, const struct done_program *program)
{
	for (size_t i = 0; i < finder->nr_programs; i++) {
		const struct done_program *other = &finder->programs[i];

		if (other != program && other->part == program->part &&
		    done_look_served(other->part->ecosystem, &other->serves) &&
		    is_packed_in(other, other->directory))
			return true;
	}
	return false;
}

/* The build makes the image: sbt's DockerPlugin and those that are built on it, Jib. */
static bool is_packed_by_plugin(const struct done_unit_part *part)
{
	static const char *const begins[] = {
	    "com.google.cloud.tools.jib", "com.google.cloud.tools:jib-maven-plugin"};

	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			const struct done_manifest_fact *fact = &part->manifests[i]->facts[j];

			if (strcmp(fact->name, "plugin") != 0)
				continue;
			for (size_t k = 0; k < DONE_ARRAY_SIZE(begins); k++) {
				if (done_text_starts(fact->value, begins[k]))
					return true;
			}
			if (done_text_ends(fact->value, "DockerPlugin"))
				return true;
		}
	}
	return false;
}

/* "docker-images/cart": only what is installed stands there, the sources elsewhere. */
static bool holds_own_source(const struct done_finder *finder, const struct done_program *program)
{
	for (size_t i = program->unit->first; i < program->unit->end; i++) {
		if (done_path_below(finder->files[i].path, program->directory) &&
		    done_ecosystem_is_source(program->part->ecosystem, finder->files[i].path))
			return true;
	}
	return false;
}

/* What an image of its own says of a program, by ecosystem; where there is no row, nothing. */
static const struct packed_rule {
	const char *ecosystem;
	bool of_unit; /* the image stands beside the manifest, else beside its source */
	bool by_plugin;
	bool by_name; /* or an image elsewhere starts it by its name, and it is no command line */
	bool with_manifest;
	bool as_siblings; /* below the root */
} packed_rules[] = {
    {"jvm", .of_unit = true, .by_plugin = true},
    {"dotnet", .of_unit = true, .by_name = true},
    {"elixir", .of_unit = true},
    {"rust", .by_name = true},
    {"python", .with_manifest = true},
    {"go", .as_siblings = true},
};

static const struct packed_rule *packed_rule_of(const struct done_program *program)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(packed_rules); i++) {
		if (!strcmp(packed_rules[i].ecosystem, program->part->ecosystem->id))
			return &packed_rules[i];
	}
	return NULL;
}

bool done_program_is_packed(const struct done_finder *finder, const struct done_program *program)
{
	const struct packed_rule *rule = packed_rule_of(program);
	bool is_root = !*program->directory, is_command = program->serves.serves & DONE_SERVES_CLI;

	/* A tree that is a command line has an image for those who do not install it. */
	if (!rule || (is_root && is_command))
		return false;
	if (rule->by_name && !is_command && program->is_imaged && program->has_image &&
	    program->has_command && !done_text_ends(program->name, "client"))
		return true;
	if (rule->by_plugin && is_packed_by_plugin(program->part))
		return true;
	if (rule->of_unit)
		return is_packed_in(program, program->unit->directory);
	return is_packed_in(program, program->directory) && holds_own_source(finder, program) &&
	    !(rule->with_manifest && program->unit->is_bare) &&
	    (!rule->as_siblings || (!is_root && is_packed_as_siblings(finder, program)));
}
