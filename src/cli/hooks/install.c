/* git done install: puts the hooks where git looks, and never in the place of somebody else's. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hooks.h"

struct install_options {
	struct done_strings hooks;
	bool chain, force, server;
};

#define AT(member) offsetof(struct install_options, member)

static const struct done_option rows[] = {
    {"hook", 0, DONE_OPTION_STRINGS, AT(hooks), "NAME",
        "install pre-push (default), pre-commit, pre-receive or update; may be repeated"},
    {"server", 0, DONE_OPTION_FLAG, AT(server), NULL,
        "install pre-receive, in a repository that receives pushes"},
    {"chain", 0, DONE_OPTION_FLAG, AT(chain), NULL,
        "add a block to an existing hook (shell scripts)"},
    {"force", 0, DONE_OPTION_FLAG, AT(force), NULL,
        "overwrite the hook of git-done, even if it was edited"},
    DONE_OPTION_ROW_HELP,
};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(struct install_options), NULL};

static int make_directory(const char *path, struct done_error *err)
{
	if (!mkdir(path, 0777) || errno == EEXIST)
		return 0;
	return done_error_set(
	    err, DONE_E_INTERNAL, "cannot make the folder '%s': %s", path, strerror(errno));
}

static int write_hook(
    const struct done_hook_place *place, const char *text, size_t len, struct done_error *err)
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

/* What runs a script, by what follows '#!': "/bin/sh -e", "/usr/bin/env -S LANG=C bash". */
static const char *find_interpreter(char *line)
{
	static const char blanks[] = " \t";
	char *rest = NULL;
	const char *word = strtok_r(line, blanks, &rest);

	if (!word || strcmp(done_last_part(word), "env") != 0)
		return word;
	do
		word = strtok_r(NULL, blanks, &rest);
	while (word && (*word == '-' || strchr(word, '=')));
	return word;
}

static bool is_shell(const char *interpreter)
{
	static const char *const shells[] = {"sh", "bash", "dash", "ksh", "ash", "zsh"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(shells); i++) {
		if (!strcmp(done_last_part(interpreter), shells[i]))
			return true;
	}
	return false;
}

static bool is_shell_script(const struct done_buf *text)
{
	struct done_buf line = {0};
	const char *interpreter;
	bool shell;

	if (text->len < 2 || strncmp(text->ptr, "#!", 2) != 0)
		return false;
	done_buf_add(&line, text->ptr + 2, strcspn(text->ptr + 2, "\n"));
	interpreter = line.len ? find_interpreter(line.ptr) : NULL;
	shell = interpreter && is_shell(interpreter);
	done_buf_release(&line);
	return shell;
}

/* Below the first line, so that it runs whatever way the rest ends. */
static int chain(const struct done_hook_place *place, struct done_error *err)
{
	struct done_buf text = {0};
	size_t first;
	int rc;

	if (!is_shell_script(&place->text)) {
		done_error_set(err, DONE_E_USAGE,
		    "'%s' is not a shell script, so git-done cannot be chained to it", place->path);
		return done_error_cure(err,
		    "call 'git-done hook %s' from it, with git's arguments and standard "
		    "input:\n"
		    "read the input once, and give it to git-done and to whatever else reads "
		    "it",
		    place->hook->name);
	}
	first = strcspn(place->text.ptr, "\n");
	done_buf_add(&text, place->text.ptr, first);
	done_buf_addch(&text, '\n');
	done_buf_addstr(&text, place->hook->chained);
	if (place->text.ptr[first])
		done_buf_addstr(&text, place->text.ptr + first + 1);
	rc = write_hook(place, text.ptr, text.len, err);
	done_buf_release(&text);
	if (rc >= 0)
		done_say("chained to %s: git-done runs first, then the existing hook", place->path);
	return rc;
}

/* Somebody has switched it off by that, and what we write can be executed. */
static int meet_disabled(const struct done_hook_place *place, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE,
	    "'%s' is another tool's hook and is not executable, so git ignores it: it "
	    "was left unchanged",
	    place->path);
	return done_error_cure(err,
	    "if it is to run: chmod +x '%s', then\n"
	    "  git done install --hook %s --chain\n"
	    "if not: remove it, then git done install --hook %s",
	    place->path, place->hook->name, place->hook->name);
}

/* git gives its input once: a line of ours would take it from what follows, and the other way
 * round. The block reads it and hands it on. */
static int meet_foreign(const struct done_hook_place *place, const struct install_options *options,
    struct done_error *err)
{
	if (!place->executable)
		return meet_disabled(place, err);
	if (options->chain)
		return chain(place, err);
	done_error_set(
	    err, DONE_E_USAGE, "'%s' is another tool's hook: it was left unchanged", place->path);
	return done_error_cure(err,
	    "add git-done to it, so that both get git's arguments and input:\n"
	    "  git done install --hook %s --chain",
	    place->hook->name);
}

static int meet_edited(const struct done_hook_place *place, const struct install_options *options,
    struct done_error *err)
{
	if (options->force)
		return write_new(place, err);
	done_error_set(err, DONE_E_USAGE,
	    "'%s' is a git-done hook that was edited or written by another version", place->path);
	return done_error_cure(
	    err, "overwrite it: git done install --hook %s --force", place->hook->name);
}

/* What husky runs is a file of the repository's, committed and everybody's: not ours to write. */
static int meet_husky(const struct done_hook_place *place, struct done_error *err)
{
	const char *name = place->hook->name;

	done_error_set(err, DONE_E_USAGE,
	    "the hooks of this repository belong to husky, which overwrites them: "
	    "changes are lost");
	return done_error_cure(err,
	    "let husky call git-done: put this line into '%s'\n"
	    "  exec git-done hook %s \"$@\"\n"
	    "as the last one, commit it, and see: git done doctor",
	    place->path, name);
}

/* The same holds for the scripts of lefthook and pre-commit, and a second entry judges twice. */
static int meet_manager(const struct done_hook_place *place, struct done_error *err)
{
	const struct done_hook_managed *managed = &place->managed;
	const char *name = managed->by->name;

	if (managed->calls && !managed->runs) {
		done_error_set(err, DONE_E_USAGE,
		    "'%s' calls git-done already, and %s is not installed in this "
		    "repository",
		    managed->file, name);
		return done_error_cure(err, "%s", managed->by->install);
	}
	done_error_set(
	    err, DONE_E_USAGE, "'%s' is overwritten by %s: changes are lost", place->path, name);
	snprintf(err->cure, sizeof(err->cure),
	    "let %s call git-done: put this into '%s'\n%s\ncommit it, and see: git done doctor",
	    name, managed->file, managed->by->lines);
	return err->code;
}

/* pre-push alone: what a manager is told to do for other hooks is its user's own. */
static bool is_for_manager(const struct done_hook_place *place)
{
	const struct done_hook_managed *managed = &place->managed;

	if (!managed->by || strcmp(place->hook->name, "pre-push") != 0)
		return false;
	if (place->state == DONE_HOOK_FOREIGN)
		return managed->runs && !managed->calls;
	return place->state == DONE_HOOK_ABSENT && managed->calls;
}

/* The block of another version gives way to this one's. */
static int renew_block(struct done_hook_place *place, struct done_error *err)
{
	char *begin = strstr(place->text.ptr, done_hook_begin);
	char *end = strstr(begin, done_hook_end);
	struct done_buf text = {0};
	int rc;

	if (!end)
		return done_error_set(err, DONE_E_USAGE,
		    "the git-done block of '%s' has no end: the file was left unchanged",
		    place->path);
	end += strcspn(end, "\n");
	end += *end == '\n';
	done_buf_add(&text, place->text.ptr, (size_t)(begin - place->text.ptr));
	done_buf_addstr(&text, place->hook->chained);
	done_buf_addstr(&text, end);
	rc = write_hook(place, text.ptr, text.len, err);
	done_buf_release(&text);
	if (rc >= 0)
		done_say("renewed the block of git-done in %s", place->path);
	return rc;
}

/* core.hooksPath=/dev/null is how people switch hooks off. */
static int meet_blocked(const struct done_hook_place *place, struct done_error *err)
{
	done_error_set(err, DONE_E_USAGE,
	    "core.hooksPath is '%s', which is not a folder, so git runs no hook", place->directory);
	return done_error_cure(err, "git config %s--unset core.hooksPath, then git done install",
	    place->shared ? "--global " : "");
}

static int install(
    struct done_hook_place *place, const struct install_options *options, struct done_error *err)
{
	if (place->blocked)
		return meet_blocked(place, err);
	if (place->husky && (place->state == DONE_HOOK_ABSENT || place->state == DONE_HOOK_FOREIGN))
		return meet_husky(place, err);
	if (is_for_manager(place))
		return meet_manager(place, err);
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
		if (!place->executable)
			return meet_disabled(place, err);
		if (place->outdated && options->chain)
			return renew_block(place, err);
		done_say("%s calls git-done already", place->path);
		return 0;
	case DONE_HOOK_FOREIGN:
		if (place->managed.calls && place->managed.runs) {
			done_say("%s calls git-done already, from %s", place->managed.by->name,
			    place->managed.file);
			return 0;
		}
		break;
	}
	return meet_foreign(place, options, err);
}

/* One folder of hooks for all repositories is what its owner wants; but he must know. */
static void say_shared(const struct done_hook_place *place)
{
	if (place->shared)
		done_say("%s is shared: core.hooksPath is set outside this repository, so git "
		         "calls the hook in every repository with that setting; it judges those "
		         "that have a .git-done.yml",
		    place->directory);
}

/* The doctor pushes as a dry run, which no hook of a server sees. */
static void say_proof(const struct done_strings *names)
{
	if (done_strings_has(names, "pre-push"))
		done_say("'git done doctor' proves that git calls it");
	else if (done_strings_has(names, "pre-receive") || done_strings_has(names, "update"))
		done_say("push a change that does not meet the bar, to see that the server "
		         "refuses it");
}

static int install_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct install_options *options = data;
	static const char *by_default[] = {"pre-push"}, *on_server[] = {"pre-receive"};
	struct done_strings names = options->hooks;
	struct done_repo_options how = {.verify = false};
	struct done_repo *repo = NULL;
	int rc = done_repo_open(&repo, &how, err);

	if (!names.nr) {
		names.items = options->server ? on_server : by_default;
		names.nr = 1;
	}
	for (size_t i = 0; rc >= 0 && i < names.nr; i++) {
		struct done_hook_place place = {0};

		rc = done_hook_look(repo, names.items[i], line->arena, &place, err);
		if (rc >= 0)
			rc = install(&place, options, err);
		if (rc >= 0)
			say_shared(&place);
		done_buf_release(&place.text);
	}
	if (rc >= 0)
		done_doctor_warn_of_policy(repo, line->arena);
	done_repo_close(repo);
	if (rc >= 0)
		say_proof(&names);
	return rc < 0 ? rc : 0;
}

const struct done_command done_command_install = {
    .name = "install",
    .summary = "install the hooks in this repository",
    .usage = "git done install [--hook NAME]... [--server] [--chain] [--force]",
    .details = "Hooks go where git looks for them: core.hooksPath, or the repository's hooks "
               "folder. An\n"
               "existing hook is never overwritten; with --chain a block is added at its top, "
               "which reads\n"
               "git's input once and passes it on to what follows (for example git lfs). The "
               "folder of husky\n"
               "is left unchanged, because husky overwrites it: install prints the line for "
               "husky's own hooks.\n"
               "--server is for bare repositories that receive pushes; where git config --system "
               "core.hooksPath\n"
               "names a folder, the hook goes there, for all repositories of the server.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct install_options),
    .exits = {[DONE_EXIT_MET] = "the hooks are installed",
        [DONE_EXIT_USAGE] = "the command line is not valid, or another hook exists",
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = install_run,
};
