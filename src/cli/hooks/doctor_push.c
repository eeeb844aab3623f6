/*
 * The doctor's push, and what is said of it. It goes to the repository itself and is a dry run: it
 * brings nothing anywhere, and needs no other repository, so that nothing is left behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "doctor.h"

#define OUTPUT_MAX ((size_t)8 << 20)
#define LINES_SHOWN 5

extern char **environ;

/* ---- running a program ---- */

/* What has come so far. 0: there will be no more. */
static int drain(int fd, struct done_buf *out)
{
	char block[8192];
	ssize_t nr;

	while ((nr = read(fd, block, sizeof(block))) > 0) {
		if (out)
			done_buf_add(out, block, (size_t)nr);
	}
	return nr < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

/* A hook may leave a process behind that keeps the pipe open: then the end of git is the end. */
static int doctor_push_follow(pid_t child, int fd, struct done_buf *out)
{
	struct pollfd pipe = {.fd = fd, .events = POLLIN};
	bool open = true;
	int status = -1;
	pid_t ended;

	do {
		if (open)
			(void)poll(&pipe, 1, 50);
		open = open && drain(fd, out);
		ended = waitpid(child, &status, open ? WNOHANG : 0);
	} while (ended == 0 || (ended < 0 && errno == EINTR));
	drain(fd, out);
	return ended == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int done_doctor_run(const char *const *arguments, struct done_buf *out)
{
	posix_spawn_file_actions_t actions;
	int ends[2], rc;
	pid_t child;

	if (pipe(ends))
		return -1;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[1]);
	rc = posix_spawnp(&child, arguments[0], &actions, NULL, (char *const *)arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	rc = rc ? -1 : doctor_push_follow(child, ends[0], out);
	close(ends[0]);
	return rc;
}

/* ---- the push ---- */

struct answer {
	bool told, called; /* git-done was called, and knew what is pushed */
	bool refused;      /* the push did not go through */
	struct done_buf output;
};

static int draw_number(char out[DONE_DOCTOR_NUMBER + 1], struct done_error *err)
{
	unsigned char bytes[DONE_DOCTOR_NUMBER / 2];
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	ssize_t nr = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));

	if (fd >= 0)
		close(fd);
	if (nr != (ssize_t)sizeof(bytes))
		return done_error_set(err, DONE_E_INTERNAL, "cannot read /dev/urandom");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
	return 0;
}

static bool has_answer(const struct answer *answer, const char *number, const char *word)
{
	char line[64 + DONE_DOCTOR_NUMBER];

	snprintf(line, sizeof(line), "doctor %s: %s", number, word);
	return answer->output.len && strstr(answer->output.ptr, line);
}

/* What a hook prints may hold anything. */
static void drop_nul(struct done_buf *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if (!text->ptr[i])
			text->ptr[i] = '?';
	}
}

/* Settings of the person's that another remote than this one would be asked for are left out. */
static void doctor_push_push(
    struct done_examination *examination, const char *number, struct answer *out)
{
	struct done_arena *arena = examination->arena;
	const char *what = done_arena_printf(arena, "HEAD:" DONE_DOCTOR_REF "%s", number);
	const char *arguments[] = {"git", "-c", "push.pushOption=", "push", "--dry-run",
	    "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
	    done_repo_common_directory(examination->repo), what, NULL};

	setenv(DONE_DOCTOR_VARIABLE, number, 1);
	out->refused = done_doctor_run(arguments, &out->output) != 0;
	unsetenv(DONE_DOCTOR_VARIABLE);
	drop_nul(&out->output);
	out->told = has_answer(out, number, "told");
	out->called = out->told || has_answer(out, number, "called");
}

/* ---- what is said of it ---- */

/* Where the push failed by itself, what it printed says why. */
static void show_output(struct done_examination *examination, const struct done_buf *output)
{
	const char *line = output->len ? output->ptr : "";

	for (int i = 0; *line && i < LINES_SHOWN; i++) {
		size_t len = strcspn(line, "\n");

		done_buf_addstr(&examination->report, "      | ");
		done_buf_add_shown(&examination->report, line, len < 200 ? len : 200);
		done_buf_addch(&examination->report, '\n');
		line += len + (line[len] == '\n');
	}
}

static void advise_lines(struct done_examination *examination, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n");

		done_doctor_advise(examination, "  %.*s", (int)len, lines);
		lines += len + (lines[len] == '\n');
	}
}

static void advise_uncalled(struct done_examination *examination, bool refused)
{
	const struct done_hook_managed *managed = &examination->push.managed;

	if (managed->by && managed->calls && !managed->runs) {
		done_doctor_advise(examination,
		    "%s calls git-done, but %s is not git's pre-push hook:", managed->file,
		    managed->by->name);
		done_doctor_advise(examination, "  %s", managed->by->install);
	} else if (managed->by && managed->runs && !managed->calls) {
		done_doctor_advise(examination, "%s runs the hook: put this into %s",
		    managed->by->name, managed->file);
		advise_lines(examination, managed->by->lines);
	} else if (managed->by && managed->runs) {
		done_doctor_advise(examination,
		    "%s names git-done, but %s does not run it, or hides what it "
		    "prints:",
		    managed->file, managed->by->name);
		done_doctor_advise(examination, "look at %s", managed->by->skips);
	} else if (examination->push.blocked) {
		done_doctor_advise(examination, "core.hooksPath is '%s', which is not a folder:",
		    done_arena_shown(examination->arena, examination->push.directory));
		done_doctor_advise(examination,
		    "  git config %s--unset core.hooksPath && git done install",
		    examination->push.shared ? "--global " : "");
	} else if (refused && examination->push.state == DONE_HOOK_CALLING) {
		done_doctor_advise(examination,
		    "another command in the hook refuses the push "
		    "before git-done: call git-done first");
	} else if (examination->push.husky && examination->push.state == DONE_HOOK_CALLING) {
		done_doctor_advise(examination,
		    "husky does not run the hook: look at the variable "
		    "HUSKY, and at ~/.config/husky/init.sh");
	} else if (examination->push.husky) {
		done_doctor_advise(examination, "husky runs the hook: put this line into %s",
		    done_arena_shown(examination->arena, examination->push.path));
		done_doctor_advise(examination, "  exec git-done hook pre-push \"$@\"");
	} else if (examination->push.state == DONE_HOOK_FOREIGN && examination->push.executable) {
		done_doctor_advise(examination, "git done install --chain");
	} else if (!refused) {
		done_doctor_advise(examination, "git done install");
	}
}

static void advise_untold(struct done_examination *examination)
{
	const struct done_hook_managed *managed = &examination->push.managed;

	if (managed->by && managed->runs && managed->calls) {
		done_doctor_advise(examination, "in %s: %s", managed->file, managed->by->input);
		return;
	}
	done_doctor_advise(
	    examination, "in a shell script: remove the lines that call git-done, then");
	done_doctor_advise(examination, "  git done install --chain");
	done_doctor_advise(
	    examination, "in a hook manager: configure it to pass on its standard input");
	done_doctor_advise(examination, "  (lefthook: use_stdin: true)");
}

/* Several may be called, by a hook manager: it is enough that one of them gets the input. */
static void say_answer(struct done_examination *examination, const struct answer *answer)
{
	if (answer->told && answer->refused) {
		done_doctor_say(examination, true, "git calls git-done on a push", NULL);
	} else if (answer->told) {
		done_doctor_say(examination, false,
		    "git calls git-done on a push, but the push succeeds whatever "
		    "git-done decides",
		    NULL);
		done_doctor_advise(examination,
		    "the hook must end with git-done's exit status: no '|| true', no "
		    "pipe behind it");
		done_doctor_advise(examination, "  git-done hook pre-push \"$@\" || exit $?");
	} else if (answer->called) {
		done_doctor_say(examination, false,
		    "the hook is called without git's input: an earlier command consumed "
		    "standard input",
		    NULL);
		advise_untold(examination);
	} else {
		done_doctor_say(examination, false, "git does not call git-done on a push", NULL);
		if (answer->refused)
			done_doctor_advise(
			    examination, "the push itself failed: does another hook refuse?");
		/* An older git-done on the hook's PATH answers in another way. */
		if (answer->refused ||
		    (answer->output.len && strstr(answer->output.ptr, "git-done: ")))
			show_output(examination, &answer->output);
		advise_uncalled(examination, answer->refused);
	}
}

int done_doctor_prove(struct done_examination *examination, struct done_error *err)
{
	struct answer answer = {.output = {.max = OUTPUT_MAX}};
	char number[DONE_DOCTOR_NUMBER + 1];

	if (draw_number(number, err) < 0)
		return err->code;
	doctor_push_push(examination, number, &answer);
	say_answer(examination, &answer);
	examination->proved = answer.told && answer.refused;
	done_buf_release(&answer.output);
	return 0;
}
