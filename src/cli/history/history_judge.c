/* Judges the commits of a line, each by a worker of its own. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "history.h"

#define TIMEOUT_SECONDS 60
#define PATIENCE_MILLISECONDS 500

enum { TO_STATE, TO_ERROR, NR_OUTPUTS };

static volatile sig_atomic_t is_interrupted;

static void note_interrupt(int signal)
{
	(void)signal;
	is_interrupted = 1;
}

/* ---- the worker ---------------------------------------------------------------------------- */

static int judge_work(void *data, struct done_channel *channel)
{
	struct done_report report = {.verdict = DONE_UNDECIDED};
	struct done_buf text = {.max = (size_t)64 << 20};
	struct done_error err = {0};

	if (done_gate_run(data, &report, &err) >= 0) {
		history_state_encode(&report, &text);
		if (text.overflow)
			done_error_set(&err, DONE_E_UNDECIDED,
			               "the outcome of this commit is larger than 64 MiB");
	}
	if (err.code)
		done_channel_write(channel, TO_ERROR, &err, sizeof(err));
	else
		done_channel_write(channel, TO_STATE, text.ptr, text.len);
	done_buf_release(&text);
	done_report_release(&report);
	return 0;
}

/* ---- the supervisor ------------------------------------------------------------------------ */

struct judging {
	const struct history_judging *how;
	struct done_arena *arena;
	struct done_progress *progress; /* of the commit under way */
	struct timespec began;
	size_t nr_done, nr;
	bool is_line_shown;
};

static int milliseconds_since(const struct timespec *began)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int)((now.tv_sec - began->tv_sec) * 1000 +
	             (now.tv_nsec - began->tv_nsec) / 1000000);
}

static void judge_show(struct judging *judging)
{
	char line[128];
	int len;

	if (!isatty(STDERR_FILENO) || milliseconds_since(&judging->began) < PATIENCE_MILLISECONDS)
		return;
	len = snprintf(line, sizeof(line), "\r\033[Kgit-done: %s: %zu of %zu commits",
	               judging->how->phase, judging->nr_done, judging->nr);
	(void)!write(STDERR_FILENO, line, (size_t)len);
	judging->is_line_shown = true;
}

static void judge_tick(void *data, const struct done_progress *progress, int milliseconds)
{
	(void)progress;
	(void)milliseconds;
	judge_show(data);
}

/* What a push of the commit would have been compared with; one without a parent is all new. */
static void judge_as_push(struct done_request *request, const struct history_commit *commit,
                          struct done_arena *arena)
{
	request->mode = DONE_MODE_CHECK;
	request->now = commit->day;
	request->range = (struct done_range_request){.first = true, .head = commit->id};
	if (*commit->parent)
		request->range = (struct done_range_request){
			.text = done_arena_printf(arena, "%s..%s", commit->parent, commit->id)};
}

static void judge_whole(struct done_request *request, const struct history_commit *commit)
{
	request->mode = DONE_MODE_AUDIT;
	request->now = commit->day;
	request->revision = commit->id;
}

static void judge_take(struct history_commit *commit, const struct done_buf *outputs,
                       struct done_arena *arena, struct done_error *err)
{
	struct done_error failed;

	if (!err->code && outputs[TO_ERROR].len == sizeof(failed)) {
		memcpy(&failed, outputs[TO_ERROR].ptr, sizeof(failed));
		done_error_take(err, &failed);
	}
	if (!err->code &&
	    !history_state_decode((struct done_bytes){outputs[TO_STATE].ptr, outputs[TO_STATE].len},
	                          arena, &commit->state))
		done_error_set(err, DONE_E_UNDECIDED, "the outcome of this commit got lost");
	if (err->code)
		history_state_fail(&commit->state, arena, err);
}

static void judge_commit(struct judging *judging, struct history_commit *commit, bool whole)
{
	const struct history_judging *how = judging->how;
	struct done_request request = *how->request;
	struct done_buf outputs[NR_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, NR_OUTPUTS, 0};
	struct done_error err = {0};
	struct done_supervision supervision = {
		.work = judge_work,
		.data = &request,
		.timeout = how->timeout < 0 ? TIMEOUT_SECONDS : how->timeout,
		.progress = judging->progress,
		.tick = judge_tick,
		.tick_data = judging,
	};

	request.is_past = true;
	request.policy_now = &how->request->now;
	request.progress = judging->progress;
	if (whole)
		judge_whole(&request, commit);
	else
		judge_as_push(&request, commit, judging->arena);
	done_supervise(&supervision, &supervised, &err);
	judge_take(commit, outputs, judging->arena, &err);
	for (size_t i = 0; i < NR_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
}

static void judge_line(struct judging *judging, struct history_line *line, size_t *nr_judged)
{
	bool oldest_first = judging->how->with_audit;

	for (*nr_judged = 0; *nr_judged < line->nr && !is_interrupted; ++*nr_judged) {
		size_t i = oldest_first ? line->nr - 1 - *nr_judged : *nr_judged;

		judge_commit(judging, &line->items[i], oldest_first && !*nr_judged);
		judging->nr_done++;
		judge_show(judging);
	}
	if (judging->is_line_shown)
		done_progress_line_clear();
}

/* The first ^C ends the line after the commit under way, a second one everything. */
void history_judge(const struct history_judging *how, struct history_line *line,
                   struct done_arena *arena, size_t *nr_judged)
{
	struct judging judging = {
		.how = how, .arena = arena, .progress = done_progress_new(), .nr = line->nr};
	struct sigaction interrupt = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
	struct sigaction before;

	clock_gettime(CLOCK_MONOTONIC, &judging.began);
	sigaction(SIGINT, &interrupt, &before);
	judge_line(&judging, line, nr_judged);
	sigaction(SIGINT, &before, NULL);
	done_progress_free(judging.progress);
}
