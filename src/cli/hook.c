/* git done hook NAME: what the hook scripts call. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static int pre_push(struct done_options *options, struct done_request *request,
                    struct done_error *err)
{
	(void)err;
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

/* `git done doctor` wants to see that git calls the hook, not a judgement. */
static bool answer_doctor(void)
{
	const char *path = getenv("GIT_DONE_DOCTOR");
	int fd;

	if (!path || !*path)
		return false;
	fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0) {
		(void)!write(fd, "fired\n", 6);
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
		if (answer_doctor())
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
	.run = run,
};
