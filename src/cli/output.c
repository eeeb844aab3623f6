/* Standard output, standard error and files: nothing is lost without a word. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* Whoever shares a pipe with us may have made it one that does not wait: then we wait. */
static bool may_go_on(int fd)
{
	struct pollfd pipe = {.fd = fd, .events = POLLOUT};

	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return poll(&pipe, 1, -1) >= 0 || errno == EINTR;
	return errno == EINTR;
}

static int write_whole(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t nr = write(fd, bytes, len);
		if (nr < 0 && may_go_on(fd))
			continue;
		if (nr < 0)
			return -1;
		bytes += nr;
		len -= (size_t)nr;
	}
	return 0;
}

int done_text_or_json(const struct done_strings *formats, bool *is_json, struct done_error *err)
{
	const char *name = formats->nr ? formats->items[0] : "text";

	if (formats->nr > 1)
		return done_error_set(err, DONE_E_USAGE, "this command prints in one format only");
	*is_json = !strcmp(name, "json");
	if (*is_json || !strcmp(name, "text"))
		return 0;
	done_error_set(err, DONE_E_USAGE, "unknown format '%s'", name);
	return done_error_cure(err, "this command can print text or json");
}

int done_print(const char *bytes, size_t len, struct done_error *err)
{
	/* A reader that has gone, as head(1) does, has what it wanted: the verdict stands. */
	if (!len || !write_whole(STDOUT_FILENO, bytes, len) || errno == EPIPE)
		return 0;
	return done_error_set(
	    err, DONE_E_INTERNAL, "cannot write to standard output: %s", strerror(errno));
}

void done_to_stderr(const struct done_buf *lines)
{
	struct done_buf inert = {0};

	done_escape_commands(&inert, lines);
	(void)write_whole(STDERR_FILENO, inert.ptr, inert.len);
	done_buf_release(&inert);
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
	done_to_stderr(&line);
	done_buf_release(&line);
}

void done_print_error(const struct done_error *err)
{
	struct done_buf text = {0};

	done_error_print(err, &text);
	done_to_stderr(&text);
	done_buf_release(&text);
}

void done_error_print_refusal(const struct done_error *err, const char *hook, struct done_buf *out)
{
	done_say_refused_by(out, hook);
	done_buf_addstr(out,
	    err->code == DONE_E_POLICY ? "the policy is not valid\n"
	                               : "the change could not be judged\n");
}

/* The place first, as compilers do, so that editors find it; the cure below, indented. */
void done_error_print(const struct done_error *err, struct done_buf *out)
{
	struct done_buf lines = {0};
	const char *line = err->cure;

	done_buf_addstr(&lines, "git-done: ");
	done_error_describe(err, &lines);
	done_buf_addch(&lines, '\n');
	while (*line) {
		size_t len = strcspn(line, "\n");
		done_buf_addstr(&lines, "  ");
		done_buf_add(&lines, line, len);
		done_buf_addch(&lines, '\n');
		line += len + (line[len] == '\n');
	}
	done_escape_commands(out, &lines);
	done_buf_release(&lines);
}

static int output_fail(const char *what, const char *path, struct done_error *err)
{
	return done_error_set(
	    err, DONE_E_INTERNAL, "cannot %s '%s': %s", what, path, strerror(errno));
}

int done_path_descriptor(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};

	if (!strcmp(path, "/dev/stdout"))
		return STDOUT_FILENO;
	if (!strcmp(path, "/dev/stderr"))
		return STDERR_FILENO;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(folders); i++) {
		size_t len = strlen(folders[i]);
		const char *digits = path + len;

		if (!strncmp(path, folders[i], len) && *digits && strlen(digits) < 7 &&
		    digits[strspn(digits, "0123456789")] == '\0')
			return (int)strtol(digits, NULL, 10);
	}
	return -1;
}

/* What a path stands for, to who writes to it. */
enum { TARGET_FILE, TARGET_DEVICE, TARGET_DESCRIPTOR };

/* Follows no link at the end of the path: what a repository put there must not redirect a report.
 * Below 0: nothing that is written to. */
static int output_look(const char *path, struct done_error *err)
{
	struct stat status;
	int fd = done_path_descriptor(path);

	if (fd >= 0)
		return fcntl(fd, F_GETFD) < 0 ? output_fail("write", path, err) : TARGET_DESCRIPTOR;
	if (lstat(path, &status))
		return errno == ENOENT ? TARGET_FILE : output_fail("write", path, err);
	if (S_ISREG(status.st_mode))
		return TARGET_FILE;
	if (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode))
		return TARGET_DEVICE;
	return done_error_set(
	    err, DONE_E_INTERNAL, "'%s' is not a regular file, so nothing was written", path);
}

static bool is_open_for_writing(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

int done_write_check(const char *path, const char *directory, struct done_error *err)
{
	int kind = output_look(path, err);

	if (kind < 0)
		return err->code;
	if (kind == TARGET_DESCRIPTOR && !is_open_for_writing(done_path_descriptor(path)))
		return done_error_set(err, DONE_E_INTERNAL, "'%s' is not open for writing", path);
	if (kind == TARGET_DEVICE && access(path, W_OK))
		return output_fail("write", path, err);
	/* A file is replaced by one that is made beside it. */
	if (kind == TARGET_FILE && access(directory, W_OK | X_OK)) {
		output_fail("write", path, err);
		return done_error_cure(
		    err, "the directory '%s' must exist and be writable", directory);
	}
	return 0;
}

/* What cannot be replaced is written to. A pipe that nobody reads is no place to wait at. */
static int write_into(const char *path, const char *bytes, size_t len, struct done_error *err)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);
	int rc = 0;

	if (fd < 0 || flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0 ||
	    write_whole(fd, bytes, len))
		rc = output_fail("write", path, err);
	if (fd >= 0 && close(fd) && rc >= 0)
		rc = output_fail("write", path, err);
	return rc;
}

/* A file of its own beside the other. A name may be left from a run that was killed: in a container
 * numbers of processes come again. */
static int create_beside(
    const char *path, unsigned mode, struct done_buf *name, struct done_error *err)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < 100; i++) {
		done_buf_clear(name);
		done_buf_addf(name, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd < 0 ? output_fail("create", name->ptr, err) : fd;
}

static int replace_file(
    const char *path, const char *bytes, size_t len, unsigned mode, struct done_error *err)
{
	struct done_buf name = {0};
	int fd = create_beside(path, mode, &name, err), rc = 0;

	if (fd < 0) {
		done_buf_release(&name);
		return fd;
	}
	if (write_whole(fd, bytes, len) || fsync(fd))
		rc = output_fail("write", path, err);
	if (close(fd) && rc >= 0)
		rc = output_fail("write", path, err);
	if (rc >= 0 && rename(name.ptr, path))
		rc = output_fail("write", path, err);
	if (rc < 0)
		unlink(name.ptr);
	done_buf_release(&name);
	return rc;
}

/* A signal that ends us waits until the file is whole: half a file would be kept. */
static void output_hold_signals(sigset_t *before)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(ending); i++)
		sigaddset(&held, ending[i]);
	sigprocmask(SIG_BLOCK, &held, before);
}

int done_write_new(
    const char *path, const char *bytes, size_t len, unsigned mode, struct done_error *err)
{
	sigset_t before;
	int fd, rc = 1;

	output_hold_signals(&before);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0) {
		rc = errno == EEXIST ? 0 : output_fail("create", path, err);
	} else {
		if (write_whole(fd, bytes, len) || fsync(fd))
			rc = output_fail("write", path, err);
		if (close(fd) && rc > 0)
			rc = output_fail("write", path, err);
		if (rc < 0)
			unlink(path);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return rc;
}

int done_write_file(
    const char *path, const char *bytes, size_t len, unsigned mode, struct done_error *err)
{
	sigset_t before;
	int rc = output_look(path, err);

	if (rc < 0)
		return rc;
	if (rc == TARGET_DESCRIPTOR)
		return write_whole(done_path_descriptor(path), bytes, len)
		    ? output_fail("write", path, err)
		    : 0;
	if (rc == TARGET_DEVICE)
		return write_into(path, bytes, len, err);
	output_hold_signals(&before);
	rc = replace_file(path, bytes, len, mode, err);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return rc;
}
