/*
 * For the tests in tests/git: real repositories, built by the real git in a folder of their own,
 * in an environment that knows nothing of the machine (no GIT_*, own HOME, fixed names and dates).
 *
 *	char *dir = test_dir_new();              a fresh folder; resets the environment
 *	char *repo = test_path("%s/repo", dir);
 *	test_repo_new(repo);                     git init, branch main, no commit yet
 *	test_write(repo, "a/b.txt", "text\n");   makes the folders on the way
 *	test_commit(repo, "first");              add -A, commit, one minute later than the last
 *	char *head = test_git_output(repo, "rev-parse HEAD");
 *	test_git(repo, "branch side %s", head);  any git command; shell quoting is yours
 *	test_dir_remove(dir);                    removes all and frees dir
 *
 * Every helper fails the test when the command fails. Strings are malloc'd: free() them.
 */
#ifndef DONE_TEST_REPOSITORY_H
#define DONE_TEST_REPOSITORY_H

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

extern char **environ;

/*
 * libgit2 1.5 forgets a PCRE2 match for each setting of a version 1 repository when it looks for
 * extensions there. That is not ours to mend, and would hide leaks of our own.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TEST_LEAKS_ARE_SEEN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define TEST_LEAKS_ARE_SEEN 1
#endif
#ifdef TEST_LEAKS_ARE_SEEN
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}
__attribute__((visibility("default"))) const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

/* The time of the next commit; test_commit() and test_tick() move it on. */
#define TEST_FIRST_DATE 1700000000L

static inline char *test_format(const char *format, va_list args) DONE_PRINTF(1, 0);
static inline char *test_path(const char *format, ...) DONE_PRINTF(1, 2);
static inline void test_sh(const char *dir, const char *format, ...) DONE_PRINTF(2, 3);
static inline int test_git_status(const char *dir, const char *format, ...) DONE_PRINTF(2, 3);
static inline void test_git(const char *dir, const char *format, ...) DONE_PRINTF(2, 3);
static inline char *test_git_output(const char *dir, const char *format, ...) DONE_PRINTF(2, 3);

static inline char *test_format(const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	char *text = malloc((size_t)len + 1);
	assert_non_null(text);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}

/* A formatted string. */
static inline char *test_path(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = test_format(format, args);
	va_end(args);
	return text;
}

/* Moves the date of the next commit on by a minute. */
static inline void test_tick(void)
{
	const char *last = getenv("GIT_COMMITTER_DATE");
	char date[40];
	snprintf(date, sizeof(date), "%ld +0000", (last ? atol(last) : TEST_FIRST_DATE) + 60);
	setenv("GIT_COMMITTER_DATE", date, 1);
	setenv("GIT_AUTHOR_DATE", date, 1);
}

/* Unsets every variable whose name begins with GIT_. */
static inline void test_git_unset(void)
{
	for (char **entry = environ; *entry;) {
		char name[256];
		size_t len = strcspn(*entry, "=");
		if (strncmp(*entry, "GIT_", 4) != 0 || len >= sizeof(name)) {
			entry++;
			continue;
		}
		memcpy(name, *entry, len);
		name[len] = '\0';
		unsetenv(name);
		entry = environ;
	}
}

/* The hermetic environment; home is made and gets the settings that tests need. */
static inline void test_environment(const char *home)
{
	static const char settings[] = "[user]\n\tname = A\n\temail = a@example.org\n"
	                               "[init]\n\tdefaultBranch = main\n"
	                               "[gc]\n\tauto = 0\n"
	                               "[advice]\n\tdetachedHead = false\n\tnestedTag = false\n"
	                               "[protocol \"file\"]\n\tallow = always\n"
	                               "[uploadpack]\n\tallowFilter = true\n"
	                               "\tallowAnySHA1InWant = true\n";

	test_git_unset();
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("SUDO_UID");
	setenv("HOME", home, 1);
	setenv("TZ", "UTC", 1);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	test_tick();

	assert_int_equal(mkdir(home, 0777), 0);
	char *path = test_path("%s/.gitconfig", home);
	FILE *fp = fopen(path, "w");
	assert_non_null(fp);
	assert_true(fputs(settings, fp) >= 0);
	assert_int_equal(fclose(fp), 0);
	free(path);
}

/* Runs a shell command line in dir; returns its exit status. */
static inline int test_run(const char *dir, const char *command)
{
	char *line = test_path("cd '%s' && %s", dir, command);
	int status = system(line);
	free(line);
	return status == -1 || !WIFEXITED(status) ? 128 : WEXITSTATUS(status);
}

static inline void test_sh(const char *dir, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *command = test_format(format, args);
	va_end(args);
	int status = test_run(dir, command);
	if (status != 0)
		fail_msg("exit %d: %s", status, command);
	free(command);
}

/* The exit status of `git ARGUMENTS` in dir, output thrown away. */
static inline int test_git_status(const char *dir, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *arguments = test_format(format, args);
	va_end(args);
	char *command = test_path("git %s >/dev/null 2>&1", arguments);
	int status = test_run(dir, command);
	free(command);
	free(arguments);
	return status;
}

static inline void test_git(const char *dir, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *arguments = test_format(format, args);
	va_end(args);
	test_sh(dir, "git %s >/dev/null", arguments);
	free(arguments);
}

/* Standard output of a shell command line in dir, without its last newline. */
static inline char *test_output(const char *dir, const char *line)
{
	char *command = test_path("cd '%s' && %s", dir, line);
	FILE *fp = popen(command, "r");
	assert_non_null(fp);

	size_t len = 0, cap = 4096;
	char *text = malloc(cap);
	assert_non_null(text);
	for (size_t nr; (nr = fread(text + len, 1, cap - len - 1, fp)) > 0;) {
		len += nr;
		if (cap - len < 2) {
			text = realloc(text, cap *= 2);
			assert_non_null(text);
		}
	}
	if (len > 0 && text[len - 1] == '\n')
		len--;
	text[len] = '\0';
	int status = pclose(fp);
	if (status != 0)
		fail_msg("status %d: %s", status, command);
	free(command);
	return text;
}

/* Standard output of `git ARGUMENTS` in dir, without its last newline. */
static inline char *test_git_output(const char *dir, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *arguments = test_format(format, args);
	va_end(args);
	char *command = test_path("git %s", arguments);
	char *text = test_output(dir, command);
	free(command);
	free(arguments);
	return text;
}

/* A fresh folder (its real path) and a fresh environment; no repository above it is ever found. */
static inline char *test_dir_new(void)
{
	const char *parent = getenv("TMPDIR");
	char *name = test_path("%s/git-done-test.XXXXXX", parent && *parent ? parent : "/tmp");
	assert_non_null(mkdtemp(name));
	char *dir = test_output(name, "pwd -P");
	free(name);

	char *home = test_path("%s/home", dir);
	test_environment(home);
	free(home);
	char *above = test_path("%s", dir);
	*strrchr(above, '/') = '\0';
	setenv("GIT_CEILING_DIRECTORIES", above, 1);
	free(above);
	return dir;
}

static inline void test_dir_remove(char *dir)
{
	test_sh("/", "chmod -R u+rwX '%s' && rm -rf '%s'", dir, dir);
	free(dir);
}

/* Makes the folders above a path. */
static inline void test_mkdirs(const char *path)
{
	char *copy = test_path("%s", path);
	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			fail_msg("cannot make %s", copy);
		*slash = '/';
	}
	free(copy);
}

static inline void test_write_bytes(
    const char *dir, const char *path, const void *bytes, size_t len)
{
	char *name = test_path("%s/%s", dir, path);
	test_mkdirs(name);
	FILE *fp = fopen(name, "w");
	if (!fp)
		fail_msg("cannot write %s", name);
	assert_int_equal(fwrite(bytes, 1, len, fp), len);
	assert_int_equal(fclose(fp), 0);
	free(name);
}

static inline void test_write(const char *dir, const char *path, const char *text)
{
	test_write_bytes(dir, path, text, strlen(text));
}

/* An empty repository with a work tree, branch main. */
static inline void test_repo_new(const char *path)
{
	test_sh("/", "git init -q -b main '%s'", path);
}

/* Commits all that lies in the work tree; an empty change makes a commit too. */
static inline void test_commit(const char *dir, const char *message)
{
	test_tick();
	test_git(dir, "add -A");
	test_git(dir, "commit -q --allow-empty -m '%s'", message);
}

#endif
