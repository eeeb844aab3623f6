/*
 * Paths of the file system and small files of a git directory.
 */
/* realpath() belongs to the X/Open part of POSIX. */
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier,cert-dcl51-cpp) */
#include "opening.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *done_environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

const char *done_environment_of(const struct done_repo *repo, const char *name)
{
	return repo->alone ? NULL : done_environment(name);
}

int done_environment_bool(const char *name)
{
	const char *value = getenv(name);
	int truth = 0;

	if (!value)
		return 0;
	return git_config_parse_bool(&truth, value) < 0 ? -1 : truth != 0;
}

char *done_place_real(struct done_arena *arena, const char *path)
{
	char *real = realpath(path, NULL);

	if (!real) {
		if (errno == ENOMEM)
			done_out_of_memory();
		return NULL;
	}
	char *out = done_arena_strdup(arena, real);
	free(real);
	return out;
}

char *done_place_absolute(struct done_arena *arena, const char *base, const char *path)
{
	char *whole = path[0] == '/' ? done_arena_strdup(arena, path)
	                             : done_arena_printf(arena, "%s/%s", base, path);
	char *real = done_place_real(arena, whole);

	if (real)
		return real;
	/* A file that is not there yet: its folder may be. */
	size_t len = strlen(whole);
	while (len > 1 && whole[len - 1] == '/')
		whole[--len] = '\0';
	char *slash = strrchr(whole, '/');
	if (slash == whole)
		return whole;
	char *folder = done_place_real(arena, done_arena_strndup(arena, whole, slash - whole));
	return folder ? done_arena_printf(arena, "%s/%s", folder, slash + 1) : whole;
}

static int places_read_all(
    int fd, const char *path, size_t max, struct done_buf *out, struct done_error *err)
{
	char block[8192];

	for (;;) {
		ssize_t nr = read(fd, block, sizeof(block));

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr < 0)
			return done_error_set(
			    err, DONE_E_UNDECIDED, "cannot read '%s': %s", path, strerror(errno));
		if (nr == 0)
			return 1;
		if ((size_t)nr > max - out->len)
			return done_error_set(
			    err, DONE_E_UNDECIDED, "'%s' is larger than %zu bytes", path, max);
		done_buf_add(out, block, (size_t)nr);
	}
}

int done_place_read(const char *path, size_t max, struct done_buf *out, struct done_error *err)
{
	struct stat st;

	done_buf_clear(out);
	/* Not blocking: a FIFO in this place must not stop us. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return done_error_set(
		    err, DONE_E_UNDECIDED, "cannot read '%s': %s", path, strerror(errno));
	int rc;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		rc = done_error_set(err, DONE_E_UNDECIDED, "'%s' is not a regular file", path);
	else
		rc = places_read_all(fd, path, max, out, err);
	close(fd);
	return rc;
}

static int octal_value(const char *at, const char *end)
{
	int value = 0;

	if (end - at < 3 || at[0] > '3')
		return -1;
	for (int i = 0; i < 3; i++) {
		if (at[i] < '0' || at[i] > '7')
			return -1;
		value = value * 8 + (at[i] - '0');
	}
	return value;
}

const char *done_place_unquote(const char *at, const char *end, struct done_buf *out)
{
	static const char letters[] = "abfnrtv\\\"";
	static const char meanings[] = "\a\b\f\n\r\t\v\\\"";

	for (at++; at < end && *at != '"'; at++) {
		const char *letter;
		int octal;

		if (*at != '\\') {
			done_buf_addch(out, *at);
			continue;
		}
		if (++at == end || !*at)
			return NULL;
		if ((letter = strchr(letters, *at))) {
			done_buf_addch(out, meanings[letter - letters]);
			continue;
		}
		if ((octal = octal_value(at, end)) <= 0)
			return NULL;
		done_buf_addch(out, (char)octal);
		at += 2;
	}
	return at < end ? at + 1 : NULL;
}

bool done_place_map(const char *path, size_t max, struct done_bytes *out)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	void *bytes = MAP_FAILED;
	struct stat st;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (uintmax_t)st.st_size <= max)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	*out = (struct done_bytes){bytes, (size_t)st.st_size};
	return true;
}
