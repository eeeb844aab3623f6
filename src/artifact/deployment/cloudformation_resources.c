/* Resources of CloudFormation and SAM templates: functions, and containers of task definitions. */
#include <string.h>

#include "kubernetes_parts.h"

/* X-Ray, of the function or (as SAM has it) of all functions of the template. */
static void cloud_traces(
    struct done_deployment *to, const struct done_value *given, const struct done_value *all)
{
	const struct done_value *mode = done_value_get(given, "Tracing");

	mode = mode ? mode : done_value_get(done_value_get(given, "TracingConfig"), "Mode");
	mode = mode ? mode : done_value_get(all, "Tracing");
	if (!mode || mode->type != DONE_STRING || strcmp(mode->string.ptr, "Active") != 0)
		return;
	to->traces = "X-Ray";
	to->traces_line = mode->line;
}

static int cloud_function(
    struct done_deploy *deploy, const struct done_value *root, const struct done_member *resource)
{
	const struct done_value *given = done_value_get(&resource->value, "Properties");
	const struct done_value *meta = done_value_get(&resource->value, "Metadata");
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, resource->line);

	if (!to)
		return deploy->err->code;
	to->name = done_deploy_key(resource);
	to->context = done_deploy_member_path(deploy, meta, "DockerContext");
	to->file = done_deploy_member_path(deploy, meta, "Dockerfile");
	if (!to->context)
		to->context = done_deploy_member_path(deploy, given, "CodeUri");
	if (!to->context) /* a template's code stands beside it unless it says where */
		to->context = ".";
	to->image = done_deploy_member_image(deploy, given, "ImageUri");
	done_deploy_member_command(deploy, to, given, "Handler");
	cloud_traces(to, given, done_value_get(done_value_get(root, "Globals"), "Function"));
	return 0;
}

static int cloud_task(
    struct done_deploy *deploy, const struct done_value *root, const struct done_member *resource)
{
	const struct done_value *all =
	    done_value_get(done_value_get(&resource->value, "Properties"), "ContainerDefinitions");

	for (size_t i = 0; all && all->type == DONE_LIST && i < all->list.nr; i++) {
		const struct done_value *one = &all->list.ptr[i];
		struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, one->line);
		if (!to)
			return deploy->err->code;
		to->name = done_deploy_member_name(deploy, one, "Name");
		to->image = done_deploy_member_image(deploy, one, "Image");
		done_deploy_member_command(deploy, to, one, "Command");
		to->ports = (int)done_deploy_count(done_value_get(one, "PortMappings"));
		const struct done_value *probe = done_value_get(one, "HealthCheck");
		to->has_probe = probe && probe->type == DONE_MAP && probe->map.nr;
		to->probe_line = to->has_probe ? probe->line : 0;
	}
	(void)root;
	return 0;
}

/* What a load balancer, a name service or App Runner asks: whose it is says its name alone. */
static int cloud_check(
    struct done_deploy *deploy, const struct done_value *root, const struct done_member *resource)
{
	static const char *const keys[] = {"HealthCheckPath", "HealthCheckConfiguration",
	    "HealthCheckConfig", "HealthCheck", "HealthCheckProtocol"};
	const struct done_value *given = done_value_get(&resource->value, "Properties");
	const struct done_value *probe = NULL;

	(void)root;
	for (size_t i = 0; !probe && i < DONE_ARRAY_SIZE(keys); i++)
		probe = done_value_get(given, keys[i]);
	if (!probe)
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, resource->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_key(resource);
	to->is_apart = to->has_probe = to->probe_asks = true;
	to->probe_line = probe->line;
	return 0;
}

static const struct cloud_type {
	const char *type;
	int (*read)(struct done_deploy *deploy, const struct done_value *root,
	    const struct done_member *resource);
} cloud_types[] = {
    {"AWS::Serverless::Function", cloud_function},
    {"AWS::Lambda::Function", cloud_function},
    {"AWS::ECS::TaskDefinition", cloud_task},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", cloud_check},
    {"AWS::ElasticLoadBalancing::LoadBalancer", cloud_check},
    {"AWS::AppRunner::Service", cloud_check},
    {"AWS::Route53::HealthCheck", cloud_check},
};

int done_cloudformation_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *resources = done_value_get(root, "Resources");

	for (size_t i = 0; resources && resources->type == DONE_MAP && i < resources->map.nr; i++) {
		const struct done_member *one = &resources->map.ptr[i];
		const char *type = done_deploy_text(deploy->arena, &one->value, "Type");
		for (size_t j = 0; type && j < DONE_ARRAY_SIZE(cloud_types); j++)
			if (!strcmp(cloud_types[j].type, type) &&
			    cloud_types[j].read(deploy, root, one) < 0)
				return deploy->err->code;
	}
	return 0;
}

int done_cloudformation_apart(
    struct done_deploy *deploy, struct done_bytes bytes, struct done_deployments *out)
{
	if (!done_deploy_has_key(bytes, "Resources") ||
	    !done_deploy_holds(bytes,
	        (const char *const[]){
	            "AWS::Lambda::Function", "AWS::Serverless::Function", NULL}) ||
	    done_deploy_tree(deploy, bytes, DONE_DEPLOY_YAML, done_cloudformation_root, out) < 0)
		return 0; /* it may be anything */
	for (size_t i = 0; i < out->nr; i++) {
		struct done_deployment *item = &out->items[i];

		item->is_apart = true;
		if (item->kind == DONE_DEPLOY_FUNCTION && item->context &&
		    !strcmp(item->context, "."))
			item->context = NULL;
	}
	return 0;
}
