/* git done install: puts the hooks where git looks, and never in the place of somebody else's. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define AT(member) offsetof(struct done_options, member)

static const struct done_option rows[] = {
	{"hook", 0, DONE_OPTION_STRINGS, AT(hooks), "NAME",
         "pre-push (default), pre-commit (repeat)"},
	{"chain", 0, DONE_OPTION_FLAG, AT(chain), NULL,
         "add a block to a hook that is there already (shell scripts)"},
	{"force", 0, DONE_OPTION_FLAG, AT(force), NULL,
         "write our own hook anew, even if it was edited"},
	{"help", 'h', DONE_OPTION_FLAG, AT(help), NULL, "show this help"},
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows)};

static int make_directory(const char *path, struct done_error *err)
{
	if (!mkdir(path, 0777) || errno == EEXIST)
		return 0;
	return done_error_set(err, DONE_E_INTERNAL, "cannot make the folder '%s': %s", path,
	                      strerror(errno));
}

static int write_hook(const struct done_hook_place *place, const char *text, size_t len,
                      struct done_error *err)
{
	if (make_directory(place->directory, err) < 0)
		return err->code;
	return done_write_file(place->path, text, len, 0777, err);
}

static int write_new(const struct done_hook_place *place, struct done_error *err)
{
	int rc = write_hook(place, place->hook->text, strlen(place->hook->text), err);

	if (rc >= 0)
		done_say("installed %s", place->path);
	return rc;
}

static bool is_shell_script(const struct done_buf *text)
{
	size_t line = text->ptr ? strcspn(text->ptr, "\n") : 0;
	struct done_buf first = {0};
	bool shell;

	done_buf_add(&first, text->ptr, line);
	shell = first.len > 2 && !strncmp(first.ptr, "#!", 2) &&
	        (strstr(first.ptr, "/sh") || strstr(first.ptr, "bash") ||
	         strstr(first.ptr, "dash") || strstr(first.ptr, " sh") || strstr(first.ptr, "ksh"));
	done_buf_release(&first);
	return shell;
}

/* Below the first line, so that it runs whatever way the rest ends. */
static int chain(const struct done_hook_place *place, struct done_error *err)
{
	size_t first = strcspn(place->text.ptr, "\n");
	struct done_buf text = {0};
	int rc;

	if (!is_shell_script(&place->text)) {
		done_error_set(err, DONE_E_USAGE,
		               "'%s' is not a shell script: it cannot be chained to", place->path);
		return done_error_cure(
			err,
			"call 'git-done hook %s' from it, with git's arguments and standard "
			"input:\n"
			"read the input once, and give it to git-done and to whatever else reads "
			"it",
			place->hook->name);
	}
	done_buf_add(&text, place->text.ptr, first);
	done_buf_addch(&text, '\n');
	done_buf_addstr(&text, place->hook->chained);
	if (place->text.ptr[first])
		done_buf_addstr(&text, place->text.ptr + first + 1);
	rc = write_hook(place, text.ptr, text.len, err);
	done_buf_release(&text);
	if (rc >= 0)
		done_say("chained to %s: git-done runs first, then what was there", place->path);
	return rc;
}

/* git gives its input once: a line of ours would take it from what follows, and the other way
 * round. The block reads it and hands it on. */
static int meet_foreign(const struct done_hook_place *place, const struct done_options *options,
                        struct done_error *err)
{
	if (options->chain)
		return chain(place, err);
	done_error_set(err, DONE_E_USAGE, "'%s' is somebody else's hook: left as it is",
	               place->path);
	return done_error_cure(err,
	                       "let git-done be added to it, so that both get git's arguments and "
	                       "input:\n"
	                       "  git done install --hook %s --chain",
	                       place->hook->name);
}

static int meet_edited(const struct done_hook_place *place, const struct done_options *options,
                       struct done_error *err)
{
	if (options->force)
		return write_new(place, err);
	done_error_set(err, DONE_E_USAGE,
	               "'%s' is a git-done hook that was edited, or another version's",
	               place->path);
	return done_error_cure(err, "write it anew: git done install --hook %s --force",
	                       place->hook->name);
}

static int install(const struct done_hook_place *place, const struct done_options *options,
                   struct done_error *err)
{
	switch (place->state) {
	case DONE_HOOK_ABSENT:
		return write_new(place, err);
	case DONE_HOOK_OURS:
		if (!place->executable || options->force)
			return write_new(place, err);
		done_say("%s is installed already", place->path);
		return 0;
	case DONE_HOOK_EDITED:
		return meet_edited(place, options, err);
	case DONE_HOOK_CHAINED:
	case DONE_HOOK_CALLING:
		done_say("%s calls git-done already", place->path);
		return 0;
	case DONE_HOOK_FOREIGN:
		break;
	}
	return meet_foreign(place, options, err);
}

static int run(struct done_options *options, struct done_error *err)
{
	static const char *by_default[] = {"pre-push"};
	struct done_strings names = options->hooks;
	struct done_repo_options how = {.verify = false};
	struct done_repo *repo = NULL;
	int rc = done_repo_open(&repo, &how, err);

	if (!names.nr) {
		names.items = by_default;
		names.nr = 1;
	}
	for (size_t i = 0; rc >= 0 && i < names.nr; i++) {
		struct done_hook_place place = {0};

		rc = done_hook_look(repo, names.items[i], options->arena, &place, err);
		if (rc >= 0)
			rc = install(&place, options, err);
		done_buf_release(&place.text);
	}
	done_repo_close(repo);
	if (rc >= 0)
		done_say("'git done doctor' proves that git calls it");
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_install = {
	.name = "install",
	.summary = "install the hooks in this repository",
	.usage = "git done install [--hook NAME]... [--chain] [--force]",
	.details = "Hooks go where git looks for them: core.hooksPath, or the repository's hooks "
		   "folder. A hook\n"
		   "that is there already is never overwritten; with --chain a block is put at its "
		   "top, which\n"
		   "reads git's input once and hands it on to what follows (git lfs, for one).\n",
	.tables = {&own},
	.run = run,
};
