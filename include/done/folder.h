/*
 * folder: a directory of the machine whose content is hostile, such as --evidence names: listed
 * once, then read file by file (src/base/folder.c). No symbolic link is followed, at the
 * directory's own name or below it; what is neither a regular file nor a directory is listed as
 * refused and never opened. Part of the base room.
 */
#ifndef DONE_FOLDER_H
#define DONE_FOLDER_H

#include "done/base.h"

#define DONE_FOLDER_FILES_MAX 10000 /* entries in all, directories included */
#define DONE_FOLDER_DEPTH_MAX 32
#define DONE_FOLDER_BYTES_MAX ((size_t)256 << 20) /* of one file, and of what one check reads */

struct done_folder_file {
	const char *path; /* from the directory, raw */
	uint64_t size;    /* when it was listed */
	/* When its inode was changed last, in nanoseconds since 1970: whoever writes the same bytes
	 * again changes it, a cache that restores an old file sets it once. */
	int64_t changed;
	int64_t modified; /* its bytes, by what the file system says: whoever owns it can set it */
	bool is_checked_out; /* git wrote it there, and nobody since; whoever knows sets it */
};

struct done_folder_refused {
	const char *path;
	const char *what; /* "is a symbolic link" */
	bool may_hold;    /* a link: files might lie behind it */
	bool leads_out;   /* a link to a directory that is not listed under a name of its own */
};

/* Opened; const from then on, so that threads share it. */
struct done_folder {
	int fd;
	const char *called; /* as the person wrote it, for messages */
	/* Its path from the top of the work tree that it lies in, "" for the top; whoever knows
	 * sets it. NULL: it lies in none. */
	const char *tree_path;
	/* Attributes that no commit has, of the repository that it lies in, as their files say
	 * them: the user's, which are the weakest, and those of its git directory, the strongest;
	 * NULL: none. Whoever knows sets them. */
	const char *user_attributes, *local_attributes;
	bool is_absent;                 /* there is no such directory: nothing is in it */
	struct done_folder_file *files; /* ascending by path */
	size_t nr;
	struct done_folder_refused *refused;
	size_t nr_refused;
};

/* One that does not exist is an empty one. DONE_E_USAGE where it is no directory or cannot be
 * opened; DONE_E_UNDECIDED beyond a limit. */
int done_folder_open(
    struct done_arena *arena, const char *path, struct done_folder *out, struct done_error *err);
bool done_folder_has(const struct done_folder *folder, const char *path); /* a regular file */
void done_folder_close(struct done_folder *folder); /* accepts NULL and one never opened */

/* Appends a file's bytes. More than max, a link in its place, or what cannot be read:
 * DONE_E_UNDECIDED with the path. */
int done_folder_read(const struct done_folder *folder, const char *path, size_t max,
    struct done_buf *out, struct done_error *err);

/* Writes a file at the directory's top, whole or not at all: what has its name, a link too, is
 * replaced and never followed. Below zero with the reason. */
int done_folder_write(const struct done_folder *folder, const char *name, struct done_bytes bytes,
    struct done_error *err);
/* Takes a file or a link away; one that is not there is no error. */
int done_folder_remove(const struct done_folder *folder, const char *path, struct done_error *err);

/* The same piece by piece, for files that should not lie in memory as a whole. */
struct done_folder_reading {
	int fd;
	const char *path, *called;
};
int done_folder_begin(const struct done_folder *folder, const char *path,
    struct done_folder_reading *out, struct done_error *err);
/* 1 with at least one byte, at most size; 0 at the end. `self` is the reading. */
int done_folder_fill(void *self, char *into, size_t size, size_t *len, struct done_error *err);
void done_folder_end(struct done_folder_reading *reading);

#endif
