/*
 * git done doctor: proves that git calls the hook. A gate that has stopped running looks exactly
 * like one that passes, so a real push (to a throw-away repository, as a dry run) has to reach us.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

#define AT(member) offsetof(struct done_options, member)

extern char **environ;

static const struct done_option rows[] = {
	{"help", 'h', DONE_OPTION_FLAG, AT(help), NULL, "show this help"},
};
static const struct done_option_table own = {rows, DONE_ARRAY_SIZE(rows)};

static const char *const state_words[] = {
	[DONE_HOOK_ABSENT] = "not installed",
	[DONE_HOOK_OURS] = "installed",
	[DONE_HOOK_EDITED] = "installed, and edited since",
	[DONE_HOOK_CHAINED] = "chained to another hook",
	[DONE_HOOK_CALLING] = "called by another hook",
	[DONE_HOOK_FOREIGN] = "somebody else's hook, which does not call git-done",
};

struct examination {
	struct done_options *options;
	struct done_repo *repo;
	struct done_buf report;
	char folder[64];
	size_t nr_faults;
	bool too_early; /* nothing can be pushed yet */
};

static void say(struct examination *examination, bool good, const char *what, const char *detail)
{
	done_buf_addf(&examination->report, "%-4s  %s", good ? "ok" : "BAD", what);
	if (detail) {
		done_buf_addstr(&examination->report, ": ");
		done_buf_add_shown(&examination->report, detail, strlen(detail));
	}
	done_buf_addch(&examination->report, '\n');
	examination->nr_faults += !good;
}

static void advise(struct examination *examination, const char *advice)
{
	done_buf_addf(&examination->report, "      %s\n", advice);
}

/* Runs git quietly; its exit status, or -1. */
static int git(const char *const *arguments, const char *silent)
{
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = -1;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, silent, O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, silent, O_WRONLY, 0);
	if (posix_spawnp(&child, "git", &actions, NULL, (char *const *)arguments, environ)) {
		posix_spawn_file_actions_destroy(&actions);
		return -1;
	}
	posix_spawn_file_actions_destroy(&actions);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What the hook wrote; "" where it was not called. */
static const char *read_answer(struct examination *examination, const char *path)
{
	struct done_buf text = {0};
	struct done_error err = {0};
	const char *answer = "";

	if (done_file_read(path, 4096, &text, &err) == 1 && text.len)
		answer = done_arena_strdup(examination->options->arena, text.ptr);
	done_buf_release(&text);
	return answer;
}

/* Several may be called, by a hook manager: it is enough that one of them gets the input. */
static void say_answer(struct examination *examination, const char *answer, bool refused)
{
	if (strstr(answer, DONE_DOCTOR_TOLD)) {
		say(examination, true, "git calls git-done on a push", NULL);
	} else if (*answer) {
		say(examination, false,
		    "the hook is called without git's input: whatever runs before it reads it",
		    NULL);
		advise(examination, "in a shell script: take out what calls git-done, then");
		advise(examination, "  git done install --chain");
		advise(examination, "in a hook manager: have it hand its standard input on");
		advise(examination, "  (lefthook: use_stdin: true)");
	} else {
		say(examination, false, "git does not call git-done on a push", NULL);
		advise(examination, refused ? "the push itself failed: does another hook refuse?"
		                            : "git done install");
	}
}

/* A dry run pushes nothing, but git calls the hook. */
static void prove(struct examination *examination)
{
	static const char what[] = "HEAD:" DONE_DOCTOR_REF;
	char remote[128], path[128];
	const char *make[] = {"git", "init", "-q", "--bare", remote, NULL};
	const char *push[] = {"git", "push", "-q", "--dry-run", remote, what, NULL};
	const char *clean[] = {"rm", "-rf", examination->folder, NULL};
	pid_t child;
	int fd;

	snprintf(remote, sizeof(remote), "%s/remote.git", examination->folder);
	snprintf(path, sizeof(path), "%s/answer", examination->folder);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	if (fd >= 0)
		close(fd);
	setenv("GIT_DONE_DOCTOR", path, 1);
	if (fd < 0 || git(make, "/dev/null")) {
		say(examination, false, "cannot make a repository to push to", examination->folder);
	} else {
		bool refused = git(push, "/dev/null") != 0;

		say_answer(examination, read_answer(examination, path), refused);
	}
	unsetenv("GIT_DONE_DOCTOR");
	if (!posix_spawnp(&child, "rm", NULL, NULL, (char *const *)clean, environ))
		waitpid(child, NULL, 0);
}

/* Before the first commit there is nothing to push, so git calls nobody: that is no fault. */
static int look_at_push(struct examination *examination, struct done_error *err)
{
	struct done_oid head;
	int rc = done_ref_read(examination->repo, "HEAD", &head, err);

	if (rc < 0)
		return rc;
	if (rc == 0) {
		examination->too_early = true;
		done_buf_addf(&examination->report,
		              "?     whether git calls git-done on a push cannot be told before "
		              "the first commit\n");
		advise(examination, "commit, then again: git done doctor");
		return 0;
	}
	snprintf(examination->folder, sizeof(examination->folder), "/tmp/git-done-doctor-XXXXXX");
	if (!mkdtemp(examination->folder))
		return done_error_set(err, DONE_E_INTERNAL, "cannot make a temporary folder: %s",
		                      strerror(errno));
	prove(examination);
	return 0;
}

static void look_for_program(struct examination *examination)
{
	const char *check[] = {"git", "done", "--version", NULL};
	bool found = !git(check, "/dev/null");

	say(examination, found,
	    found ? "git finds the program git-done" : "git does not find the program git-done",
	    NULL);
	if (!found)
		advise(examination, "put the folder of git-done on the PATH");
}

static int look_at_hooks(struct examination *examination, struct done_error *err)
{
	for (size_t i = 0; i < done_hooks_nr; i++) {
		const char *name = done_hooks[i].name;
		bool required = !strcmp(name, "pre-push");
		struct done_hook_place place = {0};
		int rc = done_hook_look(examination->repo, name, examination->options->arena,
		                        &place, err);

		done_buf_release(&place.text);
		if (rc < 0)
			return rc;
		if (!required &&
		    (place.state == DONE_HOOK_ABSENT || place.state == DONE_HOOK_FOREIGN))
			continue;
		say(examination,
		    place.state != DONE_HOOK_ABSENT && place.state != DONE_HOOK_FOREIGN,
		    done_arena_printf(examination->options->arena, "%s %s", name,
		                      state_words[place.state]),
		    place.path);
		if (place.state != DONE_HOOK_ABSENT && !place.executable) {
			say(examination, false, "the hook is not executable, so git passes it over",
			    place.path);
			advise(examination, "chmod +x on it");
		}
	}
	return 0;
}

/* No fault where the system has nothing to offer: older kernels and macOS are not refused. */
static void look_at_confinement(struct examination *examination)
{
	const char *words = done_supervisor_confines();

	say(examination, true, "the judging process",
	    words ? words : "it is not confined: this system has neither Landlock nor seccomp");
}

static int examine(struct examination *examination, struct done_error *err)
{
	int rc;

	look_for_program(examination);
	look_at_confinement(examination);
	rc = look_at_hooks(examination, err);
	if (rc >= 0)
		rc = look_at_push(examination, err);
	if (rc < 0)
		return rc;
	done_doctor_say_selectors(examination->repo, examination->options->arena,
	                          &examination->report);
	if (examination->nr_faults)
		done_buf_addf(&examination->report, "the gate is not in place\n");
	else if (examination->too_early)
		done_buf_addf(&examination->report, "the gate is not proved yet\n");
	else
		done_buf_addf(&examination->report, "the gate is in place; a push with --no-verify "
		                                    "goes past it, so let CI judge too\n");
	return done_print(examination->report.ptr, examination->report.len, err);
}

static int run(struct done_options *options, struct done_error *err)
{
	struct examination examination = {.options = options};
	struct done_repo_options how = {.verify = false};
	int rc = done_repo_open(&examination.repo, &how, err);

	if (rc >= 0)
		rc = examine(&examination, err);
	done_repo_close(examination.repo);
	done_buf_release(&examination.report);
	if (rc < 0)
		return rc;
	if (examination.nr_faults)
		return DONE_EXIT_UNMET;
	return examination.too_early ? DONE_EXIT_UNDECIDED : DONE_EXIT_MET;
}

const struct done_command done_command_doctor = {
	.name = "doctor",
	.summary = "prove that git calls the hook",
	.usage = "git done doctor",
	.details = "Pushes, as a dry run, to a repository that it makes in a temporary folder and "
		   "removes:\n"
		   "the hook must be called, and must be told what is pushed. Exit 0: the gate is "
		   "in place,\n"
		   "1: it is not, 3: it cannot be told before the first commit.\n",
	.tables = {&own},
	.run = run,
};
