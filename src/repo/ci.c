/*
 * Which CI system this is, and what it says: the first row of the table that fits is asked for the
 * range. How a base is found stands in ci_find.c, the rows in the tables (ci_table*.c).
 */
#include "ci_state.h"
#include "upstream.h"

#include <stdlib.h>
#include <string.h>

#define EVENT "event "
#define EVENT_BYTES_MAX (32U << 20)

static int read_event_file(struct done_ci *ci, struct done_error *err)
{
	const char *path = getenv("GITHUB_EVENT_PATH");
	struct done_error problem = {0};

	if (ci->file_read)
		return 0;
	if (path && *path) {
		int rc = done_file_read(path, EVENT_BYTES_MAX, &ci->file, &problem);

		if (rc < 0) {
			done_error_set(err, DONE_E_UNDECIDED, "%s", problem.message);
			return done_error_cure(err, "see what GITHUB_EVENT_PATH names, or name the "
			                            "range: git done check --base REV");
		}
		ci->file_there = rc > 0;
	}
	ci->file_read = true;
	return 0;
}

/* Jenkins writes out what it does not have. */
static bool is_given(const char *value)
{
	return value && *value && strcmp(value, "null") != 0;
}

int done_ci_value(struct done_ci *ci, const char *source, const char **out, struct done_error *err)
{
	const char *value = NULL;
	int rc;

	if (!source)
		return 0;
	if (!strncmp(source, EVENT, strlen(EVENT))) {
		rc = read_event_file(ci, err);
		if (rc >= 0 && ci->file_there)
			rc = done_ci_event_string((struct done_bytes){ci->file.ptr, ci->file.len},
			                          source + strlen(EVENT), ci->arena, &value, err);
		if (rc < 0)
			return rc;
	} else {
		value = getenv(source);
	}
	if (!is_given(value))
		return 0;
	*out = done_arena_strdup(ci->arena, value);
	return 1;
}

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
	return is_given(value) && ci_fits(value, condition->value);
}

static const struct done_ci_event *choose_event(const struct done_ci_system *system)
{
	for (size_t i = 0; i < system->events->nr; i++) {
		const struct done_ci_event *event = &system->events->rows[i];
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
	done_ci_undecided(ci, err, "what is judged is not named in", ci->event->head);
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
	done_buf_release(&ci.file);
	if (rc < 0)
		return rc;
	*out = ci.request;
	*words = ci.words;
	return 1;
}
