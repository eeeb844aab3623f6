/*
 * Where the repository and its parts are: what the GIT_* variables say, else what is found.
 */
#include "opening.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* What GIT_DIR names: a git directory, or a file that points to one. */
static int take_named(
    struct done_repo *repo, const char *name, struct done_found *found, struct done_error *err)
{
	const char *path = done_place_absolute(&repo->arena, repo->start, name);
	const char *problem;
	struct stat st;
	int rc = 0;

	found->named = true;
	if (!stat(path, &st) && S_ISREG(st.st_mode))
		rc = done_discover_follow(&repo->arena, path, &path, err);
	if (rc < 0)
		return rc;
	problem = done_discover_problem(&repo->arena, path);
	if (problem) {
		done_error_set(err, DONE_E_UNDECIDED, "GIT_DIR is '%s', not a git directory: %s",
		    name, problem);
		return done_error_cure(err, "unset GIT_DIR, or set it to a git directory");
	}
	repo->git_directory = path;
	return 0;
}

/* One that was named by its path: the git directory itself, or the folder that has it as ".git". */
static int take_alone(struct done_repo *repo, struct done_found *found, struct done_error *err)
{
	const char *paths[] = {
	    repo->start, done_arena_printf(&repo->arena, "%s/.git", repo->start)};
	struct stat st;

	found->named = true;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(paths); i++) {
		const char *path = paths[i];

		if (!stat(path, &st) && S_ISREG(st.st_mode) &&
		    done_discover_follow(&repo->arena, path, &path, err) < 0)
			return err->code;
		if (done_discover_problem(&repo->arena, path))
			continue;
		repo->git_directory = path;
		return 0;
	}
	done_error_set(err, DONE_E_UNDECIDED, "'%s' is not a git repository", repo->start);
	return done_error_cure(err, "name the repository itself, bare or with a folder '.git'");
}

static int find_common(struct done_repo *repo, struct done_error *err)
{
	const char *named = done_environment_of(repo, "GIT_COMMON_DIR");

	if (!named)
		return done_discover_common(
		    &repo->arena, repo->git_directory, &repo->common_directory, err);
	repo->common_directory = done_place_absolute(&repo->arena, repo->start, named);
	return 0;
}

int done_environment_find(
    struct done_repo *repo, const char *directory, struct done_found *found, struct done_error *err)
{
	const char *named = done_environment_of(repo, "GIT_DIR");
	int rc;

	repo->start = done_place_real(&repo->arena, directory ? directory : ".");
	if (!repo->start)
		return done_error_set(err, DONE_E_UNDECIDED, "cannot go into '%s': %s",
		    directory ? directory : ".", strerror(errno));
	if (repo->alone)
		rc = take_alone(repo, found, err);
	else
		rc = named ? take_named(repo, named, found, err) : done_discover(repo, found, err);
	return rc < 0 ? rc : find_common(repo, err);
}

static bool is_below(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	if (strncmp(path, directory, len) != 0)
		return false;
	return !path[len] || path[len] == '/' || directory[len - 1] == '/';
}

/* With GIT_DIR alone, git takes the current directory for the work tree. */
static const char *work_tree_here(struct done_repo *repo)
{
	static const char name[] = "/.git";
	size_t len = strlen(repo->git_directory), tail = sizeof(name) - 1;

	if (!is_below(repo->start, repo->git_directory))
		return repo->start;
	/* A hook on the receiving side of a repository with a work tree stands in its ".git". */
	if (len > tail && !strcmp(repo->git_directory + len - tail, name))
		return done_arena_strndup(&repo->arena, repo->git_directory, len - tail);
	return NULL;
}

static const char *find_work_tree(
    struct done_repo *repo, const struct done_found *found, const struct done_format *format)
{
	const char *named = done_environment_of(repo, "GIT_WORK_TREE");
	/* A linked work tree shares the configuration of the main one, which is not about it. */
	bool linked = strcmp(repo->git_directory, repo->common_directory) != 0;

	if (named)
		return done_place_absolute(&repo->arena, repo->start, named);
	if (!linked && format->bare)
		return NULL;
	if (!linked && format->work_tree)
		return done_place_absolute(&repo->arena, repo->git_directory, format->work_tree);
	return found->named ? work_tree_here(repo) : found->top;
}

int done_environment_settle(struct done_repo *repo, const struct done_found *found,
    const struct done_format *format, struct done_error *err)
{
	struct done_arena *arena = &repo->arena;
	const char *index = done_environment_of(repo, "GIT_INDEX_FILE");
	const char *objects = done_environment_of(repo, "GIT_OBJECT_DIRECTORY");
	const char *quarantine = done_environment_of(repo, "GIT_QUARANTINE_PATH");
	const char *base = repo->start;

	repo->work_tree = find_work_tree(repo, found, format);
	/* git goes to the top of the work tree before it uses these. */
	if (repo->work_tree && is_below(repo->start, repo->work_tree))
		base = repo->work_tree;
	repo->index_file = index ? done_place_absolute(arena, base, index)
	                         : done_arena_printf(arena, "%s/index", repo->git_directory);
	repo->object_directory = objects
	    ? done_place_absolute(arena, base, objects)
	    : done_place_absolute(arena, repo->common_directory, "objects");
	if (quarantine)
		repo->quarantine = done_place_absolute(arena, base, quarantine);
	return done_alternates_read(repo, base, err);
}
