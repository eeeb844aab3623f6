/*
 * The braces of a glob: from one text with {a,b} to every text it stands for.
 */
#include "glob_parts.h"

#include <string.h>

struct texts {
	char **items;
	size_t nr, cap;
};

/* The length of what cannot be parted at text: a quoted byte, a set, or one byte. 0: malformed. */
static inline size_t unit_length(const char *text)
{
	struct done_glob_set set;
	size_t len;

	if (text[0] == '\\')
		return text[1] ? 2 : 0;
	if (text[0] != '[')
		return 1;
	return done_glob_read_set(text, &set, &len) ? 0 : len;
}

static const char *check(const char *text)
{
	int depth = 0;

	while (*text) {
		size_t len = unit_length(text);
		struct done_glob_set set;

		if (!len)
			return *text == '\\' ? "nothing follows the last '\\'"
			                     : done_glob_read_set(text, &set, &len);
		if (*text == '{' && ++depth > DONE_GLOB_DEPTH)
			return "braces are nested more than 4 deep";
		if (*text == '}' && --depth < 0)
			return "'}' closes no '{'";
		text += len;
	}
	return depth ? "'{' is not closed" : NULL;
}

/* Up to the first of the given bytes that is outside of inner braces; text was checked. */
static size_t span(const char *text, const char *stops)
{
	size_t i = 0;
	int depth = 0;

	for (;;) {
		i += strcspn(text + i, "{},[\\"); /* all that stops name, and what is no unit */
		if (!text[i] || (depth == 0 && strchr(stops, text[i])))
			return i;
		depth += (text[i] == '{') - (text[i] == '}');
		i += unit_length(text + i);
	}
}

/* Presets hold thousands of alternatives, and a format takes ten times as long. */
static char *join(struct done_arena *arena, const char *before, size_t nr_before,
    const char *alternative, size_t nr, const char *rest)
{
	size_t nr_rest = strlen(rest);
	char *joined = done_arena_alloc(arena, nr_before + nr + nr_rest + 1);

	memcpy(joined, before, nr_before);
	memcpy(joined + nr_before, alternative, nr);
	memcpy(joined + nr_before + nr, rest, nr_rest);
	return joined;
}

/* Adds one text for each alternative of the first braces, or returns false if there are none. */
static bool glob_expand_split(struct done_arena *arena, const char *text, struct texts *out)
{
	size_t before = span(text, "{");
	const char *alternative = text + before + 1, *rest;

	if (!text[before])
		return false;
	rest = alternative + span(alternative, "}") + 1;
	for (;;) {
		size_t len = span(alternative, ",}");

		*DONE_ARENA_PUSH(arena, out->items, out->nr, out->cap) =
		    join(arena, text, before, alternative, len, rest);
		if (alternative[len] == '}')
			return true;
		alternative += len + 1;
	}
}

const char *done_glob_expand(struct done_arena *arena, const char *text, char ***texts, size_t *nr)
{
	struct texts open = {0}, done = {0};
	const char *problem = strpbrk(text, "{}[\\") ? check(text) : NULL;

	if (problem)
		return problem;
	*DONE_ARENA_PUSH(arena, open.items, open.nr, open.cap) = done_arena_strdup(arena, text);
	while (open.nr > 0) {
		char *next = open.items[--open.nr];

		if (!glob_expand_split(arena, next, &open))
			*DONE_ARENA_PUSH(arena, done.items, done.nr, done.cap) = next;
		/* Each open text gives at least one, so more than this can only become more. */
		if (open.nr + done.nr > DONE_GLOB_ALTERNATIVES)
			return "braces stand for more than 64 alternatives";
	}
	*texts = done.items;
	*nr = done.nr;
	return NULL;
}
