/* Words that are none: a hand on the keyboard ("asdf jkl qwer"), the letters of the alphabet. */
#include <ctype.h>
#include <string.h>

#include "placeholder_parts.h"

#define WORDS_MIN 8

static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

/* The next key to the right (1) or to the left (-1) of the same row; 0. */
static int mash_step(char from, char to)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(rows); i++) {
		const char *key = strchr(rows[i], from);

		if (!key)
			continue;
		if (key[1] == to)
			return 1;
		return key > rows[i] && key[-1] == to ? -1 : 0;
	}
	return 0;
}

/* No English word of three letters or more runs along a row in one direction, but "pew" and the
 * like: one alone proves nothing. */
static bool is_mash(const char *word, size_t len)
{
	int direction = 0;

	for (size_t i = 1; i < len; i++) {
		int step = mash_step((char)tolower((unsigned char)word[i - 1]),
		    (char)tolower((unsigned char)word[i]));

		if (!step || (direction && step != direction))
			return false;
		direction = step;
	}
	return true;
}

bool done_mash_find(
    const struct done_passage *passage, size_t i, bool strict, struct done_placeholder_found *out)
{
	size_t words = 0, mashed = 0;

	(void)i;
	(void)strict;
	for (size_t at = 0, len; at < passage->len; at += len + !len) {
		/* A row of a table, or code: letters there have a meaning. */
		if (passage->ptr[at] == '|' || passage->ptr[at] == '`')
			return false;
		for (len = 0;
		     at + len < passage->len && done_ascii_is_word(passage->ptr[at + len]);)
			len++;
		words += len > 0;
		mashed += len == 1 ? isalpha((unsigned char)passage->ptr[at]) != 0
		                   : len > 2 && is_mash(passage->ptr + at, len);
	}
	if (words < WORDS_MIN || mashed * 4 < words * 3)
		return false;
	*out = (struct done_placeholder_found){
	    .name = "letters that are not words", .at = 0, .len = passage->len};
	return true;
}
