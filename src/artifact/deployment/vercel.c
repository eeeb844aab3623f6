/* vercel.json: functions by their paths. */
#include <string.h>

#include "deployment_parts.h"

/* The directory before the first '*', or of the file. */
static const char *vercel_directory(struct done_arena *arena, const char *glob)
{
	size_t len = strcspn(glob, "*{[?");

	while (len && glob[len - 1] != '/')
		len--;
	while (len && glob[len - 1] == '/')
		len--;
	return len ? done_arena_strndup(arena, glob, len) : ".";
}

static int vercel_function(struct done_deploy *deploy, const char *glob, int line)
{
	struct done_deployment *to = done_deploy_add(deploy, DONE_DEPLOY_FUNCTION, line);

	if (!to)
		return deploy->err->code;
	to->context = vercel_directory(deploy->arena, glob);
	done_deploy_list(deploy->arena, &to->commands, &to->nr_commands, glob);
	return 0;
}

static int vercel_root(struct done_deploy *deploy, const struct done_value *root)
{
	const struct done_value *functions = done_value_get(root, "functions");
	const struct done_value *builds = done_value_get(root, "builds");

	for (size_t i = 0; functions && functions->type == DONE_MAP && i < functions->map.nr; i++)
		if (vercel_function(
		        deploy, functions->map.ptr[i].key.ptr, functions->map.ptr[i].line) < 0)
			return deploy->err->code;
	for (size_t i = 0; builds && builds->type == DONE_LIST && i < builds->list.nr; i++) {
		const struct done_value *one = &builds->list.ptr[i];
		const char *use = done_deploy_text(deploy->arena, one, "use");
		const char *source = done_deploy_text(deploy->arena, one, "src");
		if (use && source && !strstr(use, "static") && !strstr(use, "next") &&
		    vercel_function(deploy, source, one->line) < 0)
			return deploy->err->code;
	}
	return 0;
}

const struct done_deployment_reader done_reader_vercel = {
    .name = "vercel",
    .summary = "vercel.json: functions",
    .data = DONE_DEPLOY_JSON,
    .root = vercel_root,
};
