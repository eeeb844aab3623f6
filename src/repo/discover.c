/*
 * Finding a git directory from where we stand, as git does: upwards, to a ceiling or the edge of
 * the file system.
 */
#include "opening.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum {
	GIT_FILE_BYTES_MAX = 64 << 10,
};

static bool is_directory(struct done_arena *arena, const char *directory, const char *name)
{
	struct stat st;

	return !stat(done_arena_printf(arena, "%s/%s", directory, name), &st) &&
	    S_ISDIR(st.st_mode);
}

int done_discover_common(
    struct done_arena *arena, const char *directory, const char **out, struct done_error *err)
{
	struct done_buf text = {0};
	const char *file = done_arena_printf(arena, "%s/commondir", directory);
	int rc = done_place_read(file, GIT_FILE_BYTES_MAX, &text, err);

	if (rc > 0) {
		while (
		    text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
			text.ptr[--text.len] = '\0';
		if (!text.len || strlen(text.ptr) != text.len)
			rc = done_error_set(err, DONE_E_UNDECIDED, "'%s' is malformed", file);
		else
			*out = done_place_absolute(arena, directory, text.ptr);
	} else if (rc == 0) {
		*out = directory;
	}
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

const char *done_discover_problem(struct done_arena *arena, const char *directory)
{
	struct done_error ignored = {0};
	const char *common;
	struct stat st;

	if (lstat(done_arena_printf(arena, "%s/HEAD", directory), &st))
		return done_arena_printf(arena, "HEAD: %s", strerror(errno));
	if (done_discover_common(arena, directory, &common, &ignored))
		return done_arena_strdup(arena, ignored.message);
	if (!is_directory(arena, common, "refs"))
		return "it has no folder 'refs'";
	if (!done_environment("GIT_OBJECT_DIRECTORY") && !is_directory(arena, common, "objects"))
		return "it has no folder 'objects'";
	return NULL;
}

int done_discover_follow(
    struct done_arena *arena, const char *file, const char **out, struct done_error *err)
{
	static const char key[] = "gitdir: ";
	const size_t len = sizeof(key) - 1;
	struct done_buf text = {0};
	const char *problem, *target = NULL;
	int rc = done_place_read(file, GIT_FILE_BYTES_MAX, &text, err);

	while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
		text.ptr[--text.len] = '\0';
	if (rc >= 0 &&
	    (text.len <= len || memcmp(text.ptr, key, len) || strlen(text.ptr) != text.len)) {
		rc = done_error_set(err, DONE_E_UNDECIDED, "the file '%s' is malformed", file);
		done_error_cure(err, "it should hold one line, 'gitdir: ' and a path");
	}
	if (rc >= 0) {
		char *folder = done_arena_strdup(arena, file);
		*strrchr(folder, '/') = '\0';
		target = done_place_absolute(arena, folder, text.ptr + len);
		problem = done_discover_problem(arena, target);
		if (problem)
			rc = done_error_set(err, DONE_E_UNDECIDED,
			    "'%s' points to '%s', which is not a git directory: %s", file, target,
			    problem);
	}
	done_buf_release(&text);
	if (rc < 0)
		return rc;
	*out = target;
	return 0;
}

/* A ".git" that is there but broken: to go on upwards would judge another repository. */
static bool is_damaged(struct done_arena *arena, const char *directory)
{
	struct stat st;

	return is_directory(arena, directory, "objects") ||
	    !lstat(done_arena_printf(arena, "%s/HEAD", directory), &st) || errno == EACCES;
}

/* Looks for "<directory>/.git": 1 when found, 0 when there is none. */
static int look_inside(
    struct done_repo *repo, const char *directory, struct done_found *found, struct done_error *err)
{
	struct done_arena *arena = &repo->arena;
	const char *path = done_arena_printf(arena, "%s/.git", directory[1] ? directory : "");
	const char *problem, *target = path;
	struct stat st;

	if (stat(path, &st)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		return done_error_set(
		    err, DONE_E_UNDECIDED, "cannot read '%s': %s", path, strerror(errno));
	}
	if (S_ISDIR(st.st_mode)) {
		problem = done_discover_problem(arena, path);
		if (problem && is_damaged(arena, path))
			return done_error_set(err, DONE_E_UNDECIDED,
			    "'%s' is not a whole git directory: %s", path, problem);
		if (problem)
			return 0;
	} else {
		int rc = done_discover_follow(arena, path, &target, err);
		if (rc < 0)
			return rc;
		found->git_file = path;
	}
	repo->git_directory = done_place_absolute(arena, "/", target);
	found->top = done_arena_strdup(arena, directory);
	return 1;
}

/* The length of the deepest ceiling above directory, -1 when there is none. */
static long ceiling_above(struct done_arena *arena, const char *directory)
{
	const char *list = done_environment("GIT_CEILING_DIRECTORIES");
	bool resolve = true; /* until an empty element says otherwise */
	long deepest = -1;

	for (; list; list = strchr(list, ':') ? strchr(list, ':') + 1 : NULL) {
		size_t len = strcspn(list, ":");
		char *path = done_arena_strndup(arena, list, len);

		if (!len)
			resolve = false;
		if (path[0] != '/')
			continue;
		char *real = resolve ? done_place_real(arena, path) : NULL;
		path = real ? real : path;
		len = strlen(path);
		while (len && path[len - 1] == '/')
			len--;
		if (!strncmp(directory, path, len) && directory[len] == '/' && directory[len + 1] &&
		    (long)len > deepest)
			deepest = (long)len;
	}
	return deepest;
}

/* Cuts the last part off; false at the root or the ceiling. */
static bool go_up(char *directory, long ceiling)
{
	char *slash = strrchr(directory, '/');

	if (!directory[1] || slash - directory <= ceiling)
		return false;
	slash[slash == directory] = '\0';
	return true;
}

/*
 * A directory in a work tree that looks like a bare repository may have come with a commit: whoever
 * wrote that would choose what we judge.
 */
static int refuse_embedded(
    struct done_repo *repo, const char *directory, long ceiling, struct done_error *err)
{
	char *above = done_arena_strdup(&repo->arena, directory);
	size_t len = strlen(directory);
	struct stat st;

	if (strstr(directory, "/.git/") || (len >= 5 && !strcmp(directory + len - 5, "/.git")))
		return 0;
	while (go_up(above, ceiling)) {
		const char *path =
		    done_arena_printf(&repo->arena, "%s/.git", above[1] ? above : "");

		if (stat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode) && done_discover_problem(&repo->arena, path))
			continue;
		done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' looks like a bare repository inside the work tree of '%s'", directory,
		    above);
		return done_error_cure(err, "if it is meant: GIT_DIR='%s' git done ...", directory);
	}
	return 0;
}

/* Looks at one directory: 1 when it, or its ".git", is the repository. */
static int discover_look(struct done_repo *repo, const char *directory, long ceiling,
    struct done_found *found, struct done_error *err)
{
	int rc = look_inside(repo, directory, found, err);

	if (rc)
		return rc;
	if (done_discover_problem(&repo->arena, directory))
		return 0;
	rc = refuse_embedded(repo, directory, ceiling, err);
	if (rc < 0)
		return rc;
	repo->git_directory = done_arena_strdup(&repo->arena, directory);
	return 1;
}

int done_discover(struct done_repo *repo, struct done_found *found, struct done_error *err)
{
	char *directory = done_arena_strdup(&repo->arena, repo->start);
	long ceiling = ceiling_above(&repo->arena, directory);
	bool across = done_environment_bool("GIT_DISCOVERY_ACROSS_FILESYSTEM") == 1;
	struct stat first, st;

	if (stat(directory, &first))
		return done_error_set(
		    err, DONE_E_UNDECIDED, "cannot read '%s': %s", directory, strerror(errno));
	do {
		if (!across && !stat(directory, &st) && st.st_dev != first.st_dev)
			break;
		int rc = discover_look(repo, directory, ceiling, found, err);
		if (rc)
			return rc < 0 ? rc : 0;
	} while (go_up(directory, ceiling));
	done_error_set(err, DONE_E_UNDECIDED,
	    "not a git repository: '%s' or any directory above it", repo->start);
	return done_error_cure(err, "go into a clone, or set GIT_DIR");
}
