/*
 * Opening and closing a repository.
 */
#include "opening.h"
#include "pack.h"

#include <git2/sys/repository.h>

#include <stdlib.h>
#include <string.h>

static struct done_repo *repo_new(void)
{
	struct done_repo *repo = calloc(1, sizeof(*repo));

	if (!repo)
		done_out_of_memory();
	return repo;
}

void done_repo_close(struct done_repo *repo)
{
	if (!repo)
		return;
	done_packs_close(repo->packs);
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	done_arena_release(&repo->arena);
	free(repo);
}

/* libgit2 finds the common directory by itself; refs are read from there. */
static int check_common(struct done_repo *repo, struct done_error *err)
{
	const char *common = git_repository_commondir(repo->git);
	const char *real = common ? done_place_absolute(&repo->arena, "/", common) : "";

	if (!strcmp(real, done_place_absolute(&repo->arena, "/", repo->common_directory)))
		return 0;
	done_error_set(err, DONE_E_UNDECIDED, "GIT_COMMON_DIR is '%s', but '%s' belongs to '%s'",
	    repo->common_directory, repo->git_directory, real);
	return done_error_cure(err, "unset GIT_COMMON_DIR");
}

/* The configuration that libgit2 goes by: the repository's alone, with what that includes. */
static int set_config(struct done_repo *repo, struct done_error *err)
{
	const char *path = done_arena_printf(&repo->arena, "%s/config", repo->common_directory);
	git_config *config = NULL;
	int rc = done_library_config(&config, path, repo->git);

	if (rc >= 0)
		rc = git_repository_set_config(repo->git, config);
	git_config_free(config);
	return rc < 0 ? done_git_error(err, rc, "cannot read the configuration '%s'", path) : 0;
}

/* From known places to open handles. */
static int attach(struct done_repo *repo, struct done_error *err)
{
	int rc = done_library_open(&repo->git, repo->git_directory);

	if (rc < 0)
		return done_git_error(
		    err, rc, "cannot open the repository '%s'", repo->git_directory);
	rc = check_common(repo, err);
	if (rc >= 0)
		rc = set_config(repo, err);
	if (rc >= 0)
		rc = done_odb_open(repo, &repo->odb, err);
	if (rc < 0)
		return rc;
	/* Whatever libgit2 reads by itself comes through our readers too. */
	rc = git_repository_set_odb(repo->git, repo->odb);
	return rc < 0
	    ? done_git_error(err, rc, "cannot open the repository '%s'", repo->git_directory)
	    : 0;
}

static int open_find(struct done_repo *repo, const char *directory, struct done_error *err)
{
	struct done_found found = {0};
	struct done_format format = {0};
	int rc = done_config_prepare(repo, err);

	if (rc >= 0)
		rc = done_environment_find(repo, directory, &found, err);
	if (rc >= 0 && !found.named && !repo->trust_owner)
		rc = done_ownership_check(repo, &found, err);
	if (rc >= 0)
		rc = done_format_read(repo, &format, err);
	if (rc >= 0)
		rc = done_environment_settle(repo, &found, &format, err);
	if (rc >= 0)
		rc = done_format_facts(repo, &format, err);
	if (rc >= 0)
		done_config_add_repository(repo, format.worktree_config);
	if (rc >= 0 && repo->server)
		done_config_keep_server(repo);
	return rc;
}

int done_repo_open(
    struct done_repo **out, const struct done_repo_options *options, struct done_error *err)
{
	static const struct done_repo_options none;
	int rc = done_library_start(err);

	if (rc < 0)
		return rc;
	options = options ? options : &none;
	struct done_repo *repo = repo_new();
	repo->verify = options->verify;
	repo->trust_owner = options->trust_owner;
	repo->alone = options->alone;
	repo->server = options->server;
	rc = open_find(repo, options->directory, err);
	if (rc >= 0)
		rc = attach(repo, err);
	if (rc < 0) {
		done_repo_close(repo);
		return rc;
	}
	*out = repo;
	return 0;
}

static const char *copy(struct done_repo *repo, const char *text)
{
	return text ? done_arena_strdup(&repo->arena, text) : NULL;
}

static const char **copy_all(struct done_repo *repo, const char **texts, size_t nr)
{
	const char **all = done_arena_array(&repo->arena, nr + 1, sizeof(*all));

	for (size_t i = 0; i < nr; i++)
		all[i] = copy(repo, texts[i]);
	return all;
}

static void copy_places(struct done_repo *repo, const struct done_repo *from)
{
	struct done_arena *arena = &repo->arena;

	*repo = *from;
	*arena = (struct done_arena){0};
	repo->git = NULL;
	repo->odb = NULL;
	repo->packs = NULL;
	repo->grafts = done_arena_array(arena, from->nr_grafts + 1, sizeof(*repo->grafts));
	if (from->nr_grafts)
		memcpy(repo->grafts, from->grafts, from->nr_grafts * sizeof(*repo->grafts));
	repo->start = copy(repo, from->start);
	repo->git_directory = copy(repo, from->git_directory);
	repo->common_directory = copy(repo, from->common_directory);
	repo->work_tree = copy(repo, from->work_tree);
	repo->index_file = copy(repo, from->index_file);
	repo->object_directory = copy(repo, from->object_directory);
	repo->quarantine = copy(repo, from->quarantine);
	repo->lost_alternates = copy(repo, from->lost_alternates);
	repo->object_directories =
	    copy_all(repo, from->object_directories, from->nr_object_directories);
	repo->config_files = copy_all(repo, from->config_files, from->nr_config_files);
	repo->config_pairs =
	    done_arena_array(arena, from->nr_config_pairs + 1, sizeof(*repo->config_pairs));
	for (size_t i = 0; i < from->nr_config_pairs; i++) {
		repo->config_pairs[i].key = copy(repo, from->config_pairs[i].key);
		repo->config_pairs[i].value = copy(repo, from->config_pairs[i].value);
	}
}

int done_repo_again(struct done_repo **out, const struct done_repo *from, struct done_error *err)
{
	struct done_repo *repo = repo_new();

	copy_places(repo, from);
	int rc = attach(repo, err);
	if (rc < 0) {
		done_repo_close(repo);
		return rc;
	}
	*out = repo;
	return 0;
}

const char *done_repo_git_directory(const struct done_repo *repo)
{
	return repo->git_directory;
}

const char *done_repo_common_directory(const struct done_repo *repo)
{
	return repo->common_directory;
}

const char *done_repo_work_tree(const struct done_repo *repo)
{
	return repo->work_tree;
}

bool done_repo_is_shallow(const struct done_repo *repo)
{
	return repo->shallow;
}

bool done_repo_has_replacements(const struct done_repo *repo)
{
	return repo->replacements;
}
