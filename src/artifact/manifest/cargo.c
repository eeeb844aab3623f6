/*
 * Cargo.toml.
 *
 * Dependencies: dependencies with scope run, dev-dependencies test, build-dependencies build, those
 * below target.* as well; under the crate's own name where it is renamed (`package = `). local:
 * path. is_workspace: `workspace = true`, which means the row of that name below
 * [workspace.dependencies] of the root: a member of that name, or a crate from elsewhere.
 * Members: workspace.members, "!" from exclude.
 * Facts: "package" = its name (missing: a virtual workspace), "workspace" = "true", "lib" = its
 * path or "src/lib.rs", "target.bin" = "name path" (path only where it is written), "default-run",
 * "autobins" = "false", "edition", "version", "workspace-path" = "name path" of
 * [workspace.dependencies].
 */
#include <string.h>

#include "draft.h"
#include "readers.h"

static bool cargo_is(const struct done_value *map, const char *key, bool wanted)
{
	const struct done_value *value = done_value_get(map, key);

	return value && value->type == DONE_BOOLEAN && value->boolean == wanted;
}

static void cargo_read_one(
    struct done_draft *draft, const struct done_member *member, enum done_scope scope)
{
	const struct done_value *value = &member->value;
	const char *name = member->key.ptr, *real, *path;
	struct done_dependency *item;

	if (value->type != DONE_STRING && value->type != DONE_MAP) {
		done_draft_wrong(draft, value, "'%s' must be a version or a table, not %s", name,
		    done_value_type_name(value->type));
		return;
	}
	real = value->type == DONE_MAP ? done_draft_text(done_value_get(value, "package")) : NULL;
	path = value->type == DONE_MAP ? done_draft_text(done_value_get(value, "path")) : NULL;
	item = done_draft_depend(draft, real ? real : name, scope, member->line);
	item->version =
	    done_draft_text(value->type == DONE_MAP ? done_value_get(value, "version") : value);
	item->local = path ? done_draft_path(draft->arena, path) : NULL;
	item->is_workspace = value->type == DONE_MAP && cargo_is(value, "workspace", true);
}

static void cargo_read_tables(struct done_draft *draft, const struct done_value *owner)
{
	static const struct {
		const char *key;
		enum done_scope scope;
	} tables[] = {
	    {"dependencies", DONE_SCOPE_RUN},
	    {"dev-dependencies", DONE_SCOPE_TEST},
	    {"build-dependencies", DONE_SCOPE_BUILD},
	    {"dev_dependencies", DONE_SCOPE_TEST},
	    {"build_dependencies", DONE_SCOPE_BUILD},
	};

	for (size_t t = 0; t < DONE_ARRAY_SIZE(tables); t++) {
		const struct done_value *map = done_draft_map(draft, owner, tables[t].key);
		for (size_t i = 0; map && i < map->map.nr; i++)
			cargo_read_one(draft, &map->map.ptr[i], tables[t].scope);
	}
}

static void cargo_read_programs(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *lib = done_draft_map(draft, root, "lib");
	const struct done_value *bins = done_draft_list(draft, root, "bin");

	if (lib) {
		const char *path = done_draft_text(done_value_get(lib, "path"));
		done_draft_fact(draft, "lib", path ? path : "src/lib.rs", lib->line);
	}
	for (size_t i = 0; bins && i < bins->list.nr; i++) {
		const struct done_value *bin = &bins->list.ptr[i];
		const char *name = done_draft_text(done_value_get(bin, "name"));
		const char *path = done_draft_text(done_value_get(bin, "path"));
		if (!name)
			done_draft_wrong(draft, bin, "a [[bin]] must have a name");
		else
			done_draft_fact(draft, "target.bin",
			    path ? done_arena_printf(draft->arena, "%s %s", name, path) : name,
			    bin->line);
	}
}

static void cargo_read_workspace(struct done_draft *draft, const struct done_value *workspace)
{
	const struct done_value *members = done_draft_list(draft, workspace, "members");
	const struct done_value *exclude = done_draft_list(draft, workspace, "exclude");
	const struct done_value *shared = done_draft_map(draft, workspace, "dependencies");

	if (workspace)
		done_draft_fact(draft, "workspace", "true", workspace->line);
	for (size_t i = 0; members && i < members->list.nr; i++) {
		const char *path = done_draft_text(&members->list.ptr[i]);
		if (path)
			done_draft_member(draft, path);
		else
			done_draft_wrong(
			    draft, &members->list.ptr[i], "a member of the workspace must be text");
	}
	for (size_t i = 0; exclude && i < exclude->list.nr; i++) {
		const char *path = done_draft_text(&exclude->list.ptr[i]);
		if (path)
			done_draft_take_out(draft, path);
	}
	for (size_t i = 0; shared && i < shared->map.nr; i++) {
		const struct done_member *member = &shared->map.ptr[i];
		const char *path = done_draft_text(done_value_get(&member->value, "path"));
		const char *plain = path ? done_draft_path(draft->arena, path) : NULL;
		if (plain)
			done_draft_fact(draft, "workspace-path",
			    done_arena_printf(draft->arena, "%s %s", member->key.ptr, plain),
			    member->line);
	}
}

static void cargo_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *package = done_draft_map(draft, root, "package");
	const struct done_value *targets = done_draft_map(draft, root, "target");

	draft->out.name = done_draft_text(done_value_get(package, "name"));
	done_draft_text_fact(draft, package, "name", "package");
	done_draft_text_fact(draft, package, "version", "version");
	done_draft_text_fact(draft, package, "edition", "edition");
	done_draft_text_fact(draft, package, "default-run", "default-run");
	if (cargo_is(package, "autobins", false))
		done_draft_fact(draft, "autobins", "false", package->line);
	cargo_read_programs(draft, root);
	cargo_read_workspace(draft, done_draft_map(draft, root, "workspace"));
	cargo_read_tables(draft, root);
	for (size_t i = 0; targets && i < targets->map.nr; i++) {
		if (targets->map.ptr[i].value.type == DONE_MAP)
			cargo_read_tables(draft, &targets->map.ptr[i].value);
	}
}

const struct done_manifest_reader done_manifest_cargo = {
    .name = "cargo",
    .summary = "Cargo.toml: dependencies, workspace, binaries",
    .open = done_draft_toml,
    .read_root = cargo_read_root,
};
