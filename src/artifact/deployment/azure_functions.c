/* host.json (Azure Functions): the directory is a function app. */
#include <string.h>

#include "deployment_parts.h"

static int azure_root(struct done_deploy *deploy, const struct done_value *root)
{
	if (!done_value_get(root, "version"))
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, root->line);
	if (!to)
		return deploy->err->code;
	to->context = ".";
	return 0;
}

static int azure_functions_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_JSON, azure_root, out);
}

const struct done_deployment_reader done_reader_azure_functions = {
    .name = "azure-functions",
    .summary = "host.json: a function app",
    .read = azure_functions_read,
};
