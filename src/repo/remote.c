/*
 * The remotes that the repository's configuration names. (Not by git_remote_list(): it runs a
 * regular expression over every key, and some versions lose memory at each that does not match.)
 */
#include "handle.h"

#include <string.h>

struct listing {
	struct done_arena *arena;
	struct done_remotes *remotes;
	size_t cap;
};

/* The name in "remote.<name>.url" or "remote.<name>.pushurl"; NULL for any other key. */
static const char *name_in(struct done_arena *arena, const char *key)
{
	static const char section[] = "remote.";
	const size_t len = sizeof(section) - 1;
	const char *dot = strrchr(key, '.');

	if (strncmp(key, section, len) != 0 || dot < key + len)
		return NULL;
	if (strcmp(dot, ".url") != 0 && strcmp(dot, ".pushurl") != 0)
		return NULL;
	return done_arena_strndup(arena, key + len, (size_t)(dot - key) - len);
}

static int list_remote(const git_config_entry *entry, void *data)
{
	struct listing *listing = data;
	struct done_remotes *remotes = listing->remotes;
	const char *name = name_in(listing->arena, entry->name);

	if (name)
		*DONE_ARENA_PUSH(listing->arena, remotes->items, remotes->nr, listing->cap) =
		    (struct done_remote){name,
		        entry->value ? done_arena_strdup(listing->arena, entry->value) : NULL};
	return 0;
}

int done_repo_remotes(struct done_repo *repo, struct done_arena *arena, struct done_remotes *out,
    struct done_error *err)
{
	struct done_remotes remotes = {0};
	struct listing listing = {.arena = arena, .remotes = &remotes};
	git_config *config = NULL;
	int rc = git_repository_config(&config, repo->git);

	if (rc == 0)
		rc = git_config_foreach(config, list_remote, &listing);
	git_config_free(config);
	if (rc < 0)
		return done_git_error(err, rc, "cannot list the remotes");
	*out = remotes;
	return 0;
}
