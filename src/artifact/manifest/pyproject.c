/*
 * pyproject.toml: PEP 621, 735 and 518, Poetry, uv, PDM, Rye, Hatch.
 *
 * Dependencies, under their normalised names: project.dependencies and Poetry's with scope run;
 * extras and groups by their names ("test" is test; "dev", "docs", "lint" are build; all else is
 * run); build-system.requires and dev-dependencies with scope build. local and is_workspace: paths
 * of Poetry and of tool.uv.sources, "file:" addresses. Members: tool.uv.workspace and
 * tool.rye.workspace, "!" from exclude.
 * Facts: "entry-point" = "name module:function", "entry-point.GROUP" likewise, "script.NAME" of
 * PDM, Rye, Poe, Taskipy; "python", "version", "build-backend", "include" = a file of requirements
 * that setuptools reads, "package-mode" = "false" (Poetry: not a package).
 */
#include <string.h>

#include "python.h"
#include "readers.h"

/* The map at "tool.poetry.group"; NULL: none. */
static const struct done_value *pyproject_at(
    struct done_draft *draft, const struct done_value *root, const char *path)
{
	while (root && *path) {
		size_t len = strcspn(path, ".");
		root = done_draft_map(draft, root, done_arena_strndup(draft->arena, path, len));
		path += len + (path[len] == '.');
	}
	return root;
}

static void pyproject_read_list(
    struct done_draft *draft, const struct done_value *list, enum done_scope scope)
{
	for (size_t i = 0; list && i < list->list.nr; i++) {
		/* {include-group = "x"}: that group is read where it stands. */
		if (list->list.ptr[i].type != DONE_MAP)
			done_python_require_value(draft, &list->list.ptr[i], scope);
	}
}

static void pyproject_read_groups(struct done_draft *draft, const struct done_value *groups)
{
	for (size_t i = 0; groups && i < groups->map.nr; i++) {
		const struct done_member *one = &groups->map.ptr[i];
		pyproject_read_list(draft,
		    done_draft_typed(draft, one->key.ptr, &one->value, DONE_LIST),
		    done_python_group(one->key.ptr));
	}
}

/* "entry-point" = "name target"; Poetry writes {reference = "…"} too. */
static void pyproject_read_entries(
    struct done_draft *draft, const struct done_value *map, const char *fact)
{
	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		const char *target = done_draft_text(&member->value);
		if (!target)
			target = done_draft_text(done_value_get(&member->value, "reference"));
		if (!target)
			target = done_draft_text(done_value_get(&member->value, "callable"));
		if (target)
			done_draft_fact(draft, fact,
			    done_arena_printf(draft->arena, "%s %s", member->key.ptr, target),
			    member->line);
	}
}

/* ---- PEP 621 ---- */

static void pyproject_read_dynamic(
    struct done_draft *draft, const struct done_value *root, const struct done_value *project)
{
	const struct done_value *list = done_draft_list(draft, project, "dynamic");
	const struct done_value *file = done_value_get(
	    pyproject_at(draft, root, "tool.setuptools.dynamic.dependencies"), "file");
	const char *name;

	for (size_t i = 0; list && i < list->list.nr; i++) {
		name = done_draft_text(&list->list.ptr[i]);
		if (name && !strcmp(name, "dependencies") && !file)
			done_draft_not_read(draft, list->list.ptr[i].line,
			    "the dependencies are computed when the package is "
			    "built");
	}
	if (!file)
		return;
	if (file->type == DONE_STRING)
		done_draft_fact(
		    draft, "include", done_draft_path(draft->arena, file->string.ptr), file->line);
	for (size_t i = 0; file->type == DONE_LIST && i < file->list.nr; i++) {
		name = done_draft_text(&file->list.ptr[i]);
		if (name)
			done_draft_fact(
			    draft, "include", done_draft_path(draft->arena, name), file->line);
	}
}

static void pyproject_read_project(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *project = done_draft_map(draft, root, "project");
	const struct done_value *groups = done_draft_map(draft, project, "entry-points");

	draft->out.name = done_draft_text(done_value_get(project, "name"));
	done_draft_text_fact(draft, project, "version", "version");
	done_draft_text_fact(draft, project, "requires-python", "python");
	pyproject_read_list(draft, done_draft_list(draft, project, "dependencies"), DONE_SCOPE_RUN);
	pyproject_read_groups(draft, done_draft_map(draft, project, "optional-dependencies"));
	pyproject_read_entries(draft, done_draft_map(draft, project, "scripts"), "entry-point");
	pyproject_read_entries(draft, done_draft_map(draft, project, "gui-scripts"), "entry-point");
	for (size_t i = 0; groups && i < groups->map.nr; i++) {
		const struct done_member *one = &groups->map.ptr[i];
		pyproject_read_entries(draft,
		    done_draft_typed(draft, one->key.ptr, &one->value, DONE_MAP),
		    done_arena_printf(draft->arena, "entry-point.%s", one->key.ptr));
	}
	pyproject_read_dynamic(draft, root, project);
}

/* ---- Poetry ---- */

static void pyproject_poetry_one(
    struct done_draft *draft, const struct done_member *member, enum done_scope scope)
{
	const struct done_value *value = &member->value;
	struct done_dependency *item;
	const char *path;

	/* Several rows for several platforms: the first says enough. */
	if (value->type == DONE_LIST && value->list.nr)
		value = &value->list.ptr[0];
	if (value->type != DONE_STRING && value->type != DONE_MAP) {
		done_draft_wrong(draft, value, "'%s' must be a version or a table, not %s",
		    member->key.ptr, done_value_type_name(value->type));
		return;
	}
	item = done_draft_depend(draft,
	    done_python_name(draft->arena, member->key.ptr, member->key.len), scope, member->line);
	item->version =
	    done_draft_text(value->type == DONE_MAP ? done_value_get(value, "version") : value);
	path = value->type == DONE_MAP ? done_draft_text(done_value_get(value, "path")) : NULL;
	if (path)
		item->local = done_python_local(draft->arena, path, strlen(path));
}

static void pyproject_poetry_group(struct done_draft *draft, const struct done_value *owner,
    const char *key, enum done_scope scope)
{
	const struct done_value *map = done_draft_map(draft, owner, key);

	for (size_t i = 0; map && i < map->map.nr; i++) {
		if (!strcmp(map->map.ptr[i].key.ptr, "python"))
			done_draft_text_fact(draft, map, "python", "python");
		else
			pyproject_poetry_one(draft, &map->map.ptr[i], scope);
	}
}

static void pyproject_read_poetry(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *poetry = pyproject_at(draft, root, "tool.poetry");
	const struct done_value *groups = done_draft_map(draft, poetry, "group");
	const struct done_value *mode = done_value_get(poetry, "package-mode");

	if (!draft->out.name)
		draft->out.name = done_draft_text(done_value_get(poetry, "name"));
	done_draft_text_fact(draft, poetry, "version", "version");
	if (mode && mode->type == DONE_BOOLEAN && !mode->boolean)
		done_draft_fact(draft, "package-mode", "false", mode->line);
	pyproject_poetry_group(draft, poetry, "dependencies", DONE_SCOPE_RUN);
	pyproject_poetry_group(draft, poetry, "dev-dependencies", DONE_SCOPE_BUILD);
	for (size_t i = 0; groups && i < groups->map.nr; i++) {
		const struct done_member *one = &groups->map.ptr[i];
		pyproject_poetry_group(draft,
		    done_draft_typed(draft, one->key.ptr, &one->value, DONE_MAP), "dependencies",
		    done_python_group(one->key.ptr));
	}
	pyproject_read_entries(draft, done_draft_map(draft, poetry, "scripts"), "entry-point");
}

/* ---- workspaces and tools ---- */

static void pyproject_read_members(struct done_draft *draft, const struct done_value *workspace)
{
	static const char *const keys[] = {"members", "exclude"};

	for (size_t k = 0; k < DONE_ARRAY_SIZE(keys); k++) {
		const struct done_value *list = done_draft_list(draft, workspace, keys[k]);
		for (size_t i = 0; list && i < list->list.nr; i++) {
			const char *path = done_draft_text(&list->list.ptr[i]);
			if (path && k == 0)
				done_draft_member(draft, path);
			else if (path)
				done_draft_take_out(draft, path);
			else
				done_draft_wrong(draft, &list->list.ptr[i],
				    "an item of '%s' must be text", keys[k]);
		}
	}
}

/* tool.uv.sources says where dependencies of those names come from. */
static void pyproject_read_sources(struct done_draft *draft, const struct done_value *sources)
{
	struct done_draft_names names = done_draft_names_of(draft);

	for (size_t i = 0; sources && i < sources->map.nr; i++) {
		const struct done_member *member = &sources->map.ptr[i];
		const struct done_value *value = &member->value;
		const char *name = done_python_name(draft->arena, member->key.ptr, member->key.len);
		const struct done_draft_name *one = done_draft_names_find(&names, name);
		if (value->type == DONE_LIST && value->list.nr)
			value = &value->list.ptr[0];
		if (value->type != DONE_MAP)
			continue;
		const char *path = done_draft_text(done_value_get(value, "path"));
		const struct done_value *shared = done_value_get(value, "workspace");
		for (; one && one < names.items + names.nr && !strcmp(one->name, name); one++) {
			struct done_dependency *item = &draft->out.dependencies[one->index];
			item->local = path ? done_python_local(draft->arena, path, strlen(path))
			                   : item->local;
			item->is_workspace =
			    shared && shared->type == DONE_BOOLEAN && shared->boolean;
		}
	}
}

static void pyproject_read_scripts(struct done_draft *draft, const struct done_value *root)
{
	static const char *const places[] = {
	    "tool.pdm.scripts", "tool.rye.scripts", "tool.poe.tasks", "tool.taskipy.tasks"};
	static const char *const kinds[] = {"cmd", "shell", "call", "script"};

	for (size_t p = 0; p < DONE_ARRAY_SIZE(places); p++) {
		const struct done_value *map = pyproject_at(draft, root, places[p]);
		for (size_t i = 0; map && i < map->map.nr; i++) {
			const struct done_member *member = &map->map.ptr[i];
			const char *text = done_draft_text(&member->value);
			for (size_t k = 0; !text && k < DONE_ARRAY_SIZE(kinds); k++)
				text = done_draft_text(done_value_get(&member->value, kinds[k]));
			done_draft_fact(draft,
			    done_arena_printf(draft->arena, "script.%s", member->key.ptr), text,
			    member->line);
		}
	}
}

static void pyproject_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *build = done_draft_map(draft, root, "build-system");
	const struct done_value *uv = pyproject_at(draft, root, "tool.uv");

	pyproject_read_project(draft, root);
	pyproject_read_poetry(draft, root);
	pyproject_read_groups(draft, done_draft_map(draft, root, "dependency-groups"));
	pyproject_read_groups(draft, pyproject_at(draft, root, "tool.pdm.dev-dependencies"));
	pyproject_read_list(
	    draft, done_draft_list(draft, uv, "dev-dependencies"), DONE_SCOPE_BUILD);
	pyproject_read_list(draft,
	    done_draft_list(draft, pyproject_at(draft, root, "tool.rye"), "dev-dependencies"),
	    DONE_SCOPE_BUILD);
	pyproject_read_list(draft, done_draft_list(draft, build, "requires"), DONE_SCOPE_BUILD);
	done_draft_text_fact(draft, build, "build-backend", "build-backend");
	pyproject_read_sources(draft, done_draft_map(draft, uv, "sources"));
	pyproject_read_members(draft, done_draft_map(draft, uv, "workspace"));
	pyproject_read_members(draft, pyproject_at(draft, root, "tool.rye.workspace"));
	pyproject_read_scripts(draft, root);
}

const struct done_manifest_reader done_manifest_pyproject = {
    .name = "pyproject",
    .summary = "pyproject.toml: requirements, groups, workspaces, sources, entry points",
    .open = done_draft_toml,
    .read_root = pyproject_read_root,
};
