/* fly.toml (Fly.io): one app, and its processes. */
#include <string.h>

#include "deployment_parts.h"

static void fly_common(
    struct done_deploy *deploy, struct done_deployment *to, const struct done_value *root)
{
	static const char *const checks[] = {"http_service", "checks"};
	const struct done_value *build = done_value_get(root, "build");
	const struct done_value *http = done_value_get(root, "http_service");
	const struct done_value *probe = done_deploy_at(root, checks, DONE_ARRAY_SIZE(checks));

	to->name = done_deploy_member_name(deploy, root, "app");
	to->context = ".";
	to->file = done_deploy_member_path(deploy, build, "dockerfile");
	to->target = done_deploy_member_name(deploy, build, "build-target");
	to->image = done_deploy_member_image(deploy, build, "image");
	done_deploy_args(deploy, to, done_value_get(build, "args"));
	to->ports = (http != NULL) + (int)done_deploy_count(done_value_get(root, "services"));
	probe = probe ? probe : done_value_get(root, "checks");
	to->has_probe = probe != NULL;
	to->probe_line = probe ? probe->line : 0;
}

static int fly_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *processes = done_value_get(root, "processes");
	size_t nr = processes && processes->type == DONE_MAP ? processes->map.nr : 0;

	for (size_t i = 0; i < (nr ? nr : 1); i++) {
		struct done_deployment *to = done_deploy_add(
		    deploy, DONE_DEPLOY_RUN, nr ? processes->map.ptr[i].line : root->line);
		if (!to)
			return deploy->err->code;
		fly_common(deploy, to, root);
		if (nr)
			done_deploy_list(deploy->arena, &to->commands, &to->nr_commands,
			    done_deploy_command(deploy, &processes->map.ptr[i].value));
	}
	return 0;
}

const struct done_deployment_reader done_reader_fly = {
    .name = "fly",
    .summary = "fly.toml: app, container file, processes",
    .data = DONE_DEPLOY_TOML,
    .root = fly_root,
};
