/*
 * The index as git itself reads it, for the formats libgit2 does not know: split, sparse, without
 * a hash. The child gets a fixed command line and a bare environment, and can run nothing.
 */
#include "index.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT_BYTES_MAX (1UL << 30)
#define INTENT_TO_ADD 0x20000000UL
#define SKIP_WORKTREE 0x40000000UL

static int failed(struct done_error *err, const struct done_repo *repo, const char *why)
{
	done_error_set(
	    err, DONE_E_UNDECIDED, "cannot read the index '%s': %s", repo->index_file, why);
	return done_error_cure(err,
	    "git update-index --no-split-index --force-write-index\n"
	    "git sparse-checkout reapply --no-sparse-index\n"
	    "git config index.skipHash false");
}

/* ---- the child ---- */

static char *variable(struct done_arena *arena, const char *name, const char *value)
{
	return done_arena_printf(arena, "%s=%s", name, value);
}

static char **environment(const struct done_repo *repo, struct done_arena *arena)
{
	static const char *const kept[] = {"PATH", "HOME"};
	static const char *const fixed[] = {
	    "LC_ALL=C",
	    "GIT_OPTIONAL_LOCKS=0",
	    "GIT_NO_REPLACE_OBJECTS=1",
	    "GIT_NO_LAZY_FETCH=1",
	    "GIT_TERMINAL_PROMPT=0",
	};
	char **all = done_arena_array(arena, 16, sizeof(*all));
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(kept); i++)
		if (getenv(kept[i]))
			all[nr++] = variable(arena, kept[i], getenv(kept[i]));
	for (size_t i = 0; i < DONE_ARRAY_SIZE(fixed); i++)
		all[nr++] = done_arena_strdup(arena, fixed[i]);
	all[nr++] = variable(arena, "GIT_DIR", repo->git_directory);
	all[nr++] = variable(arena, "GIT_INDEX_FILE", repo->index_file);
	/* A sparse index is expanded from trees, which may lie elsewhere. */
	all[nr++] = variable(arena, "GIT_OBJECT_DIRECTORY", repo->object_directory);
	if (strcmp(repo->git_directory, repo->common_directory) != 0)
		all[nr++] = variable(arena, "GIT_COMMON_DIR", repo->common_directory);
	return all;
}

static char **arguments(const struct done_repo *repo, struct done_arena *arena)
{
	/* From the top, else git lists the current directory only. */
	const char *top = repo->work_tree ? repo->work_tree : repo->git_directory;
	const char *const line[] = {"git", "-C", top, "-c", "core.fsmonitor=false", "-c",
	    "core.hooksPath=/dev/null", "ls-files", "-s", "-z", "--debug"};
	char **all = done_arena_array(arena, DONE_ARRAY_SIZE(line) + 1, sizeof(*all));

	for (size_t i = 0; i < DONE_ARRAY_SIZE(line); i++)
		all[i] = done_arena_strdup(arena, line[i]);
	return all;
}

/* Starts git with its output on *fd; 0, or an errno. */
static int spawn(const struct done_repo *repo, struct done_arena *arena, pid_t *pid, int *fd)
{
	posix_spawn_file_actions_t actions;
	char **argv = arguments(repo, arena), **envp = environment(repo, arena);
	int ends[2];

	if (pipe(ends) < 0)
		return errno;
	int rc = posix_spawn_file_actions_init(&actions);
	if (rc == 0) {
		rc = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
		if (rc == 0 && ends[1] != STDOUT_FILENO)
			rc = posix_spawn_file_actions_addclose(&actions, ends[1]);
		if (rc == 0 && ends[0] != STDOUT_FILENO)
			rc = posix_spawn_file_actions_addclose(&actions, ends[0]);
		if (rc == 0)
			rc = posix_spawn_file_actions_addopen(
			    &actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
		if (rc == 0)
			rc = posix_spawn_file_actions_addopen(
			    &actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
		if (rc == 0)
			rc = posix_spawnp(pid, "git", &actions, NULL, argv, envp);
		posix_spawn_file_actions_destroy(&actions);
	}
	close(ends[1]);
	if (rc == 0)
		*fd = ends[0];
	else
		close(ends[0]);
	return rc;
}

static int index_child_read_all(int fd, struct done_buf *out)
{
	char chunk[65536];

	for (;;) {
		ssize_t len = read(fd, chunk, sizeof(chunk));

		if (len < 0 && errno == EINTR)
			continue;
		if (len <= 0)
			return len < 0 ? errno : 0;
		done_buf_add(out, chunk, (size_t)len);
	}
}

static int wait_for(pid_t pid, int *status)
{
	while (waitpid(pid, status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

/* ---- what it says ---- */

/* The five lines of --debug behind an entry; the last one holds the flags. */
static bool take_flags(char **at, unsigned long *flags)
{
	for (int i = 0; i < 5; i++) {
		char *end = strchr(*at, '\n');

		if (strncmp(*at, "  ", 2) != 0 || !end)
			return false;
		*end = '\0';
		if (i == 4) {
			char *word = strstr(*at, "flags: "), *rest;

			if (!word)
				return false;
			*flags = strtoul(word + 7, &rest, 16);
			if (rest == word + 7 || *rest)
				return false;
		}
		*at = end + 1;
	}
	return true;
}

/* "<mode> <oid> <stage>\t<path>\0" */
static bool take_entry(char **at, struct done_index_entry *entry, int *stage)
{
	char *rest;

	entry->mode = (unsigned)strtoul(*at, &rest, 8);
	if (rest != *at + 6 || *rest != ' ' || strlen(rest) < DONE_OID_HEX + 4)
		return false;
	char *hex = rest + 1;
	if (hex[DONE_OID_HEX] != ' ' || hex[DONE_OID_HEX + 2] != '\t')
		return false;
	hex[DONE_OID_HEX] = '\0';
	*stage = hex[DONE_OID_HEX + 1] - '0';
	entry->path = hex + DONE_OID_HEX + 3;
	*at = hex + DONE_OID_HEX + 3 + strlen(entry->path) + 1;
	return done_oid_parse(hex, &entry->oid);
}

static int index_child_take(const struct done_repo *repo, struct done_index *index,
    struct done_buf *output, struct done_error *err)
{
	char *at = output->ptr, *end = at + output->len;

	while (at < end) {
		struct done_index_entry entry = {0};
		unsigned long flags;
		int stage;

		if (!take_entry(&at, &entry, &stage) || !take_flags(&at, &flags))
			return failed(err, repo, "git lists it in an unknown way");
		if (stage)
			return done_index_conflict(err, entry.path);
		if (flags & INTENT_TO_ADD)
			continue;
		entry.is_skipped = flags & SKIP_WORKTREE;
		entry.path = done_arena_strdup(&index->arena, entry.path);
		int rc = done_index_add(index, &entry, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

int done_index_read_by_git(struct done_repo *repo, struct done_index *index, struct done_error *err)
{
	struct done_buf output = {.max = OUTPUT_BYTES_MAX};
	struct done_arena arena = {0};
	pid_t pid = -1;
	int fd = -1, status = 0, rc;
	int problem = spawn(repo, &arena, &pid, &fd);

	if (problem) {
		done_arena_release(&arena);
		return failed(
		    err, repo, "libgit2 does not know its format, and git could not be started");
	}
	problem = index_child_read_all(fd, &output);
	close(fd);
	int waited = wait_for(pid, &status);
	if (problem || waited || output.overflow)
		rc = failed(err, repo, "what git lists could not be read");
	else if (!WIFEXITED(status) || WEXITSTATUS(status))
		rc = failed(err, repo, "neither libgit2 nor git can");
	else
		rc = index_child_take(repo, index, &output, err);
	done_buf_release(&output);
	done_arena_release(&arena);
	return rc;
}
