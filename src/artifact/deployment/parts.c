/* Putting declarations together: limits, lists, labels, sentences about what is not read. */
#include <string.h>
#include <strings.h>

#include "deployment_parts.h"

int done_deploy_open(struct done_deploy *deploy, struct done_bytes bytes)
{
	const char *nul = bytes.len ? memchr(bytes.ptr, 0, bytes.len) : NULL;
	int line = 1;

	if (bytes.len > DONE_DEPLOYMENT_FILE_MAX) {
		done_error_set(deploy->err, DONE_E_POLICY, "the file is larger than 4 MiB");
		done_error_cure(deploy->err, "split it, or leave it out of the deployments");
		return done_error_place(deploy->err, deploy->file, 0, 0);
	}
	if (!nul)
		return 0;
	for (const char *at = bytes.ptr; at < nul; at++)
		line += *at == '\n';
	done_error_set(deploy->err, DONE_E_POLICY, "a NUL character makes this a binary file");
	done_error_cure(deploy->err, "save it as text in UTF-8");
	return done_error_place(deploy->err, deploy->file, line, 0);
}

struct done_deployment *done_deploy_add(
    struct done_deploy *deploy, enum done_deployment_kind kind, int line)
{
	if (deploy->out.nr == DONE_DEPLOYMENTS_MAX) {
		done_error_set(deploy->err, DONE_E_POLICY, "more than %d declarations in one file",
		    DONE_DEPLOYMENTS_MAX);
		done_error_cure(deploy->err, "split the file");
		done_error_place(deploy->err, deploy->file, line, 0);
		return NULL;
	}
	struct done_deployment *added =
	    DONE_ARENA_PUSH(deploy->arena, deploy->out.items, deploy->out.nr, deploy->cap);
	added->kind = kind;
	added->line = line;
	return added;
}

void done_deploy_not_read(struct done_deploy *deploy, int line, const char *format, ...)
{
	struct done_buf buf = {0};
	va_list args;

	if (deploy->out.nr_not_read == DONE_DEPLOY_NOT_READ_MAX)
		return;
	if (line)
		done_buf_addf(&buf, "%s:%d: ", deploy->file, line);
	else
		done_buf_addf(&buf, "%s: ", deploy->file);
	va_start(args, format);
	done_buf_vaddf(&buf, format, args);
	va_end(args);
	*DONE_ARENA_PUSH(deploy->arena, deploy->out.not_read, deploy->out.nr_not_read,
	    deploy->cap_not_read) = done_arena_shown(deploy->arena, buf.ptr);
	done_buf_release(&buf);
}

bool done_deploy_push(struct done_arena *arena, struct done_deploy_texts *texts, const char *text)
{
	if (texts->nr == DONE_DEPLOY_LIST_MAX)
		return false;
	*DONE_ARENA_PUSH(arena, texts->items, texts->nr, texts->cap) = text;
	return true;
}

void done_deploy_list(struct done_arena *arena, const char ***items, size_t *nr, const char *text)
{
	/* The room is the next power of two: a declaration has no place for a capacity. */
	if (!text || *nr == DONE_DEPLOY_LIST_MAX)
		return;
	if ((*nr & (*nr - 1)) == 0) {
		const char **more = done_arena_array(arena, *nr ? *nr * 2 : 1, sizeof(*more));
		if (*nr)
			memcpy(more, *items, *nr * sizeof(*more));
		*items = more;
	}
	(*items)[(*nr)++] = text;
}

/* A command that cannot fail looks at nothing. */
bool done_deploy_never_fails(const char *command)
{
	static const char *const idle[] = {
	    "true", "/bin/true", "/usr/bin/true", ":", "exit 0", "exit", "echo", "echo ok"};
	size_t len, start = strspn(command, " \t\"'[");

	len = strlen(command + start);
	while (len > 0 && strchr(" \t\"']", command[start + len - 1]))
		len--;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(idle); i++) {
		if (strlen(idle[i]) == len && !strncmp(command + start, idle[i], len))
			return true;
	}
	return false;
}
