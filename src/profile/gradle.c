/*
 * Gradle: a project's file is not whole without its build's. Where ":a:b" stands is in the
 * settings, what "libs.x" means in the catalog of versions, and the root's file may set something
 * for all.
 */
#include <string.h>

#include "finder.h"

static struct done_gradle_build *gradle_build_at(struct done_finder *finder, const char *directory)
{
	struct done_gradle_build *build;

	for (size_t i = 0; i < finder->nr_builds; i++) {
		if (!strcmp(finder->builds[i].directory, directory))
			return &finder->builds[i];
	}
	build =
	    DONE_ARENA_PUSH(finder->arena, finder->builds, finder->nr_builds, finder->cap_builds);
	build->directory = directory;
	return build;
}

void done_gradle_take(struct done_finder *finder, const char *path, const char *directory,
    const char *reader, const struct done_manifest *manifest)
{
	if (!strcmp(reader, "gradle-settings")) {
		struct done_gradle_build *build = gradle_build_at(finder, directory);

		build->settings = manifest;
		build->settings_path = path;
	} else if (!strcmp(reader, "gradle-catalog"))
		/* It stands in the folder "gradle" of the build. */
		gradle_build_at(finder, done_directory_of(finder->arena, directory))->catalog =
		    manifest;
}

static bool gradle_has_projects(const struct done_gradle_build *build)
{
	return build->settings && build->settings->members.nr > 0;
}

/* The innermost build above a project that has projects, else the innermost: a settings file beside
 * a project may say no more than its name. */
static const struct done_gradle_build *gradle_build_above(
    const struct done_finder *finder, const char *directory)
{
	const struct done_gradle_build *best = NULL;

	for (size_t i = 0; i < finder->nr_builds; i++) {
		const struct done_gradle_build *build = &finder->builds[i];

		if (!done_path_below(directory, build->directory))
			continue;
		bool has = gradle_has_projects(build), had = best && gradle_has_projects(best);
		if (!best || (has && !had) ||
		    (has == had && strlen(build->directory) > strlen(best->directory)))
			best = build;
	}
	return best;
}

/* "project-dir" = ":a:b path", where a project stands elsewhere than its name says. */
static const char *gradle_moved(const struct done_gradle_build *build, const char *project)
{
	size_t len = strlen(project);

	for (size_t i = 0; build->settings && i < build->settings->nr_facts; i++) {
		const struct done_manifest_fact *fact = &build->settings->facts[i];

		if (!strcmp(fact->name, "project-dir") && !strncmp(fact->value, project, len) &&
		    fact->value[len] == ' ')
			return fact->value + len + 1;
	}
	return NULL;
}

/* ":a:b" as a path from the root of the tree, which begins with '/'. */
static const char *gradle_path_of(
    struct done_finder *finder, const struct done_gradle_build *build, const char *project)
{
	const char *moved = gradle_moved(build, project);
	char *path = done_arena_strdup(finder->arena, project + 1);

	for (char *at = path; *at; at++) {
		if (*at == ':')
			*at = '/';
	}
	return done_arena_printf(finder->arena, "/%s",
	    done_path_join(finder->arena, build->directory, moved ? moved : path));
}

static struct done_manifest *gradle_copy(
    struct done_finder *finder, const struct done_manifest *manifest)
{
	struct done_manifest *copy = done_arena_alloc(finder->arena, sizeof(*copy));

	*copy = *manifest;
	copy->dependencies = done_arena_array(
	    finder->arena, manifest->nr_dependencies + 1, sizeof(*copy->dependencies));
	if (manifest->nr_dependencies)
		memcpy(copy->dependencies, manifest->dependencies,
		    manifest->nr_dependencies * sizeof(*copy->dependencies));
	return copy;
}

static const struct done_manifest *gradle_resolve(struct done_finder *finder,
    const struct done_gradle_build *build, const struct done_manifest *manifest)
{
	struct done_manifest *copy = gradle_copy(finder, manifest);

	if (build->catalog)
		done_manifest_resolve(finder->arena, copy, build->catalog);
	for (size_t i = 0; i < copy->nr_dependencies; i++) {
		struct done_dependency *dependency = &copy->dependencies[i];

		if (dependency->is_workspace && *dependency->name == ':' && !dependency->local)
			dependency->local = gradle_path_of(finder, build, dependency->name);
	}
	return copy;
}

/* ---- what the root sets for all below ---- */

static const char *const gradle_inherited[] = {"subprojects.dependency", "subprojects.plugin"};

/* A manifest of only what is inherited; NULL: nothing is. */
static const struct done_manifest *gradle_inherit(
    struct done_finder *finder, const struct done_manifest *root)
{
	struct done_manifest *made = done_arena_alloc(finder->arena, sizeof(*made));
	size_t cap_dependencies = 0, cap_facts = 0;

	for (size_t i = 0; i < root->nr_facts; i++) {
		const struct done_manifest_fact *fact = &root->facts[i];

		if (!strcmp(fact->name, gradle_inherited[0]))
			*DONE_ARENA_PUSH(finder->arena, made->dependencies, made->nr_dependencies,
			    cap_dependencies) = (struct done_dependency){
			    .name = fact->value, .scope = DONE_SCOPE_RUN, .line = fact->line};
		else if (!strcmp(fact->name, gradle_inherited[1]))
			*DONE_ARENA_PUSH(finder->arena, made->facts, made->nr_facts, cap_facts) =
			    (struct done_manifest_fact){"plugin", fact->value, fact->line};
	}
	return made->nr_dependencies || made->nr_facts ? made : NULL;
}

static void gradle_add(struct done_finder *finder, struct done_unit_part *part,
    const struct done_manifest *manifest, const char *path)
{
	size_t cap = part->cap, nr = part->nr;

	*DONE_ARENA_PUSH(finder->arena, part->manifests, nr, cap) = manifest;
	cap = part->cap;
	nr = part->nr;
	*DONE_ARENA_PUSH(finder->arena, part->paths, nr, cap) = path;
	part->nr = nr;
	part->cap = cap;
}

void done_gradle_settle(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_units && finder->nr_builds; i++) {
		struct done_unit *unit = &finder->units[i];
		struct done_unit_part *part = done_unit_part(unit, "jvm");
		const struct done_gradle_build *build =
		    part ? gradle_build_above(finder, unit->directory) : NULL;
		const struct done_unit *root =
		    build ? done_unit_at(finder, build->directory) : NULL;
		const struct done_unit_part *above =
		    root && root != unit ? done_unit_part(root, "jvm") : NULL;

		for (size_t j = 0; build && j < part->nr; j++)
			part->manifests[j] = gradle_resolve(finder, build, part->manifests[j]);
		if (above && above->nr) {
			const struct done_manifest *inherited =
			    gradle_inherit(finder, above->manifests[0]);

			if (inherited)
				gradle_add(finder, part, inherited, above->paths[0]);
		}
	}
}
