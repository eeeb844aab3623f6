/* Units of systemd (systemd.service(5)): one program, named after the file. */
#include <string.h>

#include "deployment_parts.h"

static const char *systemd_name(struct done_arena *arena, const char *file)
{
	const char *name = done_last_part(file);
	size_t len = strcspn(name, "@");

	if (done_text_ends(name, ".service") && len > strlen(name) - strlen(".service"))
		len = strlen(name) - strlen(".service");
	return len ? done_arena_strndup(arena, name, len) : NULL;
}

static int systemd_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_ini ini = {.lines = {bytes, 0}, .section = ""};
	struct done_deployment *unit = NULL;
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && done_deploy_ini(arena, &ini)) {
		if (strcmp(ini.section, "Service") != 0)
			continue;
		if (!unit && !(unit = done_deploy_add(&deploy, DONE_DEPLOY_RUN, ini.line)))
			return err->code;
		if (!strcmp(ini.key, "ExecStart") && ini.value[strspn(ini.value, "@-:+!")])
			done_deploy_list(arena, &unit->commands, &unit->nr_commands,
			    ini.value + strspn(ini.value, "@-:+!"));
		/* A program that does not call in time is killed: it says that it is alive. */
		if (!strcmp(ini.key, "WatchdogSec") && *ini.value && strcmp(ini.value, "0") != 0) {
			unit->has_probe = true;
			unit->probe_line = ini.line;
		}
		if (!strcmp(ini.key, "Type") && !strcmp(ini.value, "oneshot"))
			unit->kind = DONE_DEPLOY_SCHEDULE;
		unit->name = systemd_name(arena, file);
	}
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_systemd = {
    .name = "systemd",
    .summary = "*.service of systemd: the command",
    .read = systemd_read,
};
