/*
 * Every directory that objects are read from: the repository's own, those that
 * GIT_ALTERNATE_OBJECT_DIRECTORIES names, and those that each one's info/alternates names.
 */
#include "opening.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum {
	DEPTH_MAX = 5,
	DIRECTORIES_MAX = 1000,
	FILE_BYTES_MAX = 1 << 20,
};

struct reader {
	struct done_repo *repo;
	size_t cap;
	struct done_buf lost;
	struct done_error *err;
};

static int read_directory(struct reader *reader, const char *path, int depth);

static bool alternates_is_known(const struct reader *reader, const char *path)
{
	for (size_t i = 0; i < reader->repo->nr_object_directories; i++)
		if (!strcmp(reader->repo->object_directories[i], path))
			return true;
	return false;
}

/* An alternate that is not there is no fault until an object is. */
static int alternates_add(struct reader *reader, const char *base, const char *name, int depth)
{
	struct stat st;
	const char *path = done_place_absolute(&reader->repo->arena, base, name);

	if (stat(path, &st) || !S_ISDIR(st.st_mode)) {
		done_buf_addf(&reader->lost, "%s'%s'", reader->lost.len ? ", " : "", path);
		return 0;
	}
	return read_directory(reader, path, depth);
}

/* A list of paths, each perhaps quoted as a C string; in a file a line that starts with '#' is a
 * comment. */
static int alternates_read_list(
    struct reader *reader, const char *base, struct done_bytes list, char separator, int depth)
{
	const char *at = list.ptr, *end = list.ptr + list.len;
	struct done_buf name = {0};
	int rc = 0;

	while (at < end && rc >= 0) {
		const char *stop = memchr(at, separator, (size_t)(end - at));
		const char *behind = NULL;

		stop = stop ? stop : end;
		done_buf_clear(&name);
		if (*at == '"')
			behind = done_place_unquote(at, end, &name);
		if (behind && (behind == end || *behind == separator)) {
			stop = behind;
		} else {
			done_buf_clear(&name);
			done_buf_add(&name, at, (size_t)(stop - at));
		}
		if (name.len && strlen(name.ptr) == name.len &&
		    !(separator == '\n' && name.ptr[0] == '#'))
			rc = alternates_add(reader, base, name.ptr, depth);
		at = stop + 1;
	}
	done_buf_release(&name);
	return rc;
}

static int alternates_read_file(struct reader *reader, const char *directory, int depth)
{
	struct done_buf text = {0};
	const char *file = done_arena_printf(&reader->repo->arena, "%s/info/alternates", directory);
	int rc = done_place_read(file, FILE_BYTES_MAX, &text, reader->err);

	if (rc > 0)
		rc = alternates_read_list(
		    reader, directory, (struct done_bytes){text.ptr, text.len}, '\n', depth + 1);
	done_buf_release(&text);
	return rc;
}

/* Adds a directory and what it borrows from. One met again is passed over, so that a cycle ends. */
static int read_directory(struct reader *reader, const char *path, int depth)
{
	struct done_repo *repo = reader->repo;

	if (alternates_is_known(reader, path))
		return 0;
	if (depth > DEPTH_MAX || repo->nr_object_directories >= DIRECTORIES_MAX)
		return done_error_set(reader->err, DONE_E_UNDECIDED,
		    "alternates are nested too deep or too many at '%s'", path);
	*DONE_ARENA_PUSH(&repo->arena, repo->object_directories, repo->nr_object_directories,
	    reader->cap) = path;
	return alternates_read_file(reader, path, depth);
}

/* libgit2 would call an object in a folder that it cannot read "not found". */
static int check_readable(const char *path, bool required, struct done_error *err)
{
	DIR *dir = opendir(path);

	if (dir) {
		closedir(dir);
		return 0;
	}
	if (!required && errno == ENOENT)
		return 0;
	return done_error_set(err, DONE_E_UNDECIDED, "cannot read the object directory '%s': %s",
	    path, strerror(errno));
}

int done_alternates_read(struct done_repo *repo, const char *base, struct done_error *err)
{
	struct reader reader = {.repo = repo, .err = err};
	const char *list = done_environment_of(repo, "GIT_ALTERNATE_OBJECT_DIRECTORIES");
	int rc = check_readable(repo->object_directory, true, err);

	if (rc < 0)
		return rc;
	rc = read_directory(&reader, repo->object_directory, 0);
	if (rc >= 0 && list)
		rc = alternates_read_list(
		    &reader, base, (struct done_bytes){list, strlen(list)}, ':', 0);
	for (size_t i = 0; i < repo->nr_object_directories && rc >= 0; i++) {
		const char *path = repo->object_directories[i];

		rc = check_readable(path, true, err);
		if (rc >= 0)
			rc = check_readable(
			    done_arena_printf(&repo->arena, "%s/pack", path), false, err);
	}
	if (reader.lost.len)
		repo->lost_alternates = done_arena_strdup(&repo->arena, reader.lost.ptr);
	done_buf_release(&reader.lost);
	return rc < 0 ? rc : 0;
}
