/*
 * worker: runs work in a child process with a deadline and limits, and keeps what it writes until
 * it ended well. What judges holds nothing that needs care, so it may be killed at any time;
 * whatever the libraries do to it is an error with a plain sentence. Knows nothing of git or of
 * what the work is.
 */
#ifndef DONE_WORKER_H
#define DONE_WORKER_H

#include "done/base.h"

/* What the worker is doing, in memory shared with its supervisor. */
struct done_progress_shown {
	char phase[64];  /* "reading the policy", "judging" */
	char check[128]; /* "checkout docs.runbook" */
	char path[256];
	size_t done, total; /* services */
};
struct done_progress *done_progress_new(void);
void done_progress_free(struct done_progress *progress);
void done_progress_phase(struct done_progress *progress, const char *phase, size_t total);
void done_progress_working(struct done_progress *progress, const char *check, const char *path);
void done_progress_count(struct done_progress *progress); /* one service more is judged */
void done_progress_read(const struct done_progress *progress, struct done_progress_shown *out);

/*
 * Runs work() in a child process with limits. What it writes to the channel reaches the
 * supervisor's buffers, by number (0: standard output, 1: standard error, 2…: output files).
 * Complete only when the child ended its result with a mark.
 */
struct done_channel;
void done_channel_write(struct done_channel *channel, int number, const void *bytes, size_t len);

struct done_supervised {
	struct done_buf *outputs; /* nr of them */
	size_t nr;
	int status; /* what work() returned: an exit status */
};

typedef int done_work(void *data, struct done_channel *channel);
struct done_supervision {
	done_work *work;
	void *data;
	int timeout;   /* seconds; 0: none */
	bool renews;   /* the time begins again with everything that the work writes */
	size_t memory; /* bytes; 0: 2 GiB */
	struct done_progress *progress; /* may be NULL */
	/* Called about ten times a second while waiting; NULL: nobody looks. */
	void (*tick)(void *data, const struct done_progress *progress, int milliseconds);
	void *tick_data;
};
/* A crash, a hang, a killed worker, a result without its mark: DONE_E_UNDECIDED with a plain
 * sentence. */
int done_supervise(const struct done_supervision *supervision, struct done_supervised *out,
    struct done_error *err);

/* What this system keeps a worker from, tried in a child: words for a person; NULL: nothing
 * (confine.c). */
const char *done_supervisor_confines(void);

#endif
