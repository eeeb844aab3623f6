/* git done hook NAME: what the hook scripts call. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static int pre_push(struct done_options *options, struct done_request *request,
                    struct done_error *err)
{
	/* git gives a pipe, always; 'exec </dev/tty' in a hook takes it away. */
	if (isatty(STDIN_FILENO)) {
		done_error_set(err, DONE_E_UNDECIDED,
		               "the standard input is a terminal, not git's list of refs");
		return done_error_cure(err,
		                       "call the hook before whatever takes its input away; by "
		                       "hand, use 'git done check'");
	}
	request->mode = DONE_MODE_PUSH;
	request->remote = options->arguments.nr > 1 ? options->arguments.items[1] : NULL;
	request->push_fd = STDIN_FILENO;
	return 0;
}

static int pre_commit(struct done_options *options, struct done_request *request,
                      struct done_error *err)
{
	(void)options;
	(void)err;
	request->mode = DONE_MODE_STAGED;
	return 0;
}

static const struct {
	const char *name;
	int (*prepare)(struct done_options *, struct done_request *, struct done_error *);
} hooks[] = {
	{"pre-push", pre_push},
	{"pre-commit", pre_commit},
};

/* Whether git's list of refs comes through: whoever runs before us may have read it. */
static bool is_told_of_the_push(void)
{
	struct done_buf text = {.max = 4096};
	char block[512];
	ssize_t nr = 0;
	bool told;

	while (!isatty(STDIN_FILENO) &&
	       ((nr = read(STDIN_FILENO, block, sizeof(block))) > 0 || (nr < 0 && errno == EINTR)))
		done_buf_add(&text, block, nr > 0 ? (size_t)nr : 0);
	told = text.len && strstr(text.ptr, DONE_DOCTOR_REF);
	done_buf_release(&text);
	return told;
}

/* `git done doctor` wants to see that git calls the hook, not a judgement. */
static bool answer_doctor(const char *hook)
{
	const char *path = getenv("GIT_DONE_DOCTOR");
	const char *answer = DONE_DOCTOR_FIRED;
	int fd;

	if (!path || !*path)
		return false;
	fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0) {
		if (!strcmp(hook, "pre-push") && is_told_of_the_push())
			answer = DONE_DOCTOR_TOLD;
		(void)!write(fd, answer, strlen(answer));
		close(fd);
	}
	done_say("called by 'git done doctor': nothing was judged");
	return true;
}

static int run(struct done_options *options, struct done_error *err)
{
	struct done_request request = {.hook = true};

	if (!options->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "which hook?");
		return done_error_cure(err, "usage: %s", done_command_hook.usage);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hooks); i++) {
		if (strcmp(hooks[i].name, options->arguments.items[0]) != 0)
			continue;
		if (answer_doctor(hooks[i].name))
			return 0;
		if (hooks[i].prepare(options, &request, err) < 0)
			return err->code;
		if (done_request_fill(&request, options, err) < 0)
			return err->code;
		return done_judge(&request, options, err);
	}
	done_error_set(err, DONE_E_USAGE, "git done has no hook '%s'", options->arguments.items[0]);
	return done_error_cure(err, "it has pre-push and pre-commit");
}

const struct done_command done_command_hook = {
	.name = "hook",
	.summary = "what git's hooks call: reads git's standard input",
	.usage = "git done hook pre-push|pre-commit [ARGUMENTS OF GIT]",
	.details =
		"pre-push judges every ref of the push on its own range. Without a policy nothing "
		"is\n"
		"judged, and that is said; 'git config done.requirePolicy true' refuses instead.\n"
		"GIT_DONE_SKIP=docs.runbook,logging git push skips those checks, and the report "
		"says so.\n",
	.tables = {&done_judge_options, &done_output_options},
	.most_arguments = 3,
	.exits = {[DONE_EXIT_MET] =
                          "git goes on: the bar is met, or there was nothing to judge, which is "
                          "printed",
                  [DONE_EXIT_UNMET] = "git stops: the bar is not met",
                  [DONE_EXIT_USAGE] =
                          "git stops: the command line, a setting or a policy is not valid",
                  [DONE_EXIT_UNDECIDED] =
                          "git stops: it could not be decided; the message says what to do",
                  [DONE_EXIT_INTERNAL] = "git stops: internal error"},
	.run = run,
};
