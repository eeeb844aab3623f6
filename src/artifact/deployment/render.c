/* render.yaml (Render's blueprints): services. */
#include <string.h>

#include "deployment_parts.h"

/* Sites of files are front ends and no programs. */
static const struct render_type {
	const char *type;
	enum done_deployment_kind kind;
	int ports;
} render_types[] = {
    {"web", DONE_DEPLOY_RUN, 1},
    {"pserv", DONE_DEPLOY_RUN, 1},
    {"worker", DONE_DEPLOY_RUN, 0},
    {"cron", DONE_DEPLOY_SCHEDULE, 0},
};

static int render_service(
    struct done_deploy *deploy, const struct done_value *value, const struct render_type *type)
{
	const struct done_value *probe = done_value_get(value, "healthCheckPath");
	struct done_deployment *to = done_deploy_add(deploy, type->kind, value->line);

	if (!to)
		return deploy->err->code;
	to->is_from_root = true;
	to->ports = type->ports;
	to->name = done_deploy_member_name(deploy, value, "name");
	to->context = done_deploy_member_path(deploy, value, "rootDir");
	if (!to->context)
		to->context = done_deploy_member_path(deploy, value, "dockerContext");
	if (!to->context)
		to->context = ".";
	to->file = done_deploy_member_path(deploy, value, "dockerfilePath");
	to->image = done_deploy_member_image(deploy, done_value_get(value, "image"), "url");
	done_deploy_member_command(deploy, to, value, "startCommand");
	done_deploy_member_command(deploy, to, value, "dockerCommand");
	to->has_probe = probe != NULL;
	to->probe_line = probe ? probe->line : 0;
	return 0;
}

static int render_services(struct done_deploy *deploy, const struct done_value *of)
{
	const struct done_value *all = done_value_get(of, "services");

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		const struct done_value *one = &all->list.ptr[i];
		const char *type = done_deploy_text(deploy->arena, one, "type");
		const char *runtime = done_deploy_text(deploy->arena, one, "runtime");
		runtime = runtime ? runtime : done_deploy_text(deploy->arena, one, "env");
		for (size_t j = 0; type && j < DONE_ARRAY_SIZE(render_types); j++)
			if (!strcmp(render_types[j].type, type) &&
			    !(runtime && !strcmp(runtime, "static")) &&
			    render_service(deploy, one, &render_types[j]) < 0)
				return deploy->err->code;
	}
	return 0;
}

/* Services stand at the top, or in the environments of projects. */
static int render_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *projects = done_value_get(root, "projects");
	int rc = render_services(deploy, root);

	for (size_t i = 0; projects && projects->type == DONE_LIST && i < projects->list.nr; i++) {
		const struct done_value *all =
		    done_value_get(&projects->list.ptr[i], "environments");
		for (size_t j = 0; rc == 0 && all && all->type == DONE_LIST && j < all->list.nr;
		     j++)
			rc = render_services(deploy, &all->list.ptr[j]);
	}
	return rc;
}

const struct done_deployment_reader done_reader_render = {
    .name = "render",
    .summary = "render.yaml: services, workers and cron jobs",
    .data = DONE_DEPLOY_YAML,
    .root = render_root,
};
