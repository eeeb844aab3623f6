/* serverless.yml (Serverless Framework): functions and their handlers. */
#include <string.h>

#include "deployment_parts.h"

/* A function that only the clock calls. */
static bool serverless_is_scheduled(const struct done_value *events)
{
	if (!events || events->type != DONE_LIST || !events->list.nr)
		return false;
	for (size_t i = 0; i < events->list.nr; i++)
		if (!done_value_get(&events->list.ptr[i], "schedule"))
			return false;
	return true;
}

/* "provider: {tracing: {lambda: true}}", or of one function: X-Ray. */
static void serverless_traces(
    struct done_deployment *to, const struct done_value *one, const struct done_value *all)
{
	const struct done_value *mode = one ? one : done_value_get(all, "lambda");

	if (!mode ||
	    !(mode->type == DONE_BOOLEAN
	            ? mode->boolean
	            : mode->type == DONE_STRING && !strcmp(mode->string.ptr, "Active")))
		return;
	to->traces = "X-Ray";
	to->traces_line = mode->line;
}

static int serverless_function(
    struct done_deploy *deploy, const struct done_value *provider, const struct done_member *member)
{
	const struct done_value *value = &member->value;
	const struct done_value *image = done_value_get(value, "image");
	bool scheduled = serverless_is_scheduled(done_value_get(value, "events"));
	struct done_deployment *to = done_deploy_add(
	    deploy, scheduled ? DONE_DEPLOY_SCHEDULE : DONE_DEPLOY_FUNCTION, member->line);

	if (!to)
		return deploy->err->code;
	to->name = done_deploy_key(member);
	to->context = ".";
	to->image = image && image->type == DONE_STRING
	    ? done_deploy_member_image(deploy, value, "image")
	    : done_deploy_member_image(deploy, image, "uri");
	done_deploy_member_command(deploy, to, value, "handler");
	serverless_traces(
	    to, done_value_get(value, "tracing"), done_value_get(provider, "tracing"));
	return 0;
}

static int serverless_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *functions = done_value_get(root, "functions");

	/* Which functions there are is not known; that the directory holds some is. */
	if (functions && functions->type != DONE_MAP) {
		struct done_deployment *to =
		    done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, functions->line);

		if (!to)
			return deploy->err->code;
		to->context = ".";
		done_deploy_not_read(deploy, functions->line,
		    "the functions stand in other files, which are not read from "
		    "here.");
	}
	for (size_t i = 0; functions && functions->type == DONE_MAP && i < functions->map.nr; i++)
		if (functions->map.ptr[i].value.type == DONE_MAP &&
		    serverless_function(
		        deploy, done_value_get(root, "provider"), &functions->map.ptr[i]) < 0)
			return deploy->err->code;
	return 0;
}

const struct done_deployment_reader done_reader_serverless = {
    .name = "serverless",
    .summary = "serverless.yml: functions",
    .data = DONE_DEPLOY_YAML,
    .root = serverless_root,
};
