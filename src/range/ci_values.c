/*
 * What a CI system says: values come from environment variables and, for GitHub Actions, from the
 * event file that it leaves for a job.
 */
#include "ci.h"

#include <stdlib.h>
#include <string.h>

/* ---- GitHub's event file ---- */

#define EVENT "event "
#define EVENT_BYTES_MAX (32U << 20)
#define EVENT_KEY_MAX 64

int done_ci_event_parse(struct done_arena *arena, struct done_bytes text, struct done_value *out,
    struct done_error *err)
{
	struct done_error problem = {0};

	if (done_json_parse_report(arena, text, "the event file", out, &problem) >= 0)
		return 0;
	done_error_set(err, DONE_E_UNDECIDED,
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
	int rc = done_ci_event_parse(
	    &ci->file_arena, (struct done_bytes){text->ptr, text->len}, &file, err);

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
		done_error_cure(err,
		    "see what GITHUB_EVENT_PATH names, or name the range: git "
		    "done check --base REV");
	}
	if (rc > 0)
		rc = parse_event_file(ci, &text, err);
	done_buf_release(&text);
	ci->is_file_read = rc >= 0;
	return rc < 0 ? err->code : 0;
}

/* ---- values ---- */

/* Jenkins writes out what it does not have. */
bool done_ci_is_given(const char *value)
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
	if (!done_ci_is_given(value))
		return 0;
	*out = done_arena_strdup(ci->arena, value);
	return 1;
}

int done_ci_undecided(struct done_ci *ci, struct done_error *err, const char *format, ...)
{
	struct done_buf text = {0};
	va_list args;

	va_start(args, format);
	done_buf_vaddf(&text, format, args);
	va_end(args);
	done_error_set(
	    err, DONE_E_UNDECIDED, "%s %s: %s", ci->system->name, ci->event->name, text.ptr);
	done_buf_release(&text);
	return err->code;
}
