/*
 * Every selected service, on as many threads as the work deserves. A worker has its own repository
 * handle and snapshots; a service's result has its own place, so that the order of threads shows
 * nowhere.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "done/seen.h"
#include "gate.h"

#define JOBS_MAX 64
#define JOBS_BY_DEFAULT_MAX 8
#define SERVICES_PER_JOB 8 /* below this a thread costs more than it brings */

struct crew {
	struct done_gate *gate;
	const struct done_plan *plan;
	struct done_service_report *results;
	pthread_mutex_t lock;
	size_t next; /* under lock */
	bool failed; /* under lock: a worker could not go on */
};

struct worker {
	struct crew *crew;
	struct done_arena *keep;
	struct done_meter meter;
	struct done_seen_libraries libraries;
	struct done_error err;
	pthread_t thread;
};

static long workers_take(struct crew *crew)
{
	long taken = -1;

	pthread_mutex_lock(&crew->lock);
	if (!crew->failed && crew->next < crew->plan->work->selection.nr)
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

struct done_watch done_watch_of(struct done_progress *progress)
{
	return (struct done_watch){progress, progress ? tell : NULL};
}

struct done_view done_view_of_plan(
    const struct done_plan *plan, const struct done_selected *selected)
{
	const struct done_known *known = &plan->work->known;

	return (struct done_view){
	    .head = plan->trees->head,
	    .services = &plan->work->services,
	    .policy = done_standing_of(plan->standings, selected->service)->policy,
	    .now = plan->request->now,
	    .head_day = plan->trees->head_day,
	    .placeholders = plan->bar->policy->placeholders,
	    .commit = known->commit,
	    .tree = known->tree,
	    .evidence = known->evidence.called ? &known->evidence : NULL,
	    .notes = known->notes,
	    .seals = known->evidence.called ? &known->seals : NULL,
	    .evidence_base = known->evidence_base.called ? &known->evidence_base : NULL,
	    .is_evidence_due = plan->request->is_evidence_due,
	    .capabilities = known->capabilities,
	    .profile = done_known_of(known, selected->service),
	    .outside = known->outside,
	};
}

static void judge_all(struct worker *worker, struct done_snapshot *head, struct done_snapshot *base,
    struct done_matcher *matcher)
{
	const struct done_plan *plan = worker->crew->plan;
	struct done_progress *progress = plan->request->progress;
	struct done_watch watch = done_watch_of(progress);
	struct done_languages languages = {.policy = plan->bar->policy};
	struct done_tree_paths paths = {0};
	struct done_arena scratch = {0};

	for (long i; (i = workers_take(worker->crew)) >= 0;) {
		const struct done_selected *selected = &plan->work->selection.items[i];
		struct done_view view = done_view_of_plan(plan, selected);

		view.head = head;
		view.base = plan->compared->has_range ? base : NULL;
		view.changes = plan->compared->has_range ? &plan->changed->changes : NULL;
		view.arena = &scratch;
		view.matcher = matcher;
		view.meter = &worker->meter;
		view.watch = &watch;
		view.languages = &languages;
		view.libraries = &worker->libraries;
		view.paths = &paths;
		done_evaluate_service(
		    plan, selected, &view, worker->keep, &worker->crew->results[i]);
		done_view_release(&view);
		done_arena_release(&scratch);
		if (progress)
			done_progress_count(progress);
	}
	done_tree_paths_release(&paths);
	done_languages_release(&languages);
}

/* A handle of its own, unless it is alone: then the planner's serves. */
static void *workers_work(void *data)
{
	struct worker *worker = data;
	const struct done_plan *plan = worker->crew->plan;
	struct done_matcher *matcher = done_matcher_new();
	struct done_snapshot head = {0}, base = {0};
	struct done_repo *repo = NULL;
	int rc = done_repo_again(&repo, worker->crew->gate->repo, &worker->err);

	if (rc >= 0)
		rc = done_snapshot_source_open(&plan->compared->head, repo, &head, &worker->err);
	if (rc >= 0)
		rc = done_snapshot_source_open(&plan->compared->from, repo, &base, &worker->err);
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
	const struct done_plan *plan = worker->crew->plan;
	struct done_matcher *matcher = done_matcher_new();

	judge_all(worker, plan->trees->head, plan->changed->from, matcher);
	done_matcher_free(matcher);
}

static size_t count_jobs(const struct done_plan *plan)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t worth = plan->work->selection.nr / SERVICES_PER_JOB;
	size_t jobs = processors > 0 ? (size_t)processors : 1;

	/* The index may be read once only: it is not ours to lock. */
	if (plan->compared->head.kind == DONE_SOURCE_INDEX)
		return 1;
	if (plan->request->jobs > 0) {
		jobs = (size_t)plan->request->jobs;
		worth = plan->work->selection.nr;
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

static void add_examined(struct done_run *run, const struct done_meter *meter)
{
	run->examined.files += meter->files;
	run->examined.binary += meter->binary;
	run->examined.bytes += meter->bytes;
}

static int workers_collect(const struct crew *crew, const struct worker *workers, size_t nr,
    struct done_run *run, struct done_error *err)
{
	const struct done_seen_libraries **libraries =
	    done_arena_array(crew->plan->arena, nr, sizeof(*libraries));
	struct done_meter of_libraries = {0};

	for (size_t i = 0; i < nr; i++) {
		if (workers[i].err.code) {
			*err = workers[i].err;
			return err->code;
		}
		libraries[i] = &workers[i].libraries;
		add_examined(run, &workers[i].meter);
	}
	done_seen_libraries_meter(libraries, nr, &of_libraries);
	add_examined(run, &of_libraries);
	run->services = crew->results;
	run->nr_services = crew->plan->work->selection.nr;
	return 0;
}

int done_evaluate_all(struct done_gate *gate, const struct done_plan *plan, struct done_run *run,
    struct done_error *err)
{
	struct done_arena *arena = plan->arena;
	size_t nr = count_jobs(plan);
	struct worker *workers = done_arena_array(arena, nr, sizeof(*workers));
	struct done_arena *keep = keep_arenas(gate->report, nr);
	struct crew crew = {
	    .gate = gate,
	    .plan = plan,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .results = done_arena_array(arena, plan->work->selection.nr + 1, sizeof(*crew.results)),
	};

	if (plan->request->progress)
		done_progress_phase(plan->request->progress, "judging", plan->work->selection.nr);
	for (size_t i = 0; i < nr; i++) {
		workers[i].crew = &crew;
		workers[i].keep = &keep[i];
	}
	if (nr == 1)
		work_alone(&workers[0]);
	else
		run_workers(workers, nr);
	pthread_mutex_destroy(&crew.lock);

	int rc = workers_collect(&crew, workers, nr, run, err);
	for (size_t i = 0; i < nr; i++)
		done_seen_libraries_release(&workers[i].libraries);
	return rc;
}
