/* Where git looks for hooks, and whose hook is there. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hooks.h"

#define HOOK_MAX (1024 * 1024)

const char done_hook_begin[] = "# git-done begin";
const char done_hook_end[] = "# git-done end";
static const char mark[] = "# git-done hook ";

/* A path of the configuration: absolute, below the home directory, or below the folder hooks run
 * in. */
static char *hooks_resolve(struct done_repo *repo, struct done_arena *arena, const char *path)
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

/* Cuts the last part off; what it was. */
static const char *cut_name(char *path)
{
	size_t len = strlen(path);
	char *slash;

	while (len > 1 && path[len - 1] == '/')
		path[--len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return "";
	*slash = '\0';
	return slash + 1;
}

/* husky makes the folder '_' anew whenever packages are installed. Each hook in it calls its file
 * 'h', which runs the hook of that name in the folder above, executable or not. */
static void look_for_husky(struct done_hook_place *place, struct done_arena *arena)
{
	char *above = done_arena_strdup(arena, place->directory);

	if (strcmp(cut_name(above), "_") != 0)
		return;
	place->husky = !access(done_arena_printf(arena, "%s/_/h", above), F_OK) ||
	    !strcmp(cut_name(done_arena_strdup(arena, above)), ".husky");
	if (place->husky)
		place->directory = above;
}

static int find_directory(struct done_repo *repo, struct done_arena *arena,
    struct done_hook_place *place, struct done_error *err)
{
	static const char key[] = "core.hookspath";
	char *configured, *own;
	int rc = done_repo_config(repo, arena, key, &configured, err);

	if (rc < 0)
		return rc;
	if (rc == 0 || !*configured) {
		place->directory =
		    done_arena_printf(arena, "%s/hooks", done_repo_common_directory(repo));
		return 0;
	}
	place->directory = hooks_resolve(repo, arena, configured);
	look_for_husky(place, arena);
	rc = done_repo_config_own(repo, arena, key, &own, err);
	if (rc < 0)
		return rc;
	place->shared = rc == 0 || strcmp(own, configured) != 0;
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
	struct stat status;
	int rc;

	if (!place.hook) {
		done_error_set(err, DONE_E_USAGE, "unknown hook '%s'", name);
		return done_error_cure(err, DONE_HOOKS_SUPPORTED);
	}
	rc = find_directory(repo, arena, &place, err);
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
	place.blocked =
	    !stat(place.directory, &status) ? !S_ISDIR(status.st_mode) : errno == ENOTDIR;
	place.outdated =
	    place.state == DONE_HOOK_CHAINED && !strstr(place.text.ptr, place.hook->chained);
	done_hook_find_manager(repo, arena, &place);
	place.executable = place.husky || !access(place.path, X_OK);
	*out = place;
	return 0;
}
