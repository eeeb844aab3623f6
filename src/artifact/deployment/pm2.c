/* Configuration of PM2, JavaScript or JSON: "script: './server.js'" of each process, a line each.
 */
#include <string.h>

#include "deployment_parts.h"

/* What stands behind "key:" or "\"key\":" in quotes; NULL: the line is another one. */
static const char *pm2_value(struct done_arena *arena, struct done_bytes line, const char *key)
{
	struct done_bytes rest = done_deploy_trim(line);
	size_t len = strlen(key), quoted = 0;
	const char *end;

	if (rest.len && *rest.ptr == '{')
		rest = done_deploy_trim((struct done_bytes){rest.ptr + 1, rest.len - 1});
	quoted = rest.len && (*rest.ptr == '"' || *rest.ptr == '\'');
	if (rest.len < len + 2 * quoted + 3 || strncmp(rest.ptr + quoted, key, len) != 0 ||
	    (quoted && rest.ptr[quoted + len] != *rest.ptr))
		return NULL;
	rest = done_deploy_trim(
	    (struct done_bytes){rest.ptr + len + 2 * quoted, rest.len - len - 2 * quoted});
	if (!rest.len || *rest.ptr != ':')
		return NULL;
	rest = done_deploy_trim((struct done_bytes){rest.ptr + 1, rest.len - 1});
	if (rest.len < 2 || !strchr("\"'`", *rest.ptr))
		return NULL;
	end = memchr(rest.ptr + 1, *rest.ptr, rest.len - 1);
	return end ? done_arena_strndup(arena, rest.ptr + 1, (size_t)(end - rest.ptr - 1)) : NULL;
}

static const char *pm2_command(struct done_arena *arena, const char *script)
{
	static const char *const endings[] = {".js", ".cjs", ".mjs", ".ts"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		if (done_text_ends(script, endings[i]))
			return done_arena_printf(arena, "node %s", script);
	}
	return script;
}

static int pm2_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;
	const char *name = NULL;
	int rc = done_deploy_open(&deploy, bytes);

	while (rc == 0 && done_deploy_line(&lines, &line)) {
		const char *named = pm2_value(arena, line, "name");
		const char *script = pm2_value(arena, line, "script");
		struct done_deployment *to;

		name = named ? named : name;
		if (!script)
			continue;
		to = done_deploy_add(&deploy, DONE_DEPLOY_RUN, lines.line);
		if (!to)
			return err->code;
		to->name = name;
		to->context = ".";
		done_deploy_list(
		    arena, &to->commands, &to->nr_commands, pm2_command(arena, script));
		name = NULL;
	}
	if (rc == 0)
		*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_pm2 = {
    .name = "pm2",
    .summary = "pm2.config.js and ecosystem.config.js of PM2: scripts of processes",
    .read = pm2_read,
};
