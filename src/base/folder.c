/*
 * A directory of hostile content. Everything is opened one path part at a time, below what is open
 * already and never through a link, so that nobody who writes to the directory meanwhile can lead
 * us out of it.
 */
#include "done/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_OPEN (O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY)
/* O_NONBLOCK: a pipe that took the file's place must not make us wait. */
#define FOLDER_OPEN_FILE (O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)

struct folder_listing {
	struct done_arena *arena;
	struct done_folder *folder;
	size_t cap, cap_refused, nr_entries;
	struct done_error *err;
};

static int folder_list(struct folder_listing *listing, int fd, const char *path, int depth);

static int folder_compare(const void *a, const void *b)
{
	const struct done_folder_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int folder_compare_refused(const void *a, const void *b)
{
	const struct done_folder_refused *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static const char *folder_sort_of(mode_t mode)
{
	return S_ISLNK(mode) ? "is a symbolic link"
	    : S_ISFIFO(mode) ? "is a named pipe"
	    : S_ISSOCK(mode) ? "is a socket"
	                     : "is a device";
}

/* What a link to a directory below the listed one hides is listed under its own name. */
static bool folder_leads_out(
    struct folder_listing *listing, int fd, const char *name, const char *path)
{
	const char *called = listing->folder->called;
	struct stat status;
	char *top, *real;
	bool is_out;

	if (fstatat(fd, name, &status, 0) || !S_ISDIR(status.st_mode))
		return false;
	top = realpath(called, NULL);
	real = realpath(done_arena_printf(listing->arena, "%s/%s", called, path), NULL);
	is_out = !top || !real || (strcmp(real, top) != 0 && !done_path_below(real, top));
	free(top);
	free(real);
	return is_out;
}

static void folder_refuse(
    struct folder_listing *listing, int fd, const char *name, const char *path, mode_t mode)
{
	struct done_folder_refused *one = DONE_ARENA_PUSH(listing->arena, listing->folder->refused,
	    listing->folder->nr_refused, listing->cap_refused);

	*one = (struct done_folder_refused){.path = path,
	    .what = folder_sort_of(mode),
	    .may_hold = S_ISLNK(mode),
	    .leads_out = S_ISLNK(mode) && folder_leads_out(listing, fd, name, path)};
}

static int folder_enter(
    struct folder_listing *listing, int fd, const char *name, const char *path, int depth)
{
	int below, rc;

	if (depth == DONE_FOLDER_DEPTH_MAX)
		return done_error_set(listing->err, DONE_E_UNDECIDED,
		    "'%s' in '%s' is nested more than %d directories deep", path,
		    listing->folder->called, DONE_FOLDER_DEPTH_MAX);
	below = openat(fd, name, FOLDER_OPEN);
	if (below < 0)
		return done_error_set(listing->err, DONE_E_UNDECIDED,
		    "cannot open the directory '%s' in '%s': %s", path, listing->folder->called,
		    strerror(errno));
	rc = folder_list(listing, below, path, depth + 1);
	close(below);
	return rc;
}

#ifdef __APPLE__
#define FOLDER_CHANGED(status) ((status)->st_ctimespec)
#define FOLDER_MODIFIED(status) ((status)->st_mtimespec)
#else
#define FOLDER_CHANGED(status) ((status)->st_ctim)
#define FOLDER_MODIFIED(status) ((status)->st_mtim)
#endif

/* A file system may say anything: an owner can set 64 bits of seconds. */
static int64_t folder_nanoseconds(struct timespec at)
{
	return (int64_t)((uint64_t)at.tv_sec * 1000000000 + (uint64_t)at.tv_nsec);
}

static int folder_take(
    struct folder_listing *listing, int fd, const char *name, const char *directory, int depth)
{
	struct done_folder *folder = listing->folder;
	const char *path = *directory ? done_arena_printf(listing->arena, "%s/%s", directory, name)
	                              : done_arena_strdup(listing->arena, name);
	struct stat status;

	if (++listing->nr_entries > DONE_FOLDER_FILES_MAX) {
		done_error_set(listing->err, DONE_E_UNDECIDED,
		    "'%s' holds more than %d files and directories", folder->called,
		    DONE_FOLDER_FILES_MAX);
		return done_error_cure(
		    listing->err, "name a directory that holds the reports and little else");
	}
	if (fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW))
		return done_error_set(listing->err, DONE_E_UNDECIDED,
		    "cannot look at '%s' in '%s': %s", path, folder->called, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return folder_enter(listing, fd, name, path, depth);
	if (!S_ISREG(status.st_mode)) {
		folder_refuse(listing, fd, name, path, status.st_mode);
		return 0;
	}
	*DONE_ARENA_PUSH(listing->arena, folder->files, folder->nr, listing->cap) =
	    (struct done_folder_file){.path = path,
	        .size = (uint64_t)status.st_size,
	        .changed = folder_nanoseconds(FOLDER_CHANGED(&status)),
	        .modified = folder_nanoseconds(FOLDER_MODIFIED(&status))};
	return 0;
}

/* Closes nothing: readdir() needs a descriptor of its own. */
static int folder_list(struct folder_listing *listing, int fd, const char *path, int depth)
{
	int again = dup(fd), rc = 0;
	DIR *directory = again < 0 ? NULL : fdopendir(again);
	struct dirent *entry;

	if (!directory) {
		if (again >= 0)
			close(again);
		return done_error_set(listing->err, DONE_E_UNDECIDED, "cannot list '%s': %s",
		    listing->folder->called, strerror(errno));
	}
	errno = 0;
	while (rc == 0 && (entry = readdir(directory))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			rc = folder_take(listing, fd, entry->d_name, path, depth);
		errno = 0;
	}
	if (rc == 0 && errno)
		rc = done_error_set(listing->err, DONE_E_UNDECIDED, "cannot list '%s': %s",
		    listing->folder->called, strerror(errno));
	closedir(directory);
	return rc;
}

static int folder_open_itself(const char *path, bool *is_absent, struct done_error *err)
{
	size_t len = strlen(path);
	char *name;
	int fd;

	/* "DIR/" would follow a link. */
	while (len > 1 && path[len - 1] == '/')
		len--;
	name = strndup(path, len);
	if (!name)
		done_out_of_memory();
	fd = open(name, FOLDER_OPEN);
	*is_absent = fd < 0 && errno == ENOENT;
	if (fd < 0 && !*is_absent) {
		int reason = errno;
		struct stat status;
		bool is_link = !lstat(name, &status) && S_ISLNK(status.st_mode);

		done_error_set(err, DONE_E_USAGE, "cannot open the directory '%s': %s", path,
		    is_link ? "it is a symbolic link" : strerror(reason));
		if (is_link)
			done_error_cure(err, "name the directory that the link leads to");
	}
	free(name);
	return fd;
}

int done_folder_open(
    struct done_arena *arena, const char *path, struct done_folder *out, struct done_error *err)
{
	struct done_folder folder = {.called = done_arena_strdup(arena, path)};
	struct folder_listing listing = {.arena = arena, .folder = &folder, .err = err};

	folder.fd = folder_open_itself(path, &folder.is_absent, err);
	if (folder.fd < 0 && !folder.is_absent)
		return err->code;
	if (folder.is_absent) {
		*out = folder;
		return 0;
	}
	if (folder_list(&listing, folder.fd, "", 0) < 0) {
		close(folder.fd);
		return err->code;
	}
	if (folder.nr)
		qsort(folder.files, folder.nr, sizeof(*folder.files), folder_compare);
	if (folder.nr_refused)
		qsort(folder.refused, folder.nr_refused, sizeof(*folder.refused),
		    folder_compare_refused);
	*out = folder;
	return 0;
}

bool done_folder_has(const struct done_folder *folder, const char *path)
{
	const struct done_folder_file wanted = {.path = path};

	return folder->nr &&
	    bsearch(&wanted, folder->files, folder->nr, sizeof(wanted), folder_compare);
}

void done_folder_close(struct done_folder *folder)
{
	if (!folder || !folder->called)
		return;
	if (folder->fd >= 0)
		close(folder->fd);
	*folder = (struct done_folder){0};
}

/* The directory that a file lies in; *name: the file's own. */
static int folder_open_above(int fd, const char *path, const char **name)
{
	int at = dup(fd);

	for (const char *slash; at >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		char *part = strndup(path, (size_t)(slash - path));
		int below;

		if (!part)
			done_out_of_memory();
		below = openat(at, part, FOLDER_OPEN);
		close(at);
		free(part);
		at = below;
	}
	*name = path;
	return at;
}

static int folder_open_below(int fd, const char *path)
{
	const char *name;
	int above = folder_open_above(fd, path, &name);
	int file = above < 0 ? -1 : openat(above, name, FOLDER_OPEN_FILE);

	if (above >= 0)
		close(above);
	return file;
}

int done_folder_begin(const struct done_folder *folder, const char *path,
    struct done_folder_reading *out, struct done_error *err)
{
	struct stat status;

	*out =
	    (struct done_folder_reading){folder_open_below(folder->fd, path), path, folder->called};
	if (out->fd < 0)
		return done_error_set(err, DONE_E_UNDECIDED, "cannot open '%s' in '%s': %s", path,
		    folder->called, strerror(errno));
	if (!fstat(out->fd, &status) && S_ISREG(status.st_mode))
		return 0;
	done_folder_end(out);
	return done_error_set(
	    err, DONE_E_UNDECIDED, "'%s' in '%s' is not a regular file", path, folder->called);
}

int done_folder_fill(void *self, char *into, size_t size, size_t *len, struct done_error *err)
{
	const struct done_folder_reading *reading = self;
	ssize_t got;

	do {
		got = read(reading->fd, into, size);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return done_error_set(err, DONE_E_UNDECIDED, "cannot read '%s' in '%s': %s",
		    reading->path, reading->called, strerror(errno));
	*len = (size_t)got;
	return got > 0;
}

void done_folder_end(struct done_folder_reading *reading)
{
	if (reading->fd >= 0)
		close(reading->fd);
	reading->fd = -1;
}

int done_folder_read(const struct done_folder *folder, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	struct done_folder_reading reading;
	struct done_error problem = {0};
	int rc = 0;

	if (done_folder_begin(folder, path, &reading, err) < 0)
		return err->code;
	if (done_fd_read(reading.fd, path, max, out, &problem) < 0)
		rc = done_error_set(err, DONE_E_UNDECIDED, "%s", problem.message);
	done_folder_end(&reading);
	return rc;
}

/* ---- writing ---- */

static int folder_write_all(int fd, struct done_bytes bytes)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.ptr, bytes.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		bytes.ptr += put;
		bytes.len -= (size_t)put;
	}
	return 0;
}

int done_folder_write(const struct done_folder *folder, const char *name, struct done_bytes bytes,
    struct done_error *err)
{
	char other[64];
	int fd, rc, reason;

	snprintf(other, sizeof(other), ".git-done-%ld.tmp", (long)getpid());
	unlinkat(folder->fd, other, 0);
	fd = openat(folder->fd, other, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	rc = fd < 0 ? -1 : folder_write_all(fd, bytes);
	reason = errno;
	if (fd >= 0 && close(fd) && rc == 0) {
		rc = -1;
		reason = errno;
	}
	if (rc == 0 && renameat(folder->fd, other, folder->fd, name)) {
		rc = -1;
		reason = errno;
	}
	if (rc == 0)
		return 0;
	if (fd >= 0)
		unlinkat(folder->fd, other, 0);
	return done_error_set(err, DONE_E_INTERNAL, "cannot write '%s' in '%s': %s", name,
	    folder->called, strerror(reason));
}

int done_folder_remove(const struct done_folder *folder, const char *path, struct done_error *err)
{
	const char *name;
	int above = folder_open_above(folder->fd, path, &name);
	int rc = above < 0 ? -1 : unlinkat(above, name, 0), reason = errno;

	if (above >= 0)
		close(above);
	if (!rc || reason == ENOENT)
		return 0;
	return done_error_set(err, DONE_E_INTERNAL, "cannot delete '%s' in '%s': %s", path,
	    folder->called, strerror(reason));
}
