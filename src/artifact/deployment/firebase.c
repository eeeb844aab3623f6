/* firebase.json: the directories of functions, one of them or a list. */
#include "deployment_parts.h"

static int firebase_functions(struct done_deploy *deploy, const struct done_value *functions)
{
	struct done_deployment *to;

	if (functions->type != DONE_MAP)
		return 0;
	to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, functions->line);
	if (!to)
		return deploy->err->code;
	to->context = done_deploy_member_path(deploy, functions, "source");
	if (!to->context)
		to->context = "functions";
	return 0;
}

static int firebase_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *functions = done_value_get(root, "functions");

	if (!functions)
		return 0;
	if (functions->type != DONE_LIST)
		return firebase_functions(deploy, functions);
	for (size_t i = 0; i < functions->list.nr; i++) {
		if (firebase_functions(deploy, &functions->list.ptr[i]) < 0)
			return deploy->err->code;
	}
	return 0;
}

const struct done_deployment_reader done_reader_firebase = {
    .name = "firebase",
    .summary = "firebase.json: directories of functions",
    .data = DONE_DEPLOY_JSON,
    .root = firebase_root,
};
