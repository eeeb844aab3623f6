/* Procfile (Heroku, Foreman): one process a line, "web: command". */
#include <string.h>

#include "deployment_parts.h"

static bool procfile_name_is_good(struct done_bytes name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.",
		        name.ptr[i]))
			return false;
	return name.len > 0;
}

static int procfile_line(struct done_deploy *deploy, struct done_bytes line, int number)
{
	const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
	struct done_bytes name = {line.ptr, colon ? (size_t)(colon - line.ptr) : 0};

	if (!colon || !procfile_name_is_good(name)) {
		done_error_set(deploy->err, DONE_E_POLICY, "this line does not name a process");
		done_error_cure(deploy->err, "write 'NAME: COMMAND', as in 'web: node server.js'");
		return done_error_place(deploy->err, deploy->file, number, 1);
	}
	struct done_bytes command =
	    done_deploy_trim((struct done_bytes){colon + 1, line.len - name.len - 1});
	struct done_deployment *process = done_deploy_add(deploy, DONE_DEPLOY_RUN, number);
	if (!process)
		return deploy->err->code;
	process->name = done_arena_strndup(deploy->arena, name.ptr, name.len);
	process->context = ".";
	if (command.len)
		done_deploy_list(deploy->arena, &process->commands, &process->nr_commands,
		    done_arena_strndup(deploy->arena, command.ptr, command.len));
	process->ports = !strcmp(process->name, "web"); /* the platform gives it $PORT */
	if (!strcmp(process->name, "release")) /* runs once before each release, and ends */
		process->kind = DONE_DEPLOY_SCHEDULE;
	return 0;
}

static int procfile_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && done_deploy_line(&lines, &line)) {
		line = done_deploy_trim(line);
		if (line.len && line.ptr[0] != '#')
			rc = procfile_line(&deploy, line, lines.line);
	}
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_procfile = {
    .name = "procfile",
    .summary = "Procfile: processes and their commands",
    .read = procfile_read,
};
