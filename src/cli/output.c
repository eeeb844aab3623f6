/* Standard output, standard error and files: nothing is lost without a word. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static int write_whole(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t nr = write(fd, bytes, len);
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return -1;
		bytes += nr;
		len -= (size_t)nr;
	}
	return 0;
}

int done_print(const char *bytes, size_t len, struct done_error *err)
{
	if (!len || !write_whole(STDOUT_FILENO, bytes, len))
		return 0;
	return done_error_set(err, DONE_E_INTERNAL, "cannot write to standard output: %s",
	                      strerror(errno));
}

void done_say(const char *format, ...)
{
	struct done_buf line = {0};
	va_list args;

	va_start(args, format);
	done_buf_addstr(&line, "git-done: ");
	done_buf_vaddf(&line, format, args);
	va_end(args);
	done_buf_addch(&line, '\n');
	(void)write_whole(STDERR_FILENO, line.ptr, line.len);
	done_buf_release(&line);
}

void done_print_error(const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_print(err, &text);
	(void)write_whole(STDERR_FILENO, text.ptr, text.len);
	done_buf_release(&text);
}

/* The place first, as compilers do, so that editors find it; the cure below, indented. */
void done_error_print(const struct done_error *err, struct done_buf *out)
{
	const char *line = err->cure;

	done_buf_addstr(out, "git-done: ");
	if (err->file[0]) {
		done_buf_addstr(out, err->file);
		if (err->line > 0)
			done_buf_addf(out, ":%d:%d", err->line, err->column);
		done_buf_addstr(out, ": ");
	}
	done_buf_addstr(out, err->message);
	done_buf_addch(out, '\n');
	while (*line) {
		size_t len = strcspn(line, "\n");
		done_buf_addstr(out, "  ");
		done_buf_add(out, line, len);
		done_buf_addch(out, '\n');
		line += len + (line[len] == '\n');
	}
}

static int fail(const char *what, const char *path, struct done_error *err)
{
	return done_error_set(err, DONE_E_INTERNAL, "cannot %s '%s': %s", what, path,
	                      strerror(errno));
}

/* Follows no link at the end of the path: what a repository put there must not redirect a report.
 * 1: a device or a pipe, 0: a file or nothing. */
static int look(const char *path, struct done_error *err)
{
	struct stat status;

	if (lstat(path, &status))
		return errno == ENOENT ? 0 : fail("write", path, err);
	if (S_ISREG(status.st_mode))
		return 0;
	if (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode))
		return 1;
	return done_error_set(err, DONE_E_INTERNAL, "'%s' is not a regular file: not written to",
	                      path);
}

/* What cannot be replaced is written to. A pipe that nobody reads is no place to wait at. */
static int write_into(const char *path, const char *bytes, size_t len, struct done_error *err)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);
	int rc = 0;

	if (fd < 0 || flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0 ||
	    write_whole(fd, bytes, len))
		rc = fail("write", path, err);
	if (fd >= 0 && close(fd) && rc >= 0)
		rc = fail("write", path, err);
	return rc;
}

/* A file of its own beside the other. A name may be left from a run that was killed: in a container
 * numbers of processes come again. */
static int create_beside(const char *path, unsigned mode, struct done_buf *name,
                         struct done_error *err)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < 100; i++) {
		done_buf_clear(name);
		done_buf_addf(name, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd < 0 ? fail("create", name->ptr, err) : fd;
}

int done_write_file(const char *path, const char *bytes, size_t len, unsigned mode,
                    struct done_error *err)
{
	struct done_buf name = {0};
	int fd, rc = look(path, err);

	if (rc < 0)
		return rc;
	if (rc == 1)
		return write_into(path, bytes, len, err);
	fd = create_beside(path, mode, &name, err);
	if (fd < 0) {
		done_buf_release(&name);
		return fd;
	}
	if (write_whole(fd, bytes, len) || fsync(fd))
		rc = fail("write", path, err);
	if (close(fd) && rc >= 0)
		rc = fail("write", path, err);
	if (rc >= 0 && rename(name.ptr, path))
		rc = fail("write", path, err);
	if (rc < 0)
		unlink(name.ptr);
	done_buf_release(&name);
	return rc;
}
