/* Rust: a package with a binary. Its crate serves, whichever of its files says so. */
#include <string.h>

#include "finder.h"

static const char *const rust_screens[] = {
    "tauri", "egui", "eframe", "iced", "bevy", "gtk4", "slint"};

static bool rust_main(
    struct done_finder *finder, const struct done_unit *unit, const char *path, const char **out)
{
	const struct done_tree_file *file =
	    done_tree_find(finder, done_path_join(finder->arena, unit->directory, path));

	if (file)
		*out = file->path;
	return file != NULL;
}

struct rust_binary {
	const char *name, *path;
};

struct rust_binaries {
	struct rust_binary *items;
	size_t nr, cap;
};

static void rust_add(
    struct done_finder *finder, struct rust_binaries *binaries, const char *name, const char *path)
{
	for (size_t i = 0; i < binaries->nr; i++) {
		if (!strcmp(binaries->items[i].name, name))
			return;
	}
	*DONE_ARENA_PUSH(finder->arena, binaries->items, binaries->nr, binaries->cap) =
	    (struct rust_binary){name, path};
}

/* "target.bin" = "worker src/bin/worker.rs" */
static void rust_declared(struct done_finder *finder, const struct done_unit *unit,
    const struct done_unit_part *part, struct rust_binaries *binaries)
{
	for (size_t i = 0; i < part->nr; i++) {
		for (size_t j = 0; j < part->manifests[i]->nr_facts; j++) {
			const struct done_manifest_fact *fact = &part->manifests[i]->facts[j];
			size_t len = strcspn(fact->value, " ");
			const char *path = NULL;

			if (strcmp(fact->name, "target.bin") != 0)
				continue;
			if (fact->value[len])
				rust_main(finder, unit, fact->value + len + 1, &path);
			rust_add(finder, binaries,
			    done_arena_strndup(finder->arena, fact->value, len),
			    path ? path : part->paths[i]);
		}
	}
}

/* src/bin/NAME.rs and src/bin/NAME/main.rs */
static void rust_in_bin(
    struct done_finder *finder, const struct done_unit *unit, struct rust_binaries *binaries)
{
	const char *bin = done_path_join(finder->arena, unit->directory, "src/bin");
	size_t first, end, len = strlen(bin);

	done_tree_range(finder, bin, &first, &end);
	for (size_t i = first; i < end; i++) {
		const char *below = finder->files[i].path + len + 1;
		size_t part = strcspn(below, "/.");

		if (!strcmp(below + part, ".rs") || !strcmp(below + part, "/main.rs"))
			rust_add(finder, binaries, done_arena_strndup(finder->arena, below, part),
			    finder->files[i].path);
	}
}

static int rust_find(struct done_finder *finder, struct done_unit *unit,
    struct done_unit_part *part, struct done_error *err)
{
	struct rust_binaries binaries = {0};
	const char *path = NULL;
	const char *package = part->nr ? part->manifests[0]->name : NULL;
	struct done_fact fact;

	(void)err;
	rust_declared(finder, unit, part, &binaries);
	if (rust_main(finder, unit, "src/main.rs", &path) && package) {
		bool named = false;

		for (size_t i = 0; i < binaries.nr; i++)
			named = named || !strcmp(binaries.items[i].path, path);
		if (!named)
			rust_add(finder, &binaries, package, path);
	}
	rust_in_bin(finder, unit, &binaries);
	for (size_t i = 0; i < binaries.nr; i++) {
		struct done_fact entry = {binaries.items[i].path, 0, "a binary of the package"};
		struct done_program *program =
		    done_program_add(finder, unit, part, unit->directory, &entry);

		program->name = binaries.items[i].name;
		program->script = binaries.items[i].path;
		if (done_unit_depends(
		        part, rust_screens, DONE_ARRAY_SIZE(rust_screens), &fact, finder->arena)) {
			program->never = "a program with a screen";
			program->never_kind = DONE_KIND_FRONTEND;
		}
	}
	return 0;
}

static int rust_serves(
    struct done_finder *finder, struct done_program *program, struct done_error *err)
{
	if (done_look_served(program->part->ecosystem, &program->serves))
		return 0;
	return done_program_scan(finder, program, err) < 0 ? err->code : 0;
}

const struct done_program_finder done_program_rust = {"rust", rust_find, rust_serves, NULL};
