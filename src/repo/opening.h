/*
 * Inside the repo room: the steps of opening, in the order that open.c takes them. Each fills its
 * part of struct done_repo from what the earlier ones found.
 */
#ifndef DONE_REPO_OPENING_H
#define DONE_REPO_OPENING_H

#include "handle.h"

/* How the git directory was found. */
struct done_found {
	bool named;           /* by GIT_DIR: git's ownership rule is for what was discovered */
	const char *git_file; /* the ".git" file that led to it; NULL: none */
	const char *top;      /* the directory that ".git" lies in; NULL: bare, or named */
};

/* What the repository's own configuration says about its shape. */
struct done_format {
	bool bare, partial, worktree_config;
	const char *work_tree; /* core.worktree as written; NULL: not set */
};

/* library.c: starts libgit2 once a process, with our settings; it is never shut down. */
int done_library_start(struct done_error *err);
/*
 * Opens one configuration file, with what it includes. A file that is not there is empty. Returns
 * libgit2's code.
 */
int done_library_config(git_config **out, const char *path, git_repository *git);
int done_library_open(git_repository **out, const char *git_directory);

/* places.c: paths and small files. */

/* path seen from base, symbolic links resolved as far as it exists. In the arena. */
char *done_place_absolute(struct done_arena *arena, const char *base, const char *path);
/* The same, or NULL with errno set when it does not exist. */
char *done_place_real(struct done_arena *arena, const char *path);
/* A variable of the environment; NULL when it is not set or empty. */
const char *done_environment(const char *name);
/* The same for one that says where a part of the repository is: NULL for one that is opened alone.
 */
const char *done_environment_of(const struct done_repo *repo, const char *name);
/* A variable that is a truth value, as git reads it: 1, 0, or -1 when it is neither. */
int done_environment_bool(const char *name);
/*
 * Reads a regular file of at most max bytes; out is cleared first. Returns 1, 0 when there is none,
 * else DONE_E_UNDECIDED.
 */
int done_place_read(const char *path, size_t max, struct done_buf *out, struct done_error *err);
/* A file that git never writes into, but puts another one in its place, as it lies on the disk; to
 * be unmapped by munmap(). False where it is empty, too large, or cannot be mapped. */
bool done_place_map(const char *path, size_t max, struct done_bytes *out);
/* Undoes the quoting of C strings that git uses in lists of paths: at[0] is '"'. Returns the byte
 * behind the closing quote, NULL when malformed. */
const char *done_place_unquote(const char *at, const char *end, struct done_buf *out);

/* environment.c: finds the git directory and the common directory. */
int done_environment_find(struct done_repo *repo, const char *directory, struct done_found *found,
    struct done_error *err);
/* environment.c: work tree, index and object directory, once the format is known. */
int done_environment_settle(struct done_repo *repo, const struct done_found *found,
    const struct done_format *format, struct done_error *err);
/* discover.c: looks upwards from repo->start. */
int done_discover(struct done_repo *repo, struct done_found *found, struct done_error *err);
/* discover.c: follows a ".git" file; *out is what it points to. */
int done_discover_follow(
    struct done_arena *arena, const char *file, const char **out, struct done_error *err);
/* discover.c: NULL, or why the directory is not a git directory. */
const char *done_discover_problem(struct done_arena *arena, const char *directory);
/* discover.c: the common directory of a git directory. */
int done_discover_common(
    struct done_arena *arena, const char *directory, const char **out, struct done_error *err);

/* ownership.c: git's safe.directory rule. */
int done_ownership_check(
    struct done_repo *repo, const struct done_found *found, struct done_error *err);

/* format.c: refuses formats and extensions that this build cannot read. */
int done_format_read(struct done_repo *repo, struct done_format *out, struct done_error *err);
/* format.c: shallow, partial, replacements. */
int done_format_facts(
    struct done_repo *repo, const struct done_format *format, struct done_error *err);

/* config.c: which files and variables hold the configuration. */
int done_config_prepare(struct done_repo *repo, struct done_error *err);
/* Adds the repository's own files. */
void done_config_add_repository(struct done_repo *repo, bool worktree_config);
/* Takes out what belongs to who pushes: the environment's settings, and the user's files where the
 * repository is another's. */
void done_config_keep_server(struct done_repo *repo);
/* Calls visit with every value of a key in the user's files and the environment, lowest priority
 * first; value may be NULL. What cannot be read is passed over. */
typedef void done_config_visit(void *data, const char *value);
void done_config_user_values(
    struct done_repo *repo, const char *key, done_config_visit *visit, void *data);
/* parameters.c: what GIT_CONFIG_COUNT and GIT_CONFIG_PARAMETERS hold. */
struct done_config_pair {
	const char *key;   /* section and name in lower case */
	const char *value; /* NULL: the key alone */
};
int done_parameters_read(struct done_repo *repo, struct done_error *err);

/* alternates.c: every directory that objects are read from; base: what
 * GIT_ALTERNATE_OBJECT_DIRECTORIES is relative to. */
int done_alternates_read(struct done_repo *repo, const char *base, struct done_error *err);

/* odb.c: the object database of repo->object_directories. */
int done_odb_open(struct done_repo *repo, git_odb **out, struct done_error *err);
/* loose.c: loose objects of one directory, every size checked. */
int done_loose_backend(git_odb_backend **out, const char *directory);
/* The first bytes of a loose object, at most len, however large it is: how many there are; 0: it is
 * not there, or cannot be read. */
size_t done_loose_start(const char *directory, const struct done_oid *id, char *out, size_t len);

#endif
