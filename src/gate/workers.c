/*
 * Every selected service, on as many threads as the work deserves. A worker has its own repository
 * handle and snapshots; a service's result has its own place, so that the order of threads shows
 * nowhere.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"

#define JOBS_MAX 64
#define JOBS_BY_DEFAULT_MAX 8
#define SERVICES_PER_JOB 8 /* below this a thread costs more than it brings */

struct crew {
	struct done_plan *plan;
	struct done_service_report *results;
	pthread_mutex_t lock;
	size_t next; /* under lock */
	bool failed; /* under lock: a worker could not go on */
};

struct worker {
	struct crew *crew;
	struct done_arena *keep;
	struct done_meter meter;
	struct done_error err;
	pthread_t thread;
};

static long workers_take(struct crew *crew)
{
	long taken = -1;

	pthread_mutex_lock(&crew->lock);
	if (!crew->failed && crew->next < crew->plan->selection.nr)
		taken = (long)crew->next++;
	pthread_mutex_unlock(&crew->lock);
	return taken;
}

static void give_up(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	crew->failed = true;
	pthread_mutex_unlock(&crew->lock);
}

static void tell(void *self, const char *check, const char *path)
{
	done_progress_working(self, check, path);
}

static void judge_all(struct worker *worker, struct done_snapshot *head, struct done_snapshot *base,
                      struct done_matcher *matcher)
{
	struct done_plan *plan = worker->crew->plan;
	struct done_progress *progress = plan->gate->request->progress;
	struct done_watch watch = {progress, progress ? tell : NULL};
	struct done_languages languages = {.more = plan->policy->ecosystems};
	struct done_arena scratch = {0};

	for (long i; (i = workers_take(worker->crew)) >= 0;) {
		const struct done_selected *selected = &plan->selection.items[i];
		struct done_view view = {
			.head = head,
			.base = plan->has_range ? base : NULL,
			.changes = plan->has_range ? &plan->changes : NULL,
			.services = &plan->services,
			.arena = &scratch,
			.matcher = matcher,
			.meter = &worker->meter,
			.watch = &watch,
			.now = plan->gate->request->now,
			.placeholders = plan->policy->placeholders,
			.languages = &languages,
		};

		done_evaluate_service(plan, selected, &view, worker->keep,
		                      &worker->crew->results[i]);
		done_view_release(&view);
		done_arena_release(&scratch);
		if (progress)
			done_progress_count(progress);
	}
	done_languages_release(&languages);
}

/* A handle of its own, unless it is alone: then the planner's serves. */
static void *workers_work(void *data)
{
	struct worker *worker = data;
	struct done_plan *plan = worker->crew->plan;
	struct done_matcher *matcher = done_matcher_new();
	struct done_snapshot head = {0}, base = {0};
	struct done_repo *repo = NULL;
	int rc = done_repo_again(&repo, plan->gate->repo, &worker->err);

	if (rc >= 0)
		rc = done_source_open(&plan->head, repo, &head, &worker->err);
	if (rc >= 0)
		rc = done_source_open(&plan->from, repo, &base, &worker->err);
	if (rc >= 0)
		judge_all(worker, &head, &base, matcher);
	else
		give_up(worker->crew);
	done_snapshot_close(&head);
	done_snapshot_close(&base);
	done_repo_close(repo);
	done_matcher_free(matcher);
	return NULL;
}

static void work_alone(struct worker *worker)
{
	struct done_plan *plan = worker->crew->plan;
	struct done_matcher *matcher = done_matcher_new();
	struct done_snapshot base = {0};

	if (done_source_open(&plan->from, plan->gate->repo, &base, &worker->err) >= 0)
		judge_all(worker, &plan->head_snapshot, &base, matcher);
	else
		worker->crew->failed = true;
	done_snapshot_close(&base);
	done_matcher_free(matcher);
}

static size_t count_jobs(const struct done_plan *plan)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t worth = plan->selection.nr / SERVICES_PER_JOB;
	size_t jobs = processors > 0 ? (size_t)processors : 1;

	/* The index may be read once only: it is not ours to lock. */
	if (plan->head.kind == DONE_SOURCE_INDEX)
		return 1;
	if (plan->gate->request->jobs > 0) {
		jobs = (size_t)plan->gate->request->jobs;
		worth = plan->selection.nr;
	} else if (jobs > JOBS_BY_DEFAULT_MAX) {
		jobs = JOBS_BY_DEFAULT_MAX;
	}
	if (jobs > JOBS_MAX)
		jobs = JOBS_MAX;
	if (jobs > worth)
		jobs = worth;
	return jobs ? jobs : 1;
}

/* Starts what threads the system gives; the caller works too, so there is always one. */
static void run_workers(struct worker *workers, size_t nr)
{
	size_t started = 1;

	while (started < nr &&
	       !pthread_create(&workers[started].thread, NULL, workers_work, &workers[started]))
		started++;
	workers_work(&workers[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

static struct done_arena *keep_arenas(struct done_report *report, size_t nr)
{
	struct done_arena *kept = calloc(report->nr_kept + nr, sizeof(*kept));

	if (!kept)
		done_out_of_memory();
	if (report->nr_kept)
		memcpy(kept, report->kept, report->nr_kept * sizeof(*kept));
	free(report->kept);
	report->kept = kept;
	report->nr_kept += nr;
	return kept + report->nr_kept - nr;
}

static int workers_collect(struct crew *crew, const struct worker *workers, size_t nr,
                           struct done_error *err)
{
	struct done_run *run = crew->plan->run;

	for (size_t i = 0; i < nr; i++) {
		if (workers[i].err.code) {
			*err = workers[i].err;
			return err->code;
		}
		run->examined.files += workers[i].meter.files;
		run->examined.binary += workers[i].meter.binary;
		run->examined.bytes += workers[i].meter.bytes;
	}
	run->services = crew->results;
	run->nr_services = crew->plan->selection.nr;
	return 0;
}

int done_evaluate_all(struct done_plan *plan, struct done_error *err)
{
	struct done_arena *arena = &plan->gate->report->arena;
	size_t nr = count_jobs(plan);
	struct worker *workers = done_arena_array(arena, nr, sizeof(*workers));
	struct done_arena *keep = keep_arenas(plan->gate->report, nr);
	struct crew crew = {
		.plan = plan,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.results = done_arena_array(arena, plan->selection.nr + 1, sizeof(*crew.results)),
	};

	if (plan->gate->request->progress)
		done_progress_phase(plan->gate->request->progress, "judging", plan->selection.nr);
	for (size_t i = 0; i < nr; i++) {
		workers[i].crew = &crew;
		workers[i].keep = &keep[i];
	}
	if (nr == 1)
		work_alone(&workers[0]);
	else
		run_workers(workers, nr);
	pthread_mutex_destroy(&crew.lock);
	return workers_collect(&crew, workers, nr, err);
}
