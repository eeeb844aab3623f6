/* Looking for placeholders in a passage: who looks where. */
#include "placeholder_parts.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "markdown_parts.h"

/* ---- looking ---- */

/* A heading is short and may say anything but a mark or a slot. */
static const struct {
	done_placeholder_finder *find;
	done_placeholder_starter *start; /* what it finds begins so; NULL: the passage as such */
	bool heading;                    /* looks at headings too */
} finders[] = {
    {done_filler_find, NULL, false},
    {done_repeated_find, NULL, false},
    {done_mash_find, NULL, false},
    {done_example_find, done_example_start, false},
    {done_marker_find, done_marker_start, true},
    {done_slot_find, done_slot_start, true},
    {done_phrase_find, done_phrase_start, false},
};

/* Most words of a document begin like nothing of all that. */
static struct done_starts starts[DONE_ARRAY_SIZE(finders)], any_start;
static pthread_once_t starts_once = PTHREAD_ONCE_INIT;

static void index_starts(void)
{
	for (size_t k = 0; k < DONE_ARRAY_SIZE(finders); k++) {
		if (!finders[k].start)
			continue;
		finders[k].start(&starts[k]);
		finders[k].start(&any_start);
	}
}

static bool may_begin(const struct done_passage *passage, size_t i)
{
	char c = passage->ptr[i];

	if (!done_starts_may(&any_start, passage, i))
		return false;
	if (c == '<' || c == '[' || c == '{' || c == '?')
		return true;
	return done_ascii_is_word(c) && (i == 0 || !done_ascii_is_word(passage->ptr[i - 1]));
}

static bool finder_looks(size_t k, const struct done_passage *passage, bool whole)
{
	return whole == !finders[k].start && (finders[k].heading || !passage->heading);
}

/* The first that begins at from or behind it, and before until. */
static bool find_between(const struct done_passage *passage, size_t from, size_t until, bool strict,
    struct done_placeholder_found *out)
{
	pthread_once(&starts_once, index_starts);
	for (size_t k = 0; from == 0 && k < DONE_ARRAY_SIZE(finders); k++) {
		if (finder_looks(k, passage, true) && finders[k].find(passage, 0, strict, out))
			return true;
	}
	for (size_t i = from; i < until; i++) {
		if (!may_begin(passage, i))
			continue;
		for (size_t k = 0; k < DONE_ARRAY_SIZE(finders); k++) {
			if (finder_looks(k, passage, false) &&
			    done_starts_may(&starts[k], passage, i) &&
			    finders[k].find(passage, i, strict, out))
				return true;
		}
	}
	return false;
}

bool done_placeholder_next(const struct done_passage *passage, size_t from, bool strict,
    struct done_placeholder_found *out)
{
	return find_between(passage, from, passage->len, strict, out);
}

bool done_placeholder_begins(const struct done_passage *passage, size_t until)
{
	struct done_placeholder_found found;

	return find_between(passage, 0, until, false, &found);
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
