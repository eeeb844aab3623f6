/* tye.yaml of Project Tye: services, each a project, a container file or an image. */
#include <string.h>

#include "deployment_parts.h"

/* "src/Cart/Cart.csproj" is built in src/Cart, "src\\Cart\\Cart.csproj" too. */
static const char *tye_directory(struct done_arena *arena, const char *project)
{
	if (!project)
		return NULL;
	char *path = done_arena_strdup(arena, project), *slash;

	for (char *at = path; *at; at++)
		*at = *at == '\\' ? '/' : *at;
	slash = strrchr(path, '/');
	if (!slash)
		return ".";
	*slash = '\0';
	return path;
}

static int tye_service(struct done_deploy *deploy, const struct done_value *service)
{
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, service->line);

	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, service, "name");
	to->image = done_deploy_member_image(deploy, service, "image");
	to->file = done_deploy_member_path(deploy, service, "dockerFile");
	to->context = done_deploy_member_path(deploy, service, "dockerFileContext");
	if (!to->context)
		to->context = tye_directory(
		    deploy->arena, done_deploy_member_path(deploy, service, "project"));
	if (!to->context && to->file)
		to->context = tye_directory(deploy->arena, to->file);
	return 0;
}

static int tye_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *services = done_value_get(root, "services");
	int rc = 0;

	for (size_t i = 0;
	     rc == 0 && services && services->type == DONE_LIST && i < services->list.nr; i++)
		if (services->list.ptr[i].type == DONE_MAP)
			rc = tye_service(deploy, &services->list.ptr[i]);
	return rc;
}

const struct done_deployment_reader done_reader_tye = {
    .name = "tye",
    .summary = "tye.yaml of Project Tye: projects, container files and images",
    .data = DONE_DEPLOY_YAML,
    .root = tye_root,
};
