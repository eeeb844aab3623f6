/*
 * Which CI system this is: the first row of the table (ci_table.c) that fits is asked for the
 * range, by one of the rules (ci_target.c, ci_branch.c).
 */
#include "ci.h"
#include "range.h"

#include <stdlib.h>
#include <string.h>

static bool ci_fits(const char *value, const char *wanted)
{
	size_t len = wanted ? strlen(wanted) : 0;
	bool other = len && *wanted == '!';

	if (!len)
		return true;
	if (other) {
		wanted++;
		len--;
	}
	if (*wanted == '=')
		wanted = getenv(wanted + 1);
	else if (len && wanted[len - 1] == '*')
		return !strncmp(value, wanted, len - 1) != other;
	return (wanted && !strcmp(value, wanted)) != other;
}

/* Only variables are asked, so nothing can fail. */
static bool ci_holds(const struct done_ci_condition *condition)
{
	const char *value;

	if (!condition->source)
		return true;
	value = getenv(condition->source);
	return value && done_ci_is_given(value) && ci_fits(value, condition->value);
}

/* ---- which system ---- */

static const struct done_ci_event *choose_event(const struct done_ci_system *system)
{
	for (size_t i = 0; i < system->nr_events; i++) {
		const struct done_ci_event *event = &system->events[i];
		bool all = true;

		for (size_t j = 0; j < DONE_CI_CONDITIONS; j++)
			all = all && ci_holds(&event->when[j]);
		if (all)
			return event;
	}
	return NULL;
}

static bool ci_choose(struct done_ci *ci)
{
	for (size_t i = 0; i < done_ci_systems_nr; i++) {
		ci->system = &done_ci_systems[i];
		ci->event = ci_holds(&ci->system->when) ? choose_event(ci->system) : NULL;
		if (ci->event)
			return true;
	}
	return false;
}

/*
 * The mark alone, whatever it is set to: a system that writes it another way is a CI still. But a
 * name that others use too ("jenkins-*" in BUILD_TAG) is a mark by its value only.
 */
static bool is_marked(const struct done_ci_condition *mark)
{
	const char *value = getenv(mark->source);

	if (mark->value && strchr(mark->value, '*'))
		return ci_holds(mark);
	return value && *value && strcmp(value, "false") != 0;
}

bool done_ci_is_here(void)
{
	for (size_t i = 0; i < done_ci_systems_nr; i++)
		if (!done_ci_systems[i].at_home && is_marked(&done_ci_systems[i].when))
			return true;
	return false;
}

/* ---- the range ---- */

static int find_remote(struct done_ci *ci, struct done_error *err)
{
	const char *named = NULL;
	int rc = done_ci_value(ci, ci->event->remote, &named, err);

	if (rc > 0)
		rc = done_remote_named(ci->repo, ci->arena, named, &ci->remote, err);
	if (rc == 0)
		rc = done_remote_usual(ci->repo, ci->arena, &ci->remote, err);
	if (rc == 0)
		ci->remote = "origin";
	return rc;
}

/* What is judged: by hand, by the system, or HEAD where the row names no other. */
static int find_head(struct done_ci *ci, const char **head, struct done_error *err)
{
	int rc = *head ? 1 : done_ci_value(ci, ci->event->head, head, err);

	if (rc || !ci->event->head)
		return rc < 0 ? rc : 0;
	done_ci_undecided(ci, err, "the revision to judge is not named in '%s'", ci->event->head);
	return done_error_cure(err, "name it: git done check --head REV");
}

static int ci_find(struct done_ci *ci, struct done_error *err)
{
	const char *head = ci->request.head;
	int rc = find_remote(ci, err);

	if (rc >= 0)
		rc = find_head(ci, &head, err);
	if (rc >= 0)
		rc = done_revision_resolve(ci->repo, head ? head : "HEAD", &ci->head, err);
	if (rc < 0)
		return rc;
	ci->request.head = head;
	return ci->event->find(ci, err);
}

int done_ci_detect(struct done_repo *repo, struct done_arena *arena, struct done_range_request *out,
    const char **words, struct done_error *err)
{
	struct done_ci ci = {.repo = repo, .arena = arena, .request = {.head = out->head}};
	int rc;

	if (!ci_choose(&ci))
		return 0;
	rc = ci_find(&ci, err);
	done_arena_release(&ci.file_arena);
	if (rc < 0)
		return rc;
	*out = ci.request;
	out->merges = ci.event->merges;
	*words = ci.words;
	return 1;
}
