/* wrangler.toml, wrangler.json and wrangler.jsonc (Cloudflare): one worker. */
#include <string.h>

#include "deployment_parts.h"

static int wrangler_root(struct done_deploy *deploy, const struct done_value *root)
{
	const char *program = done_deploy_member_path(deploy, root, "main");

	if (!program)
		program = done_deploy_member_path(deploy, root, "entry-point");
	if (!program) /* without a program it serves files only */
		return 0;
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, root->line);
	if (!to)
		return deploy->err->code;
	to->name = done_deploy_member_name(deploy, root, "name");
	to->context = ".";
	done_deploy_list(deploy->arena, &to->commands, &to->nr_commands, program);
	return 0;
}

const struct done_deployment_reader done_reader_wrangler = {
    .name = "wrangler",
    .summary = "wrangler.toml, wrangler.json and wrangler.jsonc: worker",
    .data = DONE_DEPLOY_BY_NAME,
    .root = wrangler_root,
};
