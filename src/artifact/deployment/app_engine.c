/* app.yaml (Google App Engine): one service. */
#include <string.h>

#include "kubernetes_parts.h"

static int app_engine_root(struct done_deploy *deploy, const struct done_value *root)
{
	if (!done_value_get(root, "runtime"))
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, root->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, root, "service");
	to->context = ".";
	to->ports = 1; /* the platform gives it $PORT */
	done_deploy_member_command(deploy, to, root, "entrypoint");
	const struct done_value *probe = done_value_get(root, "readiness_check");
	probe = probe ? probe : done_value_get(root, "liveness_check");
	to->has_probe = probe != NULL;
	to->probe_line = probe ? probe->line : 0;
	return 0;
}

static int app_engine_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	if (done_kubernetes_is(bytes))
		return done_reader_kubernetes.read(arena, bytes, file, out, err);
	if (!done_deploy_has_key(bytes, "runtime"))
		return 0;
	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_YAML, app_engine_root, out);
}

const struct done_deployment_reader done_reader_app_engine = {
    .name = "app-engine",
    .summary = "app.yaml of App Engine",
    .read = app_engine_read,
};
