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

static const char *nested_directory(struct done_arena *arena, const char *path)
{
	return done_arena_strndup(arena, path, strlen(path) - strlen("/" DONE_POLICY_PATH));
}

/* What is listed and stands in the source no more is passed over. */
static bool nested_is_read(const struct done_policy *policy, const char *path)
{
	return policy->above && !strcmp(policy->files.items[0], path);
}

int done_nested_load_all(struct done_loaded *loaded, struct done_snapshot *listing,
    const struct done_policy_source *source, const struct done_policy *root,
    const struct done_policy *const **out, size_t *nr, struct done_error *err)
{
	struct done_strings misnamed, paths;
	const struct done_policy **all;

	done_misnamed_policies(listing, true, loaded->arena, &misnamed, &paths);
	all = done_arena_array(loaded->arena, paths.nr + 1, sizeof(*all));
	*nr = 0;
	all[(*nr)++] = root;
	for (size_t i = 0; i < paths.nr; i++) {
		const struct done_policy *policy;

		if (done_nested_load_at(loaded, source, done_check_forms(), root,
		        nested_directory(loaded->arena, paths.items[i]), &policy, err) < 0)
			return err->code;
		if (nested_is_read(policy, paths.items[i]))
			all[(*nr)++] = policy;
	}
	*out = all;
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
