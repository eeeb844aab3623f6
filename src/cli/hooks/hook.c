/* git done hook NAME: what the hook scripts call. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doctor.h"

/* "remote: " stands before each line, and nobody knows how wide the terminal is. */
#define SERVER_COLUMNS 72

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

/* What git calls us with, and what becomes of it. */
struct hooking {
	const struct done_strings *arguments; /* the hook's name first */
	struct done_judging *options;
	struct done_arena *arena;
	struct done_request request;
};

static int pre_push(struct hooking *hooking, struct done_error *err)
{
	const struct done_strings *arguments = hooking->arguments;
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
	hooking->request.mode = DONE_MODE_PUSH;
	hooking->request.remote = arguments->nr > 1 ? arguments->items[1] : NULL;
	hooking->request.push_fd = fd;
	return 0;
}

static int pre_commit(struct hooking *hooking, struct done_error *err)
{
	(void)err;
	hooking->request.mode = DONE_MODE_STAGED;
	return 0;
}

/* What the server's administrator has set; the options in the hook's script go before that. */
static int use_server_settings(struct hooking *hooking, struct done_error *err)
{
	struct done_judging *options = hooking->options;
	struct done_server_settings settings;

	if (done_server_settings_read(hooking->arena, &settings, err) < 0)
		return err->code;
	if (!options->judge.policy_file && !options->judge.policy_from) {
		options->judge.policy_file = settings.policy_file;
		hooking->request.elsewhere = settings.elsewhere;
	}
	if (options->judge.timeout < 0)
		options->judge.timeout = settings.timeout;
	options->output.width = SERVER_COLUMNS;
	hooking->request.mode = DONE_MODE_PUSH;
	hooking->request.server = true;
	return 0;
}

static int pre_receive(struct hooking *hooking, struct done_error *err)
{
	hooking->request.push_fd = STDIN_FILENO;
	return check_input(err) < 0 ? err->code : use_server_settings(hooking, err);
}

/* "<ref> <old oid> <new oid>", and nothing on its standard input. */
static int update(struct hooking *hooking, struct done_error *err)
{
	const char *const *words = hooking->arguments->items;

	if (hooking->arguments->nr != 4) {
		done_error_set(err, DONE_E_USAGE,
		    "the update hook takes a ref and two object ids as its arguments");
		return done_error_cure(err,
		    "call it from git's update hook: git-done hook update "
		    "\"$@\"");
	}
	hooking->request.update =
	    done_arena_printf(hooking->arena, "%s %s %s", words[2], words[3], words[1]);
	return use_server_settings(hooking, err);
}

/* prepare: 0: judge, 1: the push is refused without a judgement, below 0: an error. */
static const struct {
	const char *name;
	int (*prepare)(struct hooking *, struct done_error *);
} hooks[] = {
    {"pre-push", pre_push},
    {"pre-commit", pre_commit},
    {"pre-receive", pre_receive},
    {"update", update},
};

/* What is wrong is printed by whoever called us. */
static int hook_refuse(const char *hook, struct done_error *err)
{
	struct done_buf text = {0};

	done_error_print_refusal(err, hook, &text);
	done_to_stderr(&text);
	done_buf_release(&text);
	return err->code;
}

static int hook_run(void *data, struct done_command_line *line, struct done_error *err)
{
	struct hooking hooking = {&line->arguments, data, line->arena, {0}};
	int rc;

	if (!line->arguments.nr) {
		done_error_set(err, DONE_E_USAGE, "the name of the hook is missing");
		return done_command_usage(&done_command_hook, err);
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(hooks); i++) {
		if (strcmp(hooks[i].name, line->arguments.items[0]) != 0)
			continue;
		hooking.request.hook = hooks[i].name;
		rc = hooks[i].prepare(&hooking, err);
		if (rc > 0)
			return DONE_EXIT_UNDECIDED;
		if (rc < 0 ||
		    done_request_fill(&hooking.request, &hooking.options->judge, line->arena, err) <
		        0)
			return hook_refuse(hooks[i].name, err);
		return done_judge(&hooking.request, hooking.options, line, err);
	}
	done_error_set(err, DONE_E_USAGE, "unknown hook '%s'", line->arguments.items[0]);
	return done_error_cure(err, DONE_HOOKS_SUPPORTED);
}

const struct done_command done_command_hook = {
    .name = "hook",
    .summary = "judge a push or a commit, called by git's hooks",
    .usage = "git done hook pre-push|pre-commit|pre-receive|update [ARGUMENTS OF GIT]",
    .details = "pre-push judges every ref of the push on its own range. Without a policy "
               "nothing is\n"
               "judged, and a message says so; 'git config done.requirePolicy true' refuses "
               "the push instead.\n"
               "GIT_DONE_SKIP=docs.runbook,logging git push skips those checks, and the report "
               "says so.\n"
               "pre-receive and update judge what a server receives, before it takes it; neither "
               "GIT_DONE_SKIP\n"
               "nor --no-verify has an effect there. Their settings are the server's, by git "
               "config, "
               "in the\n"
               "repository or for all (--system): done.policy (a file, or REPO:REV:FILE), "
               "done.requirePolicy,\n"
               "done.refs, done.timeout, done.integrationBranch (default: HEAD). A setting that "
               "is "
               "not valid\n"
               "refuses every push.\n",
    .groups = {{&done_judge_table, offsetof(struct done_judging, judge)},
        {&done_output_table, offsetof(struct done_judging, output)}},
    .options_size = sizeof(struct done_judging),
    .most_arguments = 4,
    .exits = {[DONE_EXIT_MET] = "git continues: the bar is met, or there was nothing to judge",
        [DONE_EXIT_UNMET] = "git stops: the bar is not met",
        [DONE_EXIT_USAGE] = "git stops: the command line, a setting or a policy is not valid",
        [DONE_EXIT_UNDECIDED] = "git stops: it could not be decided; the message says what to do",
        [DONE_EXIT_INTERNAL] = "git stops: internal error"},
    .run = hook_run,
};
