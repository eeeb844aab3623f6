/* railway.json and railway.toml: one service. */
#include <string.h>

#include "deployment_parts.h"

static int railway_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *build = done_value_get(root, "build");
	const struct done_value *run = done_value_get(root, "deploy");
	const struct done_value *probe = done_value_get(run, "healthcheckPath");
	bool scheduled = done_value_get(run, "cronSchedule") != NULL;

	if (!build && !run)
		return 0;
	struct done_deployment *to =
	    done_deploy_add(deploy, scheduled ? DONE_DEPLOY_SCHEDULE : DONE_DEPLOY_RUN, root->line);
	if (!to)
		return deploy->err->code;
	to->context = ".";
	to->file = done_deploy_member_path(deploy, build, "dockerfilePath");
	done_deploy_member_command(deploy, to, run, "startCommand");
	to->has_probe = probe != NULL;
	to->probe_line = probe ? probe->line : 0;
	return 0;
}

const struct done_deployment_reader done_reader_railway = {
    .name = "railway",
    .summary = "railway.json and railway.toml",
    .data = DONE_DEPLOY_BY_NAME,
    .root = railway_root,
};
