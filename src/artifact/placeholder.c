/* Looking for placeholders in a passage: who looks where. */
#include "placeholder_parts.h"

#include <string.h>
#include <strings.h>

#include "markdown_parts.h"

/* ---- looking ---- */

/* A heading is short and may say anything but a mark or a slot. */
static const struct {
	done_placeholder_finder *find;
	bool whole;   /* looks at the passage as such */
	bool heading; /* looks at headings too */
} finders[] = {
    {done_filler_find, true, false},
    {done_repeated_find, true, false},
    {done_mash_find, true, false},
    {done_example_find, false, false},
    {done_marker_find, false, true},
    {done_slot_find, false, true},
    {done_phrase_find, false, false},
};

static bool may_begin(const struct done_passage *passage, size_t i)
{
	char c = passage->ptr[i];

	if (c == '<' || c == '[' || c == '{' || c == '?')
		return true;
	return done_ascii_is_word(c) && (i == 0 || !done_ascii_is_word(passage->ptr[i - 1]));
}

bool done_placeholder_next(const struct done_passage *passage, size_t from, bool strict,
    struct done_placeholder_found *out)
{
	for (size_t k = 0; from == 0 && k < DONE_ARRAY_SIZE(finders); k++) {
		if (finders[k].whole && (finders[k].heading || !passage->heading) &&
		    finders[k].find(passage, 0, strict, out))
			return true;
	}
	for (size_t i = from; i < passage->len; i++) {
		if (!may_begin(passage, i))
			continue;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(finders); k++) {
			if (!finders[k].whole && (finders[k].heading || !passage->heading) &&
			    finders[k].find(passage, i, strict, out))
				return true;
		}
	}
	return false;
}

const char *done_placeholder_find(const char *text, size_t len, size_t *at, size_t *found_len)
{
	const struct done_passage passage = {.ptr = text, .len = len};
	struct done_placeholder_found found;

	if (!done_placeholder_next(&passage, 0, false, &found))
		return NULL;
	*at = found.at;
	*found_len = found.len;
	return found.name;
}

/* ---- prose ---- */

#define CODE_MAX 1024 /* what opens and is not closed so near is text */

static const struct {
	const char *open, *close;
	bool to_end; /* not closed, it hides the rest */
} passed[] = {{"<!--", "-->", true}, {"![", ")", false}, {"`", "`", false}};

static size_t run_of_ticks(const char *text, size_t len, size_t i)
{
	size_t nr = 0;

	while ((i == 0 || text[i - 1] != '`') && i + nr < len && text[i + nr] == '`')
		nr++;
	return nr;
}

static size_t placeholder_find_close(const char *text, size_t len, size_t i, size_t k)
{
	size_t open = strlen(passed[k].open), close = strlen(passed[k].close);
	size_t most = passed[k].to_end || len - i < CODE_MAX ? len : i + CODE_MAX;

	/* "`` a ` b ``": as many as at the start. */
	while (*passed[k].open == '`' && i + open < len && text[i + open] == '`')
		close = ++open;
	for (size_t end = i + open; end + close <= most; end++) {
		if (*passed[k].open == '`' ? run_of_ticks(text, len, end) == close
		                           : !memcmp(text + end, passed[k].close, close))
			return end + close - i;
	}
	return passed[k].to_end ? len - i : 0;
}

/* The length of `code`, a comment, or an image at i; 0: nothing of the sort. */
static size_t passed_length(const char *text, size_t len, size_t i)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(passed); k++) {
		size_t open = strlen(passed[k].open);

		if (len - i >= open && !memcmp(text + i, passed[k].open, open))
			return placeholder_find_close(text, len, i, k);
	}
	return 0;
}

struct done_bytes done_prose_of(struct done_arena *arena, const char *text, size_t len)
{
	char *out = done_arena_alloc(arena, len + 1);
	size_t kept = 0;

	for (size_t i = 0; i < len;) {
		size_t hidden = strchr("<!`", text[i]) && text[i] ? passed_length(text, len, i) : 0;

		if (!hidden)
			out[kept++] = text[i++];
		else if (text[i] == '`')
			out[kept++] = '`';
		i += hidden;
	}
	return (struct done_bytes){out, kept};
}
