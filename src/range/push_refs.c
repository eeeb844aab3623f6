/*
 * Which refs of a push are judged. A server may take a change under any name (refs/for/main,
 * refs/review/x), so every ref counts as a branch but those that carry no change of their own:
 * notes, copies of other refs, and what hosts keep for themselves. git config done.refs says
 * otherwise.
 */
#include "range.h"

#include <string.h>

#define KEY "done.refs"

/* What `git push --mirror` sends besides branches and tags; none is a name for a change. */
static const char *const passed_over[] = {
    "refs/notes/",
    "refs/remotes/",
    "refs/prefetch/",
    "refs/replace/",
    "refs/stash",
    "refs/pull/",
    "refs/merge-requests/",
    "refs/meta/",
    "refs/keep-around/",
};

/* '*' stands for any characters, slashes too, as in a refspec; '?' for one. */
static bool push_refs_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	return !pattern[strspn(pattern, "*")];
}

static const char *without_mark(const char *pattern)
{
	return *pattern == '!' ? pattern + 1 : pattern;
}

/* A full name begins with refs/, and no name has any of the other characters in it. */
static int refuse_pattern(const char *pattern, struct done_error *err)
{
	const char *name = without_mark(pattern);

	if ((*name == '*' || *name == '?' || !strncmp(name, "refs/", 5)) &&
	    !strpbrk(name, "[]{}\\^~:,!"))
		return 0;
	done_error_set(err, DONE_E_USAGE, "git config " KEY ": no ref can match '%s'", pattern);
	return done_error_cure(err,
	    "write the full name of a ref, in which '*' and '?' are wildcards "
	    "and '!' in front excludes, for example: git config --replace-all " KEY
	    " '!refs/heads/wip/*'");
}

/* A value may list several, with blanks between. */
static int add_patterns(struct done_arena *arena, const char *value, struct done_push_refs *out,
    size_t *cap, struct done_error *err)
{
	static const char blanks[] = " \t\r\n";

	for (const char *at = value + strspn(value, blanks); *at; at += strspn(at, blanks)) {
		size_t len = strcspn(at, blanks);
		const char *pattern = done_arena_strndup(arena, at, len);

		if (refuse_pattern(pattern, err) < 0)
			return err->code;
		if (out->patterns.nr == DONE_CONFIG_VALUES_MAX)
			return done_error_set(err, DONE_E_USAGE,
			    "git config " KEY " has more than %d patterns", DONE_CONFIG_VALUES_MAX);
		*DONE_ARENA_PUSH(arena, out->patterns.items, out->patterns.nr, *cap) = pattern;
		at += len;
	}
	return 0;
}

int done_push_refs_read(struct done_repo *repo, struct done_arena *arena,
    struct done_push_refs *out, struct done_error *err)
{
	struct done_config_values values;
	size_t cap = 0;
	int rc = done_repo_config_all(repo, arena, KEY, &values, err);

	*out = (struct done_push_refs){.only_listed = false};
	for (size_t i = 0; rc > 0 && i < values.nr; i++) {
		if (add_patterns(arena, values.items[i], out, &cap, err) < 0)
			return done_repo_config_place(repo, KEY, values.items[i], err);
	}
	/* A list that begins with an exclusion takes from the default; any other replaces it. */
	out->only_listed = out->patterns.nr && *out->patterns.items[0] != '!';
	return rc < 0 ? rc : 0;
}

/* The part of the default that leaves the ref out; NULL: it is judged. */
static const char *find_default(const char *ref)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(passed_over); i++) {
		size_t len = strlen(passed_over[i]);

		if (passed_over[i][len - 1] == '/' ? !strncmp(ref, passed_over[i], len)
		                                   : !strcmp(ref, passed_over[i]))
			return passed_over[i];
	}
	return NULL;
}

const char *done_push_refs_pass(
    const struct done_push_refs *refs, struct done_arena *arena, const char *ref)
{
	const char *by_default = refs->only_listed ? NULL : find_default(ref), *last = NULL;

	for (size_t i = 0; i < refs->patterns.nr; i++) {
		if (push_refs_matches(without_mark(refs->patterns.items[i]), ref))
			last = refs->patterns.items[i];
	}
	if (last && *last == '!')
		return done_arena_printf(arena, "git config " KEY " excludes it (%s)", last);
	if (last)
		return NULL;
	if (refs->only_listed)
		return "git config " KEY " does not list it";
	if (by_default)
		return done_arena_printf(arena,
		    "'%s' is not among the refs that are judged by default (git config " KEY
		    " changes that)",
		    by_default);
	return NULL;
}
