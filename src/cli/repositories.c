/* --repo and --repos-from: several repositories of one command, each opened on its own. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define LIST_MAX ((size_t)4 << 20)

/* Blanks in front are no part of a path; a line of blanks, or a comment, names nothing. */
static void repositories_add_lines(struct done_arena *arena, char *text, struct done_strings *paths)
{
	struct done_strings all = {0};
	size_t cap = 0;

	for (size_t i = 0; i < paths->nr; i++)
		*DONE_ARENA_PUSH(arena, all.items, all.nr, cap) = paths->items[i];
	for (char *save = NULL, *line = strtok_r(text, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save)) {
		line += strspn(line, " \t");
		if (*line && *line != '#')
			*DONE_ARENA_PUSH(arena, all.items, all.nr, cap) = line;
	}
	*paths = all;
}

static int repositories_read(const char *file, struct done_arena *arena,
    struct done_strings *repositories, struct done_error *err)
{
	struct done_buf text = {0};
	char *copy;
	int rc = !strcmp(file, "-")
	    ? done_fd_read(STDIN_FILENO, "standard input", LIST_MAX, &text, err)
	    : done_file_read(file, LIST_MAX, &text, err);

	if (rc == 0)
		done_error_set(err, DONE_E_USAGE, "there is no file '%s'", file);
	if (rc > 0 && text.len && memchr(text.ptr, '\0', text.len))
		done_error_set(
		    err, DONE_E_USAGE, "'%s' is not a list of paths: it contains a NUL byte", file);
	copy = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	if (err->code)
		return err->code;
	repositories_add_lines(arena, copy, repositories);
	if (repositories->nr)
		return 0;
	/* Else the repository that one stands in would be judged, in place of none. */
	done_error_set(err, DONE_E_USAGE, "'%s' names no repository", file);
	return done_error_cure(err, "write one path per line");
}

/*
 * What says in the environment which repository is meant, and what lies where in it: git sets these
 * for a hook, for an alias in a linked work tree and for --git-dir. They are of one repository, and
 * would stand in for every path that is named. The user's own configuration is not among them.
 */
static const char *const of_one_repository[] = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
};

void done_repositories_alone(void)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(of_one_repository); i++)
		unsetenv(of_one_repository[i]);
}

/* "shop" and "shop/.git" are one; a linked work tree has a HEAD of its own. */
static bool find_place(struct done_arena *arena, const char *path, struct stat *out)
{
	const char *inner = done_arena_printf(arena, "%s/.git", path);

	return (!stat(inner, out) && S_ISDIR(out->st_mode)) || !stat(path, out);
}

/* One that is named twice would count twice. */
static int repositories_refuse_twice(
    const struct done_strings *paths, struct done_arena *arena, struct done_error *err)
{
	struct stat *places = done_arena_array(arena, paths->nr, sizeof(*places));

	for (size_t i = 0; i < paths->nr; i++) {
		bool is_there = find_place(arena, paths->items[i], &places[i]);

		for (size_t j = 0; j < i; j++) {
			if (!strcmp(paths->items[i], paths->items[j]))
				return done_error_set(err, DONE_E_USAGE,
				    "the repository '%s' is named twice", paths->items[i]);
			if (is_there && places[i].st_dev == places[j].st_dev &&
			    places[i].st_ino == places[j].st_ino)
				return done_error_set(err, DONE_E_USAGE,
				    "'%s' and '%s' are the same repository", paths->items[j],
				    paths->items[i]);
		}
	}
	return 0;
}

int done_repositories_list(const char *file, struct done_arena *arena,
    struct done_strings *repositories, struct done_error *err)
{
	if (file && repositories_read(file, arena, repositories, err) < 0)
		return err->code;
	if (repositories->nr > DONE_FLEET_REPOSITORIES_MAX)
		return done_error_set(err, DONE_E_USAGE,
		    "%zu repositories are named, and the most is %d", repositories->nr,
		    DONE_FLEET_REPOSITORIES_MAX);
	return repositories_refuse_twice(repositories, arena, err);
}

static bool is_same_place(const char *a, const char *b)
{
	struct stat one, other;

	return b && !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev &&
	    one.st_ino == other.st_ino;
}

/* A clone that failed inside another repository must not be judged as that other one. */
int done_repository_itself(const char *directory, bool trust_owner, struct done_error *err)
{
	struct done_repo_options how = {.directory = directory, .trust_owner = trust_owner};
	struct done_repo *repo = NULL;
	int rc = done_repo_open(&repo, &how, err);

	if (rc >= 0 && !is_same_place(directory, done_repo_work_tree(repo)) &&
	    !is_same_place(directory, done_repo_git_directory(repo))) {
		const char *top = done_repo_work_tree(repo);

		rc = done_error_set(err, DONE_E_UNDECIDED,
		    "'%s' is not a repository, but a directory inside one", directory);
		done_error_cure(err, "name the repository itself: --repo %s",
		    top ? top : done_repo_git_directory(repo));
	}
	done_repo_close(repo);
	return rc;
}
