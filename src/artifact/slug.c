/*
 * Ids of headings as GitHub gives them, and whether a fragment names one. GitHub keeps letters,
 * marks (variation selectors, too), digits, '_' and '-' of the text in small letters, and writes
 * '-' for each space; a second heading of the same id gets "-1". Its pages look for a fragment as
 * it stands, and then in small letters.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "done/artifact.h"
#include "text.h"
#include "unicode.h"

/* Numbers behind an id have at most so many digits: no document has more headings. */
#define NUMBER_DIGITS_MAX 7
/* Numbers looked at that other headings may have taken. */
#define NUMBERS_TAKEN_MAX 1000

/* The character at the start, U+FFFD for a byte that is not UTF-8; *length is never 0. */
static uint32_t character_at(const char *bytes, size_t len, size_t *length)
{
	*length = done_utf8_length(bytes, len);
	if (*length > 0)
		return done_text_character(bytes, *length);
	*length = 1;
	return 0xFFFD;
}

#define DOTTED_I 0x130

/* A small letter may take more bytes than its capital: at most three for two. */
static char *small_letters(struct done_arena *arena, const char *text, bool slug)
{
	size_t len = strlen(text), kept = 0;
	char *out = done_arena_alloc(arena, len * 2 + 2);

	for (size_t i = 0, length; i < len; i += length) {
		uint32_t character = character_at(text + i, len - i, &length);

		if (slug && character == ' ')
			out[kept++] = '-';
		else if (character == 0xFFFD && length == 1 && !slug)
			out[kept++] = text[i];
		else if (character == DOTTED_I) /* the one letter that becomes two: i, dot above */
			kept += (size_t)snprintf(out + kept, 4, "i\xCC\x87");
		else if (!slug || character == '-' || done_unicode_is_word(character))
			kept += done_unicode_write(done_unicode_lower(character), out + kept);
	}
	return out;
}

char *done_heading_slug(struct done_arena *arena, const char *heading)
{
	return small_letters(arena, heading, true);
}

/* ---- looking for one ---- */

/* The first text that does not come before key, or (behind) that comes after it. */
static size_t bound(const char *const *texts, size_t nr, const char *key, bool behind)
{
	size_t low = 0, high = nr;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(texts[middle], key);

		if (order < 0 || (behind && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_among(const char *const *texts, size_t nr, const char *key)
{
	size_t at = bound(texts, nr, key, false);

	return at < nr && !strcmp(texts[at], key);
}

/* How many headings have this id by their text. */
static size_t slug_count(const struct done_outline *outline, const char *slug)
{
	const char *const *slugs = (const char *const *)outline->slugs;

	return bound(slugs, outline->nr_slugs, slug, true) -
	    bound(slugs, outline->nr_slugs, slug, false);
}

/* "run-2" is the third heading "Run", if there is one. A heading "Run 1" takes a number away: the
 * next "Run" goes on from there. */
static bool is_numbered(
    const struct done_outline *outline, struct done_arena *arena, const char *fragment)
{
	char *base = done_arena_strdup(arena, fragment), *dash = strrchr(base, '-');
	size_t digits = dash ? strspn(dash + 1, "0123456789") : 0;

	if (!digits || dash[1 + digits] || dash[1] == '0' || digits > NUMBER_DIGITS_MAX)
		return false;
	size_t number = (size_t)strtoul(dash + 1, NULL, 10), taken = 0;
	*dash = '\0';
	size_t nr = slug_count(outline, base);
	if (nr < 2)
		return false;
	for (size_t i = 1; i <= number && i < nr + taken && i <= NUMBERS_TAKEN_MAX; i++)
		taken += slug_count(outline, done_arena_printf(arena, "%s-%zu", base, i)) > 0;
	return number < nr + taken;
}

static bool has(const struct done_outline *outline, struct done_arena *arena, const char *fragment)
{
	return is_among((const char *const *)outline->ids, outline->nr_ids, fragment) ||
	    is_among((const char *const *)outline->slugs, outline->nr_slugs, fragment) ||
	    is_numbered(outline, arena, fragment);
}

/* Some of GitHub's pages keep the joiner of an emoji of several in the id, some do not. */
static char *without_joiners(struct done_arena *arena, const char *text)
{
	char *out = done_arena_strdup(arena, text);
	size_t kept = 0;

	for (const char *p = text; *p;) {
		if (!strncmp(p, "\xE2\x80\x8D", 3))
			p += 3;
		else
			out[kept++] = *p++;
	}
	out[kept] = '\0';
	return out;
}

/* In any letter case, with joiners or without. */
static bool has_in_any_form(
    const struct done_outline *outline, struct done_arena *arena, const char *fragment)
{
	const char *plain = without_joiners(arena, fragment);

	return has(outline, arena, fragment) || has(outline, arena, plain) ||
	    has(outline, arena, small_letters(arena, plain, false));
}

bool done_outline_has_id(const struct done_outline *outline, const char *fragment)
{
	static const char prefix[] = "user-content-"; /* what GitHub puts before each id */
	struct done_arena arena = {0};
	bool found = has_in_any_form(outline, &arena, fragment) ||
	    (done_text_starts(fragment, prefix) &&
	        has_in_any_form(outline, &arena, fragment + sizeof(prefix) - 1));

	done_arena_release(&arena);
	return found;
}
