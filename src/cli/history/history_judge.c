/* Judges the commits of a line, by a worker that goes from one to the next. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "history.h"

#define TIMEOUT_SECONDS 60
#define PATIENCE_MILLISECONDS 500
#define STATE_BYTES_MAX ((size_t)64 << 20)
#define FIRST_COMMITS 64 /* before it is asked first whether that is enough … */
#define FIRST_OF_FEW 8   /* … and where somebody waits for it */

/* Of the supervisor and its worker. */
struct judge_shared {
	volatile sig_atomic_t is_interrupted;
	volatile size_t nr_judged;
};
static struct judge_shared *shared;

static void note_interrupt(int signal)
{
	(void)signal;
	shared->is_interrupted = 1;
}

struct judging {
	const struct history_judging *how;
	const struct history_line *line;
	struct done_arena *arena;
	struct done_progress *progress; /* of the commit under way */
	struct timespec began;
	size_t next, end; /* the commits of a worker */
	bool is_line_shown;
};

/* ---- the worker ---- */

/* What a push of the commit would have been compared with; one without a parent is all new. */
static int judge_as_push(const struct judging *judging, const struct history_commit *commit,
    struct done_buf *out, struct done_error *err)
{
	struct done_request request = *judging->how->request;
	struct done_report report = {.verdict = DONE_UNDECIDED};
	struct done_arena arena = {0};
	int rc;

	request.is_past = true;
	request.policy_now = &judging->how->request->now;
	request.progress = judging->progress;
	request.mode = DONE_MODE_CHECK;
	request.now = commit->day;
	request.range = (struct done_range_request){.first = true, .head = commit->id};
	if (*commit->parent)
		request.range = (struct done_range_request){
		    .text = done_arena_printf(&arena, "%s..%s", commit->parent, commit->id)};
	rc = done_gate_run(&request, &report, err);
	if (rc >= 0)
		history_encode_report(&report, out);
	done_report_release(&report);
	done_arena_release(&arena);
	return rc;
}

static int judge_as_audit(struct done_line *line, const struct history_commit *commit,
    struct done_buf *out, struct done_error *err)
{
	struct done_line_told told = {0};
	struct done_oid id;

	if (!done_oid_parse(commit->id, &id))
		return done_error_set(err, DONE_E_INTERNAL, "'%s' is not an id", commit->id);
	if (done_line_judge(line, &id, commit->day, &told, err) < 0)
		return err->code;
	history_encode_told(&told, out);
	return 0;
}

static int milliseconds_since(const struct timespec *began)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (
	    int)((now.tv_sec - began->tv_sec) * 1000 + (now.tv_nsec - began->tv_nsec) / 1000000);
}

static void judge_commits(
    const struct judging *judging, struct done_line *line, struct done_channel *channel)
{
	struct done_buf text = {.max = STATE_BYTES_MAX};

	for (size_t i = judging->next; i < judging->end && !shared->is_interrupted; i++) {
		const struct history_commit *commit = &judging->line->items[i];
		struct done_error err = {0};
		int rc;

		done_buf_clear(&text);
		rc = line ? judge_as_audit(line, commit, &text, &err)
		          : judge_as_push(judging, commit, &text, &err);
		if (rc >= 0 && text.overflow)
			rc = done_error_set(&err, DONE_E_UNDECIDED,
			    "the outcome of this commit is larger than 64 MiB");
		if (rc < 0) {
			done_buf_release(&text);
			text.max = STATE_BYTES_MAX;
			history_encode_error(&err, &text);
		}
		done_channel_write(channel, 0, text.ptr, text.len);
		shared->nr_judged = i + 1;
		if (judging->how->seconds &&
		    milliseconds_since(&judging->began) >= judging->how->seconds * 1000)
			shared->is_interrupted = 1;
	}
	done_buf_release(&text);
}

static int judge_work(void *data, struct done_channel *channel)
{
	struct judging *judging = data;
	struct done_request request = *judging->how->request;
	struct done_line *line = NULL;
	struct done_error err = {0};
	struct done_buf text = {0};

	request.is_past = true;
	request.policy_now = &judging->how->request->now;
	request.progress = judging->progress;
	if (judging->how->as_audits &&
	    done_line_open(&line, &request, history_encode_service, &err) < 0) {
		for (size_t i = judging->next; i < judging->end; i++)
			history_encode_error(&err, &text);
		done_channel_write(channel, 0, text.ptr, text.len);
		done_buf_release(&text);
		return 0;
	}
	judge_commits(judging, line, channel);
	done_line_close(line);
	return 0;
}

/* ---- the supervisor ---- */

static void judge_tick(void *data, const struct done_progress *progress, int milliseconds)
{
	struct judging *judging = data;
	char line[128];
	int len;

	(void)progress;
	(void)milliseconds;
	if (!isatty(STDERR_FILENO) || milliseconds_since(&judging->began) < PATIENCE_MILLISECONDS)
		return;
	len = snprintf(line, sizeof(line), "\r\033[Kgit-done: %s: %zu of %zu commits",
	    judging->how->phase, (size_t)shared->nr_judged, judging->line->nr);
	(void)!write(STDERR_FILENO, line, (size_t)len);
	judging->is_line_shown = true;
}

/* Takes what a worker sent: one that died in the middle of a commit sent those before it. */
static void judge_take(struct judging *judging, struct history_line *line, struct done_bytes sent)
{
	struct history_decoding decoding = {.left = sent, .arena = judging->arena};
	struct history_edits edits = {0};

	while (judging->next < judging->end && decoding.left.len) {
		struct history_commit *commit = &line->items[judging->next];

		if (!history_decode(&decoding, &commit->state, &edits))
			return;
		decoding.before = commit->state.error ? NULL : &commit->state;
		if (judging->next)
			line->items[judging->next - 1].edits = edits;
		judging->next++;
	}
}

/* A worker for the commits that are left; the one that it dies of is undecided. */
static void judge_some(struct judging *judging, struct history_line *line)
{
	struct done_buf sent = {0};
	struct done_supervised supervised = {&sent, 1, 0};
	struct done_error err = {0};
	int timeout = judging->how->timeout;
	struct done_supervision supervision = {
	    .work = judge_work,
	    .data = judging,
	    .timeout = timeout < 0 ? TIMEOUT_SECONDS : timeout,
	    .renews = true,
	    .progress = judging->progress,
	    .tick = judge_tick,
	    .tick_data = judging,
	};
	int rc = done_supervise(&supervision, &supervised, &err);

	judge_take(judging, line, (struct done_bytes){sent.ptr, sent.len});
	done_buf_release(&sent);
	if (judging->next == judging->end || (rc >= 0 && shared->is_interrupted))
		return;
	if (rc >= 0)
		done_error_set(&err, DONE_E_UNDECIDED, "the outcome of this commit got lost");
	history_state_fail(&line->items[judging->next++].state, judging->arena, &err);
}

static void judge_line(struct judging *judging, struct history_line *line, size_t *nr_judged)
{
	const struct history_judging *how = judging->how;
	size_t part = !how->is_enough ? line->nr : how->seconds ? FIRST_OF_FEW : FIRST_COMMITS;

	while (judging->next < line->nr && !shared->is_interrupted) {
		judging->end = line->nr - judging->next > part ? judging->next + part : line->nr;
		while (judging->next < judging->end && !shared->is_interrupted)
			judge_some(judging, line);
		part *= 4;
		if (how->is_enough && how->is_enough(how->data, line, judging->next))
			break;
	}
	*nr_judged = judging->next;
	if (judging->is_line_shown)
		done_progress_line_clear();
}

/* The first ^C ends the line after the commit under way, a second one everything. */
void history_judge(const struct history_judging *how, struct history_line *line,
    struct done_arena *arena, size_t *nr_judged)
{
	struct judging judging = {
	    .how = how, .line = line, .arena = arena, .progress = done_progress_new()};
	struct sigaction interrupt = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
	struct sigaction before;

	shared =
	    mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		done_out_of_memory();
	clock_gettime(CLOCK_MONOTONIC, &judging.began);
	sigaction(SIGINT, &interrupt, &before);
	judge_line(&judging, line, nr_judged);
	sigaction(SIGINT, &before, NULL);
	munmap(shared, sizeof(*shared));
	done_progress_free(judging.progress);
}
