/* kustomization.yaml: images whose names or tags it replaces. */
#include <string.h>

#include "deployment_parts.h"

static int kustomize_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *images = done_value_get(root, "images");

	for (size_t i = 0; images && images->type == DONE_LIST && i < images->list.nr; i++) {
		const struct done_value *one = &images->list.ptr[i];
		const char *image = done_deploy_member_image(deploy, one, "newName");
		if (!image)
			image = done_deploy_member_image(deploy, one, "name");
		if (!image)
			continue;
		struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_RUN, one->line);
		if (!to)
			return deploy->err->code;
		to->image = image;
	}
	return 0;
}

const struct done_deployment_reader done_reader_kustomize = {
    .name = "kustomize",
    .summary = "kustomization.yaml: images",
    .data = DONE_DEPLOY_YAML,
    .root = kustomize_root,
};
