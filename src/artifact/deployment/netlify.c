/* netlify.toml: the directory of functions. */
#include <string.h>

#include "deployment_parts.h"

static int netlify_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *build = done_value_get(root, "build");
	const char *directory =
	    done_deploy_member_path(deploy, done_value_get(root, "functions"), "directory");

	if (!directory)
		directory = done_deploy_member_path(deploy, build, "functions");
	if (!directory)
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, root->line);
	if (!to)
		return deploy->err->code;
	to->context = directory;
	return 0;
}

const struct done_deployment_reader done_reader_netlify = {
    .name = "netlify",
    .summary = "netlify.toml: functions",
    .data = DONE_DEPLOY_TOML,
    .root = netlify_root,
};
