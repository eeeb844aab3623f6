/* Tiltfile: calls of docker_build with literal arguments. */
#include <string.h>

#include "deployment_parts.h"

static int tilt_build(struct done_deploy *deploy, const struct done_deploy_call *call)
{
	const char *context = done_deploy_argument(call, "context", 1);

	if (!context) {
		done_deploy_not_read(deploy, call->line,
		    "the context of '%s' is computed, which is not read.", call->name);
		return 0;
	}
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, call->line);
	if (!to)
		return deploy->err->code;
	to->image = done_deploy_image(deploy, NULL, done_deploy_argument(call, "ref", 0));
	to->context = done_deploy_path(deploy, NULL, context);
	to->file = done_deploy_path(deploy, NULL, done_deploy_argument(call, "dockerfile", 9));
	to->target = done_deploy_name(deploy, NULL, done_deploy_argument(call, "target", 9));
	return 0;
}

static int tiltfile_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	static const char *const names[] = {"docker_build", "docker_build_with_restart"};
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_call call;
	int rc = done_deploy_open(&deploy, bytes);

	if (rc < 0)
		return rc;
	struct done_deploy_calls calls = {
	    arena, done_arena_strndup(arena, bytes.ptr, bytes.len), 1, true};
	while (rc == 0 && done_deploy_call(&calls, names, DONE_ARRAY_SIZE(names), &call))
		rc = tilt_build(&deploy, &call);
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_tiltfile = {
    .name = "tiltfile",
    .summary = "Tiltfile: docker_build with literal arguments",
    .read = tiltfile_read,
};
