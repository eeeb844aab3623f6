/*
 * deno.json and deno.jsonc.
 *
 * Dependencies: imports, scope run: by the package's name for "npm:" and "jsr:", by the key for an
 * address; an import that stands for a path of the directory is the fact "alias" = "key path".
 * Members: workspace. Facts: "script.NAME" (tasks), "main" (exports, as text), "version",
 * "import-map" = its path.
 */
#include <string.h>

#include "npm.h"
#include "readers.h"

/* "npm:@scope/name@^1/sub" -> "@scope/name", and where its version begins. */
static size_t deno_name_length(const char *name)
{
	const char *slash = *name == '@' ? strchr(name, '/') : NULL;
	size_t skip = slash ? (size_t)(slash - name) + 1 : 0;

	return skip + strcspn(name + skip, "@/");
}

static void deno_read_import(struct done_draft *draft, const struct done_member *member)
{
	const char *key = member->key.ptr, *target = done_draft_text(&member->value);
	struct done_dependency *item;

	if (!target) {
		done_draft_wrong(draft, &member->value, "the import '%s' must be text, not %s", key,
		    done_value_type_name(member->value.type));
	} else if (*target == '.' || *target == '/') {
		done_draft_fact(draft, "alias",
		    done_arena_printf(draft->arena, "%s %s", key, target), member->line);
	} else if (done_text_starts(target, "npm:") || done_text_starts(target, "jsr:")) {
		const char *name = target + 4 + strspn(target + 4, "/");
		size_t len = deno_name_length(name);
		item = done_draft_depend(draft, done_arena_strndup(draft->arena, name, len),
		    DONE_SCOPE_RUN, member->line);
		item->version = name[len] == '@'
		    ? done_arena_strndup(draft->arena, name + len + 1, strcspn(name + len, "/") - 1)
		    : NULL;
	} else {
		item = done_draft_depend(draft, key, DONE_SCOPE_RUN, member->line);
		item->version = target;
	}
}

static void deno_read_tasks(struct done_draft *draft, const struct done_value *tasks)
{
	for (size_t i = 0; tasks && i < tasks->map.nr; i++) {
		const struct done_member *member = &tasks->map.ptr[i];
		const char *command = done_draft_text(&member->value);
		if (!command)
			command = done_draft_text(done_value_get(&member->value, "command"));
		done_draft_fact(draft,
		    done_arena_printf(draft->arena, "script.%s", member->key.ptr), command,
		    member->line);
	}
}

static void deno_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *imports = done_draft_map(draft, root, "imports");
	const struct done_value *workspace = done_value_get(root, "workspace");

	draft->out.name = done_draft_text(done_value_get(root, "name"));
	done_draft_text_fact(draft, root, "version", "version");
	done_draft_text_fact(draft, root, "exports", "main");
	done_draft_text_fact(draft, root, "importMap", "import-map");
	deno_read_tasks(draft, done_draft_map(draft, root, "tasks"));
	for (size_t i = 0; imports && i < imports->map.nr; i++)
		deno_read_import(draft, &imports->map.ptr[i]);
	done_npm_members(draft,
	    workspace && workspace->type == DONE_MAP ? done_draft_list(draft, workspace, "members")
	                                             : done_draft_list(draft, root, "workspace"));
}

const struct done_manifest_reader done_manifest_deno = {
    .name = "deno",
    .summary = "deno.json: imports, tasks, workspace",
    .open = done_draft_json,
    .read_root = deno_read_root,
};
