/* Where git looks for hooks, and whose hook is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define HOOK_MAX (1024 * 1024)

const char done_hook_begin[] = "# git-done begin";
const char done_hook_end[] = "# git-done end";
static const char mark[] = "# git-done hook ";

/* A path of the configuration: absolute, below the home directory, or below the folder hooks run
 * in. */
static char *resolve(struct done_repo *repo, struct done_arena *arena, const char *path)
{
	const char *top = done_repo_work_tree(repo);

	if (path[0] == '/')
		return done_arena_strdup(arena, path);
	if (path[0] == '~' && path[1] == '/' && getenv("HOME"))
		return done_arena_printf(arena, "%s%s", getenv("HOME"), path + 1);
	if (!top)
		top = done_repo_git_directory(repo);
	return done_arena_printf(arena, "%s/%s", top, path);
}

static int find_directory(struct done_repo *repo, struct done_arena *arena, char **out,
                          struct done_error *err)
{
	char *configured;
	int rc = done_repo_config(repo, arena, "core.hookspath", &configured, err);

	if (rc < 0)
		return rc;
	if (rc == 1 && *configured)
		*out = resolve(repo, arena, configured);
	else
		*out = done_arena_printf(arena, "%s/hooks", done_repo_common_directory(repo));
	return 0;
}

static enum done_hook_state whose(const struct done_hook *hook, const struct done_buf *text)
{
	if (!text->len)
		return DONE_HOOK_FOREIGN;
	if (!strcmp(text->ptr, hook->text))
		return DONE_HOOK_OURS;
	if (strstr(text->ptr, mark))
		return DONE_HOOK_EDITED;
	if (strstr(text->ptr, done_hook_begin))
		return DONE_HOOK_CHAINED;
	if (strstr(text->ptr, "git-done hook") || strstr(text->ptr, "git done hook"))
		return DONE_HOOK_CALLING;
	return DONE_HOOK_FOREIGN;
}

static const struct done_hook *find_hook(const char *name)
{
	for (size_t i = 0; i < done_hooks_nr; i++) {
		if (!strcmp(done_hooks[i].name, name))
			return &done_hooks[i];
	}
	return NULL;
}

int done_hook_look(struct done_repo *repo, const char *name, struct done_arena *arena,
                   struct done_hook_place *out, struct done_error *err)
{
	struct done_hook_place place = {.hook = find_hook(name), .state = DONE_HOOK_ABSENT};
	int rc;

	if (!place.hook) {
		done_error_set(err, DONE_E_USAGE, "git done has no hook '%s'", name);
		return done_error_cure(err, "it has pre-push and pre-commit");
	}
	rc = find_directory(repo, arena, &place.directory, err);
	if (rc < 0)
		return rc;
	place.path = done_arena_printf(arena, "%s/%s", place.directory, name);
	rc = done_file_read(place.path, HOOK_MAX, &place.text, err);
	if (rc == 1)
		place.state = whose(place.hook, &place.text);
	if (rc < 0) {
		done_buf_release(&place.text);
		return rc;
	}
	place.executable = !access(place.path, X_OK);
	*out = place;
	return 0;
}
