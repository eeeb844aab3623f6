/*
 * git's configuration: the user's files, the repository's, and the environment's, in git's order.
 */
#include "opening.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FILES_MAX = 5, /* system, XDG, user's, repository's, work tree's */
};

static void add_file(struct done_repo *repo, const char *path)
{
	repo->config_files[repo->nr_config_files++] = path;
}

int done_config_prepare(struct done_repo *repo, struct done_error *err)
{
	struct done_arena *arena = &repo->arena;
	const char *named_system = done_environment("GIT_CONFIG_SYSTEM");
	const char *named_user = getenv("GIT_CONFIG_GLOBAL");
	const char *xdg = done_environment("XDG_CONFIG_HOME");
	const char *home = done_environment("HOME");

	repo->config_files = done_arena_array(arena, FILES_MAX, sizeof(*repo->config_files));
	if (!done_environment_bool("GIT_CONFIG_NOSYSTEM"))
		add_file(
		    repo, named_system ? done_arena_strdup(arena, named_system) : "/etc/gitconfig");
	/* Set to nothing it means: no file of the user. */
	if (named_user && *named_user)
		add_file(repo, done_arena_strdup(arena, named_user));
	if (!named_user && xdg)
		add_file(repo, done_arena_printf(arena, "%s/git/config", xdg));
	if (!named_user && !xdg && home)
		add_file(repo, done_arena_printf(arena, "%s/.config/git/config", home));
	if (!named_user && home)
		add_file(repo, done_arena_printf(arena, "%s/.gitconfig", home));
	repo->nr_user_config_files = repo->nr_config_files;
	return done_parameters_read(repo, err);
}

void done_config_add_repository(struct done_repo *repo, bool worktree_config)
{
	add_file(repo, done_arena_printf(&repo->arena, "%s/config", repo->common_directory));
	if (worktree_config)
		add_file(repo,
		    done_arena_printf(&repo->arena, "%s/config.worktree", repo->git_directory));
}

/* The first of the user's files is the system's, which is the server's own. */
void done_config_keep_server(struct done_repo *repo)
{
	bool has_system = !done_environment_bool("GIT_CONFIG_NOSYSTEM");
	size_t first = repo->nr_user_config_files, kept = has_system ? 1 : 0;
	struct stat st;

	repo->nr_config_pairs = 0;
	if (!stat(repo->common_directory, &st) && st.st_uid == geteuid())
		return;
	for (size_t i = first; i < repo->nr_config_files; i++)
		repo->config_files[kept + i - first] = repo->config_files[i];
	repo->nr_config_files = kept + repo->nr_config_files - first;
	repo->nr_user_config_files = kept;
}

struct values {
	done_config_visit *visit;
	void *data;
};

static int visit_entry(const git_config_entry *entry, void *payload)
{
	struct values *values = payload;

	values->visit(values->data, entry->value);
	return 0;
}

void done_config_user_values(
    struct done_repo *repo, const char *key, done_config_visit *visit, void *data)
{
	struct values values = {visit, data};

	for (size_t i = 0; i < repo->nr_user_config_files; i++) {
		git_config *config = NULL;

		if (!done_library_config(&config, repo->config_files[i], NULL))
			git_config_get_multivar_foreach(config, key, NULL, visit_entry, &values);
		git_config_free(config);
	}
	git_error_clear();
	for (size_t i = 0; i < repo->nr_config_pairs; i++)
		if (!strcmp(repo->config_pairs[i].key, key))
			visit(data, repo->config_pairs[i].value);
}

/* What one file says, kept in the arena; NULL is a key without a value: 1, 0, or below 0. */
static int take_value(
    struct done_arena *arena, const git_config *config, const char *key, const char **out)
{
	git_config_entry *entry = NULL;
	int rc = git_config_get_entry(&entry, config, key);

	if (rc == 0)
		*out = entry->value ? done_arena_strdup(arena, entry->value) : NULL;
	git_config_entry_free(entry);
	return rc == GIT_ENOTFOUND ? 0 : rc < 0 ? rc : 1;
}

/* Looks into one file: 1, 0, or below 0. */
static int look_into(struct done_repo *repo, size_t i, const char *key, struct done_arena *arena,
    const char **out, struct done_error *err)
{
	bool user = i < repo->nr_user_config_files;
	const char *path = repo->config_files[i];
	git_config *config = NULL;
	int rc = done_library_config(&config, path, repo->git);

	/* What is wrong with a file of the user's must not stop a gate. */
	if (rc < 0 && user) {
		git_error_clear();
		return 0;
	}
	if (rc < 0)
		return done_git_error(err, rc, "cannot read the configuration '%s'", path);
	rc = take_value(arena, config, key, out);
	git_config_free(config);
	if (rc < 0 && !user)
		return done_git_error(err, rc, "cannot read '%s' from '%s'", key, path);
	git_error_clear();
	return rc > 0;
}

/* The value, the last one that the files from the first on set; NULL: the key stands without one.
 */
static int find_in_files(struct done_repo *repo, size_t first, struct done_arena *arena,
    const char *key, const char **out, struct done_error *err)
{
	for (size_t i = repo->nr_config_files; i-- > first;) {
		int rc = look_into(repo, i, key, arena, out, err);

		if (rc)
			return rc;
	}
	return 0;
}

static int find_value(struct done_repo *repo, struct done_arena *arena, const char *key,
    const char **out, struct done_error *err)
{
	for (size_t i = repo->nr_config_pairs; i-- > 0;) {
		const struct done_config_pair *pair = &repo->config_pairs[i];

		if (strcmp(pair->key, key) != 0)
			continue;
		*out = pair->value ? done_arena_strdup(arena, pair->value) : NULL;
		return 1;
	}
	return find_in_files(repo, 0, arena, key, out, err);
}

int done_repo_config(struct done_repo *repo, struct done_arena *arena, const char *key, char **out,
    struct done_error *err)
{
	const char *value = NULL;
	int rc = find_value(repo, arena, key, &value, err);

	if (rc > 0)
		*out = done_arena_strdup(arena, value ? value : "");
	return rc;
}

struct collected {
	struct done_arena *arena;
	struct done_config_values *strings;
	size_t cap;
	bool too_many;
};

static void config_collect(struct collected *collected, const char *value)
{
	struct done_config_values *strings = collected->strings;

	if (strings->nr == DONE_CONFIG_VALUES_MAX) {
		collected->too_many = true;
		return;
	}
	*DONE_ARENA_PUSH(collected->arena, strings->items, strings->nr, collected->cap) =
	    done_arena_strdup(collected->arena, value ? value : "");
}

static int collect_entry(const git_config_entry *entry, void *data)
{
	config_collect(data, entry->value);
	return 0;
}

int done_repo_config_all(struct done_repo *repo, struct done_arena *arena, const char *key,
    struct done_config_values *out, struct done_error *err)
{
	struct collected collected = {.arena = arena, .strings = out};

	*out = (struct done_config_values){0};
	for (size_t i = 0; i < repo->nr_config_files; i++) {
		bool user = i < repo->nr_user_config_files;
		const char *path = repo->config_files[i];
		git_config *config = NULL;
		int rc = done_library_config(&config, path, repo->git);

		if (rc == 0)
			rc = git_config_get_multivar_foreach(
			    config, key, NULL, collect_entry, &collected);
		git_config_free(config);
		if (rc < 0 && rc != GIT_ENOTFOUND && !user)
			return done_git_error(err, rc, "cannot read '%s' from '%s'", key, path);
		git_error_clear();
	}
	for (size_t i = 0; i < repo->nr_config_pairs; i++) {
		if (!strcmp(repo->config_pairs[i].key, key))
			config_collect(&collected, repo->config_pairs[i].value);
	}
	if (collected.too_many)
		return done_error_set(err, DONE_E_UNDECIDED,
		    "git config '%s' has more than %d values", key, DONE_CONFIG_VALUES_MAX);
	return out->nr > 0;
}

int done_repo_config_own(struct done_repo *repo, struct done_arena *arena, const char *key,
    char **out, struct done_error *err)
{
	const char *value = NULL;
	int rc = find_in_files(repo, repo->nr_user_config_files, arena, key, &value, err);

	if (rc > 0)
		*out = done_arena_strdup(arena, value ? value : "");
	return rc;
}

/* Keys are compared in lower case, and shown as people write them. */
static const char *lower_case(struct done_arena *arena, const char *key)
{
	char *lower = done_arena_strdup(arena, key);

	for (char *at = lower; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return lower;
}

int done_repo_config_flag(
    struct done_repo *repo, const char *key, bool *out, struct done_error *err)
{
	struct done_arena arena = {0};
	const char *value = NULL;
	int flag = 0;
	int rc = find_value(repo, &arena, lower_case(&arena, key), &value, err);

	/* The library's reading is git's: words in any case, numbers, a key without a value. */
	if (rc > 0 && git_config_parse_bool(&flag, value) < 0) {
		git_error_clear();
		done_error_set(
		    err, DONE_E_USAGE, "git config %s must be true or false, not '%s'", key, value);
		done_error_cure(err, "git config %s true", key);
		rc = done_repo_config_place(repo, key, value, err);
	}
	done_arena_release(&arena);
	if (rc > 0)
		*out = flag != 0;
	return rc;
}
