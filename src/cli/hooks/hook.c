/* git done hook NAME: what the hook scripts call. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doctor.h"

/*
 * git gives a pipe, always, and some hook managers hand on a socket or a file. What holds nothing
 * by its nature says nothing about the push: '</dev/null' before us looks like a push without refs.
 */
static const char *find_input_fault(int fd)
{
	struct stat status;

	if (fstat(fd, &status))
		return "the standard input is closed";
	if (isatty(fd))
		return "the standard input is a terminal";
	if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))
		return NULL;
	if (S_ISCHR(status.st_mode))
		return "the standard input is a device such as /dev/null";
	if (!S_ISREG(status.st_mode))
		return "the standard input is neither a pipe nor a file";
	return lseek(fd, 0, SEEK_CUR) >= status.st_size
	               ? "the standard input is a file with nothing left to read"
	               : NULL;
}

static int check_input(struct done_error *err)
{
	const char *fault = find_input_fault(STDIN_FILENO);

	if (!fault)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED, "%s, so git's list of refs is missing", fault);
	return done_error_cure(err,
	                       "call git-done before any command that reads standard input, or "
	                       "pass the list on through a pipe\n"
	                       "if an older git-done wrote this hook: git done install --chain\n"
	                       "by hand, use 'git done check'");
}

static int pre_push(const struct done_strings *arguments, struct done_request *request,
                    struct done_error *err)
{
	int fd = STDIN_FILENO, rc;

	if (getenv(DONE_DOCTOR_VARIABLE) && !done_doctor_number())
		done_say("the variable " DONE_DOCTOR_VARIABLE " is ignored: it is not from a "
		         "running 'git done doctor'");
	if (check_input(err) < 0) {
		/* The doctor wants to know that git came as far as this. */
		if (done_doctor_number())
			done_doctor_answer(done_doctor_number(), false);
		return err->code;
	}
	rc = done_doctor_asks_hook(&fd, err);
	if (rc)
		return rc;
	request->mode = DONE_MODE_PUSH;
	request->remote = arguments->nr > 1 ? arguments->items[1] : NULL;
	request->push_fd = fd;
	return 0;
}

static int pre_commit(const struct done_strings *arguments, struct done_request *request,
                      struct done_error *err)
{
	(void)arguments;
	(void)err;
	request->mode = DONE_MODE_STAGED;
	return 0;
}

/* prepare: 0: judge, 1: the push is refused without a judgement, below 0: an error. */
static const struct {
	const char *name;
	int (*prepare)(const struct done_strings *, struct done_request *, struct done_error *);
} hooks[] = {
	{"pre-push", pre_push},
	{"pre-commit", pre_commit},
};

static int hook_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct done_judging *options = data;
	struct done_request request = {.hook = true};
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the name of the hook is missing");
		return done_error_cure(err, "usage: %s", done_command_hook.usage);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hooks); i++) {
		if (strcmp(hooks[i].name, line->arguments.items[0]) != 0)
			continue;
		rc = hooks[i].prepare(&line->arguments, &request, err);
		if (rc)
			return rc < 0 ? rc : DONE_EXIT_UNDECIDED;
		if (done_request_fill(&request, &options->judge, line->arena, err) < 0)
			return err->code;
		return done_judge(&request, options, line, err);
	}
	done_error_set(err, DONE_E_USAGE, "unknown hook '%s'", line->arguments.items[0]);
	return done_error_cure(err, "git-done supports pre-push and pre-commit");
}

const struct done_command done_command_hook = {
	.name = "hook",
	.summary = "judge a push or a commit, called by git's hooks",
	.usage = "git done hook pre-push|pre-commit [ARGUMENTS OF GIT]",
	.details = "pre-push judges every ref of the push on its own range. Without a policy "
		   "nothing is\n"
		   "judged, and a message says so; 'git config done.requirePolicy true' refuses "
		   "the push instead.\n"
		   "GIT_DONE_SKIP=docs.runbook,logging git push skips those checks, and the report "
		   "says so.\n",
	.groups = {{&done_judge_table, offsetof(struct done_judging, judge)},
                   {&done_output_table, offsetof(struct done_judging, output)}},
	.options_size = sizeof(struct done_judging),
	.most_arguments = 3,
	.exits = {[DONE_EXIT_MET] = "git continues: the bar is met, or there was nothing to judge",
                  [DONE_EXIT_UNMET] = "git stops: the bar is not met",
                  [DONE_EXIT_USAGE] =
                          "git stops: the command line, a setting or a policy is not valid",
                  [DONE_EXIT_UNDECIDED] =
                          "git stops: it could not be decided; the message says what to do",
                  [DONE_EXIT_INTERNAL] = "git stops: internal error"},
	.run = hook_run,
};
