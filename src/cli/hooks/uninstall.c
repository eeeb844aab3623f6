/* git done uninstall: takes out what install put in, and nothing else. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hooks.h"

struct uninstall_options {
	struct done_strings hooks;
	bool force;
};

#define AT(member) offsetof(struct uninstall_options, member)

static const struct done_option rows[] = {
    {"hook", 0, DONE_OPTION_STRINGS, AT(hooks), "NAME",
        "remove only this hook; may be repeated (default: all)"},
    {"force", 0, DONE_OPTION_FLAG, AT(force), NULL, "remove our own hook even if it was edited"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct uninstall_options), NULL};

static int remove_file(const struct done_hook_place *place, struct done_error *err)
{
	if (unlink(place->path))
		return done_error_set(
		    err, DONE_E_INTERNAL, "cannot remove '%s': %s", place->path, strerror(errno));
	done_say("removed %s", place->path);
	return 1;
}

static int unchain(const struct done_hook_place *place, struct done_error *err)
{
	const char *begin = strstr(place->text.ptr, done_hook_begin);
	const char *end = begin ? strstr(begin, done_hook_end) : NULL;
	struct done_buf text = {0};
	struct stat status;
	int rc;

	if (!end)
		return done_error_set(err, DONE_E_USAGE,
		    "the git-done block of '%s' has no end: the file was left unchanged",
		    place->path);
	end += strcspn(end, "\n");
	end += *end == '\n';
	done_buf_add(&text, place->text.ptr, (size_t)(begin - place->text.ptr));
	done_buf_addstr(&text, end);
	if (stat(place->path, &status))
		status.st_mode = 0777;
	rc = done_write_file(
	    place->path, text.ptr ? text.ptr : "", text.len, status.st_mode & 0777, err);
	done_buf_release(&text);
	if (rc < 0)
		return rc;
	done_say("removed git-done from %s", place->path);
	return 1;
}

/* 1: something was removed; 0: there was nothing of ours. */
static int uninstall(const struct done_hook_place *place, const struct uninstall_options *options,
    struct done_error *err)
{
	if (place->state == DONE_HOOK_OURS || (place->state == DONE_HOOK_EDITED && options->force))
		return remove_file(place, err);
	if (place->state == DONE_HOOK_CHAINED)
		return unchain(place, err);
	if (place->state == DONE_HOOK_EDITED) {
		done_error_set(err, DONE_E_USAGE,
		    "'%s' is a git-done hook that was edited: it was left unchanged", place->path);
		return done_error_cure(err,
		    "remove it anyway: git done uninstall --hook %s --force", place->hook->name);
	}
	if (place->state == DONE_HOOK_CALLING)
		done_say("%s calls git-done in its own way: remove the call by hand", place->path);
	else if (place->managed.by && place->managed.calls &&
	    !strcmp(place->hook->name, "pre-push"))
		done_say("%s calls git-done: remove the call by hand", place->managed.file);
	return 0;
}

static int uninstall_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct uninstall_options *options = data;
	struct done_repo_options how = {.verify = false};
	struct done_repo *repo = NULL;
	size_t nr = options->hooks.nr ? options->hooks.nr : done_hooks_nr;
	int rc = done_repo_open(&repo, &how, err), removed = 0;

	for (size_t i = 0; rc >= 0 && i < nr; i++) {
		const char *name = options->hooks.nr ? options->hooks.items[i] : done_hooks[i].name;
		struct done_hook_place place = {0};

		rc = done_hook_look(repo, name, line->arena, &place, err);
		if (rc >= 0)
			rc = uninstall(&place, options, err);
		removed += rc == 1;
		done_buf_release(&place.text);
	}
	done_repo_close(repo);
	if (rc >= 0 && !removed)
		done_say("no hook of git-done is installed in this repository");
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_uninstall = {
    .name = "uninstall",
    .summary = "remove the hooks of git-done from this repository",
    .usage = "git done uninstall [--hook NAME]... [--force]",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct uninstall_options),
    .exits = {[DONE_EXIT_MET] = "no hook of git-done is left",
        [DONE_EXIT_USAGE] = ("the command line is not valid, or the block of git-done "
                             "cannot be removed from a hook"),
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = uninstall_run,
};
