/*
 * Policies of directories in the work tree, or in a commit: for the commands that help to write
 * one, never for a verdict.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "done/misnamed.h"
#include "done/service.h"

static const char *nested_directory(struct done_arena *arena, const char *path)
{
	return done_arena_strndup(arena, path, strlen(path) - strlen("/" DONE_POLICY_PATH));
}

/* The root's first; each once. */
struct nested_all {
	struct done_loaded *loaded;
	const struct done_policy **items;
	size_t nr, cap;
};

static void nested_take(struct nested_all *all, const struct done_policy *policy)
{
	for (size_t i = 0; i < all->nr; i++) {
		if (!strcmp(all->items[i]->files.items[0], policy->files.items[0]))
			return;
	}
	*DONE_ARENA_PUSH(all->loaded->arena, all->items, all->nr, all->cap) = policy;
}

/* What counts in a directory, and all between that and the root. */
static int nested_take_at(struct nested_all *all, const struct done_nested_asking *asking,
    const char *directory, struct done_error *err)
{
	const struct done_policy *policy;

	if (done_nested_load_at(all->loaded, asking->source, done_check_forms(), asking->root,
	        directory, &policy, err) < 0)
		return err->code;
	for (; policy->above; policy = policy->above)
		nested_take(all, policy);
	return 0;
}

static int nested_take_of_services(
    struct nested_all *all, const struct done_nested_asking *asking, struct done_error *err)
{
	struct done_services services = {0};
	struct done_error ignored = {0};

	if (done_services_discover(
	        asking->listing, asking->root, all->loaded->arena, &services, &ignored) < 0)
		return 0;
	for (size_t i = 0; i < services.nr; i++) {
		if (nested_take_at(all, asking, services.items[i].path, err) < 0)
			return err->code;
	}
	return 0;
}

int done_nested_load_all(struct done_loaded *loaded, const struct done_nested_asking *asking,
    const struct done_policy *const **out, size_t *nr, struct done_error *err)
{
	struct done_strings misnamed, paths;
	struct nested_all all = {.loaded = loaded};

	done_misnamed_policies(asking->listing, true, loaded->arena, &misnamed, &paths);
	nested_take(&all, asking->root);
	for (size_t i = 0; i < paths.nr; i++) {
		if (nested_take_at(
		        &all, asking, nested_directory(loaded->arena, paths.items[i]), err) < 0)
			return err->code;
	}
	if (asking->of_services && nested_take_of_services(&all, asking, err) < 0)
		return err->code;
	*out = all.items;
	*nr = all.nr;
	return 0;
}

/* ---- of which directory a path speaks ---- */

/* Below the top; NULL: it is the top, or lies elsewhere. */
static const char *nested_below(struct done_arena *arena, const char *top, const char *path)
{
	char *real_top = realpath(top, NULL), *real = realpath(path, NULL);
	size_t len = real_top ? strlen(real_top) : 0;
	const char *below = NULL;

	if (real_top && real && done_path_below(real, real_top) && real[len] == '/')
		below = done_arena_strdup(arena, real + len + 1);
	free(real_top);
	free(real);
	return below;
}

static bool nested_is_folder(const char *path)
{
	struct stat status;

	return !stat(path, &status) && S_ISDIR(status.st_mode);
}

static const char *nested_in_work_tree(
    struct done_arena *arena, struct done_repo *repo, const char *path)
{
	const char *top = done_repo_work_tree(repo), *slash = strrchr(path, '/');
	const char *folder = path;

	if (!top)
		return NULL;
	if (!strcmp(slash ? slash + 1 : path, DONE_POLICY_PATH))
		folder = slash == path ? "/"
		    : slash            ? done_arena_strndup(arena, path, (size_t)(slash - path))
		                       : ".";
	else if (!nested_is_folder(path))
		return NULL;
	return nested_below(arena, top, folder);
}

static const char *nested_in_commit(
    struct done_arena *arena, struct done_snapshot *commit, const char *path)
{
	const struct done_directory *listed;
	struct done_error ignored = {0};
	size_t len = strlen(path);

	if (done_path_is_nested(path))
		return nested_directory(arena, path);
	while (len && path[len - 1] == '/')
		len--;
	path = done_arena_strndup(arena, path, len);
	if (done_path_problem(path))
		return NULL;
	return commit->list(commit->self, path, &listed, &ignored) == 1 ? path : NULL;
}

static bool nested_is_whole(const char *path, const char *directory)
{
	struct done_buf below = {0};
	bool is_file = done_path_is_nested(path) || !strcmp(path, DONE_POLICY_PATH), is_whole;

	done_buf_addf(&below, "%s/", directory);
	is_whole = is_file && done_misnamed_is_of_others(below.ptr);
	done_buf_release(&below);
	return is_whole;
}

const char *done_nested_named(struct done_arena *arena, struct done_repo *repo,
    struct done_snapshot *commit, const char *path)
{
	const char *directory =
	    commit ? nested_in_commit(arena, commit, path) : nested_in_work_tree(arena, repo, path);

	/* Examples and test data have whole policies of their own. */
	return directory && nested_is_whole(path, directory) ? NULL : directory;
}
