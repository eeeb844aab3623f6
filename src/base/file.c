/* Reads a file of the machine (a policy named by hand, a hook), bounded. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "done/base.h"

int done_fd_read(
    int fd, const char *called, size_t max, struct done_buf *out, struct done_error *err)
{
	char bytes[8192];

	for (;;) {
		ssize_t nr = read(fd, bytes, sizeof(bytes));
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return done_error_set(
			    err, DONE_E_USAGE, "cannot read '%s': %s", called, strerror(errno));
		if (nr == 0)
			return 1;
		if (out->len + (size_t)nr > max)
			return done_error_set(
			    err, DONE_E_USAGE, "'%s' is larger than %zu bytes", called, max);
		done_buf_add(out, bytes, (size_t)nr);
	}
}

int done_file_read(const char *path, size_t max, struct done_buf *out, struct done_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return done_error_set(
		    err, DONE_E_USAGE, "cannot open '%s': %s", path, strerror(errno));
	rc = done_fd_read(fd, path, max, out, err);
	close(fd);
	return rc;
}
