/*
 * A worker with a deadline. The libraries below can loop, crash or exhaust memory on hostile input
 * (src/README.md says which were seen to); here that becomes a plain sentence and exit 3, never a
 * verdict.
 *
 * The pipe carries frames: number, length, bytes. The last is the mark, with the status as its
 * length.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__has_include)
#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>
#endif
#endif

#include "confine.h"
#include "done/worker.h"

#define MARK UINT32_C(0x444f4e45)
#define OUTPUT_BYTES_MAX ((size_t)1 << 30)
#define STATUS_LOST 4 /* of a worker whose result did not get through */
#define MEMORY_USUAL ((size_t)2 << 30)
#define TICK_MILLISECONDS 100
#define ALARM_AFTER 5 /* seconds past the deadline */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DONE_SANITIZED 1 /* shadow memory needs terabytes of address space */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DONE_SANITIZED 1
#endif
#endif

struct frame {
	uint32_t number;
	uint32_t len;
};

struct done_channel {
	int fd;
	bool broken;
	int renewed; /* seconds that everything written brings; 0: none */
};

/* ---- the worker's side ---- */

static void write_whole(struct done_channel *channel, const void *bytes, size_t len)
{
	const char *next = bytes;

	while (len && !channel->broken) {
		ssize_t nr = write(channel->fd, next, len);
		if (nr < 0 && errno == EINTR)
			continue;
		if (nr <= 0) {
			channel->broken = true;
			return;
		}
		next += nr;
		len -= (size_t)nr;
	}
}

void done_channel_write(struct done_channel *channel, int number, const void *bytes, size_t len)
{
	const char *next = bytes;

	if (channel->renewed > 0)
		alarm((unsigned)channel->renewed + ALARM_AFTER);
	while (len) {
		size_t part = len < (1u << 20) ? len : (1u << 20);
		struct frame frame = {(uint32_t)number, (uint32_t)part};

		write_whole(channel, &frame, sizeof(frame));
		write_whole(channel, next, part);
		next += part;
		len -= part;
	}
}

static void supervisor_limit(int resource, rlim_t most)
{
	struct rlimit limits;

	if (getrlimit(resource, &limits))
		return;
	if (limits.rlim_max != RLIM_INFINITY && most > limits.rlim_max)
		most = limits.rlim_max;
	limits.rlim_cur = most;
	setrlimit(resource, &limits);
}

static size_t memory_of(const struct done_supervision *supervision)
{
	return supervision->memory ? supervision->memory : MEMORY_USUAL;
}

static void set_limits(const struct done_supervision *supervision)
{
	int timeout = supervision->timeout;
	struct rlimit files;

	supervisor_limit(RLIMIT_CORE, 0);
#if !defined(DONE_SANITIZED)
	supervisor_limit(RLIMIT_AS, (rlim_t)memory_of(supervision));
#endif
	if (!getrlimit(RLIMIT_NOFILE, &files) && files.rlim_max != RLIM_INFINITY)
		supervisor_limit(RLIMIT_NOFILE, files.rlim_max);
#if defined(PR_SET_PDEATHSIG)
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	/* Should the supervisor be gone, the worker ends by itself. */
	if (timeout > 0)
		alarm((unsigned)timeout + ALARM_AFTER);
}

static void run_worker(const struct done_supervision *supervision, int fd) DONE_NORETURN;
static void run_worker(const struct done_supervision *supervision, int fd)
{
	struct done_channel channel = {
	    .fd = fd, .renewed = supervision->renews ? supervision->timeout : 0};
	struct frame mark = {MARK, 0};

	set_limits(supervision);
	(void)done_confine();
	mark.len = (uint32_t)supervision->work(supervision->data, &channel);
	write_whole(&channel, &mark, sizeof(mark));
	close(fd);
	_exit(channel.broken ? STATUS_LOST : 0);
}

/* ---- the supervisor's side
 * ----------------------------------------------------------------------- */

struct receiving {
	struct done_buf pending; /* bytes of a frame that is not whole yet */
	struct done_supervised *out;
	bool marked, malformed;
};

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void take_frame(struct receiving *receiving, const struct frame *frame, const char *bytes)
{
	struct done_buf *output;

	if (frame->number == MARK) {
		receiving->marked = true;
		receiving->out->status = (int)frame->len;
		return;
	}
	if (frame->number >= receiving->out->nr) {
		receiving->malformed = true;
		return;
	}
	output = &receiving->out->outputs[frame->number];
	done_buf_add(output, bytes, frame->len);
	receiving->malformed |= output->overflow;
}

static void take_bytes(struct receiving *receiving, const char *bytes, size_t len)
{
	struct done_buf *pending = &receiving->pending;
	size_t used = 0;

	done_buf_add(pending, bytes, len);
	while (!receiving->malformed && pending->len - used >= sizeof(struct frame)) {
		struct frame frame;
		size_t body;

		memcpy(&frame, pending->ptr + used, sizeof(frame));
		body = frame.number == MARK ? 0 : frame.len;
		if (pending->len - used < sizeof(frame) + body)
			break;
		take_frame(receiving, &frame, pending->ptr + used + sizeof(frame));
		used += sizeof(frame) + body;
	}
	if (used) {
		memmove(pending->ptr, pending->ptr + used, pending->len - used);
		pending->len -= used;
	}
}

/* 1: go on; 0: the pipe is closed; -1: the deadline has passed. */
static int receive(const struct done_supervision *supervision, int fd, long long *began,
    struct receiving *receiving)
{
	static char bytes[1 << 16];
	struct pollfd waiting = {.fd = fd, .events = POLLIN};
	long long passed = milliseconds() - *began;
	int rc;

	if (supervision->timeout > 0 && passed >= (long long)supervision->timeout * 1000)
		return -1;
	rc = poll(&waiting, 1, TICK_MILLISECONDS);
	if (rc > 0) {
		ssize_t nr = read(fd, bytes, sizeof(bytes));
		if (nr > 0)
			take_bytes(receiving, bytes, (size_t)nr);
		else if (nr == 0 || errno != EINTR)
			return 0;
		if (supervision->renews)
			*began = milliseconds();
	}
	if ((rc == 0 || supervision->renews) && supervision->tick) {
		supervision->tick(supervision->tick_data, supervision->progress, (int)passed);
	}
	return receiving->malformed ? 0 : 1;
}

static int say_deadline(const struct done_supervision *supervision, struct done_error *err)
{
	struct done_progress_shown shown = {.phase = "working"};

	if (supervision->progress)
		done_progress_read(supervision->progress, &shown);
	if (shown.check[0])
		done_error_set(err, DONE_E_UNDECIDED, "gave up after %d s at check '%s' on '%s'",
		    supervision->timeout, shown.check, shown.path);
	else
		done_error_set(err, DONE_E_UNDECIDED, "gave up after %d s while %s",
		    supervision->timeout, shown.phase);
	return done_error_cure(err,
	    "allow more with --timeout SECONDS, or make the check's pattern or files narrower");
}

static int say_death(const struct done_supervision *supervision, int status, struct done_error *err)
{
	struct done_progress_shown shown = {.phase = "working"};

	if (supervision->progress)
		done_progress_read(supervision->progress, &shown);
	if (WIFEXITED(status) && WEXITSTATUS(status) == DONE_EXIT_MEMORY)
		done_error_set(err, DONE_E_UNDECIDED,
		    "ran out of memory (the limit is %zu GiB) while %s",
		    memory_of(supervision) >> 30, shown.phase);
	else if (WIFSIGNALED(status))
		done_error_set(err, DONE_E_UNDECIDED,
		    "the judging process was killed by signal %d while %s%s%s", WTERMSIG(status),
		    shown.phase, shown.check[0] ? ", at check " : "", shown.check);
	else
		done_error_set(err, DONE_E_UNDECIDED,
		    "the judging process ended without a result while %s", shown.phase);
	return done_error_cure(
	    err, "is the repository damaged? git fsck --full tells; else please report this");
}

static int wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static int supervise_child(const struct done_supervision *supervision, pid_t child, int fd,
    struct done_supervised *out, struct done_error *err)
{
	struct receiving receiving = {.out = out};
	long long began = milliseconds();
	int rc, status;

	while ((rc = receive(supervision, fd, &began, &receiving)) > 0 && !receiving.marked)
		;
	if (!receiving.marked && (rc < 0 || receiving.malformed))
		kill(child, SIGKILL);
	status = wait_for(child);
	done_buf_release(&receiving.pending);
	if (receiving.malformed)
		return done_error_set(err, DONE_E_UNDECIDED, "the report is larger than 1 GiB");
	if (receiving.marked)
		return 0;
	return rc < 0 ? say_deadline(supervision, err) : say_death(supervision, status, err);
}

int done_supervise(
    const struct done_supervision *supervision, struct done_supervised *out, struct done_error *err)
{
	int ends[2], rc;
	pid_t child;

	for (size_t i = 0; i < out->nr; i++)
		out->outputs[i].max = OUTPUT_BYTES_MAX;
	if (pipe(ends))
		return done_error_set(
		    err, DONE_E_INTERNAL, "cannot make a pipe: %s", strerror(errno));
	child = fork();
	if (child == 0) {
		close(ends[0]);
		run_worker(supervision, ends[1]);
	}
	close(ends[1]);
	if (child < 0)
		rc = done_error_set(
		    err, DONE_E_INTERNAL, "cannot start a process: %s", strerror(errno));
	else
		rc = supervise_child(supervision, child, ends[0], out, err);
	close(ends[0]);
	return rc;
}

const char *done_supervisor_confines(void)
{
	static const char *const words[] = {
	    [0] = NULL,
	    [DONE_CONFINED_WRITING] = "it cannot write files",
	    [DONE_CONFINED_CALLS] = "it cannot open connections",
	    [DONE_CONFINED_WRITING | DONE_CONFINED_CALLS] =
	        "it can neither write files nor open connections",
	};
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit((int)done_confine());
	if (child < 0)
		return NULL;
	status = wait_for(child);
	if (!WIFEXITED(status) || (size_t)WEXITSTATUS(status) >= DONE_ARRAY_SIZE(words))
		return NULL;
	return words[WEXITSTATUS(status)];
}
