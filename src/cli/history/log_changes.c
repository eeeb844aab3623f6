/* What differs between the states of a commit and of its parent. */
#include <string.h>

#include "log.h"

static const char *const change_names[HISTORY_CHANGES] = {
    [HISTORY_APPEARS] = "appears",
    [HISTORY_DISAPPEARS] = "disappears",
    [HISTORY_MOVES] = "moves",
    [HISTORY_TIER] = "tier",
    [HISTORY_TARGET] = "target",
    [HISTORY_STAGE] = "stage",
    [HISTORY_CHECK] = "check",
};

const char *history_change_name(enum history_change_kind kind)
{
	return change_names[kind];
}

const char *history_verdict_words(const struct history_check *check)
{
	return check ? done_verdict_name(check->verdict) : "not asked";
}

/* ---- looking up ---- */

const struct history_check *history_check_of(const struct history_service *service, const char *id)
{
	for (size_t i = 0; service && i < service->nr_checks; i++) {
		if (!strcmp(service->checks[i].id, id))
			return &service->checks[i];
	}
	return NULL;
}

static const struct history_service *history_service_at(
    const struct history_state *state, const char *path)
{
	size_t low = 0, high = state->nr_services;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(state->services[middle]->path, path);

		if (!order)
			return state->services[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool is_same_thing(const struct history_service *a, const struct history_service *b)
{
	return !strcmp(a->name, b->name) ||
	    (strspn(a->tree, "0") < strlen(a->tree) && !strcmp(a->tree, b->tree));
}

const struct history_service *history_service_before(const struct history_state *older,
    const struct history_state *newer, const struct history_service *service)
{
	const struct history_service *same = history_service_at(older, service->path);

	for (size_t i = 0; !same && i < older->nr_services; i++) {
		if (is_same_thing(older->services[i], service) &&
		    !history_service_at(newer, older->services[i]->path))
			same = older->services[i];
	}
	return same;
}

/* Where a service of the older state went; NULL: nowhere. */
static const struct history_service *service_after(const struct history_state *older,
    const struct history_state *newer, const struct history_service *service)
{
	const struct history_service *same = history_service_at(newer, service->path);

	for (size_t i = 0; !same && i < newer->nr_services; i++) {
		if (history_service_before(older, newer, newer->services[i]) == service)
			same = newer->services[i];
	}
	return same;
}

/* ---- what is asked for ---- */

bool history_filter_wants_service(
    const struct history_filter *filter, const struct history_service *service)
{
	return service &&
	    (!filter->services.nr || done_strings_has(&filter->services, service->name) ||
	        done_strings_has(&filter->services, service->path));
}

bool history_filter_wants_check(const struct history_filter *filter, const char *id)
{
	for (size_t i = 0; i < filter->checks.nr; i++) {
		size_t len = strlen(filter->checks.items[i]);

		if (!strncmp(id, filter->checks.items[i], len) && (!id[len] || id[len] == '.'))
			return true;
	}
	return !filter->checks.nr;
}

/* ---- one service ---- */

struct finding_changes {
	const struct history_filter *filter;
	struct done_arena *arena;
	struct history_change *items;
	size_t nr, cap;
};

static void changes_add(struct finding_changes *finding, struct history_change change)
{
	const char *id = change.is ? change.is->id : change.was ? change.was->id : NULL;

	if (!history_filter_wants_service(finding->filter, change.before) &&
	    !history_filter_wants_service(finding->filter, change.after))
		return;
	/* Of a check alone nothing else of its service is told, but that it comes and goes. */
	if (finding->filter->checks.nr && change.kind > HISTORY_MOVES &&
	    (!id || !history_filter_wants_check(finding->filter, id)))
		return;
	*DONE_ARENA_PUSH(finding->arena, finding->items, finding->nr, finding->cap) = change;
}

/* What is not asked yet, is not applicable or is not there is nothing to be told of. */
static bool is_silent(const struct history_check *check)
{
	return !check || check->verdict == DONE_NEXT || check->verdict == DONE_NOT_APPLICABLE;
}

static void changes_of_checks(struct finding_changes *finding, struct history_change change)
{
	change.kind = HISTORY_CHECK;
	for (size_t i = 0; i < change.after->nr_checks; i++) {
		change.is = &change.after->checks[i];
		change.was = history_check_of(change.before, change.is->id);
		if (!(is_silent(change.was) && is_silent(change.is)) &&
		    (!change.was || change.was->verdict != change.is->verdict))
			changes_add(finding, change);
	}
	change.is = NULL;
	for (size_t i = 0; i < change.before->nr_checks; i++) {
		change.was = &change.before->checks[i];
		if (!is_silent(change.was) && !history_check_of(change.after, change.was->id))
			changes_add(finding, change);
	}
}

static void changes_of_service(struct finding_changes *finding,
    const struct history_service *before, const struct history_service *after)
{
	struct history_change change = {.before = before, .after = after};

	if (strcmp(before->path, after->path) != 0 || strcmp(before->name, after->name) != 0) {
		change.kind = HISTORY_MOVES;
		changes_add(finding, change);
	}
	if (before->tier != after->tier) {
		change.kind = HISTORY_TIER;
		changes_add(finding, change);
	}
	if (before->target != after->target) {
		change.kind = HISTORY_TARGET;
		changes_add(finding, change);
	}
	if (strcmp(before->stage, after->stage) != 0) {
		change.kind = HISTORY_STAGE;
		changes_add(finding, change);
	}
	changes_of_checks(finding, change);
}

static void changes_between(struct finding_changes *finding, const struct history_state *older,
    const struct history_state *newer)
{
	for (size_t i = 0; i < newer->nr_services; i++) {
		const struct history_service *after = newer->services[i];
		const struct history_service *before = history_service_before(older, newer, after);

		if (!before)
			changes_add(finding,
			    (struct history_change){.kind = HISTORY_APPEARS, .after = after});
		else if (before != after)
			changes_of_service(finding, before, after);
	}
	for (size_t i = 0; i < older->nr_services; i++) {
		if (!service_after(older, newer, older->services[i]))
			changes_add(finding,
			    (struct history_change){
			        .kind = HISTORY_DISAPPEARS, .before = older->services[i]});
	}
}

/* ---- the line ---- */

/* The commit is compared with the next older one that has a verdict. */
static void log_commit(const struct history_line *line, size_t nr_judged, size_t i,
    struct finding_changes *finding, struct history_entry *entry)
{
	static const struct history_state nothing = {0};
	const struct history_commit *commit = &line->items[i];
	size_t older = i + 1;

	entry->commit = commit;
	if (commit->state.error)
		return;
	while (older < nr_judged && line->items[older].state.error)
		older++;
	entry->nr_behind = older - i - 1;
	if (older < nr_judged)
		changes_between(finding, &line->items[older].state, &commit->state);
	else if (older == line->nr && !*line->items[line->nr - 1].parent && !entry->nr_behind)
		changes_between(finding, &nothing, &commit->state);
	entry->changes = finding->items;
	entry->nr = finding->nr;
}

void history_log_make(const struct history_line *line, size_t nr_judged,
    const struct history_filter *filter, struct done_arena *arena, struct history_log *out)
{
	size_t cap = 0;

	*out = (struct history_log){0};
	for (size_t i = 0; i < nr_judged && i < line->nr_asked; i++) {
		struct finding_changes finding = {.filter = filter, .arena = arena};
		struct history_entry entry = {0};

		log_commit(line, nr_judged, i, &finding, &entry);
		out->nr_undecided += entry.commit->state.error != NULL;
		if (entry.nr || entry.commit->edits.is_edited || entry.commit->state.error)
			*DONE_ARENA_PUSH(arena, out->entries, out->nr, cap) = entry;
		else
			out->nr_quiet++;
	}
}
