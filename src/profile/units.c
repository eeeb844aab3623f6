/*
 * Units: directories that a package manager knows, or that hold a container file beside sources.
 * A program is looked for in units only.
 */
#include <stdlib.h>
#include <string.h>

#include "finder.h"

static const char *const idle_manifests[] = {
    "go.work",
    "pnpm-workspace.yaml",
    "lerna.json",
    "nest-cli.json",
    "workspace.json",
    "nx.json",
    "turbo.json",
    "settings.gradle",
    "settings.gradle.kts",
    "libs.versions.toml",
    "Directory.Packages.props",
    "Directory.Build.props",
    "Directory.Build.targets",
    "global.json",
};
static const char *const idle_endings[] = {".sln", ".slnx", ".lock", ".props", ".targets"};

bool done_manifest_is_idle(const char *name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(idle_manifests); i++) {
		if (!strcmp(name, idle_manifests[i]))
			return true;
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(idle_endings); i++) {
		if (done_text_ends(name, idle_endings[i]))
			return true;
	}
	return false;
}

/* ---- manifests ---- */

/* Its path, and why it cannot be read. */
static void manifest_unread(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_error *problem, const char *why)
{
	*DONE_ARENA_PUSH(finder->arena, finder->unread, finder->nr_unread, finder->cap_unread) =
	    (struct done_unread){
	        file->path, problem->line, problem->column, done_arena_strdup(finder->arena, why)};
}

/* What another tree of the run had, too, is read once. */
static int manifest_read(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_manifest_form *form, const struct done_manifest **out, struct done_error *err)
{
	struct done_arena *room = done_snapshot_room(finder->snapshot);
	struct done_arena *arena = room ? room : finder->arena;
	struct done_error problem = {0};
	struct done_manifest *manifest;
	struct done_buf text = {0};
	int rc;

	*out = done_snapshot_recall(finder->snapshot, form->reader->name, file->path, &file->oid);
	if (*out) {
		finder->nr_opened++;
		return 0;
	}
	manifest = done_arena_alloc(arena, sizeof(*manifest));
	rc = done_tree_read(finder, file, DONE_MANIFEST_MAX, &text, err);
	if (!rc) {
		done_finder_not_read(finder,
		    done_arena_printf(finder->arena, "%s is longer than 4 MiB.",
		        done_arena_shown(finder->arena, file->path)));
		manifest_unread(finder, file, &problem, "it is longer than 4 MiB");
	}
	if (rc > 0 &&
	    done_manifest_read(form->reader, arena, (struct done_bytes){text.ptr, text.len},
	        done_arena_strdup(arena, file->path), manifest, &problem) >= 0) {
		*out = manifest;
		if (room)
			done_snapshot_keep(
			    finder->snapshot, form->reader->name, file->path, &file->oid, manifest);
	} else if (rc > 0) {
		done_finder_not_read(finder,
		    done_arena_printf(finder->arena, "%s cannot be read: %s.",
		        done_arena_shown(finder->arena, file->path), problem.message));
		manifest_unread(finder, file, &problem, problem.message);
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

bool done_unit_is_packed_by(const char *directory)
{
	static const char *const names[] = {"docker", "dockerfiles", "container", "containers",
	    "deploy", "deployment", "image", "images", "packaging", ".docker"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		if (!strcmp(done_last_part(directory), names[i]))
			return true;
	}
	return false;
}

/* requirements/base.txt belongs to what stands beside that folder. */
static const char *unit_directory_of(struct done_finder *finder, const struct done_tree_file *file)
{
	const char *directory = done_directory_of(finder->arena, file->path);

	if (!strcmp(done_last_part(directory), "requirements"))
		return done_directory_of(finder->arena, directory);
	/* docker/requirements.txt is of the image that is built of what stands beside it */
	if (done_unit_is_packed_by(directory) && done_text_starts(file->name, "requirements"))
		return done_directory_of(finder->arena, directory);
	return directory;
}

/* "requirements/base.txt": its name alone says nothing. */
static bool is_in_requirements(const struct done_tree_file *file)
{
	static const char folder[] = "requirements/";
	const size_t len = sizeof(folder) - 1;

	return done_text_ends(file->name, ".txt") && (size_t)(file->name - file->path) >= len &&
	    !strncmp(file->name - len, folder, len);
}

bool done_manifest_fits(
    const struct done_manifest_form *form, const char *name, bool in_requirements)
{
	return done_glob_match(form->file, name) ||
	    (in_requirements && !strcmp(form->reader->name, "requirements"));
}

/* A module of a package that is called setup.py, and says nothing of a package. */
static bool is_module_of_package(struct done_finder *finder, const struct done_tree_file *file,
    const char *directory, const struct done_manifest *manifest)
{
	return !strcmp(file->name, "setup.py") && !manifest->name && !manifest->nr_dependencies &&
	    !manifest->nr_facts &&
	    done_tree_find(finder, done_path_join(finder->arena, directory, "__init__.py"));
}

/* A manifest that cannot be read makes a unit all the same: its directory is not nothing. */
static int unit_take_manifest(struct done_finder *finder, const struct done_tree_file *file,
    const struct done_ecosystem *ecosystem, const struct done_manifest_form *form,
    struct done_error *err)
{
	const char *directory = unit_directory_of(finder, file);
	struct done_unit *unit = done_unit_at(finder, directory);
	const struct done_manifest *manifest;
	struct done_unit_part *part;
	size_t cap;

	if (manifest_read(finder, file, form, &manifest, err) < 0)
		return err->code;
	if (manifest)
		done_gradle_take(finder, file->path, directory, form->reader->name, manifest);
	if ((done_manifest_is_idle(file->name) &&
	        (!unit || !done_unit_part(unit, ecosystem->id))) ||
	    (manifest && is_module_of_package(finder, file, directory, manifest)))
		return 0;
	part = done_unit_part_make(finder, done_unit_make(finder, directory), ecosystem);
	if (!manifest)
		return 0;
	cap = part->cap;
	*DONE_ARENA_PUSH(finder->arena, part->manifests, part->nr, part->cap) = manifest;
	part->nr--;
	*DONE_ARENA_PUSH(finder->arena, part->paths, part->nr, cap) = file->path;
	for (size_t i = 0; i < manifest->nr_not_read; i++)
		done_finder_not_read(finder, manifest->not_read[i]);
	return 0;
}

/* First those that make units, then those that only say more of them. */
static int units_by_manifests(struct done_finder *finder, bool idle, struct done_error *err)
{
	const struct done_ecosystems *ecosystems = finder->ecosystems;

	for (size_t i = 0; i < finder->nr_files; i++) {
		const struct done_tree_file *file = &finder->files[i];
		const bool in_requirements = is_in_requirements(file);

		if (done_manifest_is_idle(file->name) != idle)
			continue;
		for (size_t j = 0; j < ecosystems->nr; j++) {
			const struct done_ecosystem *ecosystem = &ecosystems->items[j];

			for (size_t k = 0; k < ecosystem->nr_manifests; k++) {
				if (!done_manifest_fits(
				        &ecosystem->manifests[k], file->name, in_requirements))
					continue;
				if (unit_take_manifest(
				        finder, file, ecosystem, &ecosystem->manifests[k], err) < 0)
					return err->code;
				break;
			}
		}
	}
	return 0;
}

/* ---- without a manifest ---- */

/* Programs of these are often plain files below a unit that is something else. */
static const char *const loose_ecosystems[] = {"python", "php", "ruby"};

static bool is_loose(const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(loose_ecosystems); i++) {
		if (!strcmp(ecosystem->id, loose_ecosystems[i]))
			return true;
	}
	return false;
}

/* A file that stands in the directory itself, or in a folder of sources in it: "src/main.go",
 * "cmd/cart/main.go". */
static bool is_close(const char *below)
{
	static const char *const folders[] = {
	    "src/main/", "src/", "app/", "html/", "public/", "www/"};
	const char *slash = strchr(below, '/');

	if (done_text_starts(below, "cmd/") && done_text_ends(below, ".go")) {
		slash = strchr(below + strlen("cmd/"), '/');
		return !slash || !strchr(slash + 1, '/');
	}
	for (size_t i = 0; slash && i < DONE_ARRAY_SIZE(folders); i++) {
		if (!strncmp(below, folders[i], strlen(folders[i])))
			return !strchr(below + strlen(folders[i]), '/');
	}
	return !slash;
}

static bool holds_sources(
    const struct done_finder *finder, const char *directory, const struct done_ecosystem *ecosystem)
{
	size_t first, end, len = strlen(directory);

	done_tree_range(finder, directory, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *path = finder->files[i].path;
		const struct done_unit *nested;

		/* .credo.exs is the settings of a tool. */
		if (*finder->files[i].name == '.' || !is_close(path + len + (len > 0)) ||
		    !done_ecosystem_is_source(ecosystem, path) ||
		    done_ecosystem_is_test(ecosystem, path))
			continue;
		nested = strchr(path + len + (len > 0), '/')
		    ? done_unit_above(finder, path, ecosystem)
		    : NULL;
		if (!nested || strlen(nested->directory) <= len)
			return true; /* else it is that unit's */
	}
	return false;
}

static void unit_make_bare(struct done_finder *finder, const char *directory)
{
	const char *around = done_directory_of(finder->arena, directory);

	if (*directory && done_unit_is_packed_by(directory) &&
	    done_unit_above(finder, around, NULL))
		return;
	for (size_t i = 0; i < finder->ecosystems->nr; i++) {
		const struct done_ecosystem *ecosystem = &finder->ecosystems->items[i];
		struct done_unit *above = done_unit_above(finder, directory, ecosystem), *unit;

		if (above && (!strcmp(above->directory, directory) || !is_loose(ecosystem)))
			continue;
		if (!holds_sources(finder, directory, ecosystem))
			continue;
		unit = done_unit_at(finder, directory);
		if (unit && !is_loose(ecosystem))
			continue; /* a script beside a package of another language */
		if (unit)
			continue;
		unit = done_unit_make(finder, directory);
		unit->is_bare = true;
		done_unit_part_make(finder, unit, ecosystem);
	}
}

static bool holds_unit(
    const struct done_finder *finder, const char *directory, const struct done_ecosystem *ecosystem)
{
	for (size_t i = 0; i < finder->nr_units; i++) {
		if (done_path_below(finder->units[i].directory, directory) &&
		    done_unit_part(&finder->units[i], ecosystem->id))
			return true;
	}
	return false;
}

/* Django's manage.py stands for a manifest where none is above. */
static void units_without_manifest(struct done_finder *finder)
{
	const struct done_ecosystem *python = done_ecosystem_find(finder->ecosystems, "python");

	for (size_t i = 0; i < finder->nr_files; i++) {
		const struct done_tree_file *file = &finder->files[i];
		const char *directory = done_directory_of(finder->arena, file->path);

		if (python && !strcmp(file->name, "manage.py") &&
		    !done_unit_above(finder, file->path, python)) {
			struct done_unit *unit = done_unit_make(finder, directory);

			unit->is_bare = true;
			done_unit_part_make(finder, unit, python);
		}
		if (done_tree_is_container_file(file->name))
			unit_make_bare(finder, directory);
	}
}

/* A folder of a function needs no manifest: the platform has what it imports. */
static void units_of_functions(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_files; i++) {
		const char *path = finder->files[i].path;
		const char *folder = done_function_folder(finder->arena, path);

		if (!folder && !strcmp(finder->files[i].name, "lambda_function.py"))
			folder = done_directory_of(finder->arena, path);
		for (size_t j = 0; folder && *folder && j < finder->ecosystems->nr; j++) {
			const struct done_ecosystem *ecosystem = &finder->ecosystems->items[j];

			if (!done_function_has_folders(ecosystem) ||
			    !done_ecosystem_is_source(ecosystem, path) ||
			    done_ecosystem_is_test(ecosystem, path) ||
			    done_unit_above(finder, path, ecosystem) ||
			    holds_unit(finder, folder, ecosystem))
				continue;
			struct done_unit *unit = done_unit_make(finder, folder);

			unit->is_bare = true;
			done_unit_part_make(finder, unit, ecosystem);
		}
	}
}

/* At the root, in cmd/, or in a workspace of GOPATH ("src/cmd/cart/server.go"). */
static bool unit_is_old_go(const struct done_ecosystem *go, const char *path)
{
	return (!strchr(path, '/') || done_text_starts(path, "cmd/") ||
	           done_text_starts(path, "src/")) &&
	    done_ecosystem_is_source(go, path) && !done_ecosystem_is_test(go, path);
}

/* Go from before its modules: no go.mod anywhere. */
static void units_of_old_go(struct done_finder *finder)
{
	const struct done_ecosystem *go = done_ecosystem_find(finder->ecosystems, "go");

	for (size_t i = 0; go && i < finder->nr_units; i++) {
		if (done_unit_part(&finder->units[i], "go"))
			return;
	}
	for (size_t i = 0; go && i < finder->nr_files; i++) {
		const char *path = finder->files[i].path;

		if (!unit_is_old_go(go, path))
			continue;
		struct done_unit *unit = done_unit_make(finder, "");

		unit->is_bare = true;
		done_unit_part_make(finder, unit, go);
		return;
	}
}

/* An application of a workspace may have no manifest of its own ("projects" of nest-cli.json). */
static void units_of_workspaces(struct done_finder *finder)
{
	const struct done_ecosystem *node = done_ecosystem_find(finder->ecosystems, "node");
	const char **applications = NULL;
	size_t nr = 0, cap = 0;

	for (size_t i = 0; node && i < finder->nr_units; i++) {
		struct done_unit *unit = &finder->units[i];
		struct done_unit_part *part = done_unit_part(unit, "node");

		for (size_t j = 0; part && j < part->nr; j++) {
			for (size_t k = 0; k < part->manifests[j]->nr_facts; k++) {
				const struct done_manifest_fact *fact =
				    &part->manifests[j]->facts[k];
				const char *root = strcmp(fact->name, "application") != 0
				    ? NULL
				    : done_path_within(finder->arena, unit->directory, fact->value);

				if (!root || !*root || !strcmp(root, unit->directory))
					continue;
				unit->has_applications = true;
				*DONE_ARENA_PUSH(finder->arena, applications, nr, cap) = root;
			}
		}
	}
	for (size_t i = 0; i < nr; i++) {
		struct done_unit *unit = done_unit_make(finder, applications[i]);

		unit->is_application = true;
		done_unit_part_make(finder, unit, node);
	}
}

/* Where nothing of a tree lies outside of "shop-demo" and "shop-sample", these are names. */
static void units_of_demo(struct done_finder *finder)
{
	for (size_t i = 0; i < finder->nr_units; i++) {
		if (finder->units[i].place.kind == DONE_PLACE_OWN)
			return;
	}
	finder->is_demo = true;
	for (size_t i = 0; i < finder->nr_units; i++)
		finder->units[i].place =
		    done_place_of(finder->arena, finder->units[i].directory, true);
}

int done_units_find(struct done_finder *finder, struct done_error *err)
{
	if (units_by_manifests(finder, false, err) < 0 || units_by_manifests(finder, true, err) < 0)
		return err->code;
	units_of_workspaces(finder);
	done_sbt_settle(finder);
	units_without_manifest(finder);
	units_of_functions(finder);
	units_of_old_go(finder);
	units_of_demo(finder);
	done_gradle_settle(finder);
	return 0;
}

/* ---- sources ---- */

/* The end of the nested unit of the ecosystem that the file lies in; 0: it lies in none. */
static size_t end_of_nested(const struct done_finder *finder, const struct done_unit *unit,
    const struct done_ecosystem *ecosystem, size_t file)
{
	const struct done_unit *nested =
	    done_unit_above(finder, finder->files[file].path, ecosystem);

	return nested && nested != unit && nested->first >= unit->first && nested->end <= unit->end
	    ? nested->end
	    : 0;
}

/* The place of the directory that a file of a unit stands in, by its path below the unit's. */
static enum done_place_kind source_place(
    struct done_finder *finder, const char *path, const char *below)
{
	struct done_place_seen *seen = &finder->place_seen;
	const char *slash = strrchr(below, '/');
	size_t from = (size_t)(below - path), end = slash ? (size_t)(slash - path) : from;
	const char *directory;

	if (seen->path && seen->from == from && seen->end == end && !strncmp(seen->path, path, end))
		return seen->kind;
	directory = done_arena_strndup(&finder->scratch, below, end - from);
	*seen = (struct done_place_seen){
	    path, from, end, done_place_of(&finder->scratch, directory, finder->is_demo).kind};
	return seen->kind;
}

static bool is_own_source(struct done_finder *finder, const struct done_unit *unit,
    const struct done_ecosystem *ecosystem, const char *path)
{
	const char *below = path + strlen(unit->directory);
	enum done_place_kind place;

	below += *below == '/';
	if (!done_ecosystem_is_source(ecosystem, path))
		return false;
	/* The place first: it is one for many files. */
	place = source_place(finder, path, below);
	return place != DONE_PLACE_TEST && place != DONE_PLACE_EXAMPLE &&
	    place != DONE_PLACE_DOCS && !done_ecosystem_is_test(ecosystem, below) &&
	    !done_ecosystem_is_foreign(ecosystem, below);
}

int done_unit_sources_below(struct done_finder *finder, const struct done_unit_below *below,
    done_source_visit *visit, void *data, struct done_error *err)
{
	const struct done_unit *unit = below->unit;
	const struct done_ecosystem *ecosystem = below->part->ecosystem;
	size_t first, last, end = 0;
	int rc = 0;

	done_tree_range(finder, below->directory, &first, &last);
	first = first > unit->first ? first : unit->first;
	last = last < unit->end ? last : unit->end;
	for (size_t i = first; i < last && !rc; i = end ? end : i + 1) {
		const char *path = finder->files[i].path;

		end = done_ecosystem_is_source(ecosystem, path)
		    ? end_of_nested(finder, unit, ecosystem, i)
		    : 0;
		if (!end && is_own_source(finder, unit, ecosystem, path))
			rc = visit(finder, below->part, i, data, err);
	}
	return rc;
}

int done_unit_sources(struct done_finder *finder, const struct done_unit *unit,
    struct done_unit_part *part, done_source_visit *visit, void *data, struct done_error *err)
{
	return done_unit_sources_below(
	    finder, &(struct done_unit_below){unit, part, unit->directory}, visit, data, err);
}
