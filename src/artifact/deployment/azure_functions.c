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

const struct done_deployment_reader done_reader_azure_functions = {
    .name = "azure-functions",
    .summary = "host.json: a function app",
    .data = DONE_DEPLOY_JSON,
    .root = azure_root,
};
