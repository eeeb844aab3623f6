/* config/deploy.yml of Kamal: one image, in several roles. */
#include <string.h>

#include "kubernetes_parts.h"

static const struct done_value *kamal_probe(const struct done_value *root)
{
	const struct done_value *proxy = done_value_get(root, "proxy");
	const struct done_value *probe = done_value_get(proxy, "healthcheck");

	return probe ? probe : done_value_get(root, "healthcheck");
}

static int kamal_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *builder = done_value_get(root, "builder");
	const struct done_value *probe = kamal_probe(root);
	const char *name = done_deploy_member_name(deploy, root, "service");

	if (!done_value_get(root, "image") || !done_value_get(root, "service"))
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, root->line);
	if (!to)
		return deploy->err->code;
	to->name = name;
	to->is_from_root = true;
	to->context = done_deploy_member_path(deploy, builder, "context");
	if (!to->context || done_deploy_is_open(to->context))
		to->context = ".";
	to->file = done_deploy_member_path(deploy, builder, "dockerfile");
	to->ports = 1;
	to->has_probe = probe && probe->type == DONE_MAP && probe->map.nr;
	to->probe_line = to->has_probe ? probe->line : 0;
	return 0;
}

static int kamal_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	if (!done_deploy_has_key(bytes, "service"))
		return done_reader_kubernetes.read(arena, bytes, file, out, err);
	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_YAML, kamal_root, out);
}

const struct done_deployment_reader done_reader_kamal = {
    .name = "kamal",
    .summary = "config/deploy.yml of Kamal: image and health check",
    .read = kamal_read,
};
