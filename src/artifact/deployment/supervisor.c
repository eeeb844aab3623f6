/* supervisord.conf: programs that one container runs. */
#include <string.h>

#include "deployment_parts.h"

/* An absolute directory is one of the image, not of the tree. */
static void supervisor_take(
    struct done_deploy *deploy, struct done_deployment *program, const struct done_deploy_ini *ini)
{
	if (!strcmp(ini->key, "command") && *ini->value)
		done_deploy_list(
		    deploy->arena, &program->commands, &program->nr_commands, ini->value);
	else if (!strcmp(ini->key, "directory") && *ini->value && *ini->value != '/')
		program->context = done_deploy_path(deploy, NULL, ini->value);
}

static int supervisor_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_ini ini = {.lines = {bytes, 0}, .section = ""};
	struct done_deployment *program = NULL;
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && done_deploy_ini(arena, &ini)) {
		if (*ini.key && program)
			supervisor_take(&deploy, program, &ini);
		if (*ini.key)
			continue;
		program = NULL;
		if (strncmp(ini.section, "program:", 8) != 0 || !ini.section[8])
			continue;
		program = done_deploy_add(&deploy, DONE_DEPLOY_RUN, ini.line);
		if (!program)
			rc = err->code;
		else
			program->name = ini.section + 8;
	}
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_supervisor = {
    .name = "supervisor",
    .summary = "supervisord.conf: programs and their commands",
    .read = supervisor_read,
};
