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

static int netlify_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_TOML, netlify_root, out);
}

const struct done_deployment_reader done_reader_netlify = {
    .name = "netlify",
    .summary = "netlify.toml: functions",
    .read = netlify_read,
};
