/* git done init: a first policy, and a first sheet for a service. It never overwrites anything. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "done/misnamed.h"
#include "init.h"

#define SCHEMA_DIRECTORY ".git-done"
#define SCHEMA_PATH SCHEMA_DIRECTORY "/sheet.schema.json"

struct init_options {
	struct done_strings services;
};

#define AT(member) offsetof(struct init_options, member)

static const struct done_option rows[] = {
	{"service", 0, DONE_OPTION_STRINGS, AT(services), "PATH",
         "write " DONE_SHEET_NAME " for the service in this directory; may be repeated"},
	DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows),
                                             sizeof(struct init_options), NULL};

/* No part of the way may be a link: what a repository puts there must not redirect a write. */
static int check_directory(const struct done_init *init, const char *path, struct done_error *err)
{
	char *copy = done_arena_strdup(init->arena, path);
	struct stat status;

	for (char *slash = copy; slash;) {
		slash = strchr(slash, '/');
		if (slash)
			*slash = '\0';
		if (lstat(done_init_path(init, copy), &status) || !S_ISDIR(status.st_mode)) {
			done_error_set(err, DONE_E_USAGE,
			               "the directory '%s' does not exist in this repository",
			               path);
			return done_error_cure(
				err, "name the service's directory from the top of the work tree");
		}
		if (slash)
			*slash++ = '/';
	}
	return 0;
}

/* What stands there under another name would be asked for once more, and still not be read. */
static int refuse_beside(const struct done_init *init, const char *path, struct done_error *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? done_arena_strndup(init->arena, path, (size_t)(slash - path)) : NULL;
	const char *found =
		done_misnamed_in_folder(folder ? done_init_path(init, folder) : init->top,
	                                slash ? slash + 1 : path, init->arena);

	if (!found)
		return 0;
	found = folder ? done_arena_printf(init->arena, "%s/%s", folder, found) : found;
	done_error_set(err, DONE_E_USAGE, "'%s' exists, but is not read under that name", found);
	return done_error_cure(err, "rename it: %s",
	                       done_misnamed_move_here(init->repo, init->arena, found, path));
}

static int init_write(const struct done_init *init, const char *path, const struct done_buf *text,
                      struct done_error *err)
{
	if (done_init_exists(init, path)) {
		done_error_set(err, DONE_E_USAGE, "'%s' exists already and is not overwritten",
		               path);
		return done_error_cure(err, "edit it, or move it away first");
	}
	if (done_write_file(done_init_path(init, path), text->ptr, text->len, 0666, err) < 0)
		return err->code;
	done_say("wrote %s", path);
	return 0;
}

/* Editors check a sheet by it; one that is there stays. */
static int write_schema(const struct done_init *init, struct done_error *err)
{
	struct done_buf text = {0};
	int rc;

	if (done_init_exists(init, SCHEMA_PATH))
		return 0;
	if (mkdir(done_init_path(init, SCHEMA_DIRECTORY), 0777) && errno != EEXIST)
		return done_error_set(err, DONE_E_INTERNAL, "cannot make the folder '%s': %s",
		                      SCHEMA_DIRECTORY, strerror(errno));
	if (check_directory(init, SCHEMA_DIRECTORY, err) < 0)
		return err->code;
	done_sheet_schema(&text, init->questions, init->nr_questions);
	rc = init_write(init, SCHEMA_PATH, &text, err);
	done_buf_release(&text);
	return rc;
}

static int init_service(const struct done_init *init, const char *path, struct done_error *err)
{
	struct done_buf text = {0};
	char *directory = done_arena_strdup(init->arena, path);
	const char *problem, *sheet;
	size_t len = strlen(directory);
	int rc;

	while (len > 1 && directory[len - 1] == '/')
		directory[--len] = '\0';
	if (!strcmp(directory, ".")) {
		sheet = DONE_SHEET_NAME;
	} else {
		problem = done_path_problem(directory);
		if (problem) {
			done_error_set(err, DONE_E_USAGE, "the path '%s' %s", path, problem);
			return done_error_cure(err, "name the service's directory from the top of "
			                            "the work tree; '.' is the top");
		}
		if (check_directory(init, directory, err) < 0)
			return err->code;
		sheet = done_arena_printf(init->arena, "%s/" DONE_SHEET_NAME, directory);
	}
	rc = refuse_beside(init, sheet, err);
	if (rc >= 0)
		rc = done_init_sheet(init, directory, &text, err);
	if (rc >= 0)
		rc = init_write(init, sheet, &text, err);
	done_buf_release(&text);
	return rc < 0 ? rc : write_schema(init, err);
}

static int init_policy(const struct done_init *init, struct done_error *err)
{
	struct done_buf text = {0};
	int rc = refuse_beside(init, DONE_POLICY_PATH, err);

	if (rc >= 0)
		rc = done_init_policy(init, &text, err);
	if (rc >= 0)
		rc = init_write(init, DONE_POLICY_PATH, &text, err);
	done_buf_release(&text);
	if (rc >= 0)
		done_say("next: 'git done audit' after a commit shows the state of each service, "
		         "and where to begin if many are not done; 'git done install' installs the "
		         "hook");
	return rc;
}

static int act(struct done_init *init, const struct done_strings *services, struct done_error *err)
{
	int rc = 0;

	init->top = done_repo_work_tree(init->repo);
	if (!init->top) {
		done_error_set(err, DONE_E_USAGE, "a bare repository has no work tree to write to");
		return done_error_cure(err, "run it in a clone");
	}
	if (!services->nr)
		return init_policy(init, err);
	done_init_find_questions(init);
	for (size_t i = 0; i < services->nr && rc >= 0; i++)
		rc = init_service(init, services->items[i], err);
	return rc;
}

static int init_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct init_options *options = data;
	struct done_init init = {.arena = line->arena};
	struct done_repo_options how = {.verify = true};
	int rc = done_repo_open(&init.repo, &how, err);

	if (rc >= 0)
		rc = act(&init, &options->services, err);
	done_repo_close(init.repo);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_init = {
	.name = "init",
	.summary = "write a first policy, or a service's sheet, for this repository",
	.usage = "git done init [--service PATH]...",
	.details = "Without --service: " DONE_POLICY_PATH " at the top of the work tree. With it: "
		   "PATH/" DONE_SHEET_NAME " with\n"
		   "every question. Existing files are never overwritten.\n",
	.groups = {{&own, 0}},
	.options_size = sizeof(struct init_options),
	.exits = {[DONE_EXIT_MET] = "the files are written",
                  [DONE_EXIT_USAGE] = "the command line is not valid, or a file exists already",
                  DONE_EXIT_SAYS_UNREADABLE,
                  DONE_EXIT_SAYS_UNWRITTEN},
	.run = init_run,
};
