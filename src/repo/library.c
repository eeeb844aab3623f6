/*
 * libgit2 itself: started once with settings that suit a gate, its configuration files, its errors.
 */
#include "opening.h"

#include <libdeflate.h>
#include <nettle/version.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Options of libgit2 belong to the process: they are the same for every handle, set once. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
/* Held while libgit2's search path is not empty. */
static pthread_mutex_t search_path = PTHREAD_MUTEX_INITIALIZER;

enum {
	WINDOW_BYTES = 32 << 20,
	MAPPED_BYTES = 256 << 20,
	PACK_FILES_MAX = 256,
};

static size_t pack_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur / 2 > PACK_FILES_MAX)
		return PACK_FILES_MAX;
	return limit.rlim_cur < 16 ? 8 : (size_t)limit.rlim_cur / 2;
}

static int set_options(void)
{
	/* done_format_read() has looked at their values before libgit2 sees them. */
	static const char *extensions[] = {"noop", "partialclone", "worktreeconfig",
	    "preciousobjects", "objectformat", "refstorage", "relativeworktrees"};
	static const int levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
	    GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
	int rc = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(levels) && rc >= 0; i++)
		rc = git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	if (rc >= 0)
		rc = git_libgit2_opts(
		    GIT_OPT_SET_EXTENSIONS, extensions, DONE_ARRAY_SIZE(extensions));
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)WINDOW_BYTES);
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)MAPPED_BYTES);
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, pack_files());
	/* done_object_read() checks hashes, a handle at a time; and reads no object twice. */
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	if (rc >= 0)
		rc = git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	return rc;
}

static void start(void)
{
	started = git_libgit2_init();
	if (started >= 0)
		started = set_options();
}

int done_library_start(struct done_error *err)
{
	if (pthread_once(&once, start) || started < 0)
		return done_git_error(err, started, "cannot start libgit2");
	return 0;
}

/* libgit2 takes "~/" of an include from its search path for the user's files. */
static void search_home(void)
{
	const char *home = done_environment("HOME");

	pthread_mutex_lock(&search_path);
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, home ? home : "");
}

static void search_nowhere(void)
{
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
	pthread_mutex_unlock(&search_path);
}

int done_library_config(git_config **out, const char *path, git_repository *git)
{
	git_config *config = NULL;
	int rc = git_config_new(&config);

	if (rc < 0)
		return rc;
	search_home();
	rc = git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_LOCAL, git, 0);
	search_nowhere();
	if (rc < 0) {
		git_config_free(config);
		return rc;
	}
	*out = config;
	return 0;
}

int done_library_open(git_repository **out, const char *git_directory)
{
	/* "Bare" keeps libgit2 from looking for a work tree, which is never read. */
	const unsigned flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT |
	    GIT_REPOSITORY_OPEN_BARE;

	/* Locked, so that the user's own files are not searched for: they must not stop the
	 * opening. */
	pthread_mutex_lock(&search_path);
	int rc = git_repository_open_ext(out, git_directory, flags, NULL);
	pthread_mutex_unlock(&search_path);
	return rc;
}

void done_repo_libraries(char out[96])
{
	int major = 0, minor = 0, revision = 0;

	git_libgit2_version(&major, &minor, &revision);
	snprintf(out, 96, "libgit2 %d.%d.%d, nettle %d.%d, libdeflate %s", major, minor, revision,
	    nettle_version_major(), nettle_version_minor(), LIBDEFLATE_VERSION_STRING);
}

int done_git_error(struct done_error *err, int rc, const char *format, ...)
{
	const git_error *last = git_error_last();
	struct done_buf text = {0};
	va_list args;

	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	/* libgit2 does not always say why. */
	if (last && last->message && last->klass != GIT_ERROR_NONE)
		done_error_set(err, DONE_E_UNDECIDED, "%s: %s", text.ptr, last->message);
	else
		done_error_set(err, DONE_E_UNDECIDED, "%s: libgit2 fails with %d", text.ptr, rc);
	if (last &&
	    (last->klass == GIT_ERROR_ODB || last->klass == GIT_ERROR_ZLIB ||
	        last->klass == GIT_ERROR_OBJECT || last->klass == GIT_ERROR_REFERENCE))
		done_error_cure(err, "the repository may be damaged: git fsck");
	done_buf_release(&text);
	git_error_clear();
	return err->code;
}
