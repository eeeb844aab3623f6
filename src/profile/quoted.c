/*
 * What a pattern finds in a text of a source, and what it is worth there: code that a text quotes
 * shows nothing, and a path in quotes shows no route where nobody takes it.
 */
#include "quoted.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define PREFIX_MAX 3

static bool quoted_is_text(const struct done_source *source, size_t at)
{
	return source->classes[at] == DONE_CLASS_STRING;
}

static bool quoted_is_quote(const struct done_source *source, size_t at)
{
	char c = source->bytes.ptr[at];

	return (c == '"' || c == '\'' || c == '`') && quoted_is_text(source, at);
}

/* Behind a run of the quote that stands at `at`. */
static size_t quoted_run_end(const struct done_source *source, size_t at)
{
	size_t end = at;

	while (end < source->bytes.len && source->bytes.ptr[end] == source->bytes.ptr[at] &&
	    quoted_is_text(source, end))
		end++;
	return end;
}

/* The quote at `at` begins a text: nothing of a text stands before it but more of the same quote
 * and what belongs to it, as in r"…" and @"…". */
static bool quoted_opens(const struct done_source *source, size_t at)
{
	char quote = source->bytes.ptr[at];

	while (at > 0 && quoted_is_text(source, at - 1) && source->bytes.ptr[at - 1] == quote)
		at--;
	while (at > 0 && quoted_is_text(source, at - 1)) {
		char c = source->bytes.ptr[at - 1];

		if (!isalpha((unsigned char)c) && !(c && strchr("@$#~%&", c)))
			return false;
		at--;
	}
	return true;
}

/* The quote that the match begins with, a prefix aside, where it begins a text; else `end`. */
static size_t quoted_opening(const struct done_source *source, const struct done_match *match)
{
	size_t at = match->start;

	while (at < match->end && at - match->start < PREFIX_MAX && quoted_is_text(source, at) &&
	    isalpha((unsigned char)source->bytes.ptr[at]))
		at++;
	if (at < match->end && quoted_is_quote(source, at) && quoted_opens(source, at))
		return at;
	return match->end;
}

/* binding:"required", {"retryPolicy": 1}: data within a text, and no path. */
static bool quoted_is_data(const struct done_source *source, size_t quote)
{
	size_t behind = quoted_run_end(source, quote);

	return quote > 0 && strchr(":{", source->bytes.ptr[quote - 1]) &&
	    source->bytes.ptr[quote - 1] && behind < source->bytes.len &&
	    source->bytes.ptr[behind] != '/';
}

bool done_match_is_quoted(const struct done_source *source, const struct done_match *match)
{
	size_t at = match->start, opening;

	if (source->is_config || at >= match->end || !quoted_is_text(source, at))
		return false;
	opening = quoted_opening(source, match);
	if (opening < match->end)
		at = quoted_run_end(source, opening);
	for (; at < match->end && quoted_is_text(source, at); at++) {
		if (!quoted_is_quote(source, at))
			continue;
		size_t behind = quoted_run_end(source, at);
		return behind < source->bytes.len && quoted_is_text(source, behind) &&
		    !quoted_is_data(source, at);
	}
	return false;
}

/* ---- who takes a path ---- */

/* The last byte of code before `at` that is no blank; 0 with *c '\0': there is none. */
static size_t quoted_before(const struct done_source *source, size_t at, char *c)
{
	*c = '\0';
	while (at > 0) {
		at--;
		if (source->classes[at] == DONE_CLASS_CODE &&
		    !isspace((unsigned char)source->bytes.ptr[at])) {
			*c = source->bytes.ptr[at];
			return at;
		}
	}
	return 0;
}

static char quoted_after(const struct done_source *source, size_t at)
{
	while (at < source->bytes.len &&
	    (source->bytes.ptr[at] == ' ' || source->bytes.ptr[at] == '\t'))
		at++;
	return at < source->bytes.len ? source->bytes.ptr[at] : '\n';
}

static struct done_bytes quoted_word(const struct done_source *source, size_t end)
{
	size_t start = end;

	while (start > 0 &&
	    (isalnum((unsigned char)source->bytes.ptr[start - 1]) ||
	        source->bytes.ptr[start - 1] == '_'))
		start--;
	return (struct done_bytes){source->bytes.ptr + start, end - start};
}

#define BRACKETS_BACK_MAX 4096

/* Where the bracket stands that `at` is in, '(' or '['; false: it stands in none, or in a block. */
static bool quoted_bracket(const struct done_source *source, size_t at, size_t *bracket)
{
	size_t depth = 0;

	for (size_t back = 0; at > 0 && back < BRACKETS_BACK_MAX; back++) {
		char c = source->bytes.ptr[--at];

		if (source->classes[at] != DONE_CLASS_CODE)
			continue;
		if (strchr(")]}", c) && c) {
			depth++;
		} else if (strchr("([{", c) && c) {
			*bracket = at;
			if (depth == 0)
				return c != '{';
			depth--;
		}
	}
	return false;
}

/* print("/health"): it is said, and serves nothing. */
static bool quoted_is_said(const struct done_source *source, size_t bracket)
{
	static const char *const speaking[] = {"print", "println", "printf", "sprintf", "fprintf",
	    "puts", "echo", "log", "info", "debug", "warn", "error", "trace", "fatal", "write",
	    "writeline"};
	size_t end = bracket;

	while (end > 0 && source->bytes.ptr[end - 1] == '!')
		end--;
	struct done_bytes word = quoted_word(source, end);
	for (size_t i = 0; source->bytes.ptr[bracket] == '(' && i < DONE_ARRAY_SIZE(speaking);
	     i++) {
		if (word.len == strlen(speaking[i]) &&
		    !strncasecmp(word.ptr, speaking[i], word.len))
			return true;
	}
	return false;
}

/* The name stands in the code once more, as a whole word. */
static bool quoted_is_used(const struct done_source *source, struct done_bytes name)
{
	const char *start = source->bytes.ptr, *end = start + source->bytes.len;

	for (const char *at = start; (size_t)(end - at) >= name.len; at++) {
		at = memchr(at, *name.ptr, (size_t)(end - at) - name.len + 1);
		if (!at)
			return false;
		size_t place = (size_t)(at - start);
		if (at != name.ptr && !memcmp(at, name.ptr, name.len) &&
		    (source->classes[place] & (DONE_CLASS_CODE | DONE_CLASS_EMBEDDED)) &&
		    (place == 0 || !(isalnum((unsigned char)at[-1]) || at[-1] == '_')) &&
		    (at + name.len == end ||
		        !(isalnum((unsigned char)at[name.len]) || at[name.len] == '_')))
			return true;
	}
	return false;
}

/* name = "/health", where nothing takes the name, or it is somebody's address. */
static bool quoted_is_kept(const struct done_source *source, size_t equals, struct done_bytes *kept)
{
	size_t end = equals;
	char c;

	if (equals > 0 && strchr("=!<>+~", source->bytes.ptr[equals - 1]))
		return false;
	end -= equals > 0 && source->bytes.ptr[equals - 1] == ':';
	while (end > 0 && isspace((unsigned char)source->bytes.ptr[end - 1]))
		end--;
	struct done_bytes name = quoted_word(source, end);
	size_t before = quoted_before(source, (size_t)(name.ptr - source->bytes.ptr), &c);
	/* const name: string = … */
	if (c == ':' && before > 0 && source->bytes.ptr[before - 1] != ':')
		name = quoted_word(source, before);
	if (name.len == 0)
		return false;
	if (name.len >= 3 &&
	    (!strncasecmp(name.ptr + name.len - 3, "url", 3) ||
	        !strncasecmp(name.ptr + name.len - 3, "uri", 3)))
		return true;
	if (name.len == 1 && *name.ptr == '_')
		return true;
	if (quoted_is_used(source, name))
		return false;
	*kept = name;
	return true;
}

bool done_match_is_idle(
    const struct done_source *source, const struct done_match *match, struct done_bytes *kept)
{
	size_t opening, path, bracket, before;
	char c;

	*kept = (struct done_bytes){0};
	if (source->is_config || match->start >= match->end ||
	    !quoted_is_text(source, match->start))
		return false;
	opening = quoted_opening(source, match);
	if (opening == match->end)
		return false;
	path = quoted_run_end(source, opening);
	if (path >= source->bytes.len || source->bytes.ptr[path] != '/')
		return false;
	before = quoted_before(source, opening, &c);
	if (quoted_bracket(source, opening, &bracket))
		return quoted_is_said(source, bracket);
	if (c == '=')
		return quoted_is_kept(source, before, kept);
	if (c == '+')
		return true; /* behind the address of somebody */
	return (c == '\0' || strchr("{};", c)) &&
	    strchr(";\r\n}", quoted_after(source, match->end));
}
