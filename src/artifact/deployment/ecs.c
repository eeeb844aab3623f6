/* Task definitions of ECS as JSON: containers. Manifests of AWS Copilot. */
#include <string.h>

#include "deployment_parts.h"

static int ecs_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *all = done_value_get(root, "containerDefinitions");

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		const struct done_value *one = &all->list.ptr[i];
		const struct done_value *probe = done_value_get(one, "healthCheck");
		struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, one->line);

		if (!to)
			return deploy->err->code;
		to->name = done_deploy_member_name(deploy, one, "name");
		to->image = done_deploy_member_image(deploy, one, "image");
		done_deploy_member_command(deploy, to, one, "command");
		to->ports = (int)done_deploy_count(done_value_get(one, "portMappings"));
		to->has_probe = probe && probe->type == DONE_MAP && probe->map.nr;
		to->probe_line = to->has_probe ? probe->line : 0;
	}
	return 0;
}

const struct done_deployment_reader done_reader_ecs = {
    .name = "ecs",
    .summary = "task definitions of Amazon ECS: containers",
    .data = DONE_DEPLOY_JSON,
    .root = ecs_root,
};

/* image: {build: Dockerfile}, or {build: {dockerfile: …, context: …}} */
static void copilot_build(
    struct done_deploy *deploy, struct done_deployment *to, const struct done_value *image)
{
	const struct done_value *build = done_value_get(image, "build");

	to->is_from_root = true;
	to->context = ".";
	if (!build) {
		to->context = NULL;
		to->image = done_deploy_member_image(deploy, image, "location");
	} else if (build->type == DONE_STRING)
		to->file = done_deploy_member_path(deploy, image, "build");
	else {
		const char *context = done_deploy_member_path(deploy, build, "context");

		to->context = context ? context : ".";
		to->file = done_deploy_member_path(deploy, build, "dockerfile");
	}
}

static int copilot_root(struct done_deploy *deploy, const struct done_value *root)
{
	static const char *const path[] = {"http", "healthcheck"};
	const char *type = done_deploy_text(deploy->arena, root, "type");
	const struct done_value *image = done_value_get(root, "image");
	const struct done_value *probe = done_deploy_at(root, path, DONE_ARRAY_SIZE(path));

	if (!type || !image)
		return 0;
	struct done_deployment *to = done_deploy_add(deploy,
	    !strcmp(type, "Scheduled Job") ? DONE_DEPLOY_SCHEDULE : DONE_DEPLOY_RUN, root->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, root, "name");
	copilot_build(deploy, to, image);
	to->ports = done_value_get(image, "port") != NULL;
	probe = probe ? probe : done_value_get(image, "healthcheck");
	to->has_probe = probe && probe->type != DONE_NULL;
	to->probe_line = to->has_probe ? probe->line : 0;
	return 0;
}

const struct done_deployment_reader done_reader_copilot = {
    .name = "copilot",
    .summary = "manifest.yml of AWS Copilot: one service or job",
    .data = DONE_DEPLOY_YAML,
    .root = copilot_root,
};
