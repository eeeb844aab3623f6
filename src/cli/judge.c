/* From options to a judgement: the worker judges and writes every format, the supervisor prints. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define TIMEOUT_SECONDS 60
#define OUTPUTS_MAX 16

#define AT(member) offsetof(struct done_options, member)

static const struct done_option judge_rows[] = {
	{"service", 0, DONE_OPTION_STRINGS, AT(services), "NAME",
         "judge only this service (repeat)"},
	{"criterion", 0, DONE_OPTION_STRINGS, AT(criteria), "ID",
         "judge only this criterion (repeat)"},
	{"check", 0, DONE_OPTION_STRINGS, AT(checks), "ID", "judge only this check (repeat)"},
	{"policy", 0, DONE_OPTION_STRING, AT(policy_file), "FILE",
         "a policy file, or a preset: preset:backend"},
	{"policy-from", 0, DONE_OPTION_STRING, AT(policy_from), "base|head|REV",
         "where the policy is read from (gates: base, audits: head)"},
	{"now", 0, DONE_OPTION_DAY, AT(now), "YYYY-MM-DD",
         "the day to judge by (default: today, UTC)"},
	{"jobs", 'j', DONE_OPTION_INTEGER, AT(jobs), "N", "threads (default: by the work)"},
	{"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
         "give up, undecided, after so long (default 60; 0: never)"},
	{"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
         "judge a repository that belongs to somebody else"},
	{"advisory", 0, DONE_OPTION_FLAG, AT(advisory), NULL,
         "report, but exit 0 when the bar is not met"},
	{"help", 'h', DONE_OPTION_FLAG, AT(help), NULL, "show this help"},
};
const struct done_option_table done_judge_options = {judge_rows, DONE_ARRAY_SIZE(judge_rows)};

static const struct done_option output_rows[] = {
	{"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT[=FILE]",
         "how to report (repeat); 'git done help formats' lists them"},
	{"color", 0, DONE_OPTION_STRING, AT(color), "WHEN", "auto, always or never"},
	{"quiet", 'q', DONE_OPTION_FLAG, AT(quiet), NULL, "only what falls short, and the verdict"},
	{"verbose", 'v', DONE_OPTION_FLAG, AT(verbose), NULL,
         "what is met and what does not apply, too"},
};
const struct done_option_table done_output_options = {output_rows, DONE_ARRAY_SIZE(output_rows)};

struct output {
	const struct done_format *format;
	const char *path; /* NULL: standard output */
};

/* Numbers on the channel: 0 is standard output, 1 standard error, 2 and on the files. */
enum { TO_STDOUT, TO_STDERR, TO_FILES };

struct judging {
	struct done_request *request;
	struct done_style style;
	struct output outputs[OUTPUTS_MAX];
	size_t nr_outputs;
	bool advisory;
};

/* ---- what to write
 * --------------------------------------------------------------------------------- */

static int unknown_format(const char *name, struct done_error *err)
{
	const char *names[64];
	const char *nearest;

	for (size_t i = 0; i < done_formats_nr && i < DONE_ARRAY_SIZE(names); i++)
		names[i] = done_formats[i]->name;
	nearest = done_name_nearest(name, names, done_formats_nr);
	done_error_set(err, DONE_E_USAGE, "unknown format '%s'", name);
	if (nearest)
		return done_error_cure(err, "did you mean '%s'?", nearest);
	return done_error_cure(err, "'git done help formats' lists them");
}

static int add_output(struct judging *judging, const char *text, struct done_arena *arena,
                      struct done_error *err)
{
	struct output *output = &judging->outputs[judging->nr_outputs];
	char *name = done_arena_strdup(arena, text);
	char *equals = strchr(name, '=');

	if (judging->nr_outputs == OUTPUTS_MAX)
		return done_error_set(err, DONE_E_USAGE, "more than %d formats in one run",
		                      OUTPUTS_MAX);
	if (equals)
		*equals = '\0';
	output->format = done_format_find(name);
	output->path = equals && strcmp(equals + 1, "-") != 0 ? equals + 1 : NULL;
	if (!output->format)
		return unknown_format(name, err);
	if (equals && !equals[1])
		return done_error_set(err, DONE_E_USAGE, "'--format %s' names no file", text);
	for (size_t i = 0; i < judging->nr_outputs; i++) {
		const char *path = judging->outputs[i].path;
		if ((path == NULL) == (output->path == NULL) &&
		    (!path || !strcmp(path, output->path)))
			return done_error_set(err, DONE_E_USAGE,
			                      "two formats would be written to %s",
			                      path ? path : "standard output");
	}
	judging->nr_outputs++;
	return 0;
}

static int choose_outputs(struct judging *judging, const struct done_options *options,
                          struct done_error *err)
{
	for (size_t i = 0; i < options->formats.nr; i++) {
		if (add_output(judging, options->formats.items[i], options->arena, err) < 0)
			return err->code;
	}
	if (!options->formats.nr)
		return add_output(judging, "text", options->arena, err);
	return 0;
}

/* ---- the worker
 * -------------------------------------------------------------------------------------- */

static int number_of(const struct judging *judging, size_t i)
{
	return judging->outputs[i].path ? TO_FILES + (int)i : TO_STDOUT;
}

/* Colour and a terminal's width are for standard output only: a file is the same wherever it was
 * written. */
static struct done_style style_of(const struct judging *judging, size_t i)
{
	struct done_style style = judging->style;

	if (judging->outputs[i].path) {
		style.color = false;
		style.width = 80;
	}
	return style;
}

static int write_report(const struct judging *judging, const struct done_report *report,
                        struct done_channel *channel)
{
	for (size_t i = 0; i < judging->nr_outputs; i++) {
		struct done_style style = style_of(judging, i);
		struct done_buf text = {.max = (size_t)1 << 30};

		judging->outputs[i].format->write(report, &style, &text);
		if (text.overflow) {
			struct done_error err = {0};
			done_error_set(&err, DONE_E_UNDECIDED, "the report is larger than 1 GiB");
			done_print_error(&err);
			done_buf_release(&text);
			return DONE_EXIT_UNDECIDED;
		}
		done_channel_write(channel, number_of(judging, i), text.ptr, text.len);
		done_buf_release(&text);
	}
	return done_exit_of_report(report);
}

/* What a machine reads says in its own form that there is no verdict. */
static void write_failure(const struct judging *judging, const struct done_error *err,
                          void (*write)(void *to, int number, const char *bytes, size_t len),
                          void *to)
{
	for (size_t i = 0; i < judging->nr_outputs; i++) {
		const struct done_format *format = judging->outputs[i].format;
		struct done_buf text = {0};

		if (format->write_error)
			format->write_error(err, done_exit_of_error(err), &text);
		if (text.len)
			write(to, number_of(judging, i), text.ptr, text.len);
		done_buf_release(&text);
	}
}

static void to_channel(void *channel, int number, const char *bytes, size_t len)
{
	done_channel_write(channel, number, bytes, len);
}

static int work(void *data, struct done_channel *channel)
{
	struct judging *judging = data;
	struct done_report report = {0};
	struct done_error err = {0};
	int status;

	if (done_gate_run(judging->request, &report, &err) < 0) {
		struct done_buf text = {0};
		done_error_print(&err, &text);
		done_channel_write(channel, TO_STDERR, text.ptr, text.len);
		done_buf_release(&text);
		write_failure(judging, &err, to_channel, channel);
		status = done_exit_of_error(&err);
	} else {
		report.advisory = judging->advisory;
		if (judging->request->progress)
			done_progress_phase(judging->request->progress, "writing the report", 0);
		status = write_report(judging, &report, channel);
	}
	done_report_release(&report);
	return status;
}

/* ---- the supervisor
 * ------------------------------------------------------------------------------------ */

static int print_outputs(const struct judging *judging, const struct done_supervised *supervised,
                         struct done_error *err)
{
	int rc = 0;

	for (size_t i = 0; i < judging->nr_outputs; i++) {
		const struct done_buf *text = &supervised->outputs[TO_FILES + i];
		const char *path = judging->outputs[i].path;

		if (path && text->len && done_write_file(path, text->ptr, text->len, 0666, err) < 0)
			rc = err->code;
	}
	if (done_print(supervised->outputs[TO_STDOUT].ptr, supervised->outputs[TO_STDOUT].len,
	               err) < 0)
		rc = err->code;
	return rc;
}

static void to_buffers(void *outputs, int number, const char *bytes, size_t len)
{
	struct done_buf *buffers = outputs;

	done_buf_add(&buffers[number], bytes, len);
}

static int supervise(struct judging *judging, int timeout, struct done_error *err)
{
	struct done_buf outputs[TO_FILES + OUTPUTS_MAX] = {{0}};
	struct done_supervised supervised = {outputs, DONE_ARRAY_SIZE(outputs), 0};
	bool line_is_shown = false;
	struct done_supervision supervision = {
		.work = work,
		.data = judging,
		.timeout = timeout,
		.progress = judging->request->progress,
		.tick = isatty(STDERR_FILENO) ? done_progress_line : NULL,
		.tick_data = &line_is_shown,
	};
	struct done_error failure = {0};
	int rc = done_supervise(&supervision, &supervised, &failure);

	if (line_is_shown)
		done_progress_line_clear();
	if (rc < 0) {
		for (size_t i = 0; i < DONE_ARRAY_SIZE(outputs); i++)
			done_buf_clear(&outputs[i]);
		done_print_error(&failure);
		write_failure(judging, &failure, to_buffers, outputs);
		supervised.status = done_exit_of_error(&failure);
	}
	if (outputs[TO_STDERR].len)
		(void)!write(STDERR_FILENO, outputs[TO_STDERR].ptr, outputs[TO_STDERR].len);
	rc = print_outputs(judging, &supervised, err);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(outputs); i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : supervised.status;
}

/* ---- what both need
 * -------------------------------------------------------------------------------------- */

/* What runs in CI must not be told from outside to look away. */
static void fill_skip(struct done_request *request, const struct done_options *options)
{
	const char *skip = getenv("GIT_DONE_SKIP");
	const char *ci = getenv("CI");
	size_t cap = 0;
	char *list;

	if (!skip || !*skip)
		return;
	if (ci && *ci && strcmp(ci, "false") != 0) {
		done_say("GIT_DONE_SKIP is ignored in CI");
		return;
	}
	list = done_arena_strdup(options->arena, skip);
	for (char *save = NULL, *id = strtok_r(list, ", ", &save); id;
	     id = strtok_r(NULL, ", ", &save))
		*DONE_ARENA_PUSH(options->arena, request->skip.items, request->skip.nr, cap) = id;
}

void done_request_fill(struct done_request *request, const struct done_options *options)
{
	request->services = options->services;
	request->criteria = options->criteria;
	request->checks = options->checks;
	request->policy_file = options->policy_file;
	request->policy_from = options->policy_from;
	request->trust_owner = options->trust_owner;
	request->verify = options->verify;
	request->all = options->all;
	request->jobs = options->jobs;
	request->now = options->now == DONE_NO_DAY ? done_day_today() : options->now;
	fill_skip(request, options);
}

int done_judge(struct done_request *request, struct done_options *options, struct done_error *err)
{
	struct judging judging = {.request = request, .advisory = options->advisory};
	int color = done_terminal_color(options->color, err);
	int rc;

	if (color < 0 || choose_outputs(&judging, options, err) < 0)
		return err->code;
	if (options->policy_file && options->policy_from)
		return done_error_set(err, DONE_E_USAGE,
		                      "'--policy' and '--policy-from' exclude each other");
	judging.style.color = color == 1;
	judging.style.width = done_terminal_width();
	judging.style.verbose = options->verbose;
	judging.style.quiet = options->quiet;
	request->progress = done_progress_new();
	rc = supervise(&judging, options->timeout < 0 ? TIMEOUT_SECONDS : options->timeout, err);
	done_progress_free(request->progress);
	request->progress = NULL;
	return rc;
}
