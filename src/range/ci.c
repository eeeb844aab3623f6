/*
 * Which CI system this is, and what it says: the first row of the table (ci_table.c) that fits is
 * asked for the range, by one of the rules (ci_rules.c). Values come from environment variables
 * and, for GitHub Actions, from the event file that it leaves for a job.
 */
#include "ci.h"
#include "range.h"

#include <stdlib.h>
#include <string.h>

/* ---- GitHub's event file ----------------------------------------------------------------- */

#define EVENT "event "
#define EVENT_BYTES_MAX (32U << 20)
#define EVENT_KEY_MAX 64

int done_ci_event_parse(struct done_arena *arena, struct done_bytes text, struct done_value *out,
                        struct done_error *err)
{
	struct done_error problem = {0};

	if (done_json_parse_report(arena, text, "the event file", out, &problem) >= 0)
		return 0;
	done_error_set(
		err, DONE_E_UNDECIDED,
		"the event file (GITHUB_EVENT_PATH) cannot be read as JSON: line %d, column %d: %s",
		problem.line, problem.column, problem.message);
	return done_error_cure(err, "name the range: git done check --base REV");
}

const char *done_ci_event_string(const struct done_value *file, const char *path)
{
	for (size_t len; file && *path; path += len + (path[len] == '.')) {
		char key[EVENT_KEY_MAX];

		len = strcspn(path, ".");
		if (len >= sizeof(key))
			return NULL;
		memcpy(key, path, len);
		key[len] = '\0';
		file = done_value_get(file, key);
	}
	return file && file->type == DONE_STRING ? file->string.ptr : NULL;
}

static int parse_event_file(struct done_ci *ci, const struct done_buf *text, struct done_error *err)
{
	struct done_value file;
	int rc = done_ci_event_parse(&ci->file_arena, (struct done_bytes){text->ptr, text->len},
	                             &file, err);

	if (rc < 0)
		return rc;
	struct done_value *kept = done_arena_alloc(&ci->file_arena, sizeof(*kept));
	*kept = file;
	ci->file = kept;
	return 0;
}

/* Once; what it says of a file that cannot be used, each time. */
static int read_event_file(struct done_ci *ci, struct done_error *err)
{
	const char *path = getenv("GITHUB_EVENT_PATH");
	struct done_error problem = {0};
	struct done_buf text = {0};
	int rc = 0;

	if (ci->is_file_read)
		return 0;
	if (path && *path)
		rc = done_file_read(path, EVENT_BYTES_MAX, &text, &problem);
	if (rc < 0) {
		done_error_set(err, DONE_E_UNDECIDED, "%s", problem.message);
		done_error_cure(err, "see what GITHUB_EVENT_PATH names, or name the range: git "
		                     "done check --base REV");
	}
	if (rc > 0)
		rc = parse_event_file(ci, &text, err);
	done_buf_release(&text);
	ci->is_file_read = rc >= 0;
	return rc < 0 ? err->code : 0;
}

/* ---- values ------------------------------------------------------------------------------ */

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
	if (done_text_starts(source, EVENT)) {
		rc = read_event_file(ci, err);
		if (rc < 0)
			return rc;
		value = done_ci_event_string(ci->file, source + strlen(EVENT));
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

/* ---- which system ------------------------------------------------------------------------ */

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

/* ---- the range --------------------------------------------------------------------------- */

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

int done_ci_undecided(struct done_ci *ci, struct done_error *err, const char *problem,
                      const char *name)
{
	return done_error_set(err, DONE_E_UNDECIDED, "%s %s: %s '%s'", ci->system->name,
	                      ci->event->name, problem, name);
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
	done_arena_release(&ci.file_arena);
	if (rc < 0)
		return rc;
	*out = ci.request;
	*words = ci.words;
	return 1;
}
