/* What a replay counts: commits by outcome, and refused ones by the check that refuses. */
#include <stdlib.h>
#include <string.h>

#include "replay.h"

struct causes {
	struct done_arena *arena;
	struct replay_cause *items;
	size_t nr, cap;
	struct seen {
		const char *path;
		size_t cause;
	} * seen; /* which services each cause has met */
	size_t nr_seen, cap_seen;
};

static struct replay_cause *cause_of(struct causes *causes, const char *check)
{
	struct replay_cause *cause;

	for (size_t i = 0; i < causes->nr; i++) {
		if (!strcmp(causes->items[i].check, check))
			return &causes->items[i];
	}
	cause = DONE_ARENA_PUSH(causes->arena, causes->items, causes->nr, causes->cap);
	*cause = (struct replay_cause){.check = check};
	return cause;
}

static void note_service(struct causes *causes, struct replay_cause *cause, const char *path)
{
	size_t number = (size_t)(cause - causes->items);

	for (size_t i = 0; i < causes->nr_seen; i++) {
		if (causes->seen[i].cause == number && !strcmp(causes->seen[i].path, path))
			return;
	}
	*DONE_ARENA_PUSH(causes->arena, causes->seen, causes->nr_seen, causes->cap_seen) =
	    (struct seen){path, number};
	cause->nr_services++;
}

static bool refuses(const struct history_check *check)
{
	return check->verdict == DONE_UNMET && check->level == DONE_LEVEL_ERROR;
}

/* The last commit that the cause has is this one: its services are listed together. */
static void add_refusal(struct causes *causes, const struct history_commit *commit,
    const struct history_service *service, const struct history_check *check)
{
	const char *name = done_arena_shown(causes->arena, service->name);
	struct replay_cause *cause = cause_of(causes, check->id);
	struct replay_refused *last = cause->nr ? &cause->items[cause->nr - 1] : NULL;

	note_service(causes, cause, service->path);
	if (last && last->commit == commit) {
		last->services = done_arena_printf(causes->arena, "%s, %s", last->services, name);
		return;
	}
	*DONE_ARENA_PUSH(causes->arena, cause->items, cause->nr, cause->cap) =
	    (struct replay_refused){.commit = commit, .services = name, .words = check->words};
	if (cause->nr == 1)
		cause->words = check->words;
}

static void add_refusals(struct causes *causes, const struct history_commit *commit,
    const struct history_service *service)
{
	for (size_t i = 0; i < service->nr_checks; i++) {
		if (refuses(&service->checks[i]))
			add_refusal(causes, commit, service, &service->checks[i]);
	}
}

/* What refuses a commit as a whole is no check's and no service's. */
static void add_faults(struct causes *causes, const struct history_commit *commit)
{
	for (size_t i = 0; i < commit->state.faults.nr; i++) {
		struct replay_cause *cause = cause_of(causes, REPLAY_OF_CHANGE);

		*DONE_ARENA_PUSH(causes->arena, cause->items, cause->nr, cause->cap) =
		    (struct replay_refused){
		        .commit = commit, .words = commit->state.faults.items[i]};
		if (cause->nr == 1)
			cause->words = commit->state.faults.items[i];
	}
}

static int compare_causes(const void *a, const void *b)
{
	const struct replay_cause *one = a, *other = b;

	if (one->nr != other->nr)
		return one->nr > other->nr ? -1 : 1;
	return strcmp(one->check, other->check);
}

void replay_count(struct replay_result *result, struct done_arena *arena)
{
	struct causes causes = {.arena = arena};

	for (size_t i = 0; i < result->nr_judged; i++) {
		const struct history_commit *commit = &result->line->items[i];
		const struct history_state *state = &commit->state;

		result->nr_refused += state->verdict == DONE_UNMET;
		result->nr_undecided += state->verdict == DONE_UNDECIDED;
		result->nr_met += state->verdict == DONE_MET && state->nr_services;
		result->nr_untouched +=
		    state->verdict == DONE_MET && !state->nr_services && !state->nr_vanished;
		result->nr_vanishing += state->verdict == DONE_MET && state->nr_vanished;
		for (size_t j = 0; j < state->nr_services; j++)
			add_refusals(&causes, commit, state->services[j]);
		if (state->verdict == DONE_UNMET)
			add_faults(&causes, commit);
	}
	if (causes.nr)
		qsort(causes.items, causes.nr, sizeof(*causes.items), compare_causes);
	result->causes = causes.items;
	result->nr_causes = causes.nr;
}
