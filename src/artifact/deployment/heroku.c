/* app.json (Heroku): an app that the platform builds from this directory. Expo has a file of the
 * same name. */
#include <string.h>

#include "deployment_parts.h"

static int heroku_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *formation = done_value_get(root, "formation");

	if (done_value_get(root, "expo") ||
	    (!formation && !done_value_get(root, "buildpacks") && !done_value_get(root, "stack")))
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, root->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, root, "name");
	to->context = ".";
	to->ports = !formation || done_value_get(formation, "web");
	return 0;
}

const struct done_deployment_reader done_reader_heroku = {
    .name = "heroku",
    .summary = "app.json of Heroku",
    .data = DONE_DEPLOY_JSON,
    .root = heroku_root,
};
