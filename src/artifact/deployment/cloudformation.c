/* Templates of CloudFormation and SAM, by their names. */
#include "kubernetes_parts.h"

static int cloudformation_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};

	if (done_kubernetes_is(bytes))
		return done_reader_kubernetes.read(arena, bytes, file, out, err);
	if (!done_text_ends(file, ".json") && !done_deploy_has_key(bytes, "Resources"))
		return 0;
	return done_deploy_tree(&deploy, bytes, DONE_DEPLOY_BY_NAME, done_cloudformation_root, out);
}

const struct done_deployment_reader done_reader_cloudformation = {
    .name = "cloudformation",
    .summary = "template.yaml of SAM and CloudFormation: functions and tasks",
    .read = cloudformation_read,
};
