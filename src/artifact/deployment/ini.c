/* INI as supervisord and systemd write it: sections, keys, comments, '\\' at the end of a line. */
#include <string.h>

#include "deployment_parts.h"

static char *ini_joined(
    struct done_arena *arena, struct done_deploy_ini *ini, struct done_bytes line)
{
	struct done_buf buf = {0};

	while (line.len && line.ptr[line.len - 1] == '\\') {
		done_buf_add(&buf, line.ptr, line.len - 1);
		done_buf_addch(&buf, ' ');
		if (!done_deploy_line(&ini->lines, &line))
			line.len = 0;
		line = done_deploy_trim(line);
	}
	done_buf_add(&buf, line.ptr, line.len);
	char *text = done_arena_strndup(arena, buf.ptr ? buf.ptr : "", buf.len);
	done_buf_release(&buf);
	return text;
}

bool done_deploy_ini(struct done_arena *arena, struct done_deploy_ini *ini)
{
	struct done_bytes line;

	while (done_deploy_line(&ini->lines, &line)) {
		line = done_deploy_trim(line);
		if (!line.len || strchr("#;", line.ptr[0]))
			continue;
		ini->line = ini->lines.line;
		char *text = ini_joined(arena, ini, line), *is = strchr(text, '=');
		size_t len = strlen(text);
		if (text[0] == '[' && text[len - 1] == ']') {
			ini->section = done_arena_strndup(arena, text + 1, len - 2);
			ini->key = ini->value = "";
			return true;
		}
		if (!is)
			continue;
		struct done_bytes key =
		    done_deploy_trim((struct done_bytes){text, (size_t)(is - text)});
		struct done_bytes value =
		    done_deploy_trim((struct done_bytes){is + 1, strlen(is + 1)});
		ini->key = done_arena_strndup(arena, key.ptr, key.len);
		ini->value = done_arena_strndup(arena, value.ptr, value.len);
		return true;
	}
	return false;
}
