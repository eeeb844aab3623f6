/*
 * package.json (npm, yarn, pnpm, bun).
 *
 * Dependencies: dependencies, peerDependencies and optionalDependencies with scope run,
 * devDependencies with scope build. local: "file:", "link:", "portal:" and plain relative paths;
 * is_workspace: "workspace:". npm and yarn also link a member of the workspace whose name and
 * version fit, without any mark. Members: workspaces, as a list or as {packages: […]}.
 * Facts: "script.NAME", "bin" (one a command: its path), "main", "module", "browser", "type",
 * "private" = "true", "version", "package-manager", "engine.NAME"; and where Nx is told here,
 * "project-type" and "target.NAME" = its executor or command.
 */
#include <string.h>

#include "draft.h"
#include "npm.h"
#include "readers.h"

static const struct {
	const char *key;
	enum done_scope scope;
} npm_groups[] = {
    {"dependencies", DONE_SCOPE_RUN},
    {"optionalDependencies", DONE_SCOPE_RUN},
    {"peerDependencies", DONE_SCOPE_RUN},
    {"devDependencies", DONE_SCOPE_BUILD},
};

/* The directory that a version names, "file:../x"; NULL: none. */
static const char *npm_local(struct done_arena *arena, const char *version)
{
	static const char *const schemes[] = {"workspace:", "file:", "link:", "portal:"};
	const char *path = version;
	bool is_path = false;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(schemes); i++) {
		size_t len = strlen(schemes[i]);
		if (strncmp(version, schemes[i], len) != 0)
			continue;
		path = version + len;
		is_path = i > 0;
		break;
	}
	if (!strncmp(path, "//", 2) && path[2] != '/')
		path += 2;
	is_path = is_path || !strncmp(path, "./", 2) || !strncmp(path, "../", 3) ||
	    !strcmp(path, ".") || !strcmp(path, "..");
	if (!is_path || done_text_ends(path, ".tgz") || done_text_ends(path, ".tar.gz"))
		return NULL;
	return done_draft_path(arena, path);
}

static void npm_read_group(
    struct done_draft *draft, const struct done_value *root, const char *key, enum done_scope scope)
{
	const struct done_value *map = done_draft_map(draft, root, key);

	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		const char *version = done_draft_text(&member->value);
		if (!version) {
			done_draft_wrong(draft, &member->value,
			    "the version of '%s' must be text, not %s", member->key.ptr,
			    done_value_type_name(member->value.type));
			return;
		}
		struct done_dependency *item =
		    done_draft_depend(draft, member->key.ptr, scope, member->line);
		item->version = version;
		item->local = npm_local(draft->arena, version);
		item->is_workspace = !item->local && !strncmp(version, "workspace:", 10);
	}
}

/* "scripts" as "script.NAME": what is no text, no tool runs. */
static void npm_read_texts(
    struct done_draft *draft, const struct done_value *root, const char *key, const char *fact)
{
	const struct done_value *map = done_draft_map(draft, root, key);

	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		done_draft_fact(draft,
		    done_arena_printf(draft->arena, "%s.%s", fact, member->key.ptr),
		    done_draft_text(&member->value), member->line);
	}
}

static void npm_read_bin(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *bin = done_value_get(root, "bin");

	done_draft_text_fact(draft, root, "bin", "bin");
	for (size_t i = 0; bin && bin->type == DONE_MAP && i < bin->map.nr; i++)
		done_draft_fact(
		    draft, "bin", done_draft_text(&bin->map.ptr[i].value), bin->map.ptr[i].line);
}

void done_npm_members(struct done_draft *draft, const struct done_value *list)
{
	for (size_t i = 0; list && i < list->list.nr; i++) {
		const char *path = done_draft_text(&list->list.ptr[i]);
		if (path)
			done_draft_member(draft, path);
		else
			done_draft_wrong(
			    draft, &list->list.ptr[i], "a member of the workspace must be text");
	}
}

static void npm_read_workspaces(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *value = done_value_get(root, "workspaces");

	done_npm_members(draft,
	    value && value->type == DONE_MAP ? done_draft_list(draft, value, "packages")
	                                     : done_draft_list(draft, root, "workspaces"));
}

void done_npm_targets(struct done_draft *draft, const struct done_value *project)
{
	const struct done_value *map = done_draft_map(draft, project, "targets");

	done_draft_text_fact(draft, project, "projectType", "project-type");
	for (size_t i = 0; map && i < map->map.nr; i++) {
		const struct done_member *member = &map->map.ptr[i];
		const struct done_value *runs = done_value_get(&member->value, "executor");
		if (!runs)
			runs = done_value_get(&member->value, "command");
		done_draft_fact(draft,
		    done_arena_printf(draft->arena, "target.%s", member->key.ptr),
		    done_draft_text(runs), member->line);
	}
}

static void npm_read_root(struct done_draft *draft, const struct done_value *root)
{
	static const struct {
		const char *key, *fact;
	} texts[] = {
	    {"main", "main"},
	    {"module", "module"},
	    {"browser", "browser"},
	    {"type", "type"},
	    {"version", "version"},
	    {"packageManager", "package-manager"},
	};
	const struct done_value *private = done_value_get(root, "private");

	draft->out.name = done_draft_text(done_value_get(root, "name"));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(texts); i++)
		done_draft_text_fact(draft, root, texts[i].key, texts[i].fact);
	if (private && private->type == DONE_BOOLEAN && private->boolean)
		done_draft_fact(draft, "private", "true", private->line);
	npm_read_texts(draft, root, "scripts", "script");
	npm_read_texts(draft, root, "engines", "engine");
	npm_read_bin(draft, root);
	npm_read_workspaces(draft, root);
	done_npm_targets(draft, done_draft_map(draft, root, "nx"));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(npm_groups); i++)
		npm_read_group(draft, root, npm_groups[i].key, npm_groups[i].scope);
}

const struct done_manifest_reader done_manifest_npm = {
    .name = "npm",
    .summary = "package.json: dependencies, workspaces, scripts, bin, main",
    .open = done_draft_json,
    .read_root = npm_read_root,
};
