/*
 * Loose objects, read with bounds. libgit2's own reader loops for ever on a truncated file and
 * writes past its buffer where a file holds more than its header says.
 */
#include "opening.h"

#include <git2/sys/odb_backend.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#if defined(__has_include)
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>
#endif
#endif

enum {
	HEADER_BYTES_MAX = 64,
	INPUT_BYTES = 16 << 10,
	PATH_BYTES_MAX = 4096,
};
/* No caller takes as much; past it the file is not even unpacked. */
#define OBJECT_BYTES_MAX ((size_t)512 << 20)

struct loose {
	git_odb_backend parent;
	char directory[]; /* of objects, NUL-terminated */
};

struct stream {
	z_stream zlib;
	int fd;
	bool ended; /* zlib has seen the end and its checksum */
	const git_oid *id;
	unsigned char input[INPUT_BYTES];
};

struct header {
	git_object_t type;
	size_t size;
	size_t len; /* with its NUL */
};

static int loose_fail(const git_oid *id, const char *reason)
{
	char text[GIT_OID_HEXSZ + 128], hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	snprintf(text, sizeof(text), "loose object %s %s", hex, reason);
	git_error_set_str(GIT_ERROR_ODB, text);
	return GIT_ERROR;
}

/* The file descriptor of an object's file, GIT_ENOTFOUND or another of libgit2's codes. */
static int open_file(const struct loose *loose, const git_oid *id)
{
	char path[PATH_BYTES_MAX], hex[GIT_OID_HEXSZ + 1];
	struct stat st;

	git_oid_tostr(hex, sizeof(hex), id);
	int len = snprintf(path, sizeof(path), "%s/%.2s/%s", loose->directory, hex, hex + 2);
	if (len < 0 || (size_t)len >= sizeof(path))
		return loose_fail(id, "has too long a path");
	/* Not blocking: it may be a FIFO. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return GIT_ENOTFOUND;
	if (fd < 0)
		return loose_fail(id, strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return loose_fail(id, "is not a regular file");
	}
	return fd;
}

static int stream_open(struct stream *stream, const struct loose *loose, const git_oid *id)
{
	memset(&stream->zlib, 0, sizeof(stream->zlib));
	stream->ended = false;
	stream->id = id;
	stream->fd = open_file(loose, id);
	if (stream->fd < 0)
		return stream->fd;
	if (inflateInit(&stream->zlib) == Z_OK)
		return 0;
	close(stream->fd);
	return loose_fail(id, "cannot be unpacked: out of memory");
}

static void stream_close(struct stream *stream)
{
	inflateEnd(&stream->zlib);
	close(stream->fd);
}

/* Reads packed bytes when there are none left: how many there are now, 0 at the end of the file. */
static int loose_fill(struct stream *stream)
{
	ssize_t nr;

	if (stream->zlib.avail_in)
		return 1;
	do
		nr = read(stream->fd, stream->input, sizeof(stream->input));
	while (nr < 0 && errno == EINTR);
	if (nr < 0)
		return loose_fail(stream->id, strerror(errno));
	stream->zlib.next_in = stream->input;
	stream->zlib.avail_in = (uInt)nr;
	return nr > 0;
}

/* Unpacks until `len` bytes are there or the data ends; how many there are, or below 0. */
static int unpack(struct stream *stream, void *bytes, size_t len, size_t *got)
{
	z_stream *zlib = &stream->zlib;
	size_t done = 0;

	while (done < len && !stream->ended) {
		size_t room = len - done > (1U << 30) ? 1U << 30 : len - done;
		int filled = loose_fill(stream);

		if (filled < 0)
			return filled;
		if (!filled)
			return loose_fail(stream->id, "is truncated");
		zlib->next_out = (Bytef *)bytes + done;
		zlib->avail_out = (uInt)room;
		int rc = inflate(zlib, Z_NO_FLUSH);
		done += room - zlib->avail_out;
		stream->ended = rc == Z_STREAM_END;
		/* Z_BUF_ERROR: it wants more input, which the next round gives or misses. */
		if (rc != Z_OK && rc != Z_STREAM_END && !(rc == Z_BUF_ERROR && !zlib->avail_in))
			return loose_fail(stream->id, zlib->msg ? zlib->msg : "cannot be unpacked");
	}
	*got = done;
	return 0;
}

static bool parse_size(const char *at, const char *end, size_t *out)
{
	size_t size = 0;

	if (at == end || (*at == '0' && end - at > 1))
		return false;
	for (; at < end; at++) {
		if (*at < '0' || *at > '9' || size > (SIZE_MAX - 9) / 10)
			return false;
		size = size * 10 + (size_t)(*at - '0');
	}
	*out = size;
	return true;
}

/* "blob 12" and a NUL. */
static bool parse_header(const char *bytes, size_t len, struct header *out)
{
	static const struct {
		const char *name;
		git_object_t type;
	} types[] = {
	    {"blob ", GIT_OBJECT_BLOB},
	    {"tree ", GIT_OBJECT_TREE},
	    {"commit ", GIT_OBJECT_COMMIT},
	    {"tag ", GIT_OBJECT_TAG},
	};
	const char *nul = memchr(bytes, '\0', len);

	for (size_t i = 0; nul && i < DONE_ARRAY_SIZE(types); i++) {
		size_t name = strlen(types[i].name);

		if (strncmp(bytes, types[i].name, name) != 0)
			continue;
		out->type = types[i].type;
		out->len = (size_t)(nul - bytes) + 1;
		return parse_size(bytes + name, nul, &out->size);
	}
	return false;
}

/* Unpacks the first bytes, which hold the header and the start of the body. */
static int loose_read_start(
    struct stream *stream, char start[HEADER_BYTES_MAX], size_t *got, struct header *header)
{
	int rc = unpack(stream, start, HEADER_BYTES_MAX, got);

	if (rc < 0)
		return rc;
	return parse_header(start, *got, header) ? 0
	                                         : loose_fail(stream->id, "has an invalid header");
}

/* After the body: nothing more in the packed data, nothing behind it in the file. */
static int check_end(struct stream *stream)
{
	char more;
	size_t got = 0;
	int rc = stream->ended ? 0 : unpack(stream, &more, 1, &got);

	if (rc < 0)
		return rc;
	if (got)
		return loose_fail(stream->id, "is longer than its header says");
	rc = loose_fill(stream);
	return rc > 0 ? loose_fail(stream->id, "has bytes behind its end") : rc;
}

static int read_body(struct stream *stream, const struct header *header, const char *start,
    size_t nr_start, char *body)
{
	size_t first = nr_start - header->len, got = 0;

	if (first > header->size)
		return loose_fail(stream->id, "is longer than its header says");
	memcpy(body, start + header->len, first);
	int rc = unpack(stream, body + first, header->size - first, &got);
	if (rc < 0)
		return rc;
	if (first + got != header->size)
		return loose_fail(stream->id, "is shorter than its header says");
	return check_end(stream);
}

static int read_object(
    void **out, size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	struct stream stream;
	struct header header;
	char start[HEADER_BYTES_MAX] = {0}, *body = NULL;
	size_t nr_start = 0;
	int rc = stream_open(&stream, (struct loose *)backend, id);

	if (rc < 0)
		return rc;
	rc = loose_read_start(&stream, start, &nr_start, &header);
	if (!rc && header.size > OBJECT_BYTES_MAX)
		rc = loose_fail(id, "is larger than 512 MiB");
	if (!rc && !(body = git_odb_backend_data_alloc(backend, header.size + 1)))
		rc = GIT_ERROR;
	if (!rc)
		rc = read_body(&stream, &header, start, nr_start, body);
	stream_close(&stream);
	if (rc < 0) {
		if (body)
			git_odb_backend_data_free(backend, body);
		return rc;
	}
	body[header.size] = '\0';
	*out = body;
	*len = header.size;
	*type = header.type;
	return 0;
}

static int read_header(size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	struct stream stream;
	struct header header;
	char start[HEADER_BYTES_MAX] = {0};
	size_t nr_start = 0;
	int rc = stream_open(&stream, (struct loose *)backend, id);

	if (rc < 0)
		return rc;
	rc = loose_read_start(&stream, start, &nr_start, &header);
	stream_close(&stream);
	if (rc < 0)
		return rc;
	*len = header.size;
	*type = header.type;
	return 0;
}

/* What is there but cannot be opened exists: reading it says what is wrong. */
static int exists(git_odb_backend *backend, const git_oid *id)
{
	int fd = open_file((struct loose *)backend, id);

	if (fd >= 0)
		close(fd);
	git_error_clear();
	return fd != GIT_ENOTFOUND;
}

static void loose_release(git_odb_backend *backend)
{
	free(backend);
}

size_t done_loose_start(const char *directory, const struct done_oid *id, char *out, size_t len)
{
	size_t directory_len = strlen(directory) + 1, nr = 0, got = 0;
	struct loose *loose = calloc(1, sizeof(*loose) + directory_len);
	char start[HEADER_BYTES_MAX] = {0};
	struct stream stream;
	struct header header;
	git_oid oid;

	if (!loose)
		done_out_of_memory();
	memcpy(loose->directory, directory, directory_len);
	done_oid_to_git(&oid, id);
	if (stream_open(&stream, loose, &oid) == 0) {
		if (loose_read_start(&stream, start, &nr, &header) == 0) {
			nr -= header.len;
			nr = nr < len ? nr : len;
			memcpy(out, start + header.len, nr);
			if (unpack(&stream, out + nr, len - nr, &got) < 0)
				nr = got = 0;
		}
		stream_close(&stream);
	}
	free(loose);
	git_error_clear();
	return nr + got;
}

int done_loose_backend(git_odb_backend **out, const char *directory)
{
	size_t len = strlen(directory) + 1;
	struct loose *loose = calloc(1, sizeof(*loose) + len);

	if (!loose)
		done_out_of_memory();
	int rc = git_odb_init_backend(&loose->parent, GIT_ODB_BACKEND_VERSION);
	if (rc < 0) {
		free(loose);
		return rc;
	}
	memcpy(loose->directory, directory, len);
	loose->parent.read = read_object;
	loose->parent.read_header = read_header;
	loose->parent.exists = exists;
	loose->parent.free = loose_release;
	*out = &loose->parent;
	return 0;
}
