/*
 * sbt: one build.sbt may hold several projects. Where two or more of them are packed as programs,
 * each project with sources is a unit of its own; else they are parts of the one at the build.
 */
#include <limits.h>
#include <string.h>

#include "finder.h"

struct sbt_build {
	const char *directory, *path;
	const struct done_manifest *manifest;
};

struct sbt_project {
	const char *name, *directory;
	int line, end; /* of what the file says of it: up to the next project */
	bool is_packed;
};

struct sbt_projects {
	struct sbt_project *items;
	size_t nr, cap;
	int first_line; /* what stands above is for all */
};

static bool sbt_packs(const char *plugin)
{
	static const char *const plugins[] = {"JavaAppPackaging", "JavaServerAppPackaging",
	    "PlayScala", "PlayJava", "PlayService", "JDebPackaging", "SystemdPlugin",
	    "RiffRaffArtifact"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(plugins); i++) {
		if (!strcmp(plugin, plugins[i]))
			return true;
	}
	return done_text_ends(plugin, "DockerPlugin");
}

static bool sbt_holds_sources(
    struct done_finder *finder, const struct done_ecosystem *jvm, const char *directory)
{
	static const char *const folders[] = {"src/main", "app"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
		size_t first, end;

		done_tree_range(
		    finder, done_path_join(finder->arena, directory, folders[i]), &first, &end);
		for (; first < end; first++) {
			if (done_ecosystem_is_source(jvm, finder->files[first].path))
				return true;
		}
	}
	return false;
}

/* "name directory", as the reader of build.sbt writes a project. */
static bool sbt_project_of(struct done_finder *finder, const struct sbt_build *build,
    const struct done_manifest_fact *fact, struct sbt_project *out)
{
	const char *space = !strcmp(fact->name, "project") ? strchr(fact->value, ' ') : NULL;

	if (!space)
		return false;
	*out = (struct sbt_project){
	    .name = done_arena_strndup(finder->arena, fact->value, (size_t)(space - fact->value)),
	    .directory = done_path_within(finder->arena, build->directory, space + 1),
	    .line = fact->line,
	    .end = INT_MAX,
	};
	return true;
}

static bool sbt_is_listed(const struct sbt_projects *projects, const char *directory)
{
	for (size_t i = 0; i < projects->nr; i++) {
		if (!strcmp(projects->items[i].directory, directory))
			return true;
	}
	return false;
}

/* A container file beside the sources of a project packs it, and tells one that code of the build
 * makes where nothing can be read of it. */
static void sbt_projects_by_container_file(struct done_finder *finder,
    const struct done_ecosystem *jvm, const struct sbt_build *build, struct sbt_projects *out)
{
	size_t first, end;

	done_tree_range(finder, build->directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *directory;
		const struct done_unit *above;

		if (!done_tree_is_container_file(finder->files[i].name))
			continue;
		directory = done_directory_of(finder->arena, finder->files[i].path);
		for (size_t j = 0; j < out->nr; j++)
			out->items[j].is_packed |= !strcmp(out->items[j].directory, directory);
		above = done_unit_above(finder, directory, jvm);
		if (!strcmp(directory, build->directory) || sbt_is_listed(out, directory) ||
		    !above || strcmp(above->directory, build->directory) != 0 ||
		    !sbt_holds_sources(finder, jvm, directory))
			continue;
		*DONE_ARENA_PUSH(finder->arena, out->items, out->nr, out->cap) =
		    (struct sbt_project){
		        done_last_part(directory), directory, INT_MAX, INT_MAX, true};
	}
}

static void sbt_projects_list(struct done_finder *finder, const struct done_ecosystem *jvm,
    const struct sbt_build *build, struct sbt_projects *out)
{
	const struct done_manifest *manifest = build->manifest;
	struct sbt_project project, *last = NULL;

	out->first_line = INT_MAX;
	for (size_t i = 0; i < manifest->nr_facts; i++) {
		if (!sbt_project_of(finder, build, &manifest->facts[i], &project))
			continue;
		if (project.line < out->first_line)
			out->first_line = project.line;
		if (last)
			last->end = project.line;
		last = NULL;
		if (!project.directory || !strcmp(project.directory, build->directory) ||
		    !sbt_holds_sources(finder, jvm, project.directory))
			continue;
		last = DONE_ARENA_PUSH(finder->arena, out->items, out->nr, out->cap);
		*last = project;
	}
	for (size_t i = 0; i < out->nr; i++) {
		for (size_t j = 0; j < manifest->nr_facts; j++) {
			const struct done_manifest_fact *fact = &manifest->facts[j];

			out->items[i].is_packed |= fact->line >= out->items[i].line &&
			    fact->line < out->items[i].end &&
			    (!strcmp(fact->name, "main-class") ||
			        (!strcmp(fact->name, "plugin") && sbt_packs(fact->value)));
		}
	}
	sbt_projects_by_container_file(finder, jvm, build, out);
}

/* What the file says of one project, and above all of them, as a manifest of its own. */
static const struct done_manifest *sbt_manifest_of(struct done_finder *finder,
    const struct sbt_build *build, const struct sbt_projects *projects,
    const struct sbt_project *project)
{
	struct done_manifest *made = done_arena_alloc(finder->arena, sizeof(*made));
	size_t cap_dependencies = 0, cap_facts = 0;

	made->name = project->name;
	if (project->line == INT_MAX) /* what it is built of is not known: of all the rest */
		*DONE_ARENA_PUSH(finder->arena, made->dependencies, made->nr_dependencies,
		    cap_dependencies) = (struct done_dependency){.name = build->path,
		    .is_workspace = true,
		    .scope = DONE_SCOPE_BUILD,
		    .local = done_arena_printf(finder->arena, "/%s", build->directory)};
	for (size_t i = 0; i < build->manifest->nr_dependencies; i++) {
		struct done_dependency one = build->manifest->dependencies[i];

		if (one.line >= projects->first_line &&
		    (one.line < project->line || one.line >= project->end))
			continue;
		if (one.is_workspace && one.local) {
			const char *path =
			    done_path_within(finder->arena, build->directory, one.local);

			one.local = path ? done_arena_printf(finder->arena, "/%s", path) : NULL;
		}
		*DONE_ARENA_PUSH(finder->arena, made->dependencies, made->nr_dependencies,
		    cap_dependencies) = one;
	}
	for (size_t i = 0; i < build->manifest->nr_facts; i++) {
		const struct done_manifest_fact *fact = &build->manifest->facts[i];

		if (!strcmp(fact->name, "project") || fact->line < project->line ||
		    fact->line >= project->end)
			continue;
		*DONE_ARENA_PUSH(finder->arena, made->facts, made->nr_facts, cap_facts) = *fact;
	}
	return made;
}

/* What packs and starts the projects starts nothing of the build's own directory. */
static void sbt_keep_own(
    struct done_finder *finder, const struct sbt_build *build, const struct sbt_projects *projects)
{
	struct done_unit_part *part = done_unit_part(done_unit_at(finder, build->directory), "jvm");
	struct done_manifest *made = done_arena_alloc(finder->arena, sizeof(*made));
	size_t cap = 0;

	*made = *build->manifest;
	made->facts = NULL;
	made->nr_facts = 0;
	for (size_t i = 0; i < build->manifest->nr_facts; i++) {
		const struct done_manifest_fact *fact = &build->manifest->facts[i];
		bool is_own =
		    strcmp(fact->name, "plugin") != 0 && strcmp(fact->name, "main-class") != 0;
		bool is_theirs = false;

		for (size_t j = 0; j < projects->nr && !is_own; j++)
			is_theirs |= fact->line >= projects->items[j].line &&
			    fact->line < projects->items[j].end;
		if (!is_theirs)
			*DONE_ARENA_PUSH(finder->arena, made->facts, made->nr_facts, cap) = *fact;
	}
	for (size_t i = 0; part && i < part->nr; i++) {
		if (part->manifests[i] == build->manifest)
			part->manifests[i] = made;
	}
}

/* A file of its own beside what the build says of it may set a version, and no more; another
 * builder's manifest says all. */
static bool sbt_only_settings(const struct done_unit_part *part)
{
	for (size_t i = 0; part && i < part->nr; i++) {
		if (!done_text_ends(part->paths[i], ".sbt"))
			return false;
	}
	return true;
}

static void sbt_split(
    struct done_finder *finder, const struct done_ecosystem *jvm, const struct sbt_build *build)
{
	struct sbt_projects projects = {0};
	size_t nr_packed = 0;

	sbt_projects_list(finder, jvm, build, &projects);
	for (size_t i = 0; i < projects.nr; i++)
		nr_packed += projects.items[i].is_packed;
	for (size_t i = 0; i < projects.nr && nr_packed > 1; i++) {
		const struct sbt_project *project = &projects.items[i];
		struct done_unit *unit = done_unit_make(finder, project->directory);
		struct done_unit_part *part = done_unit_part(unit, jvm->id);
		size_t cap;

		if (!sbt_only_settings(part))
			continue;
		part = done_unit_part_make(finder, unit, jvm);
		cap = part->cap;
		*DONE_ARENA_PUSH(finder->arena, part->manifests, part->nr, part->cap) =
		    sbt_manifest_of(finder, build, &projects, project);
		part->nr--;
		*DONE_ARENA_PUSH(finder->arena, part->paths, part->nr, cap) = build->path;
	}
	if (nr_packed > 1)
		sbt_keep_own(finder, build, &projects);
}

void done_sbt_settle(struct done_finder *finder)
{
	const struct done_ecosystem *jvm = done_ecosystem_find(finder->ecosystems, "jvm");
	struct sbt_build *builds = NULL;
	size_t nr = 0, cap = 0;

	/* All of them first: units move when others are made. */
	for (size_t i = 0; jvm && i < finder->nr_units; i++) {
		const struct done_unit_part *part = done_unit_part(&finder->units[i], "jvm");

		for (size_t j = 0; part && j < part->nr; j++) {
			if (done_text_ends(part->paths[j], ".sbt"))
				*DONE_ARENA_PUSH(finder->arena, builds, nr, cap) =
				    (struct sbt_build){finder->units[i].directory, part->paths[j],
				        part->manifests[j]};
		}
	}
	for (size_t i = 0; i < nr; i++)
		sbt_split(finder, jvm, &builds[i]);
}
