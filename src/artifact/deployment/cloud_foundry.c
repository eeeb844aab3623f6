/* manifest.yml of Cloud Foundry: applications and their processes. */
#include <string.h>

#include "kubernetes_parts.h"

/* "port" is what every application has that does not say, and "process" asks nothing. */
static void foundry_probe(struct done_deployment *to, const struct done_value *of)
{
	const struct done_value *kind = done_value_get(of, "health-check-type");
	const struct done_value *path = done_value_get(of, "health-check-http-endpoint");

	if (path && path->type == DONE_STRING && *path->string.ptr &&
	    !(kind && kind->type == DONE_STRING && strcmp(kind->string.ptr, "http") != 0)) {
		to->has_probe = true;
		to->probe_line = path->line;
	} else if (kind && kind->type == DONE_STRING && !strcmp(kind->string.ptr, "http")) {
		to->has_probe = true;
		to->probe_line = kind->line;
	}
}

static int foundry_process(
    struct done_deploy *deploy, const struct done_value *app, const struct done_value *process)
{
	const struct done_value *of = process ? process : app;
	const char *type = process ? done_deploy_text(deploy->arena, process, "type") : NULL;
	const struct done_value *no_route = done_value_get(app, "no-route");
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, of->line);

	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, app, "name");
	to->image = done_deploy_member_image(deploy, done_value_get(app, "docker"), "image");
	to->context = to->image ? NULL : done_deploy_member_path(deploy, app, "path");
	if (!to->image && !to->context)
		to->context = ".";
	done_deploy_member_command(deploy, to, of, "command");
	to->ports = !(no_route && no_route->type == DONE_BOOLEAN && no_route->boolean) &&
	    (!type || !strcmp(type, "web"));
	foundry_probe(to, of);
	return 0;
}

static int foundry_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *apps = done_value_get(root, "applications");

	for (size_t i = 0; apps && apps->type == DONE_LIST && i < apps->list.nr; i++) {
		const struct done_value *app = &apps->list.ptr[i];
		const struct done_value *all = done_value_get(app, "processes");
		size_t nr = all && all->type == DONE_LIST ? all->list.nr : 0;

		for (size_t j = 0; app->type == DONE_MAP && j < (nr ? nr : 1); j++)
			if (foundry_process(deploy, app, nr ? &all->list.ptr[j] : NULL) < 0)
				return deploy->err->code;
	}
	return 0;
}

/* Modules of a multi-target application (SAP): what Cloud Foundry is told stands in parameters. */
static int foundry_modules(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *all = done_value_get(root, "modules");

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		const struct done_value *one = &all->list.ptr[i];
		struct done_deployment *to;

		if (one->type != DONE_MAP || !done_value_get(one, "path"))
			continue;
		to = done_deploy_add(deploy, DONE_DEPLOY_RUN, one->line);
		if (!to)
			return deploy->err->code;
		to->name = done_deploy_member_name(deploy, one, "name");
		to->context = done_deploy_member_path(deploy, one, "path");
		foundry_probe(to, done_value_get(one, "parameters"));
	}
	return 0;
}

static int foundry_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	if (done_deploy_has_key(bytes, "_schema-version"))
		return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_YAML, foundry_modules, out);
	if (!done_deploy_has_key(bytes, "applications"))
		return done_reader_kubernetes.read(arena, bytes, file, out, err);
	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_YAML, foundry_root, out);
}

const struct done_deployment_reader done_reader_cloud_foundry = {
    .name = "cloud-foundry",
    .summary = "manifest.yml of Cloud Foundry: applications",
    .read = foundry_read,
};
