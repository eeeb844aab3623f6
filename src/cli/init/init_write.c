/*
 * git done init and draft: writing into the work tree. Nothing is overwritten, nothing is written
 * through a link, and with --dry-run nothing is written at all.
 */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "done/misnamed.h"
#include "init.h"

#define SCHEMA_DIRECTORY DONE_OWN_DIRECTORY
#define SCHEMA_PATH SCHEMA_DIRECTORY "/sheet.schema.json"

/* No part of the way may be a link: what a repository puts there must not redirect a write. */
int done_init_check_directory(
    const struct done_init *init, const char *path, struct done_error *err)
{
	char *copy = done_arena_strdup(init->arena, path);
	struct stat status;

	for (char *slash = copy; slash;) {
		slash = strchr(slash, '/');
		if (slash)
			*slash = '\0';
		if (lstat(done_init_path(init, copy), &status) || !S_ISDIR(status.st_mode)) {
			done_error_set(err, DONE_E_USAGE,
			    "the directory '%s' does not exist in this repository", path);
			return done_error_cure(
			    err, "name the service's directory from the top of the work tree");
		}
		if (slash)
			*slash++ = '/';
	}
	return 0;
}

/* What stands there under another name would be asked for once more, and still not be read. */
int done_init_refuse_beside(const struct done_init *init, const char *path, struct done_error *err)
{
	const char *folder = strchr(path, '/') ? done_directory_of(init->arena, path) : NULL;
	const char *found = done_misnamed_in_folder(
	    folder ? done_init_path(init, folder) : init->top, done_last_part(path), init->arena);

	if (!found)
		return 0;
	found = folder ? done_arena_printf(init->arena, "%s/%s", folder, found) : found;
	done_error_set(err, DONE_E_USAGE, "'%s' exists, but is not read under that name", found);
	return done_error_cure(
	    err, "rename it: %s", done_misnamed_move_here(init->repo, init->arena, found, path));
}

/* Directories on the way to a file that are not there; none of those that are may be a link. */
static int write_make_directories(
    const struct done_init *init, const char *path, struct done_error *err)
{
	char *copy = done_arena_strdup(init->arena, path);

	for (char *slash = strchr(copy, '/'); slash; slash = strchr(slash + 1, '/')) {
		struct stat status;

		*slash = '\0';
		if (lstat(done_init_path(init, copy), &status)) {
			if (!init->is_dry && mkdir(done_init_path(init, copy), 0777) &&
			    errno != EEXIST)
				return done_error_set(err, DONE_E_INTERNAL,
				    "cannot make the folder '%s': %s", copy, strerror(errno));
		} else if (!S_ISDIR(status.st_mode)) {
			done_error_set(err, DONE_E_USAGE,
			    "'%s' is not a directory, so '%s' cannot be written", copy, path);
			return done_error_cure(
			    err, "a link is not followed: write the file yourself");
		}
		*slash = '/';
	}
	return 0;
}

/* Printed as it would be written, but for what a CI system would take for a command. */
static int write_show(const char *path, const struct done_buf *text, struct done_error *err)
{
	struct done_buf inert = {0};
	int rc;

	done_say("would write %s:", path);
	done_escape_commands(&inert, text);
	rc = done_print(inert.ptr, inert.len, err);
	done_buf_release(&inert);
	return rc;
}

int done_init_write(const struct done_init *init, const char *path, const struct done_buf *text,
    struct done_error *err)
{
	int rc;

	if (write_make_directories(init, path, err) < 0)
		return err->code;
	if (init->is_dry)
		rc = !done_init_exists(init, path);
	else
		rc = done_write_new(done_init_path(init, path), text->ptr, text->len, 0666, err);
	if (rc < 0)
		return rc;
	if (!rc) {
		done_error_set(
		    err, DONE_E_USAGE, "'%s' exists already and is not overwritten", path);
		return done_error_cure(err, "edit it, or move it away first");
	}
	if (init->is_dry)
		return write_show(path, text, err);
	done_say("wrote %s", path);
	return 0;
}

int done_init_replace(const struct done_init *init, const char *path, const struct done_buf *text,
    struct done_error *err)
{
	struct stat status;

	if (write_make_directories(init, path, err) < 0)
		return err->code;
	if (!lstat(done_init_path(init, path), &status) && !S_ISREG(status.st_mode)) {
		done_error_set(
		    err, DONE_E_USAGE, "'%s' is not a regular file, and is not replaced", path);
		return done_error_cure(err, "move it away first");
	}
	if (init->is_dry)
		return write_show(path, text, err);
	if (done_write_file(done_init_path(init, path), text->ptr, text->len, 0666, err) < 0)
		return err->code;
	done_say("wrote %s", path);
	return 0;
}

/* Editors check a sheet by it; one that is there stays. */
int done_init_write_schema(const struct done_init *init, struct done_error *err)
{
	struct done_buf text = {0};
	int rc;

	if (init->is_dry || done_init_exists(init, SCHEMA_PATH))
		return 0;
	if (mkdir(done_init_path(init, SCHEMA_DIRECTORY), 0777) && errno != EEXIST)
		return done_error_set(err, DONE_E_INTERNAL, "cannot make the folder '%s': %s",
		    SCHEMA_DIRECTORY, strerror(errno));
	if (done_init_check_directory(init, SCHEMA_DIRECTORY, err) < 0)
		return err->code;
	done_sheet_schema(&text, init->questions, init->nr_questions);
	rc = done_init_write(init, SCHEMA_PATH, &text, err);
	done_buf_release(&text);
	return rc;
}

/* The README of a directory may have any of its names; NULL: there is none. */
static const char *write_readme_beside(const struct done_init *init, const char *path)
{
	const char *slash = strrchr(path, '/'), *found = NULL;
	const char *folder =
	    slash ? done_arena_strndup(init->arena, path, (size_t)(slash - path)) : "";
	DIR *directory;

	if (done_readme_rank(slash ? slash + 1 : path) < 0)
		return NULL;
	directory = opendir(done_init_path(init, folder));
	for (struct dirent *entry; directory && !found && (entry = readdir(directory));) {
		if (done_readme_rank(entry->d_name) >= 0)
			found = slash
			    ? done_arena_printf(init->arena, "%s/%s", folder, entry->d_name)
			    : done_arena_strdup(init->arena, entry->d_name);
	}
	if (directory)
		closedir(directory);
	return found;
}

const char *done_init_there(const struct done_init *init, const char *path)
{
	return done_init_exists(init, path) ? path : write_readme_beside(init, path);
}
