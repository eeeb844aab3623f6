/*
 * The remotes that the repository's configuration names. (Not by git_remote_list(): it runs a
 * regular expression over every key, and some versions lose memory at each that does not match.)
 */
#include "upstream.h"

#include <string.h>

struct search {
	struct done_arena *arena;
	const char *wanted; /* a name or a URL; NULL: the usual one */
	const char *named, *with_url, *first;
	bool origin, several;
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

static int remote_visit(const git_config_entry *entry, void *data)
{
	struct search *search = data;
	const char *name = name_in(search->arena, entry->name);

	if (!name)
		return 0;
	if (!strcmp(name, "origin"))
		search->origin = true;
	if (search->first && strcmp(name, search->first) != 0)
		search->several = true;
	if (!search->first)
		search->first = name;
	if (search->wanted && !strcmp(name, search->wanted))
		search->named = name;
	if (search->wanted && entry->value && !strcmp(entry->value, search->wanted) &&
	    !search->with_url)
		search->with_url = name;
	return 0;
}

static int remote_look(struct done_repo *repo, struct search *search, struct done_error *err)
{
	git_config *config = NULL;
	int rc = git_repository_config(&config, repo->git);

	if (rc == 0)
		rc = git_config_foreach(config, remote_visit, search);
	git_config_free(config);
	return rc < 0 ? done_git_error(err, rc, "cannot list the remotes") : 0;
}

struct naming {
	struct done_arena *arena;
	struct done_config_values *names;
	size_t cap;
};

static int collect_name(const git_config_entry *entry, void *data)
{
	struct naming *naming = data;
	struct done_config_values *names = naming->names;
	const char *name = name_in(naming->arena, entry->name);

	for (size_t i = 0; name && i < names->nr; i++) {
		if (!strcmp(names->items[i], name))
			return 0;
	}
	if (name && *name && names->nr < DONE_CONFIG_VALUES_MAX)
		*DONE_ARENA_PUSH(naming->arena, names->items, names->nr, naming->cap) = name;
	return 0;
}

int done_remote_names(struct done_repo *repo, struct done_arena *arena,
                      struct done_config_values *out, struct done_error *err)
{
	struct naming naming = {.arena = arena, .names = out};
	git_config *config = NULL;
	int rc = git_repository_config(&config, repo->git);

	*out = (struct done_config_values){0};
	if (rc == 0)
		rc = git_config_foreach(config, collect_name, &naming);
	git_config_free(config);
	return rc < 0 ? done_git_error(err, rc, "cannot list the remotes") : 0;
}

int done_remote_named(struct done_repo *repo, struct done_arena *arena, const char *name_or_url,
                      const char **out, struct done_error *err)
{
	struct search search = {.arena = arena, .wanted = name_or_url};
	int rc = remote_look(repo, &search, err);

	if (rc < 0)
		return rc;
	const char *found = search.named ? search.named : search.with_url;
	if (found)
		*out = found;
	return found ? 1 : 0;
}

int done_remote_usual(struct done_repo *repo, struct done_arena *arena, const char **out,
                      struct done_error *err)
{
	struct search search = {.arena = arena};
	int rc = remote_look(repo, &search, err);

	if (rc < 0)
		return rc;
	const char *found = search.origin ? "origin" : search.several ? NULL : search.first;
	if (found)
		*out = found;
	return found ? 1 : 0;
}
