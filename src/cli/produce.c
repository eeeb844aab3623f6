/* A report by a supervised worker: it judges and writes every format, the supervisor prints. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define TIMEOUT_SECONDS 60

struct producing {
	const struct done_production *production;
	const struct done_outputs *outputs;
};

/* ---- the worker
 * -------------------------------------------------------------------------------------- */

/* Of one of several repositories such a format says nothing by itself. */
static bool is_only_index(const struct producing *producing, size_t i)
{
	return producing->production->repository &&
	    producing->outputs->items[i].format->fleet == DONE_FLEET_INDEX;
}

/* All of them before the first is sent: either every output is whole or none is there. */
static int write_formats(const struct producing *producing, const struct done_report *report,
    struct done_buf *texts, struct done_error *err)
{
	for (size_t i = 0; i < producing->outputs->nr; i++) {
		struct done_style style = done_outputs_style(producing->outputs, i);

		if (is_only_index(producing, i))
			continue;
		texts[i].max = (size_t)1 << 30;
		producing->outputs->items[i].format->write(report, &style, &texts[i]);
		if (texts[i].overflow)
			return done_error_set(err, DONE_E_UNDECIDED,
			    "the report is larger than 1 GiB as '%s'",
			    producing->outputs->items[i].format->name);
	}
	return 0;
}

static int send_report(const struct producing *producing, const struct done_report *report,
    struct done_channel *channel, struct done_error *err)
{
	struct done_buf texts[DONE_OUTPUTS_MAX] = {{0}};
	struct done_buf facts = {.max = DONE_FLEET_BYTES_MAX};
	int rc = write_formats(producing, report, texts, err);

	if (rc >= 0 && producing->production->enter)
		producing->production->enter(producing->production->data, report, NULL, &facts);
	if (rc >= 0 && facts.overflow)
		rc = done_error_set(
		    err, DONE_E_UNDECIDED, "what the index needs of this report is too large");
	if (rc >= 0 && facts.len)
		done_channel_write(channel, DONE_TO_FACTS, facts.ptr, facts.len);
	done_buf_release(&facts);
	for (size_t i = 0; i < producing->outputs->nr; i++) {
		if (rc >= 0)
			done_channel_write(channel, done_outputs_number(producing->outputs, i),
			    texts[i].ptr, texts[i].len);
		done_buf_release(&texts[i]);
	}
	return rc;
}

static void write_format_failure(const struct done_output *output, const char *repository,
    const struct done_error *err, struct done_buf *out)
{
	const struct done_format *format = output->format;
	int status = done_exit_of_error(err);

	if (repository && format->fleet == DONE_FLEET_STREAM)
		format->write_fleet_error(repository, err, status, out);
	else if (format->write_error)
		format->write_error(err, status, out);
	else if (output->path)
		done_error_print(err, out);
}

/*
 * What a machine reads says in its own form that there is no verdict; and no file may go on saying
 * what an earlier run found.
 */
static void write_failure(const struct producing *producing, const struct done_error *err,
    void (*write)(void *to, int number, const char *bytes, size_t len), void *to)
{
	const struct done_production *production = producing->production;
	struct done_buf text = {0};

	for (size_t i = 0; i < producing->outputs->nr; i++) {
		const struct done_output *output = &producing->outputs->items[i];

		done_buf_clear(&text);
		if (!is_only_index(producing, i))
			write_format_failure(output, production->repository, err, &text);
		if (text.len)
			write(to, done_outputs_number(producing->outputs, i), text.ptr, text.len);
	}
	if (production->enter) {
		done_buf_clear(&text);
		production->enter(production->data, NULL, err, &text);
		write(to, DONE_TO_FACTS, text.ptr, text.len);
	}
	done_buf_release(&text);
}

/* To a person: of which repository it is, too, where several are judged. */
static void explain_failure(
    const struct producing *producing, const struct done_error *err, struct done_buf *out)
{
	const char *repository = producing->production->repository;

	if (repository) {
		done_buf_addstr(out, "git-done: in '");
		done_buf_add_shown(out, repository, strlen(repository));
		done_buf_addstr(out, "':\n");
	}
	if (producing->production->hook)
		done_error_print_refusal(err, producing->production->hook, out);
	done_error_print(err, out);
}

static void to_channel(void *channel, int number, const char *bytes, size_t len)
{
	done_channel_write(channel, number, bytes, len);
}

static void say_failure(
    const struct producing *producing, const struct done_error *err, struct done_channel *channel)
{
	struct done_buf text = {0};

	explain_failure(producing, err, &text);
	done_channel_write(channel, DONE_TO_STDERR, text.ptr, text.len);
	done_buf_release(&text);
	write_failure(producing, err, to_channel, channel);
}

static int produce_work(void *data, struct done_channel *channel)
{
	struct producing *producing = data;
	const struct done_production *production = producing->production;
	struct done_report report = {0};
	struct done_error err = {0};
	int status = DONE_EXIT_INTERNAL;
	int rc = production->make(production->data, &report, &err);

	if (rc >= 0) {
		report.advisory |= production->advisory;
		report.repository = production->repository;
		if (production->progress)
			done_progress_phase(production->progress, "writing the report", 0);
		status = done_exit_of_report(&report);
		rc = send_report(producing, &report, channel, &err);
	}
	if (rc < 0) {
		say_failure(producing, &err, channel);
		status = done_exit_of_error(&err);
	}
	done_report_release(&report);
	return status;
}

/* ---- the supervisor
 * ------------------------------------------------------------------------------------ */

static void to_buffers(void *outputs, int number, const char *bytes, size_t len)
{
	struct done_buf *buffers = outputs;

	done_buf_add(&buffers[number], bytes, len);
}

int done_produce_into(const struct done_production *production, const struct done_outputs *outputs,
    struct done_buf *buffers)
{
	struct producing producing = {production, outputs};
	struct done_supervised supervised = {buffers, DONE_BUFFERS, 0};
	bool line_is_shown = false;
	struct done_supervision supervision = {
	    .work = produce_work,
	    .data = &producing,
	    .timeout = production->timeout < 0 ? TIMEOUT_SECONDS : production->timeout,
	    .memory = production->memory,
	    .progress = production->progress,
	    .tick = isatty(STDERR_FILENO) ? done_progress_line : NULL,
	    .tick_data = &line_is_shown,
	};
	struct done_error failure = {0};
	struct done_buf words = {0};
	int rc = done_supervise(&supervision, &supervised, &failure);

	if (line_is_shown)
		done_progress_line_clear();
	if (rc < 0) {
		for (size_t i = 0; i < DONE_BUFFERS; i++)
			done_buf_clear(&buffers[i]);
		explain_failure(&producing, &failure, &words);
		done_to_stderr(&words);
		done_buf_release(&words);
		write_failure(&producing, &failure, to_buffers, buffers);
		return done_exit_of_error(&failure);
	}
	done_to_stderr(&buffers[DONE_TO_STDERR]);
	return supervised.status;
}

int done_produce(const struct done_production *production,
    const struct done_output_options *options, struct done_command_line *line,
    struct done_error *err)
{
	struct done_buf buffers[DONE_BUFFERS] = {{0}};
	struct done_outputs outputs = {.nr = 0};
	int status, rc = done_outputs_choose(&outputs, options, line->arena, err);

	if (rc < 0)
		return rc;
	line->is_produced = true;
	status = done_produce_into(production, &outputs, buffers);
	rc = done_outputs_print(&outputs, buffers, err);
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&buffers[i]);
	return rc < 0 ? rc : status;
}

void done_produce_error(const struct done_output_options *options, struct done_arena *arena,
    const struct done_error *err)
{
	struct done_buf buffers[DONE_BUFFERS] = {{0}};
	struct done_outputs outputs = {.nr = 0};
	struct done_production none = {.make = NULL};
	struct producing producing = {&none, &outputs};
	struct done_error ignored = {0}, lost = {0};

	done_outputs_choose(&outputs, options, arena, &ignored);
	write_failure(&producing, err, to_buffers, buffers);
	if (done_outputs_print(&outputs, buffers, &lost) < 0)
		done_print_error(&lost);
	for (size_t i = 0; i < DONE_BUFFERS; i++)
		done_buf_release(&buffers[i]);
}
