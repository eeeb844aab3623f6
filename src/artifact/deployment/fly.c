/* fly.toml (Fly.io): one app, and its processes. */
#include <string.h>

#include "deployment_parts.h"

/* Checks of the app, of its HTTP service, or of one of its services. */
static const struct done_value *fly_probe(const struct done_value *root)
{
	static const char *const of_http[] = {"http_service", "checks"};
	static const char *const of_service[] = {"http_checks", "tcp_checks", "grpc_checks"};
	const struct done_value *probe = done_deploy_at(root, of_http, DONE_ARRAY_SIZE(of_http));
	const struct done_value *all = done_value_get(root, "services");
	size_t nr = all && all->type == DONE_LIST ? all->list.nr : all != NULL;

	probe = probe ? probe : done_value_get(root, "checks");
	for (size_t i = 0; i < nr; i++) {
		const struct done_value *one = all->type == DONE_LIST ? &all->list.ptr[i] : all;

		/* "http_checks = []" is none. */
		for (size_t j = 0;
		     !(probe && done_deploy_count(probe)) && j < DONE_ARRAY_SIZE(of_service); j++)
			probe = done_value_get(one, of_service[j]);
	}
	return probe && done_deploy_count(probe) ? probe : NULL;
}

static void fly_common(
    struct done_deploy *deploy, struct done_deployment *to, const struct done_value *root)
{
	const struct done_value *build = done_value_get(root, "build");
	const struct done_value *http = done_value_get(root, "http_service");
	const struct done_value *probe = fly_probe(root);
	const struct done_value *metrics = done_value_get(root, "metrics");

	to->name = done_deploy_member_name(deploy, root, "app");
	to->context = ".";
	to->file = done_deploy_member_path(deploy, build, "dockerfile");
	to->target = done_deploy_member_name(deploy, build, "build-target");
	to->image = done_deploy_member_image(deploy, build, "image");
	done_deploy_args(deploy, to, done_value_get(build, "args"));
	to->ports = (http != NULL) + (int)done_deploy_count(done_value_get(root, "services"));
	to->metrics_line = done_value_get(metrics, "path") ? metrics->line : 0;
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
