/*
 * A few strings out of the event file that GitHub Actions leaves for a job: the whole text must be
 * nested as JSON is (RFC 8259), then the path is followed.
 */
#include "ci.h"

#include <string.h>

#define DEPTH_MAX 128

struct scan {
	const char *at, *end;
	int depth;
};

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) && *scan->at)
		scan->at++;
}

/* Takes one character, and the space before it. */
static bool ci_event_take(struct scan *scan, char c)
{
	skip_space(scan);
	if (scan->at == scan->end || *scan->at != c)
		return false;
	scan->at++;
	return true;
}

/* Out is what stands between the quotes, escapes and all. */
static bool take_string(struct scan *scan, struct done_bytes *out)
{
	if (!ci_event_take(scan, '"'))
		return false;
	out->ptr = scan->at;
	for (; scan->at < scan->end; scan->at++) {
		unsigned char c = (unsigned char)*scan->at;

		if (c == '"') {
			out->len = (size_t)(scan->at++ - out->ptr);
			return true;
		}
		if (c < 0x20)
			return false;
		if (c == '\\' && ++scan->at == scan->end)
			return false;
	}
	return false;
}

/* A number, true, false or null; which of them is no matter of ours, so its letters are enough. */
static bool take_plain(struct scan *scan)
{
	static const char letters[] = "+-.0123456789Eaeflnrstu";
	const char *start = scan->at;

	while (scan->at < scan->end && *scan->at && strchr(letters, *scan->at))
		scan->at++;
	return scan->at > start;
}

static bool take_value(struct scan *scan);

static bool take_member(struct scan *scan, bool named, struct done_bytes *key)
{
	if (named && (!take_string(scan, key) || !ci_event_take(scan, ':')))
		return false;
	return take_value(scan);
}

/* An array or an object, from behind its opening bracket. */
static bool take_members(struct scan *scan, bool named)
{
	struct done_bytes key;
	char closing = named ? '}' : ']';

	if (ci_event_take(scan, closing))
		return true;
	do {
		if (!take_member(scan, named, &key))
			return false;
	} while (ci_event_take(scan, ','));
	return ci_event_take(scan, closing);
}

static bool take_value(struct scan *scan)
{
	struct done_bytes ignored;
	bool rc;

	skip_space(scan);
	if (scan->at == scan->end || scan->depth == DEPTH_MAX)
		return false;
	if (*scan->at == '"')
		return take_string(scan, &ignored);
	if (*scan->at != '{' && *scan->at != '[')
		return take_plain(scan);
	scan->depth++;
	rc = take_members(scan, *scan->at++ == '{');
	scan->depth--;
	return rc;
}

/* The value of a key of the object at scan: 1 with scan there, 0, or -1 when the key is there
 * twice. The text is known to be well formed. */
static int find_key(struct scan *scan, const char *key, size_t len)
{
	struct scan walk = *scan;
	int found = 0;

	if (!ci_event_take(&walk, '{') || ci_event_take(&walk, '}'))
		return 0;
	do {
		struct done_bytes name = {0};

		if (!take_string(&walk, &name) || !ci_event_take(&walk, ':'))
			return -1;
		if (name.len == len && !memcmp(name.ptr, key, len)) {
			if (found)
				return -1;
			found = 1;
			scan->at = walk.at;
		}
		if (!take_value(&walk))
			return -1;
	} while (ci_event_take(&walk, ','));
	return found;
}

static int ci_event_refuse(struct done_error *err, const char *problem)
{
	done_error_set(err, DONE_E_UNDECIDED,
	               "the event file (GITHUB_EVENT_PATH) cannot be used: %s", problem);
	return done_error_cure(err, "name the range: git done check --base REV");
}

int done_ci_event_string(struct done_bytes text, const char *path, struct done_arena *arena,
                         const char **out, struct done_error *err)
{
	const char *start = text.len ? text.ptr : "";
	struct scan scan = {start, start + text.len, 0};
	struct done_bytes value;

	if (!take_value(&scan) || (skip_space(&scan), scan.at != scan.end))
		return ci_event_refuse(err, "it is not JSON");
	scan.at = start;
	for (size_t len; *path; path += len + (path[len] == '.')) {
		len = strcspn(path, ".");
		int rc = find_key(&scan, path, len);

		if (rc <= 0)
			return rc < 0 ? ci_event_refuse(err, "a key is there twice") : 0;
	}
	if (!take_string(&scan, &value))
		return 0;
	if (memchr(value.ptr, '\\', value.len))
		return ci_event_refuse(err, "a branch or commit in it is written with escapes");
	*out = done_arena_strndup(arena, value.ptr, value.len);
	return 1;
}
