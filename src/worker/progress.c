/* What the worker is doing, in memory that its supervisor sees: for the progress line and the
 * deadline's message. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "done/worker.h"

#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

/*
 * Threads of the worker write under `writing`; one that finds it taken goes on without a word,
 * since the next will tell as well. The supervisor reads without it: a worker that died while
 * writing must not hang it, and a torn text is cut and escaped like any other.
 */
struct done_progress {
	atomic_flag writing;
	atomic_size_t done, total;
	struct done_progress_shown shown;
};

struct done_progress *done_progress_new(void)
{
	struct done_progress *progress = mmap(
	    NULL, sizeof(*progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (progress == MAP_FAILED)
		return NULL;
	atomic_flag_clear(&progress->writing);
	return progress;
}

void done_progress_free(struct done_progress *progress)
{
	if (progress)
		munmap(progress, sizeof(*progress));
}

static void copy(char *to, size_t size, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	if (len >= size)
		len = size - 1;
	if (len)
		memcpy(to, text, len);
	to[len] = '\0';
}

#define COPY(to, text) copy((to), sizeof(to), (text))

static bool progress_begin(struct done_progress *progress)
{
	return !atomic_flag_test_and_set_explicit(&progress->writing, memory_order_acquire);
}

static void progress_end(struct done_progress *progress)
{
	atomic_flag_clear_explicit(&progress->writing, memory_order_release);
}

void done_progress_phase(struct done_progress *progress, const char *phase, size_t total)
{
	atomic_store(&progress->done, 0);
	atomic_store(&progress->total, total);
	if (!progress_begin(progress))
		return;
	COPY(progress->shown.phase, phase);
	progress->shown.check[0] = progress->shown.path[0] = '\0';
	progress_end(progress);
}

void done_progress_working(struct done_progress *progress, const char *check, const char *path)
{
	if (!progress_begin(progress))
		return;
	COPY(progress->shown.check, check);
	COPY(progress->shown.path, path);
	progress_end(progress);
}

void done_progress_count(struct done_progress *progress)
{
	atomic_fetch_add(&progress->done, 1);
}

void done_progress_read(const struct done_progress *progress, struct done_progress_shown *out)
{
	memcpy(out, &progress->shown, sizeof(*out));
	out->phase[sizeof(out->phase) - 1] = '\0';
	out->check[sizeof(out->check) - 1] = '\0';
	out->path[sizeof(out->path) - 1] = '\0';
	out->done = atomic_load(&progress->done);
	out->total = atomic_load(&progress->total);
}
