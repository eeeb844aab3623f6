/* App specs of DigitalOcean: services, workers and jobs. */
#include <string.h>

#include "deployment_parts.h"

static const struct ocean_part {
	const char *key;
	enum done_deployment_kind kind;
	int ports;
} ocean_parts[] = {
    {"services", DONE_DEPLOY_RUN, 1},
    {"workers", DONE_DEPLOY_RUN, 0},
    {"jobs", DONE_DEPLOY_SCHEDULE, 0},
};

static int ocean_one(
    struct done_deploy *deploy, const struct ocean_part *part, const struct done_value *one)
{
	const struct done_value *probe = done_value_get(one, "health_check");
	struct done_deployment *to = done_deploy_add(deploy, part->kind, one->line);

	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, one, "name");
	to->is_from_root = true;
	to->ports = part->ports;
	to->image = done_deploy_member_image(deploy, done_value_get(one, "image"), "repository");
	to->context = to->image ? NULL : done_deploy_member_path(deploy, one, "source_dir");
	if (!to->image && !to->context)
		to->context = ".";
	to->file = done_deploy_member_path(deploy, one, "dockerfile_path");
	done_deploy_member_command(deploy, to, one, "run_command");
	to->has_probe = probe && probe->type == DONE_MAP && probe->map.nr;
	to->probe_line = to->has_probe ? probe->line : 0;
	to->probe_asks = to->has_probe && done_value_get(probe, "http_path");
	return 0;
}

/* The spec itself, or (of a button to deploy) below `spec`. */
static int ocean_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *spec = done_value_get(root, "spec");

	spec = spec ? spec : root;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ocean_parts); i++) {
		const struct done_value *all = done_value_get(spec, ocean_parts[i].key);

		for (size_t j = 0; all && all->type == DONE_LIST && j < all->list.nr; j++)
			if (all->list.ptr[j].type == DONE_MAP &&
			    ocean_one(deploy, &ocean_parts[i], &all->list.ptr[j]) < 0)
				return deploy->err->code;
	}
	return 0;
}

const struct done_deployment_reader done_reader_digitalocean = {
    .name = "digitalocean",
    .summary = ".do/app.yaml of DigitalOcean: services, workers and jobs",
    .data = DONE_DEPLOY_YAML,
    .root = ocean_root,
};
