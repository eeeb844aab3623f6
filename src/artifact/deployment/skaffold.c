/* skaffold.yaml: images and where they are built, in `build` and in `profiles`. */
#include <string.h>

#include "deployment_parts.h"

/* Builders other than a container file say what is built by a member of their own. */
static const struct skaffold_builder {
	const char *builder, *key, *command;
} skaffold_builders[] = {
    {"ko", "main", "go build"},
    {"jib", "project", "jib"},
    {"bazel", "target", "bazel build"},
};

static void skaffold_builder(
    struct done_deploy *deploy, struct done_deployment *to, const struct done_value *artifact)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(skaffold_builders); i++) {
		const char *what = done_deploy_text(deploy->arena,
		    done_value_get(artifact, skaffold_builders[i].builder),
		    skaffold_builders[i].key);
		if (what)
			done_deploy_list(deploy->arena, &to->builds, &to->nr_builds,
			    done_arena_printf(
			        deploy->arena, "%s %s", skaffold_builders[i].command, what));
	}
}

static int skaffold_artifact(struct done_deploy *deploy, const struct done_value *artifact)
{
	const struct done_value *docker = done_value_get(artifact, "docker");
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_IMAGE, artifact->line);

	if (!to)
		return deploy->err->code;
	to->image = done_deploy_member_image(deploy, artifact, "image");
	to->context = done_deploy_member_path(deploy, artifact, "context");
	if (!to->context)
		to->context = ".";
	to->file = done_deploy_member_path(deploy, docker, "dockerfile");
	to->target = done_deploy_member_name(deploy, docker, "target");
	done_deploy_args(deploy, to, done_value_get(docker, "buildArgs"));
	skaffold_builder(deploy, to, artifact);
	return 0;
}

static int skaffold_build(struct done_deploy *deploy, const struct done_value *of)
{
	const struct done_value *artifacts =
	    done_value_get(done_value_get(of, "build"), "artifacts");

	for (size_t i = 0; artifacts && artifacts->type == DONE_LIST && i < artifacts->list.nr; i++)
		if (artifacts->list.ptr[i].type == DONE_MAP &&
		    skaffold_artifact(deploy, &artifacts->list.ptr[i]) < 0)
			return deploy->err->code;
	return 0;
}

static int skaffold_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *profiles = done_value_get(root, "profiles");
	int rc = skaffold_build(deploy, root);

	for (size_t i = 0;
	     rc == 0 && profiles && profiles->type == DONE_LIST && i < profiles->list.nr; i++)
		rc = skaffold_build(deploy, &profiles->list.ptr[i]);
	return rc;
}

const struct done_deployment_reader done_reader_skaffold = {
    .name = "skaffold",
    .summary = "skaffold.yaml: images and their contexts",
    .data = DONE_DEPLOY_YAML,
    .root = skaffold_root,
};
