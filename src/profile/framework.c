/*
 * A repository of what others serve with: a package that the rows of its ecosystem know as a way to
 * serve ("flask", "github.com/gin-gonic/gin") is a library, and what stands beside it and is not
 * deployed are its examples and tests.
 */
#include <ctype.h>
#include <string.h>

#include "finder.h"

/* Packages of these names are everywhere. */
static const char *const common_names[] = {"actix", "api", "app", "arg", "connect", "cron", "http",
    "https", "later", "micro", "panel", "peer", "router", "schedule", "server", "shiny", "web",
    "worker"};

/* "actix-web" is imported as actix_web. */
static bool is_package_name(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		char left = *a == '_' ? '-' : (char)tolower((unsigned char)*a);
		char right = *b == '_' ? '-' : (char)tolower((unsigned char)*b);

		if (left != right)
			return false;
	}
	return !*a && !*b;
}

static bool is_common_name(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(common_names); i++) {
		if (!strcmp(common_names[i], name))
			return true;
	}
	return false;
}

static bool rows_name(const struct done_rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->nr; i++) {
		for (size_t j = 0; j < rows->items[i].packages.nr; j++) {
			if (is_package_name(rows->items[i].packages.items[j], name))
				return true;
		}
	}
	return false;
}

/* Its name, where services are built with it; NULL. */
static const char *framework_of(const struct done_unit_part *part, const char **path)
{
	for (size_t i = 0; i < part->nr; i++) {
		const char *name = part->manifests[i]->name;

		if (!name || !*name || is_common_name(name))
			continue;
		for (size_t j = 0; j < part->ecosystem->serves.nr; j++) {
			const struct done_row_group *group = &part->ecosystem->serves.items[j];

			if (strcmp(group->name, "cli") != 0 && rows_name(&group->rows, name)) {
				*path = part->paths[i];
				return name;
			}
		}
	}
	return NULL;
}

/* Run by something, or with a port of its own: other images are for benchmarks, tests and
 * development. */
static bool stands_by_itself(const struct done_program *program)
{
	const char *container = program->container_directory;

	return program->is_run || program->is_function ||
	    (program->has_port && container && done_path_below(container, program->directory) &&
	        done_path_below(program->directory, container));
}

/* Only of these do the rows name what is run as it is, too: a content system, a shop. */
static bool may_be_application(const struct done_program *program)
{
	static const char *const ecosystems[] = {"node", "php"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(ecosystems); i++) {
		if (!strcmp(program->part->ecosystem->id, ecosystems[i]))
			return true;
	}
	return false;
}

/* An application that is called as a framework is may be built with another: "falcon" with
 * fastapi. */
static bool is_built_with_another(
    struct done_finder *finder, const struct done_unit_part *part, const char *own)
{
	for (size_t i = 0; i < part->ecosystem->serves.nr; i++) {
		const struct done_row_group *group = &part->ecosystem->serves.items[i];

		for (size_t j = 0; strcmp(group->name, "cli") != 0 && j < group->rows.nr; j++) {
			const struct done_strings *packages = &group->rows.items[j].packages;

			for (size_t k = 0; k < packages->nr; k++) {
				struct done_fact fact;

				if (!is_package_name(packages->items[k], own) &&
				    done_unit_depends(
				        part, &packages->items[k], 1, &fact, finder->arena))
					return true;
			}
		}
	}
	return false;
}

static void framework_exclude(
    struct done_finder *finder, struct done_program *program, const struct done_unit *root)
{
	const struct done_unit_part *part =
	    root ? done_unit_part(root, program->part->ecosystem->id) : NULL;
	bool is_root =
	    root && program->unit == root && !strcmp(program->directory, root->directory);
	const char *path = NULL, *name = NULL;

	if (!program->is_service ||
	    (stands_by_itself(program) && (!is_root || may_be_application(program))))
		return;
	name = part ? framework_of(part, &path) : NULL;
	if (!name || (stands_by_itself(program) && is_built_with_another(finder, part, name)))
		return;
	program->is_service = false;
	program->kind = is_root ? DONE_KIND_LIBRARY : DONE_KIND_TOOL;
	program->why.path = path;
	program->why.line = 0;
	program->why.what = done_arena_printf(finder->arena,
	    is_root ? "the library '%s', with which others build services"
	            : "nothing runs it, and the repository is that of the library '%s'",
	    done_arena_shown(finder->arena, name));
}

void done_frameworks_exclude(struct done_finder *finder)
{
	const struct done_unit *root = done_unit_at(finder, "");

	for (size_t i = 0; i < finder->nr_programs && !finder->nr_scopes; i++)
		framework_exclude(finder, &finder->programs[i], root);
}
