/*
 * project.json of Nx, lerna.json, and files that name the applications of a workspace.
 *
 * project.json: name; dependencies: implicitDependencies, by the name of the project. Facts:
 * "project-type" ("application", "library"), "source-root", "main" = the entry file of a target,
 * "target.NAME" = its executor or command, "tag".
 * lerna.json: members: packages. Facts: "version", "client".
 * nest-cli.json, workspace.json: facts "application" = the root of each project that is one.
 */
#include <string.h>

#include "npm.h"
#include "readers.h"

static void nx_read_mains(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *targets = done_draft_map(draft, root, "targets");

	for (size_t i = 0; targets && i < targets->map.nr; i++) {
		const struct done_value *options =
		    done_value_get(&targets->map.ptr[i].value, "options");
		done_draft_text_fact(draft, options, "main", "main");
	}
}

static void nx_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *implied = done_draft_list(draft, root, "implicitDependencies");
	const struct done_value *tags = done_draft_list(draft, root, "tags");

	draft->out.name = done_draft_text(done_value_get(root, "name"));
	done_draft_text_fact(draft, root, "sourceRoot", "source-root");
	done_npm_targets(draft, root);
	nx_read_mains(draft, root);
	for (size_t i = 0; tags && i < tags->list.nr; i++)
		done_draft_fact(
		    draft, "tag", done_draft_text(&tags->list.ptr[i]), tags->list.ptr[i].line);
	for (size_t i = 0; implied && i < implied->list.nr; i++) {
		const char *name = done_draft_text(&implied->list.ptr[i]);
		/* "!name" says that there is none. */
		if (name && *name != '!')
			done_draft_depend(draft, name, DONE_SCOPE_RUN, implied->list.ptr[i].line)
			    ->is_workspace = true;
	}
}

static void lerna_read_root(struct done_draft *draft, const struct done_value *root)
{
	done_npm_members(draft, done_draft_list(draft, root, "packages"));
	done_draft_text_fact(draft, root, "version", "version");
	done_draft_text_fact(draft, root, "npmClient", "client");
}

static void workspace_read_root(struct done_draft *draft, const struct done_value *root)
{
	const struct done_value *projects = done_draft_map(draft, root, "projects");

	for (size_t i = 0; projects && i < projects->map.nr; i++) {
		const struct done_value *project = &projects->map.ptr[i].value;
		const char *type = done_draft_text(done_value_get(project, "type"));

		if (!type)
			type = done_draft_text(done_value_get(project, "projectType"));
		if (type && !strcmp(type, "application"))
			done_draft_text_fact(draft, project, "root", "application");
	}
}

const struct done_manifest_reader done_manifest_nx = {
    .name = "nx",
    .summary = "project.json of Nx: type, targets, entry file, implied dependencies",
    .open = done_draft_json,
    .read_root = nx_read_root,
};
const struct done_manifest_reader done_manifest_lerna = {
    .name = "lerna",
    .summary = "lerna.json: the packages of the workspace",
    .open = done_draft_json,
    .read_root = lerna_read_root,
};
const struct done_manifest_reader done_manifest_workspace = {
    .name = "workspace",
    .summary = "nest-cli.json, workspace.json: the applications of the workspace",
    .open = done_draft_json,
    .read_root = workspace_read_root,
};
