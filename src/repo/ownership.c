/*
 * git's ownership rule: a repository that another user owns is used only when safe.directory, in a
 * file that the repository cannot reach, says so.
 */
#include "opening.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Through sudo, what belongs to the person behind it is theirs too. */
static bool is_ours(uid_t owner)
{
	const char *sudo = done_environment("SUDO_UID");
	char *end = NULL;

	if (owner == geteuid())
		return true;
	if (geteuid() != 0 || !sudo)
		return false;
	errno = 0;
	unsigned long uid = strtoul(sudo, &end, 10);
	return !errno && sudo[0] >= '0' && sudo[0] <= '9' && !*end && uid == (unsigned long)owner &&
	    (uid_t)uid == owner;
}

struct safety {
	struct done_arena *arena;
	const char *path;
	bool safe;
};

/* One value of safe.directory, in git's order: an empty one takes back all before it. */
static void ownership_look_at(void *data, const char *value)
{
	struct safety *safety = data;
	const char *home = done_environment("HOME");
	size_t len;

	if (!value || !*value) {
		safety->safe = false;
		return;
	}
	if (!strcmp(value, "*")) {
		safety->safe = true;
		return;
	}
	if (value[0] == '~' && value[1] == '/' && home)
		value = done_arena_printf(safety->arena, "%s/%s", home, value + 2);
	if (value[0] != '/')
		return;
	len = strlen(value);
	/* "/srv/" followed by "*" is all below it. */
	bool below = len >= 2 && !strcmp(value + len - 2, "/*");
	char *directory = done_arena_strndup(safety->arena, value, below ? len - 1 : len);
	char *real = done_place_real(safety->arena, directory);
	directory = real ? real : directory;
	len = strlen(directory);
	while (len > 1 && directory[len - 1] == '/')
		directory[--len] = '\0';
	if (!below)
		safety->safe |= !strcmp(directory, safety->path);
	else if (len == 1)
		safety->safe = true;
	else
		safety->safe |= !strncmp(directory, safety->path, len) && safety->path[len] == '/';
}

int done_ownership_check(
    struct done_repo *repo, const struct done_found *found, struct done_error *err)
{
	const char *paths[] = {found->top, found->git_file, repo->git_directory};
	const char *path = found->top ? found->top : repo->git_directory;
	struct safety safety = {&repo->arena, path, false};
	const char *foreign = NULL;
	struct stat st;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(paths) && !foreign; i++) {
		if (!paths[i])
			continue;
		if (lstat(paths[i], &st))
			return done_error_set(err, DONE_E_UNDECIDED, "cannot read '%s': %s",
			    paths[i], strerror(errno));
		if (!is_ours(st.st_uid))
			foreign = paths[i];
	}
	if (!foreign)
		return 0;
	done_config_user_values(repo, "safe.directory", ownership_look_at, &safety);
	if (safety.safe)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
	    "the repository is not yours: '%s' belongs to uid %lu, this process is uid %lu",
	    foreign, (unsigned long)st.st_uid, (unsigned long)geteuid());
	return done_error_cure(
	    err, "if you trust it: git config --global --add safe.directory '%s'", path);
}
